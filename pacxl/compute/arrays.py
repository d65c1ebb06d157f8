"""Excel's functions over whole columns.

A column is a numpy array here: numbers and dates (as Excel's day serials) are float64 with NaN for the blank, logical
values are bool, and text is a pandas string array with NA for the blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pacxl.definition.kind import Kind
from pacxl.definition.signatures import Type
from pacxl.excel import DIGITS, EPOCH, FIRST_SERIAL, LAST_SERIAL, LONGEST_QUOTED, serial

Array = Any  # a numpy array, or a pandas string array: both are one value a row
_EPOCH = np.datetime64(EPOCH, "D")


def array(series: pd.Series[Any], kind: Type) -> Array:
    """A frame's column as the array that expressions compute with."""
    if kind is Type.TEXT:
        return series.array
    if kind is Type.DATE:
        days = series.to_numpy(dtype="datetime64[D]")
        serials = (days - _EPOCH).astype("float64")
        serials[np.isnat(days)] = np.nan
        return serials
    return series.to_numpy(dtype="float64", na_value=np.nan)


def series_of(values: Array, kind: Kind, index: pd.Index[Any]) -> pd.Series[Any]:
    """An array as a pandas column of a kind."""
    if kind.type is Type.TEXT:
        return pd.Series(values, index=index, dtype="string")
    values = np.where(np.isfinite(values), values + 0.0, np.nan)  # + 0.0: no cell shows -0
    if kind.type is Type.DATE:
        whole = np.where(np.isnan(values), 0, values).astype("int64")
        days = (_EPOCH + whole).astype("datetime64[us]")
        days[np.isnan(values)] = np.datetime64("NaT")
        return pd.Series(days, index=index)
    return pd.Series(pd.array(values, dtype="Float64"), index=index).astype("Int64" if kind.whole else "Float64")


def total(series: pd.Series[Any]) -> Any:
    """A frame's column added up, as a cell that adds it up shows it: NA for a sum that is too large for a number."""
    with np.errstate(over="ignore", invalid="ignore"):
        summed = series.sum()
    return summed if np.isfinite(summed) else pd.NA


def constant(value: object, size: int) -> Array:
    """A constant of an expression, once a row."""
    if isinstance(value, str):
        return pd.array([value] * size, dtype="string")
    if isinstance(value, bool):
        return np.full(size, value)
    if isinstance(value, dt.date):
        return np.full(size, float(serial(value)))
    return np.full(size, np.nan if value is None else float(value))  # type: ignore[arg-type]  # a number


def blanks(values: Array) -> Array:
    """Which values are blank."""
    return np.asarray(pd.isna(values), dtype=bool)


def choose(condition: Array, then: Array, otherwise: Array) -> Array:
    """Excel's IF, over whole columns."""
    if isinstance(then, np.ndarray):
        return np.where(condition, then, otherwise)
    return pd.Series(then).where(condition, pd.Series(otherwise)).array


def coalesced(*values: Array) -> Array:
    """The first of the values that is not blank, row by row."""
    result = values[-1]
    for value in reversed(values[:-1]):
        result = choose(~blanks(value), value, result)
    return result


def _lower(text: Array) -> Array:
    return pd.Series(text, dtype="string").str.lower().array


