"""Many plans as one, and the variance workbook made of them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import pacxl
from pacxl.books.pac import pac_book
from pacxl.compute.columns import Columns
from pacxl.compute.contents import Identity, make_contents
from pacxl.compute.evaluate import evaluate_figure
from pacxl.definition.kind import MONEY
from pacxl.definition.table import Table
from pacxl.settings.model import Family
from tests import bend
from tests.plans import SMALL, TODAY, with_rows

MARKET, OFFER = "Étude & marché", "L’offre d'été"
ZOE: dict[str, Any] = {
    "actions": {
        "famille": [MARKET, MARKET, OFFER],
        "etape": ["Choisir", "La mienne", "Écrire"],
        "budget": [100.0, 50.5, None],
        "depense": [120.0, None, 30.0],
        "debut": [dt.date(2026, 4, 1)] * 3,
        "fin": [dt.date(2026, 4, 30), dt.date(2026, 6, 15), None],
        "fin_reelle": [dt.date(2026, 5, 2), None, None],
    },
    "carnet": {"societe": ["Alpha", "Bêta"], "montant": [1000.0, 2000.0], "probabilite": [0.2, 0.5]},
    "indicateurs": {
        "indicateur": ["Rendez-vous", "Rendez-vous", "Coûts"],
        "mois": [dt.date(2026, 4, 1), dt.date(2026, 5, 1), dt.date(2026, 4, 1)],
        "sens": ["plus haut", "plus haut", "plus bas"],
        "objectif": [10.0, 10.0, 500.0],
        "realise": [8.0, None, 450.0],
    },
}
PAUL: dict[str, Any] = {
    "actions": {"famille": [MARKET], "etape": ["Choisir"], "budget": [1000.0], "depense": [900.0]},
    "carnet": {"societe": ["Gamma"], "montant": [4000.0], "probabilite": [0.75]},
}


def plan_of(person: str, frames: dict[str, Any], period: str = "2026-T2", settings: Any = SMALL) -> pacxl.Contents:
    return make_contents(pac_book(settings), frames, Identity("pac", "1", "Essai", person, "Nord", period), TODAY)


def codes(plan: pacxl.Contents) -> list[str]:
    return plan.findings["code"].tolist()


@pytest.fixture(scope="module")
def team() -> pacxl.Contents:
    return pacxl.consolidate([plan_of("Zoé", ZOE), plan_of("Paul", PAUL)])


@pytest.fixture(scope="module")
def ecarts(team: pacxl.Contents) -> pacxl.Contents:
    return pacxl.variance(team)


def test_without_any_plan_there_is_nothing_to_consolidate() -> None:
    with pytest.raises(pacxl.ContentsError, match="one plan or more"):
        pacxl.consolidate([])


def test_one_plan_is_no_team_to_make_a_variance_of() -> None:
    with pytest.raises(pacxl.ContentsError, match="that consolidate gave"):
        pacxl.variance(plan_of("Zoé", ZOE))


def test_the_variance_workbook_alone_is_no_plan_to_consolidate(ecarts: pacxl.Contents) -> None:
    with pytest.raises(pacxl.ContentsError, match="one plan or more"):
        pacxl.consolidate([ecarts])


def test_a_variance_workbook_among_the_plans_is_left_out_and_told(ecarts: pacxl.Contents) -> None:
    again = pacxl.consolidate([plan_of("Zoé", ZOE), ecarts])
    assert (len(again.actions), codes(again)) == (3, ["not-a-plan"])


def test_rows_come_together_each_with_its_owner(team: pacxl.Contents) -> None:
    assert team.actions[["commercial", "etape"]].to_numpy().tolist() == [
        ["Zoé", "Choisir"],
        ["Zoé", "La mienne"],
        ["Zoé", "Écrire"],
        ["Paul", "Choisir"],
    ]


# The same figures, added up by hand: an action counts in an écart once both its amounts are known.
BY_FAMILY = [
    # famille, actions, budget, dépensé, hors budget, écart constaté, atterrissage
    [MARKET, 3, 1150.5, 1020.0, 0.0, 20.0, 1170.5],
    [OFFER, 1, 0.0, 30.0, 30.0, 30.0, 30.0],
]
BY_PERSON = [["Zoé", 3, 150.5, 150.0, 50.0, 3000.0, 1200.0], ["Paul", 1, 1000.0, 900.0, 0.0, 4000.0, 3000.0]]


def test_a_family_is_spelt_as_the_settings_have_it_however_many_spell_it_otherwise() -> None:
    loud = dataclasses.replace(
        SMALL, families=tuple(dataclasses.replace(each, sheet=each.sheet.upper()) for each in SMALL.families)
    )
    theirs = {"actions": {"famille": [MARKET.upper()], "etape": ["Mesurer"]}}
    plans = [plan_of("Paul", PAUL), *(plan_of(person, theirs, settings=loud) for person in ("Bob", "Cléo"))]
    assert pacxl.consolidate(plans).actions["famille"].tolist() == [MARKET] * 3


def test_ecarts_by_family(ecarts: pacxl.Contents) -> None:
    keys = ["famille", "actions", "budget", "depense", "hors_budget", "ecart_constate", "atterrissage"]
    assert ecarts.par_famille[keys].to_numpy().tolist() == BY_FAMILY


def test_ecarts_by_person(ecarts: pacxl.Contents) -> None:
    keys = ["commercial", "actions", "budget", "depense", "ecart_constate", "carnet_ouvert", "carnet_pondere"]
    assert ecarts.par_commercial[keys].to_numpy().tolist() == BY_PERSON


def test_ecarts_by_month_and_what_has_no_month(ecarts: pacxl.Contents) -> None:
    months = ecarts.par_mois.set_index("mois")["budget"]
    assert months.to_dict() == {
        pd.Timestamp(2026, 4, 1): 100.0,
        pd.Timestamp(2026, 5, 1): 0.0,
        pd.Timestamp(2026, 6, 1): 50.5,
    }
    above = ecarts.book.by_key["par_mois"].by_key["budget"].above
    assert [evaluate_figure(each, ecarts.world, MONEY) for each in above if each is not None] == [1150.5, 1000.0, 0.0]


def test_a_ratio_is_recomputed_from_its_parts_never_averaged(ecarts: pacxl.Contents) -> None:
    market = ecarts.par_famille["ecart_constate_pct"].iloc[0]
    assert market == pytest.approx(20 / 1150.5)


def test_an_indicator_is_compared_over_the_months_that_are_known(ecarts: pacxl.Contents) -> None:
    rows = ecarts.par_indicateur.set_index("indicateur")
    keys = ["objectif", "objectif_compare", "realise", "ecart"]
    assert rows[keys].to_numpy().tolist()[0] == [20, 10, 8, -2]
    assert rows["verdict"].to_dict() == {"Rendez-vous": "défavorable", "Coûts": "favorable"}


def test_the_shares_of_two_people_make_no_whole() -> None:
    settings = dataclasses.replace(SMALL, sections=("diagnostic", "personas", "canaux"))
    rows = {"scenarios": {"probabilite": [1.0]}, "personas": {"persona": ["Z"], "part_ca": [0.9]}}
    team = pacxl.consolidate([plan_of(name, rows, settings=settings) for name in ("Zoé", "Paul")])
    totals = {
        (table.key, column.key)
        for table in pacxl.variance(team).book.tables
        for column in table.columns
        if column.total is not None
    }
    assert not {("scenarios", "probabilite"), ("personas", "part_ca")} & totals
    assert {("scenarios", "ca_pondere"), ("canaux", "ca_realise"), ("canaux", "atteinte")} <= totals


@pytest.mark.long
def test_the_date_decides_what_is_late(team: pacxl.Contents) -> None:
    assert pacxl.variance(team, today=dt.date(2026, 6, 10)).figures["en_retard"] == 0
    assert pacxl.variance(team, today=dt.date(2026, 6, 16)).figures["en_retard"] == 1


def test_the_proof_holds_for_each_source(ecarts: pacxl.Contents) -> None:
    assert ecarts.sources["preuve"].tolist() == ["juste", "juste"]
    assert ecarts.figures["fichiers_a_verifier"] == 0


def test_the_proof_fails_when_a_row_is_lost(team: pacxl.Contents) -> None:
    frames = {**team.frames, "actions": team.actions.iloc[1:]}
    ecarts = pacxl.variance(dataclasses.replace(team, frames=frames))
    assert ecarts.sources["preuve"].tolist() == ["à vérifier", "juste"]


def test_amounts_too_large_to_be_added_up_are_no_number_and_no_proof() -> None:
    """Beyond 1.8e308 there is no number, for Excel either (#NUM!): the sum is a blank, and told as unproved."""
    huge = {"carnet": {"societe": ["Alpha", "Bêta"], "montant": [-1e308, -1e308]}}
    ecarts = pacxl.variance(pacxl.consolidate([plan_of("Zoé", huge), plan_of("Paul", PAUL)]))
    amounts = ecarts.preuve[(ecarts.preuve["cle"] == "carnet.montant") & ecarts.preuve["feuille"].notna()]
    assert amounts["retenu"].isna().tolist() == [True, False]
    assert ecarts.sources["preuve"].tolist() == ["à vérifier", "juste"]


# --- what only shows when plans are together --------------------------------------------------------------


def test_a_plan_that_comes_twice_is_counted_once() -> None:
    team = pacxl.consolidate([plan_of("Zoé", ZOE), plan_of("Zoé", ZOE)])
    assert (len(team.actions), codes(team)) == (3, ["file-twice"])


def test_each_of_two_people_is_told_of_a_deal_that_both_list() -> None:
    team = pacxl.consolidate([plan_of("Zoé", ZOE), plan_of("Paul", {"carnet": ZOE["carnet"]})])
    told = [(finding.code, finding.value, finding.about["who"]) for finding in team.found]
    of_zoe, of_paul = "Zoé (plan 1)", "Paul (plan 2)"
    assert sorted(told) == [("deal-twice", name, who) for name in ("Alpha", "Bêta") for who in (of_paul, of_zoe)]
    assert len(team.carnet) == 4


def test_one_person_may_have_two_like_deals() -> None:
    twice = {key: values[:1] * 2 for key, values in ZOE["carnet"].items()}
    assert codes(pacxl.consolidate([plan_of("Zoé", {"carnet": twice})])) == []


def test_another_template_is_told() -> None:
    other = dataclasses.replace(
        SMALL, families=(*SMALL.families, Family("salons", "Salons", "Salons", "opérationnelle", ("Exposer",)))
    )
    more = plan_of("Paul", {"actions": {"famille": ["Salons"], "etape": ["Exposer"]}}, settings=other)
    team = pacxl.consolidate([plan_of("Zoé", ZOE), more])
    assert codes(team) == ["other-settings"]
    assert pacxl.variance(team).par_famille["famille"].tolist() == [MARKET, OFFER, "Salons"]


# --- files ------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_text_that_looks_like_a_formula_comes_out_as_the_same_text(
    copied: Callable[..., Path], tmp_path: Path
) -> None:
    path = copied()
    payloads = ['=HYPERLINK("http://x","y")', "=1+1"]
    with bend.opened(path) as workbook:
        for row, payload in enumerate(payloads, 1):
            cell = bend.cell_of(workbook, "Actions_marche", row, "Étape")
            cell.value, cell.data_type = payload, "s"
    out = pacxl.write(pacxl.variance(pacxl.consolidate([pacxl.read(path)])), tmp_path / "ecarts.xlsx")
    sheet = openpyxl.load_workbook(out)["Actions"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in payloads]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(p, "s", None) for p in payloads]


