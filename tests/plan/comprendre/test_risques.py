"""Risks and opportunities: criticity, lateness, and the matrix of the risks still open."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.compute.contents import Contents
from tests.plans import SMALL, TODAY, plan

FIRM = dataclasses.replace(SMALL, sections=("diagnostic",))
MATRIX = {key: pacxl.blank(FIRM, today=TODAY).matrice_risques[key].tolist() for key in ("probabilite", "lecture")}


def risks(*rows: dict[str, Any]) -> Contents:
    keys = dict.fromkeys(key for row in rows for key in row)
    frame = {key: [row.get(key) for row in rows] for key in keys}
    return plan(FIRM, risques=frame, matrice_risques=MATRIX)


def risk(**cells: Any) -> pd.Series[Any]:
    return risks({"description": "Sécheresse", **cells}).risques.iloc[0]


@pytest.mark.parametrize(
    ("nature", "probabilite", "gravite", "niveau"),
    [
        pytest.param("risque", 3, 5, "critique", id="15 is critical"),
        pytest.param("opportunité", 3, 5, "à saisir", id="an opportunity of 15 is to be seized"),
        pytest.param("opportunité", 3, 3, "modéré", id="an opportunity of 9 is moderate"),
        pytest.param("risque", 3, 4, "fort", id="12 is strong"),
        pytest.param("risque", 1, 5, "modéré", id="5 is moderate"),
        pytest.param("risque", 1, 4, "faible", id="4 is low"),
        pytest.param(None, 5, 5, "critique", id="without a nature it is a risk"),
    ],
)
def test_level(nature: str | None, probabilite: int, gravite: int, niveau: str) -> None:
    found = risk(nature=nature, probabilite=probabilite, gravite=gravite)
    assert found[["criticite", "niveau"]].tolist() == [probabilite * gravite, niveau]


def test_half_marked_has_no_criticity() -> None:
    assert risk(nature="risque", probabilite=5)[["criticite", "niveau"]].isna().all()


@pytest.mark.parametrize(
    ("etat", "days", "retard"),
    [
        pytest.param("ouvert", -12, 12, id="open and past"),
        pytest.param(None, -12, 12, id="without a state it is open"),
        pytest.param("ouvert", 3, 0, id="not yet due"),
        pytest.param("ouvert", 0, 0, id="due today"),
        pytest.param("maîtrisé", -12, None, id="mastered"),
        pytest.param("survenu", -12, None, id="happened"),
    ],
)
def test_days_late(etat: str | None, days: int, retard: int | None) -> None:
    found = risk(etat=etat, echeance=TODAY + dt.timedelta(days))["retard"]
    assert found == retard if retard is not None else pd.isna(found)


def test_without_a_deadline_nothing_is_late() -> None:
    assert pd.isna(risk(etat="ouvert")["retard"])


@pytest.mark.parametrize(
    ("cells", "situation"),
    [
        ({"nature": "risque", "etat": "ouvert"}, "risque ouvert"),
        ({}, "risque ouvert"),
        ({"nature": "opportunité"}, "opportunité ouverte"),
        ({"nature": "opportunité", "etat": "survenu"}, "clos"),
        ({"nature": "risque", "etat": "maîtrisé"}, "clos"),
    ],
    ids=str,
)
def test_what_a_line_counts_as(cells: dict[str, str], situation: str) -> None:
    assert risk(**cells)["situation"] == situation


OPEN: dict[str, Any] = {"nature": "risque", "etat": "ouvert"}
SOME = (
    OPEN | {"description": "a", "probabilite": 5, "gravite": 4},
    OPEN | {"description": "b", "probabilite": 5, "gravite": 4},
    OPEN | {"description": "c", "probabilite": 1, "gravite": 5, "echeance": TODAY - dt.timedelta(1)},
    OPEN | {"description": "d", "probabilite": 2},
    {"nature": "risque", "etat": "maîtrisé", "description": "e", "probabilite": 5, "gravite": 4},
    {"nature": "opportunité", "description": "f", "probabilite": 5, "gravite": 4},
)


def test_the_matrix_counts_the_open_risks_where_they_stand() -> None:
    counts = risks(*SOME).matrice_risques.set_index("probabilite")
    counts = counts[[*(f"gravite_{score}" for score in range(1, 6)), "ensemble"]]
    assert counts.to_string(header=False).split("\n")[1:] == [
        "5            0  0  0  2  0  2",
        "4            0  0  0  0  0  0",
        "3            0  0  0  0  0  0",
        "2            0  0  0  0  0  0",
        "1            0  0  0  0  1  1",
    ]


def square(frame: pd.DataFrame, likely: int, grave: int) -> str:
    return str(frame.set_index("probabilite").loc[likely, f"risques_{grave}"]).replace("\u00a0", " ")


def test_the_matrix_names_the_risks_and_says_how_grave_each_square_is() -> None:
    many: list[dict[str, Any]] = [
        OPEN | {"description": name, "probabilite": 3, "gravite": 4} for name in ("g", None, "h", "i", "j")
    ]
    frame = risks(*SOME, *many).matrice_risques
    assert square(frame, 5, 4) == "critique : a · b"
    assert square(frame, 1, 5) == "modéré : c"
    assert square(frame, 3, 4) == "fort : g · à décrire · h · et 2 de plus"
    assert [square(frame, likely, 1) for likely in (5, 4)] == ["modéré", "faible"]


def test_figures_say_what_the_matrix_does_not_show() -> None:
    figures = risks(*SOME).figures
    assert {key: figures[key] for key in figures if key.startswith(("risques_", "matrice_"))} == {
        "risques_ouverts": 4,
        "risques_critiques": 2,
        "risques_en_retard": 1,
        "risques_opportunites": 1,
        "matrice_risques_places": 3,
        "matrice_risques_a_noter": 1,
    }
