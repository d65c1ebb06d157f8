"""Exports as the CRMs write them: their own headers, in French and in English, with deals that are invented."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from pacxl.crm.deal import ImportChoice
from pacxl.crm.exported import Exported, read_export
from pacxl.formats.opening import open_workbook
from pacxl.settings.model import Settings
from tests.plans import SMALL

Cells = list[list[Any]]


@dataclass(frozen=True)
class Sheet:
    """An export: its rows, and how they are written down (`mark` "" is an .xlsx)."""

    rows: Cells
    mark: str = ","
    encoding: str = "utf-8"
    quoted: bool = False
    ends: str = "\r\n"

    def write(self, folder: Path, name: str = "export") -> Path:
        """The file, in a folder."""
        if not self.mark:
            return self._workbook(folder / f"{name}.xlsx")
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.mark, lineterminator=self.ends)
        if self.quoted:
            writer = csv.writer(text, delimiter=self.mark, lineterminator=self.ends, quoting=csv.QUOTE_ALL)
        writer.writerows(self.rows)
        path = folder / f"{name}.csv"
        path.write_bytes(text.getvalue().encode(self.encoding))
        return path

    def _workbook(self, path: Path) -> Path:
        with xlsxwriter.Workbook(path) as book:
            sheet, day = book.add_worksheet("Export"), book.add_format({"num_format": "yyyy-mm-dd"})
            for row, cells in enumerate(self.rows):
                for col, cell in enumerate(cells):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(row, col, dt.datetime.combine(cell, dt.time()), day)
                    elif cell != "":
                        sheet.write(row, col, cell)
        return path


def table(text: str) -> Cells:
    """Rows drawn as a table: cells between strokes, without the blanks around them; a blank line is a blank row."""
    return [[cell.strip(" ") for cell in line.strip().split("|")] for line in text.strip("\n").split("\n")]


def read(path: Path, settings: Settings = SMALL, choice: ImportChoice | None = None) -> Exported:
    """The export of a file."""
    found = read_export(open_workbook(path), path.name, settings, choice)
    assert found is not None
    return found


def codes(exported: Exported) -> list[str]:
    """What was told of an export, but for how its columns are read."""
    return [each.code for each in exported.findings if each.code not in ("crm-read", "crm-columns-left")]
