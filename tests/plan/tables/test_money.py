"""The money of actions: each row in one group, and sums that say what is over, saved, released, still to come.

Every case goes through three doors: the frames of plans read back, the values stored in the workbooks, and those that
LibreOffice computes anew.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pacxl
from pacxl import Contents
from pacxl.compute.contents import make_contents
from tests import judges, oracle
from tests.plans import MARKET, PAUL, SMALL, TODAY
from tests.workbooks import figures_of

BOOK = pacxl.blank(SMALL, person="Paul", period="2026").book
PAST, NOW, LATER = dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 12, 31)
# What is said of an action, as people fill its row: début, fin, fin réelle, décision.
COURSES: dict[str, tuple[dt.date | None, dt.date | None, dt.date | None, str | None]] = {
    "en cours": (PAST, LATER, None, "retenue"),
    "à faire": (LATER, LATER, None, None),
    "en retard": (PAST, PAST, None, None),
    "terminée": (PAST, PAST, PAST, None),
    "abandonnée": (PAST, LATER, None, "abandonnée"),
    "non retenue": (None, None, None, "non retenue"),
    "sans date": (None, None, None, None),
}
FIGURES = {
    "Budget": "budget",
    "Dépensé": "depense",
    "dont hors budget": "hors_budget",
    "Écart constaté (acquis)": "ecart_constate",
    "Budget libéré": "budget_libere",
    "Atterrissage": "atterrissage",
    "Écart à l’atterrissage": "ecart_atterrissage",
}
# budget/dépensé of each action, a dash where nothing is typed → the figures of their set, in the order above.
GOLDENS = {
    "spent in part, and finished above": (
        "en cours 12000/6000 · terminée 1000/4000",
        (13_000, 10_000, 0, 3_000, 0, 16_000, 3_000),
    ),
    "late, unbudgeted, given up, not retained, repaid, to come": (
        "en retard 1000/1200 · en retard -/5000 · abandonnée 10000/- · non retenue 7000/- · en retard 0/300 · "
        "en retard 500/-200 · à faire 800/100",
        (12_300, 6_400, 5_000, 5_500, 10_000, 7_800, -4_500),
    ),
    "given up before and beyond their budgets; spent though not retained": (
        "abandonnée 1000/3000 · abandonnée 5000/1000 · abandonnée -/250 · non retenue 4000/400 · terminée 2000/- · "
        "terminée -/600 · terminée 3000/2200",
        (11_000, 7_450, 1_250, 2_450, 4_000, 9_450, -1_550),
    ),
    "incomes expected": (
        "en cours -1000/-400 · en cours -1000/-1300 · en cours 2000/2500 · en retard -500/- · terminée -800/-600 · "
        "abandonnée -300/-",
        (-1_600, 200, 0, 700, 0, -900, 700),
    ),
    "no money at all": ("à faire -/- · abandonnée -/- · non retenue -/- · terminée -/-", (0, 0, 0, 0, 0, 0, 0)),
    "a typed 0 is a figure": (
        "terminée 100/0 · abandonnée 100/0 · en cours 0/- · en cours 0/40",
        (200, 40, 0, -60, 100, 40, -160),
    ),
}

Row = tuple[str, float | None, float | None]


def rows_of(text: str) -> list[Row]:
    def number(said: str) -> float | None:
        return None if said == "-" else float(said)

    found = (re.fullmatch(r"(\D+) (-|-?\d+)/(-|-?\d+)", each.strip()) for each in text.split("·"))
    return [(match[1], number(match[2]), number(match[3])) for match in found if match]


def plan(rows: list[Row]) -> Contents:
    actions = {
        "famille": [MARKET] * len(rows),
        "etape": [f"action {number}" for number in range(len(rows))],
        "budget": [budget for _, budget, _ in rows],
        "depense": [spent for _, _, spent in rows],
    }
    for at, key in enumerate(("debut", "fin", "fin_reelle", "decision")):
        actions[key] = [COURSES[course][at] for course, _, _ in rows]
    return make_contents(BOOK, {"actions": actions}, PAUL, NOW)


def stored(path: Path) -> dict[str, Any]:
    """The figures of a workbook's first page, as they are stored."""
    labels = figures_of(path, "Axes")
    return {key: labels[label] for label, key in FIGURES.items()}


@pytest.fixture(scope="module")
def ecarts_of(once: Callable[..., Path]) -> Callable[[str], Path]:
    """The écarts workbook of a golden case, whose plan went through a file."""

    def make(path: Path, name: str) -> None:
        read = pacxl.read(pacxl.write(plan(rows_of(GOLDENS[name][0])), path.with_name("PAC.xlsx")))
        pacxl.write(pacxl.variance(pacxl.consolidate([read]), today=NOW), path)

    numbers = {name: number for number, name in enumerate(GOLDENS)}
    return lambda name: once(f"argent {numbers[name]}.xlsx", lambda path: make(path, name))


