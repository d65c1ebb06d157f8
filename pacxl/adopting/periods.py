"""Headers that are periods: a calendar drawn beside actions, or the months that figures are of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from pacxl.adopting.content import content_sorts
from pacxl.french.calendar_names import MONTHS
from pacxl.french.text import fold
from pacxl.locating.header_rows import OVER

_LONGEST, _FEWEST = 80, 3  # letters of a header; columns in order, to be a calendar
_FIGURES = re.compile(r"\d{1,2}|\d{5}")


def periods_in(texts: Mapping[int, str]) -> frozenset[int]:
    """The columns of a header that are periods in a row, three at least: `S1 S2 S3`, `janv. févr. mars`, `1 2 3`."""
    runs: list[list[int]] = []
    for col, text in texts.items():
        if not is_period_header(text):
            continue
        if runs and runs[-1][-1] == _before(col, texts) and _go_on(texts[runs[-1][-1]], text):
            runs[-1].append(col)
        else:
            runs.append([col])
    return frozenset(col for run in runs if len(run) >= _FEWEST for col in run)


def _before(col: int, texts: Mapping[int, str]) -> int:
    return max((each for each in texts if each < col), default=-1)


def _go_on(one: str, other: str) -> bool:
    """Whether a period can follow another: figures go up by one or seven."""
    if _FIGURES.fullmatch(one) and _FIGURES.fullmatch(other):
        return int(other) - int(one) in (1, 7, *range(28, 32)) or (other == "1" and int(one) > 27)
    return one != other and bool(_FIGURES.fullmatch(one)) == bool(_FIGURES.fullmatch(other))


def is_period_header(text: str) -> bool:
    """Whether a header is a day, a week, a month, a quarter or a year, with the figure that it is of or not."""
    plain = fold(text[:_LONGEST])
    return (any(map(str.isdigit, plain)) or any(word in MONTHS for word in _LETTERS.findall(plain))) and _is_period(
        text
    )


_LETTERS = re.compile(r"[a-z]+")


@lru_cache(maxsize=20_000)
def _is_period(text: str) -> bool:
    _, words = figure_and_period(text)
    return bool(_FIGURES.fullmatch(words)) or bool({"month", "date"} & set(content_sorts(words)))


_AIM = re.compile(r"\b(?:objectifs?|obj\.?|cibles?|prevue?s?|budget|target|goal|plan|previsions?|forecast|o)\b\.?")
_DONE = re.compile(r"\b(?:realise?e?s?|reel(?:le)?s?|real\.?|actual|ca|resultats?|ventes|total|fait|r)\b\.?")
OBJECTIVE, ACTUAL = "objectif", "realise"


@lru_cache(maxsize=20_000)
def figure_and_period(text: str) -> tuple[str, str]:
    """Which figure the header of a period is of (an aim, or what was done), and the period alone: `Réalisé T1`."""
    plain = fold(text.replace("_", " ")).replace(OVER.strip(), " ")
    aim = _AIM.search(plain) is not None
    words = _DONE.sub(" ", _AIM.sub(" ", plain)) if len(plain) > _SHORTEST else plain
    return (OBJECTIVE if aim else ACTUAL), " ".join(words.split()).strip(" .-:()")


_SHORTEST = 3  # letters: `T1`, `obj`
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_QUARTER = re.compile(r"\b[tq]([1-4])\b")
_A_DAY = re.compile(r"\d{1,2}/(\d{1,2})/(20\d\d)")


def month_of_header_period(period: str, years: Collection[int]) -> dt.date | None:
    """The first day of the month that a period is, or of the first month of a quarter; its year is the one it says,
    or the only one of `years`."""
    if day := _A_DAY.fullmatch(period):
        return dt.date(int(day[2]), int(day[1]), 1)
    said = {int(year) for year in YEAR.findall(period)} or set(years)
    words = re.split(r"[^a-z]+", period)
    month = next((MONTHS[word] for word in words if word in MONTHS), 0)
    if quarter := _QUARTER.search(period):
        month = int(quarter[1]) * 3 - 2
    return dt.date(said.pop(), month, 1) if month and len(said) == 1 else None


# --- a month that a table is of ---------------------------------------------------------------------------

_MONTH_TITLE = re.compile(
    r"(?:\d{1,2}[ .)_-]+)?(?:(?:mois|actions?|plan|plan d'actions?|suivi|planning|activites?)(?: (?:de|du mois de|du)"
    rf"|[ :-]| d')? ?)?(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?(?:[ _-]*(?P<year>20\d\d))?"
)


@lru_cache(maxsize=20_000)
def month_of_title_period(text: str) -> tuple[int, int] | None:
    """The month and the year (0: it says none) that a title, or a sheet's name, says a table is of; None for any
    other text."""
    found = _MONTH_TITLE.fullmatch(fold(text[:_LONGEST]).strip(" .:-"))
    return (MONTHS[found["month"]], int(found["year"] or 0)) if found else None
