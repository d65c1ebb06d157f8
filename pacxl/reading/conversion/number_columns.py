"""Numbers in their column: what a text is worth where euros, percentages, ratios, marks or plain numbers stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import Enum
from functools import cache

import numpy as np

from pacxl.compute.excel_functions import Array, excel_digits
from pacxl.definition.kind import Kind
from pacxl.french.numerals import Amount, Unit, flat_number, read_amount, read_figures
from pacxl.french.text import LONGEST, Reading, Unfit, Words, fold
from pacxl.french.units import unit_with_other_taxes


class Sort(Enum):
    """What a column of numbers holds, as far as reading goes."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    RATIO = "ratio"
    SCORE = "score"


@cache
def number_column_sort(kind: Kind) -> Sort:
    """The sort of a column of numbers, as the format of its kind in Excel shows it."""
    shape = kind.number_format
    for sort, mark in ((Sort.PERCENT, "%"), (Sort.MONEY, "€"), (Sort.RATIO, ":1")):
        if mark in shape:
            return sort
    return Sort.SCORE if kind.whole and kind.most is not None else Sort.NUMBER


_Read = Reading[float] | Unfit | None


def number_in_column(text: str, kind: Kind, taxes: str) -> _Read:
    """What a text is worth in a column of numbers: `1 000,50 €`, `(12 345,68)`, `20 %`, `12k€`, `50 leads / mois`.

    A percentage is a fraction (0.2 for 20 %). Several readings where the text has several (`1.000`, `500 à 600`, `1`
    for a percentage); Unfit where it is no number of that kind (`20 $`, `< 500`, `500 € / mois` for an amount); None
    where it is no number. An amount that says the other of `taxes` (HT, TTC) is unfit too.
    """
    if len(text) > LONGEST:
        return None
    plain, sort = flat_number(text), number_column_sort(kind)
    own = _OWN[sort](plain, kind) if sort in _OWN else None
    if own is not None:
        return own
    amount = read_amount(plain)
    if isinstance(amount, Amount):
        return _worth(amount, kind, taxes)
    return amount or _no_number(plain) or _range(plain, kind, taxes)


# --- what has figures and is no number --------------------------------------------------------------------

_BOUND = re.compile(
    r"(?:[<>≤≥]=?|=[<>]|(?:moins|plus|pas plus|pas moins) de|au (?:moins|plus|maximum|minimum)|maxi?(?:mum)?"
    r"|mini(?:mum)?|jusqu'a|a partir de|(?:inferieur|superieur)e?s? a) ?(?P<before>.+)"
    r"|(?P<after>.+?) ?(?:\+|maxi?(?:mum)?|mini(?:mum)?|(?:et|ou) (?:plus|moins)|au (?:moins|plus|maximum|minimum))"
)
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)? ?[eE] ?[-+]?[0-9]+")
_FRACTION = re.compile(r"[0-9]+ ?(?:/|sur) ?[0-9]+")
_A_BOUND = Unfit(Words("c’est une borne, et non un nombre", "it is a bound, not a number"))
_A_CODE = Unfit(
    Words("c’est une écriture scientifique ou une référence", "it is scientific notation, or a reference")
)
_A_FRACTION = Unfit(Words("c’est une fraction, une date ou une note", "it is a fraction, a date or a mark"))


def _no_number(text: str) -> Unfit | None:
    bound = _BOUND.fullmatch(fold(text))
    if bound and isinstance(read_amount(bound["before"] or bound["after"]), Amount):
        return _A_BOUND
    if _SCIENTIFIC.fullmatch(text):
        return _A_CODE
    return _A_FRACTION if _FRACTION.fullmatch(text) else None


# --- a range: its two ends, of which none is kept ---------------------------------------------------------

_BETWEEN = re.compile(r" (?:à|a|et|ou) | ?- ?", re.IGNORECASE)
_FROM = re.compile(r"(?:de|entre) ", re.IGNORECASE)


def _range(text: str, kind: Kind, taxes: str) -> _Read:
    for low, high in _ends(text):
        first, last = read_amount(low), read_amount(high)
        if isinstance(first, Amount) and isinstance(last, Amount) and first.beside in ("", last.beside):
            if first.unit is Unit.NONE and not first.beside:
                first = last._replace(figures=first.figures)  # `10 à 15 k€`
            readings = _worth(first, kind, taxes), _worth(last, kind, taxes)
            if isinstance(readings[0], Reading) and isinstance(readings[1], Reading):
                return Reading(tuple(dict.fromkeys(readings[0].values + readings[1].values)))
            return next(reading for reading in readings if isinstance(reading, Unfit))
    return None


