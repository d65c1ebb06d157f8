"""One workbook a person: what is theirs, and nothing of anybody else, anywhere; the rest is in the direction's."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pacxl
from pacxl.books.owners import settings_of_direction, settings_of_salesperson
from pacxl.books.reglages_contents import reglages_contents
from pacxl.cli.app import app
from pacxl.consolidation.roster import roster
from pacxl.settings.model import Settings
from pacxl.settings.people import Client, Objective, Person
from pacxl.settings.workbooks import Ownership
from tests import bend

TODAY = dt.date(2026, 1, 5)
NAMES = {"Zoé": "Zoephile", "Paul": "Paulinien"}  # invented, so that they are in no other text


def firm(workbook: str = "complet", **owners: str) -> Settings:
    """A firm of two whose every text tells whose it is, with every section and one family."""
    complete = pacxl.load_settings("complet")
    return dataclasses.replace(
        complete,
        families=complete.families[:1],
        indicators=complete.indicators[:1],
        company="Essai & Fils",
        workbook=workbook,
        owners=tuple(Ownership(section, owner) for section, owner in owners.items()),
        roles=("rôle de la matrice",),
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


def made(settings: Settings, here: Path) -> Path:
    """The workbooks made by the command, from a settings workbook."""
    path = pacxl.write(reglages_contents(settings), here / "reglages.xlsx")
    command = ["new", str(path), "--each", "-o", str(here / "vierges"), "--period", "2026-S1"]
    done = CliRunner().invoke(app, [*command, "--today", TODAY.isoformat()])
    assert done.exit_code == 0, done.output
    return here / "vierges"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those of a firm that keeps the organisation with each person, and wants all that is theirs in one workbook."""
    return made(firm(organisation="commercial"), tmp_path_factory.mktemp("chacun"))


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
    plan = pacxl.blank(firm(organisation="commercial"), person="Inconnue", period="2026-S1", today=TODAY)
    assert plan.portefeuille.empty
    assert plan.objectifs["objectif"].tolist() == ["objectif de tous"]


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those of a firm that chose nothing: the essential one for each person, the rest for the direction."""
    return made(firm(workbook=""), tmp_path_factory.mktemp("partage"))


def typed_tables(plan: pacxl.Contents) -> set[str]:
    """The tables in sight that people type in."""
    hidden = {sheet.name for sheet in plan.book.sheets if sheet.hidden}
    return {
        table.key
        for table in plan.book.tables
        if any(column.typed for column in table.columns) and table.parts[0].sheet not in hidden
    }


DIRECTION_S = {"vision", "swot", "personas", "gammes", "canaux", "budget", "raci", "portefeuille", "equipe"}
SALESPEOPLE_S = {"actions", "carnet", "indicateurs", "objectifs"}


def test_the_direction_has_the_rest(split: Path) -> None:
    assert sorted(path.name for path in split.iterdir()) == [
        "PAC_Direction.xlsx",
        *sorted(f"PAC_{name}.xlsx" for name in NAMES.values()),
    ]
    direction, mine = pacxl.read(split / "PAC_Direction.xlsx"), pacxl.read(split / "PAC_Paulinien.xlsx")
    assert direction.identity.person == "Direction"
    assert typed_tables(mine) == SALESPEOPLE_S
    assert typed_tables(direction) > DIRECTION_S | {"objectifs"}
    assert typed_tables(direction) & SALESPEOPLE_S == {"objectifs"}  # the firm's, and each one's own
    assert direction.objectifs["objectif"].tolist() == ["objectif de tous"]
    assert len(direction.portefeuille) == 3
    assert mine.book.firm == direction.book.firm


@pytest.mark.parametrize("name", NAMES.values())
def test_nothing_of_the_direction_s_is_in_a_person_s(split: Path, name: str) -> None:
    plan, text = pacxl.read(split / f"PAC_{name}.xlsx"), everything(split / f"PAC_{name}.xlsx")
    settings = plan.book.settings
    assert isinstance(settings, Settings)
    assert settings.sections == ("objectifs",)
    for words in ("rôle de la matrice", "Vision et cap", "RACI", "Persona", "Portefeuille", "Gammes"):
        assert words not in text
        assert words in everything(split / "PAC_Direction.xlsx")
    other = next(each for each in NAMES.values() if each != name)
    assert other not in text


@pytest.mark.long
def test_consolidated_the_firm_s_tables_are_there_once(split: Path, tmp_path: Path) -> None:
    for path in split.iterdir():
        shutil.copy(path, tmp_path)
    bend.type_in(tmp_path / "PAC_Direction.xlsx", "Vision", (1, "Ce que nous disons", "Premiers de la vallée"))
    for name in NAMES.values():
        bend.type_in(tmp_path / f"PAC_{name}.xlsx", "Carnet", (1, "Société", "Alpha"), (1, "Montant", 1000))
    team = pacxl.consolidate(pacxl.read_all([tmp_path]))
    assert "other-settings" not in set(team.findings["code"])
    assert team.vision["texte"].dropna().tolist() == ["Premiers de la vallée"]
    assert set(team.vision["commercial"]) == {"Direction"}
    assert team.carnet["montant"].sum() == 2000
    ecarts = pacxl.variance(team, today=TODAY)
    assert set(ecarts.frames["par_commercial"]["commercial"]) == set(NAMES.values())
    sources = team.frames["sources"].set_index("fichier")
    assert sources.loc["PAC_Direction.xlsx", "raison"] == "le classeur de la direction"


def test_the_direction_is_no_person_of_the_roster(split: Path) -> None:
    replies = {reply.person: reply for reply in roster(pacxl.consolidate(pacxl.read_all([split])))}
    assert {name for name, reply in replies.items() if reply.expected} == set(NAMES.values())
    assert (replies[""].file, replies[""].status) == ("PAC_Direction.xlsx", "vide")


def test_the_direction_is_greeted_by_no_name(split: Path, tmp_path: Path) -> None:
    for name, greeting in (("Direction", "Bonjour,"), (NAMES["Paul"], f"Bonjour {NAMES['Paul']},")):
        message = pacxl.send_back(split / f"PAC_{name}.xlsx", tmp_path, always=True).message
        assert message is not None
        assert message.read_text(encoding="utf-8").splitlines()[2] == greeting


def test_without_the_direction_s_workbook_the_others_are_a_team(split: Path, tmp_path: Path) -> None:
    shutil.copytree(split, tmp_path / "sans", ignore=shutil.ignore_patterns("*Direction*"))
    team = pacxl.consolidate(pacxl.read_all([tmp_path / "sans"]))
    assert "vision" not in team.frames
    assert set(team.frames["attendus"]["commercial"]) == set(NAMES.values())


def test_whose_a_section_is_is_the_firm_s_choice() -> None:
    told = firm(workbook="complet", gammes="les deux", revue="direction")
    one = settings_of_salesperson(told, told.people[0])
    direction = settings_of_direction(told)
    assert direction is not None
    assert ("gammes" in one.sections, "revue" in one.sections, "suivi" in one.sections) == (True, False, True)
    assert {"gammes", "revue"} <= set(direction.sections)
    assert "suivi" not in direction.sections


def test_where_nothing_is_the_direction_s_alone_it_has_no_workbook() -> None:
    assert settings_of_direction(pacxl.load_settings("operationnel")) is None


@pytest.mark.parametrize(
    ("template", "families"),
    [
        ("complet", ["publicite", "direct", "evenementiel", "relationnel", "fidelisation"]),
        ("canaux", ["publicite", "direct", "evenementiel", "organisation", "logistique"]),
    ],
)
def test_the_essential_families_are_those_most_worked_then_the_nearest_to_action(
    template: str, families: list[str]
) -> None:
    settings = settings_of_salesperson(pacxl.load_settings(template), Person("Paul"))
    assert [family.key for family in settings.drawn] == [*families, "autres_actions"]
    chosen = dataclasses.replace(pacxl.load_settings(template), essentials=("offre",))
    assert [family.key for family in settings_of_salesperson(chosen, Person("Paul")).drawn] == [
        "offre",
        "autres_actions",
    ]


@pytest.mark.long
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
