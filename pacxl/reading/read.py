"""Workbooks → contents. Columns of all files are converted and computed together, then handed back file by file."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pacxl.books.identity import settings_of, shape_of_rows
from pacxl.books.pac import KEY
from pacxl.compute.contents import Contents, libre_frame
from pacxl.compute.tally import Account
from pacxl.crm.exported import contents_exported
from pacxl.errors import GroupedReport, PacxlError
from pacxl.formats.opened import Opened
from pacxl.guard.limits import USUAL, Limits
from pacxl.guard.names import PathLike, given_names
from pacxl.plan.coherence import incoherences
from pacxl.reading.folder import copies_in_folder, file_labels, search_folder, with_origin, written_at
from pacxl.reading.gather import Gathered, gather
from pacxl.reading.kept import Kept, KnownPlan
from pacxl.reading.known_sheets import KnownSheets
from pacxl.reading.located_file import (
    LocatedFile,
    OpenedFile,
    copy_of_located_file,
    in_its_folder,
    locate_file,
    look_at_file,
    unreadable_located_file,
)
from pacxl.reading.owner import Firm
from pacxl.settings.correspondences import NO_CORRESPONDENCES, Correspondences
from pacxl.settings.merging import merged
from pacxl.settings.model import Settings
from pacxl.sources.open_all import Means, open_again, open_all
from pacxl.sources.urls import Here, brought_here


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
    `settings` are used only for a workbook that has lost its own; so are `words` (`load_correspondences`), what
    somebody has decided of their own headers, sheets and values, which come before those of the settings
    (SettingsError for a slip in them).
    `limits` are those of what is read. An address (`s3://…`) is read as a path is (UrlUnreachable if it cannot be).
    """
    with brought_here([path], limits) as here, _collector_put_off():
        file, firm = here.paths[0], Firm(settings, words)
        opened = look_at_file(file, file_labels([file])[0], here.opened(file, limits), limits)
        exported = _exported(opened, firm, today)
        contents = exported or _finish([in_its_folder(locate_file(opened, firm), file)], today)[0]
        return with_origin(contents, file, copy=here.is_copy(file))


