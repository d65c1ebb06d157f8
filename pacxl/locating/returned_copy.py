"""A copy that returns: the marks that pacxl left in it when it was sent back, and how they are told by now.

A sheet, notes, colours: none of them is the person's, and what the person writes among them is. The rooms that put
them there and the rooms that read both go by this page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Any

from pacxl.findings.entry import Lang
from pacxl.formats.opened import CellGrid

SHEET_NAME: dict[Lang, str] = {"fr": "À corriger", "en": "To mend"}
SHEET_MARK = "pacxl:a-corriger:1"  # in a cell of the sheet's first row, where no one sees it; 1 is its lay-out
HEADER_ROW = 7  # from 0; the list stands under it


class ListCol(IntEnum):
    """The columns of the sheet's list, from 0."""

    NUMBER = 1
    SEVERITY = 2
    SHEET = 3
    CELL = 4
    COLUMN = 5
    VALUE = 6
    MESSAGE = 7
    REMEDY = 8
    ANSWER = 9  # left blank, for the person
    SPOT = 10  # hidden: the cell that was coloured
    FILL = 11  # hidden: the fill it had before


ANSWERS: dict[Lang, str] = {"fr": "Vos réponses de la fois précédente", "en": "Your answers of the last time"}
NOTE_AUTHOR = "pacxl"
NOTE_START: dict[Lang, str] = {"fr": "— pacxl\u00a0: à corriger —", "en": "— pacxl: to mend —"}
NOTE_END = "— pacxl —"
_NOTE = re.compile(r"\s*— pacxl[ \u00a0]?:[^\n\r]*—\r?\n.*?— pacxl —[ \t]*\r?\n?", re.DOTALL)


def is_mending_sheet(grid: CellGrid) -> bool:
    """Whether a sheet of a returned copy is the one that pacxl put there, whatever it is called by now."""
    return bool(grid) and SHEET_MARK in grid[0]


def cells_of_returned_copy(grid: CellGrid) -> Iterator[tuple[int, int, Any]]:
    """What the person wrote on that sheet of a returned copy, as (row, column, value) from 0: answers, remarks."""
    for row, cells in enumerate(grid):
        ours = _columns(row, cells)
        for col, value in enumerate(cells):
            if value != "" and col not in ours and value not in ANSWERS.values():
                yield row, col, value


def _columns(row: int, cells: Sequence[Any]) -> frozenset[int]:
    """The columns of a row that pacxl fills: the title's, the header's, those of a line of the list."""
    if row < HEADER_ROW:
        return frozenset({0, ListCol.NUMBER})
    if row == HEADER_ROW:
        return frozenset(ListCol)
    listed = len(cells) > ListCol.NUMBER and isinstance(cells[ListCol.NUMBER], int | float)
    return frozenset(ListCol) - {ListCol.ANSWER} if listed else frozenset()


def notes_of_returned_copy(text: str) -> Iterator[tuple[int, int]]:
    """Where pacxl's own words stand in a note of a returned copy: from their first character to after the last."""
    return (found.span() for found in _NOTE.finditer(text))


def note_of_returned_copy(text: str) -> str:
    """A note of a returned copy without pacxl's own words: "" where there is nothing else."""
    return _NOTE.sub("", text).strip()


ERROR_FILL, WARNING_FILL = "F9D5CE", "FCE9B9"  # of the cells in question, and of no other
