"""A raw column of cells as a column of its kind: in one pass, cell by cell only where that cannot do it."""

from __future__ import annotations

import datetime as dt
import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pacxl.expr import Type
from pacxl.french import Reading, fold, read_date, read_number
from pacxl.kind import FIRST_SERIAL, LAST_SERIAL, Kind

Cells = np.ndarray[Any, Any]  # of objects: "" for a blank
_EPOCH = dt.date(1899, 12, 30)
_PLAUSIBLE = (20_000, 80_000)  # a bare number in a date's place is a day between 1954 and 2119, or nothing


@dataclass(frozen=True)
class Problem:
    """A cell that was not taken as it stands: its row, the finding's code, the raw value, and what to say."""

    row: int
    code: str
    raw: str
    about: dict[str, str] = field(default_factory=dict)


def convert(cells: Cells, kind: Kind, choices: Sequence[str] = ()) -> tuple[pd.Series[Any], list[Problem]]:
    """The column in the kind's dtype, and the cells that were converted, doubted or refused."""
    types = np.fromiter((_CODES.get(each, _OTHER) for each in map(type, cells)), dtype=np.int8, count=len(cells))
    if kind.type is Type.TEXT:
        return _texts(cells, types, choices)
    return _dates(cells, types, kind) if kind.type is Type.DATE else _numbers(cells, types, kind)


_TEXT, _NUMBER, _DATE, _DATETIME, _OTHER = range(5)
_CODES: dict[type, int] = {str: _TEXT, float: _NUMBER, int: _NUMBER, dt.date: _DATE, dt.datetime: _DATETIME}


