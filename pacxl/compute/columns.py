"""The tables of contents: columns as arrays for computing, each table a pandas frame once it is asked for."""

from __future__ import annotations

import datetime as dt
from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from pacxl.compute.excel_functions import Array, excel_join_key
from pacxl.definition.book import Book
from pacxl.definition.kind import TEXT, WHOLE, Kind
from pacxl.definition.signatures import Type
from pacxl.definition.table import PROVENANCE, STANDS_IN, Table
from pacxl.excel import EPOCH, excel_serial

_EPOCH = np.datetime64(EPOCH, "D")
_STRING = pd.StringDtype()  # by its name, pandas would look for it once a column
_WHENCE = {key: WHOLE if dtype == "Int64" else TEXT for key, dtype in PROVENANCE.items()}


@dataclass(frozen=True, eq=False)
class Columns:
    """A table's columns, by key, as arrays (see `excel_functions.py`), each `size` long; those of which they are a
    stretch, if they are one, and its first row there (`within`)."""

    arrays: Mapping[str, Array]
    size: int
    within: tuple[Columns, int] | None = None

    def only(self, which: Array) -> Columns:
        """Some of the rows: a mask, or positions."""
        arrays = {key: values[which] for key, values in self.arrays.items()}
        return Columns(arrays, len(next(iter(arrays.values()), ())))

    def told(self, more: Mapping[str, Any]) -> Columns:
        """The columns with more of them: a value each, for all rows, or an array."""
        made = {key: each if isinstance(each, np.ndarray) else _same(each, self.size) for key, each in more.items()}
        return Columns(ChainMap(made, self.arrays), self.size)  # type: ignore[arg-type]  # it is only read

    def stretch(self, start: int, end: int) -> Columns:
        """The rows from one to another, which is not among them: taken out of the columns when they are asked for."""
        return Columns(_Stretch(self.arrays, slice(start, end)), end - start, (self, start))

    def frame(self, table: Table) -> pd.DataFrame:
        """The table's columns, in its order and dtypes, then those that tell where the rows come from."""
        keys = dict.fromkeys((*table.frame_keys, *PROVENANCE))
        kinds = {key: kind_of_column(table, key) for key in keys if key in self.arrays}
        if not self.size:
            return _empty(tuple((key, kind.dtype) for key, kind in kinds.items())).copy(deep=False)
        if self.within is None:
            columns = {key: column_in_dtype(self.arrays[key], kind) for key, kind in kinds.items()}
            return pd.DataFrame(columns, copy=False)
        whole, start = self.within
        frame = whole._frame_once(table).iloc[start : start + self.size]  # what is written in it is copied first
        frame.index = pd.RangeIndex(self.size)
        return frame

    def _frame_once(self, table: Table) -> pd.DataFrame:
        """The frame of which the stretches of these columns have theirs: made once for all of them."""
        if "frame" not in self._made:
            self._made["frame"] = self.frame(table)
        return self._made["frame"]

    @cached_property
    def _made(self) -> dict[str, pd.DataFrame]:
        return {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Columns, (self.arrays, self.size)


@lru_cache(maxsize=4096)
def _same(value: Any, size: int) -> Array:
    """One value in all rows: kept once, and not to be changed; the tables of a plan ask for the same again."""
    kind = object if value is None or isinstance(value, str) else "float64"
    return np.broadcast_to(np.array([value], dtype=kind), size)


class _Stretch(Mapping[str, Array]):
    """A stretch of some arrays: a firm's files have fifty tables of twenty columns each, and few are looked at."""

    __slots__ = ("_arrays", "_rows")

    def __init__(self, arrays: Mapping[str, Array], rows: slice):
        self._arrays, self._rows = arrays, rows

    def __getitem__(self, key: str) -> Array:
        return self._arrays[key][self._rows]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)  # pickled without the rows of the others


def kind_of_column(table: Table, key: str) -> Kind:
    """The kind of a column of a table's frame: its own, its part's, or one that tells where a row comes from."""
    if key in table.by_key:
        return table.by_key[key].kind
    return TEXT if key == table.part_key else _WHENCE[key]


