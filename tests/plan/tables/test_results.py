"""A target beside a result: percentages with and without their sign, and what is told where a sense is missing."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from tests import judges
from tests.plans import MARKET, SMALL, TODAY, plan

FIRM = dataclasses.replace(SMALL, sections=("objectifs", "suivi"))
# target, result → écart (points), atteinte, verdict; the code of what is told
PERCENTAGES: dict[str, tuple[tuple[float, float], tuple[Any, ...], str]] = {
    "both with their sign": ((0.20, 0.25), (5, 1.25, "favorable"), ""),
    "neither has its sign": ((20, 25), (5, 1.25, "favorable"), "percent-unsigned"),
    "neither, and one is small": ((1.5, 20), (18.5, 20 / 1.5, "favorable"), "percent-unsigned"),
    "the result alone has its sign": ((20, 0.25), (None, None, None), "percent-one-signed"),
    "the target alone has its sign": ((0.20, 25), (None, None, None), "percent-one-signed"),
    "nothing of twenty": ((20, 0), (-20, 0, "défavorable"), "percent-unsigned"),
    "around the whole": ((1, 1.5), (50, 1.5, "favorable"), ""),
}


def action(target: float, result: float, **cells: Any) -> dict[str, list[Any]]:
    typed = {"famille": MARKET, "etape": "Salon", "unite": "%", "sens": "plus haut", **cells}
    return {key: [value] for key, value in {**typed, "cible": target, "resultat": result}.items()}


def shown(frame: pd.DataFrame) -> list[Any]:
    return [None if pd.isna(value) else value for value in frame[["ecart", "atteinte", "verdict"]].iloc[0]]


@pytest.mark.parametrize(("typed", "expected", "code"), PERCENTAGES.values(), ids=PERCENTAGES)
def test_two_percentages(typed: tuple[float, float], expected: tuple[Any, ...], code: str, tmp_path: Path) -> None:
    path = pacxl.write(plan(SMALL, actions=action(*typed)), tmp_path / "PAC_Paul.xlsx")
    read = pacxl.read(path, today=TODAY)
    assert shown(read.actions) == pytest.approx(list(expected))
    told = set(read.findings["code"])
    assert told & {"percent-unsigned", "percent-one-signed"} == ({code} if code else set())
    assert not told & {"value-stale", "formula-overwritten"}


def test_engines_find_the_same(tmp_path: Path) -> None:
    every = [action(*typed) for typed, _, _ in PERCENTAGES.values()]
    rows = {key: [each[key][0] for each in every] for key in every[0]}
    path = pacxl.write(plan(SMALL, actions=rows), tmp_path / "PAC_Paul.xlsx")
    cells = {place: value for place, value in judges.formula_cells(path).items() if place[0] == MARKET}
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []


def test_a_number_in_another_unit_is_no_percentage() -> None:
    assert shown(plan(SMALL, actions=action(20, 0.25, unite="€")).actions)[0] == -19.75


@pytest.mark.parametrize("table", ["kpi", "objectifs"])
def test_a_target_and_a_result_without_a_sense_are_told(table: str, tmp_path: Path) -> None:
    target = "objectif" if table == "kpi" else "cible"
    name = "indicateur" if table == "kpi" else "objectif"
    rows: dict[str, Any] = {table: {name: ["Coût par lead"], target: [30.0], "resultat": [40.0]}}
    made = plan(FIRM, **rows)
    found = pacxl.read(pacxl.write(made, tmp_path / "PAC_Paul.xlsx")).findings
    assert found[found["code"] == "sense-missing"]["table"].tolist() == [table.capitalize()]
