"""Workbooks → contents. Columns of all files are converted and computed together, then handed back file by file."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from pacxl.book import Book
from pacxl.contents import Cells, Contents, Identity, libre_frame
from pacxl.engine import open_workbook
from pacxl.errors import NoTables, PacxlError, SettingsError
from pacxl.finding import Finding, Place
from pacxl.folder import labels, workbooks
from pacxl.gather import Gathered, Sheaf, gather
from pacxl.identity import IDENTITY_SHEET, read_identity
from pacxl.layout import CARD_LABELS
from pacxl.libre import Outside, outside
from pacxl.locate import Located, locate
from pacxl.opened import Opened
from pacxl.pac import pac_book
from pacxl.settings import Settings
from pacxl.sheet import Figures, TodayFigure, drawn
from pacxl.toml import load_settings

PathLike = str | os.PathLike[str]


def read(path: PathLike, *, today: dt.date | None = None, settings: Settings | None = None) -> Contents:
    """The contents of one workbook: its frames, where each row comes from, and what there is to tell its author.

    A fault of its contents is a finding and never raises; what keeps the file from being read at all raises a
    PacxlError (FileMissing, FileEmpty, NotAWorkbook, FileProtected, FileDamaged, FileTooLarge, NoTables). Computed
    columns are computed for `today`: by default, the date that the workbook itself shows. `settings` are used only
    for a workbook that has lost its own.
    """
    return _finish([_open(Path(path), Path(path).name, settings)], today)[0]


def read_all(
    paths: Iterable[PathLike],
    *,
    today: dt.date | None = None,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Contents]:
    """The contents of many workbooks: files, folders (searched, lock files skipped) and globs.

    A file that cannot be read is contents without rows and with one finding that says why; the others go on.
    `progress` is called with (files read, files in all).
    """
    files = workbooks(paths)
    opened: list[_File] = []
    for number, (path, label) in enumerate(zip(files, labels(files), strict=True)):
        try:
            opened.append(_open(path, label, settings))
        except PacxlError as fault:
            opened.append(_unreadable(label, fault, settings))
        if progress:
            progress(number + 1, len(files))
    return _finish(opened, today)


@dataclass(frozen=True)
class _File:
    """A file opened and understood, before its columns are converted."""

    label: str
    book: Book
    identity: Identity
    today: dt.date
    opened: Opened
    located: list[Located]
    outside: Outside
    findings: tuple[Finding, ...]


def _open(path: Path, label: str, settings: Settings | None) -> _File:
    opened = open_workbook(path)
    identity, book, made = read_identity(opened.sheets.get(IDENTITY_SHEET, []))
    findings = []
    if not identity.person:
        identity = replace(identity, **_card(opened))
    if book is None:
        book = pac_book(_over(settings or load_settings("complet"), identity.period))
        findings.append(Finding("identity-missing", Place(label), about={"what": "sa feuille d’identité a disparu"}))
    located, remarks = locate(book, opened, label)
    if not located:
        raise NoTables(str(path))
    today = _today(book, opened) or made or dt.date.today()
    around = outside(book, opened, located, identity, label)
    found = (*findings, *remarks, *around.findings)
    return _File(label, book, identity, today, opened, located, around, found)


def _over(settings: Settings, period: str) -> Settings:
    """The settings for the period that a workbook shows, if they say none and it is one."""
    try:
        return settings if settings.period or not period else replace(settings, period=period)
    except SettingsError:
        return settings


def _unreadable(label: str, fault: PacxlError, settings: Settings | None) -> _File:
    book = pac_book(settings or load_settings("complet"))
    finding = Finding(fault.code, Place(label), about={"what": fault.detail, "what_en": fault.detail_en})
    nothing = Outside([], 0, [])
    return _File(label, book, Identity(), dt.date.today(), Opened({}, {}), [], nothing, (finding,))


def _today(book: Book, opened: Opened) -> dt.date | None:
    """The date that the workbook's own cell shows, under its label."""
    for sheet in book.sheets:
        for block in drawn(sheet.blocks):
            for figure in block.figures if isinstance(block, Figures) else ():
                if isinstance(figure, TodayFigure):
                    return _date_under(figure.label, opened.sheets.get(sheet.name, []))
    return None


def _date_under(label: str, grid: Sequence[Sequence[Any]]) -> dt.date | None:
    for value, under in _pairs_down(grid):
        if value == label and isinstance(under, dt.date):
            return under.date() if isinstance(under, dt.datetime) else under
    return None


def _pairs_down(grid: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, Any]]:
    """Each cell with the cell under it."""
    for above, below in pairwise(grid):
        yield from zip(above, below, strict=True)


def _card(opened: Opened) -> dict[str, str]:
    """Whose workbook it is, as its first sheet shows it to people."""
    for grid in opened.sheets.values():
        shown = {label: str(value) for label, value in _pairs_down(grid[:10]) if label in CARD_LABELS}
        if len(shown) == len(CARD_LABELS):
            return {field: shown[label].replace("—", "") for label, field in CARD_LABELS.items()}
    return {}


# --- all files together -----------------------------------------------------------------------------------


def _finish(files: list[_File], today: dt.date | None) -> list[Contents]:
    """The contents of each file. Files of one shape are converted and computed as one."""
    results: dict[int, Contents] = {}
    shapes: dict[object, list[int]] = {}
    for number, file in enumerate(files):
        shapes.setdefault(_shape(file.book), []).append(number)
    for mine in shapes.values():
        book = files[mine[0]].book
        sheaves = [
            Sheaf(file.label, file.identity, file.today, today or file.today, file.opened, file.located)
            for file in (files[number] for number in mine)
        ]
        for number, gathered in zip(mine, gather(book, sheaves), strict=True):
            results[number] = _contents(files[number], gathered, today or files[number].today)
    return [results[number] for number in range(len(files))]


def _shape(book: Book) -> object:
    """What two books have in common when the same rows mean the same in both: two people's plans of one firm."""
    if not isinstance(book.settings, Settings):
        return (book.key, id(book))
    columns = (column for table in book.tables for column in table.columns)
    closed = {column.choices for column in columns if not column.open_list}
    lists = tuple((choices.key, choices.values) for choices in book.lists if choices.key in closed)
    return (book.key, book.settings.shared, tuple(book.part_table), lists)


def _contents(file: _File, gathered: Gathered, today: dt.date) -> Contents:
    frames, cell_findings, inside = gathered
    around = Cells(_count(file.opened), file.outside.furniture, 0, 0, len(file.outside.libre))
    return Contents(
        file.book,
        frames,
        file.identity,
        today,
        (*file.findings, *cell_findings),
        inside + around,
        libre_frame(file.outside.libre),
        file.label,
        {(found.table.key, found.sheet, key): col for found in file.located for key, col in found.columns.items()},
    )


def _count(opened: Opened) -> int:
    """The non-blank cells of a file, but for the identity that it carries."""
    return sum(
        len(row) - row.count("") for name, grid in opened.sheets.items() if name != IDENTITY_SHEET for row in grid
    )
