"""What people wrote outside the tables of a plan, told from the workbook's own furniture, and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
        cells = list(_cells_outside(grid, here))
        values = {(row, col): value for row, col, value in cells}
        own = [(row, col) for row, col, value in cells if not _is_furniture(book, row, col, value, values, texts, here)]
        furniture += len(cells) - len(own)
        libre += [(file, sheet, address(row, col), shown(values[row, col])) for row, col in own]
        if own:
            place = Place(file, sheet, address(*own[0]))
            findings.append(Finding("kept-as-libre", place, f"{len(own)}", {"count": str(len(own))}))
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


def _is_furniture(
    book: Book,
    row: int,
    col: int,
    value: object,
    around: dict[tuple[int, int], object],
    texts: frozenset[str] | set[str],
    located: Sequence[Located],
) -> bool:
    """The workbook's own: a text it came with, a total above a column, a figure under its label, a step's number."""
    if isinstance(value, str):
        return value in texts
    if any(row == found.top - 1 and col in found.columns.values() for found in located):
        return True
    return around.get((row - 1, col)) in _figure_labels(book) or around.get((row, col + 1)) in _step_lines(book)


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
