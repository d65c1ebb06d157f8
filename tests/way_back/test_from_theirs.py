"""From theirs to ours: the whole workbook of a plan of somebody's own, nothing lost; and their file, annotated."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pacxl
from pacxl.excel import excel_serial
from pacxl.plan.registry import in_plan_order
from pacxl.reading.read import read_all
from pacxl.settings.model import Family
from pacxl.way_back.repair import SHEET
from tests import judges
from tests.plans import SMALL
from tests.reading.own_pacs import Sheets, save

_: Any = None
TODAY = dt.date(2026, 6, 15)
MAY, JUNE = dt.datetime(2026, 5, 15), dt.datetime(2026, 6, 30)
OWN: Sheets = {
    "Plan 2026": [
        ("Notre plan d’actions", _, _, _, _, _, _, _, _),
        ("Axe", "Action", "Porteur", "Échéance", "Statut", "Budget", "Humeur", "Janv.", "Févr."),
        ("Personas", "Salon de l’habitat", "Zoé", JUNE, "En cours", 4000, "Confiante", "x", "x"),
        ("Personas", "Refondre la plaquette", "Paul", MAY, "Fait", "voir devis", "Lasse", _, "x"),
        ("Carnet", "Mailing de printemps", "Zoé", MAY, "Annulé", 300, _, "x", _),
    ],
    "Affaires": [
        ("Client", "Montant", "Probabilité", "Statut"),
        ("Hôtel du Port", 12_000, 0.5, "En cours"),
        ("Garage", 800, _, "Gagné"),
    ],
    "Contacts": [("Mairie : demander Mme Lebrun",)],
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return save(OWN, tmp_path / "suivi.xlsx")


def values(path: Path) -> set[Any]:
    workbook = openpyxl.load_workbook(path, data_only=True)
    return {cell for sheet in workbook for row in sheet.values for cell in row if cell is not None}


@pytest.mark.long
def test_the_whole_workbook_has_every_sheet_and_their_families(own: Path, tmp_path: Path) -> None:
    plan = pacxl.repair(own, today=TODAY)
    written = openpyxl.load_workbook(pacxl.write(plan, tmp_path / "PAC.xlsx"), read_only=True).sheetnames
    blank = pacxl.blank(pacxl.load_settings("complet"), period="2026")
    families = {part.sheet for part in blank.book.by_key["actions"].parts}
    assert {sheet.name for sheet in blank.book.sheets} - families <= set(written)
    assert {"Actions Personas", "Actions Carnet", SHEET} <= set(written)
    assert plan.actions[["famille", "etape", "statut", "budget"]].astype(object).values.tolist()[0] == [
        "Actions Personas",
        "Salon de l’habitat",
        "en cours",
        4000,
    ]
    assert plan.carnet["societe"].tolist() == ["Hôtel du Port", "Garage"]
    assert (plan.book.period, [each.code for each in plan.found]) == ("2026", ["taken-over", "period-of-dates"])


@pytest.mark.long
def test_nothing_of_theirs_is_lost(own: Path, tmp_path: Path) -> None:
    new = values(pacxl.write(pacxl.repair(own, today=TODAY), tmp_path / "PAC.xlsx"))
    read_otherwise = {"En cours", "Fait", "Annulé", "Gagné"}
    headers = {"Axe", "Porteur", "Échéance", "Client", "Action", "Statut"}
    families = {"Personas", "Carnet"}
    assert {str(each) for each in values(own) - new} <= read_otherwise | headers | families
    repris = pacxl.repair(own, today=TODAY).frames["repris"]
    assert {"voir devis", "Humeur", "Confiante", "Mairie : demander Mme Lebrun"} <= set(repris["contenu"])
    assert {"Client", "gagnée"} & set(repris["contenu"]) == set()


@pytest.mark.long
def test_what_was_made_whole_is_read_as_a_plan_of_ours(own: Path, tmp_path: Path) -> None:
    made = pacxl.repair(own, today=TODAY)
    again = pacxl.read(pacxl.write(made, tmp_path / "PAC.xlsx"), today=TODAY)
    assert again.actions[list(made.actions)].equals(made.actions)
    assert (again.header_matches, [each for each in again.found if each.severity == "error"]) == ((), [])


def test_with_a_firm_s_settings_its_families_are_there_too(own: Path) -> None:
    firm = in_plan_order(
        dataclasses.replace(SMALL, families=(*SMALL.families, Family("p", "Personas", "P", "opérationnelle", ("x",))))
    )
    plan = pacxl.repair(own, today=TODAY, settings=dataclasses.replace(firm, period="2026"))
    sheets = [part.sheet for part in plan.book.by_key["actions"].parts]
    assert sheets == ["Personas", "Actions Carnet", *(family.sheet for family in SMALL.families)]
    assert plan.actions["famille"].tolist() == ["Personas", "Personas", "Actions Carnet"]
    assert plan.book.period == "2026"


@pytest.mark.judge
def test_the_whole_workbook_opens_clean_and_computes_alike(own: Path, tmp_path: Path) -> None:
    path = pacxl.write(pacxl.repair(own, today=TODAY), tmp_path / "PAC.xlsx")
    assert judges.audit(path) == []
    stored = judges.formula_cells(path)
    assert (
        list(
            judges.disagreements(
                stored, judges.by_libreoffice(path, stored, {("Mode d’emploi", "B10"): excel_serial(TODAY)})
            )
        )
        == []
    )


def test_their_own_file_is_annotated(own: Path, tmp_path: Path) -> None:
    (plan,) = read_all([own], today=TODAY)
    returned = pacxl.send_back(own, tmp_path / "retour", contents=plan)
    assert returned.copy is not None
    assert returned.message is not None
    copy, before = openpyxl.load_workbook(returned.copy), openpyxl.load_workbook(own)
    cell = copy["Plan 2026"]["F4"]
    assert "voir devis" in str(cell.comment and cell.comment.text)
    assert cell.fill.fill_type == "solid"
    assert copy.sheetnames == ["À corriger", *before.sheetnames]
    for sheet in before:
        assert [*copy[sheet.title].values] == [*sheet.values]


def test_what_is_told_of_a_row_of_months_is_told_once(tmp_path: Path) -> None:
    header = ("Indicateur", "Unité", "Janv 2026", "Févr 2026", "Mars 2026")
    path = save(
        {"Tableau de bord": [header, ("Visites", "RDV", 3, 4, 5), ("Appels", "RDV", 9, 8, 7)]}, tmp_path / "k.xlsx"
    )
    told = [each.place.cell for each in pacxl.read(path, today=TODAY).found if each.code == "indicator-own"]
    assert sorted(told) == ["A2", "A3"]
