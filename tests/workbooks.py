"""Workbooks as someone without pacxl reads them: cells, the rows of Excel Tables, the figures of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from tests import judges


@cache
def opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def rows_of(workbook: Workbook, name: str) -> Iterator[dict[str, Any]]:
    """The filled rows of the Excel Tables of a name (`Actions_*`: several): values by header, sheet and row."""
    for sheet in workbook:
        for table in sheet.tables.values():
            if fnmatchcase(table.name, name):
                header, *rows = sheet[table.ref]
                for row in rows:
                    values = {str(head.value): cell.value for head, cell in zip(header, row, strict=True)}
                    if row[0].value not in (None, ""):
                        yield {**values, "sheet": sheet.title, "row": row[0].row}


@cache
def figures_of(path: Path, sheet: str) -> dict[Any, Any]:
    """The figures of a sheet: a label, and the value under it. A label's first place counts: they stand above the
    table."""
    cells = judges.values_of_sheet(path, sheet)
    below = {row_col: cells.get((row_col[0] + 1, row_col[1])) for row_col in sorted(cells, reverse=True)}
    return {cells[place]: None if value == "" else value for place, value in below.items()}
