"""What an opened file holds, as plain Python: the cells of its sheets, its Excel Tables, and what stands around."""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

from pacxl.a1 import Spot
from pacxl.excel import DIGITS
from pacxl.formats.number_format import number_format_face

# Rows of cells from A1 on: "" for a blank, else str, float, bool, date, datetime or NoValue. The blank rows of a grid
# may all be one and the same list, so that a grid costs what it holds: rows are read, never changed in place.
CellGrid = list[list[Any]]

# The cells of a sheet that hold something: by row, in order, each with its column.
FilledCells = Mapping[int, list[tuple[int, Any]]]

# Of a sheet, the cells whose number a format shows as more than the number: by column, the rows by the format's code.
SaidByFormats = Mapping[int, Mapping[str, tuple[int, ...]]]

_Known = TypeVar("_Known")


class SparseGrid(list[list[Any]]):
    """A grid by its cells that hold something, row by row and column by column, in order; `corner` says how many rows
    and columns it has. It is a list like any other, which also knows these cells (`filled`), and travels as these."""

    def __init__(self, corner: tuple[int, int], rows: Mapping[int, Mapping[int, Any]]) -> None:
        blank = [""] * corner[1]
        super().__init__(repeat(blank, corner[0]))
        self._corner, self._rows = corner, rows
        self.understood: dict[Hashable, tuple[object, Any]] = {}  # see `once_a_sheet`
        for row, cells in rows.items():
            self[row] = line = blank.copy()
            for col, cell in cells.items():
                line[col] = cell

    @cached_property
    def filled(self) -> FilledCells:
        return {row: [*cells.items()] for row, cells in self._rows.items()}

    def is_same(self, other: SparseGrid) -> bool:
        """Whether another grid holds the same, cell by cell: TRUE is no 1."""
        if (self._corner, self._rows) != (other._corner, other._rows):
            return False
        pairs = zip(self._rows.values(), other._rows.values(), strict=True)
        return all([*map(type, one.values())] == [*map(type, two.values())] for one, two in pairs)

    def __reduce__(self) -> tuple[type[SparseGrid], tuple[tuple[int, int], Mapping[int, Mapping[int, Any]]]]:
        return SparseGrid, (self._corner, self._rows)


def once_a_sheet(grid: CellGrid, what: Hashable, of: tuple[object, ...], make: Callable[[], _Known]) -> _Known:
    """What is understood of a sheet, made once for the files that have the very same (`reading.known_sheets`): it is
    made of nothing but the sheet and of some things, known again by which they are, not by what they hold."""
    if not isinstance(grid, SparseGrid):
        return make()
    asked = (what, *map(id, of))
    if asked not in grid.understood:
        grid.understood[asked] = (of, make())
    found: _Known = grid.understood[asked][1]
    return found


def filled_rows(grid: CellGrid) -> Iterator[tuple[int, list[Any]]]:
    """The rows of an opened file's grid that hold something, each with its number from 0."""
    if isinstance(grid, SparseGrid):
        yield from ((row, grid[row]) for row in grid.filled)
        return
    before: list[Any] | None = None
    blank = False
    for row, cells in enumerate(grid):
        if cells is not before:  # of a run of one blank row, one is looked at
            before, blank = cells, cells.count("") == len(cells)
        if not blank:
            yield row, cells


def filled_cells(grids: Iterable[CellGrid]) -> int:
    """How many cells of some grids hold something."""
    return sum(len(row) - row.count("") for grid in grids for _, row in filled_rows(grid))


MARKED_FINAL = "_MarkAsFinal"  # a custom property of the document
CALAMINE, XLRD, OURS, TEXT = "calamine", "xlrd", "pacxl", "text"  # what reads cells


@dataclass(frozen=True)
class ShownNumber:
    """A number whose format says something, and the format's code; as a text, what the cell shows, or the number
    where it shows nothing."""

    number: float
    code: str

    def __str__(self) -> str:
        return number_format_face(self.code, self.number).shown or f"{self.number:.{DIGITS}g}".replace(".", ",")


def opened_cell(cell: Any, code: str) -> Any:
    """A cell of an opened file: a number with the code of its format, if that says something; any other cell as it
    is."""
    return ShownNumber(cell, code) if code and type(cell) is float else cell


def opened_by_column(cells: Iterable[tuple[tuple[int, int], str]]) -> SaidByFormats:
    """For an opened sheet: cells and the codes of their formats → by column, the rows of each code, in order."""
    found: dict[int, dict[str, list[int]]] = {}
    for (row, col), code in cells:
        found.setdefault(col, {}).setdefault(code, []).append(row)
    return {col: {code: tuple(sorted(rows)) for code, rows in codes.items()} for col, codes in found.items()}


_PACKED, _COLS = "Q", 15  # a cell as a number, its column in so many bits


def packed_opened_spots(spots: Iterable[Spot]) -> bytes:
    """Some cells of an opened file, in the few bytes that they travel and are kept in."""
    return array(_PACKED, [row << _COLS | col for row, col in spots]).tobytes()


def opened_spots(packed: bytes) -> frozenset[Spot]:
    """The cells that `packed_opened_spots` has packed."""
    return frozenset((cell >> _COLS, cell & (1 << _COLS) - 1) for cell in array(_PACKED, packed))


