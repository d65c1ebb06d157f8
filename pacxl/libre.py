"""What people wrote outside the tables of a plan, told from the workbook's own furniture, and kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pacxl.book import Book
from pacxl.contents import Identity
from pacxl.convert import shown
from pacxl.expr import Type
from pacxl.finding import Finding, Place, address
from pacxl.identity import IDENTITY_SHEET
from pacxl.layout import CARD_LABELS, TOTAL_LABEL
from pacxl.locate import Located
from pacxl.opened import Grid as Cells
from pacxl.opened import Opened
from pacxl.sheet import FOLDED_TEXT, Cover, Figures, Grid, Text, back_text, next_text


@dataclass(frozen=True)
class Outside:
    """The cells of a file that are in no column of a table of the book."""

    libre: list[tuple[str, str, str, str]]
    furniture: int
    findings: list[Finding]


def outside(book: Book, opened: Opened, located: Sequence[Located], identity: Identity, file: str) -> Outside:
    """The free contents of a file, how many cells of furniture stand around them, and a finding a sheet."""
    texts = _texts_of(book) | {identity.company, identity.person, identity.team, identity.period, "—"}
    libre: list[tuple[str, str, str, str]] = []
    findings: list[Finding] = []
    furniture = 0
    for sheet, grid in opened.sheets.items():
        if sheet == IDENTITY_SHEET:
            continue
        here = [found for found in located if found.sheet == sheet]
        cells = {(row, col): value for row, col, value in _cells_outside(grid, here)}
        room = _Room(book, texts, cells, here)
        own = [place for place in cells if not room.furnishes(*place)]
        furniture += len(cells) - len(own)
        libre += [(file, sheet, address(*place), shown(cells[place])) for place in own]
        if own:
            place = Place(file, sheet, address(*own[0]))
            findings.append(Finding("kept-as-libre", place, about={"count": str(len(own))}))
    return Outside(libre, furniture, findings)


def _cells_outside(grid: Cells, located: Sequence[Located]) -> Iterator[tuple[int, int, object]]:
    """The non-blank cells in no known column of a table, header included."""
    covered: dict[int, set[int]] = {}
    for found in located:
        for row in (found.top, *found.rows):
            covered.setdefault(row, set()).update(found.columns.values())
    for row, cells in enumerate(grid):
        if len(cells) == cells.count(""):
            continue
        known = covered.get(row, ())
        for col, value in enumerate(cells):
            if value != "" and col not in known:
                yield row, col, value


@dataclass(frozen=True)
class _Room:
    """A sheet's cells outside its tables, and the texts that its workbook came with."""

    book: Book
    texts: frozenset[str]
    cells: Mapping[tuple[int, int], object]
    located: Sequence[Located]

    def furnishes(self, row: int, col: int) -> bool:
        """Whether a cell is the workbook's own: a text it came with, a total, a figure, the number of a step."""
        value = self.cells[row, col]
        if isinstance(value, str) and value in self.texts:
            return True
        if not isinstance(value, str) and self._is_total(row, col):
            return True
        if isinstance(value, dt.date) and any(self._in_calendar(found, row, col) for found in self.located):
            return True
        above, right = self.cells.get((row - 1, col)), self.cells.get((row, col + 1))
        if above in _figure_labels(self.book, isinstance(value, str)):
            return True
        return not isinstance(value, str) and right in _step_lines(self.book)

    def _is_total(self, row: int, col: int) -> bool:
        return any(row == found.top - 1 and col in found.columns.values() for found in self.located)

    def _in_calendar(self, found: Located, row: int, col: int) -> bool:
        """Whether a cell is a day over the columns of the calendar beside a table."""
        return (
            found.part.name in _with_calendar(self.book) and found.top - 1 <= row <= found.top and col > found.right
        )


@lru_cache(maxsize=64)
def _with_calendar(book: Book) -> frozenset[str]:
    return frozenset(grid.part for grid in book.blocks(Grid) if grid.gantt is not None)


@lru_cache(maxsize=64)
def _texts_of(book: Book) -> frozenset[str]:
    """Every text that the book itself puts on its sheets, outside its tables."""
    texts = {TOTAL_LABEL, *CARD_LABELS, back_text(book.sheets[0].name), FOLDED_TEXT}
    for sheet in book.sheets:
        texts |= {sheet.title, sheet.purpose, next_text(sheet.name)}
    texts |= {line for text in book.blocks(Text) for line, _ in text.lines}
    texts |= {grid.title for grid in book.blocks(Grid)} | {cover.title for cover in book.blocks(Cover)}
    for choices in book.lists:
        texts |= {choices.title, *choices.values}
    return frozenset(texts) | _figure_labels(book, True) | _figure_labels(book, False)


@lru_cache(maxsize=64)
def _figure_labels(book: Book, of_texts: bool) -> frozenset[str]:
    """The labels of the figures that are texts, or of the others."""
    figures = (figure for band in book.blocks(Figures) for figure in band.figures)
    return frozenset(figure.label for figure in figures if (figure.kind.type is Type.TEXT) == of_texts)


@lru_cache(maxsize=64)
def _step_lines(book: Book) -> frozenset[str]:
    return frozenset(line for text in book.blocks(Text) if text.style == "steps" for line, _ in text.lines)
