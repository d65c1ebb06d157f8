"""The binary workbooks of newer programs (.xlsb), record by record.

The reading library takes error cells for blanks here too, and does not know the short records in which some programs
(SheetJS) write the cells that stand side by side: it drops them without a word. Source: [MS-XLSB], 2.1.7 and 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping

from pacxl.a1 import Spot
from pacxl.excel import THREAD_AUTHOR
from pacxl.formats.by_calamine import FAULTS
from pacxl.formats.cell_values import Cell, Values, shows
from pacxl.formats.number_format import odd_formats
from pacxl.formats.ooxml_extras import (
    has_macros,
    link_to,
    people_of,
    pictures_of,
    properties,
    saved,
    texts_of,
    threads_of,
)
from pacxl.formats.opened import OURS, Area, Around, Extras, Link, Note, Opened, SaidByFormats, by_column
from pacxl.formats.workbook_file import GivenUp, WorkbookFile
from pacxl.ooxml.package import Package, is_signed, main_part
from pacxl.ooxml.workbook import SheetPart, Workbook

_ROW, _STRING, _FONT, _FORMAT, _STYLE, _SETTINGS, _SHEET, _MERGED = 0, 19, 43, 44, 47, 153, 156, 176
_LINK, _STRIKES = 494, 8  # among the flags of a font
_STYLES_BEGIN, _STYLES_END, _AUTHOR, _NOTE, _NOTE_TEXT = 617, 618, 632, 635, 637
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: their number, their content. One that is cut short ends them."""
    at, end = 0, len(part)
    while at < end:
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    number = 0
    for shift, byte in enumerate(part[at : at + most]):
        number |= (byte & 0x7F) << 7 * shift
        at += 1
        if byte < 0x80:
            break
    return number, at


def _text(record: bytes, at: int) -> tuple[str, int]:
    """A text after its length, and where it ends; a length of all ones is no text."""
    (size,) = struct.unpack_from("<I", record, at)
    size = 0 if size == 0xFFFFFFFF else size
    return record[at + 4 : at + 4 + 2 * size].decode("utf-16-le", "replace"), at + 4 + 2 * size


# --- the workbook -----------------------------------------------------------------------------------------


def open(file: WorkbookFile) -> Opened:
    """What an .xlsb workbook holds."""
    package = file.package
    try:
        workbook = _workbook(package)
        styles, codes, striking = _styles(workbook)
        people, values, odd = people_of(workbook), _values(workbook, styles, codes), odd_formats(styles, codes)
        found = {sheet.name: list(_cells(package.read(sheet.part))) for sheet in workbook.sheets}
        cells = {name: values.of(each) for name, each in found.items()}
        formats = {name: _formats(each, odd) for name, each in found.items()} if odd else {}
        extras = {
            sheet.name: _extras(workbook, sheet, people, _in_styles(found[sheet.name], striking))
            for sheet in workbook.sheets
        }
    except FAULTS as fault:
        raise GivenUp(fault) from None
    return Opened(
        {name: file.grid(each) for name, each in cells.items()},
        {},
        extras,
        properties(package),
        has_macros(workbook),
        OURS,
        workbook.date1904,
        saved(package),
        formats,
        is_signed(package),
    )


def formulas(file: WorkbookFile) -> Mapping[str, frozenset[Spot]]:
    """The cells of an .xlsb workbook that hold a formula, by sheet."""
    return {
        sheet.name: frozenset((cell.row, cell.col) for cell in _cells(file.package.read(sheet.part)) if cell.formula)
        for sheet in _workbook(file.package).sheets
    }


def around(file: WorkbookFile) -> Mapping[str, Around]:
    """The links and the pictures of an .xlsb workbook, by sheet."""
    package = file.package
    return {
        sheet.name: Around(tuple(_links(package, sheet.part)), tuple(pictures_of(package, sheet.part)))
        for sheet in _workbook(package).sheets
    }


def _links(package: Package, sheet: str) -> Iterator[Link]:
    outside = package.external(sheet)
    for kind, record in _records(package.read(sheet)):
        if kind == _LINK:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            key, at = _text(record, 16)
            yield link_to(Area(top, left, bottom, right), outside.get(key, ""), _text(record, at)[0])


def _workbook(package: Package) -> Workbook:
    """Raises ValueError where no part says what the workbook is."""
    part = main_part(package)
    if not part:
        raise ValueError("no workbook")
    parts = {each.key: each for each in package.relations(part)}
    sheets, since_1904 = [], False
    for kind, record in _records(package.read(part)):
        if kind == _SETTINGS:
            since_1904 = bool(record[0] & 1)
        elif kind == _SHEET:
            key, at = _text(record, 8)
            if key in parts:
                hidden = struct.unpack_from("<I", record)[0] != 0
                sheets.append(SheetPart(_text(record, at)[0], parts[key].target, parts[key].type, hidden))
    return Workbook(package, part, tuple(sheets), since_1904)


def _values(workbook: Workbook, styles: Iterable[tuple[int, int]], codes: Mapping[int, str]) -> Values:
    """What the cells of a workbook refer to."""
    package = workbook.package
    strings = _records(package.read(package.related(workbook.part, "sharedStrings")))
    texts = [_text(record, 1)[0] for kind, record in strings if kind == _STRING]
    known = {style: shows(number, codes.get(number, "")) for style, number in styles}
    return Values(texts, {style: shown for style, shown in known.items() if shown}, workbook.date1904)


