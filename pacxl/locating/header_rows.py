"""Where a row of a sheet looks like the header of a table, wherever it has gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pacxl.definition.book import Book
from pacxl.definition.sheet import Figures
from pacxl.definition.signatures import Type
from pacxl.definition.table import Table
from pacxl.formats.opened import Area, CellGrid, FilledCells, Opened, once_a_sheet
from pacxl.french.header_text import read_header
from pacxl.locating.header_units import Terms, header_unit_terms
from pacxl.locating.headers import (
    Header,
    Suits,
    header_hits,
    header_naming,
    headers_once,
    left_out_headers,
    recognise_headers,
)

_LONGEST_HEADER = 80
OVER = " › "  # between the two lines of a header
_LOOKED_AT = 40  # cells under a header, to see what it holds


@dataclass(frozen=True)
class HeaderRow:
    """A header's row, of a table by its looks. A header of two lines has cells `above` it too.

    `readings` are the tables that it can be the header of, and its headers then: several, when tables are alike.
    `left_out` are the headers of columns that are not taken for the plan's. `unknown` are the texts of its row that
    name no column that is taken, by position.
    """

    sheet: str
    top: int
    readings: tuple[tuple[Table, tuple[Header, ...]], ...]
    above: tuple[tuple[int, int], ...] = ()
    left_out: tuple[Header, ...] = ()
    unknown: Mapping[int, str] = field(default_factory=dict)

    @property
    def headers(self) -> tuple[Header, ...]:
        return self.readings[0][1]


def header_rows(book: Book, opened: Opened, covered: Mapping[str, Sequence[Area]]) -> Iterator[HeaderRow]:
    """Every header's row outside the areas that are covered, sheet after sheet, from top to bottom."""
    terms, naming = header_unit_terms(book), header_naming(book)
    for sheet, grid in opened.sheets.items():
        filled, merged, over = opened.filled[sheet], _merged(opened, sheet), covered.get(sheet, ())
        searched = _Sheet(book, terms, sheet, grid, filled, over, merged, naming)
        yield from once_a_sheet(grid, ("headers", *over), (book,), searched.headers)


def _merged(opened: Opened, sheet: str) -> Sequence[Area]:
    return opened.extras[sheet].merged if sheet in opened.extras else ()


_Held = tuple[int, Any]  # a cell that holds something, with its column


