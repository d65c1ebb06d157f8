"""What people wrote outside the tables of a plan, told from the workbook's own furniture, and kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from pacxl.a1 import Spot, address, column_letters
from pacxl.books.identity import IDENTITY_SHEET
from pacxl.compute.contents import Identity
from pacxl.compute.tally import CLASSEUR, LIBRE, Tallied
from pacxl.definition.book import Book
from pacxl.definition.kind import MONEY, shown
from pacxl.definition.layout import CARD_LABELS, TITLE_ROW, sentence_cells
from pacxl.excel import NoValue
from pacxl.findings.finding import Finding, Place
from pacxl.formats.number_format import number_format_face
from pacxl.formats.opened import CellGrid, FilledCells, Opened, ShownNumber, once_a_sheet
from pacxl.locating.located import Located, located_by_sheet
from pacxl.locating.returned_copy import cells_of_returned_copy, is_mending_sheet, note_of_returned_copy
from pacxl.reading.conversion.cell_numbers import number_of_cell, numbers_of_no_table
from pacxl.reading.conversion.outcome import format_changes_no_outcome
from pacxl.reading.furniture import (
    Furniture,
    furniture_notes,
    furniture_of_sheets,
    furniture_steps,
    furniture_titles,
    furniture_with_calendar,
)
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
    common, shown = book.common, map(identity.shown, CARD_LABELS.values())
    owner = frozenset(map(plain_spaces, (*shown, identity.period, "—")))
    libre, findings, furniture, numbers = list[LibreRow](), list[Finding](), 0, list[Tallied]()
    on_sheet = located_by_sheet(located)
    for sheet, grid in opened.sheets.items():
        if sheet != IDENTITY_SHEET:
            here = on_sheet.get(sheet, [])
            homes = once_a_sheet(grid, "homes", (common, *here), partial(_homes, common, sheet, grid, here))
            its = book if book.list_sheet in homes else common  # whose texts it may have come with
            apart = partial(_apart, its, homes, grid, opened.filled[sheet], here)
            cells, unknown, ours = once_a_sheet(grid, "apart", (its, *here), apart)
            mine = [spot for spot in unknown if not (ours and _plain(cells[spot]) in owner)]
            own = [(address(*spot), CELL, _as_seen(opened.shown(sheet, *spot))) for spot in mine]
            furniture += len(cells) - len(own)
            numbers += _numbers(file, sheet, cells, frozenset(mine))
            extras = once_a_sheet(grid, "extras", (common,), partial(_own_extras, common, sheet, opened))
            for code, rows in (("kept-as-libre", own), *extras):
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


class _Apart(NamedTuple):
    """The cells of a sheet that are in no table; those of them that did not come with the workbook, unless its
    owner's name and the like did, where the sheet is one `of_ours`."""

    cells: Mapping[Spot, Any]
    unknown: Sequence[Spot]
    of_ours: bool


def _apart(book: Book, homes: frozenset[str], grid: CellGrid, filled: FilledCells, here: Sequence[Located]) -> _Apart:
    cells = _cells_outside(filled, here)
    if is_mending_sheet(grid):
        return _Apart(cells, [(row, col) for row, col, _ in cells_of_returned_copy(grid)], of_ours=False)
    room = _Room(book, homes, cells, here)
    known = room.furniture.texts
    unknown = [spot for spot, cell in cells.items() if cell not in known and not room.furnishes(*spot)]
    return _Apart(cells, unknown, bool(homes))


def _numbers(file: str, sheet: str, cells: Mapping[Spot, object], own: frozenset[Spot]) -> Iterator[Tallied]:
    """The numbers that stand outside the tables: people's own, and the workbook's."""
    found: dict[tuple[int, str], list[float]] = {}
    for place, cell in cells.items():
        if type(cell) is not str and (number := number_of_cell(cell)) == number:
            found.setdefault((place[1], LIBRE if place in own else CLASSEUR), []).append(number)
    for (col, fate), numbers in found.items():
        yield numbers_of_no_table(file, sheet, column_letters(col), fate, numbers)


def _own_extras(book: Book, sheet: str, opened: Opened) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """People's own notes and text boxes on a sheet, each kind with the code of its finding."""
    extras = opened.extras.get(sheet)
    if extras is None:
        return []
    helps = furniture_notes(book)
    own = [note for note in extras.notes if _note_apart(note.text) not in helps]
    notes = [(address(note.row, note.col), NOTE, note_of_returned_copy(note.text)) for note in own]
    return [("note-kept", notes), ("text-box-kept", [("", TEXT_BOX, text) for text in extras.texts])]


