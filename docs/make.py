"""Writes `tableaux.md`: every sheet, table, column and formula of the three books, and where each subject stands.
Then `constats.md` and `report.schema.json`: every finding.

Run it as `python docs/make.py`, whenever a definition has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docs import findings
from docs.chapters import FAMILIES, Chapter, chapters
from docs.homes import HOMES, Home
from docs.phrase import Place, escaped, sentence
from pacxl.compute.formula import formula
from pacxl.compute.references import Scope
from pacxl.definition.book import Book, list_name
from pacxl.definition.expr import Expr
from pacxl.definition.kind import Kind
from pacxl.definition.sheet import Block, Chart, Figure, Figures, Grid, Sheet, TodayFigure, drawn
from pacxl.definition.table import Column, Table

PAGE = Path(__file__).resolve().parent / "tableaux.md"

# The kinds of cell, with their units, and the shapes of charts.
KINDS = {
    "text": "texte",
    "long": "texte long",
    "choice": "mot",
    "money": "montant (€)",
    "gap_money": "écart (€)",
    "sum_money": "montant (€)",
    "price": "prix (€, au centime)",
    "number": "nombre",
    "gap_number": "écart",
    "whole": "nombre entier",
    "count": "nombre entier",
    "days": "jours",
    "percent": "pourcentage (%)",
    "share": "pourcentage (%)",
    "rate": "taux (%)",
    "gap_percent": "écart (%)",
    "probability": "probabilité (%)",
    "ratio": "rapport (n:1)",
    "points": "écart (points)",
    "score": "note de 1 à 5",
    "date": "date",
    "month": "mois",
}
SHAPES = {
    "bar": "barres",
    "column": "colonnes",
    "stacked": "barres empilées",
    "line": "courbe",
    "doughnut": "anneau",
    "bubble": "bulles",
}


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    findings.write()
    for path in (PAGE, findings.PAGE, findings.SCHEMA):
        print(f"docs/{path.name}: {path.stat().st_size:,} bytes")


def page() -> str:
    """The page, in Markdown."""
    lines = [*INTRODUCTION, *_homes(chapters())]
    for chapter in chapters().values():
        lines += _chapter(chapter)
    return "\n".join(lines).rstrip() + "\n"


INTRODUCTION = (
    "# Les tableaux des classeurs",
    "",
    "Toutes les feuilles, tous les tableaux, toutes les colonnes et leurs formules. Cette page est écrite par "
    "`python docs/make.py` à partir des définitions mêmes : ne la modifiez pas à la main.",
    "",
    "Comment la lire :",
    "",
    "- **à saisir** : une personne l’écrit ; **fourni** : déjà écrit dans le classeur ; **calculé** : une formule. "
    "Un total est au-dessus de l’en-tête.",
    "- *En italique*, une colonne, par son en-tête : celle de la même ligne, sauf mention d’un autre tableau. **En "
    "gras**, un tableau, par son titre.",
    "- « somme de *Budget* dans **Actions** où … » : toutes les lignes du tableau qui remplissent la condition ; "
    "« *Statut* de la ligne de **Actions** où … » : la première qui la remplit.",
    "- Un calcul dont une donnée est vide donne vide, et une division par zéro aussi ; une comparaison avec un vide "
    "est fausse, mais un vide « n’est pas » un mot ; une somme passe les vides.",
    "- Sous chaque calcul, la formule du fichier : noms anglais, qu’Excel montre dans sa langue ; la cellule de la "
    "même ligne, `[@[Budget]]`, y est écrite en entier : `Tableau[[#This Row],[Budget]]`. Quand une formule dit le "
    "nom de sa ligne ou de sa feuille, c’est celle de la première.",
    f"- Le plan montré ici a toutes ses rubriques, un semestre pour période, et {FAMILIES} familles d’actions : les "
    "autres ont les mêmes colonnes.",
    "",
)


# --- where everything stands ------------------------------------------------------------------------------


def _homes(every: Mapping[str, Chapter]) -> Iterator[str]:
    yield from ("## Où se trouve chaque élément", "")
    for subject, items in HOMES.items():
        yield from (f"### {subject}", "", "| Élément | Feuille › tableau › colonnes |", "|---|---|")
        for item, homes in items.items():
            yield f"| {item} | {' ; '.join(_home(home, every[home.book]) for home in homes)} |"
        yield ""


def _home(home: Home, chapter: Chapter) -> str:
    """A home as steps from its sheet; raises LookupError for one that is no more."""
    book = chapter.book
    figures = {figure.key: figure.label for figure in book.figures}
    try:
        if not home.table:
            return _steps(chapter.far_link(home.sheet), "", [figures[key] for key in home.figures])
        table = book.by_key[home.table]
        headers = [table.by_key[key].header for key in home.columns]
    except KeyError as gone:
        raise LookupError(f"docs/homes.py: there is no {gone} in the book any more: {home}") from None
    sheets = list(dict.fromkeys(part.sheet for part in table.parts))
    return _steps(
        chapter.far_link(sheets[0]) + (" et les autres familles" if len(sheets) > 1 else ""), table.title, headers
    )


def _steps(sheet: str, table: str, labels: Sequence[str]) -> str:
    steps = [sheet, f"**{escaped(table)}**" if table else "", ", ".join(f"*{escaped(label)}*" for label in labels)]
    return " › ".join(filter(None, steps))


# --- a book, a sheet --------------------------------------------------------------------------------------


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from (f"## {chapter.title}", "", chapter.purpose, "")
    groups: dict[str, list[str]] = {}
    for sheet in chapter.sheets:
        groups.setdefault(sheet.group, []).append(chapter.link(sheet.name))
    for group, links in groups.items():
        yield f"- {group + ' : ' if group else ''}{' · '.join(links)}"
    yield ""
    told: set[str] = set()
    for sheet in chapter.sheets:
        yield from _sheet(sheet, chapter, told)


def _sheet(sheet: Sheet, chapter: Chapter, told: set[str]) -> Iterator[str]:
    """A sheet and its blocks; a table is `told` once, on the first sheet where it stands."""
    yield from (f"### {chapter.heading(sheet.name)}", "", f"{escaped(sheet.title)} — {escaped(sheet.purpose)}", "")
    for block in drawn(sheet.blocks):
        yield from _block(block, chapter, told)
    if sheet.name == chapter.book.list_sheet:
        yield from _lists(chapter.book)


def _block(block: Block, chapter: Chapter, told: set[str]) -> Iterator[str]:
    match block:
        case Figures(figures):
            yield from _figures(figures, chapter.book)
        case Grid(part, _, gantt):
            table, _ = chapter.book.part_table[part]
            if table.key not in told:
                told.add(table.key)
                yield from _table(table, chapter)
            elif len({part.sheet for part in table.parts}) > 1:
                first = chapter.link(table.parts[0].sheet)
                yield from (f"Le tableau **{escaped(table.title)}**, décrit avec {first} ; ici, `{part}`.", "")
            if gantt is not None:
                steps = f"{gantt.columns} {'semaines' if gantt.step == 'week' else 'mois'}"
                yield from (f"À droite du tableau, un calendrier : {steps} à partir du {gantt.first:%d/%m/%Y}.", "")
        case Chart():
            yield from (f"Graphique ({SHAPES[block.shape]}) : {escaped(block.title)}.", "")


def _lists(book: Book) -> Iterator[str]:
    yield from ("#### Listes de choix", "", "| Liste | Nom Excel | Valeurs |", "|---|---|---|")
    for choices in book.lists:
        values = " · ".join(map(escaped, choices.values)) or "à remplir"
        yield f"| {escaped(choices.title)} | `{list_name(choices.key)}` | {values} |"
    yield ""


def _figures(figures: Sequence[Figure | TodayFigure], book: Book) -> Iterator[str]:
    yield from ("| Chiffre | Clé | Nature | Saisie |", "|---|---|---|---|")
    for figure in figures:
        how = "calculé" if isinstance(figure, Figure) else "la date que lisent toutes les formules"
        name = f", cellule `{figure.name}`" if isinstance(figure, Figure) and figure.name else ""
        yield f"| {escaped(figure.label)} | `{figure.key}` | {kind_words(figure.kind)} | {how}{name} |"
    yield ""
    calculations = [figure for figure in figures if isinstance(figure, Figure)]
    for figure in calculations:
        yield from _calculation(f"**{escaped(figure.label)}**", figure.formula, Place(book), Scope(book))
    if calculations:
        yield ""


# --- a table ----------------------------------------------------------------------------------------------


def _table(table: Table, chapter: Chapter) -> Iterator[str]:
    book = chapter.book
    yield from (f"#### {escaped(table.title)} `{table.key}`", "", _about(table, chapter), "")
    yield from ("| Colonne | Clé | Nature | Saisie | Règle |", "|---|---|---|---|---|")
    for column in table.columns:
        yield (
            f"| {escaped(column.header)} | `{column.key}` | {_nature(column, table, book)} | {_origin(column)} "
            f"| {escaped(column.help)} |"
        )
    yield ""
    place, scope = Place(book, table), Scope(book, table, table.parts[0], _constants(table, chapter.rows))
    sums = Scope(book, table, table.parts[0])
    calculated = False
    for column in table.columns:
        header = f"**{escaped(column.header)}**"
        if column.formula is not None:
            calculated = True
            yield from _calculation(header, column.formula, place, scope)
        if column.total is not None:
            calculated = True
            yield from _calculation(f"{header}, total", column.total, place, sums)
    if calculated:
        yield ""


def _about(table: Table, chapter: Chapter) -> str:
    names = ", ".join(f"`{part.name}`" for part in table.parts)
    several = len(table.parts) > 1
    words = [f"{'Tableaux' if several else 'Tableau'} Excel : {names}"]
    sheets = list(dict.fromkeys(part.sheet for part in table.parts))
    words.append(f"{'feuilles' if len(sheets) > 1 else 'feuille'} : {', '.join(map(chapter.link, sheets))}")
    if several:
        words.append(f"un par valeur de *{table.part_key.capitalize()}* (clé `{table.part_key}`)")
    words.append(f"{table.spare} lignes libres" if table.spare else "lignes fixées d’avance")
    return " ; ".join(words) + "."


def _nature(column: Column, table: Table, book: Book) -> str:
    if column.spark is not None:
        first, last = (table.by_key[key].header for key in column.spark)
        return f"petite courbe, de *{escaped(first)}* à *{escaped(last)}*"
    words = kind_words(column.kind)
    if column.choices:
        title = next(choices.title for choices in book.lists if choices.key == column.choices)
        words += f", liste « {escaped(title)} »{' ou autre' if column.open_list else ''}"
    if column.unit_key:
        words += f", dans l’unité de *{escaped(table.by_key[column.unit_key].header)}*"
    return words


def kind_words(kind: Kind) -> str:
    """A kind of cell in French, with its unit; raises ValueError for one that has no words here."""
    if kind.name not in KINDS:
        raise ValueError(f"no French words for the kind of cell {kind.name!r}: add them to KINDS")
    return KINDS[kind.name]


def _origin(column: Column) -> str:
    if column.spark is not None:
        return "tracé"
    return "calculé" if column.computed else "fourni" if column.given else "à saisir"


def _constants(table: Table, rows: Mapping[str, Mapping[str, Sequence[Any]]]) -> dict[str, Any]:
    """What the first row's formulas say as constants, in the place of a reference."""
    return {column.key: rows[table.key][column.key][0] for column in table.columns if column.bound}


def _calculation(what: str, expr: Expr, place: Place, scope: Scope) -> Iterator[str]:
    yield f"- {what} : {sentence(expr, place)}"
    yield f"  - `={_shown(formula(expr, scope))}`"


_OF_THIS_ROW = re.compile(r"\w+\[\[#This Row\],(\[(?:[^\[\]']|'.)*\](?::\[(?:[^\[\]']|'.)*\])?)\]")


def _shown(text: str) -> str:
    """A formula as Excel shows it, with `[@[Budget]]` for `Carnet[[#This Row],[Budget]]`."""
    return _OF_THIS_ROW.sub(r"[@\1]", text)


if __name__ == "__main__":
    main()
