"""A unit that is said once, above a table: its amounts are read so, or what is in doubt is told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.typography import plain_spaces
from tests import bend
from tests.reading.mutations.account import unbalanced
from tests.reading.own_pacs import Row, day, save

SPRING = (day("01/03/2026"), day("30/04/2026"))


def plan(note: Row, *budgets: Any, header: str = "Budget", between: tuple[Row, ...] = ()) -> list[Row]:
    """A sheet of actions under a title and a note."""
    body: list[Row] = [(f"Action {number}", "Paul", *SPRING, cell) for number, cell in enumerate(budgets, 1)]
    return [note, *between, ("Action", "Qui", "Début", "Fin", header), *body]


def read(folder: Path, rows: list[Row]) -> pacxl.Contents:
    contents = pacxl.read(save({"Salons": rows}, folder / "PAC_Paul.xlsx"))
    assert unbalanced(contents) == []
    return contents


def told(contents: pacxl.Contents) -> list[tuple[str, str, str]]:
    return [(each.code, each.place.cell, each.value) for each in contents.found if each.code.startswith("unit-above")]


NOTES = (
    *("Montants en k€", "(en milliers d’euros)", "K€", "HT en k€", "Plan d’action commercial 2026 (k€)"),
    *("Tous les montants sont exprimés en milliers d’euros.", "Unité : k€ HT", "x 1 000 €", "en KE"),
)


@pytest.mark.parametrize("note", NOTES)
def test_amounts_are_read_in_the_unit_that_is_said_above(note: str, tmp_path: Path) -> None:
    contents = read(tmp_path, plan((note,), 10, 2.5, "12", "800 €"))
    assert contents.actions["budget"].tolist() == [10_000, 2_500, 12_000, 800]
    assert told(contents) == [("unit-above", "A1", note)]
    assert [each for each in contents.found if each.code == "header-unit"] == []


def test_it_is_told_in_both_languages(tmp_path: Path) -> None:
    contents = read(tmp_path, plan((None, None, "Montants en M€"), 1.2, between=((None,), ("Salons et foires",))))
    assert contents.actions["budget"].tolist() == [1_200_000]
    (finding,) = (each for each in contents.found if each.code == "unit-above")
    assert finding.place.cell == "C1"
    assert "les nombres des colonnes Budget sont multipliés par 1 000 000" in plain_spaces(finding.message())
    assert "the numbers of the columns Budget are multiplied by" in finding.message("en")
    assert "« Budget (€) »" in plain_spaces(finding.remedy())


NO_UNITS: dict[str, Row] = {
    "a title": ("Plan d’action commercial 2026",),
    "an amount of its own": ("Enveloppe : 120 k€",),
    "a figure beside it": ("CA en k€", 1250),
    "a limit": ("Au-delà de 10 k€, demander à la direction",),
    "euros": ("Montants en €",),
    "the headers of another table": ("Client", "Contact", "CA (k€)", "Ville"),
    "a price": ("k€ / client",),
}


@pytest.mark.parametrize("note", NO_UNITS.values(), ids=NO_UNITS)
def test_what_says_no_unit_of_the_table(note: Row, tmp_path: Path) -> None:
    contents = read(tmp_path, plan(note, 10, 2.5))
    assert contents.actions["budget"].tolist() == [10, 2.5]
    assert told(contents) == []


def test_a_header_that_says_its_own_unit_keeps_it(tmp_path: Path) -> None:
    contents = read(tmp_path, plan(("Montants en k€",), 10, header="Budget (€)"))
    assert contents.actions["budget"].tolist() == [10]
    assert told(contents) == []


DOUBTFUL = {
    "amounts that look like euros": ("Montants en k€", (1500, 4000, 12_000), "ses nombres sont grands pour cela"),
    "thousands or millions": ("Montants en m€", (10,), "cela peut se lire de deux façons"),
    "taxes": ("Montants TTC en k€", (10,), "cela peut se lire de deux façons"),
}


@pytest.mark.parametrize(("note", "budgets", "why"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_is_not_sure_is_told(note: str, budgets: tuple[float, ...], why: str, tmp_path: Path) -> None:
    contents = read(tmp_path, plan((note,), *budgets))
    assert contents.actions["budget"].tolist() == [*budgets]
    (finding,) = (each for each in contents.found if each.code == "unit-above-doubtful")
    assert (finding.place.cell, finding.value) == ("A1", note)
    assert f"mais {why} : ses nombres sont lus tels quels." in plain_spaces(finding.message())


def test_of_indicators_it_is_told(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("Indicateurs 2026 (en k€)",),
        ("Indicateur", "Objectif", "Réalisé"),
        ("CA", 500, 320),
        ("Visites", 40, 35),
    ]
    contents = pacxl.read(save({"KPI": rows}, tmp_path / "PAC_Paul.xlsx"))
    assert contents.frames["indicateurs"]["objectif"].tolist() == [500, 40]
    (finding,) = (each for each in contents.found if each.code == "unit-above-doubtful")
    assert "rien ne dit de quelles lignes" in plain_spaces(finding.message())


@pytest.mark.long
def test_above_a_table_of_the_plan(blank_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(blank_path, tmp_path))
    bend.type_in(path, "Carnet", (1, "Société", "Alpha"), (1, "Montant", 12))
    with bend.opened(path) as workbook:
        top = bend.cell_of(workbook, "Carnet", 0, "Société")
        top.parent.cell(2, top.column + 3).value = "Montants en k€"
    contents = pacxl.read(path)
    assert contents.frames["carnet"]["montant"].tolist() == [12_000]
    assert [code for code, _, _ in told(contents)] == ["unit-above"]
