"""The carnet: open, signed and lost deals never mix; what is open is weighted by the probability of its own file."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl import Contents
from pacxl.compute.evaluate import evaluate_figure
from pacxl.settings.model import Indicator, Stage
from tests import judges
from tests.plans import SMALL, with_rows
from tests.workbooks import figures_of

TODAY = dt.date(2026, 5, 20)
PLAN = pacxl.blank(SMALL, person="Paul", company="Essai & Fils", period="2026-S1", today=TODAY)
# société: montant, probabilité, jalon, issue, clôture
GOLDEN: dict[str, tuple[float, float | None, str | None, str | None, str | None]] = {
    "Alpha": (1_000, 0.20, "2026-06-10", None, None),
    "Bêta": (2_000, 0.50, "2026-09-01", "ouverte", None),
    "Gamma": (4_000, 0.75, None, "ouverte", None),
    "Delta": (900, None, "2026-06-10", None, None),
    "Epsilon": (3_000, 0.10, None, "gagnée", "2025-11-05"),
    "Zêta": (5_000, None, None, "gagnée", "2026-03-12"),
    "Êta": (7_000, 0.90, "2026-02-01", "perdue", "2026-02-03"),
}
FIGURES = {
    "Affaires ouvertes": 7_900,
    "Total probabilisé": 4_200,
    "Sans probabilité": 900,
    "Affaires signées": 8_000,
    "Affaires perdues": 7_000,
    "Ouvertes hors période": 2_000,
    "Signées hors période": 3_000,
    "Perdues hors période": 0,
    "Signé + probabilisé": 8_200,
}


def carnet(deals: Mapping[str, tuple[Any, ...]], plan: Contents = PLAN) -> Contents:
    keys = ("montant", "probabilite", "date_jalon", "issue", "cloture")
    columns: dict[str, Any] = {key: [deal[at] for deal in deals.values()] for at, key in enumerate(keys)}
    for key in ("date_jalon", "cloture"):
        columns[key] = [day and dt.date.fromisoformat(day) for day in columns[key]]
    return with_rows(plan, carnet={"societe": list(deals), **columns})


def on_sheet(path: Path, sheet: str) -> dict[str, Any]:
    """The figures of a sheet, by their labels, as they are stored."""
    return {label: value for label, value in figures_of(path, sheet).items() if label in FIGURES}


@pytest.mark.judge
def test_the_golden_carnet_through_every_door(tmp_path: Path) -> None:
    plan = pacxl.write(carnet(GOLDEN), tmp_path / "PAC_Paul.xlsx")
    ecarts = pacxl.variance(pacxl.consolidate([pacxl.read(plan)]), today=TODAY)
    told = {each.label: ecarts.figures[each.key] for each in ecarts.book.figures if each.label in FIGURES}
    assert told == FIGURES
    books = [plan, pacxl.write(ecarts, tmp_path / "ecarts.xlsx")]
    for path in [*books, *judges.all_resaved_by_libreoffice(books, tmp_path)]:
        assert on_sheet(path, "Carnet") == FIGURES


def test_a_closed_deal_weighs_nothing_any_more() -> None:
    deals = carnet(GOLDEN).carnet.set_index("societe")
    assert deals["pondere"].dropna().to_dict() == {"Alpha": 200, "Bêta": 1_000, "Gamma": 3_000}
    assert deals["probabilite_retenue"].fillna(-1).loc[["Zêta", "Êta", "Delta"]].tolist() == [1, 0, -1]


def test_the_funnel_leaves_nothing_out() -> None:
    """What has no stage, no date, or a date beyond the plan's months stands apart, and nothing is left."""
    made = carnet(GOLDEN)
    for table, apart in (("entonnoir", [7_900]), ("carnet_par_mois", [4_000, 2_000])):
        column = made.book.by_key[table].by_key["montant"]
        figures = [evaluate_figure(each, made.world, column.kind) for each in column.above if each is not None]
        assert figures == [7_900, *apart, 0]


@pytest.mark.long
@pytest.mark.parametrize(
    ("done", "coverage"),
    [(0, 0.02), (9_000, 0.2), (10_000, None), (12_000, None)],
    ids=["nothing made yet", "most is made", "all is made", "more than all"],
)
def test_the_coverage_is_of_what_is_left_to_make(done: float, coverage: float | None) -> None:
    """The weighted deals whose milestone is in the period ÷ what is left of the revenue aimed at."""
    firm = dataclasses.replace(SMALL, indicators=(Indicator("chiffre_affaires", "Chiffre d’affaires", "€"),))
    plan = pacxl.blank(firm, person="Paul", period="2026-S1", today=TODAY)
    months = plan.indicateurs[["indicateur", "mois", "unite", "sens"]].assign(objectif=None, realise=None)
    months.loc[0, ["objectif", "realise"]] = (10_000.0, done)
    plan = with_rows(plan, indicateurs=months)
    assert carnet(GOLDEN, plan).figures["couverture"] == coverage


@pytest.fixture(scope="module")
def two_plans(tmp_path_factory: pytest.TempPathFactory) -> list[Contents]:
    """Two people whose stages differ, with a deal at the same stage."""
    folder = tmp_path_factory.mktemp("étapes")
    for person, chance in (("Paul", 0.3), ("Zoé", 0.6)):
        settings = dataclasses.replace(SMALL, stages=(Stage("Devis", chance),))
        plan = pacxl.blank(settings, person=person, company="Essai & Fils", period="2026-S1", today=TODAY)
        deal = {"societe": [f"Client de {person}"], "montant": [1_000], "etape": ["Devis"]}
        pacxl.write(with_rows(plan, carnet=deal), folder / f"PAC_{person}.xlsx")
    return pacxl.read_all([folder])


ORDERS = {"Paul first": (0, 1), "Zoé first": (1, 0)}


@pytest.mark.long
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_a_stage_is_worth_what_its_own_file_says(order: tuple[int, int], two_plans: list[Contents]) -> None:
    team = pacxl.consolidate([two_plans[at] for at in order])
    ecarts = pacxl.variance(team, today=TODAY)
    for frame in (team.carnet, ecarts.carnet):
        assert dict(zip(frame["commercial"], frame["pondere"], strict=True)) == {"Paul": 300, "Zoé": 600}
    assert ecarts.figures["carnet_pondere"] == 900
    assert "stages-differ" in set(team.findings["code"])


@pytest.mark.judge
def test_so_it_is_as_libreoffice_computes_it(two_plans: list[Contents], tmp_path: Path) -> None:
    paths = []
    for name, order in ORDERS.items():
        team = pacxl.consolidate([two_plans[at] for at in order])
        paths.append(pacxl.write(pacxl.variance(team, today=TODAY), tmp_path / f"{name}.xlsx"))
    anew = judges.all_resaved_by_libreoffice(paths, tmp_path)
    assert [on_sheet(path, "Carnet")["Total probabilisé"] for path in anew] == [900, 900]
