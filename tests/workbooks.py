"""Workbooks as someone without pacxl reads them: cells, the rows of Excel Tables, the figures of a sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, cast

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import judges
from tests.sheets import MAIN
from tests.typed import parts, sheet_parts


@cache
def opened(path: Path) -> Workbook:
    """A workbook in openpyxl, with all that it draws; `rows_of` and `figures_of`, of its values alone, are faster."""
    return openpyxl.load_workbook(path, data_only=True)


@cache
def opened_sheet(path: Path, name: str) -> Worksheet:
    """A sheet in openpyxl with all that it shows, of a workbook whose other sheets are left blank: much faster."""
    content = parts(path)
    for sheet, part in sheet_parts(content).items():
        if sheet != name:
            content[part] = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
            content.pop(f"{part.replace('worksheets/', 'worksheets/_rels/')}.rels", None)
    alone = io.BytesIO()
    with zipfile.ZipFile(alone, "w") as archive:
        for part, xml in content.items():
            archive.writestr(part, xml)
    return openpyxl.load_workbook(alone, data_only=True)[name]


def rows_of(path: Path, name: str, judged: judges.Cells | None = None) -> Iterator[dict[str, Any]]:
    """The filled rows of the Excel Tables of a name (`Actions_*`: several): values by header, sheet and row.
    `judged`: what an engine found in some cells, instead of what is stored."""
    for table, (sheet, _) in _tables(path).items():
        if fnmatchcase(table, name):
            header, *rows = table_of(path, table, judged)
            for number, row in rows:
                if row[0] not in (None, ""):
                    yield {**dict(zip(map(str, header[1]), row, strict=True)), "sheet": sheet, "row": number}


def table_of(path: Path, name: str, judged: judges.Cells | None = None) -> list[tuple[int, list[Any]]]:
    """All rows of an Excel Table, its header first, each with its number."""
    sheet, ref = _tables(path)[name]
    left, top, right, bottom = cast(tuple[int, int, int, int], range_boundaries(ref))
    stored, others = values_of_sheet(path, sheet), judged or {}
    return [
        (
            row,
            [
                others.get((sheet, f"{get_column_letter(col)}{row}"), stored.get((row, col)))
                for col in range(left, right + 1)
            ],
        )
        for row in range(top, bottom + 1)
    ]


_tables, values_of_sheet = cache(judges.tables_of), cache(judges.values_of_sheet)


@cache
def figures_of(path: Path, sheet: str) -> dict[Any, Any]:
    """The figures of a sheet: a label, and the value under it. A label's first place counts: they stand above the
    table."""
    cells = values_of_sheet(path, sheet)
    below = {row_col: cells.get((row_col[0] + 1, row_col[1])) for row_col in sorted(cells, reverse=True)}
    return {cells[place]: None if value == "" else value for place, value in below.items()}
