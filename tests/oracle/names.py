"""Who is who: which spellings are one person, nearly one, or two; and which are one firm."""

from __future__ import annotations

import re
import unicodedata

LEGAL_FORMS = {"sarl", "sas", "sa", "eurl", "snc"}


def one_name(text: str) -> str:
    """Unicode form, case, outer and doubled spaces do not make two people."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def near_name(text: str) -> str:
    """An accent or the order of first and last name makes two names near."""
    return " ".join(sorted(_words(text)))


def one_firm(text: str) -> str:
    """Firms are compared without case, accents, punctuation and legal form."""
    return " ".join(word for word in _words(text) if word not in LEGAL_FORMS)


def near_firms(one: str, other: str) -> bool:
    """A letter or two of a firm's name may be a slip."""
    one, other = one_firm(one), one_firm(other)
    return _slips(one, other) < 0.15 * max(len(one), len(other))


def _words(text: str) -> list[str]:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", bare.casefold())


def _slips(one: str, other: str) -> int:
    """How many letters are to be put in, left out or changed."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        above, row = row, [at]
        for place, theirs in enumerate(other, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != theirs)))
    return row[-1]
