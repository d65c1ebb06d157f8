"""What was understood of files, kept from one reading to the next: see `sources.cache`.

Of a plan that carries its settings, its located tables are kept, with their cells; of another file, what it holds,
for it is understood with the settings of its firm. An entry is loaded as a message of the process apart is, of
classes known beforehand; the tables that it names are those of a book made anew of its settings.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from pacxl.books.identity import settings_of
from pacxl.books.pac import KEY, pac_book
from pacxl.compute.contents import CellCounts, Identity
from pacxl.compute.tally import Tallied
from pacxl.definition.book import Book
from pacxl.definition.header_match import HeaderMatch
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import TEXT, Opened, ShownNumber
from pacxl.french.text import Words
from pacxl.guard.limits import Limits
from pacxl.locating.header_units import Misfit
from pacxl.locating.headers import Header
from pacxl.locating.located import Located
from pacxl.reading.conversion.raw_columns import RawColumns
from pacxl.reading.gather import SourceFile
from pacxl.reading.located_file import LocatedFile, OpenedFile
from pacxl.settings.model import Settings
from pacxl.settings.text import settings_from_text
from pacxl.sources.cache import Cache
from pacxl.sources.open_all import formula_cells
from pacxl.worker.wire import KnownClasses

_CLASSES = (
    *(CellCounts, Finding, Header, HeaderMatch, Identity, Located, LocatedFile, Misfit, Place, RawColumns),
    *(ShownNumber, SourceFile, Tallied, Words),
)


class KnownPlan(NamedTuple):
    """A plan whose tables are located, and the settings that it carries."""

    located: LocatedFile
    carried: Settings | None


class _Head(NamedTuple):
    """What comes before a plan: the settings that it carries, those of its book; its cells that hold a formula, as
    `Opened` has them."""

    carried: str
    book: str
    formulas: Mapping[str, bytes]


class Kept:
    """What is kept of some files in a folder; of none, without one."""

    def __init__(self, folder: Path | None, files: Mapping[Path, str], limits: Limits) -> None:
        self._cache, self._labels, self._limits = Cache(folder, limits) if folder else None, files, limits
        entries = {path: self._cache.entry(path, label) for path, label in files.items()} if self._cache else {}
        self._entries = {path: entry for path, entry in entries.items() if entry}  # of files that can be read

    def has(self, path: Path) -> bool:
        """Whether there is something of a file."""
        return path in self._entries and self._entries[path].is_file()

    def load(self, path: Path) -> KnownPlan | Opened | None:
        """What is kept of a file; None where that is damaged. It is not kept again."""
        content = self._cache.load(self._entries[path]) if self._cache else None
        try:
            known = _loaded(content, path, self._limits) if content else None
        except Exception:  # whatever a wrong pickle raises
            return None
        if known is not None:
            del self._entries[path]
        return known

    def save_plan(self, file: OpenedFile, located: LocatedFile) -> None:
        """Keeps a plan whose tables are located; of another book, or one without a date, what its file holds."""
        if located.book.key != KEY or file.carried.made is None:  # else it is of the day on which it is read
            self.save_opened(file)
        else:
            self._save(file.path, partial(_dumped, file, located))

    def save_opened(self, file: OpenedFile) -> None:
        """Keeps what a file holds that is not understood by itself. A table as text is called by its file's name, and
        read as fast as it is found."""
        if file.opened.engine != TEXT:
            self._save(file.path, partial(pickle.dumps, file.opened, pickle.HIGHEST_PROTOCOL))

    def _save(self, path: Path, dump: Callable[[], bytes]) -> None:
        entry = self._entries.pop(path, None)
        if self._cache and entry:
            try:
                content = dump()
            except (pickle.PicklingError, AttributeError, TypeError):
                return  # what cannot be kept is read again
            self._cache.save(path, self._labels[path], content, entry)


# --- one plan ---------------------------------------------------------------------------------------------


def _dumped(file: OpenedFile, located: LocatedFile) -> bytes:
    written, carried = io.BytesIO(), settings_of(file.carried.book) if file.carried.book else None
    head = _Head(_text(carried), _text(settings_of(located.book)), file.opened.formulas)
    pickle.dump(tuple(head), written, pickle.HIGHEST_PROTOCOL)
    _Pickler(written, located).dump(located)
    return written.getvalue()


def _loaded(content: bytes, path: Path, limits: Limits) -> KnownPlan | Opened:
    source = io.BytesIO(content)
    first = KnownClasses(source).load()
    if isinstance(first, Opened):
        return first
    head = _Head(*first)
    formulas = cache(partial(formula_cells, path, limits, head.formulas))
    located = _Unpickler(source, pac_book(_settings(head.book)), formulas).load()
    return KnownPlan(located, _settings(head.carried) if head.carried else None)


@lru_cache(maxsize=64)
def _text(settings: Settings | None) -> str:
    return settings.dumps() if settings else ""


@lru_cache(maxsize=64)
def _settings(text: str) -> Settings:
    return settings_from_text(text)


class _Pickler(pickle.Pickler):
    """A located file, but its book, the tables of that and their parts, and what tells formulas: these are named."""

    def __init__(self, written: io.BytesIO, located: LocatedFile) -> None:
        super().__init__(written, pickle.HIGHEST_PROTOCOL)
        self._named: dict[int, tuple[str, str]] = {id(located.book): (_BOOK, "")}
        self._named[id(located.source.formulas)] = (_FORMULAS, "")
        for name, (table, part) in located.book.part_table.items():
            self._named |= {id(table): (_TABLE, name), id(part): (_PART, name)}

    def persistent_id(self, thing: object) -> tuple[str, str] | None:
        return self._named.get(id(thing))


_BOOK, _FORMULAS, _TABLE, _PART = "book", "formulas", "table", "part"


class _Unpickler(KnownClasses):
    more: ClassVar = {(each.__module__, each.__name__): each for each in _CLASSES}

    def __init__(self, source: io.BytesIO, book: Book, formulas: Any) -> None:
        super().__init__(source)
        self._book, self._own = book, {_BOOK: book, _FORMULAS: formulas}

    def persistent_load(self, name: tuple[str, str]) -> object:
        what, which = name
        if what in self._own:
            return self._own[what]
        return self._book.part_table[which][(_TABLE, _PART).index(what)]