def read_all(  # noqa: PLR0913  # what is asked of a reading, by keyword
    paths: PathLike | Iterable[PathLike],
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
    """The contents of many workbooks: files, folders and ZIP archives (searched), and globs; or those of one path.

    A file that cannot be read is contents without rows and with one finding that says why; the others go on. So is
    the very copy of a file. A workbook that has lost its settings is read with `settings`, else with those that the
    others carry; and with `words`, as `read` does. What else is in a folder is told with its first file. `progress`
    is called with (read, in all). An address (`s3://…`) stands for files as a path does.
    `jobs` files are read at a time (by itself, one a processor, at most four), or as many as an `executor` of
    `concurrent.futures`, or Dask's, has workers. `cache` is a folder where what is read is kept, and found again.
    Raises ValueError for fewer `jobs` than one.
    """
    means = Means(jobs, executor, Path(cache) if cache is not None else None)
    with brought_here(given_names(paths), limits) as here, _collector_put_off():
        files, _, besides = search_folder(here.paths, limits)
        plans = _Reading(files, here, today).plans(Firm(settings, words), limits, means, progress or _untold)
        for file, plan in plans.items():
            if file in besides:
                plans[file] = replace(plan, found=(*besides[file], *plan.found))
        return [with_origin(plan, file, copy=here.is_copy(file)) for file, plan in plans.items()]


@contextmanager
def _collector_put_off() -> Iterator[None]:
    """Puts off the collector of cycles, which would go through all the cells again and again: reading makes none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


_AT_ONCE = 64  # files whose columns are converted and computed as one: more would cost no less, and stay in memory


Progress = Callable[[int, int], object]


def _untold(read: int, every: int) -> None:
    """The progress of a reading that nobody watches."""


class _Reading:
    """The reading of many files: each is understood as it comes, and its sheets let go; that of a file which does not
    say what plan it is waits for the settings of the others."""

    def __init__(self, files: Sequence[Path], here: Here, today: dt.date | None) -> None:
        self.files, self.here, self.today = files, here, today
        self.labels = dict(zip(files, file_labels(files), strict=True))
        self.same = copies_in_folder(files)
        self.read: dict[Path, Contents] = {}
        self.located: dict[Path, LocatedFile] = {}  # to be converted
        self.waiting: dict[Path, OpenedFile | PacxlError] = {**here.faults}
        self.carried: list[Settings] = []

    def plans(self, told: Firm, limits: Limits, means: Means, progress: Progress) -> dict[Path, Contents]:
        """The contents of each file, in order."""
        alone = [file for file in self.files if file not in self.same and file not in self.waiting]
        kept, sheets = Kept(means.cache, {file: self.labels[file] for file in alone}, limits), KnownSheets()
        with closing(self._known(alone, kept, limits, means)) as known:
            for number, (file, each) in enumerate(zip(alone, known, strict=True), 1):
                if isinstance(each, KnownPlan):
                    self._carry(each.carried)
                    self._add(file, in_its_folder(each.located, file))
                elif isinstance(each, Opened):
                    again = sheets.known_again(each)
                    self._take(file, look_at_file(file, self.labels[file], again, limits), kept)
                else:
                    self.waiting[file] = each
                progress(number, len(alone))
        asked = self.carried and (self.waiting or self.same)
        firm = told.with_settings(merged(self.carried) if asked else None)
        for file in self.files:
            if file in self.same:
                self._add(file, copy_of_located_file(self.labels[file], self.labels[self.same[file]], firm))
            elif file in self.waiting:
                self._take_last(file, self.waiting.pop(file), firm)
        self._finish()
        return {file: self.read[file] for file in self.files}

    def _known(
        self, files: Sequence[Path], kept: Kept, limits: Limits, means: Means
    ) -> Generator[KnownPlan | Opened | PacxlError]:
        """What is kept of each file; else what it holds, or the fault that keeps it from being read."""
        unread = [file for file in files if not kept.has(file)]
        copied = [file for file in unread if self.here.is_copy(file)]
        left = set(unread)
        with closing(open_all(unread, limits, means, copied)) as opened:
            for file in files:
                yield next(opened) if file in left else kept.load(file) or open_again(file, limits)

    def _carry(self, settings: Settings | None) -> None:
        if settings:
            self.carried.append(settings)

    def _take(self, file: Path, opened: OpenedFile, kept: Kept) -> None:
        """Reads a file that says what plan it is; another waits."""
        if opened.carried.book is not None:
            self._carry(settings_of(opened.carried.book))
            try:
                located = locate_file(opened, Firm(None, NO_CORRESPONDENCES))
            except PacxlError as fault:
                self.waiting[file] = fault
            else:
                kept.save_plan(opened, located)
                self._add(file, in_its_folder(located, file))
                return
        else:
            self.waiting[file] = opened
        kept.save_opened(opened)

    def _take_last(self, file: Path, opened: OpenedFile | PacxlError, firm: Firm) -> None:
        exported = _export_or_fault(opened, firm, self.today)
        if exported is not None:
            self.read[file] = exported
        else:
            self._add(file, _located_or_fault(opened, self.labels[file], firm))

    def _add(self, file: Path, located: LocatedFile) -> None:
        self.located[file] = located
        if len(self.located) == _AT_ONCE:
            self._finish()

    def _finish(self) -> None:
        self.read |= zip(self.located, _finish([*self.located.values()], self.today), strict=True)
        self.located.clear()


def _exported(file: OpenedFile | PacxlError, firm: Firm, today: dt.date | None) -> Contents | None:
    """The deals of a file that is an export of a CRM; None for any other file."""
    if isinstance(file, PacxlError) or file.carried.book is not None:
        return None
    return contents_exported(file.opened, file.label, firm.settings, today, written_at(file.path))


def _export_or_fault(file: OpenedFile | PacxlError, firm: Firm, today: dt.date | None) -> Contents | None:
    """The same; of a report that cannot be read, what stands for it."""
    try:
        return _exported(file, firm, today)
    except GroupedReport as fault:
        return _finish([unreadable_located_file(fault.path, fault, firm)], today)[0]


def _located_or_fault(file: OpenedFile | PacxlError, label: str, firm: Firm) -> LocatedFile:
    """The file understood, or what stands for one that cannot be."""
    if isinstance(file, PacxlError):
        return unreadable_located_file(label, file, firm)
    try:
        return in_its_folder(locate_file(file, firm), file.path)
    except PacxlError as fault:
        return unreadable_located_file(label, fault, firm)


# --- all files together -----------------------------------------------------------------------------------


def _finish(files: list[LocatedFile], today: dt.date | None) -> list[Contents]:
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


def _contents(file: LocatedFile, gathered: Gathered, today: dt.date | None) -> Contents:
    source = file.source
    frames, cell_findings, inside, numbers = gathered
    where = tuple((found.table.key, found.sheet, tuple(found.columns.items())) for found in source.located)
    contents = Contents(
        file.book,
        frames,
        source.identity,
        today or source.shown,
        (*file.findings, *cell_findings, *file.last_findings),
        inside + file.cells,
        libre_frame(file.libre),
        source.label,
        _columns_found(where),
        Account((*numbers, *file.numbers)),
        file.saved,
        file.file_date,
        header_matches=file.header_matches,
    )
    settings = settings_of(file.book) if file.book.key == KEY else None
    differences = (*incoherences(contents, settings),) if settings and source.located else ()
    return replace(contents, found=(*contents.found, *differences)) if differences else contents


@lru_cache(maxsize=256)
def _columns_found(
    parts: tuple[tuple[str, str, tuple[tuple[str, int], ...]], ...],
) -> Mapping[tuple[str, str, str], int]:
    """Where columns were found (see `Contents`), from the table, the sheet and the columns of each part: the same for
    all files whose tables stand where the template has them."""
    return {(table, sheet, key): col for table, sheet, columns in parts for key, col in columns}
