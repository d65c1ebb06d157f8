"""Many workbooks read as one: by batches, each file's sheets let go, and of each file no more than is its own."""

from __future__ import annotations

import gc
import pickle
from pathlib import Path

import pandas as pd
import pytest

import pacxl
from pacxl import Contents
from pacxl.errors import PacxlError
from pacxl.formats.opened import Opened
from pacxl.reading import read
from tests.plans import SMALL, TODAY, differences, with_rows

PEOPLE = ("Ana", "Bob", "Cléo", "Dan", "Ève")


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder, paths = tmp_path_factory.mktemp("returned"), list[Path]()
    for rank, person in enumerate(PEOPLE):
        plan = pacxl.blank(SMALL, person=person, company="Essai", period="2026-S1", today=TODAY)
        deals = {"societe": [f"Client de {person}"] * (rank + 1), "montant": [100.0 * rank] * (rank + 1)}
        paths.append(pacxl.write(with_rows(plan, carnet=deals), folder / f"PAC_{person}.xlsx"))
    return paths


@pytest.fixture(scope="module")
def alone(returned: list[Path]) -> list[Contents]:
    """Each file, read by itself."""
    return [pacxl.read(path) for path in returned]


@pytest.mark.long
@pytest.mark.parametrize("at_once", [1, 2, 5, 64])
def test_files_are_read_alike_however_many_at_once(
    at_once: int, returned: list[Path], alone: list[Contents], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "_AT_ONCE", at_once)
    together = pacxl.read_all(returned)
    for one, other in zip(alone, together, strict=True):
        assert differences(one, other) == []
        assert list(one.found) == list(other.found)
        assert sorted(one.numbers) == sorted(other.numbers)
        assert (one.cells, one.columns, one.identity) == (other.cells, other.columns, other.identity)


@pytest.mark.parametrize("of", [str, Path], ids=["a text", "a Path"])
def test_one_path_is_a_path_and_no_list_of_its_letters(
    of: type, returned: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = returned[0].parent
    monkeypatch.chdir(folder.parent)
    assert [plan.file for plan in pacxl.read_all(of(folder.name))] == [path.name for path in returned]


def test_a_file_s_columns_hold_nothing_of_the_others_once_they_travel(returned: list[Path]) -> None:
    _, second, *_ = pacxl.read_all(returned)
    travelled = pickle.dumps(second.world.tables.columns("carnet"))
    assert b"Client de Bob" in travelled
    assert not any(f"Client de {person}".encode() in travelled for person in PEOPLE if person != "Bob")
    columns = pickle.loads(travelled)
    assert columns.frame(second.book.by_key["carnet"]).equals(second.carnet)


@pytest.mark.long
def test_the_sheets_of_files_are_let_go(returned: list[Path]) -> None:
    before = {id(each) for each in gc.get_objects() if type(each) is Opened}
    plans = pacxl.read_all(returned)
    assert len(plans) == len(returned)
    assert {id(each) for each in gc.get_objects() if type(each) is Opened} <= before


def test_the_collector_is_as_it_was_before_whatever_comes_of_reading(returned: list[Path], tmp_path: Path) -> None:
    pacxl.read_all(returned[:1])
    with pytest.raises(PacxlError):
        pacxl.read(tmp_path / "nulle part.xlsx")
    assert gc.isenabled()
    gc.disable()
    try:
        pacxl.read(returned[0])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_written_in_a_file_s_frame_is_in_no_other_s(returned: list[Path]) -> None:
    """Though the frames of all files are cut out of one."""
    one, other, *_ = pacxl.read_all(returned)
    before = other.frames["carnet"].copy(deep=True)
    frame = one.frames["carnet"]
    frame.loc[0, "societe"], frame["montant"] = "Une autre", 7.0
    assert one.frames["carnet"].loc[0, "societe"] == "Une autre"
    pd.testing.assert_frame_equal(other.frames["carnet"], before)
    pd.testing.assert_frame_equal(other.frames["carnet"], pacxl.read(returned[1]).frames["carnet"])
    assert len(pickle.dumps(frame)) < 1.1 * len(pickle.dumps(frame.copy(deep=True)))
