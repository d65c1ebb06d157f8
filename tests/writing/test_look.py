"""What stands in a cell can be read on what is under it, whatever a firm's colour; inputs look like inputs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

import pacxl
from pacxl.settings.rules import COLOURS
from pacxl.writing.palette import INK, INPUT, PAPER, contrast, ink_on, readable_colour
from tests.plans import SMALL, TODAY

LEAST = 4.5  # WCAG 2.1, 1.4.3
ACCENTS = ("1F5C7A", "FFD500", "FFFFFF", "000000", "C0392B", "7FB77E", "00AEEF", "F4A6C6")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("000000", "FFFFFF", 21.0), ("777777", "FFFFFF", 4.48), ("767676", "FFFFFF", 4.54), ("0000FF", "FFFFFF", 8.59)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    """The pairs are those that WCAG's own examples and checkers give."""
    assert contrast(one, other) == contrast(other, one) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("accent", ACCENTS)
def test_a_colour_is_darkened_no_more_than_needed(accent: str) -> None:
    shown = readable_colour(accent, PAPER)
    assert contrast(shown, PAPER) >= LEAST
    assert (shown == accent) == (contrast(accent, PAPER) >= LEAST)
    assert max(contrast(ink_on(accent), accent), contrast(INK, accent)) >= LEAST


def test_a_colour_that_has_a_name_is_read_on_white_and_white_on_it() -> None:
    assert {name for name, each in COLOURS.items() if contrast(each, PAPER) < LEAST} == set()
    assert {ink_on(each) for each in COLOURS.values()} == {PAPER}


@pytest.fixture(scope="module", params=ACCENTS[:4], ids=str)
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    plan = pacxl.blank(dataclasses.replace(SMALL, accent=request.param), person="Paul", today=TODAY)
    return openpyxl.load_workbook(pacxl.write(plan, tmp_path_factory.mktemp("look") / "plan.xlsx"))


def test_every_cell_can_be_read(workbook: Any) -> None:
    assert {pair for pair in pairs(workbook) if contrast(*pair) < LEAST} == set()


def pairs(workbook: Any) -> Iterator[tuple[str, str]]:
    """The colours of a text and of what is under it: of each cell that holds something or may be typed in, and of
    each conditional format."""
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or not cell.protection.locked:
                    yield colour(cell.font.color, INK), under(cell.fill)
        for formats in sheet.conditional_formatting:
            for rule in formats.rules:
                if rule.dxf and rule.dxf.font and rule.dxf.font.color:
                    yield colour(rule.dxf.font.color, INK), colour(rule.dxf.fill and rule.dxf.fill.bgColor, PAPER)


def under(fill: Any) -> str:
    return colour(fill.fgColor, PAPER) if fill.fill_type == "solid" else PAPER


def colour(found: Any, usual: str) -> str:
    return found.rgb[-6:] if found and isinstance(found.rgb, str) else usual


def test_what_is_to_be_filled_in_is_tinted_and_nothing_else(workbook: Any) -> None:
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {under(cell.fill) for cell in cells if not cell.protection.locked} == {INPUT}
    assert INPUT not in {under(cell.fill) for cell in cells if cell.protection.locked}


def test_the_help_of_a_column_that_one_types_in_stands_in_its_cells_and_that_of_others_on_their_headers(
    workbook: Any,
) -> None:
    sheet = workbook["Carnet"]
    header = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Société")
    computed = next(cell for cell in sheet[header.row] if cell.value == "Pondéré")
    under = sheet.cell(header.row + 1, header.column).coordinate
    prompts = [rule.prompt for rule in sheet.data_validations.dataValidation if under in rule.sqref]
    assert (header.comment, len(prompts)) == (None, 1)
    assert prompts[0]
    assert computed.comment


def test_looks_have_names_in_the_gallery_of_cell_styles(workbook: Any) -> None:
    styles = {"Normal", "PAC Titre", "PAC En-tête", "PAC Saisie", "PAC Calcul", "PAC Verdict défavorable"}
    assert styles <= set(workbook.named_styles)
    sheet = workbook["Carnet"]
    header = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Montant")
    under = sheet.cell(header.row + 1, header.column)
    pondere = next(cell for cell in sheet[header.row] if cell.value == "Pondéré")
    computed = sheet.cell(header.row + 1, pondere.column)
    assert [cell.style for cell in (header, under, computed)] == ["PAC En-tête", "PAC Saisie", "PAC Calcul"]
    assert [(each.number_format, each.protection.locked) for each in (under, computed)] == [
        ("#,##0\\ €;-#,##0\\ €;0\\ €", False),
        ("#,##0\\ €;-#,##0\\ €;0\\ €", True),
    ]
