"""The products: margins, ABC classes, ranks, and their place in the atouts-attraits matrix."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from pacxl import Contents
from pacxl.books.pac import pac_book
from pacxl.compute.contents import make_contents
from pacxl.plan.comprendre.gammes import section
from pacxl.plan.comprendre.matrice import CLASSES, LEVELS, PRESCRIPTIONS
from pacxl.typography import typeset
from tests.plans import PAUL, SMALL, TODAY

FIRM = dataclasses.replace(SMALL, sections=("gammes",))


def plan(seuils: dict[str, float] | None = None, **columns: list[Any]) -> Contents:
    """A plan of products A, B, C … with the columns given, and the firm's own thresholds."""
    size = max(map(len, columns.values()))
    rows = {**section(FIRM).rows, "gammes": {"produit": list("ABCDEFGHI"[:size]), **columns}}
    limits = rows["matrice_seuils"]
    own = {"valeur": [(seuils or {}).get(name) for name in limits["seuil"]]}
    return make_contents(pac_book(FIRM), rows | {"matrice_seuils": {**limits, **own}}, PAUL, TODAY)


def margins(*amounts: float | None, **more: Any) -> Contents:
    """Products of these margins: what they sell for 1000 more than they cost is told by the costs."""
    costs = [None if amount is None else 1000 - amount for amount in amounts]
    columns: dict[str, Any] = {"ca": [1000] * len(amounts), "couts_variables": costs}
    return plan(**(columns | more))


def shown(contents: Contents, key: str, table: str = "gammes") -> list[Any]:
    column = contents.frames[table][key]
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]


def test_a_margin_is_what_is_left_of_the_revenue_once_variable_costs_are_paid() -> None:
    contents = plan(ca=[1000, 200, 500, None, 0], couts_variables=[400, 250, None, 30, 10])
    assert shown(contents, "marge") == [600.0, -50.0, None, None, -10.0]
    assert shown(contents, "taux_marge") == [0.6, -0.25, None, None, None]


def test_the_overall_rate_is_that_of_the_products_whose_margin_is_known() -> None:
    contents = plan(ca=[1000, 200, 5000], couts_variables=[400, 250, None])
    assert contents.figures["gammes_taux"] == pytest.approx(550 / 1200)


def test_prices_and_market_shares_are_of_volumes() -> None:
    contents = plan(ca=[1000, 50, 10], ventes=[200, 0, None], marche=[1000, 400, 100])
    assert shown(contents, "prix_moyen") == [5.0, None, None]
    assert shown(contents, "part_marche") == [0.2, 0.0, None]


# --- the ABC analysis -------------------------------------------------------------------------------------


def test_the_product_that_crosses_a_bound_is_still_above_it() -> None:
    contents = margins(70, 20, 7, 3)
    assert shown(contents, "cumul") == [0.7, 0.9, 0.97, 1.0]
    assert shown(contents, "classe") == ["A", "A", "B", "C"]


def test_at_exactly_the_bound_the_next_class_begins() -> None:
    assert shown(margins(80, 15, 5), "classe") == ["A", "B", "C"]


def test_one_product_makes_all_the_margin_and_is_an_a() -> None:
    assert shown(margins(42), "classe") == ["A"]


def test_the_order_of_the_rows_changes_nothing() -> None:
    contents = margins(3, 70, 7, 20)
    assert shown(contents, "classe") == ["C", "A", "B", "A"]
    assert shown(contents, "rang") == [4, 1, 3, 2]


def test_a_product_without_a_positive_margin_is_a_c_and_eats_into_the_cumul() -> None:
    contents = margins(90, 10, 0, -20)
    assert shown(contents, "classe") == ["A", "B", "C", "C"]
    assert shown(contents, "part_marge") == [0.9, 0.1, 0.0, -0.2]
    assert shown(contents, "cumul") == [0.9, 1.0, 1.0, 0.8]


def test_where_nothing_earns_shares_are_blank_and_all_are_c() -> None:
    contents = margins(0, -5)
    assert shown(contents, "classe") == ["C", "C"]
    assert shown(contents, "cumul") == [None, None]


def test_a_product_whose_margin_is_unknown_is_in_no_class_and_bears_on_no_other() -> None:
    contents = margins(80, None, 20)
    assert shown(contents, "classe") == ["A", None, "B"]
    assert shown(contents, "rang") == [1, None, 2]
    assert shown(contents, "cumul") == [0.8, None, 1.0]


