"""The tables on a workbook's sheets that look like lists: a row of headers, and rows under it that are alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from pacxl.adopting.content import Content, content_of, sorts_of
from pacxl.adopting.role import DEALS, INDICATORS, OFTEN, PLAN
from pacxl.adopting.weigh import names_of
from pacxl.adopting.words import EXACT, HEAD, PART, meanings_of
from pacxl.formats.opened import Area, CellGrid, Opened, filled_rows
from pacxl.french.calendar_names import MONTHS
from pacxl.french.text import fold
from pacxl.locating.added_up import says_total
from pacxl.locating.header_rows import OVER, is_year, says_unit_only

_LONGEST_HEADER = 80
_LOOKED_AT = 60  # rows under a header, to see what they hold
_FEWEST = 3  # columns in order, to be a calendar


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
            and not any(isinstance(cells[col], str) and says_total(cells[col]) for col in cols[:2])
        )
        return tuple(row for row, _ in zip(under, range(_LOOKED_AT), strict=False))

    @cached_property
    def contents(self) -> dict[int, Content]:
        """What each of its columns holds."""
        return {
            col: content_of([self.opened.shown(self.sheet, row, col) for row in self.rows]) for col in self.headers
        }

    @cached_property
    def periods(self) -> frozenset[int]:
        """The columns that are weeks, months, quarters or days in a row: a calendar, or figures by month."""
        return periods_in(self.headers)


def lists_in(opened: Opened) -> Iterator[ListTable]:
    """Every table of a workbook that looks like a list, sheet after sheet, from top to bottom."""
    for sheet, grid in opened.sheets.items():
        merged = opened.extras[sheet].merged if sheet in opened.extras else ()
        found = list(_headers_in(grid, merged))
        ends = [top - len({row for row, _ in above}) for top, _, above in found[1:]]
        for (top, headers, above), end in zip(found, [*ends, len(grid)], strict=True) if found else ():
            if any(cells.count("") < len(cells) for cells in grid[top + 1 : end]):
                table = ListTable(opened, sheet, top, headers, end, above, _titles(grid, top))
                yield replace(table, headers=_with_first(table))


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


def _headers_in(grid: CellGrid, merged: Sequence[Area]) -> Iterator[_Found]:
    """The rows of headers of a sheet: where it stands, its texts, and the cells above it that it goes on from."""
    done, last = -1, list[str]()
    for row, cells in filled_rows(grid):
        if row <= done or (last and not _may_be_another(grid, row)):
            continue
        alone, below = _texts(cells), grid[row + 1] if row + 1 < len(grid) else []
        under = _texts(below)
        both, used = _joined(_spread(row, alone, merged), under, row, band=_band(cells) or _band(below))
        readings = [(alone, row, ()), (under, row + 1, ()), (both, row + 1, used)]
        texts, top, above = max(readings, key=lambda each: (known_in(each[0]), each[0] is both and _says_units(both)))
        if (_is_another(texts, last, grid, top) if last else _is_header(texts)) and top < len(grid) - 1:
            yield top, texts, above
            done, last = top, list(texts.values())


def _is_header(texts: Mapping[int, str]) -> bool:
    """Whether texts are the header of a table: two of them, and a third of them all, are names of columns."""
    return known_in(texts) > 1 and known_in(texts) * 3 >= len(texts)


def _may_be_another(grid: CellGrid, row: int) -> bool:
    """Whether a row under a table is after a gap or a title, or begins with two names of columns."""
    texts = [cell for cell in grid[row] if isinstance(cell, str) and cell][:2]
    after_gap = sum(cell != "" for cell in grid[row - 1]) <= 1
    return after_gap or all(is_name(text, whole=True) for text in texts)


def _is_another(texts: Mapping[int, str], last: Sequence[str], grid: CellGrid, row: int) -> bool:
    """Whether a row under a table is another header: after a gap or a title, or with hardly any other text."""
    if len(set(texts.values()) & set(last)) * 2 > len(texts):  # the same header, once more: for another page, or year
        return bool(_YEAR.search(" ".join(text for text in _titles(grid, row)[-1:])))
    if row > 0 and sum(cell != "" for cell in grid[row - 1]) <= 1:
        return known_in(texts) > 1 and known_in(texts) * 2 > len(texts)
    known = sum(is_name(text, whole=True) for text in texts.values())
    return known > 2 and known * 5 >= len(texts) * 4


def _texts(cells: Sequence[Any]) -> dict[int, str]:
    """The cells of a row that can be headers, as texts; none where it holds a number that is no period."""
    found = dict[int, str]()
    for col, cell in enumerate(cells):
        text = header_text(cell)
        if text is None:
            return {}
        if text and len(text) <= _LONGEST_HEADER:
            found[col] = text
    figures = {col for col, text in found.items() if not isinstance(cells[col], str)}
    return found if figures <= (periods_in(found) | _years_in(cells).keys()) else {}


def header_text(cell: Any) -> str | None:
    """A cell of a header as a text: a day, or a whole number, can be one of a calendar; None for what is none."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if type(cell) is float and cell.is_integer() and 0 < cell < 100_000:
        return f"{cell:.0f}"
    return None


