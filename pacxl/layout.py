"""Where everything stands on the sheets: rows and columns count from 0, as in the file's own libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pacxl.book import Book
from pacxl.sheet import Block, Card, Chart, Figures, Grid, Sheet, Text
from pacxl.table import Choices, Part, Table

TITLE_ROW, PURPOSE_ROW, LINK_ROW, FIRST_ROW = 0, 1, 2, 4
LEFT = 1  # the first column is a margin
GAP = 2  # blank rows between blocks, or a blank column between blocks that stand side by side
OPEN_CELLS = 12  # blank cells under an open list, for people's own choices
LINKS_ACROSS = 3
CARD_LABELS = {"Entreprise": "company", "Commercial": "person", "Équipe": "team", "Période": "period"}
TOTAL_LABEL = "Total"


@dataclass(frozen=True)
class PlacedTable:
    """An Excel Table: its header's row, its first column, its rows of data (at least one, as Excel wants)."""

    table: Table
    part: Part
    top: int
    left: int
    rows: int
    filled: int

    @property
    def first(self) -> int:
        return self.top + 1

    @property
    def last(self) -> int:
        return self.top + self.rows

    @property
    def right(self) -> int:
        return self.left + len(self.table.columns) - 1

    @property
    def is_empty(self) -> bool:
        """Whether it has no row and none to come: the one that it shows is there because Excel wants one."""
        return not self.filled and not self.table.spare

    @property
    def has_totals(self) -> bool:
        return any(column.total is not None for column in self.table.columns)


@dataclass(frozen=True)
class PlacedBlock:
    """Any other block, by its top left cell."""

    block: Card | Figures | Text | Chart
    top: int
    left: int


@dataclass(frozen=True)
class PlacedList:
    """A list of choices: its title's row, its column, and how many cells its name covers."""

    choices: Choices
    top: int
    left: int
    cells: int


@dataclass(frozen=True)
class PlacedSheet:
    sheet: Sheet
    tables: tuple[PlacedTable, ...]
    blocks: tuple[PlacedBlock, ...]
    lists: tuple[PlacedList, ...]

    @property
    def frozen(self) -> PlacedTable | None:
        """The table whose header stays in sight: that of a sheet with no other table and no card above it."""
        cards = any(isinstance(placed.block, (Card, Chart)) for placed in self.blocks)
        return self.tables[0] if len(self.tables) == 1 and not cards and not self.sheet.across else None


def lay_out(book: Book, frames: Mapping[str, pd.DataFrame]) -> tuple[PlacedSheet, ...]:
    """Every sheet of a book, with room for its rows and its spare rows."""
    sizes = _sizes(book, frames)
    return tuple(_place(book, sheet, sizes) for sheet in book.sheets)


def _sizes(book: Book, frames: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """Excel Table → its rows of contents."""
    sizes = {}
    for table in book.tables:
        frame = frames[table.key]
        counts: dict[Any, int] = frame[table.part_key].value_counts().to_dict() if table.part_key else {}
        for part in table.parts:
            sizes[part.name] = counts.get(part.value, 0) if table.part_key else len(frame)
    return sizes


def _place(book: Book, sheet: Sheet, sizes: dict[str, int]) -> PlacedSheet:
    tables: list[PlacedTable] = []
    blocks: list[PlacedBlock] = []
    row, col = FIRST_ROW, LEFT
    for block in sheet.blocks:
        height, width = 1, 1
        if isinstance(block, Grid):
            table, part = book.part_table[block.part]
            placed = _place_table(table, part, row, col, sizes[part.name])
            tables.append(placed)
            height, width = placed.last + 1 - row, len(table.columns)
        else:
            blocks.append(PlacedBlock(block, row, col))
            height = _height(block)
        if sheet.across:
            col += width + 1
        else:
            row += height + (1 if isinstance(block, Figures) else GAP)
    return PlacedSheet(sheet, tuple(tables), tuple(blocks), tuple(_lists(book, sheet, row, col)))


def _place_table(table: Table, part: Part, row: int, col: int, filled: int) -> PlacedTable:
    totals = any(column.total is not None for column in table.columns)
    return PlacedTable(table, part, row + totals, col, max(1, filled + table.spare), filled)


def _height(block: Block) -> int:
    match block:
        case Card():
            return 2
        case Figures():
            return 2
        case Text(lines, style):
            return -(-len(lines) // LINKS_ACROSS) if style == "links" else len(lines)
        case Chart():
            return block.rows
    return 1


def _lists(book: Book, sheet: Sheet, row: int, col: int) -> Iterator[PlacedList]:
    if sheet.name != book.list_sheet:
        return
    opened = {column.choices for table in book.tables for column in table.columns if column.open_list}
    for choices in book.lists:
        cells = len(choices.values) + (OPEN_CELLS if choices.key in opened else 0)
        yield PlacedList(choices, row, col, max(1, cells))
        col += 2
