"""What a column's header says: the name, and beside it a unit, a rhythm, taxes, a year."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from pacxl.french.text import fold, text_as_seen
from pacxl.french.units import HT, ONE, TTC

_THOUSAND, _MILLION, _BILLION = (Decimal(10**power) for power in (3, 6, 9))


class HeaderText(NamedTuple):
    """A header, read: its `name` without what else it says, folded; what that is, or nothing where it says nothing.

    `scales` are what its numbers are counted in (1 000 for `k€`; two, where people mean two things: `m€`). `foreign`
    is another currency, `per` a rhythm or a share (`/ mois`) and `months` its length, `thing` what is no money
    (`jours`, `%`), `taxes` HT or TTC, `years` those it names, `shift` how far from the plan's own (-1 for `N-1`).
    """

    name: str
    scales: tuple[Decimal, ...] = (ONE,)
    euros: bool = False
    foreign: str = ""
    per: str = ""
    months: int = 0
    thing: str = ""
    taxes: str = ""
    years: tuple[int, ...] = ()
    shift: int | None = None

    @property
    def says_more(self) -> bool:
        """Whether it says anything beside its name and euros."""
        return self._replace(name="", euros=False) != _NOTHING_SAID


_NOTHING_SAID = HeaderText("")


# --- a header as it is compared ---------------------------------------------------------------------------

# Pictures, arrows, bullets, figures in circles, footnotes' figures: what people put beside a header's words.
_SIGNS = re.compile(
    "[0-9]\ufe0f?\u20e3|[\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\U0001f000-\U0001faff\u00b9\u00b2\u00b3\u2070-\u209c"
    "\u2460-\u24ff]"
)
_NUMBERING = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})* ?[.):°/–-]+|[a-z]\))[ .]*(?=[^\W\d])")
_ENDS = " :;,.*?!…-–—•°#/=|>«»\"'"
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}")


@lru_cache(maxsize=20_000)
def trimmed_header(text: str) -> str:
    """A header's text without its number (`1. Action`), nor the signs at its ends (`🎯 Budget :`), folded."""
    words = text if text.isascii() else _SIGNS.sub(" ", text)
    folded = fold(words.replace("-\n", "").replace("_", " ")).strip(_ENDS)
    return _NUMBERING.sub("", folded, count=1) if _NUMBERING.match(folded) else folded


@lru_cache(maxsize=20_000)
def plain_header(text: str) -> str:
    """A header's text as it is compared: trimmed, without its remarks in brackets nor its euros. What it says of
    another unit, a rhythm or a year stays: it is not what a column of euros holds."""
    said = read_header(text)
    if said.says_more:
        return trimmed_header(text) or fold(text)
    return said.name or trimmed_header(text) or fold(text)


@lru_cache(maxsize=20_000)
def header_names(text: str) -> tuple[str, ...]:
    """What a header can be the name of: its whole text; then its name alone, where it says a unit or a year too."""
    plain = plain_header(text)
    said = read_header(text)
    return (plain, said.name) if said.says_more and said.name and said.name != plain else (plain,)


# --- what it says beside its name -------------------------------------------------------------------------

