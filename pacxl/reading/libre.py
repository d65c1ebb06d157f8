"""What people wrote outside the tables of a plan, told from the workbook's own furniture, and kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pacxl.a1 import Spot, address, column_letters
from pacxl.books.identity import IDENTITY_SHEET
from pacxl.compute.contents import Identity
from pacxl.compute.tally import CLASSEUR, LIBRE, Tallied
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr
from pacxl.definition.kind import MONEY, shown
from pacxl.definition.layout import CARD_LABELS, TITLE_ROW, sentence_cells
from pacxl.definition.sheet import (
    Cover,
    Figures,
    Grid,
    Sentence,
    Sheet,
    Text,
    Tiles,
    drawn,
    sheet_back_link,
    sheet_next_link,
    text_under_heading,
)
from pacxl.definition.signatures import Type
from pacxl.definition.text_expr import text_pattern
from pacxl.excel import NoValue
from pacxl.findings.finding import Finding, Place
from pacxl.formats.number_format import number_format_face
from pacxl.formats.opened import CellGrid, Opened, ShownNumber, filled_rows
from pacxl.locating.located import Located
from pacxl.locating.returned_copy import cells_of_returned_copy, is_mending_sheet, note_of_returned_copy
from pacxl.reading.cell_numbers import number_of_cell, numbers_of_no_table
from pacxl.reading.outcome import format_changes_no_outcome
from pacxl.typography import plain_spaces

LibreRow = tuple[str, str, str, str, str]  # file, sheet, cell, nature, value
CELL, NOTE, TEXT_BOX = "cellule", "note", "zone de texte"


@dataclass(frozen=True)
class Outside:
    """What a file holds in no column of a table of the book: people's own, and how many cells are furniture."""

    libre: list[LibreRow]
    furniture: int
    findings: list[Finding]
    numbers: list[Tallied]


def libre_cells(book: Book, opened: Opened, located: Sequence[Located], identity: Identity, file: str) -> Outside:
    """The free contents of a file, how many cells of furniture stand around them, and a finding a sheet."""
    shown = map(identity.shown, CARD_LABELS.values())
    owner = frozenset(map(plain_spaces, (*shown, identity.period, "—")))
    libre, findings, furniture, numbers = list[LibreRow](), list[Finding](), 0, list[Tallied]()
    for sheet, grid in opened.sheets.items():
        if sheet != IDENTITY_SHEET:
            here = [found for found in located if found.sheet == sheet]
            cells = {(row, col): value for row, col, value in _cells_outside(grid, here)}
            mine = _own_cells(book, owner, (sheet, grid), here, cells)
            own = [(address(*place), CELL, _as_seen(opened.shown(sheet, *place))) for place in mine]
            furniture += len(cells) - len(own)
            numbers += _numbers(file, sheet, cells, frozenset(mine))
            for code, rows in (("kept-as-libre", own), *_own_extras(book, sheet, opened)):
                libre += [(file, sheet, *row) for row in rows]
                if rows:
                    findings.append(Finding(code, Place(file, sheet, rows[0][0]), about={"count": str(len(rows))}))
    return Outside(libre, furniture, findings, numbers)


def _as_seen(cell: object) -> str:
    """A cell as its author sees it; with its number beside it, if it shows a rounded one. Euros are the number."""
    if not isinstance(cell, ShownNumber):
        return shown(cell)
    number, seen = shown(cell.number), number_format_face(cell.code, cell.number)
    if "€" in seen.before + seen.after and format_changes_no_outcome(cell.code, MONEY):
        return number
    return f"{cell} ({number})" if seen.rounded else str(cell)


def _own_cells(
    book: Book,
    owner: frozenset[str],
    sheet: tuple[str, CellGrid],
    here: Sequence[Located],
    cells: Mapping[Spot, object],
) -> list[Spot]:
    """Where people's own cells are, of those of a sheet that are in no table; the others are the workbook's."""
    name, grid = sheet
    if is_mending_sheet(grid):
        return [(row, col) for row, col, _ in cells_of_returned_copy(grid)]
    room = _Room(book, _homes(book, name, grid, here), owner, cells, here)
    return [place for place in cells if not room.furnishes(*place)]


