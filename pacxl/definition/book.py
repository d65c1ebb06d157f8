"""The definition of a workbook: its tables, sheets and lists. It checks itself when it is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from pacxl.definition.expr import Expr, Selected, Today
from pacxl.definition.kind import Kind
from pacxl.definition.rule import Rule
from pacxl.definition.sheet import (
    Chart,
    Cover,
    Figure,
    Figures,
    Grid,
    Selector,
    Sheet,
    Text,
    TodayFigure,
    drawn,
    is_sheet_name,
    sheet_figures,
)
from pacxl.definition.signatures import ExpressionError, Type
from pacxl.definition.sound import check_sound, reads_sound, shows_in_a_blank_row, sound_types, unsteady_columns
from pacxl.definition.table import Choices, Column, Part, Table
from pacxl.definition.tree import TypeOf, tree_kinds, tree_nodes, tree_words
from pacxl.excel import LONGEST_HEADER, LONGEST_NAME, LONGEST_SHEET_NAME

ACCENT = "1F5C7A"  # the colour of a book that chooses none
TODAY_NAME = "Aujourdhui"  # the named cell that every formula reads the date from

_Block = TypeVar("_Block", Chart, Cover, Figures, Grid, Text)


class DefinitionError(ValueError):
    """A slip in a definition, named; it is raised when the definition is made, never later."""


@dataclass(frozen=True, eq=False)
class Book:
    """A workbook's definition. Raises DefinitionError, naming the slip, if it does not hold together.

    Two books are equal when they are of one key and one `settings`; all those of a firm have one `firm`, whoever's
    they are. `period` is the label of the months in which dates are read. `live_today` writes the named cell
    `Aujourdhui` as =TODAY(), else as the date it was made for. `opens_on` is the sheet in sight when it is opened.
    """

    key: str
    title: str
    tables: tuple[Table, ...]
    sheets: tuple[Sheet, ...]
    lists: tuple[Choices, ...] = ()
    list_sheet: str = "Listes"
    live_today: bool = True
    opens_on: str = ""
    accent: str = ACCENT
    rules: tuple[Rule, ...] = ()
    settings: object = field(default=None, repr=False)
    firm: object = field(default=None, repr=False)
    period: str = ""

    def __post_init__(self) -> None:
        _check(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and (self.key, self.settings) == (other.key, other.settings)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.key, self.settings))

    @cached_property
    def common(self) -> Book:
        """The book of the firm, which has the same tables and sheets: what is known of these is known of it."""
        return self

    @cached_property
    def by_key(self) -> dict[str, Table]:
        return {table.key: table for table in self.tables}

    @cached_property
    def part_table(self) -> dict[str, tuple[Table, Part]]:
        """Excel Table name → its table, with the columns that it has there, and its part."""
        return {part.name: (table.seen_in(part), part) for table in self.tables for part in table.parts}

    def blocks(self, kind: type[_Block]) -> Iterator[_Block]:
        """The blocks of a kind on all sheets, those that stand side by side too."""
        return (block for block in self._drawn if isinstance(block, kind))

    @cached_property
    def _drawn(self) -> tuple[object, ...]:
        return tuple(block for sheet in self.sheets for block in drawn(sheet.blocks))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(item for sheet in self.sheets for item in sheet_figures((*sheet.said, *sheet.blocks)))

    @cached_property
    def selectors(self) -> tuple[Selector, ...]:
        return tuple(item for band in self.blocks(Figures) for item in band.figures if isinstance(item, Selector))

    @cached_property
    def order(self) -> tuple[tuple[str, str], ...]:
        """The computed columns, as (table, column), each after those it reads."""
        return tuple(
            node
            for node in TopologicalSorter(self._reads).static_order()
            if (column := self.by_key[node[0]].by_key.get(node[1])) is not None and column.computed
        )

    @cached_property
    def _reads(self) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
        """Column → the columns that its formula reads."""
        return {
            (table.key, column.key): tuple(dict.fromkeys(reads_sound(table, column.formula)))
            for table in self.tables
            for column in table.columns
            if column.formula is not None
        }

    @cached_property
    def unsteady(self) -> frozenset[tuple[str, str]]:
        """The computed columns whose values change while no contents do, as (table, column)."""
        return unsteady_columns(self.by_key, self.order)

    def type_in(self, table: Table | None) -> TypeOf:
        """The types of columns, as seen from a row of a table (None: from a figure, which has no row)."""
        return sound_types(self.by_key, table)


# --- the book checks itself ------------------------------------------------------------------------------

_NAME = re.compile(r"[^\W\d]\w*")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrLl][0-9]*[Cc]?[0-9]*|[Cc]")
_CONTROL = re.compile(r"[\x00-\x1f]")


def _check(book: Book) -> None:
    _once("table", (table.key for table in book.tables))
    _once("sheet", (sheet.name for sheet in book.sheets))
    names = [part.name for table in book.tables for part in table.parts]
    names += [*(each.name for each in book.figures if each.name), *(each.name for each in book.selectors)]
    names += [TODAY_NAME, *(list_name_in_book(choices.key) for choices in book.lists)]
    _once("name", names)
    for name in names:
        _check_name(name)
    for sheet in book.sheets:
        _check_sheet_name(sheet.name)
    lists = {choices.key for choices in book.lists}
    for table in book.tables:
        _check_table(book, table, lists)
    _once("figure", (figure.key for figure in book.figures))
    for figure in book.figures:
        _check_formula(book, None, f"figure {figure.key}", figure.formula, figure.kind)
    _check_blocks(book)
    _check_selectors(book)
    _check_today(book)
    try:
        TopologicalSorter(book._reads).prepare()
    except CycleError as circle:
        path = " → ".join(".".join(node) for node in circle.args[1])
        raise DefinitionError(f"computed columns read each other in a circle: {path}") from None


def list_name_in_book(key: str) -> str:
    """The defined name of a book's list, which drop-downs read."""
    return f"Liste_{key}"


