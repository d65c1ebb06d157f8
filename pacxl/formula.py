"""An expression as the Excel formula that the file stores: structured references, English names, no locale.

Every formula gives "" where the expression is blank. A cell counts as a number only if it holds one, so a word typed
in an amount's place makes a blank, not #VALUE!.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pacxl.book import TODAY_NAME, Book
from pacxl.expr import (
    COMPARISONS,
    LOGICAL,
    Aggregate,
    AnyFilled,
    Call,
    Col,
    Expr,
    ExpressionError,
    Literal,
    Lookup,
    OfCol,
    Today,
    Type,
    Value,
    bind,
    conjuncts,
    disjuncts,
    show,
    type_of,
    walk,
)
from pacxl.kind import FIRST_SERIAL, LAST_SERIAL
from pacxl.table import Part, Table


@dataclass(frozen=True)
class Scope:
    """Where a formula stands: in a row of a part of a table, or (no table) in a cell of its own.

    `bound` gives the row's own values for the columns that are written into formulas as constants.
    """

    book: Book
    table: Table | None = None
    part: Part | None = None
    bound: Mapping[str, Value] = field(default_factory=dict)

    def type_of(self, expr: Expr) -> Type:
        return type_of(expr, self.book.type_in(self.table))


def formula(expr: Expr, scope: Scope) -> str:
    """The formula's text, without its `=`. Raises ExpressionError for what Excel cannot say."""
    return _value(_bind(expr, scope), scope)


# --- pieces: a text, and what must hold for it to have a value ------------------------------------------


@dataclass(frozen=True)
class _Piece:
    """`text` has a value where its guards hold, stage after stage; a `safe` text gives "" by itself elsewhere."""

    text: str
    guards: tuple[tuple[str, ...], ...] = ()
    rank: int = 9
    safe: bool = False


_RANK = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "+": 3, "-": 3, "*": 4, "/": 4}
_FUNCTIONS = {"MIN": "MIN", "MAX": "MAX", "ABS": "ABS", "ROUND": "ROUND", "YEAR": "YEAR", "MONTH": "MONTH"}


def _value(expr: Expr, scope: Scope) -> str:
    """The text that gives the value, or "" where it is blank."""
    if isinstance(expr, AnyFilled) or (isinstance(expr, Call) and expr.name in LOGICAL):
        return _logical(expr, scope)
    return _guarded(_piece(expr, scope))


def _guarded(piece: _Piece, otherwise: str = '""') -> str:
    text = piece.text
    if not piece.safe:
        for stage in reversed(piece.guards):
            text = f"IF({_all(stage)},{text},{otherwise})"
    return text


def _piece(expr: Expr, scope: Scope) -> _Piece:
    match expr:
        case Literal(value):
            return _constant(value)
        case Today():
            return _Piece(TODAY_NAME)
        case Col(key):
            return _cell(_reference(key, scope), scope.type_of(expr))
        case Aggregate():
            return _aggregate(expr, scope)
        case Lookup():
            return _lookup(expr, scope)
        case Call("IF", (condition, then, otherwise)):
            return _if(condition, then, otherwise, scope)
        case Call("COALESCE", args):
            return _coalesce(args, scope)
        case Call(name, args):
            return _strict(name, args, scope)
    raise ExpressionError(f"no Excel formula for {show(expr)}")


def _cell(reference: str, kind: Type) -> _Piece:
    test = f'{reference}<>""' if kind is Type.TEXT else f"ISNUMBER({reference})"
    return _Piece(reference, ((test,),))


def _constant(value: Value) -> _Piece:
    if value is None:
        return _Piece('""', (("FALSE",),), safe=True)
    if isinstance(value, bool):
        return _Piece("TRUE" if value else "FALSE")
    if isinstance(value, str):
        return _Piece(_quoted(value))
    if isinstance(value, dt.date):
        return _Piece(f"DATE({value.year},{value.month},{value.day})")
    return _Piece(repr(value).replace("e", "E"), rank=9 if value >= 0 else 2)


def _quoted(text: str) -> str:
    if len(text.encode("utf-16-le")) > 2 * 255:
        raise ExpressionError(f"a text in a formula has at most 255 characters: {text[:40]}…")
    return '"' + text.replace('"', '""') + '"'


