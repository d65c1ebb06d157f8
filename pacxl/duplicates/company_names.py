"""When two companies' names are one, or nearly: without legal form, accents, order; a slip; a word more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from pacxl.duplicates.likeness import (
    COMPANY_IN_ANOTHER,
    COMPANY_WITH_SLIP,
    COMPANY_WITH_SLIPS,
    SHORT_COMPANY_WITH_SLIP,
    SPACED_COMPANY,
)
from pacxl.french.proper_names import as_one_name, firm_proper_name
from pacxl.french.text import Words, fold

# Words that tell no company from another, and those that are written short.
_SMALL = re.compile(
    "les?|la|l|des?|du|d|et|and|the|aux?|a|en|m|mr|mme|mlle|monsieur|madame|ets|etablissements?|societe|entreprise"
)
_IN_FULL = {"st": "saint", "ste": "sainte", "gd": "grand", "gde": "grande"}
_OF_A_COMPANY = re.compile(r"\bsté\b\.?", re.IGNORECASE)  # not Ste, which is Sainte
# What stands in the place of a name.
_NOBODY = re.compile(
    "particuliers?|divers|clients?|prospects?|inconnu|adefinir|apreciser|confidentiel|x{1,3}|nc|autres?"
)
_SHORTEST = 5  # letters of a word in which a slip is taken for one: « Pins » and « Pont » are two
_LONG = 9  # letters of a word that may hold two
_COMMON = 4  # names in which a word stands that is no company's own: « Camping », « Garage »

Key = tuple[str, ...]


@dataclass(frozen=True)
class NameLikeness:
    """How alike two companies' names are, in points, and in words."""

    points: int
    words: Words


@lru_cache(maxsize=65_536)
def company_key(text: str) -> Key:
    """The words of a company's name as they are compared, in order of the alphabet; none for « Divers »."""
    return tuple(sorted(_telling(text)))


def _telling(text: str) -> list[str]:
    words = firm_proper_name(_OF_A_COMPANY.sub(" ", text)).split()
    kept = [_IN_FULL.get(word, word) for word in words if not _SMALL.fullmatch(word)] or words
    return [] if _NOBODY.fullmatch("".join(kept)) else kept


def _joined(text: str) -> str:
    return "".join(_telling(text))


def same_company(one: str, other: str) -> Words:
    """How alike two spellings of one key are: what tells them apart."""
    if as_one_name(one) == as_one_name(other):
        return Words("même société", "same company")
    apart = list(_apart(one, other)) or [Words("accents et ponctuation", "accents and punctuation")]
    french, english = ", ".join(each.fr for each in apart), ", ".join(each.en for each in apart)
    return Words(f"même société ({french} à part)", f"same company (but for {english})")


def _apart(one: str, other: str) -> Iterator[Words]:
    """What two spellings of one company do not share."""
    every = [re.findall(r"\w+", fold(text)) for text in (one, other)]
    firms = [firm_proper_name(text).split() for text in (one, other)]
    told = [_telling(text) for text in (one, other)]
    forms = [sorted(set(words) - set(kept)) for words, kept in zip(every, firms, strict=True)]
    small = [sorted(set(firm) - set(kept)) for firm, kept in zip(firms, told, strict=True)]
    if forms[0] != forms[1]:
        yield Words("forme juridique", "the legal form")
    if told[0] != told[1]:
        yield Words("ordre des mots", "the order of words")
    if small[0] != small[1]:
        yield Words("petits mots", "small words")


# --- names that are nearly one ----------------------------------------------------------------------------


def near_companies(texts: Iterable[str]) -> dict[tuple[Key, Key], NameLikeness]:
    """The keys of names that are nearly one, two by two, the first before the second in order of the alphabet."""
    spelt = {key: text for text in texts if (key := company_key(text))}
    found: dict[tuple[Key, Key], NameLikeness] = {}
    for pair in _written_together(spelt):
        found.setdefault(
            pair,
            NameLikeness(SPACED_COMPANY, Words("même société (espaces à part)", "same company (but for spaces)")),
        )
    for pair in _with_a_slip(spelt):
        if pair not in found and (alike := company_names_slip(*pair)):
            found[pair] = alike
    for (one, other), more in _with_one_word_more(spelt):
        said = Words(f"une société dans l’autre (« {more} » en plus)", f"one company in the other (“{more}” added)")
        found.setdefault((one, other), NameLikeness(COMPANY_IN_ANOTHER, said))
    return found


def _written_together(spelt: dict[Key, str]) -> Iterator[tuple[Key, Key]]:
    groups = defaultdict[str, list[Key]](list)
    for key, text in spelt.items():
        groups[_joined(text)].append(key)
    for keys in groups.values():
        yield from combinations(sorted(keys), 2)


def _with_a_slip(spelt: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
    """The names that share all words but one, and all the letters of that one but one: two spellings that a slip
    tells apart (a letter too many, one that lacks, another one, two that changed places) come down to one text when
    each loses the right letter."""
    groups = defaultdict[str, list[Key]](list)
    for key in spelt:
        for at, word in enumerate(key):
            if len(word) >= _SHORTEST - 1 and word.isalpha():
                rest = " ".join((*key[:at], "|", *key[at + 1 :]))
                for short in {word, *(word[:cut] + word[cut + 1 :] for cut in range(len(word)))}:
                    groups[f"{rest} {short}"].append(key)
    for keys in groups.values():
        if len(keys) > 1:
            yield from combinations(sorted(set(keys)), 2)


def company_names_slip(one: Key, other: Key) -> NameLikeness | None:
    """What two names have for likeness if at most two of their words differ, each by a slip of the hand."""
    odd, others = _less(one, other), _less(other, one)
    if not odd or len(odd) != len(others) or len(odd) > 2:
        return None
    if len(odd) == 2 and _slips(odd[0], others[0]) > _slips(odd[0], others[1]):
        others = others[::-1]
    if not all(_may_slip(mine, theirs) for mine, theirs in zip(odd, others, strict=True)):
        return None
    alone = COMPANY_WITH_SLIP if len(one) > 1 else SHORT_COMPANY_WITH_SLIP
    points = COMPANY_WITH_SLIPS if len(odd) == 2 else alone
    both = list(zip(odd, others, strict=True))
    french = ", ".join(f"« {mine} » / « {theirs} »" for mine, theirs in both)
    english = ", ".join(f"“{mine}” / “{theirs}”" for mine, theirs in both)
    return NameLikeness(points, Words(f"société presque pareille ({french})", f"nearly the same company ({english})"))


def _less(words: Sequence[str], others: Sequence[str]) -> list[str]:
    return [word for word in words if word not in others]


def _slips(one: str, other: str) -> int:
    return int(DamerauLevenshtein.distance(one, other))


def _may_slip(one: str, other: str) -> bool:
    shortest, longest = sorted((len(one), len(other)))
    if longest < _SHORTEST or not (one.isalpha() and other.isalpha()):
        return False
    return _slips(one, other) <= (2 if shortest >= _LONG else 1)


def _with_one_word_more(spelt: Iterable[Key]) -> Iterator[tuple[tuple[Key, Key], str]]:
    names = set(spelt)
    uses = defaultdict[str, int](int)
    for key in names:
        for word in key:
            uses[word] += 1
    for key in names:
        for at, word in enumerate(key):
            rest = (*key[:at], *key[at + 1 :])
            own = len(rest) > 1 or (rest and len(rest[0]) > 3 and uses[rest[0]] < _COMMON)
            if own and rest in names and word.isalpha():
                yield (min(key, rest), max(key, rest)), word
