"""How far a table reaches under its header: its rows, and the rows among them that are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from pacxl.definition.table import Table
from pacxl.formats.opened import Grid
from pacxl.french.text import fold, plain
from pacxl.locating.headers import Header


@dataclass(frozen=True)
class SearchArea:
    """Where to look: a sheet's cells, the recognised headers, the rows from `first` to before `end`.

    The Excel Table goes down to `last`, if there is one (else `last` is None). `known` are the texts that proposed
    rows begin with.
    """

    table: Table
    grid: Grid
    headers: Sequence[Header]
    first: int
    end: int
    last: int | None = None
    known: Collection[str] = ()

    @cached_property
    def columns(self) -> dict[str, int]:
        return {header.key: header.col for header in self.headers}

    @cached_property
    def width(self) -> slice:
        """Its columns, and the one before them, where a total may be announced."""
        return slice(max(0, min(self.columns.values()) - 1), max(self.columns.values()) + 1)


@dataclass(frozen=True)
class Extent:
    """The rows of a table (blank ones too); those of them `below` its Excel Table; those that add others up, and
    those that repeat its header: neither are rows of it."""

    rows: tuple[int, ...]
    below: tuple[int, ...]
    totals: tuple[int, ...]
    repeats: tuple[int, ...]


def extent(area: SearchArea) -> Extent:
    """The rows under a header, as far as they are the table's."""
    inside = [] if area.last is None else list(range(area.first, min(area.last + 1, area.end)))
    start = area.first if area.last is None else area.last + 1
    under = list(_under(area, start)) if area.table.spare or area.last is None else []
    rows = [*inside, *under]
    repeats = [row for row in rows if _repeats(area, row)]
    totals = [row for row in rows if row not in repeats and _adds_up(area, row)]
    kept = [row for row in rows if row not in repeats and row not in totals]
    below = [row for row in under if row in kept] if area.last is not None else []
    return Extent(tuple(kept), tuple(below), tuple(totals), tuple(repeats))


# --- rows that are under it -------------------------------------------------------------------------------


def _under(area: SearchArea, start: int) -> Iterator[int]:
    """The rows right under it; then, over a gap, those that are filled in as its own are.

    What stands first under a mere header is its table's, gap or not."""
    stored = [area.columns[column.key] for column in area.table.stored if column.key in area.columns]
    rows = range(start, area.end)
    blocks = groupby(rows, key=lambda row: any(area.grid[row][col] != "" for col in stored))
    adjoins = True
    for filled, block in blocks:
        if not filled:
            if not area.table.spare:
                return  # a closed table ends at its first blank row
            adjoins = adjoins and area.last is None
            continue
        each = list(block)
        if adjoins or any(_is_like_a_row(area, row, stored) for row in each):
            yield from each
        adjoins = False


def _is_like_a_row(area: SearchArea, row: int, stored: Sequence[int]) -> bool:
    """Whether a row over a gap is one of the table's: proposed, computed, or filled in and not only with words."""
    cells = area.grid[row]
    if area.known and any(cells[col] in area.known for col in stored):
        return True
    if any(cells[col] != "" for key, col in area.columns.items() if area.table.by_key[key].computed):
        return True
    typed = [cells[col] for col in stored if cells[col] != ""]
    return len(typed) > 1 and (area.last is None or any(not isinstance(value, str) for value in typed))


# --- rows that are none -----------------------------------------------------------------------------------


def _repeats(area: SearchArea, row: int) -> bool:
    """Whether a row is the header, once more (for a second page)."""
    cells = area.grid[row]
    first = area.headers[0]
    if not _says(cells[first.col], first.text):
        return False
    same = sum(_says(cells[header.col], header.text) for header in area.headers)
    return same > 1 and same >= sum(cells[header.col] != "" for header in area.headers) * 0.6


def _says(cell: Any, text: str) -> bool:
    return isinstance(cell, str) and cell != "" and plain(cell) == plain(text)


_TOTAL = re.compile(
    r"(?:sous[- ]?)?tota(?:l|ux)(?: general| generaux| partiel| ht| ttc| (?:de|des|du|par|pour) .*| d'.*)?\s*[:=]?"
)


def _adds_up(area: SearchArea, row: int) -> bool:
    """Whether a row is a total: it says so, and there is nothing else in it but numbers."""
    cells = area.grid[row][area.width]
    label = next((cell for cell in cells if type(cell) is str and ("ota" in cell or "OTA" in cell)), None)
    if label is None or not _TOTAL.fullmatch(fold(label)) or label in area.known:
        return False
    words = [area.grid[row][col] for key, col in area.columns.items() if not area.table.by_key[key].computed]
    return not any(isinstance(cell, str) and cell not in ("", label) and not _has_digits(cell) for cell in words)


def _has_digits(text: str) -> bool:
    return any(map(str.isdigit, text))
