"""What the open deals of each person may bring, against every outcome made one by one in plain Python; and a line
that says so once its deals are others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

import pacxl
from pacxl import Contents
from pacxl.plan.affaires.distribution import UP_TO_DATE
from pacxl.plan.affaires.previsions import FEW_DEALS, TO_RUN_AGAIN
from pacxl.settings.model import Indicator
from tests import judges
from tests.plans import PAUL, SMALL, plan
from tests.workbooks import opened_sheet

DAY = dt.date(2026, 5, 20)
SALES = Indicator("chiffre_affaires", "Chiffre d’affaires", "€")
FIRM = replace(SMALL, indicators=(SALES,), period="2026-T2", people=())
IN_TIME, LATER = dt.date(2026, 6, 15), dt.date(2026, 9, 1)


@dataclass(frozen=True)
class Deal:
    worth: float
    chance: float | None
    issue: str | None = None
    due: dt.date | None = IN_TIME


@dataclass(frozen=True)
class Seller:
    """A person, what is left to make of the objective, and their deals."""

    name: str
    team: str
    left: float
    deals: tuple[Deal, ...]


GOLDEN = (
    Deal(1_000, 0.20),
    Deal(2_000, 0.50, due=LATER),
    Deal(4_000, 0.75, due=None),
    Deal(900, None),
    Deal(3_000, None, "gagnée"),
    Deal(7_000, 0.5, "perdue"),
)
TEAM = (
    Seller("Paul", "Nord", 1_000, GOLDEN),
    Seller("Paul", "Sud", 1_500, (Deal(1_000.5, 0.5), Deal(2_500, 0.3), Deal(-200, 0.5))),
    Seller("Zoé", "Sud", -300, (Deal(700, 1.0),)),
    Seller("Ada", "", 500, ()),
)


def contents(seller: Seller) -> Contents:
    return plan(
        FIRM,
        DAY,
        replace(PAUL, person=seller.name, team=seller.team, workbook=f"{seller.name} {seller.team}"),
        carnet={
            "societe": [f"{seller.name} {seller.team} {number}" for number, _ in enumerate(seller.deals)],
            "montant": [deal.worth for deal in seller.deals],
            "probabilite": [deal.chance for deal in seller.deals],
            "issue": [deal.issue for deal in seller.deals],
            "date_jalon": [deal.due for deal in seller.deals],
        },
        indicateurs={
            "indicateur": [SALES.name] * 2,
            "mois": [dt.date(2026, 4, 1), dt.date(2026, 5, 1)],
            "unite": ["€"] * 2,
            "sens": ["plus haut"] * 2,
            "objectif": [10_000, seller.left],
            "realise": [10_000, None],
        },
    )


@cache
def ecarts_of(team: tuple[Seller, ...]) -> Contents:
    return pacxl.variance(pacxl.consolidate(map(contents, team), today=DAY), today=DAY)


# --- in plain Python --------------------------------------------------------------------------------------


def outcomes(deals: Sequence[Deal]) -> Iterator[tuple[Fraction, Fraction]]:
    """Every outcome of some deals, one by one: what they bring, and its chance."""
    for signed in product((False, True), repeat=len(deals)):
        brought, chance = Fraction(0), Fraction(1)
        for deal, comes in zip(deals, signed, strict=True):
            likely = Fraction(str(deal.chance))
            brought += Fraction(str(deal.worth)) if comes else 0
            chance *= likely if comes else 1 - likely
        yield brought, chance


def expected(mine: Sequence[Seller]) -> dict[str, Any]:
    every = [deal for seller in mine for deal in seller.deals if deal.issue is None]
    deals = [deal for deal in every if deal.chance is not None]
    chances = sorted(outcomes(deals))

    def least(share: str) -> float | None:
        reached = Fraction(0)
        for brought, chance in chances:
            reached += chance
            if reached >= Fraction(share):
                return float(brought) if deals else None
        raise AssertionError

    weights = [Fraction(str(deal.worth)) * Fraction(str(deal.chance)) for deal in deals]
    spread = sum(chance * brought**2 for brought, chance in chances) - sum(weights) ** 2
    left = Fraction(sum(Fraction(str(seller.left)) for seller in mine))
    in_time = outcomes([deal for deal in deals if deal.due == IN_TIME])
    enough = sum(chance for brought, chance in in_time if brought >= left)
    return {
        "affaires": len(deals),
        "ouvert": float(sum(Fraction(str(deal.worth)) for deal in every)),
        "pondere": float(sum(weights)),
        "sigma": round(float(spread) ** 0.5, 2),
        **{f"p{share[2:]}0": least(share) for share in ("0.1", "0.5", "0.9")},
        "part": float(max(weights) / sum(weights)) if sum(weights) > 0 else None,
        "reste": float(left),
        "chance": float(enough) if left > 0 else None,
        "lecture": FEW_DEALS if deals else None,
    }


def lines(ecarts: Contents) -> dict[str, dict[str, Any]]:
    """What each line tells, by whose it is."""
    frame = ecarts.frames["previsions"]
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return {str(row["vue"]): {str(key): value for key, value in row.items()} for row in rows}


def unlike(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What is not as wanted; money to the cent."""
    pairs = {key: (found[key], value) for key, value in wanted.items()}
    numbers = (int, float)
    return {
        key: (one, other)
        for key, (one, other) in pairs.items()
        if not (one == pytest.approx(other, abs=0.005) if isinstance(other, numbers) else one == other)
    }


