"""Prix, volume, mix: the worked cases of French courses, to the cent; new and stopped products stand apart."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pacxl
from pacxl import Contents
from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.compute.contents import make_contents
from pacxl.plan.prix_volume_mix import SHEET
from tests import judges
from tests.plans import PAUL, SMALL, TODAY

FIRM = dataclasses.replace(SMALL, sections=("gammes",))
PRIX, MIX, VOLUME = "Écart sur prix", "Écart de composition", "Écart sur volume global"
NEW, STOPPED, UNSPLIT = "Produits nouveaux", "Produits arrêtés", "Non décomposé"

Side = tuple[float | None, float | None]  # a quantity, its revenue
Product = tuple[str | None, Side, Side]  # its unit, planned, actual


def at(quantity: float, price: float) -> Side:
    return quantity, float(Fraction(str(quantity)) * Fraction(str(price)))


def plan(*products: Product, names: str = "ABCDEFGHI", owner: Any = PAUL) -> Contents:
    """A plan of products A, B, C …"""
    rows = {
        "produit": list(names[: len(products)]),
        "unite": [unit for unit, *_ in products],
        "ventes_prevues": [planned[0] for _, planned, _ in products],
        "ca_prevu": [planned[1] for _, planned, _ in products],
        "ventes": [actual[0] for *_, actual in products],
        "ca": [actual[1] for *_, actual in products],
    }
    return make_contents(pac_book(FIRM), {**pac_blank_rows(FIRM), "gammes": rows}, owner, TODAY)


def effects(contents: Contents) -> dict[str, float]:
    """What is not 0, by effect."""
    frame = contents.frames["effets"]
    return {name: amount for name, amount in zip(frame["effet"], frame["montant"].tolist(), strict=True) if amount}


def of_product(contents: Contents, key: str) -> dict[str, Any]:
    """A column of the lines, by product; blanks left out."""
    lines = contents.frames["prix_volume_mix"].dropna(subset=["produit", key])
    return dict(zip(lines["produit"], lines[key].tolist(), strict=True))


def told(contents: Contents) -> dict[str, str]:
    rows = contents.frames["gammes"].dropna(subset=["comparaison"])
    return dict(zip(rows["produit"], rows["comparaison"].tolist(), strict=True))


# --- the worked cases -------------------------------------------------------------------------------------

# The case → its products (planned, actual), its écart, then price, composition and volume.
CASES: dict[str, tuple[list[tuple[Side, Side]], float, tuple[float, float, float]]] = {
    "two products": (
        [(at(1000, 80), at(800, 85)), (at(1500, 50), at(1600, 46))],
        -13400,
        (-2400, -4800, -6200),
    ),
    "a garden shop": (
        [(at(2400, 1235), at(2200, 1250)), (at(4800, 305), at(4900, 290))],
        -257000,
        (-40500, -155000, -61500),
    ),
    "margins of three products": (
        [(at(5000, 52), at(6400, 28)), (at(8000, 94.5), at(5800, 84.5)), (at(6000, 76), at(4700, 76))],
        -445500,
        (-211600, -71205.26, -162694.74),
    ),
    "margins of a cheap and a dear one": (
        [(at(25000, 6), at(34000, 10)), (at(15000, 200), at(8000, 220))],
        -1050000,
        (296000, -1503500, 157500),
    ),
    "consultants, by revenue: no price is rounded": (
        [(at(80, 7250), (100, 716510)), (at(160, 13700), (150, 2069500)), (at(300, 14400), (280, 4055140))],
        -250850,
        (29150, -148666.67, -131333.33),
    ),
    "rates of margin": (
        [
            (at(189000, 0.22), at(226800, 0.19)),
            (at(283500, 0.25), at(259200, 0.23)),
            (at(157500, 0.30), at(162000, 0.27)),
        ],
        -13257,
        (-16848, -972, 4563),
    ),
}


def case(name: str) -> Contents:
    return plan(*(("pièces", *sides) for sides in CASES[name][0]))


@pytest.mark.parametrize("name", CASES)
def test_a_worked_case_comes_out_to_the_cent(name: str) -> None:
    _, gap, expected = CASES[name]
    contents = case(name)
    assert effects(contents) == dict(zip((PRIX, MIX, VOLUME), expected, strict=True))
    assert contents.figures["pvm_ecart"] == gap
    assert round(sum(expected), 2) == gap


def test_the_lines_of_products_are_those_of_the_courses() -> None:
    assert of_product(case("two products"), "effet_composition") == {"A": -12800, "B": 8000}
    assert of_product(case("a garden shop"), "effet_prix") == {"A": 33000, "B": -73500}
    assert of_product(case("margins of three products"), "effet_prix") == {"A": -153600, "B": -58000, "C": 0}
    consultants = case("consultants, by revenue: no price is rounded")
    assert of_product(consultants, "effet_prix") == {"A": -8490, "B": 14500, "C": 23140}


@pytest.mark.long
@pytest.mark.parametrize("key", ["effet_prix", "effet_composition", "effet_volume"])
def test_the_lines_add_up_to_the_effect(key: str) -> None:
    names = {"effet_prix": PRIX, "effet_composition": MIX, "effet_volume": VOLUME}
    for name in CASES:
        assert sum(of_product(case(name), key).values()) == pytest.approx(effects(case(name))[names[key]], abs=0.005)


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_cells_hold_it_and_ironcalc_computes_the_same(name: str, tmp_path: Path) -> None:
    path = pacxl.write(case(name), tmp_path / "plan.xlsx")
    stored = cells_of(path)
    assert amounts_in(path) == pytest.approx(list(CASES[name][2]), abs=1e-6)
    assert list(judges.disagreements(stored, judges.by_ironcalc(path, stored))) == []


@pytest.mark.judge
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    names = [*CASES][::2]  # LibreOffice takes its time
    paths = [pacxl.write(case(name), tmp_path / f"cas {number}.xlsx") for number, name in enumerate(names)]
    (tmp_path / "anew").mkdir()
    for path, other in zip(paths, judges.all_resaved_by_libreoffice(paths, tmp_path / "anew"), strict=True):
        stored = cells_of(path)
        assert list(judges.disagreements(stored, judges.values_of(other, stored))) == []
        assert amounts_in(other) == pytest.approx(amounts_in(path), abs=0.005)


def cells_of(path: Path) -> dict[tuple[str, str], Any]:
    """The computed cells of the sheets of products: what is computed for the day it is stands elsewhere."""
    return {place: value for place, value in judges.formula_cells(path).items() if place[0] in (SHEET, "Gammes")}


def amounts_in(path: Path) -> list[float]:
    """The amounts of price, composition and volume, in the cells of the sheet."""
    sheet = openpyxl.load_workbook(path, data_only=True)[SHEET]
    cells: dict[Any, Any] = {row[1].value: row[2].value for row in sheet.iter_rows(max_col=3, max_row=20)}
    return [cells[name] for name in (PRIX, MIX, VOLUME)]


# --- what stands apart ------------------------------------------------------------------------------------

SOLD: Product = ("pièces", (10, 1000), (12, 1150))


def test_without_a_plan_nothing_is_compared_and_nothing_is_told() -> None:
    contents = plan(("pièces", (None, None), (5, 500)), ("pièces", (None, None), (3, 300)))
    assert told(contents) == {"A": "sans prévu", "B": "sans prévu"}
    assert effects(contents) == {}
    assert contents.figures["pvm_sans_prevu"] == 800


def test_a_new_product_and_one_that_is_stopped_are_outside_price_and_volume() -> None:
    contents = plan(SOLD, ("pièces", (None, None), (5, 500)), ("pièces", (4, 400), (0, 0)))
    assert effects(contents) == {PRIX: -50, VOLUME: 200, NEW: 500, STOPPED: -400}
    assert of_product(contents, "remarque") == {
        "A": "seul de son unité, sans composition",
        "B": "nouveau",
        "C": "arrêté",
    }


def test_a_blank_actual_is_not_a_stop() -> None:
    contents = plan(SOLD, ("pièces", (4, 400), (None, None)))
    assert told(contents) == {"A": "comparé", "B": "sans réel"}
    assert effects(contents) == {PRIX: -50, VOLUME: 200}
    assert contents.figures["pvm_sans_reel"] == 400


STATES: dict[str, tuple[Side, Side, str | None]] = {
    "both sides": ((10, 1000), (12, 1150), "comparé"),
    "nothing planned, zeros typed": ((0, 0), (5, 500), "nouveau"),
    "zero sold, revenue left blank": ((4, 400), (0, None), "arrêté"),
    "no revenue, quantity left blank": ((4, 400), (None, 0), "arrêté"),
    "no planned quantity": ((None, 400), (5, 500), "non décomposé"),
    "no actual quantity": ((4, 400), (None, 500), "non décomposé"),
    "a new product without a quantity": ((None, None), (None, 500), "non décomposé"),
    "more came back than was sold": ((4, 400), (-1, -100), "non décomposé"),
    "a planned quantity of 0 with a revenue": ((0, 400), (5, 500), "non décomposé"),
    "revenue of nothing sold": ((4, 400), (0, 30), "non décomposé"),
    "no planned revenue": ((4, None), (5, 500), "sans prévu"),
    "no actual revenue": ((4, 400), (5, None), "sans réel"),
    "nothing at all": ((None, None), (None, None), None),
}


@pytest.mark.parametrize("name", STATES)
def test_a_product_is_compared_if_both_its_sides_are_known(name: str) -> None:
    planned, actual, expected = STATES[name]
    contents = plan(SOLD, ("pièces", planned, actual))
    assert told(contents).get("B") == expected
    gap = (actual[1] or 0) - (planned[1] or 0) if expected and not expected.startswith("sans") else 0
    assert sum(effects(contents).values()) == 150 + gap == contents.figures["pvm_ecart"]
    if expected == "non décomposé":
        assert effects(contents)[UNSPLIT] == gap


def test_without_any_quantity_the_gap_is_known_and_its_causes_are_not() -> None:
    lucky: list[Product] = [("pièces", (None, planned), (None, actual)) for planned, actual in LUCKY]
    assert effects(plan(*lucky)) == {UNSPLIT: -146.26}


LUCKY = ((3400, 3036.20), (2100, 2140.32), (780, 957.22))


def test_unlike_units_are_never_added() -> None:
    hours: list[Product] = [("heures", (100, 5000), (80, 4000)), ("heures", (50, 5000), (60, 6000))]
    both = plan(*hours, ("pièces", (1000, 2000), (2000, 4000)), ("pièces", (10, 900), (10, 900)))
    alone, others = plan(*hours), plan(("pièces", (1000, 2000), (2000, 4000)), ("pièces", (10, 900), (10, 900)))
    assert effects(both)[MIX] == pytest.approx(effects(alone)[MIX] + effects(others)[MIX], abs=0.01)


def test_without_a_unit_a_product_has_a_price_and_a_volume_of_its_own() -> None:
    contents = plan((None, (10, 1000), (12, 1150)), (None, (5, 500), (4, 420)))
    assert effects(contents) == {PRIX: -30, VOLUME: 100}
    assert set(of_product(contents, "remarque").values()) == {"sans unité, sans composition"}


def test_the_most_unfavourable_comes_first_and_equal_ones_keep_their_order() -> None:
    contents = plan(SOLD, ("pièces", (5, 500), (4, 400)), SOLD, ("pièces", (5, 500), (4, 300)))
    assert contents.frames["prix_volume_mix"]["produit"].dropna().tolist() == ["D", "B", "A", "C"]


# --- what is told -----------------------------------------------------------------------------------------

FOUND: dict[str, tuple[list[Product], str, str]] = {
    "no quantity": ([SOLD, SOLD, ("pièces", (4, 400), (None, 500))], "product-not-decomposed", "C"),
    "nothing planned": ([SOLD, SOLD, ("pièces", (None, None), (2, 500))], "product-unplanned", "C"),
    "no unit": ([SOLD, SOLD, (None, (4, 400), (4, 500))], "product-without-mix", "C"),
    "alone of its unit": ([SOLD, SOLD, ("heures", (4, 400), (4, 500))], "product-without-mix", "C"),
    "nothing to tell": ([SOLD, SOLD, ("pièces", (4, 400), (None, None))], "", ""),
}


@pytest.mark.long
@pytest.mark.parametrize("name", FOUND)
def test_what_cannot_be_decomposed_is_told(name: str, tmp_path: Path) -> None:
    products, code, value = FOUND[name]
    found = pacxl.read(pacxl.write(plan(*products), tmp_path / "plan.xlsx"), today=TODAY).findings
    assert found[["code", "value"]].to_numpy().tolist() == ([[code, value]] if code else [])


# --- any firm ---------------------------------------------------------------------------------------------

_QUANTITIES = st.none() | st.integers(-2, 400).map(lambda half: half / 2)
_CENTS = st.none() | st.integers(0, 5_000_000).map(lambda cents: cents / 100)
_SIDES = st.tuples(_QUANTITIES, _CENTS)
_PRODUCTS = st.lists(st.tuples(st.sampled_from(["pièces", "heures", None]), _SIDES, _SIDES), min_size=1, max_size=9)


def exactly(products: list[Product]) -> dict[str, Fraction]:
    """The three effects of the products that compare, in exact fractions, product by product."""
    both = [
        (unit, Fraction(qp), Fraction(str(cp)), Fraction(qr), Fraction(str(cr)))
        for unit, (qp, cp), (qr, cr) in products
        if qp and qr and qp > 0 and qr > 0 and cp is not None and cr is not None
    ]
    found = dict.fromkeys((PRIX, MIX, VOLUME), Fraction())
    for number, (unit, qp, cp, qr, cr) in enumerate(both):
        alike = [each for at, each in enumerate(both) if (each[0] == unit if unit else at == number)]
        planned, actual = sum(each[1] for each in alike), sum(each[3] for each in alike)
        price, share = cp / qp, qp / planned
        found[PRIX] += (cr / qr - price) * qr
        found[MIX] += (qr - actual * share) * price
        found[VOLUME] += (actual - planned) * share * price
    return found


def closes(make: Callable[[list[Product]], Contents], products: list[Product]) -> None:
    contents = make(products)
    shown = effects(contents)
    assert round(sum(shown.values()), 2) == pytest.approx(contents.figures["pvm_ecart"], abs=1e-6)
    for name, exact in exactly(products).items():
        assert shown.get(name, 0.0) == pytest.approx(float(exact), abs=0.011)


@pytest.mark.long
@settings(max_examples=15, deadline=None)
@given(_PRODUCTS)
def test_the_effects_of_any_products_close_to_the_cent(products: list[Product]) -> None:
    closes(lambda every: plan(*every), products)


@pytest.mark.long
@settings(max_examples=int(os.environ.get("PACXL_PRODUCTS", "40")), deadline=None)
@given(_PRODUCTS)
def test_the_effects_of_many_firms_close_to_the_cent(products: list[Product]) -> None:
    closes(lambda every: plan(*every), products)