def digits15(values: Array) -> Array:
    """The numbers to the 15 significant digits that Excel compares and rounds by."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        scale = 10.0 ** (DIGITS - 1 - np.floor(np.log10(np.abs(values))))
        rounded = np.rint(values * scale) / scale
    return np.where(np.isfinite(rounded), rounded, values)


def join_key(values: Array) -> Array:
    """What two values have in common when Excel holds them equal."""
    return digits15(values) if isinstance(values, np.ndarray) else _lower(values)


def matches(keys: Sequence[tuple[Array, Array]], mine: int, theirs: int) -> tuple[Array, Array]:
    """Positions (mine, theirs) of the pairs that are equal in every key, by mine and then by theirs.

    A key is two arrays, mine and theirs; a blank equals nothing. Without a key, each is paired with each.
    """
    codes, known = np.zeros(mine + theirs, dtype="int64"), np.ones(mine + theirs, dtype=bool)
    for one, other in keys:
        code, values = pd.factorize(np.concatenate([np.asarray(one), np.asarray(other)]))
        known &= code >= 0
        codes = pd.factorize(codes * (len(values) + 1) + code)[0]
    rows = np.flatnonzero(known[mine:])
    rows = rows[np.argsort(codes[mine:][rows], kind="stable")]
    ordered = codes[mine:][rows]
    first, last = (np.searchsorted(ordered, codes[:mine], side=side) for side in ("left", "right"))
    counts = np.where(known[:mine], last - first, 0)
    left = np.repeat(np.arange(mine), counts)
    within = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
    return left, rows[np.repeat(first, counts) + within]


def beyond_match(keys: Array) -> Array:
    """Which keys Excel's MATCH refuses: texts of more than 255 characters, once their wildcards are escaped."""
    if isinstance(keys, np.ndarray):
        return np.zeros(len(keys), dtype=bool)
    texts = pd.Series(keys)
    lengths = texts.str.len() + texts.str.count("[~*?\U00010000-\U0010ffff]")  # each of these counts twice
    return (lengths.fillna(0) > LONGEST_QUOTED).to_numpy(dtype=bool)


def compare(name: str, left: Array, right: Array, kind: Type) -> Array:
    """Excel's comparisons, over whole columns."""
    if kind is Type.TEXT:
        same = pd.Series(_lower(left) == _lower(right)).fillna(False).to_numpy(dtype=bool)
        return same if name == "=" else ~same & ~blanks(left) & ~blanks(right)
    left, right = digits15(left), digits15(right)
    both = ~np.isnan(left) & ~np.isnan(right)
    return both & _COMPARE[name](left, right)


_COMPARE: dict[str, Callable[[Array, Array], Array]] = {
    "=": np.equal,
    "<>": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def _divide(left: Array, right: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(right == 0, np.nan, left / right)


_NO_DECIMALS = 10.0**DIGITS  # from here on a number has no digit left to round away


def _round(values: Array, digits: Array) -> Array:
    """Halves away from zero, seen at 15 digits: 2.675 rounds to 2.68, as in Excel."""
    power = 10.0**digits
    with np.errstate(over="ignore"):
        scaled = np.abs(values) * power
    rounded = np.sign(values) * np.floor(digits15(scaled) + 0.5) / power
    return np.where(scaled < _NO_DECIMALS, rounded, values)


def _dates(serials: Array) -> Array:
    return _EPOCH + np.where(np.isnan(serials), 0, np.floor(serials)).astype("int64")


def _month_start(serials: Array) -> Array:
    days = _dates(serials)
    return serials - (days - days.astype("datetime64[M]")).astype("float64")


_MONTHS = 12 * 10_000  # more than there are from the first date to the last


def _edate(serials: Array, months: Array) -> Array:
    days = _dates(serials)
    start = days.astype("datetime64[M]")
    months = np.clip(np.trunc(months), -_MONTHS, _MONTHS)
    target = start + np.where(np.isnan(months), 0, months).astype("int64")
    last = (target + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    moved = np.minimum(target.astype("datetime64[D]") + (days - start.astype("datetime64[D]")), last)
    result = (moved - _EPOCH).astype("float64")
    return _in_calendar(np.where(np.isnan(serials) | np.isnan(months), np.nan, result))


def _in_calendar(serials: Array) -> Array:
    return np.where((serials >= FIRST_SERIAL) & (serials <= LAST_SERIAL), serials, np.nan)


def _extreme(function: Callable[[Array, Array], Array]) -> Callable[..., Array]:
    def extreme(*values: Array) -> Array:
        result = values[0]
        for value in values[1:]:
            result = function(result, value)  # NaN wins: a blank makes a blank
        return result

    return extreme


FUNCTIONS: dict[str, Callable[..., Array]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": _divide,
    "AND": np.logical_and,
    "OR": np.logical_or,
    "NOT": np.logical_not,
    "MIN": _extreme(np.minimum),
    "MAX": _extreme(np.maximum),
    "ABS": np.abs,
    "SQRT": np.sqrt,
    "ROUND": _round,
    "MONTHSTART": _month_start,
    "EDATE": _edate,
    "ADDDAYS": lambda serials, days: _in_calendar(serials + np.trunc(days)),
}
