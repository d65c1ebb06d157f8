"""The objectives: what SMART asks of them, how they are spread, and how far the key results have come."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.compute.contents import Contents
from pacxl.settings.model import Settings
from pacxl.settings.people import Client, Objective
from tests.plans import SMALL, TODAY, plan

FIRM = replace(SMALL, sections=("objectifs",), products=("Thé", "Café"), clients=(Client("Alpha"), Client("pme")))
YES = ("specifique", "mesurable", "atteignable", "pertinent", "temporel")
PAST, TO_COME = TODAY - dt.timedelta(10), TODAY + dt.timedelta(30)


def objective(firm: Settings = FIRM, **cells: Any) -> dict[str, Any]:
    """The row of one objective: what is typed and what is computed."""
    return row_of(plan(firm, objectifs={key: [value] for key, value in cells.items()}).objectifs)


def row_of(frame: pd.DataFrame, number: int = 0) -> dict[str, Any]:
    """A row as Python values, None where it is blank."""
    return {str(key): None if pd.isna(value) else value for key, value in frame.iloc[number].items()}


def all_yes(**others: Any) -> dict[str, Any]:
    return dict.fromkeys(YES, "oui") | others


# --- SMART ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"objectif": "Vendre"}, (None, None, "à préciser"), id="nothing answered yet has no score"),
        pytest.param({"specifique": "non"}, (0, None, "à préciser"), id="a no counts for nothing"),
        pytest.param(
            {"specifique": "Oui", "pertinent": "oui"}, (2, None, "à préciser"), id="each yes counts, any case"
        ),
        pytest.param(all_yes(cible=5, echeance=TO_COME), (5, None, "oui"), id="five yes, target and deadline there"),
        pytest.param(all_yes(cible=0, echeance=TO_COME), (5, None, "oui"), id="a target of zero is a target"),
        pytest.param(all_yes(echeance=TO_COME), (5, "à vérifier", "à préciser"), id="measurable without a target"),
        pytest.param(all_yes(cible=5), (5, "à vérifier", "à préciser"), id="time-bound without a deadline"),
        pytest.param({"mesurable": "non"}, (0, None, "à préciser"), id="a no needs no proof"),
    ],
)
def test_what_smart_makes_of(cells: dict[str, Any], expected: tuple[Any, ...]) -> None:
    found = objective(**cells)
    assert (found["score_smart"], found["controle"], found["smart"]) == expected


@pytest.mark.parametrize(
    ("cells", "status", "days"),
    [
        pytest.param({"objectif": "Vendre"}, "à faire", None, id="only written down"),
        pytest.param({"echeance": TODAY}, "à faire", 0, id="due today is not late"),
        pytest.param({"cible": 10, "resultat": 4, "sens": "plus haut"}, "en cours", None, id="not there yet"),
        pytest.param(
            {"cible": 10, "resultat": 4, "sens": "plus haut", "echeance": PAST}, "en retard", -10, id="too late"
        ),
        pytest.param({"echeance": PAST}, "en retard", -10, id="no result when it is due"),
        pytest.param(
            {"cible": 10, "resultat": 10, "sens": "plus haut", "echeance": PAST}, "atteint", None, id="reached"
        ),
        pytest.param({"cible": 25, "resultat": 24, "sens": "plus bas"}, "atteint", None, id="lower is better"),
        pytest.param({"cible": 10, "resultat": 12}, "en cours", None, id="without a sense nothing is reached"),
    ],
)
def test_the_status_of_an_objective(cells: dict[str, Any], status: str, days: int | None) -> None:
    found = objective(**cells)
    assert (found["statut"], found["jours_restants"]) == (status, days)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param((10, 4, "ventes", "plus haut"), (-6, -0.6, 0.4, "défavorable"), id="under a target"),
        pytest.param((10, 4, "ventes", "plus bas"), (-6, -0.6, 2.5, "favorable"), id="under a ceiling"),
        pytest.param((10, 4, "ventes", None), (-6, -0.6, None, None), id="no sense, no verdict"),
        pytest.param((10, None, "ventes", "plus haut"), (None, None, None, None), id="no result, nothing"),
        pytest.param((None, 4, "ventes", "plus haut"), (None, None, None, None), id="no target, nothing"),
        pytest.param((0, 4, "ventes", "plus haut"), (4, None, None, "favorable"), id="no share of a target of zero"),
        pytest.param(
            (5, 0, "ventes", "plus bas"), (-5, -1, None, "favorable"), id="a result of zero under a ceiling"
        ),
        pytest.param((0.5, 0.25, "%", "plus haut"), (-25, None, 0.5, "défavorable"), id="percentages, in points"),
    ],
)
def test_a_result_beside_its_target(cells: tuple[Any, ...], expected: tuple[Any, ...]) -> None:
    found = objective(**dict(zip(("cible", "resultat", "unite", "sens"), cells, strict=True)))
    assert [found[key] for key in ("ecart", "ecart_pct", "atteinte", "verdict")] == list(expected)


# --- the balance, and who carries what --------------------------------------------------------------------

REACHED = {"cible": 1, "resultat": 1, "sens": "plus haut"}


def spread(*rows: dict[str, Any], firm: Settings = FIRM) -> Contents:
    frames: dict[str, Any] = {key: pac_blank_rows(firm)[key] for key in names(firm)}
    keys = {key for row in rows for key in row}
    return plan(firm, objectifs={key: [row.get(key) for row in rows] for key in keys}, **frames)


def names(firm: Settings) -> list[str]:
    return [key for key in pac_book(firm).by_key if key == "equilibre" or key.startswith("objectifs_")]


def balance(*types: str | None) -> list[tuple[Any, ...]]:
    frame = spread(*({"objectif": f"n° {number}", "type": kind} for number, kind in enumerate(types))).equilibre
    cells = (row_of(frame, number) for number in range(len(frame)))
    return [(each["type"], each["nombre"], each["part"], each["equilibre"]) for each in cells]


def test_without_any_type_there_is_no_balance_to_speak_of() -> None:
    assert balance(None) == [
        ("notoriété", 0, None, None),
        ("acquisition", 0, None, None),
        ("fidélisation", 0, None, None),
        ("engagement", 0, None, None),
    ]


def test_a_half_is_not_dominant_and_objectives_without_a_type_are_no_part() -> None:
    assert balance("acquisition", "Acquisition", "notoriété", "fidélisation", None) == [
        ("notoriété", 1, 0.25, "présent"),
        ("acquisition", 2, 0.5, "présent"),
        ("fidélisation", 1, 0.25, "présent"),
        ("engagement", 0, 0, "aucun objectif"),
    ]


def test_more_than_a_half_is_dominant() -> None:
    assert [each[3] for each in balance("acquisition", "acquisition", "engagement")] == [
        "aucun objectif",
        "dominant",
        "aucun objectif",
        "présent",
    ]


def test_the_rate_of_a_person_is_that_of_the_objectives_whose_verdict_is_known() -> None:
    paul = {"porteur": "Paul"}
    contents = spread(
        paul | REACHED, paul | REACHED | {"resultat": 0}, paul, {"porteur": "Léa"}, {"objectif": "Tous"}
    )
    assert row_of(contents.objectifs_commerciaux, 1) == {
        "porteur": "Paul",
        "nombre": 3,
        "juges": 2,
        "atteints": 1,
        "taux": 0.5,
    }
    assert row_of(contents.objectifs_commerciaux, 0)["taux"] is None


def test_objectives_that_a_table_leaves_out_are_counted() -> None:
    contents = spread({"porteur": "Paul"}, {"porteur": "Léa"}, {"objectif": "Tous"})
    figures = contents.figures
    assert (figures["objectifs_nombre"], figures["objectifs_commerciaux_sans"]) == (3, 2)
    assert figures["objectifs_sans_type"] == 3


def test_clients_stand_under_segments_each_once() -> None:
    assert list(spread({"objectif": "a"}).objectifs_clients["client"]) == ["PME", "Particuliers", "Alpha"]


def test_a_firm_without_lists_has_no_sheet_of_shares() -> None:
    bare = replace(SMALL, sections=("objectifs",), people=(), segments=())
    assert names(bare) == ["equilibre"]
    assert "Objectifs répartis" not in [sheet.name for sheet in pac_book(bare).sheets]


# --- objectives set in advance ----------------------------------------------------------------------------


def test_objectives_of_the_settings_are_the_first_rows() -> None:
    set_before = Objective("Gagner 10 clients", "ACQUISITION", "Paul", "Thé", 10, "clients", deadline=TO_COME)
    found = objective(replace(FIRM, objectives=(set_before,)), **first_row(set_before))
    typed = ("objectif", "type", "produit", "porteur", "cible", "unite", "sens")
    assert [found[key] for key in typed] == [
        "Gagner 10 clients",
        "acquisition",
        "Thé",
        "Paul",
        10,
        "clients",
        "plus haut",
    ]
    assert found["echeance"] == pd.Timestamp(TO_COME)


def first_row(item: Objective) -> dict[str, Any]:
    frames = pac_blank_rows(replace(FIRM, objectives=(item,)))
    return {key: values[0] for key, values in frames["objectifs"].items()}


def test_a_type_of_the_firm_stands_after_the_usual_ones_and_is_balanced_too() -> None:
    firm = replace(FIRM, objectives=(Objective("Recruter", "recrutement"), Objective("Vendre", "Notoriete")))
    contents = spread({"type": "recrutement"}, firm=firm)
    assert list(contents.equilibre["type"])[-2:] == ["engagement", "recrutement"]
    assert row_of(contents.equilibre, 4)["equilibre"] == "dominant"


# --- OKR --------------------------------------------------------------------------------------------------


def key_results(*rows: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Objectif, départ, cible, actuel → progression, that of the objective, état."""
    keys = ("objectif", "depart", "cible", "actuel")
    frame = plan(FIRM, okr={key: [row[place] for row in rows] for place, key in enumerate(keys)}).okr
    cells = (row_of(frame, number) for number in range(len(frame)))
    return [(each["progression"], each["progression_objectif"], each["etat"]) for each in cells]