@dataclass(frozen=True)
class _Sheet:
    """A sheet, on which headers are looked for."""

    book: Book
    terms: Terms
    sheet: str
    grid: CellGrid
    filled: FilledCells
    covered: Sequence[Area]
    merged: Sequence[Area]
    naming: Mapping[str, Sequence[str]]

    def headers(self) -> list[HeaderRow]:
        """Every header's row, from top to bottom."""
        every, done = list[HeaderRow](), -1  # the last row that was read with the one above it
        for row, held in self.filled.items():
            if row > done and self.may_be_header(row, held):
                found = self.at(row)
                every += found
                done = max([row, *(header_row.top for header_row in found)])
        return every

    def may_be_header(self, row: int, held: Sequence[_Held]) -> bool:
        """Whether a row, by its cells that hold something, is worth a look: most rows are not."""
        if len(held) > 1:
            areas, first, last = self._areas(row), held[0][0], held[-1][0]
            if any(area.left <= first and last <= area.right for area in areas):
                return False  # as nearly all rows of a table: nothing stands beside it
            return len(self._outside(held, areas)) > 1
        cell = held[0][1]
        of_units = is_unit_header(cell) if isinstance(cell, str) else is_year_header(cell)
        return of_units and not self._areas(row)

    def at(self, row: int) -> list[HeaderRow]:
        """The headers in a row, from left to right; or those it makes with the row under it, if they are more, or if
        one of the two only says units or years."""
        upper, band = self._texts(row), self._band(row)
        if not (upper or band):
            return []
        named = any(map(self.naming.__getitem__, upper.values()))
        if not (named or band):
            return []
        if row + 1 == len(self.grid):
            return self._in(upper, row, {}) if named else []
        lower = self._texts(row + 1)
        units = {} if band else self._band(row + 1)
        lower, years = lower | units, {} if band else self._years(row)
        over = self._spread(row, upper | band | {col: text for col, text in years.items() if col in lower})
        both = {col: _joint(self.naming, over.get(col, ""), lower.get(col, "")) for col in {*over, *lower}}
        if not any(map(self._may_name_two, (upper, both, lower))):
            return []
        used = {col: row for col, text in both.items() if text != lower.get(col)}
        alone = self._in(upper, row, {}) if named else []
        two = self._in(both, row + 1, used)
        under = self._in(lower, row + 1, {})
        most = max(_size(alone), _size(under))
        if band or units or years:
            return two if two and _size(two) + _amounts_left_out(two) >= most else alone
        return two if _size(two) > most else alone

    def _may_name_two(self, texts: Mapping[int, str]) -> bool:
        """Whether two of some texts can name columns of one table."""
        named = [key for text in texts.values() for key in self.naming[text.replace(OVER, " ")]]
        return len(set(named)) < len(named)

    def _areas(self, row: int) -> list[Area]:
        return [area for area in self.covered if area.top <= row <= area.bottom]

    def _outside(self, held: Sequence[_Held], areas: Sequence[Area]) -> Sequence[_Held]:
        for area in areas:
            held = [each for each in held if not area.left <= each[0] <= area.right]
        return held

    def _band(self, row: int) -> dict[int, str]:
        """The units or the years that a row says, and nothing else; numbers are years if two of them differ."""
        if self._areas(row):
            return {}
        band = dict[int, str]()
        for col, cell in self.filled.get(row, ()):
            if type(cell) is not str:
                if not is_year_header(cell):
                    return {}
            elif not is_unit_header(cell):
                return {}
            else:
                band[col] = cell
        return band | self._years(row)

    def _years(self, row: int) -> dict[int, str]:
        """The numbers of a row that are years, if two of them differ."""
        held = self.filled.get(row, ())
        years = {col: f"{cell:.0f}" for col, cell in held if is_year_header(cell)}
        return years if len(set(years.values())) > 1 else {}

    def _texts(self, row: int) -> dict[int, str]:
        """The texts of a row that can be headers, by position."""
        held = self._outside(self.filled.get(row, ()), self._areas(row))
        if len(held) < 2:
            return {}
        texts = {col: cell for col, cell in held if type(cell) is str and len(cell) <= _LONGEST_HEADER}
        return {} if frozenset(texts.values()) in _bands(self.book) else texts

    def _spread(self, row: int, texts: dict[int, str]) -> dict[int, str]:
        """The texts of a row, those of merged cells over all their columns."""
        for area in self.merged:
            if area.top <= row <= area.bottom and area.left in texts:
                texts = texts | dict.fromkeys(range(area.left, area.right + 1), texts[area.left])
        return texts

    def _in(self, texts: dict[int, str], row: int, used: Mapping[int, int]) -> list[HeaderRow]:
        found: list[HeaderRow] = []
        while (header_row := self._first(texts, row, used)) is not None:
            found.append(header_row)
            taken = {header.col for header in (*header_row.headers, *header_row.left_out)}
            texts = {col: text for col, text in texts.items() if col not in taken}
        if found:  # what is left names no column: it is told with the first
            out = {header.col: header.text for header_row in found for header in header_row.left_out}
            found[0] = replace(found[0], unknown={**texts, **out})
        return found

    def _first(self, texts: Mapping[int, str], row: int, used: Mapping[int, int]) -> HeaderRow | None:
        """The table that most of the texts are the header of."""
        best: list[tuple[Table, tuple[Header, ...]]] = []
        hits = header_hits(self.book, tuple(text.replace(OVER, " ") for text in texts.values()))
        words = _as_words(texts) if hits else {}
        out: tuple[Header, ...] = ()
        for key in hits:
            table = self.book.by_key[key].whole
            headers, other = self._recognised(table, words, row)
            headers, other = _named(headers, texts), _named(other, texts)
            if headers and _has_most_columns(table, headers_with_those_left_out(headers, other)):
                if best and len(headers) > len(best[0][1]):
                    best = []
                if not best:
                    out = other
                if not best or len(headers) == len(best[0][1]):
                    best.append((table, headers))
        if not best:
            return None
        headers = best[0][1]
        above = tuple((used[header.col], header.col) for header in (*headers, *out) if header.col in used)
        return HeaderRow(self.sheet, row, tuple(best), above, out)

    def _recognised(self, table: Table, words: Mapping[int, str], row: int) -> tuple[tuple[Header, ...], ...]:
        """The headers that some texts are for a table, and those that are left out."""
        if all(len(keys) == 1 for keys in table.names.values()):  # no name is doubtful: no cell is looked at
            return headers_once(table.naming, tuple(words.items()), self.terms)
        headers = recognise_headers(table, words, self.terms, self._suits(table, row))
        return headers, left_out_headers(table, words, headers, self.terms)

    def _suits(self, table: Table, row: int) -> Suits:
        """Whether what stands under a header can be what a column holds: some number, for a column of numbers."""

        def suits(key: str, col: int) -> bool:
            if table.by_key[key].kind.type is Type.TEXT:
                return True
            under = [cells[col] for cells in self.grid[row + 1 : row + 1 + _LOOKED_AT] if cells[col] != ""]
            return not under or any(not isinstance(cell, str) or cell[:1].isdigit() for cell in under)

        return suits


