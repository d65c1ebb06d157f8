"""The stretch of months a plan covers: a year (civil or fiscal), a semester, a quarter or a month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pacxl.errors import SettingsError

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:S(?P<semester>[12])|T(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?", re.ASCII
)


@dataclass(frozen=True)
class Period:
    """A label (`2026`, `2026-S1`, `2026-T3`, `2026-07`, `2026-07/2027-06`), its first day, its number of months."""

    label: str
    start: dt.date
    length: int

    @property
    def end(self) -> dt.date:
        """The last day."""
        after = self.start.year * 12 + self.start.month - 1 + self.length
        return dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(1)

    @property
    def months(self) -> tuple[dt.date, ...]:
        """The first day of each month."""
        first = self.start.year * 12 + self.start.month - 1
        return tuple(dt.date(m // 12, m % 12 + 1, 1) for m in range(first, first + self.length))

    def is_in(self, other: Period) -> bool:
        """Whether the other has all its months."""
        return other.start <= self.start and self.end <= other.end


MOST_MONTHS = 24  # months
_YEARS = range(1901, 9998)


def parse_period(label: str) -> Period:
    """`2026`, `2026-S1`, `2026-T3`, `2026-07`, or from a month to another, `2026-07/2027-06`; raises SettingsError
    for anything else."""
    first, slash, last = label.strip().upper().partition("/")
    form = _FORM.fullmatch(first)
    if form is None or int(form["year"]) not in _YEARS:
        raise _refused(label)
    if slash:
        return _between(label, form, _FORM.fullmatch(last))
    year = int(form["year"])
    if form["semester"]:
        month, length = 6 * int(form["semester"]) - 5, 6
    elif form["quarter"]:
        month, length = 3 * int(form["quarter"]) - 2, 3
    elif form["month"]:
        month, length = int(form["month"]), 1
    else:
        month, length = 1, 12
    return Period(form[0], dt.date(year, month, 1), length)


def _between(label: str, first: re.Match[str], last: re.Match[str] | None) -> Period:
    if last is None or not (first["month"] and last["month"]):
        raise _refused(label)
    months = 12 * (int(last["year"]) - int(first["year"])) + int(last["month"]) - int(first["month"]) + 1
    if not 1 <= months <= MOST_MONTHS:
        raise SettingsError("--period", f"« {label} » : un plan couvre de 1 à {MOST_MONTHS} mois")
    return period_from_start(dt.date(int(first["year"]), int(first["month"]), 1), months)


def period_from_start(start: dt.date, months: int) -> Period:
    """The period of so many months from the first day of one, under its simplest label (a year, a semester, a
    quarter, a month, else from a month to another); raises SettingsError beyond 24 months, or for none."""
    if not 1 <= months <= MOST_MONTHS:
        raise SettingsError("--months", f"{months} mois : un plan couvre de 1 à {MOST_MONTHS} mois")
    if start.day != 1:
        raise SettingsError("--start", f"{start:%d/%m/%Y} : un plan commence le premier jour d’un mois")
    if start.year not in _YEARS:
        raise SettingsError("--start", f"{start.year} n’est pas une année entre {_YEARS[0]} et {_YEARS[-1]}")
    return Period(_simplest(start, months), dt.date(start.year, start.month, 1), months)


def _simplest(start: dt.date, months: int) -> str:
    number, into = divmod(start.month - 1, months)
    if months in (12, 6, 3, 1) and into == 0:
        part = {12: "", 6: f"-S{number + 1}", 3: f"-T{number + 1}", 1: f"-{start.month:02}"}[months]
        return f"{start.year}{part}"
    last = start.year * 12 + start.month - 1 + months - 1
    return f"{start:%Y-%m}/{last // 12}-{last % 12 + 1:02}"


def _refused(label: str) -> SettingsError:
    forms = "2026, 2026-S1 (semestre), 2026-T3 (trimestre), 2026-07 (mois) ou 2026-07/2027-06 (exercice)"
    return SettingsError("--period", f"« {label} » n’est pas une période : écrivez {forms}")


def current_semester(today: dt.date) -> str:
    """The period of the semester that a day is in: `2026-S1`."""
    return f"{today.year}-S{1 if today.month <= 6 else 2}"


Edge = Literal[
    "", "first", "last"
]  # what a column of dates asks of a stretch of days: its first day, its last, or nothing


def years_of_period(period: str) -> Collection[int]:
    """The years that a plan's period has a part in; none if it says none."""
    try:
        stretch = parse_period(period)
    except SettingsError:
        return ()
    return range(stretch.start.year, stretch.end.year + 1)


def is_period_text(text: str) -> bool:
    """Whether a text is a period that `parse_period` reads."""
    try:
        parse_period(text)
    except SettingsError:
        return False
    return True
