"""The cells of an export, column by column: what one of them leaves open, the others tell.

A column of dates is day first or month first throughout, a column of amounts has one decimal mark: `1,234` is read by
the `1,234.50` under it. Where nothing tells, nobody guesses.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pacxl.excel import EPOCH, LARGEST_WHOLE
from pacxl.formats.number_format import number_format_face
from pacxl.formats.opened import ShownNumber
from pacxl.french.dates import read_date
from pacxl.french.numerals import Amount, Unit, flat_number, read_amount
from pacxl.french.text import Reading, fold, is_blank, text_as_seen
from pacxl.french.units import HT, unit_with_other_taxes


class Odd(Enum):
    """Why a cell has no value."""

    UNREADABLE = "it is none of what its column holds"
    EITHER = "it can be read in two ways"
    OUT_OF_RANGE = "it is out of bounds"


def is_crm_blank(cell: Any) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell == "" or (isinstance(cell, str) and is_blank(cell))


def crm_text(cell: Any) -> str:
    """A cell as a text on one line; a whole number without its decimals."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= LARGEST_WHOLE:
        return str(int(cell))
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(text_as_seen(str(cell)).split())


# --- dates ------------------------------------------------------------------------------------------------

DAY_FIRST, MONTH_FIRST = "jour", "mois"
_CLOCK = r"(?:,?[T ]\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?)?"  # of no time zone
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}", re.IGNORECASE)
_FIGURES = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_CLOCK}", re.IGNORECASE)
_ENGLISH = re.compile(rf"(?:(\d{{1,2}})[- ])?([a-z]{{3,9}})[- .](?:(\d{{1,2}}),? )?(\d{{4}}){_CLOCK}", re.IGNORECASE)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_PLAUSIBLE = range(20_000, 80_001)  # days between 1954 and 2119