def _numbers(file: str, sheet: str, cells: Mapping[Spot, object], own: frozenset[Spot]) -> Iterator[Tallied]:
    """The numbers that stand outside the tables: people's own, and the workbook's."""
    found: dict[tuple[int, str], list[float]] = {}
    for place, cell in cells.items():
        if type(cell) is not str and (number := number_of_cell(cell)) == number:
            found.setdefault((place[1], LIBRE if place in own else CLASSEUR), []).append(number)
    for (col, fate), numbers in found.items():
        yield numbers_of_no_table(file, sheet, column_letters(col), fate, numbers)


def _own_extras(book: Book, sheet: str, opened: Opened) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """People's own notes and text boxes on a sheet."""
    extras = opened.extras.get(sheet)
    if extras is not None:
        notes = [(address(note.row, note.col), NOTE, note_of_returned_copy(note.text)) for note in extras.notes]
        yield "note-kept", [note for note in notes if plain_spaces(note[2]) not in _helps(book)]
        yield "text-box-kept", [("", TEXT_BOX, text) for text in extras.texts]


@lru_cache(maxsize=64)
def _helps(book: Book) -> frozenset[str]:
    """The notes that a workbook comes with, on its headers."""
    return frozenset(plain_spaces(column.help.strip()) for table in book.tables for column in table.columns) | {""}


def _cells_outside(grid: CellGrid, located: Sequence[Located]) -> Iterator[tuple[int, int, object]]:
    """The non-blank cells in no known column of a table, header included."""
    covered: dict[int, set[int]] = {}
    for found in located:
        for row in (found.top, *found.rows):
            covered.setdefault(row, set()).update(found.columns.values())
    for row, cells in filled_rows(grid):
        known = covered.get(row, ())
        for col, value in enumerate(cells):
            if value != "" and col not in known:
                yield row, col, value


def _homes(book: Book, sheet: str, grid: CellGrid, here: Sequence[Located]) -> frozenset[str]:
    """The sheets of the book that a sheet of the file is, by its name, its tables or its title: none for people's."""
    names = {sheet} | {found.part.sheet for found in here}
    titles = {_plain(cell) for cells in grid[: TITLE_ROW + 2] for cell in cells[:3]}
    return frozenset(each.name for each in book.sheets if each.name in names or _plain(each.title) in titles)


@dataclass(frozen=True)
class _Room:
    """A sheet's cells outside its tables; the sheets of the book that it is (`homes`), whose texts it came with."""

    book: Book
    homes: frozenset[str]
    owner: frozenset[str]
    cells: Mapping[tuple[int, int], object]
    located: Sequence[Located]

    def furnishes(self, row: int, col: int) -> bool:
        """Whether a cell is the workbook's own: a text it came with, a total, a figure, the number of a step."""
        value = _plain(self.cells[row, col])
        if any(self._is_header(found, row, col) for found in self.located):
            return True
        if not self.homes:
            return False
        if isinstance(value, str) and (value in _texts_of(self.book, self.homes) or value in self.owner):
            return True
        if isinstance(value, str) and value and _sentences(self.book, self.homes).fullmatch(value):
            return True
        if not isinstance(value, str) and self._is_total(row, col):
            return True
        if isinstance(value, NoValue) and (row, col) in self._sentence_cells:
            return True
        if isinstance(value, dt.date) and any(self._in_calendar(found, row, col) for found in self.located):
            return True
        above, right, left = (
            _plain(self.cells.get(spot)) for spot in ((row - 1, col), (row, col + 1), (row, col - 1))
        )
        of_texts = (True, False) if isinstance(value, NoValue) else (isinstance(value, str),)
        if any(above in _figure_labels(self.book, self.homes, each) for each in of_texts):
            return True
        if any(left in _tile_labels(self.book, self.homes, each) for each in of_texts):
            return True
        return not isinstance(value, str) and right in _step_lines(self.book)

    @cached_property
    def _sentence_cells(self) -> frozenset[tuple[int, int]]:
        rows = frozenset((found.part.name, len(found.rows)) for found in self.located)
        sheets = _sheets(self.book, self.homes)
        return frozenset(cell for sheet in sheets for cell in sentence_cells(self.book, sheet, rows))

    def _is_header(self, found: Located, row: int, col: int) -> bool:
        """Whether a cell is the upper line of a header, or of the same header once more."""
        return (row, col) in found.above or (row in found.repeats and col in found.columns.values())

    def _is_total(self, row: int, col: int) -> bool:
        return any(
            found.top - len(found.table.lines_above) <= row < found.top and col in found.columns.values()
            for found in self.located
        )

    def _in_calendar(self, found: Located, row: int, col: int) -> bool:
        """Whether a cell is a day over the columns of the calendar beside a table."""
        return (
            found.part.name in _with_calendar(self.book) and found.top - 1 <= row <= found.top and col > found.right
        )


