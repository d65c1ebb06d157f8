"""Rows that add others up: the totals and subtotals that people type, known by what they are.

A cell is a sum where its number is that of the rows above it (all of them, those since the last total, those since
the last gap) or of the rows under it, and something says so: a formula, or a word beside it (*Total 2026*, *Cumul*).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from pacxl.a1 import Spot
from pacxl.definition.kind import COUNT, MONEY, NUMBER, WHOLE
from pacxl.definition.signatures import Type
from pacxl.definition.table import Naming
from pacxl.formats.opened import CellGrid, FilledCells, Opened
from pacxl.french.numerals import Amount, flat_number, read_amount
from pacxl.french.text import fold, text_as_seen
from pacxl.locating.located import Located

Formulas = Callable[[str], Collection[Spot]]  # the cells of a sheet that hold a formula
_ADDED = (MONEY, NUMBER, WHOLE, COUNT)
_FARTHEST = 200  # rows under a sum that it may be of

_TOTALS = r"(?:sous[- ]?|ss[- ]?|s[-/. ]{1,2})?tot(?:al|aux|aliser|\.)?"
_WHOSE = (
    r"(?: (?:general|generaux|global|partiel|cumule|annuel|ht|ttc|a ce jour|20\d\d|d'.*|(?:de|des|du|par|pour) .*))*"
)
_STRICT = re.compile(
    rf"{_TOTALS}{_WHOSE}\s*[:=]?|sommes?|cumuls?|(?:grand|montant|budget|cout) total"
    r"|total (?:budget|depenses?|montant)\s*[:=]?"
)
_LIKE = re.compile(
    rf"(?:^|[^a-z]){_TOTALS}(?![a-z])|\b(?:sommes?|cumule?s?|ensemble|globale?|recap\w*|bilan|tous|report)\b|σ"
)


@lru_cache(maxsize=20_000)
def says_added_up(text: str) -> bool:
    """Whether a text can be nothing else than the label of a total."""
    return _STRICT.fullmatch(fold(text)) is not None


@lru_cache(maxsize=20_000)
def _is_like_a_label(text: str) -> bool:
    return _LIKE.search(fold(text)) is not None


@dataclass(frozen=True)
class AddedUp:
    """The rows that are totals; in rows that are not (somebody's, dated), the cells that are sums all the same."""

    totals: tuple[int, ...] = ()
    cells: frozenset[Spot] = frozenset()


def added_up(found: Located, opened: Opened, rows: Sequence[int], formulas: Formulas) -> AddedUp:
    """Which of a table's rows add others up. Formulas are only asked for where a number is the sum of others."""
    tables = (table for table in opened.tables.values() if table.totals and table.sheet == found.sheet)
    drawn = {row for table in tables for row in table.rows_of_totals}
    sheet, said = _sheet_of(found, opened, rows, formulas)
    columns, bare = sheet.columns, set(filter(sheet.is_bare_total, said))
    if not (drawn or bare or any(len(column.values) > 1 for column in columns)):
        return AddedUp()  # as in most tables, there is nothing that can be a sum
    asked = drawn.union(bare, *(column.values for column in columns))
    totals, cells, before = list[int](), set[Spot](), -1
    for row in rows:
        if row != before + 1:
            for column in columns:
                column.begin("gap")
        before = row
        if row not in asked:
            continue
        sums, others = sheet.sums(row), False
        if row not in drawn:
            others = bool(sums) and sheet.holds_more(row, sums, bare=row in bare)
            if not sums and row not in bare:
                for column in columns:
                    column.add(row)
                continue
        if others:
            cells |= {(row, column.col) for column in sums}
            for column in columns:
                if column not in sums:
                    column.add(row)
        else:
            totals.append(row)
        for column in columns:
            column.begin("total")
    return AddedUp(tuple(totals), frozenset(cells))


def _sheet_of(
    found: Located, opened: Opened, rows: Sequence[int], formulas: Formulas
) -> tuple[_Sheet, Sequence[int]]:
    """A table's sheet, to be looked at; and the rows in which a text says that they are totals."""
    grid, filled = opened.sheets[found.sheet], opened.filled[found.sheet]
    held, added = [row for row in rows if row in filled], _added_columns(found.table.naming)
    columns = [_Column(key, col, _numbers(grid, held, col)) for key, col in found.columns.items() if key in added]
    texts = {cell for row in held for _, cell in filled[row] if type(cell) is str}
    strict, like = set(filter(says_added_up, texts)), set(filter(_is_like_a_label, texts))
    said = [row for row in held if any(cell in strict for _, cell in filled[row])] if strict else []
    return _Sheet(found, grid, filled, columns, frozenset(rows), like, formulas), said


def _numbers(grid: CellGrid, rows: Iterable[int], col: int) -> dict[int, float]:
    """The numbers of a column, for what is added up, by row."""
    numbers = dict[int, float]()
    for row in rows:
        cell = grid[row][col]
        if type(cell) is float:
            numbers[row] = cell
        elif cell != "" and (number := number_added_up(cell)) is not None:
            numbers[row] = number
    return numbers


@lru_cache(maxsize=1024)
def _added_columns(naming: Naming) -> frozenset[str]:
    """The columns whose numbers people add up, by key."""
    return frozenset(column.key for column in naming.table.columns if column.typed and column.kind in _ADDED)


@dataclass(eq=False)
class _Column:
    """A column of numbers, and the sums of its rows up to one: of all, since the last total, since the last gap."""

    key: str
    col: int
    values: Mapping[int, float]
    sums: dict[str, tuple[float, int]] = field(default_factory=lambda: dict.fromkeys(("all", "total", "gap"), (0, 0)))

    def add(self, row: int) -> None:
        value = self.values.get(row)
        if value is not None:
            self.sums = {name: (total + value, count + 1) for name, (total, count) in self.sums.items()}

    def begin(self, since: str) -> None:
        """Begins a sum anew."""
        self.sums[since] = (0, 0)

    def addends(self, row: int) -> int:
        """How many rows above it a row is the sum of; 0 if of none."""
        value = self.values.get(row)
        if value is None:
            return 0
        return max([count for total, count in self.sums.values() if count and _same(value, total)], default=0)

    def under(self, row: int, among: Container[int]) -> int:
        """How many rows right under it, among some, a row is the sum of."""
        value, total, count = self.values.get(row), 0.0, 0
        if not value:
            return 0
        for other in range(row + 1, row + 1 + _FARTHEST):
            if other not in among:
                return 0
            here = self.values.get(other)
            if here is not None:
                total, count = total + here, count + 1
                if _same(value, total) and count > 1:
                    return count
        return 0


@dataclass(frozen=True)
class _Sheet:
    """A sheet, whose rows are looked at."""

    found: Located
    grid: CellGrid
    filled: FilledCells
    columns: Sequence[_Column]
    rows: Container[int]
    like: Collection[str]  # its texts that may be labels of totals
    formulas: Formulas

    def sums(self, row: int) -> list[_Column]:
        """The columns in which a row is the sum of others, and says so."""
        counts = {column: column.addends(row) for column in self.columns}
        if not any(counts.values()) and self._may_add_those_under(row):
            counts = {column: column.under(row, self.rows) for column in self.columns}
        sums = [column for column, count in counts.items() if count]
        if not sums:
            return []
        labels = [text for text in self._texts(row) if text in self.like or says_added_up(text)]
        several = max(counts.values()) > 1 and any(column.values.get(row) for column in sums)
        if any(says_added_up(text) or several or self._names_above(row, text) for text in labels):
            return sums
        money = [each for each in sums if self.found.table.by_key[each.key].kind == MONEY and counts[each] > 1]
        if several and money and not [*self._texts(row)] and not self.holds_more(row, sums):
            return sums  # nothing but sums
        if several and any((row, column.col) in self.formulas(self.found.sheet) for column in money):
            return sums
        return []

    def _may_add_those_under(self, row: int) -> bool:
        """Whether what a row adds up can be told from chance under it: a label says so, or it is of one's own
        making."""
        return self.found.how == "own" or bool(self.like and any(text in self.like for text in self._texts(row)))

    def _names_above(self, row: int, label: str) -> bool:
        """Whether a label names what the row above is of, as Excel's own subtotals do: *Total Paul*."""
        name = _LIKE.sub("", fold(label)).strip(" :=-")
        above = self.grid[row - 1] if row else []
        return bool(name) and any(isinstance(cell, str) and fold(cell) == name for cell in above)

    def is_bare_total(self, row: int) -> bool:
        """Whether a row says that it is a total, and there is nothing else in it but numbers."""
        label = next((text for text in self._texts(row) if says_added_up(text)), None)
        if label is None:
            return False
        return not any(
            isinstance(cell, str) and cell not in ("", label) and not any(map(str.isdigit, cell))
            for cell in self._typed(row).values()
        )

    def holds_more(self, row: int, sums: Sequence[_Column], *, bare: bool = False) -> bool:
        """Whether there is more in a row than its label and its sums: a person, a date, a result. Beside the sum of a
        `bare` total, another amount is one that is out of date."""
        columns, labels = self.found.table.by_key, 0
        name = next((key for key in self.found.columns if columns[key].kind.type is Type.TEXT), "")
        for key, cell in self._typed(row).items():
            kind = columns[key].kind
            if cell == "" or any(column.key == key for column in sums):
                continue
            if isinstance(cell, str) and (key == name or says_added_up(cell) or _is_like_a_label(cell)):
                continue
            if kind.type is Type.TEXT:
                labels += not (isinstance(cell, str) and any(map(str.isdigit, cell)))
            elif kind.type is Type.DATE or (kind in _ADDED and not (bare and kind is MONEY)):
                return True
        return labels > 0

    def _typed(self, row: int) -> dict[str, Any]:
        by_key = self.found.table.by_key
        return {key: self.grid[row][col] for key, col in self.found.columns.items() if not by_key[key].computed}

    def _texts(self, row: int) -> Iterator[str]:
        """The texts that are typed in a row, and in the cell before it, where a total may be announced."""
        left, right = self._from - 1, self.found.right
        held = self.filled.get(row, ())
        texts = (cell for col, cell in held if left <= col <= right and type(cell) is str)
        return (text for text in texts if not self.found.came_with(text))

    @cached_property
    def _from(self) -> int:
        return min([self.found.left, *self.found.unknown])


def _same(value: float, total: float) -> bool:
    """Whether a number is a sum, or the sum in whole euros."""
    return abs(value - total) <= (0.5 if value == int(value) and total != int(total) else 0.005)


def number_added_up(cell: Any) -> float | None:
    """For what is added up: the number that a cell holds, or that its text is."""
    if type(cell) in (float, int):
        return float(cell)
    if type(cell) is str and (seen := text_as_seen(cell).lstrip()) and (seen[0].isdigit() or seen[0] in "-+("):
        amount = read_amount(flat_number(seen))
        if isinstance(amount, Amount) and len(amount.numbers) == 1:
            return float(amount.numbers[0])
    return None
