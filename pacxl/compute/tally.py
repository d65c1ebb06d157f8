"""An account of numbers, sheet by sheet and column by column: how many cells hold one, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from pacxl.compute.arrays import array
from pacxl.definition.functions import Type
from pacxl.definition.table import Column, Table

# What became of the numbers of some cells: LU is all of them, APRES what those that were converted have become, CLASSEUR
# those that the workbook itself calculated or came with.
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
    count: int
    total: float
    size: float


def counts_numbers(column: Column) -> bool:
    """Whether people's numbers or dates stand in a column."""
    return not column.computed and column.kind.type is not Type.TEXT


def numbers_of(table: Table, frame: pd.DataFrame) -> Iterator[Tallied]:
    """The numbers and the dates of a frame, by file, sheet and column."""
    columns = [column for column in table.columns if counts_numbers(column)]
    values = pd.DataFrame({column.key: array(frame[column.key], column.kind.type) for column in columns})
    groups = [frame["fichier"].to_numpy(dtype=object), frame["feuille"].to_numpy(dtype=object)]
    for (file, sheet), held in values.groupby(groups, sort=False):
        for key in values.columns:
            numbers = held[key].to_numpy()
            numbers = numbers[~np.isnan(numbers)]
            if len(numbers):
                yield Tallied(
                    file, sheet, "", table.key, key, "", RETENU, len(numbers), numbers.sum(), np.abs(numbers).sum()
                )


def rows_of(table: Table, frame: pd.DataFrame) -> Iterator[Tallied]:
    """The rows of a frame by file and sheet; and by the values of a choice that is proved, with their amounts."""
    if not len(frame):
        return
    where = {"fichier": frame["fichier"].to_numpy(dtype=object), "feuille": frame["feuille"].to_numpy(dtype=object)}
    for (file, sheet), count in pd.DataFrame(where).value_counts(sort=False).items():  # type: ignore[misc]  # two keys
        yield Tallied(file, sheet, "", table.key, ROWS, "", RETENU, int(count), 0.0, 0.0)
    for column in table.columns:
        if column.proof:
            amounts = array(frame[column.proof], Type.NUMBER)
            said = frame[column.key].fillna("").astype(object)
            rows = pd.DataFrame({**where, "said": said.to_numpy(), "valeur": said.str.lower().to_numpy()})
            rows["montant"], rows["taille"] = np.nan_to_num(amounts), np.abs(np.nan_to_num(amounts))
            for (file, sheet, _), held in rows.groupby(["fichier", "feuille", "valeur"], sort=False):
                total, size = held["montant"].sum(), held["taille"].sum()
                value = held["said"].iloc[0]
                yield Tallied(file, sheet, "", table.key, column.key, value, RETENU, len(held), total, size)


def by_file(tallied: Iterable[Tallied]) -> dict[str, list[Tallied]]:
    """An account of several files, each by itself."""
    found: dict[str, list[Tallied]] = {}
    for each in tallied:
        found.setdefault(each.file, []).append(each)
    return found
