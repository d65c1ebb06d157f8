"""Plans on paper: letters that can be read, few pages, rows as high as what is in sight asks."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import pacxl
from pacxl.compute.contents import make_contents
from pacxl.settings.text import templates
from tests.paper import LIBREOFFICE, PaperSheet, paper_sheets
from tests.plans import SMALL, TODAY

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LEGIBLE = 8.0  # points
A4 = "9"


@pytest.fixture(scope="module", params=sorted(templates()))
def sheets(request: pytest.FixtureRequest) -> dict[str, PaperSheet]:
    """The sheets of the blank workbook of a template."""
    return paper_sheets(TEMPLATES / f"{request.param}.xlsx")


def test_every_letter_can_be_read(sheets: dict[str, PaperSheet]) -> None:
    for program, wider in (("Excel", 1.0), ("LibreOffice", LIBREOFFICE)):
        printed = {name: sheet.scale(wider) * sheet.letters for name, sheet in sheets.items()}
        assert {name: size for name, size in printed.items() if size < LEGIBLE - 0.02} == {}, program


def test_no_column_of_a_plan_goes_on_on_a_page_beside(sheets: dict[str, PaperSheet]) -> None:
    assert [name for name, sheet in sheets.items() if sheet.across() > 1] == []


def test_a_table_has_its_header_on_each_page(sheets: dict[str, PaperSheet]) -> None:
    """Those that take two pages, and those that soon may."""
    long = {name: sheet for name, sheet in sheets.items() if name in ("Planning", "Indicateurs", "Carnet", "OKR")}
    assert "Carnet" in long
    assert [name for name, sheet in long.items() if not sheet.header] == []


def test_of_many_sheets_a_header_is_not_repeated_that_no_second_page_will_have() -> None:
    """LibreOffice opens a workbook of so many sheets the slower, the more are."""
    sheets = paper_sheets(TEMPLATES / "complet.xlsx")
    assert [name for name in ("Accueil", "Qualité", "Logistique") if sheets[name].header] == []
    assert sum(bool(sheet.header) for sheet in sheets.values()) <= 15


@pytest.mark.parametrize(("template", "most"), [("complet", 77), ("operationnel", 27), ("essentiel", 13)])
def test_a_plan_takes_little_paper(template: str, most: int) -> None:
    sheets = paper_sheets(TEMPLATES / f"{template}.xlsx").values()
    assert sum(sheet.pages() * (1 if sheet.setup["paperSize"] == A4 else 2) for sheet in sheets) <= most  # of A4


def test_what_a_salesperson_fills_in_is_on_a4() -> None:
    sheets = paper_sheets(TEMPLATES / "essentiel.xlsx")
    assert [name for name, sheet in sheets.items() if sheet.setup["paperSize"] != A4] == []
    assert {name: sheet.pages() for name, sheet in sheets.items() if sheet.pages() > 1} == {
        "Synthèse": 2,
        "Fidélisation": 2,  # the other actions stand under it
        "Indicateurs": 2,
    }


def test_few_sheets_ask_for_a3() -> None:
    sheets = paper_sheets(TEMPLATES / "complet.xlsx")
    assert len([name for name, sheet in sheets.items() if sheet.setup["paperSize"] != A4]) <= 13


@pytest.mark.parametrize("sheet", ["Budget et ROI", "Canaux", "Prix, volume, mix"])
def test_no_page_is_printed_for_a_chart_s_edge_or_a_few_blank_lines(sheet: str) -> None:
    assert paper_sheets(TEMPLATES / "complet.xlsx")[sheet].pages() == 1


def test_a_page_ends_between_blocks_and_not_within_a_chart() -> None:
    synthesis = paper_sheets(TEMPLATES / "essentiel.xlsx")["Synthèse"]
    sheet: Any = openpyxl.load_workbook(TEMPLATES / "essentiel.xlsx")["Synthèse"]
    charts = [(each.anchor._from.row, each.anchor.to.row) for each in sheet._charts]
    ends = [each.id for each in sheet.row_breaks.brk]
    assert len(ends) == synthesis.pages() - 1
    assert not any(top < end < bottom for top, bottom in charts for end in ends)


# --- rows -------------------------------------------------------------------------------------------------

LONG = "Une analyse qui prend son temps, et plusieurs lignes dans quelque colonne que ce soit. " * 4
FIRM = dataclasses.replace(SMALL, period="2026-S1", sections=("planning",))


def row_heights(path: Path, sheet: str, **cells: Any) -> list[float | None]:
    """The heights of a sheet's rows in the plan whose first action has these cells; None is that of a usual row."""
    plan = pacxl.blank(FIRM, person="Paul", today=TODAY)
    actions = plan.actions.copy()
    for key, cell in cells.items():
        actions.loc[0, key] = cell
    filled = make_contents(plan.book, {**plan.frames, "actions": actions}, plan.identity, plan.today)
    rows = openpyxl.load_workbook(pacxl.write(filled, path, force=True))[sheet].row_dimensions
    return [rows[row].height for row in range(1, 20)]


@pytest.mark.long
def test_what_is_folded_away_makes_no_row_higher(tmp_path: Path) -> None:
    sheet, path = FIRM.families[0].sheet, tmp_path / "plan.xlsx"
    plain = row_heights(path, sheet)
    assert row_heights(path, sheet, analyse=LONG, comment=LONG) == plain
    assert row_heights(path, sheet, etape=LONG) != plain


def test_the_planning_shows_all_of_a_long_step(tmp_path: Path) -> None:
    dated = {"debut": pd.Timestamp(2026, 2, 2), "fin": pd.Timestamp(2026, 3, 2)}
    heights = row_heights(tmp_path / "plan.xlsx", "Planning", **dated, etape=LONG)
    first, *others = [height for height in heights[12:] if height]
    assert first >= 12 * len(LONG) / 40
    assert min(others) >= 2 * 12.2  # room for two lines, since another step may come there
