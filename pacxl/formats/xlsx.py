"""Workbooks of Excel's own format (.xlsx, .xlsm), read by calamine, the fastest library.

It takes error cells and formulas never calculated for blanks, and gives up a whole sheet for one cell that it does
not know: one pass of our own tells the first, and what it refuses is read cell by cell.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from pacxl.a1 import AREA, REFERENCE, Spot, cell_position
from pacxl.formats import sheet_xml
from pacxl.formats.by_calamine import CalamineSheets, Refused, calamine_sheets
from pacxl.formats.cell_values import Values, shows
from pacxl.formats.number_format import odd_number_formats
from pacxl.formats.ooxml_extras import (
    links_of,
    ooxml_box_texts,
    ooxml_commenters,
    ooxml_drawings,
    ooxml_has_macros,
    ooxml_link_by_formula,
    ooxml_notes,
    ooxml_saving_time,
    pictures_of,
    properties,
    threads_of,
)
from pacxl.formats.opened import (
    CALAMINE,
    OURS,
    Area,
    Around,
    CellGrid,
    Extras,
    Link,
    Opened,
    OpenTable,
    struck_opened_cells,
)
from pacxl.formats.workbook_file import WorkbookFile
from pacxl.ooxml.link_formula import address_in_formula
from pacxl.ooxml.package import Package, is_signed, relations_of, store_parts
from pacxl.ooxml.rich_values import RichValue, rich_values
from pacxl.ooxml.styles import striking_styles
from pacxl.ooxml.workbook import SheetPart, Workbook, parse_workbook
from pacxl.ooxml.xml import Element, NotWellFormed, parse_xml, xml_rich_text, xml_streamed

_HELD = 64 * 2**20  # what is worth holding twice in memory: calamine then inflates nothing again
_NO_CELL = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
_REFERRED = ("sharedStrings", "styles")


def open(file: WorkbookFile) -> Opened:
    """What an .xlsx or .xlsm workbook holds."""
    package, workbook = file.package, parse_workbook(file.package)
    styles = package.read(package.related(workbook.part, "styles"))
    odd = _odd_formats(styles)
    strings = package.read(package.related(workbook.part, "sharedStrings"))
    striking = striking_styles(styles)
    struck = _Striking(striking, sheet_xml.sheet_xml_struck_strings(strings, styled=bool(striking)))
    scans = {sheet.name: sheet_xml.scan_sheet_xml(package.read(sheet.part), odd) for sheet in workbook.sheets}
    mended = {sheet.part: xml for sheet in workbook.sheets if (xml := scans[sheet.name].mended) is not None}
    mended |= _uncounted(package)
    mended |= dict.fromkeys(file.sparse, _NO_CELL)  # it would lay out every cell between the few that there are
    read = _by_calamine(file, workbook, mended)
    refused = [
        sheet
        for sheet in workbook.sheets
        if read.grids.get(sheet.name) is None or not scans[sheet.name].plain or sheet.part in file.sparse
    ]
    grids = {name: grid or [] for name, grid in read.grids.items()} | _cell_by_cell(file, workbook, refused)
    people, rich = ooxml_commenters(workbook), _rich_cells(workbook, workbook.sheets)
    special = {name: {**scan.without_value, **rich.get(name, {})} for name, scan in scans.items()}
    return Opened(
        {name: file.grid(special.get(name, {}), grid) for name, grid in grids.items()},
        _tables(workbook),
        {sheet.name: _extras(workbook, sheet, scans[sheet.name].merged, people, struck) for sheet in workbook.sheets},
        properties(package),
        ooxml_has_macros(workbook),
        OURS if refused else CALAMINE,
        workbook.date1904,
        ooxml_saving_time(package),
        {name: scan.formats for name, scan in scans.items() if scan.formats},
        is_signed(package),
    )


def formulas(file: WorkbookFile) -> Mapping[str, frozenset[Spot]]:
    """The cells of an .xlsx workbook that hold a formula, by sheet."""
    sheets = parse_workbook(file.package).sheets
    return {sheet.name: sheet_xml.formulas(file.package.read(sheet.part)) for sheet in sheets}


def around(file: WorkbookFile) -> Mapping[str, Around]:
    """The links, the pictures and the drawings of an .xlsx workbook, by sheet."""
    package = file.package
    return {
        sheet.name: Around(
            (*links_of(package, sheet.part), *_formula_links(package.read(sheet.part))),
            tuple(pictures_of(package, sheet.part)),
            tuple(ooxml_drawings(package, sheet.part)),
        )
        for sheet in parse_workbook(package).sheets
    }


def _formula_links(xml: bytes) -> Iterator[Link]:
    for spot, formula in sheet_xml.sheet_xml_links(xml):
        if (address := address_in_formula(formula)) is not None:
            yield ooxml_link_by_formula(spot, address, f"={formula}")


def _by_calamine(file: WorkbookFile, workbook: Workbook, mended: Mapping[str, bytes]) -> CalamineSheets:
    """No sheet at all, if it refuses the file."""
    parts = _needed(workbook, mended)
    alone = bool(workbook.sheets) and (bool(mended) or sum(map(len, parts.values())) < _HELD)
    try:
        return calamine_sheets(store_parts(parts) if alone else io.BytesIO(file.content()), file.path)
    except Refused as fault:
        if not workbook.sheets:
            raise file.damaged(fault) from None
    return CalamineSheets({}, {})


_COUNT = re.compile(rb"""\suniqueCount\s*=\s*["']([^"']*)["']""")


def _uncounted(package: Package) -> dict[str, bytes]:
    """The parts of texts without their announced number, where that is false: calamine makes room for as many."""
    found = {}
    for name in package.names:
        if name.lower().endswith("sharedstrings.xml"):
            strings = package.read(name)
            end = strings.find(b">", max(strings.find(b"sst"), 0)) + 1
            count = _COUNT.search(strings, 0, end)
            if count and not (count[1].isdigit() and len(count[1]) < 10 and int(count[1]) <= len(strings)):
                found[name] = _COUNT.sub(b"", strings[:end]) + strings[end:]
    return found


def _needed(workbook: Workbook, mended: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that the cells are read from."""
    package = workbook.package
    names = ["[Content_Types].xml", relations_of(""), workbook.part, relations_of(workbook.part)]
    names += [package.related(workbook.part, kind) for kind in _REFERRED]
    names += [sheet.part for sheet in workbook.sheets]
    return {name: mended.get(name) or content for name in names if (content := package.read(name))}


