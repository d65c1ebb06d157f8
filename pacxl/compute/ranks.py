"""What stands before each row in an order, counted or added up by sorting: pairs would be as many as its square."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from pacxl.compute.excel_functions import Array, excel_digits

ORDERS = ("<", "<=", ">", ">=")
FEW_PAIRS = 10_000  # which are made sooner than all is sorted


class Ranked(NamedTuple):
    """The numbers of some rows, and those that they are compared with; of each two that must be equal (`keys`), what
    is compared."""

    mine: Array
    theirs: Array
    keys: Sequence[tuple[Array, Array]] = ()


def ranked_counts(ranked: Ranked, order: str) -> Array:
    """For each of my numbers, how many of theirs are before it in an order (`theirs < mine`, say), as Excel compares;
    a blank is before nothing, and after nothing."""
    places = _Places(ranked)
    first, below, upto, last = places.bounds
    counts = {"<": below - first, "<=": upto - first, ">": last - upto, ">=": last - below}[order]
    return np.where(places.known, counts, 0).astype("float64")


def ranked_sums(ranked: Ranked, order: str, weights: Array) -> Array:
    """For each of my numbers, the sum of the weights of theirs that are before it ("<" or "<="), without keys; added
    up in that order, then as they stand."""
    places = _Places(ranked)
    sums = np.concatenate([[0.0], np.cumsum(weights[places.order])])
    _, below, upto, _ = places.bounds
    return np.where(places.known, sums[below if order == "<" else upto], 0.0)


class _Places:
    """Where my numbers stand among theirs, sorted: those with equal keys together."""

    def __init__(self, ranked: Ranked) -> None:
        size = len(ranked.mine)
        numbers = np.concatenate([excel_digits(ranked.mine), excel_digits(ranked.theirs)])
        known, codes = ~np.isnan(numbers), np.zeros(len(numbers), dtype="int64")
        for one, other in ranked.keys:
            code, values = pd.factorize(np.concatenate([one, other]))
            known &= code >= 0
            codes = pd.factorize(codes * (len(values) + 1) + code)[0]
        distinct, ranks = np.unique(np.where(known, numbers, 0.0), return_inverse=True)
        wide = len(distinct) + 1
        places = codes * wide + ranks
        theirs = np.flatnonzero(known[size:])
        self.order = theirs[np.argsort(places[size:][theirs], kind="stable")]
        self.known, mine = known[:size], places[:size]
        group, ordered = codes[:size] * wide, places[size:][self.order]
        self.bounds = (
            np.searchsorted(ordered, group, side="left"),
            np.searchsorted(ordered, mine, side="left"),
            np.searchsorted(ordered, mine, side="right"),
            np.searchsorted(ordered, group + wide, side="left"),
        )
