"""The identity that a workbook carries with it, so that a returned file is read without any other file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from pacxl.book import Book, DefinitionError
from pacxl.contents import Contents, Identity
from pacxl.ecarts import KEY as ECARTS
from pacxl.ecarts import ecarts_book
from pacxl.errors import SettingsError
from pacxl.pac import KEY as PAC
from pacxl.pac import pac_book
from pacxl.reglages_book import KEY as REGLAGES
from pacxl.reglages_book import reglages_book
from pacxl.settings import Settings
from pacxl.toml import loads

IDENTITY_SHEET = "_pacxl"
IDENTITY_NAME = "Pacxl_identite"
_FIELDS = ("book", "version", "company", "person", "team", "period", "workbook")
_CHUNK = 30_000  # a cell holds 32,767 characters
BOOKS = {PAC: pac_book, ECARTS: ecarts_book}


def identity_rows(contents: Contents) -> Iterator[tuple[str, str]]:
    """The rows of the identity sheet: a key, a value."""
    for key in _FIELDS:
        yield key, getattr(contents.identity, key)
    yield "today", contents.today.isoformat()
    settings = contents.book.settings
    text = settings.dumps() if isinstance(settings, Settings) else ""
    for start in range(0, len(text), _CHUNK):
        yield "settings", text[start : start + _CHUNK]


def read_identity(rows: list[list[object]]) -> tuple[Identity, Book | None, dt.date | None]:
    """What the rows of the identity sheet say: whose it is, its book (None if unknown), the date it was made for."""
    known: dict[str, str] = {}
    for row in rows:
        if len(row) > 1 and isinstance(row[0], str) and isinstance(row[1], str):
            known[row[0]] = known.get(row[0], "") + row[1] if row[0] == "settings" else row[1]
    identity = Identity(**{key: known.get(key, "") for key in _FIELDS})
    return identity, _book(identity.book, known), _date(known)


def _book(key: str, known: Mapping[str, str]) -> Book | None:
    """The book that a workbook says it is of; what it carries may have been tampered with, and then says nothing."""
    try:
        settings = loads(known["settings"])
        if key == REGLAGES:
            return reglages_book(settings)
        return BOOKS[key](settings)
    except (KeyError, SettingsError, DefinitionError):
        return reglages_book() if key == REGLAGES else None


def _date(known: Mapping[str, str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(known.get("today", ""))
    except ValueError:
        return None