def date_order_of_crm_cells(cells: Iterable[Any]) -> str:
    """What comes first in the dates of an export: the day or the month; "" where nothing tells, or both do."""
    seen = set()
    for cell in cells:
        found = _FIGURES.fullmatch(text_as_seen(cell).strip()) if isinstance(cell, str) else None
        if found and int(found[1]) > 12:
            seen.add(DAY_FIRST)
        elif found and int(found[3]) > 12:
            seen.add(MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else ""


def read_crm_cell_day(cell: Any, order: str) -> dt.date | Odd:
    """The day of a cell: a date, a serial, `2026-04-15 09:30`, `15/04/2026` in the order of its export, or words."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = crm_text(cell)
    if serial := _SERIAL.fullmatch(text):
        days = int(serial[1])
        return EPOCH + dt.timedelta(days) if days in _PLAUSIBLE else Odd.UNREADABLE
    if iso := _ISO.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if figures := _FIGURES.fullmatch(text):
        first, second, year = int(figures[1]), int(figures[3]), int(figures[4])
        year += 2000 if year < 100 else 0
        if first != second and max(first, second) <= 12 and not order:
            return Odd.EITHER
        month_first = (order == MONTH_FIRST and first <= 12) or second > 12
        return _day(year, first, second) if month_first else _day(year, second, first)
    if (english := _ENGLISH.fullmatch(text)) and bool(english[1]) != bool(english[3]):
        month = next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(english[2].lower())), 0)
        if month:
            return _day(int(english[4]), month, int(english[1] or english[3]))
    said = read_date(text)
    if not isinstance(said, Reading):
        return Odd.UNREADABLE
    return Odd.EITHER if said.value is None else said.value


def _day(year: int, month: int, day: int) -> dt.date | Odd:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return Odd.UNREADABLE
    return found if year >= 1950 else Odd.UNREADABLE


# --- amounts ----------------------------------------------------------------------------------------------

_SIGNS = {"us$": "USD", "ca$": "CAD", "$": "USD", "£": "GBP", "¥": "JPY", "fcfa": "XOF"}
_DOLLARS = re.compile(r"(?:us|ca) ?\$ ?", re.IGNORECASE)
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_BEFORE = re.compile(r"[-( ]*(?:[A-Z]{2})?[$£€¥]")
_TAXES = {"HT", "TTC", "TVA"}


@dataclass(frozen=True)
class Money:
    """An amount, and its currency if the cell says one (ISO 4217), else ""."""

    amount: float
    currency: str = ""


def currency_of_crm_cell(text: str) -> str:
    """The currency that a text names (`EUR`, `USD - U.S. Dollar`, `€`, `Euros`), as its ISO code; "" for none."""
    if code := next((each for each in _CODE.findall(text) if each not in _TAXES), ""):
        return code
    plain = fold(text)
    if plain in ("euro", "euros") or "€" in text:
        return "EUR"
    if code := next((code for sign, code in _SIGNS.items() if sign in plain), ""):
        return code
    return text.strip().upper()[:12] if plain and not any(map(str.isdigit, plain)) else ""


def decimal_mark_of_crm_cells(cells: Iterable[Any]) -> str:
    """The decimal mark of a column of amounts, "." or ","; "" where nothing tells it, or both do."""
    seen = set()
    for cell in cells:
        if isinstance(cell, str) and (mark := _mark_of(text_as_seen(cell))):
            seen.add(mark)
    return seen.pop() if len(seen) == 1 else ""


def _mark_of(text: str) -> str:
    marks = re.sub(r"[^0-9.,]", "", text).strip(".,")
    if not re.search("[.,]", marks):
        return ""
    last = max(marks.rfind("."), marks.rfind(","))
    mark, digits = marks[last], len(marks) - last - 1
    other = "," if mark == "." else "."
    if other in marks:
        return mark
    if marks.count(mark) > 1 or (digits == 3 and _BEFORE.match(text) and mark == ","):
        return other  # `1.234.567`, and `$1,234` as the English write it
    return "" if digits == 3 and re.fullmatch(r"[1-9]\d{0,2}", marks[:last]) else mark


def read_crm_cell_money(cell: Any, mark: str, taxes: str = HT) -> Money | Odd:
    """The amount of a cell, in a column whose decimal mark is known or not; `taxes` are what amounts count. Of a
    number whose format says something, the currency is what it shows."""
    if isinstance(cell, ShownNumber):
        return Money(cell.number, currency_of_crm_cell(number_format_face(cell.code, cell.number).symbol))
    if isinstance(cell, float | int):
        return Money(float(cell)) if math.isfinite(cell) and not isinstance(cell, bool) else Odd.UNREADABLE
    written = crm_text(cell)
    text = _DOLLARS.sub(lambda found: _SIGNS[found[0].replace(" ", "").lower()] + " ", written)
    amount = read_amount(flat_number(text))
    if (
        not isinstance(amount, Amount)
        or amount.per
        or amount.unit in _NO_MONEY
        or unit_with_other_taxes(amount, taxes)
    ):
        return Odd.UNREADABLE
    numbers = amount.numbers
    if len(numbers) > 1 and len(amount.scales) == 1:  # `1,234`: a thousand, or one and three decimals
        own = _mark_of(written) or mark
        if not own:
            return Odd.EITHER
        numbers = ((min if own in text else max)(numbers, key=abs),)
    if len(numbers) > 1:
        return Odd.EITHER
    said = re.sub(r"[\d.,' ()-]+", " ", text).strip() if amount.unit in (Unit.EURO, Unit.FOREIGN) else ""
    return Money(float(numbers[0]), currency_of_crm_cell(said))


_NO_MONEY = (Unit.PERCENT, Unit.POINTS, Unit.THING)


# --- probabilities, yes and no ----------------------------------------------------------------------------


def crm_chances_are_fractions(cells: Iterable[Any]) -> bool:
    """Whether a column of probabilities is of fractions: none is over 1, and none has its sign."""
    numbers = [_number(cell) for cell in cells]
    return bool(numbers) and all(number is not None and number <= 1 for number in numbers)


def _number(cell: Any) -> float | None:
    if isinstance(cell, float | int):
        return float(cell)
    amount = read_amount(flat_number(crm_text(cell)))
    if not isinstance(amount, Amount) or amount.unit is not Unit.NONE or len(amount.numbers) != 1:
        return None
    return float(amount.numbers[0])


def probability_in_crm_cell(cell: Any, *, fraction: bool) -> float | Odd:
    """A probability between 0 and 1: `60`, `60 %`, 0.6 in a column of fractions."""
    number = _number(cell)
    if number is None:
        amount = read_amount(flat_number(crm_text(cell)))
        if not isinstance(amount, Amount) or amount.unit is not Unit.PERCENT or len(amount.numbers) != 1:
            return Odd.UNREADABLE
        number, fraction = float(amount.numbers[0]), False
    worth = number if fraction else round(number / 100, 10)
    return worth if 0 <= worth <= 1 else Odd.OUT_OF_RANGE


_YES = {"true", "vrai", "yes", "oui", "1", "x", "y", "o"}


def crm_cell_says_yes(cell: Any) -> bool:
    """Whether a cell says yes."""
    return cell is True or fold(crm_text(cell)) in _YES
