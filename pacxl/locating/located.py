"""A table that was found in a file: where it stands, and which of its rows are rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from typing import Literal as OneOf

from pacxl.definition.kind import LONG
from pacxl.definition.signatures import Type
from pacxl.definition.table import Part, Table
from pacxl.excel import Spot
from pacxl.formats.opened import Area, Opened
from pacxl.locating.headers import Header

FoundBy = OneOf["name", "headers", "rest", "own"]


@dataclass(frozen=True)
class Located:
    """A part of a table, found: its sheet, its header's row, its rows of data, its columns by key. From 0.

    `how` it was found: by its `name`, by its `headers`, as the `rest` of a table that stands elsewhere, or as a table
    of somebody's `own` making. `last` is the last row of its Excel Table, if it is one. Of its rows, some are `below`
    that. Its `totals` and `repeats` (of its header) are no rows of it; `uncounted` are the cells of its rows that
    count for nothing, as sums of other rows, each with the code of the finding that tells why. `above` are the cells
    of a header's upper line, `unknown` the texts beside its headers. `spread` are the values that merged cells give
    to the rows they cover, by row and column.
    """

    table: Table
    part: Part
    sheet: str
    top: int
    headers: tuple[Header, ...]
    how: FoundBy = "headers"
    last: int | None = None
    rows: tuple[int, ...] = ()
    below: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    repeats: tuple[int, ...] = ()
    uncounted: Mapping[Spot, str] = field(default_factory=dict)
    above: tuple[tuple[int, int], ...] = ()
    unknown: Mapping[int, str] = field(default_factory=dict)
    spread: Mapping[tuple[int, int], Any] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, int]:
        return {header.key: header.col for header in self.headers}

    @cached_property
    def left(self) -> int:
        return min(header.col for header in self.headers)

    @cached_property
    def right(self) -> int:
        return max(header.col for header in self.headers)


def with_merged(found: Located, opened: Opened) -> Located:
    """The table with what merged cells say to the rows they cover, where these hold something of their own."""
    grid, rows = opened.sheets[found.sheet], set(found.rows)
    stored = [col for key, col in found.columns.items() if not found.table.by_key[key].computed]
    keys = {found.columns[key] for key in key_columns(found.table) if key in found.columns}
    spread: dict[tuple[int, int], Any] = {}
    for area in merged_in(found, opened):
        value = grid[area.top][area.left]
        for row in range(area.top + 1, area.bottom + 1):
            if area.left in keys and value != "" and row in rows and any(grid[row][col] != "" for col in stored):
                spread[row, area.left] = value
    return replace(found, spread=spread) if spread else found


def merged_in(found: Located, opened: Opened) -> list[Area]:
    """The merged ranges that touch a table's rows, within its columns."""
    extras = opened.extras.get(found.sheet)
    if extras is None or not extras.merged or not found.rows:
        return []
    first, last = found.rows[0], found.rows[-1]
    return [
        area
        for area in extras.merged
        if first <= area.bottom and area.top <= last and area.left <= found.right and found.left <= area.right
    ]


def key_columns(table: Table) -> list[str]:
    """The columns that say which row it is, not how much nor how: short texts and choices."""
    return [c.key for c in table.columns if not c.computed and c.kind.type is Type.TEXT and c.kind != LONG]
