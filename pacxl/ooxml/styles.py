"""The cell formats of a workbook's file: a format cloned with another fill, new formats, each once."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from pacxl.ooxml.package import Package
from pacxl.ooxml.xml import (
    Element,
    NotWellFormed,
    child,
    child_in_order,
    is_element,
    is_true_in_xml,
    local,
    namespace,
    parse_xml,
    xml_children,
)

_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
_PLAIN = {
    "fonts": ('<font><sz val="11"/><name val="Calibri"/></font>',),
    "fills": ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellStyleXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',),
}
_FIRST_OWN_FORMAT = 164  # below it, number formats are Excel's own


@dataclass(frozen=True)
class CellFormat:
    """A new cell format: a font and a border as XML, a fill's colour (RRGGBB), the rest as attributes."""

    font: str
    fill: str = ""
    border: str = ""
    number_format: str = ""
    alignment: str = ""
    quoted: bool = False  # stays text when someone edits it, whatever it begins with


class Styles:
    """The formats of a workbook; a cell names one by its rank."""

    def __init__(self, package: Package, workbook: str) -> None:
        part = package.related(workbook, "styles") or _made(package, workbook)
        self._root = package.root(part)
        for name, plain in _PLAIN.items():  # Excel keeps the first two fills for itself, and wants one of the others
            holder = child_in_order(self._root, name, _ORDER)
            for each in plain[len(holder) :]:
                self._append(holder, self._element(each))
        self._ranks: dict[str, dict[bytes, int]] = {}
        self._filled: dict[tuple[int, str], int] = {}

    def filled(self, style: int, colour: str) -> int:
        """The format, with a fill of a colour (RRGGBB)."""
        if (style, colour) not in self._filled:
            self._filled[style, colour] = self._with_fill(style, self._element(_solid(colour)))
        return self._filled[style, colour]

    def refilled(self, style: int, fill: str) -> int:
        """The format, with a fill that `fill_of` told; none if it tells no fill."""
        try:
            known = parse_xml(fill.encode()) if fill else None
        except NotWellFormed:
            known = None
        if known is None or local(known) not in ("patternFill", "gradientFill"):
            return self._with_fill(style, self._element(_PLAIN["fills"][0]))
        return self._with_fill(style, self._element(f"<fill>{fill}</fill>"))

    def fill_of(self, style: int) -> str:
        """The fill of a format, to be put back one day; "" for none."""
        xf = self._xf(style)
        fills = self._items("fills")
        rank = int(xf.get("fillId", "0"))
        if not 1 < rank < len(fills) or not len(fills[rank]):
            return ""
        return etree.tostring(_bare(fills[rank][0])).decode()

    def with_fill(self, colours: tuple[str, ...]) -> frozenset[int]:
        """The formats whose fill is plainly of one of these colours."""
        ours = {rank for rank, fill in enumerate(self._items("fills")) if _colour(fill) in colours}
        return frozenset(rank for rank, xf in enumerate(self._items("cellXfs")) if int(xf.get("fillId", "0")) in ours)

    def made(self, cell_format: CellFormat) -> int:
        """The rank of a new format."""
        xf = etree.Element(f"{{{namespace(self._root)}}}xf")
        xf.set("numFmtId", str(self._number_format(cell_format.number_format)))
        xf.set("fontId", str(self._rank("fonts", self._element(cell_format.font))))
        xf.set("fillId", str(self._rank("fills", self._element(_solid(cell_format.fill))) if cell_format.fill else 0))
        xf.set("borderId", str(self._rank("borders", self._element(cell_format.border)) if cell_format.border else 0))
        xf.set("xfId", "0")
        if cell_format.quoted:
            xf.set("quotePrefix", "1")
        for each in ("NumberFormat", "Font", "Fill", "Border", "Alignment"):
            xf.set(f"apply{each}", "1")
        if cell_format.alignment:
            xf.append(self._element(f"<alignment {cell_format.alignment}/>"))
        return self._rank("cellXfs", xf)

    # --- what stands behind -------------------------------------------------------------------------------

    def _with_fill(self, style: int, fill: Element) -> int:
        xf = deepcopy(self._xf(style))
        xf.tail = None
        xf.set("fillId", str(self._rank("fills", fill)))
        xf.set("applyFill", "1")
        return self._rank("cellXfs", xf)

    def _xf(self, style: int) -> Element:
        formats = self._items("cellXfs")
        return formats[style if style < len(formats) else 0]

    def _items(self, name: str) -> list[Element]:
        return [each for each in child_in_order(self._root, name, _ORDER) if is_element(each)]

    def _number_format(self, code: str) -> int:
        if not code:
            return 0
        holder = child_in_order(self._root, "numFmts", _ORDER)
        for known in xml_children(holder, "numFmt"):
            if known.get("formatCode") == code:
                return int(known.get("numFmtId", "0"))
        number = max([int(each.get("numFmtId", "0")) + 1 for each in holder] + [_FIRST_OWN_FORMAT])
        made = self._element("<numFmt/>")
        made.set("numFmtId", str(number))
        made.set("formatCode", code)
        self._append(holder, made)
        return number

    def _rank(self, name: str, element: Element) -> int:
        """The rank of an equal element, or of this one put after the others."""
        holder = child_in_order(self._root, name, _ORDER)
        if name not in self._ranks:
            known: dict[bytes, int] = {}
            for rank, each in enumerate(self._items(name)):
                known.setdefault(_canonical(each), rank)
            self._ranks[name] = known
        ranks = self._ranks[name]
        key = _canonical(element)
        if key not in ranks:
            ranks[key] = len(self._items(name))
            self._append(holder, element)
        return ranks[key]

    def _append(self, holder: Element, element: Element) -> None:
        holder.append(element)
        holder.set("count", str(len([each for each in holder if is_element(each)])))

    def _element(self, xml: str) -> Element:
        """XML written without a namespace, in that of the styles."""
        root = parse_xml(xml.encode())
        for each in root.iter():
            each.tag = f"{{{namespace(self._root)}}}{local(each)}"
        return root


