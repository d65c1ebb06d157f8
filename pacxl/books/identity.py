"""The identity that a workbook carries with it, so that a returned file is read without any other file."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pacxl.books.ecarts.ecarts_book import KEY as ECARTS
from pacxl.books.ecarts.ecarts_book import ecarts_book
from pacxl.books.pac import KEY as PAC
from pacxl.books.pac import VERSION, pac_book
from pacxl.books.reglages import KEY as REGLAGES
from pacxl.books.reglages import reglages_book
from pacxl.compute.contents import Contents, Identity
from pacxl.definition.book import Book, DefinitionError
from pacxl.errors import SettingsError
from pacxl.excel import LONGEST_PROPERTY
from pacxl.settings.model import Settings
from pacxl.settings.text import settings_from_text

IDENTITY_SHEET = "_pacxl"
IDENTITY_NAME = "Pacxl_identite"
LARGEST_SETTINGS = 2_000_000  # bytes
_FIELDS = ("book", "version", "company", "person", "team", "period", "workbook")
IDENTITY_PROPERTY = "pacxl_"
_CELL = 30_000  # characters of a cell: fewer than it holds
BOOKS = {PAC: pac_book, ECARTS: ecarts_book}


def settings_of(book: Book) -> Settings | None:
    """Of a book's identity, the settings that it was made from; None if it was made from none."""
    return book.settings if isinstance(book.settings, Settings) else None


def identity_rows(contents: Contents) -> Iterator[tuple[str, str]]:
    """The rows of the identity sheet: a key, a value."""
    yield from _owner(contents)
    settings = settings_of(contents.book)
    yield from _in_pieces("settings", settings.dumps() if settings else "", _CELL)


def identity_properties(contents: Contents) -> Iterator[tuple[str, str]]:
    """The identity as document properties, for the day when someone deletes the sheet; a logo would be too large."""
    for key, value in _owner(contents):
        yield IDENTITY_PROPERTY + key, value
    settings = settings_of(contents.book)
    if settings:
        packed = zlib.compress(dataclasses.replace(settings, logo="").dumps().encode(), 9)
        text = base64.b64encode(packed).decode("ascii")
        for number, (key, piece) in enumerate(_in_pieces("settings", text, LONGEST_PROPERTY), 1):
            yield f"{IDENTITY_PROPERTY}{key}_{number:03}", piece


def _owner(contents: Contents) -> Iterator[tuple[str, str]]:
    for key in _FIELDS:
        yield key, getattr(contents.identity, key)
    yield "today", contents.today.isoformat()


def _in_pieces(key: str, text: str, size: int) -> Iterator[tuple[str, str]]:
    return ((key, text[start : start + size]) for start in range(0, len(text), size))


@dataclass(frozen=True)
class Carried:
    """What a workbook says of itself: whose it is, its book (None if it does not say), the date it was made for."""

    identity: Identity
    book: Book | None = None
    made: dt.date | None = None


def identity_on_sheet(rows: Sequence[Sequence[object]]) -> Carried:
    """What the identity sheet's rows say."""
    known: dict[str, str] = {}
    for row in rows:
        if len(row) > 1 and isinstance(row[0], str) and isinstance(row[1], str):
            known[row[0]] = known.get(row[0], "") + row[1] if row[0] == "settings" else row[1]
    return _carried(known)


def carried_in_properties(properties: Mapping[str, str]) -> Carried:
    """What the document properties say of a workbook's identity."""
    own = {
        name.removeprefix(IDENTITY_PROPERTY): text
        for name, text in properties.items()
        if name.startswith(IDENTITY_PROPERTY)
    }
    packed = "".join(own[name] for name in sorted(own) if name.startswith("settings_"))
    try:
        own["settings"] = _inflated(base64.b64decode(packed, validate=True)).decode()
    except (ValueError, zlib.error):
        own.pop("settings", None)
    return _carried(own)


def _inflated(packed: bytes) -> bytes:
    """What was compressed, if it is not larger than any settings are; else raises ValueError."""
    machine = zlib.decompressobj()
    text = machine.decompress(packed, LARGEST_SETTINGS)
    if not machine.eof:
        raise ValueError("too large, or cut short")
    return text


def _carried(known: Mapping[str, str]) -> Carried:
    identity = Identity(**{key: known.get(key, "") for key in _FIELDS})
    return Carried(identity, _book(identity.book, known), _date(known))


def _book(key: str, known: Mapping[str, str]) -> Book | None:
    """The book that a workbook says it is of; what it carries may have been tampered with, and then says nothing.

    Settings of another version of the template may have keys that this one does not know: they are left out.
    """
    try:
        settings = _settings(known["settings"], known.get("version", "") != VERSION)
        if key == REGLAGES:
            return reglages_book(settings)
        return BOOKS[key](settings)
    except (KeyError, SettingsError, DefinitionError):
        return reglages_book() if key == REGLAGES else None


@lru_cache(maxsize=64)
def _settings(text: str, lenient: bool) -> Settings:
    return settings_from_text(text, lenient=lenient)


def _date(known: Mapping[str, str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(known.get("today", ""))
    except ValueError:
        return None


def shape_of_rows(book: Book) -> object:
    """What two books have in common when the same rows mean the same in both: two people's plans of one firm."""
    columns = (column for table in book.tables for column in table.columns)
    closed = {column.choices for column in columns if not column.open_list}
    lists = tuple((choices.key, choices.values) for choices in book.lists if choices.key in closed)
    settings = settings_of(book)
    own = (settings.sections, settings.workbook, settings.layout, settings.correspondences) if settings else ()
    return (book.key, book.firm, book.period, tuple(book.part_table), lists, own)
