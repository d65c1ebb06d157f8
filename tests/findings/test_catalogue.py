"""The catalogue: every finding says what was found and the way out, in both languages."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import pacxl.errors
from pacxl.excel import address
from pacxl.findings.finding import CATALOGUE, Finding, Place

ROOMS = Path(pacxl.__file__).parent


def words(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_say_the_same(code: str) -> None:
    entry = CATALOGUE[code]
    assert words(entry.fr) == words(entry.en)
    assert words(entry.remedy_fr) == words(entry.remedy_en)
    assert all(text.strip().endswith(".") for text in entry[1:])


def test_every_code_that_a_room_uses_is_in_the_catalogue_and_none_is_idle() -> None:
    texts = {
        node.value
        for room in ROOMS.rglob("*.py")
        if room.parent.name != "findings"
        for node in ast.walk(ast.parse(room.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(CATALOGUE) - texts == set()


def test_every_fault_has_its_finding() -> None:
    faults = [fault for fault in vars(pacxl.errors).values() if isinstance(fault, type)]
    assert {fault.code for fault in faults if issubclass(fault, pacxl.errors.PacxlError)} <= set(CATALOGUE)


def test_a_sentence_is_in_its_reader_s_language() -> None:
    about = {"expected": "un nombre", "expected_en": "a number"}
    finding = Finding("not-accepted", Place("a.xlsx", "Offre", "B2", "T", "Budget"), "abc", about)
    assert finding.message("en") == "“abc” cannot be read in the column Budget: a number is needed."
    assert finding.message() == "« abc » n’est pas lisible dans la colonne Budget : il faut un nombre."


@pytest.mark.parametrize(
    ("position", "cell"), [((0, 0), "A1"), ((9, 25), "Z10"), ((0, 26), "AA1"), ((0, 16383), "XFD1")]
)
def test_an_address_is_as_excel_writes_it(position: tuple[int, int], cell: str) -> None:
    assert address(*position) == cell
