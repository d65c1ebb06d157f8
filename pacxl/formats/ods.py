"""OpenDocument workbooks (.ods), in one pass: the values of their cells, and what stands around them.

The reading library refuses a file with blanks between its elements, as SheetJS and Gnumeric write, loses tabulations,
and takes error cells for texts or blanks; it stands in only where this pass gives up.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pacxl.a1 import Spot
from pacxl.excel import COLUMNS, NEW_ERRORS, NoValue
from pacxl.formats.by_calamine import FAULTS
from pacxl.formats.number_format import number_format_says_something
from pacxl.formats.ods_elements import LINE, STYLES, TEXT, OpenStyles, ods_count, ods_lines, ods_text_runs, ods_texts
from pacxl.formats.ooxml_extras import ooxml_link_by_formula
from pacxl.formats.opened import (
    CHART,
    OBJECT,
    OURS,
    SHAPE,
    Area,
    Around,
    Drawing,
    Extras,
    Link,
    Note,
    Opened,
    Picture,
    StruckText,
    opened_by_column,
    struck_opened_cells,
    struck_text,
)
from pacxl.formats.workbook_file import GivenUp, WorkbookFile
from pacxl.ooxml.cell_values import day_or_moment, is_finite_cell_value, saving_time_value
from pacxl.ooxml.link_formula import address_in_formula
from pacxl.ooxml.package import Package
from pacxl.ooxml.xml import Element, NotWellFormed, local, xml_streamed

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TYPE, _FORMULA, _SPAN = f"{_OFFICE}value-type", f"{_TABLE}formula", f"{_TABLE}number-columns-spanned"
_REPEATED, _USUAL = f"{_TABLE}number-columns-repeated", f"{_TABLE}default-cell-style-name"
_IMAGE, _OBJECT = f"{_DRAW}image", f"{_DRAW}object"
_KINDS = ("custom-shape", "rect", "line", "ellipse", "circle", "path", "polyline", "polygon", "connector", "control")
_SHAPES = (_OBJECT, *(f"{_DRAW}{kind}" for kind in _KINDS))
_HREF = "{http://www.w3.org/1999/xlink}href"
_UNSAID = 'of:=ORG.GNUMERIC.ERROR("{}")'  # of a formula that Gnumeric cannot say in this format
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d+|" + "|".join(map(re.escape, NEW_ERRORS)))
_PERIOD = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


def open(file: WorkbookFile) -> Opened:
    """What an .ods workbook holds."""
    try:
        sheets = _sheets(file.package)
    except FAULTS as fault:
        raise GivenUp(fault) from None
    grids = {name: file.grid(sheet.cells) for name, sheet in sheets.items()}
    extras = {
        name: Extras(
            *(tuple(sheet.merged), tuple(sheet.notes), tuple(sheet.texts), sheet.hidden),
            *struck_opened_cells(frozenset(sheet.struck), sheet.struck_texts),
        )
        for name, sheet in sheets.items()
    }
    formats = {name: opened_by_column(sheet.formats.items()) for name, sheet in sheets.items()}
    macros = any(name.lower().startswith(("basic/", "scripts/")) for name in file.package.names)
    known, saved = _about(file.package)
    signed = file.package.has("META-INF/documentsignatures.xml")
    return Opened(grids, {}, extras, known, macros, OURS, saved=saved, formats=formats, signed=signed)


def formulas(file: WorkbookFile) -> Mapping[str, frozenset[Spot]]:
    """The cells of an .ods workbook that hold a formula, by sheet."""
    return {name: frozenset(sheet.formulas) for name, sheet in _sheets(file.package).items()}


def around(file: WorkbookFile) -> Mapping[str, Around]:
    """The links, the pictures and the drawings of an .ods workbook, by sheet."""
    root = file.package.tree("content.xml")
    tables = () if root is None else root.iter(f"{_TABLE}table")
    return {table.get(f"{_TABLE}name", ""): _around(file.package, table) for table in tables}


def _around(package: Package, table: Element) -> Around:
    links, row = list[Link](), 0
    holders: list[tuple[Spot | None, Element]] = [(None, each) for each in table.iterchildren(f"{_TABLE}shapes")]
    for line in table.iter(f"{_TABLE}table-row"):
        col = 0
        for cell in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            links += [_link((row, col), each.get(_HREF, "")) for each in cell.iter(f"{TEXT}a")]
            if (address := address_in_formula(cell.get(_FORMULA, ""))) is not None:
                links.append(ooxml_link_by_formula((row, col), address, cell.get(_FORMULA, "").removeprefix("of:")))
            holders += [((row, col), cell)] if len(cell) else []
            col += ods_count(cell, _REPEATED)
        row += ods_count(line, f"{_TABLE}number-rows-repeated")
    pictures = (_picture(package, spot, image) for spot, each in holders for image in each.iter(_IMAGE))
    drawn = (_drawing(package, spot, shape) for spot, each in holders for shape in each.iter(*_SHAPES))
    return Around(tuple(links), tuple(filter(None, pictures)), tuple(filter(None, drawn)))


def _drawing(package: Package, spot: Spot | None, drawn: Element) -> Drawing | None:
    """A chart, another object, or a shape without words; None for a shape that has some."""
    if drawn.tag == _OBJECT:
        chart = package.tree(f"{drawn.get(_HREF, '').removeprefix('./')}/content.xml")
        titles = None if chart is None else [ods_lines(each) for each in chart.iterfind(".//{*}chart/{*}title")]
        return Drawing(OBJECT, spot) if titles is None else Drawing(CHART, spot, "".join(titles))
    return None if ods_lines(drawn).strip() else Drawing(OBJECT if local(drawn) == "control" else SHAPE, spot)


def _link(spot: Spot, target: str) -> Link:
    """A link; `#$'Mon plan'.B2` is a place of the workbook."""
    sheet, _, cell = target.removeprefix("#").replace("$", "").rpartition(".")
    inside = target.startswith("#")
    return Link(Area(*spot, *spot), f"{sheet}!{cell}" if inside and sheet else target.removeprefix("#"), inside)


def _picture(package: Package, spot: Spot | None, image: Element) -> Picture | None:
    """A picture; None for what stands in for an object."""
    frame = image.getparent()
    if frame is not None and frame.find(_OBJECT) is not None:
        return None
    known = [] if frame is None else [each.text or "" for each in frame if local(each) in ("desc", "title")]
    return Picture(spot, next(iter(known), ""), package.read(image.get(_HREF, "").removeprefix("./")))


def _sheets(package: Package) -> dict[str, OpenSheet]:
    """The sheets of a workbook, in order; raises NotWellFormed where it is not XML."""
    sheets: dict[str, OpenSheet] = {}
    styles = OpenStyles()
    with suppress(NotWellFormed):
        for element in xml_streamed(package.read("styles.xml"), *STYLES):
            styles.add(element)
    tags = (f"{_TABLE}table", f"{_TABLE}shapes", f"{_TABLE}table-row", f"{_TABLE}table-column")
    for element in xml_streamed(package.read("content.xml"), *STYLES, *tags):
        if element.tag in STYLES:
            styles.add(element)
            continue
        table = element if element.tag == tags[0] else next(element.iterancestors(tags[0]), None)
        if table is None:
            continue
        sheet = sheets.setdefault(table.get(f"{_TABLE}name", ""), OpenSheet(styles))
        sheet.hidden = table.get(f"{_TABLE}style-name", "") in styles.hidden
        if element.tag == tags[1]:
            sheet.texts += ods_texts(element)
        elif element.tag == tags[2]:
            sheet.add_row(element)
        elif element.tag == tags[3]:
            sheet.columns += [element.get(_USUAL, "")] * min(
                ods_count(element, _REPEATED), COLUMNS - len(sheet.columns)
            )
    return sheets


def _about(package: Package) -> tuple[dict[str, str], dt.datetime | None]:
    """The custom properties of a document, and when it says that it was last saved."""
    if (root := package.tree("meta.xml")) is None:
        return {}, None
    known = {each.get(f"{_META}name", ""): each.text or "" for each in root.iter(f"{_META}user-defined")}
    return known, saving_time_value(next((each.text for each in root.iter("{*}date")), None))


@dataclass
class OpenSheet:
    """What was found in a sheet, so far: its cells that are not blank, which cells are formulas, and the rest."""

    styles: OpenStyles
    columns: list[str] = field(default_factory=list)  # the style of each one's cells that say none
    formats: dict[Spot, str] = field(default_factory=dict)
    cells: dict[Spot, Any] = field(default_factory=dict)
    formulas: set[Spot] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    struck: set[Spot] = field(default_factory=set)
    struck_texts: dict[Spot, StruckText | None] = field(default_factory=dict)
    hidden: bool = False
    _row: int = 0

    def add_row(self, row: Element) -> None:
        times = ods_count(row, f"{_TABLE}number-rows-repeated")
        col = 0
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            width = ods_count(cell, _REPEATED)
            if len(cell):
                self._add_around(cell, col)
            if len(cell) or cell.get(_TYPE) is not None or cell.get(_FORMULA) is not None:
                self._add_cell(cell, row, col, (times, width))
            if cell.get(_SPAN) is not None:
                self._add_area(cell, col)
            col += width
        self._row += times

    def _add_cell(self, cell: Element, row: Element, col: int, size: tuple[int, int]) -> None:
        """A blank may be repeated to the end of the sheet: it has no place."""
        value, formula = _value(cell), cell.get(_FORMULA) is not None
        if value == "" and not formula:
            return
        places = [(self._row + down, col + right) for down in range(size[0]) for right in range(size[1])]
        if value != "":
            self.cells |= dict.fromkeys(places, value)
        if type(value) is float or self.styles.some_strike:
            usual = row.get(_USUAL) or (self.columns[col] if col < len(self.columns) else "")
            style = cell.get(f"{_TABLE}style-name") or usual
            if type(value) is float and number_format_says_something(code := self.styles.code(cell, style)):
                self.formats |= dict.fromkeys(places, code)
            struck = self.styles.some_strike and self.styles.strikes(style)
            self.struck.update(places if struck else ())
            if self.styles.some_strike and type(value) is str and cell.find(f".//{TEXT}span") is not None:
                self.struck_texts |= dict.fromkeys(places, struck_text(self._styled_runs(cell, struck)))
        if formula:
            self.formulas.update(places)

    def _styled_runs(self, cell: Element, struck: bool) -> Iterator[tuple[str, bool]]:
        """The pieces of a cell's lines, each with whether it is crossed out: as its cell, where it does not say."""
        for line in cell.iterchildren(LINE):
            yield line.text or "", struck
            for each in line:
                name = each.get(f"{TEXT}style-name", "")
                yield "".join(ods_text_runs(each)), self.styles.strikes(name) if name in self.styles.lines else struck
                yield each.tail or "", struck

    def _add_area(self, cell: Element, col: int) -> None:
        down, right = ods_count(cell, f"{_TABLE}number-rows-spanned"), ods_count(cell, _SPAN)
        if down > 1 or right > 1:
            self.merged.append(Area(self._row, col, self._row + down - 1, col + right - 1))

    def _add_around(self, cell: Element, col: int) -> None:
        if len(cell) == 1 and cell[0].tag == LINE:
            return
        for each in cell:
            if each.tag == f"{_OFFICE}annotation":
                author = next((part.text or "" for part in each if str(part.tag).endswith("}creator")), "")
                self.notes.append(Note(self._row, col, ods_lines(each), author))
            elif each.tag != LINE:
                self.texts += ods_texts(each)


