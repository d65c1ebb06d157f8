"""What people type, read as a value with the rule that was used; one reading only when one reading is possible."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

_Value = TypeVar("_Value", float, dt.date)


@dataclass(frozen=True)
class Reading(Generic[_Value]):
    """What a text can mean: one value, or several between which nobody should choose for its author."""

    values: tuple[_Value, ...]

    @property
    def value(self) -> _Value | None:
        return self.values[0] if len(self.values) == 1 else None


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A text as it is compared: without case, accents, nor the kind of its spaces and apostrophes."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "OE"))
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).casefold().split())


# --- numbers ----------------------------------------------------------------------------------------------

_SPACES = " \u00a0\u202f\u2009"
_NUMBER = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[-+−])?\s*(?P<whole>\d{{1,3}}(?:[{_SPACES}]\d{{3}})+|\d+)(?:(?P<mark>[.,])(?P<part>\d+))?"
    rf"[{_SPACES}]*(?P<unit>€|euros?|eur|%)?\s*(?P<close>\))?\.?",
    re.IGNORECASE,
)


def read_number(text: str) -> Reading[float] | None:
    """A number as the French write it: `1 000,50 €`, `(12 345,68)`, `20 %`; None if it is none.

    A percentage is a fraction. `1.000` and `1,000` can be a thousand or one: two readings.
    """
    form = _NUMBER.fullmatch(text.strip())
    if form is None or bool(form["open"]) != bool(form["close"]):
        return None
    whole = re.sub(f"[{_SPACES}]", "", form["whole"])
    candidates = [float(f"{whole}.{form['part'] or 0}")]
    if form["mark"] and len(form["part"]) == 3 and len(whole) <= 3 and whole[0] != "0" and whole == form["whole"]:
        candidates.append(float(whole + form["part"]))
    negative = bool(form["open"]) or form["sign"] in ("-", "−")
    scale = 100 if form["unit"] == "%" else 1
    return Reading(tuple((-number if negative else number) / scale for number in candidates))


# --- dates ------------------------------------------------------------------------------------------------

_MONTHS = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars",),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout",),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NUMERIC_DATE = re.compile(r"(?P<day>\d{1,2})\s*[/.\- ]\s*(?P<month>\d{1,2})\s*[/.\- ]\s*(?P<year>\d{4}|\d{2})")
_ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_WORDED_DATE = re.compile(r"(?P<day>\d{1,2})(?:er)?[ \-]+(?P<month>[a-z]+)\.?[ \-]+(?P<year>\d{4}|\d{2})")


def read_date(text: str) -> Reading[dt.date] | None:
    """A date, day first: `12/04/2026` (12 April), `4 avril 2003.`, `2026-04-12`; None if it is none."""
    plain = fold(text).rstrip(".")
    for form in (_ISO_DATE, _NUMERIC_DATE, _WORDED_DATE):
        if found := form.fullmatch(plain):
            month = _MONTH.get(found["month"], 0) if found["month"].isalpha() else int(found["month"])
            year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
            try:
                return Reading((dt.date(year, month, int(found["day"])),))
            except ValueError:
                return None
    return None
