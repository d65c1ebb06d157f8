"""What is kept of a plan is what was understood of it; what its bytes do not say of it is asked each time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pacxl
from pacxl.books.identity import settings_of
from pacxl.guard.limits import USUAL
from pacxl.reading import read
from pacxl.reading.kept import Kept, KnownPlan
from tests import ROOT, bend
from tests.conftest import Once
from tests.plans import SMALL, TODAY, with_rows
from tests.sources.same import assert_same

SAMPLES = ROOT / "samples"
LOST = "PAC_Paul (2).xlsx"
OTHERS = (LOST, "actions.xlsx", "ecarts.xlsx")
OTHER = dataclasses.replace(SMALL, segments=("Écoles",))  # what a plan that has lost its settings may be read with
DEALS = {"societe": ["Alpha", "Bêta"], "montant": [100.0, 250.0]}


@pytest.fixture
def folder(once: Once, tmp_path: Path) -> Path:
    """Two plans as they came back, their écarts, one that has lost its settings, and a list of somebody's own."""

    def make(folder: Path) -> None:
        folder.mkdir()
        for person in ("Paul", "Zoé"):
            plan = pacxl.blank(SMALL, person=person, company="Essai", period="2026-T2", today=TODAY)
            path = pacxl.write(with_rows(plan, carnet=DEALS), folder / f"PAC_{person}.xlsx")
            bend.type_in(path, "Actions_marche", (1, "Qui", person), (1, "Budget", "abc"), (2, "Fin", "demain"))
        pacxl.write(pacxl.variance(pacxl.consolidate(pacxl.read_all([folder]))), folder / "ecarts.xlsx")
        with_others(folder)

    return shutil.copytree(once("retours gardés", make), tmp_path / "retours")


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """The same of the samples, which are large and hold all that may be on a cell."""
    folder = tmp_path / "retours"
    shutil.copytree(SAMPLES / "retours", folder)
    shutil.copy(SAMPLES / "ecarts.xlsx", folder)
    with_others(folder)
    return folder


def with_others(folder: Path) -> None:
    """A plan that has lost its settings, and a list of somebody's own, beside plans of whom one is Paul's."""
    lost: Any = openpyxl.load_workbook(folder / "PAC_Paul.xlsx")
    del lost["_pacxl"]
    for name in lost.custom_doc_props.names:
        del lost.custom_doc_props[name]
    lost["Carnet"]["C9"] = "Un autre"
    lost.save(folder / LOST)
    own: Any = openpyxl.Workbook()
    for row in (["Action", "Qui", "Budget"], ["Salon", "Ana", 1200]):
        own.active.append(row)
    own.save(folder / "actions.xlsx")


@pytest.mark.parametrize("returned", ["folder", pytest.param("samples", marks=pytest.mark.long)])
def test_all_is_as_it_was_read(
    returned: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder: Path = request.getfixturevalue(returned)
    plain, first = (pacxl.read_all([folder], cache=cache) for cache in (None, tmp_path / "cache"))
    monkeypatch.setattr(read, "locate_file", lambda *_: pytest.fail("a plan is understood again"))
    for file in OTHERS:
        (folder / file).unlink()
    assert_same(first, plain)
    kept = [plan for plan in first if plan.file not in OTHERS]
    assert len(kept) > 1
    again = pacxl.read_all([folder], cache=tmp_path / "cache")
    assert_same(again, kept)
    assert [plan.file_date for plan in again] == [plan.file_date for plan in kept]


def test_so_is_what_waits_for_the_settings_of_others(folder: Path, tmp_path: Path) -> None:
    first, again = (pacxl.read_all([folder], cache=tmp_path / "cache") for _ in range(2))
    assert_same(again, first)
    under = pacxl.read_all([folder], cache=tmp_path / "cache", settings=OTHER)
    assert_same(under, pacxl.read_all([folder], settings=OTHER))
    known = [settings_of(plan.book) for plan in (*first, *under) if plan.file == LOST]
    assert [each and each.segments for each in known] == [SMALL.segments, OTHER.segments]


def test_what_the_folder_says_is_asked_each_time(folder: Path, tmp_path: Path) -> None:
    path = folder / "PAC_Paul.xlsx"
    pacxl.read_all([path], cache=tmp_path / "cache")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (folder / "~$PAC_Paul.xlsx").write_bytes(b"Paul")
    (plan,) = pacxl.read_all([path], cache=tmp_path / "cache")
    assert plan.file_date == dt.datetime.fromtimestamp(1_700_000_000, dt.UTC)
    assert "file-open-elsewhere" in {each.code for each in plan.found}


def test_it_is_computed_for_the_day_that_is_asked(folder: Path, tmp_path: Path) -> None:
    path, day = folder / "PAC_Paul.xlsx", dt.date(2027, 1, 4)
    pacxl.read_all([path], cache=tmp_path / "cache")
    assert_same(pacxl.read_all([path], cache=tmp_path / "cache", today=day), pacxl.read_all([path], today=day))


def test_what_is_kept_of_a_plan_names_the_tables_of_its_book(folder: Path, tmp_path: Path) -> None:
    path = folder / "PAC_Paul.xlsx"
    (plan,) = pacxl.read_all([path], cache=tmp_path / "cache")
    known = Kept(tmp_path / "cache", {path: path.name}, USUAL).load(path)
    assert isinstance(known, KnownPlan)
    tables = {id(table) for table, _ in known.located.book.part_table.values()}
    assert {id(found.table) for found in known.located.source.located} <= tables
    assert known.carried == known.located.book.settings == plan.book.settings
