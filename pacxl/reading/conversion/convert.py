"""A raw column of cells as a column of its kind: in one pass, cell by cell only where that cannot do it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np

from pacxl.compute.columns import serials_of_column
from pacxl.compute.excel_functions import Array
from pacxl.definition.kind import CHOICE, Kind, shown
from pacxl.definition.signatures import Type
from pacxl.errors import SettingsError
from pacxl.excel import DIGITS, EPOCH, FIRST_DAY, LARGEST_WHOLE, NoValue
from pacxl.formats.opened import ShownNumber
from pacxl.french.choices import LONGEST_CHOICE, choice_of, nearest_choices
from pacxl.french.dates import MIDNIGHTS, dates_of_a_moment, read_date
from pacxl.french.period import Edge, Period, parse_period
from pacxl.french.text import Reading, Unfit, Words, clean_name, is_blank, text_as_seen, text_stands_for_blank
from pacxl.french.units import HT
from pacxl.reading.conversion.number_columns import SURE, Sort, number_column_sort, number_in_column
from pacxl.reading.conversion.outcome import (
    AS_ITS_COLUMN,
    Fate,
    Remark,
    outcome,
    outcome_by_format,
    outcome_expected,
    outcome_without_value,
    outcome_words,
)

_Outcome = tuple[Any, Remark | None]  # a cell's value, None where it has none, and what to tell of it
_Read = Callable[[Any], _Outcome]
Remarks = dict[int, Remark]  # by row


def convert(  # noqa: PLR0913  # what is known of the column, and of its plan
    cells: Array, kind: Kind, choices: Sequence[str] = (), period: str = "", edge: Edge = "", taxes: str = HT
) -> tuple[Array, Remarks]:
    """Converts a column: as expressions compute with it, and what there is to tell of its cells ("" for a blank), by
    row.

    `choices` is the column's closed list. `period` is the plan's, as settings write it: a date without its year is
    read in it. `edge` is the day that a column of dates asks of a week, a month or a quarter. `taxes` is what its
    amounts are counted in where they do not say it.
    """
    if cells.tolist().count("") == len(cells):  # as most columns of most plans are
        return np.full(len(cells), None if kind.type is Type.TEXT else np.nan), {}
    types = np.fromiter((_CODES.get(each, _OTHER) for each in map(type, cells)), dtype=np.int8, count=len(cells))
    if kind.type is Type.TEXT:
        values, remarks = _texts(cells, types, tuple(choices), names=kind is CHOICE)
    elif kind.type is Type.DATE:
        read = partial(read_date, period=_stretch(period), edge=edge)
        values, remarks = _dates(cells, types, partial(_date, kind=kind, read=read), kind)
    else:
        values, remarks = _numbers(cells, types, kind, taxes)
    return values, dict(sorted(remarks.items()))


_TEXT, _NUMBER, _DATE, _DATETIME, _OTHER = range(5)
_CODES: dict[type, int] = {str: _TEXT, float: _NUMBER, int: _NUMBER, dt.date: _DATE, dt.datetime: _DATETIME}


def _stretch(period: str) -> Period | None:
    """The plan's period; None for a label that is none, as an old or foreign workbook can carry."""
    try:
        return parse_period(period)
    except SettingsError:
        return None


def _rows(cells: Array, others: Array) -> Array:
    """Those of some rows whose cell is not blank. (Only they are compared: comparing dates with "" is slow.)"""
    rows = np.flatnonzero(others)
    return rows[cells[rows] != ""]


def _each(cells: Array, rows: Array, read: _Read, values: Array) -> Remarks:
    """Reads the cells of some rows into the values, like cells once; what there is to tell of them."""
    once = lru_cache(maxsize=None, typed=True)(read)
    remarks: Remarks = {}
    for row in rows.tolist():
        value, remark = once(cells[row])
        if value is not None:
            values[row] = value
        if remark is not None:
            remarks[row] = remark
    return remarks


def _held(cell: Any) -> _Outcome | None:
    """What a cell comes to in any column but of texts, where it holds no value: an error, spaces, `n.c.`."""
    if isinstance(cell, NoValue):
        return None, outcome_without_value(cell)
    if not isinstance(cell, str):
        return None
    if is_blank(cell):
        return None, None
    return (None, Remark("blank-in-disguise", cell, fate=Fate.CONVERTED)) if text_stands_for_blank(cell) else None


