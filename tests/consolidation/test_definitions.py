"""The sheet *Définitions*: every figure that the écarts workbook shows has its meaning, its rule and its sheet."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import openpyxl
import pytest

import pacxl
from pacxl.books.ecarts.annexes import MEANINGS
from pacxl.books.ecarts.ecarts_book import ecarts_book
from pacxl.books.ecarts.qui import BY_FAMILY
from pacxl.definition.book import Book
from pacxl.definition.sheet import Figure, Figures, Tiles, drawn
from pacxl.plan.definitions.figures import DEFINITIONS
from pacxl.settings.rules import NATURES
from pacxl.settings.text import load_toml
from tests.plans import PAUL, SMALL, plan


def book() -> Book:
    return ecarts_book(dataclasses.replace(load_toml("complet"), period="2026-S1"))


EVERY = [each for every in DEFINITIONS.values() for each in every]
TOLD = " · ".join(each.figure for each in EVERY).lower()

# A figure of the workbook, by its label → the words under which it is defined, where they are others.
ELSEWHERE = {
    "en retard": "statut, en retard",
    "dont hors budget": "hors budget",
    "dont dépassements": "dépassements",
    "dont économies": "économies",
    "carnet signé": "carnet ouvert, signé, perdu",
    "carnet perdu": "carnet ouvert, signé, perdu",
    "affaires ouvertes": "carnet ouvert",
    "affaires signées": "carnet ouvert, signé, perdu",
    "affaires perdues": "carnet ouvert, signé, perdu",
    "actions": "budget",
    "dont en retard": "statut, en retard",
    "preuve des totaux": "preuve",
    "probabilisé": "total probabilisé",
    "signé": "carnet ouvert, signé, perdu",
    "ouvert": "carnet ouvert",
    "8 chances sur 10 : de": "8 chances sur 10",
    "couvre du reste": "couverture du reste",
    "objectif manquant": "mois et objectif manquants",
    "mois manquants": "mois et objectif manquants",
    "ouvertes hors période": "hors période",
    "signées hors période": "hors période",
    "perdues hors période": "hors période",
    **{f"{what}{number}": "deux axes croisés" for what in ("", "colonne ") for number in range(1, 13)},
    "axe des lignes": "deux axes croisés",
    "écart relatif": "écart relatif, défaveur",
    "défaveur": "écart relatif, défaveur",
    "n°": "rang de l’écart",
    # What does not add up, under the nature that it is of.
    "addition": "nature : moyenne",
    "le plus bas": "nature : moyenne",
    "le plus haut": "nature : moyenne",
    "rang": "nature : moyenne",
    "rang depuis le bas": "nature : moyenne",
}


def labels() -> list[str]:
    """The figures of the workbook, by the words that stand beside them."""
    bands = [block for sheet in book().sheets for block in drawn(sheet.blocks) if isinstance(block, Figures | Tiles)]
    figures = [figure.label for band in bands for figure in band.figures if isinstance(figure, Figure)]
    tables = [table for table in book().tables if table.rest and table.key != BY_FAMILY]  # its columns are families
    summed = [column.header for table in tables for column in table.columns if column.computed]
    return sorted({*figures, *summed})


def test_each_figure_of_the_workbook_is_defined() -> None:
    plain = {label: label.lower().replace(" dont ", " ") for label in labels()}
    assert len(plain) > 140
    assert [label for label, words in plain.items() if ELSEWHERE.get(words, words) not in TOLD] == []


@pytest.mark.parametrize("nature", NATURES)
def test_each_nature_is_defined(nature: str) -> None:
    assert nature in TOLD


@pytest.mark.parametrize("control", ["Autres", "Preuve", "Preuve de lecture", "Cohérence", "À vérifier"])
def test_each_control_is_defined(control: str) -> None:
    assert control in [each.figure for each in EVERY]


def test_each_meaning_is_two_sentences_and_leads_to_a_sheet() -> None:
    sheets = {sheet.name for sheet in book().sheets}
    for each in EVERY:
        assert len(re.findall(r"\.(?= |$)", each.meaning)) == 2, each.figure
        assert each.meaning.endswith(".")
        assert each.rule.endswith(".")
        assert each.sheet in sheets


@pytest.mark.long
def test_the_sheet_is_the_last_and_shows_what_stands_in_the_workbook(tmp_path: Path) -> None:
    team = pacxl.consolidate([plan(SMALL, owner=PAUL)])
    path = pacxl.write(pacxl.variance(team), tmp_path / "ecarts.xlsx")
    workbook = openpyxl.load_workbook(path)
    assert [name for name in workbook.sheetnames if not name.startswith("_")][-1] == MEANINGS
    shown = workbook[MEANINGS]
    rows = shown[shown.tables["Definitions"].ref][1:]
    links = {str(row[-1].hyperlink.location).split("!")[0].strip("'") for row in rows if row[-1].hyperlink}
    figures = [row[1].value for row in rows]
    assert links <= set(workbook.sheetnames)
    assert "Budget" in figures
    assert "Budget et ROI" not in figures  # this plan has no such sheet
    assert "Cohérence" not in figures  # nor anything to compare
