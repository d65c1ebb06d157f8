"""Notes on a sheet's cells: pacxl's words put under those that stand there already, and taken away again.

A note is in two parts: its text among the sheet's comments, and its box (`boxes`).
"""

from __future__ import annotations

from collections.abc import Mapping

from pacxl.a1 import Spot, address, place_of_a1
from pacxl.excel import THREAD_AUTHOR
from pacxl.locating.returned_copy import NOTE_AUTHOR, notes_of_returned_copy
from pacxl.ooxml.boxes import Boxes, boxes_of, new_boxes
from pacxl.ooxml.package import Package
from pacxl.ooxml.rows import Rows
from pacxl.ooxml.xml import (
    Element,
    add_child,
    child,
    child_in_order,
    drop_element,
    from_xml,
    local,
    namespace,
    parse_xml,
    set_text,
    to_xml,
    xml_children,
    xml_rich_text,
    xml_text_runs,
)

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_CHILDREN = ("authors", "commentList")
_FONT = '<rPr xmlns="{0}">{1}<sz val="9"/><color indexed="81"/><rFont val="Calibri"/><family val="2"/></rPr>'


def add_notes(package: Package, part: str, notes: Mapping[Spot, str]) -> None:
    """Puts a text on each of a sheet's cells, under the note it has already; a threaded comment is left alone."""
    if not notes:
        return
    comments = package.root(_comments_of(package, part))
    boxes, rows = new_boxes(package, part), Rows(package.root(part))
    known = {each.get("ref", ""): each for each in _comments(comments)}
    author = _author(comments)
    for place, text in notes.items():
        comment = known.get(address(*place))
        if comment is None:
            holder = child_in_order(comments, "commentList", _CHILDREN)
            comment = add_child(holder, "comment", ref=address(*place), authorId=str(author))
        elif _is_threaded(comments, comment):
            continue
        _write(comment, text)
        boxes.put(place, rows, _text(comment))
    boxes.close()


def withdraw_notes(package: Package, part: str) -> None:
    """Takes pacxl's words out of a sheet's notes, and the notes that hold nothing else with their boxes."""
    comments = package.related(part, "comments")
    if not comments or NOTE_AUTHOR.encode() not in package.read(comments):
        return
    boxes = boxes_of(package, part)
    for comment in _comments(package.root(comments)):
        spans = list(notes_of_returned_copy(_text(comment)))
        if not spans:
            continue
        _cut(comment, spans)
        if not _text(comment).strip():
            drop_element(comment)
            _close_box(boxes, comment.get("ref", ""))
    if boxes is not None:
        boxes.close()


def _close_box(boxes: Boxes | None, cell: str) -> None:
    place = place_of_a1(cell)
    if boxes is not None and place is not None:
        boxes.remove(place)


# --- texts ------------------------------------------------------------------------------------------------


def _comments_of(package: Package, sheet: str) -> str:
    """The part of a sheet's comments, made if it has none."""
    part = package.related(sheet, "comments")
    if not part:
        part = package.free_name("xl/comments{}.xml")
        main = namespace(package.root(sheet))
        package.put(part, f'<comments xmlns="{main}"><authors/><commentList/></comments>'.encode())
        package.declare(part, _COMMENTS)
        package.relate(sheet, "comments", part)
    return part


def _comments(root: Element) -> list[Element]:
    return xml_children(child(root, "commentList"), "comment")


def _author(root: Element) -> int:
    """The rank of pacxl among the notes' authors."""
    authors = child_in_order(root, "authors", _CHILDREN)
    names = [each.text for each in authors]
    if NOTE_AUTHOR not in names:
        add_child(authors, "author").text = NOTE_AUTHOR
        names.append(NOTE_AUTHOR)
    return names.index(NOTE_AUTHOR)


def _is_threaded(root: Element, comment: Element) -> bool:
    """Whether a note stands in for a thread: Excel rewrites it, and it is not ours."""
    authors = [each.text or "" for each in xml_children(child(root, "authors"), "author")]
    rank = int(comment.get("authorId", "0"))
    return rank < len(authors) and authors[rank].startswith(THREAD_AUTHOR)


def _write(comment: Element, text: str) -> None:
    """Adds a text under a note's own, its first line in bold."""
    holder = child_in_order(comment, "text", ("text",))
    for plain in xml_children(holder, "t"):  # a text is plain or in runs, not both
        run = holder.makeelement(f"{{{namespace(comment)}}}r")
        holder.replace(plain, run)
        run.append(plain)
    under = "\n" if _text(comment) else ""
    first, _, rest = text.partition("\n")
    for words, bold in ((under + first + "\n", True), (rest, False)):
        run = add_child(holder, "r")
        run.append(parse_xml(_FONT.format(namespace(comment), "<b/>" if bold else "").encode()))
        set_text(add_child(run, "t"), words)


def _text(comment: Element) -> str:
    return "".join(map(xml_rich_text, xml_children(comment, "text")))


def _cut(comment: Element, spans: list[tuple[int, int]]) -> None:
    """Takes stretches of characters out of a note, and the runs that are left empty."""
    start = 0
    for piece in xml_text_runs(comment):
        text = from_xml(piece.text or "")
        kept = "".join(
            letter
            for number, letter in enumerate(text, start)
            if not any(first <= number < last for first, last in spans)
        )
        start += len(text)
        if kept != text:
            piece.text = to_xml(kept)
        run = piece.getparent()
        if not kept and text and run is not None and local(run) == "r":
            drop_element(run)
