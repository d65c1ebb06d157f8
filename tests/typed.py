"""Values typed into a workbook's XML and nothing else touched, as by a hand that leaves all of a file as it was."""

from __future__ import annotations

import copy
import datetime as dt
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from openpyxl.utils.cell import (
    column_index_from_string,
    coordinate_from_string,
    get_column_letter,
    range_boundaries,
)

Element = etree._Element
Parts = dict[str, bytes]  # of a file: name → content
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_KEY = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DAY_0 = dt.datetime(1899, 12, 30)


@dataclass(frozen=True)
class Formatted:
    """A value in a number format of its own; other values keep the format of the cell that they are typed in."""

    value: float
    code: str


Typed = str | bool | float | dt.date | Formatted | None  # None: nothing; a text that begins with =: a formula


def parts(path: Path) -> Parts:
    """The parts of a file, in order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@contextmanager
def changed(path: Path) -> Iterator[Parts]:
    """The parts of a file, to be changed and saved in its place."""
    content = parts(path)
    yield content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in content.items():
            archive.writestr(name, part)


def rewritten(path: Path, others: Mapping[str, bytes | None]) -> Path:
    """The file in its place with other parts: changed, new, or gone (None)."""
    with changed(path) as content:
        for name, part in others.items():
            if part is None:
                content.pop(name, None)
            else:
                content[name] = part
    return path


def edited(path: Path, part: str, edit: Callable[[Element], None]) -> Path:
    """A part's tree changed in its file."""
    with changed(path) as content, tree(content, part) as root:
        edit(root)
    return path


