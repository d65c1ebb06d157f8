"""Single cells, written exactly: numbers to their last digit, text as text whatever it looks like, no loss unsaid."""

from __future__ import annotations

import datetime as dt
import os
import re
import struct
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.image import Image
from xlsxwriter.url import Url
from xlsxwriter.worksheet import CellFormulaTuple, CellRichStringTuple, Worksheet

from pacxl.a1 import Spot, address, quoted_sheet
from pacxl.errors import LimitExceeded
from pacxl.excel import (
    LARGEST_WHOLE,
    LONGEST_LINK,
    LONGEST_PROMPT,
    MOST_LINKS,
    excel_cannot_write,
    excel_length,
    excel_serial,
)
from pacxl.typography import typeset
from pacxl.writing.limits import formula_limit

# What a spreadsheet, or a CSV made from one, would take for the beginning of a formula (and their full-width twins).
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
# Excel writes a character that XML cannot hold as _xHHHH_, so a text that says so itself is written _x005F_xHHHH_.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# What XlsxWriter gets wrong: its own markup, and escapes that share an underscore.
_MISTAKEN = re.compile(r"<r>.*</r>|.*_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_.*", re.DOTALL)


_ANY_FILE = "classeur.xlsx"


class _Inline(str):
    """A text that stands in its cell instead of in the table of shared texts."""


class _Forgetful(dict[tuple[int, int], str]):
    """What XlsxWriter notes of each cell of a table, to find tables that overlap: ours are laid out apart."""

    def __setitem__(self, place: tuple[int, int], area: str) -> None:
        pass


class ExactSheet(Worksheet):
    """A worksheet that stores numbers as Python prints them, an empty result as an empty text, and formulas as they
    are: ours are in the file's own form already (XlsxWriter passes each through dozens of substitutions)."""

    def __init__(self) -> None:
        super().__init__()
        self.table_cells = _Forgetful()

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> Any:
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula, cell_format, value)
        return 0

    def _xml_number_element(self, number: float, attributes: Any = ()) -> None:
        self._put(attributes, f"<v>{_digits(number)}</v>")

    def _xml_formula_element(self, formula: str, result: Any, attributes: Any = ()) -> None:
        if isinstance(result, str):
            attributes = [*(each for each in attributes if each[0] != "t"), ("t", "str")]
        value = _stored(result) if isinstance(result, str) else _digits(result)
        self._put(attributes, f"<f>{escape(formula)}</f><v>{value}</v>")

    def _xml_string_element(self, index: Any, attributes: Any = ()) -> None:
        if isinstance(index, _Inline):
            text = f'<t xml:space="preserve">{_stored(index)}</t>'
            self._put([*attributes, ("t", "inlineStr")], f"<is>{text}</is>")
        else:
            super()._xml_string_element(index, attributes)

    def _put(self, attributes: Any, content: str) -> None:
        tags = "".join(f' {key}="{value}"' for key, value in attributes)
        file: Any = self.fh
        file.write(f"<c{tags}>{content}</c>")

    def add_link(self, row: int, col: int, target: str | Url, shown: Format) -> int:
        """A link on a cell that is written already, and is from now on shown as one; XlsxWriter's code."""
        self.ignore_write_string = True  # else the link's own text would take the cell's place
        try:
            code: int = self._write_url(row, col, target)
        finally:
            self.ignore_write_string = False
        self.table[row][col] = self.table[row][col]._replace(format=shown)
        return code

    def add_file_link(self, row: int, col: int, target: str, place: str, shown: Format) -> int:
        """A link to a file, and to a place in it, on a cell that is written already; XlsxWriter's code. Both are as
        the file's XML has them: XlsxWriter would write Windows' own separators, which no other system follows."""
        url = Url(f"external:{_ANY_FILE}")
        url._relationship_link, url._anchor = target, place
        return self.add_link(row, col, url, shown)

    def _write_hyperlinks(self) -> None:
        """Links to one file share what says where it is (XlsxWriter says it again for each)."""
        if not self.hyperlinks:
            return
        self._xml_start_tag("hyperlinks")
        known: dict[str, int] = {}
        for row, col in sorted((row, col) for row, links in self.hyperlinks.items() for col in links):
            url = self.hyperlinks[row][col]
            if not url._target_mode():
                self._write_hyperlink_internal(row, col, url)
                continue
            target = url._target()
            if target not in known:
                self.rel_count += 1
                known[target] = self.rel_count
                self.external_hyper_links.append(["/hyperlink", target, "External"])
            self._write_hyperlink_external(row, col, known[target], url)
        self._xml_end_tag("hyperlinks")

    def write_inline(self, row: int, col: int, text: str, shown: Format) -> int:
        """Writes a text as it is; -1 outside the sheet."""
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellRichStringTuple(_Inline(text), shown, text)
        return 0


