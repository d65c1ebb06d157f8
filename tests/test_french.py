"""What people type, and what it means."""

from __future__ import annotations

import datetime as dt

import pytest

from pacxl.french import fold, read_date, read_number

NUMBERS = {
    "1000": 1000.0,
    "1 000": 1000.0,
    "1 000,50 €": 1000.5,
    "1\u00a0000": 1000.0,
    "12\u202f345,68 EUR": 12345.68,
    "(12 345,68)": -12345.68,
    "-3": -3.0,
    "− 3,5": -3.5,
    "20 %": 0.2,
    "20 %.": 0.2,
    "0,2": 0.2,
    "0.25": 0.25,
    "0,125": 0.125,
    "3,14159": 3.14159,
    "1500 euros": 1500.0,
}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items(), ids=NUMBERS)
def test_a_number(text: str, value: float) -> None:
    reading = read_number(text)
    assert reading is not None
    assert reading.value == value


@pytest.mark.parametrize("text", ["1.000", "1,000", "12.500 €"])
def test_a_thousand_or_one_has_two_readings_and_no_value(text: str) -> None:
    reading = read_number(text)
    assert reading is not None
    assert (len(reading.values), reading.value) == (2, None)


@pytest.mark.parametrize(
    "text", ["abc", "", "n.c.", "1 00", "1 0000", "(5", "5)", "3:1", "50 leads", "--5", "1,2,3", "20 $"]
)
def test_no_number(text: str) -> None:
    assert read_number(text) is None


DATES = {
    "12/04/2026": dt.date(2026, 4, 12),
    "1/2/26": dt.date(2026, 2, 1),
    "31-12-2026": dt.date(2026, 12, 31),
    "04.05.2026": dt.date(2026, 5, 4),
    "2026-04-12": dt.date(2026, 4, 12),
    "4 avril 2003.": dt.date(2003, 4, 4),
    "1er août 2026": dt.date(2026, 8, 1),
    "15 DÉC. 2026": dt.date(2026, 12, 15),
    "31-déc-26": dt.date(2026, 12, 31),
}


@pytest.mark.parametrize(("text", "day"), DATES.items(), ids=DATES)
def test_a_date_day_first(text: str, day: dt.date) -> None:
    reading = read_date(text)
    assert reading is not None
    assert reading.value == day


@pytest.mark.parametrize("text", ["hier", "", "12/13/2026", "31/02/2026", "31-déc", "S2 2026", "2026", "à définir"])
def test_no_date(text: str) -> None:
    assert read_date(text) is None


def test_texts_are_compared_without_case_accents_and_kinds_of_space() -> None:
    assert fold("  L’Œuvre\u00a0d'ÉTÉ ") == fold("l'oeuvre d’été")
