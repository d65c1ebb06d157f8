"""Carnets in which deals are planted twice, as two people would type them; and deals that only look alike."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from pacxl.plan.tables.carnet import LOST, WON

_KINDS = ("Camping", "Hôtel", "Garage", "Résidence", "Clinique", "Boulangerie", "Menuiserie", "Château", "Domaine")
_NAMES = (
    *("Sept Marmottes", "Beau Rivage", "Vieux Moulin", "Trois Épis", "Grand Pré", "Hêtraie Dorée", "Val Fleuri"),
    *("Cèdres Bleus", "Pont Neuf", "Roche Percée", "Étang Rond", "Clos Joli", "Haute Garrigue", "Île Verte"),
)
_NATURES = ("Piscine 10x5", "Rénovation du liner", "Contrat d’entretien", "Pompe à chaleur", "Abri télescopique")
_DAY = "datetime64[us]"
_PEOPLE = ("Paul", "Zoé", "Malik", "Inès")


@dataclass(frozen=True)
class Deal:
    """A deal as somebody typed it."""

    societe: str
    nature: str | None
    montant: float | None
    jour: dt.date | None
    commercial: str
    issue: str | None = None
    interlocuteur: str | None = None


def carnet_of(deals: list[Deal]) -> pd.DataFrame:
    """Deals as the rows of a team's carnet."""
    texts = ("societe", "nature", "commercial", "issue", "interlocuteur")
    frame = pd.DataFrame({key: pd.array([getattr(deal, key) for deal in deals], dtype="string") for key in texts})
    closed = [deal.issue in (WON, LOST) for deal in deals]
    days = [pd.NaT if deal.jour is None else pd.Timestamp(deal.jour) for deal in deals]
    return frame.assign(
        montant=pd.array([deal.montant for deal in deals], dtype="Float64"),
        date_jalon=pd.Series([pd.NaT if shut else day for day, shut in zip(days, closed, strict=True)], dtype=_DAY),
        cloture=pd.Series([day if shut else pd.NaT for day, shut in zip(days, closed, strict=True)], dtype=_DAY),
        equipe=pd.array([None] * len(deals), dtype="string"),
        fichier=pd.array([f"PAC_{deal.commercial}.xlsx" for deal in deals], dtype="string"),
    )


# --- what another person makes of a deal ------------------------------------------------------------------

Change = Callable[[Deal, random.Random], Deal]


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _typo(text: str, chance: random.Random) -> str:
    """A letter left out, doubled, or two that changed places, inside the longest word."""
    word = max(text.split(), key=len)
    at = chance.randrange(1, len(word) - 2)
    slipped = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return text.replace(word, slipped, 1)


NAMES: dict[str, Change] = {
    "the same name": lambda deal, _: deal,
    "without accents, in capitals": lambda deal, _: replace(deal, societe=_without_accents(deal.societe).upper()),
    "a legal form": lambda deal, chance: replace(
        deal, societe=chance.choice(("SARL {}", "{} SAS", "{} S.A.R.L.", "S.A. {}", "{}, EURL")).format(deal.societe)
    ),
    "words in another order": lambda deal, _: replace(deal, societe=" ".join(reversed(deal.societe.split()))),
    "small words": lambda deal, _: replace(deal, societe=deal.societe.replace(" ", " de la ", 1)),
    "a slip": lambda deal, chance: replace(deal, societe=_typo(deal.societe, chance)),
    "written together": lambda deal, _: replace(deal, societe="-".join(deal.societe.split())),
    "a form, capitals and a slip": lambda deal, chance: replace(
        deal, societe=f"SAS {_typo(_without_accents(deal.societe).upper(), chance)}"
    ),
}
FIGURES: dict[str, Change] = {
    "the same amount": lambda deal, _: deal,
    "an amount 2 % away": lambda deal, _: replace(deal, montant=round((deal.montant or 0) * 1.019, 2)),
    "an amount 7 % away": lambda deal, _: replace(deal, montant=round((deal.montant or 0) * 0.93)),
    "a week later": lambda deal, _: replace(deal, jour=deal.jour and deal.jour + dt.timedelta(7)),
    "without a date": lambda deal, _: replace(deal, jour=None),
    "without a nature": lambda deal, _: replace(deal, nature=None),
    "the nature in other words": lambda deal, _: replace(deal, nature=f"{deal.nature}, à chiffrer"),
    "signed here": lambda deal, _: replace(deal, issue=WON),
}


# --- what only looks like it ------------------------------------------------------------------------------


def _year_after(deal: Deal) -> Deal:
    return replace(deal, jour=deal.jour and deal.jour.replace(year=deal.jour.year + 1))


