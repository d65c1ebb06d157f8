"""Where a formula stands, and the structured references by which it names cells from there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

import pandas as pd

from pacxl.definition.book import Book
from pacxl.definition.expr import Call, Col, Expr, Literal, OfCol, Value, coalesce, lift
from pacxl.definition.signatures import ExpressionError, Type
from pacxl.definition.table import STANDS_IN, Part, Table
from pacxl.definition.tree import UNSAID, bind_tree, tree_columns, type_of_tree


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
        return type_of_tree(expr, self.book.type_in(self.table))


# Stand for the part that a formula is of, and for one that it adds up: most formulas are the same for all parts of a
# table but for the name, which is put in afterwards.
OWN_PART, ANY_PART = Part("\0", ""), Part("\1", "")


def cell_reference(key: str, scope: Scope, last: str = "") -> str:
    """A reference to this row's cell in a column, or to its cells from there to a `last` one."""
    if scope.table is None or scope.part is None:
        raise ExpressionError(f"a cell of a row ({key}) where there is no row")
    cells = ":".join(f"[{header_in_reference(scope.table, each)}]" for each in (key, last) if each)
    return f"{scope.part.name}[[#This Row],{cells}]"


def column_reference(part: Part, table: Table, key: str) -> str:
    """A whole column of an Excel Table, as a structured reference."""
    return f"{part.name}[{header_in_reference(table, key)}]"


def header_in_reference(table: Table, key: str) -> str:
    """A header as structured references write it."""
    return re.sub(r"([\[\]#'@])", r"'\1", table.whole.by_key[key].header)


def constants_for_references(expr: Expr, scope: Scope) -> Expr:
    """An expression whose references to the row's own constants (its part, its bound columns) give way to these."""
    own = {key: None if pd.isna(value) else value for key, value in scope.bound.items()}
    known: dict[str, Any] = {key: value for key, value in own.items() if _is_sayable(value)}
    known |= {key: UNSAID for key, value in own.items() if isinstance(value, str) and key not in known}
    if scope.table is not None and scope.table.part_key and scope.part is not None:
        known[STANDS_IN] = scope.part.value
        value, told = scope.part.value, scope.table.part_key
        known[told] = coalesce(Col(told), value) if scope.part.others else value
    return bind_tree(expr, known) if known else expr


def _is_sayable(value: object) -> bool:
    """Whether a value can be written into a formula; the cell is referred to otherwise."""
    try:
        return lift(value) is not None
    except ExpressionError:
        return False


def constants_for_part(condition: Expr, table: Table, part: Part) -> Expr:
    """A condition over a table as one of its parts sees it: which part it is, is known there; what each row says
    where the part has others, its own value for all that is none of them."""
    match condition:
        case OfCol(_, key) if table.part_key and (key == STANDS_IN or (key == table.part_key and not part.others)):
            return Literal(part.value)
        case Call("=", (OfCol(_, key) as told, sought)) if key == table.part_key and part.others:
            own = ~reduce(or_, (told == other for other in part.others))
            if not isinstance(sought, Literal):
                return (told == sought) | (own & (sought == part.value))
            if sought.value in part.others:
                return condition
            return own if sought.value == part.value else Literal(False)
        case OfCol(_, key) if key == table.part_key and part.others:
            raise ExpressionError(f"of {table.key}, a condition asks only whether {key} equals a value")
        case Call(name, args):
            return Call(name, tuple(constants_for_part(arg, table, part) for arg in args))
    return condition


def asks_which_part(condition: Expr, table: Table) -> bool:
    """Whether a condition over a table means another thing in each of its parts."""
    return bool(table.part_key) and any(each.key in (table.part_key, STANDS_IN) for each in tree_columns(condition))
