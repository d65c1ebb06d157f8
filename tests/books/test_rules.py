"""Relecture: what a plan should keep to, and what is told when it does not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import pacxl
from tests.plans import SMALL, TODAY, plan

ACTION = {"famille": "Étude & marché", "etape": "Une action"}
DEAL = {"societe": "Alpha", "montant": 100.0}


def one_row(table: str, row: dict[str, Any]) -> pacxl.Contents:
    frames: dict[str, Any] = {table: {key: [value] for key, value in row.items()}}
    return plan(**frames)


TOLD: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "a row without its step": ("actions", {**ACTION, "etape": None, "budget": 1.0}, "step-missing", "Étape"),
    "an end before its start": (
        "actions",
        {**ACTION, "debut": dt.date(2026, 3, 2), "fin": dt.date(2026, 3, 1)},
        "end-before-start",
        "Fin",
    ),
    "an actual end to come": (
        "actions",
        {**ACTION, "fin_reelle": dt.date(2026, 7, 1)},
        "finish-in-future",
        "Fin réelle",
    ),
    "a result and no sense": ("actions", {**ACTION, "cible": 1.0, "resultat": 2.0}, "sense-missing", "Sens"),
    "a deal without an amount": (
        "carnet",
        {"societe": "Alpha", "probabilite": 0.5},
        "amount-missing",
        "Montant",
    ),
    "a deal without a probability": ("carnet", DEAL, "probability-missing", "Probabilité"),
    "a deal won, one knows not when": ("carnet", {**DEAL, "issue": "gagnée"}, "closing-missing", "Clôture"),
}


@pytest.mark.parametrize(("table", "row", "code", "column"), TOLD.values(), ids=TOLD)
def test_it_is_told_with_its_cell(tmp_path: Path, table: str, row: dict[str, Any], code: str, column: str) -> None:
    path = pacxl.write(one_row(table, row), tmp_path / "PAC.xlsx")
    findings = pacxl.read(path, today=TODAY).findings
    assert findings[["code", "column"]].to_numpy().tolist() == [[code, column]]
    assert findings["cell"].str.fullmatch(r"[A-Z]+\d+").all()


UNTOLD: dict[str, tuple[str, dict[str, Any]]] = {
    "a proposed step left as it is": ("actions", ACTION),
    "a dropped action with a result and no sense": (
        "actions",
        {**ACTION, "cible": 1.0, "resultat": 2.0, "decision": "non retenue"},
    ),
    "a lost deal without a probability": ("carnet", {**DEAL, "issue": "perdue", "cloture": dt.date(2026, 6, 1)}),
    "an action that ended today": ("actions", {**ACTION, "fin_reelle": TODAY}),
}


@pytest.mark.parametrize(("table", "row"), UNTOLD.values(), ids=UNTOLD)
def test_nothing_is_told_of(tmp_path: Path, table: str, row: dict[str, Any]) -> None:
    path = pacxl.write(one_row(table, row), tmp_path / "PAC.xlsx")
    assert pacxl.read(path, today=TODAY).findings.empty


def test_nothing_is_told_of_a_deal_whose_stage_gives_a_probability(tmp_path: Path) -> None:
    deals = {**{key: [value] for key, value in DEAL.items()}, "etape": ["Devis"]}
    stages = {"etape": ["Devis"], "probabilite": [0.5]}
    path = pacxl.write(plan(carnet=deals, etapes_carnet=stages), tmp_path / "PAC.xlsx")
    assert pacxl.read(path, today=TODAY).findings.empty


# --- the tables that only some plans have -----------------------------------------------------------------

SHARED = dataclasses.replace(SMALL, sections=("objectifs", "organisation"), roles=("Direction", "Vente"))
TASK = {"tache": "Fixer les prix", "role_direction": "A", "role_vente": "R"}

IN_SECTIONS: dict[str, tuple[str, dict[str, Any], list[list[str]]]] = {
    "a task with one A and one R": ("raci", TASK, []),
    "a task that is not shared out yet": ("raci", {"tache": "Fixer les prix"}, []),
    "a task without an A": ("raci", {**TASK, "role_direction": "C"}, [["raci-accountable", "aucun A"]]),
    "a task with two A": ("raci", {**TASK, "role_vente": "A/R"}, [["raci-accountable", "plusieurs A"]]),
    "a task that nobody does": ("raci", {**TASK, "role_vente": "I"}, [["raci-accountable", "aucun R"]]),
    "a measurable objective without a target": (
        "objectifs",
        {"objectif": "Vendre plus", "mesurable": "oui"},
        [["not-smart", "Vendre plus"]],
    ),
    "a measurable objective with its target": (
        "objectifs",
        {"objectif": "Vendre plus", "mesurable": "oui", "cible": 10.0},
        [],
    ),
}


@pytest.mark.parametrize(("table", "row", "told"), IN_SECTIONS.values(), ids=IN_SECTIONS)
def test_what_is_told_in_a_section_of(tmp_path: Path, table: str, row: dict[str, Any], told: list[list[str]]) -> None:
    frames: dict[str, Any] = {table: {key: [value] for key, value in row.items()}}
    path = pacxl.write(plan(SHARED, **frames), tmp_path / "PAC.xlsx")
    findings = pacxl.read(path, today=TODAY).findings
    assert findings[["code", "value"]].to_numpy().tolist() == told
