"""The consolidated workbook on paper: on every sheet, letters that can be read; judged by openpyxl."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pacxl
from pacxl.settings.text import load_toml
from tests.plans import TODAY

LEGIBLE = 8  # points
PAPERS = {"9": (595.3, 841.9), "8": (841.9, 1190.6)}  # A4 and A3, by Excel's numbers, in points
INCH = 72
POINTS = 5.25  # a character of a width as the file tells it, in the font of the workbook


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The sheets of the écarts of two plans with every subject."""
    firm = dataclasses.replace(load_toml("complet"), period="2026-S1")
    plans = [pacxl.blank(firm, person=person, company="Essai", today=TODAY) for person in ("Ada", "Paul")]
    team = pacxl.variance(pacxl.consolidate(plans), today=TODAY)
    path: Path = pacxl.write(team, tmp_path_factory.mktemp("papier") / "ecarts.xlsx")
    workbook = openpyxl.load_workbook(path)
    return {sheet.title: sheet for sheet in workbook if sheet.sheet_state == "visible"}


def width(sheet: Any) -> Any:
    """How wide the columns in sight are, in points."""
    shown = (each for each in sheet.column_dimensions.values() if not each.hidden)
    return POINTS * sum(each.width * (each.max - each.min + 1) for each in shown if each.max < 1000)


def height(sheet: Any) -> Any:
    """How high the rows are, in points."""
    return sum(sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1))


def scale(sheet: Any) -> Any:
    """How large a sheet is printed: the scale that it asks for, or the one at which it is as wide as its page."""
    setup = sheet.page_setup
    if not sheet.sheet_properties.pageSetUpPr.fitToPage:
        return float(setup.scale) / 100
    short, long = PAPERS[str(setup.paperSize)]
    across, down = (long, short) if setup.orientation == "landscape" else (short, long)
    fit = min(1.0, (across - 2 * 0.4 * INCH) / width(sheet))
    return min(fit, (down - 2 * 0.6 * INCH) / height(sheet)) if setup.fitToHeight != 0 else fit


def smallest_letters(sheet: Any) -> Any:
    return min(cell.font.size for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_every_sheet_is_printed_in_letters_that_can_be_read(sheets: dict[str, Any]) -> None:
    printed = {name: scale(sheet) * smallest_letters(sheet) for name, sheet in sheets.items()}
    assert len(printed) >= 12
    assert {name: size for name, size in printed.items() if size < LEGIBLE - 0.05} == {}


def test_where_columns_go_on_beside_each_page_says_whose_the_rows_are(sheets: dict[str, Any]) -> None:
    flowing = [sheet for sheet in sheets.values() if not sheet.sheet_properties.pageSetUpPr.fitToPage]
    assert "Annexes" in [sheet.title for sheet in flowing]
    assert all(sheet.print_title_cols.startswith("$B:") for sheet in flowing)
