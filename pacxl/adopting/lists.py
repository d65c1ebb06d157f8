"""The tables on a workbook's sheets that look like lists: a row of headers, and rows under it that are alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any

from pacxl.adopting.content import Content, column_content
from pacxl.adopting.periods import YEAR, month_of_title_period, periods_in
from pacxl.adopting.weigh import DecidedWords, names_of
from pacxl.adopting.words import (
    DEALS,
    EXACT,
    HEAD,
    INDICATORS,
    OFTEN,
    PART,
    PLAN,
    Name,
    compared_words,
    word_meanings,
)
from pacxl.formats.opened import Area, CellGrid, Opened, filled_rows
from pacxl.french.text import fold
from pacxl.locating.added_up import says_added_up
from pacxl.locating.header_rows import OVER, is_unit_header, is_year_header

_LONGEST_HEADER = 80
_LOOKED_AT = 60  # rows under a header, to see what they hold
_SEARCHED = 40  # rows of a block, among which a header is


@dataclass(frozen=True)
class ListTable:
    """A table that looks like a list: its headers by column, from the row `top` and, for some, from a cell `above`;
    its `periods`, the columns of a calendar; its rows, down to the row `end`, which is not; the texts over it."""

    opened: Opened
    sheet: str
    top: int
    headers: Mapping[int, str]
    end: int
    above: tuple[tuple[int, int], ...] = ()
    titles: tuple[str, ...] = ()

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The first rows under its header that hold something in two of its columns, but for its totals."""
        grid, cols = self.opened.sheets[self.sheet], sorted(self.headers)
        least = min(2, len(cols))
        under = (
            self.top + 1 + row
            for row, cells in filled_rows(grid[self.top + 1 : self.end])
            if sum(cells[col] != "" for col in cols) >= least
            and not any(isinstance(cells[col], str) and says_added_up(cells[col]) for col in cols[:2])
        )
        return tuple(row for row, _ in zip(under, range(_LOOKED_AT), strict=False))

    @cached_property
    def contents(self) -> dict[int, Content]:
        """What each of its columns holds."""
        return {
            col: column_content([self.opened.shown(self.sheet, row, col) for row in self.rows])
            for col in self.headers
        }

    @cached_property
    def periods(self) -> frozenset[int]:
        """The columns that are weeks, months, quarters or days in a row: a calendar, or figures by month."""
        return periods_in(self.headers)


def lists_in(opened: Opened, decided: DecidedWords | None = None) -> Iterator[ListTable]:
    """Every table of a workbook that looks like a list, sheet after sheet, from top to bottom; but for those on
    sheets that were decided to be left aside."""
    for sheet, grid in opened.sheets.items():
        if decided is not None and decided.words.sheet(sheet) == "":
            continue
        merged = opened.extras[sheet].merged if sheet in opened.extras else ()
        found = list(_headers_in(grid, merged, decided))
        ends = [_before_title(grid, top - len({row for row, _ in above})) for top, _, above in found[1:]]
        for (top, headers, above), end in zip(found, [*ends, len(grid)], strict=True) if found else ():
            if any(cells.count("") < len(cells) for cells in grid[top + 1 : end]):
                table = ListTable(opened, sheet, top, headers, end, above, _titles(grid, top))
                yield replace(table, headers=_with_first(table))


def _before_title(grid: CellGrid, top: int) -> int:
    """Where a table ends above another's header: before the month that is the other's title."""
    filled = [cell for cell in grid[top - 1] if cell != ""]
    alone = filled[0] if len(filled) == 1 and isinstance(filled[0], str) else ""
    return top - 1 if month_of_title_period(alone) else top


def first_list_rows(opened: Opened) -> Iterator[ListTable]:
    """For a workbook in which nothing looks like a list: on each sheet, the first row of two texts, as its header."""
    for sheet, grid in opened.sheets.items():
        for row, cells in filled_rows(grid):
            texts = {col: cell for col, cell in enumerate(cells) if isinstance(cell, str) and cell}
            if len(texts) > 1 and row < len(grid) - 1:
                yield ListTable(opened, sheet, row, texts, len(grid))
                break


