"""CSV and its like (.csv, .tsv, .tab, .txt): texts between commas, semicolons, tabs or strokes, as they are typed."""

from __future__ import annotations

import csv

from pacxl.a1 import Spot
from pacxl.errors import FileTooLarge, GridTooLarge
from pacxl.formats.delimited.separators import decoded, mark_of, rows_of
from pacxl.formats.opened import TEXT, CellGrid, Opened
from pacxl.formats.workbook_file import WorkbookFile
from pacxl.guard.limits import MB


def open(file: WorkbookFile) -> Opened:
    """One sheet, called as the file is; its cells are texts, as they stand. `properties` say how it was read."""
    content = file.content()
    text, encoding = decoded(content)
    if len(content) > file.limits.text:
        most = file.limits.text // MB
        raise FileTooLarge(str(file.path), f"un texte de plus de {most} Mo", f"a text of more than {most} MB")
    mark = mark_of(text)
    properties = {"encodage": encoding, "separateur": mark}
    return Opened({file.path.stem: _grid(file, text, mark)}, properties=properties, engine=TEXT)


def formulas(_: WorkbookFile) -> dict[str, frozenset[Spot]]:
    """None: what begins with an equals sign is a text, and stays one."""
    return {}


def _grid(file: WorkbookFile, text: str, mark: str) -> CellGrid:
    """The rows, as long as the longest; the blank ones are one and the same."""
    rows: CellGrid = []
    width = cells = 0
    try:
        for row in rows_of(text, mark):
            while row and row[-1] == "":
                row.pop()
            rows.append(row)
            width = max(width, len(row))
            cells = len(rows) * width
            if cells > file.limits.cells:
                raise GridTooLarge(str(file.path), f"{len(rows)} × {width}")
    except csv.Error as fault:
        raise file.damaged(fault) from None
    while rows and not rows[-1]:
        rows.pop()
    blank = [""] * width
    return [row + [""] * (width - len(row)) if row else blank for row in rows]
