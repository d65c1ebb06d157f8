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
from pacxl.formats.number_format import odd_number_formats
from pacxl.formats.ooxml_extras import ooxml_link_by_formula
from pacxl.formats.opened import (
    CHART,
    OBJECT,
    SHAPE,
    XLRD,
    Area,
    Around,
    Drawing,
    Extras,
    Link,
    Note,
    Opened,
    Picture,
    SaidByFormats,
    StruckText,
    opened_by_column,
    struck_opened_cells,
    struck_text,
)
from pacxl.formats.workbook_file import GivenUp, WorkbookFile
from pacxl.guard.ole import MAGIC, is_sound_ole, ole_compound
from pacxl.ooxml.cell_values import moment, shows
from pacxl.ooxml.link_formula import address_in_tokens


@dataclass(frozen=True)
class OldSheet:
    """A sheet's cells that are not blank, and what it holds besides."""

    cells: Mapping[Spot, Any]
    extras: Extras
    formats: SaidByFormats


_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_SIGNATURES = ("_xmlsignatures".encode("utf-16-le"), "_signatures".encode("utf-16-le"))


def open(file: WorkbookFile) -> Opened:
    """What an .xls workbook holds."""
    data = file.content()
    macros = _MACROS in data
    try:
        book = xlrd.open_workbook(
            file_contents=_eased(_stream(data)), logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        odd = _odd_formats(book)
        struck = {rank for rank, style in enumerate(book.xf_list) if book.font_list[style.font_index].struck_out}
        sheets = {sheet.name: _sheet(book, sheet, odd, struck) for sheet in book.sheets()}
    except Exception as fault:  # a damaged file makes it stumble anywhere: over a sum, an index, a record cut short
        if "encrypted" in str(fault):
            raise FileProtected(str(file.path)) from None
        if not is_sound_ole(data):  # calamine would believe it
            raise file.damaged(fault) from None
        raise GivenUp(fault, macros) from None
    grids = {name: file.grid(sheet.cells) for name, sheet in sheets.items()}
    extras = {name: sheet.extras for name, sheet in sheets.items()}
    formats = {name: sheet.formats for name, sheet in sheets.items()}
    signed = any(name in data for name in _SIGNATURES)
    return Opened(grids, {}, extras, {}, macros, XLRD, bool(book.datemode), formats=formats, signed=signed)


def _stream(data: bytes) -> bytes:
    """The workbook in its compound file, or alone."""
    if not data.startswith(MAGIC):
        return data
    found = ole_compound(data)
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
    return odd_number_formats(((style, known.format_key) for style, known in enumerate(book.xf_list)), codes)


def _sheet(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, odd: Mapping[int, str], striking: set[int]) -> OldSheet:
    held = [((row, col), cell) for row in range(sheet.nrows) for col, cell in enumerate(sheet.row(row))]
    cells = {place: value for place, cell in held if (value := _value(book, cell)) != ""}
    formats = opened_by_column(
        (place, odd[cell.xf_index or 0])
        for place, cell in held
        if cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in odd
    )
    merged = tuple(Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    notes = tuple(Note(row, col, note.text, note.author) for (row, col), note in sorted(sheet.cell_note_map.items()))
    struck = frozenset(place for place, cell in held if cell.xf_index in striking) if striking else frozenset[Spot]()
    crossed = struck_opened_cells(struck, _struck_texts(book, sheet, striking))
    return OldSheet(cells, Extras(merged, notes, (), sheet.visibility != 0, *crossed), formats)


def _struck_texts(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, striking: set[int]) -> dict[Spot, StruckText | None]:
    """The texts of a sheet that are of several fonts, some of which may strike them out; what stands before the first
    is as its cell."""
    found: dict[Spot, StruckText | None] = {}
    for (row, col), runs in sheet.rich_text_runlist_map.items():
        text, starts = str(sheet.cell_value(row, col)), [(0, 0), *runs]
        ends = [start for start, _ in starts[1:]] + [len(text)]
        fonts = [sheet.cell_xf_index(row, col) in striking, *(book.font_list[font].struck_out for _, font in runs)]
        pieces = [text[first:last] for (first, _), last in zip(starts, ends, strict=True)]
        found[row, col] = struck_text((piece, bool(struck)) for piece, struck in zip(pieces, fonts, strict=True))
    return found


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
        return {name: frozenset(_formulas(stream, start)) for name, stream, start in _starts(file)}
    except Exception as fault:  # as above
        raise GivenUp(fault) from None


def _starts(file: WorkbookFile) -> Iterator[tuple[str, bytes, int]]:
    """The sheets of a workbook: the name of each, and where its records begin among all."""
    stream = _stream(file.content())
    for kind, _, record in _records(stream, 0):
        if kind == _SHEET:
            yield _name(record), stream, struct.unpack_from("<I", record)[0]


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
    for kind, record in _of_sheet(stream, at):
        if kind == _FORMULA:
            row, col = struct.unpack_from("<HH", record)
            yield row, col


def _of_sheet(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """From a sheet's first record to its last; a chart within it has records of its own."""
    depth = 0
    for kind, _, record in _records(stream, at):
        depth += (kind == _START) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, record


# --- links, pictures, drawings -----------------------------------------------------------------------------------

_LINK, _OBJECT, _PICTURE = 0x1B8, 0x5D, 8
# By [MS-XLS] 2.5.143. The texts of text boxes are not read there; 0x14 is also the arrow of a filter.
_DRAWN = {
    5: CHART,
    **dict.fromkeys((1, 2, 3, 4, 6, 9, 0x1E), SHAPE),
    **dict.fromkeys((7, 0xB, 0xC, 0x10, 0x11, 0x12, 0x13), OBJECT),
}
_URL_MONIKER = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")
_FILE_MONIKER = bytes.fromhex("0303000000000000C000000000000046")


def around(file: WorkbookFile) -> Mapping[str, Around]:
    """The links of an .xls workbook, and how many pictures and drawings it has (nothing more of them is brought), by
    sheet."""
    try:
        return {name: _around(stream, start) for name, stream, start in _starts(file)}
    except Exception as fault:  # as above
        raise GivenUp(fault) from None


def _around(stream: bytes, start: int) -> Around:
    known = list(_of_sheet(stream, start))
    objects = [struct.unpack_from("<H", record, 4)[0] for kind, record in known if kind == _OBJECT]
    links = [_link(record) for kind, record in known if kind == _LINK]
    links += [link for kind, record in known if kind == _FORMULA for link in _formula_link(record)]
    drawings = (Drawing(_DRAWN[each], None, None) for each in objects if each in _DRAWN)
    return Around(tuple(links), (Picture(None),) * objects.count(_PICTURE), tuple(drawings))


def _formula_link(record: bytes) -> Iterator[Link]:
    (size,) = struct.unpack_from("<H", record, 20)
    if (address := address_in_tokens(record[22 : 22 + size], old=True)) is not None:
        yield ooxml_link_by_formula(struct.unpack_from("<HH", record), address)


def _link(record: bytes) -> Link:
    """A link, by [MS-XLS] 2.4.140 and [MS-OSHARED] 2.3.7.1; no target where it is of a kind that is not read."""
    top, bottom, left, right = struct.unpack_from("<4H", record)
    area, (flags,), at, target = Area(top, left, bottom, right), struct.unpack_from("<I", record, 28), 32, ""
    for flag in (0x10, 0x80):  # the text shown, the frame
        at += _size(record, at) if flags & flag else 0
    if flags & 0x101 == 0x101:  # a path of the network
        target, at = _until_zero(record[at + 4 : at + _size(record, at)]), at + _size(record, at)
    elif flags & 1:
        moniker, at = record[at : at + 16], at + 16
        if moniker == _URL_MONIKER:
            (size,) = struct.unpack_from("<I", record, at)
            target, at = _until_zero(record[at + 4 : at + 4 + size]), at + 4 + size
        elif moniker == _FILE_MONIKER:
            (size,) = struct.unpack_from("<I", record, at + 2)
            target = record[at + 6 : at + 6 + size].partition(b"\0")[0].decode("cp1252", "replace")
            (more,) = struct.unpack_from("<I", record, at + 6 + size + 24)
            at += 6 + size + 28 + more
        else:
            return Link(area, "")
    place = _until_zero(record[at + 4 : at + _size(record, at)]) if flags & 8 else ""
    if not target:
        return Link(area, place, inside=True)
    return Link(area, f"{target}#{place}" if place else target)


def _size(record: bytes, at: int) -> int:
    """How many bytes a text of two bytes a letter takes, with its length."""
    return 4 + 2 * int(struct.unpack_from("<I", record, at)[0])


def _until_zero(text: bytes) -> str:
    return text.decode("utf-16-le", "replace").partition("\0")[0]