def _value(cell: Element) -> Any:
    """A cell's value: of a formula with an error, or with no value, what stands for it."""
    kind = cell.get(_TYPE)
    formula = cell.get(_FORMULA) is not None
    if kind is None and formula and cell.find(LINE) is None:
        return NoValue()  # a result of no characters has no type, but a paragraph
    text = ods_lines(cell) if kind in (None, "string") else ""
    if cell.get(f"{_CALC}value-type") == "error" or (formula and _ERROR.fullmatch(text)):
        return NoValue(text)
    if cell.get(_FORMULA) == _UNSAID.format(text.replace('"', '""')):
        return ""  # whose text is the formula itself where its result is of no characters
    if kind in (None, "string"):
        return cell.get(f"{_OFFICE}string-value") or text  # what a format adds stands in the text
    return _TYPED.get(kind, _number)(cell)


def _number(cell: Element) -> Any:
    value = cell.get(f"{_OFFICE}value", "")
    if not is_finite_cell_value(value):
        return NoValue(value)
    try:
        return float(value)
    except ValueError:
        return ods_lines(cell)


def _day(cell: Element) -> Any:
    """A day before the year 1 or after 9999 is the text that its cell shows."""
    try:
        return day_or_moment(dt.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")).replace(tzinfo=None))
    except ValueError:
        return ods_lines(cell)


def _time(cell: Element) -> Any:
    """A time or a duration: the file does not tell one from the other."""
    found = _PERIOD.fullmatch(cell.get(f"{_OFFICE}time-value", ""))
    if found is None:
        return ods_lines(cell)
    days, hours, minutes, seconds = (float(number or 0) for number in found.groups()[1:])
    span = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if not found[1] and span < dt.timedelta(days=1):
        return (dt.datetime.min + span).time()
    return -span if found[1] else span


_TYPED: Mapping[str, Callable[[Element], Any]] = {
    "date": _day,
    "time": _time,
    "boolean": lambda cell: cell.get(f"{_OFFICE}boolean-value") == "true",
}