def test_every_consolidated_row_leads_back_to_its_cell(copied: Callable[..., Path]) -> None:
    path = copied()
    bend.type_in(path, "Actions_marche", (4, "Étape", "La nôtre"))
    team = pacxl.consolidate([pacxl.read(path)])
    workbook = openpyxl.load_workbook(path)
    for row in team.actions.to_dict("records"):
        assert workbook[row["feuille"]].cell(row["ligne"], 2).value == row["etape"]


def test_the_tables_of_a_team_are_made_once_whatever_its_plans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan that was read holds columns: a frame for each of its tables would cost several times the rest."""
    firm = dataclasses.replace(SMALL, segments=("PME", "Mairies"))
    for person in ("Ada", "Paul"):
        blank = pacxl.blank(firm, person=person, company="Essai & Fils", period="2026-T2", today=TODAY)
        actions = blank.actions.assign(segment="pme")
        pacxl.write(with_rows(blank, actions=actions), tmp_path / f"PAC_{person}.xlsx")
    plans, made, frame = pacxl.read_all([tmp_path]), Counter[str](), Columns.frame

    def counted(columns: Columns, table: Table) -> pd.DataFrame:
        made[table.key] += 1
        return frame(columns, table)

    monkeypatch.setattr(Columns, "frame", counted)
    assert len(pacxl.consolidate(plans).actions) > 0
    assert made["actions"] == 1
    assert max(made.values()) == 1
