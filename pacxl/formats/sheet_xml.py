"""One pass over a sheet's XML: the cells that hold something and show no value, its formulas, its merged ranges.

The reading library takes error cells and formulas that were never calculated for blanks. Here they are told apart. A
sheet with nothing wrong, as nearly all are, costs two searches over its bytes and no work cell by cell; what the
searches suspect is looked at cell by cell, by one rule (`cell_without_value`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from pacxl.a1 import REFERENCE, Spot, cell_position
from pacxl.excel import NoValue
from pacxl.formats.opened import Area, SaidByFormats, StruckText, opened_by_column, struck_text
from pacxl.ooxml.cell_values import Cell, cell_without_value
from pacxl.ooxml.rows import cells_placed_in_rows, numbered_rows
from pacxl.ooxml.xml import Element, NotWellFormed, is_true_in_xml, xml_rich_text, xml_streamed

NOTHING_ODD: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class Scan:
    """What was found in a sheet.

    `without_value`: the cells that hold an error, or a formula that was never calculated. `mended`: the XML with the
    error codes that other libraries do not know written as one they know, if there are any. `plain` is False where a
    value is wrapped so that only a reading cell by cell finds it (CDATA). `formats`: where the format of a number
    says more than the number.
    """

    without_value: Mapping[Spot, NoValue] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    mended: bytes | None = None
    plain: bool = True
    formats: SaidByFormats = field(default_factory=dict)


def scan_sheet_xml(xml: bytes, odd: Mapping[int, str] = NOTHING_ODD) -> Scan:
    """What one pass over its XML tells of a sheet; `odd` are the styles whose number format says something, with its
    code."""
    found = _scan(xml)
    return replace(found, formats=_formats(xml, odd)) if odd else found


def _scan(xml: bytes) -> Scan:
    end = max(xml.rfind(b"sheetData>"), 0)
    merged = sheet_xml_merged(xml, end)
    root = _ROOT.search(xml, 0, 4096)
    if root is None:
        return Scan(merged=merged)
    words = _words(root[1] or b"")
    formulas_alone = [found.start() for found in words.formula.finditer(xml, 0, end)]
    odd_values = [found.end() for found in words.value.finditer(xml, 0, end)]
    if any(xml.startswith(b"<!", at) for at in odd_values):
        return Scan(_in(sheet_xml_cells(xml)), merged, plain=False)
    suspects = [words.cell_around(xml, at) for at in (*formulas_alone, *odd_values)]
    known = [each for each in suspects if each is not None and cell_without_value(each[0])]
    if None in suspects or (known and _ASIDE.search(xml)):
        return Scan(_in(sheet_xml_cells(xml)), merged)  # some cell has no address, or may stand in a comment
    return Scan(_in(cell for cell, _, _ in known), merged, _mended(xml, known))


_ASIDE = re.compile(rb"<!")
_ROOT = re.compile(rb"<([\w.-]+:)?worksheet[\s>]")
_MERGED = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})["']""")


def sheet_xml_merged(xml: bytes, end: int) -> tuple[Area, ...]:
    """The merged ranges of a sheet, the rows of which end there."""
    begin = xml.find(b"mergeCell", end)
    return tuple(_areas(xml[begin:])) if begin >= 0 else ()


def _areas(xml: bytes) -> Iterator[Area]:
    for first, last in _MERGED.findall(xml):
        (top, left), (bottom, right) = cell_position(first.decode()), cell_position(last.decode())
        yield Area(top, left, bottom, right)


def _in(found: Iterable[Cell]) -> dict[Spot, NoValue]:
    return {(cell.row, cell.col): value for cell in found if (value := cell_without_value(cell)) is not None}


_KNOWN = (b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!")


def _mended(xml: bytes, found: Iterable[_Around]) -> bytes | None:
    """The sheet with each error code of the newer kind as `#N/A`: calamine refuses a whole sheet for one of them."""
    spans = sorted(
        {(start, end) for cell, start, end in found if cell.type == "e" and xml[start:end] not in (b"", *_KNOWN)}
    )
    if not spans:
        return None
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(xml)]
    return b"#N/A".join(xml[start:end] for start, end in zip(starts, ends, strict=True))


# --- by a search over the bytes ---------------------------------------------------------------------------

_Around = tuple[Cell, int, int]  # a cell, and where its value's bytes begin and end
_ATTRIBUTE = re.compile(rb"""\s([\w:]+)\s*=\s*["']([^"']*)["']""")