def _once(what: str, names: Iterable[str]) -> None:
    """Excel holds names to be the same whatever their case."""
    seen: dict[str, str] = {}
    for name in names:
        if (folded := name.casefold()) in seen:
            raise DefinitionError(f"the {what} {name!r} stands twice (as {seen[folded]!r})")
        seen[folded] = name


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name) or len(name) > LONGEST_NAME:
        raise DefinitionError(f"Excel refuses the name {name!r}: letters, digits and _, not a cell's address")


def _check_sheet_name(name: str) -> None:
    if not is_sheet_name(name):
        wanted = f"at most {LONGEST_SHEET_NAME} characters, none of []:*?/\\"
        raise DefinitionError(f"Excel refuses the sheet name {name!r}: {wanted}")


def is_book_key(text: str) -> bool:
    """Whether a text may be a key in a book: lower-case ASCII, digits and underscores."""
    return _KEY.fullmatch(text) is not None


def _check_table(book: Book, table: Table, lists: set[str]) -> None:
    if not table.columns or not table.parts:
        raise DefinitionError(f"the table {table.key!r} has no column or no part")
    _once(f"column of {table.key}", table.frame_keys)
    _once(f"header of {table.key}", (column.header for column in table.columns))
    for key in (table.key, *table.frame_keys):
        if not is_book_key(key):
            raise DefinitionError(f"a key is lower-case ASCII with underscores, not {key!r}")
    if len(table.parts) > 1 and not table.part_key:
        raise DefinitionError(f"the table {table.key!r} has several parts and no part_key to tell them apart")
    if table.part_key:
        _once(f"part of {table.key}", (each for part in table.parts for each in (part.value, *part.others)))
        if not all(part.value for part in table.parts):
            raise DefinitionError(f"the table {table.key!r} has a part that no value of {table.part_key} tells")
    if any(part.others for part in table.parts) and getattr(table.part_column, "key", "") != table.part_key:
        raise DefinitionError(f"the table {table.key!r} has no column in which a part says {table.part_key}")
    for column in table.whole.columns:
        _check_column(book, table, column, lists)


