"""What a text can mean to its reader: texts as they are compared, one reading or several, blanks in disguise."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

_Value = TypeVar("_Value", float, dt.date)


class Words(NamedTuple):
    """The same thing said in French and in English."""

    fr: str = ""
    en: str = ""


NO_WORDS = Words()


@dataclass(frozen=True)
class Reading(Generic[_Value]):
    """What a text can mean: one value, or several between which nobody should choose for its author.

    `unlikely` are readings that the text has too and that were set aside, to be told. An `approximate` value is one
    that its author did not give as exact. `note` says what of the text is not in the value, or where a part of the
    value comes from.
    """

    values: tuple[_Value, ...]
    unlikely: tuple[_Value, ...] = ()
    approximate: bool = False
    note: Words = NO_WORDS

    @property
    def value(self) -> _Value | None:
        return self.values[0] if len(self.values) == 1 else None


@dataclass(frozen=True)
class Unfit:
    """A text that is understood, and is not what its column holds; `foreign` when it is money, but not euros."""

    why: Words
    foreign: bool = False


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A text as it is compared: without case, accents, nor the kind of its spaces and apostrophes."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "OE"))
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).casefold().split())


# What a screen does not show, or takes for an order: controls, half characters, line ends, turns of direction.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """A text on one line, what a screen does not show spelled out: a line break as `\\n`, and `\\xe9` for a byte of a
    file's name that is no letter."""
    return _UNSEEN.sub(_spelled, text)


def _spelled(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number - 0xDC00:02x}" if 0xDC80 <= number <= 0xDCFF else repr(found[0])[1:-1]


LONGEST = 100  # characters: what is longer is prose, and no number nor date

# --- blanks in disguise -----------------------------------------------------------------------------------

_STROKES = re.compile(r"[-‐‑‒–—−_.…?!/\\*~= \u00a0\u202f]+€?%?|x{2,}", re.IGNORECASE)
_NOTHING = re.compile(
    r"aucune?|en attente|inconnue?|n[./]?[acd]|n\.?r|neant|nsp|null|pas encore|ras|r\.a\.s|rien|sans objet|s[./]?o"
    r"|non (?:applicable|communique|concerne|connu|defini|renseigne)|tb[acd]|vide"
    r"|(?:a|reste a) (?:(?:re)?definir|determiner|preciser|completer|confirmer|renseigner|voir|suivre)"
)


def stands_for_blank(text: str) -> bool:
    """Whether people type it where they have nothing to say: `n.c.`, `-`, `à définir`, `???`, `sans objet`."""
    if len(text) > LONGEST:
        return False
    if _STROKES.fullmatch(text.strip()):
        return True
    return _NOTHING.fullmatch(fold(text).strip(" .…?!()")) is not None


_IN_BRACKETS = re.compile(r"\((?![^()]*(?:k ?€|k ?eur|m ?€|millier|million))[^()]*\)|\[[^\[\]]*\]", re.IGNORECASE)
_IN_EUROS = re.compile(r"\s*(?:en )?(?:€|euros?|eur)$")


@lru_cache(maxsize=10_000)
def trimmed_header(text: str) -> str:
    """A header's text without the signs at its ends (`Qui *`, `Budget :`), folded."""
    return fold(text.replace("-\n", "").replace("_", " ")).strip(" :;,.*?!…-–—•°#/=")


@lru_cache(maxsize=10_000)
def plain_header(text: str) -> str:
    """A header's text as it is compared: trimmed, without its remarks in brackets nor its euros. Thousands of euros
    stay: they are not what a column of euros holds."""
    bare = _IN_EUROS.sub("", trimmed_header(_IN_BRACKETS.sub(" ", text)))
    return bare or trimmed_header(text) or fold(text)
