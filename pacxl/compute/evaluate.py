"""An expression as a column, with Excel's meaning. Inside, a column is as `excel_functions.py` says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from pacxl.compute.columns import Columns, Frames, World, column_in_dtype, column_value
from pacxl.compute.excel_functions import (
    FUNCTIONS,
    Array,
    beyond_excel_match,
    excel_blanks,
    excel_constant,
    excel_is_text,
    excel_join_key,
    excel_places_within,
)
from pacxl.compute.matches import Ranked, blanks_alike, excel_matches
from pacxl.definition.expr import (
    PART_STEP,
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
from pacxl.definition.kind import Kind
from pacxl.definition.signatures import ExpressionError, Type
from pacxl.definition.table import STANDS_IN, Table
from pacxl.definition.tree import bind_tree, conditions_in_tree, tree_columns, tree_words
from pacxl.excel import excel_serial


def evaluate_columns(world: World) -> Frames:
    """Evaluates computed columns: the tables with all of them, each after those it reads."""
    held = {key: world.tables.columns(key) for key in world.tables}
    arrays = {key: dict(each.arrays) for key, each in held.items()}
    filled = Frames(world.book.by_key, {key: Columns(arrays[key], each.size) for key, each in held.items()})
    world = World(world.book, filled, world.today, world.by)
    with _quiet():
        for table_key, column_key in world.book.order:
            column = world.book.by_key[table_key].by_key[column_key]
            if column.formula is not None:
                arrays[table_key][column_key] = _in_rows(column.formula, world, table_key, column.kind)
    return filled


def evaluate(expr: Expr, world: World, table: str, kind: Kind) -> pd.Series[Any]:
    """The expression's value in each row of a table, in the kind's dtype."""
    with _quiet():
        return pd.Series(column_in_dtype(_in_rows(expr, world, table, kind), kind))


def evaluate_condition(condition: Expr, world: World, table: str) -> Array:
    """Evaluates a condition: in which rows of a table it holds, as a numpy array of bool."""
    with _quiet():
        return _eval(condition, _rows_of(world, table))


def evaluate_figure(expr: Expr, world: World, kind: Kind, row: Mapping[str, str] | None = None) -> Any:
    """Evaluates an expression that stands in a cell of its own: one Python value, None if it is blank.

    `row` gives the constants that the cell's place stands for (the part whose total it is).
    """
    rows = _Rows(world, None, 1, np.array([float(excel_serial(world.today))]))  # type: ignore[arg-type]  # one date
    with _quiet():
        value = column_value(_as_cells_show(_eval(bind_tree(expr, row or {}), rows), kind)[0], kind)
    return pd.Timestamp(value) if isinstance(value, dt.date) else value


def _quiet() -> np.errstate:
    """A number too large, for Excel too, is a blank without more ado."""
    return np.errstate(over="ignore", invalid="ignore")


def _rows_of(world: World, table: str) -> _Rows:
    return _Rows(world, world.book.by_key[table], world.tables.size(table), world.day(table))


def _in_rows(expr: Expr, world: World, table: str, kind: Kind) -> Array:
    """The expression's value in each row of a table, as a cell of the kind shows it."""
    if not world.tables.size(table):
        return np.empty(0, dtype=object if kind.type is Type.TEXT else "float64")
    return _as_cells_show(_eval(expr, _rows_of(world, table)), kind)


def _as_cells_show(values: Array, kind: Kind) -> Array:
    """What a cell of a kind can show of some values: no infinity, no part of a day, no -0."""
    if kind.type is Type.TEXT:
        return np.require(values, requirements="W") if excel_is_text(values) else np.full(len(values), None)
    values = np.where(np.isfinite(values), values + 0.0, np.nan)
    return np.trunc(values) if kind.type is Type.DATE else values


