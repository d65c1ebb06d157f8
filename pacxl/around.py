"""What stands around the cells of an Office Open XML sheet: its notes and comments, the texts of its shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pacxl.archive import Archive
from pacxl.markup import Element, NotWellFormed, from_xml, parse
from pacxl.ooxml import SheetPart
from pacxl.opened import Area, Extras, Note
from pacxl.scan import REFERENCE, Position, position, rich_text

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


def _place(comment: Element) -> Position:
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
