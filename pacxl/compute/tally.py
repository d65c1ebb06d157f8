"""A tally of numbers, sheet by sheet and column by column: how many cells hold one, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from pacxl.compute.arrays import array
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


def is_tallied(column: Column) -> bool:
    """Whether a column is tallied: people's numbers or dates stand in it."""
    return not column.computed and column.kind.type is not Type.TEXT


def tallied_numbers(table: Table, frame: pd.DataFrame) -> Iterator[Tallied]:
    """The tally of the numbers and the dates of a frame, by file, sheet and column."""
    columns = [column for column in table.columns if is_tallied(column)]
    held_by = {column.key: array(frame[column.key], column.kind.type) for column in columns}
    values = pd.DataFrame(held_by, index=range(len(frame)))  # as long as the frame, without any such column too
    groups = [frame["fichier"].to_numpy(dtype=object), frame["feuille"].to_numpy(dtype=object)]
    for (file, sheet), held in values.groupby(groups, sort=False):
        for key in values.columns:
            numbers = held[key].dropna().tolist()
            if numbers:
                where = (str(file), str(sheet), "", table.key, key, "")
                yield Tallied(*where, RETENU, len(numbers), sum(numbers), sum(map(abs, numbers)))


def tallied_rows(table: Table, frame: pd.DataFrame) -> Iterator[Tallied]:
    """The tally of the rows of a frame, by file and sheet."""
    for (file, sheet), held in frame.groupby(["fichier", "feuille"], sort=False):
        yield Tallied(str(file), str(sheet), "", table.key, ROWS, "", RETENU, len(held), 0.0, 0.0)


def tallied_choices(table: Table, frame: pd.DataFrame) -> Iterator[Tallied]:
    """The tally of a frame's rows, and of their amounts, by file, sheet and value of each choice that is proved."""
    where = {key: frame[key].to_numpy(dtype=object) for key in ("fichier", "feuille")}
    for column in table.columns:
        if column.proof and len(frame):
            said = frame[column.key].fillna("").astype(object)
            rows = pd.DataFrame({**where, "said": said.to_numpy(), "valeur": said.str.lower().to_numpy()})
            rows["montant"] = np.nan_to_num(array(frame[column.proof], Type.NUMBER))
            for (file, sheet, _), held in rows.groupby(["fichier", "feuille", "valeur"], sort=False):
                amounts = held["montant"].tolist()
                place = (str(file), str(sheet), "", table.key, column.key, held["said"].iloc[0])
                yield Tallied(*place, RETENU, len(held), sum(amounts), sum(map(abs, amounts)))


def tallied_by_file(tallied: Iterable[Tallied]) -> dict[str, list[Tallied]]:
    """A tally of several files, each by itself."""
    found: dict[str, list[Tallied]] = {}
    for each in tallied:
        found.setdefault(each.file, []).append(each)
    return found
