"""A plan's tables as the consolidated workbook shows them: everybody's rows, each with who wrote it, and where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import replace
from functools import lru_cache, reduce
from operator import and_, or_
from textwrap import wrap

from pacxl.definition.book import Book
from pacxl.definition.expr import (
    Aggregate,
    AnyFilled,
    Call,
    Col,
    Expr,
    Lookup,
    Of,
    OfCol,
    Position,
    count,
    is_blank,
    sum_,
)
from pacxl.definition.kind import PERCENT, PROBABILITY, TEXT, WHOLE
from pacxl.definition.sheet import Grid, Sheet, drawn, sheet_note
from pacxl.definition.table import STANDS_IN, Column, Part, Table
from pacxl.definition.tree import conjuncts_in_tree, tree_within, walk

WHO = Column("commercial", "Commercial", TEXT, given=True, width=16)
FROM = (
    Column("fichier", "Fichier", TEXT, given=True, width=26, detail=True),
    Column("feuille", "Feuille", TEXT, given=True, width=20, detail=True),
    Column("ligne", "Ligne", WHOLE, given=True, width=8, detail=True),
    Column("equipe", "Équipe", TEXT, given=True, width=14, detail=True),
    Column("periode", "Période", TEXT, given=True, width=11, detail=True),
)


# In a line of the actions that stands for several steps that are as they were proposed: how many more than one.
MORE_STEPS = Column(
    "autres_etapes",
    "Étapes de plus",
    WHOLE,
    given=True,
    width=9,
    detail=True,
    help="Ce que la ligne compte d’étapes, en plus d’une : des étapes proposées que personne n’a touchées.",
)


def steps_of_everybody(which: Expr) -> Expr:
    """How many actions satisfy a condition, those that are counted without being listed too."""
    actions = Of("actions")
    return count(actions, which) + sum_(actions.autres_etapes, which)


ANNEXES = "Annexes"
# The tables of a plan that have a sheet of their own, where people look for what a figure is made of.
_OWN = {"carnet": "Carnet", "actions": "Actions", "indicateurs": "Indicateurs"}
_FROM_EACH = "Les lignes de chacun ; un clic sur le nom ouvre son fichier, à la ligne d’où chacune vient."
_PURPOSE = {
    **dict.fromkeys(_OWN, _FROM_EACH),
    "actions": "Celles qui disent quelque chose ; les étapes proposées, laissées telles quelles, sont comptées à la "
    "fin. Un clic sur le nom ouvre son fichier à cette ligne.",
}
_ANNEX_WIDTH = 15  # characters at most: the tables of the annexes stand under one another
_LINE = 200  # characters of a line of text, at most


def tables_of_everybody(plan: Book) -> tuple[Table, ...]:
    """The tables whose rows are put together, everybody's: those of a plan that people type in."""
    return tuple(table for table in plan.tables if any(column.typed for column in table.columns))


@lru_cache(maxsize=32)
def tables_once_for_everybody(book: Book) -> tuple[str, ...]:
    """In the book of the écarts, the tables whose rows may be shown once for several people: no figure is computed of
    them, but for what their proof counts."""
    read: set[str] = {*_OWN}
    for table in book.tables:
        for column in table.columns if table.key != "preuve" else ():
            for formula in (column.formula, *column.above):
                found = _tables(formula) if formula is not None else set()
                read |= {*found, table.key} if found else found
    read |= {name for figure in book.figures for name in _tables(figure.formula)}
    everybodys = {table.key for table in book.tables if any(part.sheet == ANNEXES for part in table.parts)}
    return tuple(table.key for table in book.tables if table.key in everybodys - read - {"libre"})


def team_tables_of_everybody(
    plan: Book, shared: Collection[str], more: Mapping[str, tuple[Column, ...]]
) -> Iterator[Table]:
    """A plan's typed tables with everybody's rows; nobody types there.

    A computed column stays a live formula: where it added up a plan's rows, it adds up those of the same file, and
    so it does in the `shared` tables, which hold every file's rows. One that looks something up is given as the plan
    had it. One that only serves the plan's own sheets is left out. `more` gives further columns, by table; one of the
    same key stands in the plan's place.
    """
    names = sheets_of_everybody(plan)
    for table in tables_of_everybody(plan):
        inner, key = _inner(table), table.part_key
        outer = (column for column in table.columns if column.key not in inner)
        added = {column.key: column for column in more.get(table.key, ())}
        columns = [
            added.pop(column.key) if column.key in added else _team_column(column, key, names.keys(), shared)
            for column in outer
        ]
        part = [Column(key, key.capitalize(), TEXT, given=True, width=22)] if key else []
        origin = (column for column in FROM if column.key not in table.by_key)
        every = (_who(table), *part, *columns, *added.values(), *origin)
        yield Table(
            table.key,
            table.title,
            every if table.key in _OWN else _annexed(every),
            (Part(table.key.capitalize(), names[table.key]),),
            leads=2 + len(part),
            group_key=table.group_key,
        )


