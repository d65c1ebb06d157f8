"""A rate of a figure that is 0 or less: its sign would say the contrary, so it says nothing."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import pytest

from pacxl.compute.evaluate import evaluate_figure
from pacxl.definition.kind import PERCENT
from pacxl.plan.decider.portefeuille import OTHER
from tests.plans import SMALL, plan

FIRM = dataclasses.replace(SMALL, sections=("canaux", "gammes", "organisation", "diagnostic"))

# A table, the rate, what it is a rate of, and what it compares → the rates for bases of 100, 0 and −100.
RATES: dict[str, tuple[str, str, str, str, float]] = {
    "a channel's revenue beside last year's credits": ("canaux", "evolution", "ca_precedent", "ca_realise", -0.5),
    "a client's objective beside last year's credits": ("portefeuille", "evolution", "ca_passe", "objectif", -0.5),
    "a client's revenue beside an objective of credits": ("portefeuille", "atteinte", "objectif", "realise", 0.5),
    "the margin of a product that was taken back": ("gammes", "taux_marge", "ca", "couts_variables", 0.5),
    "the margin of a scenario of credits": ("scenarios", "taux_marge", "chiffre_affaires", "marge", 0.5),
}
NAMED = {"canaux": "canal", "portefeuille": "client", "gammes": "produit", "scenarios": "scenario"}


@pytest.mark.parametrize("case", RATES)
def test_a_rate_of_nothing_or_less_says_nothing(case: str) -> None:
    table, key, base, part, rate = RATES[case]
    rows = {NAMED[table]: list("ABC"), base: [100.0, 0.0, -100.0], part: [50.0] * 3}
    frames: dict[str, Any] = {table: rows}
    found = plan(FIRM, **frames).frames[table][key]
    assert [None if pd.isna(value) else value for value in found] == [rate, None, None]


# A table, the rate of all its rows together, and the other cells where it stands.
TOTALS = {
    "a channel's revenue beside an objective of credits": ("canaux", "atteinte", "objectif_ca", "ca_realise", ()),
    "a client's revenue beside an objective of credits": (
        *("portefeuille", "atteinte", "objectif", "realise"),
        (("portefeuille_segments", "atteinte"),),
    ),
    "the margin of products that were taken back": ("gammes", "taux_marge", "ca", "couts_variables", ()),
}
FIGURES = {"portefeuille": "portefeuille_atteinte", "gammes": "gammes_taux"}


@pytest.mark.parametrize("case", TOTALS)
@pytest.mark.parametrize(
    ("bases", "rate"), [((300.0, -100.0), 0.5), ((100.0, -100.0), None), ((100.0, -300.0), None)]
)
def test_a_rate_of_all_rows_says_nothing_of_nothing_or_less(
    case: str, bases: tuple[float, float], rate: float | None
) -> None:
    table, key, base, part, others = TOTALS[case]
    frames: dict[str, Any] = {table: {NAMED[table]: list("AB"), base: [*bases], part: [50.0, 50.0]}}
    if others:
        frames[others[0][0]] = {"segment": [OTHER]}
    made = plan(FIRM, **frames)
    for where, column in ((table, key), *others):
        total = made.book.by_key[where].by_key[column].total
        assert total is not None
        assert evaluate_figure(total, made.world, PERCENT) == rate
    if table in FIGURES:
        assert made.figures[FIGURES[table]] == rate
    if others:
        assert pd.isna(made.frames[others[0][0]][key].iloc[-1]) == (rate is None)
