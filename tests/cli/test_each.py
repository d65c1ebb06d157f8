"""One workbook a person: their own clients and objectives are there, and nothing of anybody else, anywhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pacxl
from pacxl.books.reglages_contents import reglages_contents
from pacxl.cli.app import app
from pacxl.settings.model import Settings
from pacxl.settings.people import Client, Objective, Person

TODAY = dt.date(2026, 1, 5)
NAMES = {"Zoé": "Zoephile", "Paul": "Paulinien"}  # invented, so that they are in no other text


def firm() -> Settings:
    """A firm of two whose every text tells whose it is, with every section and one family."""
    complete = pacxl.load_settings("complet")
    return dataclasses.replace(
        complete,
        families=complete.families[:1],
        indicators=complete.indicators[:1],
        company="Essai & Fils",
        people=tuple(
            Person(name, f"équipe {name}", f"fonction {name}", other, f"secteur {name}")
            for name, other in zip(NAMES.values(), reversed(NAMES.values()), strict=True)
        ),
        clients=(
            *(Client(f"client {name}", "PME", name, 1000.0, 1200.0) for name in NAMES.values()),
            Client("client délaissé"),
        ),
        objectives=(
            *(Objective(f"objectif {name}", "acquisition", name, "", 5.0, "ventes") for name in NAMES.values()),
            Objective("objectif de tous", "notoriété"),
        ),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks made by the command, from a settings workbook."""
    here = tmp_path_factory.mktemp("chacun")
    settings = pacxl.write(reglages_contents(firm()), here / "reglages.xlsx")
    command = ["new", str(settings), "--each", "-o", str(here / "vierges"), "--period", "2026-S1"]
    done = CliRunner().invoke(app, [*command, "--today", TODAY.isoformat()])
    assert done.exit_code == 0, done.output
    return here / "vierges"


def test_a_folder_that_is_a_file_is_told_in_one_line(folder: Path) -> None:
    command = ["new", str(folder.parent / "reglages.xlsx"), "--each", "-o", str(folder.parent / "reglages.xlsx")]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 2
    assert "le dossier ne peut pas être créé (File exists)" in done.stderr


def everything(path: Path) -> str:
    """Each byte of a workbook, as text, names of its parts included."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize(("mine", "other"), [tuple(NAMES.values()), tuple(reversed(NAMES.values()))])
def test_a_workbook_holds_its_person_and_nothing_of_the_other(folder: Path, mine: str, other: str) -> None:
    text = everything(folder / f"PAC_{mine}.xlsx")
    assert all(f"{what} {mine}" in text for what in ("client", "objectif", "fonction", "secteur", "équipe"))
    assert "objectif de tous" in text
    assert other not in text
    assert "délaissé" not in text  # nobody's client is nobody's to see


@pytest.mark.parametrize("name", NAMES.values())
def test_the_rows_of_a_plan_are_its_person_s(folder: Path, name: str) -> None:
    plan = pacxl.read(folder / f"PAC_{name}.xlsx")
    assert plan.identity.person == name
    assert plan.portefeuille["client"].tolist() == [f"client {name}"]
    assert plan.objectifs["objectif"].tolist() == [f"objectif {name}", "objectif de tous"]
    assert plan.equipe["nom"].tolist() == [name]


def test_a_person_of_no_settings_gets_nobody_s_clients() -> None:
    plan = pacxl.blank(firm(), person="Inconnue", period="2026-S1", today=TODAY)
    assert plan.portefeuille.empty
    assert plan.objectifs["objectif"].tolist() == ["objectif de tous"]


def test_together_they_are_the_firm_again(folder: Path) -> None:
    team = pacxl.consolidate(pacxl.read_all([folder]))
    assert team.findings.empty
    assert sorted(team.portefeuille["client"]) == sorted(f"client {name}" for name in NAMES.values())
    assert isinstance(team.book.settings, Settings)
    assert {person.name for person in team.book.settings.people} == set(NAMES.values())


@pytest.mark.long
def test_read_together_they_are_as_read_alone(folder: Path) -> None:
    together = pacxl.read_all([folder])
    alone = [pacxl.read(path) for path in sorted(folder.iterdir())]
    assert together == alone
    assert [plan.book.settings for plan in together] == [plan.book.settings for plan in alone]
