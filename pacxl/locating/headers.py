"""A row of texts as the headers of a table: each column known by its header, a synonym, or a slip of a letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal as OneOf

from rapidfuzz.distance import DamerauLevenshtein

from pacxl.a1 import Spot
from pacxl.definition.book import Book
from pacxl.definition.table import Column, Naming, Table
from pacxl.french.header_text import HeaderText, header_names, plain_header, read_header, trimmed_header
from pacxl.locating.header_units import Misfit, Terms, factor_of, misfit_of

How = OneOf["exact", "synonym", "unit", "near"]


@dataclass(frozen=True)
class Header:
    """A header that was recognised: its column's key, where it stands, what is written there, how it was known; what
    its numbers are multiplied by, and the cell above the table that says it, where it is no word of the header's. A
    `misfit` tells why the column is not taken for the plan's."""

    key: str
    col: int
    text: str
    how: How
    factor: float = 1.0
    misfit: Misfit | None = None
    said_at: Spot | None = None


Suits = Callable[[str, int], bool]  # whether the cells under a position are what a column (key) holds


# An own header whose cells suit it, then a synonym; then those that do not; then a name with its unit or its year;
# then a slip of a letter.
_PASSES: tuple[tuple[How, bool], ...] = (
    ("exact", True),
    ("synonym", True),
    ("exact", False),
    ("synonym", False),
    ("unit", True),
    ("unit", False),
    ("near", False),
)


@lru_cache(maxsize=4096)
def headers_once(
    naming: Naming, texts: tuple[tuple[int, str], ...], terms: Terms
) -> tuple[tuple[Header, ...], tuple[Header, ...]]:
    """The headers that a row of texts, with their positions, is for a table called so; and those that are left out.
    Remembered, for the files of a team have the same rows again and again."""
    row = dict(texts)
    headers = recognise_headers(naming.table, row, terms)
    return headers, left_out_headers(naming.table, row, headers, terms) if headers else ()


def recognise_headers(
    table: Table, texts: Mapping[int, str], terms: Terms, suits: Suits = lambda key, col: True
) -> tuple[Header, ...]:
    """The columns of a table that a row of texts, by position, names; the first of two alike wins.

    A name that several columns share goes to the one whose cells it `suits`. One with a unit or a year is accepted
    where these are of the plan's `terms`, or convert exactly. A slip (`Budgte`) is accepted when it is near the name
    of one missing column only.
    """
    terms = terms.among(texts)
    found: dict[str, Header] = {}
    for how, choosy in _PASSES:
        if len(found) == min(len(texts), len(table.columns)):
            break  # no text is left, or no column
        taken = {header.col for header in found.values()}
        for col, text in texts.items():
            if col not in taken:
                called = _called(table, text, how, found, terms)
                doubtful = choosy and len(table.names.get(header_names(text)[-1 if how == "unit" else 0], ())) > 1
                key = next((each for each in called if not doubtful or suits(each, col)), None)
                if key is not None:
                    found[key] = Header(key, col, text, how, _factor(table, text, how, key))
    order = list(table.by_key)
    return tuple(sorted(found.values(), key=lambda header: order.index(header.key)))


def left_out_headers(
    table: Table, texts: Mapping[int, str], found: Collection[Header], terms: Terms
) -> tuple[Header, ...]:
    """The headers among the other texts that name a column that people type in, with a unit or a year for which they
    are not taken; those of columns that were not found first."""
    known, terms = {header.key for header in found}, terms.among(texts)
    taken = {header.col for header in found}
    out = []
    for col, text in texts.items():
        said = read_header(text) if col not in taken else HeaderText("")
        named = (table.names.get(said.name) or _near(table, said.name, ())) if said.says_more else ()
        keys = sorted((key for key in named if not table.by_key[key].computed), key=known.__contains__)
        if keys and (misfit := misfit_of(said, table.by_key[keys[0]], terms)) is not None:
            out.append(Header(keys[0], col, text, "unit", misfit=misfit))
    return tuple(sorted(out, key=lambda header: header.key in known))


def _factor(table: Table, text: str, how: How, key: str) -> float:
    return float(factor_of(read_header(text), table.by_key[key])) if how in ("unit", "near") else 1.0


def _called(table: Table, text: str, how: How, found: Collection[str], terms: Terms) -> list[str]:
    """The columns not found yet that a text can name, in a way."""
    if how in ("unit", "near"):
        said, name = read_header(text), header_names(text)[-1]
        if how == "near":
            named = _near(table, name, found)
        else:
            named = [key for key in table.names.get(name, ()) if key not in found] if said.says_more else []
        return [key for key in named if not said.says_more or _fits(said, table.by_key[key], terms)]
    keys = table.names.get(plain_header(text), ())
    own = how == "exact"
    return [key for key in keys if key not in found and (table.trimmed[key] == trimmed_header(text)) == own]


_LONG_ENOUGH = 5  # in a shorter word, another letter makes another word


def _fits(said: HeaderText, column: Column, terms: Terms) -> bool:
    """Whether a header that says a unit or a year names a column of the plan; one that is computed, as it is."""
    converts = column.computed and factor_of(said, column) != 1
    return not converts and misfit_of(said, column, terms) is None


def _near(table: Table, text: str, found: Collection[str]) -> list[str]:
    """The one missing column whose name a text is, but for a letter (two, in a long one that begins alike:
    *avancement* is no *lancement*); never for a digit."""
    if len(text) < _LONG_ENOUGH:
        return []
    most = 1 if len(text) < 9 else 2
    digits = _digits(text)
    near = {
        key
        for name, keys in table.names.items()
        if abs(len(name) - len(text)) <= (most if name[:1] == text[:1] else 1)
        and _digits(name) == digits
        and DamerauLevenshtein.distance(text, name, score_cutoff=most) <= (most if name[:1] == text[:1] else 1)
        for key in keys
    }
    return list(near) if len(near) == 1 and not near & set(found) else []


@lru_cache(maxsize=10_000)
def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)) + "%" * text.count("%")


# --- the tables that headers can be of --------------------------------------------------------------------


class _Naming(dict[str, Sequence[str]]):
    """The tables (keys) of a book that have a column which a text names, by the text."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._index: dict[str, tuple[str, ...]] = {}
        for table in book.tables:
            for name in table.whole.names:
                self._index[name] = (*self._index.get(name, ()), table.key)

    def __missing__(self, text: str) -> Sequence[str]:
        if len(self) >= _MOST_TEXTS:
            self.clear()
        known = (self._index[name] for name in header_names(text) if name in self._index)
        self[text] = found = next(known, ())
        return found


_MOST_TEXTS = 20_000


@lru_cache(maxsize=64)
def header_naming(book: Book) -> Mapping[str, Sequence[str]]:
    """By text, the tables (keys) of which a text names a column, with its unit or its year or not."""
    return _Naming(book)


@lru_cache(maxsize=4096)
def header_hits(book: Book, texts: tuple[str, ...]) -> list[str]:
    """The tables of which at least two texts name a column."""
    naming = header_naming(book)
    counted = Counter(key for text in texts for key in naming[text])
    return [key for key, count in counted.items() if count > 1]
