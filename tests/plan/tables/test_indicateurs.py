"""The monthly indicators, added up one a row: what was compared, and where the period will land."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pandas as pd
import pytest

from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.settings.model import Indicator
from tests.plans import SMALL

TODAY = dt.date(2026, 5, 20)
FIRM = dataclasses.replace(
    SMALL,
    period="2026-S1",
    indicators=(
        Indicator("ventes", "Ventes", "ventes"),
        Indicator("couts", "Coûts", "€", "plus bas"),
        Indicator("part", "Part de marché", "%"),
    ),
)


def months(**figures: tuple[list[Any], list[Any]]) -> Contents:
    """The plan's months with objectif and réalisé typed for some indicators, from January on."""
    frames = pac_blank_rows(FIRM)
    rows = {key: list(values) for key, values in frames["indicateurs"].items()}
    for key in ("objectif", "realise"):
        rows[key] = [None] * len(rows["mois"])
    for name, (targets, results) in figures.items():
        first = rows["indicateur"].index(next(item.name for item in FIRM.indicators if item.key == name))
        rows["objectif"][first : first + len(targets)] = targets
        rows["realise"][first : first + len(results)] = results
    return make_contents(pac_book(FIRM), {**frames, "indicateurs": rows}, Identity("pac"), TODAY)


def board(plan: Contents, name: str) -> dict[Any, Any]:
    return plan.tableau_indicateurs.set_index("indicateur").loc[name].to_dict()


def test_the_landing_is_what_is_done_and_the_rest_at_the_same_rate() -> None:
    plan = months(ventes=([10] * 6, [8, 12, 7]))
    shown = board(plan, "Ventes")
    assert (shown["objectif"], shown["realise"], shown["objectif_compare"], shown["ecart"]) == (60, 27, 30, -3)
    assert (shown["atteinte"], shown["atterrissage"], shown["ecart_atterrissage"]) == (0.9, 54, -6)
    assert shown["verdict"] == "défavorable"


# Objectives and réalisés of the first months → atteinte, écart, verdict, landing, écart at the end.
NO_PACE = {
    "a quiet month that had no objective": (([0, 10, 10], [4]), (None, 4, "incomplet", 24, 4)),
    "nothing aimed at, and nothing done": (([0, 0, 0, 0, 0], [0, 0, 0, 0]), (None, 0, "favorable", 0, 0)),
    "a loss expected, and a larger one": (([-10, 30], [-20]), (None, -10, "défavorable", 10, -10)),
    "a loss expected, and a smaller one": (([-10, 0, 0, 0, 30], [-5, 0, 0, 0]), (None, 5, "favorable", 25, 5)),
    "a loss where a gain was expected": (([10, 30], [-5]), (-0.5, -15, "défavorable", -20, -60)),
}


@pytest.mark.parametrize("case", NO_PACE)
def test_of_an_objective_of_0_or_less_there_is_no_rate(case: str) -> None:
    typed, expected = NO_PACE[case]
    shown = board(months(ventes=typed), "Ventes")
    keys = ("atteinte", "ecart", "verdict", "atterrissage", "ecart_atterrissage")
    assert tuple(None if pd.isna(shown[key]) else shown[key] for key in keys) == expected


def test_a_cost_above_its_target_is_unfavourable() -> None:
    shown = board(months(couts=([100, 100], [150])), "Coûts")
    assert (shown["ecart"], shown["verdict"], shown["atterrissage"]) == (50, "défavorable", 300)


def test_a_month_without_a_result_is_no_failure() -> None:
    shown = board(months(ventes=([10, 10, 10], [10, None, 10])), "Ventes")
    assert (shown["objectif_compare"], shown["ecart"], shown["atteinte"]) == (20, 0, 1)


def test_nothing_done_yet_lands_nowhere() -> None:
    shown = board(months(ventes=([10] * 6, [])), "Ventes")
    assert shown["objectif"] == 60
    assert [key for key in ("realise", "ecart", "atterrissage", "verdict") if not pd.isna(shown[key])] == []


def test_percentages_are_not_added_up_and_their_ecart_is_in_points() -> None:
    plan = months(part=([0.10, 0.10], [0.12, 0.09]))
    rows = plan.indicateurs[plan.indicateurs["indicateur"] == "Part de marché"]
    assert rows["ecart"].tolist()[:2] == pytest.approx([2, -1])
    assert rows["cumul_realise"].isna().all()
    shown = board(plan, "Part de marché")
    assert (shown["objectif"], shown["realise"], shown["ecart"]) == (0.10, 0.09, -1)  # the last month's
    assert pd.isna(shown["atterrissage"])


def test_each_month_of_the_period_has_a_column() -> None:
    plan = months(ventes=([10] * 6, [8, 12]))
    headers = [column.header for column in plan.book.by_key["tableau_indicateurs"].columns]
    assert [header for header in headers if header.endswith("2026")] == [
        *("janv. 2026", "févr. 2026", "mars 2026", "avr. 2026", "mai 2026", "juin 2026")
    ]
    assert [board(plan, "Ventes")[f"mois_{number}"] for number in (1, 2)] == [8, 12]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([40, 50, 46], "↗ +15 % · janv. à mars"),
        ([None, 50, None, 40], "↘ −20 % · févr. à avr."),
        ([40, 90, 40], "→ 0 % · janv. à mars"),
        ([0, 5], "↗ depuis 0 · janv. à févr."),
        ([5], None),
        ([], None),
    ],
    ids=["a rise", "a fall, between months that are known", "as it was", "no share of nothing", "one month", "none"],
)
def test_the_trend_is_in_words_too_for_programs_that_draw_no_small_line(results: list[Any], expected: str) -> None:
    said = board(months(ventes=([], results)), "Ventes")["evolution"]
    assert (None if pd.isna(said) else said.replace("\u00a0", " ")) == expected
