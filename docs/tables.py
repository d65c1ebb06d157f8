"""What the page `tableaux.md` says of each block of a sheet: its tables, their columns, their formulas in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from docs.chapters import Chapter, chapters
from docs.homes import Home
from docs.phrase import WORDS, Place, escaped, sentence
from pacxl.compute.formula import formula
from pacxl.compute.references import Scope
from pacxl.definition.book import Book, list_name_in_book
from pacxl.definition.expr import Expr
from pacxl.definition.frozen import Frozen
from pacxl.definition.sheet import Block, Chart, Figure, Figures, Grid, Selector, Sheet, Tiles, TodayFigure, drawn
from pacxl.definition.table import Column, Table
from pacxl.definition.tree import walk

KINDS, SHAPES = WORDS["kinds"], WORDS["shapes"]


def _grid(head: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown."""
    yield from (f"| {head} |", "|" + "---|" * (head.count("|") + 1))
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def home_on_page(home: Home) -> str:
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


def sheet_blocks(sheet: Sheet, chapter: Chapter) -> str:
    """The blocks of a sheet, in Markdown."""
    lists = _lists(chapter.book) if sheet.name == chapter.book.list_sheet else ()
    return "".join(f"{line}\n" for line in chain(*(_block(each, chapter) for each in drawn(sheet.blocks)), lists))


def _lists(book: Book) -> Iterator[str]:
    yield "#### Listes de choix\n"
    shown = ((each, " · ".join(map(escaped, each.values)) or "à remplir") for each in book.lists)
    rows = ((escaped(each.title), f"`{list_name_in_book(each.key)}`", values) for each, values in shown)
    yield from _grid("Liste | Nom Excel | Valeurs", rows)


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
    rows = ((escaped(each.label), f"`{each.key}`", KINDS[each.kind.name], _origin(each)) for each in figures)
    yield from _grid("Chiffre | Clé | Nature | Saisie", rows)
    yield from _calculations(((each.label, "", each.formula) for each in computed), Place(book), Scope(book))


def _origin(figure: Figure | TodayFigure | Selector) -> str:
    if isinstance(figure, TodayFigure):
        return "la date que lisent toutes les formules"
    origin = "calculé" if isinstance(figure, Figure) else "à choisir"
    return f"{origin}, cellule `{figure.name}`" if figure.name else origin


def _table(table: Table, chapter: Chapter) -> Iterator[str]:
    book = chapter.book
    yield f"#### {escaped(table.title)} `{table.key}`\n\n{_about(table, chapter)}\n"
    rows = (_column(column, table, book) for column in table.columns)
    yield from _grid("Colonne | Clé | Nature | Saisie | Règle", rows)
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
