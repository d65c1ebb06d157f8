"""An expression as a pandas column, with Excel's meaning.

Inside, a column is a numpy array: numbers and dates (as Excel's day serials) are float64 with NaN for the blank,
logical values are bool, and text is a pandas string array with NA for the blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pacxl.book import Book
from pacxl.expr import (
    COMPARISONS,
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
    bind,
    conjuncts,
    show,
    type_of,
    walk,
)
from pacxl.kind import FIRST_SERIAL, LAST_SERIAL, Kind
from pacxl.table import Table

Array = Any  # a numpy array, or a pandas string array: both are one value a row
Frames = Mapping[str, pd.DataFrame]
_EPOCH = np.datetime64("1899-12-30", "D")


@dataclass(frozen=True)
class World:
    """The frames that expressions read, and the date. `by` names a column that keeps workbooks apart, if several
    are computed at once: a row sees only the rows that share its value. `today` is one date, or one a value of `by`.
    """

    book: Book
    frames: Frames
    today: dt.date | Mapping[Any, dt.date]
    by: str = ""


def fill(world: World) -> dict[str, pd.DataFrame]:
    """The frames with every computed column, each after those it reads."""
    frames = {key: frame.copy(deep=False) for key, frame in world.frames.items()}
    world = World(world.book, frames, world.today, world.by)
    for table_key, column_key in world.book.order:
        column = world.book.by_key[table_key].by_key[column_key]
        if column.formula is not None:
            frames[table_key][column_key] = evaluate(column.formula, world, table_key, column.kind)
    return frames


def evaluate(expr: Expr, world: World, table: str, kind: Kind) -> pd.Series[Any]:
    """The expression's value in each row of a table, in the kind's dtype."""
    frame = world.frames[table]
    rows = _Rows(world, world.book.by_key[table], frame, len(frame), _today_of(world, frame))
    return _series(_eval(expr, rows), kind, frame.index)


def holds(condition: Expr, world: World, table: str) -> Array:
    """In which rows of a table a condition holds, as a numpy array of bool."""
    frame = world.frames[table]
    return _eval(condition, _Rows(world, world.book.by_key[table], frame, len(frame), _today_of(world, frame)))


def figure(expr: Expr, world: World, kind: Kind, row: Mapping[str, str] | None = None) -> Any:
    """The value of an expression that stands in a cell of its own: one Python value, None if it is blank.

    `row` gives the constants that the cell's place stands for (the part whose total it is).
    """
    cell = pd.DataFrame(index=[0])
    rows = _Rows(world, None, cell, 1, _today_of(world, cell))
    value = _series(_eval(bind(expr, row or {}), rows), kind, cell.index).iloc[0]
    return None if pd.isna(value) else value


def _today_of(world: World, frame: pd.DataFrame) -> Array:
    if isinstance(world.today, Mapping):
        serials = {key: _serial(day) for key, day in world.today.items()}
        return frame[world.by].map(serials).to_numpy(dtype="float64")
    return np.full(len(frame), _serial(world.today))


def _serial(day: dt.date) -> float:
    return float((np.datetime64(day, "D") - _EPOCH).astype(int))


# --- columns in and out -----------------------------------------------------------------------------------


def array(series: pd.Series[Any], kind: Type) -> Array:
    """A frame's column as the array that expressions compute with."""
    if kind is Type.TEXT:
        return series.array
    if kind is Type.DATE:
        days = series.to_numpy(dtype="datetime64[D]")
        serials = (days - _EPOCH).astype("float64")
        serials[np.isnat(days)] = np.nan
        return serials
    return series.to_numpy(dtype="float64", na_value=np.nan)


def _series(values: Array, kind: Kind, index: pd.Index[Any]) -> pd.Series[Any]:
    if kind.type is Type.TEXT:
        return pd.Series(values, index=index, dtype="string")
    values = np.where(np.isfinite(values), values, np.nan)
    if kind.type is Type.DATE:
        whole = np.where(np.isnan(values), 0, values).astype("int64")
        days = (_EPOCH + whole).astype("datetime64[us]")
        days[np.isnan(values)] = np.datetime64("NaT")
        return pd.Series(days, index=index)
    return pd.Series(pd.array(values, dtype="Float64"), index=index).astype(kind.dtype)  # type: ignore[call-overload]  # dtype is a name


