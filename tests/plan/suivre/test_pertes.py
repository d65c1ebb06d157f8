"""Why deals are lost: the reason is asked where a firm wants it, after the columns of the contract, and added up."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import pacxl
from pacxl import Contents
from pacxl.books.pac import pac_book
from pacxl.definition.table import Table
from pacxl.plan.affaires.pertes import REASONS
from tests import judges
from tests.plans import SMALL, plan, with_rows

ASKING = dataclasses.replace(SMALL, sections=("pertes",), period="2026-T2")
DEALS = {
    "societe": ["A", "B", "C", "D", "E"],
    "montant": [1_000, 500, 300.5, 9_000, 40],
    "issue": ["perdue", "perdue", "perdue", "gagnée", None],
    "motif_perte": ["prix", None, "prix", "prix", None],
}


def headers(table: Table) -> list[str]:
    return [column.header for column in table.columns]


def test_the_headers_of_the_carnet_are_those_of_the_contract_and_the_reason_comes_after() -> None:
    plain, asking = (pac_book(settings).by_key["carnet"] for settings in (SMALL, ASKING))
    assert headers(asking) == [*headers(plain), "Motif de perte"]


def test_with_a_crm_the_carnet_has_the_columns_of_both() -> None:
    both = pac_book(dataclasses.replace(SMALL, sections=("pertes", "crm"))).by_key["carnet"]
    assert headers(both)[-2:] == ["Motif de perte", "N° CRM"]


@pytest.fixture(scope="module")
def made() -> Contents:
    return with_rows(pacxl.blank(ASKING, person="Paul"), carnet=DEALS)


@pytest.fixture(scope="module")
def ecarts(made: Contents) -> Contents:
    return pacxl.variance(pacxl.consolidate([made]))


def test_what_each_reason_cost_in_a_plan_and_in_the_team(made: Contents, ecarts: Contents) -> None:
    for contents in (made, ecarts):
        found = contents.frames["pertes"]
        assert found["motif"].tolist() == [*REASONS.values]
        assert found[["affaires", "perdu"]].to_numpy().tolist()[0] == [2, 1_300.5]
        assert found["perdu"].sum() == 1_300.5
        assert round(found["part"][0], 4) == round(1_300.5 / 1_800.5, 4)


def test_a_lost_deal_without_a_reason_is_to_be_mended_where_it_is_asked(ecarts: Contents) -> None:
    deals = {key: DEALS[key] for key in ("societe", "issue")}
    unasked = pacxl.variance(pacxl.consolidate([plan(SMALL, carnet=deals)])).frames["hygiene"]
    asked = ecarts.frames["hygiene"]
    line = asked[asked["controle"] == "Perdue sans motif"]
    assert line[["nombre", "montant"]].to_numpy().tolist() == [[1, 500]]
    assert "Perdue sans motif" not in unasked["controle"].tolist()


@pytest.mark.long
def test_what_is_chosen_is_read_back_and_engines_agree(tmp_path: Path) -> None:
    made = plan(ASKING, carnet=DEALS)
    path = pacxl.write(made, tmp_path / "PAC_Paul.xlsx")
    assert pacxl.read(path).carnet["motif_perte"].tolist() == made.carnet["motif_perte"].tolist()
    ecarts = pacxl.write(pacxl.variance(pacxl.consolidate([made])), tmp_path / "ecarts.xlsx")
    for each, sheet in ((path, "Pertes"), (ecarts, "Carnet")):
        cells = {place: value for place, value in judges.formula_cells(each).items() if place[0] == sheet}
        assert list(judges.disagreements(cells, judges.by_ironcalc(each, cells))) == []
