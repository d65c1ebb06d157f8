"""The SWOT: what each quadrant counts and what two of them weigh against each other."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from pacxl.plan.comprendre.swot import OPPORTUNITIES, STRENGTHS, THREATS, WEAKNESSES
from tests.plans import SMALL, plan

FIRM = dataclasses.replace(SMALL, sections=("diagnostic",))
Item = tuple[str, str | None, int | None]


def figures(*items: Item) -> dict[str, Any]:
    """The figures of a SWOT, without the prefix that they share."""
    columns = {key: [item[n] for item in items] for n, key in enumerate(("quadrant", "element", "importance"))}
    return {key[5:]: value for key, value in plan(FIRM, swot=columns).figures.items() if key.startswith("swot_")}


def test_quadrants_are_counted_and_weighed() -> None:
    found = figures(
        (STRENGTHS, "équipe", 5),
        (STRENGTHS, "savoir-faire", 4),
        (WEAKNESSES, "délais", 3),
        (OPPORTUNITIES, "parc ancien", 2),
        (THREATS, "sécheresse", 5),
        (THREATS, "crédit", 1),
    )
    assert found == {
        "forces": 2,
        "faiblesses": 1,
        "interne": 6,
        "opportunites": 1,
        "menaces": 2,
        "externe": -4,
    }


@pytest.mark.parametrize(
    ("items", "weight"),
    [
        pytest.param([], None, id="nothing at all weighs nothing known"),
        pytest.param([(STRENGTHS, "équipe", None)], None, id="without a mark, nothing is weighed"),
        pytest.param([(THREATS, "crédit", 3)], None, id="what is outside does not weigh inside"),
        pytest.param([(WEAKNESSES, "délais", 3)], -3, id="weaknesses alone pull down"),
        pytest.param([(STRENGTHS, "équipe", 3), (WEAKNESSES, "délais", 3)], 0, id="a balance is 0, not blank"),
        pytest.param([(STRENGTHS, "équipe", 3), (STRENGTHS, "site", None)], 3, id="what has no mark weighs nothing"),
    ],
)
def test_internal_weight(items: list[Item], weight: int | None) -> None:
    assert figures(*items)["interne"] == weight


def test_a_mark_without_words_is_no_element() -> None:
    assert figures((STRENGTHS, None, 4))["forces"] == 0
