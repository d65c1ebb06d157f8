"""The workbook of correspondences: what somebody's own headers, sheets and words are here, ready to be corrected."""

from __future__ import annotations

from collections.abc import Mapping

from pacxl.definition.book import Book
from pacxl.definition.table import Column
from pacxl.plan.tables.carnet import REFERENCE

_TABLES = ("actions", "carnet", "indicateurs")  # those that people bring of their own


def our_columns(book: Book) -> Mapping[str, tuple[Column, ...]]:
    """The columns of a plan's book that a column of somebody's own can be, by table."""
    return {key: tuple(column for column in book.by_key[key].stored if column.key != REFERENCE) for key in _TABLES}
