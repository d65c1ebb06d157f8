"""The diagnostic: its questions, and how pressing what is at stake is."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

import pacxl
from tests.plans import SMALL, TODAY, plan

FIRM = dataclasses.replace(SMALL, sections=("diagnostic",))


def test_a_blank_plan_asks_its_questions_and_answers_none() -> None:
    blank = pacxl.blank(FIRM, today=TODAY)
    assert blank.diagnostic["question"].is_unique
    assert blank.figures["diagnostic_questions"] == len(blank.diagnostic)
    assert blank.figures["diagnostic_constats"] == 0


def test_a_mark_without_a_finding_does_not_count() -> None:
    findings = {"question": ["a", "b", "c"], "constat": ["oui", None, "non"], "importance": [4, 5, 3]}
    figures = plan(FIRM, diagnostic=findings).figures
    assert (figures["diagnostic_constats"], figures["diagnostic_decisifs"]) == (2, 1)


@pytest.mark.parametrize(
    ("importance", "urgence", "priorite", "niveau"),
    [
        (5, 5, 25, "majeur"),
        (5, 3, 15, "majeur"),
        (4, 3, 12, "fort"),
        (5, 2, 10, "fort"),
        (3, 3, 9, "modéré"),
        (5, 1, 5, "modéré"),
        (2, 2, 4, "faible"),
        (1, 1, 1, "faible"),
    ],
    ids=str,
)
def test_priority_is_importance_times_urgency(importance: int, urgence: int, priorite: int, niveau: str) -> None:
    stake = {"enjeu": ["Garder l’équipe"], "importance": [importance], "urgence": [urgence]}
    assert plan(FIRM, enjeux=stake).enjeux[["priorite", "niveau"]].iloc[0].tolist() == [priorite, niveau]


def test_a_stake_half_marked_has_no_priority() -> None:
    found = plan(FIRM, enjeux={"enjeu": ["a", "b"], "importance": [5, None], "urgence": [None, 5]})
    assert found.enjeux[["priorite", "niveau"]].isna().all(axis=None)
    assert (found.figures["enjeux_nombre"], found.figures["enjeux_majeurs"]) == (2, 0)


def test_every_heading_of_the_positioning_has_a_hint() -> None:
    positioning = pacxl.blank(FIRM, today=TODAY).positionnement
    assert positioning["rubrique"].is_unique
    assert positioning["aide"].notna().all()
    assert pd.isna(positioning["choix"]).all()
