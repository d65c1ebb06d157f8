"""The follow-up of the KPI: écarts in points, the sense of each, and what is left to do about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

import pacxl
from tests.plans import SMALL, TODAY, plan

FIRM = replace(SMALL, sections=("suivi",))
PAST, TO_COME = TODAY - dt.timedelta(1), TODAY + dt.timedelta(1)
UP, DOWN = "plus haut", "plus bas"


def kpi(**cells: Any) -> dict[str, Any]:
    frame = plan(FIRM, kpi={key: [value] for key, value in cells.items()}).kpi
    return {str(key): None if pd.isna(value) else value for key, value in frame.iloc[0].items()}


@pytest.mark.parametrize(
    ("name", "sense", "aim", "result", "gap", "verdict"),
    [
        pytest.param("Trafic organique", UP, 0.20, 0.10, -10, "défavorable", id="organic traffic, 20 % to 10 %"),
        pytest.param("Taux de conversion", UP, 0.05, 0.02, -3, "défavorable", id="conversion rate, 5 % to 2 %"),
        pytest.param("Coût par lead", DOWN, -0.10, 0.05, 15, "défavorable", id="cost per lead, −10 % to +5 %"),
        pytest.param("Coût par lead", UP, -0.10, 0.05, 15, "favorable", id="the same in the wrong sense"),
        pytest.param("Coût par lead", DOWN, -0.10, -0.10, 0, "favorable", id="just reached"),
        pytest.param("Coût par lead", None, -0.10, 0.05, 15, None, id="the sense is never assumed"),
        pytest.param("Coût par lead", DOWN, -0.10, None, None, None, id="a result not known yet"),
        pytest.param("Coût par lead", DOWN, None, 0.05, None, None, id="no objective"),
    ],
)
def test_the_gap_of_a_percentage_is_in_points(
    name: str, sense: str | None, aim: float | None, result: float | None, gap: float | None, verdict: str | None
) -> None:
    found = kpi(indicateur=name, sens=sense, objectif=aim, resultat=result, unite="%")
    assert (found["ecart"], found["verdict"], found["ecart_pct"]) == (gap, verdict, None)


def test_the_gap_of_a_number_is_in_its_unit_and_has_a_share() -> None:
    found = kpi(objectif=500, resultat=420, unite="contacts", sens=UP)
    assert (found["ecart"], found["ecart_pct"], found["atteinte"]) == (-80, -0.16, 0.84)


MISSED = {"objectif": 10, "resultat": 4, "sens": UP}
MET = {"objectif": 10, "resultat": 12, "sens": UP}
ACTION = {"action": "Relancer"}


@pytest.mark.parametrize(
    ("cells", "alert"),
    [
        pytest.param({"indicateur": "Visites"}, None, id="nothing measured"),
        pytest.param(MET, None, id="a favourable KPI needs no action"),
        pytest.param(MISSED, "action à prévoir", id="an unfavourable one does"),
        pytest.param(MISSED | {"efficace": "oui"}, "action à prévoir", id="a yes about no action settles nothing"),
        pytest.param(MISSED | ACTION, "échéance à fixer", id="an action without a date"),
        pytest.param(MISSED | ACTION | {"echeance": TO_COME}, "action en cours", id="an action to come"),
        pytest.param(MISSED | ACTION | {"echeance": TODAY}, "action en cours", id="due today is not late"),
        pytest.param(MISSED | ACTION | {"echeance": PAST}, "action en retard", id="its date is past"),
        pytest.param(MET | ACTION | {"echeance": PAST}, "action en retard", id="late, whatever the verdict now"),
        pytest.param(MISSED | ACTION | {"echeance": PAST, "efficace": "oui"}, None, id="it worked: settled"),
        pytest.param(MISSED | ACTION | {"echeance": TO_COME, "efficace": "non"}, "action à revoir", id="it did not"),
    ],
)
def test_what_is_left_to_do(cells: dict[str, Any], alert: str | None) -> None:
    assert kpi(**cells)["alerte"] == alert


def test_a_blank_plan_proposes_names_with_their_unit_and_sense_and_alerts_nobody() -> None:
    frame = pacxl.blank(FIRM, period="2026-S1", today=TODAY).kpi.set_index("indicateur")
    lead = frame.loc["Coût par lead"].to_dict()
    assert (lead["unite"], lead["sens"]) == ("€", "plus bas")
    assert frame[["unite", "sens"]].notna().all(axis=None)
    assert frame.drop(columns=["unite", "sens"]).isna().all(axis=None)


def test_the_band_counts_what_the_rows_say() -> None:
    frame = {
        "objectif": [10, 10, 10],
        "resultat": [4, 12, 4],
        "sens": [UP, UP, UP],
        "action": [None, None, "Relancer"],
    }
    figures = plan(FIRM, kpi=frame).figures
    counted = ("kpi_favorables", "kpi_defavorables", "kpi_a_prevoir", "kpi_en_retard", "kpi_a_revoir")
    assert [figures[key] for key in counted] == [1, 2, 1, 0, 0]
