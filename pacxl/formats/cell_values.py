"""The value of a cell of an Office Open XML workbook, by the type that the file gives it.

A cell that says what it cannot hold costs that cell, not its sheet: a text that is not in the workbook's list, a flag
in words. (calamine gives up the sheet, openpyxl the whole workbook.)
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pacxl.a1 import Spot
from pacxl.excel import NoValue
from pacxl.formats.times import day_or_moment, moment
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
        if (nothing := no_value_of(cell)) is not None:
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


def no_value_of(cell: Cell) -> NoValue | None:
    """The cell value of a cell that holds something and has none (`NoValue`); None for any other cell.

    A formula whose result is the empty text has been calculated: the cell is of type `str`, and shows a blank. NaN
    and the infinities are no numbers that a person typed or a formula gave: Excel writes none.
    """
    if cell.type == "e" and cell.value:
        return NoValue(cell.value.strip())
    if cell.formula and not cell.value and not cell.text and cell.type not in ("str", "inlineStr"):
        return NoValue()
    if cell.type in ("", "n") and cell.value and not is_finite(cell.value):
        return NoValue(cell.value.strip())
    return None


def is_finite(value: str) -> bool:
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
