"""The marks on a workbook's cells, colours and notes: those of an earlier way back taken away, new ones put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pacxl.a1 import Spot, address, place_of_a1
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding
from pacxl.formats.opened import CellGrid
from pacxl.locating.returned_copy import (
    ERROR_FILL,
    HEADER_ROW,
    NOTE_END,
    NOTE_START,
    SHEET_MARK,
    WARNING_FILL,
    ListCol,
    cells_of_returned_copy,
    is_mending_sheet,
)
from pacxl.ooxml.package import Package
from pacxl.ooxml.rows import Rows
from pacxl.ooxml.styles import Styles
from pacxl.ooxml.workbook import SheetPart, Workbook
from pacxl.way_back.mending import GRAVE, Point
from pacxl.way_back.notes import add_notes, withdraw_notes
from pacxl.worker.pool import open_in_pool

_MARK = SHEET_MARK.encode()


@dataclass(frozen=True)
class Earlier:
    """The sheet of an earlier way back, if there is one, and its cells."""

    sheet: SheetPart | None = None
    grid: CellGrid = field(default_factory=list)

    @property
    def answers(self) -> tuple[str, ...]:
        """What the person wrote on it."""
        return tuple(str(value) for _, _, value in cells_of_returned_copy(self.grid))


def earlier_marked_sheet(source: Path, workbook: Workbook) -> Earlier:
    """What an earlier way back marked in a file: the sheet that it put there, known by its mark."""
    package, sheets = workbook.package, workbook.worksheets
    parts = (package.related(workbook.part, "sharedStrings"), *(sheet.part for sheet in sheets))
    if not any(_MARK in package.read(part) for part in parts):
        return Earlier()
    grids = open_in_pool(source).sheets
    found = (sheet for sheet in sheets if is_mending_sheet(grids.get(sheet.name, [])))
    return next((Earlier(sheet, grids[sheet.name]) for sheet in found), Earlier())


def clear_marks(workbook: Workbook, styles: Styles, earlier: Earlier) -> None:
    """Takes pacxl's notes and colours out of a workbook, and leaves the earlier sheet for a new one."""
    package = workbook.package
    if earlier.sheet is not None:
        _empty(workbook, earlier.sheet)
    others = [sheet for sheet in workbook.worksheets if sheet != earlier.sheet]
    for sheet in others:
        withdraw_notes(package, sheet.part)
    coloured = styles.with_fill((ERROR_FILL, WARNING_FILL))
    if not coloured:
        return
    fills = _Fills(earlier.grid)
    for sheet in others:
        for place, cell in Rows(package.root(sheet.part)).cells():
            style = int(cell.get("s", "0"))
            if style in coloured:
                cell.set("s", str(styles.refilled(style, fills.of(sheet.name, *place))))


def _empty(workbook: Workbook, sheet: SheetPart) -> None:
    """Drops what hangs on the earlier sheet (its print set-up, a note that someone put there)."""
    package = workbook.package
    package.forget(sheet.part)
    chain = package.related(workbook.part, "calcChain")
    if chain and b"f>" in package.read(sheet.part):  # a formula that goes must leave the order of calculation too
        package.unrelate(workbook.part, "calcChain")
        package.drop(chain)


class _Fills:
    """The fills that cells had before they were coloured, as the earlier sheet remembers them."""

    def __init__(self, grid: CellGrid) -> None:
        self._cells: dict[tuple[str, str], str] = {}
        for cells in grid[HEADER_ROW + 1 :]:
            if len(cells) > ListCol.SPOT and cells[ListCol.SPOT] != "":
                fill = str(cells[ListCol.FILL]) if len(cells) > ListCol.FILL else ""
                self._cells.setdefault((str(cells[ListCol.SHEET]), str(cells[ListCol.SPOT])), fill)
        self._columns = {(sheet, _letters(cell)): fill for (sheet, cell), fill in self._cells.items()}

    def of(self, sheet: str, row: int, col: int) -> str:
        """A cell's own; where rows have moved since, that of another cell of its column."""
        cell = address(row, col)
        return self._cells.get((sheet, cell), self._columns.get((sheet, _letters(cell)), ""))


def _letters(cell: str) -> str:
    return cell.rstrip("0123456789")


# --- what is marked now -----------------------------------------------------------------------------------


def mark(workbook: Workbook, styles: Styles, findings: Sequence[Finding], lang: Lang) -> list[Point]:
    """Colours and annotates the cell of each finding; the lines of the list, in the sheets' order."""
    points: list[Point] = []
    sheets = workbook.worksheets
    for sheet in sheets:
        mine = [finding for finding in findings if finding.place.sheet == sheet.name]
        points += _mark_sheet(workbook.package, sheet, styles, mine, lang) if mine else []
    names = {sheet.name for sheet in sheets}
    points += [Point(finding) for finding in findings if finding.place.sheet not in names]
    return sorted(points, key=lambda point: GRAVE.index(point.finding.severity))


def _mark_sheet(
    package: Package, sheet: SheetPart, styles: Styles, findings: Sequence[Finding], lang: Lang
) -> list[Point]:
    rows = Rows(package.root(sheet.part))
    places = [(_seen(rows, finding), finding) for finding in findings]
    by_cell: dict[Spot, list[Finding]] = {}
    for place, finding in places:
        if place is not None:
            by_cell.setdefault(place, []).append(finding)
    fills = {place: _colour(rows, place, styles, mine) for place, mine in by_cell.items()}
    add_notes(package, sheet.part, {place: _note(mine, lang) for place, mine in by_cell.items()})
    name = "" if sheet.hidden else sheet.name  # no link leads to a hidden sheet
    return [
        Point(finding, address(*place), fills[place], name) if place is not None else Point(finding, sheet=name)
        for place, finding in sorted(places, key=lambda each: each[0] or (-1, -1))
    ]


def _seen(rows: Rows, finding: Finding) -> Spot | None:
    place = place_of_a1(finding.place.cell)
    return rows.shown(*place) if place is not None else None


def _colour(rows: Rows, place: Spot, styles: Styles, findings: Sequence[Finding]) -> str:
    """Colours a cell by the gravest of its findings; the fill that it had."""
    cell = rows.cell(*place)
    style = int(cell.get("s", "0"))
    grave = any(finding.severity is Severity.ERROR for finding in findings)
    cell.set("s", str(styles.filled(style, ERROR_FILL if grave else WARNING_FILL)))
    return styles.fill_of(style)


def _note(findings: Sequence[Finding], lang: Lang) -> str:
    points = "\n\n".join(f"{finding.message(lang)}\n→ {finding.remedy(lang)}" for finding in findings)
    return f"{NOTE_START[lang]}\n{points}\n{NOTE_END}"