@lru_cache(maxsize=512)
def _empty(columns: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    return pd.DataFrame({key: pd.Series(dtype=dtype) for key, dtype in columns})


class Frames(Mapping[str, pd.DataFrame]):
    """The frames of some tables, by key, each made from its columns when it is first asked for."""

    def __init__(self, tables: Mapping[str, Table], held: Mapping[str, Columns | pd.DataFrame]):
        self._tables, self._held = tables, dict(held)

    def __getitem__(self, key: str) -> pd.DataFrame:
        held = self._held[key]
        if isinstance(held, Columns):
            held = self._held[key] = held.frame(self._tables[key])  # from now on it is the frame that counts
        return held

    def __contains__(self, key: object) -> bool:
        return key in self._held  # (a Mapping would make the frame to know)

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def series(self, table: str, key: str) -> pd.Series[Any]:
        """One column of a table's frame, of which the others are not made."""
        held = self._held[table]
        if isinstance(held, Columns):
            return pd.Series(column_in_dtype(held.arrays[key], kind_of_column(self._tables[table], key)))
        return held[key]

    def told(self, more: Mapping[str, Columns]) -> Frames:
        """The frames of the same tables, of which those of some have other columns; none of the others is made."""
        return Frames(self._tables, {**self._held, **more})

    def size(self, key: str) -> int:
        """How many rows a table has."""
        held = self._held[key]
        return held.size if isinstance(held, Columns) else len(held)

    def column(self, table: str, key: str) -> Array:
        """A table's column as the array that expressions compute with."""
        held = self._held[table]
        if isinstance(held, Columns):
            return held.arrays[key]
        return column_array(held[key], kind_of_column(self._tables[table], key).type)

    def columns(self, table: str) -> Columns:
        """All columns of a table."""
        held = self._held[table]
        if isinstance(held, Columns):
            return held
        return Columns({key: self.column(table, key) for key in held.columns}, len(held))


@dataclass(frozen=True)
class World:
    """The frames that expressions read, and the date. `by` names a column that keeps workbooks apart, if several
    are computed at once: a row sees only the rows that share its value. `today` is one date, or one a value of `by`.
    """

    book: Book
    frames: Mapping[str, pd.DataFrame]
    today: dt.date | Mapping[Any, dt.date]
    by: str = ""

    @cached_property
    def tables(self) -> Frames:
        return self.frames if isinstance(self.frames, Frames) else Frames(self.book.by_key, self.frames)

    @cached_property
    def _made(self) -> dict[tuple[str, str], Array]:
        return {}

    @property
    def sizes(self) -> dict[str, int]:
        """How many rows each Excel Table has, by its name."""
        found = {}
        for table in self.book.tables:
            told = Counter(self.tables.column(table.key, table.part_key).tolist()) if table.part_key else None
            for part in table.parts:
                own = (told[each] for each in (part.value, *part.others)) if told else (self.tables.size(table.key),)
                found[part.name] = sum(own)
        return found

    def column(self, table: str, key: str) -> Array:
        """A table's column as the array that expressions compute with; each is made once."""
        if (table, key) not in self._made:
            self._made[table, key] = self._parts(table) if key == STANDS_IN else self.tables.column(table, key)
        return self._made[table, key]

    def _parts(self, table: str) -> Array:
        """Of each row of a table of several parts, the value of the one that it stands in."""
        defined = self.book.by_key[table]
        told = self.column(table, defined.part_key)
        if not any(part.others for part in defined.parts):
            return told
        return np.array([defined.homes[each].value for each in told.tolist()], dtype=object)

    def join_key(self, table: str, key: str) -> Array:
        """What is compared of a table's column; made once."""
        known = (table, f"={key}")
        if known not in self._made:
            self._made[known] = excel_join_key(self.column(table, key))
        return self._made[known]

    def day(self, table: str) -> Array:
        """The date of each row of a table, as a serial."""
        if (table, "") not in self._made:
            self._made[table, ""] = self._days(table)
        return self._made[table, ""]

    def _days(self, table: str) -> Array:
        if not isinstance(self.today, Mapping):
            return np.full(self.tables.size(table), float(excel_serial(self.today)))
        serials = {key: float(excel_serial(day)) for key, day in self.today.items()}
        return np.array([serials[key] for key in self.column(table, self.by).tolist()], dtype="float64")


# --- a column: from a frame, and back --------------------------------------------------------------------


def column_array(series: pd.Series[Any], kind: Type) -> Array:
    """A frame's column as the array that expressions compute with."""
    if kind is Type.TEXT:
        if isinstance(series.dtype, pd.StringDtype) and series.dtype.storage == "pyarrow":
            return series.array.__arrow_array__().to_numpy()  # ten times as fast as pandas' own way
        return series.to_numpy(dtype=object, na_value=None)  # type: ignore[call-overload]  # None is a value too
    if kind is Type.DATE:
        return serials_of_column(series.to_numpy(dtype="datetime64[us]"))
    return series.to_numpy(dtype="float64", na_value=np.nan)


def serials_of_column(days: Array) -> Array:
    """A column of days as Excel's serials, NaN for no day."""
    days = days.astype("datetime64[D]")
    found = (days - _EPOCH).astype("float64")
    found[np.isnat(days)] = np.nan
    return found


def column_in_dtype(values: Array, kind: Kind) -> Any:
    """A column's array as pandas holds it in a frame: in the kind's dtype."""
    if kind.type is Type.TEXT:
        return pd.array(values, dtype=_STRING)
    known = ~np.isnan(values)
    if kind.type is Type.DATE:
        days = (_EPOCH + np.where(known, values, 0).astype("int64")).astype("datetime64[us]")
        days[~known] = np.datetime64("NaT")
        return days
    if kind.whole:
        return pd.arrays.IntegerArray(np.where(known, values, 1).astype("int64"), ~known)
    return pd.arrays.FloatingArray(np.where(known, values, np.nan), ~known)


def column_value(value: Any, kind: Kind) -> object:
    """One value of a column's array as Python has it: a text, a number, a date; None for a blank."""
    if value is None or value != value:  # noqa: PLR0124  # NaN
        return None
    if kind.type is Type.DATE:
        return EPOCH + dt.timedelta(days=int(value))
    return value if kind.type is Type.TEXT else int(value) if kind.whole else float(value)


def total_of_column(series: pd.Series[Any]) -> Any:
    """A frame's column added up, as a cell that adds it up shows it: NA for a sum that is too large for a number."""
    with np.errstate(over="ignore", invalid="ignore"):
        summed = series.sum()
    return summed if np.isfinite(summed) else pd.NA


def column_text(value: Any) -> str:
    """A value of a frame as a text, "" for a blank."""
    return "" if value is None or pd.isna(value) else str(value)
