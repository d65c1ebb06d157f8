"""What Excel counts and holds, said once: its addresses, its calendar, its limits.

Sources: Microsoft, *Excel specifications and limits*; ECMA-376 part 1, 18.17.4.1 for the calendar.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

# --- limits -----------------------------------------------------------------------------------------------

ROWS, COLUMNS = 1_048_576, 16_384
LONGEST_TEXT = 32_767  # UTF-16 units of a cell's text
LONGEST_QUOTED = 255  # of a text in a formula, of a key that MATCH looks for
LONGEST_HEADER = 255
LONGEST_NAME = 255  # of a defined name, of an Excel Table
LONGEST_SHEET_NAME = 31
LONGEST_PROPERTY = 255  # of a document's property
LONGEST_FORMULA, DEEPEST_FORMULA, MOST_ARGUMENTS = 8_192, 64, 255
LONGEST_PROMPT_TITLE, LONGEST_PROMPT = 32, 255  # what stands beside a cell that one is about to fill
MOST_LINKS = 65_530  # on a sheet
DIGITS = 15  # that a number keeps
LARGEST_WHOLE = 10**DIGITS - 1

SHEET_TABOO = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
THREAD_AUTHOR = "tc="  # how the author of a note begins that stands in for a thread of comments

THREAD_AUTHOR = "tc="  # how the author of a note begins that stands in for a thread of comments


def length(text: str) -> int:
    """The length of a text as Excel counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# --- the calendar -----------------------------------------------------------------------------------------

EPOCH = dt.date(1899, 12, 30)  # the day of serial 0, for all days from 1 March 1900 on
FIRST_DAY, LAST_DAY = dt.date(1900, 3, 1), dt.date(9999, 12, 31)  # before it: a 29 February 1900 that never was
FIRST_SERIAL, LAST_SERIAL = (FIRST_DAY - EPOCH).days, (LAST_DAY - EPOCH).days
EPOCH_1904 = dt.date(1904, 1, 1)  # of the workbooks that count from it


def serial(day: dt.date) -> int:
    """The number that a cell holds for a day."""
    return day.toordinal() - EPOCH.toordinal()


# --- addresses --------------------------------------------------------------------------------------------

Spot = tuple[int, int]  # row and column, from 0
REFERENCE = re.compile("[A-Za-z]{1,3}[1-9][0-9]{0,6}")
AREA = re.compile(f"({REFERENCE.pattern})(?::({REFERENCE.pattern}))?")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::.*)?")


def letters(col: int) -> str:
    """The letters of a column, from 0: `A`, `Z`, `AA`."""
    text, rest = "", col + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        text = chr(65 + letter) + text
    return text


def column(text: str) -> int:
    """The column of some letters, from 0."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(row: int, col: int, *, row_abs: bool = False, col_abs: bool = False) -> str:
    """A1 notation, from positions that count from 0; `$` before what is absolute."""
    return f"{'$' * col_abs}{letters(col)}{'$' * row_abs}{row + 1}"


def position(reference: str) -> Spot:
    """The row and column of a cell's address, from 0: `B5` is (4, 1)."""
    name = reference.rstrip("0123456789")
    return int(reference[len(name) :]) - 1, column(name)


def spot(cell: str) -> Spot | None:
    """The place of a cell in A1 notation (of a range, its first cell); None if no sheet has it."""
    found = _ADDRESS.fullmatch(cell.strip())
    if found is None:
        return None
    row, col = int(found[2]) - 1, column(found[1])
    return (row, col) if 0 <= row < ROWS and col < COLUMNS else None


# --- values -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell that holds something and has no value: an error (`#REF!`), or a formula that was never calculated ("").

    Never to be taken for a blank, nor for 0.
    """

    error: str = ""
