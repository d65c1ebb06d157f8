"""The elements of an .ods: their texts; what styles say of cells: numbers as shown, what is crossed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pacxl.excel import DIGITS
from pacxl.formats.number_format import Marks, number_format_text
from pacxl.ooxml.xml import Element, local

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LINE = f"{TEXT}p"
_SPACE = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
STYLES = (f"{_STYLE}style", *(f"{_NUMBER}{kind}-style" for kind in ("number", "currency", "percentage", "text")))


@dataclass
class OpenStyles:
    """What styles say, so far: hidden tables; the format of cells, or the style they follow; the codes of formats;
    which styles strike a text out, and which say that they do not."""

    hidden: set[str] = field(default_factory=set)
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    lines: dict[str, bool] = field(default_factory=dict)
    some_strike: bool = False

    def add(self, style: Element) -> None:
        name = style.get(f"{_STYLE}name", "")
        if style.tag != STYLES[0]:
            self.codes[name] = self._code(style)
            return
        self.cells[name] = style.get(f"{_STYLE}data-style-name", ""), style.get(f"{_STYLE}parent-style-name", "")
        for each in style:
            if each.get(f"{_TABLE}display") == "false":
                self.hidden.add(name)
            kinds = (each.get(f"{_STYLE}text-line-through-{name}") for name in ("style", "type"))
            if (line := next(filter(None, kinds), None)) is not None:
                self.lines[name] = line != "none"
                self.some_strike |= self.lines[name]

    def strikes(self, style: str) -> bool:
        """Whether a style strikes a text out, by itself or by what it follows."""
        for _ in range(DIGITS):
            if style in self.lines or style not in self.cells:
                return self.lines.get(style, False)
            style = self.cells[style][1]
        return False

    def code(self, cell: Element, style: str) -> str:
        """The code of a number's format: that of its style, else what the type of its cell says."""
        for _ in range(DIGITS):  # a style that follows itself follows none
            known, parent = self.cells.get(style, ("", ""))
            if known in self.codes:
                return self.codes[known]
            style = parent
        currency = cell.get(f"{_OFFICE}currency")
        return (
            "0.00%"
            if cell.get(f"{_OFFICE}value-type") == "percentage"
            else f"General [${currency}]"
            if currency
            else ""
        )

    def _code(self, style: Element) -> str:
        """The code of a number format; those that replace it under some condition come before it."""
        own, others = "", ""
        for each in style:
            name, text = local(each), each.text or ""
            if name == "map":
                other = self.codes.get(each.get(f"{_STYLE}apply-style-name", ""), "")
                others += f"[{each.get(f'{_STYLE}condition', '').removeprefix('value()')}]{other};"
            elif name in ("number", "fraction", "scientific-number", "text-content"):
                own += _figures(each)
            elif name == "currency-symbol":
                own += f"[${text}]"
            elif name == "text":
                own += (
                    "%".join(map(number_format_text, text.split("%")))
                    if style.tag == STYLES[3]
                    else number_format_text(text)
                )
        return others + own


def _figures(number: Element) -> str:
    said = {str(name).rpartition("}")[2]: str(value) for name, value in number.attrib.items()}
    if local(number) != "number" or not {"min-integer-digits", "decimal-places"} & said.keys():
        return "General"
    digits = {name: int(value) for name, value in said.items() if value.isdecimal()}
    least, places = (min(digits.get(name, 0), DIGITS) for name in ("min-integer-digits", "decimal-places"))
    always = min(digits.get("min-decimal-places", places), places)
    between = {ods_count(each, f"{_NUMBER}position"): each.text or "" for each in number}
    factor = said.get("display-factor", "1").partition(".")[0]
    return Marks(least, places, always, said.get("grouping") == "true", len(factor) // 3, between).code


def ods_count(element: Element, name: str) -> int:
    """How often something is repeated, as an attribute says; 1 where it does not."""
    number = element.get(name, "")
    return int(number) if number.isdecimal() else 1


# --- texts ------------------------------------------------------------------------------------------------


def ods_lines(element: Element) -> str:
    """The text of an element's own paragraphs, a line each."""
    if len(element) == 1 and not len(line := element[0]) and line.tag == LINE:  # as nearly all are
        text = line.text or ""
        return _SPACE.sub(" ", text) if "\n" in text or "\r" in text else text
    return "\n".join("".join(ods_text_runs(line)) for line in element.iterchildren(LINE))


def ods_text_runs(element: Element) -> Iterator[str]:
    """The pieces of a text. The end of a line is a blank, as in HTML; but blanks in a row are kept, for LibreOffice
    writes those of a text of several paragraphs as they are."""
    yield _SPACE.sub(" ", element.text or "")
    for each in element:
        name = str(each.tag).rpartition("}")[2]
        if name == "s":
            yield " " * ods_count(each, f"{TEXT}c")
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name not in ("annotation", "ruby-text"):
            yield from ods_text_runs(each)
        yield _SPACE.sub(" ", each.tail or "")


def ods_texts(element: Element) -> Iterator[str]:
    """The texts of the text boxes and shapes within an element."""
    shapes = element.iter(f"{_DRAW}text-box", f"{_DRAW}custom-shape")
    yield from filter(None, (ods_lines(shape).strip() for shape in shapes))
