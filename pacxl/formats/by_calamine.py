"""What calamine makes of a workbook; whatever it does instead, a Rust panic too, is one fault of ours."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import python_calamine as calamine

from pacxl.errors import FileProtected
from pacxl.formats.opened import Area, CellGrid, Extras, Opened
from pacxl.formats.workbook_file import GivenUp, WorkbookFile
from pacxl.ooxml.cell_values import cell_value_as_shown

FAULTS = (ValueError, IndexError, KeyError, OverflowError, struct.error)  # what a damaged file makes a reader raise


class Refused(Exception):
    """calamine cannot read this."""


class CalamineSheets(NamedTuple):
    """The grids of a workbook's sheets (None for one that is refused), and their merged ranges."""

    grids: Mapping[str, CellGrid | None]
    merged: Mapping[str, tuple[Area, ...]]


def calamine_sheets(content: io.BytesIO, path: Path) -> CalamineSheets:
    """The sheets of a workbook as calamine reads them; raises Refused where it cannot be read at all."""
    with calamine_answer(partial(calamine.load_workbook, content), path) as workbook:
        grids: dict[str, CellGrid | None] = {}
        merged: dict[str, tuple[Area, ...]] = {}
        for name in workbook.sheet_names:
            try:
                grids[name], merged[name] = calamine_answer(partial(_sheet, workbook, name), path)
            except Refused:
                grids[name] = None
        return CalamineSheets(grids, merged)


def calamine_stand_in(file: WorkbookFile, fault: GivenUp) -> Opened:
    """What calamine makes of a file that the reader of its format gave up: the cells, blanks and errors alike."""
    try:
        read = calamine_sheets(io.BytesIO(file.content()), file.path)
    except Refused:
        raise file.damaged(fault) from None
    if None in read.grids.values():
        raise file.damaged(fault)
    extras = {name: Extras(merged) for name, merged in read.merged.items()}
    return Opened({name: grid or [] for name, grid in read.grids.items()}, extras=extras, macros=fault.macros)


def calamine_answer(ask: Callable[[], Any], path: Path) -> Any:
    """What calamine answers when asked; raises Refused, or FileProtected."""
    try:
        return ask()
    except calamine.PasswordError:
        raise FileProtected(str(path)) from None
    except (calamine.CalamineError, OSError, *FAULTS) as fault:
        raise Refused(str(fault)) from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # it is no Exception
            raise Refused from None
        raise


_PLAIN = {str, float, bool, dt.date, dt.datetime}


def _sheet(workbook: calamine.CalamineWorkbook, name: str) -> tuple[CellGrid, tuple[Area, ...]]:
    sheet = workbook.get_sheet_by_name(name)
    grid: CellGrid = sheet.to_python(skip_empty_area=False)
    if set(map(type, chain.from_iterable(grid))) - _PLAIN:
        grid = [[cell_value_as_shown(value) for value in row] for row in grid]
    return grid, tuple(Area(*first, *last) for first, last in sheet.merged_cell_ranges or ())
