"""Alignement: what the actions of a family say on the lines that name it, and whether a line is complete."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import pytest

from pacxl.plan.comprendre.alignement import COMPLETE, TO_COMPLETE
from tests.plans import MARKET, OFFER, SMALL, TODAY, plan

FIRM = dataclasses.replace(SMALL, sections=("vision",))
ACTIONS = {
    "famille": [MARKET, MARKET, MARKET, MARKET],
    "etape": ["Choisir", "Mesurer", "Décider", "Raconter"],
    "budget": [1000, 500.5, None, None],
    "qui": [None, None, "Zoé", None],
    "fin_reelle": [TODAY, None, None, None],
}
WHOLE = {
    "objectif_strategique": "1",
    "objectif_commercial": "30 ventes",
    "objectif_marketing": "Être connus",
    "famille": MARKET,
    "indicateur": "ventes",
}


def line(**cells: Any) -> pd.Series[Any]:
    """One line of alignment, beside three planned actions (one is done) and a fourth that is not planned."""
    frame = {key: [value] for key, value in cells.items()}
    found = plan(FIRM, actions=ACTIONS, synthese={"famille": [MARKET, OFFER]}, alignement=frame)
    return found.alignement.iloc[0]


def test_a_family_brings_its_planned_actions_their_budget_and_what_is_done() -> None:
    assert line(famille=MARKET)[["planifiees", "budget", "part_terminee"]].tolist() == [3, 1500.5, 1 / 3]


def test_a_family_without_planned_actions_has_no_part_done() -> None:
    found = line(famille=OFFER)
    assert found[["planifiees", "budget"]].tolist() == [0, 0]
    assert pd.isna(found["part_terminee"])


def test_a_line_without_a_family_brings_nothing() -> None:
    assert line(objectif_commercial="30 ventes")[["planifiees", "budget", "part_terminee"]].isna().all()


def test_a_line_is_complete_with_all_its_links_and_a_planned_action() -> None:
    assert line(**WHOLE)["alignement"] == COMPLETE


@pytest.mark.parametrize("missing", WHOLE)
def test_a_line_is_to_be_completed_without(missing: str) -> None:
    assert line(**{**WHOLE, missing: None})["alignement"] == TO_COMPLETE


def test_a_line_is_to_be_completed_if_nothing_is_planned() -> None:
    assert line(**{**WHOLE, "famille": OFFER})["alignement"] == TO_COMPLETE


def test_lines_are_counted() -> None:
    frame = {key: [value, value] for key, value in WHOLE.items()} | {"indicateur": ["ventes", None]}
    figures = plan(FIRM, actions=ACTIONS, synthese={"famille": [MARKET, OFFER]}, alignement=frame).figures
    assert (figures["alignement_complets"], figures["alignement_a_completer"]) == (1, 1)
