"""The tree of a computed figure, built with Python operators, in Excel's own vocabulary.

    row, actions = Row(), Of("actions")
    row.depense - row.budget                                    # this row's cells
    sum_(actions.budget, where=actions.famille == row.famille)  # another table's column

A tree is inert: `formula.py` renders it as an Excel formula and `frame.py` as a pandas column, with one meaning:

- a blank operand of arithmetic, or of a function, makes a blank result; so does dividing by zero;
- a comparison with a blank is FALSE (`is_blank` is how to ask), so a logical value is never blank;
- text is compared as Excel compares it: case is ignored, accents count;
- an aggregate passes over blanks, and the sum of nothing is 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
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


class Expr:
    """A node of a tree. Its operators build larger trees; it has no truth value of its own."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        raise ExpressionError(
            "an expression has no truth value: use & | ~ and if_(), not `and`, `or`, `not` and `if`"
        )

    def __add__(self, other: Operand) -> Call:
        return Call("+", (self, lift(other)))

    def __radd__(self, other: Operand) -> Call:
        return Call("+", (lift(other), self))

    def __sub__(self, other: Operand) -> Call:
        return Call("-", (self, lift(other)))

    def __rsub__(self, other: Operand) -> Call:
        return Call("-", (lift(other), self))

    def __mul__(self, other: Operand) -> Call:
        return Call("*", (self, lift(other)))

    def __rmul__(self, other: Operand) -> Call:
        return Call("*", (lift(other), self))

    def __truediv__(self, other: Operand) -> Call:
        return Call("/", (self, lift(other)))

    def __rtruediv__(self, other: Operand) -> Call:
        return Call("/", (lift(other), self))

    def __neg__(self) -> Call:
        return Call("-", (Literal(0), self))

    def __eq__(self, other: object) -> Call:  # type: ignore[override]  # `==` builds a comparison
        return Call("=", (self, lift(other)))

    def __ne__(self, other: object) -> Call:  # type: ignore[override]
        return Call("<>", (self, lift(other)))

    def __lt__(self, other: Operand) -> Call:
        return Call("<", (self, lift(other)))

    def __le__(self, other: Operand) -> Call:
        return Call("<=", (self, lift(other)))

    def __gt__(self, other: Operand) -> Call:
        return Call(">", (self, lift(other)))

    def __ge__(self, other: Operand) -> Call:
        return Call(">=", (self, lift(other)))

    def __and__(self, other: Operand) -> Call:
        return Call("AND", (self, lift(other)))

    def __or__(self, other: Operand) -> Call:
        return Call("OR", (self, lift(other)))

    def __invert__(self) -> Call:
        return Call("NOT", (self,))


Value = float | str | bool | dt.date | None
Operand = Expr | Value


@dataclass(frozen=True, eq=False, slots=True)
class Literal(Expr):
    """A constant; `None` is the blank."""

    value: Value


@dataclass(frozen=True, eq=False, slots=True)
class Col(Expr):
    """This row's cell in a column of its own table."""

    key: str


@dataclass(frozen=True, eq=False, slots=True)
class OfCol(Expr):
    """A whole column of a table; it stands only inside an aggregate over that table."""

    table: str
    key: str


@dataclass(frozen=True, eq=False, slots=True)
class Today(Expr):
    """The date that every formula reads: the named cell `Aujourdhui`."""


@dataclass(frozen=True, eq=False, slots=True)
class AnyFilled(Expr):
    """TRUE if some cell of this row, from one column of its table to another, is not blank."""

    first: str
    last: str


@dataclass(frozen=True, eq=False, slots=True)
class Call(Expr):
    """An operator or a function of `FUNCTIONS`, and its operands."""

    name: str
    args: tuple[Expr, ...]

    def __post_init__(self) -> None:
        function = FUNCTIONS.get(self.name)
        if function is None:
            raise ExpressionError(f"no such function: {self.name}")
        if not function.least <= len(self.args) <= function.most:
            raise ExpressionError(f"{self.name} does not take {len(self.args)} operands")


@dataclass(frozen=True, eq=False, slots=True)
class Aggregate(Expr):
    """SUM of a column, or COUNT of the rows, of the rows of a table for which `where` holds."""

    name: str
    table: str
    key: str | None
    where: Expr | None


