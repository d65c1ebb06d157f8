"""What an Office Open XML workbook says of itself: its sheets, its Excel Tables, its properties, its macros."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pacxl.excel import AREA, REFERENCE, Spot, position
from pacxl.formats.opened import Area, Extras, Note, OpenTable
from pacxl.formats.sheet_xml import rich_text
from pacxl.ooxml.package import Archive
from pacxl.ooxml.xml import Element, NotWellFormed, from_xml, parse


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


# How the author of a note begins that stands in for a thread of comments, for programs that know none.
STAND_IN = "tc="


def extras(archive: Archive, sheet: SheetPart, merged: tuple[Area, ...], people: Mapping[str, str]) -> Extras:
    """What a sheet holds besides its cells; `people` are the names of those who comment."""
    notes = (*_notes(archive, sheet.part), *threads_of(archive, sheet.part, people))
    return Extras(merged, notes, tuple(texts_of(archive, sheet.part)), sheet.hidden)


def people_of(archive: Archive, workbook: str) -> dict[str, str]:
    """The names of those who comment, by the key that comments give."""
    root = archive.tree(archive.related(workbook, "person"))
    known = () if root is None else root.iter("{*}person")
    return {each.get("id", ""): each.get("displayName", "") for each in known}


def _trees(archive: Archive, part: str, kind: str) -> Iterator[Element]:
    """The parts of a type that a part leads to."""
    trees = (archive.tree(each.target) for each in archive.relations(part) if each.type == kind)
    return (tree for tree in trees if tree is not None)


# --- notes and comments -----------------------------------------------------------------------------------


def _notes(archive: Archive, sheet: str) -> Iterator[Note]:
    for each in archive.relations(sheet):
        if each.type == "comments":
            yield from _notes_in(archive.read(each.target))


@lru_cache(maxsize=512)
def _notes_in(part: bytes) -> tuple[Note, ...]:
    """The notes of a part; those that workbooks come with are the same in each, and read once."""
    try:
        root = parse(part)
    except NotWellFormed:
        return ()
    authors = [from_xml(each.text or "") for each in root.iterfind("{*}authors/{*}author")]
    found = []
    for comment in root.iter("{*}comment"):
        number = comment.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        if not author.startswith(STAND_IN):
            found.append(Note(*_place(comment), rich_text(comment), author))
    return tuple(found)


def threads_of(archive: Archive, sheet: str, people: Mapping[str, str]) -> Iterator[Note]:
    """The comments of a sheet, each answer on its own."""
    for root in _trees(archive, sheet, "threadedComment"):
        for comment in root.iter("{*}threadedComment"):
            author = people.get(comment.get("personId", ""), "")
            yield Note(*_place(comment), comment.findtext("{*}text") or "", author)


def _place(comment: Element) -> Spot:
    """Where a note is; at the top of its sheet if it does not say."""
    reference = comment.get("ref", "")
    return position(reference) if REFERENCE.fullmatch(reference) else (0, 0)


# --- text boxes and shapes --------------------------------------------------------------------------------


def texts_of(archive: Archive, sheet: str) -> Iterator[str]:
    """The texts of a sheet's text boxes and shapes, and of the diagrams (SmartArt) that its drawings lead to."""
    for drawing in (each.target for each in archive.relations(sheet) if each.type == "drawing"):
        root = archive.tree(drawing)
        yield from () if root is None else _in_bodies(root, "{*}txBody")
        for diagram in _trees(archive, drawing, "diagramData"):
            yield from _in_bodies(diagram, "{*}t")


def _in_bodies(root: Element, tag: str) -> Iterator[str]:
    """The text of each body that holds one, a line a paragraph. A drawing's second version, for older programs, is
    left out."""
    for body in root.iter(tag):
        lines = ["".join(run.text or "" for run in line.iter("{*}t")) for line in body.iterchildren("{*}p")]
        text = "\n".join(lines).strip()
        if text and not any(str(each.tag).endswith("}Fallback") for each in body.iterancestors()):
            yield text
