"""The sheets of an .xlsx workbook that are written as nearly all are: each by one search over its bytes.

Blanks, errors and formulas never calculated are told apart. A sheet is inflated, searched and let go before the next,
so that its bytes are near the processor all the while.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from pacxl.a1 import Spot, column_number
from pacxl.excel import NoValue
from pacxl.formats import sheet_xml
from pacxl.formats.number_format import odd_number_formats
from pacxl.formats.opened import (
    Area,
    CellGrid,
    SaidByFormats,
    SparseGrid,
    StruckText,
    packed_opened_spots,
    struck_opened_cells,
)
from pacxl.formats.workbook_file import WorkbookFile
from pacxl.guard.check import check_corners, check_text
from pacxl.guard.grid_size import Corner
from pacxl.ooxml.cell_values import cell_value_as_shown, moment, shows
from pacxl.ooxml.quick_cells import (
    QuickCell,
    quick_cells_of_sheet,
    quick_first_formula,
    quick_shared_texts,
    quick_text,
)
from pacxl.ooxml.styles import number_formats_of_styles, striking_styles
from pacxl.ooxml.workbook import Workbook


class Refers(NamedTuple):
    """What the cells of a workbook refer to: its texts as XML; by style, whether it shows a moment or a duration, and
    what its format says; what crosses a text out, some styles, and runs of texts by the rank of these. `unknown`: its
    styles are damaged."""

    strings: bytes
    shows: Mapping[int, str]
    odd: Mapping[int, str]
    striking: tuple[int, ...]
    struck: Mapping[int, sheet_xml.StruckString]
    unknown: bool


def what_cells_refer_to(workbook: Workbook) -> Refers:
    """What the cells of an .xlsx workbook refer to."""
    package = workbook.package
    styles = package.read(package.related(workbook.part, "styles"))
    strings = package.read(package.related(workbook.part, "sharedStrings"))
    striking = striking_styles(styles)
    struck = sheet_xml.sheet_xml_struck_strings(strings, styled=bool(striking))
    unknown = number_formats_of_styles(styles).damaged
    return Refers(strings, _moments(styles), _odd_formats(styles), striking, struck, unknown)


@lru_cache(maxsize=256)
def _odd_formats(styles: bytes) -> Mapping[int, str]:
    """The styles whose number format says something; those of workbooks of one template are read once."""
    known = number_formats_of_styles(styles)
    return odd_number_formats(known.styles, known.codes)


@lru_cache(maxsize=256)
def _moments(styles: bytes) -> Mapping[int, str]:
    known = number_formats_of_styles(styles)
    return {style: shown for style, number in known.styles if (shown := shows(number, known.codes.get(number, "")))}


@dataclass(frozen=True)
class SheetRead:
    """What is read of a sheet's own part: its cells; its merged ranges; where formats say something; the cells that
    are crossed out, and those of which some words are; its `formulas` as `Opened` has them, None if unknown."""

    grid: CellGrid = field(default_factory=list)
    merged: tuple[Area, ...] = ()
    formats: SaidByFormats = field(default_factory=dict)
    struck: frozenset[Spot] = frozenset()
    words: Mapping[Spot, StruckText] = field(default_factory=dict)
    formulas: bytes | None = None


class SearchedSheets(NamedTuple):
    """The sheets that one search read, by name; the corners of their grids, by part."""

    sheets: Mapping[str, SheetRead]
    corners: Mapping[str, Corner]


def sheets_by_search(file: WorkbookFile, workbook: Workbook, refers: Refers) -> SearchedSheets:
    """The sheets of a workbook that one search reads; none where its texts are not written as usual, or not all is
    known that its cells refer to. Raises the fault of what is too large all in all."""
    texts = quick_shared_texts(refers.strings)
    alike = len({sheet.name for sheet in workbook.sheets}) < len(workbook.sheets)
    if texts is None or refers.unknown or alike:
        return SearchedSheets({}, {})
    values = _Values(texts, refers, workbook.date1904)
    sheets = {sheet.name: SheetRead() for sheet in workbook.sheets if sheet.kind == "chartsheet"}
    corners, cells, text = dict[str, Corner](), 0, 0
    for sheet in workbook.worksheets:
        xml = file.package.read(sheet.part)
        found = quick_cells_of_sheet(xml)
        grid = found and values.read(found.cells)
        if found and grid:
            corners[sheet.part], cells, text = grid.corner, cells + grid.corner.cells, text + grid.text
            if cells > file.limits.cells:
                check_corners(file.path, [*corners.values()], file.limits)
            check_text(file.path, text, file.limits)
            merged = sheet_xml.sheet_xml_merged(xml, found.end)
            strikes = refers.striking or refers.struck  # a text of the sheet's own has no runs here
            struck = struck_in_sheet(xml, refers) if strikes else (frozenset[Spot](), dict[Spot, StruckText]())
            formulas = packed_opened_spots(grid.formulas or quick_first_formula(xml, found.end))
            sheets[sheet.name] = SheetRead(
                SparseGrid((grid.corner.rows, grid.corner.cols), grid.rows), merged, grid.said, *struck, formulas
            )
    return SearchedSheets(sheets, corners)


def struck_in_sheet(xml: bytes, refers: Refers) -> tuple[frozenset[Spot], Mapping[Spot, StruckText]]:
    """What is crossed out in a sheet: whole cells, and some words of others."""
    styled = sheet_xml.sheet_xml_cells_in_styles(xml, refers.striking) if refers.striking else frozenset[Spot]()
    return struck_opened_cells(styled, sheet_xml.sheet_xml_struck_texts(xml, refers.struck, styled))


# --- the values of cells ----------------------------------------------------------------------------------


class _Grid(NamedTuple):
    """The cells of a sheet that hold something, by row and column; the corner of them all; where the format of a
    number says something; how many bytes the texts come to, or nearly; which of the cells hold a formula."""

    rows: Mapping[int, Mapping[int, Any]]
    corner: Corner
    said: SaidByFormats
    text: int
    formulas: Sequence[Spot]


class _Values:
    """What cells refer to, as a sheet's bytes name it: the texts, the styles."""

    def __init__(self, texts: Iterable[str], refers: Refers, date1904: bool) -> None:
        self._texts = {b"%d" % number: text for number, text in enumerate(texts)}
        self._shows = {b"%d" % style: shown for style, shown in refers.shows.items()}
        self._odd = {b"%d" % style: code for style, code in refers.odd.items()}
        self._numbers = _Numbers()
        self._date1904 = date1904

    def read(self, found: Iterable[QuickCell]) -> _Grid | None:
        """The values of cells; None where one of them is for another to read: its type is rare, or it is named
        twice."""
        try:
            return self._read(found)
        except (ValueError, KeyError):
            return None

    def _read(self, found: Iterable[QuickCell]) -> _Grid:
        rows, said = defaultdict[int, dict[int, Any]](dict), dict[tuple[int, str], list[int]]()
        texts, numbers, shows, odd = self._texts, self._numbers, self._shows, self._odd
        before, row, line, text, last, in_order = b"", 0, dict[int, Any](), 0, -1, True
        formulas = list[Spot]()
        cell: Any
        for letters, number, style, kind, formula, value, kept, own, _ in found:
            if kind == b"s":
                cell = texts[value]
                text += len(cell)
            elif value and kind in _NUMBERS:
                cell = numbers[value]
                if style in shows:
                    cell = _moment(cell, shows[style], self._date1904)
            else:
                cell = _rarer(kind, bool(formula), value, kept, own)
                text += len(value) + len(own)
            if cell == "":
                continue
            if number != before:
                before, row = number, int(number) - 1
                line = rows[row]
                last = max(line, default=-1)
            col = _COLUMNS[letters]
            if col <= last:
                if col in line:
                    raise ValueError("a cell that is named twice")
                in_order = False
            line[col], last = cell, col
            if formula:
                formulas.append((row, col))
            if style in odd and type(cell) is float:
                said.setdefault((col, odd[style]), []).append(row)
        corner = Corner(max(rows, default=-1) + 1, max(map(max, rows.values()), default=-1) + 1)
        return _Grid(_ordered(rows, in_order), corner, _by_column(said), text, formulas)