def test_the_golden_carnet_of_one_person() -> None:
    line = lines(ecarts_of(TEAM))["Paul (Nord)"]
    keys = ("affaires", "ouvert", "pondere", "sigma", "p10", "p50", "p90")
    assert [line[key] for key in keys] == [3, 7_900, 4_200, 2_039.61, 0, 4_000, 6_000]
    assert line["part"] == pytest.approx(3_000 / 4_200)


def test_the_golden_carnet_may_bring_nothing() -> None:
    deals = [replace(deal, due=IN_TIME) for deal in GOLDEN[:3]]
    line = lines(ecarts_of((Seller("Paul", "Nord", 0.01, tuple(deals)),)))["Paul"]
    assert 1 - line["chance"] == pytest.approx(0.10)


VIEWS = {
    "Toute l’équipe": TEAM,
    "Équipe Nord": TEAM[:1],
    "Équipe Sud": TEAM[1:3],
    "Ada": TEAM[3:],
    "Paul (Nord)": TEAM[:1],
    "Paul (Sud)": TEAM[1:2],
    "Zoé": TEAM[2:3],
}


def test_a_line_for_each_choice_of_the_first_page_as_every_outcome_gives_it() -> None:
    found = lines(ecarts_of(TEAM))
    assert [*found] == [*VIEWS]
    assert {view: unlike(found[view], expected(mine)) for view, mine in VIEWS.items()} == {view: {} for view in VIEWS}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_up_to_fifteen_deals_of_any_amounts(seed: int) -> None:
    random = Random(seed)
    team = tuple(
        Seller(
            name,
            "Nord",
            random.choice([-50, 0, 5_000, 12_345.67]),
            tuple(
                Deal(
                    random.randint(-20_000, 900_000) / 100,
                    random.choice([0.0, 0.1, 0.25, 0.5, 0.8, 1.0, None]),
                    random.choice([None, None, None, "gagnée", "perdue"]),
                    random.choice([IN_TIME, LATER, None]),
                )
                for _ in range(size)
            ),
        )
        for name, size in (("Ada", 15 - 5 * (seed > 0)), ("Eve", random.randint(0, 5)))
    )
    found = lines(ecarts_of(team))
    assert {seller.name: unlike(found[seller.name], expected([seller])) for seller in team} == {"Ada": {}, "Eve": {}}


def test_from_thirty_deals_on_there_is_no_word_of_caution() -> None:
    many = Seller("Ada", "Nord", 0, (Deal(100, 0.5),) * 30)
    found = lines(ecarts_of((many, Seller("Eve", "Nord", 0, many.deals[1:]))))
    assert {view: found[view]["lecture"] for view in ("Ada", "Eve")} == {"Ada": UP_TO_DATE, "Eve": FEW_DEALS}


def test_without_an_indicator_of_revenue_nothing_is_left_to_cover() -> None:
    ecarts = pacxl.variance(pacxl.consolidate([plan(carnet={"societe": ["A"], "montant": [1.0]})]))
    assert not {"reste", "chance"} & set(ecarts.frames["previsions"].columns)


# --- people go on working in the workbook -----------------------------------------------------------------


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(ecarts_of(TEAM), tmp_path_factory.mktemp("previsions") / "ecarts.xlsx")


def cell(path: Path, line: str, header: str) -> tuple[str, str]:
    """A cell of the sheet « Carnet » by what stands in its line, and its header: the last one above it."""
    rows = list(opened_sheet(path, "Carnet"))
    at = next(at for at, row in enumerate(rows) for each in row if each.value == line)
    above = [each.column_letter for row in rows[:at] for each in row if each.value == header]
    return "Carnet", f"{above[-1]}{at + 1}"


Told = dict[str, tuple[Any, Any, Any]]


def before_and_after(path: Path, typed: dict[tuple[str, str], Any]) -> tuple[Told, Told]:
    """What each line tells before something is typed, and after: P90, the chance, how to read it."""
    headers = ("à (P90)", "Chances de couvrir le reste", "À lire")
    asked = {view: [cell(path, view, header) for header in headers] for view in VIEWS}
    every, workbook = {each: None for cells in asked.values() for each in cells}, judges.InIronCalc(path)
    before, after = workbook.values(every), workbook.values(every, typed)
    one, other = (
        {view: (found[p90], found[chance], found[read]) for view, (p90, chance, read) in asked.items()}
        for found in (before, after)
    )
    return one, other


@pytest.mark.long
def test_only_the_lines_of_a_deal_that_changes_are_to_be_run_again(path: Path) -> None:
    before, after = before_and_after(path, {cell(path, "Paul Sud 0", "Montant"): 1_100})
    hers = {"Toute l’équipe", "Équipe Sud", "Paul (Sud)"}
    assert {view for view, (*_, read) in after.items() if read == TO_RUN_AGAIN} == hers
    assert all(after[view] == ("", "", TO_RUN_AGAIN) for view in hers)
    assert {view: after[view] for view in VIEWS.keys() - hers} == {view: before[view] for view in VIEWS.keys() - hers}


def test_a_date_that_changes_leaves_the_amounts_and_takes_the_chance_away(path: Path) -> None:
    before, after = before_and_after(path, {cell(path, "Paul Sud 0", "Date jalon"): LATER})
    mine = before["Paul (Sud)"]
    assert after["Paul (Sud)"] == (mine[0], "", mine[2])


def test_all_formula_cells_agree(path: Path) -> None:
    cells = {place: value for place, value in judges.formula_cells(path).items() if place[0] == "Carnet"}
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []
