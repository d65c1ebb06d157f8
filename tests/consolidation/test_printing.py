"""The consolidated workbook on paper: on every sheet, letters that can be read."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from openpyxl.utils.cell import range_boundaries

import pacxl
from pacxl.settings.model import Settings
from pacxl.settings.text import load_toml
from tests import ROOT
from tests.judges import tables_of
from tests.paper import LIBREOFFICE, PaperSheet, paper_sheets
from tests.plans import TODAY

LEGIBLE = 8.0  # points
A4 = "9"


SHIPPED = ROOT / "samples" / "ecarts.xlsx"


# In `make quick`, the écarts that are shipped, which have every subject too.
@pytest.fixture(scope="module", params=["shipped", pytest.param("written", marks=pytest.mark.long)])
def sheets(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, PaperSheet]:
    """The sheets of the écarts of plans with every subject."""
    if request.param == "shipped":
        return paper_sheets(SHIPPED)
    return sheets_of(load_toml("complet"), tmp_path_factory.mktemp("papier"))


def sheets_of(firm: Settings, folder: Path) -> dict[str, PaperSheet]:
    firm = dataclasses.replace(firm, period="2026-S1")
    plans = [pacxl.blank(firm, person=person, company="Essai", today=TODAY) for person in ("Ada", "Paul")]
    team = pacxl.variance(pacxl.consolidate(plans), today=TODAY)
    return paper_sheets(pacxl.write(team, folder / "ecarts.xlsx"))


@pytest.mark.long
@pytest.mark.parametrize("wider", [1.0, LIBREOFFICE], ids=["in Excel", "in LibreOffice"])
def test_every_sheet_is_printed_in_letters_that_can_be_read(sheets: dict[str, PaperSheet], wider: float) -> None:
    printed = {name: sheet.scale(wider) * sheet.letters for name, sheet in sheets.items()}
    assert len(printed) >= 12
    assert {name: size for name, size in printed.items() if size < LEGIBLE - 0.02} == {}


def test_every_sheet_is_as_wide_as_a_page(sheets: dict[str, PaperSheet]) -> None:
    assert {name: sheet.across(LIBREOFFICE) for name, sheet in sheets.items() if sheet.across(LIBREOFFICE) > 1} == {}


def test_the_last_table_of_a_sheet_has_its_header_on_each_page_that_it_goes_on_to() -> None:
    tables = dict(tables_of(SHIPPED).values())  # the last of each sheet
    printed = paper_sheets(SHIPPED)
    for sheet in ("Pourquoi", "Qui", "Carnet", "Actions", "À vérifier", "Sources et preuve"):
        _, top, _, _ = range_boundaries(tables[sheet])
        assert printed[sheet].header == (top,), sheet
    assert not printed["Synthèse"].header  # two tables stand side by side at its foot


def test_the_first_page_is_on_a4(sheets: dict[str, PaperSheet]) -> None:
    assert sheets["Synthèse"].setup["paperSize"] == A4


@pytest.mark.long
def test_where_columns_go_on_beside_each_page_says_whose_the_rows_are(tmp_path: Path) -> None:
    firm = load_toml("operationnel")
    names = [f"{family.sheet[:20]} {number}" for family in firm.families for number in (1, 2, 3)]
    families = [
        dataclasses.replace(firm.families[0], key=f"famille_{at}", sheet=name) for at, name in enumerate(names)
    ]
    wide = sheets_of(dataclasses.replace(firm, families=tuple(families)), tmp_path)["Qui"]
    assert wide.across(LIBREOFFICE) > 1
    assert wide.leads