def _with_first(table: ListTable) -> dict[int, str]:
    """The headers of a table, with that of a first column that has none, and holds texts."""
    grid, left = table.opened.sheets[table.sheet], min(table.headers) - 1
    if left < 0 or grid[table.top][left] != "":
        return dict(table.headers)
    under = [grid[row][left] for row in table.rows if grid[row][left] != ""]
    texts = sum(isinstance(cell, str) for cell in under)
    return {left: "", **table.headers} if under and texts * 2 > len(under) else dict(table.headers)


def _titles(grid: CellGrid, top: int) -> tuple[str, ...]:
    """The texts that stand over a table, near it or at the head of its sheet."""
    rows = {*range(min(3, top)), *range(max(0, top - 3), top)}
    return tuple(cell for row in sorted(rows) for cell in grid[row] if isinstance(cell, str) and cell)


# --- which rows are headers -------------------------------------------------------------------------------

_Found = tuple[int, dict[int, str], tuple[tuple[int, int], ...]]


def _headers_in(grid: CellGrid, merged: Sequence[Area], decided: DecidedWords | None) -> Iterator[_Found]:
    """The rows of headers of a sheet: where it stands, its texts, and the cells above it that it goes on from."""
    done, last, begun = -1, list[str](), 0
    for row, cells in filled_rows(grid):
        if row == 0 or not any(cell != "" for cell in grid[row - 1]):
            begun = row
        if row <= done or row > begun + _SEARCHED or (last and not _may_be_another(grid, row)):
            continue
        if decided is not None and _names_columns(cells, decided) and row < len(grid) - 1:
            texts = _texts(cells) or {col: cell for col, cell in enumerate(cells) if isinstance(cell, str) and cell}
            done, last = row, [*texts.values()]
            yield row, texts, ()
            continue
        alone, below = _texts(cells), grid[row + 1] if row + 1 < len(grid) else []
        under = _texts(below)
        both, used = _joined(_spread(row, alone, merged), under, row, band=_band(cells) or _band(below))
        readings = [(alone, row, ()), (under, row + 1, ()), (both, row + 1, used)]
        texts, top, above = max(
            readings, key=lambda each: (adopted_list_names(each[0]), each[0] is both and _says_units(both))
        )
        if (_is_another(texts, last, grid, top) if last else _is_header(texts)) and top < len(grid) - 1:
            yield top, texts, above
            done, last = top, list(texts.values())


def _names_columns(cells: Sequence[Any], decided: DecidedWords) -> bool:
    """Whether a row is a header of which two columns were decided, at least."""
    return decided.count({col: cell for col, cell in enumerate(cells) if isinstance(cell, str)}) > 1


def _is_header(texts: Mapping[int, str]) -> bool:
    """Whether texts are the header of a table: two of them, and a third of them all, are names of columns."""
    return adopted_list_names(texts) > 1 and adopted_list_names(texts) * 3 >= len(texts)


def _may_be_another(grid: CellGrid, row: int) -> bool:
    """Whether a row under a table is after a gap or a title, or begins with two names of columns."""
    texts = [cell for cell in grid[row] if isinstance(cell, str) and cell][:2]
    after_gap = sum(cell != "" for cell in grid[row - 1]) <= 1
    return after_gap or all(is_list_name(text, whole=True) for text in texts)


def _is_another(texts: Mapping[int, str], last: Sequence[str], grid: CellGrid, row: int) -> bool:
    """Whether a row under a table is another header: after a gap or a title, or with hardly any other text."""
    if len(set(texts.values()) & set(last)) * 2 > len(texts):  # the same header, once more: for another page, or year
        title = " ".join(text for text in _titles(grid, row)[-1:])
        return bool(YEAR.search(title)) or month_of_title_period(title) is not None
    if row > 0 and sum(cell != "" for cell in grid[row - 1]) <= 1:
        return adopted_list_names(texts) > 1 and adopted_list_names(texts) * 2 > len(texts)
    known = sum(is_list_name(text, whole=True) for text in texts.values())
    return known > 2 and known * 5 >= len(texts) * 4


def _texts(cells: Sequence[Any]) -> dict[int, str]:
    """The cells of a row that can be headers, as texts; none where it holds a number that is no period."""
    found = dict[int, str]()
    for col, cell in enumerate(cells):
        text = list_header(cell)
        if text is None:
            return {}
        if text and len(text) <= _LONGEST_HEADER:
            found[col] = text
    figures = {col for col, text in found.items() if not isinstance(cells[col], str)}
    return found if figures <= (periods_in(found) | _years_in(cells).keys()) else {}


