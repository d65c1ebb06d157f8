"""The names of months and of days of the week: those of Unicode's CLDR, and the short forms that people write."""

from __future__ import annotations

from babel import Locale

from pacxl.french.text import fold

_SHORT_MONTHS = {"jan": 1, "fev": 2, "mar": 3, "avr": 4, "juil": 7, "juill": 7, "aou": 8, "sep": 9, "sept": 9}


def _named(what: str) -> dict[str, int]:
    """Folded name → number, wide and abbreviated, in French and English."""
    names: dict[str, int] = {}
    for language in ("en", "fr"):
        widths = getattr(Locale(language), what)["format"]
        for width in ("wide", "abbreviated"):
            names |= {fold(name).rstrip("."): int(number) for number, name in widths[width].items()}
    return names


MONTHS: dict[str, int] = {**_named("months"), **_SHORT_MONTHS}  # from 1
WEEKDAYS: dict[str, int] = _named("days")  # from 0, Monday; `mar` is Tuesday here and March there, by its place
