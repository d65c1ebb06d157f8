"""A workbook's file → what it holds: the wall behind which the readers of the formats, and their libraries, stay."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pacxl.a1 import Spot
from pacxl.errors import NoSheets
from pacxl.formats import ods, xls, xlsb, xlsx
from pacxl.formats.by_calamine import FAULTS, calamine_stand_in
from pacxl.formats.opened import TEXT, Around, Opened
from pacxl.formats.workbook_file import GivenUp, WorkbookFile
from pacxl.guard.archive import archive_of
from pacxl.guard.check import Checked, check_rest, check_start
from pacxl.guard.file_kind import FileKind
from pacxl.guard.limits import USUAL, Limits
from pacxl.guard.text_table import text_table
from pacxl.ooxml.package import Package
from pacxl.ooxml.xml import NotWellFormed


class Format(Protocol):
    """What the room of a format gives: all that a workbook holds; by sheet, which of its cells hold a formula, and
    what hangs on them."""

    def open(self, file: WorkbookFile) -> Opened: ...

    def formulas(self, file: WorkbookFile) -> Mapping[str, frozenset[Spot]]: ...

    def around(self, file: WorkbookFile) -> Mapping[str, Around]: ...


class DelimitedText:
    """The format of CSV and its like: one sheet, called as the file is, whose cells are texts as they stand."""

    def open(self, file: WorkbookFile) -> Opened:
        """The table; its `properties` say how it was read."""
        rows, encoding, mark = text_table(file.content(), file.path, file.limits)
        return Opened({file.path.stem: rows}, properties={"encodage": encoding, "separateur": mark}, engine=TEXT)

    def formulas(self, _: WorkbookFile) -> Mapping[str, frozenset[Spot]]:
        """None: what begins with an equals sign is a text, and stays one."""
        return {}

    def around(self, _: WorkbookFile) -> Mapping[str, Around]:
        """Nothing stands around the cells of a text."""
        return {}


# To add a format: its room, a row here and, for a kind of file that is new, what tells it in `guard.file_kind`.
FORMATS: Mapping[FileKind, Format] = {
    FileKind.XLSX: xlsx,
    FileKind.XLSB: xlsb,
    FileKind.XLS: xls,
    FileKind.ODS: ods,
    FileKind.CSV: DelimitedText(),
}


def open_workbook(path: Path, limits: Limits = USUAL) -> Opened:
    """Opens a file: the cells of a workbook, and what stands around them; raises the PacxlError that keeps it from
    being read."""
    checked, file = _checked(path, limits)
    try:
        opened = FORMATS[checked.kind].open(file)
    except GivenUp as fault:
        opened = calamine_stand_in(file, fault)
    except NotWellFormed as fault:
        raise file.damaged(fault) from None
    checked.look_at_others()
    if not opened.sheets:
        raise NoSheets(str(path))
    return opened


def open_for_formula_cells(path: Path, sheet: str, limits: Limits = USUAL) -> frozenset[Spot]:
    """Opens a file for the cells of a sheet that hold a formula; none for a sheet that is not there or cannot be
    read."""
    status = (archive_of(path) or path).stat()
    return _formulas(path, (status.st_mtime_ns, status.st_size), limits).get(sheet, frozenset())


def open_for_around(path: Path, limits: Limits = USUAL) -> dict[str, Around]:
    """The links and the pictures of a workbook, by sheet; none where they cannot be read."""
    checked, file = _checked(path, limits)
    try:
        return dict(FORMATS[checked.kind].around(file))
    except (GivenUp, *FAULTS):
        return {}


@lru_cache(maxsize=64)
def _formulas(path: Path, _: tuple[int, int], limits: Limits) -> Mapping[str, frozenset[Spot]]:
    """Of every sheet, for they are asked for one by one, cell after cell."""
    checked, file = _checked(path, limits)
    try:
        return FORMATS[checked.kind].formulas(file)
    except (GivenUp, *FAULTS):
        return {}


def _checked(path: Path, limits: Limits) -> tuple[Checked, WorkbookFile]:
    checked = check_start(path, limits)
    if checked.kind is not FileKind.XLSX:  # whose parts are looked at as they are read
        checked = check_rest(path, checked, limits)
    return checked, WorkbookFile(path, Package(checked.parts), limits)