@dataclass(frozen=True)
class OpenTable:
    """An Excel Table where the file says it is: its sheet, the row above its data, its columns, its last row of data;
    under that, its own `totals` (how many rows)."""

    name: str
    sheet: str
    top: int
    left: int
    right: int
    last: int
    totals: int = 0

    @property
    def rows_of_totals(self) -> range:
        return range(self.last + 1, self.last + 1 + self.totals)


class Area(NamedTuple):
    """A merged range. Positions count from 0; bottom and right are in it."""

    top: int
    left: int
    bottom: int
    right: int


class Note(NamedTuple):
    """A note or a comment on a cell."""

    row: int
    col: int
    text: str
    author: str = ""


class Link(NamedTuple):
    """A link on some cells (`area`; None where the file does not say which): an address, or a place of the workbook
    itself (`inside`: `Sheet!A1`). Of one whose address a formula computes (`computed`), the target is the formula,
    or nothing where the file holds it in no words."""

    area: Area | None
    target: str
    inside: bool = False
    computed: bool = False


class Picture(NamedTuple):
    """A picture on a sheet: the cell under its first corner (None where the file does not say), the text that stands
    for it, its bytes (none where they cannot be had)."""

    spot: Spot | None
    text: str = ""
    content: bytes = b""


CHART, SHAPE, OBJECT = "chart", "shape", "object"


class Drawing(NamedTuple):
    """What is drawn over a sheet and is no picture: a `CHART`, a `SHAPE` without words (those of others are read), an
    `OBJECT` of another program or a control. Its first corner; a chart's title, None where that is not brought."""

    kind: str
    spot: Spot | None
    title: str | None = ""


class Around(NamedTuple):
    """What hangs on a sheet's cells and lies over them. It is asked for apart: reading has no use for it."""

    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    drawings: tuple[Drawing, ...] = ()


class StruckText(NamedTuple):
    """A text of which some words are crossed out: these, and what is left of it."""

    words: str
    left: str


def struck_text(runs: Iterable[tuple[str, bool]]) -> StruckText | None:
    """Of the runs of a text, each with whether it is crossed out, both sides; None where no words are."""
    pieces = list(runs)
    words, left = (" ".join("".join(text for text, out in pieces if out is side).split()) for side in (True, False))
    return StruckText(words, left) if words else None


def struck_opened_cells(
    styled: frozenset[Spot], texts: Mapping[Spot, StruckText | None]
) -> tuple[frozenset[Spot], dict[Spot, StruckText]]:
    """Of the cells that a style crosses out and of those whose runs say it instead (None: none of them does), the
    ones crossed out whole, and the ones of which some words are."""
    found = {spot: text for spot, text in texts.items() if text is not None}
    whole = styled.difference(texts) | {spot for spot, text in found.items() if not text.left}
    return whole, {spot: text for spot, text in found.items() if text.left}


@dataclass(frozen=True)
class Extras:
    """What a sheet holds besides its cells. `texts` are those of its text boxes and shapes; `struck` are the cells
    that are crossed out (blank ones may be among them), `struck_words` those of which some words are."""

    merged: tuple[Area, ...] = ()
    notes: tuple[Note, ...] = ()
    texts: tuple[str, ...] = ()
    hidden: bool = False
    struck: frozenset[Spot] = frozenset()
    struck_words: Mapping[Spot, StruckText] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """A file's sheets, in order; its Excel Tables by name (none in the formats that have none); each sheet's extras.

    `properties` are its custom document properties; `engine` names what read its cells: `pacxl`, unless a library
    read those of some sheets and refused none. `date1904`: its days count from 1904, so a number that no format shows
    as a day stands for a day four years later than it would elsewhere. `saved` is when its own properties say it was,
    in UTC. `signed`: it carries a digital signature, which nobody has verified here.
    `formats` are those that say something of a number (another currency, thousands, a percentage, a text), by sheet.
    `formulas` are the cells that hold one and show something, at least one of any sheet that holds some, as
    `packed_opened_spots` writes them; a sheet that is not in it is to be asked for.
    """

    sheets: Mapping[str, CellGrid]
    tables: Mapping[str, OpenTable] = field(default_factory=dict)
    extras: Mapping[str, Extras] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    macros: bool = False
    engine: str = CALAMINE
    date1904: bool = False
    saved: dt.datetime | None = None
    formats: Mapping[str, SaidByFormats] = field(default_factory=dict)
    signed: bool = False
    formulas: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def filled(self) -> Mapping[str, FilledCells]:
        """The cells of each sheet that hold something: one pass for all who look at these alone."""
        return {
            name: grid.filled
            if isinstance(grid, SparseGrid)
            else {
                row: [(col, cell) for col, cell in enumerate(cells) if cell != ""] for row, cells in filled_rows(grid)
            }
            for name, grid in self.sheets.items()
        }

    @property
    def final(self) -> bool:
        """Whether its author marked it as final: Excel opens it read-only."""
        return self.properties.get(MARKED_FINAL, "").lower() in ("true", "1")

    def shown(self, sheet: str, row: int, col: int) -> Any:
        """A cell with what its format says: a `ShownNumber`, or the cell as the grid has it."""
        cell = self.sheets[sheet][row][col]
        codes = self.formats.get(sheet, {}).get(col, {}) if type(cell) is float else {}
        known = (code for code, rows in codes.items() if row in rows[(at := bisect_left(rows, row)) : at + 1])
        return opened_cell(cell, next(known, ""))

    @property
    def text_is_zero(self) -> bool:
        """Whether a formula's 0 may stand for a text, as LibreOffice stores one in an .xls."""
        return self.engine == XLRD