# --- evaluation -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Rows:
    """Rows to compute over: this table's, and (in a condition) another table's, pair by pair."""

    world: World
    table: Table | None
    frame: pd.DataFrame
    size: int
    today: Array
    others: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    pick: Array | None = None

    def type_of(self, expr: Expr) -> Type:
        return type_of(expr, self.world.book.type_in(self.table))

    def column(self, key: str) -> Array:
        values = array(self.frame[key], self.world.book.type_in(self.table)(None, key))
        return values if self.pick is None else values[self.pick]

    def any_filled(self, first: str, last: str) -> Array:
        if self.table is None:
            raise ExpressionError("the cells of a row where there is no row")
        keys = [column.key for column in self.table.columns]
        between = keys[keys.index(first) : keys.index(last) + 1]
        filled = self.frame[between].notna().any(axis=1).to_numpy(dtype=bool)
        return filled if self.pick is None else filled[self.pick]

    def other(self, table: str, key: str) -> Array:
        if table not in self.others:
            raise ExpressionError(f"{table}.{key} stands outside an aggregate")
        return array(self.others[table][key], self.world.book.type_in(None)(table, key))


def _eval(expr: Expr, rows: _Rows) -> Array:
    match expr:
        case Literal(value):
            return _constant(value, rows.size)
        case Today():
            return rows.today
        case Col(key):
            return rows.column(key)
        case OfCol(table, key):
            return rows.other(table, key)
        case AnyFilled(first, last):
            return rows.any_filled(first, last)
        case Aggregate():
            return _aggregate(expr, rows)
        case Lookup():
            return _lookup(expr, rows)
        case Call(name, (left, right)) if name in COMPARISONS:
            kind = rows.type_of(left)
            kind = rows.type_of(right) if kind is Type.BLANK else kind
            return _compare(name, _typed(left, kind, rows), _typed(right, kind, rows), kind)
        case Call("ISBLANK", (value,)):
            return _is_blank(_eval(value, rows))
        case Call("IF" | "COALESCE" as name, args):
            values = args[1:] if name == "IF" else args
            kind = rows.type_of(expr)
            typed = [_typed(value, kind, rows) for value in values]
            return _if(_eval(args[0], rows), *typed) if name == "IF" else _coalesce(*typed)
        case Call(name, args):
            return _FUNCTIONS[name](*(_typed(arg, Type.BLANK, rows) for arg in args))
    raise ExpressionError(f"no pandas column for {show(expr)}")


def _typed(expr: Expr, kind: Type, rows: _Rows) -> Array:
    """The value; a blank constant takes the type of its company."""
    if isinstance(expr, Literal) and expr.value is None and kind is Type.TEXT:
        return pd.array([pd.NA] * rows.size, dtype="string")
    return _eval(expr, rows)


def _constant(value: object, size: int) -> Array:
    if isinstance(value, str):
        return pd.array([value] * size, dtype="string")
    if isinstance(value, bool):
        return np.full(size, value)
    if isinstance(value, dt.date):
        return np.full(size, _serial(value))
    return np.full(size, np.nan if value is None else float(value))  # type: ignore[arg-type]  # a number


def _is_blank(values: Array) -> Array:
    return np.asarray(pd.isna(values), dtype=bool)


def _if(condition: Array, then: Array, otherwise: Array) -> Array:
    if isinstance(then, np.ndarray):
        return np.where(condition, then, otherwise)
    return pd.Series(then).where(condition, pd.Series(otherwise)).array


def _coalesce(*values: Array) -> Array:
    result = values[-1]
    for value in reversed(values[:-1]):
        result = _if(~_is_blank(value), value, result)
    return result


def _lower(text: Array) -> Array:
    return pd.Series(text, dtype="string").str.lower().array


