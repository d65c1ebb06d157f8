"""What the firm offers in each channel: a row each, and how many lack what they need."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from pacxl.books.pac import pac_book
from pacxl.compute.contents import make_contents
from pacxl.compute.evaluate import evaluate_figure
from pacxl.plan.decider.offre_par_canal import section
from tests.plans import PAUL, SMALL, TODAY

FIRM = dataclasses.replace(SMALL, sections=("canaux",), channels=("Magasin", "Terrain"))
BOOK = pac_book(FIRM)


def counted(key: str, **columns: list[Any]) -> Any:
    plan = make_contents(BOOK, {"offre_par_canal": columns}, PAUL, TODAY)
    asked = next(each for each in BOOK.figures if each.key == f"offre_{key}")
    return evaluate_figure(asked.formula, plan.world, asked.kind)


def test_each_channel_of_the_firm_has_its_row() -> None:
    assert section(FIRM).rows["offre_par_canal"]["canal"] == ("Magasin", "Terrain")


@pytest.mark.parametrize(
    ("key", "column", "values", "number"),
    [
        ("en_retard", "position", ["en retard", "en avance", None], 1),
        ("sans_proposition", "proposition", ["Un conseil en dix minutes", None, None], 1),
        ("sans_action", "actions", [None, None, "Former l’équipe"], 2),
    ],
)
def test_what_channels_lack_is_counted_where_a_row_names_one(
    key: str, column: str, values: list[Any], number: int
) -> None:
    assert counted(key, canal=["Magasin", "Terrain", None], **{column: values}) == number
