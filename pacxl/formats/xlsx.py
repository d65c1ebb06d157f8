"""Workbooks of Excel's own format (.xlsx, .xlsm): a sheet by one search over its bytes, where it is written as nearly
all are; else by calamine, the fastest library.

calamine takes error cells and formulas never calculated for blanks, and gives up a whole sheet for one cell that it
does not know: one pass of our own tells the first, and what it refuses is read cell by cell.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from pacxl.a1 import REFERENCE, Spot, cell_position
from pacxl.formats import sheet_xml
from pacxl.formats.by_calamine import CalamineSheets, Refused, calamine_sheets
from pacxl.formats.by_search import (
    Refers,
    SearchedSheets,
    SheetRead,
    sheets_by_search,
    struck_in_sheet,
    what_cells_refer_to,
)
from pacxl.formats.ooxml_extras import (
    links_of,
    ooxml_box_texts,
    ooxml_commenters,
    ooxml_drawings,
    ooxml_has_macros,
    ooxml_link_by_formula,
    ooxml_notes,
    ooxml_saving_time,
    ooxml_tables,
    pictures_of,
    properties,
    threads_of,
)
from pacxl.formats.opened import CALAMINE, OURS, Around, CellGrid, Extras, Link, Opened
from pacxl.formats.workbook_file import WorkbookFile
from pacxl.guard.check import check_layout
from pacxl.ooxml.cell_values import Values
from pacxl.ooxml.link_formula import address_in_formula
from pacxl.ooxml.package import Package, is_signed, relations_of, store_parts
from pacxl.ooxml.rich_values import RichValue, rich_values
from pacxl.ooxml.workbook import SheetPart, Workbook, parse_workbook
from pacxl.ooxml.xml import NotWellFormed, xml_rich_text, xml_streamed

_HELD = 64 * 2**20  # what is worth holding twice in memory: calamine then inflates nothing again
_NO_CELL = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
_REFERRED = ("sharedStrings", "styles")


def open(file: WorkbookFile) -> Opened:
    """What an .xlsx or .xlsm workbook holds."""
    package, workbook = file.package, parse_workbook(file.package)
    refers = what_cells_refer_to(workbook)
    searched = sheets_by_search(file, workbook, refers)
    found, engine = searched.sheets, OURS
    if not workbook.sheets or len(found) < len(workbook.sheets):
        others, engine = _by_library(file, workbook, refers, searched)
        found = {**found, **others}
    sheets = {name: found[name] for name in dict.fromkeys((*(sheet.name for sheet in workbook.sheets), *found))}
    people = ooxml_commenters(workbook)
    return Opened(
        {name: sheet.grid for name, sheet in sheets.items()},
        ooxml_tables(workbook),
        {sheet.name: _extras(workbook, sheet, sheets[sheet.name], people) for sheet in workbook.sheets},
        properties(package),
        ooxml_has_macros(workbook),
        engine,
        workbook.date1904,
        ooxml_saving_time(package),
        {name: sheet.formats for name, sheet in sheets.items() if sheet.formats},
        is_signed(package),
        {name: sheet.formulas for name, sheet in sheets.items() if sheet.formulas is not None},
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


# --- by a library -----------------------------------------------------------------------------------------


def _by_library(
    file: WorkbookFile, workbook: Workbook, refers: Refers, searched: SearchedSheets
) -> tuple[dict[str, SheetRead], str]:
    """The sheets that were not read by a search, and what read them."""
    package, corners = file.package, searched.corners
    parts = {name: package.read(name) for name in set(package.names).difference(map(package.name, corners))}
    sparse = check_layout(file.path, parts, file.limits, [*corners.values()])
    left = {sheet.name: sheet for sheet in workbook.sheets if sheet.name not in searched.sheets}
    xml = {name: parts.get(package.name(sheet.part), b"") for name, sheet in left.items()}
    scans = {name: sheet_xml.scan_sheet_xml(part, refers.odd) for name, part in xml.items()}
    mended = {left[name].part: scan.mended for name, scan in scans.items() if scan.mended is not None}
    far = {sheet.part for sheet in left.values() if package.name(sheet.part) in sparse}
    # It would lay out every cell between the few that there are; what is read by now it need not read.
    mended |= _uncounted(package) | dict.fromkeys((*far, *corners), _NO_CELL)
    read = _by_calamine(file, workbook, mended)
    refused = [
        sheet
        for name, sheet in left.items()
        if read.grids.get(name) is None or not scans[name].plain or sheet.part in far
    ]
    grids = {name: grid or [] for name, grid in read.grids.items() if name not in searched.sheets}
    grids |= _cell_by_cell(file, workbook, refused)
    rich, sheets = _rich_cells(workbook, left.values()), dict[str, SheetRead]()
    for name, grid in grids.items():
        scan = scans.get(name, sheet_xml.Scan())
        special = {**scan.without_value, **rich.get(name, {})}
        struck = struck_in_sheet(xml.get(name, b""), refers)
        sheets[name] = SheetRead(file.grid(special, grid), scan.merged, scan.formats, *struck)
    return sheets, OURS if refused else CALAMINE


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
    return Values(texts, what_cells_refer_to(workbook).shows, workbook.date1904)


# --- what stands around the cells -------------------------------------------------------------------------


def _extras(workbook: Workbook, sheet: SheetPart, read: SheetRead, people: Mapping[str, str]) -> Extras:
    """What a sheet holds besides its cells; `people` are the names of those who comment."""
    package, part = workbook.package, sheet.part
    notes = (*ooxml_notes(package, part), *threads_of(package, part, people))
    return Extras(read.merged, notes, tuple(ooxml_box_texts(package, part)), sheet.hidden, read.struck, read.words)
