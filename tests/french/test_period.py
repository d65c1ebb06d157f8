"""The stretch of months a plan covers: every form of its label, and the simplest one from a first month."""

from __future__ import annotations

import datetime as dt

import pytest

from pacxl import SettingsError
from pacxl.french.period import current_semester, parse_period, period_from_start

# label as typed → label kept, first month, number of months
READ = {
    "a civil year": ("2026", "2026", (2026, 1), 12),
    "the first semester": ("2026-S1", "2026-S1", (2026, 1), 6),
    "the second semester": ("2026-S2", "2026-S2", (2026, 7), 6),
    "a quarter": ("2026-T3", "2026-T3", (2026, 7), 3),
    "a month": ("2026-07", "2026-07", (2026, 7), 1),
    "a fiscal year": ("2026-07/2027-06", "2026-07/2027-06", (2026, 7), 12),
    "four months across a new year": ("2026-11/2027-02", "2026-11/2027-02", (2026, 11), 4),
    "a year told by its months": ("2026-01/2026-12", "2026", (2026, 1), 12),
    "a month told twice": ("2026-07/2026-07", "2026-07", (2026, 7), 1),
    "in small letters, with blanks around": (" 2026-s2 ", "2026-S2", (2026, 7), 6),
    "the semester before its year": ("S1 2026", "2026-S1", (2026, 1), 6),
    "the quarter before its year": ("T3 2026", "2026-T3", (2026, 7), 3),
    "a semester by its number": ("semestre 2 2026", "2026-S2", (2026, 7), 6),
    "a quarter in words": ("4ème trimestre 2026", "2026-T4", (2026, 10), 3),
}


@pytest.mark.parametrize(("typed", "label", "first", "months"), READ.values(), ids=READ)
def test_a_period_is_read_from(typed: str, label: str, first: tuple[int, int], months: int) -> None:
    period = parse_period(typed)
    assert (period.label, period.start, period.length) == (label, dt.date(*first, 1), months)


REFUSED = {
    "nothing": "",
    "a third semester first": "S3 2026",
    "a semester without its year": "S1",
    "a third semester": "2026-S3",
    "a fifth quarter": "2026-T5",
    "a thirteenth month": "2026-13",
    "a month of one digit": "2026-7",
    "two digits of a year": "26",
    "a year before Excel's calendar": "1900",
    "a year at the end of it": "9998",
    "digits of another script": "２０２６",
    "a day": "2026-07-01",
    "an end that is missing": "2026-07/",
    "an end that is a semester": "2026-07/2026-S2",
    "a beginning that is a year": "2026/2027-06",
    "an end before the beginning": "2027-06/2026-07",
    "more than two years": "2026-01/2028-01",
}


@pytest.mark.parametrize("typed", REFUSED.values(), ids=REFUSED)
def test_no_period_is_read_from(typed: str) -> None:
    with pytest.raises(SettingsError, match=f"« {typed} »"):
        parse_period(typed)


STARTS = {
    "a year": ((2026, 1), 12, "2026"),
    "a fiscal year": ((2026, 7), 12, "2026-07/2027-06"),
    "a semester": ((2026, 1), 6, "2026-S1"),
    "the other semester": ((2026, 7), 6, "2026-S2"),
    "six months that are no semester": ((2026, 4), 6, "2026-04/2026-09"),
    "a quarter": ((2026, 10), 3, "2026-T4"),
    "three months that are no quarter": ((2026, 12), 3, "2026-12/2027-02"),
    "a month": ((2026, 12), 1, "2026-12"),
    "four months": ((2026, 1), 4, "2026-01/2026-04"),
    "two years": ((2026, 1), 24, "2026-01/2027-12"),
}


@pytest.mark.parametrize(("first", "months", "label"), STARTS.values(), ids=STARTS)
def test_the_label_is_the_simplest_of(first: tuple[int, int], months: int, label: str) -> None:
    assert period_from_start(dt.date(*first, 1), months).label == label


@pytest.mark.parametrize(("first", "months", "label"), STARTS.values(), ids=STARTS)
def test_a_label_reads_back_as_the_same(first: tuple[int, int], months: int, label: str) -> None:
    assert parse_period(label) == period_from_start(dt.date(*first, 1), months)


@pytest.mark.parametrize(
    ("start", "months", "told"),
    [
        (dt.date(2026, 1, 1), 0, "0 mois"),
        (dt.date(2026, 1, 1), 25, "25 mois"),
        (dt.date(2026, 1, 15), 6, "15/01/2026"),
        (dt.date(9998, 1, 1), 6, "9998"),
    ],
)
def test_a_start_is_refused(start: dt.date, months: int, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        period_from_start(start, months)


def test_the_months_are_given_by_their_first_days() -> None:
    months = parse_period("2026-11/2027-02").months
    assert [f"{month:%Y-%m-%d}" for month in months] == ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]


@pytest.mark.parametrize(
    ("day", "label"),
    [(dt.date(2026, 1, 1), "2026-S1"), (dt.date(2026, 6, 30), "2026-S1"), (dt.date(2026, 7, 1), "2026-S2")],
)
def test_the_semester_of_a_day(day: dt.date, label: str) -> None:
    assert current_semester(day) == label