def _digits(number: float) -> str:
    """A number to its last digit."""
    return str(number) if isinstance(number, int) else repr(float(number))


def _stored(text: str) -> str:
    """A text as the file's XML holds it."""
    return escape(cell_text_escaped(text))


def cell_text_escaped(text: str) -> str:
    """A text, its characters that XML cannot hold written as Excel does."""
    escaped = _LIKE_AN_ESCAPE.sub("_x005F_", text)
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)


def is_formula_like(text: str) -> bool:
    """Whether a text that is written in a cell would be taken for a formula."""
    return text.startswith(_FORMULA_STARTS)


def write_cell_text(sheet: Worksheet, row: int, col: int, text: str, plain: Format) -> None:
    """Writes a text in a cell, never a formula or a link; raises LimitExceeded if Excel cannot hold it."""
    if excel_cannot_write(text):
        raise _refused(f"un caractère qui n’en est pas un ({text[:40]!r})", sheet, row, col)
    if isinstance(sheet, ExactSheet) and _MISTAKEN.fullmatch(text):
        code = sheet.write_inline(row, col, text, plain)
    else:
        code = sheet.write_string(row, col, text, plain)
    _wrote(code, sheet, row, col)


def write_words(sheet: Worksheet, row: int, col: int, text: str, shown: Format) -> None:
    """Writes in a cell one of the workbook's own texts, as French is printed."""
    write_cell_text(sheet, row, col, typeset(text), shown)


def write_number(sheet: Worksheet, row: int, col: int, number: float, shown: Format) -> None:
    """Writes a number in a cell."""
    _wrote(sheet.write_number(row, col, number, shown), sheet, row, col)


def write_formula(  # noqa: PLR0913  # a cell's place, and all that it holds
    sheet: Worksheet, row: int, col: int, formula: str, shown: Format, value: float | str
) -> None:
    """Writes in a cell a formula with its value, "" for a blank one; raises LimitExceeded if Excel cannot take it."""
    if fault := formula_limit(formula):
        raise _refused(fault, sheet, row, col)
    _wrote(sheet.write_formula(row, col, formula, shown, value), sheet, row, col)


def _wrote(code: int, sheet: Worksheet, row: int, col: int) -> None:
    """XlsxWriter says by a number that it wrote nothing, or not all."""
    if code != 0:
        raise _refused("ce qu’une cellule ne peut pas contenir", sheet, row, col)


def _refused(what: str, sheet: Worksheet, row: int, col: int) -> LimitExceeded:
    return LimitExceeded("", f"feuille {sheet.name}, cellule {address(row, col)} : {what}")


def write_link(sheet: Worksheet, cell: tuple[int, int], target: str, text: str, shown: Format) -> None:
    """Writes in a cell a text that leads to a sheet of the workbook."""
    quoted = target.replace("'", "''")
    sheet.write_url(*cell, f"internal:'{quoted}'!A1", shown, text)


