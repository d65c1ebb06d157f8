"""Who is one person and who is two: aliases of the settings, homonyms of two teams, names that are nearly one."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import pacxl
from pacxl.books.reglages_contents import reglages_contents, settings_from_reglages
from pacxl.cli.app import app
from pacxl.compute.contents import Identity
from pacxl.errors import SettingsError
from pacxl.settings.merging import merged
from pacxl.settings.model import Settings
from pacxl.settings.people import Client, Person
from pacxl.settings.workbooks import Ownership
from tests import judges
from tests.plans import MARKET, SMALL, TODAY, plan
from tests.workbooks import rows_of

DURAND = Person("Paul Durand", "Nord", aliases=("P. Durand", "DURAND Paul", "Paul Durant"))
TEAM = dataclasses.replace(SMALL, people=(DURAND, Person("Zoé", "Sud"), Person("Zoe", "Sud")))
HOMONYMS = dataclasses.replace(SMALL, people=(Person("Paul", "Nord"), Person("Paul", "Sud"), Person("Zoé", "Sud")))


def sent(  # a row of the table
    file: str, person: str, team: str, budget: float, firm: Settings = SMALL, who: str = "Zoé"
) -> pacxl.Contents:
    actions = {"famille": [MARKET], "etape": [f"Étape à {budget:g} €"], "budget": [budget], "qui": [who]}
    made = plan(firm, owner=Identity("pac", "1", "Alpes", person, team, "2026-S1"), today=TODAY, actions=actions)
    return dataclasses.replace(made, file=file)


# Files (name | team | budget), the lines of *Par commercial*, what is told.
CASES: dict[str, tuple[list[tuple[str, str, float]], dict[str, float], list[str]]] = {
    "an alias is the same person, and the later version counts": (
        [("Paul Durand", "Nord", 1000), ("P. Durand", "Nord", 200)],
        {"Paul Durand (Nord)": 200},
        ["same-person-twice"],
    ),
    "an alias without a team is of its person's": (
        [("Paul Durand", "Nord", 1000), ("DURAND Paul", "", 200)],
        {"Paul Durand (Nord)": 200},
        ["same-person-twice"],
    ),
    "the same content under an alias counts once": (
        [("Paul Durand", "Nord", 1000), ("P. Durand", "Nord", 1000)],
        {"Paul Durand (Nord)": 1000},
        ["file-twice"],
    ),
    "an alias alone is shown by the name": (
        [("paul  durant", "", 1000), ("Zoé", "Sud", 5)],
        {"Paul Durand (Nord)": 1000, "Zoé (Sud)": 5},
        [],
    ),
    "an initial that no alias settles is somebody else": (
        [("Paul Durand", "Nord", 1000), ("Pierre D.", "Nord", 200)],
        {"Paul Durand (Nord)": 1000, "Pierre D. (Nord)": 200},
        [],
    ),
    "an alias in another team may be a homonym": (
        [("Paul Durand", "Nord", 1000), ("P. Durand", "Est", 200)],
        {"Paul Durand (Nord)": 1000, "P. Durand (Est)": 200},
        ["person-near"],
    ),
    "two near names that the settings list are two people": (
        [("Zoé", "Sud", 1000), ("Zoe", "Sud", 200)],
        {"Zoé (Sud)": 1000, "Zoe (Sud)": 200},
        [],
    ),
    "two near names of which the settings list one are to be checked": (
        [("Zoé", "Sud", 1000), ("Zoë", "Sud", 200)],
        {"Zoé (Sud)": 1000, "Zoë (Sud)": 200},
        ["person-near"],
    ),
}
ABOUT_PEOPLE = ("same-person-twice", "file-twice", "person-near")


def consolidated(case: str) -> pacxl.Contents:
    files, _, _ = CASES[case]
    plans = [sent(f"{number}.xlsx", *each) for number, each in enumerate(files)]
    return pacxl.consolidate(plans, settings=TEAM)


def lines(rows: Any, person: str, team: str, budget: str) -> dict[str, float]:
    return {f"{row[person]} ({row[team]})" if row[team] else row[person]: row[budget] for row in rows}


@pytest.mark.long
@pytest.mark.parametrize("case", CASES)
def test_each_person_has_a_line(case: str) -> None:
    team = consolidated(case)
    assert [each.code for each in team.found if each.code in ABOUT_PEOPLE] == CASES[case][2]
    ecarts = pacxl.variance(team)
    frame = ecarts.par_commercial.astype(object).where(ecarts.par_commercial.notna(), None)
    assert lines(frame.to_dict("records"), "commercial", "equipe", "budget") == CASES[case][1]


@pytest.mark.long
@pytest.mark.parametrize("case", CASES)
def test_so_it_is_in_the_workbook(case: str, tmp_path: Path) -> None:
    path = pacxl.write(pacxl.variance(consolidated(case)), tmp_path / "ecarts.xlsx")
    assert lines(rows_of(path, "Par_commercial"), "Commercial", "Équipe", "Budget") == CASES[case][1]
    cells = judges.formula_cells(path)
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []


def test_who_does_what_has_the_one_name_too() -> None:
    plans = [sent("a.xlsx", "Zoé", "Sud", 5), sent("b.xlsx", "p. durand", "Nord", 10, who="p. durand")]
    assert pacxl.consolidate(plans, settings=TEAM).actions["qui"].tolist() == ["Zoé", "Paul Durand"]


def test_the_alias_that_a_plan_carries_is_known_without_the_settings() -> None:
    plans = [sent("a.xlsx", "Paul Durand", "Nord", 5, TEAM), sent("b.xlsx", "P. Durand", "Nord", 10)]
    assert pacxl.variance(pacxl.consolidate(plans)).par_commercial["commercial"].tolist() == ["Paul Durand"]


@pytest.mark.long
def test_the_command_takes_the_settings(tmp_path: Path) -> None:
    settings = pacxl.write(reglages_contents(TEAM, TODAY), tmp_path / "reglages.xlsx")
    (tmp_path / "retours").mkdir()
    for number, person in enumerate(("Paul Durand", "P. Durand")):
        pacxl.write(sent("", person, "Nord", 100.0 * number), tmp_path / "retours" / f"{number}.xlsx")
    ask = ["consolidate", str(tmp_path / "retours"), "-o", str(tmp_path / "e.xlsx"), "--settings", str(settings)]
    assert CliRunner().invoke(app, ask).exit_code == 0
    rows = rows_of(tmp_path / "e.xlsx", "Par_commercial")
    assert [row["Commercial"] for row in rows] == ["Paul Durand"]


# --- the settings -----------------------------------------------------------------------------------------


def test_the_settings_workbook_keeps_the_other_spellings_and_the_homonyms(tmp_path: Path) -> None:
    firm = dataclasses.replace(HOMONYMS, people=(*HOMONYMS.people, DURAND))
    path = pacxl.write(reglages_contents(firm, TODAY), tmp_path / "reglages.xlsx")
    assert pacxl.load_settings(path).people == firm.people
    assert settings_from_reglages(reglages_contents(firm, TODAY)).people == firm.people


@pytest.mark.long
def test_homonyms_have_a_workbook_each(tmp_path: Path) -> None:
    clients = (Client("Nordique", person="Paul (Nord)"), Client("Sudiste", person="Paul (Sud)"))
    owners = (Ownership("organisation", "commercial"),)
    firm = dataclasses.replace(
        HOMONYMS, clients=clients, sections=("organisation",), owners=owners, workbook="complet"
    )
    settings = pacxl.write(reglages_contents(firm, TODAY), tmp_path / "reglages.xlsx")
    done = CliRunner().invoke(app, ["new", str(settings), "--each", "-o", str(tmp_path / "vierges")])
    assert done.exit_code == 0, done.output
    files = sorted(path.name for path in (tmp_path / "vierges").iterdir())
    assert files == ["PAC_Paul_Nord.xlsx", "PAC_Paul_Sud.xlsx", "PAC_Zoé.xlsx"]
    plans = pacxl.read_all([tmp_path / "vierges"])
    assert [(each.identity.person, each.identity.team) for each in plans[:2]] == [("Paul", "Nord"), ("Paul", "Sud")]
    assert [each.portefeuille["client"].tolist() for each in plans[:2]] == [["Nordique"], ["Sudiste"]]
    lines = pacxl.variance(pacxl.consolidate(plans)).par_commercial
    assert lines["equipe"].tolist() == ["Nord", "Sud", "Sud"]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "one person twice": ({"people": (Person("Paul", "Nord"), Person("paul", "nord"))}, "en double « paul »"),
    "a homonym without a team": ({"people": (Person("Paul", "Nord"), Person("Paul"))}, "en double « Paul »"),
    "an alias of two": (
        {"people": (DURAND, Person("Pierre Durand", "Sud", aliases=("p. durand",)))},
        "« P. Durand » est l’écriture de deux personnes",
    ),
    "an alias that is somebody's name": ({"people": (DURAND, Person("P. Durand", "Sud"))}, "de deux personnes"),
    "a client of one of two homonyms": (
        {"clients": (Client("Alpha", person="Paul"),)},
        "« Paul .Nord. » ou « Paul .Sud. »",
    ),
}


@pytest.mark.parametrize(("changed", "told"), REFUSED.values(), ids=REFUSED)
def test_settings_refuse(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        dataclasses.replace(HOMONYMS, **changed)


def test_a_plan_for_one_of_two_homonyms_asks_which() -> None:
    with pytest.raises(SettingsError) as caught:
        pacxl.blank(HOMONYMS, person="Paul", today=TODAY)
    assert "Paul (Nord) ou Paul (Sud)" in caught.value.detail
    assert "tell the team" in caught.value.detail_en


def test_the_homonyms_of_two_plans_stay_two_when_their_settings_are_joined() -> None:
    nord, sud, bare = (dataclasses.replace(SMALL, people=(Person("Paul", team),)) for team in ("Nord", "Sud", ""))
    assert merged([nord, sud]).people == HOMONYMS.people[:2]
    assert merged([bare, nord]).people == (Person("Paul", "Nord"),)


def test_a_tie_between_firms_is_told_in_both_languages() -> None:
    plans = [sent("a.xlsx", "Paul", "Nord", 1), sent("b.xlsx", "Zoé", "Sud", 2)]
    jura = dataclasses.replace(plans[1], identity=dataclasses.replace(plans[1].identity, company="Jura Bois"))
    with pytest.raises(SettingsError) as caught:
        pacxl.consolidate([plans[0], jura])
    assert "à égalité : Alpes (1 fichier), Jura Bois (1 fichier)" in caught.value.detail
    assert "tie: Alpes (1 file), Jura Bois (1 file)" in caught.value.detail_en
    with pytest.raises(SettingsError) as named:
        pacxl.consolidate(plans, keep=["z.xlsx"])
    assert "no file is called" in named.value.detail_en
