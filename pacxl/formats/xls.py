"""The older binary workbooks (.xls), by xlrd: it tells error cells from blanks, which calamine does not.

A formula always has a value there. LibreOffice stores 0 for many a formula whose result is a text: nothing in the
file tells it from a true 0.
"""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import xlrd

from pacxl.a1 import Spot
from pacxl.errors import FileProtected
from pacxl.excel import NoValue
from pacxl.formats.number_format import odd_formats
from pacxl.formats.opened import XLRD, Area, Extras, Note, Opened, SaidByFormats, by_column
from pacxl.formats.times import moment, shows
from pacxl.formats.workbook_file import GivenUp, WorkbookFile
from pacxl.guard.ole import MAGIC, compound, is_sound


@dataclass(frozen=True)
class OldSheet:
    """A sheet's cells that are not blank, and what it holds besides."""

    cells: Mapping[Spot, Any]
    extras: Extras
    formats: SaidByFormats


_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")


def open(file: WorkbookFile) -> Opened:
    """What an .xls workbook holds."""
    data = file.content()
    macros = _MACROS in data
    try:
        book = xlrd.open_workbook(
            file_contents=_eased(_stream(data)), logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        odd = _odd_formats(book)
        sheets = {sheet.name: _sheet(book, sheet, odd) for sheet in book.sheets()}
    except Exception as fault:  # a damaged file makes it stumble anywhere: over a sum, an index, a record cut short
        if "encrypted" in str(fault):
            raise FileProtected(str(file.path)) from None
        if not is_sound(data):  # calamine would believe it
            raise file.damaged(fault) from None
        raise GivenUp(fault, macros) from None
    grids = {name: file.grid(sheet.cells) for name, sheet in sheets.items()}
    extras = {name: sheet.extras for name, sheet in sheets.items()}
    formats = {name: sheet.formats for name, sheet in sheets.items()}
    return Opened(grids, {}, extras, {}, macros, XLRD, bool(book.datemode), formats=formats)


def _stream(data: bytes) -> bytes:
    """The workbook in its compound file, or alone."""
    if not data.startswith(MAGIC):
        return data
    found = compound(data)
    return found.read(next(name for name in ("workbook", "book") if name in found.streams))


_NOT_ASKED = {0x1B8, 0x1B0, 0x1B1}  # links, conditional formats
_UNKNOWN = 0x0FFF


def _eased(stream: bytes) -> bytes:
    """The workbook without the records that no one asks for here, and over which xlrd stumbles as Gnumeric writes
    them."""
    eased = bytearray(stream)
    for kind, at, _ in _records(stream, 0):
        if kind in _NOT_ASKED:
            struct.pack_into("<H", eased, at, _UNKNOWN)
    return bytes(eased)


def _odd_formats(book: xlrd.book.Book) -> dict[int, str]:
    """The styles whose number format says something. A format that the file does not write is none of its own."""
    codes = {
        number: known.format_str
        for number, known in book.format_map.items()
        if known.format_str != xlrd.formatting.std_format_strings.get(number)
    }
    return odd_formats(((style, known.format_key) for style, known in enumerate(book.xf_list)), codes)


def _sheet(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, odd: Mapping[int, str]) -> OldSheet:
    held = [((row, col), cell) for row in range(sheet.nrows) for col, cell in enumerate(sheet.row(row))]
    cells = {place: value for place, cell in held if (value := _value(book, cell)) != ""}
    formats = by_column(
        (place, odd[cell.xf_index or 0])
        for place, cell in held
        if cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in odd
    )
    merged = tuple(Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    notes = tuple(Note(row, col, note.text, note.author) for (row, col), note in sorted(sheet.cell_note_map.items()))
    return OldSheet(cells, Extras(merged, notes, (), sheet.visibility != 0), formats)


def _value(book: xlrd.book.Book, cell: Any) -> Any:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return NoValue(xlrd.error_text_from_code.get(cell.value, ""))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        known = book.format_map[book.xf_list[cell.xf_index].format_key]
        return moment(cell.value, shows(known.format_key, known.format_str), bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_NUMBER and not math.isfinite(cell.value):
        return NoValue(str(cell.value))
    return cell.value  # a text, a number, or "" for a blank


# --- formulas ---------------------------------------------------------------------------------------------

_SHEET, _FORMULA, _START, _END = 0x85, 0x06, 0x809, 0x0A


def formulas(file: WorkbookFile) -> Mapping[str, frozenset[Spot]]:
    """The cells of an .xls workbook that hold a formula, by sheet, which xlrd does not tell."""
    try:
        stream = _stream(file.content())
        sheets = {_name(record): record for kind, _, record in _records(stream, 0) if kind == _SHEET}
        return {
            name: frozenset(_formulas(stream, struct.unpack_from("<I", record)[0])) for name, record in sheets.items()
        }
    except Exception as fault:  # as above
        raise GivenUp(fault) from None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, bytes]]:
    """The records of a workbook: number, place, content."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _name(record: bytes) -> str:
    """A sheet's name, of so many characters, in one byte each or two."""
    count, wide = record[6], record[7] & 1
    return record[8 : 8 + count * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1")


def _formulas(stream: bytes, at: int) -> Iterator[Spot]:
    """From a sheet's first record to its last; a chart within it has records of its own."""
    depth = 0
    for kind, _, record in _records(stream, at):
        depth += (kind == _START) - (kind == _END)
        if depth == 0:
            return
        if kind == _FORMULA and depth == 1:
            row, col = struct.unpack_from("<HH", record)
            yield row, col
