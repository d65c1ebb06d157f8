"""What each function of an expression takes and gives: types, and how many operands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a value is, for Excel as for us. A date is a whole number of days to Excel, never to us."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    LOGICAL = "logical"
    BLANK = "blank"


class ExpressionError(TypeError):
    """A slip in an expression: operands that do not go together, an unknown name."""


@dataclass(frozen=True)
class Function:
    """How many operands a function takes, and the type of its result for theirs."""

    least: int
    most: int
    result: Callable[[tuple[Type, ...]], Type | None]


def _fixed(result: Type, *operands: Type) -> Function:
    def check(types: tuple[Type, ...]) -> Type | None:
        return result if all(t in (o, Type.BLANK) for t, o in zip(types, operands, strict=True)) else None

    return Function(len(operands), len(operands), check)


def _difference(types: tuple[Type, ...]) -> Type | None:
    """Two numbers give a number, two dates a number of days."""
    known = {t for t in types if t is not Type.BLANK}
    return Type.NUMBER if known <= {Type.NUMBER} or known == {Type.DATE} else None


def _common(types: tuple[Type, ...]) -> Type | None:
    known = {t for t in types if t is not Type.BLANK}
    return None if len(known) > 1 else next(iter(known), Type.BLANK)


def _ordered(types: tuple[Type, ...]) -> Type | None:
    return Type.LOGICAL if _common(types) in (Type.NUMBER, Type.DATE, Type.BLANK) else None


def _equal(types: tuple[Type, ...]) -> Type | None:
    return Type.LOGICAL if _common(types) in (Type.NUMBER, Type.DATE, Type.TEXT, Type.BLANK) else None


def _extreme(types: tuple[Type, ...]) -> Type | None:
    return kind if (kind := _common(types)) in (Type.NUMBER, Type.DATE) else None


def _value(types: tuple[Type, ...]) -> Type | None:
    """One type for all the values, and no logical ones: they are conditions, not contents."""
    return None if (kind := _common(types)) is Type.LOGICAL else kind


def _said(types: tuple[Type, ...]) -> Type | None:
    """Texts and numbers put end to end are a text."""
    return Type.TEXT if set(types) <= {Type.TEXT, Type.NUMBER, Type.BLANK} else None


def _choice(types: tuple[Type, ...]) -> Type | None:
    return _value(types[1:]) if types[0] is Type.LOGICAL else None


_N, _D, _L, _T = Type.NUMBER, Type.DATE, Type.LOGICAL, Type.TEXT

FUNCTIONS: dict[str, Function] = {
    "+": _fixed(_N, _N, _N),
    "-": Function(2, 2, _difference),
    "*": _fixed(_N, _N, _N),
    "/": _fixed(_N, _N, _N),
    "=": Function(2, 2, _equal),
    "<>": Function(2, 2, _equal),
    "<": Function(2, 2, _ordered),
    "<=": Function(2, 2, _ordered),
    ">": Function(2, 2, _ordered),
    ">=": Function(2, 2, _ordered),
    "AND": Function(2, 2, lambda types: _L if set(types) == {_L} else None),
    "OR": Function(2, 2, lambda types: _L if set(types) == {_L} else None),
    "NOT": Function(1, 1, lambda types: _L if types == (_L,) else None),
    "IF": Function(3, 3, _choice),
    "COALESCE": Function(1, 30, _value),
    "ISBLANK": Function(1, 1, lambda types: None if types[0] is _L else _L),
    "MIN": Function(1, 30, _extreme),
    "MAX": Function(1, 30, _extreme),
    "ABS": _fixed(_N, _N),
    "SQRT": _fixed(_N, _N),
    "ROUND": _fixed(_N, _N, _N),
    "MONTHSTART": _fixed(_D, _D),
    "EDATE": _fixed(_D, _D, _N),
    "ADDDAYS": _fixed(_D, _D, _N),
    "&": Function(2, 30, _said),
    "JOIN": Function(2, 60, lambda types: _T if set(types) <= {_T, Type.BLANK} else None),
    "EUROS": _fixed(_T, _N),
    "REPT": _fixed(_T, _T, _N),
}
COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
LOGICAL = COMPARISONS | {"AND", "OR", "NOT", "ISBLANK"}
