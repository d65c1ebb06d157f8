"""A table that was found in a file: where it stands, and which of its rows are rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar
from typing import Literal as OneOf

from pacxl.a1 import Spot
from pacxl.definition.table import Part, Table
from pacxl.formats.opened import Opened, once_a_sheet
from pacxl.locating.headers import Header

UNTICKED = "boxes-unticked"  # the finding of cells that count for nothing: FALSE, and alone on their rows
FoundBy = OneOf["name", "headers", "rest", "own"]


@dataclass(frozen=True)
class Located:
    """A part of a table, found: its sheet, its header's row, its rows of data, its columns by key. From 0.

    `how` it was found: by its `name`, by its `headers`, as the `rest` of a table that stands elsewhere, or as a table
    of somebody's `own` making. `last` is the last row of its Excel Table, if it is one. Of its rows, some are `below`
    that. Its `totals` and `repeats` (of its header) are no rows of it; `uncounted` are the cells of its rows that
    count for nothing, as sums of other rows, each with the code of the finding that tells why. `above` are the cells
    of a header's upper line, `unknown` the texts beside its headers, of which `left_out` name columns that are not
    taken for the plan's (in another unit, of another year). `spread` are the values that count
    instead of what cells hold (`counted_cells`), by row and column; `given` those that stand in no column and hold
    for each row (the month that a column of figures is of), by key. The columns of `again` are counted with another
    part of the same table.
    """

    table: Table
    part: Part
    sheet: str
    top: int
    headers: tuple[Header, ...]
    how: FoundBy = "headers"
    last: int | None = None
    rows: tuple[int, ...] = ()
    below: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    repeats: tuple[int, ...] = ()
    uncounted: Mapping[Spot, str] = field(default_factory=dict)
    above: tuple[tuple[int, int], ...] = ()
    unknown: Mapping[int, str] = field(default_factory=dict)
    left_out: tuple[Header, ...] = ()
    spread: Mapping[tuple[int, int], Any] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    again: frozenset[str] = frozenset()

    @cached_property
    def columns(self) -> dict[str, int]:
        return {header.key: header.col for header in self.headers}

    def counted(self, cells: Sequence[Any], key: str) -> list[Any]:
        """A column's cells with the values that merged cells give to the rows they cover, and without what counts for
        nothing."""
        if key in self.given:
            return [self.given[key]] * len(self.rows)
        col = self.columns.get(key, -1)
        values = {**self.spread, **dict.fromkeys(self.uncounted, "")}
        return [values.get((row, col), cell) for row, cell in zip(self.rows, cells, strict=True)]

    def came_with(self, cell: object) -> bool:
        """Whether a cell holds a text that the rows of a workbook of ours come with."""
        return self.how != "own" and self.part.proposes(cell)

    @cached_property
    def factors(self) -> dict[str, float]:
        """What the numbers of some columns are multiplied by, as their headers say: 1 000 under « k€ »."""
        return {header.key: header.factor for header in self.headers if header.factor != 1}

    @cached_property
    def left(self) -> int:
        return min(header.col for header in self.headers)

    @cached_property
    def right(self) -> int:
        return max(header.col for header in self.headers)


def located_by_sheet(located: Iterable[Located]) -> dict[str, list[Located]]:
    """Located tables by the sheet that they stand on."""
    found: dict[str, list[Located]] = {}
    for each in located:
        found.setdefault(each.sheet, []).append(each)
    return found


_Made = TypeVar("_Made")


def once_located(make: Callable[..., _Made], found: Located, opened: Opened, *more: Hashable) -> _Made:
    """What is made of a located table and its sheet (`once_a_sheet`), and of `more` that tells one from another."""
    return once_a_sheet(opened.sheets[found.sheet], (make, *more), (found,), partial(make, found, opened, *more))


def is_located_hidden(found: Located, opened: Opened) -> bool:
    """Whether the sheet of a located table is hidden."""
    return found.sheet in opened.extras and opened.extras[found.sheet].hidden