def _ends(text: str) -> Iterator[tuple[str, str]]:
    """Each way of cutting a text in two at a word or a dash between two numbers."""
    bare = _FROM.sub("", text, count=1) if _FROM.match(text) else text
    for cut in _BETWEEN.finditer(bare, 1):
        yield bare[: cut.start()], bare[cut.end() :]


# --- what an amount is worth, by what the column holds ----------------------------------------------------

_NOT_EUROS = {
    Unit.PERCENT: Words("c’est un pourcentage, et non un montant", "it is a percentage, not an amount"),
    Unit.POINTS: Words("ce sont des points, et non des euros", "these are points, not euros"),
    Unit.THING: Words("c’est une quantité, et non un montant en euros", "it is a quantity, not an amount in euros"),
}
FOREIGN = Unfit(Words("c’est une autre monnaie que l’euro", "it is another currency than the euro"), foreign=True)
_NO_TOTAL = Unfit(
    Words(
        "c’est un montant par période ou par unité, et non un total", "it is an amount per period or unit, no total"
    )
)
_POINTS = Words(
    "ce sont des points : un écart entre deux pourcentages", "these are points: a gap between two percentages"
)


def _worth(amount: Amount, kind: Kind, taxes: str) -> Reading[float] | Unfit:
    if amount.unit is Unit.FOREIGN:
        return FOREIGN
    if number_column_sort(kind) is Sort.MONEY and (why := unit_with_other_taxes(amount, taxes)):
        return Unfit(why)
    return _WORTH[number_column_sort(kind)](amount, kind)


def _euros(amount: Amount, _: Kind) -> Reading[float] | Unfit:
    if amount.unit in _NOT_EUROS:
        return Unfit(_NOT_EUROS[amount.unit])
    return _NO_TOTAL if amount.per else _reading(amount, amount.beside)


def _number(amount: Amount, kind: Kind) -> Reading[float] | Unfit:
    """A quantity, whose unit and rhythm are told; in a column of numbers a percentage is a fraction."""
    if amount.unit is Unit.PERCENT and kind.whole:
        return Unfit(Words("c’est un pourcentage, et non un nombre entier", "it is a percentage, not a whole number"))
    sign = "€" if amount.unit is Unit.EURO else ""
    return _reading(amount, f"{sign} {amount.beside}".strip(), Decimal(100 if amount.unit is Unit.PERCENT else 1))


def _percent(amount: Amount, kind: Kind) -> Reading[float] | Unfit:
    """A percentage, as a fraction. Typed without its sign, a number below 1 is the fraction that Excel stores, and a
    larger one has lost its sign, which is told; around 1, it can be both (`1`: 1 % or 100 %), and none is kept.
    """
    if amount.unit is Unit.PERCENT:
        return _reading(amount, amount.beside, Decimal(100))
    if amount.unit is not Unit.NONE or amount.beside:
        points = amount.unit is Unit.POINTS
        return Unfit(_POINTS if points else Words("ce n’est pas un pourcentage", "it is not a percentage"))
    values, unlikely = [], []
    for number in amount.numbers:
        as_typed, as_percent = float(number), float(number / 100)
        if abs(number) < 1:
            values.append(as_typed)
        elif abs(number) == 1 or (kind.most is None and abs(number) < SURE):
            values += [as_percent, as_typed]
        else:
            values.append(as_percent)
            unlikely.append(as_typed)
    return Reading(tuple(values), tuple(unlikely) if len(values) == 1 else (), amount.approximate)


SURE = 2  # from there on, a number in an unbounded percentage's place looks like a percentage without its sign


def _bare(amount: Amount, _: Kind) -> Reading[float] | Unfit:
    if amount.unit is Unit.NONE and not amount.beside:
        return _reading(amount)
    return Unfit(
        Words("ce nombre a une unité que la colonne n’a pas", "this number has a unit that the column has not")
    )


