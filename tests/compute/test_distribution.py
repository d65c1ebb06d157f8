"""The distribution of a sum of independent amounts, against one made sum by sum, in plain Python."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from random import Random
from time import process_time

import numpy as np
import pytest

from pacxl.compute.distribution import Distribution, distribution

Deals = list[tuple[float, float]]  # an amount in euros, its chance
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


def made(deals: Deals) -> Distribution:
    amounts, chances = (np.array([deal[at] for deal in deals], dtype="float64") for at in (0, 1))
    found = distribution(amounts, chances)
    assert found is not None
    return found


def in_plain_python(deals: Deals) -> dict[int, int]:
    """Sum in cents → its chance, exactly: so many parts of all of them."""
    sums = {0: 1}
    for amount, chance in deals:
        cents, (comes, parts) = round(amount * 100), Fraction(str(chance)).as_integer_ratio()
        grown: dict[int, int] = {}
        for known, weight in sums.items():
            grown[known] = grown.get(known, 0) + weight * (parts - comes)
            grown[known + cents] = grown.get(known + cents, 0) + weight * comes
        sums = grown
    return sums


def quantiles(deals: Deals) -> list[float]:
    """The smallest sum x such that P(sum ≤ x) ≥ p, for each p of SHARES."""
    sums = in_plain_python(deals)
    ordered = sorted(sums)
    reached = [*accumulate(sums[cents] for cents in ordered)]
    least = (
        next(at for at, total in enumerate(reached) if total * 100 >= reached[-1] * round(share * 100))
        for share in SHARES
    )
    return [ordered[at] / 100 for at in least]


GOLDEN: Deals = [(1_000, 0.20), (2_000, 0.50), (4_000, 0.75)]


def test_the_golden_carnet() -> None:
    found = made(GOLDEN)
    assert [found.quantile(share) for share in (0.1, 0.5, 0.9)] == [0, 4_000, 6_000]
    assert found.sums.tolist() == [0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000]
    assert found.chances[0] == pytest.approx(0.10)
    expected = float((found.sums * found.chances).sum())
    assert expected == pytest.approx(4_200)
    assert np.sqrt((found.sums**2 * found.chances).sum() - expected**2) == pytest.approx(2_039.61, abs=0.005)


def some(seed: int, size: int, least: int, most: int, unit: float = 1) -> Deals:
    random = Random(seed)
    return [(random.randint(least, most) * unit, random.randint(0, 20) / 20) for _ in range(size)]


CASES: dict[str, Deals] = {
    "nothing": [],
    "one deal": [(1_234.56, 0.3)],
    "all are certain": [(1_000, 1), (250.5, 1)],
    "none will come": [(1_000, 0), (250.5, 0)],
    "certain, never, perhaps": [(1_000, 1), (500, 0), (200, 0.5)],
    "twice the same amount": [(500, 0.5), (500, 0.5)],
    "an amount of 0": [(0, 0.5), (100, 0.5)],
    "a cost that may come": [(-300, 0.4), (1_000, 0.5)],
    "costs alone, one of them certain": [(-300, 0.4), (-50, 1)],
    "ten, with cents": some(1, 10, 100, 99_999, 0.01),
    "twelve of any sign": some(2, 12, -5_000, 5_000),
    "forty round ones": some(3, 40, 1, 40, 500),
    "forty of any sign": some(4, 40, -20, 40, 500),
    "thirty, to the cent of small amounts": some(5, 30, 1, 999, 0.01),
    "seventeen, all but certain": [(100, 0.999)] * 17,
    "equal chances": [(100, 0.5)] * 20,
}


@pytest.mark.parametrize("deals", CASES.values(), ids=CASES)
def test_quantiles_are_exact(deals: Deals) -> None:
    """However many deals there are."""
    found = made(deals)
    assert found.error == 0
    assert [found.quantile(share) for share in SHARES] == quantiles(deals)
    assert found.chances.sum() == pytest.approx(1, abs=1e-9)


def test_sixty_deals_are_exact_where_their_amounts_are_round() -> None:
    deals = some(6, 60, 1, 200, 100)
    found = made(deals)
    assert found.error == 0
    assert [found.quantile(share) for share in SHARES] == quantiles(deals)


@pytest.mark.long
def test_a_long_grid_is_coarser_and_says_how_far_off_it_may_be() -> None:
    """Nothing but a cent divides these, and they go up to 37 million euros."""
    deals: Deals = [(0.01, 0.5), *[(123_456.78, 0.4)] * 300]
    found = made(deals)
    assert 0 < found.error < 1_000
    assert [found.quantile(share) for share in SHARES] == pytest.approx(quantiles(deals), rel=0, abs=found.error)


@pytest.mark.long
@pytest.mark.parametrize("size", [17, 500, 5_000, 20_000])
def test_the_cost_is_bounded_and_the_moments_are_right(size: int) -> None:
    deals = [(amount / 100, chance) for amount, chance in some(size, size, 100_000, 2_000_000)]
    start = process_time()
    found = made(deals)
    assert process_time() - start < 10  # half a second where nothing else runs
    amounts, chances = (np.array([deal[at] for deal in deals]) for at in (0, 1))
    expected, variance = (amounts * chances).sum(), (amounts**2 * chances * (1 - chances)).sum()
    mean = (found.sums * found.chances).sum()
    assert mean == pytest.approx(expected, abs=found.error + 0.01)
    spread = ((found.sums - mean) ** 2 * found.chances).sum()
    assert spread == pytest.approx(variance, rel=1e-3)
    assert found.error <= 0.01 * expected


def test_amounts_that_no_sum_holds_to_the_cent_have_no_distribution() -> None:
    assert distribution(np.array([1e15, 1e15]), np.array([0.5, 0.5])) is None
    assert distribution(np.array([1e300]), np.array([0.5])) is None
