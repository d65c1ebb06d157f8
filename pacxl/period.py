"""The stretch of months a plan covers: a year, a semester, a quarter or a month."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pacxl.errors import SettingsError

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?:S(?P<semester>[12])|T(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


@dataclass(frozen=True)
class Period:
    """A label (`2026`, `2026-S1`, `2026-T3`, `2026-07`), its first day and its number of months."""

    label: str
    start: dt.date
    length: int

    @property
    def months(self) -> tuple[dt.date, ...]:
        """The first day of each month."""
        first = self.start.year * 12 + self.start.month - 1
        return tuple(dt.date(m // 12, m % 12 + 1, 1) for m in range(first, first + self.length))


def parse_period(label: str) -> Period:
    """`2026`, `2026-S1`, `2026-T3` or `2026-07`; raises SettingsError for anything else."""
    form = _FORM.fullmatch(label.strip().upper())
    if form is None or not 1901 <= int(form["year"]) <= 9998:
        raise SettingsError(
            "--period",
            f"« {label} » n’est pas une période : écrivez 2026, 2026-S1 (semestre), 2026-T3 (trimestre) ou 2026-07",
        )
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


def current_semester(today: dt.date) -> str:
    return f"{today.year}-S{1 if today.month <= 6 else 2}"
