"""The boxes of a sheet's notes, in a drawing in VML. VML is not always XML: it is edited as text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from pacxl.a1 import Spot
from pacxl.excel import COLUMNS, ROWS
from pacxl.ooxml.package import Package
from pacxl.ooxml.rows import Rows
from pacxl.ooxml.xml import child, child_in_order, put_xml_relation, xml_relation_namespace

_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_LETTERS, _LINE, _WIDTH, _MARGIN = 52, 16, 330, 14  # of a note: letters a line, then pixels
_TALLEST = 560
# The children of a worksheet, in the schema's order, up to the one that leads to the boxes of its notes.
_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing"),
)
_DRAWING = '<xml{names}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
_TYPE = (
    '<v:shapetype{names} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape{names} id="_x0000_s{number}" type="#_x0000_t202"'
    ' style="position:absolute;width:{width}pt;height:{height}pt;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
)
_NAMES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
# Programs write the names of VML under prefixes of their own.
_SHAPES = re.compile(r"(<(?:[\w.-]+:)?shape\s.*?</(?:[\w.-]+:)?shape>)", re.DOTALL)
_ROW, _COLUMN = (re.compile(rf"<(?:[\w.-]+:)?{name}>\s*(\d+)\s*<") for name in ("Row", "Column"))
_ANCHOR = re.compile(r"(<(?:[\w.-]+:)?Anchor>)[^<]*(<)")
_SIZE = re.compile(r"(?<=[;\s\"'])(width|height):[\d.]+\w*")
_IDMAP = re.compile(r'(<(?:[\w.-]+:)?idmap\b[^>]*\bdata=")([^"]*)(")')
_ID = re.compile(r'\bid="_x0000_s(\d+)"')
_CLUSTER = 1024  # box ids come by clusters, and a drawing says which are its own


class Boxes:
    """The boxes of a sheet's notes, while some are put and others removed."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._pieces = _SHAPES.split(package.read(part).decode("utf-8", "surrogateescape"))  # every second is a shape
        self._at = {place: rank for rank in range(1, len(self._pieces), 2) if (place := _place(self._pieces[rank]))}
        self._has_type = any('id="_x0000_t202"' in piece for piece in self._pieces[::2])
        self._last = 0  # the last id given

    def put(self, place: Spot, rows: Rows, text: str) -> None:
        """Gives a cell a box of the size of its note's text, or its box that size."""
        height = _height(text)
        anchor = _anchor(rows, place, height)
        if place in self._at:
            rank = self._at[place]
            self._pieces[rank] = _resized(self._pieces[rank], anchor, height)
            return
        names = "" if all(name in self._pieces[0] for name in _NAMES.split()) else _NAMES
        box = _BOX.format(
            names=names,
            number=self._number(),
            width=_WIDTH * 0.75,
            height=height * 0.75,
            anchor=anchor,
            row=place[0],
            col=place[1],
        )
        kind = "" if self._has_type else _TYPE.format(names=names)
        self._has_type = True
        before, end, after = self._pieces[-1].rpartition("</xml>")
        self._pieces[-1:] = [before + kind, box, end + after]
        self._at[place] = len(self._pieces) - 2

    def remove(self, place: Spot) -> None:
        if place in self._at:
            self._pieces[self._at.pop(place)] = ""

    def close(self) -> None:
        """Puts the drawing back in its file, if it changed."""
        content = "".join(self._pieces).encode("utf-8", "surrogateescape")
        if content != self._package.read(self._part):
            self._package.put(self._part, content)

    def _number(self) -> int:
        """An id that no box of the workbook has."""
        if self._last % _CLUSTER in (0, _CLUSTER - 1):
            cluster = max(_clusters(self._package, "".join(self._pieces)), default=0) + 1
            head, told = _IDMAP.subn(lambda found: _with(found, cluster), self._pieces[0], count=1)
            self._pieces[0] = head if told else self._pieces[0]
            self._last = cluster * _CLUSTER
        self._last += 1
        return self._last


def boxes_of(package: Package, sheet: str) -> Boxes | None:
    """The boxes of a sheet's notes, if it has any."""
    known = child(package.root(sheet), "legacyDrawing")
    if known is None:
        return None
    key = known.get(f"{{{xml_relation_namespace(known)}}}id", "")
    part = next((each.target for each in package.relations(sheet) if each.key == key), "")
    return Boxes(package, part) if package.has(part) else None


def new_boxes(package: Package, sheet: str) -> Boxes:
    """The boxes of a sheet; their drawing is made if it has none."""
    known = boxes_of(package, sheet)
    if known is not None:
        return known
    part = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.put(part, _DRAWING.format(names=_NAMES).encode())
    package.declare(part, _VML)
    put_xml_relation(
        child_in_order(package.root(sheet), "legacyDrawing", _ORDER), package.relate(sheet, "vmlDrawing", part)
    )
    return Boxes(package, part)


def _place(shape: str) -> Spot | None:
    """The cell that a shape is the note's box of."""
    row, col = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]), int(col[1])) if row and col and 'ObjectType="Note"' in shape else None


def _resized(shape: str, anchor: str, height: int) -> str:
    """A box with another place and size: some programs go by its anchor, others by its style."""
    points = {"width": _WIDTH * 0.75, "height": height * 0.75}
    head, end, rest = shape.partition(">")
    head = _SIZE.sub(lambda found: f"{found[1]}:{points[found[1]]}pt", head)
    return head + end + _ANCHOR.sub(rf"\g<1>{anchor}\g<2>", rest)


def _with(found: re.Match[str], cluster: int) -> str:
    numbers = [number for number in found[2].split(",") if number]
    return found[1] + ",".join([*numbers, str(cluster)]) + found[3]


def _clusters(package: Package, text: str) -> Iterator[int]:
    """The clusters of ids that the workbook's drawings have taken."""
    drawings = [package.read(name).decode("utf-8", "replace") for name in package.names if name.endswith(".vml")]
    for drawing in (*drawings, text):
        for found in _IDMAP.finditer(drawing):
            yield from (int(number) for number in found[2].split(",") if number.strip().isdigit())
        yield from (int(number) // _CLUSTER for number in _ID.findall(drawing))


def _height(text: str) -> int:
    """A box's height for a text, in pixels."""
    lines = sum(max(1, math.ceil(len(line) / _LETTERS)) for line in text.split("\n"))
    return min(_TALLEST, lines * _LINE + _MARGIN)


def _anchor(rows: Rows, place: Spot, height: int) -> str:
    """Where a box stands, right of its cell: columns and rows, each with pixels in it."""
    left, right, across = _stretch(rows.width, place[1] + 1, 15 + _WIDTH, COLUMNS)
    top, bottom, down = _stretch(rows.height, max(0, place[0] - 1), 10 + height, ROWS)
    return f"{left}, 15, {top}, 10, {right}, {across}, {bottom}, {down}"


def _stretch(size: Callable[[int], int], start: int, pixels: int, count: int) -> tuple[int, int, int]:
    """Where a stretch of so many pixels starts, where it ends, and the pixels into the end.

    It starts further back where there is no room left after it, as when all the columns on the right are hidden.
    """
    while True:
        place, left = start, pixels
        while place < count and left >= size(place):
            left -= size(place)
            place += 1
        if place < count or start == 0:
            return start, min(place, count - 1), left if place < count else 0
        start -= 1
