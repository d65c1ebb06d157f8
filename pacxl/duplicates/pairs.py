"""The pairs of deals that may be one: only deals that share something are set side by side, all the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from pacxl.duplicates.company_names import (
    Key,
    NameLikeness,
    company_key,
    company_names_slip,
    near_companies,
    same_company,
)
from pacxl.duplicates.likeness import (
    LIKELY,
    SAME_COMPANY,
    DealColumns,
    Points,
    Positions,
    likeness_points,
    likeness_reasons,
)
from pacxl.french.text import Words

_AT_ONCE = 500_000  # pairs that are looked at together
_NEAR_NAMES = 80  # of 100: names of one amount that are looked at word by word


@dataclass(frozen=True)
class DealPair:
    """Two deals of a carnet, by row from 0, that may be one: how sure that is (0 to 1; 0 where somebody alone says
    so), and why. `decision` is what somebody decided (one of `doublons.DECISIONS`, "" for nothing yet), `kept` the
    row of the two that counts by that decision, if it says which."""

    first: int
    second: int
    score: float
    reasons: tuple[Words, ...]
    decision: str = ""
    kept: int | None = None


def likely_pairs(carnet: pd.DataFrame) -> list[DealPair]:
    """The pairs of deals of a carnet that may be one, the surest first.

    `carnet` has a deal a row (societe, nature, interlocuteur, montant, issue, date_jalon, cloture, commercial,
    equipe, fichier). Deals are set side by side where their companies are one or nearly (`company_names`): without
    legal form, accents, case, small words nor order; with a slip; with a word more. A deal without a company is like
    no other.
    """
    deals = DealColumns.of(carnet)
    groups = defaultdict[Key, list[int]](list)
    for at, text in enumerate(deals.company):
        if key := company_key(text):
            groups[key].append(at)
    near = near_companies(deals.company) | _near_by_amount(deals, groups)
    found: list[tuple[int, int, float]] = []
    for one, other, names in _batches(_side_by_side(groups, near)):
        points = likeness_points(deals, one, other, names)
        likely = np.flatnonzero(points >= LIKELY)
        found += zip(one[likely].tolist(), other[likely].tolist(), points[likely].tolist(), strict=True)
    pairs = [
        DealPair(
            one,
            other,
            min(points, 100) / 100,
            likeness_reasons(deals, one, other, _names_said(deals, one, other, near)),
        )
        for one, other, points in found
    ]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def why_pairs_alike(carnet: pd.DataFrame, one: int, other: int) -> tuple[Words, ...]:
    """Of two deals that somebody said to be one, what they have in common and what not."""
    two = carnet.iloc[[one, other]]
    deals = DealColumns.of(two)
    return likeness_reasons(deals, 0, 1, _names_said(deals, 0, 1, near_companies(deals.company)))


def _names_said(deals: DealColumns, one: int, other: int, near: Mapping[tuple[Key, Key], NameLikeness]) -> Words:
    mine, theirs = deals.company[one], deals.company[other]
    first, second = sorted((company_key(mine), company_key(theirs)))
    if first == second:
        return same_company(mine, theirs)
    alike = near.get((first, second))
    return alike.words if alike else Words("sociétés différentes", "other companies")


# --- which deals are set side by side ---------------------------------------------------------------------

_Block = tuple[Positions, Positions, Points]


def _side_by_side(groups: Mapping[Key, list[int]], near: Mapping[tuple[Key, Key], NameLikeness]) -> Iterator[_Block]:
    """The deals of one company, two by two; those of two whose names are nearly one."""
    for rows in groups.values():
        if len(rows) > 1:
            mine = np.array(rows, dtype=np.intp)
            for at in range(len(mine) - 1):
                yield _block(mine[at : at + 1], mine[at + 1 :], SAME_COMPANY)
    for (first, second), alike in near.items():
        if first in groups and second in groups:
            yield _block(np.array(groups[first], np.intp), np.array(groups[second], np.intp), alike.points)


def _block(ones: Positions, others: Positions, points: float) -> _Block:
    one, other = np.repeat(ones, len(others)), np.tile(others, len(ones))
    return np.minimum(one, other), np.maximum(one, other), np.full(len(one), float(points))


def _batches(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The same pairs, many at a time."""
    held: list[_Block] = []
    size = 0
    for block in blocks:
        held.append(block)
        size += len(block[0])
        if size >= _AT_ONCE:
            yield _joined(held)
            held, size = [], 0
    if held:
        yield _joined(held)


def _joined(blocks: list[_Block]) -> _Block:
    ones, others, points = zip(*blocks, strict=True)
    return np.concatenate(ones), np.concatenate(others), np.concatenate(points)


def _near_by_amount(deals: DealColumns, groups: Mapping[Key, list[int]]) -> dict[tuple[Key, Key], NameLikeness]:
    """The companies whose names differ by more than one slip, where their deals have one amount, and one day or one
    nature."""
    keys = {at: key for key, rows in groups.items() for at in rows}
    alike = defaultdict[tuple[float, int, float], set[Key]](set)
    for at, key in keys.items():
        amount = deals.amount[at]
        if not np.isnan(amount):
            if not np.isnan(deals.day[at]):
                alike[amount, 0, deals.day[at]].add(key)
            if deals.natures[at]:
                alike[amount, 1, deals.natures[at]].add(key)
    found: dict[tuple[Key, Key], NameLikeness] = {}
    for names in alike.values():
        for pair in _nearly_spelt(sorted(names)) if len(names) > 1 else ():
            if pair not in found and (likeness := company_names_slip(*pair)):
                found[pair] = likeness
    return found


_FEW = 20  # names that are compared one by one


def _nearly_spelt(names: list[Key]) -> Iterator[tuple[Key, Key]]:
    """Of names in order, the pairs that may differ by a slip or two."""
    if len(names) <= _FEW:
        yield from combinations(names, 2)
        return
    texts = [" ".join(key) for key in names]
    for start in range(0, len(names), 1000):
        ratios = process.cdist(texts[start : start + 1000], texts, scorer=fuzz.ratio, score_cutoff=_NEAR_NAMES)
        for one, other in zip(*np.nonzero(ratios), strict=True):
            if start + one < other:
                yield names[start + one], names[other]
