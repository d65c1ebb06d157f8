"""The organisation section: who stands above whom, who follows which client, who answers for what, who has what."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pandas as pd
import pytest

from pacxl.books.pac import blank
from pacxl.compute.contents import Contents
from pacxl.plan.decider.organisation import SHOWN_LEVELS, SHOWN_PEOPLE
from pacxl.plan.decider.portefeuille import OTHER
from pacxl.plan.decider.raci import TASKS
from pacxl.settings.model import Settings
from pacxl.settings.people import Client, Person
from tests.plans import MARKET, OFFER, SMALL, TODAY, plan

FIRM = dataclasses.replace(SMALL, sections=("organisation",), roles=("Direction", "Ventes", "Marketing"))


def values(frame: pd.DataFrame, column: str) -> list[Any]:
    return [None if pd.isna(value) else value for value in frame[column]]


# --- the team and its organigramme ------------------------------------------------------------------------


def team(*people: tuple[str | None, str | None], firm: Settings = FIRM, **frames: Any) -> Contents:
    """A plan with these people, each with their chief."""
    names, chiefs = zip(*people, strict=True)
    ranks = {"rang": list(range(1, SHOWN_PEOPLE + 1))}
    return plan(firm, equipe={"nom": names, "rattache": chiefs}, organigramme=ranks, **frames)


def organigramme(contents: Contents) -> list[str]:
    """The organigramme as people see it: each name, two spaces further a level."""
    keys = [f"niveau_{level}" for level in range(len(SHOWN_LEVELS))]
    lines = []
    for row in contents.organigramme[keys].itertuples(index=False):
        lines += [f"{'  ' * level}{name}" for level, name in enumerate(row) if not pd.isna(name)]
    return lines


def test_everybody_stands_under_their_chief_in_whatever_order_they_were_typed() -> None:
    found = team(("Inès", "Malik"), ("Zoé", "Camille"), ("Camille", None), ("Alex", "Zoé"), ("Malik", "camille"))
    assert organigramme(found) == ["Camille", "  Zoé", "    Alex", "  Malik", "    Inès"]
    assert values(found.equipe, "niveau") == [2, 1, 0, 2, 1]
    assert values(found.equipe, "directs") == [0, 1, 2, 0, 1]
    assert set(values(found.equipe, "controle")) == {"en ordre"}
    assert found.figures["organigramme_absents"] == 0


@pytest.mark.parametrize(
    ("people", "checks"),
    [
        pytest.param([("A", "A")], ["boucle"], id="one's own chief"),
        pytest.param([("A", "B"), ("B", "a")], ["boucle", "boucle"], id="each the other's chief"),
        pytest.param([("A", "B"), ("B", "A"), ("C", "A")], ["boucle"] * 3, id="somebody under a loop"),
        pytest.param([("A", "B"), ("B", "C"), ("C", "A"), ("D", None)], ["boucle"] * 3 + ["en ordre"], id="three"),
    ],
)
def test_a_loop_is_told_and_has_no_level(people: list[tuple[str, str | None]], checks: list[str]) -> None:
    found = team(*people)
    assert values(found.equipe, "controle") == checks
    assert [
        level for level, check in zip(values(found.equipe, "niveau"), checks, strict=True) if check == "boucle"
    ] == [None] * checks.count("boucle")
    assert found.figures["equipe_a_revoir"] == found.figures["organigramme_absents"] == checks.count("boucle")


def test_five_people_may_stand_above_somebody_and_no_more() -> None:
    found = team(("A", None), *(pair for pair in zip("BCDEFGHI", "ABCDEFGH", strict=True)))
    assert values(found.equipe, "niveau") == [0, 1, 2, 3, 4, 5, None, None, None]
    assert values(found.equipe, "controle") == ["en ordre"] * 6 + ["trop de niveaux"] * 3


def test_a_chief_who_is_not_in_the_list_is_told_and_hides_nobody() -> None:
    found = team(("Paul", "Dominique"))
    assert values(found.equipe, "controle") == ["chef hors liste"]
    assert organigramme(found) == ["Paul"]


def test_a_name_typed_twice_or_missing_is_told() -> None:
    found = team(("Paul", None), ("PAUL", None), (None, "Paul"))
    assert values(found.equipe, "controle") == ["en double", "en double", "nom manquant"]
    assert values(found.equipe, "directs") == [1, 1, None]


def test_the_firm_s_people_are_there_already() -> None:
    people = (Person("Zoé", "Sud", "Cheffe des ventes"), Person("Paul", "Nord", "Vendeur", "Zoé", "Côte"))
    contents = blank(dataclasses.replace(FIRM, people=people), period="2026-S1", today=TODAY)
    second = {key: values(contents.equipe, key)[1] for key in ("nom", "fonction", "agence", "rattache", "secteur")}
    assert list(second.values()) == ["Paul", "Vendeur", "Nord", "Zoé", "Côte"]
    assert organigramme(contents) == ["Zoé", "  Paul"]


def test_one_person_s_plan_names_nobody_else() -> None:
    people = (Person("Zoé"), Person("Paul", manager="Zoé"))
    contents = blank(dataclasses.replace(FIRM, people=people), person="Paul", period="2026-S1", today=TODAY)
    assert values(contents.equipe, "nom") == values(contents.charge, "nom") == ["Paul"]
    assert values(contents.equipe, "controle") == ["en ordre"]


# --- the portefeuille -------------------------------------------------------------------------------------


def portfolio(**columns: list[Any]) -> Contents:
    return plan(FIRM, portefeuille=columns, portefeuille_segments={"segment": [*FIRM.segments, OTHER]})


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        pytest.param(
            {"ca_passe": 12_000, "objectif": 15_000, "realise": 16_500},
            {"evolution": 0.25, "ecart": 1_500, "atteinte": 1.1, "verdict": "favorable", "part": 1},
            id="above what was aimed at",
        ),
        pytest.param(
            {"ca_passe": 0, "objectif": 4_000, "realise": 0},
            {"evolution": None, "ecart": -4_000, "atteinte": 0, "verdict": "défavorable", "part": None},
            id="a prospect who bought nothing",
        ),
        pytest.param(
            {"objectif": 4_000},
            {"evolution": None, "ecart": None, "atteinte": None, "verdict": None, "part": None},
            id="blank is not zero",
        ),
        pytest.param({"visites_prevues": 6, "visites_faites": 2}, {"visites_restantes": 4}, id="visits to come"),
        pytest.param({"visites_prevues": 2, "visites_faites": 5}, {"visites_restantes": 0}, id="more than planned"),
        pytest.param({"visites_prevues": 6}, {"visites_restantes": None}, id="visits made are not known"),
    ],
)
def test_a_client(client: dict[str, float], expected: dict[str, Any]) -> None:
    found = portfolio(client=["Alpha"], **{key: [value] for key, value in client.items()})
    assert {key: values(found.portefeuille, key)[0] for key in expected} == expected


def test_the_rate_reached_is_that_of_the_sums_of_the_clients_compared() -> None:
    found = portfolio(objectif=[10_000, 1_000, 5_000, None], realise=[9_000, 2_000, None, 700])
    assert found.figures["portefeuille_atteinte"] == 1
    assert found.figures["portefeuille_realise"] == 11_700


def test_segments_add_up_to_the_portefeuille_whatever_was_typed() -> None:
    found = portfolio(
        client=["Alpha", "Bêta", "Gamma", "Delta"],
        segment=["PME", "pme", "Mairies", None],
        objectif=[100, 200, 300, 400],
    )
    by_segment = found.portefeuille_segments
    assert values(by_segment, "objectif") == [300, None, 700]
    assert values(by_segment, "clients") == [2, 0, 2]
    assert by_segment["objectif"].sum() == found.figures["portefeuille_objectif"]


def test_a_client_without_a_commercial_is_counted_and_the_others_stand_beside_theirs() -> None:
    clients = {"client": ["Alpha", "Bêta", "Gamma"], "suivi_par": ["Paul", "paul", None]}
    found = team(("Paul", None), ("Zoé", None), portefeuille=clients)
    assert values(found.equipe, "clients") == [2, 0]
    assert found.figures["portefeuille_sans"] == 1


def test_the_firm_s_clients_are_there_already() -> None:
    clients = (Client("Alpha", "PME", "Zoé", 1_000.0, 1_200.0), Client("Bêta"))
    contents = blank(dataclasses.replace(FIRM, clients=clients), period="2026-S1", today=TODAY)
    assert values(contents.portefeuille, "suivi_par") == ["Zoé", None]
    assert values(contents.portefeuille, "evolution") == [pytest.approx(0.2), None]


def test_a_firm_without_segments_has_no_table_of_them() -> None:
    contents = blank(dataclasses.replace(FIRM, segments=()), period="2026-S1", today=TODAY)
    assert "portefeuille_segments" not in contents.frames


# --- RACI -------------------------------------------------------------------------------------------------


def raci(letters: str, tache: str | None = "Relancer") -> tuple[Any, Any, Any]:
    """The check of a task, with the numbers it comes from; a letter a role, a dash for none."""
    given = [None if letter == "-" else letter for letter in letters.split()]
    roles = dict(zip(("role_direction", "role_ventes", "role_marketing"), ([each] for each in given), strict=True))
    frame = plan(FIRM, raci={"tache": [tache], **roles}).raci
    return values(frame, "controle")[0], values(frame, "responsables")[0], values(frame, "approbateurs")[0]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("A R C", ("un seul A", 1, 1)),
        ("A/R - I", ("un seul A", 1, 1)),
        ("A R R", ("un seul A", 2, 1)),
        ("- R C", ("aucun A", 1, 0)),
        ("C I -", ("aucun A", 0, 0)),
        ("A R A", ("plusieurs A", 1, 2)),
        ("A/R A/R -", ("plusieurs A", 2, 2)),
        ("A C I", ("aucun R", 0, 1)),
        ("- - -", ("à répartir", None, None)),
    ],
)
def test_a_task_has_exactly_one_a(letters: str, expected: tuple[Any, ...]) -> None:
    assert raci(letters) == expected


def test_letters_without_a_task_are_checked_too() -> None:
    assert raci("A R -", tache=None) == ("un seul A", 1, 1)


def test_tasks_to_mend_are_counted_apart_from_those_to_share() -> None:
    found = plan(
        FIRM,
        raci={
            "tache": ["un", "deux", "trois", "quatre"],
            "role_direction": ["A", "A", None, None],
            "role_ventes": ["R", "A", "R", None],
        },
    )
    assert [found.figures[f"raci_{key}"] for key in ("en_ordre", "a_corriger", "a_repartir")] == [1, 2, 1]


def test_a_blank_plan_offers_tasks_and_no_letter() -> None:
    contents = blank(FIRM, period="2026-S1", today=TODAY)
    assert values(contents.raci, "tache") == list(TASKS)
    assert set(values(contents.raci, "controle")) == {"à répartir"}


def test_roles_whose_names_are_nearly_alike_have_their_own_columns() -> None:
    firm = dataclasses.replace(FIRM, roles=("Gérant", "Gerant", "Tâche", "À l’accueil", "R&D", "日本"))
    columns = [column for column in plan(firm).book.by_key["raci"].columns if column.key.startswith("role_")]
    assert [column.key for column in columns] == [
        "role_gerant",
        "role_gerant_2",
        "role_tache",
        "role_a_l_accueil",
        "role_r_d",
        "role_",
    ]
    assert [column.header for column in columns] == ["Gérant", "Gerant 2", "Tâche 2", "À l’accueil", "R&D", "日本"]


def test_a_firm_without_roles_has_no_matrix() -> None:
    contents = blank(dataclasses.replace(FIRM, roles=()), period="2026-S1", today=TODAY)
    assert "raci" not in contents.frames


# --- the charge -------------------------------------------------------------------------------------------


def day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days)


# Paul: one late, one under way, one done; Zoé: one to do, one given up; Sacha is in no table; two rows have nobody.
ACTIONS = {
    "famille": [MARKET, MARKET, OFFER, MARKET, OFFER, MARKET, MARKET, MARKET],
    "etape": ["a", "b", "c", "d", "e", "f", "g", "h"],
    "qui": ["Paul", "paul", "Paul", "Zoé", "Zoé", "Sacha", None, None],
    "budget": [100, None, 50, 30, 999, 70, 10, None],
    "debut": [day(-9), day(-1), day(-9), None, None, None, None, None],
    "fin": [day(-1), day(9), day(-5), None, None, None, None, None],
    "fin_reelle": [None, None, day(-5), None, None, None, None, None],
    "decision": [None, None, None, None, "abandonnée", None, None, None],
}


def charge(allowed: int | None = 0, names: tuple[str | None, ...] = ("Paul", "Zoé")) -> Contents:
    return plan(
        FIRM,
        actions=ACTIONS,
        charge={"nom": list(names)},
        charge_seuil={"libelle": ["Retards acceptés"], "retards": [allowed]},
        portefeuille={"client": ["Alpha", "Bêta"], "suivi_par": ["Paul", "Paul"], "objectif": [1_000, None]},
    )


def test_a_person_carries_their_own_actions_whatever_the_family() -> None:
    found = charge().charge
    assert {key: values(found, key) for key in found.columns} == {
        "nom": ["Paul", "Zoé"],
        "planifiees": [3, 1],
        "a_faire": [0, 1],
        "en_cours": [1, 0],
        "en_retard": [1, 0],
        "terminees": [1, 0],
        "part": [0.75, 0.25],
        "budget": [150, 1_029],
        "clients": [2, 0],
        "ca_vise": [1_000, 0],
        "alerte": ["trop de retards", "rien à signaler"],
    }


def test_actions_of_nobody_and_of_somebody_else_are_not_lost() -> None:
    figures = charge().figures
    assert figures["charge_actions"] == 4
    assert figures["charge_sans"] == 1
    assert figures["charge_hors"] == 1


@pytest.mark.parametrize(
    ("allowed", "alert"), [(0, "trop de retards"), (1, "rien à signaler"), (None, "rien à signaler")]
)
def test_the_alert_waits_until_more_actions_are_late_than_is_allowed(allowed: int | None, alert: str) -> None:
    assert values(charge(allowed).charge, "alerte")[0] == alert


def test_a_person_listed_twice_is_told() -> None:
    assert values(charge(names=("Paul", "PAUL", "Zoé")).charge, "alerte") == [
        "en double",
        "en double",
        "rien à signaler",
    ]