# --- numbers ----------------------------------------------------------------------------------------------

HUGE = 10.0**DIGITS  # from there on, Excel keeps no cents, and sums of such numbers may be no numbers any more
_A_TIME = Unfit(Words("Excel en a fait une heure", "Excel made a time of day of it"))


def _numbers(cells: Array, types: Array, kind: Kind, taxes: str) -> tuple[Array, Remarks]:
    values = np.full(len(cells), np.nan)
    numeric = types == _NUMBER
    values[numeric] = cells[numeric].astype("float64")
    unreadable = numeric & ~np.isfinite(values)
    remarks = _percentages(values, numeric & ~unreadable, kind) if number_column_sort(kind) is Sort.PERCENT else {}
    remarks |= _each(cells, _rows(cells, ~numeric), partial(_number, kind=kind, taxes=taxes), values)
    refused = unreadable | _out_of_bounds(values, kind)
    for row in np.flatnonzero(refused).tolist():
        remarks[row] = Remark("out-of-range", shown(cells[row], kind), outcome_expected(kind))
    values[refused] = np.nan
    for row in np.flatnonzero(np.abs(values) >= HUGE).tolist():
        remarks.setdefault(row, Remark("amount-huge", shown(cells[row]), fate=Fate.RETAINED))
    return values, remarks


def _number(cell: Any, kind: Kind, taxes: str) -> _Outcome:
    if (held := _held(cell)) is not None:
        return held
    if isinstance(cell, str):
        return outcome(cell, number_in_column(cell, kind, taxes), kind)
    if isinstance(cell, ShownNumber):
        said = outcome_by_format(cell, kind, taxes)
        return (cell.number, None) if said is None else outcome(said.shown, said.worth, kind, AS_ITS_COLUMN)
    return outcome(cell, _A_TIME if isinstance(cell, dt.time | dt.timedelta) else None, kind)


def _percentages(values: Array, numeric: Array, kind: Kind) -> Remarks:
    """Numbers in a percentage's place that look like percentages without their sign, and what to tell of them.

    Where nothing above 100 % can stand, 20 can only be 20 %, and is read so (1.5 is 150 %, and refused: nobody gives
    himself a chance of 1.5 %); elsewhere it is 2 000 %, as stored.
    """
    sure = np.abs(values) >= SURE if kind.most is None else (values >= 2 * kind.most) & (values <= 100 * kind.most)
    remarks: Remarks = {}
    for row in np.flatnonzero(numeric & sure).tolist():
        number = float(values[row])
        values[row] = kept = number if kind.most is None else number / 100
        other = number / 100 if kind.most is None else number
        about = {**outcome_words("reading", Words(*[shown(kept, kind)] * 2)), "other": shown(other, kind)}
        fate = Fate.RETAINED if kept == number else Fate.CONVERTED
        remarks[row] = Remark("percent-doubtful", shown(number), about, fate)
    return remarks


def _out_of_bounds(values: Array, kind: Kind) -> Array:
    refused = np.zeros(len(values), dtype=bool)
    if kind.least is not None:
        refused |= values < kind.least
    if kind.most is not None:
        refused |= values > kind.most
    if kind.whole:
        refused |= np.isfinite(values) & ((values != np.floor(values)) | (np.abs(values) > LARGEST_WHOLE))
    return refused


# --- dates ------------------------------------------------------------------------------------------------

_PLAUSIBLE = range(20_000, 80_001)  # a bare number in a date's place is a day between 1954 and 2119, or nothing
_COMPACT = range(10**7, 10**8)  # 20260412
_FIRST = np.datetime64(FIRST_DAY, "us")
_NO_CLOCK = Words("l’heure n’est pas gardée", "the time of day is not kept")


