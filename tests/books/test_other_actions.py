"""*Autres actions*: the actions of families that have no sheet of their own, each of which says its family."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import pacxl
from pacxl.compute.contents import make_contents
from pacxl.settings.model import OTHER_ACTIONS, Settings
from pacxl.settings.workbooks import ESSENTIAL, ONE_SHEET
from tests import bend, judges
from tests.filler import filled
from tests.plans import SMALL, differences

TODAY = dt.date.today()  # a plan's date is =TODAY(), which engines recalculate too
TABLE, OTHERS = "Actions_autres_actions", OTHER_ACTIONS.sheet
HOME = "Fidélisation"  # under the table of the last family
SMALL_FIRM = dataclasses.replace(SMALL, workbook=ESSENTIAL, essentials=("marche",))  # « L’offre d'été » has no sheet
OFFER = SMALL.families[1].sheet


def blank_of(firm: Settings) -> pacxl.Contents:
    return pacxl.blank(firm, person="Zoé", company="Essai", period="2026-S1", today=TODAY)


@pytest.fixture(scope="module")
def path(once: Callable[..., Path]) -> Path:
    plan = blank_of(pacxl.load_settings("essentiel"))
    return once("autres-actions.xlsx", lambda path: pacxl.write(plan, path))


def typed_in(path: Path, folder: Path, *cells: tuple[int, str, str | float]) -> Path:
    copy = folder / "PAC_Zoé.xlsx"
    copy.write_bytes(path.read_bytes())
    bend.type_in(copy, TABLE, *cells)
    return copy


def budgets(frame: object, by: str = "famille") -> dict[str, float]:
    known = frame.set_index(by)["budget"]  # type: ignore[attr-defined]
    return {family: budget for family, budget in known.items() if budget}


def test_its_drop_down_offers_the_families_without_a_sheet(path: Path) -> None:
    opened = openpyxl.load_workbook(path)
    sheet = opened[HOME]
    others, own = (
        [column.name for column in sheet.tables[name].tableColumns] for name in (TABLE, "Actions_fidelisation")
    )
    assert others == [*own, "Famille"]
    first = bend.cell_of(opened, TABLE, 1, "Famille").coordinate
    rule = next(rule for rule in sheet.data_validations.dataValidation if first in rule.sqref)
    assert (rule.formula1, rule.showErrorMessage) == ("Liste_familles_sans_feuille", True)
    offered = opened.defined_names["Liste_familles_sans_feuille"]
    ((at, cells),) = offered.destinations
    listed = [cell.value for (cell,) in opened[at][cells]]
    families = pacxl.load_settings("complet").kept
    drawn = pacxl.load_settings("essentiel").essentials
    assert listed == [*(family.sheet for family in families if family.key not in drawn), OTHERS]


# What an action says, its budget, and the family that it is of.
SAID: tuple[tuple[str | None, int, str], ...] = (
    ("Logistique", 1, "Logistique"),
    ("logistique ", 20, "Logistique"),
    ("ETUDES DE MARCHE", 300, "Études de marché"),
    (OTHERS, 4_000, OTHERS),
    (None, 50_000, OTHERS),
)


def test_an_action_is_of_the_family_that_it_says(path: Path, tmp_path: Path) -> None:
    cells = [
        cell
        for row, (said, budget, _) in enumerate(SAID, 1)
        for cell in ((row, "Famille", said or ""), (row, "Étape", f"Agir {row}"), (row, "Budget", budget))
        if cell[2]
    ]
    plan = pacxl.read(typed_in(path, tmp_path, *cells), today=TODAY)
    assert set(plan.findings["severity"]) <= {"info"}
    actions = plan.actions.set_index("etape")
    found = [tuple(actions.loc[f"Agir {row}", ["famille", "feuille"]]) for row, _ in enumerate(SAID, 1)]
    assert found == [(family, HOME) for *_, family in SAID]
    sums = {"Logistique": 21, "Études de marché": 300, OTHERS: 54_000}
    assert budgets(plan.synthese) == sums
    ecarts = pacxl.variance(pacxl.consolidate([plan]), today=TODAY)
    assert budgets(ecarts.frames["par_famille"]) == sums


@pytest.mark.parametrize("said", ["Bricolage", "Publicité"])
def test_a_family_that_is_not_offered_is_told_and_not_guessed(path: Path, tmp_path: Path, said: str) -> None:
    plan = pacxl.read(typed_in(path, tmp_path, (1, "Famille", said), (1, "Étape", "Scier"), (1, "Budget", 800)))
    (told,) = plan.findings[plan.findings["column"] == "Famille"].itertuples()
    assert (told.code, told.value, told.table) == ("part-unknown", said, TABLE)
    assert budgets(plan.synthese) == {OTHERS: 800}


@pytest.mark.long
@pytest.mark.parametrize("layout", ["par-famille", ONE_SHEET])
def test_it_comes_back_as_it_went_and_every_engine_counts_alike(layout: str, tmp_path: Path) -> None:
    plan = filled(blank_of(dataclasses.replace(SMALL_FIRM, layout=layout)), seed=7)
    assert {OFFER, OTHERS} < set(plan.actions["famille"])
    path = pacxl.write(plan, tmp_path / "petit.xlsx")
    assert differences(plan, pacxl.read(path, today=TODAY)) == []
    assert judges.audit(path) == []
    stored = judges.formula_cells(path)
    assert list(judges.disagreements(stored, judges.by_ironcalc(path, stored))) == []


@pytest.mark.long
@pytest.mark.parametrize(("said", "family"), [(OFFER, OFFER), ("Bricolage", OTHERS), ("", OTHERS)])
def test_a_total_follows_what_is_typed_in_the_workbook(said: str, family: str, tmp_path: Path) -> None:
    path = pacxl.write(blank_of(SMALL_FIRM), tmp_path / "blanc.xlsx")
    copy = typed_in(path, tmp_path, (1, "Famille", said), (1, "Étape", "Scier"), (1, "Budget", 800))
    counted, opened = judges.by_ironcalc(copy, judges.formula_cells(copy)), openpyxl.load_workbook(copy)
    lines = enumerate(pacxl.read(copy).synthese["famille"], 1)
    cells = {line: bend.cell_of(opened, "Synthese", row, "Budget").coordinate for row, line in lines}
    assert {line: counted["Synthèse", cell] for line, cell in cells.items()} == dict.fromkeys(cells, 0) | {
        family: 800
    }
    assert counted[SMALL.families[0].sheet, bend.total_of(opened, TABLE, "Budget")] == 800


def test_the_first_page_does_not_ask_for_other_actions(path: Path) -> None:
    plan = pacxl.read(path, today=TODAY)
    assert plan.libre.empty
    lines = plan.frames["progression"].set_index("feuille")
    assert lines.loc[OTHERS, "reste"] == "s’il y en a"
    assert lines["rempli"].isna().sum() == 1


@pytest.mark.long
def test_an_action_moves_to_the_sheet_of_its_family_where_that_has_one(path: Path, tmp_path: Path) -> None:
    told = ((1, "Famille", "Logistique"), (1, "Étape", "Louer un dépôt"))
    plan = pacxl.read(typed_in(path, tmp_path, *told), today=TODAY)
    whole = blank_of(pacxl.load_settings("complet"))
    stored = ["famille", *(column.key for column in whole.book.by_key["actions"].stored)]
    moved = make_contents(whole.book, {"actions": plan.actions[stored]}, whole.identity, TODAY)
    opened = openpyxl.load_workbook(pacxl.write(moved, tmp_path / "complet.xlsx"))
    assert "Louer un dépôt" in [cell.value for cell in opened["Logistique"]["B"]]
