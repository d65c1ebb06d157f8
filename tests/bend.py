"""What people do to a workbook, cell by cell: typed into its XML, or done by another program (openpyxl)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.typed import Typed, changed, parts, table_of, type_into, without_results


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """The workbook, saved in its place at the end."""
    workbook = openpyxl.load_workbook(path)
    yield workbook
    workbook.save(path)


def sheet_of(workbook: Workbook, table: str) -> Worksheet:
    return next(sheet for sheet in workbook.worksheets if table in sheet.tables)


def edges(sheet: Worksheet, table: str) -> tuple[int, int, int, int]:
    """An Excel Table's first column, header's row, last column and last row, from 1."""
    return cast(tuple[int, int, int, int], range_boundaries(sheet.tables[table].ref))


def cell_of(workbook: Workbook, table: str, row: int, header: str) -> Any:
    """The cell in a row of an Excel Table (1 is its first row of data), under a header."""
    sheet = sheet_of(workbook, table)
    left, top, right, _ = edges(sheet, table)
    col = next(col for col in range(left, right + 1) if sheet.cell(top, col).value == header)
    return sheet.cell(top + row, col)


def total_of(workbook: Workbook, table: str, header: str) -> str:
    """The address of an Excel Table's total, above a header."""
    cell = cell_of(workbook, table, 0, header)
    return f"{cell.column_letter}{cell.row - 1}"


def last_row(workbook: Workbook, table: str) -> int:
    """How many rows of data an Excel Table has."""
    _, top, _, bottom = edges(sheet_of(workbook, table), table)
    return bottom - top


def type_in(path: Path, table: str, *typed: tuple[int, str, Typed]) -> list[str]:
    """Types values into a table, as (row, header, value); returns the cells' addresses. No formula is calculated."""
    with changed(path) as content:
        place = table_of(content, table)
        cells = [(place.cell(row, header), value) for row, header, value in typed]
        type_into(content, place.part, dict(cells))
        without_results(content)
    return [f"{get_column_letter(col)}{row}" for (row, col), _ in cells]


def column_after(path: Path, table: str) -> str:
    """The letter of the column just right of a table."""
    place = table_of(parts(path), table)
    return get_column_letter(place.left + len(place.headers))