_EURO = r"(?:€uros?|€|euros?\b|eur\b)"
_BEFORE = r"(?<!\d)(?<!\d )(?<![A-Za-z])"  # « dont 2 k€ de frais » is a remark, and no unit
_CODES = (
    "usd|cad|aud|nzd|chf|gbp|jpy|cny|hkd|sgd|inr|brl|rub|try|sek|nok|dkk|pln|czk|huf|ron|mad|dzd|tnd|xof|xaf|xpf|mur"
    "|f ?cfa|cfa|francs?(?: (?:cfa|suisses?|pacifiques?))?|dollars?(?: us)?|livres? sterling|livres?|yens?"
    "|dirhams?|dinars?|roubles?|couronnes?|roupies?|dhs?|frs"
)
_THOUSANDS = r"(?:(?:k|m|mds?) ?)?"
_FOREIGN = (
    rf"{_BEFORE}{_THOUSANDS}(?:{_CODES})(?![a-z])"
    rf"|(?<!\d)(?<!\d )(?:(?<![a-z]){_THOUSANDS}(?:(?:US|CA|C|A) ?)?)?[$£¥₣₤₦₨₩₪₫₭₮₱₴₵₹₺₽₿]"
)
_TIME = {
    "an": 12,
    "annee": 12,
    "annuel": 12,
    "semestre": 6,
    "semestriel": 6,
    "trimestre": 3,
    "trimestriel": 3,
    "mois": 1,
    "mensuel": 1,
}
_EACH = (
    "mois|annee|an|semestre|trimestre|semaine|sem|jour|jr|j|heure|h|client|prospect|personne|pers|tete|unite|u|piece"
    "|salarie|vendeur|commercial|contact|lead|clic|visite|rdv|rendez-vous|vente|produit|m2"
)
_PER = (
    rf"(?:/ ?|\bpar )(?:{_EACH})\.?(?![a-z])"
    r"|\b(?:mensuel|annuel|trimestriel|semestriel)(?:le)?s?\b|\bhebdo(?:madaire)?s?\b|\bquotidien(?:ne)?s?\b"
    r"|\bjournaliers?\b|\bunitaires?\b|\bp\.u\.?(?![a-z])"
)
_HT = r"(?<![a-z])(?:h\.? ?t\.?(?![a-z])|hors taxes?\b|hors tva\b)"
_TTC = r"(?<![a-z])(?:t\.? ?t\.? ?c\.?(?![a-z])|toutes taxes(?: comprises)?|(?:taxes?|tva) (?:comprises?|incluses?))"
_DAY = r"(?:(?:au|le|du|fin) )?[0-9]{1,2}[/.-][0-9]{1,2}[/.-]"
_YEAR = (
    rf"(?<![\d/.])(?:{_DAY})?(?:(?:exercice|annee|saison) )?(?:[st][1-4] ?[-/]? ?)?(?P<year>(?:19|20)[0-9]{{2}})"
    r"(?: ?[-/] ?(?P<until>(?:20)?[0-9]{2})(?![\d/]))?(?: ?[-/]? ?[st][1-4])?(?![\d/]|[.,]\d| ?[€$£%kKM])"
)
_SHIFT = r"(?<![a-z°])(?:annee )?n ?(?P<sign>[-+]) ?(?P<by>[0-9])(?!\d)"
_OWN_YEAR = r"(?<![A-Za-z°])N(?![A-Za-z°']| ?[-+] ?\d)"
_THING = (
    r"%|\b(?:pourcentages?|pour ?cents?|pct|jours?(?:[- ]hommes?)?|jh|j/h|heures?|etp|unites?|pieces?|points?|pts"
    r"|km|quantites?|qte)\b"
)
_TIMES = r"(?:[x×*/÷] ?1[ .']?000(?P<more>[ .']?000)?|'000)(?![\d])"
_OF_EUROS = rf"(?: ?(?:de |d'|d )?{_EURO})?"
_WORDS = rf"\b(?P<word>milliers?|thousands?|millions?|milliards?)\b{_OF_EUROS}"
_LETTER = rf"(?P<letter>Mds?|[kKMm]) ?(?i:{_EURO})|(?P<ke>[kK][eE])(?![A-Za-z])"
_LETTERS = {"k": _THOUSAND, "M": _MILLION, "Md": _BILLION, "Mds": _BILLION}
_IN_FULL = {"mil": _MILLION, "millie": _THOUSAND, "thousa": _THOUSAND, "millio": _MILLION, "millia": _BILLION}

_ANY_CASE = re.compile(
    rf"(?P<foreign>{_FOREIGN})|(?P<times>{_TIMES}{_OF_EUROS})|(?P<words>{_WORDS})"
    rf"|(?P<per>{_PER})|(?P<ttc>{_TTC})|(?P<ht>{_HT})|(?P<shift>{_SHIFT})|(?P<years>{_YEAR})"
    rf"|(?P<euros>€uros?|€|(?<![a-z])(?:euros?|eur)\b)",
    re.IGNORECASE,
)
_CASED = re.compile(rf"{_BEFORE}(?:{_LETTER})|(?P<own>{_OWN_YEAR})")
_ONLY_IN_BRACKETS = re.compile(rf"(?P<thing>{_BEFORE}(?:{_THING}|\bh\b|\bj\b))", re.IGNORECASE)
_ALONE = re.compile(r"(?:en )?(?:(?P<letter>Mds?|[kKM])|(?P<foreign>[kKM]?F(?:r\.?|F)?)|(?P<times>(?:1 ?)?000 ?€))")