def shown(value: object, kind: Kind | None = None) -> str:
    """A raw cell as its author sees it."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float | int):
        if kind is not None and "%" in kind.number_format:
            return f"{value * 100:.10g} %".replace(".", ",")
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}" if value.time() != dt.time() else f"{value:%d/%m/%Y}"
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


# --- numbers ----------------------------------------------------------------------------------------------


def _numbers(cells: Cells, types: Cells, kind: Kind) -> tuple[pd.Series[Any], list[Problem]]:
    values = np.full(len(cells), np.nan)
    numeric = types == _NUMBER
    values[numeric] = cells[numeric].astype("float64")
    problems: list[Problem] = []
    for row in np.flatnonzero(~numeric & (cells != "")):
        values[row], problem = _number(int(row), cells[row], kind)
        problems += [problem] if problem else []
    known = numeric & ~np.isfinite(values)
    refused = known | (values < _or(kind.least, -math.inf)) | (values > _or(kind.most, math.inf))
    if kind.whole:
        refused |= np.isfinite(values) & (values != np.floor(values))
    for row in np.flatnonzero(refused):
        problems = [problem for problem in problems if problem.row != row]
        problems.append(Problem(int(row), "out-of-range", shown(cells[row], kind), _expected(kind)))
    values[refused] = np.nan
    return pd.Series(pd.array(values, dtype="Float64")).astype(kind.dtype), problems  # type: ignore[call-overload]  # dtype is a name


def _or(bound: float | None, otherwise: float) -> float:
    return otherwise if bound is None else bound


def _number(row: int, cell: object, kind: Kind) -> tuple[float, Problem | None]:
    reading = read_number(cell) if isinstance(cell, str) else None
    if isinstance(cell, str) and not cell.strip():
        return math.nan, None
    if reading is None:
        return math.nan, Problem(row, "not-accepted", shown(cell), _expected(kind))
    if reading.value is None:
        return math.nan, _doubt(row, cell, reading, kind)
    return reading.value, Problem(row, "converted", shown(cell), {"reading": shown(reading.value, kind)})


def _doubt(row: int, cell: object, reading: Reading[Any], kind: Kind) -> Problem:
    readings = " ou ".join(shown(value, kind) for value in reading.values)
    return Problem(row, "ambiguous", shown(cell), {"readings": readings, **_expected(kind)})


def _expected(kind: Kind) -> dict[str, str]:
    french, english = kind.expected
    return {"expected": french, "expected_en": english}


# --- dates ------------------------------------------------------------------------------------------------


def _dates(cells: Cells, types: Cells, kind: Kind) -> tuple[pd.Series[Any], list[Problem]]:
    values = np.full(len(cells), np.datetime64("NaT", "us"))
    plain = types == _DATE
    values[plain] = cells[plain].astype("datetime64[us]")
    problems: list[Problem] = []
    for row in np.flatnonzero(~plain & (cells != "")):
        day, problem = _date(int(row), cells[row], types[row], kind)
        if day is not None:
            values[row] = np.datetime64(day, "us")
        problems += [problem] if problem else []
    for row in np.flatnonzero(values < np.datetime64("1900-03-01", "us")):
        values[row] = np.datetime64("NaT", "us")
        problems.append(Problem(int(row), "out-of-range", shown(cells[row]), _expected(kind)))
    return pd.Series(values), problems


def _date(row: int, cell: Any, code: int, kind: Kind) -> tuple[dt.date | None, Problem | None]:
    if code == _DATETIME:
        day = cell.date()
        if cell.time() == dt.time():
            return day, None
        return day, Problem(row, "converted", shown(cell), {"reading": shown(day)})
    if isinstance(cell, str) and not cell.strip():
        return None, None
    if code == _NUMBER and _PLAUSIBLE[0] <= cell <= _PLAUSIBLE[1] and cell == int(cell):
        day = _EPOCH + dt.timedelta(days=int(cell))
        return day, Problem(row, "converted", shown(cell), {"reading": shown(day)})
    reading = read_date(cell) if isinstance(cell, str) else None
    if reading is None or reading.value is None:
        return None, Problem(row, "not-accepted", shown(cell), _expected(kind))
    if not FIRST_SERIAL <= (reading.value - _EPOCH).days <= LAST_SERIAL:
        return None, Problem(row, "out-of-range", shown(cell), _expected(kind))
    return reading.value, Problem(row, "converted", shown(cell), {"reading": shown(reading.value)})


# --- texts and choices ------------------------------------------------------------------------------------


def _texts(cells: Cells, types: Cells, choices: Sequence[str]) -> tuple[pd.Series[Any], list[Problem]]:
    problems = []
    odd = np.flatnonzero(types != _TEXT)
    if len(odd):
        cells = cells.copy()
        for row in odd:
            text = shown(cells[row])
            problems.append(Problem(int(row), "converted", text, {"reading": f"« {text} »"}))
            cells[row] = text
    texts = pd.Series(pd.array(cells, dtype="string"))
    texts = texts.mask(texts.str.strip() == "")
    return _chosen(texts, choices, problems) if choices else (texts, problems)


def _chosen(
    texts: pd.Series[Any], choices: Sequence[str], problems: list[Problem]
) -> tuple[pd.Series[Any], list[Problem]]:
    """Texts of a closed list: another case or accent is mended, and said; anything else is kept, and said."""
    by_fold = {fold(choice): choice for choice in choices}
    spelled: dict[str, str] = {}
    for text in texts.dropna().unique():
        if text not in choices:
            spelled[text] = by_fold.get(fold(text), "")
    for text, choice in spelled.items():
        about = {"reading": f"« {choice} »"} if choice else {"nearest": _nearest(text, choices), "nearest_en": ""}
        code = "converted" if choice else "not-in-list"
        problems += [Problem(int(row), code, text, about) for row in np.flatnonzero((texts == text).fillna(False))]
    mended = {text: choice for text, choice in spelled.items() if choice}
    return (texts.replace(mended) if mended else texts), problems


def _nearest(text: str, choices: Sequence[str]) -> str:
    near = difflib.get_close_matches(fold(text), [fold(choice) for choice in choices], 1, 0.75)
    return f" ; le plus proche est « {next(c for c in choices if fold(c) == near[0])} »" if near else ""
