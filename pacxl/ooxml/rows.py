"""The rows of a sheet's XML: where cells stand, one made where it belongs, how wide and high they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from pacxl.a1 import REFERENCE, Spot, address, cell_position, place_of_a1
from pacxl.ooxml.xml import Element, add_child, child, is_true_in_xml, xml_children

_WIDTH, _HEIGHT = 8.43, 15.0  # of a column in characters, of a row in points, where a sheet does not say


class Rows:
    """A worksheet's cells. Rows and cells that do not say where they stand come right after those before them."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._data = child(root, "sheetData")

    @cached_property
    def _rows(self) -> dict[int, Element]:
        return dict(numbered_rows(xml_children(self._data, "row")))

    def cell(self, row: int, col: int) -> Element:
        """The cell; one that the file does not hold is made, and looks as it did."""
        line = self._rows.get(row)
        if line is None:
            line = self._new_row(row)
        cells = {place[1]: each for place, each in cells_placed_in_rows(row, line)}
        return cells[col] if col in cells else self._new_cell(line, cells, row, col)

    def cells(self) -> Iterator[tuple[Spot, Element]]:
        """Every cell that the file holds."""
        for row, line in self._rows.items():
            yield from cells_placed_in_rows(row, line)

    def _new_row(self, row: int) -> Element:
        if self._data is None:
            self._data = add_child(self._root, "sheetData")
        line = add_child(self._data, "row", r=str(row + 1))
        _put_before(self._rows, row, line)
        self._rows[row] = line
        return line

    def _new_cell(self, line: Element, cells: dict[int, Element], row: int, col: int) -> Element:
        cell = add_child(line, "c", r=address(row, col))
        style = line.get("s") if is_true_in_xml(line.get("customFormat")) else self._column_style(col)
        if style not in (None, "0"):
            cell.set("s", str(style))
        _put_before(cells, col, cell)
        first, _, last = line.get("spans", "").partition(":")
        if first.isdigit() and last.isdigit():
            line.set("spans", f"{min(int(first), col + 1)}:{max(int(last), col + 1)}")
        return cell

    def _column_style(self, col: int) -> str | None:
        return next((each.get("style") for first, last, each in self._columns if first <= col <= last), None)

    @cached_property
    def _columns(self) -> list[tuple[int, int, Element]]:
        cols = xml_children(child(self._root, "cols"), "col")
        return [(int(each.get("min", "1")) - 1, int(each.get("max", "1")) - 1, each) for each in cols]

    # --- merged cells, sizes ------------------------------------------------------------------------------

    def shown(self, row: int, col: int) -> Spot:
        """The cell in which a cell is seen: the first one of the merged cells that it is among."""
        for top, left, bottom, right in self._merged:
            if top <= row <= bottom and left <= col <= right:
                return top, left
        return row, col

    @cached_property
    def _merged(self) -> list[tuple[int, int, int, int]]:
        ranges = [each.get("ref", "") for each in xml_children(child(self._root, "mergeCells"), "mergeCell")]
        corners = [(place_of_a1(ref), place_of_a1(ref.partition(":")[2])) for ref in ranges]
        return [(*first, *last) for first, last in corners if first is not None and last is not None]

    def width(self, col: int) -> int:
        """A column's width, in pixels."""
        default = child(self._root, "sheetFormatPr")
        width = _number(None if default is None else default.get("defaultColWidth"), _WIDTH)
        for first, last, each in self._columns:
            if first <= col <= last:
                if is_true_in_xml(each.get("hidden")):
                    return 0
                width = _number(each.get("width"), width)
        return round(width * 7) + 5

    def height(self, row: int) -> int:
        """A row's height, in pixels."""
        default = child(self._root, "sheetFormatPr")
        height = _number(None if default is None else default.get("defaultRowHeight"), _HEIGHT)
        line = self._rows.get(row)
        if line is not None:
            height = 0 if is_true_in_xml(line.get("hidden")) else _number(line.get("ht"), height)
        return round(height * 4 / 3)


def numbered_rows(lines: Iterable[Element]) -> Iterator[tuple[int, Element]]:
    """Rows with their numbers, from 0: one that tells none, nor does its first cell, is the next one."""
    row = -1
    for line in lines:
        number, first = line.get("r", ""), line.find("{*}c")
        if number.isdecimal():
            row = int(number) - 1
        elif first is not None and REFERENCE.fullmatch(first.get("r", "")):
            row = cell_position(first.get("r", ""))[0]
        else:
            row += 1
        yield row, line


def cells_placed_in_rows(row: int, line: Element) -> Iterator[tuple[Spot, Element]]:
    """The cells of a row with their places: one that tells none stands right of the one before it."""
    col = -1
    for cell in line.iterchildren("{*}c"):
        reference = cell.get("r", "")
        row, col = cell_position(reference) if REFERENCE.fullmatch(reference) else (row, col + 1)
        yield (row, col), cell


def _put_before(known: Mapping[int, Element], number: int, element: Element) -> None:
    """Moves a last child before the next of its kind, by number."""
    following = min((each for each in known if each > number), default=None)
    if following is not None:
        known[following].addprevious(element)


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
