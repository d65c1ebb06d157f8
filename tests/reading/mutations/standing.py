"""Where a table of the plan stands on its sheet, while the workbook is being bent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from openpyxl.utils import get_column_letter, range_boundaries

from pacxl.definition.table import Part, Table


class Impossible(Exception):
    """What was to be bent is no longer there: another mutation took it."""


@dataclass
class Standing:
    """Where a table of the plan stands by now. Rows are told by their index in the frame, columns by their key."""

    table: Table
    part: Part
    sheet: Any
    top: int
    columns: dict[str, int]
    rows: dict[int, int]
    last: int
    excel: str  # its Excel Table's name, "" once it is a plain range

    @property
    def left(self) -> int:
        return min(self.columns.values())

    @property
    def right(self) -> int:
        return max(self.columns.values())

    @property
    def under(self) -> int:
        """The first row under what it holds and under its Excel Table."""
        return max([self.last, self.top, *self.rows.values()]) + 1

    @property
    def free(self) -> list[int]:
        """Its spare rows: inside the Excel Table, with nothing in them."""
        return [row for row in range(self.top + 1, self.last + 1) if row not in self.rows.values()]

    def col(self, key: str) -> int:
        if key not in self.columns:
            raise Impossible(key)
        return self.columns[key]

    def header(self, key: str) -> Any:
        return self.sheet.cell(self.top, self.col(key))

    def cell(self, index: int, key: str) -> Any:
        return self.sheet.cell(self.rows[index], self.col(key))

    def headers(self) -> dict[int, str]:
        """Column → what its header says now."""
        return {col: str(self.sheet.cell(self.top, col).value) for col in sorted(self.columns.values())}

    @property
    def computed(self) -> list[str]:
        return [column.key for column in self.table.columns if column.computed and column.key in self.columns]


def edges(table: Any) -> tuple[int, int, int, int]:
    """An Excel Table's first column, header's row, last column and last row, from 1."""
    return cast(tuple[int, int, int, int], range_boundaries(table.ref))


def draw(table: Any, left: int, top: int, right: int, last: int) -> None:
    """Draws an Excel Table's edges."""
    table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{last}"
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref
    for number, column in enumerate(table.tableColumns, 1):
        column.id = number


def resize(at: Standing, last: int) -> None:
    """Draws a table's lower edge up or down to a row."""
    left, top, right, _ = edges(at.sheet.tables[at.excel])
    draw(at.sheet.tables[at.excel], left, top, right, last)
    at.last = last
