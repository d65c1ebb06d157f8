"""The PDCA review, and the A/B tests: what may be concluded from two rates."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from pacxl.compute.contents import Contents
from pacxl.plan.suivre.revue import CAUSES
from tests.plans import SMALL, TODAY, plan

FIRM = replace(SMALL, sections=("revue",))
PAST, TO_COME = TODAY - dt.timedelta(5), TODAY + dt.timedelta(5)


def row_of(frame: pd.DataFrame, number: int = 0) -> dict[str, Any]:
    return {str(key): None if pd.isna(value) else value for key, value in frame.iloc[number].items()}


def subject(**cells: Any) -> dict[str, Any]:
    return row_of(plan(FIRM, revue={key: [value] for key, value in cells.items()}).revue)


@pytest.mark.parametrize(
    ("cells", "stage", "delay", "status"),
    [
        pytest.param({"sujet": "Salon"}, None, None, "à faire", id="only named"),
        pytest.param({"prevu": "30 visites"}, "prévoir", None, "à faire", id="planned"),
        pytest.param({"prevu": "30 visites", "fait": "12"}, "faire", None, "en cours", id="done"),
        pytest.param({"constat": "18 de moins"}, "constater", None, "en cours", id="found, the rest left blank"),
        pytest.param({"decision": "Recruter", "echeance": TO_COME}, "agir", 0, "en cours", id="decided, not due"),
        pytest.param({"decision": "Recruter", "echeance": TODAY}, "agir", 0, "en cours", id="due today is not late"),
        pytest.param({"decision": "Recruter", "echeance": PAST}, "agir", 5, "en retard", id="overdue"),
        pytest.param(
            {"decision": "Recruter", "echeance": PAST, "fait_le": TODAY}, "agir", 5, "close", id="done too late"
        ),
        pytest.param(
            {"decision": "Recruter", "echeance": TO_COME, "fait_le": TODAY}, "agir", -5, "close", id="done early"
        ),
        pytest.param({"decision": "Recruter", "fait_le": TODAY}, "agir", None, "close", id="done, never due"),
    ],
)
def test_where_a_subject_stands(cells: dict[str, Any], stage: str | None, delay: int | None, status: str) -> None:
    found = subject(**cells)
    assert (found["etape"], found["retard"], found["statut"]) == (stage, delay, status)


def review(**columns: Any) -> Contents:
    return plan(FIRM, revue=columns, causes={"type": CAUSES})


def test_causes_are_counted_and_shared_among_those_known() -> None:
    contents = review(type_cause=["moyens", "Moyens", "marché", None], fait_le=[TODAY, None, None, TODAY])
    frame = contents.causes.astype(object)
    found = {each["type"]: (each["nombre"], each["closes"]) for each in frame.to_dict("records")}
    assert found == {"objectif": (0, 0), "moyens": (2, 1), "exécution": (0, 0), "marché": (1, 0), "mesure": (0, 0)}
    assert contents.causes["part"].tolist() == [0, 2 / 3, 0, 1 / 3, 0]


def test_without_a_cause_there_are_no_shares() -> None:
    assert review(sujet=["Salon"]).causes["part"].isna().all()


@pytest.mark.parametrize(
    ("answers", "share"),
    [
        pytest.param(["oui", "non", "trop tôt", "oui", None], 2 / 3, id="too early is no answer"),
        pytest.param(["trop tôt", None], None, id="no answer, no share"),
    ],
)
def test_the_share_of_actions_that_worked(answers: list[str | None], share: float | None) -> None:
    sujets = [f"n° {number}" for number in range(len(answers))]
    assert review(sujet=sujets, efficace=answers).figures["revue_efficaces"] == share


# --- A/B tests --------------------------------------------------------------------------------------------

NUMBERS = ("contacts_a", "conversions_a", "contacts_b", "conversions_b")


def ab(*numbers: int | None) -> dict[str, Any]:
    """Contacts A, conversions A, contacts B, conversions B."""
    cells = {"test": ["Objet"]} | {key: [value] for key, value in zip(NUMBERS, numbers, strict=True)}
    return row_of(plan(FIRM, tests_ab=cells).tests_ab)


@pytest.mark.parametrize(
    ("numbers", "result"),
    [
        pytest.param((1000, 230, 1000, 290), "B gagne", id="B convinces more"),
        pytest.param((1000, 290, 1000, 230), "A gagne", id="A convinces more"),
        pytest.param((400, 38, 410, 41), "pas de différence sûre", id="chance alone would do it"),
        pytest.param((400, 40, 400, 40), "pas de différence sûre", id="a tie"),
        pytest.param((60, 2, 58, 4), "trop peu de contacts", id="three conversions expected"),
        pytest.param((60, 58, 58, 54), "trop peu de contacts", id="or three that are not convinced"),
        pytest.param((5000, 0, 5000, 0), "trop peu de contacts", id="nobody convinced says nothing"),
        pytest.param((20, 20, 20, 20), "trop peu de contacts", id="nor does everybody"),
        pytest.param((100, 5, 100, 5), "pas de différence sûre", id="five expected is enough"),
        pytest.param((10, 12, 100, 5), "à vérifier", id="more conversions than contacts"),
        pytest.param((100, 5, 100, -5), "à vérifier", id="less than nobody"),
        pytest.param((1000, 230, None, None), None, id="B is still to come"),
        pytest.param((0, 0, 100, 10), None, id="nobody saw A"),
    ],
)
def test_what_may_be_concluded(numbers: tuple[int | None, ...], result: str | None) -> None:
    assert ab(*numbers)["resultat"] == result


def test_the_rates_and_their_gap_in_points() -> None:
    found = ab(1000, 230, 1000, 290)
    assert (found["taux_a"], found["taux_b"], found["ecart"]) == (0.23, 0.29, 6)


def test_the_chi_square_is_pearsons() -> None:
    """By Pearson's own sum over the four cells: Σ (observed − expected)² ÷ expected."""
    contacts, conversions = (1000, 800), (230, 236)
    rate = sum(conversions) / sum(contacts)
    cells = [(c, n * rate) for c, n in zip(conversions, contacts, strict=True)]
    cells += [(n - c, n * (1 - rate)) for c, n in zip(conversions, contacts, strict=True)]
    found = ab(1000, 230, 800, 236)
    assert found["khi_deux"] == pytest.approx(sum((seen - due) ** 2 / due for seen, due in cells))
    assert found["attendu"] == pytest.approx(min(due for _, due in cells))


@pytest.mark.parametrize(("convinced", "sure"), [(128, "B gagne"), (127, "pas de différence sûre")])
def test_the_threshold_is_the_five_percent_point(convinced: int, sure: str) -> None:
    """Beside 100 of 1000, 127 give 3.62 and 128 give 3.88."""
    found = ab(1000, 100, 1000, convinced)
    assert (found["resultat"], found["khi_deux"] >= 3.84) == (sure, sure == "B gagne")


def test_impossible_numbers_have_no_rate() -> None:
    found = ab(10, 12, 100, 5)
    assert [found[key] for key in ("taux_a", "ecart", "attendu", "khi_deux")] == [None] * 4


def test_tests_are_counted_by_what_they_say() -> None:
    columns = ((1000, 1000, 60, 10), (230, 230, 2, 12), (1000, 1000, 58, 10), (290, 231, 4, 1))
    figures = plan(FIRM, tests_ab=dict(zip(NUMBERS, map(list, columns), strict=True))).figures
    assert [figures[f"tests_ab_{key}"] for key in ("gagnes", "incertains", "courts")] == [1, 1, 1]
