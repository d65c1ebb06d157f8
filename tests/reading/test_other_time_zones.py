"""Days that a library wrote in another time zone, in the files of every program: both days told, none taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

import pacxl
from tests.judges import all_resaved_by_libreoffice, resaved_by_node
from tests.plans import SMALL, TODAY
from tests.reading.own_pacs import Sheets, save

LATE = (
    dt.datetime(2026, 4, 11, 22, 0),
    dt.datetime(2026, 1, 11, 23, 0),
    dt.datetime(2026, 4, 11, 23, 59, 39),
    "2026-04-11T22:00:00.000Z",
    "26-04-12",
)
READINGS = (
    "11/04/2026 ou 12/04/2026",
    "11/01/2026 ou 12/01/2026",
    "11/04/2026 ou 12/04/2026",
    "11/04/2026 ou 12/04/2026",
    "26/04/2012 ou 12/04/2026",
)
PLAN: Sheets = {
    "Plan": [
        ("Action", "Qui", "Budget", "Échéance"),
        *(("Salon", "Paul", 100 * row, day) for row, day in enumerate(LATE, 1)),
        ("Foire", "Paul", 900, dt.datetime(2026, 4, 12, 14, 30)),
    ]
}


def by_libreoffice(form: str) -> Callable[[Path, Path], Path]:
    return lambda path, folder: all_resaved_by_libreoffice([path], folder, form)[0]


def by_sheetjs(path: Path, folder: Path) -> Path:
    return resaved_by_node("sheetjs", path, folder / "binaire.xlsb")


SAVED = {
    "as it is": lambda path, folder: path,
    "an .ods": by_libreoffice("ods"),
    "an .xls": by_libreoffice("xls"),
    "an .xlsb": by_sheetjs,
}
CASES = [name if name == "as it is" else pytest.param(name, marks=pytest.mark.judge) for name in SAVED]


@pytest.mark.parametrize("name", CASES)
def test_both_days_are_told_and_none_is_taken(name: str, tmp_path: Path) -> None:
    path = SAVED[name](save(PLAN, tmp_path / "plan.xlsx"), tmp_path)
    plan = pacxl.read(path, settings=SMALL, today=TODAY)
    told = [each for each in plan.found if each.code == "ambiguous"]
    assert [each.place.cell for each in told] == ["D2", "D3", "D4", "D5", "D6"]
    assert tuple(each.about["readings"] for each in told) == READINGS
    assert all(" or " in each.message("en") and "sans équivoque" in each.remedy("fr") for each in told)
    assert plan.actions["fin"].isna().tolist() == [True] * 5 + [False]
