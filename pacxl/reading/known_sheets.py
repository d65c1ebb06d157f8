"""The sheets of a file that are those of the file before, cell by cell: what is understood of them is known.

Of the sheets of a plan, many are as its template has them, whoever filled in the others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from pacxl.formats.opened import Opened, OpenTable, SparseGrid


class _Sheet(NamedTuple):
    """A sheet's cells, and all else that is understood with them."""

    grid: SparseGrid
    tables: list[OpenTable]
    extras: Any
    formats: Any
    formulas: bytes


class KnownSheets:
    """Of each name, the last sheet that came."""

    def __init__(self) -> None:
        self._last: dict[str, _Sheet] = {}

    def known_again(self, opened: Opened) -> Opened:
        """An opened file, each of its sheets that is known being the very one that came before."""
        tables: dict[str, list[OpenTable]] = {}
        for table in opened.tables.values():
            tables.setdefault(table.sheet, []).append(table)
        sheets = dict(opened.sheets)
        for name, grid in opened.sheets.items():
            if isinstance(grid, SparseGrid) and name in opened.formulas:
                around = (opened.extras.get(name), opened.formats.get(name), opened.formulas[name])
                sheet, last = _Sheet(grid, tables.get(name, []), *around), self._last.get(name)
                if last is not None and last[1:] == sheet[1:] and grid.is_same(last.grid):
                    sheets[name] = last.grid
                else:
                    self._last[name] = sheet
        return replace(opened, sheets=sheets)
