"""Where a book's tables are in an opened file: by their Excel Table's name, else by their headers on their sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pacxl.book import Book
from pacxl.finding import Finding, Place
from pacxl.french import fold
from pacxl.opened import Grid, Opened
from pacxl.sheet import Grid as Drawn
from pacxl.table import Part, Table


@dataclass(frozen=True)
class Located:
    """A part of a table, found: its sheet, its header's row, its rows of data, its columns by key. From 0."""

    table: Table
    part: Part
    sheet: str
    top: int
    left: int
    right: int
    rows: tuple[int, ...]
    columns: Mapping[str, int]
    below: int = 0


def locate(book: Book, opened: Opened, file: str) -> tuple[list[Located], list[Finding]]:
    """Every part that is found, in the book's order, and what there is to say of the others."""
    named: list[Located] = []
    guessed: list[Located] = []
    findings = []
    for table in book.tables:
        for part in table.parts:
            if (found := _by_name(table, part, opened)) is not None:
                named.append(found)
            elif (found := _by_headers(table, part, opened, _headers_of([*named, *guessed]))) is not None:
                guessed.append(found)
            else:
                place = Place(file, part.sheet, table=part.name)
                findings.append(Finding("table-missing", place, about={"table": part.name}))
    guessed = [_above_others(found, [*named, *guessed], book) for found in guessed]
    order = list(book.part_table)
    located = sorted([*named, *guessed], key=lambda found: order.index(found.part.name))
    for found in located:
        findings += _remarks(found, file, named=found in named)
    return located, findings


def _headers_of(located: list[Located]) -> set[tuple[str, int, int]]:
    """The cells that are the headers of tables already found: sheet, row, column."""
    return {(found.sheet, found.top, col) for found in located for col in found.columns.values()}


def _above_others(found: Located, others: list[Located], book: Book) -> Located:
    """The table without the rows of those that stand under it on its sheet, and without their titles."""
    under = [
        other.top - _rows_above(other, book)
        for other in others
        if other.sheet == found.sheet
        and other.top > found.top
        and set(other.columns.values()) & set(found.columns.values())
    ]
    return replace(found, rows=tuple(row for row in found.rows if row < min(under))) if under else found


def _rows_above(found: Located, book: Book) -> int:
    """The rows of a table's title and totals, which stand above its header."""
    titled = any(grid.title for grid in book.blocks(Drawn) if grid.part == found.part.name)
    return found.table.has_totals + titled


def _by_name(table: Table, part: Part, opened: Opened) -> Located | None:
    known = opened.tables.get(part.name)
    if known is None or known.sheet not in opened.sheets:
        return None
    grid = opened.sheets[known.sheet]
    top, columns = known.top, _headers_at(table, grid, known.top, known.left, known.right)
    if not columns:  # ExcelJS saves a table as if it had no header's row: it is then the first row of its data
        top, columns = known.top + 1, _headers_at(table, grid, known.top + 1, known.left, known.right)
    if not columns:
        return None
    inside = range(top + 1, min(known.last, len(grid) - 1) + 1)
    below = tuple(_typed_below(table, grid, known.last + 1, columns)) if table.spare else ()
    return Located(table, part, known.sheet, top, known.left, known.right, (*inside, *below), columns, len(below))


def _typed_below(table: Table, grid: Grid, row: int, columns: Mapping[str, int]) -> Iterator[int]:
    """The rows typed right under a table, as far as they follow each other."""
    typed = [columns[column.key] for column in table.stored if column.key in columns]
    while row < len(grid) and any(grid[row][col] != "" for col in typed):
        yield row
        row += 1


_ENOUGH = 0.6  # the share of a table's headers that tells it from any other row


def _by_headers(table: Table, part: Part, opened: Opened, taken: Collection[tuple[str, int, int]]) -> Located | None:
    """A file saved by a program that knows no Excel Tables: the sheet by its name, the header's row by its words."""
    sheet = next((name for name in opened.sheets if fold(name) == fold(part.sheet)), None)
    if sheet is None:
        return None
    grid = opened.sheets[sheet]
    for top, row in enumerate(grid):
        cells = ["" if (sheet, top, col) in taken else cell for col, cell in enumerate(row)]
        columns = _columns(table, cells, 0)
        if len(columns) >= max(2, _ENOUGH * len(table.columns)):
            rows = _rows_under(table, grid, top, columns)
            left, right = min(columns.values()), max(columns.values())
            return Located(table, part, sheet, top, left, right, rows, columns)
    return None


def _rows_under(table: Table, grid: Grid, top: int, columns: Mapping[str, int]) -> tuple[int, ...]:
    """Down to the end of the sheet; a closed table ends at its first blank row."""
    rows = range(top + 1, len(grid))
    if table.spare:
        return tuple(rows)
    stored = [columns[column.key] for column in table.stored if column.key in columns]
    blank = next((row for row in rows if all(grid[row][col] == "" for col in stored)), len(grid))
    return tuple(range(top + 1, blank))


def _headers_at(table: Table, grid: Grid, row: int, left: int, right: int) -> dict[str, int]:
    """Column key → position, by header, then by synonym, in a row of a sheet; the first wins."""
    return _columns(table, grid[row][left : right + 1], left) if 0 <= row < len(grid) else {}


def _columns(table: Table, cells: Sequence[object], left: int) -> dict[str, int]:
    places: dict[str, int] = {}
    for col, text in enumerate(cells, left):
        if isinstance(text, str) and text:
            places.setdefault(fold(text), col)
    columns = {key: places[header] for header, key in table.by_header.items() if header in places}
    taken = set(columns.values())
    for synonym, key in table.by_synonym.items():
        there = places.get(synonym)
        if key not in columns and there is not None and there not in taken:
            columns[key] = there
            taken.add(there)
    return columns


def _remarks(found: Located, file: str, *, named: bool) -> Iterator[Finding]:
    place = Place(file, found.sheet, table=found.part.name)
    about = {"table": found.part.name}
    if not named:
        yield Finding("table-by-headers", place, about=about)
    for column in found.table.stored:
        if column.key not in found.columns:
            yield Finding("column-missing", Place(file, found.sheet, "", found.part.name, column.header), about=about)
    for row in found.rows[len(found.rows) - found.below :]:
        yield Finding("below-table", Place(file, found.sheet, f"A{row + 1}", found.part.name), about=about)