# --- evaluation -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Rows:
    """Rows to compute over: this table's, and (in a condition) another table's, pair by pair."""

    world: World
    table: Table | None
    size: int
    today: Array
    others: Mapping[str, Array] = field(default_factory=dict)  # another table → the positions of its rows
    pick: Array | None = None

    def column(self, key: str) -> Array:
        if self.table is None:
            raise ExpressionError(f"a cell of a row ({key}) where there is no row")
        return self.picked(self.world.column(self.table.key, key))

    def picked(self, values: Array) -> Array:
        """Of a value a row of the table, those of these rows."""
        return values if self.pick is None else values[self.pick]

    def only(self, which: Array) -> _Rows:
        """Some of these rows, by their positions."""
        pick = which if self.pick is None else self.pick[which]
        return replace(self, size=len(which), today=self.today[which], pick=pick)

    def position(self) -> Array:
        if self.table is None:
            raise ExpressionError("a position where there is no row")
        keys = [key for key in (self.world.by, self.table.part_key and STANDS_IN) if key]
        size = self.world.tables.size(self.table.key)
        places = excel_places_within([self.world.column(self.table.key, key) for key in keys], size) + 1.0
        if self.table.part_key:
            ranks = {part.value: PART_STEP * rank for rank, part in enumerate(self.table.parts)}
            parts = self.world.column(self.table.key, STANDS_IN).tolist()
            places = places + np.array([ranks[part] for part in parts], dtype="float64")
        return self.picked(places)

    def any_filled(self, first: str, last: str) -> Array:
        if self.table is None:
            raise ExpressionError("the cells of a row where there is no row")
        keys = [column.key for column in self.table.columns]
        between = keys[keys.index(first) : keys.index(last) + 1]
        return np.logical_or.reduce([~excel_blanks(self.column(key)) for key in between])

    def other(self, table: str, key: str) -> Array:
        if table not in self.others:
            raise ExpressionError(f"{table}.{key} stands outside an aggregate")
        return self.world.column(table, key)[self.others[table]]


def _eval(expr: Expr, rows: _Rows) -> Array:
    match expr:  # the most frequent first
        case Call("=" | "<>" as name, (left, right)):
            return _compared(name, left, right, rows)
        case Call(name, args):
            return FUNCTIONS[name](*[_eval(arg, rows) for arg in args])
        case Col(key):
            return rows.column(key)
        case Literal(value):
            return excel_constant(value, rows.size)
        case Today():
            return rows.today
        case Selected(_, first):
            return excel_constant(first, rows.size)
        case Position():
            return rows.position()
        case OfCol(table, key):
            return rows.other(table, key)
        case AnyFilled(first, last):
            return rows.any_filled(first, last)
        case Aggregate():
            return _aggregate(expr, rows)
        case Lookup():
            return _lookup(expr, rows)
    raise ExpressionError(f"no column for {tree_words(expr)}")


def _compared(name: str, left: Expr, right: Expr, rows: _Rows) -> Array:
    """Whether two values are equal, or are not, in each row: texts by what is compared of each column, made once."""
    values = [_eval(each, rows) for each in (left, right)]
    if not all(map(excel_is_text, values)):
        return FUNCTIONS[name](*values)
    one, other = (_join_key(each, value, rows) for each, value in zip((left, right), values, strict=True))
    equal = (one == other) & ~excel_blanks(one)
    return equal if name == "=" else ~equal & ~excel_blanks(one) & ~excel_blanks(other)


def _join_key(expr: Expr, values: Array, rows: _Rows) -> Array:
    """What is compared of the values that an expression has in some rows."""
    match expr:
        case Col(key) if rows.table is not None:
            return rows.picked(rows.world.join_key(rows.table.key, key))
        case OfCol(table, key):
            return rows.world.join_key(table, key)[rows.others[table]]
        case Literal(value):
            return excel_constant(excel_join_key(excel_constant(value, 1))[0], rows.size)
    return excel_join_key(values)


# --- other tables: a join on the equalities, a filter for the rest, a sum by row --------------------------


def _aggregate(expr: Aggregate, rows: _Rows) -> Array:
    picked = np.arange(rows.world.tables.size(expr.table))
    if not len(picked):
        return np.zeros(rows.size)
    alone, *others = conditions_in_tree(expr)
    if not alone:
        return _added_up(expr, rows, picked, others)
    asked = np.flatnonzero(np.logical_and.reduce([_eval(condition, rows) for condition in alone]))
    sums = np.zeros(rows.size)
    sums[asked] = _added_up(expr, rows.only(asked), picked, others) if len(asked) else 0.0
    return sums