def _has_most_columns(table: Table, headers: Sequence[Header]) -> bool:
    """Whether a row is the header of a table of ours: of most of its columns, or of most that people type in."""
    typed = [column for column in table.columns if column.typed]
    found = [header for header in headers if table.by_key[header.key].typed]
    return len(headers) >= max(2, 0.6 * len(table.columns)) or len(found) >= max(3, 0.6 * len(typed))


@lru_cache(maxsize=64)
def _bands(book: Book) -> frozenset[frozenset[str]]:
    """The labels of each of the book's own bands of figures: they are no header of a table."""
    bands = book.blocks(Figures)
    return frozenset(frozenset(figure.label for figure in band.figures) for band in bands if len(band.figures) > 2)


def _as_words(texts: Mapping[int, str]) -> dict[int, str]:
    return {col: text.replace(OVER, " ") for col, text in texts.items()}


def _named(headers: Sequence[Header], texts: Mapping[int, str]) -> tuple[Header, ...]:
    """The headers, each with its text as it stands on the sheet."""
    return tuple(replace(header, text=texts[header.col]) for header in headers)


def headers_with_those_left_out(headers: Sequence[Header], others: Sequence[Header]) -> Sequence[Header]:
    """The headers of header rows, and those of columns that are left out, each column once: what tells which table it
    is."""
    known = {header.key for header in headers}
    return (*headers, *{header.key: header for header in others if header.key not in known}.values())


def _size(found: Sequence[HeaderRow]) -> int:
    return sum(len(header_row.headers) for header_row in found)


def _amounts_left_out(found: Sequence[HeaderRow]) -> int:
    """How many columns of numbers are left out, that were found otherwise."""
    rows = ((header_row.readings[0][0], header_row.left_out) for header_row in found)
    return sum(table.by_key[header.key].kind.type is Type.NUMBER for table, out in rows for header in out)


def is_year_header(cell: object) -> bool:
    """Whether a cell is a number that can be a year of our time."""
    return type(cell) is float and 2000 <= cell < 2100 and cell.is_integer()


@lru_cache(maxsize=20_000)
def is_unit_header(text: str) -> bool:
    """Whether a text is a unit, euros or a year, and nothing else."""
    said = read_header(text)
    return not said.name and (said.says_more or said.euros)


def _joint(naming: Mapping[str, Sequence[str]], upper: str, lower: str) -> str:
    """What a header of two lines says: both together if that is known, else the lower, or the one there is."""
    if not upper or not lower:
        return upper or lower
    return f"{upper}{OVER}{lower}" if naming[f"{upper} {lower}"] else lower
