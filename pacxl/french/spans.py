"""Days, weeks, months, quarters and semesters as people write them, with their year or without it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from pacxl.french.calendar_names import MONTHS
from pacxl.french.text import Unfit, Words


class Span(NamedTuple):
    """From a day to another, both in it."""

    first: dt.date
    last: dt.date


class WrittenSpan(NamedTuple):
    """A stretch of days as it is written: `of` gives it in a year (None if that year has none such); `year` is the
    one written, or None where it is left out. A quarter or a semester has its rank, and its number of `months`. An
    `unlikely` one counts only if the first of several is not in a year of the plan.
    """

    year: int | None
    of: Callable[[int], Span | None]
    rank: int = 0
    months: int = 0
    unlikely: bool = False


Match = re.Match[str]
_Rule = Callable[[Match], "tuple[WrittenSpan, ...] | Unfit"]

_DAY_LONG = dt.timedelta(1)
NO_SUCH_DAY = Unfit(Words("ce jour n’existe pas au calendrier", "there is no such day in the calendar"))
_DAY_FIRST = Unfit(
    Words(
        "une date se lit jour d’abord, et il n’y a que 12 mois",
        "a date is read day first, and there are only 12 months",
    )
)
_WHOLE_YEAR = Unfit(
    Words("l’année en deux chiffres ne dit pas le siècle", "the year in two digits does not tell the century")
)
_PIVOT = 70  # in two digits, a year below it is of the 2000s; from it on, nobody says


def read_spans(text: str) -> tuple[WrittenSpan, ...] | Unfit | None:
    """What a folded text can name: one stretch of days, or several (`sem. 1`: a week or a semester); None if none."""
    for form, rule in _FORMS:
        if found := form.fullmatch(text):
            return rule(found)
    return None


# --- what each form means ---------------------------------------------------------------------------------


def _day(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    month, day = _month(found), int(found["day"])
    if month > 12 >= day:
        return _DAY_FIRST
    return _one(_years(found), lambda year: day_span(year, month, day))


def _two_by_two(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    """`26-04-12`: the day first, or the year, as programs write it."""
    said, written = _day(found), found["year"]
    year, month, day = 2000 + int(found["day"]), int(found["month"]), int(written)
    span = day_span(year, month, day)
    if isinstance(said, Unfit) or span is None or int(found["day"]) >= _PIVOT:
        return said
    return (*said, WrittenSpan(year, _always(span), unlikely=True))


def _compact(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    """Eight digits: the year first, or the day, if only one of them is a day of our times."""
    digits = found[0]
    orders = ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]))
    days = [day_span(*map(int, order)) for order in orders if 1954 <= int(order[0]) <= 2119]
    spans = [span for span in days if span]
    return tuple(WrittenSpan(span.first.year, _always(span)) for span in spans) or NO_SUCH_DAY


def _always(span: Span) -> Callable[[int], Span | None]:
    return lambda year: span


def _whole_month(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    month = _month(found)
    return _one(_years(found), lambda year: months_span(year, month, 1))


def _month_and_number(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    """`mars-26`: the 26th, or March of 2026."""
    month, number = MONTHS[found["name"]], int(found["number"])
    day = WrittenSpan(None, lambda year: day_span(year, month, number))
    whole = WrittenSpan(2000 + number, lambda year: months_span(year, month, 1))
    return (whole, day) if 1 <= number <= 31 else (whole,) if number < _PIVOT else _WHOLE_YEAR


def _quarter(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    return _part_of_year(found, 3)


def _semester(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    return _part_of_year(found, 6)


def _part_of_year(found: Match, months: int) -> tuple[WrittenSpan, ...] | Unfit:
    rank = _ORDINALS.get(found["rank"]) or int(found["rank"])
    said = _one(_years(found), lambda year: months_span(year, months * (rank - 1) + 1, months))
    return said if isinstance(said, Unfit) else tuple(each._replace(rank=rank, months=months) for each in said)


def _week(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    """A week of the ISO calendar, from Monday to Sunday; the first holds the year's first Thursday."""
    number = int(found["week"])
    return _one(_years(found), lambda year: _week_of(year, number))


