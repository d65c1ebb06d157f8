"""The lines that rows make by some of their columns, and figures computed over them by their definitions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from pacxl.compute.columns import Columns, Frames, World, column_array
from pacxl.compute.evaluate import evaluate_columns
from pacxl.compute.excel_functions import Array
from pacxl.definition.book import Book
from pacxl.definition.expr import OfCol
from pacxl.definition.kind import DATE, MONTH, TEXT, WHOLE, Kind
from pacxl.definition.sheet import Figures, Grid, Sheet, TodayFigure
from pacxl.definition.table import Column, Part, Table
from pacxl.definition.tree import walk

LINES, LINE = "lignes", "ligne"  # the table of lines, and the column of a line's number, which its rows have too
NUMBER = Column(LINE, LINE, WHOLE, given=True)
_SHEET = "Lignes"


def make_lines(rows: pd.DataFrame, keys: Sequence[str]) -> tuple[pd.DataFrame, Array]:
    """The lines that rows make by some columns, blanks in a line of their own, the last one; and the number of each
    row's line. Texts are one as Excel has it: whatever their case. Without a column, all rows are one line."""
    if not keys:
        return pd.DataFrame({LINE: [0]}), np.zeros(len(rows), dtype="int64")
    plain = rows[list(keys)]
    folded = plain.apply(lambda column: column.str.casefold() if column.dtype == "string" else column)
    number = folded.groupby(list(keys), dropna=False, sort=True, observed=True).ngroup()
    first = ~number.duplicated()
    return plain[first].assign(**{LINE: number[first]}).sort_values(LINE, ignore_index=True), number.to_numpy()


def given_column_of_lines(key: str, kind: Kind) -> Column:
    """A column of a table of lines whose values are there already."""
    return Column(key, key, kind, given=True)


def axis_columns_of_lines(lines: pd.DataFrame) -> tuple[Column, ...]:
    """The columns that tell the lines apart."""
    return tuple(given_column_of_lines(key, MONTH if key == "mois" else TEXT) for key in lines.columns if key != LINE)


def table_of_lines(key: str, columns: Sequence[Column]) -> Table:
    """A table of the book that lines are computed in."""
    columns = tuple(replace(column, header=column.key, choices="") for column in columns)
    return Table(key, key, columns, (Part(key.capitalize(), _SHEET),))


def columns_added_up_in_lines(rows: Table, readers: Sequence[Column], more: Sequence[Column]) -> Table:
    """The table of rows that lines add up: of its columns, those that the readers' formulas read, as they are."""
    nodes = (node for column in readers if column.formula is not None for node in walk(column.formula))
    read = dict.fromkeys(node.key for node in nodes if isinstance(node, OfCol) and node.table == rows.key)
    own = {column.key for column in more}
    kept = (given_column_of_lines(key, rows.by_key[key].kind) for key in read if key not in own)
    return table_of_lines(rows.key, (*kept, *more))


def computed_lines(tables: Sequence[Table], rows: Mapping[str, pd.DataFrame], today: dt.date) -> pd.DataFrame:
    """The frame of the table of lines, every figure computed as the workbook's formulas have it."""
    figures = Figures((TodayFigure("aujourdhui", "Aujourd’hui", DATE),))
    grids = (Grid(table.parts[0].name) for table in tables)
    book = Book("analysis", "", tuple(tables), (Sheet(_SHEET, _SHEET, "", (figures, *grids)),))
    held = {table.key: _stored(table, rows[table.key]) for table in tables}
    return evaluate_columns(World(book, Frames(book.by_key, held), today))[LINES]


def _stored(table: Table, rows: pd.DataFrame) -> Columns:
    return Columns({each.key: column_array(rows[each.key], each.kind.type) for each in table.stored}, len(rows))
