"""Writes `tableaux.md`, every table, column and formula of the three books, and where each item stands; `constats.md`
and `report.schema.json`, every finding; `crm.md`, the headers of every CRM's export. Run it as `python docs/make.py`,
whenever a definition has changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docs import crm, findings
from docs.chapters import FAMILIES, Chapter, chapters
from docs.homes import HOMES, Home
from docs.phrase import Place, escaped, sentence
from pacxl.compute.formula import formula
from pacxl.compute.references import Scope
from pacxl.definition.book import Book, list_name_in_book
from pacxl.definition.expr import Expr
from pacxl.definition.frozen import Frozen
from pacxl.definition.sheet import Block, Chart, Figure, Figures, Grid, Selector, Tiles, TodayFigure, drawn
from pacxl.definition.table import Column, Table
from pacxl.definition.tree import walk

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
    "gap_price": "écart (€, au centime)",
    "number": "nombre",
    "sum_number": "nombre",
    "gap_number": "écart",
    "gap_in_words": "écart, en toutes lettres",
    "whole": "nombre entier",
    "count": "nombre entier",
    "days": "jours",
    "days_left": "jours",
    "percent": "pourcentage (%)",
    "rate": "taux (%)",
    "gap_percent": "écart (%)",
    "probability": "probabilité (%)",
    "share": "pourcentage (%)",
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
    "gap": "barres, de part et d’autre de zéro",
    "line": "courbe",
}

INTRODUCTION = f"""\
# Les tableaux des classeurs

Toutes les feuilles, tous les tableaux, toutes les colonnes et leurs formules. Cette page est écrite par `python \
docs/make.py` à partir des définitions mêmes : ne la modifiez pas à la main.

Comment la lire :

- **à saisir** : une personne l’écrit ; **fourni** : déjà écrit dans le classeur ; **calculé** : une formule. Un \
total est au-dessus de l’en-tête.
- *En italique*, une colonne, par son en-tête : celle de la même ligne, sauf mention d’un autre tableau. **En \
gras**, un tableau, par son titre.
- « somme de *Budget* dans **Actions** où … » : toutes les lignes du tableau qui remplissent la condition ; « \
*Statut* de la ligne de **Actions** où … » : la première qui la remplit.
- Un calcul dont une donnée est vide donne vide, et une division par zéro aussi ; une comparaison avec un vide est \
fausse, mais un vide « n’est pas » un mot ; une somme passe les vides.
- Sous chaque calcul, la formule du fichier : noms anglais, qu’Excel montre dans sa langue ; la cellule de la même \
ligne, `[@[Budget]]`, y est écrite en entier : `Tableau[[#This Row],[Budget]]`. Quand une formule dit le nom de sa \
ligne ou de sa feuille, c’est celle de la première.
- Le plan montré ici a toutes ses rubriques, un semestre pour période, et {FAMILIES} familles d’actions : les \
autres ont les mêmes colonnes.
"""


def main() -> None:
    made = {PAGE: page(), crm.PAGE: crm.page()}
    made |= {findings.PAGE: findings.page(), findings.SCHEMA: findings.schema_text()}
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
        print(f"docs/{path.name}: {path.stat().st_size:,} bytes")


def page() -> str:
    """The page, in Markdown."""
    lines = [INTRODUCTION, *_homes()]
    for chapter in chapters().values():
        lines += _chapter(chapter)
    return "\n".join(lines).rstrip() + "\n"


def grid(head: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown."""
    yield from (f"| {head} |", "|" + "---|" * (head.count("|") + 1))
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _homes() -> Iterator[str]:
    yield "## Où se trouve chaque élément\n"
    for subject, items in HOMES.items():
        yield f"### {subject}\n"
        rows = ((item, " ; ".join(map(_home, homes))) for item, homes in items.items())
        yield from grid("Élément | Feuille › tableau › colonnes", rows)


def _home(home: Home) -> str:
    """A home as steps from its sheet; raises KeyError for one that is no more."""
    chapter = chapters()[home.book]
    labels = {figure.key: figure.label for figure in chapter.book.figures}
    sheets, title = [home.sheet], ""
    if home.table:
        table = chapter.book.by_key[home.table]
        labels = {key: column.header for key, column in table.by_key.items()}
        sheets, title = list(dict.fromkeys(part.sheet for part in table.parts)), f"**{escaped(table.title)}**"
    steps = [chapter.link(sheets[0]), title, ", ".join(f"*{escaped(labels[key])}*" for key in home.keys)]
    steps[0] += " et les autres familles" if len(sheets) > 1 else ""
    return ("" if home.book == "pac" else f"{chapter.word} : ") + " › ".join(filter(None, steps))


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {chapter.title}\n\n{chapter.purpose}\n"
    groups: dict[str, list[str]] = {}
    for sheet in chapter.sheets:
        groups.setdefault(sheet.group, []).append(chapter.link(sheet.name))
    yield from (f"- {f'{group} : ' if group else ''}{' · '.join(links)}" for group, links in groups.items())
    yield ""
    for sheet in chapter.sheets:
        yield f"### {chapter.heading(sheet.name)}\n\n{escaped(sheet.title)} — {escaped(sheet.purpose)}\n"
        for block in drawn(sheet.blocks):
            yield from _block(block, chapter)
        if sheet.name == chapter.book.list_sheet:
            yield from _lists(chapter.book)


