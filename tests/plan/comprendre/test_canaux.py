"""The channels: each one's weight and rates, and those of all together, from their parts."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from pacxl import Contents
from pacxl.books.pac import pac_book
from pacxl.compute.contents import make_contents
from pacxl.plan.comprendre.canaux import CHANNELS, section
from tests.plans import PAUL, SMALL, TODAY

FIRM = dataclasses.replace(SMALL, sections=("canaux",))


def plan(**columns: list[Any]) -> Contents:
    """A plan of channels A, B, C … with the columns given."""
    size = max(map(len, columns.values()))
    rows = {**section(FIRM).rows, "canaux": {"canal": list("ABCDEFGHI"[:size]), **columns}}
    return make_contents(pac_book(FIRM), rows, PAUL, TODAY)


def shown(contents: Contents, key: str, table: str = "canaux") -> list[Any]:
    column = contents.frames[table][key]
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]


def test_a_weight_is_a_share_of_what_is_known() -> None:
    contents = plan(ca_realise=[300, 100, None], objectif_ca=[200, 200, 100])
    assert shown(contents, "poids") == [0.75, 0.25, None]
    assert shown(contents, "poids_vise") == [0.4, 0.4, 0.2]
    assert shown(contents, "ecart_poids") == [35.0, -15.0, None]


def test_weights_of_nothing_are_blank() -> None:
    assert shown(plan(ca_realise=[0, 0]), "poids") == [None, None]


def test_the_gap_is_what_was_done_less_what_was_aimed_at() -> None:
    contents = plan(ca_realise=[90, 100, None, 50, 10], objectif_ca=[100, 100, 100, None, 0])
    assert shown(contents, "ecart_ca") == [-10.0, 0.0, None, None, 10.0]
    assert shown(contents, "atteinte") == [0.9, 1.0, None, None, None]
    assert shown(contents, "verdict") == ["défavorable", "favorable", None, None, "favorable"]


def test_the_evolution_compares_with_last_year() -> None:
    contents = plan(ca_realise=[110, 90, 50, None], ca_precedent=[100, 100, 0, 100])
    assert shown(contents, "evolution") == pytest.approx([0.1, -0.1, None, None])


PARTS: dict[str, list[Any]] = {
    "ca_realise": [8000, 2000, 500, 400],
    "contacts": [1000, 4000, None, 0],
    "ventes": [200, 100, 50, 2],
    "cout": [4000, 500, 0, None],
}


@pytest.mark.parametrize(
    ("rate", "by_channel", "overall"),
    [
        ("conversion", [0.2, 0.025, None, None], 302 / 5000),
        ("panier", [40.0, 20.0, 10.0, 200.0], 10900 / 352),
        ("cout_vente", [20.0, 5.0, 0.0, None], 4500 / 350),
        ("rentabilite", [2.0, 4.0, None, None], 10500 / 4500),
    ],
)
def test_a_rate_of_all_channels_is_recomputed_from_the_parts_known_together(
    rate: str, by_channel: list[float | None], overall: float
) -> None:
    """A cost of zero is known: what it sold counts for all channels, though its own rate is beyond reckoning."""
    contents = plan(**PARTS)
    assert shown(contents, rate) == by_channel
    assert contents.figures[f"canaux_{rate}"] == pytest.approx(overall)


def test_rates_of_nothing_are_blank() -> None:
    contents = plan(ca_realise=[None, None])
    assert contents.figures["canaux_conversion"] is None
    assert shown(contents, "rentabilite") == [None, None]


# --- the weights, largest first ---------------------------------------------------------------------------


def test_channels_are_ranked_by_what_they_sold_or_else_by_what_they_aim_at() -> None:
    contents = plan(ca_realise=[10, None, 30, None], objectif_ca=[99, 20, 5, None])
    assert shown(contents, "rang") == [3, 2, 1, None]
    assert shown(contents, "canal", "canaux_poids")[:4] == ["C", "B", "A", None]


def test_between_equals_the_larger_aim_comes_first() -> None:
    assert shown(plan(ca_realise=[10, 10, 10], objectif_ca=[1, 3, 2]), "rang") == [3, 1, 2]


def test_channels_that_nothing_tells_apart_share_a_rank_and_the_next_one_stays_blank() -> None:
    contents = plan(ca_realise=[10, 10, 5])
    assert shown(contents, "rang") == [1, 1, 3]
    assert shown(contents, "canal", "canaux_poids")[:3] == ["A", None, "C"]


def test_the_firm_s_channels_are_there_or_else_the_usual_ones() -> None:
    firm = dataclasses.replace(FIRM, channels=("Boutique", "Marchés"))
    assert section(firm).rows["canaux"]["canal"] == ("Boutique", "Marchés")
    assert section(FIRM).rows["canaux"]["canal"] == CHANNELS


def test_every_channel_of_the_firm_has_its_rank() -> None:
    firm = dataclasses.replace(FIRM, channels=tuple(f"Canal {number}" for number in range(11)))
    assert section(firm).rows["canaux_poids"]["rang"] == list(range(1, 12))
