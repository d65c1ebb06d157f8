"""A workbook file → what it holds: the wall behind which the reading libraries stay."""

from __future__ import annotations

from pathlib import Path

import python_calamine as calamine

from pacxl.errors import FileDamaged, FileProtected
from pacxl.guard import check_file
from pacxl.opened import Grid, Opened, OpenTable


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
