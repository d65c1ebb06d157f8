"""What Office Open XML workbooks hold besides their cells, whether these are in XML or in binary records."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape

from pacxl.a1 import AREA, REFERENCE, Spot, cell_position
from pacxl.excel import THREAD_AUTHOR
from pacxl.formats.opened import CHART, OBJECT, SHAPE, Area, Drawing, Link, Note, OpenTable, Picture
from pacxl.ooxml.cell_values import saving_time_value
from pacxl.ooxml.package import Package
from pacxl.ooxml.workbook import Workbook
from pacxl.ooxml.xml import Element, NotWellFormed, from_xml, is_true_in_xml, local, parse_xml, xml_rich_text


def ooxml_has_macros(workbook: Workbook) -> bool:
    """Among the extras of a workbook in OOXML, whether it has a project of Visual Basic, or a sheet of older
    macros."""
    return any(name.lower().endswith("vbaproject.bin") for name in workbook.package.names) or any(
        sheet.kind.lower().endswith("macrosheet") for sheet in workbook.sheets
    )


def properties(package: Package) -> dict[str, str]:
    """The custom properties of a document in OOXML."""
    root = package.tree(package.related("", "custom-properties"))
    known = () if root is None else root.iter("{*}property")
    return {each.get("name", ""): "".join(map(str, each.itertext())).strip() for each in known}


def ooxml_saving_time(package: Package) -> dt.datetime | None:
    """When a document in OOXML says that it was last saved."""
    root = package.tree(package.related("", "core-properties"))
    return None if root is None else saving_time_value(root.findtext("{*}modified"))


def ooxml_commenters(workbook: Workbook) -> dict[str, str]:
    """In OOXML, the names of those who comment, by the key that comments give."""
    root = workbook.package.tree(workbook.package.related(workbook.part, "person"))
    known = () if root is None else root.iter("{*}person")
    return {each.get("id", ""): each.get("displayName", "") for each in known}


def _trees(package: Package, part: str, kind: str) -> Iterator[Element]:
    """The parts of a type that a part leads to."""
    trees = (package.tree(each.target) for each in package.relations(part) if each.type == kind)
    return (tree for tree in trees if tree is not None)


# --- notes and comments -----------------------------------------------------------------------------------


def ooxml_notes(package: Package, sheet: str) -> Iterator[Note]:
    """In OOXML, the notes beside the cells of a sheet, but for those that stand in for threads of comments."""
    for each in package.relations(sheet):
        if each.type == "comments":
            yield from _notes_in(package.read(each.target))


@lru_cache(maxsize=512)
def _notes_in(part: bytes) -> tuple[Note, ...]:
    """The notes of a part; those that workbooks come with are the same in each, and read once."""
    try:
        root = parse_xml(part)
    except NotWellFormed:
        return ()
    authors = [from_xml(each.text or "") for each in root.iterfind("{*}authors/{*}author")]
    found = []
    for comment in root.iter("{*}comment"):
        number = comment.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        if not author.startswith(THREAD_AUTHOR):
            found.append(Note(*_place(comment), xml_rich_text(comment), author))
    return tuple(found)


def threads_of(package: Package, sheet: str, people: Mapping[str, str]) -> Iterator[Note]:
    """In OOXML, the comments beside the cells of a sheet, each answer on its own."""
    for root in _trees(package, sheet, "threadedComment"):
        for comment in root.iter("{*}threadedComment"):
            author = people.get(comment.get("personId", ""), "")
            yield Note(*_place(comment), comment.findtext("{*}text") or "", author)


def _place(comment: Element) -> Spot:
    """Where a note is; at the top of its sheet if it does not say."""
    reference = comment.get("ref", "")
    return cell_position(reference) if REFERENCE.fullmatch(reference) else (0, 0)


# --- tables -----------------------------------------------------------------------------------------------


def ooxml_tables(workbook: Workbook) -> dict[str, OpenTable]:
    """The Excel Tables of a workbook in OOXML, by name; one whose part is damaged is left out."""
    known = (
        _table(workbook.package.read(each.target), sheet.name)
        for sheet in workbook.sheets
        for each in workbook.package.relations(sheet.part)
        if each.type == "table"
    )
    return {table.name: table for table in known if table is not None}


@lru_cache(maxsize=1024)
def _table(part: bytes, sheet: str) -> OpenTable | None:
    """The table of a part; those of workbooks of one template are often the same, and read once."""
    try:
        root = parse_xml(part)
    except NotWellFormed:
        return None
    found = AREA.fullmatch(root.get("ref", ""))
    if found is None:
        return None
    (top, left), (bottom, right) = cell_position(found[1]), cell_position(found[2] or found[1])
    header, totals = _count(root, "headerRowCount", 1), _count(root, "totalsRowCount", 0)
    return OpenTable(root.get("displayName", ""), sheet, top + header - 1, left, right, bottom - totals, totals)


def _count(root: Element, name: str, usual: int) -> int:
    number = root.get(name, "")
    return int(number) if number.isdecimal() else usual


# --- links, pictures, drawings -----------------------------------------------------------------------------------

_LINK = re.compile(rb"<(?:[\w.-]+:)?hyperlink\s[^>]*>")
_SAYS = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def links_of(package: Package, sheet: str) -> Iterator[Link]:
    """The links on the cells of a sheet in XML."""
    xml, outside = package.read(sheet), package.external(sheet)
    for tag in _LINK.findall(xml, max(xml.rfind(b"sheetData"), 0)):
        said = {name.rpartition(":")[2]: unescape(one or two) for name, one, two in _SAYS.findall(tag.decode())}
        if (found := AREA.fullmatch(said.get("ref", ""))) is not None:
            first, last = cell_position(found[1]), cell_position(found[2] or found[1])
            yield ooxml_link(Area(*first, *last), outside.get(said.get("id", ""), ""), said.get("location", ""))


def ooxml_link(area: Area | None, target: str, location: str) -> Link:
    """A link to a target, a place in it, or a place of the workbook."""
    if not target:
        return Link(area, location, inside=True)
    return Link(area, f"{target}#{location}" if location else target)


def ooxml_link_by_formula(spot: Spot, address: str, formula: str = "") -> Link:
    """The link of a cell whose formula is one, to the address that it says ("" where it computes it)."""
    area = Area(*spot, *spot)
    if not address:
        return Link(area, formula, computed=True)
    return Link(area, address.removeprefix("#"), inside=address.startswith("#"))


def pictures_of(package: Package, sheet: str) -> Iterator[Picture]:
    """The pictures that lie over a sheet, and the one behind its cells."""
    for each in package.relations(sheet):
        if each.type == "image":
            yield Picture(None, "", package.read(each.target))
        elif each.type == "drawing" and (root := package.tree(each.target)) is not None:
            parts = {other.key: other.target for other in package.relations(each.target)}
            for picture in root.iter("{*}pic"):
                if not _is_fallback(picture):
                    yield _picture(package, parts, picture)


def _picture(package: Package, parts: Mapping[str, str], picture: Element) -> Picture:
    said = next((each.get("descr") or each.get("title") for each in picture.iter("{*}cNvPr")), "") or ""
    keys = [
        str(key) for blip in picture.iter("{*}blip") for name, key in blip.items() if str(name).endswith("}embed")
    ]
    return Picture(_corner(picture), said, package.read(parts.get(keys[0], "")) if keys else b"")


def _corner(drawn: Element) -> Spot | None:
    """The cell under the first corner of what is drawn."""
    corner = next((each.find("{*}from") for each in drawn.iterancestors() if local(each).endswith("Anchor")), None)
    row, col = ("", "") if corner is None else (corner.findtext("{*}row", ""), corner.findtext("{*}col", ""))
    return (int(row), int(col)) if row.isdecimal() and col.isdecimal() else None


_OBJECTS = ("ctrlProp", "oleObject", "package", "control")


def ooxml_drawings(package: Package, sheet: str) -> Iterator[Drawing]:
    """What is drawn over a sheet beside its pictures and its texts."""
    for each in package.relations(sheet):
        if each.type in _OBJECTS:
            yield Drawing(OBJECT, None)
        elif each.type == "drawing" and (root := package.tree(each.target)) is not None:
            parts = {other.key: other.target for other in package.relations(each.target)}
            for drawn in root.iter("{*}sp", "{*}cxnSp", "{*}graphicFrame"):
                if not _is_fallback(drawn) and (found := _drawing(package, parts, drawn)) is not None:
                    yield found


def _drawing(package: Package, parts: Mapping[str, str], drawn: Element) -> Drawing | None:
    """A chart, or a shape without words; None for what is read elsewhere, or not seen."""
    for each in drawn.iter("{*}chart") if local(drawn) == "graphicFrame" else ():
        key = next((str(value) for name, value in each.items() if str(name).endswith("}id")), "")
        part = package.tree(parts.get(key, ""))
        return Drawing(CHART, _corner(drawn), "" if part is None else _title(part))
    hidden = any(
        is_true_in_xml(each.get("hidden")) for each in drawn.iter("{*}cNvPr")
    )  # a control, or an object's frame
    words = any((run.text or "").strip() for run in drawn.iter("{*}t"))
    diagram = next(drawn.iter("{*}relIds"), None) is not None  # its texts are read
    return None if hidden or words or diagram else Drawing(SHAPE, _corner(drawn))


def _title(chart: Element) -> str:
    """The title of a chart's part, as it shows; "" where it has none."""
    runs = chart.iterfind(".//{*}chart/{*}title//{*}t")
    cached = chart.iterfind(".//{*}chart/{*}title//{*}v")
    return "".join(each.text or "" for each in (*runs, *cached)).strip()


def _is_fallback(element: Element) -> bool:
    """Whether an element is of a drawing's second version, for older programs."""
    return any(local(each) == "Fallback" for each in element.iterancestors())


# --- text boxes and shapes --------------------------------------------------------------------------------


def ooxml_box_texts(package: Package, sheet: str) -> Iterator[str]:
    """In OOXML, the texts of a sheet's text boxes and shapes, and of the diagrams (SmartArt) that its drawings lead
    to."""
    for drawing in (each.target for each in package.relations(sheet) if each.type == "drawing"):
        root = package.tree(drawing)
        yield from () if root is None else _in_bodies(root, "{*}txBody")
        for diagram in _trees(package, drawing, "diagramData"):
            yield from _in_bodies(diagram, "{*}t")


def _in_bodies(root: Element, tag: str) -> Iterator[str]:
    """The text of each body that holds one, a line a paragraph; a drawing's second version is left out."""
    for body in root.iter(tag):
        lines = ["".join(run.text or "" for run in line.iter("{*}t")) for line in body.iterchildren("{*}p")]
        text = "\n".join(lines).strip()
        if text and not _is_fallback(body):
            yield text
