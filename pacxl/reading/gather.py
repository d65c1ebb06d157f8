"""The located columns of many files, converted and computed as one frame a table, then handed back file by file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pacxl.compute.arrays import array, serial
from pacxl.compute.contents import Cells, Identity, in_order
from pacxl.compute.frame import World, fill
from pacxl.compute.rules import broken
from pacxl.definition.book import Book
from pacxl.definition.expr import Position
from pacxl.definition.functions import Type
from pacxl.definition.kind import Kind, shown
from pacxl.definition.rule import Rule
from pacxl.definition.table import PROVENANCE, Column, Table
from pacxl.definition.tree import walk
from pacxl.excel import NoValue, address
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Opened
from pacxl.locating.located import Located
from pacxl.reading.convert import convert
from pacxl.reading.outcome import Fate
from pacxl.settings.model import Settings

_FILE = "_file"  # which file a row is of, while the files are one frame


@dataclass(frozen=True)
class Sheaf:
    """One file's located parts, what its rows carry with them, the date it shows, and the date to compute it for.

    `formulas` tells which cells of a sheet hold a formula; it is asked only where a figure is not what it should be.
    """

    label: str
    identity: Identity
    shown: dt.date
    today: dt.date
    opened: Opened
    located: list[Located]
    formulas: Callable[[str], Collection[tuple[int, int]]] = lambda sheet: ()


Gathered = tuple[dict[str, pd.DataFrame], list[Finding], Cells]
Array = Any  # a numpy array


def gather(book: Book, sheaves: list[Sheaf]) -> list[Gathered]:
    """For each file: its frames (computed columns and provenance included), its cells' findings, their counts."""
    tallies = [_Tally(sheaf.label) for sheaf in sheaves]
    bundles = {table.key: _bundle(table, sheaves, tallies) for table in book.tables}
    frames: dict[str, pd.DataFrame] = {}
    for key, bundle in bundles.items():
        frames[key], bundles[key] = _convert(book, bundle, sheaves, tallies)
    days = {number: sheaf.shown for number, sheaf in enumerate(sheaves)}
    filled = fill(World(book, frames, days, _FILE))
    for key, bundle in bundles.items():
        _compare(bundle, filled[key], sheaves, tallies)
    today = {number: sheaf.today for number, sheaf in enumerate(sheaves)}
    if today != days:
        filled = fill(World(book, frames, today, _FILE))
    for rule, rows in broken(World(book, filled, today, _FILE)):
        _tell(rule, rows, bundles[rule.table], filled[rule.table], tallies)
    split = {key: _split(book.by_key[key], frame, len(sheaves)) for key, frame in filled.items()}
    return [
        ({key: parts[number] for key, parts in split.items()}, tally.findings, tally.cells())
        for number, tally in enumerate(tallies)
    ]


@dataclass
class _Tally:
    """What became of one file's cells, as it is being found out."""

    file: str
    inside: int = 0
    converted: int = 0
    rejected: int = 0
    findings: list[Finding] = field(default_factory=list)

    def cells(self) -> Cells:
        return Cells(0, self.inside - self.converted - self.rejected, self.converted, self.rejected, 0)


# --- raw columns ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Bundle:
    """A table's raw rows of all files, column by column; and of each row its file, its located part, its number."""

    table: Table
    located: list[Located]
    cells: dict[str, Array]
    files: Array
    parts: Array
    rows: Array

    def keep(self, mask: Array) -> _Bundle:
        cells = {key: values[mask] for key, values in self.cells.items()}
        return replace(self, cells=cells, files=self.files[mask], parts=self.parts[mask], rows=self.rows[mask])

    def place(self, row: int, column: Column, file: str) -> Place:
        found = self.located[self.parts[row]]
        col = found.columns.get(column.key, found.left)
        cell = address(int(self.rows[row]), col)
        return Place(file, found.sheet, cell, found.part.name, column.header)


def _bundle(table: Table, sheaves: list[Sheaf], tallies: list[_Tally]) -> _Bundle:
    """The rows that hold something typed or given, of every file."""
    located: list[Located] = []
    columns: dict[str, list[Any]] = {column.key: [] for column in table.columns}
    files: list[int] = []
    parts: list[int] = []
    rows: list[int] = []
    for number, sheaf in enumerate(sheaves):
        headed = set()
        for found in sheaf.located:
            if found.table.key != table.key:
                continue
            grid, size = sheaf.opened.sheets[found.sheet], len(found.rows)
            taken = list(zip(*(grid[row] for row in found.rows), strict=True))
            for key, values in columns.items():
                column = taken[found.columns[key]] if size and key in found.columns else ("",) * size
                tallies[number].inside += size - column.count("")
                values.extend(_with_spread(column, found, key) if found.spread else column)
            heads = {(found.sheet, found.top, col) for col in found.columns.values() if grid[found.top][col] != ""}
            headed |= heads  # once, where the rows under one header are of several families
            files += [number] * size
            parts += [len(located)] * size
            rows += found.rows
            located.append(found)
        tallies[number].inside += len(headed)
    cells = {key: _objects(values) for key, values in columns.items()}
    filled = np.logical_or.reduce([cells[column.key] != "" for column in table.stored])
    numbers = (np.array(each, dtype="int64") for each in (files, parts, rows))
    return _Bundle(table, located, cells, *numbers).keep(filled)


def _with_spread(column: Sequence[Any], found: Located, key: str) -> list[Any]:
    """A column with the values that merged cells give to the rows they cover."""
    col = found.columns.get(key, -1)
    return [found.spread.get((row, col), cell) for row, cell in zip(found.rows, column, strict=True)]


def _objects(values: list[Any]) -> Array:
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return cells


# --- converted columns ------------------------------------------------------------------------------------


