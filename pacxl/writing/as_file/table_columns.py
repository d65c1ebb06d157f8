"""The columns of an Excel Table that is written: those of the contents, and what its cells hold of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

import numpy as np

from pacxl.compute.contents import Contents
from pacxl.compute.excel_functions import Array
from pacxl.definition.kind import Kind
from pacxl.definition.layout import PlacedTable
from pacxl.definition.signatures import Type

DrawnRows = Mapping[str, Array]  # the columns of some rows, as `excel_functions` has them


def rows_of_table(contents: Contents, placed: PlacedTable) -> DrawnRows:
    """The rows of a table that stand in one of its Excel Tables, column by column."""
    table, part = placed.table, placed.part
    rows = {column.key: contents.world.tables.column(table.key, column.key) for column in table.columns}
    if table.part_key and contents.world.tables.size(table.key):
        here = numbers_of_rows(contents, placed)
        rows = {key: values[here] for key, values in rows.items()}
    if part.others:  # blank, where it is the part's own
        told = rows[table.part_key]
        rows[table.part_key] = np.where(told == part.value, None, told)
    return rows


def numbers_of_rows(contents: Contents, placed: PlacedTable) -> Sequence[int]:
    """Which rows of a table stand in one of its Excel Tables."""
    table, tables, here = placed.table, contents.world.tables, (placed.part.value, *placed.part.others)
    if not table.part_key:
        return range(tables.size(table.key))
    return [row for row, told in enumerate(tables.column(table.key, table.part_key).tolist()) if told in here]


def cell_values_in_table(values: Array, kind: Kind, size: int) -> Iterator[Any]:
    """A column of a table that is drawn, as Python values: text, numbers, dates as serials, None for a blank and for
    spare rows; a stretch at a time, for all would take as much as the file."""
    for start in range(0, len(values), _STRETCH):
        yield from _plain_values(values[start : start + _STRETCH], kind)
    yield from repeat(None, size - len(values))


_STRETCH = 4096  # rows


def _plain_values(values: Array, kind: Kind) -> list[Any]:
    numbers: list[Any] = values.tolist()
    if kind.type is Type.TEXT:
        return numbers  # texts and None
    if kind.whole or kind.type is Type.DATE:
        return [None if math.isnan(number) else int(number) for number in numbers]
    return [None if math.isnan(number) else number for number in numbers]
