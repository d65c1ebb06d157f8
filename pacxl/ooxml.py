"""What an Office Open XML workbook says of itself: its sheets, its Excel Tables, its properties, its macros."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pacxl.archive import Archive
from pacxl.markup import Element, NotWellFormed, parse
from pacxl.opened import OpenTable
from pacxl.scan import AREA, position


class SheetPart(NamedTuple):
    """A sheet: its name, its part, the kind of its part (`worksheet`, `chartsheet` …), whether it is hidden."""

    name: str
    part: str
    kind: str = "worksheet"
    hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """The part that says what a workbook is, its sheets in order, and whether its days count from 1904."""

    part: str
    sheets: tuple[SheetPart, ...]
    date1904: bool = False


def main_part(archive: Archive) -> str:
    """The part that says what the workbook is; "" if there is none."""
    return archive.related("", "officeDocument")


def workbook_of(archive: Archive) -> Workbook:
    """An .xlsx or .xlsm workbook; one whose list of sheets cannot be read has none."""
    part = main_part(archive)
    parts = {each.key: each for each in archive.relations(part)}
    root = archive.tree(part)
    sheets = []
    for each in () if root is None else root.iterfind("{*}sheets/{*}sheet"):
        key = next((value for name, value in each.items() if str(name).endswith("}id")), "")
        if key in parts:
            hidden = each.get("state", "visible") != "visible"
            sheets.append(SheetPart(each.get("name", ""), parts[key].target, parts[key].type, hidden))
    settings = None if root is None else root.find("{*}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true", "on")
    return Workbook(part, tuple(sheets), since_1904)


def tables(archive: Archive, workbook: Workbook) -> dict[str, OpenTable]:
    """The Excel Tables of a workbook, by name; one whose part is damaged is left out."""
    known = (
        _table(archive.read(each.target), sheet.name)
        for sheet in workbook.sheets
        for each in archive.relations(sheet.part)
        if each.type == "table"
    )
    return {table.name: table for table in known if table is not None}


@lru_cache(maxsize=1024)
def _table(part: bytes, sheet: str) -> OpenTable | None:
    """The table of a part; those of workbooks of one template are often the same, and read once."""
    try:
        root = parse(part)
    except NotWellFormed:
        return None
    found = AREA.fullmatch(root.get("ref", ""))
    if found is None:
        return None
    (top, left), (bottom, right) = position(found[1]), position(found[2] or found[1])
    header, totals = _count(root, "headerRowCount", 1), _count(root, "totalsRowCount", 0)
    return OpenTable(root.get("displayName", ""), sheet, top + header - 1, left, right, bottom - totals)


def _count(root: Element, name: str, usual: int) -> int:
    number = root.get(name, "")
    return int(number) if number.isdecimal() else usual


def has_macros(archive: Archive, sheets: Sequence[SheetPart]) -> bool:
    """Whether there is a project of Visual Basic, or a sheet of the older macros."""
    return any(name.endswith("vbaproject.bin") for name in archive.names) or any(
        sheet.kind.lower().endswith("macrosheet") for sheet in sheets
    )


def properties(archive: Archive) -> dict[str, str]:
    """The custom properties of a document."""
    root = archive.tree(archive.related("", "custom-properties"))
    known = () if root is None else root.iter("{*}property")
    return {each.get("name", ""): "".join(map(str, each.itertext())).strip() for each in known}