def digits15(values: Array) -> Array:
    """The numbers to the 15 significant digits that Excel compares and rounds by."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        scale = 10.0 ** (14 - np.floor(np.log10(np.abs(values))))
        rounded = np.rint(values * scale) / scale
    return np.where(np.isfinite(rounded), rounded, values)


def _compare(name: str, left: Array, right: Array, kind: Type) -> Array:
    if kind is Type.TEXT:
        same = pd.Series(_lower(left) == _lower(right)).fillna(False).to_numpy(dtype=bool)
        return same if name == "=" else ~same & ~_is_blank(left) & ~_is_blank(right)
    left, right = digits15(left), digits15(right)
    both = ~np.isnan(left) & ~np.isnan(right)
    return both & _COMPARE[name](left, right)


_COMPARE: dict[str, Callable[[Array, Array], Array]] = {
    "=": np.equal,
    "<>": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def _divide(left: Array, right: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(right == 0, np.nan, left / right)


def _round(values: Array, digits: Array) -> Array:
    """Halves away from zero, seen at 15 digits: 2.675 rounds to 2.68, as in Excel."""
    power = 10.0**digits
    return np.sign(values) * np.floor(digits15(np.abs(values) * power) + 0.5) / power


def _dates(serials: Array) -> Array:
    return _EPOCH + np.where(np.isnan(serials), 0, np.floor(serials)).astype("int64")


def _year(serials: Array) -> Array:
    return np.where(np.isnan(serials), np.nan, _dates(serials).astype("datetime64[Y]").astype("float64") + 1970)


def _month(serials: Array) -> Array:
    months = _dates(serials).astype("datetime64[M]").astype("float64")
    return np.where(np.isnan(serials), np.nan, months % 12 + 1)


def _month_start(serials: Array) -> Array:
    days = _dates(serials)
    return serials - (days - days.astype("datetime64[M]")).astype("float64")


def _edate(serials: Array, months: Array) -> Array:
    days = _dates(serials)
    start = days.astype("datetime64[M]")
    target = start + np.where(np.isnan(months), 0, np.trunc(months)).astype("int64")
    last = (target + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    moved = np.minimum(target.astype("datetime64[D]") + (days - start.astype("datetime64[D]")), last)
    result = (moved - _EPOCH).astype("float64")
    return _in_calendar(np.where(np.isnan(serials) | np.isnan(months), np.nan, result))


def _in_calendar(serials: Array) -> Array:
    return np.where((serials >= FIRST_SERIAL) & (serials <= LAST_SERIAL), serials, np.nan)


def _starts_with(text: Array, start: Array) -> Array:
    prefix = str(start[0]).lower() if len(start) else ""
    return pd.Series(_lower(text)).str.startswith(prefix).fillna(False).to_numpy(dtype=bool)


def _contains(text: Array, part: Array) -> Array:
    inner = str(part[0]).lower() if len(part) else ""
    return pd.Series(_lower(text)).str.contains(inner, regex=False).fillna(False).to_numpy(dtype=bool)


def _extreme(function: Callable[[Array, Array], Array]) -> Callable[..., Array]:
    def extreme(*values: Array) -> Array:
        result = values[0]
        for value in values[1:]:
            result = function(result, value)  # NaN wins: a blank makes a blank
        return result

    return extreme


_FUNCTIONS: dict[str, Callable[..., Array]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": _divide,
    "AND": np.logical_and,
    "OR": np.logical_or,
    "NOT": np.logical_not,
    "MIN": _extreme(np.minimum),
    "MAX": _extreme(np.maximum),
    "ABS": np.abs,
    "ROUND": _round,
    "YEAR": _year,
    "MONTH": _month,
    "MONTHSTART": _month_start,
    "EDATE": _edate,
    "ADDDAYS": lambda serials, days: _in_calendar(serials + days),
    "STARTSWITH": _starts_with,
    "CONTAINS": _contains,
}


# --- other tables: a join on the equalities, a filter for the rest, a sum by row --------------------------


def _aggregate(expr: Aggregate, rows: _Rows) -> Array:
    read = {node.key for node in walk(expr) if isinstance(node, OfCol)} | ({rows.world.by} - {""})
    other = rows.world.frames[expr.table][list(read)]
    known, equal, rest = _sorted_conditions(expr)
    kept = np.ones(len(other), dtype=bool)
    alone = _over(other, expr.table, rows, None)
    for condition in known:
        kept &= _eval(condition, alone)
    other = other[kept]
    if not equal and not rest and not rows.world.by:  # one value for all rows
        return np.full(rows.size, len(other) if expr.key is None else np.nansum(array(other[expr.key], Type.NUMBER)))
    left, right = _pairs(equal, rows, other, expr.table)
    if rest:
        paired = _over(other.iloc[right], expr.table, rows, left)
        held = np.logical_and.reduce([_eval(condition, paired) for condition in rest])
        left, right = left[held], right[held]
    if expr.key is None:
        return np.bincount(left, minlength=rows.size).astype("float64")
    values = array(other[expr.key], Type.NUMBER)[right]
    return np.bincount(left, weights=np.nan_to_num(values, nan=0.0), minlength=rows.size)


def _sorted_conditions(expr: Aggregate) -> tuple[list[Expr], list[tuple[OfCol, Expr]], list[Expr]]:
    """The conditions on the other table alone; the equalities with this row; the rest."""
    known: list[Expr] = []
    equal: list[tuple[OfCol, Expr]] = []
    rest: list[Expr] = []
    for condition in conjuncts(expr.where):
        nodes = list(walk(condition))
        if not any(isinstance(node, (Col, Today, Lookup)) for node in nodes):
            known.append(condition)
            continue
        match condition:
            case Call("=", (OfCol() as column, value)) if not any(isinstance(n, OfCol) for n in walk(value)):
                equal.append((column, value))
            case _:
                rest.append(condition)
    return known, equal, rest


def _over(other: pd.DataFrame, table: str, rows: _Rows, left: Array | None) -> _Rows:
    """Rows in which a condition over another table is asked: its own, beside this table's picked rows."""
    today = rows.today[left] if left is not None else np.full(len(other), np.nan)
    pick = left if rows.pick is None or left is None else rows.pick[left]
    return _Rows(rows.world, rows.table, rows.frame, len(other), today, {table: other}, pick)


