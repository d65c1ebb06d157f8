"""What an earlier way back left in a workbook, taken away again: its notes, its colours, what its sheet remembers."""

from __future__ import annotations

from dataclasses import dataclass

from pacxl.earmarks import HEADER_ROW, SHEET_MARK, Col, is_mending_sheet, their_cells
from pacxl.finding import address
from pacxl.markup import Element, child, children, from_xml
from pacxl.notes import withdraw
from pacxl.parts import Package
from pacxl.rows import Rows
from pacxl.styles import Styles
from pacxl.tabs import Tab, Workbook

ERROR_FILL, WARNING_FILL = "F9D5CE", "FCE9B9"  # of the cells in question, and of no other
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