@dataclass(frozen=True, eq=False, slots=True)
class Lookup(Expr):
    """The value of `value` in the first row of a table whose `match` equals the key; blank if there is none."""

    key: Expr
    table: str
    match: str
    value: str


def lift(value: object) -> Expr:
    """A Python constant as a node; a node as it is."""
    if isinstance(value, Expr):
        return value
    if value is None or isinstance(value, (bool, int, float, str, dt.date)):
        return Literal(value)
    raise ExpressionError(f"not a constant of an expression: {value!r}")


class Row:
    """This row's cells by name: `Row().budget` is `Col("budget")`."""

    def __getattr__(self, key: str) -> Col:
        return Col(key)


@dataclass(frozen=True)
class Of:
    """The columns of a table by name, for aggregates: `Of("actions").budget` is `OfCol("actions", "budget")`."""

    table: str

    def __getattr__(self, key: str) -> OfCol:
        return OfCol(self.table, key)


today = Today()
blank = Literal(None)


def if_(condition: Expr, then: Operand, otherwise: Operand = None) -> Call:
    return Call("IF", (condition, lift(then), lift(otherwise)))


def coalesce(*values: Operand) -> Call:
    """The first of the values that is not blank."""
    return Call("COALESCE", tuple(map(lift, values)))


def is_blank(value: Expr) -> Call:
    return Call("ISBLANK", (value,))


def any_filled(first: str, last: str) -> AnyFilled:
    return AnyFilled(first, last)


def min_(*values: Operand) -> Call:
    return Call("MIN", tuple(map(lift, values)))


def max_(*values: Operand) -> Call:
    return Call("MAX", tuple(map(lift, values)))


def abs_(value: Operand) -> Call:
    return Call("ABS", (lift(value),))


def round_(value: Operand, digits: int = 0) -> Call:
    """Halves go away from zero, as in Excel."""
    return Call("ROUND", (lift(value), Literal(digits)))


def year(value: Expr) -> Call:
    return Call("YEAR", (value,))


def month(value: Expr) -> Call:
    return Call("MONTH", (value,))


def month_start(value: Expr) -> Call:
    """The first day of a date's month."""
    return Call("MONTHSTART", (value,))


def edate(value: Expr, months: Operand) -> Call:
    """The same day so many months later, or the last day of a shorter month."""
    return Call("EDATE", (value, lift(months)))


def add_days(value: Expr, days: Operand) -> Call:
    return Call("ADDDAYS", (value, lift(days)))


def starts_with(value: Expr, text: str) -> Call:
    if not text:
        raise ExpressionError("every text starts with nothing")
    return Call("STARTSWITH", (value, Literal(text)))


def contains(value: Expr, text: str) -> Call:
    return Call("CONTAINS", (value, Literal(text)))


def sum_(column: OfCol, where: Expr | None = None) -> Aggregate:
    return Aggregate("SUM", column.table, column.key, where)


def count(table: Of, where: Expr) -> Aggregate:
    """How many rows of the table satisfy `where`; a spare row satisfies no comparison, since it is blank."""
    return Aggregate("COUNT", table.table, None, where)


def lookup(key: Expr, match: OfCol, value: OfCol) -> Lookup:
    if match.table != value.table:
        raise ExpressionError(f"a lookup reads one table, not {match.table} and {value.table}")
    return Lookup(key, match.table, match.key, value.key)


# --- what each function takes and gives ------------------------------------------------------------------


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


def _many(operand: Type, result: Type, most: int = 30) -> Function:
    def check(types: tuple[Type, ...]) -> Type | None:
        return result if all(t in (operand, Type.BLANK) for t in types) else None

    return Function(1, most, check)


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


def _choice(types: tuple[Type, ...]) -> Type | None:
    return _value(types[1:]) if types[0] is Type.LOGICAL else None


_N, _T, _D, _L = Type.NUMBER, Type.TEXT, Type.DATE, Type.LOGICAL

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
    "ROUND": _fixed(_N, _N, _N),
    "YEAR": _fixed(_N, _D),
    "MONTH": _fixed(_N, _D),
    "MONTHSTART": _fixed(_D, _D),
    "EDATE": _fixed(_D, _D, _N),
    "ADDDAYS": _fixed(_D, _D, _N),
    "STARTSWITH": _fixed(_L, _T, _T),
    "CONTAINS": _fixed(_L, _T, _T),
}
COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
LOGICAL = COMPARISONS | {"AND", "OR", "NOT", "ISBLANK", "STARTSWITH", "CONTAINS"}