@contextmanager
def tree(content: Parts, part: str) -> Iterator[Element]:
    """The tree of a part, to be changed."""
    root = etree.fromstring(content[part])
    yield root
    content[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# --- where things are -------------------------------------------------------------------------------------


def part_of(path: Path, sheet: str) -> str:
    """The part that a sheet is in."""
    return sheet_parts(parts(path))[sheet]


def sheet_parts(content: Parts) -> dict[str, str]:
    """The sheets, each with the part that it is in."""
    leads = _leads(content, "xl/workbook.xml")
    sheets = etree.fromstring(content["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    return {str(sheet.get("name")): leads[str(sheet.get(_KEY))] for sheet in sheets}


def _leads(content: Parts, part: str) -> dict[str, str]:
    """What a part leads to: relation → part."""
    folder, name = posixpath.split(part)
    found = etree.fromstring(content.get(f"{folder}/_rels/{name}.rels", b"<none/>"))
    return {
        str(each.get("Id")): posixpath.normpath(posixpath.join(f"/{folder}", str(each.get("Target")))).lstrip("/")
        for each in found
    }


@dataclass(frozen=True)
class Table:
    """An Excel Table: its sheet and that one's part, its first column and its header's row (from 1), its headers, how
    many rows it has."""

    sheet: str
    part: str
    left: int
    top: int
    headers: tuple[str, ...]
    size: int

    def cell(self, row: int, header: str) -> tuple[int, int]:
        """The row and the column of a cell, by its row in the table (1 is its first; 0, its header)."""
        return self.top + row, self.left + self.headers.index(header)


def table_of(content: Parts, name: str) -> Table:
    sign = f'name="{name}"'.encode()
    part = next(each for each, xml in content.items() if each.startswith("xl/tables/") and sign in xml)
    root = etree.fromstring(content[part])
    left, top, _, bottom = range_boundaries(str(root.get("ref")))
    assert left is not None and top is not None and bottom is not None  # noqa: PT018
    headers = tuple(str(each.get("name")) for each in root.iter(f"{MAIN}tableColumn"))
    sheet, its_part = next(each for each in sheet_parts(content).items() if part in _leads(content, each[1]).values())
    return Table(sheet, its_part, left, top, headers, bottom - top)


# --- typing -----------------------------------------------------------------------------------------------


def typed(path: Path, values: Mapping[tuple[str, str], Typed]) -> Path:
    """Types values into cells, each (sheet, address)."""
    with changed(path) as content:
        where = sheet_parts(content)
        for sheet in {sheet for sheet, _ in values}:
            mine = {_row_col(cell): value for (name, cell), value in values.items() if name == sheet}
            type_into(content, where[sheet], mine)
    return path


def _row_col(address: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(address)
    return row, column_index_from_string(letters)


def type_into(content: Parts, part: str, values: Mapping[tuple[int, int], Typed]) -> None:
    """Types values into the cells of a sheet, each (row, column), from 1."""
    with tree(content, part) as root:
        for (row, col), value in values.items():
            cell = _cell(root, row, col)
            code = _code(value)
            if code:
                cell.set("s", _style(content, cell.get("s", "0"), code))
            _fill(cell, value.value if isinstance(value, Formatted) else value)


def _cell(root: Element, row: int, col: int) -> Element:
    """The cell, made if the sheet has none there."""
    data = next(root.iter(f"{MAIN}sheetData"))
    line = _numbered(data, "row", str(row), row, int)
    return _numbered(line, "c", f"{get_column_letter(col)}{row}", col, lambda name: _row_col(name)[1])


def _numbered(parent: Element, tag: str, name: str, number: int, number_of: Callable[[str], int]) -> Element:
    """The child of a number, made in its place if there is none."""
    on = [each for each in parent if number_of(str(each.get("r"))) >= number]
    if on and on[0].get("r") == name:
        return on[0]
    made = etree.Element(f"{MAIN}{tag}", r=name)
    parent.insert(len(parent) - len(on), made)
    return made


def _code(value: Typed) -> str:
    """The number format that a value needs: a date is a number that is shown as a day."""
    if isinstance(value, Formatted):
        return value.code
    if isinstance(value, dt.datetime):
        return "dd/mm/yyyy hh:mm"
    return "dd/mm/yyyy" if isinstance(value, dt.date) else ""


def _style(content: Parts, style: str, code: str) -> str:
    """The number of a cell's style, but with another number format: made if there is none."""
    with tree(content, "xl/styles.xml") as root:
        formats, styles = (next(root.iter(f"{MAIN}{tag}")) for tag in ("numFmts", "cellXfs"))
        known = {each.get("formatCode"): str(each.get("numFmtId")) for each in formats}
        number = known.get(code, str(1000 + len(formats)))
        if code not in known:
            etree.SubElement(formats, f"{MAIN}numFmt", numFmtId=number, formatCode=code)
        made = copy.deepcopy(styles[int(style)])
        made.set("numFmtId", number)
        made.set("applyNumberFormat", "1")
        styles.append(made)
        for each in (formats, styles):
            each.set("count", str(len(each)))
        return str(len(styles) - 1)


def _fill(cell: Element, value: str | bool | float | dt.date | None) -> None:
    for each in [*cell]:
        cell.remove(each)
    cell.attrib.pop("t", "")
    if isinstance(value, str) and value.startswith("="):
        etree.SubElement(cell, f"{MAIN}f").text = value[1:]
    elif isinstance(value, str):
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = value
    elif isinstance(value, bool):
        cell.set("t", "b")
        etree.SubElement(cell, f"{MAIN}v").text = str(int(value))
    elif value is not None:
        etree.SubElement(cell, f"{MAIN}v").text = repr(_serial(value) if isinstance(value, dt.date) else value)


def _serial(day: dt.date) -> float:
    moment = day if isinstance(day, dt.datetime) else dt.datetime(day.year, day.month, day.day)
    return (moment - _DAY_0) / dt.timedelta(days=1)


_RESULT = re.compile(rb"<c ([^>]*)>(<f[^>]*>[^<]*</f>|<f[^>]*/>)<v>[^<]*</v></c>")
_TYPE = re.compile(rb' t="\w+"')


def without_results(content: Parts) -> None:
    """No formula has a result, as in a file saved by a program that calculates nothing."""

    def bare(found: re.Match[bytes]) -> bytes:
        return b"<c %b>%b</c>" % (_TYPE.sub(b"", found[1]), found[2])

    for name in sheet_parts(content).values():
        content[name] = _RESULT.sub(bare, content[name])
