"""The located columns of many files, converted and computed as one frame a table, then handed back file by file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np

from pacxl.compute.columns import Columns, Frames, World, column_value
from pacxl.compute.contents import CellCounts, Identity
from pacxl.compute.evaluate import evaluate_columns, evaluate_condition
from pacxl.compute.excel_functions import Array, excel_blanks
from pacxl.compute.tally import Tallied, tallied_by_file, tallied_choices
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr
from pacxl.definition.kind import Kind, shown
from pacxl.definition.rule import Rule
from pacxl.definition.signatures import Type
from pacxl.definition.table import Table
from pacxl.excel import NoValue, excel_serial
from pacxl.findings.finding import Finding
from pacxl.locating.located import Located
from pacxl.reading.conversion.cell_numbers import cell_numbers_of_column
from pacxl.reading.conversion.convert import Remarks
from pacxl.reading.conversion.convert_table import convert_table, decide_by_status
from pacxl.reading.conversion.outcome import TOLD_ONCE, Fate
from pacxl.reading.conversion.raw_columns import RawColumns, RawTable, objects_of_raw_column, raw_table
from pacxl.typography import plain_spaces

_FILE = "_file"  # which file a row is of, while the files are one frame


@dataclass(frozen=True)
class SourceFile:
    """One file's located parts, their raw columns by table, what its rows carry with them, the date that it shows.

    `text_is_zero`: a formula's 0 may stand for a text in it (`Opened.text_is_zero`). `formulas` tells which cells of
    a sheet hold a formula; it is asked only where a figure is not what it should be.
    """

    label: str
    identity: Identity
    shown: dt.date
    located: list[Located]
    raw: Mapping[str, RawColumns]
    text_is_zero: bool = False
    formulas: Callable[[str], Collection[tuple[int, int]]] = lambda sheet: ()


Gathered = tuple[Frames, list[Finding], CellCounts, list[Tallied]]


def gather(book: Book, sources: list[SourceFile], today: dt.date | None) -> list[Gathered]:
    """For each file: its frames (computed columns and provenance included), its cells' findings, the counts of its
    cells, and the account of the numbers of its tables.

    A file is compared with what is computed for the date that it shows; then it is computed for `today`, if given.
    """
    reports = [_Report(source.label) for source in sources]
    raws = {table.key: _raw_table(table, sources, reports) for table in book.tables}
    columns: dict[str, Columns] = {}
    account: list[Tallied] = []
    for key, raw in raws.items():
        columns[key], raws[key], found = _convert(book, raw, sources, reports)
        account += [*found, *tallied_choices(book.by_key[key], columns[key])]
    tables = Frames(book.by_key, columns)
    days = [source.shown for source in sources]
    filled = evaluate_columns(_world(book, tables, days))
    for report in reports:
        report.read_otherwise = bool(report.converted or report.rejected)
    for raw in raws.values():
        _compare(raw, filled, sources, reports, book.unsteady)
    if today and set(days) != {today}:
        days = [today] * len(days)
        filled = evaluate_columns(_world(book, tables, days))
    world = _world(book, filled, days)
    for rule in book.rules:
        if rule.table in filled:  # a plan need not have every table
            _apply_rule(rule, world, raws[rule.table], reports)
    numbers = tallied_by_file(account)
    split = {key: _split(filled.columns(key), len(sources)) for key in filled}
    return [
        (
            Frames(book.by_key, {key: parts[number] for key, parts in split.items()}),
            report.findings,
            report.cells(),
            numbers.get(report.file, []),
        )
        for number, report in enumerate(reports)
    ]


def _world(book: Book, tables: Frames, days: list[dt.date]) -> World:
    """What expressions read: of each file, its own rows, and its day."""
    return World(book, tables, dict(enumerate(days)), _FILE) if len(days) > 1 else World(book, tables, days[0])


@dataclass
class _Report:
    """What became of one file's cells, as it is being found out. Where some are `read_otherwise` than the file's own
    formulas read them (12 k€ is a text to these), what they show is not old: it follows when the cells are mended."""

    file: str
    read_otherwise: bool = False
    inside: int = 0
    converted: int = 0
    rejected: int = 0
    findings: list[Finding] = field(default_factory=list)

    def cells(self) -> CellCounts:
        return CellCounts(0, self.inside - self.converted - self.rejected, self.converted, self.rejected, 0)


def _raw_table(table: Table, sources: list[SourceFile], reports: list[_Report]) -> RawTable:
    """The rows that hold something typed or given, of every file."""
    taken = [(number, raw) for number, each in enumerate(sources) if (raw := each.raw.get(table.key)) is not None]
    for number, raw in taken:
        reports[number].inside += raw.inside
        reports[number].rejected += raw.rejected
    return raw_table(table.whole, taken, [source.label for source in sources])


# --- converted columns ------------------------------------------------------------------------------------


def _convert(
    book: Book, raw: RawTable, sources: list[SourceFile], reports: list[_Report]
) -> tuple[Columns, RawTable, list[Tallied]]:
    """The table's typed and given columns, with where each row comes from; the rows kept; and what became of their
    numbers."""
    table = raw.table
    columns: dict[str, Array] = {_FILE: raw.files}
    made, told = convert_table(book, table, raw.cells, raw.files, raw.places.factors)
    decide_by_status(table, made, np.array([found.how == "own" for found in raw.located], dtype=bool)[raw.parts])
    _refuse_unknown_parts(raw, made, told)
    columns |= made
    account: list[Tallied] = []
    for column in table.stored:
        account += cell_numbers_of_column(column, columns[column.key], told[column.key], raw.places)
        for row, remark in told[column.key].items():
            if column.key in raw.located[raw.parts[row]].again:
                continue  # told with another part of the table
            report = reports[int(raw.files[row])]
            report.rejected += remark.fate is Fate.REJECTED
            report.converted += remark.fate is Fate.CONVERTED
            if remark is not TOLD_ONCE:
                place = raw.place(row, column, report.file)
                report.findings.append(Finding(remark.code, place, remark.raw, remark.about))
    columns |= {key: values for key, values in _provenance(raw, sources).items() if key not in table.by_key}
    known = np.logical_or.reduce([~excel_blanks(columns[column.key]) for column in table.stored])
    if table.part_key:
        parts = _of_each([found.part.value for found in raw.located], raw.parts)
        said = columns.get(table.part_key, parts)
        columns[table.part_key] = np.where(excel_blanks(said), parts, said)
    kept = raw.keep(known)
    return Columns(columns, len(raw.files)).only(known), kept, [*account, *kept.places.counted()]


def _refuse_unknown_parts(raw: RawTable, made: dict[str, Array], told: Mapping[str, Remarks]) -> None:
    """Of rows that say themselves which part of their table they are of: what is none of them is no value."""
    key = raw.table.part_key
    for row, remark in told.get(key, {}).items():
        part = raw.located[raw.parts[row]].part
        if made[key][row] is not None and made[key][row] not in (part.value, *part.others):
            made[key][row] = None
            about = {**remark.about, "part": part.value}
            told[key][row] = replace(remark, code="part-unknown", about=about, fate=Fate.REJECTED)


def _of_each(values: list[str], positions: Array) -> Array:
    """Texts by position, once a row."""
    return objects_of_raw_column(values)[positions]


def _provenance(raw: RawTable, sources: list[SourceFile]) -> dict[str, Array]:
    owners = [source.identity for source in sources]
    return {
        "fichier": _of_each([source.label for source in sources], raw.files),
        "feuille": _of_each([found.sheet for found in raw.located], raw.parts),
        "ligne": raw.rows + 1.0,
        "commercial": _of_each([owner.person for owner in owners], raw.files),
        "equipe": _of_each([owner.team for owner in owners], raw.files),
        "periode": _of_each([owner.period for owner in owners], raw.files),
    }


# --- computed columns: what the file shows against what the computation gives -----------------------------


def _compare(
    raw: RawTable, filled: Frames, sources: list[SourceFile], reports: list[_Report], unsteady: Collection[Any]
) -> None:
    for column in raw.table.columns:
        if column.formula is None or (raw.table.key, column.key) in unsteady:
            continue
        cells, values = raw.cells[column.key], filled.column(raw.table.key, column.key)
        for row in np.flatnonzero(_differs(cells, values, column.kind)):
            number = int(raw.files[row])
            report, found = reports[number], raw.located[raw.parts[row]]
            here = (int(raw.rows[row]), found.columns[column.key])
            formulas = sources[number].formulas(found.sheet)
            code = "value-stale" if here in formulas else "formula-overwritten" if formulas else "formulas-lost"
            given = column_value(values[row], column.kind)
            if code == "value-stale" and sources[number].text_is_zero and _is_text_as_zero(cells[row], given):
                continue
            if code == "value-stale" and report.read_otherwise:
                code = "value-of-texts"
            about = {"expected": "" if given is None else shown(given, column.kind)}
            place = raw.place(int(row), column, report.file)
            report.findings.append(Finding(code, place, shown(cells[row], column.kind), about))
            report.converted += 1


def _is_text_as_zero(cell: object, computed: object) -> bool:
    """Whether a cell that shows 0 may be a formula whose result is that text, or no text."""
    return cell in (0, "00:00") and (computed is None or isinstance(computed, str))


def _differs(cells: Array, computed: Array, kind: Kind) -> Array:
    """Where the file shows a value and another one is computed. A blank, or a cell without value, shows none."""
    if (shown := cells.tolist()).count("") == len(cells):
        return np.zeros(len(cells), dtype=bool)
    filled = cells != ""
    if NoValue in (kinds := set(map(type, shown))):
        filled &= np.array([type(cell) is not NoValue for cell in cells], dtype=bool)
    if kind.type is Type.TEXT:
        differs = np.logical_and(filled, cells != computed).astype(bool)
        pairs = zip(cells[differs], computed[differs], strict=True)
        differs[differs] = [plain_spaces(str(cell)) != plain_spaces(str(text)) for cell, text in pairs]
        return differs
    stored = cells.astype("float64") if kinds <= {float} else np.array([_serial(cell) for cell in shown], "float64")
    with np.errstate(invalid="ignore"):
        return np.logical_and(filled, ~(np.abs(stored - computed) <= _ALIKE * (1 + np.abs(computed))))


_ALIKE = 1e-9


def _serial(cell: object) -> float:
    if isinstance(cell, dt.datetime | dt.date):
        return float(excel_serial(cell))
    return float(cell) if isinstance(cell, float | int) else np.nan


def _apply_rule(rule: Rule, world: World, raw: RawTable, reports: list[_Report]) -> None:
    """A rule's finding in each row of its table that breaks it: once for a cell that several parts of it share."""
    if not len(raw.rows):
        return
    broken = evaluate_condition(rule.where, world, rule.table) if isinstance(rule.where, Expr) else rule.where(world)
    column = raw.table.by_key[rule.column]
    again = np.array([rule.column in found.again for found in raw.located], dtype=bool)[raw.parts]
    for row in np.flatnonzero(broken & ~again).tolist():
        report, value = reports[int(raw.files[row])], ""
        if rule.shows:
            value = shown(column_value(world.column(rule.table, rule.shows)[row], raw.table.by_key[rule.shows].kind))
        cells = {key: world.column(rule.table, key)[row] for key in raw.table.by_key} if rule.words else {}
        about = {name: said(cells) for name, said in rule.words}
        report.findings.append(Finding(rule.code, raw.place(row, column, report.file), value, about))


# --- file by file -----------------------------------------------------------------------------------------


def _split(columns: Columns, count: int) -> list[Columns]:
    """The rows of each file, which stand file after file."""
    ends = np.searchsorted(columns.arrays[_FILE], np.arange(count + 1)).tolist()
    kept = Columns({key: values for key, values in columns.arrays.items() if key != _FILE}, columns.size)
    return [kept.stretch(start, end) for start, end in pairwise(ends)]