def list_header(cell: Any) -> str | None:
    """A cell of a header as a text: a day, or a whole number, can be one of a calendar; None for what is none."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if type(cell) is float and cell.is_integer() and 0 < cell < 100_000:
        return f"{cell:.0f}"
    return None


def adopted_list_names(texts: Mapping[int, str]) -> int:
    """How many texts of a row are the names of columns, or periods in a row."""
    periods = periods_in(texts)
    return len(periods) + sum(col not in periods and is_list_name(text) for col, text in texts.items())


def is_list_name(text: str, *, whole: bool = False) -> bool:
    """Whether a text is the name of a column of some kind of table, the `whole` of it, or begins with it."""
    first = _WORD.search(fold(text[:_LONGEST_HEADER]))
    return first is not None and compared_words(first[0])[:1] in _first_words() and _is_name(text, whole)


_WORD = re.compile(r"[^\W\d_]+°?|[%#]")


@cache
def _first_words() -> frozenset[Name]:
    """The words that names of columns begin with: most texts are told by them."""
    return frozenset(name[:1] for kind in (PLAN, DEALS, INDICATORS) for name in names_of(kind))


@lru_cache(maxsize=20_000)
def _is_name(text: str, whole: bool) -> bool:
    for kind in (PLAN, DEALS, INDICATORS):
        how, meanings = word_meanings(text, names_of(kind), misspelt=False)
        if (
            how in ((EXACT,) if whole else (EXACT, PART, HEAD))
            and max(meanings.values(), default=0.0) * how.share >= OFTEN * OFTEN
        ):
            return True
    return False


def list_title_years(table: ListTable) -> set[int]:
    """The years that a table's title or its sheet says."""
    return {int(year) for text in (table.sheet, *table.titles) for year in YEAR.findall(text)}


# --- headers on two lines ---------------------------------------------------------------------------------


def _spread(row: int, texts: Mapping[int, str], merged: Sequence[Area]) -> dict[int, str]:
    """The texts of a row, those of merged cells over all their columns."""
    found = dict(texts)
    for area in merged:
        if area.top <= row <= area.bottom and area.left in texts:
            found |= dict.fromkeys(range(area.left, area.right + 1), texts[area.left])
    return found


def _joined(
    upper: Mapping[int, str], lower: Mapping[int, str], row: int, *, band: bool
) -> tuple[dict[int, str], tuple[tuple[int, int], ...]]:
    """The texts of two rows as one header, and which cells of the upper it is made of. In a `band`, one of the two
    only says units or years."""
    if not lower or (len(upper) < 2 and not band):
        return {}, ()
    both = {col: _both(upper.get(col, ""), lower.get(col, ""), band) for col in sorted({*upper, *lower})}
    return both, tuple((row, col) for col, text in both.items() if text != lower.get(col) and col in upper)


def _both(upper: str, lower: str, band: bool) -> str:
    """What a header of two lines says: both where that is a name, or where one is a unit; else the lower."""
    if not upper or not lower or upper == lower:
        return upper or lower
    unit = band and (is_unit_header(upper) or is_unit_header(lower))
    name = is_list_name(f"{upper} {lower}", whole=True) and not any(map(str.isdigit, lower))
    return f"{upper}{OVER}{lower}" if unit or name else lower


def _band(cells: Sequence[Any]) -> bool:
    """Whether a row says units or years and nothing else; or holds years beside other texts."""
    filled = [cell for cell in cells if cell != ""]
    units = all(isinstance(cell, str) and is_unit_header(cell) for cell in filled)
    return (bool(filled) and units) or bool(_years_in(cells))


def _years_in(cells: Sequence[Any]) -> dict[int, str]:
    """The numbers of a row that are years, if two of them differ."""
    years = {col: f"{cell:.0f}" for col, cell in enumerate(cells) if is_year_header(cell)}
    return years if len(set(years.values())) > 1 else {}


def _says_units(texts: Mapping[int, str]) -> bool:
    return any(OVER in text for text in texts.values())
