"""The carnet of the domain's own example, typed into a blank workbook by other programs: 4 200 € everywhere."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import pacxl
from tests import bend, judges
from tests.plans import SMALL

GOLDEN = [("Alpha", 1000, 0.2), ("Bêta", 2000, 0.5), ("Gamma", 4000, 0.75)]
TOTAL = 4200.0


def typed_by_openpyxl(blank: Path, target: Path) -> Path:
    target.write_bytes(blank.read_bytes())
    for row, (company, amount, chance) in enumerate(GOLDEN, 1):
        bend.type_in(
            target, "Carnet", (row, "Société", company), (row, "Montant", amount), (row, "Probabilité", chance)
        )
    return target


def typed_by_exceljs(blank: Path, target: Path) -> Path:
    workbook = openpyxl.load_workbook(blank)
    edits = [
        {"sheet": "Carnet", "cell": bend.cell_of(workbook, "Carnet", row, header).coordinate, "value": value}
        for row, values in enumerate(GOLDEN, 1)
        for header, value in zip(("Société", "Montant", "Probabilité"), values, strict=True)
    ]
    script = target.with_suffix(".json")
    script.write_text(json.dumps(edits), encoding="utf-8")
    return judges.resaved_by_node("exceljs", blank, target, script)


@pytest.fixture
def blank_today(tmp_path: Path) -> Path:
    plan = pacxl.blank(SMALL, person="Paul", company="Essai", period="2026-T2", today=dt.date.today())
    return pacxl.write(plan, tmp_path / "vierge.xlsx")


@pytest.fixture(params=[typed_by_openpyxl, typed_by_exceljs], ids=["typed by openpyxl", "typed by ExcelJS"])
def filled(request: pytest.FixtureRequest, blank_today: Path, tmp_path: Path) -> Path:
    write: Callable[[Path, Path], Path] = request.param
    return write(blank_today, tmp_path / "PAC_Paul.xlsx")


def test_read_back(filled: Path) -> None:
    assert pacxl.read(filled).carnet["pondere"].sum() == TOTAL


def test_recalculated_by_libreoffice(filled: Path) -> None:
    place = total_cell(filled)
    assert judges.by_libreoffice(filled, {place: None})[place] == TOTAL


def test_recalculated_by_ironcalc(blank_today: Path, tmp_path: Path) -> None:
    """ExcelJS saves tables as if they had no header's row, which IronCalc takes at its word: openpyxl types here."""
    path = typed_by_openpyxl(blank_today, tmp_path / "PAC_Paul.xlsx")
    place = total_cell(path)
    assert judges.by_ironcalc(path, {place: None})[place] == TOTAL


def test_consolidated(filled: Path, tmp_path: Path) -> None:
    ecarts = pacxl.variance(pacxl.consolidate([pacxl.read(filled)]))
    path = pacxl.write(ecarts, tmp_path / "ecarts.xlsx")
    workbook = openpyxl.load_workbook(path, data_only=True)
    sheet, cell = total_cell(path)
    assert workbook[sheet][cell].value == TOTAL


def total_cell(path: Path) -> tuple[str, str]:
    """Where the cell named Total_probabilise is."""
    names = openpyxl.load_workbook(path).defined_names
    if "Total_probabilise" in names:
        return next(iter((sheet, cell.replace("$", "")) for sheet, cell in names["Total_probabilise"].destinations))
    return "Carnet", "B6"  # ExcelJS drops defined names
