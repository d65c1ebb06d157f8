"""What Excel counts and holds, said once: its limits, the length of a text, the serial of a day.

Sources: Microsoft, *Excel specifications and limits*; ECMA-376 part 1, 18.17.4.1 for the calendar.
"""

from __future__ import annotations

import datetime as dt
import math
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
LONGEST_LINK = 2_079
DIGITS = 15  # that a number keeps
LARGEST_WHOLE = 10**DIGITS - 1

SHEET_TABOO = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
THREAD_AUTHOR = "tc="  # how the author of a note begins that stands in for a thread of comments


def excel_length(text: str) -> int:
    """Excel's length of a text: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# --- the calendar -----------------------------------------------------------------------------------------

EPOCH = dt.date(1899, 12, 30)  # the day of serial 0, for all days from 1 March 1900 on
FIRST_DAY, LAST_DAY = dt.date(1900, 3, 1), dt.date(9999, 12, 31)  # before it: a 29 February 1900 that never was
FIRST_SERIAL, LAST_SERIAL = (FIRST_DAY - EPOCH).days, (LAST_DAY - EPOCH).days
EPOCH_1904 = dt.date(1904, 1, 1)  # of the workbooks that count from it


def excel_serial(day: dt.date) -> int:
    """Excel's serial of a day: the number that a cell holds for it."""
    return day.toordinal() - EPOCH.toordinal()


# --- values -----------------------------------------------------------------------------------------------


PICTURE = "image"
# The errors that programs of before 2018 do not know.
NEW_ERRORS = (
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#BUSY!",
    "#UNKNOWN!",
    "#EXTERNAL!",
    "#TIMEOUT!",
)


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell that holds something and has no value: an error (`#REF!`), a `PICTURE`, or a formula that was never
    calculated ("").

    Never to be taken for a blank, nor for 0.
    """

    error: str = ""


def excel_cannot_write(text: str) -> bool:
    """Whether a text holds what is no character, or half of one: no file can hold them."""
    try:
        text.encode()  # a tenth of the time of looking at each character: texts are long
    except UnicodeEncodeError:
        return True
    return "\ufffe" in text or "\uffff" in text


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # XML has no place for them


def excel_cannot_say(constant: object) -> str:
    """Why no Excel formula can say a constant, "" if one can."""
    match constant:
        case "":
            return "an empty text is the blank: say `blank`"
        case str() if excel_length(constant) > LONGEST_QUOTED:
            return f"a text in a formula has at most {LONGEST_QUOTED} characters"
        case str() if not constant.isprintable() and _CONTROL.search(constant):
            return "a text in a formula has no control characters"
        case float() if not math.isfinite(constant):
            return "not a number of a cell"
        case dt.datetime():
            return "a date has no time of day"
        case dt.date() if constant < FIRST_DAY:
            return f"a date before {FIRST_DAY}"
    return ""
