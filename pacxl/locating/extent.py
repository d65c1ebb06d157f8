"""How far a table reaches under its header: its rows, and the rows among them that are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from pacxl.a1 import Spot, runs_of
from pacxl.formats.opened import CellGrid, Opened
from pacxl.french.header_text import plain_header
from pacxl.locating.added_up import Formulas, added_up
from pacxl.locating.located import UNTICKED, Located


def table_in_its_extent(found: Located, opened: Opened, end: int, formulas: Formulas) -> Located:
    """A table in its extent: with the rows under its header that are its own, up to the row `end`, which is not.

    Some of them are below its Excel Table; those that add others up, or repeat its header, are no rows of it.
    """
    grid, filled = opened.sheets[found.sheet], opened.filled[found.sheet]
    first, last = found.top + 1, found.last
    inside = [] if last is None else list(range(first, min(last + 1, end)))
    start = first if last is None else last + 1
    open_ended = found.table.spare or found.table.extended or last is None
    under = list(_under(found, opened, start, end)) if open_ended else []
    rows = [*inside, *under]
    repeats = tuple(_repeats(found, grid, [row for row in rows if row in filled]))
    own = [row for row in rows if row not in repeats] if repeats else rows
    sums = added_up(found, opened, own, formulas)
    totals = set(sums.totals)
    kept = tuple(row for row in own if row not in totals) if totals else tuple(own)
    below = tuple(row for row in under if row not in totals and row not in repeats) if last is not None else ()
    return replace(
        found,
        rows=kept,
        below=below,
        totals=sums.totals,
        repeats=repeats,
        uncounted=dict.fromkeys(sums.cells, "sum-not-counted")
        | dict.fromkeys(_unticked(found, grid, [row for row in kept if row in filled]), UNTICKED),
    )


def _unticked(found: Located, grid: CellGrid, rows: Sequence[int]) -> list[Spot]:
    """The cells of the rows that hold nothing but FALSE, as boxes that nobody ticked do: such a row is none."""
    stored = [found.columns[column.key] for column in found.table.stored if column.key in found.columns]
    cells: list[Spot] = []
    for row in rows:
        if False in grid[row]:  # or 0
            filled = [col for col in stored if grid[row][col] != ""]
            if all(grid[row][col] is False for col in filled):
                cells += ((row, col) for col in filled)
    return cells


# --- rows that are under it -------------------------------------------------------------------------------


def _under(found: Located, opened: Opened, start: int, end: int) -> Iterator[int]:
    """The rows right under it; then, over a gap, those that are filled in as its own are.

    What stands first under a mere header is its table's, gap or not."""
    grid, filled = opened.sheets[found.sheet], opened.filled[found.sheet]
    stored = [found.columns[column.key] for column in found.table.stored if column.key in found.columns]
    below = (row for row in filled if start <= row < end)
    filled_in = (row for row in below if any(grid[row][col] != "" for col in stored))
    after, adjoins = start, True
    for first, last in runs_of(filled_in):
        if first > after:
            if not found.table.spare:
                return  # a closed table ends at its first blank row
            adjoins = adjoins and found.last is None
        each, after = range(first, last + 1), last + 1
        if found.table.extended and found.last is not None:
            yield from takewhile(lambda row: _is_one_more(found, grid[row]), each)
            return
        if adjoins or any(_is_like_a_row(found, grid[row], stored) for row in each):
            yield from each
        adjoins = False


def _is_like_a_row(found: Located, cells: Sequence[Any], stored: Sequence[int]) -> bool:
    """Whether a row over a gap is one of the table's: proposed, computed, or filled in and not only with words."""
    if any(found.came_with(cells[col]) for col in stored):
        return True
    if any(cells[col] != "" for key, col in found.columns.items() if found.table.by_key[key].computed):
        return True
    typed = [cells[col] for col in stored if cells[col] != ""]
    return len(typed) > 1 and (found.last is None or any(not isinstance(value, str) for value in typed))


def _is_one_more(found: Located, cells: Sequence[Any]) -> bool:
    """Whether a row right under a table says which it is, as its own rows do, and more."""
    keys = [column.key for column in found.table.stored if column.key in found.columns]
    filled = [key for key in keys if cells[found.columns[key]] != ""]
    leads = [column.key for column in found.table.columns[: found.table.leads]]
    return len(filled) > len(leads) and set(leads) <= set(filled)


# --- rows that are none -----------------------------------------------------------------------------------


def _repeats(found: Located, grid: CellGrid, rows: Sequence[int]) -> Iterator[int]:
    """Those of some rows that are the header, once more (for a second page)."""
    first, text = found.headers[0].col, plain_header(found.headers[0].text)
    for row in rows:
        cell = grid[row][first]
        if type(cell) is str and cell and plain_header(cell) == text:
            cells = grid[row]
            same = sum(_says(cells[header.col], header.text) for header in found.headers)
            if same > 1 and same >= sum(cells[header.col] != "" for header in found.headers) * 0.6:
                yield row


def _says(cell: Any, text: str) -> bool:
    return isinstance(cell, str) and cell != "" and plain_header(cell) == plain_header(text)
