"""How alike two deals are: points for their company, amount, nature, date and contact; and each said in words.

A pair of 70 points or more may be one deal. A company alone never makes it: two deals of one company with other
amounts are two, and so are those whose amount and nature come back a year later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz

from pacxl.french.proper_names import as_near_name, as_one_name
from pacxl.french.text import Words
from pacxl.plan.tables.carnet import LOST, REFERENCE, WON, carnet_record
from pacxl.typography import counted

# What each thing that two deals share, or do not, is worth; from so many points on, they may be one.
LIKELY = 70
SAME_COMPANY, SPACED_COMPANY, COMPANY_IN_ANOTHER = 49, 46, 28  # spelt alike, but for spaces; with a word more
COMPANY_WITH_SLIP, COMPANY_WITH_SLIPS, SHORT_COMPANY_WITH_SLIP = 38, 32, 30  # short: nothing else says it is one
_SAME_AMOUNT, _SAME_ROUND_AMOUNT, _NEAR_AMOUNT, _CLOSE_AMOUNT, _TAXED_AMOUNT, _OTHER_AMOUNT = 32, 25, 22, 10, 15, -25
_SAME_NATURE, _NEAR_NATURE, _OTHER_NATURE, _NO_NATURE = 20, 14, -20, 4
_DAYS_APART = {0: 12, 30: 8, 92: 2, 200: -10}  # so many at most
_OTHER_SEASON, _NO_DAY = -35, 2
_SAME_CONTACT, _SAME_CARNET, _ONE_LOST, _BOTH_LOST = 8, -10, -10, -1000
_SAME_RECORD, _OTHER_RECORD = 100, -15  # in a CRM: the least that the pair is worth; twice as bad in one carnet

NEAR, CLOSE, TAXES = 0.02, 0.10, 1.2  # how far apart two amounts are; of one with taxes and one without, their ratio
_ROUND = 500  # euros: an amount that is no multiple of it is rarely met twice
_ALIKE = 85  # of 100, from which two natures are said in other words
_WHOSE = ("commercial", "equipe", "fichier")  # what makes two deals one carnet's
Positions = NDArray[np.intp]
Points = NDArray[np.float64]


@dataclass(frozen=True)
class DealColumns:
    """The deals of a team by column, in the order of the carnet: codes of texts are 0 for a blank, unknown amounts
    and days (counted from 1970) NaN."""

    company: list[str]
    nature: list[str]
    carnets: NDArray[Any]
    natures: NDArray[Any]
    contacts: NDArray[Any]
    records: NDArray[Any]
    amount: Points
    day: Points
    lost: NDArray[np.bool_]

    @classmethod
    def of(cls, carnet: pd.DataFrame) -> DealColumns:
        texts = {key: _texts(carnet, key) for key in ("societe", "nature", "interlocuteur", *_WHOSE)}
        amounts = carnet["montant"].to_numpy(dtype="float64", na_value=np.nan)
        day = likeness_days(carnet)
        records = _texts(carnet, REFERENCE) if REFERENCE in carnet else [""] * len(carnet)
        carnets = ["\n".join(map(as_one_name, whose)) for whose in zip(*(texts[key] for key in _WHOSE), strict=True)]
        return cls(
            texts["societe"],
            texts["nature"],
            _codes(carnets),
            _codes(list(map(as_near_name, texts["nature"]))),
            _codes(list(map(as_near_name, texts["interlocuteur"]))),
            _codes(list(map(carnet_record, records))),
            np.where(np.isfinite(amounts) & (amounts != 0), amounts, np.nan),
            np.where(day.isna(), np.nan, day.to_numpy(dtype="datetime64[D]").astype("float64")),
            carnet["issue"].eq(LOST).fillna(False).to_numpy(dtype=bool),
        )


def likeness_days(carnet: pd.DataFrame) -> pd.Series[Any]:
    """The day of each deal of a carnet: the one on which it was closed, else its milestone."""
    closed = carnet["issue"].isin((WON, LOST)).to_numpy(dtype=bool) & carnet["cloture"].notna().to_numpy()
    return carnet["date_jalon"].where(~closed, carnet["cloture"])


def _texts(carnet: pd.DataFrame, key: str) -> list[str]:
    return [str(each) for each in carnet[key].fillna("")]


def _codes(texts: list[str]) -> NDArray[Any]:
    known = {"": 0}
    return np.array([known.setdefault(text, len(known)) for text in texts], dtype="int64")


# --- points -----------------------------------------------------------------------------------------------


def likeness_points(deals: DealColumns, one: Positions, other: Positions, names: Points) -> Points:
    """The points of pairs of deals, whose names have `names` points; of those that cannot be likely, too few."""
    apart = (deals.carnets[one] != deals.carnets[other]).astype("float64")
    points = names + _of_amounts(deals, one, other) + _of_days(deals, one, other)
    points += _SAME_CONTACT * _both(deals.contacts, one, other) + _SAME_CARNET * (1 - apart)
    lost = deals.lost[one].astype("int64") + deals.lost[other]
    points += np.where(lost == 0, 0, np.where((lost == 1) & (apart == 1), _ONE_LOST, _BOTH_LOST))
    records = deals.records
    points += (
        _OTHER_RECORD * ((records[one] > 0) & (records[other] > 0) & (records[one] != records[other])) * (2 - apart)
    )
    same, known = _both(deals.natures, one, other), (deals.natures[one] > 0) & (deals.natures[other] > 0)
    natures = np.where(same, _SAME_NATURE, np.where(known, _OTHER_NATURE, _NO_NATURE)).astype("float64")
    asked = np.flatnonzero(~same & known & (points + _NEAR_NATURE >= LIKELY))
    for at in asked:
        if likeness_of_natures(deals.nature[one[at]], deals.nature[other[at]]):
            natures[at] = _NEAR_NATURE
    points += natures
    return np.where(_both(records, one, other) & (lost < 2), np.maximum(points, _SAME_RECORD), points)


def _both(codes: NDArray[Any], one: Positions, other: Positions) -> NDArray[np.bool_]:
    """Where two deals say the same, and say something."""
    same: NDArray[np.bool_] = (codes[one] == codes[other]) & (codes[one] > 0)
    return same


def _of_amounts(deals: DealColumns, one: Positions, other: Positions) -> Points:
    first, second = deals.amount[one], deals.amount[other]
    gap = _gap(first, second)
    same = np.where(first % _ROUND != 0, _SAME_AMOUNT, _SAME_ROUND_AMOUNT)
    far = np.where(_with_taxes(first, second), _TAXED_AMOUNT, _OTHER_AMOUNT)
    worth: list[Any] = [same, _NEAR_AMOUNT, _CLOSE_AMOUNT]
    known = np.select([np.abs(first - second) < 0.005, gap <= NEAR, gap <= CLOSE], worth, far)
    return np.where(np.isnan(gap), 0.0, known)


def _gap(first: Points, second: Points) -> Points:
    """How far apart two amounts are, of the larger."""
    gap: Points = np.abs(first - second) / np.maximum(np.abs(first), np.abs(second))
    return gap


def _with_taxes(first: Points, second: Points) -> NDArray[np.bool_]:
    large, small = np.maximum(first, second), np.minimum(first, second)
    taxed: NDArray[np.bool_] = (small > 0) & (np.abs(large / small - TAXES) < 0.002)
    return taxed


def _of_days(deals: DealColumns, one: Positions, other: Positions) -> Points:
    days = np.abs(deals.day[one] - deals.day[other])
    worth: list[Any] = [*_DAYS_APART.values()]
    known = np.select([days <= most for most in _DAYS_APART], worth, _OTHER_SEASON)
    return np.where(np.isnan(days), float(_NO_DAY), known)


def likeness_of_natures(one: str, other: str) -> bool:
    """Whether two natures say the same in other words: one of them holds the other, or they are nearly spelt alike;
    not where they give other numbers (« Lot 1 », « Lot 2 »; « Contrat 2025 »)."""
    first, second = as_near_name(one).split(), as_near_name(other).split()
    figures = [{word for word in words if any(map(str.isdigit, word))} for words in (first, second)]
    if figures[0] != figures[1]:
        return False
    mine, theirs = " ".join(first), " ".join(second)
    inside = set(first) <= set(second) or set(second) <= set(first)
    return inside or fuzz.ratio(mine, theirs) >= _ALIKE or fuzz.token_set_ratio(mine, theirs) >= _ALIKE


# --- words ------------------------------------------------------------------------------------------------


def likeness_reasons(deals: DealColumns, one: int, other: int, name: Words) -> tuple[Words, ...]:
    """Why two deals may be one, as a person can check it."""
    told = [name, _amounts_said(deals, one, other), _natures_said(deals, one, other), *_days_said(deals, one, other)]
    if deals.contacts[one] and deals.contacts[one] == deals.contacts[other]:
        told.append(Words("même interlocuteur", "same contact"))
    if deals.records[one] and deals.records[one] == deals.records[other]:
        told.append(Words("même fiche dans le CRM", "same record in the CRM"))
    if deals.carnets[one] == deals.carnets[other]:
        told.append(Words("dans un même carnet", "in one carnet"))
    return tuple(told)


def _amounts_said(deals: DealColumns, one: int, other: int) -> Words:
    first, second = deals.amount[[one]], deals.amount[[other]]
    gap = float(_gap(first, second)[0])
    if np.isnan(gap):
        return Words("un montant manque", "an amount is missing")
    if abs(first[0] - second[0]) < 0.005:
        return Words("même montant", "same amount")
    if gap <= CLOSE:
        share = f"{100 * gap:.1f}" if gap < NEAR else f"{100 * gap:.0f}"
        return Words(f"montants à {share.replace('.', ',')} % près", f"amounts within {share}%")
    if _with_taxes(first, second)[0]:
        return Words("montants à la TVA près (× 1,2)", "amounts apart by the VAT (× 1.2)")
    return Words("montants différents", "other amounts")


def _natures_said(deals: DealColumns, one: int, other: int) -> Words:
    if not deals.natures[one] or not deals.natures[other]:
        return Words("nature non dite", "kind not said")
    if deals.natures[one] == deals.natures[other]:
        return Words("même nature", "same kind")
    if likeness_of_natures(deals.nature[one], deals.nature[other]):
        return Words("natures voisines", "like kinds")
    return Words("natures différentes", "other kinds")


def _days_said(deals: DealColumns, one: int, other: int) -> Iterator[Words]:
    days = abs(deals.day[one] - deals.day[other])
    if days == 0:
        yield Words("même date", "same date")
    elif not np.isnan(days):
        yield Words(
            f"dates à {counted(int(days), 'jour', 'jours')}", f"dates {counted(int(days), 'day', 'days')} apart"
        )