def _annexed(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A table's columns in the annexes: narrow, its details last, so that those of all the tables fold together."""
    keys = [column.key for column in columns]

    def narrow(column: Column) -> Column:
        formula = _each_named(column.formula, keys) if column.formula is not None else None
        return replace(column, formula=formula, width=min(column.width or column.kind.width, _ANNEX_WIDTH))

    return tuple(sorted(map(narrow, columns), key=lambda column: column.detail))


def _each_named(formula: Expr, keys: list[str]) -> Expr:
    """A formula that no longer goes from one column to another, but names each of those between."""
    match formula:
        case AnyFilled(first, last):
            between = keys[keys.index(first) : keys.index(last) + 1]
            return reduce(or_, (~is_blank(Col(key)) for key in between))
        case Call(name, args):
            return Call(name, tuple(_each_named(arg, keys) for arg in args))
    return formula


def _who(table: Table) -> Column:
    """Whose row it is; a table may have a header of that name already."""
    return replace(WHO, header="Plan de") if any(column.header == WHO.header for column in table.columns) else WHO


def sheets_of_everybody(plan: Book) -> dict[str, str]:
    """Table → the sheet of everybody's rows: one of its own for what the figures come from, else the annexes."""
    return {table.key: _OWN.get(table.key, ANNEXES) for table in tables_of_everybody(plan)}


def _inner(table: Table) -> frozenset[str]:
    """The columns that tell where a row stands on its sheet, and those that read them."""
    found: set[str] = set()
    for column in table.columns:
        nodes = list(walk(column.formula)) if column.formula is not None else []
        reads = {node.key for node in nodes if isinstance(node, Col)}
        if any(isinstance(node, Position) for node in nodes) or reads & found:
            found.add(column.key)
    return frozenset(found)


def _team_column(column: Column, part_key: str, everybodys: Set[str], shared: Collection[str]) -> Column:
    formula, total = column.formula, column.total
    if formula is not None:
        known = everybodys | set(shared)
        live = _tables(formula) <= known and not any(isinstance(node, Lookup) for node in walk(formula))
        formula = tree_within(formula, "fichier", known) if live else None
    if total is not None:
        adds_up = _tables(total) <= everybodys and not (column.typed and column.kind in _OF_ONE_WHOLE)
        total = _of_all_parts(total, part_key) if adds_up else None
    return replace(
        column,
        formula=formula,
        total=total,
        given=formula is None,
        bound=False,
        choices="",
        open_list=False,
        spark=None,
        detail=column.detail and column.key != _IN_SIGHT,
    )


_OF_ONE_WHOLE = (PERCENT, PROBABILITY)  # each person's make 100 %: those of two people make nothing
_IN_SIGHT = "ecart_constate"  # an action's, which a plan tells above its table


def _of_all_parts(total: Expr, part_key: str) -> Expr:
    """The total of one Excel Table as that of the whole table."""
    match total:
        case Call(name, args):
            return Call(name, tuple(_of_all_parts(arg, part_key) for arg in args))
        case Aggregate(name, table, key, where):
            kept = [each for each in conjuncts_in_tree(where) if not _asks_for(each, part_key)]
            return Aggregate(name, table, key, reduce(and_, kept) if kept else None)
    return total


def _asks_for(condition: Expr, part_key: str) -> bool:
    return any(isinstance(node, Col) and node.key in (part_key, STANDS_IN) for node in walk(condition))


def _tables(formula: Expr) -> set[str]:
    """The tables that a formula reads."""
    return {node.table for node in walk(formula) if isinstance(node, (Aggregate, Lookup, OfCol))}


def own_sheets_of_everybody(plan: Book) -> dict[str, Sheet]:
    """The sheets of everybody's rows that stand alone, by table."""
    return {
        key: Sheet(name, plan.by_key[key].title, _PURPOSE[key], (Grid(key.capitalize()),), tone="follow")
        for key, name in _OWN.items()
    }


def annexes_of_everybody(plan: Book) -> Sheet:
    """The sheet « Annexes »: everybody's rows of all other tables, in the plan's order of sheets, and what they wrote
    outside the tables."""
    names = sheets_of_everybody(plan)
    shown = (block.part for sheet in plan.sheets for block in drawn(sheet.blocks) if isinstance(block, Grid))
    tables = dict.fromkeys(plan.part_table[part][0].key for part in shown)
    grids = [Grid(key.capitalize(), title=plan.by_key[key].title) for key in tables if names.get(key) == ANNEXES]
    grids.append(Grid("Libre", title="Hors des tableaux du plan : gardé tel quel, jamais additionné"))
    titles = ", ".join(grid.title for grid in grids)
    contents = sheet_note(*wrap(f"Dans l’ordre : {titles}.", _LINE, break_long_words=False, break_on_hyphens=False))
    purpose = f"{_FROM_EACH} Ce qui est proposé à plusieurs, et laissé tel quel, s’y trouve une fois."
    return Sheet(ANNEXES, "Annexes : le reste des plans", purpose, (contents, *grids), tone="list")
