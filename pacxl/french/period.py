"""The stretch of months a plan covers: a year (civil or fiscal), a semester, a quarter or a month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from pacxl.errors import SettingsError
from pacxl.french.calendar_names import ENGLISH_MONTHS, FRENCH_MONTHS, MONTHS
from pacxl.french.text import fold

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
_COVERS = f"un plan couvre de 1 à {MOST_MONTHS} mois", f"a plan covers 1 to {MOST_MONTHS} months"
_YEARS = range(1901, 9998)


def parse_period(label: str) -> Period:
    """`2026`, `2026-S1`, `2026-T3`, `2026-07`, or from a month to another, `2026-07/2027-06`, or the same in words
    (`period_in_words`); raises SettingsError for anything else."""
    first, slash, last = (_label_of_words(fold(label)) or label.strip().upper()).partition("/")
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
        raise SettingsError("--period", f"« {label} » : {_COVERS[0]}", f"“{label}”: {_COVERS[1]}")
    return period_from_start(dt.date(int(first["year"]), int(first["month"]), 1), months)


def period_from_start(start: dt.date, months: int) -> Period:
    """The period of so many months from the first day of one, under its simplest label (a year, a semester, a
    quarter, a month, else from a month to another); raises SettingsError beyond 24 months, or for none."""
    if not 1 <= months <= MOST_MONTHS:
        raise SettingsError("--months", f"{months} mois : {_COVERS[0]}", f"{months} months: {_COVERS[1]}")
    if start.day != 1:
        first = "un plan commence le premier jour d’un mois", "a plan begins on the first day of a month"
        raise SettingsError("--start", f"{start:%d/%m/%Y} : {first[0]}", f"{start:%d/%m/%Y}: {first[1]}")
    if start.year not in _YEARS:
        fr = f"{start.year} n’est pas une année entre {_YEARS[0]} et {_YEARS[-1]}"
        raise SettingsError("--start", fr, f"{start.year} is no year between {_YEARS[0]} and {_YEARS[-1]}")
    return Period(_simplest(start, months), dt.date(start.year, start.month, 1), months)


def _simplest(start: dt.date, months: int) -> str:
    number, into = divmod(start.month - 1, months)
    if months in (12, 6, 3, 1) and into == 0:
        part = {12: "", 6: f"-S{number + 1}", 3: f"-T{number + 1}", 1: f"-{start.month:02}"}[months]
        return f"{start.year}{part}"
    last = start.year * 12 + start.month - 1 + months - 1
    return f"{start:%Y-%m}/{last // 12}-{last % 12 + 1:02}"


_IN_WORDS = re.compile(
    r"(?:(?P<semester>1er|premier|2e|2eme|2nd|second|deuxieme) semestre|(?P<quarter>[1-4])(?:er?|eme)? trimestre"
    r"|s(?:emestre )?(?P<half>[12])|t(?:rimestre )?(?P<fourth>[1-4])"
    rf"|(?P<month>{'|'.join(MONTHS)})) (?P<year>\d{{4}})",
    re.ASCII,
)


def _label_of_words(words: str) -> str:
    """The label of a period that is said in words, already folded; "" for anything else."""
    labels = [_label_of_part(_IN_WORDS.fullmatch(part)) for part in words.split(" a ")]
    return "/".join(labels) if all(labels) else ""


def _label_of_part(form: re.Match[str] | None) -> str:
    if form is None:
        return ""
    if form["semester"]:
        return f"{form['year']}-S{1 if form['semester'] in ('1er', 'premier') else 2}"
    if form["half"]:
        return f"{form['year']}-S{form['half']}"
    if quarter := form["quarter"] or form["fourth"]:
        return f"{form['year']}-T{quarter}"
    return f"{form['year']}-{MONTHS[form['month']]:02}"


def period_in_words(label: str, lang: str = "fr") -> str:
    """A period as people say it: « 1er semestre 2026 », « 3e trimestre 2026 », « juillet 2026 à juin 2027 »; what is
    no period, as it is."""
    if not is_period_text(label):
        return label
    months, joined = (FRENCH_MONTHS, " à ") if lang == "fr" else (ENGLISH_MONTHS, " to ")
    return joined.join(_part_in_words(part, months, lang) for part in parse_period(label).label.split("/"))


def period_words(key: str, label: str) -> dict[str, str]:
    """A period for a finding's sentence, in both languages; nothing for what is none."""
    return {key: period_in_words(label), f"{key}_en": period_in_words(label, "en")} if is_period_text(label) else {}


def _part_in_words(label: str, months: Sequence[str], lang: str) -> str:
    year, _, part = label.partition("-")
    if not part:
        return year
    if part.isdecimal():
        return f"{months[int(part) - 1]} {year}"
    number = int(part[1])
    if lang != "fr":
        stretch = "half" if part[0] == "S" else "quarter"
        return f"the {('first', 'second', 'third', 'fourth')[number - 1]} {stretch} of {year}"
    stretch = "semestre" if part[0] == "S" else "trimestre"
    return f"{'1er' if number == 1 else f'{number}e'} {stretch} {year}"


def period_label(text: str) -> str:
    """The label of a period, however it is said: `2026-S1`; what is no period, as it is."""
    return parse_period(text).label if is_period_text(text) else text


def _refused(label: str) -> SettingsError:
    fr = "2026, 2026-S1 (semestre), 2026-T3 (trimestre), 2026-07 (mois) ou 2026-07/2027-06 (exercice)"
    en = "2026, 2026-S1 (half), 2026-T3 (quarter), 2026-07 (month) or 2026-07/2027-06 (a year from any month)"
    return SettingsError(
        "--period", f"« {label} » n’est pas une période : saisissez {fr}", f"“{label}” is no period: type {en}"
    )


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
