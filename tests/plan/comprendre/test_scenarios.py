"""The scenarios: what they weigh, and the revenue to expect of them once they can be weighed together."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import pacxl
from pacxl.compute.contents import Contents
from pacxl.plan.comprendre.scenarios import COMPLETE, OVER, SHORT, UNKNOWN
from tests.plans import SMALL, TODAY, plan

FIRM = dataclasses.replace(SMALL, sections=("diagnostic",))
THREE = ["pessimiste", "central", "optimiste"]
REVENUES = [800_000, 1_000_000, 1_300_000]


def three(chances: list[float | None], revenues: list[int | None] | list[int] = REVENUES, **cells: Any) -> Contents:
    frame = {"scenario": THREE, "probabilite": chances, "chiffre_affaires": revenues, **cells}
    return plan(FIRM, scenarios=frame)


def test_the_expected_revenue_is_the_sum_of_the_weighted_ones() -> None:
    found = three([0.3, 0.5, 0.2])
    assert found.scenarios["ca_pondere"].tolist() == [240_000, 500_000, 260_000]
    assert found.scenarios["part"].tolist() == [0.24, 0.5, 0.26]
    assert found.figures["scenarios_ca_espere"] == 1_000_000


@pytest.mark.parametrize(
    ("chances", "revenues", "total", "control"),
    [
        pytest.param([0.3, 0.5, 0.2], REVENUES, 1, COMPLETE, id="they add up"),
        pytest.param([0.1, 0.2, 0.7], REVENUES, 1, COMPLETE, id="they add up, but for the dust of binary fractions"),
        pytest.param([0, 0.5, 0.5], [None, 1, 1], 1, COMPLETE, id="what cannot happen needs no revenue"),
        pytest.param([0.3, 0.5, None], REVENUES, 0.8, SHORT, id="one is missing"),
        pytest.param([0.3, 0.5, 0.3], REVENUES, 1.1, OVER, id="too much"),
        pytest.param([0.3, 0.5, 0.2], [1, None, 1], 1, UNKNOWN, id="a revenue is missing"),
        pytest.param([0, 0, 0], REVENUES, 0, SHORT, id="zeros are typed"),
        pytest.param([None, None, None], REVENUES, None, None, id="nothing is typed"),
    ],
)
def test_the_probabilities_are_controlled(
    chances: list[float | None], revenues: list[int | None], total: float | None, control: str | None
) -> None:
    figures = three(chances, revenues).figures
    assert (figures["scenarios_total"], figures["scenarios_controle"]) == (total, control)
    assert (figures["scenarios_ca_espere"] is None) == (control != COMPLETE)


def test_a_margin_is_told_before_and_after_its_budget() -> None:
    found = three([0.3, 0.5, 0.2], marge=[280_000, None, 520_000], budget=[30_000, 40_000, None]).scenarios
    assert found["taux_marge"].iloc[[0, 2]].tolist() == [0.35, 0.4]
    assert found["taux_marge"].isna().tolist() == [False, True, False]
    assert found["solde"].iloc[0] == 250_000
    assert found["solde"].isna().tolist() == [False, True, True]


def test_a_revenue_of_zero_has_no_margin_rate() -> None:
    assert three([1, None, None], [0, None, None], marge=[5, None, None]).scenarios["taux_marge"].isna().all()


def test_three_scenarios_are_named_to_begin_with() -> None:
    blank = pacxl.blank(FIRM, today=TODAY)
    assert blank.scenarios["scenario"].tolist() == THREE
    assert blank.figures["scenarios_controle"] is None
