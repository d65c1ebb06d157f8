"""Months counted in thousands of euros: converted where a figure is in euros, never added to euros, told."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl import Contents
from pacxl.settings.model import Indicator
from tests import judges
from tests.plans import SMALL, with_rows

TODAY = dt.date(2026, 7, 1)
SALES = Indicator("chiffre_affaires", "Chiffre d’affaires", "€")
FIRM = dataclasses.replace(SMALL, indicators=(SALES, Indicator("affaires_signees", "Affaires signées", "affaires")))
EUROS, THOUSANDS = ["€"] * 6, ["k€"] * 6
TAXED = ["€ HT"] * 6
MIXED = ["€", "€", "k€", "k€", "€", "€"]


def plan(units: Sequence[str | None]) -> Contents:
    """Three months of 10 000 € aimed at and 9 000 € made, in a unit a month; three deals signed in each."""
    made = pacxl.blank(FIRM, person="Paul", period="2026-S1", today=TODAY)
    months = made.indicateurs[["indicateur", "mois", "unite", "sens"]].assign(objectif=None, realise=None)
    months["unite"] = [*units, *months["unite"].tolist()[6:]]
    for at, unit in enumerate(units[:3]):
        by = 1_000 if unit == "k€" else 1
        months.loc[at, ["objectif", "realise"]] = (10_000 / by, 9_000 / by)
        months.loc[6 + at, "realise"] = 3
    deals = {"societe": ["Essai"], "montant": [3_000], "probabilite": [0.5], "date_jalon": [dt.date(2026, 6, 1)]}
    return with_rows(made, indicateurs=months, carnet=deals)


def board(made: Contents) -> dict[Any, Any]:
    shown = made.tableau_indicateurs.set_index("indicateur").loc[SALES.name].to_dict()
    return {key: None if pd.isna(value) else value for key, value in shown.items()}


def told(made: Contents, folder: Path) -> set[tuple[str, str]]:
    """What `check` says of units: the codes, each with what it is told of."""
    found = pacxl.read(pacxl.write(made, folder / "PAC_Paul.xlsx")).findings
    found = found[found["code"].isin(["unit-mixed", "unit-not-settings", "converted"])]
    return {(code, value) for code, value in zip(found["code"], found["value"], strict=True) if not value.isdigit()}


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (EUROS, ("€", "flux", 30_000, 27_000, -3_000, 27_000, 9_000)),
        (THOUSANDS, ("k€", "flux", 30, 27, -3, 27, 9)),
        (MIXED, ("€", "disparate", None, None, None, None, None)),
    ],
    ids=["in euros", "all in thousands of euros", "some in thousands of euros"],
)
def test_the_board_says_the_months_in_their_own_unit(units: Sequence[str], expected: tuple[Any, ...]) -> None:
    shown = board(plan(units))
    keys = ("unite", "nature", "objectif", "realise", "ecart", "atterrissage", "mois_1")
    assert tuple(shown[key] for key in keys) == expected


def test_months_in_two_units_have_no_running_total() -> None:
    months = plan(MIXED).indicateurs.iloc[:3]
    assert months[["cumul_objectif", "cumul_realise", "ecart_cumule", "atteinte"]].isna().all(axis=None)
    assert plan(THOUSANDS).indicateurs["cumul_realise"].tolist()[:3] == [9, 18, 27]


@pytest.mark.parametrize(
    "units",
    [EUROS, THOUSANDS, MIXED, [None] * 6, TAXED],
    ids=["in euros", "in thousands", "in both", "unsaid", "with their taxes"],
)
def test_a_figure_in_euros_converts_thousands_of_euros(units: Sequence[str | None]) -> None:
    made = plan(units)
    assert made.carre_as["chiffre_affaires"].tolist()[:3] == [9_000, 9_000, 9_000]
    assert made.carre_as["panier_moyen"].tolist()[:3] == [3_000, 3_000, 3_000]
    assert made.figures["couverture"] == 0.5


def test_a_unit_that_is_no_euro_is_in_no_figure_of_euros() -> None:
    made = plan(["$"] * 6)
    assert made.carre_as[["chiffre_affaires", "panier_moyen"]].isna().all(axis=None)
    assert made.figures["couverture"] is None


@pytest.mark.parametrize(
    ("unit", "typed", "euros"), [("K€ HT", "K€ HT", 9_000), ("K€", "€", 9), ("", "", 9), ("", "k€", 9_000)]
)
def test_a_firm_has_its_figures_in_euros_whatever_it_counts_in(unit: str, typed: str, euros: float) -> None:
    firm = dataclasses.replace(FIRM, indicators=(dataclasses.replace(SALES, unit=unit), FIRM.indicators[1]))
    made = pacxl.blank(firm, person="Paul", period="2026-S1", today=TODAY)
    months = made.indicateurs[["indicateur", "mois", "unite", "sens"]].assign(objectif=None, realise=None)
    months.loc[0, ["unite", "realise"]] = (typed or None, 9)
    assert with_rows(made, indicateurs=months).carre_as["chiffre_affaires"].tolist()[0] == euros


TOLD: dict[str, tuple[Sequence[str], set[tuple[str, str]]]] = {
    "euros": (EUROS, set()),
    "euros as the firm counts them, in more words": (TAXED, set()),
    "other euros": (["€ TTC"] * 6, {("unit-not-settings", "€ TTC")}),
    "thousands": (THOUSANDS, {("unit-not-settings", "k€")}),
    "thousands of some months, which reading converts": (MIXED, {("converted", "k€")}),
    "what is no unit of the others": (["boîtes", "lots", *["boîtes"] * 4], {("unit-mixed", "lots")}),
}


@pytest.mark.parametrize("case", TOLD)
def test_it_is_told(case: str, tmp_path: Path) -> None:
    units, expected = TOLD[case]
    assert told(plan(units), tmp_path) == expected


def test_a_team_adds_them_up_in_euros(tmp_path: Path) -> None:
    for person, units in (("Anne", THOUSANDS), ("Zoé", MIXED)):
        made = plan(units)
        made = dataclasses.replace(made, identity=dataclasses.replace(made.identity, person=person))
        pacxl.write(made, tmp_path / f"PAC_{person}.xlsx")
    team = pacxl.consolidate(pacxl.read_all([tmp_path]))
    months = team.indicateurs[team.indicateurs["indicateur"] == SALES.name]
    assert months["cumul_realise"].dropna().tolist() == [9_000, 18_000, 27_000] * 2
    assert set(months["nature"]) == {"flux"}


@pytest.mark.judge
@pytest.mark.parametrize("units", [THOUSANDS, MIXED], ids=["in thousands", "in both"])
def test_libreoffice_says_the_same(units: Sequence[str], tmp_path: Path) -> None:
    path = pacxl.write(plan(units), tmp_path / "PAC_Paul.xlsx")
    sheets = {"Tableau de bord", "Carré d’as", "Indicateurs", "Carnet"}
    cells = {at: value for at, value in judges.formula_cells(path).items() if at[0] in sheets}
    assert {sheet for sheet, _ in cells} == sheets
    assert list(judges.disagreements(cells, judges.by_libreoffice(path, cells))) == []
