"""What an opened file holds, as plain Python: the cells of its sheets, its Excel Tables, and what stands around."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# Rows of cells from A1 on: "" for a blank, else str, float, bool, date, datetime or NoValue. The blank rows of a grid
# may all be one and the same list, so that a grid costs what it holds: rows are read, never changed in place.
CellGrid = list[list[Any]]


def filled_rows(grid: CellGrid) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a grid that hold something, each with its number from 0."""
    before: list[Any] | None = None
    blank = False
    for row, cells in enumerate(grid):
        if cells is not before:  # of a run of one blank row, one is looked at
            before, blank = cells, cells.count("") == len(cells)
        if not blank:
            yield row, cells


CALAMINE, XLRD, OURS = "calamine", "xlrd", "pacxl"  # what reads cells


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


@dataclass(frozen=True)
class Extras:
    """What a sheet holds besides its cells. `texts` are those of its text boxes and shapes."""

    merged: tuple[Area, ...] = ()
    notes: tuple[Note, ...] = ()
    texts: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Opened:
    """A file's sheets, in order; its Excel Tables by name (none in the formats that have none); each sheet's extras.

    `properties` are its custom document properties; `engine` names what read its cells (`pacxl` as soon as one sheet
    is read by the second engine). `date1904`: its days count from 1904, so a number that no format shows as a day
    stands for a day four years later than it would elsewhere. `saved` is when its own properties say it was, in UTC.
    """

    sheets: Mapping[str, CellGrid]
    tables: Mapping[str, OpenTable] = field(default_factory=dict)
    extras: Mapping[str, Extras] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    macros: bool = False
    engine: str = CALAMINE
    date1904: bool = False
    saved: dt.datetime | None = None

    @property
    def empty_text_is_zero(self) -> bool:
        """Whether a formula's 0 may be a text of no character, as LibreOffice stores one in an .xls."""
        return self.engine == XLRD
