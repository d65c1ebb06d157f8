"""When two spellings are one name, or nearly one: of a person, of a firm; and which of them is shown."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from pacxl.french.text import clean_name, fold, text_as_seen

# Legal forms, as people write them before or after a firm's name.
_LEGAL = re.compile(r"sarl|sasu?|eurl|sa|sca|scs|snc|sci|scop|scic|scm|selarl|selas|gie|eirl|ei|earl|gaec")
_CLOSE = 0.85  # how alike two firms' names are before one may be a slip for the other


@lru_cache(maxsize=65_536)
def as_one_name(text: str) -> str:
    """A name as it is compared: whatever its Unicode form, its case, what nobody sees, and the blanks around and
    in it."""
    seen = unicodedata.normalize("NFKC", text_as_seen(text))
    return " ".join(unicodedata.normalize("NFKC", seen.casefold()).split())


@lru_cache(maxsize=65_536)
def as_near_name(text: str) -> str:
    """What two names that are nearly one have in common: accents, punctuation and the order of words do not count."""
    return " ".join(sorted(_words(text)))


def firm_proper_name(text: str) -> str:
    """A firm's name as it is compared: without case, accents, punctuation, nor its legal form (S.A.S., SARL …)."""
    dotless = re.sub(r"\b(?:\w\.){2,}", lambda found: found[0].replace(".", "") + " ", text_as_seen(text))
    words = _words(dotless)
    return " ".join([word for word in words if not _LEGAL.fullmatch(word)] or words)


def near_firm_names(one: str, other: str) -> bool:
    """Whether one firm's name may be a slip for the other's."""
    return DamerauLevenshtein.normalized_similarity(firm_proper_name(one), firm_proper_name(other)) > _CLOSE


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text).replace("_", " "))


def best_spelt_name(texts: Iterable[str]) -> str:
    """The spelling to show of a proper name: the most frequent; among equals, one that is not all in capitals or all
    in small letters, else the first."""
    clean = (" ".join(clean_name(text).split()) for text in texts)
    known = Counter(text for text in clean if text)
    return max(known, key=lambda text: (known[text], text not in (text.upper(), text.lower())), default="")
