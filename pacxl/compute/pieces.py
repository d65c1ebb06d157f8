"""The pieces of a formula: texts, each with what must hold for it to have a value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pacxl.definition.expr import Col, Expr, Literal, Value
from pacxl.definition.signatures import ExpressionError, Type
from pacxl.excel import DIGITS, FIRST_SERIAL, LAST_SERIAL, LONGEST_TEXT, excel_length

MISSING = "NA()"  # what stands for a blank inside a formula: every function it meets gives it on


@dataclass(frozen=True)
class Piece:
    """`text` has the value where the tests hold, and then the limits; elsewhere the value is blank.

    A piece that `fails` is also blank where its text gives an error. Written so, an operand stands once in a formula,
    however deep: what cannot be told from a cell is told by an error (NA() where it is ours) and caught at the top.
    """

    text: str
    tests: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    fails: bool = False
    rank: int = 9

    def or_else(self, absent: str) -> str:
        """The text that gives the value, and `absent` where it is blank."""
        text = f"IF({and_pieces(self.limits)},{self.text},{absent})" if self.limits else self.text
        if self.fails and absent != MISSING:
            text = f"IFERROR({text},{absent})"
        return f"IF({and_pieces(self.tests)},{text},{absent})" if self.tests else text

    def inner(self) -> Piece:
        """The piece without its limits: beyond them it fails."""
        if not self.limits:
            return self
        return Piece(f"IF({and_pieces(self.limits)},{self.text},{MISSING})", self.tests, fails=True)


_IS_NUMBER = re.compile(r"ISNUMBER\(([\w\0\1]+\[\[#This Row\],\[(?:[^\[\]']|'.)*\]\])\)")


def and_pieces(tests: tuple[str, ...]) -> str:
    """The piece of a formula that joins tests by AND; several ISNUMBER of cells are one COUNT, which reads better."""
    cells = [m.group(1) for test in tests if (m := _IS_NUMBER.fullmatch(test))]
    if len(cells) > 1:
        rest = [test for test in tests if not _IS_NUMBER.fullmatch(test)]
        tests = (f"COUNT({','.join(cells)})={len(cells)}", *rest)
    return tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"


def cell_piece(reference: str, kind: Type) -> Piece:
    """The piece of a formula that reads a cell."""
    return Piece(reference, (f'{reference}<>""' if kind is Type.TEXT else f"ISNUMBER({reference})",))


def constant_piece(value: Value) -> Piece:
    """A constant, as a piece of a formula."""
    if isinstance(value, bool):
        return Piece("TRUE" if value else "FALSE")
    if isinstance(value, str):
        return Piece(quoted_piece(value))
    if isinstance(value, dt.date):
        return Piece(f"DATE({value.year},{value.month},{value.day})")
    number = float(value or 0)
    text = repr(int(number)) if number.is_integer() and abs(number) < 10**DIGITS else repr(number).replace("e", "E")
    return Piece(text, rank=9 if number >= 0 else 2)


def quoted_piece(text: str) -> str:
    """A piece of a formula that is a text, between quotes."""
    return '"' + text.replace('"', '""') + '"'


_RANK = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "+": 3, "-": 3, "*": 4, "/": 4}
_END_TO_END = 2  # the rank of &
_SURE = frozenset({"MIN", "MAX", "ABS", "ROUND"})  # of numbers, these have a value; a number need not be a date


def call_piece(name: str, pieces: list[Piece], args: tuple[Expr, ...]) -> Piece:
    """The piece of a formula that is a function whose value is blank as soon as one operand is."""
    tests = tuple(dict.fromkeys(test for piece in pieces for test in piece.tests))
    fails = any(piece.fails for piece in pieces)
    texts = [piece.text for piece in pieces]
    if name in _RANK:
        left, right = _wrapped(pieces[0], _RANK[name]), _wrapped(pieces[1], _RANK[name] + 1)
        if name == "/" and isinstance(args[1], Col):
            tests = (*tests, f"{right}<>0")
        elif name == "/" and not (isinstance(args[1], Literal) and args[1].value):
            fails = True  # by zero: an error, like any other blank of this piece
        return Piece(f"{left}{name}{right}", tests, (), fails, _RANK[name])
    if name in _SURE:
        return Piece(f"{name}({','.join(texts)})", tests, (), fails)
    if name == "&":
        return Piece("&".join(_wrapped(each, _END_TO_END + 1) for each in pieces), tests, (), fails, _END_TO_END)
    if name == "EUROS":  # the spaces of its digits stand in the format as such, so it means the same in any language
        digits = f'SUBSTITUTE(TRIM(TEXT(ABS(ROUND({texts[0]},0)),"#\\ ###\\ ###\\ ##0"))," ","\u202f")'
        return Piece(f'{digits}&"\u00a0€"', tests, (), fails, _END_TO_END)
    if name == "REPT":  # less than no times is an error
        return Piece(f"REPT({','.join(texts)})", tests, (), True)
    if name == "SQRT":  # of a number below 0, an error
        return Piece(f"SQRT({texts[0]})", tests, (), True)
    if name == "MONTHSTART":
        return Piece(f"EOMONTH({texts[0]},-1)+1", tests, (), True, 3)
    if name == "ADDDAYS":
        days = _wrapped(pieces[1], 4) if _is_whole(args[1]) else f"TRUNC({texts[1]})"
        return _in_calendar(Piece(f"{_wrapped(pieces[0], 3)}+{days}", tests, (), fails, 3))
    if name == "EDATE":
        return _in_calendar(Piece(f"EDATE({','.join(texts)})", tests, (), True))
    raise ExpressionError(f"no Excel formula for {name}")


def joined_pieces(separator: str, pieces: Iterable[Piece]) -> str:
    """The formula's text that puts the pieces which have a value end to end, with a separator between them."""
    between = constant_piece(separator)
    each = (call_piece("&", [between, piece], ()).or_else('""') for piece in pieces)
    return f"MID({'&'.join(each)},{excel_length(separator) + 1},{LONGEST_TEXT})"


def sought_piece(text: str, constant: str | None) -> str:
    """What MATCH is given, which takes ~ * ? in a text for patterns: a constant, or the text of a piece."""
    if constant is not None:
        return quoted_piece(re.sub(r"([~*?])", r"~\1", constant))
    for wild in "~*?":
        text = f'SUBSTITUTE({text},"{wild}","~{wild}")'
    return text


def _wrapped(piece: Piece, rank: int) -> str:
    return f"({piece.text})" if piece.rank < rank else piece.text


def _is_whole(expr: Expr) -> bool:
    return isinstance(expr, Literal) and isinstance(expr.value, int)


def _in_calendar(date: Piece) -> Piece:
    return replace(date, limits=(f"{date.text}>={FIRST_SERIAL}", f"{date.text}<={LAST_SERIAL}"))