def test_equal_margins_are_of_one_class_and_ranked_by_revenue_then_volume() -> None:
    contents = plan(ca=[100, 300, 300, 60], couts_variables=[50, 250, 250, 59], ventes=[9, 1, 2, 1])
    assert shown(contents, "marge") == [50.0, 50.0, 50.0, 1.0]
    assert shown(contents, "rang") == [3, 2, 1, 4]
    assert shown(contents, "classe") == ["A", "A", "A", "C"]
    assert shown(contents, "produit", "courbe_abc")[:4] == ["C", "B", "A", "D"]


def test_products_that_nothing_tells_apart_share_a_rank_and_the_next_one_stays_blank() -> None:
    contents = margins(50, 50, 10)
    assert shown(contents, "rang") == [1, 1, 3]
    assert shown(contents, "produit", "courbe_abc")[:4] == ["A", None, "C", None]
    assert shown(contents, "cumul", "courbe_abc")[:3] == pytest.approx([100 / 110, None, 1.0])


def test_the_class_a_products_and_their_share_of_the_margin_are_counted() -> None:
    contents = margins(70, 20, 7, 3)
    assert contents.figures["gammes_a"] == 2
    assert contents.figures["gammes_part_a"] == 0.9


def test_a_firm_s_own_threshold_comes_before_the_usual_one() -> None:
    contents = margins(70, 20, 7, 3, seuils={"Classe A": 0.5})
    assert shown(contents, "classe") == ["A", "B", "B", "C"]


# --- the matrix -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "level"),
    [(0.30, "fort"), (0.2999, "moyen"), (0.10, "moyen"), (0.0999, "faible"), (0.0, "faible"), (1.2, "fort")],
)
def test_atouts_are_told_by_the_market_share(share: float, level: str) -> None:
    assert shown(plan(ventes=[share * 10000], marche=[10000]), "atouts") == [level]


ZONES = {
    "fort": ("à développer", "à développer", "à maintenir"),
    "moyen": ("à développer", "à maintenir", "à alléger"),
    "faible": ("à maintenir", "à alléger", "à alléger"),
}


@pytest.mark.parametrize("atouts", LEVELS)
def test_a_product_has_the_zone_and_the_prescription_of_its_cell(atouts: str) -> None:
    volume = {"fort": 50, "moyen": 20, "faible": 5}[atouts]
    contents = margins(80, 15, 5, ventes=[volume] * 3, marche=[100] * 3)
    assert shown(contents, "attraits") == list(CLASSES.values())
    assert shown(contents, "position") == list(ZONES[atouts])
    assert shown(contents, "prescription") == [typeset(each) for each in reversed(PRESCRIPTIONS[atouts])]


def test_a_product_that_is_not_placed_on_both_sides_has_no_prescription() -> None:
    unknown_market = margins(80, ventes=[5])
    unknown_margin = plan(ventes=[5], marche=[10])
    for contents in (unknown_market, unknown_margin):
        assert shown(contents, "position") == [None]
        assert shown(contents, "prescription") == [None]


def test_the_matrix_counts_the_products_of_each_cell_and_adds_their_revenue_up() -> None:
    contents = margins(80, 15, 5, None, ventes=[50, 50, 5, 50], marche=[100] * 4, ca=[1000, 1000, 1000, 7])
    assert shown(contents, "produits_a", "matrice") == [1, 0, 0]
    assert shown(contents, "produits_b", "matrice") == [1, 0, 0]
    assert shown(contents, "produits_c", "matrice") == [0, 0, 1]
    assert shown(contents, "ca_c", "matrice") == [0.0, 0.0, 1000.0]


def test_a_prescription_that_the_firm_has_changed_is_the_one_that_products_read() -> None:
    rows = {
        **section(FIRM).rows,
        "matrice_prescriptions": {"atouts": LEVELS, "forts": ["Foncer", "Attendre", "Attendre"]},
        "gammes": {"produit": ["A"], "ca": [9], "couts_variables": [1], "ventes": [9], "marche": [10]},
    }
    assert shown(make_contents(pac_book(FIRM), rows, PAUL, TODAY), "prescription") == ["Foncer"]


def test_the_firm_s_products_are_there_and_each_has_its_rank() -> None:
    firm = dataclasses.replace(FIRM, products=tuple(f"Produit {number}" for number in range(20)))
    assert section(firm).rows["gammes"]["produit"] == firm.products
    assert section(firm).rows["courbe_abc"]["rang"] == list(range(1, 21))
