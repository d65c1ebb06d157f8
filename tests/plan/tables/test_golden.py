"""The domain's own examples: the carnet, typed into a blank workbook by other programs, is 4 200 € everywhere; the
ROI and the KPI are read, and recalculated, from the workbook that is shipped with them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pacxl
from tests import bend, judges
from tests.plans import SMALL
from tests.test_samples import make
from tests.workbooks import figures_of, rows_of

GOLDEN = [("Alpha", 1000, 0.2), ("Bêta", 2000, 0.5), ("Gamma", 4000, 0.75)]
TOTAL = 4200.0


def typed_by_openpyxl(blank: Path, target: Path) -> Path:
    target.write_bytes(blank.read_bytes())
    for row, (company, amount, chance) in enumerate(GOLDEN, 1):
        bend.type_in(
            target, "Carnet", (row, "Société", company), (row, "Montant", amount), (row, "Probabilité", chance)
        )
    return target


def cells_of(blank: Path) -> dict[tuple[str, str], Any]:
    """The cells to type in, with their values."""
    workbook = openpyxl.load_workbook(blank)
    return {
        ("Carnet", bend.cell_of(workbook, "Carnet", row, header).coordinate): value
        for row, values in enumerate(GOLDEN, 1)
        for header, value in zip(("Société", "Montant", "Probabilité"), values, strict=True)
    }


def typed_by_exceljs(blank: Path, target: Path) -> Path:
    edits = [{"sheet": sheet, "cell": cell, "value": value} for (sheet, cell), value in cells_of(blank).items()]
    script = target.with_suffix(".json")
    script.write_text(json.dumps(edits), encoding="utf-8")
    return judges.resaved_by_node("exceljs", blank, target, script)


@pytest.fixture
def blank_today(tmp_path: Path) -> Path:
    plan = pacxl.blank(SMALL, person="Paul", company="Essai", period="2026-T2", today=dt.date.today())
    return pacxl.write(plan, tmp_path / "vierge.xlsx")


@pytest.fixture(
    params=[
        pytest.param(typed_by_openpyxl, id="typed by openpyxl"),
        pytest.param(typed_by_exceljs, id="typed by ExcelJS", marks=pytest.mark.judge),
    ]
)
def filled(request: pytest.FixtureRequest, blank_today: Path, tmp_path: Path) -> Path:
    write: Callable[[Path, Path], Path] = request.param
    return write(blank_today, tmp_path / "PAC_Paul.xlsx")


def test_read_back(filled: Path) -> None:
    assert pacxl.read(filled).carnet["pondere"].sum() == TOTAL


@pytest.mark.judge
def test_recalculated_by_libreoffice(filled: Path) -> None:
    place = total_cell(filled)
    assert judges.by_libreoffice(filled, {place: None})[place] == TOTAL


def test_recalculated_by_ironcalc(blank_today: Path) -> None:
    """It types by itself: what ExcelJS saves (tables without a header's row) and openpyxl (notes) it cannot open."""
    place = total_cell(blank_today)
    assert judges.by_ironcalc(blank_today, {place: None}, cells_of(blank_today))[place] == TOTAL


@pytest.mark.long
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


# --- shipped: the ROI and the KPI, in Inès's workbook ------------------------------------------------------

SHIPPED = make.returned("Inès")
GOLDEN_SHEETS = ("Budget et ROI", "Suivi des KPI")
ROI = [(10000, 3, 30000), (5000, 2, 10000), (2000, 5, 10000)]
KPI = {
    "Trafic organique du site": (0.20, 0.10, "plus haut", -10),
    "Taux de conversion du site": (0.05, 0.02, "plus haut", -3),
    "Coût par lead": (-0.10, 0.05, "plus bas", 15),
}


def test_the_roi_of_several_lines_is_that_of_their_sums() -> None:
    rows = rows_of(SHIPPED, "Budget")
    lines = [(row["Budget"], row["ROI attendu"], row["Revenu attendu"]) for row in rows]
    assert lines == ROI
    figures = figures_of(SHIPPED, "Budget et ROI")
    assert (figures["Budget des postes"], figures["Revenu attendu"]) == (17000, 50000)
    assert round(figures["ROI attendu global"], 2) == 2.94  # 3.33 would be the mean of the ratios


def test_a_kpi_of_a_percentage_is_judged_in_points_and_in_its_sense() -> None:
    rows = {row["Indicateur"]: row for row in rows_of(SHIPPED, "Kpi")}
    for name, (target, result, sense, gap) in KPI.items():
        row = rows[name]
        assert (row["Objectif"], row["Résultat"], row["Unité"], row["Sens"]) == (target, result, "%", sense)
        assert (row["Écart"], row["Verdict"]) == (gap, "défavorable")


def test_they_are_read_back() -> None:
    plan = pacxl.read(SHIPPED, today=make.TODAY)
    assert plan.figures["budget_roi_attendu"] == pytest.approx(50000 / 17000)
    kpi = plan.kpi.set_index("indicateur").loc[list(KPI)]
    assert kpi["ecart"].tolist() == [gap for *_, gap in KPI.values()]


@pytest.mark.long
def test_they_are_recalculated(tmp_path: Path) -> None:
    """By IronCalc; LibreOffice is shown these sheets in tests/books/test_structures.py."""
    cells = {place: value for place, value in judges.formula_cells(SHIPPED).items() if place[0] in GOLDEN_SHEETS}
    found = judges.by_ironcalc(judges.pinned(SHIPPED, tmp_path / "classeur.xlsx"), cells)
    assert list(judges.disagreements(cells, found)) == []
    assert {17000, 50000, -10, -3, 15} <= {
        round(value, 9) for value in found.values() if isinstance(value, (int, float))
    }