def _convert(
    book: Book, bundle: _Bundle, sheaves: list[Sheaf], tallies: list[_Tally]
) -> tuple[pd.DataFrame, _Bundle]:
    """The table's typed and given columns in their dtypes, with where each row comes from; and the rows kept."""
    table = bundle.table
    columns: dict[str, Any] = {_FILE: bundle.files}
    if table.part_key:
        columns[table.part_key] = _of_each([found.part.value for found in bundle.located], bundle.parts)
    choices = {each.key: each.values for each in book.lists}
    period = book.settings.period if isinstance(book.settings, Settings) else ""
    for column in table.stored:
        closed = () if column.open_list else choices.get(column.choices, ())
        columns[column.key], problems = convert(bundle.cells[column.key], column.kind, closed, period, column.edge)
        for problem in problems:
            tally = tallies[int(bundle.files[problem.row])]
            tally.rejected += problem.fate is Fate.REJECTED
            tally.converted += problem.fate is Fate.CONVERTED
            place = bundle.place(problem.row, column, tally.file)
            tally.findings.append(Finding(problem.code, place, problem.raw, problem.about))
    columns |= {key: values for key, values in _provenance(bundle, sheaves).items() if key not in table.by_key}
    frame = pd.DataFrame(columns)
    known = frame[[column.key for column in table.stored]].notna().any(axis=1).to_numpy(dtype=bool)
    return frame[known].reset_index(drop=True), bundle.keep(known)


def _of_each(values: list[str], positions: Array) -> Any:
    """Texts by position, once a row."""
    return pd.Series(pd.array(values, dtype="string")).take(positions).array


def _provenance(bundle: _Bundle, sheaves: list[Sheaf]) -> dict[str, Any]:
    owners = [sheaf.identity for sheaf in sheaves]
    columns = {
        "fichier": _of_each([sheaf.label for sheaf in sheaves], bundle.files),
        "feuille": _of_each([found.sheet for found in bundle.located], bundle.parts),
        "ligne": pd.array(bundle.rows + 1, dtype="Int64"),
        "commercial": _of_each([owner.person for owner in owners], bundle.files),
        "equipe": _of_each([owner.team for owner in owners], bundle.files),
        "periode": _of_each([owner.period for owner in owners], bundle.files),
    }
    return {key: columns[key] for key in PROVENANCE}


# --- computed columns: what the file shows against what the computation gives -----------------------------


def _compare(bundle: _Bundle, frame: pd.DataFrame, sheaves: list[Sheaf], tallies: list[_Tally]) -> None:
    for column in bundle.table.columns:
        if column.formula is None or any(isinstance(node, Position) for node in walk(column.formula)):
            continue  # where a row stands changes with the rows left blank above it
        cells = bundle.cells[column.key]
        for row in np.flatnonzero(_differs(cells, frame[column.key], column.kind)):
            number = int(bundle.files[row])
            tally, found = tallies[number], bundle.located[bundle.parts[row]]
            here = (int(bundle.rows[row]), found.columns[column.key])
            code = "value-stale" if here in sheaves[number].formulas(found.sheet) else "formula-overwritten"
            given = frame[column.key].iloc[row]
            if (
                code == "value-stale"
                and sheaves[number].opened.engine == "xlrd"
                and cells[row] == 0
                and pd.isna(given)
            ):
                continue  # in an .xls, LibreOffice stores 0 for a formula whose result is an empty text
            about = {"expected": "" if pd.isna(given) else shown(_plain(given), column.kind)}
            place = bundle.place(int(row), column, tally.file)
            tally.findings.append(Finding(code, place, shown(cells[row], column.kind), about))
            tally.converted += 1


def _differs(cells: Array, computed: pd.Series[Any], kind: Kind) -> Array:
    """Where the file shows a value and another one is computed. A blank, or a cell without value, shows none."""
    filled = cells != ""
    if NoValue in (kinds := set(map(type, cells))):
        filled &= np.array([type(cell) is not NoValue for cell in cells], dtype=bool)
    if kind.type is Type.TEXT:
        return np.logical_and(filled, cells != computed.fillna("").to_numpy(dtype=object))
    stored = cells.astype("float64") if kinds <= {float} else np.array([_serial(cell) for cell in cells], "float64")
    given = array(computed, kind.type)
    return np.logical_and(filled, ~np.isclose(stored, given, rtol=1e-9, atol=1e-9))


def _serial(cell: object) -> float:
    if isinstance(cell, dt.datetime | dt.date):
        return serial(dt.date(cell.year, cell.month, cell.day))
    return float(cell) if isinstance(cell, float | int) else np.nan


def _plain(value: Any) -> object:
    return value.date() if isinstance(value, pd.Timestamp) else value.item() if hasattr(value, "item") else value


def _tell(rule: Rule, rows: list[int], bundle: _Bundle, frame: pd.DataFrame, tallies: list[_Tally]) -> None:
    """A rule's finding in each row that breaks it."""
    column = bundle.table.by_key[rule.column]
    for row in rows:
        tally = tallies[int(bundle.files[row])]
        value = shown(_plain(frame[rule.shows].iloc[row])) if rule.shows else ""
        tally.findings.append(Finding(rule.code, bundle.place(row, column, tally.file), value))


# --- file by file -----------------------------------------------------------------------------------------


def _split(table: Table, frame: pd.DataFrame, count: int) -> list[pd.DataFrame]:
    """The rows of each file, in the table's order of columns. Rows stand file after file."""
    ends = np.searchsorted(frame[_FILE].to_numpy(), np.arange(count + 1))
    ordered = in_order(table, frame.drop(columns=_FILE))
    parts = [ordered.iloc[start:end] for start, end in pairwise(ends)]
    for part in parts:
        part.index = pd.RangeIndex(len(part))
    return parts