# --- cell by cell -----------------------------------------------------------------------------------------


_RICH = re.compile(rb"""<(?:[\w.-]+:)?c(\s[^<>]*?\bvm\s*=[^<>]*)>""")
_SAYS = re.compile(rb"""\s(r|t|vm)\s*=\s*["']([^"']*)["']""")


def _rich_cells(workbook: Workbook, parts: Iterable[SheetPart]) -> dict[str, dict[Spot, RichValue]]:
    """The cells that show a data type, a picture or a newer error, by sheet: elsewhere they would be `#VALUE!`."""
    found: dict[str, dict[Spot, RichValue]] = {}
    known = rich_values(workbook.package, workbook.part)
    for sheet in parts if known else ():
        xml = workbook.package.read(sheet.part)
        if b" vm" in xml:
            cells = (dict(_SAYS.findall(tag)) for tag in _RICH.findall(xml))
            found[sheet.name] = {
                cell_position(each[b"r"].decode()): known[int(each[b"vm"])]
                for each in cells
                if each.get(b"t") == b"e" and REFERENCE.fullmatch(each.get(b"r", b"").decode("ascii", "replace"))
                if each[b"vm"].isdigit() and int(each[b"vm"][:9]) in known
            }
    return found


def _cell_by_cell(file: WorkbookFile, workbook: Workbook, refused: Iterable[SheetPart]) -> dict[str, CellGrid]:
    """The sheets that calamine refused."""
    values: Values | None = None
    grids: dict[str, CellGrid] = {}
    for sheet in refused:
        if sheet.kind == "chartsheet":
            grids[sheet.name] = []
            continue
        values = values or xlsx_values(workbook)
        grids[sheet.name] = file.grid(values.of(sheet_xml.sheet_xml_cells(file.package.read(sheet.part))))
    return grids


