"""Relecture: what a plan should keep to, and what is told when it does not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.settings.model import Settings
from pacxl.typography import plain_spaces
from tests.plans import SMALL, TODAY, plan

ACTION = {"famille": "Étude & marché", "etape": "Une action"}
DEAL = {"societe": "Alpha", "montant": 100.0}


Row = tuple[str, dict[str, Any]]  # a table, and what is in one of its rows


def told(path: Path, rows: dict[str, Row], firm: Settings = SMALL) -> dict[str, pd.DataFrame]:
    """What is told of each row, by its name, when a plan that holds them all is read. Nothing else is told of it."""
    given: dict[str, list[dict[str, Any]]] = {}
    for table, row in rows.values():
        given.setdefault(table, []).append(row)
    frames: dict[str, Any] = {
        table: {key: [row.get(key) for row in mine] for key in set().union(*mine)} for table, mine in given.items()
    }
    read = pacxl.read(pacxl.write(plan(firm, **frames), path), today=TODAY)
    found = read.findings.assign(ligne=read.findings["cell"].str.lstrip(ascii_uppercase).astype(int))
    sheets = {table: read.frames[table][["feuille", "ligne"]].itertuples(index=False, name=None) for table in frames}
    places = {name: next(sheets[table]) for name, (table, _) in rows.items()}
    assert {*found[["sheet", "ligne"]].itertuples(index=False, name=None)} <= {*places.values()}
    return {
        name: found[(found["sheet"] == sheet) & (found["ligne"] == line)] for name, (sheet, line) in places.items()
    }


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
    "what is done in a month to come": (
        "indicateurs",
        {"indicateur": "Rendez-vous", "mois": dt.date(2026, 7, 1), "realise": 0.0},
        "month-to-come",
        "Réalisé",
    ),
    "a deadline in 2062": ("actions", {**ACTION, "fin": dt.date(2062, 6, 30)}, "date-far", "Fin"),
    "money spent on an action that is not retained": (
        "actions",
        {**ACTION, "decision": "non retenue", "budget": 4000.0, "depense": 400.0},
        "dropped-spent",
        "Dépensé",
    ),
    "an action given up, whose spend nobody typed": (
        "actions",
        {**ACTION, "decision": "abandonnée", "budget": 4000.0},
        "abandoned-unspent",
        "Dépensé",
    ),
    "an action finished, whose spend nobody typed": (
        "actions",
        {**ACTION, "fin_reelle": TODAY, "budget": 4000.0},
        "finished-unspent",
        "Dépensé",
    ),
    "a deal without an amount": (
        "carnet",
        {"societe": "Alpha", "probabilite": 0.5},
        "amount-missing",
        "Montant",
    ),
    "a deal without a probability": ("carnet", DEAL, "probability-missing", "Probabilité"),
    "a deal won, one knows not when": (
        "carnet",
        {**DEAL, "societe": "Bêta", "issue": "gagnée"},
        "closing-missing",
        "Clôture",
    ),
}


def test_it_is_told_with_its_cell(tmp_path: Path) -> None:
    found = told(tmp_path / "PAC.xlsx", {name: (table, row) for name, (table, row, *_) in TOLD.items()})
    wanted = {name: [list(code_and_column)] for name, (_, _, *code_and_column) in TOLD.items()}
    assert {name: each[["code", "column"]].to_numpy().tolist() for name, each in found.items()} == wanted


AMOUNTS: dict[str, tuple[dict[str, Any], str]] = {
    "spent, though not retained": (
        {"decision": "non retenue", "depense": 1234.5},
        "et 1 234,50 € y ont été dépensés",
    ),
    "given up": ({"decision": "abandonnée", "budget": 4000.0}, "et son budget (4 000 €) est libéré"),
    "finished": ({"fin_reelle": TODAY, "budget": 25_000.0}, "elle est comptée à son budget (25 000 €)"),
    "left to spend": (
        {"fin_reelle": TODAY, "depense": 0.0, "reste": 1000.0},
        "Il reste 1 000 € à dépenser",
    ),
}


def test_amounts_are_told_with_their_thousands_apart(tmp_path: Path) -> None:
    rows: dict[str, Row] = {name: ("actions", {**ACTION, **row}) for name, (row, _) in AMOUNTS.items()}
    found = told(tmp_path / "PAC.xlsx", rows, dataclasses.replace(SMALL, sections=("reste",)))
    messages = {name: plain_spaces(each["message"].item()) for name, each in found.items()}
    assert {name: said for name, (_, said) in AMOUNTS.items() if said not in messages[name]} == {}, messages


UNTOLD: dict[str, tuple[str, dict[str, Any]]] = {
    "a proposed step left as it is": ("actions", ACTION),
    "an action with a result and no sense: higher is better": (
        "actions",
        {**ACTION, "cible": 1.0, "resultat": 2.0},
    ),
    "what is done in a month that has begun": (
        "indicateurs",
        {"indicateur": "Rendez-vous", "mois": dt.date(2026, 6, 1), "realise": 3.0},
    ),
    "what is aimed at in a month to come": (
        "indicateurs",
        {"indicateur": "Rendez-vous", "mois": dt.date(2026, 7, 1), "objectif": 3.0},
    ),
    "a lost deal without a probability": ("carnet", {**DEAL, "issue": "perdue", "cloture": dt.date(2026, 6, 1)}),
    "an action that ended today, without a budget": ("actions", {**ACTION, "fin_reelle": TODAY}),
    "an action that goes on into the other half of the year": ("actions", {**ACTION, "fin": dt.date(2026, 12, 31)}),
    "an action given up that cost nothing": (
        "actions",
        {**ACTION, "decision": "abandonnée", "budget": 4000.0, "depense": 0.0},
    ),
    "an action not retained, with its budget": ("actions", {**ACTION, "decision": "non retenue", "budget": 4000.0}),
}


def test_nothing_is_told_of(tmp_path: Path) -> None:
    assert {
        name: [*each["code"]] for name, each in told(tmp_path / "PAC.xlsx", UNTOLD).items() if not each.empty
    } == {}


def test_nothing_is_told_of_a_deal_whose_stage_gives_a_probability(tmp_path: Path) -> None:
    deals = {**{key: [value] for key, value in DEAL.items()}, "etape": ["Devis"]}
    stages = {"etape": ["Devis"], "probabilite": [0.5]}
    path = pacxl.write(plan(carnet=deals, etapes_carnet=stages), tmp_path / "PAC.xlsx")
    assert pacxl.read(path, today=TODAY).findings.empty


# --- dates of another year than the plan's ----------------------------------------------------------------

OF_2026 = dataclasses.replace(SMALL, period="2026-S1")
YEARS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "an action of last year": ("actions", {**ACTION, "debut": dt.date(2025, 3, 2)}, ["date-other-year"]),
    "an action that was finished next year": (
        "actions",
        {**ACTION, "debut": dt.date(2026, 3, 2), "fin": dt.date(2027, 1, 1)},
        ["date-other-year"],
    ),
    "an action of the other half of the year": ("actions", {**ACTION, "fin": dt.date(2026, 12, 31)}, []),
    "an action in 2062": ("actions", {**ACTION, "fin": dt.date(2062, 12, 31)}, ["date-far"]),
    "a deal won another year": (
        "carnet",
        {**DEAL, "issue": "gagnée", "cloture": dt.date(2025, 11, 5)},
        ["deal-other-year"],
    ),
    "an open deal of the year": ("carnet", {**DEAL, "probabilite": 0.5, "date_jalon": dt.date(2026, 9, 1)}, []),
}


def test_a_date_of_another_year_is_told(tmp_path: Path) -> None:
    found = told(tmp_path / "PAC.xlsx", {name: (table, row) for name, (table, row, _) in YEARS.items()}, OF_2026)
    assert {name: [*each["code"]] for name, each in found.items()} == {
        name: codes for name, (*_, codes) in YEARS.items()
    }


# --- the same row twice -----------------------------------------------------------------------------------

PASTED: dict[str, tuple[str, list[dict[str, Any]], int]] = {
    "a deal pasted twice": ("carnet", [DEAL, {**DEAL, "societe": "ALPHA ", "etape": "Devis"}], 1),
    "a deal pasted three times": ("carnet", [DEAL, DEAL, DEAL], 2),
    "two deals with one firm": ("carnet", [DEAL, {**DEAL, "nature": "Pose"}], 0),
    "an action pasted twice": ("actions", [{**ACTION, "budget": 10.0}, {**ACTION, "budget": 10.0}], 1),
    "two steps of one name, still blank": ("actions", [ACTION, ACTION], 0),
    "one step in two families": (
        "actions",
        [{**ACTION, "budget": 10.0}, {**ACTION, "budget": 10.0, "famille": "L’offre d'été"}],
        0,
    ),
}


@pytest.mark.long
@pytest.mark.parametrize(("table", "rows", "twice"), PASTED.values(), ids=PASTED)
def test_equal_rows_are_told_and_counted(tmp_path: Path, table: str, rows: list[dict[str, Any]], twice: int) -> None:
    frames: dict[str, Any] = {table: {key: [row.get(key) for row in rows] for key in {**rows[0], **rows[-1]}}}
    read = pacxl.read(pacxl.write(plan(**frames), tmp_path / "PAC.xlsx"), today=TODAY)
    assert int((read.findings["code"] == "row-twice").sum()) == twice
    assert len(read.frames[table]) == len(rows)


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


def test_what_is_told_in_a_section_of(tmp_path: Path) -> None:
    found = told(tmp_path / "PAC.xlsx", {name: (table, row) for name, (table, row, _) in IN_SECTIONS.items()}, SHARED)
    wanted = {name: each for name, (*_, each) in IN_SECTIONS.items()}
    assert {name: each[["code", "value"]].to_numpy().tolist() for name, each in found.items()} == wanted
