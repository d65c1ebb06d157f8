"""French as it is printed: its no-break spaces, and the singular or the plural of what is counted."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NARROW, WIDE = "\u202f", "\u00a0"  # the no-break spaces of French, narrow and as wide as any other

_SPACE = f"[ {NARROW}{WIDE}]"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_NARROW_SPACES = re.compile(rf"{_SPACE}+(?=[;?»]|!(?!=))|(?<=«){_SPACE}+")  # before the high marks, inside « »
_THOUSANDS = re.compile(rf"(?<![\w,.])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)")
_WIDE_SPACES = re.compile(
    rf"{_SPACE}+(?=:|%|[kM]?€|/{_SPACE})|(?<=n°){_SPACE}+|(?<=\d)(?<!\d\d\d){_SPACE}(?=(?:{_MONTHS})\b)"
    rf"|(?<=\d(?:er|re)){_SPACE}(?=\w)"
)


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """A French text with its no-break spaces: narrow before `; ! ?`, within « » and between thousands, wide before
    `:`, `%`, `€` and a stroke, after `n°`, in a date. Only the kind of a space changes, so a text set twice is set
    once; times, paths and addresses have none of these spaces."""
    grouped_text = _THOUSANDS.sub(lambda found: re.sub(_SPACE, NARROW, found[0]), text)
    return _WIDE_SPACES.sub(WIDE, _NARROW_SPACES.sub(NARROW, grouped_text))


def plain_spaces(text: str) -> str:
    """A text with ordinary spaces, as it stood before it was set for print."""
    return text.replace(NARROW, " ").replace(WIDE, " ")


def in_quotes(text: str) -> str:
    """A text between French guillemets."""
    return f"«{NARROW}{text}{NARROW}»"


def with_minus(number: str) -> str:
    """A number that is written out, with a minus where it had a hyphen: that is not always read aloud, and a line may
    break after it."""
    return f"−{number[1:]}" if number.startswith("-") else number


def french_number(written: str) -> str:
    """A number that Python wrote out (`-1,234.5`), with the marks of the French: `-1 234,5`."""
    return written.replace(",", NARROW).replace(".", ",")


def grouped(number: int, lang: str = "fr") -> str:
    """A whole number with its thousands apart."""
    return french_number(f"{number:,}") if lang == "fr" else f"{number:,}"


def plural(number: float, one: str, many: str, lang: str = "fr") -> str:
    """The word for so many: in French the plural begins at two, in English all but one is plural."""
    return one if (abs(number) < 2 if lang == "fr" else number == 1) else many


def of_name(name: str) -> str:
    """Somebody's name after its French preposition: de Paul, d’Inès, d’Hélène, d’Yves."""
    bare = unicodedata.normalize("NFD", name[:2]).lower()
    vowel = bare[:1] in set("aeiouhœæ") or (bare[:1] == "y" and bare[1:2] not in set("aeiou"))
    return f"d’{name}" if vowel else f"de {name}"


def counted(number: int, one: str, many: str, lang: str = "fr") -> str:
    """A number and the word for so many: `1 erreur`, `2 erreurs`."""
    return f"{grouped(number, lang)} {plural(number, one, many, lang)}"
