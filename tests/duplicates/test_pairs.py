"""Which deals are told to be perhaps one: those that were planted are found, those that only look alike are not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pacxl.duplicates.pairs import DealPair, likely_pairs
from pacxl.plan.tables.carnet import LOST, WON
from tests.duplicates.planted import Deal, carnet_of, planted

DAY = dt.date(2026, 5, 4)
PAUL = Deal("Camping des Sept Marmottes", "Piscine 10x5", 42_300.0, DAY, "Paul")
ZOE = replace(PAUL, commercial="Zoé")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_is_planted_is_found_and_little_else(number: int) -> None:
    made = planted(number)
    found = {tuple(sorted((pair.first, pair.second))) for pair in likely_pairs(made.carnet)}
    right = found & made.same
    precision, recall = len(right) / len(found), len(right) / len(made.same)
    print(f"{len(made.same)} pairs planted: precision {precision:.3f}, recall {recall:.3f}")
    print("missed:", sorted(made.how[pair] for pair in made.same - found))
    print("too many:", [made.carnet.iloc[list(pair)]["societe"].tolist() for pair in found - made.same])
    assert len(made.same) >= 100
    assert precision >= 0.95
    assert recall >= 0.95


NOT_TWICE = {
    "another company": replace(ZOE, societe="Camping des Huit Marmottes"),
    "another amount": replace(ZOE, montant=58_000.0),
    "another nature and a round amount": replace(ZOE, nature="Sauna", montant=42_500.0),
    "a year later": replace(ZOE, jour=DAY.replace(year=2027)),
    "no company": replace(ZOE, societe=""),
    "no amount, no nature": replace(ZOE, nature=None, montant=None),
}


@pytest.mark.parametrize("other", NOT_TWICE.values(), ids=NOT_TWICE)
def test_a_deal_is_not_another_with(other: Deal) -> None:
    assert likely_pairs(carnet_of([PAUL, other])) == []


def test_what_both_lost_is_not_told() -> None:
    assert likely_pairs(carnet_of([replace(PAUL, issue=LOST), replace(ZOE, issue=LOST)])) == []


def test_a_deal_lost_here_and_signed_there_is() -> None:
    assert pair(replace(PAUL, issue=LOST), replace(ZOE, issue=WON)).score == 1


def test_two_deals_of_one_carnet_may_be_one() -> None:
    assert pair(PAUL, replace(PAUL, societe="SARL CAMPING SEPT MARMOTTES")).reasons[-1].fr == "dans un même carnet"


def pair(one: Deal, other: Deal) -> DealPair:
    found = likely_pairs(carnet_of([one, other]))
    assert len(found) == 1
    return found[0]


REASONS = {
    "the same": (ZOE, "même société, même montant, même nature, même date"),
    "the legal form": (
        replace(ZOE, societe="Camping des Sept Marmottes SARL"),
        "même société (forme juridique à part), même montant, même nature, même date",
    ),
    "accents": (
        replace(ZOE, societe="CAMPING DES SÉPT-MARMOTTES"),
        "même société (accents et ponctuation à part), même montant, même nature, même date",
    ),
    "the order": (
        replace(ZOE, societe="Sept Marmottes (camping)"),
        "même société (ordre des mots, petits mots à part), même montant, même nature, même date",
    ),
    "a slip": (
        replace(ZOE, societe="Camping des Sept Marmotes"),
        "société presque pareille (« marmotes » / « marmottes »), même montant, même nature, même date",
    ),
    "a word more": (
        replace(ZOE, societe="Camping des Sept Marmottes Annecy"),
        "une société dans l’autre (« annecy » en plus), même montant, même nature, même date",
    ),
    "two per cent": (
        replace(ZOE, montant=43_000.0, jour=DAY + dt.timedelta(12)),
        "même société, montants à 1,6 % près, même nature, dates à 12 jours",
    ),
    "the taxes": (
        replace(ZOE, montant=42_300 * 1.2),
        "même société, montants à la TVA près (× 1,2), même nature, même date",
    ),
    "more words": (
        replace(ZOE, nature="Piscine 10x5 et plage", jour=None),
        "même société, même montant, natures voisines",
    ),
    "no amount": (replace(ZOE, montant=None), "même société, un montant manque, même nature, même date"),
}


@pytest.mark.parametrize(("other", "said"), REASONS.values(), ids=REASONS)
def test_a_pair_says_why(other: Deal, said: str) -> None:
    assert ", ".join(each.fr for each in pair(PAUL, other).reasons) == said
