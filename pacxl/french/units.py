"""Units as people write them: which spellings are one unit, and how many of it one of another is."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pacxl.french.numerals import Amount, Unit, flat_number, read_amount
from pacxl.french.text import Words, fold

# What amounts are counted in where nothing is said: excluding or including taxes. A firm chooses.
TAXES = HT, TTC = "HT", "TTC"
TAXES_IN_WORDS = {HT: ("hors taxes", "excluding taxes"), TTC: ("toutes taxes comprises", "including taxes")}
EURO, PERCENT = "€", "%"
_TAXED = {"ht": HT, "hors taxe": HT, "hors taxes": HT, "ttc": TTC, "toutes taxes comprises": TTC}
_LEAD = re.compile(r"(?:en )?(?P<money>montants?\b)?(?: en\b)? *(?P<rest>.*)", re.IGNORECASE)
_PERCENTS = ("pourcentage", "pourcentages", "pourcent", "pourcents")
ONE = Decimal(1)


class Measure(NamedTuple):
    """A unit as it is compared (`€`, `€ TTC`, `%`, `rdv`), and how many of it one of what is written is: 1 000 for
    `k€`. Two units are one where their names are; then they convert exactly."""

    name: str
    scale: Decimal = ONE


@lru_cache(maxsize=4096)
def read_unit(text: str, taxes: str = HT) -> Measure:
    """What a unit is: `k€ HT`, `milliers d’euros`, `Montant HT`, `Rdv.`; euros of which nothing more is said are as
    `taxes` says. What is no money is compared without case, accents, dots and hyphens."""
    plain = flat_number(re.sub(r"[()\[\]]", " ", text))
    lead = _LEAD.fullmatch(plain)
    rest = lead["rest"] if lead else plain
    amount = read_amount(f"1 {rest}") if rest else Amount()
    of_money = bool(lead and lead["money"])
    if isinstance(amount, Amount) and amount.figures in ((), (ONE,)):
        return unit_of(amount, of_money, taxes) or _in_words(plain)
    return _in_words(plain)


def unit_of(amount: Amount, of_money: bool, taxes: str) -> Measure | None:
    """The unit of an amount that is written with it; `of_money` where the words around say that it is one. None
    where none is said, or where it is none that converts."""
    beside = fold(amount.beside).replace(".", "")
    if amount.unit is Unit.PERCENT and not beside:
        return Measure(PERCENT)
    if amount.unit is Unit.EURO or beside in _TAXED or (of_money and not beside and amount.unit is Unit.NONE):
        if len(amount.scales) > 1:
            return None  # `m€`: thousands for some, millions for others
        return Measure(_euros(beside, taxes), amount.scales[0])
    return _in_words(amount.beside) if beside and amount.scales == (ONE,) else None


def _euros(beside: str, taxes: str) -> str:
    said = _TAXED.get(beside)
    if said:
        return EURO if said == taxes else f"{EURO} {said}"
    return f"{EURO} {beside}".replace("/ ", "/") if beside else EURO


def _in_words(text: str) -> Measure:
    letters = re.sub(r"\b(\w)\.", r"\1", fold(text)).replace(".", " ")  # R.D.V. is one word
    word = re.sub(r" ?/ ?", "/", re.sub(r"[-\s]+", " ", letters)).strip()
    return Measure(PERCENT if word in _PERCENTS else word)


def unit_with_other_taxes(amount: Amount, taxes: str) -> Words | None:
    """Why an amount's unit is not what a plan counts in, where it says that taxes are in it or not; None if it is."""
    said = _TAXED.get(fold(amount.beside).replace(".", ""))
    if said in (None, taxes):
        return None
    french = {HT: "hors taxes", TTC: "toutes taxes comprises"}
    english = {HT: "excluding taxes", TTC: "including taxes"}
    return Words(
        f"c’est un montant {said}, et les montants se comptent {french[taxes]}",
        f"it is an amount {english[said]} ({said}), and amounts are counted {english[taxes]}",
    )
