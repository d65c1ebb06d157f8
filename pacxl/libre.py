"""What people wrote outside the tables of a plan, told from the workbook's own furniture, and kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pacxl.book import Book
from pacxl.contents import Identity
from pacxl.convert import shown
from pacxl.finding import Finding, Place, address
from pacxl.identity import IDENTITY_SHEET
from pacxl.layout import CARD_LABELS, TOTAL_LABEL
from pacxl.locate import Located
from pacxl.opened import Grid, Opened
from pacxl.sheet import Figures, Text, back_text


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


def _cells_outside(grid: Grid, located: Sequence[Located]) -> Iterator[tuple[int, int, object]]:
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
        if isinstance(value, str):
            return value in self.texts
        if any(row == found.top - 1 and col in found.columns.values() for found in self.located):
            return True
        above, right = self.cells.get((row - 1, col)), self.cells.get((row, col + 1))
        return above in _figure_labels(self.book) or right in _step_lines(self.book)


@lru_cache(maxsize=64)
def _texts_of(book: Book) -> frozenset[str]:
    """Every text that the book itself puts on its sheets, outside its tables."""
    texts = {TOTAL_LABEL, *CARD_LABELS, back_text(book.sheets[0].name)}
    for sheet in book.sheets:
        texts |= {sheet.title, sheet.purpose}
        for block in sheet.blocks:
            if isinstance(block, Text):
                texts |= {line for line, _ in block.lines}
    for choices in book.lists:
        texts |= {choices.title, *choices.values}
    return frozenset(texts) | _figure_labels(book)


@lru_cache(maxsize=64)
def _figure_labels(book: Book) -> frozenset[str]:
    blocks = (block for sheet in book.sheets for block in sheet.blocks if isinstance(block, Figures))
    return frozenset(figure.label for block in blocks for figure in block.figures)


@lru_cache(maxsize=64)
def _step_lines(book: Book) -> frozenset[str]:
    blocks = (block for sheet in book.sheets for block in sheet.blocks if isinstance(block, Text))
    return frozenset(line for block in blocks if block.style == "steps" for line, _ in block.lines)
