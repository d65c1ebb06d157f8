"""How people lay out their plans, their deals and their indicators, and what only looks like it: a table of layouts,
each with what its columns are, filled with invented contents.

`layouts.tsv`: the kind of table (its key), the language, where the layout comes from (a survey of workbooks,
invention, or headers found elsewhere once the recognition was written), and the columns: each header, and what stands
under it (a name in `contents.MAKERS`). `others.tsv`: the same, of lists that are none.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.adopting.lists import lists_in
from pacxl.adopting.understood import UnderstoodList, understand
from pacxl.adopting.weigh import ROLES
from pacxl.books.pac import pac_book
from pacxl.definition.book import Book
from pacxl.errors import NoTables
from pacxl.formats.opened import Opened
from tests.adopting.contents import MAKERS
from tests.reading.own_pacs import save

HERE = Path(__file__).parent
ROWS = 8
# What stands under a header, where that is not called as the role that it is for.
CALLED = {"etape_affaire": "etape", "segment_indicateur": "segment", "objectif_chiffre": "objectif"}


@dataclass(frozen=True)
class Layout:
    """A row of headers, and what stands under each."""

    number: int
    kind: str
    origin: str
    columns: tuple[tuple[str, str], ...]

    @property
    def grid(self) -> list[list[Any]]:
        """Its cells: the headers, then rows that are the same at each run."""
        rng = random.Random(self.number)
        makers = [rng.choice(MAKERS[maker]) for _, maker in self.columns]
        under = [[make(rng, row) for row in range(ROWS)] for make in makers]
        headers = ["" if header == "(vide)" else header for header, _ in self.columns]
        return [headers, *([column[row] for column in under] for row in range(ROWS))]

    def ours(self, maker: str) -> str:
        """The key of the column of ours that a column is; "" where there is none."""
        role = CALLED.get(maker, maker)
        return next((each.ours for each in ROLES.get(self.kind, ()) if each.key == role), "")


def layouts(name: str) -> list[Layout]:
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [
        Layout(number, kind, origin, tuple(column.rpartition("=")[::2] for column in columns.split(" | ")))
        for number, (kind, _, origin, columns) in enumerate(line.split("\t") for line in lines)
    ]


LAYOUTS, OTHERS = layouts("layouts"), layouts("others")


@cache
def book() -> Book:
    return pac_book(replace(pacxl.load_settings("complet"), sections=("statut_saisi",)))


@cache
def understood(layout: Layout) -> list[UnderstoodList]:
    return [understand(table, book()) for table in lists_in(Opened({"Feuil1": layout.grid}))]


def wrong(layout: Layout) -> Iterator[str]:
    """The columns of a layout that are read as others than they are, and those that are not known."""
    (found,) = [each for each in understood(layout) if each.kind]
    roles = {CALLED.get(maker, maker) for _, maker in layout.columns}
    read = {column.col: column.ours for column in found.columns if column.misfit is None or column.role in roles}
    for col, (header, maker) in enumerate(layout.columns):
        ours = read.get(col, "")
        if ours != layout.ours(maker):
            yield f"{'wrong' if ours else 'asked'}: {header} is {layout.ours(maker) or 'none'}, not {ours or 'none'}"


def test_there_are_enough_of_each() -> None:
    assert len(LAYOUTS) >= 160
    assert len(OTHERS) >= 80


@pytest.mark.parametrize("origin", sorted({each.origin for each in LAYOUTS}))
def test_nearly_every_table_is_known_for_what_it_is(origin: str) -> None:
    mine = [each for each in LAYOUTS if each.origin == origin]
    missed = [each for each in mine if [found.kind for found in understood(each) if found.kind] != [each.kind]]
    assert len(missed) <= 0.05 * len(mine), [each.columns for each in missed]


@pytest.mark.parametrize("origin", sorted({each.origin for each in LAYOUTS}))
def test_nearly_every_column_too_and_the_others_are_asked(origin: str) -> None:
    mine = [each for each in LAYOUTS if each.origin == origin]
    known = [each for each in mine if [found.kind for found in understood(each) if found.kind] == [each.kind]]
    told = [f"{each.number}: {slip}" for each in known for slip in wrong(each)]
    assert len(told) <= 0.03 * sum(len(each.columns) for each in mine), told
    assert [slip for slip in told if "wrong: " in slip] == []


@pytest.mark.parametrize("layout", OTHERS, ids=lambda each: f"{each.kind} {each.number}")
def test_what_is_none_is_not_adopted(layout: Layout) -> None:
    assert [each.kind for each in understood(layout) if each.kind] == []


def test_a_refused_workbook_says_what_is_near_and_what_it_lacks(tmp_path: Path) -> None:
    rows = [("Responsable", "Échéance", "Téléphone"), ("Paul", "30/06/2026", "01 23 45 67 89")]
    with pytest.raises(NoTables, match="le plus proche d’un plan d’actions") as refused:
        pacxl.read(save({"Suivi": rows}, tmp_path / "suivi.xlsx"))
    assert "« Responsable », « Échéance »" in refused.value.detail
    assert "il lui manque ce qu’il y a à faire" in refused.value.detail
    assert "what there is to do" in refused.value.detail_en
