"""What is asked of a tree: the type of its value, its nodes and conditions, its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterator, Mapping
from functools import lru_cache, reduce
from typing import Any

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
    Value,
    is_blank,
)
from pacxl.definition.frozen import Frozen
from pacxl.definition.signatures import FUNCTIONS, ExpressionError, Type

# The type of a column: of this table (None) or of another, by key. Raises ExpressionError if there is none.
TypeOf = Callable[[str | None, str], Type]


def type_of_tree(expr: Expr, column: TypeOf) -> Type:
    """The type of the value of a tree; raises ExpressionError, naming the slip, if its parts do not fit."""
    match expr:  # the most frequent first
        case Call(name, args):
            types = tuple([type_of_tree(arg, column) for arg in args])
            result = FUNCTIONS[name].result(types)
            if result is None:
                raise ExpressionError(f"{name} does not take ({', '.join(types)}): {tree_words(expr)}")
            return result
        case Col(key):
            return column(None, key)
        case OfCol(table, key):
            return column(table, key)
        case Literal(value):
            return _type_of_constant(value)
        case Today():
            return Type.DATE
        case Selected():
            return Type.TEXT
        case Position():
            return Type.NUMBER
        case AnyFilled(first, last):
            return Type.LOGICAL if column(None, first) and column(None, last) else Type.BLANK
        case Aggregate(name, table, key, where):
            if where is not None and type_of_tree(where, column) is not Type.LOGICAL:
                raise ExpressionError(f"`where` is not a condition: {tree_words(where)}")
            if key is not None and column(table, key) not in (Type.NUMBER, Type.DATE):
                raise ExpressionError(f"only numbers, and dates as days, are summed: {tree_words(expr)}")
            return Type.NUMBER
        case Lookup(key_expr, table, match, value_key):
            if type_of_tree(key_expr, column) is not column(table, match):
                raise ExpressionError(f"a key of another type than the column it is looked up in: {tree_words(expr)}")
            return column(table, value_key)
        case Frozen(value):
            return type_of_tree(value, column) if isinstance(value, Expr) else Type.NUMBER
    raise ExpressionError(f"not an expression: {expr!r}")


def _type_of_constant(value: Value) -> Type:
    if value is None:
        return Type.BLANK
    if isinstance(value, bool):
        return Type.LOGICAL
    return Type.TEXT if isinstance(value, str) else Type.DATE if isinstance(value, dt.date) else Type.NUMBER


def tree_children(expr: Expr) -> tuple[Expr, ...]:
    """The nodes of a tree just under one of them."""
    if isinstance(expr, Call):
        return expr.args
    match expr:
        case Aggregate(_, table, key, where):
            column = (OfCol(table, key),) if key is not None else ()
            return column + ((where,) if where is not None else ())
        case Lookup(key_expr, table, match, value):
            return (key_expr, OfCol(table, match), OfCol(table, value))
        case Frozen(Expr() as inner):
            return (inner,)
    return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """Every node of a tree, from its root down."""
    left = [expr]
    while left:
        yield (node := left.pop())
        left += tree_children(node)[::-1]


@lru_cache(maxsize=20_000)
def tree_nodes(expr: Expr) -> tuple[Expr, ...]:
    """The nodes of a tree, from its root down; what stands in several places, once."""
    return tuple({id(node): node for node in walk(expr)}.values())


def tree_kinds(expr: Expr) -> frozenset[type[Expr]]:
    """The kinds of node that there are in a tree."""
    return frozenset(map(type, tree_nodes(expr)))


def tree_columns(expr: Expr) -> tuple[OfCol, ...]:
    """The columns that an aggregate's condition is over, in its tree; what a lookup reads is its own business."""
    match expr:
        case OfCol():
            return (expr,)
        case Call(_, args):
            return tuple(column for arg in args for column in tree_columns(arg))
        case Lookup(key):
            return tree_columns(key)
    return ()


UNSAID = object()  # in the place of a row's text that no formula can say: it equals no text of one


def bind_tree(expr: Expr, known: Mapping[str, Any]) -> Expr:
    """The tree with constants (or what to say instead) in the place of the row's cells that are known (`UNSAID` ones
    stay); what they rule out is left out."""
    if _cells(expr).isdisjoint(known):
        return expr
    match expr:
        case Col(key):
            value = known[key]
            return expr if value is UNSAID else value if isinstance(value, Expr) else Literal(value)
        case Call("IF", (condition, then, otherwise)):
            asked = bind_tree(condition, known)
            if (held := _settled(asked, known)) is not None:
                return bind_tree(then if held else otherwise, known)
            return Call("IF", (asked, bind_tree(then, known), bind_tree(otherwise, known)))
        case Call("+", (left, right)):
            sides = bind_tree(left, known), bind_tree(right, known)
            kept = [side for side in sides if not _is_nothing(side)]
            return Call("+", sides) if len(kept) == len(sides) else kept[0] if kept else Literal(0)
        case Call(name, args):
            return Call(name, tuple(bind_tree(arg, known) for arg in args))
        case Aggregate(name, table, key, where) if where is not None:
            asked_for: list[Expr] = []
            for each in conjuncts_in_tree(where):
                asked = bind_tree(each, known)
                if (held := _settled(asked, known)) is None:
                    asked_for.append(asked)
                elif not held:
                    return Literal(0)
            return Aggregate(name, table, key, reduce(_and, asked_for) if asked_for else None)
        case Lookup(key_expr, table, match, value):
            return Lookup(bind_tree(key_expr, known), table, match, value)
    return expr


