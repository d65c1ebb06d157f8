"""Single cells, written exactly: numbers to their last digit, text as text whatever it looks like, no loss unsaid."""

from __future__ import annotations

import datetime as dt
import os
import re
import struct
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.image import Image
from xlsxwriter.worksheet import Worksheet

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
from pacxl.french.text import Words
from pacxl.typography import typeset
from pacxl.writing.as_file.exact_sheet import ExactSheet
from pacxl.writing.as_file.limits import formula_limit


def write_cell_text(sheet: Worksheet, row: int, col: int, text: str, plain: Format) -> None:
    """Writes a text in a cell, never a formula or a link; raises LimitExceeded if Excel cannot hold it."""
    if excel_cannot_write(text):
        what = Words(f"un caractère qui n’en est pas un ({text[:40]!r})", f"a character that is none ({text[:40]!r})")
        raise _refused(what, sheet, row, col)
    assert isinstance(sheet, ExactSheet)
    _wrote(sheet.write_text(row, col, text, plain), sheet, row, col)


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
    check_cell_formula(sheet, row, col, formula)
    _wrote(sheet.write_formula(row, col, formula, shown, value), sheet, row, col)


def check_cell_formula(sheet: Worksheet, row: int, col: int, formula: str) -> None:
    """Raises LimitExceeded for a formula that Excel cannot take in a cell."""
    if fault := formula_limit(formula):
        raise _refused(fault, sheet, row, col)


def _wrote(code: int, sheet: Worksheet, row: int, col: int) -> None:
    """XlsxWriter says by a number that it wrote nothing, or not all."""
    if code != 0:
        raise _refused(Words("ce qu’une cellule ne peut pas contenir", "what no cell can hold"), sheet, row, col)


def _refused(what: Words, sheet: Worksheet, row: int, col: int) -> LimitExceeded:
    name, cell = sheet.name, address(row, col)
    return LimitExceeded("", f"feuille {name}, cellule {cell} : {what.fr}", f"sheet {name}, cell {cell}: {what.en}")


def write_link(sheet: Worksheet, cell: tuple[int, int], target: str, text: str, shown: Format) -> None:
    """Writes in a cell a text that leads to a sheet of the workbook."""
    quoted = target.replace("'", "''")
    sheet.write_url(*cell, f"internal:'{quoted}'!A1", shown, text)


def is_unwritable_link(target: str) -> bool:
    """Whether a link cannot be written: too long for Excel, or to what is none of these: the web, mail, a file."""
    known = re.match(r"(https?|ftps?|file)://.|mailto:.|#.", target, re.IGNORECASE)
    scheme = re.match(r"[a-z][a-z0-9+.-]+:", target, re.IGNORECASE)  # one letter is a disk
    return not target or (scheme is not None and not known) or excel_length(target) > LONGEST_LINK


def add_cell_link(sheet: Worksheet, cell: Spot, target: str, text: str = "") -> None:
    """A link on a cell that is written apart: to the web, to a file, or (`#Sheet`) to a sheet of the workbook. `text`
    is what the cell shows, if the link is to say it too."""
    if is_unwritable_link(target):
        start = f"{target[:40]!r}"
        raise _refused(
            Words(f"un lien qu’Excel ne tient pas ({start})", f"a link that Excel does not hold ({start})"),
            sheet,
            *cell,
        )
    assert isinstance(sheet, ExactSheet)
    if target.startswith("#"):
        quoted = target[1:].replace("'", "''")
        target = f"internal:'{quoted}'!A1"
    elif not re.match(r"\w\w+:", target):
        target = f"external:{target}"
    _wrote(sheet.add_link(*cell, target, text), sheet, *cell)


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


def add_cell_file_link(sheet: Worksheet, cell: Spot, address: str, place: tuple[str, str]) -> bool:
    """A link on a cell that is written apart, to a file at an address of `file_address` and to its sheet and cell (or
    to none); False where Excel holds no such link, or no more links on that sheet."""
    where = _in_file(*place)
    if (
        not address
        or excel_length(address) + excel_length(where) >= LONGEST_LINK
        or sheet.hlink_count >= LINKS_TO_FILES
    ):
        return False
    assert isinstance(sheet, ExactSheet)
    sheet.add_file_link(*cell, address, where)
    return True


@lru_cache(maxsize=2**16)
def _in_file(name: str, spot: str) -> str:
    """A cell of a sheet, as a link says it: one text for the same cell of a thousand files."""
    return f"{quoted_sheet(name)}!{spot}" if name else ""


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
