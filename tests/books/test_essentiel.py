"""The workbook that a salesperson fills in an hour: what is in sight, how much to fill, and that it adds up."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pacxl
from pacxl.settings.model import OTHER_ACTIONS
from tests import bend
from tests.filler import filled
from tests.plans import differences

TODAY = dt.date(2026, 5, 20)
FAMILIES = ["Publicité", "Marketing direct", "Événementiel", "Relationnel", "Fidélisation"]
OTHERS = OTHER_ACTIONS.sheet


@pytest.fixture(scope="module")
def blank() -> pacxl.Contents:
    settings = pacxl.load_settings("essentiel")
    return pacxl.blank(settings, person="Zoé", company="Essai", period="2026-S1", today=TODAY)


@pytest.fixture(scope="module")
def path(blank: pacxl.Contents, once: Callable[..., Path]) -> Path:
    return once("essentiel.xlsx", lambda path: pacxl.write(blank, path))


@pytest.fixture(scope="module")
def opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def in_sight(opened: openpyxl.Workbook) -> list[Any]:
    return [sheet for sheet in opened.worksheets if sheet.sheet_state == "visible"]


def to_fill(sheet: Any) -> int:
    """The cells of a sheet that are in sight, and in which one may type."""
    folded = {
        col
        for letter in sheet.column_dimensions.values()
        if letter.hidden
        for col in range(letter.min, letter.max + 1)
    }
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.column not in folded)
    return sum(not cell.protection.locked for cell in cells)


def test_ten_sheets_are_in_sight(opened: openpyxl.Workbook) -> None:
    shown = [sheet.title for sheet in in_sight(opened)]
    assert shown == ["Accueil", "Synthèse", "Objectifs", *FAMILIES, "Carnet", "Indicateurs"]
    assert opened.active is not None
    assert opened.active.title == "Accueil"


def test_it_is_filled_in_an_hour(opened: openpyxl.Workbook) -> None:
    cells = {sheet.title: to_fill(sheet) for sheet in in_sight(opened)}
    assert 500 < sum(cells.values()) < 700
    assert not cells["Accueil"] + cells["Synthèse"]


def test_it_has_room_for_eight_actions_a_family_and_fifteen_deals(opened: openpyxl.Workbook) -> None:
    rows = {}
    for sheet in opened.worksheets:
        for table in sheet.tables.values():
            first, last = (int("".join(filter(str.isdigit, cell))) for cell in table.ref.split(":"))
            rows[table.name] = last - first
    families = [size for name, size in rows.items() if name.startswith("Actions_") and "autres" not in name]
    assert (len(families), min(families), rows["Carnet"]) == (5, 8, 15)


def test_it_is_small(path: Path) -> None:
    assert path.stat().st_size < 180_000


def test_every_link_in_sight_leads_to_a_sheet_in_sight(opened: openpyxl.Workbook) -> None:
    names = {sheet.title for sheet in in_sight(opened)}
    links = [
        cell.hyperlink.location or ""
        for sheet in in_sight(opened)
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert len(links) > len(names)
    assert {link.rpartition("!")[0].strip("'") for link in links} <= names


def test_it_comes_back_as_it_went_with_the_actions_of_no_family(blank: pacxl.Contents, tmp_path: Path) -> None:
    plan = filled(blank, seed=3)
    back = pacxl.read(pacxl.write(plan, tmp_path / "plein.xlsx"), today=TODAY)
    assert differences(plan, back) == []
    assert back.libre.empty
    assert {*FAMILIES, OTHERS, "Offre", "Qualité"} <= set(back.actions["famille"])


@pytest.mark.long
def test_an_action_of_no_family_has_its_line_in_every_roll_up(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "PAC_Zoé.xlsx"
    copy.write_bytes(path.read_bytes())
    bend.type_in(copy, "Actions_autres_actions", (1, "Étape", "Repeindre la vitrine"), (1, "Budget", 800))
    plan = pacxl.read(copy, today=TODAY)
    assert "sheet-hidden" not in set(plan.findings["code"])
    summary = plan.synthese.set_index("famille")
    assert (summary.loc[OTHERS, "actions"], summary.loc[OTHERS, "budget"]) == (1, 800)
    ecarts = pacxl.variance(pacxl.consolidate([plan]), today=TODAY)
    budgets = ecarts.frames["par_famille"].set_index("famille")["budget"]
    assert budgets[OTHERS] == 800
    assert budgets.sum() == 800


def test_what_it_asks_for_is_what_is_in_sight(blank: pacxl.Contents) -> None:
    filled_in = pacxl.consolidate([filled(blank, seed=3)]).frames["remplissage"]
    assert Counter(filled_in["feuille"]) == Counter([*FAMILIES, "Objectifs", "Carnet", "Indicateurs"])