def _made(package: Package, workbook: str) -> str:
    """A workbook's styles, where it has none."""
    main = namespace(package.root(workbook))
    part = "xl/styles.xml"
    normal = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    package.put(part, f'<styleSheet xmlns="{main}">{normal}</styleSheet>'.encode())
    package.declare(part, _STYLES)
    package.relate(workbook, "styles", part)
    return part


def _bare(element: Element) -> Element:
    """An element as it would be written without a namespace."""
    bare = etree.Element(local(element), {str(key): str(value) for key, value in element.attrib.items()})
    bare.extend(_bare(each) for each in element if is_element(each))
    return bare


def _solid(colour: str) -> str:
    colours = f'<fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'


def _colour(fill: Element) -> str:
    """The colour of a solid fill (RRGGBB); "" for any other."""
    pattern = child(fill, "patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    colour = child(pattern, "fgColor")
    return "" if colour is None else colour.get("rgb", "")[-6:].upper()


def _canonical(element: Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


@lru_cache(maxsize=256)
def striking_styles(styles: bytes) -> tuple[int, ...]:
    """The styles whose font strikes a text out: of nearly every workbook, none, which one search tells."""
    if b"strike" not in styles:
        return ()
    try:
        root = parse_xml(styles)
    except NotWellFormed:
        return ()
    lines = [font.find("{*}strike") for font in root.iterfind("{*}fonts/{*}font")]
    fonts = {
        str(rank) for rank, line in enumerate(lines) if line is not None and is_true_in_xml(line.get("val", "1"))
    }
    known = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return tuple(rank for rank, style in known if style.get("fontId", "0") in fonts)


class NumberFormats(NamedTuple):
    """The styles of cells, each with the number of its number format; the codes of the workbook's own, by number.
    `damaged`: they cannot be told, nor that there are none."""

    styles: tuple[tuple[int, int], ...] = ()
    codes: Mapping[int, str] = MappingProxyType({})
    damaged: bool = False


@lru_cache(maxsize=256)
def number_formats_of_styles(styles: bytes) -> NumberFormats:
    """The number formats of a workbook's styles; none where these are damaged."""
    try:
        root = parse_xml(styles)
    except NotWellFormed:
        return NumberFormats(damaged=bool(styles))
    codes = {_number(each): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")}
    return NumberFormats(tuple(enumerate(map(_number, root.iterfind("{*}cellXfs/{*}xf")))), codes)


def _number(element: Element) -> int:
    key = element.get("numFmtId", "")
    return int(key) if key.isdecimal() else 0