def named(figures: tuple[float, ...]) -> dict[str, float]:
    return dict(zip(FIGURES.values(), figures, strict=True))


@pytest.mark.parametrize(("text", "figures"), GOLDENS.values(), ids=GOLDENS)
def test_a_golden_case_in_the_frames(text: str, figures: tuple[float, ...]) -> None:
    ecarts = pacxl.variance(pacxl.consolidate([plan(rows_of(text))]), today=NOW)
    assert {key: ecarts.figures[key] for key in FIGURES.values()} == named(figures)
    by_family = ecarts.par_famille.set_index("famille").loc[MARKET]
    assert {key: by_family[key] for key in FIGURES.values()} == named(figures)


@pytest.mark.long
@pytest.mark.parametrize("name", GOLDENS)
def test_a_golden_case_as_it_is_stored(name: str, ecarts_of: Callable[[str], Path]) -> None:
    assert stored(ecarts_of(name)) == named(GOLDENS[name][1])


@pytest.mark.judge
def test_the_golden_cases_as_libreoffice_computes_them(ecarts_of: Callable[[str], Path], tmp_path: Path) -> None:
    anew = judges.all_resaved_by_libreoffice([ecarts_of(name) for name in GOLDENS], tmp_path)
    found = {name: stored(path) for name, path in zip(GOLDENS, anew, strict=True)}
    assert found == {name: named(figures) for name, (_, figures) in GOLDENS.items()}


# --- any actions, against the rules in plain Python -------------------------------------------------------


def exactly(rows: list[Row]) -> list[oracle.Row]:
    """The amounts as exact numbers."""

    def exact(amount: float | None) -> Fraction | None:
        return None if amount is None else Fraction(amount)

    return [(course, exact(budget), exact(spent)) for course, budget, spent in rows]


money = (
    st.none()
    | st.just(0.0)
    | st.integers(-5_000, 20_000).map(float)
    | st.integers(-99_999, 999_999).map(lambda c: c / 4)
)
any_rows = st.lists(st.tuples(st.sampled_from(sorted(COURSES)), money, money), max_size=12)


@pytest.mark.long
@given(any_rows)
@settings(deadline=None, max_examples=40)
def test_any_actions_come_to_what_the_rules_say(rows: list[Row]) -> None:
    ecarts = pacxl.variance(pacxl.consolidate([plan(rows)]), today=NOW)
    assert {key: ecarts.figures[key] for key in FIGURES.values()} == pytest.approx(
        {key: float(value) for key, value in oracle.money(exactly(rows)).items()}, abs=0.006
    )
    groups = [oracle.landing(*row)[0] for row in exactly(rows)]
    assert ecarts.actions["groupe"].tolist() == groups


# --- what one sees of an action ---------------------------------------------------------------------------

STATUSES = {
    "all is well": ((100, 90, 10, 12), "terminée"),
    "the target is missed": ((100, 90, 10, 8), "terminée, objectif manqué"),
    "the budget is passed": ((100, 120, 10, 12), "terminée, budget dépassé"),
    "both": ((100, 120, 10, 8), "terminée, objectif manqué, budget dépassé"),
    "spent without a budget": ((None, 120, 10, 12), "terminée"),
    "no result yet": ((100, 90, 10, None), "terminée"),
}


@pytest.mark.long
@pytest.mark.parametrize(("typed", "status"), STATUSES.values(), ids=STATUSES)
def test_a_finished_action_says_what_it_missed(typed: tuple[float | None, ...], status: str) -> None:
    budget, spent, target, result = typed
    row = {"budget": budget, "depense": spent, "cible": target, "resultat": result, "sens": "plus haut"}
    cells = {"famille": MARKET, "etape": "Salon", "fin": PAST, "fin_reelle": PAST, **row}
    made = make_contents(BOOK, {"actions": {key: [value] for key, value in cells.items()}}, PAUL, TODAY)
    assert made.actions["statut"].tolist() == [status]
    team = pacxl.variance(pacxl.consolidate([made]), today=TODAY)
    done = team.par_famille.set_index("famille").loc[MARKET]
    assert (done["terminees"], done["part_terminee"]) == (1, 1.0)


def test_an_ecart_in_percent_of_a_budget_means_something_or_is_blank() -> None:
    made = plan([("en cours", -1000, -400), ("en cours", 2000, 1000), ("en cours", 0, 10)])
    assert made.actions["ecart_budget_pct"].fillna(-9).tolist() == [0.6, -0.5, -9]
    assert made.actions["consomme"].fillna(-9).tolist() == [-9, 0.5, -9]


def test_an_ecart_to_date_is_told_of_actions_under_way_only() -> None:
    made = plan([("en cours", 2750, 1000), ("en retard", 100, 50)])
    elapsed = 92 / 276  # days of the planned ones
    assert made.actions["ecart_a_date"].fillna(0).tolist() == pytest.approx([1000 - 2750 * elapsed, 0])