def _styles(workbook: Workbook) -> tuple[list[tuple[int, int]], dict[int, str], frozenset[int]]:
    """The styles of cells, each with the number of its format; the codes of the workbook's own formats; and the
    styles whose font strikes a text out."""
    codes: dict[int, str] = {}
    numbers, fonts, striking, inside = list[int](), list[bool](), set[int](), False
    for kind, record in _records(workbook.package.read(workbook.package.related(workbook.part, "styles"))):
        inside = (inside or kind == _STYLES_BEGIN) and kind != _STYLES_END
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif kind == _FONT:
            fonts.append(bool(struct.unpack_from("<H", record, 2)[0] & _STRIKES))
        elif kind == _STYLE and inside:
            number, font = struct.unpack_from("<2H", record, 2)
            striking |= {len(numbers)} if font < len(fonts) and fonts[font] else set()
            numbers.append(number)
    return list(enumerate(numbers)), codes, frozenset(striking)


def _in_styles(found: Iterable[Cell], styles: frozenset[int]) -> frozenset[Spot]:
    return frozenset((each.row, each.col) for each in found if each.style in styles) if styles else frozenset()


def _formats(found: Iterable[Cell], odd: Mapping[int, str]) -> SaidByFormats:
    """Where a number stands in a style whose format says something."""
    return by_column(
        ((cell.row, cell.col), odd[cell.style]) for cell in found if cell.type == "n" and cell.style in odd
    )


# --- sheets -----------------------------------------------------------------------------------------------


def _packed(record: bytes, at: int) -> str:
    """A number in four bytes: the upper half of a float, or a whole number; or a hundred times it."""
    (bits,) = struct.unpack_from("<i", record, at)
    number = float(bits >> 2) if bits & 2 else struct.unpack("<d", struct.pack("<q", (bits & ~3) << 32))[0]
    return repr(number / 100 if bits & 1 else number)


def _real(record: bytes, at: int) -> str:
    return repr(struct.unpack_from("<d", record, at)[0])


def _error(record: bytes, at: int) -> str:
    return _ERRORS.get(record[at], "")


def _flag(record: bytes, at: int) -> str:
    return str(record[at])


def _index(record: bytes, at: int) -> str:
    return str(struct.unpack_from("<I", record, at)[0])


def _plain(record: bytes, at: int) -> str:
    return _text(record, at)[0]


def _rich(record: bytes, at: int) -> str:
    return _text(record, at + 1)[0]


_Read = Callable[[bytes, int], str]
_CELLS: Mapping[int, tuple[str, _Read]] = {
    2: ("n", _packed),
    3: ("e", _error),
    4: ("b", _flag),
    5: ("n", _real),
    6: ("inlineStr", _plain),
    7: ("s", _index),
    8: ("inlineStr", _plain),  # from here on, the values of formulas
    9: ("n", _real),
    10: ("b", _flag),
    11: ("e", _error),
    62: ("inlineStr", _rich),
}
_BLANK, _SHORT_BLANK = 1, 12
# A short cell says no column: it is the one after.
_SHORT: Mapping[int, tuple[str, _Read]] = {
    13: ("n", _packed),
    14: ("e", _error),
    15: ("b", _flag),
    16: ("n", _real),
    17: ("inlineStr", _plain),
    18: ("s", _index),
}
_FORMULAS = range(8, 12)


def _cells(part: bytes) -> Iterator[Cell]:
    """Every cell of a sheet that is not blank, as `sheet_xml.cells` gives them; and those that hold a formula."""
    row = col = -1
    for kind, record in _records(part):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", record)
            col = -1
        elif kind in _CELLS:
            (col,) = struct.unpack_from("<I", record)
            yield _cell((row, col), *_CELLS[kind], record, 8)._replace(formula=kind in _FORMULAS)
        elif kind in _SHORT:
            col += 1
            yield _cell((row, col), *_SHORT[kind], record, 4)
        elif kind == _BLANK:
            (col,) = struct.unpack_from("<I", record)
        elif kind == _SHORT_BLANK:
            col += 1


def _cell(place: Spot, kind: str, read: _Read, record: bytes, at: int) -> Cell:
    style = int.from_bytes(record[at - 4 : at - 1], "little")
    shown = read(record, at)
    return Cell(*place, kind, style, text=shown) if kind == "inlineStr" else Cell(*place, kind, style, value=shown)


def _extras(workbook: Workbook, sheet: SheetPart, people: Mapping[str, str], struck: frozenset[Spot]) -> Extras:
    """What a sheet holds besides its cells."""
    package, part = workbook.package, sheet.part
    areas = [struct.unpack_from("<4I", record) for kind, record in _records(package.read(part)) if kind == _MERGED]
    merged = tuple(Area(top, left, bottom, right) for top, bottom, left, right in areas)
    notes = (*_notes(package.read(package.related(part, "comments"))), *threads_of(package, part, people))
    return Extras(merged, notes, tuple(texts_of(package, part)), sheet.hidden, struck)


def _notes(part: bytes) -> Iterator[Note]:
    authors: list[str] = []
    place, author = (0, 0), ""
    for kind, record in _records(part):
        if kind == _AUTHOR:
            authors.append(_text(record, 0)[0])
        elif kind == _NOTE:
            number, row, _, col = struct.unpack_from("<4I", record)
            place, author = (row, col), authors[number] if number < len(authors) else ""
        elif kind == _NOTE_TEXT and not author.startswith(THREAD_AUTHOR):
            yield Note(*place, _text(record, 1)[0], author)
