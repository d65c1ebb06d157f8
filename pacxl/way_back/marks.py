"""What an earlier way back left in a workbook, taken away again: its notes, its colours, what its sheet remembers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pacxl.excel import Spot, address, spot
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import Finding
from pacxl.ooxml.package import Package
from pacxl.ooxml.rows import Rows
from pacxl.ooxml.styles import Styles
from pacxl.ooxml.tabs import Tab, Workbook
from pacxl.ooxml.xml import Element, child, children, from_xml
from pacxl.reading.earmarks import (
    ERROR_FILL,
    HEADER_ROW,
    NOTE_END,
    NOTE_START,
    SHEET_MARK,
    WARNING_FILL,
    Col,
    is_mending_sheet,
    their_cells,
)
from pacxl.way_back.notes import annotate, withdraw

_MARK = SHEET_MARK.encode()


@dataclass(frozen=True)
class Earlier:
    """The sheet of an earlier way back, if there is one, and what the person wrote on it."""

    tab: Tab | None = None
    answers: tuple[str, ...] = ()


def clear(workbook: Workbook, styles: Styles) -> Earlier:
    """Takes pacxl's notes and colours out of a workbook; the sheet of the earlier way back is left for a new one."""
    package = workbook.package
    earlier, grid = _earlier_sheet(workbook)
    if earlier is not None:
        _empty(workbook, earlier)
    others = [tab for tab in workbook.tabs if tab != earlier]
    for tab in others:
        withdraw(package, tab.part)
    coloured = styles.with_fill((ERROR_FILL, WARNING_FILL))
    if coloured:
        fills = _Fills(grid)
        for tab in others:
            for row, col, cell in Rows(package.tree(tab.part)).cells():
                style = int(cell.get("s", "0"))
                if style in coloured:
                    cell.set("s", str(styles.refilled(style, fills.of(tab.name, row, col))))
    return Earlier(earlier, tuple(str(value) for _, _, value in their_cells(grid)))


class _Fills:
    """The fills that cells had before they were coloured, as the earlier sheet remembers them."""

    def __init__(self, grid: list[list[object]]) -> None:
        self._cells: dict[tuple[str, str], str] = {}
        for cells in grid[HEADER_ROW + 1 :]:
            if len(cells) > Col.SPOT and cells[Col.SPOT] != "":
                fill = str(cells[Col.FILL]) if len(cells) > Col.FILL else ""
                self._cells.setdefault((str(cells[Col.SHEET]), str(cells[Col.SPOT])), fill)
        self._columns = {(sheet, _letters(cell)): fill for (sheet, cell), fill in self._cells.items()}

    def of(self, sheet: str, row: int, col: int) -> str:
        """A cell's own; where rows have moved since, that of another cell of its column."""
        cell = address(row, col)
        return self._cells.get((sheet, cell), self._columns.get((sheet, _letters(cell)), ""))


def _letters(cell: str) -> str:
    return cell.rstrip("0123456789")


# --- the earlier sheet ------------------------------------------------------------------------------------


def _earlier_sheet(workbook: Workbook) -> tuple[Tab | None, list[list[object]]]:
    """The sheet that an earlier way back put there, and its cells."""
    package, shared = workbook.package, workbook.package.related(workbook.part, "sharedStrings")
    anywhere = bool(shared) and _MARK in package.read(shared)
    for tab in workbook.tabs:
        if anywhere or _MARK in package.read(tab.part):
            grid = _grid(package, tab.part, shared)
            if is_mending_sheet(tab.name, grid):
                return tab, grid
    return None, []


def _empty(workbook: Workbook, tab: Tab) -> None:
    """Drops what hangs on the earlier sheet (its print set-up, a note that someone put there)."""
    package = workbook.package
    for relation in package.relations(tab.part):
        package.drop(relation.target)
    package.forget(tab.part)
    chain = package.related(workbook.part, "calcChain")
    if chain and b"f>" in package.read(tab.part):  # a formula that goes must leave the order of calculation too
        key = next(each.key for each in package.relations(workbook.part) if each.target == chain)
        package.unrelate(workbook.part, key)
        package.drop(chain)


def _grid(package: Package, part: str, shared: str) -> list[list[object]]:
    """A small sheet's cells, "" where there is none."""
    texts = [_words(each) for each in children(package.tree(shared), "si")] if shared else []
    grid: list[list[object]] = []
    for row, col, cell in Rows(package.tree(part)).cells():
        grid.extend([] for _ in range(len(grid), row + 1))  # rows are as long as they need: a far cell costs little
        grid[row].extend("" for _ in range(len(grid[row]), col + 1))
        grid[row][col] = _value(cell, texts)
    return grid


def _value(cell: Element, shared: list[str]) -> object:
    kind, value = cell.get("t", "n"), child(cell, "v")
    if kind == "inlineStr":
        inline = child(cell, "is")
        return "" if inline is None else _words(inline)
    text = "" if value is None or value.text is None else value.text
    if kind == "s":
        return shared[int(text)] if text.isdigit() and int(text) < len(shared) else ""
    try:
        return float(text) if kind == "n" and text else from_xml(text)
    except ValueError:
        return text


def _words(item: Element) -> str:
    """A text, plain or in runs."""
    runs = [*children(item, "t"), *(text for run in children(item, "r") for text in children(run, "t"))]
    return from_xml("".join(each.text or "" for each in runs))


_GRAVE = (Severity.ERROR, Severity.WARNING)


def to_mend(found: Iterable[Finding]) -> list[Finding]:
    """The findings that ask something of the author: the gravest first, then as they stand in the workbook."""
    return sorted(
        (finding for finding in found if finding.severity in _GRAVE), key=lambda each: _GRAVE.index(each.severity)
    )


def mark(workbook: Workbook, styles: Styles, findings: Sequence[Finding], lang: Lang) -> list[Point]:
    """Colours and annotates the cell of each finding; the lines of the list, in the sheets' order."""
    points: list[Point] = []
    tabs = workbook.tabs
    for tab in tabs:
        mine = [finding for finding in findings if finding.place.sheet == tab.name]
        points += _mark_sheet(workbook, tab, styles, mine, lang) if mine else []
    names = {tab.name for tab in tabs}
    points += [Point(finding) for finding in findings if finding.place.sheet not in names]
    return sorted(points, key=lambda point: _GRAVE.index(point.finding.severity))


def _mark_sheet(workbook: Workbook, tab: Tab, styles: Styles, findings: Sequence[Finding], lang: Lang) -> list[Point]:
    rows = Rows(workbook.package.tree(tab.part))
    places = [(_seen(rows, finding), finding) for finding in findings]
    by_cell: dict[Spot, list[Finding]] = {}
    for place, finding in places:
        if place is not None:
            by_cell.setdefault(place, []).append(finding)
    fills = {place: _colour(rows, place, styles, mine) for place, mine in by_cell.items()}
    annotate(workbook.package, tab.part, {place: _note(mine, lang) for place, mine in by_cell.items()})
    sheet = tab.name if tab.visible else ""  # no link leads to a hidden sheet
    return [
        Point(finding, address(*place), fills[place], sheet) if place is not None else Point(finding, sheet=sheet)
        for place, finding in sorted(places, key=lambda each: each[0] or (-1, -1))
    ]


def _seen(rows: Rows, finding: Finding) -> Spot | None:
    place = spot(finding.place.cell)
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


@dataclass(frozen=True)
class Point:
    """A line of the list: a finding, the sheet and the cell it leads to ("" for none), the fill this cell had."""

    finding: Finding
    spot: str = ""
    fill: str = ""
    sheet: str = ""