@dataclass(frozen=True)
class _Words:
    """What is searched for in a sheet's bytes, under one prefix."""

    prefix: bytes
    formula: re.Pattern[bytes]
    value: re.Pattern[bytes]
    content: re.Pattern[bytes]
    any_formula: re.Pattern[bytes]
    with_formula: re.Pattern[bytes]

    def cell_around(self, xml: bytes, at: int) -> _Around | None:
        """The cell that a suspect stands in; None if it does not say which it is."""
        start = xml.rfind(b"<%bc" % self.prefix, 0, at)
        attributes = dict(_ATTRIBUTE.findall(xml[start : xml.find(b">", start)]))
        reference = attributes.get(b"r", b"").decode("ascii", "replace")
        if not REFERENCE.fullmatch(reference):
            return None
        end = xml.find(b"</%bc>" % self.prefix, at)
        value = self.content.search(xml, start, end)
        kind, shown = attributes.get(b"t", b"").decode("ascii", "replace"), value[1] if value else b""
        formula = xml.find(b"<%bf" % self.prefix, start, end) >= 0
        cell = Cell(*cell_position(reference), kind, 0, formula, shown.decode("utf-8", "replace"))
        return cell, *(value.span(1) if value else (end, end))


@lru_cache(maxsize=16)
def _words(prefix: bytes) -> _Words:
    """All of them begin with fixed bytes, which is what makes them fast.

    A formula is suspect unless a value follows it, or its cell, as nearly every program writes it, ends its
    attributes with `t="str"`. A value is suspect if it begins as an error, NaN and the infinities do, is above 1E+99,
    or is wrapped. (An error that begins otherwise, `Err:502`, is found all the same: calamine refuses its sheet.)
    """
    p = re.escape(prefix)
    formula = rb'<%bf(?<!t="str"><%bf)(?=[\s/>])(?!(?:\s[^>]*+)?>(?:[^<]*+</%bf>)?\s*+<%bv>[^<])' % (p, p, p, p)
    value = rb"<%bv>(?=[-+]?(?:[#nNiI]|[0-9.]++[eE]\+?\d{3})|<!)" % p
    content = rb"<%bv(?:\s[^>]*)?>([^<]*)<" % p
    any_formula = rb"<%bf(?=[\s/>])" % p
    with_formula = rb'<%bc r="([A-Z]{1,3}[1-9][0-9]{0,6})"[^>]*+><%bf(?=[\s/>])' % (p, p)
    return _Words(prefix, *map(re.compile, (formula, value, content, any_formula, with_formula)))


# --- what formats say -------------------------------------------------------------------------------------


def _formats(xml: bytes, odd: Mapping[int, str]) -> SaidByFormats:
    """Where a number stands in a style whose format says something.

    One search finds them where cells begin with their address and their style, as nearly every program writes them.
    """
    if (prefix := _usual_prefix(xml)) is not None:
        found = _styled(prefix, tuple(odd)).findall(xml)
        return opened_by_column((cell_position(place.decode()), odd[int(style)]) for place, style in found)
    numbers = (cell for cell in sheet_xml_cells(xml) if cell.type in ("", "n") and cell.value)
    return opened_by_column(((cell.row, cell.col), odd[cell.style]) for cell in numbers if cell.style in odd)


def sheet_xml_cells_in_styles(xml: bytes, styles: tuple[int, ...]) -> frozenset[Spot]:
    """The cells of a sheet that are in one of some styles, blanks left out where that is easily told."""
    if (prefix := _usual_prefix(xml)) is not None:
        found = _styled(prefix, styles, filled=True).findall(xml)
        return frozenset(cell_position(place.decode()) for place, _ in found)
    return frozenset((cell.row, cell.col) for cell in sheet_xml_cells(xml) if cell.style in styles)


def _usual_prefix(xml: bytes) -> bytes | None:
    """The prefix of a sheet whose cells begin with their address and their style; None for any other."""
    root = _ROOT.search(xml, 0, 4096)
    prefix = (root[1] or b"") if root else b""
    styled = xml.find(b' s="', max(xml.find(b"<%bc " % prefix), 0))
    first = xml[xml.rfind(b"<", 0, styled) : styled] if styled >= 0 else b""
    return prefix if first.count(b'"') == 2 and first.startswith(b'<%bc r="' % prefix) else None


@lru_cache(maxsize=64)
def _styled(prefix: bytes, styles: tuple[int, ...], filled: bool = False) -> re.Pattern[bytes]:
    """A number in one of some styles, or any cell that is `filled`: its address, its style."""
    p, either = re.escape(prefix), b"|".join(b"%d" % style for style in styles)
    holds = rb"[^>]*+(?<!/)>" if filled else rb'(?: t="n")?><%b[vf][ >]' % p
    return re.compile(rb'<%bc r="([A-Z]+[0-9]+)" s="(%b)"%b' % (p, either, holds))


# --- cell by cell -----------------------------------------------------------------------------------------


