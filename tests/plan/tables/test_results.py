"""A target beside a result: percentages with and without their sign, and what is told where a sense is missing."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl import Contents
from tests import judges
from tests.plans import MARKET, OFFER, SMALL, TODAY, plan

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


@pytest.mark.long
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


FAMILIES = (
    dataclasses.replace(SMALL.families[0], sense="plus bas", unit="%"),
    SMALL.families[1],
)
# family, unit, sense, target, result → écart, verdict
BLANKS: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
    "no sense: higher is better": ((OFFER, "ventes", None, 60, 48), (-12, "défavorable")),
    "no sense, in a family where lower is better": ((MARKET, "ventes", None, 60, 48), (-12, "favorable")),
    "its own sense, in such a family": ((MARKET, "ventes", "plus haut", 60, 48), (-12, "défavorable")),
    "no unit: plain numbers": ((OFFER, None, None, 60, 61.5), (1.5, "favorable")),
    "no unit, in a family of percentages: points": ((MARKET, None, None, 0.2, 0.25), (5, "défavorable")),
    "no unit, and one has its sign: nobody knows": ((OFFER, None, None, 0.25, 20), (None, None)),
    "no unit, and nothing of twenty": ((OFFER, None, None, 20, 0), (-20, "défavorable")),
}


def of_blanks() -> Contents:
    keys = ("famille", "unite", "sens", "cible", "resultat")
    rows = {key: [typed[at] for typed, _ in BLANKS.values()] for at, key in enumerate(keys)}
    firm = dataclasses.replace(SMALL, families=FAMILIES)
    return plan(firm, actions={**rows, "etape": [f"Action {number}" for number in range(len(BLANKS))]})


def test_a_sense_or_a_unit_left_blank_is_the_family_s(tmp_path: Path) -> None:
    made = of_blanks()
    found = made.actions.sort_values("etape")[["ecart", "verdict"]].astype(object)
    told = [tuple(None if pd.isna(value) else value for value in line) for line in found.to_numpy().tolist()]
    assert dict(zip(BLANKS, told, strict=True)) == {name: expected for name, (_, expected) in BLANKS.items()}
    path = pacxl.write(made, tmp_path / "PAC_Paul.xlsx")
    cells = {place: value for place, value in judges.formula_cells(path).items() if place[0] in (MARKET, OFFER)}
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []
    assert pacxl.read(path).book == made.book


@pytest.mark.parametrize("table", ["kpi", "objectifs"])
def test_a_target_and_a_result_without_a_sense_are_told(table: str, tmp_path: Path) -> None:
    target = "objectif" if table == "kpi" else "cible"
    name = "indicateur" if table == "kpi" else "objectif"
    rows: dict[str, Any] = {table: {name: ["Coût par lead"], target: [30.0], "resultat": [40.0]}}
    made = plan(FIRM, **rows)
    found = pacxl.read(pacxl.write(made, tmp_path / "PAC_Paul.xlsx")).findings
    assert found[found["code"] == "sense-missing"]["table"].tolist() == [table.capitalize()]
