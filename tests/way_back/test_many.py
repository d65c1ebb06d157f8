"""Many points of one cause, on the way back: all are coloured; one line of the list tells them, the others fold under
it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import pacxl
from pacxl.locating.returned_copy import HEADER_ROW
from pacxl.typography import plain_spaces
from tests.typed import typed
from tests.way_back.copies import DECISION, SHEET, back, fills, lines, opened

MANY = [f"{letter}{row}" for row in range(7, 13) for letter in "GH"]
MARK = "cliquez sur le + dans la marge."


@pytest.fixture(scope="module")
def copy(blank_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beaucoup")
    wrong = {(SHEET, cell): f"mot {rank}" for rank, cell in enumerate(MANY, 1)} | {(SHEET, DECISION): "peut-être"}
    path = typed(Path(shutil.copy(blank_path, folder / "PAC_Paul.xlsx")), wrong)
    return back(path, folder / "renvoi")


def test_each_cell_is_coloured(copy: Path) -> None:
    assert len(colours := {*fills(copy, *MANY)}) == 1
    assert colours != {""}


def test_one_line_tells_them_all_and_the_others_are_folded_under_it(copy: Path) -> None:
    listed = lines(copy)
    assert [(number, cell) for number, _, _, cell, *_ in listed] == [*((1, cell) for cell in MANY), (2, DECISION)]
    sheet = opened(copy)["À corriger"]
    first = HEADER_ROW + 2
    folds = [sheet.row_dimensions[first + rank] for rank in range(len(listed))]
    assert [(fold.hidden, fold.outlineLevel) for fold in folds] == [(False, 0), *[(True, 1)] * 11, (False, 0)]
    assert folds[0].collapsed
    assert sheet.sheet_properties.outlinePr is not None
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    told = plain_spaces(str(sheet.cell(first, 8).value))
    assert "Et 11 de même : « mot 2 », « mot 3 »" in told
    assert told.endswith(MARK)
    assert MARK not in str(sheet.cell(first + 1, 8).value)


def test_the_message_tells_them_in_one_point(copy: Path) -> None:
    text = plain_spaces((copy.parent / "PAC_Paul - message.txt").read_text(encoding="utf-8"))
    assert "12 à corriger, 1 à vérifier" in text.split("\n")[0]
    assert f"\n1. {SHEET} G7:H12 : « mot 1 » n’est pas lisible" in text
    assert "\n2. " in text
    assert "\n3. " not in text
    assert "de plus" not in text


def test_what_comes_back_of_it_is_as_it_was_sent(copy: Path, tmp_path: Path) -> None:
    assert lines(back(copy, tmp_path)) == lines(copy)
    assert pacxl.read(copy).identity.person == "Paul"
