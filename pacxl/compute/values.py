"""A program's values as a column of a kind: taken exactly, or refused with the row that is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from pacxl.compute.columns import column_array, serials_of_column
from pacxl.compute.excel_functions import Array
from pacxl.definition.kind import CHOICE, Kind
from pacxl.definition.signatures import Type
from pacxl.excel import FIRST_SERIAL, LARGEST_WHOLE, LAST_SERIAL, excel_cannot_write
from pacxl.french.text import clean_name, is_blank

_EXACT = 2**53  # a float holds every whole number up to it


class ContentsError(ValueError):
    """Frames that cannot be contents of the book: a value of the wrong kind, an unknown column or table."""


def values_of_kind(place: str, given: pd.Series[Any] | None, kind: Kind, size: int) -> Array:
    """A program's values as an array that expressions compute with (see `excel_functions`), blank where they are
    None, NaN, NaT or, for text, nothing but spaces.

    Raises ContentsError, naming the place and the row (from 1), for a value that is not of the kind: text in place of
    a number or a date (however it could be read), a number in place of a text, True and False, infinity, a fraction
    in place of a whole number, a whole number that a float rounds, a time of day, a time zone, a day before
    1900-03-01, half a surrogate pair.
    """
    if given is None:
        return np.full(size, None if kind.type is Type.TEXT else np.nan)
    taken, wrong = _TAKEN[kind.type](given, kind)
    if wrong is not None and wrong.any():
        row = int(np.argmax(wrong))
        raise ContentsError(f"{place}, row {row + 1}: {given.iloc[row]!r:.60} is not {kind.expected[1]}")
    return taken


_Taken = tuple[Array, Array | None]  # the values, and which of them are wrong (None: none is)


def _objects(values: pd.Series[Any]) -> Array:
    """The values as Python has them, None where they are missing."""
    held = values.to_numpy(dtype=object)
    return np.where(pd.isna(held), np.array(None), held)


def _each(values: Array, wrong: Callable[[Any], bool]) -> Array:
    """Which values that are there are wrong."""
    return np.array([value is not None and wrong(value) for value in values], dtype=bool)


# --- texts ------------------------------------------------------------------------------------------------


def _texts(given: pd.Series[Any], kind: Kind) -> _Taken:
    values = column_array(given, Type.TEXT) if isinstance(given.dtype, pd.StringDtype) else _objects(given)
    told = values.tolist()
    if not all(text is None or isinstance(text, str) for text in told):
        return values, _each(values, lambda value: not isinstance(value, str) or excel_cannot_write(value))
    taken: dict[str | None, str | None] = dict.fromkeys(told)  # each text is there once, in however many rows
    if excel_cannot_write("".join(filter(None, taken))):
        return values, _each(values, excel_cannot_write)
    for text in filter(None, taken):
        taken[text] = None if is_blank(text) else clean_name(text) if kind is CHOICE else text
    values = np.empty(len(told), dtype=object)
    values[:] = [taken[text] for text in told]
    return values, None


# --- numbers ----------------------------------------------------------------------------------------------


def _numbers(given: pd.Series[Any], kind: Kind) -> _Taken:
    if _is_exact(given):
        numbers = column_array(given, Type.NUMBER)
    else:
        values = _objects(given)
        ill = _each(values, _is_no_number)
        if ill.any():
            return values, ill
        numbers = np.array([np.nan if value is None else float(value) for value in values], dtype="float64")
    wrong = np.isinf(numbers)
    if kind.whole:
        wrong |= (numbers != np.floor(numbers)) & ~np.isnan(numbers) | (np.abs(numbers) > LARGEST_WHOLE)
    if kind.least is not None:
        wrong |= numbers < kind.least
    return numbers, wrong if kind.most is None else wrong | (numbers > kind.most)


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


# --- dates ------------------------------------------------------------------------------------------------


def _dates(given: pd.Series[Any], _: Kind) -> _Taken:
    if not (isinstance(given.dtype, np.dtype) and given.dtype.kind == "M"):
        ill = _each(values := _objects(given), _is_no_day)
        if ill.any():
            return values, ill
    stamps = given.to_numpy(dtype="datetime64[us]", na_value=np.datetime64("NaT", "us"))
    days = serials_of_column(stamps)
    wrong = (days < FIRST_SERIAL) | (days > LAST_SERIAL) | (stamps != stamps.astype("datetime64[D]"))
    return days, wrong & ~np.isnat(stamps)


def _is_no_day(value: Any) -> bool:
    if isinstance(value, dt.datetime):
        return value.tzinfo is not None
    return not isinstance(value, (dt.date, np.datetime64))


_TAKEN: dict[Type, Callable[[pd.Series[Any], Kind], _Taken]] = {
    Type.TEXT: _texts,
    Type.NUMBER: _numbers,
    Type.DATE: _dates,
}
