"""The words of a header as they are compared, the names that they are, and the roles that columns have under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from pacxl.french.header_text import HeaderText, read_header
from pacxl.french.text import fold
from pacxl.locating.header_rows import OVER

_OF = {"de", "du", "des", "d", "la", "le", "les", "l", "un", "une", "of", "the"}
_BREAKS = re.compile(r"[^a-z0-9%°#+&/|-]+")
_BETWEEN = re.compile(r"\s*[/|&+]\s*| et | ou | and | or ")
Name = tuple[str, ...]
OWN_YEAR, LAST_YEAR = "n", "n-1"  # of a year before or after the plan's: `CA N-1`


@lru_cache(maxsize=20_000)
def compared_words(text: str) -> Name:
    """A text's words, folded, without articles nor the marks of the plural: `Dates de fin` is `date fin`; not the
    last, for `Réalisé le` is a day."""
    words = [word for word in _BREAKS.split(fold(text)) if word]
    return tuple(_singular(word) for word in (*(each for each in words[:-1] if each not in _OF), *words[-1:]))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and word != "comments" else word


def said_words(header: str) -> HeaderText:
    """What a header says, on one line or two."""
    return read_header(header.replace(OVER, " "))


@lru_cache(maxsize=20_000)
def header_name_words(text: str) -> Name:
    """The words of a header's name, without the unit, the rhythm or the year that it says beside it."""
    said = said_words(text)
    words = compared_words(said.name) or compared_words(text)
    if said.shift is None or words[-1:] in ((LAST_YEAR,), (OWN_YEAR,)):
        return words
    return (*words, LAST_YEAR if said.shift else OWN_YEAR)


# What a header may begin or end with, and say little: `Date de naissance`, `Company name`.
_SAYS_LITTLE = re.compile(
    "date|nom|name|type|total|nombre|nb|taux|code|titre|title|numero|n°|#|%|done|fait|ok|risque|risk|what|quoi|who|qui"
    "|when|quand|how|comment|combien|devi"
)


class Named(NamedTuple):
    """How a header's words are a name's: the whole of them, or those it begins or ends with, or nearly. `share` of a
    name's weight is what is left of it then."""

    how: str
    share: float


EXACT, PART, HEAD, TAIL = Named("exact", 1.0), Named("part", 0.95), Named("head", 0.8), Named("tail", 0.7)
NEAR = Named("near", 0.7)
_SHORT = 3  # words: in a longer header, the last says little
_LONG_ENOUGH = 7  # letters: in a shorter word, another letter makes another word


Meanings = Mapping[str, float]  # the roles that a name can mean, by key, and how much it says for each
NO_MEANING: Meanings = {}


def word_meanings(text: str, names: Mapping[Name, Meanings], *, misspelt: bool = True) -> tuple[Named, Meanings]:
    """What a header means, and how its words are known, of names and their meanings: by all its words; else by those
    of one of its parts (`Client / Prospect`), those that it begins with (`Responsable du suivi`), that it ends with
    (`Task owner`); else, `misspelt`, but for a letter, in a long word, where it is near to no
    other meaning."""
    whole = header_name_words(text)
    if whole in names:
        return EXACT, names[whole]
    for part in _BETWEEN.split(said_words(text).name):
        if (words := compared_words(part)) != whole and words in names:
            return PART, names[words]
    if whole[-1:] == (LAST_YEAR,) and whole[-1:] in names:
        return TAIL, names[whole[-1:]]
    for size in range(len(whole) - 1, 0, -1):
        if whole[:size] in names and not _SAYS_LITTLE.fullmatch(" ".join(whole[:size])):
            return HEAD, names[whole[:size]]
    for size in range(len(whole) - 1, 0, -1) if len(whole) <= _SHORT else ():
        if whole[-size:] in names and not _SAYS_LITTLE.fullmatch(" ".join(whole[-size:])):
            return TAIL, names[whole[-size:]]
    return NEAR, _near(" ".join(whole), names) if misspelt else NO_MEANING


def _near(text: str, names: Mapping[Name, Meanings]) -> Meanings:
    if len(text) < _LONG_ENOUGH:
        return NO_MEANING
    spelled = ((" ".join(words), meanings) for words, meanings in names.items())
    near = [
        meanings
        for name, meanings in spelled
        if len(name) >= _LONG_ENOUGH and DamerauLevenshtein.distance(text, name, score_cutoff=1) <= 1
    ]
    return near[0] if near and all(each.keys() == near[0].keys() for each in near) else NO_MEANING


# --- the roles that names mean ------------------------------------------------------------------------------

PLAN, DEALS, INDICATORS = "actions", "carnet", "indicateurs"  # the tables that can be adopted, by key
SURE, OFTEN, PERHAPS = 1.0, 0.8, 0.5  # how much a name says by itself


@dataclass(frozen=True)
class Role:
    """A role that a column can have in a table of a kind.

    Its names stand one beside another, between bars: those that mean nothing else (`names`), those that `often` mean
    it, those that mean it `perhaps`, if what stands under them agrees. `holds` says how much each sort of contents
    (`content.SORTS`) speaks for it, or against it: `verb +.3 date -1`. `ours` is the key of the column of ours, ""
    where we have none for it: the column is then known, and kept apart. `many`: several columns can have it.
    `needed`: no such table is without it.
    """

    key: str
    names: str = ""
    often: str = ""
    perhaps: str = ""
    holds: str = ""
    ours: str = ""
    many: bool = False
    needed: bool = False

    @cached_property
    def speaks(self) -> Mapping[str, float]:
        """How much each sort of contents speaks for it."""
        words = self.holds.split()
        return {sort: float(weight) for sort, weight in zip(words[::2], words[1::2], strict=True)}

    def named(self) -> Iterator[tuple[Name, float]]:
        """Each of its names, and how much it says."""
        for texts, weight in ((self.names, SURE), (self.often, OFTEN), (self.perhaps, PERHAPS)):
            for text in texts.split("|") if texts else ():
                yield compared_words(text), weight