def _ordered(rows: Mapping[int, dict[int, Any]], cells_are: bool) -> dict[int, dict[int, Any]]:
    """Rows in their order, and their cells, if they are not yet."""
    return {row: rows[row] if cells_are else dict(sorted(rows[row].items())) for row in sorted(rows)}


def _by_column(said: Mapping[tuple[int, str], list[int]]) -> SaidByFormats:
    found = dict[int, dict[str, tuple[int, ...]]]()
    for (col, code), rows in said.items():
        found.setdefault(col, {})[code] = tuple(sorted(rows))
    return found


class _Numbers(dict[bytes, float]):
    """Numbers by what a sheet writes. Many come again."""

    def __missing__(self, written: bytes) -> float:
        number = float(written)
        if written.translate(None, b"0123456789.-+Ee") or not math.isfinite(number):
            raise ValueError("no number of a sheet's")
        self[written] = number
        return number


_NUMBERS = (b"", b"n")
_FLAGS = {b"1": True, b"0": False}


def _rarer(kind: bytes, formula: bool, value: bytes, kept: bytes, own: bytes) -> Any:
    """The value of a cell that is neither a number nor a text of the list; raises ValueError for a rare type."""
    if kind == b"inlineStr" and not value:
        return quick_text(own.decode(), kept=bool(kept))
    if own:
        raise ValueError("a text in a cell of another type")
    if not value:
        return NoValue() if formula and kind != b"str" else ""
    if kind == b"str":
        return quick_text(value.decode(), kept=True)
    if kind == b"e":
        return NoValue(quick_text(value.decode(), kept=True).strip())
    if kind == b"b":
        return _FLAGS[value]
    raise ValueError("a type that is rare")


@lru_cache(maxsize=4096)
def _moment(number: float, shown: str, date1904: bool) -> Any:
    """Days come again and again."""
    return cell_value_as_shown(moment(number, shown, date1904))


class _Columns(dict[bytes, int]):
    """The numbers of columns by their letters."""

    def __missing__(self, letters: bytes) -> int:
        self[letters] = column_number(letters.decode())
        return self[letters]


_COLUMNS = _Columns()