def _check_column(book: Book, table: Table, column: Column, lists: set[str]) -> None:
    place, header = f"{table.key}.{column.key}", column.header
    if not header or header != header.strip() or len(header) > LONGEST_HEADER or _CONTROL.search(header):
        raise DefinitionError(f"{place}: Excel refuses the header {header!r}")
    if column.choices and column.choices not in lists:
        raise DefinitionError(f"{place}: no list {column.choices!r} in the book")
    if column.bound and (column.computed or table.spare):
        raise DefinitionError(f"{place}: only a column that is given, in a table without spare rows, can be bound")
    if column.formula is not None:
        _check_formula(book, table, place, column.formula, column.kind)
        if table.spare and shows_in_a_blank_row(column.formula, table.part_key):
            raise DefinitionError(f"{place}: it has a value in a spare row; ask first if anything is filled")
    for figure in column.above:
        if figure is not None:
            _check_formula(book, table, f"total of {place}", figure, column.kind)


def _check_formula(book: Book, table: Table | None, place: str, formula: Expr, kind: Kind) -> None:
    try:
        check_sound(formula, kind.type, book.by_key, table)
    except ExpressionError as slip:
        raise DefinitionError(f"{place}: {slip}") from None


def _check_blocks(book: Book) -> None:
    sheets = {sheet.name for sheet in book.sheets} | {book.list_sheet}
    grids = [
        (block.part, sheet.name) for sheet in book.sheets for block in drawn(sheet.blocks) if isinstance(block, Grid)
    ]
    places = {part.name: part.sheet for table in book.tables for part in table.parts}
    if sorted(grids) != sorted(places.items()):
        odd = set(grids) ^ set(places.items())
        raise DefinitionError(f"each Excel Table is drawn once, on its own sheet: {sorted(odd)}")
    for chart in book.blocks(Chart):
        _check_chart(book, chart)
    for line, link in (each for text in book.blocks(Text) for each in text.lines):
        if link and link not in sheets:
            raise DefinitionError(f"the line {line!r} leads to no sheet of the book: {link!r}")


def _check_chart(book: Book, chart: Chart) -> None:
    table, _ = book.part_table.get(chart.part, (None, None))
    if table is None:
        raise DefinitionError(f"the chart {chart.title!r} reads no Excel Table of the book: {chart.part!r}")
    for key in (chart.category, *(series.column for series in chart.series)):
        if key not in table.by_key:
            raise DefinitionError(f"the chart {chart.title!r} reads no column of {table.key}: {key!r}")


def _check_selectors(book: Book) -> None:
    """What a drop-down offers are texts of a table of the book; what formulas read is a selector of it."""
    for selector in book.selectors:
        choices = selector.choices
        kind, parts = book.type_in(None)(choices.table, choices.key), book.by_key[choices.table].parts
        if kind is not Type.TEXT or len(parts) > 1:
            raise DefinitionError(f"the selector {selector.name} offers no texts of a table: {tree_words(choices)}")
    known = {(selector.name, selector.first) for selector in book.selectors}
    reading = (formula for formula in _formulas(book) if Selected in tree_kinds(formula))
    for node in (node for formula in reading for node in tree_nodes(formula)):
        if isinstance(node, Selected) and (node.name, node.first) not in known:
            raise DefinitionError(f"a formula reads a selector that stands nowhere: {node.name}")


def _formulas(book: Book) -> Iterator[Expr]:
    """All the formulas of a book."""
    yield from (figure.formula for figure in book.figures)
    for column in (column for table in book.tables for column in table.columns):
        yield from (formula for formula in (column.formula, *column.above) if formula is not None)


def _check_today(book: Book) -> None:
    """The cell named `Aujourdhui` stands once, or nowhere if no formula reads it."""
    cells = sum(isinstance(item, TodayFigure) for band in book.blocks(Figures) for item in band.figures)
    reads = any(Today in tree_kinds(formula) for formula in _formulas(book))
    if cells > 1 or (reads and not cells):
        raise DefinitionError(f"the cell {TODAY_NAME} stands {cells} times on the sheets, not once")
