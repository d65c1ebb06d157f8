"""The strategic objectives: how far each one is, and what can be said of it today."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.plan.comprendre.vision import OVERDUE, REACHED, UNDER_WAY
from tests.plans import SMALL, TODAY, plan

FIRM = dataclasses.replace(SMALL, sections=("vision",))
AHEAD, BEHIND = TODAY + dt.timedelta(10), TODAY - dt.timedelta(1)


def goal(**cells: Any) -> pd.Series[Any]:
    """The row of one objective, computed."""
    frame = {"objectif": ["Grandir"], **{key: [value] for key, value in cells.items()}}
    return plan(FIRM, objectifs_strategiques=frame).objectifs_strategiques.iloc[0]


@pytest.mark.parametrize(
    ("depart", "cible", "sens", "resultat", "progression"),
    [
        pytest.param(80, 160, "plus haut", 120, 0.5, id="half way up is 50 %"),
        pytest.param(50, 40, "plus bas", 45, 0.5, id="half way down is 50 %"),
        pytest.param(80, 160, "plus haut", 80, 0.0, id="not moved is 0 %, not blank"),
        pytest.param(80, 160, "plus haut", 40, -0.5, id="gone backwards is negative"),
        pytest.param(0, 10, "plus haut", 12, 1.2, id="past the target is above 100 %"),
        pytest.param(80, 160, None, 120, 0.5, id="no sense is needed"),
        pytest.param(80, 80, "plus haut", 90, None, id="no way to go is blank"),
        pytest.param(160, 80, "plus haut", 120, None, id="a target against the sense is blank"),
        pytest.param(80, 160, "plus bas", 120, None, id="a target against the other sense is blank"),
        pytest.param(None, 160, "plus haut", 120, None, id="an unknown start is blank"),
        pytest.param(80, 160, "plus haut", None, None, id="an unknown result is blank"),
    ],
)
def test_progress_is_the_part_of_the_way_made(
    depart: float | None, cible: float, sens: str | None, resultat: float | None, progression: float | None
) -> None:
    found = goal(depart=depart, cible=cible, sens=sens, resultat=resultat)["progression"]
    assert found == progression if progression is not None else pd.isna(found)


@pytest.mark.parametrize(
    ("cells", "statut"),
    [
        pytest.param({"cible": 10, "resultat": 10, "sens": "plus haut"}, REACHED, id="a tie is reached"),
        pytest.param({"cible": 10, "resultat": 9, "sens": "plus bas"}, REACHED, id="lower is better"),
        pytest.param(
            {"cible": 10, "resultat": 11, "sens": "plus bas"}, UNDER_WAY, id="too high where lower is better"
        ),
        pytest.param(
            {"cible": 10, "resultat": 12, "sens": "plus haut", "echeance": BEHIND}, REACHED, id="reached, even late"
        ),
        pytest.param(
            {"cible": 10, "resultat": 12, "echeance": BEHIND}, OVERDUE, id="without a sense nothing is reached"
        ),
        pytest.param({"echeance": BEHIND}, OVERDUE, id="the day before today is past"),
        pytest.param({"echeance": TODAY}, UNDER_WAY, id="the last day is not past"),
        pytest.param({}, UNDER_WAY, id="neither date nor figures"),
    ],
)
def test_status(cells: dict[str, Any], statut: str) -> None:
    assert goal(**cells)["statut"] == statut


def test_a_gap_between_percentages_is_in_points() -> None:
    assert goal(cible=0.4, resultat=0.45, unite="%")["ecart"] == 5
    assert goal(cible=40, resultat=45, unite="ventes")["ecart"] == 5
    assert pd.isna(goal(cible=40, unite="ventes")["ecart"])


def test_days_left_are_negative_once_the_deadline_is_past() -> None:
    assert goal(echeance=AHEAD)["jours_restants"] == 10
    assert goal(echeance=BEHIND)["jours_restants"] == -1


def test_the_lines_of_alignment_that_carry_its_number_are_counted() -> None:
    found = plan(
        FIRM,
        objectifs_strategiques={"numero": ["1", "2", None], "objectif": ["Grandir", "Durer", "Plaire"]},
        alignement={"objectif_strategique": ["1", "1", "3"], "indicateur": ["a", "b", "c"]},
    )
    assert found.objectifs_strategiques["declinaisons"].tolist() == [2, 0, pd.NA]


def test_a_number_alone_is_not_yet_an_objective() -> None:
    blank = pacxl.blank(FIRM, today=TODAY)
    assert blank.objectifs_strategiques["numero"].tolist() == ["1", "2", "3", "4", "5"]
    assert blank.objectifs_strategiques["statut"].isna().all()
    assert blank.figures["objectifs_strategiques_nombre"] == 0


def test_every_heading_of_the_vision_has_a_hint() -> None:
    vision = pacxl.blank(FIRM, today=TODAY).vision
    assert vision["rubrique"].is_unique
    assert vision["aide"].notna().all()
    assert vision["texte"].isna().all()
