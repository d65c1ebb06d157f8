"""An expression as a French sentence: the third rendering, for people who read neither Excel nor Python.

Columns are named by their headers, in italics; tables by their titles, in bold. A part stands in parentheses where
the sentence could be read in two ways.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

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
    Selected,
    Today,
)
from pacxl.definition.frozen import Frozen
from pacxl.definition.signatures import ExpressionError
from pacxl.definition.table import STANDS_IN, Table
from pacxl.definition.tree import tree_words

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
PATTERNS: dict[str, tuple[str, str]] = WORDS["functions"]

# How tightly the words of a part hold together.
Rank = IntEnum("Rank", "CHOICE PHRASE OR AND TEST SUM PRODUCT ATOM")


class Words(NamedTuple):
    text: str
    rank: Rank

    def __format__(self, least: str) -> str:
        """The words as a part that holds together so tightly at least, as in `{0:SUM} − {1:PRODUCT}`."""
        # People read « a et b ou c » in two ways, whichever holds tighter.
        tight = not least or (self.rank >= Rank[least] and (least, self.rank) != ("OR", Rank.AND))
        return self.text if tight else f"({self.text})"


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
    return _words(_settled(expr), place).text


def escaped(text: str) -> str:
    """A text none of whose signs mean anything in Markdown."""
    return re.sub(r"([\\`*_\[\]|<>#~])", r"\\\1", " ".join(text.split()))


def _settled(expr: Expr) -> Expr:
    """The tree without what its constants decide: a definition made for every case is read here for one."""
    if not isinstance(expr, Call):
        return expr
    match expr.name, tuple(map(_settled, expr.args)):
        case "ISBLANK", (Literal(value),):
            return Literal(value is None)
        case "NOT", (Literal(bool() as known),):
            return Literal(not known)
        case "=", (Literal(str() as left), Literal(str() as right)):
            return Literal(left == right)
        case "AND", (Literal(False), _) | (_, Literal(False)):
            return Literal(False)
        case "AND", (Literal(True), other) | (other, Literal(True)):
            return other
        case "IF", (Literal(bool() as known), then, otherwise):
            return then if known else otherwise
        case ("+", (Literal(0), other)) | ("*", (other, Literal(1))):
            return other
        case name, args:
            return Call(name, args)


def _words(expr: Expr, place: Place) -> Words:
    match expr:
        case Literal(None):
            return Words("vide", Rank.ATOM)
        case Literal(str() as text):
            return Words(f"« {escaped(text)} »", Rank.ATOM)
        case Literal(dt.date() as day):
            return Words(f"{day:%d/%m/%Y}", Rank.ATOM)
        case Literal(int() | float() as number):
            french = f"{number:,.15g}".replace(",", "\u202f").replace(".", ",").replace("-", "−")
            return Words(french, Rank.SUM if number < 0 else Rank.ATOM)
        case Selected() | Today() | Position():
            return Words(WORDS["leaves"][type(expr).__name__], Rank.ATOM)
        case Col(key):
            return Words(_cell(key, place), Rank.ATOM)
        case OfCol(table, key):
            return Words(_header(place.book.by_key[table], key), Rank.ATOM)
        case AnyFilled(first, last):
            return Words(f"quelque chose est écrit de {_cell(first, place)} à {_cell(last, place)}", Rank.TEST)
        case Aggregate(_, table, key, where):
            added = f"somme de {_header(place.book.by_key[table], key)} dans" if key else "nombre de lignes de"
            rows = f" où {_words(where, replace(place, elsewhere=True))}" if where is not None else ""
            return Words(f"{added} {_title(table, place)}{rows}", Rank.PHRASE)
        case Lookup(key_expr, table, match, value):
            sought = _words(key_expr, replace(place, elsewhere=True))
            found, known = (_header(place.book.by_key[table], key) for key in (value, match))
            return Words(f"{found} de la ligne de {_title(table, place)} où {known} = {sought:SUM}", Rank.PHRASE)
        case Frozen(value, words):
            said = f"{_words(value, place):ATOM}" if isinstance(value, Expr) else f"({words})"
            return Words(f"{said} à l’écriture du classeur", Rank.PHRASE)
        case Call():
            return _call(expr, place)
    raise ExpressionError(f"no French words for {tree_words(expr)}")


def _header(table: Table, key: str) -> str:
    header = key.capitalize() if key in (table.part_key, STANDS_IN) else table.by_key[key].header
    return f"*{escaped(header)}*"


def _cell(key: str, place: Place) -> str:
    if place.table is None:
        raise ExpressionError(f"a cell of a row ({key}) where there is no row")
    return _header(place.table, key) + (" de cette ligne" if place.elsewhere else "")


def _title(table: str, place: Place) -> str:
    own = place.table is not None and table == place.table.key
    return "ce tableau" if own else f"**{escaped(place.book.by_key[table].title)}**"


def _call(expr: Call, place: Place) -> Words:
    name, args = _idiom(expr)
    if name not in PATTERNS:
        raise ExpressionError(f"no French words for {name}")
    rank, pattern = PATTERNS[name]
    words = [_words(arg, place) for arg in args]
    listed, ordered = " ; ".join(each.text for each in words), ", à défaut ".join(f"{each:PHRASE}" for each in words)
    return Words(pattern.format(*words, listed=listed, ordered=ordered), Rank[rank])


def _idiom(expr: Call) -> tuple[str, tuple[Expr, ...]]:
    """What French says in a way of its own, as a pattern and its parts; else the function and its operands."""
    match expr:
        case Call("NOT", (Call("ISBLANK" | "=" as name, args),)):
            return f"NOT {name}", args
        case Call("IF", (_, _, Call("IF"))):
            return "IF IF", expr.args
        case Call("-", (Literal(0), inner)):
            return "NEGATIVE", (inner,)
        case Call("ROUND", (inner, Literal(0))):
            return "ROUND 0", (inner,)
        case Call("JOIN", (_, *parts)):
            return "JOIN", tuple(parts)
        case Call("+") if len(tests := tuple(_tally(expr))) > 2:
            return "TALLY", tests
    return expr.name, expr.args


def _tally(expr: Expr) -> Iterator[Expr]:
    """The conditions that a sum of ones and zeros counts; none if it is no such sum."""
    match expr:
        case Call("+", (left, right)) if (before := list(_tally(left))) and (after := list(_tally(right))):
            yield from (*before, *after)
        case Call("IF", (condition, Literal(1), Literal(0))):
            yield condition
        case Call("IF", (condition, Literal(0), Literal(1))):
            yield Call("NOT", (condition,))