def _pairs(equal: list[tuple[OfCol, Expr]], rows: _Rows, other: pd.DataFrame, table: str) -> tuple[Array, Array]:
    """Positions (this table's row, the other's) of the pairs that satisfy the equalities."""
    mine: dict[str, Array] = {"i": np.arange(rows.size)}
    theirs: dict[str, Array] = {"j": np.arange(len(other))}
    if rows.world.by:
        mine["by"], theirs["by"] = rows.frame[rows.world.by].array, other[rows.world.by].array
    alone = _over(other, table, rows, None)
    for number, (column, value) in enumerate(equal):
        mine[f"k{number}"] = _join_key(_eval(value, rows))
        theirs[f"k{number}"] = _join_key(_eval(column, alone))
    keys = [key for key in mine if key != "i"]
    left, right = pd.DataFrame(mine), pd.DataFrame(theirs)
    if not keys:
        pairs = left.merge(right, how="cross")
    else:
        pairs = left.dropna().merge(right.dropna(), on=keys)
    return pairs["i"].to_numpy(), pairs["j"].to_numpy()


def _join_key(values: Array) -> Array:
    return digits15(values) if isinstance(values, np.ndarray) else _lower(values)


def _lookup(expr: Lookup, rows: _Rows) -> Array:
    """The first match's value, as MATCH finds it."""
    other = rows.world.frames[expr.table]
    left, right = _pairs([(OfCol(expr.table, expr.match), expr.key)], rows, other, expr.table)
    first = pd.Series(right).groupby(left).min()
    position = pd.Series(np.arange(rows.size)).map(first)
    values = array(other[expr.value], rows.world.book.type_in(None)(expr.table, expr.value))
    found = position.fillna(-1).to_numpy(dtype="int64")
    if isinstance(values, np.ndarray):
        return np.append(values, np.nan)[found]
    return pd.Series(values, dtype="string").reindex(found).array