def _half_or_week(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    semester, week = _semester(found), _week(found)
    return semester + week if isinstance(semester, tuple) and isinstance(week, tuple) else semester


def _whole_year(found: Match) -> tuple[WrittenSpan, ...] | Unfit:
    return _one(_years(found), lambda year: months_span(year, 1, 12))


def _one(year: int | Unfit | None, of: Callable[[int], Span | None]) -> tuple[WrittenSpan, ...] | Unfit:
    if isinstance(year, Unfit):
        return year
    return NO_SUCH_DAY if year is not None and of(year) is None else (WrittenSpan(year, of),)


def _years(found: Match) -> int | Unfit | None:
    written = (found.groupdict().get("year") or "").lstrip("'")
    if not written:
        return None
    if len(written) == 2:
        return 2000 + int(written) if int(written) < _PIVOT else _WHOLE_YEAR
    return int(written) if int(written) else NO_SUCH_DAY


def _month(found: Match) -> int:
    return MONTHS[found["name"]] if "name" in found.groupdict() else int(found["month"])


def day_span(year: int, month: int, day: int) -> Span | None:
    """One day as a span; None if the calendar has no such day."""
    try:
        return Span(dt.date(year, month, day), dt.date(year, month, day))
    except ValueError:
        return None


def months_span(year: int, month: int, count: int) -> Span | None:
    """A span of so many months from one on; a month above 12 is of the years after."""
    first, after = year * 12 + month - 1, year * 12 + month - 1 + count
    try:
        return Span(dt.date(first // 12, first % 12 + 1, 1), dt.date(after // 12, after % 12 + 1, 1) - _DAY_LONG)
    except ValueError:
        return None


def _week_of(year: int, number: int) -> Span | None:
    try:
        return Span(dt.date.fromisocalendar(year, number, 1), dt.date.fromisocalendar(year, number, 7))
    except (ValueError, OverflowError):
        return None


# --- the forms --------------------------------------------------------------------------------------------

_ORDINALS = {
    "premier": 1,
    "deuxieme": 2,
    "second": 2,
    "seconde": 2,
    "troisieme": 3,
    "quatrieme": 4,
}
_NAME = f"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\\.?"
_YEAR = "(?P<year>[0-9]{4}|'?[0-9]{2})"
_FULL = "(?P<year>[0-9]{4})"
_DAY, _MONTH = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})"
_TH = "(?:er|e|eme|nd|nde|th|st|rd)?"
_NTH = f"(?P<rank>[1-4]|{'|'.join(_ORDINALS)})(?:er|ere|e|eme|nd|nde)?"
_MARK = r" ?[/.\- ] ?"
_OF = "(?:[ ,/-]+|(?: de| d'| d)(?: l'annee)? ?)"

_FORMS: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(form), rule)
    for form, rule in (
        # a day
        (rf"{_FULL}[/.\-]{_MONTH}[/.\-]{_DAY}", _day),
        ("(?P<day>[0-9]{2})-(?P<month>[0-9]{2})-(?P<year>[0-9]{2})", _two_by_two),
        (rf"{_DAY}{_MARK}{_MONTH}(?:{_MARK}{_YEAR})?", _day),
        (rf"{_DAY}{_TH}[ /.\-]*{_NAME}(?:[ ,/.\-]+{_YEAR})?", _day),
        (rf"{_NAME} {_DAY}{_TH},? {_FULL}", _day),
        ("[0-9]{8}", _compact),
        # a month
        (rf"{_MONTH}[/.\- ]{_FULL}", _whole_month),
        (rf"{_FULL}[/.\-]{_MONTH}", _whole_month),
        (rf"(?:mois (?:de |d'))?{_NAME}(?:{_OF}{_FULL})?", _whole_month),
        (rf"{_NAME}[ ,/\-]*'?(?P<number>[0-9]{{2}})", _month_and_number),
        # a week: `S24`; S1 and S2 are semesters, S01 and S02 are weeks
        (rf"sem\.? ?(?P<rank>(?P<week>[12]))(?:{_OF}{_FULL})?", _half_or_week),
        (rf"(?:s(?![12](?![0-9]))|w|sem\.?|semaine|week) ?(?:n° ?)?(?P<week>[0-9]{{1,2}})(?:{_OF}{_FULL})?", _week),
        (rf"{_FULL}[ /\-]?(?:s(?![12](?![0-9]))|w|sem\.?|semaine) ?(?P<week>[0-9]{{1,2}})", _week),
        # a quarter, a semester, a year
        (rf"(?:t|q|trim\.?|trimestre) ?(?P<rank>[1-4])(?:{_OF}{_YEAR})?", _quarter),
        (rf"{_FULL}[ /\-]?[tq](?P<rank>[1-4])", _quarter),
        (rf"{_NTH} trim(?:estre|\.)?(?:{_OF}{_FULL})?", _quarter),
        (rf"(?:s|semestre) ?(?P<rank>[12])(?:{_OF}{_YEAR})?", _semester),
        (rf"{_FULL}[ /\-]?s(?P<rank>[12])", _semester),
        (rf"{_NTH} sem(?:estre|\.)?(?:{_OF}{_FULL})?", _semester),
    )
)
_YEARLY = re.compile(rf"(?:(?:de |d')?(?:l')?annee ?)?{_FULL}?")


def read_year_span(text: str) -> tuple[WrittenSpan, ...] | Unfit | None:
    """A span of a year, after a word that says which end of it: `2026`, `l’année`."""
    found = _YEARLY.fullmatch(text)
    return _whole_year(found) if found and text else None