def cell_link_fault(target: str) -> bool:
    """Whether a link cannot be written: too long for Excel, or to what is none of these: the web, mail, a file."""
    known = re.match(r"(https?|ftps?|file)://.|mailto:.|#.", target, re.IGNORECASE)
    scheme = re.match(r"[a-z][a-z0-9+.-]+:", target, re.IGNORECASE)  # one letter is a disk
    return not target or (scheme is not None and not known) or excel_length(target) > LONGEST_LINK


def write_link_on(sheet: Worksheet, row: int, col: int, target: str, shown: Format) -> None:
    """A link on a cell that is written already: to the web, to a file, or (`#Sheet`) to a sheet of the workbook."""
    if cell_link_fault(target):
        raise _refused(f"un lien qu’Excel ne tient pas ({target[:40]!r})", sheet, row, col)
    assert isinstance(sheet, ExactSheet)
    if target.startswith("#"):
        quoted = target[1:].replace("'", "''")
        target = f"internal:'{quoted}'!A1"
    elif not re.match(r"\w\w+:", target):
        target = f"external:{target}"
    _wrote(sheet.add_link(row, col, target, shown), sheet, row, col)


_NO_NAME = re.compile(r'[<>:"|?*\\\x00-\x1f\ud800-\udfff]')  # what no file's name holds on every system
_ENCODED = re.compile(r"[ %#\[\]^`{}]")  # and only these: Excel takes an encoded é for two other letters


def file_address(path: str, folder: str) -> str:
    """Where a file is for a workbook in a folder, as a link says it: `../retours/PAC%20de%20Paul.xlsx`; "" if no link
    leads there (another disk, a name that not every system can have)."""
    try:
        relative = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another disk
        return ""
    return "" if _NO_NAME.search(relative) else _ENCODED.sub(lambda found: f"%{ord(found[0]):02X}", relative)


def write_file_link(sheet: Worksheet, cell: Spot, address: str, place: tuple[str, str], shown: Format) -> bool:
    """A link on a cell that is written already, to a file at an address of `file_address` and to its sheet and cell
    (or to none); False where Excel holds no such link, or no more links on that sheet."""
    name, spot = place
    where = f"{quoted_sheet(name)}!{spot}" if name else ""
    if (
        not address
        or excel_length(address) + excel_length(where) >= LONGEST_LINK
        or sheet.hlink_count >= LINKS_TO_FILES
    ):
        return False
    assert isinstance(sheet, ExactSheet)
    _wrote(sheet.add_file_link(*cell, address, where, shown), sheet, *cell)
    return True


LINKS_TO_FILES = MOST_LINKS - 30  # on a sheet: the others lead from sheet to sheet


def cell_picture_size(content: bytes) -> tuple[float, float]:
    """The width and the height of a picture, in pixels; (0, 0) for what Excel's files cannot hold as one."""
    try:
        image: Any = Image(BytesIO(content))
    except (XlsxWriterException, ValueError, IndexError, KeyError, struct.error, OverflowError):
        return 0, 0
    return (image.width, image.height) if image.width > 0 and image.height > 0 else (0, 0)


def write_cell_picture(
    sheet: Worksheet, cell: tuple[int, int], content: bytes, most: tuple[int, int], text: str
) -> float:
    """A picture over a cell, made smaller where it is larger than `most` (pixels), with the text that stands for it;
    its height as it is shown. It moves with its cell."""
    width, height = cell_picture_size(content)
    scale = min(1.0, most[0] / width, most[1] / height)
    options = {"image_data": BytesIO(content), "x_scale": scale, "y_scale": scale, "object_position": 2}
    sheet.insert_image(*cell, "image", {**options, "description": text[:LONGEST_PROMPT]})
    return height * scale


def written_cell_value(value: Any) -> float | str:
    """The value to write in a cell that holds a figure, as a formula's result."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return excel_serial(value)
    if isinstance(value, str):
        return value
    return int(value) if float(value).is_integer() and abs(value) <= LARGEST_WHOLE else float(value)
