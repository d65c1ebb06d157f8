"""The numbers that a file's cells hold, and what became of each: what the proof of its totals is made of.

One pass adds up whatever stands on the sheets, and knows no tables; the others follow the cells of the tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from pacxl.a1 import Spot, column_letters
from pacxl.compute.excel_functions import Array
from pacxl.compute.tally import APRES, CLASSEUR, CONVERTI, LU, REJETE, RETENU, ROWS, Tallied
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column
from pacxl.excel import excel_serial
from pacxl.formats.opened import FilledCells, Opened, ShownNumber, once_a_sheet
from pacxl.locating.located import Located
from pacxl.reading.conversion.outcome import Fate, Remark

_NUMBERS = frozenset({float, int, dt.date, dt.datetime})
_SECONDS = 86_400.0


def number_of_cell(cell: Any) -> float:
    """The number that a cell stores, a day as its serial; NaN for a cell that stores none."""
    if type(cell) not in _NUMBERS:
        return np.nan
    if isinstance(cell, dt.datetime):
        clock = cell.time()
        return excel_serial(cell) + (clock.hour * 3600 + clock.minute * 60 + clock.second) / _SECONDS
    return float(excel_serial(cell)) if isinstance(cell, dt.date) else float(cell)


# The numbers of a file's cells, a day as its serial: by sheet, then column, then row.
CellNumbers = Mapping[str, Mapping[int, Mapping[int, float]]]


def cell_numbers_of(opened: Opened) -> CellNumbers:
    """The numbers of every column of every sheet, whatever they are."""
    return {
        sheet: once_a_sheet(grid, "numbers", (), partial(_by_column, opened.filled[sheet]))
        for sheet, grid in opened.sheets.items()
    }


def all_cell_numbers(numbers: CellNumbers, file: str, but: Collection[str]) -> Iterator[Tallied]:
    """The tally of the numbers of every column of every sheet, whatever they are."""
    for sheet, columns in numbers.items():
        if sheet not in but:
            for col, column in columns.items():
                yield numbers_of_no_table(file, sheet, column_letters(col), LU, [*column.values()])


def _by_column(filled: FilledCells) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = {}
    for row, held in filled.items():
        for col, cell in held:
            if type(cell) in _NUMBERS:
                found.setdefault(col, {})[row] = cell if type(cell) is float else number_of_cell(cell)
    return found


def numbers_of_no_table(file: str, sheet: str, letter: str, fate: str, numbers: Sequence[float]) -> Tallied:
    """The numbers of some cells that are in no table."""
    return Tallied(file, sheet, letter, "", "", "", fate, len(numbers), sum(numbers), sum(map(abs, numbers)))


def uncounted_cell_numbers(numbers: CellNumbers, located: Sequence[Located], file: str) -> Iterator[Tallied]:
    """The tally of the numbers of tables that no column is made of: those that nobody typed (of computed columns, of
    headers), and those of cells that are told not to count."""
    yield from _calculated(numbers, located, file)
    yield from _uncounted(numbers, located, file)


def _calculated(numbers: CellNumbers, located: Iterable[Located], file: str) -> Iterator[Tallied]:
    cells: dict[tuple[str, int], set[int]] = {}
    for found in located:
        on_sheet = numbers[found.sheet]
        for key, col in found.columns.items():
            if col in on_sheet:
                rows = cells.setdefault((found.sheet, col), set())
                rows.add(found.top)
                if found.table.by_key[key].computed:
                    rows.update(found.rows)
    for (sheet, col), rows in cells.items():
        column = [number for row, number in numbers[sheet][col].items() if row in rows]
        if column:
            yield numbers_of_no_table(file, sheet, column_letters(col), CLASSEUR, column)


def _uncounted(numbers: CellNumbers, located: Iterable[Located], file: str) -> Iterator[Tallied]:
    """Those that stand in a row of a table and are told not to count: a sum of other rows."""
    spots = {(found.sheet, row, col) for found in located for row, col in found.uncounted if row in found.rows}
    for sheet, row, col in sorted(spots):
        number = numbers[sheet].get(col, {}).get(row)
        if number is not None:
            yield numbers_of_no_table(file, sheet, column_letters(col), REJETE, [number])


# --- the columns that people type in ----------------------------------------------------------------------


def cell_numbers_of_column(
    column: Column, values: Array, remarks: Mapping[int, Remark], places: RowPlaces
) -> Iterator[Tallied]:
    """What became of the numbers of a column, of all files: its `values`, and what there is to tell of its cells."""
    if not remarks and (column.kind.type is Type.TEXT or np.isnan(values).all()):
        return
    numbers = values if column.kind.type is not Type.TEXT else np.full(len(values), np.nan)
    changed = [row for row, remark in remarks.items() if remark.fate is not Fate.RETAINED]
    kept = ~np.isnan(numbers)
    kept[changed] = False
    lent = np.array([row for row in places.lent(column.key) if kept[row]], dtype="int64")
    kept[lent] = False
    yield from places.added(column.key, RETENU, np.flatnonzero(kept), numbers[kept])
    before = {row: places.cell(row, column.key) for row in changed}
    for fate, what in ((CONVERTI, Fate.CONVERTED), (REJETE, Fate.REJECTED)):
        rows = [row for row in changed if remarks[row].fate is what and not np.isnan(before[row])]
        yield from places.added(column.key, fate, np.array(rows, dtype="int64"), np.array([before[r] for r in rows]))
    after = np.array([row for row in changed if not np.isnan(numbers[row])], dtype="int64")
    after = np.concatenate([after, lent])
    yield from places.added(column.key, APRES, after, numbers[after])


@dataclass(frozen=True)
class RowPlaces:
    """Where the rows of a table stand: in which located part, of which file (`labels`), in which row of its sheet;
    their raw `cells`, by column. `hidden` are, of each part, the numbers of cells for which another value counts."""

    located: Sequence[Located]
    labels: Sequence[str]
    hidden: Sequence[Mapping[Spot, float]]
    cells: Mapping[str, Array]
    parts: Array
    rows: Array

    def cell(self, row: int, key: str) -> float:
        """The number that the file stores in a cell."""
        part = int(self.parts[row])
        found, spot = self.located[part], (int(self.rows[row]), self.located[part].columns.get(key, -1))
        if spot in found.spread or key in found.given:
            return self.hidden[part].get(spot, np.nan)
        cell = self.cells[key][row]
        return number_of_cell(cell.number if isinstance(cell, ShownNumber) else cell)

    def lent(self, key: str) -> list[int]:
        """The rows to which something else than a cell gives what the column holds (the month of their table)."""
        lending = [part for part, found in enumerate(self.located) if key in found.given or found.spread]
        rows = np.flatnonzero(np.isin(self.parts, lending)).tolist() if lending else []
        parts = ((row, self.located[int(self.parts[row])]) for row in rows)
        return [
            row
            for row, found in parts
            if key in found.given or (int(self.rows[row]), found.columns.get(key, -1)) in found.spread
        ]

    def factors(self, key: str) -> Array | None:
        """What the numbers of a column are multiplied by, row by row, as its headers say; None if by nothing."""
        if not any(key in found.factors for found in self.located):
            return None
        return np.array([found.factors.get(key, 1.0) for found in self.located])[self.parts]

    def counted(self) -> Iterator[Tallied]:
        """How many rows there are, part by part."""
        counts = np.bincount(self.parts, minlength=len(self.located))
        for part in np.flatnonzero(counts).tolist():
            found = self.located[part]
            where = (self.labels[part], found.sheet, "", found.table.key, ROWS, "")
            yield Tallied(*where, RETENU, int(counts[part]), 0.0, 0.0)

    def added(self, key: str, fate: str, rows: Array, numbers: Array) -> Iterator[Tallied]:
        """Some rows' numbers, part by part."""
        if not len(rows):
            return
        parts = self.parts[rows]
        with np.errstate(over="ignore", invalid="ignore"):
            counts = np.bincount(parts)
            totals, sizes = np.bincount(parts, numbers), np.bincount(parts, np.abs(numbers))
        for part in np.flatnonzero(counts).tolist():
            found, total, size = self.located[part], float(totals[part]), float(sizes[part])
            if key in found.again or key not in found.columns.keys() | found.given.keys():
                continue  # another part tells it, or nothing holds it
            letter = column_letters(found.columns[key]) if key in found.columns else ""
            where = (self.labels[part], found.sheet, letter, found.table.key, key, "")
            yield Tallied(*where, fate, int(counts[part]), total, size)