def formulas(xml: bytes) -> frozenset[Spot]:
    """The cells that hold a formula in a sheet's XML."""
    root = _ROOT.search(xml, 0, 4096)
    words = _words((root[1] or b"") if root else b"")
    known = words.with_formula.findall(xml)
    if root and len(known) == sum(1 for _ in words.any_formula.finditer(xml)) and not _ASIDE.search(xml):
        return frozenset(cell_position(reference.decode()) for reference in known)
    return frozenset((cell.row, cell.col) for cell in sheet_xml_cells(xml) if cell.formula)


# A rich text with the words of it that are crossed out: in a cell as usual, and in one whose style strikes it out.
StruckString = tuple[StruckText | None, StruckText | None]


def sheet_xml_struck_strings(part: bytes, *, styled: bool) -> dict[int, StruckString]:
    """The workbook's rich texts of which some words are crossed out, by rank: of nearly every workbook, none, which
    one search tells. All of them where some style strikes a text out (`styled`)."""
    found = dict[int, StruckString]()
    if b"strike" not in part and not styled:
        return found
    with suppress(NotWellFormed):
        for rank, each in enumerate(xml_streamed(part, "{*}si")):
            both = struck_text(_runs(each, struck=False)), struck_text(_runs(each, struck=True))
            if both[0] or (styled and each.find("{*}r") is not None):
                found[rank] = both
    return found


def sheet_xml_struck_texts(
    xml: bytes, strings: Mapping[int, StruckString], styled: frozenset[Spot]
) -> dict[Spot, StruckText | None]:
    """The cells of a sheet that hold a rich text, by the workbook's `strings` or of their own, each with the words of
    it that are crossed out; the `styled` ones are by their style."""
    found: dict[Spot, StruckText | None] = {}
    if b"strike" in xml:
        for row, line in numbered_rows(xml_streamed(xml, "{*}row")):
            for spot, cell in cells_placed_in_rows(row, line):
                runs = (_runs(each, struck=spot in styled) for each in cell.iterfind("{*}is"))
                text = next(map(struck_text, runs), None)
                found |= {spot: text} if text is not None else {}
    if not strings:
        return found
    if (prefix := _usual_prefix(xml)) is not None:
        p, ranks = re.escape(prefix), b"|".join(b"%d" % rank for rank in strings)
        named = re.findall(rb'<%bc r="([A-Z]+[0-9]+)"[^>]*\st="s"[^>]*><%bv>(%b)</' % (p, p, ranks), xml)
        ranks_at = ((cell_position(place.decode()), int(rank)) for place, rank in named)
    else:
        texts = (cell for cell in sheet_xml_cells(xml) if cell.type == "s" and cell.value.isdecimal())
        ranks_at = (((cell.row, cell.col), int(cell.value)) for cell in texts if int(cell.value) in strings)
    return found | {spot: strings[rank][spot in styled] for spot, rank in ranks_at}


def _runs(text: Element, *, struck: bool) -> Iterator[tuple[str, bool]]:
    """The runs of a rich text, each with whether it is crossed out; one that says nothing is as its cell, `struck` or
    not."""
    for run in text.iterfind("{*}r"):
        said, line = run.find("{*}rPr"), run.find("{*}rPr/{*}strike")
        yield (
            xml_rich_text(run),
            struck if said is None else line is not None and is_true_in_xml(line.get("val", "1")),
        )


def sheet_xml_links(xml: bytes) -> Iterator[tuple[Spot, str]]:
    """The cells of a sheet whose formula may be a link, each with its formula; one that is shared, as its first cell
    says it."""
    shared: dict[str, str] = {}
    rows = numbered_rows(xml_streamed(xml, "{*}row")) if b"HYPERLINK" in xml else ()
    for row, line in rows:
        for spot, cell in cells_placed_in_rows(row, line):
            for each in cell.iterfind("{*}f"):
                text = shared.setdefault(each.get("si", ""), each.text or "") if each.get("si") else each.text or ""
                if "HYPERLINK" in text:
                    yield spot, text


def sheet_xml_cells(xml: bytes) -> Iterator[Cell]:
    """Every cell that a sheet's XML writes; raises NotWellFormed where it is not XML."""
    for row, line in numbered_rows(xml_streamed(xml, "{*}row")):
        for place, cell in cells_placed_in_rows(row, line):
            yield _cell(place, cell)


def _cell(place: Spot, element: Element) -> Cell:
    style = element.get("s", "")
    formula, value, text = False, "", ""
    for part in element:
        name = str(part.tag).rpartition("}")[2]
        if name == "v":
            value = "".join(map(str, part.itertext()))
        elif name == "is":
            text = xml_rich_text(part)
        formula = formula or name == "f"
    return Cell(*place, element.get("t", ""), int(style) if style.isdecimal() else 0, formula, value, text)
