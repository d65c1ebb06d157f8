"""A workbook as its parts list it: its sheets, their names and parts; and one put before all others."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import NamedTuple

from pacxl.a1 import quoted_sheet
from pacxl.excel import LONGEST_SHEET_NAME
from pacxl.ooxml.package import Package, main_part
from pacxl.ooxml.xml import (
    Element,
    add_child,
    child,
    child_in_order,
    drop_element,
    is_true_in_xml,
    local,
    put_xml_relation,
    unset_attribute,
    xml_children,
)

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOKS = ("sheet.main+xml", "template.main+xml")  # how the content types of a workbook in XML end
_SHEETS = ("worksheet", "chartsheet", "dialogsheet")
# The children of `workbook`, in the schema's order, up to the names.
_ORDER = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
)
_PRINT_TITLES = "_xlnm.Print_Titles"


class SheetPart(NamedTuple):
    """A sheet: its name, its part, the kind of its part (`worksheet`, `chartsheet` …), whether it is hidden."""

    name: str
    part: str
    kind: str = "worksheet"
    hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """A workbook as its file says it is: the part that lists its sheets, these in order, from when its days count."""

    package: Package
    part: str
    sheets: tuple[SheetPart, ...] = ()
    date1904: bool = False

    @property
    def worksheets(self) -> tuple[SheetPart, ...]:
        """The sheets of cells: those of another nature (a chart alone) are left out."""
        return tuple(sheet for sheet in self.sheets if sheet.kind == "worksheet")

    @property
    def root(self) -> Element:
        return self.package.root(self.part)


def parse_workbook(package: Package) -> Workbook:
    """The workbook that a package holds; one whose list of sheets cannot be read has none."""
    part = main_part(package)
    root = package.tree(part)
    if root is None:
        return Workbook(package, part)
    parts = {each.key: each for each in package.relations(part)}
    sheets = []
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        if (key := _key(sheet)) in parts:
            hidden = sheet.get("state", "visible") != "visible"
            sheets.append(SheetPart(sheet.get("name", ""), parts[key].target, parts[key].type, hidden))
    settings = root.find("{*}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true", "on")
    return Workbook(package, part, tuple(sheets), since_1904)


def _key(sheet: Element) -> str:
    """The relation that leads to a sheet, in either dialect."""
    return next((str(value) for name, value in sheet.items() if str(name).endswith("}id")), "")


def workbook_ending(workbook: Workbook) -> str:
    """How a workbook's name ends, by what its parts say it is: `.xlsx`, `.xlsm`; "" where they say none."""
    kind = workbook.package.content_type(workbook.part) if workbook.part else ""
    if "macroEnabled.main+xml" in kind:
        return ".xlsm"
    return ".xlsx" if kind.endswith(_WORKBOOKS) else ""


# --- a sheet put in the list ------------------------------------------------------------------------------


def new_sheet(workbook: Workbook, name: str) -> SheetPart:
    """A new sheet after the others, under a free name; its part is yet to be put."""
    package, sheets = workbook.package, child_in_order(workbook.root, "sheets", _ORDER)
    free = _free(name, {sheet.get("name", "").casefold() for sheet in xml_children(sheets, "sheet")})
    part = package.free_name(posixpath.join(posixpath.dirname(workbook.part), "worksheets", "sheet{}.xml"))
    number = max((int(sheet.get("sheetId", "0")) for sheet in xml_children(sheets, "sheet")), default=0) + 1
    sheet = add_child(sheets, "sheet", name=free, sheetId=str(number))
    put_xml_relation(sheet, package.relate(workbook.part, "worksheet", part))
    package.declare(part, _WORKSHEET)
    _list_title(workbook, free)
    return SheetPart(free, part)


def _free(name: str, taken: set[str]) -> str:
    """`name`, or `name (2)`, `name (3)` … where it is taken."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name[: LONGEST_SHEET_NAME - 5]} ({number})"
    return free


def put_first_in_workbook(workbook: Workbook, first: SheetPart, header_row: int) -> None:
    """Makes a sheet the first and the one in sight; its header's row (from 1) is repeated on each page."""
    package, parent = workbook.package, child_in_order(workbook.root, "sheets", _ORDER)
    sheets = xml_children(parent, "sheet")
    parts = {each.key: each.target for each in package.relations(workbook.part) if each.type in _SHEETS}
    place = next(number for number, sheet in enumerate(sheets) if parts.get(_key(sheet)) == first.part)
    sheet = sheets[place]
    unset_attribute(sheet, "state")
    parent.insert(0, sheet)
    _renumber_names(workbook.root, place)
    _repeat_header(workbook.root, first.name, header_row)
    for view in xml_children(child(workbook.root, "bookViews"), "workbookView"):
        unset_attribute(view, "activeTab")
        unset_attribute(view, "firstSheet")
    for each in parts.values():
        if each != first.part and b"tabSelected" in package.read(each):
            _unselect(package.root(each))


def _renumber_names(root: Element, moved: int) -> None:
    """Names that are one sheet's say which by its rank: ranks follow the sheet that moves to the front."""
    names = child(root, "definedNames")
    for name in xml_children(names, "definedName"):
        rank = name.get("localSheetId")
        if rank is None:
            continue
        if int(rank) == moved and name.get("name") == _PRINT_TITLES:
            drop_element(name)
        elif int(rank) <= moved:
            name.set("localSheetId", "0" if int(rank) == moved else str(int(rank) + 1))


def _repeat_header(root: Element, sheet: str, row: int) -> None:
    name = add_child(
        child_in_order(root, "definedNames", _ORDER), "definedName", name=_PRINT_TITLES, localSheetId="0"
    )
    name.text = f"{quoted_sheet(sheet)}!${row}:${row}"


def _unselect(root: Element) -> None:
    """Two sheets selected at once are edited at once."""
    for view in xml_children(child(root, "sheetViews"), "sheetView"):
        if is_true_in_xml(view.get("tabSelected")):
            unset_attribute(view, "tabSelected")


# --- the list of titles in the document's properties ------------------------------------------------------


def _list_title(workbook: Workbook, name: str) -> None:
    """Adds the sheet to the titles that the file's properties list, if they do and agree with the sheets."""
    part = workbook.package.related("", "extended-properties")
    if not part:
        return
    root = workbook.package.root(part)
    pairs, titles = _vector(root, "HeadingPairs"), _vector(root, "TitlesOfParts")
    known = [sheet.get("name") for sheet in xml_children(child(workbook.root, "sheets"), "sheet")]
    counts = [] if pairs is None else [each for each in pairs.iter() if local(each) == "i4"]
    if titles is None or not counts or not len(titles) or titles[0].text not in known:
        return
    title = titles[0].makeelement(titles[0].tag)
    title.text = name
    titles.insert(0, title)
    titles.set("size", str(len(titles)))
    counts[0].text = str(int(counts[0].text or 0) + 1)


def _vector(root: Element, name: str) -> Element | None:
    """The list under a property: counts of titles by heading, or the titles."""
    holder = child(root, name)
    return None if holder is None or not len(holder) else holder[0]
