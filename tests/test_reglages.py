"""Settings as a workbook: what a sales director edits there is what the plans are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.reglages import reglages
from tests import bend, judges
from tests.plans import SMALL, TODAY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return pacxl.write(reglages(SMALL, TODAY), tmp_path / "petit.xlsx")


def test_settings_come_back_as_they_went(path: Path) -> None:
    assert pacxl.load_settings(path) == SMALL.__class__(**{**vars(SMALL), "name": "petit.xlsx"})


def test_every_built_in_template_comes_back(tmp_path: Path) -> None:
    known = pacxl.load_settings("complet")
    again = pacxl.load_settings(pacxl.write(reglages(known, TODAY), tmp_path / "complet.xlsx"))
    assert (again.families, again.stages, again.indicators) == (known.families, known.stages, known.indicators)


def test_the_workbook_opens_clean(path: Path) -> None:
    assert judges.audit(path) == []


def test_an_added_family_with_its_step_is_a_sheet_of_the_plan(path: Path) -> None:
    bend.type_in(path, "Reglages_familles", (3, "Feuille", "Salons d’été"), (3, "Phase", "opérationnelle"))
    bend.type_in(path, "Reglages_etapes", (5, "Famille", "Salons d’été"), (5, "Étape", "Exposer"))
    plan = pacxl.blank(pacxl.load_settings(path), period="2026-S1", today=TODAY)
    assert plan.actions.iloc[-1][["famille", "etape"]].tolist() == ["Salons d’été", "Exposer"]
    assert "Actions_salons_d_ete" in plan.book.part_table


SLIPS: dict[str, tuple[str, tuple[int, str, Any], str]] = {
    "a probability that is none": (
        "Reglages_etapes_carnet",
        (1, "Probabilité", "souvent"),
        "« souvent » n’est pas lisible",
    ),
    "a probability above 100 %": ("Reglages_etapes_carnet", (1, "Probabilité", 1.5), "150 %"),
    "a phase that is none": ("Reglages_familles", (1, "Phase", "lunaire"), "phase inconnue « lunaire »"),
    "a step of no family": ("Reglages_etapes", (1, "Famille", "Ailleurs"), "« Ailleurs »"),
    "a stage without its probability": ("Reglages_etapes_carnet", (3, "Étape", "Signature"), "incomplète"),
    "two people of one name": ("Reglages_personnes", (2, "Nom", "ZOÉ"), "personne en double « ZOÉ »"),
    "a colour that is none": ("Reglages_entreprise", (4, "Valeur", "bleu"), "couleur « bleu »"),
}


@pytest.mark.parametrize(("table", "typed", "sentence"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named(path: Path, table: str, typed: tuple[int, str, Any], sentence: str) -> None:
    bend.type_in(path, table, typed)
    with pytest.raises(pacxl.SettingsError, match=sentence):
        pacxl.load_settings(path)


def test_a_plan_is_no_settings_workbook(blank_path: Path) -> None:
    with pytest.raises(pacxl.SettingsError, match="ce n’est pas un classeur de réglages"):
        pacxl.load_settings(blank_path)
