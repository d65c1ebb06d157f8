"""Findings of one cause are one line: how many, where, what they hold; what there is to do comes first."""

from __future__ import annotations

import pytest

from pacxl.findings.cause import causes
from pacxl.findings.entry import Severity
from pacxl.findings.finding import CATALOGUE, Finding, Place
from pacxl.typography import plain_spaces

FILE = "PAC.xlsx"


def unreadable(cell: str, value: str, sheet: str = "Offre", file: str = FILE) -> Finding:
    about = {"expected": "un nombre", "expected_en": "a number"}
    return Finding("not-accepted", Place(file, sheet, cell, "T", "Budget"), value, about)


def without_amount(cell: str) -> Finding:
    return Finding("amount-missing", Place(FILE, "Carnet", cell, "Carnet", "Montant"))


KEPT = Finding("kept-as-libre", Place(FILE, "Offre", "L32"), about={"count": "2"})


def test_a_few_of_one_cause_are_told_each_by_itself() -> None:
    told = causes([unreadable("B2", "abc"), unreadable("B3", "voir"), unreadable("B9", "?")])
    assert [(each.number, each.places(), plain_spaces(each.message())) for each in told] == [
        (1, "Offre B2", "« abc » n’est pas lisible dans la colonne Budget : il faut un nombre."),
        (1, "Offre B3", "« voir » n’est pas lisible dans la colonne Budget : il faut un nombre."),
        (1, "Offre B9", "« ? » n’est pas lisible dans la colonne Budget : il faut un nombre."),
    ]


def test_many_are_one_line_with_their_number_their_places_and_what_they_hold() -> None:
    [told] = causes([unreadable(f"B{row}", value) for row, value in enumerate(["abc", "voir", "?", "abc", "-"], 2)])
    assert told.places() == "Offre B2:B6"
    assert plain_spaces(told.message()) == (
        "« abc » n’est pas lisible dans la colonne Budget : il faut un nombre. Et 4 de même : « voir », « ? », « - »."
    )
    assert told.message("en") == (
        "“abc” cannot be read in the column Budget: a number is needed. And 4 more like it: “voir”, “?”, “-”."
    )
    assert plain_spaces(told.remedy()) == unreadable("B2", "abc").remedy()


def test_of_many_those_that_ask_for_something_else_are_a_line_of_their_own() -> None:
    date = {"expected": "une date", "expected_en": "a date"}
    found = [unreadable(f"B{row}", f"v{row}") for row in range(2, 5)]
    found += [Finding("not-accepted", Place(FILE, "Offre", cell, "T", "Fin"), cell, date) for cell in ("C2", "C3")]
    told = causes(found)
    assert [(each.places(), plain_spaces(each.message())) for each in told] == [
        (
            "Offre B2:B4",
            "« v2 » n’est pas lisible dans la colonne Budget : il faut un nombre. Et 2 de même : « v3 », « v4 ».",
        ),
        ("Offre C2:C3", "« C2 » n’est pas lisible dans la colonne Fin : il faut une date. Et 1 de même : « C3 »."),
    ]
    assert "une date" in told[1].remedy()


def test_many_that_say_the_same_are_counted() -> None:
    [told] = causes([without_amount(f"F{row}") for row in range(8800, 0, -1)])
    assert (told.number, told.places()) == (8800, "Carnet F1:F8800")
    assert told.message() == f"{without_amount('F1').message()} (8\u202f800 fois)"
    assert told.message("en").endswith(" (8,800 times)")


def test_values_and_places_beyond_the_first_are_counted() -> None:
    [told] = causes([unreadable(f"B{2 * row}", f"v{row}", f"Feuille {row // 3}") for row in range(1, 13)])
    assert plain_spaces(told.message()).endswith("Et 11 de même : « v2 », « v3 », « v4 », « v5 », « v6 », etc.")
    assert told.places() == "Feuille 0 B2, B4\nFeuille 1 B6, B8\n… et 8 de plus"
    assert told.places("en").endswith("… and 8 more")
    assert told.places(most=20).split("\n")[-1] == "Feuille 4 B24"


def test_an_area_and_a_sheet_without_a_cell_are_places_too() -> None:
    def found(sheet: str, cell: str) -> Finding:
        return Finding("sheet-hidden", Place(FILE, sheet, cell), about={"table": "T"})

    [told] = causes([found("A", ""), found("B", "C3:D9"), found("C", "A1"), found("C", "A2")])
    assert told.places() == "A\nB C3:D9\nC A1:A2"


def test_what_there_is_to_do_comes_first() -> None:
    told = causes([KEPT, without_amount("F2"), unreadable("B2", "abc")])
    assert [each.first.code for each in told] == ["not-accepted", "amount-missing", "kept-as-libre"]


@pytest.mark.parametrize("severity", Severity)
def test_what_asks_nothing_is_told_after_what_asks_something(severity: Severity) -> None:
    entries = {code: entry for code, entry in CATALOGUE.items() if entry.severity is severity}
    idle = {code for code, entry in entries.items() if entry.asks_nothing}
    assert idle == {code for code, entry in entries.items() if entry.remedy_en.startswith("Nothing to do")}


def test_the_causes_of_two_files_are_two() -> None:
    told = causes([unreadable(f"B{row}", "abc", file=file) for file in ("a.xlsx", "b.xlsx") for row in range(4)])
    assert [(each.first.place.file, each.number) for each in told] == [("a.xlsx", 4), ("b.xlsx", 4)]
