"""The numbers that a file's cells hold, and what became of each: what the proof of its totals is made of.

One pass adds up whatever stands on the sheets, and knows no tables; the others follow the cells of the tables,
or put the numbers of one row, or of one thing, in one unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from pacxl.a1 import column_letters
from pacxl.compute.arrays import Array, plain
from pacxl.compute.tally import APRES, CLASSEUR, CONVERTI, LU, REJETE, RETENU, ROWS, Tallied
from pacxl.definition.kind import shown
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column, Table
from pacxl.excel import serial
from pacxl.formats.opened import CellGrid, Opened, filled_rows
from pacxl.french.numerals import Amount, Unit, flat_number, read_amount
from pacxl.french.text import Unfit, Words
from pacxl.french.units import EURO, ONE, PERCENT, Measure, read_unit, unit_of
from pacxl.locating.located import Located
from pacxl.reading.outcome import Fate, Remark, refused, worded

_NUMBERS = frozenset({float, int, dt.date, dt.datetime})
_SECONDS = 86_400.0


def number_in_cell(cell: Any) -> float:
    """The number that a cell stores, a day as its serial; NaN for a cell that stores none."""
    if type(cell) not in _NUMBERS:
        return np.nan
    if isinstance(cell, dt.datetime):
        clock = cell.time()
        return serial(cell) + (clock.hour * 3600 + clock.minute * 60 + clock.second) / _SECONDS
    return float(serial(cell)) if isinstance(cell, dt.date) else float(cell)


def all_numbers(opened: Opened, file: str, but: Collection[str]) -> Iterator[Tallied]:
    """The numbers of every column of every sheet, whatever they are."""
    for sheet, grid in opened.sheets.items():
        if sheet not in but:
            for col, numbers in _by_column(grid).items():
                yield numbers_of_no_table(file, sheet, column_letters(col), LU, numbers)


def _by_column(grid: CellGrid) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for _, row in filled_rows(grid):
        for col, cell in enumerate(row):
            if type(cell) in _NUMBERS:
                found.setdefault(col, []).append(number_in_cell(cell))
    return found


def numbers_of_no_table(file: str, sheet: str, letter: str, fate: str, numbers: Sequence[float]) -> Tallied:
    """The numbers of some cells that are in no table."""
    return Tallied(file, sheet, letter, "", "", "", fate, len(numbers), sum(numbers), sum(map(abs, numbers)))


def calculated_numbers(opened: Opened, located: Iterable[Located], file: str) -> Iterator[Tallied]:
    """The numbers in cells of tables that nobody typed: those of computed columns, and of headers."""
    cells: dict[tuple[str, int], set[int]] = {}
    for found in located:
        for key, col in found.columns.items():
            rows = cells.setdefault((found.sheet, col), set())
            rows.add(found.top)
            if found.table.by_key[key].computed:
                rows.update(found.rows)
    for (sheet, col), rows in cells.items():
        grid = opened.sheets[sheet]
        numbers = [number_in_cell(grid[row][col]) for row in rows if type(grid[row][col]) in _NUMBERS]
        if numbers:
            yield numbers_of_no_table(file, sheet, column_letters(col), CLASSEUR, numbers)


# --- the columns that people type in ----------------------------------------------------------------------


def numbers_of_column(
    column: Column, values: Array, remarks: Mapping[int, Remark], places: RowPlaces
) -> Iterator[Tallied]:
    """What became of the numbers of a column, of all files: its `values`, and what there is to tell of its cells."""
    numbers = values if column.kind.type is not Type.TEXT else np.full(len(values), np.nan)
    changed = [row for row, remark in remarks.items() if remark.fate is not Fate.RETAINED]
    kept = ~np.isnan(numbers)
    kept[changed] = False
    yield from places.added(column.key, RETENU, np.flatnonzero(kept), numbers[kept])
    before = {row: places.cell(row, column.key) for row in changed}
    for fate, what in ((CONVERTI, Fate.CONVERTED), (REJETE, Fate.REJECTED)):
        rows = [row for row in changed if remarks[row].fate is what and not np.isnan(before[row])]
        yield from places.added(column.key, fate, np.array(rows, dtype="int64"), np.array([before[r] for r in rows]))
    after = np.array([row for row in changed if not np.isnan(numbers[row])], dtype="int64")
    yield from places.added(column.key, APRES, after, numbers[after])


class RowPlaces:
    """Where the rows of a table stand: in which located part, in which row of its sheet, in which file."""

    def __init__(self, located: Sequence[Located], files: Sequence[tuple[str, Opened]], parts: Array, rows: Array):
        self._located, self._files, self._parts, self._rows = located, files, parts, rows

    def cell(self, row: int, key: str) -> float:
        """The number that the file stores in a cell."""
        part = int(self._parts[row])
        found = self._located[part]
        return number_in_cell(self._files[part][1].sheets[found.sheet][int(self._rows[row])][found.columns[key]])

    def factors(self, key: str) -> Array | None:
        """What the numbers of a column are multiplied by, row by row, as its headers say; None if by nothing."""
        if not any(key in found.factors for found in self._located):
            return None
        return np.array([found.factors.get(key, 1.0) for found in self._located])[self._parts]

    def rows(self) -> Iterator[Tallied]:
        """How many rows there are, part by part."""
        counts = np.bincount(self._parts, minlength=len(self._located))
        for part in np.flatnonzero(counts).tolist():
            found = self._located[part]
            where = (self._files[part][0], found.sheet, "", found.table.key, ROWS, "")
            yield Tallied(*where, RETENU, int(counts[part]), 0.0, 0.0)

    def added(self, key: str, fate: str, rows: Array, numbers: Array) -> Iterator[Tallied]:
        """Some rows' numbers, part by part."""
        if not len(rows):
            return
        parts = self._parts[rows]
        with np.errstate(over="ignore", invalid="ignore"):
            counts = np.bincount(parts)
            totals, sizes = np.bincount(parts, numbers), np.bincount(parts, np.abs(numbers))
        for part in np.flatnonzero(counts).tolist():
            found, total, size = self._located[part], float(totals[part]), float(sizes[part])
            where = (self._files[part][0], found.sheet, column_letters(found.columns[key]), found.table.key, key, "")
            yield Tallied(*where, fate, int(counts[part]), total, size)


