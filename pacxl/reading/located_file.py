"""One file understood: whose it is, where its tables are, their raw columns, and what stands outside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from pathlib import Path

from pacxl.adopting.adopt import Adopted, adopt, nearest_list_to_adopt
from pacxl.books.identity import IDENTITY_SHEET, Carried
from pacxl.books.pac import KEY, VERSION, pac_book
from pacxl.compute.contents import CellCounts, Identity
from pacxl.compute.tally import Tallied
from pacxl.definition.book import Book
from pacxl.definition.header_match import HeaderMatch
from pacxl.errors import NoTables, PacxlError
from pacxl.findings.finding import Finding, Place, finding_of_fault
from pacxl.formats.opened import TEXT, Opened
from pacxl.guard.file_kind import fault_of_file_kind
from pacxl.guard.limits import Limits
from pacxl.guard.no_workbooks import CSV, TSV
from pacxl.locating.added_up import Formulas
from pacxl.locating.findings import (
    locating_findings_on_formulas,
    locating_findings_on_hidden_sheets,
    locating_findings_on_struck_text,
    locating_findings_on_units,
)
from pacxl.locating.locate import locate
from pacxl.reading.added_tables import with_added_remaining, with_added_tables
from pacxl.reading.conversion.cell_numbers import all_cell_numbers, cell_numbers_of, uncounted_cell_numbers
from pacxl.reading.conversion.raw_columns import raw_columns
from pacxl.reading.folder import open_elsewhere, written_at
from pacxl.reading.gather import SourceFile
from pacxl.reading.libre import CELL, LibreRow, libre_cells
from pacxl.reading.owner import Firm, date_of_owner, read_owner, settings_for_owner_period
from pacxl.sources.open_all import formula_cells


@dataclass(frozen=True)
class OpenedFile:
    """A file opened, and what it says of itself."""

    path: Path
    label: str
    opened: Opened
    carried: Carried
    findings: list[Finding]
    formulas: Formulas


@dataclass(frozen=True)
class LocatedFile:
    """A file whose tables are located and whose sheets are let go, before its columns are converted. Its `findings`
    are told before those of its cells, its `last_findings` after them; `cells` counts those outside its columns."""

    source: SourceFile
    book: Book
    findings: tuple[Finding, ...]
    last_findings: tuple[Finding, ...] = ()
    libre: tuple[LibreRow, ...] = ()
    cells: CellCounts = CellCounts()  # noqa: RUF009  # it is frozen
    numbers: tuple[Tallied, ...] = ()
    saved: dt.datetime | None = None
    file_date: dt.datetime | None = None
    header_matches: tuple[HeaderMatch, ...] = ()


def look_at_file(path: Path, label: str, opened: Opened, limits: Limits) -> OpenedFile:
    """An opened file with what it says of itself."""
    carried, findings = read_owner(opened, label)
    formulas = cache(partial(formula_cells, path, limits, opened.formulas))
    return OpenedFile(path, label, opened, carried, findings, formulas)


def locate_file(file: OpenedFile, firm: Firm) -> LocatedFile:
    """Where everything is in a file. The `firm` is for one that does not say it.

    Raises NoTables for a workbook without any, and what is to be said of a text file that is no table of deals."""
    opened = file.opened
    identity, plan = _plan(file, firm)
    book, located = plan.book, plan.located
    if not located:
        raise NoTables(str(file.path), *nearest_list_to_adopt(opened, book))
    told = {"macro-ignored": opened.macros, "workbook-signed": opened.signed, "workbook-final": opened.final}
    findings = [*file.findings, *plan.findings, *(Finding(code, Place(file.label)) for code in told if told[code])]
    shown = date_of_owner(book, opened) or file.carried.made or dt.date.today()
    raw, zero = raw_columns(book, located, opened), opened.text_is_zero
    free = libre_cells(book, opened, located, identity, file.label)
    last_findings = (
        *locating_findings_on_hidden_sheets(book, located, opened, file.label),
        *locating_findings_on_struck_text(located, opened, file.label),
        *locating_findings_on_units(located, opened, file.label),
        *free.findings,
        *locating_findings_on_formulas(opened, located, file.label),
    )
    stored = cell_numbers_of(opened)
    numbers = (
        *free.numbers,
        *all_cell_numbers(stored, file.label, (IDENTITY_SHEET,)),
        *uncounted_cell_numbers(stored, located, file.label),
    )
    own = sum(nature == CELL for _, _, _, nature, _ in free.libre)
    return LocatedFile(
        SourceFile(file.label, identity, shown, located, raw, zero, file.formulas),
        book,
        tuple(findings),
        last_findings,
        tuple(free.libre),
        CellCounts(_cells(opened), free.furniture, 0, 0, own),
        numbers,
        opened.saved,
        None,
        plan.header_matches,
    )


def in_its_folder(located: LocatedFile, path: Path) -> LocatedFile:
    """A located file with what its folder says of it, and its bytes do not: when it was written, who has it open."""
    findings = (*open_elsewhere(path, located.source.label), *located.findings)
    return replace(located, findings=findings, file_date=written_at(path))


def _plan(file: OpenedFile, firm: Firm) -> tuple[Identity, Adopted]:
    """Whose plan a file is, its book, and where the tables of that are."""
    identity, book, opened = file.carried.identity, file.carried.book, file.opened
    if opened.engine == TEXT:
        raise fault_of_file_kind(file.path, TSV if opened.properties["separateur"] == "\t" else CSV)
    if book is None:
        plan = _without_settings(file, firm)
        identity = replace(identity, book=KEY, version=VERSION)
    else:
        plan = Adopted(book, *locate(book, opened, file.label, file.formulas))
    if not any(each.how == "own" for each in plan.located):
        plan = with_added_tables(plan, opened, file.label, file.formulas)
    return identity, with_added_remaining(plan, opened, file.label)


def _cells(opened: Opened) -> int:
    """How many cells of a file hold something."""
    sheets = (rows.values() for name, rows in opened.filled.items() if name != IDENTITY_SHEET)
    return sum(map(len, chain.from_iterable(sheets)))


_OWN_TABLES = {"actions", "carnet", "indicateurs"}


def _without_settings(file: OpenedFile, firm: Firm) -> Adopted:
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


# --- what stands for a file that is not read ---------------------------------------------------------------


def unreadable_located_file(label: str, fault: PacxlError, firm: Firm) -> LocatedFile:
    """What stands for a file that cannot be read: no rows, and why."""
    return _without_rows(label, finding_of_fault(fault, label), firm)


def copy_of_located_file(label: str, other: str, firm: Firm) -> LocatedFile:
    """What stands for the very copy of another file: its rows are that one's."""
    return _without_rows(label, Finding("file-twice", Place(label), about={"other": other}), firm)


def _without_rows(label: str, finding: Finding, firm: Firm) -> LocatedFile:
    return LocatedFile(SourceFile(label, Identity(), dt.date.today(), [], {}), pac_book(firm.settings), (finding,))
