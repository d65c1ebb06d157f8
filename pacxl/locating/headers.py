"""A row of texts as the headers of a table: each column known by its header, a synonym, or a slip of a letter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal as OneOf

from rapidfuzz.distance import DamerauLevenshtein

from pacxl.definition.table import Table
from pacxl.french.text import plain_header, trimmed_header

How = OneOf["exact", "synonym", "near"]


@dataclass(frozen=True)
class Header:
    """A header that was recognised: its column's key, where it stands, what is written there, how it was known."""

    key: str
    col: int
    text: str
    how: How


Suits = Callable[[str, int], bool]  # whether the cells under a position are what a column (key) holds


# An own header whose cells suit it, then a synonym; then those that do not; then a slip of a letter.
_PASSES: tuple[tuple[How, bool], ...] = (
    ("exact", True),
    ("synonym", True),
    ("exact", False),
    ("synonym", False),
    ("near", False),
)


def recognise(table: Table, texts: Mapping[int, str], suits: Suits = lambda key, col: True) -> tuple[Header, ...]:
    """The columns of a table that a row of texts, by position, names; the first of two alike wins.

    A name that several columns share goes to the one whose cells it `suits`. A slip (`Budgte`) is accepted when it
    is near the name of one missing column only.
    """
    found: dict[str, Header] = {}
    for how, choosy in _PASSES:
        if len(found) == min(len(texts), len(table.columns)):
            break  # no text is left, or no column
        taken = {header.col for header in found.values()}
        for col, text in texts.items():
            if col not in taken:
                called = _called(table, text, how, found)
                doubtful = choosy and len(table.names.get(plain_header(text), ())) > 1
                key = next((each for each in called if not doubtful or suits(each, col)), None)
                if key is not None:
                    found[key] = Header(key, col, text, how)
    order = list(table.by_key)
    return tuple(sorted(found.values(), key=lambda header: order.index(header.key)))


def _called(table: Table, text: str, how: How, found: Collection[str]) -> list[str]:
    """The columns not found yet that a text can name, in a way."""
    if how == "near":
        return _near(table, plain_header(text), found)
    keys = table.names.get(plain_header(text), ())
    own = how == "exact"
    return [key for key in keys if key not in found and (table.trimmed[key] == trimmed_header(text)) == own]


_LONG_ENOUGH = 5  # in a shorter word, another letter makes another word


def _near(table: Table, text: str, found: Collection[str]) -> list[str]:
    """The one missing column whose name a text is, but for a letter (two, in a long one); never for a digit."""
    if len(text) < _LONG_ENOUGH:
        return []
    most = 1 if len(text) < 9 else 2
    digits = _digits(text)
    near = {
        key
        for name, keys in table.names.items()
        if abs(len(name) - len(text)) <= most
        and _digits(name) == digits
        and DamerauLevenshtein.distance(text, name, score_cutoff=most) <= most
        for key in keys
    }
    return list(near) if len(near) == 1 and not near & set(found) else []


@lru_cache(maxsize=10_000)
def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)) + "%" * text.count("%")
