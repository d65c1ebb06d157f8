"""What is kept of a plan is what was understood of it; what its bytes do not say of it is asked each time."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pacxl
from pacxl.guard.limits import USUAL
from pacxl.reading import read
from pacxl.reading.kept import Kept, KnownPlan
from tests import ROOT
from tests.plans import SMALL
from tests.sources.same import assert_same

SAMPLES = ROOT / "samples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three plans as they came back, their écarts, one that has lost its settings, and a list of somebody's own."""
    folder = tmp_path / "retours"
    shutil.copytree(SAMPLES / "retours", folder)
    shutil.copy(SAMPLES / "ecarts.xlsx", folder)
    lost: Any = openpyxl.load_workbook(folder / "PAC_Paul.xlsx")
    del lost["_pacxl"]
    for name in lost.custom_doc_props.names:
        del lost.custom_doc_props[name]
    lost["Carnet"]["C9"] = "Un autre"
    lost.save(folder / "PAC_Paul (2).xlsx")
    own: Any = openpyxl.Workbook()
    for row in (["Action", "Qui", "Budget"], ["Salon", "Ana", 1200]):
        own.active.append(row)
    own.save(folder / "actions.xlsx")
    return folder


def test_all_is_as_it_was_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, first = (pacxl.read_all([folder], cache=cache) for cache in (None, tmp_path / "cache"))
    monkeypatch.setattr(read, "locate_file", lambda *_: pytest.fail("a plan is understood again"))
    for file in ("PAC_Paul (2).xlsx", "actions.xlsx", "ecarts.xlsx"):
        (folder / file).unlink()
    assert_same(first, plain)
    kept = [plan for plan in first if plan.file in ("PAC_Inès.xlsx", "PAC_Malik.xlsx", "PAC_Paul.xlsx")]
    assert len(kept) == 3
    again = pacxl.read_all([folder], cache=tmp_path / "cache")
    assert_same(again, kept)
    assert [plan.file_date for plan in again] == [plan.file_date for plan in kept]


def test_so_is_what_waits_for_the_settings_of_others(folder: Path, tmp_path: Path) -> None:
    first, again = (pacxl.read_all([folder], cache=tmp_path / "cache", settings=each) for each in (None, None))
    assert_same(again, first)
    under = pacxl.read_all([folder], cache=tmp_path / "cache", settings=SMALL)
    assert_same(under, pacxl.read_all([folder], settings=SMALL))


@pytest.mark.long
def test_what_the_folder_says_is_asked_each_time(folder: Path, tmp_path: Path) -> None:
    path = folder / "PAC_Paul.xlsx"
    pacxl.read_all([path], cache=tmp_path / "cache")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (folder / "~$PAC_Paul.xlsx").write_bytes(b"Paul")
    (plan,) = pacxl.read_all([path], cache=tmp_path / "cache")
    assert plan.file_date == dt.datetime.fromtimestamp(1_700_000_000, dt.UTC)
    assert "file-open-elsewhere" in {each.code for each in plan.found}


@pytest.mark.long
def test_it_is_computed_for_the_day_that_is_asked(folder: Path, tmp_path: Path) -> None:
    path, day = folder / "PAC_Paul.xlsx", dt.date(2027, 1, 4)
    pacxl.read_all([path], cache=tmp_path / "cache")
    assert_same(pacxl.read_all([path], cache=tmp_path / "cache", today=day), pacxl.read_all([path], today=day))


@pytest.mark.long
def test_what_is_kept_of_a_plan_names_the_tables_of_its_book(folder: Path, tmp_path: Path) -> None:
    path = folder / "PAC_Paul.xlsx"
    (plan,) = pacxl.read_all([path], cache=tmp_path / "cache")
    known = Kept(tmp_path / "cache", {path: path.name}, USUAL).load(path)
    assert isinstance(known, KnownPlan)
    tables = {id(table) for table, _ in known.located.book.part_table.values()}
    assert {id(found.table) for found in known.located.source.located} <= tables
    assert known.carried == known.located.book.settings == plan.book.settings
