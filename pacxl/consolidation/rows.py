"""The rows of many plans as those of one: whose each is, and all of a table end to end."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import pandas as pd

from pacxl.compute.columns import Columns, Frames
from pacxl.compute.contents import Contents
from pacxl.compute.excel_functions import Array
from pacxl.definition.book import Book
from pacxl.definition.table import PROVENANCE, Table


def rows_with_owner(plan: Contents) -> Contents:
    """The plan with the columns of provenance, whether it was read from a file or made: whose it is, as its owner is
    shown, and the places of its rows as far as they are known. A consolidation's rows keep their own."""
    owner, tables = plan.identity, plan.world.tables
    whose = {"commercial": owner.person, "equipe": owner.team or None, "periode": owner.period or None}
    held: dict[str, Columns | pd.DataFrame] = {}
    for key in plan.frames:
        table, again = plan.book.by_key.get(key), "sources" in plan.frames
        if table is None:
            held[key] = plan.frames[key]
            continue
        columns = tables.columns(key)
        known = {"fichier": plan.file, "feuille": None, "ligne": np.nan, **whose}
        told = {
            each: value
            for each, value in known.items()
            if each not in columns.arrays or (each in whose and not again and each not in table.by_key)
        }
        held[key] = columns.told({**told, **({"feuille": _homes(table, columns)} if "feuille" in told else {})})
    return dataclasses.replace(plan, frames=Frames(plan.book.by_key, held))


def _homes(table: Table, columns: Columns) -> Array | str:
    """The sheet of the plan that each row of a table stands on; the one of them all."""
    if not table.part_key:
        return table.parts[0].sheet
    return np.array([table.homes[value].sheet for value in columns.arrays[table.part_key].tolist()], dtype=object)


def rows_together(book: Book, key: str, plans: Sequence[Contents]) -> pd.DataFrame:
    """Everybody's rows of one table, in the book's columns: none where no plan counts, and of a plan for another
    period, no month's column that it has not."""
    table = book.by_key[key]
    dtypes = PROVENANCE | {column.key: column.kind.dtype for column in table.columns}
    if table.part_key:
        dtypes[table.part_key] = "string"
    having = [plan for plan in plans if key in plan.frames]
    tables = {id(plan.book): plan.book.by_key[key] for plan in having}
    if len({tuple((each.key, each.kind.dtype) for each in found.columns) for found in tables.values()}) == 1:
        rows = _end_to_end(having[0].book.by_key[key], [plan.world.tables.columns(key) for plan in having])
    else:
        rows = pd.concat([plan.frames[key] for plan in having], ignore_index=True) if having else pd.DataFrame()
    lacking = {name: pd.Series(index=rows.index, dtype=dtype) for name, dtype in dtypes.items() if name not in rows}
    return _in_order(table, rows.assign(**lacking))


def _end_to_end(table: Table, parts: Sequence[Columns]) -> pd.DataFrame:
    """The rows of one table of many plans, in which its columns are alike; no plan's frame is made for it."""
    keys = dict.fromkeys(key for each in parts for key in each.arrays)
    size = sum(each.size for each in parts)
    return Columns({key: np.concatenate([each.arrays[key] for each in parts]) for key in keys}, size).frame(table)


def _in_order(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """The table's columns, then the others (where the rows come from)."""
    keys = list(table.frame_keys)
    return frame[keys + [key for key in frame.columns if key not in table.frame_keys]]
