"""An expression as a French sentence: the third rendering, for people who read neither Excel nor Python.

Columns are named by their headers, in italics; tables by their titles, in bold. A part stands in parentheses where
the sentence could be read in two ways.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from docs.settled import settled
from pacxl.definition.book import Book
from pacxl.definition.expr import (
    Aggregate,
    AnyFilled,
    Call,
    Col,
    Expr,
    Literal,
    Lookup,
    OfCol,
    Position,
    Today,
    Value,
)
from pacxl.definition.functions import ExpressionError
from pacxl.definition.table import Table
from pacxl.definition.tree import show


class Rank(IntEnum):
    """How tightly the words of a part hold together."""

    CHOICE = 0
    PHRASE = 1
    OR = 2
    AND = 3
    TEST = 4
    SUM = 5
    PRODUCT = 6
    ATOM = 7


@dataclass(frozen=True)
class Words:
    text: str
    rank: Rank

    def at(self, rank: Rank) -> str:
        """The words as a part that holds together so tightly at least."""
        return self.text if self.rank >= rank else f"({self.text})"

    def above(self, rank: Rank) -> str:
        """The words as a part that holds together more tightly than that."""
        return self.text if self.rank > rank else f"({self.text})"


@dataclass(frozen=True)
class Place:
    """Where an expression stands: in a row of a table, or (no table) in a cell of its own.

    `elsewhere` is where it speaks of another table's rows: there, this row's own cells are told from theirs.
    """

    book: Book
    table: Table | None = None
    elsewhere: bool = False


def sentence(expr: Expr, place: Place) -> str:
    """The expression in words, in Markdown; raises ExpressionError for what there are no words for."""
    return _words(settled(expr), place).text


def escaped(text: str) -> str:
    """A text none of whose signs mean anything in Markdown."""
    return re.sub(r"([\\`*_\[\]|<>#~])", r"\\\1", " ".join(text.split()))


def number(value: float) -> str:
    """A number as the French write it."""
    return f"{value:,.15g}".replace(",", "\u202f").replace(".", ",").replace("-", "−")


# --- the nodes --------------------------------------------------------------------------------------------


def _words(expr: Expr, place: Place) -> Words:
    match expr:
        case Literal(value):
            return Words(_constant(value), Rank.ATOM)
        case Today():
            return Words("la date du jour", Rank.ATOM)
        case Position():
            return Words("numéro de la ligne", Rank.ATOM)
        case Col(key):
            return Words(_cell(key, place), Rank.ATOM)
        case OfCol(table, key):
            return Words(_header(place.book.by_key[table], key), Rank.ATOM)
        case AnyFilled(first, last):
            return Words(f"quelque chose est écrit de {_cell(first, place)} à {_cell(last, place)}", Rank.TEST)
        case Aggregate():
            return Words(_aggregate(expr, place), Rank.PHRASE)
        case Lookup():
            return Words(_lookup(expr, place), Rank.PHRASE)
        case Call():
            return _call(expr, place)
    raise ExpressionError(f"no French words for {show(expr)}")


def _constant(value: Value) -> str:
    match value:
        case None:
            return "vide"
        case bool():
            return "vrai" if value else "faux"
        case str():
            return f"« {escaped(value)} »"
        case dt.date():
            return f"{value:%d/%m/%Y}"
    return number(value)


def _header(table: Table, key: str) -> str:
    header = key.capitalize() if key == table.part_key else table.by_key[key].header
    return f"*{escaped(header)}*"


def _cell(key: str, place: Place) -> str:
    if place.table is None:
        raise ExpressionError(f"a cell of a row ({key}) where there is no row")
    return _header(place.table, key) + (" de cette ligne" if place.elsewhere else "")


def _title(table: str, place: Place) -> str:
    if place.table is not None and table == place.table.key:
        return "ce tableau"
    return f"**{escaped(place.book.by_key[table].title)}**"


def _aggregate(expr: Aggregate, place: Place) -> str:
    table = _title(expr.table, place)
    added = f"somme de {_header(place.book.by_key[expr.table], expr.key)} dans" if expr.key else "nombre de lignes de"
    if expr.where is None:
        return f"{added} {table}"
    return f"{added} {table} où {_words(expr.where, replace(place, elsewhere=True)).text}"


def _lookup(expr: Lookup, place: Place) -> str:
    table = place.book.by_key[expr.table]
    sought = _words(expr.key, replace(place, elsewhere=True)).above(Rank.TEST)
    row = f"la ligne de {_title(expr.table, place)} où {_header(table, expr.match)} = {sought}"
    return f"{_header(table, expr.value)} de {row}"


def _call(expr: Call, place: Place) -> Words:
    if len(tests := list(_tally(expr))) > 2:
        listed = " ; ".join(_words(test, place).text for test in tests)
        return Words(f"nombre de conditions vraies parmi ({listed})", Rank.ATOM)
    match expr:
        case Call("IF", (condition, then, Call("IF") as otherwise)):
            return _choice(condition, then, f", {_words(otherwise, place).text}", place)
        case Call("IF", (condition, then, otherwise)):
            return _choice(condition, then, f" {_words(otherwise, place).above(Rank.CHOICE)}", place)
        case Call("NOT", (Call("ISBLANK", (inner,)),)):
            return Words(f"{_words(inner, place).above(Rank.TEST)} n’est pas vide", Rank.TEST)
        case Call("NOT", (Call("=", (left, right)),)):
            return _infix("n’est pas", Rank.TEST, tight=True)([_words(left, place), _words(right, place)])
        case Call("-", (Literal(0), inner)):
            return Words(f"− {_words(inner, place).above(Rank.SUM)}", Rank.SUM)
    if expr.name not in _FUNCTIONS:
        raise ExpressionError(f"no French words for {expr.name}")
    return _FUNCTIONS[expr.name]([_words(arg, place) for arg in expr.args])


def _choice(condition: Expr, then: Expr, otherwise: str, place: Place) -> Words:
    first = f"si {_words(condition, place).text}, {_words(then, place).above(Rank.CHOICE)}"
    return Words(f"{first} ; sinon{otherwise}", Rank.CHOICE)


def _tally(expr: Expr) -> Iterator[Expr]:
    """The conditions that a sum of ones and zeros counts; none if it is no such sum."""
    match expr:
        case Call("+", (left, right)) if (before := list(_tally(left))) and (after := list(_tally(right))):
            yield from (*before, *after)
        case Call("IF", (condition, Literal(1), Literal(0))):
            yield condition
        case Call("IF", (condition, Literal(0), Literal(1))):
            yield Call("NOT", (condition,))


# --- operators and functions: from the words of the operands ----------------------------------------------

_Saying = Callable[[Sequence[Words]], Words]


def _infix(sign: str, rank: Rank, *, tight: bool = False) -> _Saying:
    """Two operands with a sign between them; `tight` where it matters what is on which side of it."""

    def say(args: Sequence[Words]) -> Words:
        left, right = args
        first = left.above(rank) if rank is Rank.TEST else left.at(rank)
        return Words(f"{first} {sign} {right.above(rank) if tight else right.at(rank)}", rank)

    return say


def _either(args: Sequence[Words]) -> Words:
    """People read « a et b ou c » in two ways."""
    return Words(" ou ".join(arg.text if arg.rank is Rank.OR else arg.above(Rank.AND) for arg in args), Rank.OR)


def _of(words: str) -> _Saying:
    return lambda args: Words(f"{words} {args[0].at(Rank.ATOM)}", Rank.PHRASE)


def _among(words: str) -> _Saying:
    return lambda args: Words(f"{words} ({' ; '.join(arg.text for arg in args)})", Rank.ATOM)


def _rounded(args: Sequence[Words]) -> Words:
    value, digits = args
    precision = {"0": "à l’unité", "1": "à 1 décimale"}.get(digits.text, f"à {digits.above(Rank.TEST)} décimales")
    return Words(f"{value.at(Rank.PHRASE)}, arrondi {precision}", Rank.PHRASE)


def _later(unit: str, plural: str) -> _Saying:
    """A date so many units later, or earlier."""

    def say(args: Sequence[Words]) -> Words:
        date, many = args
        sign, count = ("−", many.text[1:]) if many.text.startswith("−") else ("+", many.above(Rank.SUM))
        return Words(f"{date.at(Rank.SUM)} {sign} {count} {unit if count == '1' else plural}", Rank.SUM)

    return say


_FUNCTIONS: dict[str, _Saying] = {
    "+": _infix("+", Rank.SUM),
    "-": _infix("−", Rank.SUM, tight=True),
    "*": _infix("×", Rank.PRODUCT),
    "/": _infix("÷", Rank.PRODUCT, tight=True),
    "=": _infix("=", Rank.TEST, tight=True),
    "<>": _infix("≠", Rank.TEST, tight=True),
    "<": _infix("<", Rank.TEST, tight=True),
    "<=": _infix("≤", Rank.TEST, tight=True),
    ">": _infix(">", Rank.TEST, tight=True),
    ">=": _infix("≥", Rank.TEST, tight=True),
    "AND": _infix("et", Rank.AND),
    "OR": _either,
    "NOT": lambda args: Words(f"non ({args[0].text})", Rank.TEST),
    "ISBLANK": lambda args: Words(f"{args[0].above(Rank.TEST)} est vide", Rank.TEST),
    "COALESCE": lambda args: Words(", à défaut ".join(arg.above(Rank.CHOICE) for arg in args), Rank.CHOICE),
    "MIN": _among("le plus petit de"),
    "MAX": _among("le plus grand de"),
    "ABS": _of("valeur absolue de"),
    "ROUND": _rounded,
    "MONTHSTART": _of("premier jour du mois de"),
    "EDATE": _later("mois", "mois"),
    "ADDDAYS": _later("jour", "jours"),
}