@lru_cache(maxsize=4096)
def _note_apart(text: str) -> str:
    """A note without pacxl's own words, with ordinary spaces."""
    return plain_spaces(note_of_returned_copy(text))


def _cells_outside(filled: FilledCells, located: Sequence[Located]) -> dict[Spot, Any]:
    """The non-blank cells in no known column of a table, header included."""
    covered: dict[int, frozenset[int]] = {}
    for found in located:
        cols = frozenset(found.columns.values())
        for row in (found.top, *found.rows):
            covered[row] = covered[row] | cols if row in covered else cols
    none = frozenset[int]()
    return {
        (row, col): value
        for row, held in filled.items()
        for known in (covered.get(row, none),)
        for col, value in held
        if col not in known
    }


def _homes(book: Book, sheet: str, grid: CellGrid, here: Sequence[Located]) -> frozenset[str]:
    """The sheets of the book that a sheet of the file is, by its name, its tables or its title: none for people's."""
    names, own = {sheet} | {found.part.sheet for found in here}, {each.name for each in book.sheets}
    first, titles = (cell for cells in grid[: TITLE_ROW + 2] for cell in cells[:3]), furniture_titles(book)
    said = (_plain(cell) for cell in first if isinstance(cell, str) and cell)
    return frozenset((names & own).union(*(titles.get(title, ()) for title in said)))


@dataclass(frozen=True)
class _Room:
    """A sheet's cells outside its tables; the sheets of the book that it is (`homes`), whose texts it came with."""

    book: Book
    homes: frozenset[str]
    cells: Mapping[tuple[int, int], object]
    located: Sequence[Located]

    @cached_property
    def furniture(self) -> Furniture:
        return furniture_of_sheets(self.book, self.homes)

    @cached_property
    def headers_again(self) -> frozenset[Spot]:
        """The cells of the upper lines of headers, and of the same headers once more."""
        again = ((row, col) for found in self.located for row in found.repeats for col in found.columns.values())
        return frozenset(again).union(*(found.above for found in self.located))

    @cached_property
    def totals(self) -> frozenset[Spot]:
        return frozenset(
            (row, col)
            for found in self.located
            for row in range(found.top - len(found.table.lines_above), found.top)
            for col in found.columns.values()
        )

    def furnishes(self, row: int, col: int) -> bool:
        """Whether a cell is the workbook's own: a text it came with, a total, a figure, the number of a step."""
        value = _plain(self.cells[row, col])
        text = value if isinstance(value, str) else None
        of_text = text is not None
        if text in self.furniture.texts or (row, col) in self.headers_again:
            return True
        if not self.homes:
            return False
        if text and self.furniture.sentences.fullmatch(text):
            return True
        if not of_text and (row, col) in self.totals:
            return True
        if isinstance(value, NoValue) and (row, col) in self._sentence_cells:
            return True
        if isinstance(value, dt.date) and any(self._in_calendar(found, row, col) for found in self.located):
            return True
        above, right, left = (
            _plain(self.cells.get(spot)) for spot in ((row - 1, col), (row, col + 1), (row, col - 1))
        )
        of_texts = (True, False) if isinstance(value, NoValue) else (of_text,)
        if any(above in self.furniture.figures[each] for each in of_texts):
            return True
        if any(left in self.furniture.tiles[each] for each in of_texts):
            return True
        return not of_text and right in furniture_steps(self.book)

    @cached_property
    def _sentence_cells(self) -> frozenset[tuple[int, int]]:
        rows = frozenset((found.part.name, len(found.rows)) for found in self.located)
        sheets = self.furniture.sheets
        return frozenset(cell for sheet in sheets for cell in sentence_cells(self.book, sheet, rows))

    def _in_calendar(self, found: Located, row: int, col: int) -> bool:
        """Whether a cell is a day over the columns of the calendar beside a table."""
        return (
            found.part.name in furniture_with_calendar(self.book)
            and found.top - 1 <= row <= found.top
            and col > found.right
        )


def _plain(cell: Any) -> Any:
    """A cell with ordinary spaces: no-break ones have come to the workbook's own texts, and programs change them."""
    return plain_spaces(cell) if type(cell) is str and not cell.isascii() else cell