def _strict(name: str, args: tuple[Expr, ...], scope: Scope) -> _Piece:
    """A function whose value is blank as soon as one operand is."""
    pieces = [_piece(arg, scope) for arg in args]
    guards = _merged([piece.guards for piece in pieces])
    texts = [piece.text for piece in pieces]
    if name in _RANK:
        rank = _RANK[name]
        left = _wrapped(pieces[0], rank)
        right = _wrapped(pieces[1], rank + 1)
        if name == "/":
            guards = _nonzero(pieces[1], args[1], right, guards)
        return _Piece(f"{left}{name}{right}", guards, rank)
    if name in _FUNCTIONS:
        return _Piece(f"{_FUNCTIONS[name]}({','.join(texts)})", guards)
    if name == "MONTHSTART":
        return _Piece(f"{_wrapped(pieces[0], 4)}-DAY({texts[0]})+1", guards, 3)
    if name == "ADDDAYS":
        text = f"{_wrapped(pieces[0], 3)}+{_wrapped(pieces[1], 4)}"
        return _Piece(text, (*guards, (f"{text}>={FIRST_SERIAL}", f"{text}<={LAST_SERIAL}")), 3)
    if name == "EDATE":
        text = f"EDATE({','.join(texts)})"
        tried = f"IFERROR({text},0)"
        return _Piece(text, (*guards, (f"{tried}>={FIRST_SERIAL}", f"{tried}<={LAST_SERIAL}")))
    raise ExpressionError(f"no Excel formula for {name}")


def _wrapped(piece: _Piece, rank: int) -> str:
    return f"({piece.text})" if piece.rank < rank else piece.text


