"""The tree of a computed figure, built with Python operators, in Excel's own vocabulary.

    row, actions = Row(), Of("actions")
    row.depense - row.budget                                    # this row's cells
    sum_(actions.budget, where=actions.famille == row.famille)  # another table's column

A tree is inert: `formula.py` renders it as an Excel formula and `frame.py` as a pandas column, with one meaning:

- a blank operand of arithmetic, or of a function, makes a blank result; so does dividing by zero;
- a comparison with a blank is FALSE (`is_blank` is how to ask), so a logical value is never blank;
- text is compared as Excel does (case is ignored); an aggregate passes over blanks, and the sum of nothing is 0.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pacxl.definition.signatures import FUNCTIONS, ExpressionError
from pacxl.excel import excel_cannot_say


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
    """A constant that a formula can say; `None` is the blank."""

    value: Value

    def __post_init__(self) -> None:
        if slip := excel_cannot_say(self.value):
            raise ExpressionError(f"{slip}: {str(self.value)[:40]!r}")


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
class Selected(Expr):
    """The text that stands in a `Selector`'s named cell; computed for the one that it comes with."""

    name: str
    first: str


@dataclass(frozen=True, eq=False, slots=True)
class Position(Expr):
    """Where this row stands in its table, from 1: a number that no other row of the table has.

    The rows of a table's second Excel Table begin after 1,000,000, those of the third after 2,000,000, and so on.
    """


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
    """A Python constant as an expression; an expression as it is."""
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


PART_STEP = 1_000_000  # rows to a part, in positions

today = Today()
position = Position()
blank = Literal(None)


def if_(condition: Expr, then: Operand, otherwise: Operand = None) -> Call:
    """Excel's IF, as an expression."""
    return Call("IF", (condition, lift(then), lift(otherwise)))


def coalesce(*values: Operand) -> Call:
    """The first of the values that is not blank, as an expression."""
    return Call("COALESCE", tuple(map(lift, values)))


def is_blank(value: Expr) -> Call:
    """Whether a value is blank, as an expression."""
    return Call("ISBLANK", (value,))


def any_filled(first: str, last: str) -> AnyFilled:
    """Whether any cell of the row is filled, from one column to another, as an expression."""
    return AnyFilled(first, last)


def min_(*values: Operand) -> Call:
    """The smallest of the values, as an expression."""
    return Call("MIN", tuple(map(lift, values)))


def max_(*values: Operand) -> Call:
    """The largest of the values, as an expression."""
    return Call("MAX", tuple(map(lift, values)))


def abs_(value: Operand) -> Call:
    """A number without its sign, as an expression."""
    return Call("ABS", (lift(value),))


def round_(value: Operand, digits: int = 0) -> Call:
    """The expression that rounds: halves go away from zero, as in Excel."""
    return Call("ROUND", (lift(value), Literal(digits)))


def month_start(value: Expr) -> Call:
    """The first day of a date’s month, as an expression."""
    return Call("MONTHSTART", (value,))


def edate(value: Expr, months: Operand) -> Call:
    """The same day so many months later, or the last day of a shorter month, as an expression."""
    return Call("EDATE", (value, lift(months)))


def add_days(value: Expr, days: Operand) -> Call:
    """A date so many days later, as an expression."""
    return Call("ADDDAYS", (value, lift(days)))


def sum_(column: OfCol, where: Expr | None = None) -> Aggregate:
    """The sum of another table's column, as an expression."""
    return Aggregate("SUM", column.table, column.key, where)


def count(table: Of, where: Expr) -> Aggregate:
    """How many rows of the table satisfy `where`, as an expression; a spare row, blank, satisfies no comparison."""
    return Aggregate("COUNT", table.table, None, where)


def lookup(key: Expr, match: OfCol, value: OfCol) -> Lookup:
    """The value beside the first match in another table, as an expression."""
    if match.table != value.table:
        raise ExpressionError(f"a lookup reads one table, not {match.table} and {value.table}")
    return Lookup(key, match.table, match.key, value.key)
