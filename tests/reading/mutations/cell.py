"""A cell of a workbook that openpyxl holds: a formula that keeps its value, a value typed as it is."""

from __future__ import annotations

from copy import copy
from typing import Any

import numpy as np
import pandas as pd
from openpyxl.cell import Cell


class Formula(str):
    """A formula, with the value that its cell shows; None: it was never calculated. The workbook's own ones are
    calculated anew when the file is saved; those that people typed show what they are said to show.

    openpyxl forgets what a formula's cell shows; Excel does not. So each carries its value along.
    """

    shown: Any
    typed: bool

    def __new__(cls, text: str, shown: Any, *, typed: bool = True) -> Formula:
        formula = super().__new__(cls, text)
        formula.shown, formula.typed = shown, typed
        return formula

    def __getnewargs_ex__(self) -> tuple[tuple[str, Any], dict[str, bool]]:
        return (str(self), self.shown), {"typed": self.typed}


def cells_of(sheet: Any) -> list[Any]:
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell) and cell.value is not None]


def put(cell: Any, value: Any, like: Any = None) -> None:
    """Types a value; `like` gives it the look of another cell. A text stays a text, whatever it looks like."""
    if like is not None:
        cell._style = copy(like._style)
    if isinstance(value, Formula):
        cell.value = str(value)
        cell._value = value
        return
    cell.value = None if value is None or value is pd.NA else plain(value)
    if isinstance(value, str) and not value.startswith("#"):
        cell.data_type = "s"


def plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value.item() if isinstance(value, np.generic) else value
