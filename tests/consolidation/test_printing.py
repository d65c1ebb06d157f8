"""The consolidated workbook on paper: on every sheet, letters that can be read."""

from __future__ import annotations

import dataclasses

import pytest

import pacxl
from pacxl.settings.text import load_toml
from tests.paper import LIBREOFFICE, PaperSheet, paper_sheets
from tests.plans import TODAY

LEGIBLE = 8.0  # points


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PaperSheet]:
    """The sheets of the écarts of two plans with every subject."""
    firm = dataclasses.replace(load_toml("complet"), period="2026-S1")
    plans = [pacxl.blank(firm, person=person, company="Essai", today=TODAY) for person in ("Ada", "Paul")]
    team = pacxl.variance(pacxl.consolidate(plans), today=TODAY)
    return paper_sheets(pacxl.write(team, tmp_path_factory.mktemp("papier") / "ecarts.xlsx"))


@pytest.mark.parametrize("wider", [1.0, LIBREOFFICE], ids=["in Excel", "in LibreOffice"])
def test_every_sheet_is_printed_in_letters_that_can_be_read(sheets: dict[str, PaperSheet], wider: float) -> None:
    printed = {name: sheet.scale(wider) * sheet.letters for name, sheet in sheets.items()}
    assert len(printed) >= 12
    assert {name: size for name, size in printed.items() if size < LEGIBLE - 0.02} == {}


def test_where_columns_go_on_beside_each_page_says_whose_the_rows_are(sheets: dict[str, PaperSheet]) -> None:
    flowing = {name: sheet for name, sheet in sheets.items() if sheet.across(LIBREOFFICE) > 1}
    assert "Axes" in flowing
    assert all(sheet.leads for sheet in flowing.values())


def test_the_annexes_and_the_proof_are_as_wide_as_a_page(sheets: dict[str, PaperSheet]) -> None:
    assert {name: sheets[name].across(LIBREOFFICE) for name in ("Annexes", "Sources et preuve")} == {
        "Annexes": 1,
        "Sources et preuve": 1,
    }
