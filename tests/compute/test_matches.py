"""What is found by sorting is what is found by setting each row beside each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pacxl.compute.excel_functions import FUNCTIONS, excel_blanks, excel_join_key
from pacxl.compute.matches import Ranked, blanks_alike, excel_matches


def _numbers(dice: np.random.Generator, size: int) -> Any:
    numbers = dice.integers(-3, 4, size) * 0.1 * (1 + 1e-16 * dice.integers(0, 9, size))  # 0.3 has several neighbours
    return np.where(dice.random(size) < 0.2, np.nan, numbers)


def _keys(dice: np.random.Generator, size: int) -> Any:
    return np.array([None, "a", "b"], dtype=object)[dice.integers(0, 3, size)]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("order", Ranked.ORDERS)
def test_as_many_stand_before_each_number_as_when_each_is_set_beside_each(order: str, seed: int) -> None:
    dice = np.random.default_rng(seed)
    mine, theirs = _numbers(dice, 30), _numbers(dice, 50)
    keys = _keys(dice, 30), _keys(dice, 50)
    weights = dice.integers(0, 100, 50).astype("float64")
    left, right = np.repeat(np.arange(30), 50), np.tile(np.arange(50), 30)
    before = FUNCTIONS[order](theirs[right], mine[left])
    alike = before & FUNCTIONS["="](keys[1][right], keys[0][left])
    assert Ranked(mine, theirs).counts(order).tolist() == np.bincount(left[before], minlength=30).tolist()
    assert Ranked(mine, theirs, [keys]).counts(order).tolist() == np.bincount(left[alike], minlength=30).tolist()
    if order.startswith("<"):
        sums = np.bincount(left[before], weights[right[before]], minlength=30)
        assert Ranked(mine, theirs).sums(order, weights).tolist() == sums.tolist()


@pytest.mark.parametrize("values", [_keys, _numbers], ids=["texts", "numbers"])
def test_blanks_that_are_alike_match_and_nothing_else_does_that_did_not(values: Any) -> None:
    dice = np.random.default_rng(1)
    mine, theirs = values(dice, 30), values(dice, 600)
    left, right = np.repeat(np.arange(30), 600), np.tile(np.arange(600), 30)
    alike = FUNCTIONS["="](theirs[right], mine[left]) | (excel_blanks(theirs)[right] & excel_blanks(mine)[left])
    keys = [(blanks_alike(excel_join_key(mine)), blanks_alike(excel_join_key(theirs)))]
    found = excel_matches(keys, 30, 600)
    assert [each.tolist() for each in found] == [left[alike].tolist(), right[alike].tolist()]
