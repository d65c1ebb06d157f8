"""Excel's functions over whole columns.

A column is a numpy array here: numbers and dates (as Excel's day serials) are float64 with NaN for the blank, logical
values are bool, and text is an array of str with None for the blank.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from pacxl.excel import DIGITS, EPOCH, FIRST_SERIAL, LAST_SERIAL, LONGEST_QUOTED, excel_serial

Array = Any  # a numpy array, one value a row
_EPOCH = np.datetime64(EPOCH, "D")
_NOTHING = np.array(None)


@lru_cache(maxsize=64, typed=True)
def excel_constant(value: object, size: int) -> Array:
    """For a function over columns, a constant: once a row. Made once where it comes again; nobody writes in it."""
    held: Any = excel_serial(value) if isinstance(value, dt.date) else value
    if not isinstance(held, str | bool):
        held = np.nan if held is None else float(held)
    constant = np.empty(size, dtype=object if isinstance(held, str) else type(held))
    constant.fill(held)  # (np.full would make a text anew for each row)
    constant.flags.writeable = False
    return constant


def excel_is_text(values: Array) -> bool:
    """For a function over columns: whether the values are texts."""
    return bool(values.dtype == object)


def excel_blanks(values: Array) -> Array:
    """Excel's ISBLANK, over a whole column: which values are blank."""
    if excel_is_text(values):
        return values == _NOTHING
    return np.isnan(values) if values.dtype.kind == "f" else np.zeros(len(values), dtype=bool)


def _alike(*values: Array) -> list[Array]:
    """The values, a constant blank as text where another one is text."""
    if not any(map(excel_is_text, values)):
        return list(values)
    return [each if excel_is_text(each) else np.full(len(each), None) for each in values]


def _choose(condition: Array, then: Array, otherwise: Array) -> Array:
    """Excel's IF, over whole columns."""
    return np.where(condition, *_alike(then, otherwise))


def _coalesced(*values: Array) -> Array:
    """The first of the values that is not blank, row by row."""
    result = values[-1]
    for value in reversed(values[:-1]):
        result = _choose(~excel_blanks(value), value, result)
    return result


class _LowerCase(dict[str | None, str | None]):
    """Texts as Excel compares them, letter by letter: each lowered once, unless it is long or there are too many."""

    def __missing__(self, text: str | None) -> str | None:
        lowered = text if text is None else text.lower() if text.isascii() else "".join(map(str.lower, text))
        if len(self) >= _MOST_TEXTS:
            self.clear()
        if text is None or len(text) <= LONGEST_QUOTED:
            self[text] = lowered
        return lowered


_MOST_TEXTS = 20_000
_LOWER_CASE = _LowerCase()


def excel_digits(values: Array) -> Array:
    """The numbers to the 15 significant digits that Excel compares and rounds by."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        places = DIGITS - 1 - np.floor(np.log10(np.abs(values)))
        scaled = values * 10.0**places
        whole = np.rint(scaled)
        for at in np.flatnonzero(np.abs(np.abs(scaled - whole) - 0.5) < _BESIDE_A_HALF):
            whole[at] = Decimal(float(values[at])).scaleb(int(places[at])).to_integral_value()
        rounded = whole / 10.0**places
    return np.where(np.isfinite(rounded), rounded, values)


_BESIDE_A_HALF = 0.1  # of the last digit: so near, the product by a power of ten may fall on the other side


def excel_join_key(values: Array) -> Array:
    """What two values have in common when Excel holds them equal."""
    return _texts(_LOWER_CASE[text] for text in values.tolist()) if excel_is_text(values) else excel_digits(values)


def excel_places_within(keys: Sequence[Array], size: int) -> Array:
    """As Excel's COUNTIFS would count: the place of each row, from 0, among those above it that are equal to it in
    every key."""
    if not keys:
        return np.arange(size)
    return pd.DataFrame(dict(enumerate(keys))).groupby([*range(len(keys))], dropna=False).cumcount().to_numpy()


def beyond_excel_match(keys: Array) -> Array:
    """Which keys Excel's MATCH refuses: texts of more than 255 characters, once their wildcards are escaped."""
    if not excel_is_text(keys):
        return np.zeros(len(keys), dtype=bool)
    return np.array([text is not None and _quoted_length(text) > LONGEST_QUOTED for text in keys], dtype=bool)


