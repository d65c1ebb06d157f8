"""The cells of a sheet's XML that hold something, and a workbook's texts: by one search each, where they are written
as nearly every program writes them.

The search tiles what it reads, byte after byte: where something else stands, whatever it is, there is no answer, and
somebody else is to read. So it need not know what else there could be; and it passes over what nobody asks for, which
is most of a workbook: formulas, cells that have but a style.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pacxl.a1 import Spot, cell_position
from pacxl.ooxml.xml import NotWellFormed, from_xml, parse_xml, xml_text_runs

# A cell: the letters of its column, its row, its style, its type; "<" if it has a formula; its value; what says that
# the blanks around its own text are kept, and this text. Last, what is no cell.
QuickCell = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]


class QuickSheet(NamedTuple):
    """What a sheet's XML holds: its cells, blank ones left out where that is easily told; where its rows end."""

    cells: list[QuickCell]
    end: int


_FORMULA = rb"<f(?: [^<>]*+)?+(?:(?<=/)>|>[^<]*+</f>)"
_NO_CELLS = rb"(?:<row(?: [^<>]*+)?+(?<=/)>)*+"
_ROW = _NO_CELLS + rb"<row(?: [^<>]*+)?+(?<!/)>"
# A cell that has but a style, or whose formula gives the empty text.
_BLANK = rb'<c r="[A-Z]{1,3}+[1-9][0-9]{0,6}+"(?: s="[0-9]++")?+(?: ?/>| t="str">' + _FORMULA + rb"<v></v></c>)"
_BLANKS = rb"(?:" + _BLANK + rb")*+"
_BETWEEN = rb"(?:(?<=<sheetData>)" + _ROW + rb")?+" + _BLANKS + rb"(?:</row>" + _ROW + _BLANKS + rb")*+"
_CELL = (
    rb'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"(?: s="([0-9]++)")?+(?: t="([a-zA-Z]++)")?+(?: cm="[0-9]++")?+>'
    rb"(?:(?=(<)f)" + _FORMULA + rb")?+"
    rb'(?:<v(?: xml:space="preserve")?+>([^<]*+)</v>|<v ?/>'
    rb'|<is>(?:<t( xml:space="preserve")?+>([^<]*+)</t>|<t/>)</is>)?+</c>'
)
_END = rb"(?:(?<=<sheetData>)|</row>)" + _NO_CELLS + rb"\Z"
_TILE = re.compile(rb"%b(?:%b|%b|(.).*+)" % (_BETWEEN, _CELL, _END), re.DOTALL)
_DECLARED = rb'<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?+(?: standalone="\w++")?+ ?\?>'
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?+(?:" + _DECLARED + rb")?+\s*+(<worksheet|<sst)[ >]")
_FIRST, _LAST, _NONE = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_LARGE = 2**23  # bytes: what a library lays out in less time, and this in more memory


def quick_cells_of_sheet(xml: bytes) -> QuickSheet | None:
    """The cells of a sheet that hold something, from its XML; None where it is not written as usual, or is large."""
    begin = xml.find(_FIRST)
    empty = begin < 0
    if empty:
        begin = xml.find(_NONE)
    if begin < 0 or len(xml) > _LARGE or not _starts_usually(xml, b"<worksheet", begin):
        return None
    if empty:
        return QuickSheet([], begin)
    end = xml.rfind(_LAST)
    cells = _TILE.findall(xml, begin + len(_FIRST), max(end, 0))
    last = cells.pop() if cells else None
    elsewhere = cells[-1][-1] if cells else b""
    if last is None or any(last) or elsewhere or not xml[end:][-40:].rstrip().endswith(b"</worksheet>"):
        return None
    return QuickSheet(cells, end)


_WITH_FORMULA = re.compile(rb'<c r="([A-Z]++[0-9]++)"[^<>]*+><f')


def quick_first_formula(xml: bytes, end: int) -> list[Spot]:
    """The first cell that holds a formula, if one does, in a sheet whose rows end there."""
    found = _WITH_FORMULA.search(xml, 0, end)
    return [cell_position(found[1].decode())] if found else []


def _starts_usually(part: bytes, root: bytes, upto: int) -> bool:
    """Whether a part begins as parts do, up to some place: in UTF-8, without a comment or anything of the kind."""
    found = _HEAD.match(part)
    return bool(found and found[1] == root and part.find(b"<!", 0, upto) < 0 and part.find(b"<?", 9, upto) < 0)


# --- texts ------------------------------------------------------------------------------------------------

_ITEM = re.compile(r'<si>(?:<t( xml:space="preserve")?+>([^<]*+)</t>|<t ?/>|((?:[^<]++|<(?!/si>|si[ />]|!))*+))</si>')
_NO_TEXT = " \t\r\n"  # around a text that does not ask for its blanks
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot|apos);|#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});)?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what calamine does not decode either


def quick_shared_texts(part: bytes) -> list[str] | None:
    """The texts that a workbook's cells share, in order; None where they are not written as usual, or are many."""
    if not part:
        return []
    if (
        len(part) > _LARGE
        or not _starts_usually(part, b"<sst", len(part))
        or not part[-40:].rstrip().endswith((b"</sst>", b"/>"))
    ):
        return None
    try:
        xml = part.decode()
        found = _ITEM.findall(xml)
        if len(found) != xml.count("<si"):
            return None
        return [_rich(rich) if rich else quick_text(text, kept=bool(kept)) for kept, text, rich in found]
    except ValueError:
        return None


def quick_text(text: str, *, kept: bool) -> str:
    """A text as XML writes it, as it is; the blanks around it are `kept` where the XML says so. Raises NotWellFormed
    for what XML does not write."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _shown(_REFERENCE.sub(_character, text) if "&" in text else text, kept)


def _shown(text: str, kept: bool) -> str:
    text = text if kept else text.strip(_NO_TEXT)
    if "_x" not in text:
        return text
    text = from_xml(text)
    if _NO_CHARACTER.search(text):
        raise NotWellFormed("no character")
    return text


def _character(found: re.Match[str]) -> str:
    name, number, hexadecimal = found.groups()
    if name:
        return _NAMED[name]
    code = int(number) if number else int(hexadecimal or "0", 16)
    if (code < 32 and code not in (9, 10, 13)) or 0xD800 <= code < 0xE000:
        raise NotWellFormed("a reference to no character")
    return chr(code)


_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _rich(content: str) -> str:
    """A text of several runs, from the XML within its element."""
    runs = xml_text_runs(parse_xml(f"<si>{content}</si>".encode()))
    return "".join(_shown(run.text or "", run.get(_SPACE) == "preserve") for run in runs)
