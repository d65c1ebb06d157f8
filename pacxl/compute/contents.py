"""What flows: the contents of a book, as frames, with what was found on the way."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from pacxl.compute.as_written import as_written
from pacxl.compute.columns import Columns, Frames, World, kind_of_column
from pacxl.compute.evaluate import evaluate_columns, evaluate_figure
from pacxl.compute.excel_functions import Array, excel_blanks
from pacxl.compute.notebook import notebook_view
from pacxl.compute.tally import Tallied
from pacxl.compute.values import ContentsError, values_of_kind
from pacxl.definition.book import Book
from pacxl.definition.header_match import HeaderMatch
from pacxl.definition.kind import TEXT
from pacxl.definition.layout import where_to_unfold
from pacxl.definition.table import PROVENANCE, Table
from pacxl.findings.entry import Severity
from pacxl.findings.finding import AT_ITS_RIGHT, Finding
from pacxl.findings.frame import findings_frame
from pacxl.french.period import period_in_words
from pacxl.typography import typeset


@dataclass(frozen=True)
class Identity:
    """Whose workbook it is. `workbook` tells two workbooks apart; `version` is that of the template."""

    book: str = ""
    version: str = ""
    company: str = ""
    person: str = ""
    team: str = ""
    period: str = ""
    workbook: str = ""

    def shown(self, field: str) -> str:
        """One of its fields, as people read it: a period in words."""
        text: str = getattr(self, field)
        return typeset(period_in_words(text)) if field == "period" else text


@dataclass(frozen=True)
class CellCounts:
    """What became of the cells that a file holds: read = retained + converted + rejected + libre."""

    read: int = 0
    retained: int = 0
    converted: int = 0
    rejected: int = 0
    libre: int = 0

    def __add__(self, other: CellCounts) -> CellCounts:
        return CellCounts(*(mine + theirs for mine, theirs in zip(self.as_tuple(), other.as_tuple(), strict=True)))

    def as_tuple(self) -> tuple[int, ...]:
        return (self.read, self.retained, self.converted, self.rejected, self.libre)


class Origin(NamedTuple):
    """A file that rows come from: its path ("" where no other file can lead to it: in an archive), and where its
    columns were found, as `Contents.columns` tells it."""

    path: str
    columns: Mapping[tuple[str, str, str], int]


class FileCell(NamedTuple):
    """A cell of another file, by the file's path; a sheet, or the file alone, where the rest is blank."""

    path: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class OnCell:
    """What hangs on a cell of a table, by the row of its frame (from 0) and its column: a note, a link (an address,
    or `#Sheet`, a sheet of the workbook), a picture over it (its bytes); the cell of another file that it leads to,
    if that can be reached from the workbook's own folder."""

    table: str
    row: int
    column: str
    note: str = ""
    link: str = ""
    picture: bytes = b""
    leads_to: FileCell | None = None


