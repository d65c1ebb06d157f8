"""Which table of the book a header’s row is of: by its sheet, the title above it, its rows. Never by luck."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from pacxl.definition.book import Book
from pacxl.definition.sheet import Grid
from pacxl.definition.table import Part, Table
from pacxl.formats.opened import Opened
from pacxl.french.text import fold
from pacxl.locating.header_rows import HeaderRow
from pacxl.locating.headers import Header


@dataclass(frozen=True)
class Placed:
    """A header's row, and the Excel Table that it stands for."""

    row: HeaderRow
    table: Table
    part: Part
    headers: tuple[Header, ...]


@dataclass(frozen=True)
class Placing:
    """The headers' rows of tables that were missing; those of one that is there already (`second`); the others."""

    found: list[Placed]
    second: list[Placed]
    unplaced: list[HeaderRow]


def place_which_table(book: Book, opened: Opened, found: Iterable[HeaderRow], missing: Collection[str]) -> Placing:
    """Says of each header's row which Excel Table it is: one of those that are `missing`, else one that is there."""
    signs = _Signs(book, opened)
    left, wanted, placed = list(found), set(missing), list[Placed]()
    for sign in (signs.has_title, signs.has_sheet, signs.has_heading, signs.has_like_sheet, signs.has_rows):
        for row in list(left):
            here = [each for each in signs.readings(row) if each.part.name in wanted and sign(each)]
            if len(here) > 1 and sign == signs.has_sheet:
                here = here[:1]  # alike, and on their own sheet: in their order there
            if len(here) == 1:
                placed += here
                wanted -= {here[0].part.name}
                left.remove(row)
    for row in list(left):  # what is the only one left of its kind
        here = [each for each in signs.readings(row) if each.part.name in wanted]
        rivals = [other for other in left if other is not row and signs.may_be(other, here)]
        if len(here) == 1 and not (rivals and len(here[0].table.parts) > 1):
            placed += here
            wanted -= {here[0].part.name}
            left.remove(row)
    seconds = {id(row): second for row in left if (second := signs.continued(row)) is not None}
    return Placing(placed, list(seconds.values()), [row for row in left if id(row) not in seconds])


_COPY = re.compile(r"\s*\(\d+\)$|\s*[-–]\s*copie.*$|^copie de\s+|\s+copie$|^copy of\s+|\s+\d$")


@dataclass(frozen=True)
class _Signs:
    """What tells the Excel Tables of a book apart."""

    book: Book
    opened: Opened

    def readings(self, row: HeaderRow) -> list[Placed]:
        return [
            self._in_part(row, headers, *self.book.part_table[part.name])
            for table, headers in row.readings
            for part in table.parts
        ]

    @staticmethod
    def _in_part(row: HeaderRow, headers: Sequence[Header], table: Table, part: Part) -> Placed:
        """A reading of a header's row as that of a part: what only another part has is no column there."""
        own = tuple(header for header in headers if header.key in table.by_key)
        if len(own) < len(headers):
            row = replace(
                row, unknown={**row.unknown, **{each.col: each.text for each in headers if each not in own}}
            )
        return Placed(row, table, part, own)

    def may_be(self, row: HeaderRow, wanted: Sequence[Placed]) -> bool:
        names = {each.part.name for each in wanted}
        return any(each.part.name in names for each in self.readings(row))

    def has_title(self, here: Placed) -> bool:
        """The table's own title stands right above it."""
        title = table_titles(self.book).get(here.part.name, "")
        return bool(title) and any(fold(text) == fold(title) for text in self._above(here.row, 2))

    def has_sheet(self, here: Placed) -> bool:
        return fold(here.row.sheet) == fold(here.part.sheet)

    def has_heading(self, here: Placed) -> bool:
        """The title of the table's sheet stands somewhere above it."""
        heading = next(sheet.title for sheet in self.book.sheets if sheet.name == here.part.sheet)
        return any(fold(text) == fold(heading) for text in self._above(here.row, 12))

    def has_like_sheet(self, here: Placed) -> bool:
        """The sheet has the name of the table's, but for a slip, or the mark of a copy."""
        name, wanted = _COPY.sub("", fold(here.row.sheet)), fold(here.part.sheet)
        slips = DamerauLevenshtein.normalized_similarity(name, wanted)
        return name == wanted or slips > 0.85 or (len(name) > 5 and (name in wanted or wanted in name))

    def has_rows(self, here: Placed) -> bool:
        """Half of the rows that are proposed in the table stand under the header."""
        steps = frozenset(map(fold, here.part.proposed))
        under = self.opened.sheets[here.row.sheet][here.row.top + 1 :]
        first = next((header.col for header in here.headers if header.key == here.table.columns[0].key), None)
        if first is None or not steps:
            return False
        return 2 * len(steps & {fold(cells[first]) for cells in under if isinstance(cells[first], str)}) >= len(steps)

    def continued(self, row: HeaderRow) -> Placed | None:
        """The Excel Table that another table, under that row, continues or copies."""
        here = self.readings(row)
        signs: tuple[Callable[[Placed], bool], ...] = (
            self.has_title,
            self.has_sheet,
            self.has_like_sheet,
            self.has_rows,
        )
        for sign in signs:
            if len(same := [each for each in here if sign(each)]) == 1:
                return same[0]
        return here[0] if len(here) == 1 else None

    def _above(self, row: HeaderRow, rows: int) -> list[str]:
        """The texts over a header's own columns (or in the first columns of its sheet)."""
        left, right = min(h.col for h in row.headers), max(h.col for h in row.headers)
        grid = self.opened.sheets[row.sheet][max(0, row.top - rows) : row.top]
        cells = (cell for row in grid for cell in (*row[:2], *row[left : right + 1]))
        return [cell for cell in cells if isinstance(cell, str) and cell]


@lru_cache(maxsize=64)
def table_titles(book: Book) -> Mapping[str, str]:
    """Excel Table → its title on its sheet, which tells which table it is; "" for one that has none."""
    return {grid.part: grid.title for grid in book.blocks(Grid)}
