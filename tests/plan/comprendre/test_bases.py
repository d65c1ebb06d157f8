"""A rate of a figure that is 0 or less: its sign would say the contrary, so it says nothing."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import pytest

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
    rows: dict[str, Any] = {NAMED[table]: list("ABC"), base: [100.0, 0.0, -100.0], part: [50.0] * 3}
    found = plan(FIRM, **{table: rows}).frames[table][key]
    assert [None if pd.isna(value) else value for value in found] == [rate, None, None]
