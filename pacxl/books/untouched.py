"""What nobody has touched of a plan: the rows that are as a blank plan comes with them, or the whole of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pacxl.books.identity import settings_of
from pacxl.books.pac import pac_blank_rows
from pacxl.compute.columns import column_value, kind_of_column
from pacxl.compute.contents import Contents
from pacxl.compute.excel_functions import Array, excel_blanks
from pacxl.definition.kind import Kind
from pacxl.definition.table import Table
from pacxl.typography import plain_spaces

_AS_BLANK = "blank-in-disguise"  # told of « n.c. »: a person typed it


def is_untouched(plan: Contents) -> bool:
    """Whether nothing is typed in a plan, in its tables or beside them, be it what cannot be read or « n.c. »."""
    if len(plan.libre) or plan.cells.rejected or any(each.code == _AS_BLANK for each in plan.found):
        return False
    typed = (table for table in plan.book.tables if any(column.typed for column in table.columns))
    return not any(touched_rows(plan, table).any() for table in typed)


def touched_rows(plan: Contents, table: Table) -> Array:
    """Which rows of a plan's table have a cell filled in that a blank plan leaves blank, or are unlike any that it
    comes with: an array of bool."""
    tables, key, given = plan.world.tables, table.key, untouched_rows(plan).get(table.key, {})
    left = [
        ~excel_blanks(tables.column(key, each.key)) for each in table.columns if each.typed and each.key not in given
    ]
    says = np.logical_or.reduce(left) if left else np.zeros(tables.size(key), dtype=bool)
    if not given:
        return says
    proposed = set(zip(*([_comparable(value) for value in values] for values in given.values()), strict=True))
    rows = np.flatnonzero(~says)
    columns = [_comparables(tables.column(key, each)[rows], kind_of_column(table, each)) for each in given]
    for row, cells in zip(rows.tolist(), zip(*columns, strict=True), strict=True):
        says[row] = cells not in proposed and any(cell is not None for cell in cells)
    return says


def _comparables(values: Array, kind: Kind) -> list[Any]:
    """A column's cells as they are compared, each distinct one brought to that once."""
    known: dict[Any, Any] = {}
    found = []
    told: Array = np.where(excel_blanks(values), None, values)  # no dictionary finds NaN again
    for value in told.tolist():
        if value not in known:
            known[value] = _comparable(column_value(value, kind))
        found.append(known[value])
    return found


def untouched_rows(plan: Contents) -> Mapping[str, Mapping[str, Sequence[Any]]]:
    """The rows that a plan came with, by table and column; none where nobody knows its settings."""
    settings = settings_of(plan.book)
    return pac_blank_rows(settings) if settings else {}


def _comparable(value: Any) -> Any:
    """A proposed cell, or one that was read, as they are compared: nothing is None, a day a day, a space a space."""
    if isinstance(value, str):
        return plain_spaces(value) or None
    return value.date() if hasattr(value, "hour") else value
