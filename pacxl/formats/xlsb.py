"""The binary workbooks of newer programs (.xlsb), record by record.

The reading library takes error cells for blanks here too, and does not know the short records in which some programs
(SheetJS) write the cells that stand side by side: it drops them without a word. Source: [MS-XLSB], 2.1.7 and 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pacxl.a1 import Spot
from pacxl.excel import THREAD_AUTHOR
from pacxl.formats.by_calamine import FAULTS
from pacxl.formats.number_format import odd_number_formats
from pacxl.formats.ooxml_extras import (
    ooxml_box_texts,
    ooxml_commenters,
    ooxml_drawings,
    ooxml_has_macros,
    ooxml_link,
    ooxml_link_by_formula,
    ooxml_saving_time,
    pictures_of,
    properties,
    threads_of,
)
from pacxl.formats.opened import (
    OURS,
    Area,
    Around,
    Extras,
    Link,
    Note,
    Opened,
    SaidByFormats,
    StruckText,
    opened_by_column,
    struck_opened_cells,
    struck_text,
)
from pacxl.formats.workbook_file import GivenUp, WorkbookFile
from pacxl.ooxml.binary import CELL_FONT, BinaryStyles, binary_styles, binary_workbook, records, text_at, text_runs
from pacxl.ooxml.cell_values import Cell, Values, shows
from pacxl.ooxml.link_formula import address_in_tokens
from pacxl.ooxml.package import Package, is_signed
from pacxl.ooxml.rich_values import RichValue, rich_values
from pacxl.ooxml.workbook import SheetPart, Workbook

_ROW, _WRONG, _STRING, _VALUE_META, _MERGED, _LINK, _AUTHOR, _NOTE, _NOTE_TEXT = 0, 3, 19, 50, 176, 494, 632, 635, 637
_Crossed = tuple[frozenset[Spot], dict[Spot, StruckText]]  # cells crossed out, and those of which some words are
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


# --- the workbook -----------------------------------------------------------------------------------------


def open(file: WorkbookFile) -> Opened:
    """What an .xlsb workbook holds."""
    package = file.package
    try:
        workbook = binary_workbook(package)
        styles, strings = binary_styles(workbook), _strings(workbook)
        people, values = ooxml_commenters(workbook), _values(workbook, styles, strings)
        odd = odd_number_formats(enumerate(styles.numbers), styles.codes)
        texts = _rich_strings(strings, styles)
        found = {sheet.name: list(_cells(package.read(sheet.part))) for sheet in workbook.sheets}
        rich = rich_values(package, workbook.part)
        cells = {
            sheet.name: values.of(found[sheet.name]) | dict(_rich_cells(package.read(sheet.part), rich))
            for sheet in workbook.sheets
        }
        formats = {name: _formats(each, odd) for name, each in found.items()} if odd else {}
        extras = {
            sheet.name: _extras(workbook, sheet, people, _crossed(found[sheet.name], styles, texts))
            for sheet in workbook.sheets
        }
    except FAULTS as fault:
        raise GivenUp(fault) from None
    return Opened(
        {name: file.grid(each) for name, each in cells.items()},
        {},
        extras,
        properties(package),
        ooxml_has_macros(workbook),
        OURS,
        workbook.date1904,
        ooxml_saving_time(package),
        formats,
        is_signed(package),
    )


def formulas(file: WorkbookFile) -> Mapping[str, frozenset[Spot]]:
    """The cells of an .xlsb workbook that hold a formula, by sheet."""
    return {
        sheet.name: frozenset((cell.row, cell.col) for cell in _cells(file.package.read(sheet.part)) if cell.formula)
        for sheet in binary_workbook(file.package).sheets
    }


def around(file: WorkbookFile) -> Mapping[str, Around]:
    """The links, the pictures and the drawings of an .xlsb workbook, by sheet."""
    package = file.package
    return {
        sheet.name: Around(
            (*_links(package, sheet.part), *_formula_links(package.read(sheet.part))),
            tuple(pictures_of(package, sheet.part)),
            tuple(ooxml_drawings(package, sheet.part)),
        )
        for sheet in binary_workbook(package).sheets
    }


def _links(package: Package, sheet: str) -> Iterator[Link]:
    outside = package.external(sheet)
    for kind, record in records(package.read(sheet)):
        if kind == _LINK:
            top, bottom, left, right = struct.unpack_from("<4I", record)
            key, at = text_at(record, 16)
            yield ooxml_link(Area(top, left, bottom, right), outside.get(key, ""), text_at(record, at)[0])


def _formula_links(part: bytes) -> Iterator[Link]:
    row = -1
    for kind, record in records(part):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", record)
        elif kind in _FORMULAS:
            # the cell, its value, two bytes of flags, then its formula
            at = 2 + (text_at(record, 8)[1] if kind == _TEXT_FORMULA else 16 if kind == _NUMBER_FORMULA else 9)
            size = int.from_bytes(record[at : at + 4], "little")
            if (address := address_in_tokens(record[at + 4 : at + 4 + size], old=False)) is not None:
                yield ooxml_link_by_formula((row, struct.unpack_from("<I", record)[0]), address)


def _strings(workbook: Workbook) -> list[bytes]:
    """The records of the workbook's texts."""
    part = workbook.package.read(workbook.package.related(workbook.part, "sharedStrings"))
    return [record for kind, record in records(part) if kind == _STRING]


