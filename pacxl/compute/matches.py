"""Rows, and those of another table that go with them: equal in some keys, or before them in an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from pacxl.compute.excel_functions import Array, excel_blanks, excel_digits, excel_is_text

# --- equal in some keys ------------------------------------------------------------------------------------


def excel_matches(keys: Sequence[tuple[Array, Array]], mine: int, theirs: int) -> tuple[Array, Array]:
    """As Excel matches: positions (mine, theirs) of the pairs that are equal in every key; by mine, then by theirs.

    A key is two arrays, mine and theirs; a blank equals nothing. Without a key, each is paired with each.
    """
    if keys and mine + theirs <= _FEW:
        return _few_matches(keys)
    codes, known = _coded(keys, mine + theirs)
    rows = np.flatnonzero(known[mine:])
    rows = rows[np.argsort(codes[mine:][rows], kind="stable")]
    ordered = codes[mine:][rows]
    first, last = (np.searchsorted(ordered, codes[:mine], side=side) for side in ("left", "right"))
    counts = np.where(known[:mine], last - first, 0)
    left = np.repeat(np.arange(mine), counts)
    within = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
    return left, rows[np.repeat(first, counts) + within]


_FEW = 500  # up to so many rows, a dictionary takes less time than pandas to begin


def _coded(keys: Sequence[tuple[Array, Array]], size: int) -> tuple[Array, Array]:
    """Of so many rows, mine and then theirs: a number each, the same where all keys are; which have no blank key."""
    codes, known = np.zeros(size, dtype="int64"), np.ones(size, dtype=bool)
    for one, other in keys:
        code, values = pd.factorize(np.concatenate([one, other]))
        known &= code >= 0
        codes = pd.factorize(codes * (len(values) + 1) + code)[0]
    return codes, known


def _few_matches(keys: Sequence[tuple[Array, Array]]) -> tuple[Array, Array]:
    ours, others = (zip(*(key[side].tolist() for key in keys), strict=True) for side in (0, 1))
    found: dict[tuple[Any, ...], list[int]] = {}
    for row, key in enumerate(others):
        if not any(part is None or part != part for part in key):  # noqa: PLR0124  # NaN does not equal itself
            found.setdefault(key, []).append(row)
    pairs = np.array([(row, other) for row, key in enumerate(ours) for other in found.get(key, ())], dtype="int64")
    return (pairs[:, 0], pairs[:, 1]) if len(pairs) else (pairs, pairs)


def blanks_alike(values: Array) -> Array:
    """What is compared of some values where two blanks are equal too."""
    return np.where(excel_blanks(values), _BLANK if excel_is_text(values) else np.inf, values)


_BLANK = "\ufffe"  # no cell holds it


# --- before each in an order ------------------------------------------------------------------------------


class Ranked:
    """Some rows' numbers among those that they are compared with, sorted: pairs would be as many as their square.

    Of each two that must be equal too, `keys` are what is compared. A blank is before nothing, and after nothing.
    """

    ORDERS = ("<", "<=", ">", ">=")
    FEW = 10_000  # pairs, which are made sooner than all is sorted

    def __init__(self, mine: Array, theirs: Array, keys: Sequence[tuple[Array, Array]] = ()) -> None:
        size = len(mine)
        numbers = np.concatenate([excel_digits(mine), excel_digits(theirs)])
        codes, known = _coded(keys, len(numbers))
        known &= ~np.isnan(numbers)
        distinct, ranks = np.unique(np.where(known, numbers, 0.0), return_inverse=True)
        wide = len(distinct) + 1
        places = codes * wide + ranks  # those with equal keys together
        theirs = np.flatnonzero(known[size:])
        self._order = theirs[np.argsort(places[size:][theirs], kind="stable")]
        self._known, mine = known[:size], places[:size]
        group, ordered = codes[:size] * wide, places[size:][self._order]
        self._bounds = (
            np.searchsorted(ordered, group, side="left"),
            np.searchsorted(ordered, mine, side="left"),
            np.searchsorted(ordered, mine, side="right"),
            np.searchsorted(ordered, group + wide, side="left"),
        )

    def counts(self, order: str) -> Array:
        """For each of my numbers, how many of theirs are before it in an order (`theirs < mine`, say), as Excel
        compares."""
        first, below, upto, last = self._bounds
        found = {"<": below - first, "<=": upto - first, ">": last - upto, ">=": last - below}[order]
        return np.where(self._known, found, 0).astype("float64")

    def sums(self, order: str, weights: Array) -> Array:
        """For each of my numbers, the sum of the weights of theirs that are before it ("<" or "<="), without keys;
        added up in that order, then as they stand."""
        sums = np.concatenate([[0.0], np.cumsum(weights[self._order])])
        _, below, upto, _ = self._bounds
        return np.where(self._known, sums[below if order == "<" else upto], 0.0)