def _dates(cells: Array, types: Array, read: _Read, kind: Kind) -> tuple[Array, Remarks]:
    values = np.full(len(cells), np.datetime64("NaT", "us"))
    plain, timed = types == _DATE, types == _DATETIME
    values[plain] = cells[plain].astype("datetime64[us]")
    stamps = cells[timed].astype("datetime64[us]")
    values[timed] = stamps.astype("datetime64[D]")
    clocks = (stamps - values[timed]).astype("timedelta64[s]").astype("int64")
    late = np.logical_or.reduce([(first <= clocks) & (clocks <= last) for first, last in MIDNIGHTS])
    remarks = {}
    for row, either in zip(np.flatnonzero(timed)[clocks > 0].tolist(), late[clocks > 0].tolist(), strict=True):
        day = cells[row].date()
        reading = dates_of_a_moment(day) if either else Reading((day,), note=_NO_CLOCK)
        value, remarks[row] = outcome(cells[row], reading, kind)
        values[row] = np.datetime64("NaT", "us") if value is None else value
    remarks |= _each(cells, _rows(cells, ~plain & ~timed), read, values)
    for row in np.flatnonzero(values < _FIRST).tolist():
        remarks[row] = Remark("out-of-range", shown(cells[row]), outcome_expected(kind))
        values[row] = np.datetime64("NaT", "us")
    return serials_of_column(values), remarks


def _date(cell: Any, kind: Kind, read: Callable[[str], Reading[dt.date] | Unfit | None]) -> _Outcome:
    cell = str(cell) if isinstance(cell, ShownNumber) else cell
    if (held := _held(cell)) is not None:
        return held
    number = _whole(cell)
    if number in _PLAUSIBLE:
        return outcome(cell, Reading((EPOCH + dt.timedelta(days=number),)), kind)
    if isinstance(cell, str):
        return outcome(cell, read(cell), kind)
    compact = read(str(number)) if number in _COMPACT else None
    return outcome(cell, compact if isinstance(compact, Reading) else None, kind)


def _whole(cell: Any) -> int:
    """A whole number, typed as a number or as a text of five digits; -1 for anything else."""
    if isinstance(cell, str):
        seen = text_as_seen(cell)
        return int(seen) if re.fullmatch(r"\s*[0-9]{5}\s*", seen) else -1
    return int(cell) if type(cell) in (int, float) and math.isfinite(cell) and cell == int(cell) else -1


# --- texts and choices ------------------------------------------------------------------------------------


def _texts(cells: Array, types: Array, choices: tuple[str, ...], *, names: bool) -> tuple[Array, Remarks]:
    """Texts; in a column of `names`, or of choices, as they are shown."""
    remarks: Remarks = {}
    odd = np.flatnonzero(types != _TEXT)
    values = cells.copy()
    if len(odd):
        values[odd] = ""
        remarks = _each(cells, odd, _text, values)
    values[[row for row, text in enumerate(values) if is_blank(text)]] = None
    if names:
        cleaned = {text: clean_name(text) for text in set(values) if text is not None}
        unclean = np.array([row for row, text in enumerate(values) if cleaned.get(text, text) != text], dtype="int64")
        remarks |= _each(values.copy(), unclean, _name, values)
    if not choices:
        return values, remarks
    known = {None, *choices}
    others = np.array([row for row, text in enumerate(values) if text not in known], dtype="int64")
    remarks |= _each(values.copy(), others, partial(_choice, choices=choices), values)
    return np.where(values == "", None, values), remarks


def _text(cell: Any) -> _Outcome:
    if isinstance(cell, NoValue):
        return None, outcome_without_value(cell)
    text = shown(cell)
    return text, Remark("converted", text, _quoted(text), Fate.CONVERTED)


def _name(text: str) -> _Outcome:
    clean = clean_name(text)
    about = outcome_words(
        "reading", Words(f"« {clean} », sans caractère invisible", f"“{clean}”, without invisible characters")
    )
    return clean, Remark("converted", text, about, Fate.CONVERTED)


def _choice(text: str, choices: tuple[str, ...]) -> _Outcome:
    """A text of a closed list: spelled otherwise, it is mended, and told; anything else is kept, and told."""
    if len(text) > LONGEST_CHOICE:
        return text, Remark("not-in-list", text, outcome_words("nearest", Words()), Fate.RETAINED)
    if choice := choice_of(text, choices):
        return choice, Remark("converted", text, _quoted(choice), Fate.CONVERTED)
    if text_stands_for_blank(text):
        return "", Remark("blank-in-disguise", text, fate=Fate.CONVERTED)
    return text, Remark("not-in-list", text, outcome_words("nearest", nearest_choices(text, choices)), Fate.RETAINED)


def _quoted(text: str) -> dict[str, str]:
    return outcome_words("reading", Words(f"« {text} »", f"“{text}”"))
