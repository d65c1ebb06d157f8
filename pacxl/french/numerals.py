"""Numbers as the French write them: the figures, and what stands around them, whatever the column holds."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from pacxl.excel import DIGITS
from pacxl.french.calendar_names import MONTHS
from pacxl.french.text import Unfit, Words, fold, text_as_seen
from pacxl.typography import WIDE, french_number, with_minus


class Unit(Enum):
    """What a number counts, as far as that changes what it is worth."""

    NONE = "nothing said"
    EURO = "€"
    PERCENT = "%"
    POINTS = "points"
    FOREIGN = "another currency"
    THING = "anything else, in words"


_ONE = Decimal(1)


class Amount(NamedTuple):
    """A number as it is written: what its figures can mean, what a word or a letter multiplies them by (`k`,
    `million`), its unit, and the words beside it.

    `beside` is a unit in words (`leads / mois`) or what follows the unit (`HT`); `per` tells that it names a rhythm
    or a share (`/ mois`, `par client`), so that the number is no total.
    """

    figures: tuple[Decimal, ...] = ()
    scales: tuple[Decimal, ...] = (_ONE,)
    unit: Unit = Unit.NONE
    beside: str = ""
    per: bool = False
    approximate: bool = False

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return tuple(dict.fromkeys(figure * scale for figure in self.figures for scale in self.scales))


# --- a number, with what stands around it -----------------------------------------------------------------

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ´`′"), "'")
_PLAIN = {**_DASHES, **_APOSTROPHES}
_RUN = re.compile("  +")
_SIGNS = ((re.compile(r"€uros?", re.I), "€"), (re.compile(r"\b(?:pour ?cents?|pct)\b", re.I), "%"))

_ABOUT = r"environ|env\.?|approximativement|approx\.?|[àa] peu pr[èe]s|autour de|pr[èe]s de"
_BEFORE = re.compile(rf"(?:[~≈]|(?:{_ABOUT})(?![a-zà-ÿ])) ?(?P<rest>.+)", re.IGNORECASE)
_AFTER = re.compile(rf"(?P<rest>.+?) ?(?:[~≈]|\b(?:{_ABOUT}))", re.IGNORECASE)

_WRITTEN = re.compile(
    r"""'?(?P<open>\()?[ ]?(?P<sign>[-+])?[ ]?
    (?P<before>[kM]?€|[$£¥]|[A-Z]{3}(?![A-Za-z]))?[ ]?(?P<inner>[-+])?[ ]?
    (?P<figures>[0-9](?:[0-9 '.,]*[0-9])?|[.,][0-9]+)
    (?P<rest>[^0-9]*)""",
    re.VERBOSE,
)
_LIKE_DIGITS = "OoIl"  # letters typed for 0 and 1


def flat_number(text: str) -> str:
    """The text of a number with one kind of space, of dash and of apostrophe, `%` and `€` for their words."""
    plain = _RUN.sub(" ", text_as_seen(text).strip().translate(_PLAIN))
    for words, sign in _SIGNS:
        plain = words.sub(sign, plain)
    return plain.strip()


def read_amount(text: str) -> Amount | Unfit | None:
    """The number that a flat text is, with what stands around it; None if it is none."""
    about = _BEFORE.fullmatch(text) or _AFTER.fullmatch(text)
    amount = _exact(about["rest"] if about else text)
    return amount._replace(approximate=True) if about and isinstance(amount, Amount) else amount


def _exact(text: str) -> Amount | Unfit | None:
    form = _WRITTEN.fullmatch(text.removesuffix("."))
    if form is None or form["rest"][:1] in tuple(_LIKE_DIGITS):
        return None
    rest, signs = _signed(form["rest"].strip(), bool(form["open"]))
    signs += [sign for sign in (form["sign"], form["inner"]) if sign]
    amount = _beside(rest, form["before"] or "")
    figures = read_figures(form["figures"])
    if len(signs) > 1 or signs == ["?"] or amount is None or not isinstance(figures, tuple):
        return figures if isinstance(figures, Unfit) else None
    negative = signs in (["-"], ["()"])
    return amount._replace(figures=tuple(-figure if negative else figure for figure in figures))


def _signed(rest: str, opened: bool) -> tuple[str, list[str]]:
    """What follows the figures, without an accountant's parenthesis or minus sign; and the signs that these are."""
    if opened or ")" in rest:
        return rest.replace(")", " ").strip(), ["()" if opened and rest.count(")") == 1 else "?"]
    if rest.startswith("-") or rest.endswith("-"):
        return rest.strip("- "), ["-" if rest.count("-") == 1 else "?"]
    return rest, []


# --- figures ----------------------------------------------------------------------------------------------

_FIGURES = tuple(
    re.compile(form)
    for form in (
        r"(?P<whole>[0-9]{1,3}(?P<mark>[ '])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:[.,](?P<part>[0-9]+))?",
        r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<part>[0-9]+)",
        r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<part>[0-9]+)",
        r"(?P<whole>[0-9]{1,3}(?P<mark>[.,])[0-9]{3}(?:(?P=mark)[0-9]{3})+)(?P<part>)",
        r"(?P<whole>[0-9]*)(?:[.,](?P<part>[0-9]+))?",
    )
)
_MARKS = re.compile("[^0-9]")
_THOUSAND_OR_ONE = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_TOO_LONG = Unfit(
    Words(
        f"il a plus de {DIGITS} chiffres, et Excel n’en garde que {DIGITS}",
        f"it has more than the {DIGITS} digits that Excel keeps",
    )
)


def read_figures(text: str) -> tuple[Decimal, ...] | Unfit | None:
    """What digits and the marks between them mean: `1 000,5`, `1'000`, `1.234,56`, `1.234.567`.

    `1.000` and `1,000` can be a thousand or one: both.
    """
    found = next((found for form in _FIGURES if (found := form.fullmatch(text))), None)
    if found is None:
        return None
    whole, part = _MARKS.sub("", found["whole"]), found["part"] or ""
    if len((whole + part.rstrip("0")).lstrip("0")) > DIGITS:
        return _TOO_LONG
    reading = Decimal(f"{whole or 0}.{part or 0}")
    return (reading, Decimal(whole + part)) if _THOUSAND_OR_ONE.fullmatch(text) else (reading,)


# --- what stands beside the figures -----------------------------------------------------------------------

_THOUSAND, _MILLION, _BILLION = Decimal(10**3), Decimal(10**6), Decimal(10**9)
_LETTERS = {"k": _THOUSAND, "K": _THOUSAND, "M": _MILLION, "Md": _BILLION, "Mds": _BILLION}
_SCALES = {
    **dict.fromkeys(("mille", "millier", "milliers"), _THOUSAND),
    **dict.fromkeys(("million", "millions"), _MILLION),
    **dict.fromkeys(("milliard", "milliards"), _BILLION),
}
_EUROS = {"€", "eur", "euro", "euros"}
_POINTS = {"pt", "pts", "point", "points"}
_CURRENCIES = (
    "usd cad chf gbp jpy cny sek nok dkk pln mad dzd tnd xof xaf fcfa cfa us$ fr frs f ff franc francs "
    "dollar dollars yen yens dirham dirhams dinar dinars"
)
_FOREIGN = frozenset(_CURRENCIES.split())
_TAXES = {"ht", "ttc", "hors taxe", "hors taxes", "toutes taxes comprises", "net", "nets", "brut", "bruts"}
_PER = re.compile(
    r"(?:/|par\b|chaque\b|tou(?:te)?s les\b|(?:mensuel|annuel|trimestriel|semestriel)(?:le)?s?\b|hebdo"
    r"|journalier|quotidien).*"
)
# Words after a number that make it another number, or doubtful. And months: `12 avril` is no quantity.
_DOUBTS = (
    "a au aux avant centaine centaines cent cents demi dizaine dizaines douzaine douzaines e eme er ere et fois "
    "jusqu'a max maxi maximum min mini minimum moins nd nde non ou pas peut peut-etre plus pour quinzaine sans sauf "
    "si sinon sur vingtaine x zero"
)
_NO_UNITS = frozenset(_DOUBTS.split()) | set(MONTHS)
_SHORT = {"h", "j", "t"}  # units of one letter: an hour, a day, a tonne
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ][A-Za-zÀ-ÖØ-öø-ÿŒœ²³$'.\-]*|[^\s\w]")


def _beside(rest: str, before: str) -> Amount | None:
    """What the words around the figures say, as an amount without figures; None if they say anything else."""
    words, heading = _WORD.findall(rest), _WORD.findall(before)
    if sum(map(len, words)) != len(rest.replace(" ", "")):
        return None
    scales = _take_scale(heading) or _take_scale(words)
    if scales and words and words[0].lower() in ("de", "d'"):
        del words[0]
    elif words and words[0].lower().startswith("d'"):
        words[0] = words[0][2:]
    amount = _unit([*heading, *words], scaled=bool(scales))
    if amount is None or (heading and amount.unit not in (Unit.EURO, Unit.FOREIGN)):
        return None
    return amount._replace(scales=scales) if scales else amount


def _take_scale(words: list[str]) -> tuple[Decimal, ...]:
    """What the first word multiplies by, taken out of the words: `k`, `mille`, the `k` of `k€`, `keuros` or `ke`."""
    head = words[0] if words else ""
    if head == "m" and len(words) > 1 and fold(words[1]) in _EUROS:
        del words[0]
        return (_THOUSAND, _MILLION)  # of euros, `m` is a thousand for some and a million for others
    if head in _LETTERS or fold(head) in _SCALES:
        del words[0]
        return (_LETTERS[head] if head in _LETTERS else _SCALES[fold(head)],)
    if head[:1] in _LETTERS and fold(head[1:]) in _EUROS | {"e"}:
        words[0] = "€"
        return (_LETTERS[head[0]],)
    return ()


def _unit(words: list[str], scaled: bool) -> Amount | None:
    """An amount's unit, from the words that name it and those that follow."""
    if not words:
        return Amount()
    head = fold(words[0]).rstrip(".")
    if head in _EUROS or (head == "e" and scaled):
        return _followed(Unit.EURO, words[1:])
    if head == "%":
        return _followed(Unit.PERCENT, words[1:])
    if head in _FOREIGN or unicodedata.category(words[0][0]) == "Sc":
        return Amount(unit=Unit.FOREIGN, beside=_joined(words))
    if head in _POINTS:
        return Amount(unit=Unit.POINTS, beside=_joined(words)) if _plain(words) else None
    return _followed(Unit.NONE, words) or _thing(words)


def _followed(unit: Unit, words: list[str]) -> Amount | None:
    """An amount in a unit, and after it nothing, a tax or a rhythm."""
    text = _joined(words)
    if not text or fold(text).replace(".", "") in _TAXES:
        return Amount(unit=unit, beside=text)
    named = len(words) > 1 or words[0] != "/"
    return (
        Amount(unit=unit, beside=text, per=True) if _PER.fullmatch(fold(text)) and named and _plain(words) else None
    )


def _thing(words: list[str]) -> Amount | None:
    """A quantity of something: `leads / mois`, `rdv`, `jours`."""
    head = fold(words[0]).rstrip(".")
    named = head in _SHORT or (len(head) > 1 and not set(head) <= set("olis"))
    if not named or not _plain(words) or len(words) > 6:
        return None
    return Amount(unit=Unit.THING, beside=_joined(words), per=any(_PER.match(fold(word)) for word in words))


def _plain(words: list[str]) -> bool:
    folded = [fold(word).rstrip(".") for word in words]
    return not _NO_UNITS & set(folded) and all(word == "/" or word[:1].isalpha() for word in folded)


def _joined(words: list[str]) -> str:
    return " ".join(words)


def in_euros(amount: float, digits: int = 2) -> str:
    """An amount as the French print it: `−1 234,50 €`, which no line breaks."""
    told = french_number(f"{round(amount, digits) + 0.0:,.{digits}f}")
    return with_minus(f"{told}{WIDE}€")


def in_short_euros(amount: float) -> str:
    """An amount as the French print it, its cents where it has some: `1 234 €`, `1 234,50 €`."""
    return in_euros(amount, 0 if f"{amount:.2f}".endswith(".00") else 2)


def in_unit(number: float, unit: str) -> str:
    """A number in its unit, as the French print it: `1 234,5 rdv`; one of euros as an amount."""
    if unit == Unit.EURO.value:
        return in_short_euros(number)
    told = french_number(f"{round(number, 6) + 0.0:,.{DIGITS}g}")
    return f"{with_minus(told)} {unit}".rstrip()
