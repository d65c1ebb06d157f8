"""The catalogue: every finding says what was found and the way out, in both languages."""

from __future__ import annotations

import re
import string
from collections.abc import Callable

import pytest

import pacxl.errors
from pacxl.definition.expr import lift
from pacxl.definition.rule import Rule
from pacxl.findings.finding import CATALOGUE, Finding, Place
from pacxl.typography import plain_spaces


def words(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_say_the_same(code: str) -> None:
    entry = CATALOGUE[code]
    assert words(entry.fr) == words(entry.en)
    assert words(entry.remedy_fr) == words(entry.remedy_en)
    assert all(text.strip().endswith(".") for text in entry[1:])


def test_every_fault_has_its_finding() -> None:
    faults = [fault for fault in vars(pacxl.errors).values() if isinstance(fault, type)]
    assert {fault.code for fault in faults if issubclass(fault, pacxl.errors.PacxlError)} <= set(CATALOGUE)


def test_a_sentence_is_in_its_reader_s_language() -> None:
    about = {"expected": "un nombre", "expected_en": "a number"}
    finding = Finding("not-accepted", Place("a.xlsx", "Offre", "B2", "T", "Budget"), "abc", about)
    assert finding.message("en") == "“abc” cannot be read in the column Budget: a number is needed."
    assert plain_spaces(finding.message()) == "« abc » n’est pas lisible dans la colonne Budget : il faut un nombre."


NAMES = {
    "Paul": "de Paul",
    "Inès": "d’Inès",
    "Élodie": "d’Élodie",
    "Hélène Marchand (Nord)": "d’Hélène Marchand (Nord)",
    "Yves": "d’Yves",
    "Yann": "de Yann",
    "ce même carnet": "de ce même carnet",
}


@pytest.mark.parametrize(("name", "said"), NAMES.items())
def test_a_name_is_told_as_it_is_said(name: str, said: str) -> None:
    about = {"amount": "1 €", "other": "B", "who": name, "why": "Même société"}
    told = Finding("deal-twice", Place(), "A", about)
    assert f"« B », {said} :" in plain_spaces(told.message())
    assert f"“B”, of {name}:" in told.message("en")


SLIPS: dict[str, tuple[Callable[[], object], str]] = {
    "a code that is in no catalogue": (lambda: Finding("not-acepted", Place()), "no such finding: 'not-acepted'"),
    "a sentence that lacks a word": (lambda: Finding("not-accepted", Place()), "'not-accepted' needs expected"),
    "a rule whose code is none": (lambda: Rule("far", "t", "c", lift(True)), "no such finding: 'far'"),
    "a rule whose sentence needs more": (
        lambda: Rule("deal-twice", "t", "c", lift(True)),
        "'deal-twice' needs amount, other, who, why",
    ),
}


@pytest.mark.parametrize(("made", "slip"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_when_it_is_made(made: Callable[[], object], slip: str) -> None:
    with pytest.raises(ValueError, match=re.escape(slip)):
        made()