@pytest.mark.parametrize(
    ("numbers", "progress", "state"),
    [
        pytest.param((0, 10, 2.9), 0.29, "à la traîne", id="under 30 %"),
        pytest.param((0, 10, 3), 0.3, "en bonne voie", id="from 30 %"),
        pytest.param((0, 10, 10), 1, "atteint", id="at its target"),
        pytest.param((0, 10, 25), 1, "atteint", id="beyond it, no more than all of it"),
        pytest.param((5, 10, 2), 0, "à la traîne", id="further than at the start, nothing"),
        pytest.param((12, 4, 8), 0.5, "en bonne voie", id="a figure that must fall"),
        pytest.param((12, 4, 3), 1, "atteint", id="a figure that fell further still"),
        pytest.param((-10, 10, 0), 0.5, "en bonne voie", id="from below zero"),
        pytest.param((10, 10, 10), None, None, id="a target that is the start measures nothing"),
        pytest.param((0, 10, None), None, None, id="not measured yet"),
        pytest.param((None, 10, 5), None, None, id="without a start"),
    ],
)
def test_how_far_a_key_result_has_come(numbers: tuple[Any, ...], progress: float | None, state: str | None) -> None:
    assert key_results(("Ambition", *numbers))[0][::2] == (progress, state)


def test_an_objective_is_the_plain_mean_of_its_measured_key_results() -> None:
    rows = [("A", 0, 10, 5), ("a", 0, 1000, 2000), ("A", 0, 10, None), ("B", 0, 10, 1), (None, 0, 10, 10)]
    assert [each[1] for each in key_results(*rows)] == [0.75, 0.75, 0.75, 0.1, None]


def test_an_objective_without_a_measured_key_result_has_no_progress() -> None:
    assert key_results(("A", 0, 10, None)) == [(None, None, None)]
