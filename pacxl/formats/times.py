"""Days, times and durations, which workbooks keep as numbers: by the format that shows one, and the calendar."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from pacxl.excel import EPOCH, EPOCH_1904, FIRST_SERIAL, LAST_SERIAL

_BUILT_IN = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}  # the numbers of formats that need no code
_DURATION = 46
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)


def shows(number: int, code: str) -> str:
    """What a number format shows a number as: `date` (a day, a time), `duration`, or "" (a number)."""
    if not code:
        return "duration" if number == _DURATION else "date" if number in _BUILT_IN else ""
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


def words(value: dt.time | dt.timedelta) -> str:
    """A time of day or a duration as a sheet shows it: `14:30`, `36:15:05`, `-1:30`."""
    if isinstance(value, dt.time):
        return value.isoformat("seconds" if value.second else "minutes")
    seconds = round(abs(value).total_seconds())
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if value < dt.timedelta() else ""
    return f"{sign}{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def as_shown(value: Any) -> Any:
    """A time or a duration as the text that its cell shows; a whole number as a number; any other value as it is."""
    if isinstance(value, dt.time | dt.timedelta):
        return words(value)
    return float(value) if type(value) is int else value


def saved_at(text: str | None) -> dt.datetime | None:
    """The time when a workbook was saved, as its properties write it (ISO 8601); of no zone, it is this machine's."""
    try:
        return dt.datetime.fromisoformat((text or "").strip()).astimezone(dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
