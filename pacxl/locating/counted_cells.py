"""What the cells of a table count for where that is not what they hold: merged cells, words that are crossed out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pacxl.a1 import Spot
from pacxl.definition.kind import LONG
from pacxl.definition.signatures import Type
from pacxl.definition.table import Table
from pacxl.formats.opened import Area, Opened, StruckText
from pacxl.locating.located import Located


def with_counted(found: Located, opened: Opened) -> Located:
    """The table with what merged cells say to the rows they cover, and what is left of cells without the words that
    are crossed out."""
    spread = _merged(found, opened) | {spot: struck.left for spot, struck in struck_in(found, opened).items()}
    return replace(found, spread=spread) if spread else found


def struck_in(found: Located, opened: Opened, kept: bool = False) -> dict[Spot, StruckText]:
    """The typed cells of a table's rows of which some words are crossed out; `kept`: of long texts, that are read
    with them (what is done is crossed out there)."""
    words = opened.extras[found.sheet].struck_words if found.sheet in opened.extras else {}
    columns = {col: found.table.by_key[key] for key, col in found.columns.items()} if words else {}
    typed = {col for col, column in columns.items() if not column.computed and (column.kind == LONG) == kept}
    return {spot: struck for spot, struck in words.items() if spot[1] in typed and spot[0] in found.rows}


def _merged(found: Located, opened: Opened) -> dict[Spot, Any]:
    """What merged cells say to the rows they cover, where these hold something of their own."""
    grid, rows = opened.sheets[found.sheet], set(found.rows)
    stored = [col for key, col in found.columns.items() if not found.table.by_key[key].computed]
    keys = {found.columns[key] for key in key_columns(found.table) if key in found.columns}
    spread: dict[Spot, Any] = {}
    for area in merged_in(found, opened):
        value = opened.shown(found.sheet, area.top, area.left) if area.left in keys else ""
        for row in range(area.top + 1, area.bottom + 1):
            if value != "" and row in rows and any(grid[row][col] != "" for col in stored):
                spread[row, area.left] = value
    return spread


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