def _quoted_length(text: str) -> int:
    return len(text) if 2 * len(text) <= LONGEST_QUOTED else len(text) + len(_TWICE.findall(text))


_TWICE = re.compile("[~*?\U00010000-\U0010ffff]")  # each of these counts for two


def _comparison(holds: Callable[[Array, Array], Array]) -> Callable[[Array, Array], Array]:
    """One of Excel's comparisons, over whole columns: a blank compares with nothing."""

    def compared(left: Array, right: Array) -> Array:
        left, right = _alike(left, right)
        both = ~excel_blanks(left) & ~excel_blanks(right)
        if excel_is_text(left) or _as_good_as_equal(left, right):
            left, right = excel_join_key(left), excel_join_key(right)
        return both & holds(left, right)

    return compared


def _as_good_as_equal(left: Array, right: Array) -> bool:
    """Whether some numbers may be equal to 15 digits and are not; to compare any others, their digits matter not."""
    with np.errstate(invalid="ignore"):
        near = left.dtype.kind == "f" and (np.abs(left - right) <= 2e-14 * np.abs(left)) & (left != right)
    return bool(np.any(near))


def _divide(left: Array, right: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(right == 0, np.nan, left / right)


_NO_DECIMALS = 10.0**DIGITS  # from here on a number has no digit left to round away


def _round(values: Array, digits: Array) -> Array:
    """Halves away from zero, seen at 15 digits: 2.675 rounds to 2.68, as in Excel."""
    power = 10.0**digits
    with np.errstate(over="ignore"):
        scaled = np.abs(values) * power
    rounded = np.sign(values) * np.floor(excel_digits(scaled) + 0.5) / power
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


def _as_texts(values: Array) -> list[str | None]:
    """The values as Excel puts them in a text: whole numbers without more ado."""
    if excel_is_text(values):
        return values.tolist()  # type: ignore[no-any-return]  # texts and None
    return [None if math.isnan(number) else f"{number:.{DIGITS}g}" for number in values.tolist()]


def _texts(told: Iterable[str | None]) -> Array:
    values = list(told)
    result = np.empty(len(values), dtype=object)
    result[:] = values
    return result


def _end_to_end(*values: Array) -> Array:
    rows = zip(*map(_as_texts, values), strict=True)
    return _texts(None if None in parts else "".join(map(str, parts)) for parts in rows)


def _joined(separator: Array, *values: Array) -> Array:
    rows = zip(separator.tolist(), *map(_as_texts, values), strict=True)
    return _texts(between.join(part for part in parts if part) or None for between, *parts in rows)


def _euros(amounts: Array) -> Array:
    whole = np.abs(_round(amounts, np.zeros(len(amounts))))
    return _texts(None if math.isnan(each) else _grouped(each) for each in whole.tolist())


def _grouped(number: float) -> str:
    """A whole amount as `#\\ ###\\ ###\\ ##0` shows it: nothing parts the digits of its billions."""
    *front, first, second, third = f"{number:,.0f}".rjust(16, ",").split(",")
    return f"{' '.join(filter(None, (''.join(front), first, second, third)))}\u00a0€".replace(" ", "\u202f")


def _repeated(texts: Array, times: Array) -> Array:
    pairs = zip(texts.tolist(), times.tolist(), strict=True)
    return _texts(None if text is None or not number >= 0 else text * int(number) or None for text, number in pairs)


FUNCTIONS: dict[str, Callable[..., Array]] = {
    "IF": _choose,
    "COALESCE": _coalesced,
    "ISBLANK": excel_blanks,
    "=": _comparison(np.equal),
    "<>": _comparison(np.not_equal),
    "<": _comparison(np.less),
    "<=": _comparison(np.less_equal),
    ">": _comparison(np.greater),
    ">=": _comparison(np.greater_equal),
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
    "&": _end_to_end,
    "JOIN": _joined,
    "EUROS": _euros,
    "REPT": _repeated,
    "ADDDAYS": lambda serials, days: _in_calendar(serials + np.trunc(days)),
}
