"""The raw columns of a file's tables, taken from its sheets, which can then be let go; and those of many files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, compress
from math import isnan
from sys import intern
from typing import Any, NamedTuple

import numpy as np

from pacxl.a1 import Spot, address
from pacxl.compute.excel_functions import Array
from pacxl.definition.book import Book
from pacxl.definition.table import Column, Table
from pacxl.findings.finding import Place
from pacxl.formats.opened import Opened
from pacxl.locating.located import Located, once_located
from pacxl.reading.conversion.cell_numbers import RowPlaces, number_of_cell
from pacxl.reading.conversion.convert_table import numbers_as_shown, table_taxes


@dataclass
class RawColumns:
    """One file's rows of a table that hold something typed or given: their cells by column; of each row, which of the
    `located` parts it is of and its number on the sheet. `hidden` are the numbers of cells for which another value
    counts, by part. Of its cells, so many stand `inside` (headers too), and so many were `rejected` already."""

    located: list[Located] = field(default_factory=list)
    cells: dict[str, list[Any]] = field(default_factory=dict)
    parts: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    hidden: list[Mapping[Spot, float]] = field(default_factory=list)
    inside: int = 0
    rejected: int = 0


def raw_columns(book: Book, located: Sequence[Located], opened: Opened) -> dict[str, RawColumns]:
    """The raw columns of each table of a book that is found in a file, by its key."""
    taxes, found = table_taxes(book), dict[str, RawColumns]()
    headed: dict[tuple[str, str, int], set[int]] = {}
    for each in located:
        raw = found.get(each.table.key)
        if raw is None:
            columns = book.by_key[each.table.key].whole.columns
            raw = found[each.table.key] = RawColumns(cells={column.key: [] for column in columns})
        _add(raw, once_located(_take, each, opened, taxes), each)
        heads, cells = (each.table.key, each.sheet, each.top), opened.sheets[each.sheet][each.top]
        headed.setdefault(heads, set()).update(col for col in each.columns.values() if cells[col] != "")
    for (key, _, _), cols in headed.items():  # once, where several families stand under one header
        found[key].inside += len(cols)
    return found


class _Taken(NamedTuple):
    """A part's rows that hold something typed or given, their cells by column; how many cells of its rows hold
    something, how many were rejected, and the numbers of those for which another value counts."""

    rows: Sequence[int]
    cells: Mapping[str, Sequence[Any]]
    inside: int
    rejected: int
    hidden: Mapping[Spot, float]


def _add(raw: RawColumns, taken: _Taken, found: Located) -> None:
    """Adds a part's rows to those of its table."""
    count = len(taken.rows)
    for key, cells in raw.cells.items():
        cells.extend(taken.cells.get(key) or [""] * count)
    raw.rows += taken.rows
    raw.parts += [len(raw.located)] * count
    raw.inside += taken.inside
    raw.rejected += taken.rejected
    raw.hidden.append(taken.hidden)
    raw.located.append(found)


def _take(found: Located, opened: Opened, taxes: str) -> _Taken:
    """A part's rows."""
    table, grid, filled = found.table, opened.sheets[found.sheet], opened.filled[found.sheet]
    changed = bool(found.spread or found.uncounted or found.given)
    rows = list(found.rows) if changed else [row for row in found.rows if row in filled]
    columns, formats = list(zip(*(grid[row] for row in rows), strict=True)), opened.formats.get(found.sheet, {})
    cells, inside, rejected = dict[str, Sequence[Any]](), 0, 0
    for key, col in found.columns.items() if rows else ():
        if held := len(rows) - columns[col].count(""):
            inside += held if key not in found.again else 0
            cells[key] = numbers_as_shown(columns[col], table.by_key[key], rows, formats.get(col, {}), taxes)
    if changed:
        blank = [""] * len(rows)
        cells = {key: found.counted(cells.get(key, blank), key) for key in {**found.columns, **found.given}}
        rows_of = set(found.rows)
        rejected = sum(row in rows_of for row, _ in found.uncounted)
    hidden = dict(_numbers_under(found.spread, grid)) if found.spread else {}
    return _Taken(*_kept(table, cells, rows), inside, rejected, hidden)


def _kept(
    table: Table, cells: Mapping[str, Sequence[Any]], rows: Sequence[int]
) -> tuple[Sequence[int], Mapping[str, Sequence[Any]]]:
    """Those of some rows that hold something typed or given, with their cells. (The texts of a template are so many
    names for the same: each is kept once, whatever files it stands in.)"""
    kept = [False] * len(rows)
    for column in table.stored:
        if column.key in cells:
            kept = [one or cell != "" for one, cell in zip(kept, cells[column.key], strict=True)]
            if all(kept):
                break
    held = {
        key: [intern(cell) if type(cell) is str else cell for cell in compress(values, kept)]
        for key, values in cells.items()
        if values.count("") < len(rows)
    }
    return [*compress(rows, kept)], held


def _numbers_under(spots: Iterable[Spot], grid: Sequence[Sequence[Any]]) -> Iterable[tuple[Spot, float]]:
    numbers = ((spot, number_of_cell(grid[spot[0]][spot[1]])) for spot in spots)
    return ((spot, number) for spot, number in numbers if not isnan(number))


# --- the same table of many files -------------------------------------------------------------------------


@dataclass(frozen=True)
class RawTable:
    """A table's raw rows of all files, column by column; and of each row its file, its located part, its number."""

    table: Table
    located: list[Located]
    labels: list[str]  # the file of each located part
    hidden: list[Mapping[Spot, float]]
    cells: dict[str, Array]
    files: Array
    parts: Array
    rows: Array

    def keep(self, mask: Array) -> RawTable:
        """Some of its rows."""
        if mask.all():
            return self
        cells = {key: values[mask] for key, values in self.cells.items()}
        return replace(self, cells=cells, files=self.files[mask], parts=self.parts[mask], rows=self.rows[mask])

    @cached_property
    def places(self) -> RowPlaces:
        """Where its rows stand."""
        return RowPlaces(self.located, self.labels, self.hidden, self.cells, self.parts, self.rows)

    def place(self, row: int, column: Column, file: str) -> Place:
        """Where a cell of a row stands, to be told."""
        found = self.located[self.parts[row]]
        col = found.columns.get(column.key, found.left)
        cell = address(int(self.rows[row]), col)
        return Place(file, found.sheet, cell, found.part.name, column.header)


def raw_table(table: Table, taken: Sequence[tuple[int, RawColumns]], labels: Sequence[str]) -> RawTable:
    """The raw columns of many files as one: those of each, with the number of the file among the `labels`."""
    located, parts = list[Located](), list[int]()
    for _, raw in taken:
        parts += [len(located) + part for part in raw.parts]
        located += raw.located
    cells = {
        column.key: [*chain.from_iterable(raw.cells[column.key] for _, raw in taken)] for column in table.columns
    }
    files = np.repeat([number for number, _ in taken], [len(raw.rows) for _, raw in taken])
    rows = [*chain.from_iterable(raw.rows for _, raw in taken)]
    return RawTable(
        table,
        located,
        [labels[number] for number, raw in taken for _ in raw.located],
        [each for _, raw in taken for each in raw.hidden],
        {key: objects_of_raw_column(values) for key, values in cells.items()},
        *(np.array(each, dtype="int64") for each in (files, parts, rows)),
    )


def objects_of_raw_column(values: Sequence[Any]) -> Array:
    """Cells of a raw column as an array."""
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return cells
