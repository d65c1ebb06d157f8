"""The merged cells of a table that was found, and what they say to the rows they cover."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pacxl.definition.kind import LONG
from pacxl.definition.signatures import Type
from pacxl.definition.table import Table
from pacxl.formats.opened import Area, Opened
from pacxl.locating.located import Located


def with_merged(found: Located, opened: Opened) -> Located:
    """The table with what merged cells say to the rows they cover, where these hold something of their own."""
    grid, rows = opened.sheets[found.sheet], set(found.rows)
    stored = [col for key, col in found.columns.items() if not found.table.by_key[key].computed]
    keys = {found.columns[key] for key in key_columns(found.table) if key in found.columns}
    spread: dict[tuple[int, int], Any] = {}
    for area in merged_in(found, opened):
        value = opened.shown(found.sheet, area.top, area.left) if area.left in keys else ""
        for row in range(area.top + 1, area.bottom + 1):
            if value != "" and row in rows and any(grid[row][col] != "" for col in stored):
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
    """The columns whose merged cells hold for each row: they say which row it is (short texts and choices)."""
    return [c.key for c in table.columns if not c.computed and c.kind.type is Type.TEXT and c.kind != LONG]
