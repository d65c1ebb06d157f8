"""An export of a CRM among the plans of a team: a source for each person in it, and no deal twice."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

import pacxl
from pacxl import Contents
from pacxl.crm.update import updated_plan
from pacxl.typography import plain_spaces
from tests.crm.exports import Sheet, read, table
from tests.crm.test_update import FIRM, FIRST, plan
from tests.plans import TODAY

TWO = FIRST.replace("2026-05-20|Paul", "2026-05-20|Zoé")


def team(folder: Path) -> Contents:
    return pacxl.consolidate(pacxl.read_all([folder], settings=FIRM, today=TODAY))


def deals(contents: Contents) -> list[tuple[str, str, float]]:
    carnet = contents.frames["carnet"]
    return sorted(zip(carnet["commercial"], carnet["societe"], carnet["montant"], strict=True))


@pytest.fixture
def export(tmp_path: Path) -> Path:
    (tmp_path / "retours").mkdir()
    return Sheet(table(TWO)).write(tmp_path / "retours", "hubspot")


def test_each_person_of_an_export_has_a_line(export: Path) -> None:
    contents = team(export.parent)
    assert deals(contents) == [("Paul", "Alpha", 12000.0), ("Paul", "Gamma", 3000.0), ("Zoé", "Bêta", 8000.0)]
    sources = contents.frames["sources"]
    assert sources["fichier"].tolist() == ["hubspot.csv (Paul)", "hubspot.csv (Zoé)"]
    assert sources["statut"].tolist() == ["compté", "compté"]


def test_what_a_plan_has_under_the_same_record_counts_once(export: Path) -> None:
    old = read(Sheet(table(TWO.replace("12000", "11000").replace("\n3|", "\n33|"))).write(export.parent.parent), FIRM)
    paul = updated_plan(plan(), old).contents
    pacxl.write(paul, export.parent / "PAC_Paul.xlsx")
    contents = team(export.parent)
    assert deals(contents) == [
        ("Paul", "Alpha", 11000.0),  # as the plan has it
        ("Paul", "Gamma", 3000.0),  # under another record in the plan
        ("Paul", "Gamma", 3000.0),
        ("Zoé", "Bêta", 8000.0),
    ]
    told = {finding.code: finding for finding in contents.found}
    assert plain_spaces(told["crm-counted-once"].message()) == (
        "1 affaire de l’export est déjà dans PAC_Paul.xlsx, sous le même numéro, et ne compte qu’une fois, d’après "
        "PAC_Paul.xlsx (12 000,00 € dans l’export)."
    )
    assert "same-person-twice" not in told  # it is no version of his plan
    assert "other-settings" not in told
    assert "deal-twice" in told  # Gamma, of two records


def test_a_deal_that_only_the_export_has_is_counted_beside_the_plan(export: Path) -> None:
    pacxl.write(plan(societe=["Zêta"], montant=[500.0]), export.parent / "PAC_Paul.xlsx")
    assert [societe for _, societe, _ in deals(team(export.parent))] == ["Alpha", "Gamma", "Zêta", "Bêta"]


def test_of_two_exports_the_later_counts(export: Path) -> None:
    older, later = (pacxl.read(export, settings=FIRM, today=TODAY) for _ in range(2))
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    older = dataclasses.replace(older, file="janvier.csv", file_date=day)
    carnet = later.frames["carnet"].assign(montant=1.0)
    later = dataclasses.replace(later, frames={**later.frames, "carnet": carnet})
    contents = pacxl.consolidate([later, older])
    assert [montant for *_, montant in deals(contents)] == [1.0, 1.0, 1.0]


@pytest.mark.long
def test_the_proof_closes_with_an_export(export: Path, tmp_path: Path) -> None:
    ecarts = pacxl.variance(team(export.parent), today=TODAY)
    preuve = ecarts.frames["preuve"]
    mine = preuve[(preuve["table"] == "carnet") & (preuve["donnee"] == "Montant")]
    assert mine["retenu"].sum() == 23000.0
    pacxl.write(ecarts, tmp_path / "ecarts.xlsx")
