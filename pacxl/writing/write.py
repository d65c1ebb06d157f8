"""Contents → a workbook (.xlsx)."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

from pacxl.books.identity import IDENTITY_NAME, IDENTITY_SHEET, identity_properties, identity_rows
from pacxl.compute.contents import Contents
from pacxl.definition.layout import PlacedSheet, lay_out
from pacxl.definition.signatures import ExpressionError
from pacxl.errors import CannotWrite, LimitExceeded
from pacxl.excel import LONGEST_PROPERTY
from pacxl.guard.names import PathLike
from pacxl.writing.as_file.column_formulas import formulas_of
from pacxl.writing.as_file.exact_sheet import ExactSheet
from pacxl.writing.as_file.limits import check_excel_limits
from pacxl.writing.cells import write_cell_text
from pacxl.writing.files import write_whole
from pacxl.writing.look import Canvas, Look
from pacxl.writing.sheets import draw_sheet

# In memory, XlsxWriter leaves no temporary files of its own behind when it is killed.
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_PROTECTED = {
    "autofilter": True,
    "sort": True,
    "insert_rows": True,
    "delete_rows": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}


def write(
    contents: Contents,
    path: PathLike,
    *,
    force: bool = False,
    lock: bool = False,
    inputs: Iterable[PathLike] = (),
) -> Path:
    """Writes contents as a workbook, whole or not at all; the same contents give the same bytes. Returns its path.

    Every formula is written with its value. `lock` protects the sheets (no password): only cells to fill in can be
    typed in. Raises CannotWrite if the file exists (without `force`) or is one of `inputs`, and LimitExceeded if
    Excel cannot hold a value; nothing is written then.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise CannotWrite(str(target), "son nom doit finir par .xlsx", "its name must end in .xlsx")
    sheets = lay_out(contents.book, contents.world.sizes)
    check_excel_limits(contents, sheets, str(target))

    def make(temporary: Path) -> None:
        with _no_loss_unsaid(target):
            _write(contents, sheets, temporary, lock)

    return write_whole(target, make, force=force, inputs=inputs)


@contextlib.contextmanager
def _no_loss_unsaid(target: Path) -> Iterator[None]:
    """What XlsxWriter only warns of is a fault: it warns of what it leaves out."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", module="xlsxwriter")
            yield
    except LimitExceeded as fault:
        raise LimitExceeded(str(target), fault.detail, fault.detail_en) from None
    except (ExpressionError, UnicodeEncodeError, UserWarning) as fault:
        raise LimitExceeded(str(target), f"{fault}") from None


def _write(contents: Contents, sheets: tuple[PlacedSheet, ...], path: Path, lock: bool) -> None:
    workbook = _WorkbookInParts(io.BytesIO(), _OPTIONS)
    workbook.set_calc_mode("auto")
    look = Look(workbook, contents.book.accent)
    formulas = formulas_of(contents.book)
    folder = os.path.abspath(path.parent)  # noqa: PTH100  # links are not followed
    places = {table.part.name: (placed.sheet.name, table) for placed in sheets for table in placed.tables}
    for placed in sheets:
        worksheet = workbook.add_worksheet(placed.sheet.name, worksheet_class=ExactSheet)
        draw_sheet(workbook, Canvas(worksheet, look, contents, formulas, folder), placed, places)
        if placed.sheet.hidden:
            worksheet.hide()
        if placed.sheet.name == contents.book.opens_on:
            worksheet.activate()
        if lock:
            worksheet.protect("", _PROTECTED)
    _carry_identity(workbook, contents)
    workbook.style_names = look.style_names()
    workbook.close()
    path.write_bytes(workbook.zipped())  # whole before a byte is written


class _WorkbookInParts(Workbook):
    """A workbook whose parts are zipped here: XlsxWriter has no say in how well, and some are compressed better."""

    style_names: Mapping[int, str] = {}  # of some of its cell formats, by their numbers

    def _prepare_sst_string_data(self) -> None:
        """(The texts of tables are known once the sheets are written.)"""

    def _get_packager(self) -> _Parts:
        self._parts = _Parts(self.style_names)
        return self._parts

    def zipped(self) -> bytes:
        return self._parts.zipped()


def _with_named_styles(xml: str, styles: Mapping[int, str]) -> str:
    """A part of styles, with a cell style for each name: the look of the first format of that name, but for its
    number format and its alignment, which each cell has of its own."""
    own = xml[xml.index("<cellXfs ") : xml.index("</cellXfs>")]
    head, *formats = re.split(r"(?=<xf )", own)
    first = {name: number for number, name in sorted(styles.items(), reverse=True)}
    ranks = {name: rank for rank, name in enumerate(sorted(first), 1)}
    looks = "".join(_as_style(formats[first[name]]) for name in ranks)
    names = "".join(f'<cellStyle name="{name}" xfId="{rank}"/>' for name, rank in ranks.items())
    for number, name in styles.items():
        formats[number] = formats[number].replace('xfId="0"', f'xfId="{ranks[name]}"', 1)
    xml = xml.replace(own, "".join((head, *formats)))
    for tag, more in (("cellStyleXfs", looks), ("cellStyles", names)):
        xml = xml.replace(f'<{tag} count="1">', f'<{tag} count="{len(ranks) + 1}">')
        xml = xml.replace(f"</{tag}>", f"{more}</{tag}>")
    return xml


def _as_style(cell: str) -> str:
    """A cell's format as that of a style."""
    kept = re.sub(r'<alignment [^>]*/>| (?:xfId|quotePrefix|applyAlignment|applyNumberFormat)="\d+"', "", cell)
    return re.sub(r'numFmtId="\d+"', 'numFmtId="0" applyNumberFormat="0" applyAlignment="0"', kept)


