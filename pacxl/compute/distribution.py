"""The distribution of a sum of independent amounts, each of which comes whole, with a chance of its own, or not.

Exact, to the cent: up to 16 amounts, every sum that they can make; beyond, a grid whose step divides all of them.
Where that grid would be too long, its step is the smallest of 1, 2, 5, 10 … cents that is affordable: the amounts are
rounded to it, and `Distribution.error` says by how much all of them together, which no quantile is off by more than.
The cost is bounded: 65,000 sums, or some 1.5 billion additions (half a second), or as many as one is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pacxl.compute.excel_functions import Array

_FEW = 16  # amounts whose sums, 2 to that power at most, are all made
_LONGEST, ADDITIONS = 1 << 21, 1_500_000_000  # points of a grid, and additions to it that all amounts ask for
_WIDTH = 18  # standard deviations of a sum, beyond which it practically never is
_NEVER = 1e-15  # the chances of the sums at either end that are left out, every so many amounts
_SO_MANY = 32
_DUST = 1e-9  # of a chance: thousands of products of fractions leave some
_CENTS = 100
_HALF_A_CENT = 0.005
_MOST = 2.0**53  # cents that a float holds exactly


@dataclass(frozen=True)
class Distribution:
    """The sums that may come (euros, rising), the chance of each, and the most that one is off by (euros)."""

    sums: Array
    chances: Array
    error: float = 0.0

    def quantile(self, share: float) -> float:
        """The smallest sum x such that P(sum ≤ x) ≥ share."""
        at = int(np.searchsorted(np.cumsum(self.chances), share - _DUST))
        return float(self.sums[min(at, len(self.sums) - 1)])

    def chance_of(self, amount: float) -> float:
        """P(sum ≥ amount), to half a cent."""
        return min(1.0, float(self.chances[self.sums > amount - _HALF_A_CENT].sum()))


def distribution(amounts: Array, chances: Array, additions: int = ADDITIONS) -> Distribution | None:
    """The distribution of the sum of the amounts (euros, of any sign; cents count), each of which comes with its own
    chance (0 to 1), at the cost of so many additions at most. None for amounts that are too large to be added to the
    cent."""
    with np.errstate(over="ignore"):
        amounts = np.rint(amounts * _CENTS)
        if not np.abs(amounts).sum() < _MOST:
            return None
    doubtful = (chances > 0) & (chances < 1) & (amounts != 0)
    least = amounts[(chances >= 1) | (doubtful & (amounts < 0))].sum()  # from there, a cost that spares is a gain
    chances = np.where(amounts < 0, 1 - chances, chances)[doubtful]
    sizes = np.abs(amounts[doubtful])
    order = np.argsort(sizes)
    sizes, chances = sizes[order], chances[order]
    if len(sizes) <= _FEW:
        sums, found = _every_sum(sizes, chances)
        return Distribution((least + sums) / _CENTS, found)
    step = _step(sizes, chances, additions)
    steps = np.rint(sizes / step)
    low, found = _on_grid(steps, chances)
    lost = sizes - steps * step
    error = max(lost[lost > 0].sum(), -lost[lost < 0].sum()) / _CENTS
    return Distribution((least + step * (low + np.arange(len(found)))) / _CENTS, found, float(error))


def _every_sum(sizes: Array, chances: Array) -> tuple[Array, Array]:
    """The sums that sizes can make, and the chance of each."""
    sums: Array = np.zeros(1)
    found: Array = np.ones(1)
    for size, chance in zip(sizes, chances, strict=True):
        both = np.concatenate([found * (1 - chance), found * chance])
        sums, place = np.unique(np.concatenate([sums, sums + size]), return_inverse=True)
        found = np.bincount(place, weights=both)
    return sums, found


def _step(sizes: Array, chances: Array, additions: int) -> float:
    """The step of the grid: what divides all sizes, or else a round one that keeps to the bounds."""
    sigma = np.sqrt((sizes**2 * chances * (1 - chances)).sum())
    width = min(sizes.sum(), _WIDTH * sigma + _SO_MANY * sizes.max())
    most = min(_LONGEST, additions // len(sizes))
    exact = float(np.gcd.reduce(sizes.astype("int64")))
    round_ones = (digit * 10.0**power for power in range(18) for digit in (1, 2, 5))
    return exact if width / exact <= most else next(step for step in round_ones if width / step <= most)


def _on_grid(steps: Array, chances: Array) -> tuple[int, Array]:
    """The chance of each sum of steps, from the least one that is told."""
    low, found = 0, np.ones(1)
    for number, (step, chance) in enumerate(zip(steps.astype(int).tolist(), chances.tolist(), strict=True), 1):
        grown = np.zeros(len(found) + step)
        grown[: len(found)] = found * (1 - chance)
        grown[step:] += found * chance
        found = grown
        if number % _SO_MANY == 0:
            first, last = (int(np.searchsorted(np.cumsum(end), _NEVER)) for end in (found, found[::-1]))
            low, found = low + first, found[first : len(found) - last]
    return low, found
