"""The budget section: ratios recomputed from their sums, postes that add up to the total, blanks that stay blank."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.books.pac import blank
from pacxl.compute.contents import Contents
from pacxl.plan.decider.moyens import OVERDUE, PRESSING, READY
from pacxl.plan.decider.roi import NO_POSTE, POSTES
from tests.plans import SMALL, TODAY, plan

FIRM = dataclasses.replace(SMALL, sections=("budget",))
ALL_POSTES = [*POSTES, NO_POSTE]
GOLDEN = {"budget": [10_000, 5_000, 2_000], "roi_attendu": [3, 2, 5]}


def with_lines(rate: Any = 0.10, **columns: list[Any]) -> Contents:
    """A plan with these lines of budget, and its fixed rows."""
    return plan(
        FIRM,
        budget=columns,
        budget_postes={"poste": ALL_POSTES},
        imprevus={"libelle": ["Marge pour imprévus"], "taux": [rate]},
    )


def with_means(**columns: list[Any]) -> Contents:
    return plan(FIRM, moyens=columns, moyens_types={"type": ["humain", "financier", "technique", "sans type"]})


def values(frame: pd.DataFrame, column: str) -> list[Any]:
    return [None if pd.isna(value) else value for value in frame[column]]


def poste(contents: Contents, name: str) -> dict[str, Any]:
    frame = contents.budget_postes
    row = frame[frame["poste"] == name].iloc[0]
    return {key: None if pd.isna(row[key]) else row[key] for key in frame.columns}


# --- the golden case --------------------------------------------------------------------------------------


def test_three_lines_bring_50_000_for_17_000_which_is_2_94_and_not_the_mean_of_their_ratios() -> None:
    found = with_lines(**GOLDEN)
    assert values(found.budget, "revenu_attendu") == [30_000, 10_000, 10_000]
    assert found.figures["budget_lignes"] == 17_000
    assert found.figures["budget_revenu_attendu"] == 50_000
    assert round(found.figures["budget_roi_attendu"], 2) == 2.94
    assert found.figures["budget_sans_roi"] == 0


def test_the_margin_is_a_tenth_of_the_budget_and_adds_to_it() -> None:
    found = with_lines(**GOLDEN)
    assert values(found.imprevus, "montant") == [1_700]
    assert found.figures["budget_total"] == 18_700


def test_a_margin_without_a_rate_adds_nothing() -> None:
    found = with_lines(rate=None, **GOLDEN)
    assert values(found.imprevus, "montant") == [None]
    assert found.figures["budget_total"] == 17_000


def test_a_blank_plan_has_a_margin_of_ten_percent() -> None:
    contents = blank(FIRM, period="2026-S1", today=TODAY)
    assert values(contents.imprevus, "taux") == [0.10]
    assert values(contents.budget_postes, "poste") == ALL_POSTES
    assert contents.figures["budget_roi_attendu"] is None


# --- what is not known does not dilute --------------------------------------------------------------------


def test_a_budget_without_an_expected_ratio_is_told_apart_and_does_not_dilute() -> None:
    found = with_lines(budget=[*GOLDEN["budget"], 3_000], roi_attendu=[*GOLDEN["roi_attendu"], None])
    assert round(found.figures["budget_roi_attendu"], 2) == 2.94
    assert found.figures["budget_sans_roi"] == 3_000
    assert found.figures["budget_lignes"] == 20_000


def test_a_ratio_expected_of_no_budget_brings_nothing_known() -> None:
    found = with_lines(libelle=["À chiffrer"], roi_attendu=[4])
    assert values(found.budget, "revenu_attendu") == [None]
    assert found.figures["budget_roi_attendu"] is None


def test_the_ratio_obtained_counts_only_lines_whose_two_parts_are_known() -> None:
    found = with_lines(depense=[9_000, 6_000, None], revenu_obtenu=[31_500, None, 8_000])
    assert found.figures["budget_roi_obtenu"] == 3.5
    assert found.figures["budget_depense"] == 15_000
    assert found.figures["budget_revenu_obtenu"] == 39_500


def test_what_cost_nothing_has_no_ratio_yet_its_revenue_counts() -> None:
    found = with_lines(depense=[0, 1_000], revenu_obtenu=[500, 1_500])
    assert values(found.budget, "roi_obtenu") == [None, 1.5]
    assert found.figures["budget_roi_obtenu"] == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            {"budget": 5_000, "depense": 6_000},
            {"ecart_budget": 1_000, "ecart_budget_pct": 0.2, "consomme": 1.2},
            id="spent more than planned",
        ),
        pytest.param(
            {"budget": 5_000, "depense": 0},
            {"ecart_budget": -5_000, "ecart_budget_pct": -1, "consomme": 0},
            id="zero is known",
        ),
        pytest.param(
            {"budget": 5_000},
            {"ecart_budget": None, "ecart_budget_pct": None, "consomme": None},
            id="blank is not zero",
        ),
        pytest.param(
            {"budget": 0, "depense": 40},
            {"ecart_budget": 40, "ecart_budget_pct": None, "consomme": None},
            id="no share of nothing",
        ),
        pytest.param(
            {"depense": 100, "revenu_obtenu": 300, "roi_attendu": 3},
            {"roi_obtenu": 3, "ecart_roi": 0, "verdict": "favorable"},
            id="just what was expected is favourable",
        ),
        pytest.param(
            {"depense": 100, "revenu_obtenu": 250, "roi_attendu": 3},
            {"roi_obtenu": 2.5, "ecart_roi": -0.5, "verdict": "défavorable"},
            id="less than expected is not",
        ),
        pytest.param(
            {"depense": 100, "revenu_obtenu": 250}, {"roi_obtenu": 2.5, "verdict": None}, id="nothing expected"
        ),
    ],
)
def test_a_line(line: dict[str, float], expected: dict[str, Any]) -> None:
    found = with_lines(**{key: [value] for key, value in line.items()})
    assert {key: values(found.budget, key)[0] for key in expected} == expected


# --- postes -----------------------------------------------------------------------------------------------


def test_postes_add_up_to_the_total_even_with_lines_of_no_poste() -> None:
    found = with_lines(
        poste=["publicité", "Publicité", None, "inconnu", "personnel"], budget=[0.1, 0.2, 5.05, 7, 1_000]
    )
    assert poste(found, "publicité")["budget"] == 0.3
    assert poste(found, NO_POSTE)["budget"] == 12.05
    assert round(found.budget_postes["budget"].sum(), 2) == found.figures["budget_lignes"] == 1_012.35
    assert found.budget_postes["part"].sum() == pytest.approx(1)


def test_a_poste_without_a_line_is_blank_and_not_zero() -> None:
    found = with_lines(poste=["outils"], budget=[900])
    empty = poste(found, "création")
    assert {empty[key] for key in ("budget", "part", "depense", "ecart_constate", "consomme")} == {None}


def test_a_poste_shows_what_is_passed_and_what_the_rest_will_still_cost() -> None:
    found = with_lines(poste=["création", "création"], budget=[5_000, 2_000], depense=[6_000, None])
    assert poste(found, "création") == {
        "poste": "création",
        "budget": 7_000,
        "part": 1,
        "depense": 6_000,
        "consomme": pytest.approx(6 / 7),
        "ecart_constate": 1_000,
        "atterrissage": 8_000,
    }


# --- means ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("available", "expected"),
    [
        pytest.param("non", 900, id="to be had"),
        pytest.param("oui", 0, id="there already"),
        pytest.param(None, None, id="not said"),
    ],
)
def test_what_is_still_to_be_engaged(available: str | None, expected: float | None) -> None:
    found = with_means(quantite=[5], cout_unitaire=[180], disponible=[available])
    assert values(found.moyens, "cout") == [900]
    assert values(found.moyens, "a_engager") == [expected]


def test_a_means_of_unknown_cost_has_nothing_to_engage() -> None:
    found = with_means(ressource=["Un stand", "Un prêt"], disponible=["non", "oui"])
    assert values(found.moyens, "a_engager") == [None, None]


def test_what_is_left_to_engage_is_not_0_where_no_cost_is_known() -> None:
    keys = ("moyens_cout", "moyens_a_engager", "moyens_sans_cout")

    def figures(**cells: list[Any]) -> list[Any]:
        made = with_means(ressource=["Un stand", "Un prêt"], disponible=["non", "non"], quantite=[2, 1], **cells)
        return [made.figures[key] for key in keys]

    assert figures() == [None, None, 2]
    assert figures(cout_unitaire=[50, None]) == [100, 100, 1]
    assert figures(cout_unitaire=[50, 0]) == [100, 100, 0]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"quantite": [2.0], "cout_unitaire": [50.0]}, []),
        ({"quantite": [2.0], "cout_unitaire": [0.0]}, []),
        ({"quantite": [2.0]}, ["Coût unitaire"]),
        ({"cout_unitaire": [50.0]}, ["Quantité"]),
        ({}, ["Coût unitaire"]),
    ],
    ids=["a cost", "no cost at all", "no unit cost", "no quantity", "neither"],
)
def test_a_means_without_a_cost_is_told(cells: dict[str, list[Any]], expected: list[str], tmp_path: Path) -> None:
    found = pacxl.read(pacxl.write(with_means(ressource=["Un stand"], **cells), tmp_path / "PAC.xlsx")).findings
    assert found.loc[found["code"] == "cost-missing", "column"].tolist() == expected


def test_urgency_counts_the_days_before_the_need_until_it_is_met() -> None:
    days = [TODAY + dt.timedelta(n) for n in (-3, 0, 30, 31, 5)]
    found = with_means(besoin=[*days, None], disponible=["non", None, "non", "non", "oui", "non"])
    assert values(found.moyens, "urgence") == [-3, 0, 30, 31, None, None]
    assert values(found.moyens, "etat") == [OVERDUE, PRESSING, PRESSING, "à venir", READY, None]
    assert found.figures["moyens_presses"] == 3


def test_means_by_type_add_up_to_all_of_them() -> None:
    found = with_means(
        type=["humain", "technique", "technique", None],
        quantite=[5, 4, None, 2],
        cout_unitaire=[180, 35, 10, 90],
        disponible=["non", "oui", "non", None],
    )
    assert values(found.moyens_types, "moyens") == [1, 0, 2, 1]
    assert values(found.moyens_types, "cout") == [900, None, 140, 180]
    assert values(found.moyens_types, "a_engager") == [900, None, 0, None]
    assert found.moyens_types["cout"].sum() == found.figures["moyens_cout"] == 1_220
