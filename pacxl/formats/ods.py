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
from pacxl.excel import COLUMNS, DIGITS, NEW_ERRORS, NoValue
from pacxl.formats.by_calamine import FAULTS
from pacxl.formats.cell_values import is_finite
from pacxl.formats.number_format import Marks, quoted, says_something
from pacxl.formats.opened import OURS, Area, Extras, Note, Opened, by_column
from pacxl.formats.times import day_or_moment, saved_at
from pacxl.formats.workbook_file import GivenUp, WorkbookFile
from pacxl.ooxml.package import Package
from pacxl.ooxml.xml import Element, NotWellFormed, local, streamed

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TYPE, _FORMULA, _SPAN = f"{_OFFICE}value-type", f"{_TABLE}formula", f"{_TABLE}number-columns-spanned"
_REPEATED, _USUAL = f"{_TABLE}number-columns-repeated", f"{_TABLE}default-cell-style-name"
_STYLES = (f"{_STYLE}style", *(f"{_NUMBER}{kind}-style" for kind in ("number", "currency", "percentage", "text")))
_LINE, _UNSAID = f"{_TEXT}p", 'of:=ORG.GNUMERIC.ERROR("{}")'  # of a formula that Gnumeric cannot say in this format
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d+|" + "|".join(map(re.escape, NEW_ERRORS)))
_PERIOD = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_SPACE = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")


def open(file: WorkbookFile) -> Opened:
    """What an .ods workbook holds."""
    try:
        sheets = _sheets(file.package)
    except FAULTS as fault:
        raise GivenUp(fault) from None
    grids = {name: file.grid(sheet.cells) for name, sheet in sheets.items()}
    extras = {
        name: Extras(tuple(sheet.merged), tuple(sheet.notes), tuple(sheet.texts), sheet.hidden)
        for name, sheet in sheets.items()
    }
    formats = {name: by_column(sheet.formats.items()) for name, sheet in sheets.items()}
    macros = any(name.lower().startswith(("basic/", "scripts/")) for name in file.package.names)
    known, saved = _about(file.package)
    return Opened(grids, {}, extras, known, macros, OURS, saved=saved, formats=formats)


def formulas(file: WorkbookFile) -> Mapping[str, frozenset[Spot]]:
    """The cells of an .ods workbook that hold a formula, by sheet."""
    return {name: frozenset(sheet.formulas) for name, sheet in _sheets(file.package).items()}


def _sheets(package: Package) -> dict[str, OpenSheet]:
    """The sheets of a workbook, in order; raises NotWellFormed where it is not XML."""
    sheets: dict[str, OpenSheet] = {}
    styles = OpenStyles()
    with suppress(NotWellFormed):
        for element in streamed(package.read("styles.xml"), *_STYLES):
            styles.add(element)
    tags = (f"{_TABLE}table", f"{_TABLE}shapes", f"{_TABLE}table-row", f"{_TABLE}table-column")
    for element in streamed(package.read("content.xml"), *_STYLES, *tags):
        if element.tag in _STYLES:
            styles.add(element)
            continue
        table = element if element.tag == tags[0] else next(element.iterancestors(tags[0]), None)
        if table is None:
            continue
        sheet = sheets.setdefault(table.get(f"{_TABLE}name", ""), OpenSheet(styles))
        sheet.hidden = table.get(f"{_TABLE}style-name", "") in styles.hidden
        if element.tag == tags[1]:
            sheet.texts += _texts(element)
        elif element.tag == tags[2]:
            sheet.add_row(element)
        elif element.tag == tags[3]:
            sheet.columns += [element.get(_USUAL, "")] * min(_count(element, _REPEATED), COLUMNS - len(sheet.columns))
    return sheets


def _about(package: Package) -> tuple[dict[str, str], dt.datetime | None]:
    """The custom properties of a document, and when it says that it was last saved."""
    if (root := package.tree("meta.xml")) is None:
        return {}, None
    known = {each.get(f"{_META}name", ""): each.text or "" for each in root.iter(f"{_META}user-defined")}
    return known, saved_at(next((each.text for each in root.iter("{*}date")), None))


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
    hidden: bool = False
    _row: int = 0

    def add_row(self, row: Element) -> None:
        times = _count(row, f"{_TABLE}number-rows-repeated")
        col = 0
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            width = _count(cell, _REPEATED)
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
        if type(value) is float:
            usual = row.get(_USUAL) or (self.columns[col] if col < len(self.columns) else "")
            if says_something(code := self.styles.code(cell, cell.get(f"{_TABLE}style-name") or usual)):
                self.formats |= dict.fromkeys(places, code)
        if formula:
            self.formulas.update(places)

    def _add_area(self, cell: Element, col: int) -> None:
        down, right = _count(cell, f"{_TABLE}number-rows-spanned"), _count(cell, _SPAN)
        if down > 1 or right > 1:
            self.merged.append(Area(self._row, col, self._row + down - 1, col + right - 1))

    def _add_around(self, cell: Element, col: int) -> None:
        if len(cell) == 1 and cell[0].tag == _LINE:
            return
        for each in cell:
            if each.tag == f"{_OFFICE}annotation":
                author = next((part.text or "" for part in each if str(part.tag).endswith("}creator")), "")
                self.notes.append(Note(self._row, col, _lines(each), author))
            elif each.tag != _LINE:
                self.texts += _texts(each)


