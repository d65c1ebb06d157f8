"""Columns as arrays: what matches what, few rows or many; a tally that is kept as it was made."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pacxl.compute import matches
from pacxl.compute.excel_functions import FUNCTIONS
from pacxl.compute.matches import excel_matches
from pacxl.compute.tally import LU, RETENU, Account, Tallied

_KEYS = st.sampled_from([None, "a", "b", "é"]), st.sampled_from([float("nan"), 0.0, 1.0, 2.5])
ROWS = st.lists(st.tuples(*_KEYS), max_size=12)


def key_arrays(rows: list[tuple[Any, ...]]) -> tuple[Any, Any]:
    texts = np.empty(len(rows), dtype=object)
    texts[:] = [text for text, _ in rows]
    return texts, np.array([number for _, number in rows], dtype="float64")


@pytest.mark.long
@pytest.mark.parametrize("few", [0, 500], ids=["as many rows are matched", "as few rows are matched"])
@given(mine=ROWS, theirs=ROWS)
def test_rows_match_that_are_equal_in_every_key(
    few: int, mine: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]]
) -> None:
    pairs = [
        (row, other)
        for row, key in enumerate(mine)
        for other, their in enumerate(theirs)
        if key[0] is not None and key[0] == their[0] and key[1] == their[1]
    ]
    keys = list(zip(key_arrays(mine), key_arrays(theirs), strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matches, "_FEW", few)
        left, right = excel_matches(keys, len(mine), len(theirs))
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == pairs


def to_15_digits(number: float) -> Decimal:
    return Decimal(f"{number:.14e}")


@given(st.floats(1e-9, 1e12), st.integers(-40, 40))
@example(1968526677.5940092, -2)  # a half of the last digit
@example(934584883609.7734, 1)
def test_numbers_are_compared_to_15_digits(number: float, steps: int) -> None:
    """Whether or not any of a column's numbers are nearly equal."""
    other = number * (1 + steps * 1e-15)
    one, two = to_15_digits(number), to_15_digits(other)
    if abs(one - two) == Decimal(0) or abs(one - two) > 2 * abs(one) * Decimal("1e-15"):
        left, right = np.array([number, 3.0]), np.array([other, 7.0])
        expected = {"=": one == two, "<>": one != two, "<": one < two, ">=": one >= two}
        assert {name: bool(FUNCTIONS[name](left, right)[0]) for name in expected} == expected


def test_a_tally_is_kept_as_it_was_made() -> None:
    places = (("Budget", "B", "actions", "budget", ""), ("Carnet", "C", "", "", ""))
    made = [
        Tallied(file, *place, fate, cells, 1.5 * cells, 2.5 * cells)
        for file in ("PAC_Ana.xlsx", "PAC_Bob.xlsx")
        for place in places
        for cells, fate in ((2, RETENU), (3, LU))
    ]
    kept = Account(made)
    assert list(kept) == made
    assert (kept[0], kept[-1], kept[2:5]) == (made[0], made[-1], made[2:5])
    assert not Account(())
