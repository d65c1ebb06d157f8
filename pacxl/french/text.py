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


# Zero-width spaces and joiners, the soft hyphen, marks of direction, of order and of variation, blank letters.
_UNSEEN_RANGES = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F),
    (0xE0100, 0xE01EF),
)
_UNSEEN = {code: "" for first, last in _UNSEEN_RANGES for code in range(first, last + 1)}
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2800\u3000"
_SPACES = dict.fromkeys(map(ord, _BLANKS), " ")
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width letters, digits and signs
_AS_SEEN: dict[int, str] = {**_UNSEEN, **_SPACES, **_WIDE}


def text_as_seen(text: str) -> str:
    """A text without the characters that nobody sees, with one kind of space, and of digits and letters in one width:
    what looks the same is the same. (A text in ASCII is itself, at no cost.)"""
    return text if text.isascii() else text.translate(_AS_SEEN)


def is_blank(text: str) -> bool:
    """Whether a text holds nothing that can be seen."""
    return not text.strip() or (ord(text[0]) in _AS_SEEN and not text_as_seen(text).strip())


_GLUE = re.compile("(?<=[\U0001f000-\U0001faff\u2190-\u2bff\ufe0f])[\u200d\ufe0f]")  # what holds an emoji together


def clean_name(text: str) -> str:
    """A text that names or is chosen, as it is shown: nothing unseen in it, and its accents in one form."""
    if text.isascii():
        return text
    glued = {match.start() for match in _GLUE.finditer(text)}
    kept = (c for at, c in enumerate(text) if ord(c) not in _UNSEEN or at in glued)
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A text as it is compared: without case, accents, what nobody sees, nor the kind of its spaces and
    apostrophes."""
    plain = text_as_seen(text).replace("’", "'").replace("œ", "oe").replace("Œ", "OE")
    flat = unicodedata.normalize("NFKD", plain)
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).casefold().split())


# What a screen does not show, or takes for an order: controls, half characters, line ends, turns of direction.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def printable_text(text: str) -> str:
    """A text on one line, what a screen does not show spelled out: a line break as `\\n`, and `\\xe9` for a byte of a
    file's name that is no letter."""
    return _UNPRINTABLE.sub(_spelled, text)


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


def text_stands_for_blank(text: str) -> bool:
    """Whether a text stands for a blank, typed where people have nothing to say: `n.c.`, `-`, `à définir`, `???`,
    `sans objet`."""
    if len(text) > LONGEST:
        return False
    if _STROKES.fullmatch(text_as_seen(text).strip()):
        return True
    return _NOTHING.fullmatch(fold(text).strip(" .…?!()")) is not None
