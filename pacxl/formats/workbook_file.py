"""A workbook's file, as the guard hands it to the reader of its format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pacxl.a1 import Spot
from pacxl.errors import FileDamaged, GridTooLarge
from pacxl.formats.opened import CellGrid, SparseGrid
from pacxl.guard.archive import bytes_of
from pacxl.guard.limits import Limits
from pacxl.ooxml.cell_values import cell_value_as_shown
from pacxl.ooxml.package import Package


class GivenUp(Exception):
    """A format's own reader gives a file up, and calamine is to try. `macros`: whether the file holds some."""

    def __init__(self, fault: BaseException, macros: bool = False) -> None:
        super().__init__(str(fault))
        self.macros = macros


@dataclass(frozen=True)
class WorkbookFile:
    """A file that may be read: its parts (none, where it is no archive), how far its grids may reach."""

    path: Path
    package: Package
    limits: Limits

    def content(self) -> bytes:
        return bytes_of(self.path)

    def grid(self, cells: Mapping[Spot, Any], under: CellGrid | None = None) -> CellGrid:
        """The grid of some cells, put over those of another where there is one: as large as both. Its blank rows are
        one and the same."""
        under = under or []
        if not cells:
            return under
        width = len(under[0]) if under else 0
        rows, cols = max(len(under), *(row + 1 for row, _ in cells)), max(width, *(col + 1 for _, col in cells))
        if rows * cols > self.limits.cells:
            raise GridTooLarge(str(self.path), f"{rows} × {cols}")
        if min(map(min, cells)) < 0:
            raise self.damaged(ValueError("a cell before the first row"))
        if not under:
            held = dict[int, dict[int, Any]]()
            for row, col in sorted(cells):
                if (value := cell_value_as_shown(cells[row, col])) != "":
                    held.setdefault(row, {})[col] = value
            return SparseGrid((rows, cols), held)
        more = [""] * (cols - width)
        grown = [row + more for row in under] if more else [*under]
        grown += [[""] * cols] * (rows - len(under))
        own = set[int]()
        for (row, col), value in cells.items():
            if row not in own:
                own.add(row)
                grown[row] = [*grown[row]]
            grown[row][col] = cell_value_as_shown(value)
        return grown

    def damaged(self, fault: BaseException) -> FileDamaged:
        return FileDamaged(str(self.path), f" ({fault})" if str(fault) else "")
