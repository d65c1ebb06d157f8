"""What a table that was found is worth: its amounts, added up column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pacxl.definition.kind import MONEY
from pacxl.definition.table import Naming
from pacxl.formats.opened import Opened
from pacxl.french.numerals import in_short_euros
from pacxl.locating.added_up import number_added_up
from pacxl.locating.located import Located
from pacxl.typography import WIDE


def worth(found: Located, opened: Opened) -> str:
    """What a table is worth: the amounts of its rows added up, column by column."""
    totals = [
        (found.table.by_key[key].header, worth_of_column(found, key, opened)) for key in columns_of_worth(found)
    ]
    return _said(totals)


def worth_of(columns: Mapping[str, int], rows: Sequence[Sequence[Any]]) -> str:
    """What some rows of cells are worth: some columns, by header, added up, in euros."""
    totals = {header: sum(number_added_up(cells[col]) or 0.0 for cells in rows) for header, col in columns.items()}
    return _said(totals.items())


def _said(totals: Iterable[tuple[str, float]]) -> str:
    return ", ".join(
        f"{header}{WIDE}: {in_short_euros(total)}" for header, total in totals if total
    ) or in_short_euros(0.0)


def columns_of_worth(found: Located) -> list[str]:
    """The columns of a table that are worth something: its typed amounts, by key."""
    amounts = _amounts(found.table.naming)
    return [key for key in found.columns if key in amounts]


@lru_cache(maxsize=1024)
def _amounts(naming: Naming) -> frozenset[str]:
    return frozenset(column.key for column in naming.table.columns if column.kind == MONEY and not column.computed)


def worth_of_column(found: Located, key: str, opened: Opened) -> float:
    """What one column of amounts is worth, in euros: its numbers that count, added up."""
    grid, col = opened.sheets[found.sheet], found.columns[key]
    total = sum(number_added_up(grid[row][col]) or 0.0 for row in found.rows if (row, col) not in found.uncounted)
    return total * found.factors.get(key, 1.0)
