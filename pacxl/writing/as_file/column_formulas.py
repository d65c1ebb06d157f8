"""The formulas of a book's columns: said once for all the parts of a table, where they differ by its name alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pacxl.compute.formula import formula
from pacxl.compute.references import OWN_PART, Scope
from pacxl.definition.book import Book
from pacxl.definition.expr import Col, Expr, Position, Value
from pacxl.definition.table import STANDS_IN, Column, Part, Table
from pacxl.definition.tree import walk


def formulas_of(book: Book) -> ColumnFormulas:
    """The formulas of a book's columns; of tables that were lately asked for, those that were made then."""
    return _formulas(_OfTables(book))


class _OfTables:
    """A book that is the same as those that share its very tables: all that formulas say."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OfTables) and other.book.tables is self.book.tables

    def __hash__(self) -> int:
        return id(self.book.tables)


@lru_cache(maxsize=8)
def _formulas(of_tables: _OfTables) -> ColumnFormulas:
    return ColumnFormulas(of_tables.book)


class ColumnFormulas:
    """What the formulas of a book's columns are, and of their totals; each text is made once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._said_by: dict[tuple[str, str], Part | None] = {}
        self._texts: dict[tuple[object, ...], str] = {}

    def of_column(self, column: Column, table: Table, part: Part, constants: Mapping[str, Value]) -> str:
        """A computed column's formula in a part of its table, in a row whose bound columns are these constants."""
        assert column.formula is not None
        at = (table.key, column.key)
        if at not in self._said_by:
            self._said_by[at] = None if _depends_on_part(column.formula, table) else OWN_PART
        said_by = self._said_by[at] or part
        key = (*at, said_by.name, *constants.values())
        if key not in self._texts:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[key] = formula(column.formula, Scope(self._book, table, said_by, constants))
        return self._texts[key].replace(OWN_PART.name, part.name)

    def of_total(self, total: Expr, table: Table, part: Part) -> str:
        """The formula of a cell above a part of a table."""
        key = (table.key, part.name, id(total))
        if key not in self._texts:
            self._texts[key] = formula(total, Scope(self._book, table, part))
        return self._texts[key]


_MOST_TEXTS = 4096  # kept: constants of their own make one a row


def _depends_on_part(expr: Expr, table: Table) -> bool:
    return any(
        isinstance(each, Position) or (isinstance(each, Col) and each.key in (table.part_key, STANDS_IN))
        for each in walk(expr)
    )
