"""Values typed into a workbook's XML and nothing else touched, as by a hand that leaves all of a file as it was."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree
from openpyxl.utils.cell import coordinate_from_string

Element = etree._Element
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_KEY = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a file, in order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path: Path, changed: Mapping[str, bytes | None]) -> Path:
    """The file in its place with other parts: changed, new, or gone (None)."""
    content = parts(path)
    content |= {name: part for name, part in changed.items() if part is not None}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            if changed.get(name, b"") is not None:
                archive.writestr(name, part)
    return path


def part_of(path: Path, sheet: str) -> str:
    """The part that a sheet is in."""
    content = parts(path)
    workbook = etree.fromstring(content["xl/workbook.xml"])
    key = next(each.get(_KEY) for each in workbook.iter(f"{MAIN}sheet") if each.get("name") == sheet)
    relations = etree.fromstring(content["xl/_rels/workbook.xml.rels"])
    target = next(str(each.get("Target")) for each in relations if each.get("Id") == key)
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def typed(path: Path, values: Mapping[tuple[str, str], str | float | None]) -> Path:
    """Types values (None: nothing) into cells that the file holds, each (sheet, address)."""
    for sheet in {sheet for sheet, _ in values}:
        part = part_of(path, sheet)
        root = etree.fromstring(parts(path)[part])
        for (name, cell), value in values.items():
            if name == sheet:
                _type(_found(root, cell), value)
        rewritten(path, {part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})
    return path


def _found(root: Element, cell: str) -> Element:
    row = next(each for each in root.iter(f"{MAIN}row") if each.get("r") == str(coordinate_from_string(cell)[1]))
    return next(each for each in row if each.get("r") == cell)


def _type(cell: Element, value: str | float | None) -> None:
    for each in [*cell]:
        cell.remove(each)
    cell.attrib.pop("t", "")
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = value
    elif value is not None:
        etree.SubElement(cell, f"{MAIN}v").text = repr(value)


def edited(path: Path, part: str, edit: Callable[[Element], None]) -> Path:
    """A part's tree changed in its file."""
    root = etree.fromstring(parts(path)[part])
    edit(root)
    return rewritten(path, {part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})