def _lists(book: Book) -> Iterator[str]:
    yield "#### Listes de choix\n"
    shown = ((each, " · ".join(map(escaped, each.values)) or "à remplir") for each in book.lists)
    rows = ((escaped(each.title), f"`{list_name_in_book(each.key)}`", values) for each, values in shown)
    yield from grid("Liste | Nom Excel | Valeurs", rows)


def _block(block: Block, chapter: Chapter) -> Iterator[str]:
    match block:
        case Figures() | Tiles():
            yield from _figures(block.figures, chapter.book)
        case Grid(name, _, gantt):
            table, part = chapter.book.part_table[name]
            if part == table.parts[0]:
                yield from _table(table, chapter)
            elif part.sheet != table.parts[0].sheet:
                first = chapter.link(table.parts[0].sheet)
                yield f"Le tableau **{escaped(table.title)}**, décrit avec {first} ; ici, `{name}`.\n"
            if gantt is not None:
                steps = f"{gantt.columns} {'semaines' if gantt.step == 'week' else 'mois'}"
                yield f"À droite du tableau, un calendrier : {steps} à partir du {gantt.first:%d/%m/%Y}.\n"
        case Chart():
            yield f"Graphique ({SHAPES[block.shape]}) : {escaped(block.title)}.\n"


def _figures(figures: Sequence[Figure | TodayFigure | Selector], book: Book) -> Iterator[str]:
    computed = [figure for figure in figures if isinstance(figure, Figure)]
    origins = dict.fromkeys((figure.key for figure in figures), "la date que lisent toutes les formules")
    origins |= {each.key: f"à choisir, cellule `{each.name}`" for each in figures if isinstance(each, Selector)}
    origins |= {each.key: f"calculé{f', cellule `{each.name}`' if each.name else ''}" for each in computed}
    rows = ((escaped(each.label), f"`{each.key}`", KINDS[each.kind.name], origins[each.key]) for each in figures)
    yield from grid("Chiffre | Clé | Nature | Saisie", rows)
    yield from _calculations(((each.label, "", each.formula) for each in computed), Place(book), Scope(book))


def _table(table: Table, chapter: Chapter) -> Iterator[str]:
    book = chapter.book
    yield f"#### {escaped(table.title)} `{table.key}`\n\n{_about(table, chapter)}\n"
    rows = (_column(column, table, book) for column in table.columns)
    yield from grid("Colonne | Clé | Nature | Saisie | Règle", rows)
    calculations = (
        (column.header, what, expr)
        for column in table.columns
        for what, expr in (("", column.formula), (", total", column.total))
        if expr is not None
    )
    # A column that its row's formulas say as a constant: the family, in the synthèse.
    constants = {each.key: book.by_key["actions"].parts[0].value for each in table.columns if each.bound}
    yield from _calculations(calculations, Place(book, table), Scope(book, table, table.parts[0], constants))


def _about(table: Table, chapter: Chapter) -> str:
    names = ", ".join(f"`{part.name}`" for part in table.parts)
    sheets = [chapter.link(sheet) for sheet in dict.fromkeys(part.sheet for part in table.parts)]
    spare = f"{table.spare} lignes libres" if table.spare else "lignes fixées d’avance"
    if len(table.parts) == 1:
        return f"Tableau Excel : {names} ; feuille : {sheets[0]} ; {spare}."
    parts = f"un par valeur de *{table.part_key.capitalize()}* (clé `{table.part_key}`)"
    return f"Tableaux Excel : {names} ; feuille{'s' * (len(sheets) > 1)} : {', '.join(sheets)} ; {parts} ; {spare}."


def _column(column: Column, table: Table, book: Book) -> Sequence[str]:
    nature = KINDS[column.kind.name]
    origin = "calculé" if column.computed else "fourni" if column.given else "à saisir"
    if column.choices:
        title = next(choices.title for choices in book.lists if choices.key == column.choices)
        nature += f", liste « {escaped(title)} »{' ou autre' if column.open_list else ''}"
    if column.unit_key:
        nature += f", dans l’unité de *{escaped(table.by_key[column.unit_key].header)}*"
    if column.spark is not None:
        first, last = (escaped(table.by_key[key].header) for key in column.spark)
        nature, origin = f"petite courbe, de *{first}* à *{last}*", "tracé"
    return escaped(column.header), f"`{column.key}`", nature, origin, escaped(column.help)


def _calculations(items: Iterable[tuple[str, str, Expr]], place: Place, scope: Scope) -> Iterator[str]:
    """Each expression in words and, under it, as Excel shows it: `[@[Budget]]` for `Carnet[[#This Row],[Budget]]`."""
    lines: list[str] = []
    for label, what, expr in items:
        lines.append(f"- **{escaped(label)}**{what} : {sentence(expr, place)}")
        if not any(isinstance(node, Frozen) for node in walk(expr)):  # its formula holds what pacxl computed
            shown = _OF_THIS_ROW.sub(r"[@\1]", formula(expr, scope))
            lines.append(f"  - `={shown}`")
    yield from [*lines, ""] if lines else []


_OF_THIS_ROW = re.compile(r"\w+\[\[#This Row\],(\[(?:[^\[\]']|'.)*\](?::\[(?:[^\[\]']|'.)*\])?)\]")


if __name__ == "__main__":
    main()