@dataclass(frozen=True, eq=False)
class Contents:
    """The contents of a book. `frames` maps a table's key to its frame; `plan.actions` is `plan.frames["actions"]`.

    A frame has the table's columns (`Table.frame_keys`: dates datetime64, money Float64, whole numbers Int64, text
    string; NA when missing), then, for what was read, the columns of `PROVENANCE`. `today` is the date that its
    computed columns were computed for; `found` what there is to tell (`findings`: the same as a frame), `cells` what
    became of the cells that were read; `file` the name of the file it was read from, `columns` where its columns
    were found: (table, sheet, column) → position from 0; `saved` when the workbook says that it was last saved,
    `file_date` when the file was last written (both in UTC, None if it is not known). `libre` holds what people wrote
    outside the tables: fichier, feuille, cellule, nature (cellule, note, zone de texte), valeur; `numbers` is the
    account of the numbers that its cells hold; `header_matches` says of each column of an adopted table what it was
    understood to be. `on_cells` is written with the cells, and never read. `export` names the CRM that it was
    exported from ("": none): its rows then each have the person who follows them for `commercial`. `origins` are the
    files that its rows come from, by their names as `fichier` has them. Two contents are equal when book,
    identity, date and tables are; where they came from and what was found do not count.
    """

    book: Book
    frames: Mapping[str, pd.DataFrame]
    identity: Identity
    today: dt.date
    found: tuple[Finding, ...] = ()
    cells: CellCounts = field(default_factory=CellCounts)
    libre: pd.DataFrame = field(default_factory=lambda: libre_frame(()))
    file: str = ""
    columns: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    numbers: Sequence[Tallied] = ()
    saved: dt.datetime | None = None
    file_date: dt.datetime | None = None
    on_cells: tuple[OnCell, ...] = ()
    export: str = ""
    header_matches: tuple[HeaderMatch, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """No finding points into a column that a plan's simple view folds away without saying how to see it."""
        if self.found and self.identity.workbook:
            folded = where_to_unfold(self.book)
            told = tuple(self._shown(finding, folded) for finding in self.found)
            object.__setattr__(self, "found", told)

    def _shown(self, finding: Finding, folded: Mapping[tuple[str, str], str]) -> Finding:
        place = finding.place
        if place.file != self.file or place.unfold or (place.table, place.column) not in folded:
            return finding
        where = folded[place.table, place.column] or AT_ITS_RIGHT
        return replace(finding, place=replace(place, unfold=where))

    def __getattr__(self, key: str) -> pd.DataFrame:
        frames: Mapping[str, pd.DataFrame] = self.__dict__.get("frames", {})
        if key in frames:
            return frames[key]
        raise AttributeError(f"{type(self).__name__} has no attribute or table {key!r}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Contents):
            return NotImplemented
        if (self.book, self.identity, self.today) != (other.book, other.identity, other.today):
            return False
        return all(
            self.frames[key][list(table.frame_keys)].equals(other.frames[key][list(table.frame_keys)])
            for key, table in self.book.by_key.items()
        )

    __hash__ = None  # type: ignore[assignment]  # it holds frames

    @cached_property
    def hung(self) -> dict[str, list[OnCell]]:
        """What hangs on the cells of each table that has something hanging."""
        found: dict[str, list[OnCell]] = {}
        for each in self.on_cells:
            found.setdefault(each.table, []).append(each)
        return found

    @property
    def unreadable(self) -> bool:
        """Whether this stands for a file that could not be read."""
        return any(
            finding.code.startswith(("file-", "folder-")) and finding.severity is Severity.ERROR
            for finding in self.found
        )

    @property
    def is_copy(self) -> bool:
        """Whether this stands for the very copy of another file, whose rows are that one's."""
        return any(finding.code == "file-twice" for finding in self.found)

    @property
    def findings(self) -> pd.DataFrame:
        """What was found, in French, a row a finding: code, severity (info, warning, error), file, sheet, cell,
        table, column, value, message, remedy; all string."""
        return findings_frame(self.found)

    def _repr_html_(self) -> str:
        """What a notebook shows of it: whose it is, its period, its tables with their rows, how much was found."""
        facts = {
            "Entreprise": self.identity.company,
            "Commercial": self.identity.person,
            "Équipe": self.identity.team,
            "Période": self.identity.shown("period"),
            "Calculé pour le": f"{self.today:%d/%m/%Y}",
            "Fichier": self.file,
        }
        tables = ((table, len(table.frame_keys), self.world.tables.size(table.key)) for table in self.book.tables)
        rows = ((table.key, table.title, size, width) for table, width, size in tables)
        return notebook_view(self.book.title, facts, rows, Counter(finding.severity for finding in self.found))

    @cached_property
    def world(self) -> World:
        """What expressions read: the frames, and the date."""
        return World(self.book, self.frames, self.today)

    @cached_property
    def figures(self) -> dict[str, Any]:
        """The values of the figures, by key: float, str or Timestamp, None when blank."""
        asked = [(item, as_written(item.formula, self.world)) for item in self.book.figures]
        return {item.key: evaluate_figure(formula, self.world, item.kind) for item, formula in asked}


def make_contents(book: Book, frames: Mapping[str, Any], identity: Identity, today: dt.date) -> Contents:
    """Contents of a book from its typed and given columns; the computed ones are computed for `today`.

    A table or a column that is not given is empty; a row with nothing in it is no row. Raises ContentsError for an
    unknown table or column, or for a value that is not of the column's kind (`values.values_of_kind` tells which).
    """
    if unknown := set(frames) - set(book.by_key):
        raise ContentsError(f"no such table: {', '.join(sorted(map(str, unknown)))}")
    stored = {key: _stored(table, _frame(key, frames.get(key, {}))) for key, table in book.by_key.items()}
    today = dt.date(today.year, today.month, today.day)  # a datetime is a date too
    return Contents(book, evaluate_columns(World(book, Frames(book.by_key, stored), today)), identity, today)


def _frame(key: str, given: Any) -> Mapping[str, pd.Series[Any]] | pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        if not given.columns.is_unique:
            raise ContentsError(f"{key}: a column stands twice")
        return given
    if not given:
        return {}
    try:
        return pd.DataFrame(given, dtype=object)  # else pandas makes its own guess at what the values are
    except ValueError as fault:
        raise ContentsError(f"{key}: {fault}") from None


def _stored(table: Table, given: Mapping[str, pd.Series[Any]] | pd.DataFrame) -> Columns:
    """A table's typed and given columns, with those that tell where its rows come from; without the empty rows."""
    if unknown := set(given) - set(table.frame_keys) - set(PROVENANCE):
        raise ContentsError(f"no such column in {table.key}: {', '.join(sorted(map(str, unknown)))}")
    size = len(given) if isinstance(given, pd.DataFrame) else 0
    columns = {table.part_key: _part_column(table, given, size)} if table.part_key else {}
    stored = [column.key for column in table.stored]
    for key in dict.fromkeys([*stored, *(key for key in PROVENANCE if key in given)]):
        columns[key] = values_of_kind(f"{table.key}.{key}", given.get(key), kind_of_column(table, key), size)
    if not size:
        return Columns(columns, 0)
    others = {other for part in table.parts for other in part.others}  # what somebody said of a row
    said = [np.array([value in others for value in columns[table.part_key]], dtype=bool)] if others else []
    rows = np.flatnonzero(np.logical_or.reduce([*said, *(~excel_blanks(columns[key]) for key in stored)]))
    if table.part_key:
        ranks = [table.part_ranks[value] for value in columns[table.part_key][rows]]
        rows = rows[np.argsort(ranks, kind="stable")]
    return Columns(columns, size).only(rows)


def _part_column(table: Table, given: Mapping[str, pd.Series[Any]] | pd.DataFrame, size: int) -> Array:
    place = f"{table.key}.{table.part_key}"
    if table.part_key not in given and size:
        raise ContentsError(f"{table.key}: the column {table.part_key} is missing")
    values = values_of_kind(place, given.get(table.part_key), TEXT, size)
    for row, value in enumerate(values, 1):
        if value not in table.homes:
            said = "a blank" if value is None else repr(value)
            raise ContentsError(f"{place}, row {row}: {said} is none of {', '.join(sorted(table.homes))[:200]}")
    return values


# --- free contents as a frame -----------------------------------------------------------------------------

LIBRE_COLUMNS = ("fichier", "feuille", "cellule", "nature", "valeur")


def libre_frame(rows: Iterable[tuple[str, str, str, str, str]]) -> pd.DataFrame:
    """The frame « libre » of contents: what people wrote outside the tables, a cell, a note or a text box a row, each
    value as text."""
    found = list(rows)
    return _libre_of(found) if found else _no_libre().copy(deep=False)


def _libre_of(rows: list[tuple[str, str, str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(LIBRE_COLUMNS), dtype="string")


@cache
def _no_libre() -> pd.DataFrame:
    return _libre_of([])
