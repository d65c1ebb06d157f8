"""Contents → a workbook (.xlsx)."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path

from xlsxwriter import Workbook

from pacxl.cells import ExactSheet, put_text
from pacxl.contents import Contents
from pacxl.errors import CannotWrite
from pacxl.files import write_whole
from pacxl.grid import Page
from pacxl.identity import IDENTITY_NAME, IDENTITY_SHEET, identity_rows
from pacxl.layout import lay_out
from pacxl.limits import check_limits
from pacxl.look import Look
from pacxl.paint import draw_sheet

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
    path: str | os.PathLike[str],
    *,
    force: bool = False,
    lock: bool = False,
    inputs: Iterable[str | Path] = (),
) -> Path:
    """Writes contents as a workbook, whole or not at all; the same contents give the same bytes. Returns its path.

    Every formula is written with its value. `lock` protects the sheets (no password): only cells to fill in can be
    typed in. Raises CannotWrite if the file exists (without `force`) or is one of `inputs`, and LimitExceeded if Excel
    cannot hold a value; nothing is written then.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise CannotWrite(str(target), "son nom doit finir par .xlsx")
    check_limits(contents, str(target))
    return write_whole(target, lambda temporary: _write(contents, temporary, lock), force=force, inputs=inputs)


def _write(contents: Contents, path: Path, lock: bool) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(str(path), options)
    workbook.set_calc_mode("auto")
    look = Look(workbook, contents.book.accent)
    sheets = lay_out(contents.book, contents.frames)
    places = {table.part.name: (placed.sheet.name, table) for placed in sheets for table in placed.tables}
    for placed in sheets:
        worksheet = workbook.add_worksheet(placed.sheet.name, worksheet_class=ExactSheet)
        draw_sheet(workbook, Page(worksheet, look, contents), placed, places)
        if lock:
            worksheet.protect("", _PROTECTED)
    _carry_identity(workbook, contents)
    workbook.close()


def _carry_identity(workbook: Workbook, contents: Contents) -> None:
    """Whose workbook it is, three times over: a very hidden sheet, document properties, a defined name."""
    identity = contents.identity
    sheet = workbook.add_worksheet(IDENTITY_SHEET, worksheet_class=ExactSheet)
    plain = workbook.add_format({"num_format": "@"})
    for row, (key, value) in enumerate(identity_rows(contents)):
        put_text(sheet, row, 0, key, plain)
        put_text(sheet, row, 1, value, plain)
    sheet.very_hidden()
    created = dt.datetime.combine(contents.today, dt.time())
    workbook.set_properties(
        {"title": contents.book.title, "author": identity.person, "company": identity.company, "created": created}
    )
    for key in ("book", "version", "company", "person", "team", "period", "workbook"):
        workbook.set_custom_property(f"pacxl_{key}", getattr(identity, key)[:255], "text")
    workbook.define_name(IDENTITY_NAME, f'="{identity.book}|{identity.version}|{identity.workbook}"')