_WORTH: dict[Sort, Callable[[Amount, Kind], Reading[float] | Unfit]] = {
    Sort.NUMBER: _number,
    Sort.MONEY: _euros,
    Sort.PERCENT: _percent,
    Sort.RATIO: _bare,
    Sort.SCORE: _bare,
}


def _reading(amount: Amount, aside: str = "", divisor: Decimal = Decimal(1)) -> Reading[float]:
    values = tuple(float(number / divisor) + 0.0 for number in amount.numbers)
    note = Words(f"« {aside} » n’est pas dans le nombre", f"“{aside}” is not in the number") if aside else Words()
    return Reading(values, approximate=amount.approximate, note=note)


# --- the spellings that one sort alone has ----------------------------------------------------------------

_FIGURES = r"[0-9]+(?:[.,][0-9]+)?"
_RATIO = re.compile(rf"(?P<over>{_FIGURES}) ?(?::|/|pour|contre) ?(?P<under>{_FIGURES})")
_TIMES = re.compile(rf"[x×] ?(?P<before>{_FIGURES})|(?P<after>{_FIGURES}) ?(?:[x×]|fois)", re.IGNORECASE)
_OUT_OF = re.compile(rf"(?P<mark>{_FIGURES}) ?(?:/|sur) ?(?P<best>[0-9]+)")


def _ratio(text: str, _: Kind) -> _Read:
    """`3:1`, `3 pour 1`, `3/1`, `x3`. Where it is not told to 1, it can be read from either side: none is kept."""
    if times := _TIMES.fullmatch(text):
        return _figures(times["before"] or times["after"])
    form = _RATIO.fullmatch(fold(text))
    if form is None or not isinstance(over := _figures(form["over"]), Reading):
        return None
    under = _figures(form["under"])
    if not isinstance(under, Reading) or under.value == 1:
        return over
    pairs = [(a, b) for a in over.values for b in under.values if a and b]
    return Reading(tuple(ratio for a, b in pairs for ratio in (a / b, b / a))) if pairs else None


def _score(text: str, kind: Kind) -> _Read:
    """`4/5`, `4 sur 5`: a mark out of what the column's best mark is."""
    form = _OUT_OF.fullmatch(fold(text))
    if form is None or kind.most is None:
        return None
    if int(form["best"]) == kind.most:
        return _figures(form["mark"])
    best = f"{kind.most:g}"
    return Unfit(Words(f"la note est sur {best}", f"the mark is out of {best}"))


def _figures(text: str) -> _Read:
    figures = read_figures(text)
    return _reading(Amount(figures)) if isinstance(figures, tuple) else figures


_OWN: dict[Sort, Callable[[str, Kind], _Read]] = {Sort.RATIO: _ratio, Sort.SCORE: _score}


# --- under a header that counts in thousands, or in percents ----------------------------------------------

_LETTERS = {0.01: "%", 1e3: "k", 1e6: "M", 1e9: "Md"}


def number_column_in_plan_units(cells: Array, factors: Array | None) -> tuple[Array, Array]:
    """The cells of a column whose header says what they are counted in (`Budget (k€)`), as if each said it itself:
    numbers are multiplied by the factor of their row, numbers typed as texts end in its letter, unless they say their
    own unit. And the rows that were changed. (No factors: the cells as they are.)"""
    if factors is None:
        return cells, np.array([], dtype="int64")
    rows = np.flatnonzero((factors != 1) & (cells != ""))
    changed = cells.copy()
    texts = [row for row in rows.tolist() if isinstance(cells[row], str) and _says_no_unit(cells[row])]
    for row in texts:
        changed[row] = f"{cells[row].strip()} {_LETTERS[float(factors[row])]}"
    numbers = np.array([row for row in rows.tolist() if type(cells[row]) in (float, int)], dtype="int64")
    if len(numbers):
        changed[numbers] = excel_digits(cells[numbers].astype("float64") * factors[numbers])
    return changed, np.array(sorted([*texts, *numbers.tolist()]), dtype="int64")


def _says_no_unit(text: str) -> bool:
    """Whether a text is a number, or two, and nothing says of what."""
    if len(text) > LONGEST:
        return False
    plain = flat_number(text)
    amount = read_amount(plain)
    if isinstance(amount, Amount):
        return amount.unit is Unit.NONE and not amount.beside and amount.scales == (Decimal(1),)
    return amount is None and plain[-1:].isdigit() and any(True for _ in _ends(plain))
