"""Prix, volume, mix of a team: everybody's products added up, a line a product and unit; it closes to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pacxl
from pacxl import Contents
from pacxl.books.ecarts.everybody import ANNEXES
from pacxl.plan.prix_volume_mix import SHEET
from tests import judges
from tests.plan.comprendre.test_prix_volume import (
    CASES,
    MIX,
    NEW,
    PRIX,
    STOPPED,
    UNSPLIT,
    VOLUME,
    Product,
    effects,
    of_product,
    plan,
)
from tests.plans import PAUL, SMALL
from tests.plans import plan as other_plan

HALF = ("pièces", (5, 500), (6, 575))


def team(*members: Sequence[Product], names: str = "ABCDEFGHI") -> Contents:
    """The écarts of people who each have products A, B, C …"""
    owners = (replace(PAUL, person=f"P{number}", workbook=f"w{number}") for number, _ in enumerate(members))
    plans = [plan(*products, owner=owner, names=names) for products, owner in zip(members, owners, strict=True)]
    return pacxl.variance(pacxl.consolidate(plans))


def lines(contents: Contents) -> list[tuple[Any, ...]]:
    frame = contents.frames["prix_volume_mix"]
    keys = ("produit", "unite", "ventes_prevues", "ventes", "ca_prevu", "ca", "ecart")
    return [*frame[[*keys]].astype(object).itertuples(index=False, name=None)]


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_one_person_s_case_is_the_team_s(name: str) -> None:
    _, gap, expected = CASES[name]
    contents = team([("pièces", *sides) for sides in CASES[name][0]])
    assert effects(contents) == dict(zip((PRIX, MIX, VOLUME), expected, strict=True))
    assert contents.figures["pvm_ecart"] == gap


def test_quantities_and_revenue_are_added_up_over_people() -> None:
    contents = team([HALF], [HALF], [("heures", (1, 10), (1, 9))])
    assert lines(contents) == [("A", "heures", 1, 1, 10, 9, -1), ("A", "pièces", 10, 12, 1000, 1150, 150)]
    assert effects(contents) == {PRIX: -51, VOLUME: 200}


def test_two_people_s_products_are_the_case_of_both() -> None:
    (first, second), gap, expected = CASES["two products"]
    contents = team([("pièces", *first)], [("PIÈCES", (None, None), (None, None)), ("pièces", *second)])
    assert effects(contents) == dict(zip((PRIX, MIX, VOLUME), expected, strict=True))
    assert contents.figures["pvm_ecart"] == gap


@pytest.mark.long
def test_what_one_sells_unplanned_is_no_new_product_if_another_planned_it() -> None:
    plans = [HALF], [("pièces", (None, None), (2, 190)), ("pièces", (1, 50), (1, 50))]
    assert NEW not in effects(team(*plans))
    assert of_product(team(*plans), "ventes") == {"A": 8, "B": 1}


def test_what_nobody_planned_or_sells_is_apart() -> None:
    contents = team([HALF, ("pièces", (None, None), (5, 500)), ("pièces", (4, 400), (0, 0))], [HALF])
    assert effects(contents) == {PRIX: -50, VOLUME: 200, NEW: 500, STOPPED: -400}


def test_what_one_cannot_decompose_spoils_no_price_of_the_others() -> None:
    contents = team([HALF], [("pièces", (5, 500), (None, 600))])
    assert effects(contents) == {PRIX: -25, VOLUME: 100, UNSPLIT: 100}
    assert of_product(contents, "remarque") == {"A": "en partie non décomposé"}


def test_whoever_planned_nothing_is_not_compared_with_those_who_did() -> None:
    contents = team([HALF], [("pièces", (None, None), (50, 5000))])
    assert contents.figures["pvm_ecart"] == 75
    assert contents.figures["pvm_sans_prevu"] == 5000


def test_a_team_without_products_has_no_such_sheet() -> None:
    contents = pacxl.variance(pacxl.consolidate([other_plan(SMALL)]))
    assert SHEET not in [sheet.name for sheet in contents.book.sheets]


MIXED = (
    [HALF, ("heures", (7, 333.33), (3, 99.99)), (None, (3, 10), (4, 20))],
    [HALF, ("heures", (1, 0.1), (9, 0.7)), ("pièces", (None, 7), (2, 9.99)), ("pièces", (0, 0), (1, 33.33))],
)


@pytest.mark.long
def test_ironcalc_computes_the_same_and_a_product_without_a_line_turns_the_control_red(tmp_path: Path) -> None:
    path = pacxl.write(team(*MIXED), tmp_path / "ecarts.xlsx")
    stored = {place: value for place, value in judges.formula_cells(path).items() if place[0] in (SHEET, ANNEXES)}
    assert list(judges.disagreements(stored, judges.by_ironcalc(path, stored))) == []
    workbook = openpyxl.load_workbook(path)
    gammes = workbook[ANNEXES]
    top = int(gammes.tables["Gammes"].ref.split(":")[0][1:])
    name = next(cell.coordinate for cell in gammes[top] if cell.value == "Produit")
    typed = {(ANNEXES, f"{name[: -len(str(top))]}{top + 1}"): "Un produit de plus"}
    sheet = workbook[SHEET]
    rest = [row for row in sheet.iter_rows() if row[1].value in ("Autres", "Contrôle")]
    cells = {(SHEET, cell.coordinate): None for row in rest for cell in row[2:] if cell.value is not None}
    judged = judges.by_ironcalc(path, cells, typed)
    assert [float(value) for value in judged.values()] == [75.0, 75.0]


@pytest.mark.judge
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    path = pacxl.write(team(*MIXED), tmp_path / "ecarts.xlsx")
    (tmp_path / "anew").mkdir()
    (other,) = judges.all_resaved_by_libreoffice([path], tmp_path / "anew")
    stored = {place: value for place, value in judges.formula_cells(path).items() if place[0] in (SHEET, ANNEXES)}
    assert list(judges.disagreements(stored, judges.values_of(other, stored))) == []


_QUANTITIES = st.none() | st.integers(-2, 400).map(lambda half: half / 2)
_CENTS = st.none() | st.integers(0, 5_000_000).map(lambda cents: cents / 100)
_SIDES = st.tuples(_QUANTITIES, _CENTS)
_PRODUCTS = st.lists(st.tuples(st.sampled_from(["pièces", "heures", None]), _SIDES, _SIDES), min_size=1, max_size=5)


@pytest.mark.long
@settings(max_examples=10, deadline=None)
@given(st.lists(_PRODUCTS, min_size=1, max_size=3))
def test_the_effects_of_any_team_close_to_the_cent(members: list[list[Product]]) -> None:
    contents = team(*members)
    assert round(sum(effects(contents).values()), 2) == pytest.approx(contents.figures["pvm_ecart"], abs=1e-6)
    total = contents.frames["prix_volume_mix"]["ecart"].sum()
    assert float(total) == pytest.approx(contents.figures["pvm_ecart"], abs=0.005 * (len(members) * 5 + 1))
