"""What an author is told of a file, once the others of its folder are known."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.compute.contents import CellCounts, Contents
from pacxl.way_back.together import FilesTogether, together
from tests.plans import MARKET, SMALL, TODAY, with_rows

FILE = Path("PAC.xlsx")
FIRM = dataclasses.replace(SMALL, period="2026-T2")


def sent(file: str, person: str, firm: str = "Alpes", period: str = "2026-T2", **tables: Any) -> Contents:
    blank = pacxl.blank(FIRM, person=person, company=firm, period=period, today=TODAY)
    return dataclasses.replace(with_rows(blank, **tables), file=file, cells=CellCounts(9, 9))


def spending(amount: float) -> dict[str, Any]:
    return {"actions": {"famille": [MARKET], "etape": ["Choisir"], "budget": [amount]}}


DEAL: dict[str, Any] = {"carnet": {"societe": ["Alpha"], "nature": ["Bassin"], "montant": [4000.0]}}
# A folder, what is chosen → of its first file: the case of the message that goes without a copy, and words of it.


@cache
def paul() -> Contents:
    return sent("a", "Paul", **spending(10))


@cache
def zoe() -> Contents:
    return sent("z", "Zoé", **spending(30))


FIRSTS: dict[str, tuple[Callable[[], Sequence[Contents]], dict[str, Any], str, str]] = {
    "a file that counts": (lambda: [paul(), zoe()], {}, "", ""),
    "an older version": (
        lambda: [paul(), sent("b", "Paul", **spending(20))],
        {},
        "left out",
        "Deux versions du plan de Paul",
    ),
    "one that somebody has set aside": (
        lambda: [paul(), sent("b", "Paul", **spending(20))],
        {"keep": ["b"]},
        "left out",
        "une autre version compte\u00a0: b",
    ),
    "another period's": (
        lambda: [sent("a", "Paul", period="2025-T4", **spending(1)), paul(), zoe()],
        {},
        "left out",
        "4e trimestre 2025",
    ),
    "another firm's": (lambda: [sent("a", "Ada", "Jura", **spending(1)), paul(), zoe()], {}, "left out", "Jura"),
    "one that is blank": (lambda: [sent("a", "Ada"), zoe()], {}, "blank", ""),
    "two firms in a tie": (lambda: [sent("a", "Ada", "Jura", **spending(1)), zoe()], {}, "", ""),
}


@pytest.mark.long
@pytest.mark.parametrize(("folder", "chosen", "case", "words"), FIRSTS.values(), ids=FIRSTS)
def test_the_message_on_a_file(
    folder: Callable[[], Sequence[Contents]], chosen: dict[str, Any], case: str, words: str
) -> None:
    plans = folder()
    about = together(plans, **chosen).letter_alone(plans[0], FILE, "fr")
    assert (about.case if about else "") == case
    assert words in (about.what if about else "")


def test_a_version_that_counts_for_a_part_goes_back_with_a_word_of_it() -> None:
    older, newer = sent("a", "Paul", **spending(10), **DEAL), sent("b", "Paul", **spending(20))
    team = together([older, newer])
    assert team.letter_alone(older, FILE, "fr") is None
    assert "seul à les remplir\u00a0: Carnet" in team.note(older, "fr")
    assert team.note(newer, "fr") == ""


def test_of_two_files_that_say_the_same_one_is_answered() -> None:
    team = together([paul(), dataclasses.replace(paul(), file="a - Copie"), zoe()])
    assert [team.is_copy(dataclasses.replace(paul(), file=file)) for file in ("a", "a - Copie")] == [False, True]


def test_each_is_told_what_only_they_can_answer() -> None:
    paul, zoe = sent("a", "Paul", **spending(10), **DEAL), sent("z", "Zoé", **spending(30), **DEAL)
    told = together([paul, zoe]).told_to_author(paul)
    assert [(each.code, each.place.file) for each in told.found] == [("deal-twice", "a")]


def test_where_firms_are_in_a_tie_each_file_is_answered_by_itself() -> None:
    team = together([zoe(), sent("j", "Jean", "Jura", **spending(1))])
    assert team == FilesTogether()
    assert team.told_to_author(zoe()).found == ()
