"""A program's values as a column in its kind's dtype: taken exactly, or refused with the row that is wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from pacxl.compute.arrays import Array
from pacxl.definition.kind import Kind
from pacxl.definition.signatures import Type
from pacxl.excel import EPOCH, FIRST_SERIAL, LARGEST_WHOLE, LAST_SERIAL

_EPOCH = np.datetime64(EPOCH, "us")
_DAY = np.timedelta64(1, "D")
_EXACT = 2**53  # a float holds every whole number up to it
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")  # half of a character, or none: no file can hold them


class ContentsError(ValueError):
    """Frames that cannot be contents of the book: a value of the wrong kind, an unknown column or table."""


def typed(place: str, given: Any, kind: Kind, size: int) -> Any:
    """The values as an array of `kind.dtype`, NA where blank (None, NaN, NaT; for text, nothing but spaces too).

    Raises ContentsError, naming the place and the row (from 1), for a value that is not of the kind: text in place of
    a number or a date (however it could be read), a number in place of a text, True and False, infinity, a fraction
    in place of a whole number, a whole number that a float rounds, a time of day, a time zone, a day before
    1900-03-01, half a surrogate pair.
    """
    given = [pd.NA] * size if given is None else given
    values = given if isinstance(given, pd.Series) else pd.Series(given, dtype=object)
    wrong = _WRONG[kind.type](values, kind)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise ContentsError(f"{place}, row {row + 1}: {values.iloc[row]!r:.60} is not {kind.expected[1]}")
    return _TAKEN[kind.type](values, kind)


def unwritable(text: str) -> bool:
    """Whether a text holds what is no character."""
    return _NO_CHARACTER.search(text) is not None


# --- texts ------------------------------------------------------------------------------------------------


def _wrong_texts(values: pd.Series[Any], _: Kind) -> Array:
    texts = values.dropna().tolist()
    if all(isinstance(text, str) for text in texts) and not unwritable("".join(texts)):
        return np.zeros(len(values), dtype=bool)
    return _each(values, lambda value: not isinstance(value, str) or unwritable(value))


def _texts(values: pd.Series[Any], _: Kind) -> Any:
    # pandas calls its own `str`, whose missing value is NaN, "string" too
    ours = isinstance(values.dtype, pd.StringDtype) and values.dtype.na_value is pd.NA
    texts = values if ours else pd.Series(values.astype(object), dtype="string")
    return texts.mask(texts.str.strip() == "").array


def _each(values: pd.Series[Any], wrong: Callable[[Any], bool]) -> Array:
    """Which values that are there are wrong."""
    pairs = zip(values.tolist(), values.isna(), strict=True)
    return np.array([not missing and wrong(value) for value, missing in pairs], dtype=bool)


# --- numbers ----------------------------------------------------------------------------------------------


def _wrong_numbers(values: pd.Series[Any], kind: Kind) -> Array:
    if not _is_exact(values):
        ill = _each(values, _is_no_number)
        if ill.any():
            return ill
    numbers = _floats(values)
    wrong = np.isinf(numbers)
    if kind.whole:
        wrong |= (numbers != np.floor(numbers)) & ~np.isnan(numbers) | (np.abs(numbers) > LARGEST_WHOLE)
    if kind.least is not None:
        wrong |= numbers < kind.least
    return wrong if kind.most is None else wrong | (numbers > kind.most)


def _is_exact(values: pd.Series[Any]) -> bool:
    """Whether floats hold all of them, as the column's dtype already tells."""
    small = values.dtype.kind in "iu" and bool(values.between(-_EXACT, _EXACT).all())
    return small or values.dtype.kind == "f"


def _is_no_number(value: Any) -> bool:
    if isinstance(value, (bool, np.bool_)):
        return True
    if isinstance(value, (int, np.integer)):
        whole = int(value)
        return abs(whole) > _EXACT and (whole.bit_length() > 1023 or int(float(whole)) != whole)
    return not isinstance(value, (float, np.floating, Decimal))


def _floats(values: pd.Series[Any]) -> Array:
    if values.dtype.kind in "iuf":
        return values.to_numpy(dtype="float64", na_value=np.nan)
    pairs = zip(values.tolist(), values.isna(), strict=True)
    return np.array([np.nan if missing else float(value) for value, missing in pairs], dtype="float64")


def _numbers(values: pd.Series[Any], kind: Kind) -> Any:
    return pd.Series(pd.array(_floats(values), dtype="Float64")).astype(kind.dtype).array  # type: ignore[call-overload]  # dtype is a name


# --- dates ------------------------------------------------------------------------------------------------


def _wrong_dates(values: pd.Series[Any], _: Kind) -> Array:
    if not _are_days(values):
        ill = _each(values, _is_no_day)
        if ill.any():
            return ill
    days = values.to_numpy(dtype="datetime64[us]", na_value=np.datetime64("NaT", "us"))
    serials = (days - _EPOCH) / _DAY
    with np.errstate(invalid="ignore"):
        wrong = (serials < FIRST_SERIAL) | (serials > LAST_SERIAL) | (serials != np.floor(serials))
    return wrong & ~np.isnat(days)


def _are_days(values: pd.Series[Any]) -> bool:
    return isinstance(values.dtype, np.dtype) and values.dtype.kind == "M"


def _is_no_day(value: Any) -> bool:
    if isinstance(value, dt.datetime):
        return value.tzinfo is not None
    return not isinstance(value, (dt.date, np.datetime64))


def _dates(values: pd.Series[Any], _: Kind) -> Any:
    return pd.Series(values.to_numpy(dtype="datetime64[us]", na_value=np.datetime64("NaT", "us"))).array


_WRONG: dict[Type, Callable[[pd.Series[Any], Kind], Array]] = {
    Type.TEXT: _wrong_texts,
    Type.NUMBER: _wrong_numbers,
    Type.DATE: _wrong_dates,
}
_TAKEN: dict[Type, Callable[[pd.Series[Any], Kind], Any]] = {
    Type.TEXT: _texts,
    Type.NUMBER: _numbers,
    Type.DATE: _dates,
}