def _count(element: Element, name: str) -> int:
    number = element.get(name, "")
    return int(number) if number.isdecimal() else 1


def _value(cell: Element) -> Any:
    """A cell's value: of a formula with an error, or with no value, what stands for it."""
    kind = cell.get(_TYPE)
    formula = cell.get(_FORMULA) is not None
    if kind is None and formula and cell.find(_LINE) is None:
        return NoValue()  # a result of no characters has no type, but a paragraph
    text = _lines(cell) if kind in (None, "string") else ""
    if cell.get(f"{_CALC}value-type") == "error" or (formula and _ERROR.fullmatch(text)):
        return NoValue(text)
    if cell.get(_FORMULA) == _UNSAID.format(text.replace('"', '""')):
        return ""  # whose text is the formula itself where its result is of no characters
    if kind in (None, "string"):
        return cell.get(f"{_OFFICE}string-value") or text  # what a format adds stands in the text
    return _TYPED.get(kind, _number)(cell)


def _number(cell: Element) -> Any:
    value = cell.get(f"{_OFFICE}value", "")
    if not is_finite(value):
        return NoValue(value)
    try:
        return float(value)
    except ValueError:
        return _lines(cell)


def _day(cell: Element) -> Any:
    """A day before the year 1 or after 9999 is the text that its cell shows."""
    try:
        return day_or_moment(dt.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")).replace(tzinfo=None))
    except ValueError:
        return _lines(cell)


def _time(cell: Element) -> Any:
    """A time or a duration: the file does not tell one from the other."""
    found = _PERIOD.fullmatch(cell.get(f"{_OFFICE}time-value", ""))
    if found is None:
        return _lines(cell)
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


def _lines(element: Element) -> str:
    """The text of an element's own paragraphs, a line each."""
    if len(element) == 1 and not len(line := element[0]) and line.tag == _LINE:  # as nearly all are
        text = line.text or ""
        return _SPACE.sub(" ", text) if "\n" in text or "\r" in text else text
    return "\n".join("".join(_runs(line)) for line in element.iterchildren(_LINE))


def _runs(element: Element) -> Iterator[str]:
    """The pieces of a text. The end of a line is a blank, as in HTML; but blanks in a row are kept, for LibreOffice
    writes those of a text of several paragraphs as they are."""
    yield _SPACE.sub(" ", element.text or "")
    for each in element:
        name = str(each.tag).rpartition("}")[2]
        if name == "s":
            yield " " * _count(each, f"{_TEXT}c")
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name not in ("annotation", "ruby-text"):
            yield from _runs(each)
        yield _SPACE.sub(" ", each.tail or "")


def _texts(element: Element) -> Iterator[str]:
    """The texts of the text boxes and shapes within an element."""
    shapes = element.iter(f"{_DRAW}text-box", f"{_DRAW}custom-shape")
    yield from filter(None, (_lines(shape).strip() for shape in shapes))


@dataclass
class OpenStyles:
    """What styles say, so far: hidden tables; the format of cells, or the style they follow; the codes of formats."""

    hidden: set[str] = field(default_factory=set)
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def add(self, style: Element) -> None:
        name = style.get(f"{_STYLE}name", "")
        if style.tag != _STYLES[0]:
            self.codes[name] = self._code(style)
            return
        self.cells[name] = style.get(f"{_STYLE}data-style-name", ""), style.get(f"{_STYLE}parent-style-name", "")
        if any(each.get(f"{_TABLE}display") == "false" for each in style):
            self.hidden.add(name)

    def code(self, cell: Element, style: str) -> str:
        """The code of a number's format: that of its style, else what the type of its cell says."""
        for _ in range(DIGITS):  # a style that follows itself follows none
            known, parent = self.cells.get(style, ("", ""))
            if known in self.codes:
                return self.codes[known]
            style = parent
        currency = cell.get(f"{_OFFICE}currency")
        return "0.00%" if cell.get(_TYPE) == "percentage" else f"General [${currency}]" if currency else ""

    def _code(self, style: Element) -> str:
        """The code of a number format; those that replace it under some condition come before it."""
        own, others = "", ""
        for each in style:
            name, text = local(each), each.text or ""
            if name == "map":
                other = self.codes.get(each.get(f"{_STYLE}apply-style-name", ""), "")
                others += f"[{each.get(f'{_STYLE}condition', '').removeprefix('value()')}]{other};"
            elif name in ("number", "fraction", "scientific-number", "text-content"):
                own += _figures(each)
            elif name == "currency-symbol":
                own += f"[${text}]"
            elif name == "text":
                own += "%".join(map(quoted, text.split("%"))) if style.tag == _STYLES[3] else quoted(text)
        return others + own


def _figures(number: Element) -> str:
    said = {str(name).rpartition("}")[2]: str(value) for name, value in number.attrib.items()}
    if local(number) != "number" or not {"min-integer-digits", "decimal-places"} & said.keys():
        return "General"
    digits = {name: int(value) for name, value in said.items() if value.isdecimal()}
    least, places = (min(digits.get(name, 0), DIGITS) for name in ("min-integer-digits", "decimal-places"))
    always = min(digits.get("min-decimal-places", places), places)
    between = {_count(each, f"{_NUMBER}position"): each.text or "" for each in number}
    factor = said.get("display-factor", "1").partition(".")[0]
    return Marks(least, places, always, said.get("grouping") == "true", len(factor) // 3, between).code