@lru_cache(maxsize=50_000)
def _cells(expr: Expr) -> frozenset[str]:
    """The columns of this row that a tree reads."""
    if isinstance(expr, Col):
        return frozenset({expr.key})
    return frozenset().union(*map(_cells, tree_children(expr)))


def _and(left: Expr, right: Expr) -> Expr:
    return Call("AND", (left, right))


def _settled(condition: Expr, known: Mapping[str, Any]) -> bool | None:
    """Whether a condition holds, if its constants tell: texts that are the same, or not; nothing equals a blank."""
    match condition:
        case Call("=", (Literal(None), Literal()) | (Literal(), Literal(None))):
            return False
        case Call("=", (Literal(str() as left), Literal(str() as right))):
            return left.lower() == right.lower()
        case Call("=", (Col(key), Literal(str())) | (Literal(str()), Col(key))) if known.get(key) is UNSAID:
            return False
    return None


def _is_nothing(expr: Expr) -> bool:
    return isinstance(expr, Literal) and expr.value == 0 and expr.value is not False


def tree_within(expr: Expr, key: str, tables: Container[str]) -> Expr:
    """The tree whose aggregates see only the rows that share this row's value of a column; `tables` have it."""
    match expr:
        case Call(name, args):
            return Call(name, tuple(tree_within(arg, key, tables) for arg in args))
        case Aggregate(name, table, column, where) if table in tables:
            own = Call("=", (OfCol(table, key), Col(key)))
            return Aggregate(name, table, column, own if where is None else Call("AND", (where, own)))
        case Lookup(key_expr, table, match, value):
            return Lookup(tree_within(key_expr, key, tables), table, match, value)
    return expr


def conjuncts_in_tree(where: Expr | None) -> tuple[Expr, ...]:
    """The branches of a tree that `where` joins by AND: conditions."""
    match where:
        case None:
            return ()
        case Call("AND", (left, right)):
            return conjuncts_in_tree(left) + conjuncts_in_tree(right)
    return (where,)


@lru_cache(maxsize=4096)
def conditions_in_tree(expr: Aggregate) -> list[list[Any]]:
    """The conditions of an aggregate's tree: on this row alone; on the other table alone; the equalities of the two,
    each with whether two blanks are equal; the rest."""
    alone, known, equal, rest = list[Expr](), list[Expr](), list[tuple[OfCol, Expr, bool]](), list[Expr]()
    for condition in conjuncts_in_tree(expr.where):
        of_this_row = not tree_kinds(condition).isdisjoint((Col, AnyFilled, Selected, Today, Lookup))
        match condition:
            case _ if not of_this_row:
                known.append(condition)
            case _ if not tree_columns(condition):
                alone.append(condition)
            case Call("=", (OfCol() as column, value)) if not tree_columns(value):
                equal.append((column, value, False))
            case Call("OR", (Call("=", (OfCol() as column, value)), other)) if _are_blank(other, column, value):
                equal.append((column, value, True))
            case _:
                rest.append(condition)
    return [alone, known, equal, rest]


def _are_blank(condition: Expr, column: OfCol, value: Expr) -> bool:
    return not tree_columns(value) and tree_words(condition) == tree_words(is_blank(column) & is_blank(value))


def disjuncts_in_tree(condition: Expr) -> tuple[Expr, ...]:
    """The branches of a condition's tree that it joins by OR."""
    match condition:
        case Call("OR", (left, right)):
            return disjuncts_in_tree(left) + disjuncts_in_tree(right)
    return (condition,)


def tree_may_be_blank(expr: Expr) -> bool:
    """Whether the value of a tree can be blank, as that of a cell can."""
    match expr:
        case Literal(value):
            return value is None
        case Today() | Position() | Aggregate():
            return False
        case Call("IF", (_, *branches)):
            return any(map(tree_may_be_blank, branches))
        case Call("COALESCE", args) | Call("JOIN", (_, *args)):
            return all(map(tree_may_be_blank, args))
        case Call("+" | "-" | "*" | "MIN" | "MAX" | "ABS" | "ROUND" | "&" | "EUROS", args):
            return any(map(tree_may_be_blank, args))
    return True


def alternatives_in_tree(expr: Expr) -> list[Expr]:
    """The branches of a tree that a COALESCE tries, those of one inside it too, up to the first that is never
    blank."""
    if not (isinstance(expr, Call) and expr.name == "COALESCE"):
        return [expr]
    tried: list[Expr] = []
    for value in (value for arg in expr.args for value in alternatives_in_tree(arg)):
        tried.append(value)
        if not tree_may_be_blank(value):
            break
    return tried


def tree_words(expr: Expr) -> str:
    """A tree in words, for messages and documents: `depense - budget`."""
    match expr:
        case Literal(value):
            return "blank" if value is None else repr(value) if not isinstance(value, dt.date) else str(value)
        case Col(key) | Selected(key):
            return key
        case OfCol(table, key):
            return f"{table}.{key}"
        case Today():
            return "today"
        case Position():
            return "position"
        case AnyFilled(first, last):
            return f"any filled from {first} to {last}"
        case Call(name, args) if not name.isalpha():
            return f"({f' {name} '.join(map(tree_words, args))})"
        case Call(name, args):
            return f"{name}({', '.join(map(tree_words, args))})"
        case Aggregate(name, table, key, where):
            condition = f", where {tree_words(where)}" if where is not None else ""
            return f"{name}({table}{'.' + key if key else ''}{condition})"
        case Lookup(key_expr, table, match, value):
            return f"LOOKUP({tree_words(key_expr)} in {table}.{match}, {table}.{value})"
        case Frozen(value, words):
            return f"frozen({tree_words(value) if isinstance(value, Expr) else words})"
    return repr(expr)