def _values(workbook: Workbook, styles: BinaryStyles, strings: Iterable[bytes]) -> Values:
    """What the cells of a workbook refer to."""
    texts = [text_at(record, 1)[0] for record in strings]
    known = {style: shows(number, styles.codes.get(number, "")) for style, number in enumerate(styles.numbers)}
    return Values(texts, {style: shown for style, shown in known.items() if shown}, workbook.date1904)


def _rich_strings(strings: Iterable[bytes], styles: BinaryStyles) -> dict[str, list[tuple[str, int]]]:
    """The workbook's texts of several fonts, where some strike, by rank as cells write it."""
    known = enumerate(strings) if styles.striking_fonts else ()
    return {str(rank): text_runs(record, 0) for rank, record in known if record[0] & 1}


def _crossed(found: Sequence[Cell], styles: BinaryStyles, rich: Mapping[str, list[tuple[str, int]]]) -> _Crossed:
    """The cells of a sheet that are crossed out, and those of which some words are."""
    whole = frozenset((each.row, each.col) for each in found if each.style in styles.striking)
    texts = dict[Spot, StruckText | None]()
    for cell in found if rich else ():
        if cell.type == "s" and cell.value in rich:
            fonts = styles.striking_fonts | ({CELL_FONT} if cell.style in styles.striking else set())
            texts[cell.row, cell.col] = struck_text((text, font in fonts) for text, font in rich[cell.value])
    return struck_opened_cells(whole, texts)


def _formats(found: Iterable[Cell], odd: Mapping[int, str]) -> SaidByFormats:
    """Where a number stands in a style whose format says something."""
    return opened_by_column(
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
    return text_at(record, at)[0]


def _rich(record: bytes, at: int) -> str:
    return text_at(record, at + 1)[0]


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
_FORMULAS, _TEXT_FORMULA, _NUMBER_FORMULA = range(8, 12), 8, 9


def _cells(part: bytes) -> Iterator[Cell]:
    """Every cell of a sheet that is not blank, as `sheet_xml_cells` gives them; and those that hold a formula."""
    row = col = -1
    for kind, record in records(part):
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


def _rich_cells(part: bytes, known: Mapping[int, RichValue]) -> Iterator[tuple[Spot, RichValue]]:
    """The cells that show a rich value: a record before each says which, and an error stands in it."""
    row, number = -1, 0
    for kind, record in records(part) if known else ():
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", record)
        elif kind == _WRONG and number in known:
            yield (row, struct.unpack_from("<I", record)[0]), known[number]
        number = struct.unpack_from("<I", record)[0] if kind == _VALUE_META else 0


def _cell(place: Spot, kind: str, read: _Read, record: bytes, at: int) -> Cell:
    style = int.from_bytes(record[at - 4 : at - 1], "little")
    shown = read(record, at)
    return Cell(*place, kind, style, text=shown) if kind == "inlineStr" else Cell(*place, kind, style, value=shown)


def _extras(workbook: Workbook, sheet: SheetPart, people: Mapping[str, str], crossed: _Crossed) -> Extras:
    """What a sheet holds besides its cells."""
    package, part = workbook.package, sheet.part
    areas = [struct.unpack_from("<4I", record) for kind, record in records(package.read(part)) if kind == _MERGED]
    merged = tuple(Area(top, left, bottom, right) for top, bottom, left, right in areas)
    notes = (*_notes(package.read(package.related(part, "comments"))), *threads_of(package, part, people))
    return Extras(merged, notes, tuple(ooxml_box_texts(package, part)), sheet.hidden, *crossed)


def _notes(part: bytes) -> Iterator[Note]:
    authors: list[str] = []
    place, author = (0, 0), ""
    for kind, record in records(part):
        if kind == _AUTHOR:
            authors.append(text_at(record, 0)[0])
        elif kind == _NOTE:
            number, row, _, col = struct.unpack_from("<4I", record)
            place, author = (row, col), authors[number] if number < len(authors) else ""
        elif kind == _NOTE_TEXT and not author.startswith(THREAD_AUTHOR):
            yield Note(*place, text_at(record, 1)[0], author)
