"""What nobody touched is counted, not listed: the steps that a blank plan proposes, by person and family; the rows
that every plan comes with, once. No figure moves for it, and the proof closes on all that was read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import pacxl
from pacxl.compute.contents import Contents, make_contents
from pacxl.settings.model import Family
from pacxl.typography import plain_spaces
from tests.conftest import Anew
from tests.plans import SMALL, TODAY

MARKET, OFFER = "Marché", "Offre"
FIRM = dataclasses.replace(
    SMALL,
    families=(
        Family("marche", MARKET, MARKET, "stratégique", ("Choisir", "Mesurer", "Décider", "Revoir")),
        Family("offre", OFFER, OFFER, "opérationnelle", ("Écrire",)),
    ),
    sections=("vision", "budget", "suivi"),
    period="2026-T2",
    people=(),
)
TYPED: dict[str, dict[str, dict[str, Any]]] = {  # person → step → what was typed
    "Ada": {"Choisir": {"budget": 100.0, "depense": 130.0, "fin_reelle": dt.date(2026, 5, 4)}},
    "Paul": {"Mesurer": {"qui": "Paul"}, "Écrire": {"decision": "non retenue"}},
    "Zoé": {},
}


def plan_of(person: str) -> Contents:
    """A blank plan with what a person typed in its steps; Ada says her vision, Paul a step of his own."""
    blank = pacxl.blank(FIRM, person=person, company="Essai", team="Nord", today=TODAY)
    frames = dict(blank.frames)
    steps = frames["actions"].astype(object)
    for step, cells in TYPED[person].items():
        for key, value in cells.items():
            steps.loc[steps["etape"] == step, key] = value
    if person == "Paul":
        steps = pd.concat([steps, pd.DataFrame({"famille": [OFFER], "etape": ["La mienne"]})])
    frames["actions"] = steps
    if person == "Ada":
        said = pd.Series({0: "Être la première"}, index=frames["vision"].index, dtype="string")
        frames["vision"] = frames["vision"].assign(texte=said)
    frames["carnet"] = pd.DataFrame({"societe": [f"Client de {person}"], "montant": [1000.0]})
    return make_contents(blank.book, frames, blank.identity, TODAY)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    folder = tmp_path_factory.mktemp("proposé")
    for person in TYPED:
        pacxl.write(plan_of(person), folder / f"PAC_{person}.xlsx")
    return pacxl.consolidate(pacxl.read_all([folder]))


@pytest.fixture(scope="module")
def ecarts(team: Contents) -> Contents:
    return pacxl.variance(team, today=TODAY)


# --- actions ----------------------------------------------------------------------------------------------


@pytest.mark.long
def test_the_consolidated_frames_keep_every_step(team: Contents) -> None:
    assert len(team.actions) == 3 * 5 + 1


def test_actions_list_what_says_something_then_count_the_rest_by_person_and_family(ecarts: Contents) -> None:
    keys = ["commercial", "famille", "etape", "autres_etapes"]
    assert ecarts.actions[keys].astype(object).fillna("").to_numpy().tolist() == [
        ["Ada", MARKET, "Choisir", ""],
        ["Paul", MARKET, "Mesurer", ""],
        ["Paul", OFFER, "Écrire", ""],
        ["Paul", OFFER, "La mienne", ""],
        ["Ada", MARKET, "3 étapes proposées, laissées telles quelles", 2],
        ["Ada", OFFER, "1 étape proposée, laissée telle quelle", 0],
        ["Paul", MARKET, "3 étapes proposées, laissées telles quelles", 2],
        ["Zoé", MARKET, "4 étapes proposées, laissées telles quelles", 3],
        ["Zoé", OFFER, "1 étape proposée, laissée telle quelle", 0],
    ]


def test_every_count_of_actions_is_of_all_of_them(ecarts: Contents) -> None:
    assert dict(zip(ecarts.par_famille["famille"], ecarts.par_famille["actions"], strict=True)) == {
        MARKET: 12,
        OFFER: 4,
    }
    people = dict(zip(ecarts.par_commercial["commercial"], ecarts.par_commercial["actions"], strict=True))
    assert people == {"Ada": 5, "Paul": 6, "Zoé": 5}
    assert (ecarts.figures["actions"], ecarts.figures["synthese_actions"]) == (16, 16)
    assert ecarts.par_axe["actions"].sum() == 16
    assert (ecarts.figures["actions_listees"], ecarts.figures["etapes_laissees"]) == (4, 12)


# --- what every plan comes with ---------------------------------------------------------------------------


def test_what_several_left_as_it_was_is_shown_once(team: Contents, ecarts: Contents) -> None:
    asked = len(plan_of("Zoé").frames["vision"])
    whose = ecarts.vision["commercial"].tolist()
    assert len(team.vision) == 3 * asked
    assert sorted(whose) == ["Ada", "les autres", *["tous"] * (asked - 1)]
    assert whose[-1] == "Ada"
    assert ecarts.vision["texte"].tolist()[-1] == "Être la première"
    assert ecarts.vision["texte"].isna().sum() == asked


def test_a_table_of_which_a_figure_is_computed_is_shown_whole(team: Contents, ecarts: Contents) -> None:
    assert len(ecarts.budget) == len(team.budget)


# --- the proof --------------------------------------------------------------------------------------------


def wrong(ecarts: Contents) -> list[tuple[str, str, str]]:
    lines = ecarts.preuve[ecarts.preuve["preuve"] != "juste"]
    return list(zip(lines["fichier"], lines["tableau"], lines["donnee"], strict=True))


def test_the_proof_closes_on_the_rows_as_they_were_read(team: Contents, ecarts: Contents) -> None:
    assert wrong(ecarts) == []
    rows = ecarts.preuve[(ecarts.preuve["donnee"] == "Lignes") & (ecarts.preuve["fichier"] != "(saisi ici)")]
    read = {key: len(team.frames[key]) for key in ("actions", "vision")}
    told = ("nombre_retenu", "nombre_consolide", "nombre_commun")
    brought = {key: [int(rows.loc[rows["table"] == key, each].sum()) for each in told] for key in read}
    shown = len(ecarts.vision)
    assert brought == {
        "actions": [read["actions"], read["actions"], 0],
        "vision": [read["vision"], shown, read["vision"] - shown],
    }


def lose_a_step(workbook: Any) -> None:
    """Somebody counts one step less where Zoé left four."""
    ws = workbook["Actions"]
    header, *rows = ws[ws.tables["Actions"].ref]
    at = {cell.value: number for number, cell in enumerate(header)}
    line = next(row for row in rows if str(row[at["Étape"]].value).startswith("4 étapes"))
    line[at["Étapes de plus"]].value = 2


@pytest.mark.judge
def test_a_line_that_counts_a_step_less_turns_the_proof_red(ecarts: Contents, tmp_path: Path, anew: Anew) -> None:
    path = pacxl.write(ecarts, tmp_path / "ecarts.xlsx")
    found = anew("une étape de moins", path, {"lose": lose_a_step})
    assert set(red(found["lose"])) == {("PAC_Zoé.xlsx", "Lignes"), ("PAC_Zoé.xlsx", "Décision : vide")}


def red(path: Path) -> Iterator[tuple[str, str]]:
    ws = openpyxl.load_workbook(path, data_only=True)["Sources et preuve"]
    header, *rows = ws[ws.tables["Preuve"].ref]
    at = {cell.value: number for number, cell in enumerate(header)}
    for row in rows:
        if row[at["Preuve"]].value != "juste":
            yield row[at["Fichier"]].value, plain_spaces(row[at["Donnée"]].value)