# The type of a column: of this table (None) or of another, by key. Raises ExpressionError if there is none.
TypeOf = Callable[[str | None, str], Type]


def type_of(expr: Expr, column: TypeOf) -> Type:
    """The type of an expression's value; raises ExpressionError, naming the slip, if its parts do not fit."""
    match expr:
        case Literal(value):
            return _type_of_constant(value)
        case Today():
            return Type.DATE
        case Col(key):
            return column(None, key)
        case OfCol(table, key):
            return column(table, key)
        case AnyFilled(first, last):
            return Type.LOGICAL if column(None, first) and column(None, last) else Type.BLANK
        case Call(name, args):
            types = tuple(type_of(arg, column) for arg in args)
            result = FUNCTIONS[name].result(types)
            if result is None:
                raise ExpressionError(f"{name} does not take ({', '.join(types)}): {show(expr)}")
            return result
        case Aggregate(name, table, key, where):
            if where is not None and type_of(where, column) is not Type.LOGICAL:
                raise ExpressionError(f"`where` is not a condition: {show(where)}")
            if key is not None and column(table, key) is not Type.NUMBER:
                raise ExpressionError(f"only numbers are summed: {show(expr)}")
            return Type.NUMBER
        case Lookup(key_expr, table, match, value_key):
            if type_of(key_expr, column) is not column(table, match):
                raise ExpressionError(f"a key of another type than the column it is looked up in: {show(expr)}")
            return column(table, value_key)
    raise ExpressionError(f"not an expression: {expr!r}")


def _type_of_constant(value: Value) -> Type:
    if value is None:
        return Type.BLANK
    if isinstance(value, bool):
        return Type.LOGICAL
    if isinstance(value, str):
        return Type.TEXT
    return Type.DATE if isinstance(value, dt.date) else Type.NUMBER


def parts(expr: Expr) -> tuple[Expr, ...]:
    """The nodes just under a node."""
    match expr:
        case Call(_, args):
            return args
        case Aggregate(_, table, key, where):
            column = (OfCol(table, key),) if key is not None else ()
            return column + ((where,) if where is not None else ())
        case Lookup(key_expr, table, match, value):
            return (key_expr, OfCol(table, match), OfCol(table, value))
    return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """Every node of a tree, from its root down."""
    yield expr
    for part in parts(expr):
        yield from walk(part)


def bind(expr: Expr, known: Mapping[str, Value]) -> Expr:
    """The tree with constants in the place of this row's cells that are known."""
    match expr:
        case Col(key) if key in known:
            return Literal(known[key])
        case Call(name, args):
            return Call(name, tuple(bind(arg, known) for arg in args))
        case Aggregate(name, table, key, where) if where is not None:
            return Aggregate(name, table, key, bind(where, known))
        case Lookup(key_expr, table, match, value):
            return Lookup(bind(key_expr, known), table, match, value)
    return expr


def conjuncts(where: Expr | None) -> tuple[Expr, ...]:
    """The conditions that `where` joins by AND."""
    match where:
        case None:
            return ()
        case Call("AND", (left, right)):
            return conjuncts(left) + conjuncts(right)
    return (where,)


def disjuncts(condition: Expr) -> tuple[Expr, ...]:
    """The conditions that a condition joins by OR."""
    match condition:
        case Call("OR", (left, right)):
            return disjuncts(left) + disjuncts(right)
    return (condition,)


def show(expr: Expr) -> str:
    """A tree in words, for messages and documents: `depense - budget`."""
    match expr:
        case Literal(value):
            return "blank" if value is None else repr(value) if not isinstance(value, dt.date) else str(value)
        case Col(key):
            return key
        case OfCol(table, key):
            return f"{table}.{key}"
        case Today():
            return "today"
        case AnyFilled(first, last):
            return f"any filled from {first} to {last}"
        case Call(name, (left, right)) if not name.isalpha():
            return f"({show(left)} {name} {show(right)})"
        case Call(name, args):
            return f"{name}({', '.join(map(show, args))})"
        case Aggregate(name, table, key, where):
            condition = f", where {show(where)}" if where is not None else ""
            return f"{name}({table}{'.' + key if key else ''}{condition})"
        case Lookup(key_expr, table, match, value):
            return f"LOOKUP({show(key_expr)} in {table}.{match}, {table}.{value})"
    return repr(expr)