def _nonzero(
    divisor: _Piece, expr: Expr, text: str, guards: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """The guards, and that the divisor is not zero: asked only once it is known to be a number."""
    if isinstance(expr, Literal) and expr.value:
        return guards
    stage = 0 if isinstance(expr, Col) else len(divisor.guards)
    test = f"{text}<>0"
    if stage >= len(guards):
        return (*guards, (test,))
    return tuple((*tests, test) if i == stage else tests for i, tests in enumerate(guards))


def _if(condition: Expr, then: Expr, otherwise: Expr, scope: Scope) -> _Piece:
    branches = [_piece(branch, scope) for branch in (then, otherwise)]
    text = f"IF({_logical(condition, scope)},{','.join(map(_guarded, branches))})"
    if not any(branch.guards for branch in branches):
        return _Piece(text)
    return _maybe(text, scope.type_of(Call("IF", (condition, then, otherwise))))


def _coalesce(args: tuple[Expr, ...], scope: Scope) -> _Piece:
    *first, last = [_piece(arg, scope) for arg in args]
    kind = scope.type_of(Call("COALESCE", args))
    text = _guarded(last)
    for piece in reversed(first):
        value = piece.text if len(piece.guards) <= 1 else _guarded(piece)
        text = f"IF({_present(piece, kind)},{value},{text})"
    return _maybe(text, kind) if last.guards else _Piece(text)


def _maybe(text: str, kind: Type) -> _Piece:
    """A text that gives "" by itself where it is blank, so that its only guard is to look."""
    return _Piece(text, ((f'{text}<>""' if kind is Type.TEXT else f"ISNUMBER({text})",),), safe=True)


def _present(piece: _Piece, kind: Type) -> str:
    """The condition that a piece is not blank."""
    if not piece.guards:
        return "TRUE"
    if len(piece.guards) == 1:
        return _all(piece.guards[0])
    text = _guarded(piece)
    return f'{text}<>""' if kind is Type.TEXT else f"ISNUMBER({text})"


def _merged(guards: list[tuple[tuple[str, ...], ...]]) -> tuple[tuple[str, ...], ...]:
    """The guards of several operands, stage by stage, each test once."""
    deepest = max(map(len, guards), default=0)
    return tuple(
        tuple(dict.fromkeys(test for stages in guards if stage < len(stages) for test in stages[stage]))
        for stage in range(deepest)
    )


_IS_NUMBER = re.compile(r"ISNUMBER\((\w+\[\[#This Row\],\[[^\[\]]*\]\])\)")


def _all(tests: tuple[str, ...]) -> str:
    """The tests joined by AND; several ISNUMBER of cells are one COUNT, which reads better."""
    cells = [m.group(1) for test in tests if (m := _IS_NUMBER.fullmatch(test))]
    if len(cells) > 1:
        rest = [test for test in tests if not _IS_NUMBER.fullmatch(test)]
        tests = (f"COUNT({','.join(cells)})={len(cells)}", *rest)
    return tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"


# --- conditions: never blank ------------------------------------------------------------------------------


def _logical(expr: Expr, scope: Scope) -> str:
    match expr:
        case Literal(value) if isinstance(value, bool):
            return _constant(value).text
        case AnyFilled(first, last):
            return f"COUNTA({_cells(first, last, scope)})>0"
        case Call("AND"):
            return f"AND({','.join(_logical(term, scope) for term in conjuncts(expr))})"
        case Call("OR"):
            return f"OR({','.join(_logical(term, scope) for term in disjuncts(expr))})"
        case Call("NOT", (Call("ISBLANK", (inner,)),)):
            return _present(_piece(inner, scope), scope.type_of(inner))
        case Call("NOT", (inner,)):
            return f"NOT({_logical(inner, scope)})"
        case Call("ISBLANK", (inner,)):
            return _absent(inner, scope)
        case Call("STARTSWITH", (text, Literal(start))) if isinstance(start, str):
            return f"LEFT({_value(text, scope)},{len(start)})={_quoted(start)}"
        case Call("CONTAINS", (text, Literal(part))) if isinstance(part, str):
            return f"ISNUMBER(FIND({_quoted(part.lower())},LOWER({_value(text, scope)})))"
        case Call(name, (left, right)) if name in COMPARISONS:
            return _comparison(name, left, right, scope)
    raise ExpressionError(f"no condition in Excel for {show(expr)}")


def _absent(expr: Expr, scope: Scope) -> str:
    piece = _piece(expr, scope)
    if scope.type_of(expr) is Type.TEXT:
        return f'{_guarded(piece)}=""' if not isinstance(expr, Col) else f'{piece.text}=""'
    return f"NOT({_present(piece, scope.type_of(expr))})"


def _comparison(name: str, left: Expr, right: Expr, scope: Scope) -> str:
    """FALSE where a side is blank. The sides are compared only once they are known to have a value."""
    piece = _strict(name, (left, right), scope)
    simple = all(isinstance(side, (Col, Literal, Today)) for side in (left, right))
    if not simple:
        return _guarded(piece, "FALSE")
    if name == "=" and any(isinstance(side, Literal) and isinstance(side.value, str) for side in (left, right)):
        return piece.text
    tests = tuple(test for stage in piece.guards for test in stage)
    return _all((*tests, piece.text)) if tests else piece.text


# --- other tables -----------------------------------------------------------------------------------------

_NUMERIC_CEILING = "1E+300"  # every number is below it, every text above: Excel orders numbers before texts


def _aggregate(expr: Aggregate, scope: Scope) -> _Piece:
    table = scope.book.by_key[expr.table]
    if expr.where is None:
        columns = ",".join(_column(part, table, str(expr.key)) for part in table.parts)
        return _Piece(f"SUM({columns})")
    terms = [
        _term(expr, where, part, scope)
        for part in table.parts
        if (where := _in_part(expr.where, table, part)) is not None
    ]
    return _Piece("+".join(terms) or "0", rank=9 if len(terms) < 2 else 3)


def _term(expr: Aggregate, where: tuple[Expr, ...], part: Part, scope: Scope) -> str:
    """One part's share of an aggregate. Comparisons are multiplied: AND and OR do not spread over a column."""
    table = scope.book.by_key[expr.table]
    column = _column(part, table, expr.key) if expr.key is not None else ""
    if not where:
        return f"SUM({column})" if column else f"ROWS({part.name})"
    factors = "*".join(_factor(condition, part, scope) for condition in where)
    if factors.count("*") == 0:
        factors += "*1"
    return f"SUMPRODUCT({factors}{',' + column if column else ''})"


def _in_part(where: Expr, table: Table, part: Part) -> tuple[Expr, ...] | None:
    """The conditions left to ask in one part, for which part it is, is known; None if they cannot hold there."""
    left: list[Expr] = []
    for condition in conjuncts(where):
        match condition:
            case Call("=", (OfCol(_, key), Literal(value))) if table.part_key and key == table.part_key:
                if str(value).lower() != part.value.lower():
                    return None
            case _:
                left.append(condition)
    return tuple(left)


def _factor(condition: Expr, part: Part, scope: Scope) -> str:
    """A condition over a whole column, as an array of ones and zeros."""
    match condition:
        case Call("AND", (left, right)):
            return f"{_factor(left, part, scope)}*{_factor(right, part, scope)}"
        case Call("OR"):
            return f"({'+'.join(_factor(term, part, scope) for term in disjuncts(condition))}>0)"
        case Call("NOT", (Call("ISBLANK", (OfCol() as column,)),)):
            return _filled(column, part, scope)
        case Call("NOT", (inner,)):
            return f"(1-{_factor(inner, part, scope)})"
        case Call("ISBLANK", (OfCol() as column,)):
            return f"(1-{_filled(column, part, scope)})"
        case Call(name, (OfCol() as column, other)) if name in COMPARISONS:
            return _over_column(name, column, other, part, scope)
    if any(isinstance(node, OfCol) for node in walk(condition)):
        raise ExpressionError(f"over a column, a condition compares it, as it is, with a value: {show(condition)}")
    return f"({_logical(condition, scope)})"


def _filled(column: OfCol, part: Part, scope: Scope) -> str:
    """The cells of a column that hold a value: a typed number is looked at twice, for people type words there too."""
    text = _any_column(column, part, scope)
    owner = scope.book.by_key[column.table].by_key.get(column.key)
    if scope.type_of(column) is Type.TEXT or owner is None or not owner.typed:
        return f'({text}<>"")'
    return f'({text}<>"")*({text}<{_NUMERIC_CEILING})'


def _over_column(name: str, column: OfCol, other: Expr, part: Part, scope: Scope) -> str:
    text = _any_column(column, part, scope)
    if isinstance(other, OfCol):
        sides = f"{_filled(column, part, scope)}*{_filled(other, part, scope)}"
        return f"{sides}*({text}{name}{_any_column(other, part, scope)})"
    piece = _piece(other, scope)
    value = piece.text if isinstance(other, Col) else _guarded(piece)
    guard = f"({_present(piece, scope.type_of(other))})*" if piece.guards else ""
    test = f"{guard}({text}{name}{value})"
    if name == "=" and scope.type_of(column) is Type.TEXT:
        return test
    return f"{_filled(column, part, scope)}*{test}"


def _any_column(column: OfCol, part: Part, scope: Scope) -> str:
    table = scope.book.by_key[column.table]
    return _quoted(part.value) if column.key == table.part_key else _column(part, table, column.key)


def _lookup(expr: Lookup, scope: Scope) -> _Piece:
    table = scope.book.by_key[expr.table]
    if len(table.parts) > 1:
        raise ExpressionError(f"a lookup reads one Excel Table: {show(expr)}")
    part = table.parts[0]
    key = _piece(expr.key, scope).text if isinstance(expr.key, Col) else _value(expr.key, scope)
    if scope.type_of(expr.key) is Type.TEXT and not isinstance(expr.key, Literal):
        for wild in "~*?":  # MATCH takes these for patterns
            key = f'SUBSTITUTE({key},"{wild}","~{wild}")'
    found = f"INDEX({_column(part, table, expr.value)},MATCH({key},{_column(part, table, expr.match)},0))"
    return _maybe(f'IFERROR(IF({found}="","",{found}),"")', scope.type_of(expr))


# --- references -------------------------------------------------------------------------------------------


def _reference(key: str, scope: Scope) -> str:
    if scope.table is None or scope.part is None:
        raise ExpressionError(f"a cell of a row ({key}) where there is no row")
    return f"{scope.part.name}[[#This Row],[{_header(scope.table, key)}]]"


def _cells(first: str, last: str, scope: Scope) -> str:
    if scope.table is None or scope.part is None:
        raise ExpressionError("the cells of a row where there is no row")
    return f"{scope.part.name}[[#This Row],[{_header(scope.table, first)}]:[{_header(scope.table, last)}]]"


def _column(part: Part, table: Table, key: str) -> str:
    return f"{part.name}[{_header(table, key)}]"


def _header(table: Table, key: str) -> str:
    """A header as structured references write it."""
    return re.sub(r"([\[\]#'@])", r"'\1", table.by_key[key].header)


def _bind(expr: Expr, scope: Scope) -> Expr:
    """The tree with the row's own constants in it: its part, and its bound columns."""
    known: dict[str, Value] = dict(scope.bound)
    if scope.table is not None and scope.table.part_key and scope.part is not None:
        known[scope.table.part_key] = scope.part.value
    return bind(expr, known) if known else expr
