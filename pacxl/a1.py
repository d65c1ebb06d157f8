"""Cells in A1 notation: the letters of a column, the address of a cell, ranges, a sheet’s name in a reference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from pacxl.excel import COLUMNS, ROWS

Spot = tuple[int, int]  # row and column, from 0
REFERENCE = re.compile("[A-Za-z]{1,3}[1-9][0-9]{0,6}")
AREA = re.compile(f"({REFERENCE.pattern})(?::({REFERENCE.pattern}))?")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::.*)?")


@cache
def column_letters(col: int) -> str:
    """The letters of a column in A1 notation, from 0: `A`, `Z`, `AA`."""
    text, rest = "", col + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        text = chr(65 + letter) + text
    return text


def column_number(text: str) -> int:
    """The number of a column, from 0, by its letters in A1 notation."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(row: int, col: int, *, row_abs: bool = False, col_abs: bool = False) -> str:
    """A cell's address in A1 notation, from positions that count from 0; `$` before what is absolute."""
    return f"{'$' * col_abs}{column_letters(col)}{'$' * row_abs}{row + 1}"


def cell_position(reference: str) -> Spot:
    """The row and column of a cell's address in A1 notation, from 0: `B5` is (4, 1)."""
    name = reference.rstrip("0123456789")
    return int(reference[len(name) :]) - 1, column_number(name)


def place_of_a1(cell: str) -> Spot | None:
    """The place of a cell in A1 notation (of a range, its first cell); None if no sheet has it."""
    found = _ADDRESS.fullmatch(cell.strip())
    if found is None:
        return None
    row, col = int(found[2]) - 1, column_number(found[1])
    return (row, col) if 0 <= row < ROWS and col < COLUMNS else None


def runs_of(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The runs of rows or columns that make a range: numbers that follow each other, as (first, last)."""
    ordered = sorted(numbers)
    if ordered:
        ends = [before for before, after in pairwise(ordered) if after != before + 1] + [ordered[-1]]
        starts = [ordered[0]] + [after for before, after in pairwise(ordered) if after != before + 1]
        yield from zip(starts, ends, strict=True)


def a1_ranges(cells: Iterable[Spot]) -> Iterator[str]:
    """Cells as ranges, in A1 notation: those of neighbouring columns that have the same rows together."""
    by_col: dict[int, list[int]] = {}
    for row, col in cells:
        by_col.setdefault(col, []).append(row)
    blocks: dict[tuple[int, int], list[int]] = {}
    for col, rows in by_col.items():
        for stretch in runs_of(rows):
            blocks.setdefault(stretch, []).append(col)
    for (top, bottom), cols in sorted(blocks.items()):
        for left, right in runs_of(cols):
            one = top == bottom and left == right
            yield address(top, left) if one else f"{address(top, left)}:{address(bottom, right)}"


def quoted_sheet(sheet: str) -> str:
    """A sheet's name as a reference in A1 notation writes it."""
    return "'" + sheet.replace("'", "''") + "'"