def xlsx_values(workbook: Workbook) -> Values:
    """What the cells of an .xlsx workbook refer to; a list of texts that cannot be read to its end is known up to
    there."""
    package, texts = workbook.package, list[str]()
    with suppress(NotWellFormed):
        for each in xml_streamed(package.read(package.related(workbook.part, "sharedStrings")), "{*}si"):
            texts.append(xml_rich_text(each))  # not extend(): what came before a fault is kept
    styles = package.tree(package.related(workbook.part, "styles"))
    return Values(texts, dict(_moments(styles)), workbook.date1904)


def _moments(root: Element | None) -> Iterator[tuple[int, str]]:
    """The styles by which a number is shown as a day or a time, or as a duration."""
    if root is None:
        return
    codes = _codes(root)
    for style, number in _styles(root):
        if shown := shows(number, codes.get(number, "")):
            yield style, shown


def _codes(root: Element) -> dict[int, str]:
    """The codes of a workbook's own number formats, by number."""
    known = root.iterfind("{*}numFmts/{*}numFmt")
    return {_number(each): each.get("formatCode", "") for each in known}


def _styles(root: Element) -> Iterator[tuple[int, int]]:
    """The styles of cells, each with the number of its format."""
    yield from enumerate(map(_number, root.iterfind("{*}cellXfs/{*}xf")))


def _number(element: Element) -> int:
    key = element.get("numFmtId", "")
    return int(key) if key.isdecimal() else 0


@lru_cache(maxsize=256)
def _odd_formats(styles: bytes) -> Mapping[int, str]:
    """The styles whose number format says something; those of workbooks of one template are read once."""
    try:
        root = parse_xml(styles)
    except NotWellFormed:
        return {}
    return odd_number_formats(_styles(root), _codes(root))


class _Striking(NamedTuple):
    """What crosses a text out in a workbook: some styles, and runs of its texts by the rank of these."""

    styles: tuple[int, ...]
    strings: Mapping[int, sheet_xml.StruckString]


# --- what stands around the cells -------------------------------------------------------------------------


def _tables(workbook: Workbook) -> dict[str, OpenTable]:
    """The Excel Tables of a workbook, by name; one whose part is damaged is left out."""
    known = (
        _table(workbook.package.read(each.target), sheet.name)
        for sheet in workbook.sheets
        for each in workbook.package.relations(sheet.part)
        if each.type == "table"
    )
    return {table.name: table for table in known if table is not None}


@lru_cache(maxsize=1024)
def _table(part: bytes, sheet: str) -> OpenTable | None:
    """The table of a part; those of workbooks of one template are often the same, and read once."""
    try:
        root = parse_xml(part)
    except NotWellFormed:
        return None
    found = AREA.fullmatch(root.get("ref", ""))
    if found is None:
        return None
    (top, left), (bottom, right) = cell_position(found[1]), cell_position(found[2] or found[1])
    header, totals = _count(root, "headerRowCount", 1), _count(root, "totalsRowCount", 0)
    return OpenTable(root.get("displayName", ""), sheet, top + header - 1, left, right, bottom - totals, totals)


def _count(root: Element, name: str, usual: int) -> int:
    number = root.get(name, "")
    return int(number) if number.isdecimal() else usual


def _extras(
    workbook: Workbook,
    sheet: SheetPart,
    merged: tuple[Area, ...],
    people: Mapping[str, str],
    striking: _Striking,
) -> Extras:
    """What a sheet holds besides its cells; `people` are the names of those who comment."""
    package, part = workbook.package, sheet.part
    notes = (*ooxml_notes(package, part), *threads_of(package, part, people))
    xml = package.read(part)
    struck = sheet_xml.sheet_xml_cells_in_styles(xml, striking.styles) if striking.styles else frozenset[Spot]()
    crossed = struck_opened_cells(struck, sheet_xml.sheet_xml_struck_texts(xml, striking.strings, struck))
    return Extras(merged, notes, tuple(ooxml_box_texts(package, part)), sheet.hidden, *crossed)
