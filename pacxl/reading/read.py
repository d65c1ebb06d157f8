"""Workbooks → contents. Columns of all files are converted and computed together, then handed back file by file."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from pacxl.adopting.adopt import Adopted, adopt, nearest_list_to_adopt
from pacxl.books.identity import IDENTITY_SHEET, Carried, settings_of, shape_of_rows
from pacxl.books.pac import KEY, VERSION, pac_book
from pacxl.compute.contents import CellCounts, Contents, Identity, libre_frame
from pacxl.compute.tally import Tallied
from pacxl.crm.exported import contents_exported
from pacxl.definition.book import Book
from pacxl.definition.header_match import HeaderMatch
from pacxl.errors import GroupedReport, NoTables, PacxlError
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import TEXT, Opened, filled_cells
from pacxl.guard.file_kind import fault_of_file_kind
from pacxl.guard.limits import USUAL, Limits
from pacxl.guard.no_workbooks import CSV, TSV
from pacxl.locating.added_up import Formulas
from pacxl.locating.findings import formula_findings, hidden_sheet_findings, struck_findings, unit_findings
from pacxl.locating.locate import locate
from pacxl.plan.coherence import incoherences
from pacxl.reading.added_tables import with_added_remaining, with_added_tables
from pacxl.reading.cell_numbers import all_cell_numbers, calculated_cell_numbers
from pacxl.reading.folder import copies_in_folder, file_labels, open_elsewhere, search_folder, with_origin, written_at
from pacxl.reading.gather import Gathered, SourceFile, gather
from pacxl.reading.libre import CELL, Outside, libre_cells
from pacxl.reading.owner import Firm, date_of_owner, read_owner, settings_for_owner_period
from pacxl.settings.correspondences import NO_CORRESPONDENCES, Correspondences
from pacxl.settings.merging import merged
from pacxl.settings.model import Settings
from pacxl.sources.open_all import Answers, Means, formula_cells, open_all
from pacxl.sources.urls import Here, brought_here

PathLike = str | os.PathLike[str]


def read(
    path: PathLike,
    *,
    today: dt.date | None = None,
    settings: Settings | None = None,
    words: Correspondences = NO_CORRESPONDENCES,
    limits: Limits = USUAL,
) -> Contents:
    """The contents of one workbook: its frames, where each row comes from, and what there is to tell its author.

    A fault of its contents is a finding and never raises; what keeps the file from being read at all raises a
    PacxlError (FileMissing, FileEmpty, NotAWorkbook, FileProtected, FileRestricted, FileDamaged, FileTooLarge,
    NoTables …). Computed columns are computed for `today`: by default, the date that the workbook itself shows.
    `settings` are used only for a workbook that has lost its own; so are `words`, what somebody has decided of their
    own headers, sheets and values, which come before those of the settings (SettingsError for a slip in them).
    `limits` are those of what is read. An address (`s3://…`) is read as a path is (UrlUnreachable if it cannot be).
    """
    with brought_here([path], limits) as here:
        file, firm = here.paths[0], Firm(settings, words)
        opened = _look_at(file, file_labels([file])[0], here.opened(file, limits), limits)
        contents = _exported(opened, firm, today) or _finish([_locate(opened, firm)], today)[0]
        return with_origin(contents, file, copy=here.is_copy(file))


def read_all(  # noqa: PLR0913  # what is asked of a reading, by keyword
    paths: Iterable[PathLike],
    *,
    today: dt.date | None = None,
    settings: Settings | None = None,
    words: Correspondences = NO_CORRESPONDENCES,
    limits: Limits = USUAL,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
    executor: Executor | None = None,
    cache: PathLike | None = None,
) -> list[Contents]:
    """The contents of many workbooks: files, folders and ZIP archives (searched), and globs.

    A file that cannot be read is contents without rows and with one finding that says why; the others go on. So is
    the very copy of a file. A workbook that has lost its settings is read with `settings`, else with those that the
    others carry; and with `words`, as `read` does. What else is in a folder is told with its first file. `progress`
    is called with (read, in all). An address (`s3://…`) stands for files as a path does.
    `jobs` files are read at a time (by itself, one a processor, at most four), or as many as an `executor` of
    `concurrent.futures`, or Dask's, has workers. `cache` is a folder where what is read is kept, and found again.
    """
    means = Means(jobs, executor, Path(cache) if cache is not None else None)
    with brought_here(paths, limits) as here:
        opening = partial(open_all, limits=limits, means=means, progress=progress)
        return _read_all(here, opening, Firm(settings, words), today, limits)


def _read_all(
    here: Here, opening: Callable[..., Answers], told: Firm, today: dt.date | None, limits: Limits
) -> list[Contents]:
    files, _, besides = search_folder(here.paths, limits)
    names = dict(zip(files, file_labels(files), strict=True))
    same = copies_in_folder(files)
    opened: dict[Path, _OpenedFile | PacxlError] = {**here.faults}
    alone = [file for file in files if file not in same and file not in opened]
    copied = [file for file in alone if here.is_copy(file)]
    for file, found in zip(alone, opening(alone, copied=copied), strict=True):
        opened[file] = _look_at(file, names[file], found, limits) if isinstance(found, Opened) else found
    carried = _known_to_others(file for file in opened.values() if isinstance(file, _OpenedFile))
    known = told.with_settings(carried)
    exports = {file: plan for file, each in opened.items() if (plan := _export_or_fault(each, known, today))}
    located = [
        _copy(names[file], names[same[file]], known) if file in same else _read(opened[file], names[file], known)
        for file in files
        if file not in exports
    ]
    others = iter(_finish(located, today))
    plans = [exports[file] if file in exports else next(others) for file in files]
    return [
        with_origin(replace(plan, found=(*besides.get(file, ()), *plan.found)), file, copy=here.is_copy(file))
        for file, plan in zip(files, plans, strict=True)
    ]


def _exported(file: _OpenedFile | PacxlError, firm: Firm, today: dt.date | None) -> Contents | None:
    """The deals of a file that is an export of a CRM; None for any other file."""
    if isinstance(file, PacxlError) or file.carried.book is not None:
        return None
    return contents_exported(file.opened, file.label, firm.settings, today, written_at(file.path))


def _export_or_fault(file: _OpenedFile | PacxlError, firm: Firm, today: dt.date | None) -> Contents | None:
    """The same; of a report that cannot be read, what stands for it."""
    try:
        return _exported(file, firm, today)
    except GroupedReport as fault:
        return _finish([_unreadable(fault.path, fault, firm)], today)[0]


def _read(file: _OpenedFile | PacxlError, label: str, firm: Firm) -> _LocatedFile:
    """The file understood, or what stands for one that cannot be."""
    if isinstance(file, PacxlError):
        return _unreadable(label, file, firm)
    try:
        return _locate(file, firm)
    except PacxlError as fault:
        return _unreadable(label, fault, firm)


@dataclass(frozen=True)
class _LocatedFile:
    """A file whose tables are located, before its columns are converted; and what stands outside them.

    Its `findings` are told before those of its cells, its `last_findings` after them."""

    source: SourceFile
    book: Book
    outside: Outside
    findings: tuple[Finding, ...]
    last_findings: tuple[Finding, ...] = ()
    numbers: tuple[Tallied, ...] = ()
    file_date: dt.datetime | None = None
    header_matches: tuple[HeaderMatch, ...] = ()


@dataclass(frozen=True)
class _OpenedFile:
    """A file opened, and what it says of itself."""

    path: Path
    label: str
    opened: Opened
    carried: Carried
    findings: list[Finding]
    formulas: Formulas


def _look_at(path: Path, label: str, opened: Opened, limits: Limits) -> _OpenedFile:
    carried, findings = read_owner(opened, label)
    formulas = cache(partial(formula_cells, path, limits))
    return _OpenedFile(path, label, opened, carried, [*open_elsewhere(path, label), *findings], formulas)


def _locate(file: _OpenedFile, firm: Firm) -> _LocatedFile:
    """Where everything is in a file. The `firm` is for one that does not say it."""
    identity, book, findings, opened = file.carried.identity, file.carried.book, list(file.findings), file.opened
    if opened.engine == TEXT:
        raise fault_of_file_kind(file.path, TSV if opened.properties["separateur"] == "\t" else CSV)
    if book is None:
        plan = _without_settings(file, firm)
        identity = replace(identity, book=KEY, version=VERSION)
    else:
        plan = Adopted(book, *locate(book, opened, file.label, file.formulas))
    if not any(each.how == "own" for each in plan.located):
        plan = with_added_tables(plan, opened, file.label, file.formulas)
    plan = with_added_remaining(plan, opened, file.label)
    book, located = plan.book, plan.located
    findings += plan.findings
    if not located:
        raise NoTables(str(file.path), *nearest_list_to_adopt(opened, book))
    told = {"macro-ignored": opened.macros, "workbook-signed": opened.signed, "workbook-final": opened.final}
    findings += [Finding(code, Place(file.label)) for code, true in told.items() if true]
    shown = date_of_owner(book, opened) or file.carried.made or dt.date.today()
    source = SourceFile(file.label, identity, shown, opened, located, file.formulas)
    free = libre_cells(book, opened, located, identity, file.label)
    hidden = hidden_sheet_findings(book, located, opened, file.label)
    struck = struck_findings(located, opened, file.label)
    units = unit_findings(located, opened, file.label)
    last_findings = (*hidden, *struck, *units, *free.findings, *formula_findings(opened, located, file.label))
    stored = all_cell_numbers(opened, file.label, (IDENTITY_SHEET,))
    numbers = (*stored, *calculated_cell_numbers(opened, located, file.label))
    day = written_at(file.path)
    return _LocatedFile(source, book, free, tuple(findings), last_findings, numbers, day, plan.header_matches)


_OWN_TABLES = {"actions", "carnet", "indicateurs"}


def _without_settings(file: _OpenedFile, firm: Firm) -> Adopted:
    """The tables of a workbook that does not say what plan it is: one of ours, or one of its author's own making."""
    owner = file.carried.identity
    base = settings_for_owner_period(firm.settings.own(owner.person, owner.team), owner.period)
    book = pac_book(base)
    located, findings = locate(book, file.opened, file.label, file.formulas)
    if not any(each.how == "name" for each in located):
        lost = any(finding.code == "table-unplaced" for finding in findings)
        if lost or base.correspondences or not _OWN_TABLES & {each.table.key for each in located}:
            adopted = adopt(file.opened, base, file.label, file.formulas)
            if adopted is not None:
                return adopted
        if not _OWN_TABLES & {each.table.key for each in located}:
            return Adopted(book, [], [])
    return Adopted(book, located, [firm.lost_identity(file.carried.identity.person, file.label), *findings])