LOOKALIKES: dict[str, Callable[[Deal], tuple[Deal, Deal]]] = {
    "sons and daughters": lambda deal: (
        replace(deal, societe=f"{deal.societe} & Fils"),
        replace(deal, societe=f"{deal.societe} & Filles"),
    ),
    "father and son": lambda deal: (
        replace(deal, societe=f"{deal.societe} Père"),
        replace(deal, societe=f"{deal.societe} Fils"),
    ),
    "two towns": lambda deal: (
        replace(deal, societe=f"{deal.societe} Nantes"),
        replace(deal, societe=f"{deal.societe} Rennes"),
    ),
    "two numbers": lambda deal: (
        replace(deal, societe=f"{deal.societe} 1"),
        replace(deal, societe=f"{deal.societe} 2"),
    ),
    "two sites of one company": lambda deal: (
        deal,
        replace(deal, nature="Sauna pour le second site", montant=(deal.montant or 0) * 1.6),
    ),
    "one nature, another size": lambda deal: (deal, replace(deal, montant=(deal.montant or 0) * 2.5)),
    "two lots": lambda deal: (replace(deal, nature="Lot 1"), replace(deal, nature="Lot 2")),
    "the year after": lambda deal: (deal, _year_after(deal)),
    "another company": lambda deal: (deal, replace(deal, societe=f"Scierie {deal.societe.split()[-1]}")),
    "nearly a name, another deal": lambda deal: (
        replace(deal, societe=f"{deal.societe} Martin"),
        replace(deal, societe=f"{deal.societe} Marin", montant=(deal.montant or 0) * 3, nature="Tout autre chose"),
    ),
    "nobody's name": lambda deal: (replace(deal, societe="Particulier"), replace(deal, societe="Particulier")),
    "lost by both": lambda deal: (replace(deal, issue=LOST), replace(deal, issue=LOST)),
}


@dataclass(frozen=True)
class Planted:
    """A carnet, the pairs of its rows that are one deal, and of each pair that was planted, what was done to it."""

    carnet: pd.DataFrame
    same: frozenset[tuple[int, int]]
    how: dict[tuple[int, int], str]


def planted(number: int) -> Planted:
    """One carnet, always the same for a number: each way of naming a deal with each of its figures, all lookalikes
    several times, and as many deals of their own."""
    chance = random.Random(number)
    companies = _companies(chance)
    deals: list[Deal] = []
    same: set[tuple[int, int]] = set()
    how: dict[tuple[int, int], str] = {}

    def put(two: tuple[Deal, Deal], what: str) -> tuple[int, int]:
        deals.extend(two)
        how[len(deals) - 2, len(deals) - 1] = what
        return len(deals) - 2, len(deals) - 1

    for name, rename in NAMES.items():
        for figure, change in FIGURES.items():
            one = _deal(next(companies), chance)
            twin = change(rename(one, chance), chance)
            other = one.commercial if chance.random() < 0.15 else _other(one.commercial, chance)
            same.add(put((one, replace(twin, commercial=other)), f"{name}, {figure}"))
    for name, rename in list(NAMES.items()) * 5:
        one = _deal(next(companies), chance)
        same.add(put((one, replace(rename(one, chance), commercial=_other(one.commercial, chance))), name))
    for what, make in list(LOOKALIKES.items()) * 8:
        first, second = make(_deal(next(companies), chance))
        put((first, replace(second, commercial=_other(first.commercial, chance))), what)
    deals.extend(_deal(next(companies), chance) for _ in range(200))
    return Planted(carnet_of(deals), frozenset(same), how)


def _other(person: str, chance: random.Random) -> str:
    return chance.choice([each for each in _PEOPLE if each != person])


def _companies(chance: random.Random) -> Iterator[str]:
    """Names of companies that are not alike."""
    towns = [f"{start}{end}" for start in ("Mont", "Saint-", "Ville", "Roque", "Cas", "Bel") for end in _ENDS]
    every = [f"{kind} {name} {town}" for kind in _KINDS for name in _NAMES for town in towns]
    chance.shuffle(every)
    yield from every


_ENDS = ("fort", "hilaire", "neuve", "maure", "telnau", "leville")


def _deal(company: str, chance: random.Random) -> Deal:
    return Deal(
        company,
        chance.choice(_NATURES),
        float(chance.choice((1_200, 5_000, 12_000, chance.randrange(2_000, 90_000)))),
        dt.date(2026, 1, 1) + dt.timedelta(chance.randrange(180)),
        chance.choice(_PEOPLE),
    )
