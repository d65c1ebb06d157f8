"""The tables of a workbook: their columns, and the Excel Tables they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal as OneOf

from pacxl.definition.expr import Expr
from pacxl.definition.kind import Kind
from pacxl.french.header_text import plain_header, trimmed_header
from pacxl.french.period import Edge
from pacxl.typography import plain_spaces

# Where a row comes from. `ligne` is the row's number on its sheet, as people see it.
PROVENANCE = {
    "fichier": "string",
    "feuille": "string",
    "ligne": "Int64",
    "commercial": "string",
    "equipe": "string",
    "periode": "string",
}


TOTAL_LABEL = "Total"
# In expressions, of a row of a table of several parts: the `value` of the one that it stands in.
STANDS_IN = "tableau"


Tint = OneOf["good", "bad", "wait", "muted"]
# A tint's sign says what its colour says, to those who do not see it, and on paper.
SIGNS: Mapping[Tint, str] = {"good": "✓", "bad": "✗", "wait": "●", "muted": "–"}


@dataclass(frozen=True)
class Mark:
    """A value that is shown apart: a text, or any that starts with one; a number above a bound, or below one."""

    tone: Tint
    equals: str = ""
    starts: str = ""
    above: float | None = None
    below: float | None = None

    def holds(self, value: object) -> bool:
        """Whether a cell's value is shown apart by it, as the conditional format of the workbook has it."""
        if isinstance(value, str):
            return value == self.equals if self.equals else bool(self.starts) and value.startswith(self.starts)
        if not isinstance(value, (int, float)):
            return False
        return (self.above is not None and value > self.above) or (self.below is not None and value < self.below)


@dataclass(frozen=True)
class Column:
    """A column of a table: `key` in frames, `header` in the workbook.

    A column is typed by people, or computed (`formula`), or `given`: written by pacxl with the row and never typed (a
    month, a file's name). `choices` names a list of the book; an `open_list` accepts other values too. `unit_key`
    names the column that gives the value's unit. `total` is shown above the header; `marks` are shown apart (never by
    colour alone: the word is there too). `bound` writes the row's own value into its formulas instead of a reference.
    A `detail` is folded away in the simple view. A `bar` draws a share of 1 as a bar (`bad`: of what is
    unfavourable), `heat` tints a count the more the larger it is, `spark` draws this row's cells, from one column to
    another, as a small line in a column that holds nothing else. `edge` is the day that a column of dates asks of a
    week or a month: a deadline asks for its last. Where the table adds up another, `apart` is what has a line of its
    own in `Table.apart`, and `rest` what neither those lines nor the rows hold: 0, or a row is missing. `proof` names
    the column of amounts that is proved for each of this one's values: a choice that decides what is added to what. A
    `link` holds names of sheets of the book, or of parts of a table, and leads there.
    """

    key: str
    header: str
    kind: Kind
    formula: Expr | None = None
    help: str = ""
    choices: str = ""
    open_list: bool = False
    synonyms: tuple[str, ...] = ()
    total: Expr | None = None
    given: bool = False
    bound: bool = False
    width: int | None = None
    unit_key: str = ""
    marks: tuple[Mark, ...] = ()
    detail: bool = False
    bar: bool | OneOf["bad"] = False
    heat: bool = False
    spark: tuple[str, str] | None = None
    edge: Edge = ""
    apart: tuple[Expr, ...] = ()
    rest: Expr | None = None
    proof: str = ""
    link: bool = False

    @property
    def computed(self) -> bool:
        return self.formula is not None

    @property
    def above(self) -> tuple[Expr | None, ...]:
        """Its figures in the lines above the header, from top to bottom."""
        return (self.total, *self.apart, self.rest)

    @property
    def typed(self) -> bool:
        return not self.computed and not self.given


@dataclass(frozen=True)
class Part:
    """One Excel Table on one sheet. A table spread over several has a part each, told by `value` in `part_key`.

    `proposed` are the texts of its first typed column that the rows of a new workbook come with. It has `least` rows
    at the least, blank ones among them; `unit` is that of its rows that say none. A row of it may say one of `others`
    in place of its `value`, in the table's `part_column`, which it then has, last.
    """

    name: str
    sheet: str
    value: str = ""
    proposed: tuple[str, ...] = ()
    least: int = 1
    unit: str = ""
    others: tuple[str, ...] = ()

    def proposes(self, cell: object) -> bool:
        """Whether a cell holds one of the proposed texts, whatever the kind of its spaces."""
        return isinstance(cell, str) and plain_spaces(cell) in self._plainly_proposed

    @cached_property
    def _plainly_proposed(self) -> frozenset[str]:
        return frozenset(map(plain_spaces, self.proposed))


