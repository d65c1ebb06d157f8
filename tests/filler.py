"""Fills any book: the rows it comes with, and more where people may add some, with what its columns may hold."""

from __future__ import annotations

import datetime as dt
from itertools import cycle, islice
from random import Random
from typing import Any

import pandas as pd

from pacxl import Contents
from pacxl.compute.contents import make_contents
from pacxl.definition.book import Book
from pacxl.definition.kind import PERCENT, RATE, RATIO
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column, Table

# Few words, so that what is looked up is found, and twice at times; the odd ones are patterns to a spreadsheet.
WORDS = ("Alpha", "alpha", "Bêta", "Gamma", "a*", "50 % ?", "=1+1", "L’été d’une « idée »", "oui", "12")
BLANKS = 0.2  # the share of cells left blank


def filled(plan: Contents, seed: int, rows: int = 6) -> Contents:
    """The plan with every typed column filled, but for some blanks, and so many rows more a table."""
    random = Random(seed)
    frames = {table.key: _rows(plan.book, table, plan.frames[table.key], random, rows) for table in plan.book.tables}
    return make_contents(plan.book, frames, plan.identity, plan.today)


def _rows(book: Book, table: Table, frame: pd.DataFrame, random: Random, more: int) -> dict[str, list[Any]]:
    size = len(frame) + (more * len(table.parts) if table.spare else 0)
    rows = {column.key: _values(book, column, frame, random, size) for column in table.stored}
    if table.part_key:
        told = (islice(cycle((part.value, *part.others)), more) for part in table.parts if table.spare)
        parts = [value for values in told for value in values]
        rows[table.part_key] = [*frame[table.part_key], *parts]
    return rows


def _values(book: Book, column: Column, frame: pd.DataFrame, random: Random, size: int) -> list[Any]:
    known = [None if pd.isna(value) else value for value in frame[column.key].astype(object)]
    if not column.typed:
        return known + [None] * (size - len(known))
    kept = [value if value is not None else _value(book, column, random) for value in known]
    return kept + [_value(book, column, random) for _ in range(size - len(known))]


def _value(book: Book, column: Column, random: Random) -> Any:
    if random.random() < BLANKS:
        return None
    if column.choices:
        offered = next(choices.values for choices in book.lists if choices.key == column.choices)
        return random.choice((*offered, *WORDS[:3]) if column.open_list else offered)
    kind = column.kind
    if kind.type is Type.TEXT:
        return random.choice(WORDS)
    if kind.type is Type.DATE:
        return dt.date(2026, 1, 1) + dt.timedelta(random.randrange(400))
    if kind.whole:
        return random.randint(int(kind.least or 0), int(kind.most or 40))
    if kind.most is not None:
        return random.randint(0, 100) / 100
    if kind in (PERCENT, RATE):
        return random.randint(0, 150) / 100
    if kind is RATIO:
        return random.choice((0, 0.5, 2, 3, 5))
    few = (0, 1, 3, 2.5, 12.34, 1500)
    return random.choice(few) if random.random() < 0.3 else random.randint(10_000, 10**6) / 100