def known_in(texts: Mapping[int, str]) -> int:
    """How many texts of a row are the names of columns, or periods in a row."""
    periods = periods_in(texts)
    return len(periods) + sum(col not in periods and is_name(text) for col, text in texts.items())


@lru_cache(maxsize=20_000)
def is_name(text: str, *, whole: bool = False) -> bool:
    """Whether a text is the name of a column of some kind of table, the `whole` of it, or begins with it."""
    for kind in (PLAN, DEALS, INDICATORS):
        how, meanings = meanings_of(text, names_of(kind), misspelt=False)
        if (
            how in ((EXACT,) if whole else (EXACT, PART, HEAD))
            and max(meanings.values(), default=0.0) * how.share >= OFTEN * OFTEN
        ):
            return True
    return False


# --- calendars --------------------------------------------------------------------------------------------

_FIGURES = re.compile(r"\d{1,2}|\d{5}")


def periods_in(texts: Mapping[int, str]) -> frozenset[int]:
    """The columns of a header that are periods in a row, three at least: `S1 S2 S3`, `janv. févr. mars`, `1 2 3`."""
    runs: list[list[int]] = []
    for col, text in texts.items():
        if not is_period(text):
            continue
        if runs and runs[-1][-1] == _before(col, texts) and _go_on(texts[runs[-1][-1]], text):
            runs[-1].append(col)
        else:
            runs.append([col])
    return frozenset(col for run in runs if len(run) >= _FEWEST for col in run)


def _before(col: int, texts: Mapping[int, str]) -> int:
    return max((each for each in texts if each < col), default=-1)


def _go_on(one: str, other: str) -> bool:
    """Whether a period can follow another: figures go up by one or seven."""
    if _FIGURES.fullmatch(one) and _FIGURES.fullmatch(other):
        return int(other) - int(one) in (1, 7, *range(28, 32)) or (other == "1" and int(one) > 27)
    return one != other and bool(_FIGURES.fullmatch(one)) == bool(_FIGURES.fullmatch(other))


@lru_cache(maxsize=20_000)
def is_period(text: str) -> bool:
    """Whether a header is a day, a week, a month, a quarter or a year, with the figure that it is of or not."""
    _, words = figure_and_period(text)
    return bool(_FIGURES.fullmatch(words)) or bool({"month", "date"} & set(sorts_of(words)))


_AIM = re.compile(r"\b(?:objectifs?|obj\.?|cibles?|prevue?s?|budget|target|goal|plan|previsions?|forecast|o)\b\.?")
_DONE = re.compile(r"\b(?:realise?e?s?|reel(?:le)?s?|real\.?|actual|ca|resultats?|ventes|total|fait|r)\b\.?")
OBJECTIVE, ACTUAL = "objectif", "realise"


@lru_cache(maxsize=20_000)
def figure_and_period(text: str) -> tuple[str, str]:
    """Which figure the header of a period is of (an aim, or what was done), and the period alone: `Réalisé T1`."""
    plain = fold(text.replace("_", " ")).replace(OVER.strip(), " ")
    aim = _AIM.search(plain) is not None
    words = _DONE.sub(" ", _AIM.sub(" ", plain)) if len(plain) > _SHORTEST else plain
    return (OBJECTIVE if aim else ACTUAL), " ".join(words.split()).strip(" .-:()")


_SHORTEST = 3  # letters: `T1`, `obj`
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_QUARTER = re.compile(r"\b[tq]([1-4])\b")
_A_DAY = re.compile(r"\d{1,2}/(\d{1,2})/(20\d\d)")


def month_in(period: str, years: Collection[int]) -> dt.date | None:
    """The first day of the month that a period is, or of the first month of a quarter; its year is the one it says,
    or the only one of `years`."""
    if day := _A_DAY.fullmatch(period):
        return dt.date(int(day[2]), int(day[1]), 1)
    said = {int(year) for year in _YEAR.findall(period)} or set(years)
    words = re.split(r"[^a-z]+", period)
    month = next((MONTHS[word] for word in words if word in MONTHS), 0)
    if quarter := _QUARTER.search(period):
        month = int(quarter[1]) * 3 - 2
    return dt.date(said.pop(), month, 1) if month and len(said) == 1 else None


def years_in(table: ListTable) -> set[int]:
    """The years that a table's title or its sheet says."""
    return {int(year) for text in (table.sheet, *table.titles) for year in _YEAR.findall(text)}


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
    unit = band and (says_unit_only(upper) or says_unit_only(lower))
    name = is_name(f"{upper} {lower}", whole=True) and not any(map(str.isdigit, lower))
    return f"{upper}{OVER}{lower}" if unit or name else lower


def _band(cells: Sequence[Any]) -> bool:
    """Whether a row says units or years and nothing else; or holds years beside other texts."""
    filled = [cell for cell in cells if cell != ""]
    units = all(isinstance(cell, str) and says_unit_only(cell) for cell in filled)
    return (bool(filled) and units) or bool(_years_in(cells))


def _years_in(cells: Sequence[Any]) -> dict[int, str]:
    """The numbers of a row that are years, if two of them differ."""
    years = {col: f"{cell:.0f}" for col, cell in enumerate(cells) if is_year(cell)}
    return years if len(set(years.values())) > 1 else {}


def _says_units(texts: Mapping[int, str]) -> bool:
    return any(OVER in text for text in texts.values())