@dataclass(frozen=True)
class Table:
    """A frame, and the Excel Tables it stands in. `spare` rows are left blank for people (none: its rows are closed).
    The first `leads` columns tell a row from the others: they stay in sight. A line is drawn where `group_key`
    changes from a row to the next. Above the header stand the totals and, where the table adds up another one, a line
    for each part that has no row (`apart`: « Sans date ») and the control line of what no line holds (`rest`). An
    `extended` table has no blank rows, and people type their own right under it. Its rows are `lines` high (0: as
    high as their texts ask). The `part_column` is called as the `part_key`; only parts with `others` have it, and a
    blank in it is the part's own value, as is what is none of them.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    part_key: str = ""
    spare: int = 0
    leads: int = 1
    group_key: str = ""
    apart: tuple[str, ...] = ()
    rest: str = ""
    extended: bool = False
    lines: int = 0
    part_column: Column | None = None

    @cached_property
    def names_rows(self) -> int:
        """How many columns, from the left, name a row: those before the first that is computed, and one at least."""
        first = (offset for offset, column in enumerate(self.columns) if column.computed)
        return max(1, next(first, len(self.columns)))

    @cached_property
    def homes(self) -> dict[str, Part]:
        """Value of the `part_key` → the part that its rows stand in."""
        others = {other: part for part in self.parts for other in part.others}
        return others | {part.value: part for part in self.parts}

    @cached_property
    def part_ranks(self) -> dict[str, int]:
        """Value of the `part_key` → the rank of that part among the table's."""
        return {value: self.parts.index(part) for value, part in self.homes.items()}

    @cached_property
    def whole(self) -> Table:
        """The table with all the columns that one of its parts has."""
        return next((self.seen_in(part) for part in self.parts if part.others), self)

    def seen_in(self, part: Part) -> Table:
        """The table with the columns that it has in a part."""
        return self._seen_in[part.name]

    @cached_property
    def _seen_in(self) -> dict[str, Table]:
        return {part.name: self._with_part_column() if part.others else self for part in self.parts}

    def _with_part_column(self) -> Table:
        own = (self.part_column,) if self.part_column else ()
        return replace(self, columns=(*self.columns, *own), part_column=None)

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Plain header or synonym → the columns that are called so, those whose own header it is first."""
        known: dict[str, tuple[str, ...]] = {}
        called = [(column.header, column.key) for column in self.columns]
        called += [(synonym, column.key) for column in self.columns for synonym in column.synonyms]
        for text, key in called:
            known[plain_header(text)] = (*known.get(plain_header(text), ()), key)
        return known

    @cached_property
    def naming(self) -> Naming:
        """The table as far as its columns go: what is known of these is remembered by it."""
        return Naming(self)

    @cached_property
    def trimmed(self) -> dict[str, str]:
        """Column key → its header, trimmed."""
        return {column.key: trimmed_header(column.header) for column in self.columns}

    @cached_property
    def stored(self) -> tuple[Column, ...]:
        """The columns that hold contents: all but the computed."""
        return tuple(column for column in self.columns if not column.computed)

    @property
    def stored_keys(self) -> list[str]:
        """The frame's columns that hold contents, in order: which part a row is of, and the stored ones."""
        return [key for key in self.frame_keys if key == self.part_key or not self.by_key[key].computed]

    @property
    def has_totals(self) -> bool:
        return any(column.total is not None for column in self.columns)

    @cached_property
    def lines_above(self) -> tuple[str, ...]:
        """The labels of the lines that stand above the header, from top to bottom."""
        return (*((TOTAL_LABEL,) if self.has_totals else ()), *self.apart, *((self.rest,) if self.rest else ()))

    @property
    def frame_keys(self) -> tuple[str, ...]:
        """The frame's columns, in order."""
        return ((self.part_key,) if self.part_key else ()) + tuple(column.key for column in self.columns)


@dataclass(frozen=True, eq=False)
class Naming:
    """A table as far as its columns go, their names and their kinds: two are equal whoever's plans they are of."""

    table: Table

    @cached_property
    def _columns(self) -> tuple[object, ...]:
        columns = self.table.columns
        called = ((each.key, each.header, each.synonyms) for each in columns)
        held = ((each.kind, each.computed, each.given) for each in columns)
        return (self.table.key, *called, *held)

    @cached_property
    def _hash(self) -> int:
        return hash(self._columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Naming) and self._columns == other._columns

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True)
class Choices:
    """A list that drop-downs offer; people may add to it, on its sheet, when it is `open`. One of `people` that names
    none offers the person whose workbook it is."""

    key: str
    title: str
    values: tuple[str, ...]
    people: bool = False
