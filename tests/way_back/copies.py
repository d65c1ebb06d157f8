"""What the tests of the way back look at in a copy: its colours, its notes, its list."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl

import pacxl
from pacxl.findings.finding import Finding, Place
from pacxl.locating.returned_copy import (
    HEADER_ROW,
)
from tests import ROOT, judges
from tests.typed import part_of, parts
from tests.workbooks import opened_sheet

SHEET = "Étude & marché"
BUDGET, START, DECISION = "G7", "I8", "R9"  # of the first three actions on that sheet
HEADER = "S6"  # of a computed column: it has a note of its own
SAMPLES = ROOT / "samples" / "retours"
WRONG = {(SHEET, BUDGET): "abc", (SHEET, START): "hier", (SHEET, DECISION): "peut-être"}


def back(path: Path, folder: Path, **options: Any) -> Path:
    copy = pacxl.send_back(path, folder, **options).copy
    assert copy is not None
    return copy


def opened(path: Path) -> openpyxl.Workbook:
    return _opened(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _opened(path: Path, _: int) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


@lru_cache(maxsize=4)
def _sheet(path: Path, sheet: str, _: int) -> Any:
    return opened_sheet.__wrapped__(path, sheet)


def look(path: Path, cell: str, sheet: str = SHEET) -> Any:
    return _sheet(path, sheet, path.stat().st_mtime_ns)[cell]


def fills(path: Path, *cells: str) -> list[str]:
    """The colours of cells, "" for none."""
    patterns = [look(path, cell).fill for cell in cells]
    return [str(each.fgColor.rgb)[2:] if each.fill_type == "solid" else "" for each in patterns]


def note(path: Path, cell: str) -> str:
    comment = look(path, cell).comment
    return "" if comment is None else str(comment.text)


def lines(path: Path, sheet: str = "À corriger") -> list[list[Any]]:
    """The list as people see it: number, severity, sheet, cell, column, what it holds."""
    cells = judges.values_of_sheet(path, sheet)
    last = max(row for row, _ in cells)
    rows = ([cells.get((row, col)) for col in range(2, 8)] for row in range(HEADER_ROW + 2, last + 1))
    return [row for row in rows if isinstance(row[0], float)]


def findings_at(*cells: str) -> tuple[Finding, ...]:
    places = [Place("PAC_Paul.xlsx", SHEET, cell, "Actions_marche", "Budget") for cell in cells]
    return tuple(Finding("not-accepted", each, "abc", {"expected": "un montant"}) for each in places)


def comments_of(path: Path) -> str:
    target = re.search(rb'Target="\.\./(comments\d+\.xml)"', parts(path)[relations_of(path)])
    assert target is not None
    return f"xl/{target[1].decode()}"


def relations_of(path: Path) -> str:
    return part_of(path, SHEET).replace("worksheets/", "worksheets/_rels/") + ".rels"
