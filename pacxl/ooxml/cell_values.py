"""The value of a cell: in an Office Open XML workbook, by the type that the file gives it; the day, the time or the
duration that a number is, by the format that shows it.

A cell that says what it cannot hold costs that cell, not its sheet: a text that is not in the workbook's list, a flag
in words. (calamine gives up the sheet, openpyxl the whole workbook.)
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pacxl.a1 import Spot
from pacxl.excel import EPOCH, EPOCH_1904, FIRST_SERIAL, LAST_SERIAL, NoValue
from pacxl.ooxml.xml import from_xml


@dataclass(frozen=True)
class Values:
    """What a sheet's cells refer to: the workbook's texts, and what its styles show (`date`, `duration`)."""

    texts: Sequence[str]
    shows: Mapping[int, str]
    date1904: bool = False

    def of(self, found: Iterable[Cell]) -> dict[Spot, Any]:
        """The values of a sheet's cells, but for the blanks."""
        values = (((cell.row, cell.col), self.read(cell)) for cell in found)
        return {place: value for place, value in values if value != ""}

    def read(self, cell: Cell) -> Any:
        """A cell's value. What cannot be read as its type says is kept as the text it is, or told to be no value."""
        if (nothing := cell_without_value(cell)) is not None:
            return nothing
        return _READ.get(cell.type, _as_written)(self, cell)


class Cell(NamedTuple):
    """A cell as its sheet's XML gives it: its type ("" is a number), its style's number, its value or its text."""

    row: int
    col: int
    type: str = ""
    style: int = 0
    formula: bool = False
    value: str = ""
    text: str = ""


def cell_without_value(cell: Cell) -> NoValue | None:
    """The cell value of a cell that holds something and has none (`NoValue`); None for any other cell.

    A formula whose result is the empty text has been calculated: the cell is of type `str`, and shows a blank. NaN
    and the infinities are no numbers that a person typed or a formula gave: Excel writes none.
    """
    if cell.type == "e" and cell.value:
        return NoValue(cell.value.strip())
    if cell.formula and not cell.value and not cell.text and cell.type not in ("str", "inlineStr"):
        return NoValue()
    if cell.type in ("", "n") and cell.value and not is_finite_cell_value(cell.value):
        return NoValue(cell.value.strip())
    return None


def is_finite_cell_value(value: str) -> bool:
    """Whether a cell's value is no NaN and no infinity; a text that is no number at all is none either."""
    try:
        return math.isfinite(float(value))
    except ValueError:
        return True


def _number(values: Values, cell: Cell) -> Any:
    try:
        number = float(cell.value)
    except ValueError:
        return cell.value
    shows = values.shows.get(cell.style)
    return number if shows is None else moment(number, shows, values.date1904)


def _shared(values: Values, cell: Cell) -> Any:
    """A text of the workbook's list; a number that is not in the list is a text lost."""
    if not cell.value:
        return ""
    number = int(cell.value) if cell.value.strip().isdecimal() else -1
    return values.texts[number] if 0 <= number < len(values.texts) else NoValue()


def _flag(_: Values, cell: Cell) -> Any:
    known = {"1": True, "true": True, "0": False, "false": False}
    return known.get(cell.value.strip().lower(), cell.value)


def _day(_: Values, cell: Cell) -> Any:
    """A date in words, as ISO 8601 has it."""
    try:
        if cell.value[:3].count(":"):
            return dt.time.fromisoformat(cell.value)
        return day_or_moment(dt.datetime.fromisoformat(cell.value).replace(tzinfo=None))
    except ValueError:
        return cell.value


def _as_written(_: Values, cell: Cell) -> Any:
    return from_xml(cell.value) or cell.text


_READ: Mapping[str, Callable[[Values, Cell], Any]] = {"": _number, "n": _number, "s": _shared, "b": _flag, "d": _day}


# --- days, times and durations, which workbooks keep as numbers ----------------------------------------

_DAYS = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}  # the numbers of formats that need no code
_DURATION = 46
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)


def shows(number: int, code: str) -> str:
    """What a number format shows a number as: `date` (a day, a time), `duration`, or "" (a number)."""
    if not code:
        return "duration" if number == _DURATION else "date" if number in _DAYS else ""
    first = _NOT_CODE.sub("", code).split(";")[0].lower()
    if re.search(r"\[[hms]+\]", first):
        return "duration"
    return "date" if re.search("[dmhysb]", first.replace("general", "")) else ""


_LEAP_DAY = FIRST_SERIAL - 1  # 29 February 1900


def moment(number: float, shows: str, date1904: bool) -> Any:
    """The day, the time or the duration that a cell's number is shown as; the number itself where it is none.

    Before 1 March 1900, Excel's calendar has a day that never was: from there on it counts from 30 December 1899.
    """
    if shows == "duration" or 0 <= number < 1:
        span = dt.timedelta(milliseconds=round(number * 86_400_000)) if abs(number) < LAST_SERIAL + 1 else None
        return number if span is None else span if shows == "duration" else (dt.datetime.min + span).time()
    since = EPOCH_1904 if date1904 else EPOCH if number >= _LEAP_DAY else EPOCH + dt.timedelta(1)
    if not 0 <= number < LAST_SERIAL + 1 - ((EPOCH_1904 - EPOCH).days if date1904 else 0):
        return number
    return day_or_moment(
        dt.datetime.combine(since, dt.time()) + dt.timedelta(milliseconds=round(number * 86_400_000))
    )


def day_or_moment(moment: dt.datetime) -> dt.date:
    """A moment at midnight is a day."""
    return moment.date() if moment.time() == dt.time() else moment


def time_cell_in_words(value: dt.time | dt.timedelta) -> str:
    """A time of day or a duration as a sheet shows it: `14:30`, `36:15:05`, `-1:30`."""
    if isinstance(value, dt.time):
        return value.isoformat("seconds" if value.second else "minutes")
    seconds = round(abs(value).total_seconds())
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if value < dt.timedelta() else ""
    return f"{sign}{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def cell_value_as_shown(value: Any) -> Any:
    """A time or a duration as the text that its cell shows; a whole number as a number; any other value as it is."""
    if isinstance(value, dt.time | dt.timedelta):
        return time_cell_in_words(value)
    return float(value) if type(value) is int else value


def saving_time_value(text: str | None) -> dt.datetime | None:
    """The time when a workbook was saved, as its properties write it (ISO 8601); of no zone, it is this machine's."""
    try:
        return dt.datetime.fromisoformat((text or "").strip()).astimezone(dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