def _known_to_others(opened: Iterable[_OpenedFile]) -> Settings | None:
    """The settings of the files that carry theirs, for one that does not."""
    books = (file.carried.book for file in opened)
    known = [settings for book in books if book is not None and (settings := settings_of(book))]
    return merged(known) if known else None


def _unreadable(label: str, fault: PacxlError, firm: Firm) -> _LocatedFile:
    return _without_rows(
        label, Finding(fault.code, Place(label), about={"what": fault.detail, "what_en": fault.detail_en}), firm
    )


def _copy(label: str, other: str, firm: Firm) -> _LocatedFile:
    """The very copy of another file: its rows are that one's."""
    return _without_rows(label, Finding("file-twice", Place(label), about={"other": other}), firm)


def _without_rows(label: str, finding: Finding, firm: Firm) -> _LocatedFile:
    book = pac_book(firm.settings)
    source = SourceFile(label, Identity(), dt.date.today(), Opened({}, {}), [])
    return _LocatedFile(source, book, Outside([], 0, [], []), (finding,))


# --- all files together -----------------------------------------------------------------------------------


def _finish(files: list[_LocatedFile], today: dt.date | None) -> list[Contents]:
    """The contents of each file. Files of one shape are converted and computed as one."""
    results: dict[int, Contents] = {}
    shapes: dict[object, list[int]] = {}
    for number, file in enumerate(files):
        shapes.setdefault(shape_of_rows(file.book), []).append(number)
    for mine in shapes.values():
        book = files[mine[0]].book
        sources = [files[number].source for number in mine]
        for number, gathered in zip(mine, gather(book, sources, today), strict=True):
            results[number] = _contents(files[number], gathered, today)
    return [results[number] for number in range(len(files))]


def _contents(file: _LocatedFile, gathered: Gathered, today: dt.date | None) -> Contents:
    source = file.source
    frames, cell_findings, inside, numbers = gathered
    own = sum(nature == CELL for _, _, _, nature, _ in file.outside.libre)
    grids = (grid for name, grid in source.opened.sheets.items() if name != IDENTITY_SHEET)
    elsewhere = CellCounts(filled_cells(grids), file.outside.furniture, 0, 0, own)
    contents = Contents(
        file.book,
        frames,
        source.identity,
        today or source.shown,
        (*file.findings, *cell_findings, *file.last_findings),
        inside + elsewhere,
        libre_frame(file.outside.libre),
        source.label,
        {(found.table.key, found.sheet, key): col for found in source.located for key, col in found.columns.items()},
        (*numbers, *file.outside.numbers, *file.numbers),
        source.opened.saved,
        file.file_date,
        header_matches=file.header_matches,
    )
    settings = settings_of(file.book) if file.book.key == KEY else None
    differences = incoherences(contents, settings) if settings and source.located else ()
    return replace(contents, found=(*contents.found, *differences))