_COMPRESSION = 8  # a twentieth smaller than by default (6), for a thirtieth of the time; 9 gives nothing more
_STYLES = "xl/styles.xml"


class _Parts(Packager):
    """The parts of a workbook, zipped as they are written: XlsxWriter fills one after the other, and the XML of a
    large sheet takes many times what it comes to."""

    def __init__(self, style_names: Mapping[int, str]) -> None:
        super().__init__()
        self._style_names = style_names
        self._content = io.BytesIO()
        # (each part bears the first day that a ZIP file knows: the same contents give the same bytes)
        self._archive = zipfile.ZipFile(self._content, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION)
        self._open: _Part | None = None

    def _filename(self, xml_filename: str) -> io.StringIO:
        self._close()
        if xml_filename == _STYLES:
            self.filenames.append((styles := io.StringIO(), xml_filename, False))
            return styles
        self._open = _Part(self._archive.open(xml_filename, "w"))
        return self._open

    def _write_shared_strings_file(self) -> None:
        workbook: Any = self.workbook
        workbook.str_table._sort_string_data()
        super()._write_shared_strings_file()

    def _create_package(self) -> list[Any]:
        super()._create_package()  # type: ignore[no-untyped-call]
        self._close()
        self._archive.close()
        return []

    def _close(self) -> None:
        """Ends the part that is open, and zips those that are whole: the styles, pictures."""
        if self._open is not None:
            self._open.close()
            self._open = None
        for part, name, _ in self.filenames:
            content = part.getvalue()
            self._archive.writestr(
                zipfile.ZipInfo(name),
                _with_named_styles(content, self._style_names) if name == _STYLES else content,
                zipfile.ZIP_DEFLATED,
                _COMPRESSION,
            )
        self.filenames.clear()

    def zipped(self) -> bytes:
        return self._content.getvalue()


class _Part(io.StringIO):
    """A part as XlsxWriter fills it, which is zipped meanwhile."""

    def __init__(self, zipped: IO[bytes]) -> None:
        super().__init__()
        self._text = io.TextIOWrapper(zipped, "utf-8", newline="")
        self.write = self._text.write  # type: ignore[method-assign]  # a method of ours would be called for each tag

    def close(self) -> None:
        self._text.close()
        super().close()


def _carry_identity(workbook: Workbook, contents: Contents) -> None:
    """Whose workbook it is, three times over: a very hidden sheet, document properties, a defined name."""
    identity = contents.identity
    sheet = workbook.add_worksheet(IDENTITY_SHEET, worksheet_class=ExactSheet)
    plain = workbook.add_format({"num_format": "@"})
    for row, (key, value) in enumerate(identity_rows(contents)):
        write_cell_text(sheet, row, 0, key, plain)
        write_cell_text(sheet, row, 1, value, plain)
    sheet.very_hidden()
    created = dt.datetime.combine(contents.today, dt.time())
    texts = {"title": contents.book.title, "author": identity.person, "company": identity.company}
    workbook.set_properties({**{key: _one_line(text) for key, text in texts.items()}, "created": created})
    for name, value in identity_properties(contents):
        workbook.set_custom_property(name, _one_line(value), "text")
    mark = _one_line(f"{identity.book}|{identity.version}|{identity.workbook}").replace('"', '""')
    workbook.define_name(IDENTITY_NAME, f'="{mark}"')


def _one_line(text: str) -> str:
    """A text as a document's property holds it: so many UTF-16 units, none of them a control character."""
    units = re.sub(r"[\x00-\x1f\x7f]", " ", text).encode("utf-16-le")[: 2 * LONGEST_PROPERTY]
    return units.decode("utf-16-le", "ignore")
