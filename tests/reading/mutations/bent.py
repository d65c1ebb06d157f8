"""A workbook while somebody bends it in another program: its cells, where its tables stand by now, and what their
frames should hold in the end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableColumn

from pacxl.books.identity import IDENTITY_SHEET
from pacxl.compute.contents import make_contents
from pacxl.definition.table import Part, Table
from tests.reading.mutations.cell import Formula, cells_of, plain, put
from tests.reading.mutations.samples import Sample
from tests.reading.mutations.standing import Impossible, Standing, draw, edges

Parts = dict[str, bytes]  # a workbook's zip: name → bytes
Rows = dict[int, dict[str, Any]]  # a table's rows by their index in the frame: a value a column, None for a blank


@dataclass
class Bent:
    """The workbook of a sample, being bent."""

    sample: Sample
    workbook: Any = None
    tables: dict[str, Standing] = field(default_factory=dict)
    expected: dict[str, Rows] = field(default_factory=dict)
    taken: set[tuple[str, int, str]] = field(default_factory=set)  # cells that are bent
    touched: set[str] = field(default_factory=set)  # tables that are bent, by the names of their parts
    spared: list[Any] = field(default_factory=list)  # values that need not be found again: copies, words of headers
    patches: list[Callable[[Parts, Bent], None]] = field(default_factory=list)
    anonymous: bool = False  # it carries no trace of its identity any more but what people see
    today: dt.date | None = None  # the date that was typed in the workbook's own cell

    def __post_init__(self) -> None:
        self.workbook = self.sample.opened()
        plan = self.sample.plan
        for table in plan.book.tables:
            self.expected[table.key] = {index: dict(row) for index, row in self.sample.rows[table.key].items()}
            for part in table.parts:
                self.tables[part.name] = self._standing(table, part, plan.frames[table.key])

    def _standing(self, table: Table, part: Part, frame: pd.DataFrame) -> Standing:
        sheet = next(sheet for sheet in self.workbook.worksheets if part.name in sheet.tables)
        left, top, _, last = edges(sheet.tables[part.name])
        mine = frame[frame[table.part_key] == part.value] if table.part_key else frame
        rows = dict(zip(mine.index.tolist(), mine["ligne"].tolist(), strict=True))
        columns = {column.key: left + rank for rank, column in enumerate(table.columns)}
        return Standing(table, part, sheet, top, columns, rows, last, part.name)

    # --- the tables that mutations know by what they hold

    @property
    def actions(self) -> Standing:
        return self.tables[self.sample.actions]

    @property
    def other(self) -> Standing:
        """Another family's."""
        return self.tables[self.sample.other]

    @property
    def carnet(self) -> Standing:
        return self.tables["Carnet"]

    @property
    def indicators(self) -> Standing:
        return self.tables["Indicateurs"]

    # --- cells, and what is expected of them

    def pick(self, at: Standing, key: str, keep: Callable[[Any], bool] = bool) -> int:
        """A row whose cell holds something, and that nothing else has bent."""
        for index in at.rows:
            value = self.value(at, index, key)
            if value is not None and keep(value) and (at.part.name, index, key) not in self.taken:
                self.taken.add((at.part.name, index, key))
                self.touched.add(at.part.name)
                return index
        raise Impossible(f"{at.part.name}.{key}")

    def value(self, at: Standing, index: int, key: str) -> Any:
        return self.expected[at.table.key][index][key]

    def expect(self, at: Standing, index: int, key: str, value: Any) -> None:
        self.expected[at.table.key][index][key] = value

    def retype(self, at: Standing, key: str, typed: Callable[[Any], Any]) -> int:
        """Types over a cell, another spelling of what it holds."""
        index = self.pick(at, key)
        put(at.cell(index, key), typed(self.value(at, index, key)))
        return index

    def spoil(self, at: Standing, key: str, typed: Any) -> int:
        """Types over a cell what has no value for the plan."""
        index = self.pick(at, key)
        put(at.cell(index, key), typed)
        self.expect(at, index, key, None)
        return index

    def add(self, at: Standing, row: int, **values: Any) -> None:
        """Types a row of one's own."""
        self.touched.add(at.part.name)
        rows = self.expected[at.table.key]
        index = max(rows, default=0) + 1
        rows[index] = {key: values.get(key) for key in at.table.stored_keys}
        if at.table.part_key:
            rows[index][at.table.part_key] = at.part.value
        for key, value in values.items():
            put(at.sheet.cell(row, at.col(key)), value)
        at.rows[index] = row

    def without(self, at: Standing) -> None:
        """The table's rows are no longer in the file; nor is what else was done to it."""
        if at.part.name in self.touched:
            raise Impossible(at.part.name)
        for index in at.rows:
            del self.expected[at.table.key][index]

    # --- rows and columns, as Excel inserts and deletes them

    def insert_rows(self, sheet: Any, at: int, count: int = 1) -> None:
        sheet.insert_rows(at, count)
        self._shift_rows(sheet, at, count)

    def delete_rows(self, sheet: Any, at: int, count: int = 1) -> None:
        sheet.delete_rows(at, count)
        self._shift_rows(sheet, at + count, -count)

    def _shift_rows(self, sheet: Any, at: int, count: int) -> None:
        def moved(row: int) -> int:
            return row + count if row >= at else row

        for standing in self._on(sheet):
            standing.top, standing.last = moved(standing.top), moved(standing.last)
            standing.rows = {index: moved(row) for index, row in standing.rows.items()}
        for table in sheet.tables.values():
            left, top, right, last = edges(table)
            draw(table, left, moved(top), right, moved(last))
        for area in sheet.merged_cells.ranges:
            area.min_row, area.max_row = moved(area.min_row), moved(area.max_row)

    def insert_column(self, sheet: Any, at: int, header: str = "") -> None:
        sheet.insert_cols(at)
        self._shift_columns(sheet, at, 1, header)

    def delete_column(self, at: Standing, key: str) -> None:
        col = at.col(key)
        del at.columns[key]
        at.sheet.delete_cols(col)
        self._shift_columns(at.sheet, col + 1, -1)

    def _shift_columns(self, sheet: Any, at: int, count: int, header: str = "") -> None:
        def moved(col: int) -> int:
            return col + count if col >= at else col

        for standing in self._on(sheet):
            standing.columns = {key: moved(col) for key, col in standing.columns.items()}
        for table in sheet.tables.values():
            left, top, right, last = edges(table)
            if left < at <= right and count > 0:
                table.tableColumns.insert(at - left, TableColumn(id=0, name=header))
                sheet.cell(top, at).value = header
            elif left < at <= right + 1 and count < 0:
                del table.tableColumns[at - 1 - left]
            draw(table, moved(left), top, moved(right), last)
        for area in sheet.merged_cells.ranges:
            area.min_col, area.max_col = moved(area.min_col), moved(area.max_col)

    def _on(self, sheet: Any) -> Iterator[Standing]:
        return (standing for standing in self.tables.values() if standing.sheet is sheet)

    def name_header(self, at: Standing, key: str, text: str) -> None:
        """Types over a header; its Excel Table follows."""
        self.touched.add(at.part.name)
        cell = at.header(key)
        if at.excel:
            left, *_ = edges(at.sheet.tables[at.excel])
            at.sheet.tables[at.excel].tableColumns[cell.column - left].name = text
        cell.value = text

    def make_range(self, at: Standing) -> None:
        """« Convertir en plage »: the cells stay, the Excel Table goes, its formulas read cells by their address."""
        if not at.excel:
            raise Impossible(at.part.name)
        self.touched.add(at.part.name)
        names = {re.escape(text): get_column_letter(col) for col, text in at.headers().items()}
        for row in range(at.top + 1, at.last + 1):
            for key in at.computed:
                cell = at.sheet.cell(row, at.col(key))
                if isinstance(cell.value, Formula):
                    text = str(cell.value)
                    for name, letter in names.items():
                        text = re.sub(rf"{at.excel}\[\[#This Row\],\[{name}\]\]", f"{letter}{row}", text)
                        text = re.sub(rf"{at.excel}\[{name}\]", f"${letter}${at.top + 1}:${letter}${at.last}", text)
                    cell._value = Formula(text, cell.value.shown, typed=cell.value.typed)
        del at.sheet.tables[at.excel]
        at.excel = ""

    def cut(self, at: Standing, sheet: Any, row: int, col: int) -> None:
        """Cuts a table and pastes it elsewhere, with its corner in a cell, as a plain range of values."""
        if at.under > at.last + 1:
            raise Impossible(at.part.name)  # what was typed under its edge would stay behind
        self.make_range(at)
        self.calculate()
        for r in range(at.top, at.last + 1):
            for c in range(at.left, at.right + 1):
                source, target = at.sheet.cell(r, c), sheet.cell(row + r - at.top, col + c - at.left)
                value = source.value
                put(target, value.shown if isinstance(value, Formula) else value, source)
                put(source, None)
        down, aside = row - at.top, col - at.left
        at.sheet, at.top, at.last = sheet, row, at.last + down
        at.rows = {index: r + down for index, r in at.rows.items()}
        at.columns = {key: c + aside for key, c in at.columns.items()}

    # --- what it should be read as, and what it shows

    def calculate(self) -> None:
        """Has Excel calculate the tables anew, if something else was typed in them."""
        plan = self.sample.plan
        if not self.altered:
            return
        frames = {table.key: [row for _, row in self.wanted(table)] for table in plan.book.tables}
        filled = make_contents(plan.book, frames, plan.identity, self.today or plan.today).frames
        for at in self.tables.values():
            frame = filled[at.table.key]
            for place, (index, _) in enumerate(self.wanted(at.table)):
                for key in at.computed if index in at.rows else ():
                    formula = at.cell(index, key).value
                    if isinstance(formula, Formula) and not formula.typed:
                        value = frame[key].iloc[place]
                        formula.shown = "" if pd.isna(value) else plain(value)

    def wanted(self, table: Table) -> list[tuple[int, dict[str, Any]]]:
        """A table's rows as they should be read: in their order on the sheets."""
        standing = enumerate(self.tables[part.name] for part in table.parts)
        places = {index: (rank, row) for rank, at in standing for index, row in at.rows.items()}
        rows = self.expected[table.key]
        return [(index, rows[index]) for index in sorted(rows, key=lambda index: places.get(index, (99, index)))]

    @property
    def altered(self) -> bool:
        """Whether anything should be read otherwise than it was."""
        original = self.sample.rows
        tables = self.sample.plan.book.tables
        return self.today is not None or any(self.wanted(each) != [*original[each.key].items()] for each in tables)

    def part_of(self, sheet: Any) -> str:
        """The name of a sheet's part in the saved file."""
        return f"xl/worksheets/sheet{self.workbook.worksheets.index(sheet) + 1}.xml"

    def seen(self) -> Iterator[tuple[str, Any, Any]]:
        """Every non-blank cell: where it is, the cell, and the value that it shows."""
        for sheet in self.workbook.worksheets:
            for cell in cells_of(sheet) if sheet.title != IDENTITY_SHEET else ():
                value = cell.value.shown if isinstance(cell.value, Formula) else cell.value
                if value not in (None, ""):
                    yield f"{sheet.title}!{cell.coordinate}", cell, value
