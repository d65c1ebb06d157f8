"""Workbooks as someone without pacxl reads them: cells, the rows of Excel Tables, the figures of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


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


def figures_of(sheet: Worksheet) -> dict[Any, Any]:
    """The figures of a sheet: a label, and the value under it."""
    rows = list(sheet.iter_rows(values_only=True))
    pairs = [pair for above, below in pairwise(rows) for pair in zip(above, below, strict=True)]
    return dict(reversed(pairs))  # a label's first place counts: the figures stand above the table
