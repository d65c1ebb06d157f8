"""What somebody decided of two deals, found again among the deals of today: by what they are, never by their rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import pandas as pd

from pacxl.books.ecarts.doublons import SAME
from pacxl.duplicates.company_names import company_key
from pacxl.duplicates.likeness import likeness_days
from pacxl.duplicates.pairs import DealPair, why_pairs_alike
from pacxl.findings.finding import Finding, Place
from pacxl.french.proper_names import as_near_name, as_one_name


@dataclass(frozen=True)
class DealName:
    """What tells a deal from another, wherever it stands: whose it is, with whom, what, how much (None: not said) and
    when."""

    person: str
    company: str
    nature: str = ""
    amount: float | None = None
    day: dt.date | None = None

    @property
    def keys(self) -> tuple[tuple[object, ...], ...]:
        """What it is compared by, from all of it to the person and the company alone."""
        company = " ".join(company_key(self.company)) or as_one_name(self.company)
        whose = as_one_name(self.person), company
        nature = as_near_name(self.nature)
        amount = None if self.amount is None else round(self.amount, 2)
        return ((*whose, nature, amount, self.day), (*whose, nature, amount), (*whose, nature), whose)


@dataclass(frozen=True)
class DealDecision:
    """What somebody decided of two deals: one of `doublons.DECISIONS`; which counts (1, 2, or 0 if nobody says); and
    the file in which it stands."""

    one: DealName
    other: DealName
    decision: str
    kept: int = 0
    file: str = ""


def decided_deal_names(carnet: pd.DataFrame) -> list[DealName]:
    """The deals of a carnet by what tells them apart, in order."""
    texts = (carnet[key].fillna("") for key in ("commercial", "societe", "nature"))
    amounts = (None if pd.isna(amount) else float(amount) for amount in carnet["montant"])
    days = (None if pd.isna(day) else day.date() for day in likeness_days(carnet))
    return [
        DealName(person, company, nature, amount, day)
        for person, company, nature, amount, day in zip(*texts, amounts, days, strict=True)
    ]


def with_decisions(
    pairs: Iterable[DealPair], decisions: Sequence[DealDecision], carnet: pd.DataFrame
) -> tuple[list[DealPair], list[Finding]]:
    """The pairs of a carnet with what was decided of them, the last word of several; what is decided of two deals
    that nothing else says to be one makes a pair too. Decisions whose deals are not there any more are told."""
    found = {(pair.first, pair.second): pair for pair in pairs}
    deals, lost = _Known(decided_deal_names(carnet) if decisions else ()), list[DealDecision]()
    for each in decisions:
        rows = list(deals.rows_of(each))
        for one, other in rows:
            spot = min(one, other), max(one, other)
            pair = found.get(spot) or DealPair(*spot, 0.0, why_pairs_alike(carnet, *spot))
            kept = {1: one, 2: other}.get(each.kept) if each.decision == SAME else None
            found[spot] = replace(pair, decision=each.decision, kept=kept)
        lost += [] if rows else [each]
    kept_pairs = [pair for pair in found.values() if pair.score or pair.decision]
    return kept_pairs, [*_told_as_lost(lost)]


def _told_as_lost(decisions: Iterable[DealDecision]) -> Iterator[Finding]:
    for each in decisions:
        about = {"who": each.one.person, "other": f"{each.other.company} ({each.other.person})"}
        yield Finding("decision-without-deals", Place(each.file), each.one.company, about)


class _Known:
    """The deals of today by their keys."""

    def __init__(self, names: Sequence[DealName]) -> None:
        self._by_key = defaultdict[tuple[object, ...], list[int]](list)
        for at, name in enumerate(names):
            for key in name.keys:
                self._by_key[key].append(at)

    def rows_of(self, decision: DealDecision) -> Iterator[tuple[int, int]]:
        """The rows of the two deals: all those that are exactly these; else those that can only be these."""
        for level, (one, other) in enumerate(zip(decision.one.keys, decision.other.keys, strict=True)):
            ones, others = self._by_key.get(one, []), self._by_key.get(other, [])
            rows = [(a, b) for a, b in product(ones, others) if a != b]
            if one == other:
                rows = [(a, b) for a, b in rows if a < b]
            if rows and (not level or len(rows) == 1):
                yield from rows
                return
