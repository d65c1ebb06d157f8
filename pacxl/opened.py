"""A workbook file as plain Python cells: the wall behind which the reading library stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine as calamine

from pacxl.errors import FileDamaged, FileProtected
from pacxl.guard import check_file

Grid = list[list[Any]]  # rows of cells from A1 on; "" for a blank


@dataclass(frozen=True)
class OpenTable:
    """An Excel Table where the file says it is: its sheet, the row above its data, its columns, its last row."""

    name: str
    sheet: str
    top: int
    left: int
    right: int
    last: int


@dataclass(frozen=True)
class Opened:
    """A file's sheets, in order, and its Excel Tables by name (none in the formats that have none)."""

    sheets: Mapping[str, Grid]
    tables: Mapping[str, OpenTable]


def open_workbook(path: Path) -> Opened:
    """The cells of a workbook; raises the PacxlError that keeps it from being read."""
    check_file(path)
    has_tables = path.suffix.lower() in (".xlsx", ".xlsm")
    try:
        with calamine.load_workbook(str(path), load_tables=has_tables) as workbook:
            sheets = {name: _grid(workbook.get_sheet_by_name(name)) for name in workbook.sheet_names}
            names = (workbook.table_names or ()) if has_tables else ()
            tables = {name: _table(workbook.get_table_by_name(name)) for name in names}
    except calamine.PasswordError:
        raise FileProtected(str(path)) from None
    except (calamine.CalamineError, OSError, ValueError) as fault:
        raise FileDamaged(str(path), f" ({fault})") from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # a Rust panic is no Exception
            raise FileDamaged(str(path), "") from None
        raise
    return Opened(sheets, {name: table for name, table in tables.items() if table is not None})


def _grid(sheet: calamine.CalamineSheet) -> Grid:
    return sheet.to_python(skip_empty_area=False)


def _table(table: calamine.CalamineTable) -> OpenTable | None:
    if table.start is None or table.end is None:
        return None
    (first, left), (last, right) = table.start, table.end
    return OpenTable(table.name, table.sheet, first - 1, left, right, last)