def _added_up(expr: Aggregate, rows: _Rows, picked: Array, conditions: list[list[Any]]) -> Array:
    """The aggregate in each row, over the picked rows of its table for which the conditions hold."""
    known, equal, rest = conditions
    for condition in known:
        picked = picked[_eval(condition, _over(expr.table, picked, rows, None))]
    values = None if expr.key is None else np.nan_to_num(rows.world.column(expr.table, expr.key), nan=0.0)
    if not equal and not rest and not rows.world.by:  # one value for all rows, added up in order, as bincount does
        one = len(picked) if values is None else np.cumsum(values[picked])[-1] if len(picked) else 0.0
        return np.full(rows.size, one, dtype="float64")
    if (ranked := _ranked(expr, rows, picked, equal, rest)) is not None:
        return ranked
    if rows.size > 1 and rows.size * len(picked) > 2**20 and not equal and not rows.world.by:  # as memory allows
        halves = (rows.only(half) for half in np.array_split(np.arange(rows.size), 2))
        return np.concatenate([_added_up(expr, half, picked, conditions) for half in halves])
    left, right = _pairs(equal, rows, expr.table, picked)
    if rest:
        paired = _over(expr.table, right, rows, left)
        held = np.logical_and.reduce([_eval(condition, paired) for condition in rest])
        left, right = left[held], right[held]
    weights = None if values is None else values[right]
    return np.bincount(left, weights=weights, minlength=rows.size).astype("float64")


def _ranked(
    expr: Aggregate, rows: _Rows, picked: Array, equal: list[tuple[OfCol, Expr, bool]], rest: list[Any]
) -> Array | None:
    """The aggregate, where it asks nothing more of two rows than which comes first; else None, and of few."""
    match rest:
        case [Call(order, (OfCol() as column, value))] if order in Ranked.ORDERS and not tree_columns(value):
            alone = _over(expr.table, picked, rows, None)
            theirs, mine = _eval(column, alone), _eval(value, rows)
            if rows.world.by or rows.size * len(picked) <= Ranked.FEW or excel_is_text(theirs) or excel_is_text(mine):
                return None
            ranked = Ranked(mine, theirs, _keys(equal, rows, alone))
            if expr.key is None:
                return ranked.counts(order)
            if not equal and order.startswith("<"):
                return ranked.sums(order, np.nan_to_num(rows.world.column(expr.table, expr.key)[picked]))
    return None


def _over(table: str, picked: Array, rows: _Rows, left: Array | None) -> _Rows:
    """Rows in which a condition over another table is asked: its own, beside this table's picked rows."""
    today = rows.today[left] if left is not None else np.full(len(picked), np.nan)
    pick = left if rows.pick is None or left is None else rows.pick[left]
    return _Rows(rows.world, rows.table, len(picked), today, {table: picked}, pick)


def _pairs(equal: list[tuple[OfCol, Expr, bool]], rows: _Rows, table: str, picked: Array) -> tuple[Array, Array]:
    """Positions (among these rows, in the other table) of the pairs that satisfy the equalities."""
    keys = _keys(equal, rows, _over(table, picked, rows, None))
    if rows.world.by:
        keys.append((rows.column(rows.world.by), rows.world.column(table, rows.world.by)[picked]))
    left, right = excel_matches(keys, rows.size, len(picked))
    return left, picked[right]


def _keys(equal: list[tuple[OfCol, Expr, bool]], rows: _Rows, alone: _Rows) -> list[tuple[Array, Array]]:
    """What is compared of each equality, in these rows and in the other table's (`alone`)."""
    made = []
    for column, value, with_blanks in equal:
        keys = _join_key(value, _eval(value, rows), rows), _join_key(column, _eval(column, alone), alone)
        made.append((blanks_alike(keys[0]), blanks_alike(keys[1])) if with_blanks else keys)
    return made


def _lookup(expr: Lookup, rows: _Rows) -> Array:
    """The first match's value, as MATCH finds it."""
    every = np.arange(rows.world.tables.size(expr.table))
    left, right = _pairs([(OfCol(expr.table, expr.match), expr.key, False)], rows, expr.table, every)
    matched, first = np.unique(left, return_index=True)
    found = np.full(rows.size, -1)
    found[matched] = right[first]
    found[beyond_excel_match(_eval(expr.key, rows))] = -1
    values = rows.world.column(expr.table, expr.value)
    return np.append(values, [None] if excel_is_text(values) else [np.nan])[found]
