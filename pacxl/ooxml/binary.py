"""The binary parts of an .xlsb: their records and the texts in them; the sheets, the styles. Source: [MS-XLSB]."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pacxl.ooxml.package import Package, main_part
from pacxl.ooxml.workbook import SheetPart, Workbook


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
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


def text_at(record: bytes, at: int) -> tuple[str, int]:
    """A text after its length, and where it ends; a length of all ones is no text."""
    (size,) = struct.unpack_from("<I", record, at)
    size = 0 if size == 0xFFFFFFFF else size
    return record[at + 4 : at + 4 + 2 * size].decode("utf-16-le", "replace"), at + 4 + 2 * size


CELL_FONT = -1


def text_runs(record: bytes, at: int) -> list[tuple[str, int]]:
    """A rich text after its flags, as the runs that are of one font each, with the rank of this font (`CELL_FONT`:
    that of its cell); none of a text of one font."""
    text, end = text_at(record, at + 1)
    if not record[at] & 1:
        return []
    (count,) = struct.unpack_from("<I", record, end)
    starts = [struct.unpack_from("<HH", record, end + 4 + 4 * rank) for rank in range(count)]
    units = text.encode("utf-16-le")
    ends = [start for start, _ in starts[1:]] + [len(units) // 2]
    pieces = [(first, last, font) for (first, font), last in zip(starts, ends, strict=True)]
    if starts and starts[0][0]:
        pieces.insert(0, (0, starts[0][0], CELL_FONT))
    return [(units[2 * first : 2 * last].decode("utf-16-le", "replace"), font) for first, last, font in pieces]


# --- the workbook and its styles --------------------------------------------------------------------------

_FONT, _FORMAT, _STYLE, _SETTINGS, _SHEET, _STYLES_BEGIN, _STYLES_END = 43, 44, 47, 153, 156, 617, 618
_STRIKES = 8  # among the flags of a font


def binary_workbook(package: Package) -> Workbook:
    """The workbook that a package holds; raises ValueError where no part says what it is."""
    part = main_part(package)
    if not part:
        raise ValueError("no workbook")
    parts = {each.key: each for each in package.relations(part)}
    sheets, since_1904 = [], False
    for kind, record in records(package.read(part)):
        if kind == _SETTINGS:
            since_1904 = bool(record[0] & 1)
        elif kind == _SHEET:
            key, at = text_at(record, 8)
            if key in parts:
                hidden = struct.unpack_from("<I", record)[0] != 0
                sheets.append(SheetPart(text_at(record, at)[0], parts[key].target, parts[key].type, hidden))
    return Workbook(package, part, tuple(sheets), since_1904)


@dataclass(frozen=True)
class BinaryStyles:
    """The styles of cells: the number of each one's format, and the codes of the workbook's own; the fonts that
    strike a text out, and the styles whose font does, by rank."""

    numbers: tuple[int, ...]
    codes: Mapping[int, str]
    striking_fonts: frozenset[int]
    striking: frozenset[int]


def binary_styles(workbook: Workbook) -> BinaryStyles:
    """The styles of a workbook."""
    codes: dict[int, str] = {}
    styles, fonts, inside = list[tuple[int, int]](), list[bool](), False
    for kind, record in records(workbook.package.read(workbook.package.related(workbook.part, "styles"))):
        inside = (inside or kind == _STYLES_BEGIN) and kind != _STYLES_END
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = text_at(record, 2)[0]
        elif kind == _FONT:
            fonts.append(bool(struct.unpack_from("<H", record, 2)[0] & _STRIKES))
        elif kind == _STYLE and inside:
            styles.append(struct.unpack_from("<2H", record, 2))
    striking_fonts = frozenset(rank for rank, strikes in enumerate(fonts) if strikes)
    striking = frozenset(rank for rank, (_, font) in enumerate(styles) if font in striking_fonts)
    return BinaryStyles(tuple(number for number, _ in styles), codes, striking_fonts, striking)
