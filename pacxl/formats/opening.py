"""A workbook file → what it holds: the wall behind which the reading libraries stay.

calamine, the fastest, reads .xlsx. It takes error cells and formulas never calculated for blanks, and gives up a
whole sheet for one cell that it does not know; so one pass of our own tells the first, and a second engine reads what
it refuses. The other formats have readers of their own, for there it drops cells; it stands in where those give up.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pacxl.errors import FileDamaged, FileProtected, GridTooLarge, NoSheets
from pacxl.excel import Spot
from pacxl.formats import lenient as fallback
from pacxl.formats import ods as opendocument
from pacxl.formats import sheet_xml as scan
from pacxl.formats import xls, xlsb
from pacxl.formats import xlsx as ooxml
from pacxl.formats.by_calamine import FAULTS, Read, Refused, grids_of
from pacxl.formats.opened import Extras, Grid, Opened
from pacxl.formats.times import as_shown
from pacxl.formats.xlsx import SheetPart, Workbook, extras, people_of
from pacxl.guard.check import Limits, check_file
from pacxl.guard.file_kind import Kind
from pacxl.ooxml.package import Archive, relations_of, stored
from pacxl.ooxml.xml import NotWellFormed

CALAMINE, XLRD, OURS = "calamine", "xlrd", "pacxl"
_FAULTS = (*FAULTS, NotWellFormed, xls.NotRead)


def open_workbook(path: Path, limits: Limits | None = None) -> Opened:
    """The cells of a workbook and what stands around them; raises the PacxlError that keeps it from being read."""
    file = _checked(path, limits or Limits())
    try:
        opened = _OPEN[file.kind](file)
    except NotWellFormed as fault:
        raise file.damaged(fault) from None
    if not opened.sheets:
        raise NoSheets(str(path))
    return opened


def formula_cells(path: Path, sheet: str, limits: Limits | None = None) -> frozenset[Spot]:
    """The cells of a sheet that hold a formula; none for a sheet that is not there or cannot be read."""
    status = path.stat()
    return _formulas(path, (status.st_mtime_ns, status.st_size), limits or Limits()).get(sheet, frozenset())


@lru_cache(maxsize=64)
def _formulas(path: Path, _: tuple[int, int], limits: Limits) -> Mapping[str, frozenset[Spot]]:
    """Of every sheet, for they are asked for one by one, cell after cell."""
    file = _checked(path, limits)
    try:
        return _FORMULAS[file.kind](file)
    except _FAULTS:
        return {}


@dataclass(frozen=True)
class _File:
    """A file that may be read: its kind, its parts (none in an .xls), and how far its grids may reach."""

    path: Path
    kind: Kind
    archive: Archive
    limits: Limits

    def put(self, grid: Grid, cells: Mapping[Spot, Any]) -> Grid:
        """The grid with values in it, made larger where they stand beyond its edges."""
        if not cells:
            return grid
        width = len(grid[0]) if grid else 0
        rows, cols = max(len(grid), *(row + 1 for row, _ in cells)), max(width, *(col + 1 for _, col in cells))
        if rows * cols > self.limits.cells:
            raise GridTooLarge(str(self.path), f"{rows} × {cols}")
        if min(map(min, cells)) < 0:
            raise self.damaged(ValueError("a cell before the first row"))
        grown = [row + [""] * (cols - width) for row in grid]
        grown += ([""] * cols for _ in range(rows - len(grid)))
        for (row, col), value in cells.items():
            grown[row][col] = as_shown(value)
        return grown

    def damaged(self, fault: BaseException) -> FileDamaged:
        return FileDamaged(str(self.path), f" ({fault})" if str(fault) else "")


def _checked(path: Path, limits: Limits) -> _File:
    """The two Office Open XML formats are told apart by the part that says what the workbook is."""
    checked = check_file(path, limits)
    archive, kind = Archive(checked.parts), checked.kind
    if kind in (Kind.XLSX, Kind.XLSB):
        kind = Kind.XLSB if ooxml.main_part(archive).endswith(".bin") else Kind.XLSX
    return _File(path, kind, archive, limits)


# --- .xlsx and .xlsm --------------------------------------------------------------------------------------

_HELD = 64 * 2**20  # what is worth holding twice in memory: calamine then inflates nothing again
_REFERRED = ("sharedStrings", "styles")


def _open_xlsx(file: _File) -> Opened:
    archive, workbook = file.archive, ooxml.workbook_of(file.archive)
    scans = {sheet.name: scan.scan(archive.read(sheet.part)) for sheet in workbook.sheets}
    mended = {sheet.part: xml for sheet in workbook.sheets if (xml := scans[sheet.name].mended) is not None}
    read = _read_package(file, workbook, mended)
    refused = [
        sheet for sheet in workbook.sheets if read.grids.get(sheet.name) is None or not scans[sheet.name].plain
    ]
    grids = {name: grid or [] for name, grid in read.grids.items()} | _read_again(file, workbook, refused)
    people = people_of(archive, workbook.part)
    return Opened(
        {name: file.put(grid, scans[name].without_value if name in scans else {}) for name, grid in grids.items()},
        ooxml.tables(archive, workbook),
        {sheet.name: extras(archive, sheet, scans[sheet.name].merged, people) for sheet in workbook.sheets},
        ooxml.properties(archive),
        ooxml.has_macros(archive, workbook.sheets),
        OURS if refused else CALAMINE,
        workbook.date1904,
    )


def _read_package(file: _File, workbook: Workbook, mended: Mapping[str, bytes]) -> Read:
    """By calamine; no sheet at all, if it refuses the file."""
    parts = _needed(file.archive, workbook, mended)
    small = bool(workbook.sheets) and sum(map(len, parts.values())) < _HELD
    try:
        return grids_of(stored(parts) if small else io.BytesIO(file.path.read_bytes()), file.path)
    except Refused as fault:
        if not workbook.sheets:
            raise file.damaged(fault) from None
    return Read({}, {})


def _needed(archive: Archive, workbook: Workbook, mended: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that the cells are read from."""
    names = ["[Content_Types].xml", relations_of(""), workbook.part, relations_of(workbook.part)]
    names += [archive.related(workbook.part, kind) for kind in _REFERRED]
    names += [sheet.part for sheet in workbook.sheets]
    return {name: mended.get(name) or content for name in names if (content := archive.read(name))}