def _plain(cell: object) -> object:
    """A cell with ordinary spaces: no-break ones have come to the workbook's own texts, and programs change them."""
    return plain_spaces(cell) if type(cell) is str else cell


@lru_cache(maxsize=64)
def _with_calendar(book: Book) -> frozenset[str]:
    return frozenset(grid.part for grid in book.blocks(Grid) if grid.gantt is not None)


def _lines_above(book: Book) -> frozenset[str]:
    """The labels of the lines of totals, of all tables."""
    return frozenset(label for table in book.tables for label in table.lines_above)


@lru_cache(maxsize=1024)
def _texts_of(book: Book, homes: frozenset[str]) -> frozenset[str]:
    """Every text that the book itself puts on some of its sheets, outside its tables."""
    texts = {*_lines_above(book), *CARD_LABELS, sheet_back_link(book.sheets[0].name)}
    texts |= {text_under_heading(folded=one, links_end=other) for one in (True, False) for other in (True, False)}
    for sheet in _sheets(book, homes):
        texts |= {sheet.title, sheet.purpose, *(sheet_next_link(each.name) for each in book.sheets)}
        for block in drawn(sheet.blocks):
            if isinstance(block, Text):
                texts |= {line for line, _ in block.lines}
            elif isinstance(block, Grid | Cover):
                texts.add(block.title)
            elif isinstance(block, Tiles):
                texts |= {tile.title for tile in block.tiles}
    if book.list_sheet in homes:
        for choices in book.lists:
            texts |= {choices.title, *choices.values}
    labels = (label for of_texts in (True, False) for label in _labels(book, homes, of_texts))
    return frozenset(map(plain_spaces, texts)).union(*labels)


@lru_cache(maxsize=1024)
def _sentences(book: Book, homes: frozenset[str]) -> re.Pattern[str]:
    """What the sentences that compute themselves can say, on some of the sheets."""

    def formula_of(table: str, key: str) -> Expr | None:
        return book.by_key[table].by_key[key].formula

    blocks = (block for sheet in _sheets(book, homes) for block in drawn((*sheet.said, *sheet.blocks)))
    said = (block.figure.formula for block in blocks if isinstance(block, Sentence))
    return re.compile("|".join(dict.fromkeys(plain_spaces(text_pattern(formula, formula_of)) for formula in said)))


def _labels(book: Book, homes: frozenset[str], of_texts: bool) -> tuple[frozenset[str], frozenset[str]]:
    return _figure_labels(book, homes, of_texts), _tile_labels(book, homes, of_texts)


@lru_cache(maxsize=1024)
def _tile_labels(book: Book, homes: frozenset[str], of_texts: bool) -> frozenset[str]:
    """The labels of the figures of tiles, which stand on their left: those of texts, or the others."""
    tiles = (block for sheet in _sheets(book, homes) for block in drawn(sheet.blocks) if isinstance(block, Tiles))
    figures = (figure for block in tiles for figure in block.figures)
    return frozenset(plain_spaces(each.label) for each in figures if (each.kind.type is Type.TEXT) == of_texts)


@lru_cache(maxsize=1024)
def _figure_labels(book: Book, homes: frozenset[str], of_texts: bool) -> frozenset[str]:
    """The labels of the figures that are texts, or of the others, on some of the sheets."""
    bands = (block for sheet in _sheets(book, homes) for block in drawn(sheet.blocks) if isinstance(block, Figures))
    figures = (figure for band in bands for figure in band.figures)
    return frozenset(plain_spaces(each.label) for each in figures if (each.kind.type is Type.TEXT) == of_texts)


def _sheets(book: Book, homes: frozenset[str]) -> list[Sheet]:
    return [sheet for sheet in book.sheets if sheet.name in homes]


@lru_cache(maxsize=64)
def _step_lines(book: Book) -> frozenset[str]:
    steps = (text.lines for text in book.blocks(Text) if text.style == "steps")
    return frozenset(plain_spaces(line) for lines in steps for line, _ in lines)
