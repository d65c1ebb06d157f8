"""A tally of numbers, sheet by sheet and column by column: how many cells hold one, and what they add up to."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, overload

import numpy as np

from pacxl.compute.columns import Columns
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column, Table

# What became of the numbers of some cells: LU is all of them, APRES what those that were converted have become,
# CLASSEUR those that the workbook itself calculated or came with.
LU, RETENU, CONVERTI, APRES, REJETE, LIBRE, CLASSEUR = (
    "lu",
    "retenu",
    "converti",
    "apres",
    "rejete",
    "libre",
    "classeur",
)
ROWS = "lignes"  # in a column's place: the rows of a table, whatever they hold


class Tallied(NamedTuple):
    """Numbers of one file, of one sheet, that became the same: how many, their sum, and the sum of their sizes.

    A day counts as its serial. `letter` is the column of the sheet, `key` that of the table (of none: ""); `value`
    tells the rows of a choice ("" for those without one), whose `total` is that of `Column.proof`.
    """

    file: str
    sheet: str
    letter: str
    table: str
    key: str
    value: str
    fate: str
    cells: int
    total: float
    size: float

    @property
    def kept_apart(self) -> Tallied:
        """The same numbers, which are in no table that is consolidated."""
        return self._replace(table="", key="", value="")


_Place = tuple[str, str, str, str, str, str]  # a tally's sheet, letter, table, key, value and fate


class Account(Sequence[Tallied]):
    """A tally that is kept: of what most of it repeats, the places that the files of a template have in common, each
    is there once; its numbers take little."""

    __slots__ = ("_cells", "_files", "_places", "_sizes", "_totals")

    def __init__(self, tallied: Iterable[Tallied]):
        self._files, self._places = list[str](), list[_Place]()
        self._cells, self._totals, self._sizes = array("q"), array("d"), array("d")
        for each in tallied:  # never all of them at once
            self._files.append(each.file)
            self._places.append(_place(each[1:7]))
            self._cells.append(each.cells)
            self._totals.append(each.total)
            self._sizes.append(each.size)

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, at: int) -> Tallied: ...
    @overload
    def __getitem__(self, at: slice) -> list[Tallied]: ...
    def __getitem__(self, at: int | slice) -> Tallied | list[Tallied]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        return Tallied(self._files[at], *self._places[at], self._cells[at], self._totals[at], self._sizes[at])

    def __iter__(self) -> Iterator[Tallied]:
        every = zip(self._files, self._places, self._cells, self._totals, self._sizes, strict=True)
        return (Tallied(file, *place, cells, total, size) for file, place, cells, total, size in every)


@lru_cache(maxsize=50_000)
def _place(place: _Place) -> _Place:
    return place


def is_tallied(column: Column) -> bool:
    """Whether a column is tallied: people's numbers or dates stand in it."""
    return not column.computed and column.kind.type is not Type.TEXT


def tallied_numbers(table: Table, columns: Columns) -> Iterator[Tallied]:
    """The tally of the numbers and the dates of a table, by file, sheet and column."""
    for (file, sheet), rows in _by_place(columns).items():
        for column in table.columns:
            if is_tallied(column):
                values = columns.arrays[column.key][rows]
                numbers = values[~np.isnan(values)].tolist()
                if numbers:
                    where = (file, sheet, "", table.key, column.key, "")
                    yield Tallied(*where, RETENU, len(numbers), sum(numbers), sum(map(abs, numbers)))


def tallied_rows(table: Table, columns: Columns) -> Iterator[Tallied]:
    """The tally of the rows of a table, by file and sheet."""
    for (file, sheet), rows in _by_place(columns).items():
        yield Tallied(file, sheet, "", table.key, ROWS, "", RETENU, len(rows), 0.0, 0.0)


def tallied_choices(table: Table, columns: Columns) -> Iterator[Tallied]:
    """The tally of a table's rows, and of their amounts, by file, sheet and value of each choice that is proved."""
    chosen = [column for column in table.columns if column.proof]
    for (file, sheet), rows in _by_place(columns).items() if chosen else ():
        for column in chosen:
            amounts = np.nan_to_num(columns.arrays[column.proof][rows]).tolist()
            said = [text or "" for text in columns.arrays[column.key][rows]]
            for value in dict.fromkeys(map(str.lower, said)):
                spelt = next(text for text in said if text.lower() == value)
                own = [amount for text, amount in zip(said, amounts, strict=True) if text.lower() == value]
                place = (file, sheet, "", table.key, column.key, spelt)
                yield Tallied(*place, RETENU, len(own), sum(own), sum(map(abs, own)))


def _by_place(columns: Columns) -> dict[tuple[str, str], list[int]]:
    """The rows of each sheet of each file."""
    found: dict[tuple[str, str], list[int]] = {}
    places = zip(columns.arrays["fichier"], columns.arrays["feuille"], strict=True)
    for row, (file, sheet) in enumerate(places):
        found.setdefault((str(file), str(sheet)), []).append(row)
    return found


def tallied_by_file(tallied: Iterable[Tallied]) -> dict[str, list[Tallied]]:
    """A tally of several files, each by itself."""
    found: dict[str, list[Tallied]] = {}
    for each in tallied:
        found.setdefault(each.file, []).append(each)
    return found