def _read_again(file: _File, workbook: Workbook, refused: Iterable[SheetPart]) -> dict[str, Grid]:
    """The sheets that calamine refused, by the second engine."""
    values: fallback.Values | None = None
    grids: dict[str, Grid] = {}
    for sheet in refused:
        if sheet.kind == "chartsheet":
            grids[sheet.name] = []
            continue
        values = values or fallback.values_of(file.archive, workbook.part, workbook.date1904)
        try:
            grids[sheet.name] = file.put([], values.of(scan.cells(file.archive.read(sheet.part))))
        except NotWellFormed as fault:
            raise file.damaged(fault) from None
    return grids


def _formulas_xlsx(file: _File) -> dict[str, frozenset[Spot]]:
    sheets = ooxml.workbook_of(file.archive).sheets
    return {sheet.name: scan.formulas(file.archive.read(sheet.part)) for sheet in sheets}


# --- .xlsb ------------------------------------------------------------------------------------------------


def _open_xlsb(file: _File) -> Opened:
    archive = file.archive
    try:
        workbook = xlsb.workbook_of(archive)
        values = xlsb.values_of(archive, workbook)
        cells = {sheet.name: values.of(xlsb.cells(archive.read(sheet.part))) for sheet in workbook.sheets}
        around = {sheet.name: xlsb.extras(archive, workbook, sheet) for sheet in workbook.sheets}
    except _FAULTS as fault:
        return _stand_in(file, fault)
    grids = {name: file.put([], found) for name, found in cells.items()}
    macros = ooxml.has_macros(archive, workbook.sheets)
    return Opened(grids, {}, around, ooxml.properties(archive), macros, OURS, workbook.date1904)


def _stand_in(file: _File, fault: BaseException) -> Opened:
    """By calamine, what the format's own reader gave up: the cells, blanks and errors alike."""
    try:
        read = grids_of(io.BytesIO(file.path.read_bytes()), file.path)
    except Refused:
        raise file.damaged(fault) from None
    if None in read.grids.values():
        raise file.damaged(fault)
    around = {name: Extras(merged) for name, merged in read.merged.items()}
    return Opened({name: grid or [] for name, grid in read.grids.items()}, {}, around)


def _formulas_xlsb(file: _File) -> dict[str, frozenset[Spot]]:
    sheets = xlsb.workbook_of(file.archive).sheets
    return {sheet.name: xlsb.formulas(file.archive.read(sheet.part)) for sheet in sheets}


# --- .xls -------------------------------------------------------------------------------------------------

_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")


def _open_xls(file: _File) -> Opened:
    data = file.path.read_bytes()
    try:
        sheets, since_1904 = xls.sheets_of(data)
    except xls.Protected:
        raise FileProtected(str(file.path)) from None
    except xls.NotRead as fault:
        return replace(_stand_in(file, fault), macros=_MACROS in data)
    grids = {name: file.put([], sheet.cells) for name, sheet in sheets.items()}
    around = {name: sheet.extras for name, sheet in sheets.items()}
    return Opened(grids, {}, around, {}, _MACROS in data, XLRD, since_1904)


def _formulas_xls(file: _File) -> dict[str, frozenset[Spot]]:
    return xls.formulas(file.path.read_bytes())


# --- .ods -------------------------------------------------------------------------------------------------


def _open_ods(file: _File) -> Opened:
    archive = file.archive
    try:
        sheets = opendocument.sheets_of(archive)
    except _FAULTS as fault:
        return _stand_in(file, fault)
    grids = {name: file.put([], sheet.cells) for name, sheet in sheets.items()}
    around = {name: sheet.extras for name, sheet in sheets.items()}
    return Opened(grids, {}, around, opendocument.properties(archive), opendocument.has_macros(archive), OURS)


def _formulas_ods(file: _File) -> dict[str, frozenset[Spot]]:
    return {name: frozenset(sheet.formulas) for name, sheet in opendocument.sheets_of(file.archive).items()}


_OPEN: Mapping[Kind, Callable[[_File], Opened]] = {
    Kind.XLSX: _open_xlsx,
    Kind.XLSB: _open_xlsb,
    Kind.XLS: _open_xls,
    Kind.ODS: _open_ods,
}
_FORMULAS: Mapping[Kind, Callable[[_File], dict[str, frozenset[Spot]]]] = {
    Kind.XLSX: _formulas_xlsx,
    Kind.XLSB: _formulas_xlsb,
    Kind.XLS: _formulas_xls,
    Kind.ODS: _formulas_ods,
}