# --- numbers in the unit of their row ----------------------------------------------------------------------


def in_units_of_rows(
    table: Table,
    columns: Mapping[str, Any],
    remarks: Mapping[str, dict[int, Remark]],
    changed: Mapping[str, Array],
    taxes: str,
) -> None:
    """Puts the numbers that were typed with a unit (`12 k€`) into the unit of their row, in its columns and in what
    there is to tell of them: converted where that is exact; else without a value, for they compare with nothing.

    Where the row says no unit, it is that of the first number that was typed with one. `changed` are the rows whose
    number the header of the column multiplied: they count in ones.
    """
    said: dict[int, tuple[str, Measure]] = {}
    for column in table.stored:
        units = columns.get(column.unit_key)
        for row in changed[column.key].tolist() if units is not None else ():
            scale = read_unit(units[row] or "", taxes).scale if units is not None else ONE
            if scale != ONE:
                columns[column.key][row] = float(Decimal(repr(float(columns[column.key][row]))) / scale)
        for row, remark in remarks[column.key].items() if units is not None else ():
            own = _unit_with(remark.raw, taxes) if remark.fate is Fate.CONVERTED and remark.raw else None
            if own is None or units is None:
                continue
            text = units[row]
            name, unit = said.setdefault(row, own) if text is None else (text, read_unit(text, taxes))
            if own[1].name != unit.name and _converts(own[1], unit):
                why = Words(f"c’est en {own[0]}, et la ligne en {name}", f"it is in {own[0]}, and the row in {name}")
                columns[column.key][row] = np.nan
                remarks[column.key][row] = refused(remark.raw, Unfit(why), column.kind)
            elif own[1].name == unit.name and unit.scale != 1 and text is not None:
                columns[column.key][row] = value = float(Decimal(repr(float(columns[column.key][row]))) / unit.scale)
                about = worded("reading", Words(*[f"{shown(value, column.kind)} {name}"] * 2))
                remarks[column.key][row] = replace(remark, about=remark.about | about)


def _unit_with(text: str, taxes: str) -> tuple[str, Measure] | None:
    """The unit that a number is typed with, as it is written and as it is compared; None where there is none."""
    amount = read_amount(flat_number(text))
    if not isinstance(amount, Amount) or (amount.unit is Unit.NONE and not amount.beside):
        return None
    measure = unit_of(amount, False, taxes)
    sign = {Unit.EURO: EURO, Unit.PERCENT: PERCENT}.get(amount.unit, "")
    return (f"{sign} {amount.beside}".strip(), measure._replace(scale=Decimal(1))) if measure else None


def _converts(one: Measure, other: Measure) -> bool:
    """Whether one of two units is money, or a percentage: what it counts is then no matter of words."""
    return any(unit.name.startswith((EURO, PERCENT)) for unit in (one, other))


# --- the rows of one thing, in one unit -------------------------------------------------------------------


def in_units_of_groups(
    table: Table, columns: Mapping[str, Any], remarks: Mapping[str, dict[int, Remark]], files: Array, taxes: str
) -> None:
    """Puts the rows of one thing (the months of an indicator) into one unit, that of its first row in its file: what
    converts is converted; money beside anything else, or percentages, have no value there. All of it is told."""
    measured = [column for column in table.stored if column.unit_key in columns]
    if not measured or table.group_key not in columns:
        return
    units = columns[measured[0].unit_key]
    rows = pd.DataFrame({"file": files, "group": columns[table.group_key], "unit": units}).dropna()
    rows["first"] = rows.groupby(["file", "group"])["unit"].transform("first")
    odd = rows[rows["unit"] != rows["first"]]
    for row, text, first in zip(odd.index.tolist(), odd["unit"], odd["first"], strict=True):
        own, unit = read_unit(text, taxes), read_unit(first, taxes)
        if own.name != unit.name and not _converts(own, unit):
            continue
        if own.name == unit.name:
            units[row] = first
            reading = worded("reading", Words(f"« {first} »", f"“{first}”"))
            remarks[measured[0].unit_key][row] = Remark("converted", text, reading, Fate.CONVERTED)
        for column in measured:
            value = columns[column.key][row]
            if np.isnan(value) or own == unit:
                continue
            raw = getattr(remarks[column.key].get(row), "raw", "") or shown(plain(value, column.kind))
            if own.name == unit.name:
                columns[column.key][row] = value = float(Decimal(repr(float(value))) * own.scale / unit.scale)
                about = worded("reading", Words(*[f"{shown(value, column.kind)} {first}"] * 2))
                remarks[column.key][row] = Remark("converted", raw, about, Fate.CONVERTED)
            else:
                columns[column.key][row] = np.nan
                why = Words(f"c’est en {text}, et les autres lignes en {first}", f"in {text}; other rows, in {first}")
                remarks[column.key][row] = refused(raw, Unfit(why), column.kind)