# What no header that says a unit or a year is without: told in one search, for a sheet is full of other texts.
_PERHAPS = re.compile(
    r"[€$£¥₣-₿%(\[{]|[0-9]{3}|\bn ?[-+] ?[0-9]|\bN\b|euro|\beur\b|\bk|mill|thous|mensuel|annuel|trim|semes"
    r"|hebdo|quotid|journal|unitaire|\bp\.u|\bht\b|\bh\.|ttc|t\.t|taxe|tva|/ ?[a-z]|\bpar |(?<![a-z])(?:"
    + _CODES
    + r")(?![a-z])",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def read_header(text: str) -> HeaderText:
    """A header's name, and what it says beside it, anywhere in it, in brackets or not."""
    if not _PERHAPS.search(text if text.isascii() else text_as_seen(text)):
        return HeaderText(trimmed_header(text))
    cased = _without_accents(text)
    found: list[re.Match[str]] = []
    remarks = ["".join(groups) for groups in _BRACKETS.findall(cased)]
    bare = _BRACKETS.sub(" ", cased)
    for remark in remarks:
        alone = _ALONE.fullmatch(remark.strip())
        found += [alone] if alone else _said_in(remark, in_brackets=True)
    outside = _said_in(bare, in_brackets=False)
    for each in outside:
        bare = bare.replace(each[0], " ", 1)
    return _joined(_name(bare), [*found, *outside])


def _without_accents(text: str) -> str:
    seen = (
        _SIGNS.sub(" ", text_as_seen(text).replace("²", "2")).replace("-\n", "").replace("_", " ").replace("’", "'")
    )
    flat = unicodedata.normalize("NFKD", seen.translate(_DASHES))
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).split())


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def _said_in(text: str, *, in_brackets: bool) -> list[re.Match[str]]:
    """What a text says of units and years. Letters count before words: `M€` is no `m€`."""
    found, left = list[re.Match[str]](), text
    for form in (_CASED, _ANY_CASE, *((_ONLY_IN_BRACKETS,) if in_brackets else ())):
        for each in list(form.finditer(left)):
            found.append(each)
            left = left[: each.start()] + "\0" * (each.end() - each.start()) + left[each.end() :]
    if not in_brackets and (end := _END_THING.search(left)):
        found.append(end)
    return found


_END_THING = re.compile(rf"(?P<thing> en (?:{_THING})$| %$)", re.IGNORECASE)
_JOINTS = re.compile(
    r"^(?:(?:en|de|du|pour|au|l'|annee|exercice)(?: |$)|[-/:,;]+ ?)+"
    r"|(?:(?:^| )(?:en|de|du|d'?|pour|au|a|l'?|sur|annee|exercice)| ?[-/:,;'])+$"
)


def _name(text: str) -> str:
    """What is left of a header without what it says beside its name, nor the words that led to that."""
    words = trimmed_header(text)
    while (shorter := _JOINTS.sub("", words).strip(_ENDS)) != words:
        words = shorter
    return words


def _joined(name: str, found: list[re.Match[str]]) -> HeaderText:
    """What was found, as one."""
    scales, said = set[Decimal](), HeaderText(name)
    for each in found:
        groups = {key: text for key, text in each.groupdict().items() if text}
        scales |= set(_scales(groups))
        said = said._replace(**_told(groups, said))
    if len(scales) > 1 and {_THOUSAND, _MILLION} != scales:
        scales = {_THOUSAND, _MILLION}  # it says two things
    return said._replace(scales=tuple(sorted(scales)) or (ONE,))


def _scales(groups: dict[str, str]) -> tuple[Decimal, ...]:
    if "foreign" in groups:
        return ()
    if "letter" in groups:
        letter = groups["letter"]
        return (_THOUSAND, _MILLION) if letter == "m" else (_LETTERS["k" if letter == "K" else letter],)
    if "ke" in groups:
        return (_THOUSAND,)
    if "words" in groups:
        return (_IN_FULL[groups["word"].lower()[:6]],)
    if "times" in groups:
        return (_MILLION if groups.get("more") else _THOUSAND,)
    return ()


def _told(groups: dict[str, str], said: HeaderText) -> dict[str, Any]:
    """The fields that one thing said fills."""
    told: dict[str, Any] = {}
    for key in ("foreign", "thing"):
        if key in groups:
            told[key] = groups[key].strip().removeprefix("en ")
    if "per" in groups:
        word = re.sub(r"(?:le)?s?$", "", re.sub(r"^(?:/ ?|par )", "", fold(groups["per"]).strip(". ")))
        told |= {"per": groups["per"].strip(), "months": _TIME.get(word, _TIME.get(word + "s", 0))}
    for key, taxes in (("ht", HT), ("ttc", TTC)):
        if key in groups:
            told["taxes"] = taxes
    if "years" in groups:
        told["years"] = (*said.years, *_years(groups))
    if "shift" in groups:
        told["shift"] = int(groups["sign"] + groups["by"])
    if "own" in groups:
        told["shift"] = 0
    if "euros" in groups:
        told["euros"] = True
    return told


def _years(groups: dict[str, str]) -> tuple[int, ...]:
    first = int(groups["year"])
    if "until" not in groups:
        return (first,)
    last = int(groups["until"]) if len(groups["until"]) == 4 else first // 100 * 100 + int(groups["until"])
    return tuple(range(first, last + 1)) if 0 < last - first < 4 else (first,)
