"""What Excel counts and holds: addresses and lengths as it writes them."""

from __future__ import annotations

import pytest

from pacxl.a1 import address, cell_position, place_of_a1
from pacxl.excel import excel_length

CELLS = {"A1": (0, 0), "Z10": (9, 25), "AA1": (0, 26), "XFD1": (0, 16383), "XFD1048576": (1_048_575, 16_383)}


@pytest.mark.parametrize(("cell", "place"), CELLS.items(), ids=CELLS)
def test_an_address_and_its_place_are_one(cell: str, place: tuple[int, int]) -> None:
    assert address(*place) == cell
    assert cell_position(cell) == place_of_a1(cell) == place


def test_what_is_absolute_has_its_sign() -> None:
    signs = ((False, False), (False, True), (True, False), (True, True))
    shown = [address(4, 27, row_abs=row, col_abs=col) for row, col in signs]
    assert shown == ["AB5", "$AB5", "AB$5", "$AB$5"]
    assert {place_of_a1(each) for each in shown} == {(4, 27)}


@pytest.mark.parametrize("text", ["", "A", "A0", "XFE1", "A1048577", "Feuil1!A1"])
def test_what_is_on_no_sheet_has_no_place(text: str) -> None:
    assert place_of_a1(text) is None


def test_a_length_is_in_units_of_sixteen_bits() -> None:
    assert [excel_length(text) for text in ("", "été", "👍", "\ud800")] == [0, 3, 2, 1]
