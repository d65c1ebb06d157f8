"""When two spellings are one name, nearly one, or two."""

from __future__ import annotations

import pytest

from pacxl.french.proper_names import as_near_name, as_one_name, best_spelt_name, firm_proper_name, near_firm_names

ONE, NEAR, TWO = "one", "near", "two"
NAMES: dict[str, tuple[str, str, str]] = {
    "two people": ("Paul", "Paule", TWO),
    "a first name alone": ("Paul", "Paul Martin", TWO),
    "capitals": ("Paul Martin", "PAUL MARTIN", ONE),
    "a blank after it": ("Paul", "Paul  ", ONE),
    "two blanks inside it": ("Paul  Martin", "Paul Martin", ONE),
    "a no-break space": ("Paul\u00a0Martin", "Paul Martin", ONE),
    "an accent in two characters": ("Zoe\u0301", "Zo\u00e9", ONE),
    "full-width letters": ("Ｐａｕｌ", "Paul", ONE),
    "no accent": ("Zoe", "Zoé", NEAR),
    "the last name first": ("Martin Paul", "Paul Martin", NEAR),
    "the last name first, in capitals": ("MARTIN Paul", "Paul Martin", NEAR),
    "a hyphen": ("Jean-Pierre", "Jean Pierre", NEAR),
}


@pytest.mark.parametrize(("one", "other", "verdict"), NAMES.values(), ids=NAMES)
def test_a_person(one: str, other: str, verdict: str) -> None:
    near = as_near_name(one) == as_near_name(other)
    same = as_one_name(one) == as_one_name(other)
    assert (ONE if same else NEAR if near else TWO) == verdict


FIRMS: dict[str, tuple[str, str, str]] = {
    "another firm": ("Alpes Piscines", "Jura Bois", TWO),
    "a firm whose name begins alike": ("Alpes Piscines", "Alpes Menuiserie", TWO),
    "two legal forms alone": ("SARL", "SAS", TWO),
    "capitals and no accent": ("Été & Fils", "ETE & FILS", ONE),
    "its legal form after it": ("Alpes Piscines", "Alpes Piscines SARL", ONE),
    "its legal form before it, with points": ("S.A.S. Alpes Piscines", "Alpes-Piscines", ONE),
    "another legal form": ("Alpes Piscines SASU", "EURL Alpes Piscines", ONE),
    "a letter left out": ("Alpes Piscines", "Alpes Piscine", NEAR),
    "two letters changed about": ("Alpes Piscines", "Aples Piscines", NEAR),
}


@pytest.mark.parametrize(("one", "other", "verdict"), FIRMS.values(), ids=FIRMS)
def test_a_firm(one: str, other: str, verdict: str) -> None:
    same = firm_proper_name(one) == firm_proper_name(other)
    assert (ONE if same else NEAR if near_firm_names(one, other) else TWO) == verdict


SHOWN: dict[str, tuple[list[str], str]] = {
    "none": ([], ""),
    "the one that is written most": (["Paul", "PAUL", "PAUL"], "PAUL"),
    "else the one that is not all in capitals": (["PAUL", "Paul", "paul"], "Paul"),
    "else the first": (["PAUL", "paul"], "PAUL"),
    "without the blanks around and in it": (["  Paul   Martin "], "Paul Martin"),
}


@pytest.mark.parametrize(("written", "shown"), SHOWN.values(), ids=SHOWN)
def test_the_spelling_shown(written: list[str], shown: str) -> None:
    assert best_spelt_name(written) == shown
