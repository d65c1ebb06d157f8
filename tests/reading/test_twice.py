"""What stands twice in one file is counted once, or not at all, and told; what only looks alike is counted."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pacxl
from pacxl.typography import plain_spaces
from tests.plans import SMALL, plan
from tests.reading.own_pacs import Percent, Row, day, save

_: Any = None

HEADER = ("Action", "Responsable", "Échéance", "Budget")
PLAN = (
    HEADER,
    ("Salon", "Paul", day("31/03/2026"), 1000),
    ("Mailing", "Zoé", day("30/04/2026"), 500),
    ("Radio", "Paul", day("30/06/2026"), 2000),
    ("Blog", "Zoé", day("30/09/2026"), 0),
)
DEALS = ("Client", "Montant", "Probabilité", "Statut")
CARNET = (
    DEALS,
    ("Alpha", 1000, Percent(0.2), "En cours"),
    ("Bêta", 4000, Percent(0.5), "Perdu"),
    ("Gamma", 2000, Percent(0.9), "Signé"),
)


def changed(rows: Sequence[Row], at: int, col: int, value: Any) -> list[Row]:
    """The rows with another value in one cell."""
    return [
        tuple(value if (at, col) == (row, other) else cell for other, cell in enumerate(cells))
        for row, cells in enumerate(rows)
    ]


def dated(rows: Sequence[Row], year: int) -> list[Row]:
    return [tuple(cell.replace(year=year) if hasattr(cell, "year") else cell for cell in cells) for cells in rows]


# Sheets, hidden ones with a dot before; what the plan holds then; what is told.
Case = tuple[Mapping[str, Sequence[Row]], float, set[str]]
WHOLE = 3500.0

COUNTED: dict[str, Case] = {
    "two families with the same steps": (
        {
            "Salons": [HEADER, ("Préparer", "Paul", day("31/03/2026"), 100), ("Faire le bilan", "Paul", _, 50)],
            "Réseaux": [HEADER, ("Préparer", "Paul", day("30/04/2026"), 200), ("Faire le bilan", "Zoé", _, 10)],
        },
        360,
        set(),
    ),
    "two families with the same amounts": (
        {
            "Salons": [HEADER, ("Lyon", "Paul", _, 100), ("Metz", "Paul", _, 50)],
            "Réseaux": [HEADER, ("Blog", "Zoé", _, 100), ("Vidéo", "Zoé", _, 50)],
        },
        300,
        set(),
    ),
    "a family that goes on into the next year": (
        {"Salons": PLAN, "Réseaux": [HEADER, ("Vidéo", "Zoé", day("31/01/2025"), 70)]},
        WHOLE + 70,
        set(),
    ),
    "a hidden sheet that is nobody's copy": (
        {"Salons": PLAN, ".Réseaux": [HEADER, ("Vidéo", "Zoé", _, 70)]},
        WHOLE + 70,
        {"sheet-hidden"},
    ),
    "an old plan alone": ({"PAC 2025": dated(PLAN, 2025)}, WHOLE, set()),
}

ONCE: dict[str, Case] = {
    "a sheet copied": ({"Plan": PLAN, "Plan (2)": PLAN}, WHOLE, {"table-copied"}),
    "a sheet copied, and sorted": ({"Plan": PLAN, "Tri": [HEADER, *PLAN[:0:-1]]}, WHOLE, {"table-copied"}),
    "a sheet that shows some of the rows": (
        {"Plan": PLAN, "Paul": [HEADER, PLAN[1], PLAN[3]]},
        WHOLE,
        {"table-copied"},
    ),
    "a recap before its families": (
        {"Récap": PLAN, "Salons": PLAN[:3], "Réseaux": [HEADER, *PLAN[3:]]},
        WHOLE,
        {"table-copied"},
    ),
    "a copy, in other columns": (
        {"Plan": PLAN, "Pour Zoé": [(row[3], row[0], row[2], row[1]) for row in PLAN]},
        WHOLE,
        {"table-copied"},
    ),
    "a draft, whose amounts were others": (
        {"Brouillon": changed(changed(PLAN, 1, 3, 800), 2, 3, 450), "Plan": PLAN},
        WHOLE,
        {"copy-differs"},
    ),
    "a hidden draft": ({".V1": changed(PLAN, 3, 3, 1500), "Plan": PLAN}, WHOLE, {"copy-differs"}),
    "a recap, a row a family": (
        {
            "Salons": PLAN[:3],
            "Réseaux": [HEADER, *PLAN[3:]],
            "Synthèse": [HEADER, ("Salons", "Paul", _, 1500), ("Réseaux", "Zoé", _, 2000)],
        },
        WHOLE,
        {"table-recap"},
    ),
    "last year's sheet, by its name": (
        {"PAC 2025": [HEADER, ("Foire", "Paul", _, 777)], "PAC 2026": PLAN},
        WHOLE,
        {"table-other-year"},
    ),
    "last year's sheet, by its dates": ({"Ancien": dated(PLAN, 2025), "Plan": PLAN}, WHOLE, {"table-other-year"}),
}


@pytest.mark.parametrize("name", [*COUNTED, *ONCE])
def test_each_action_counts_once(name: str, tmp_path: Path) -> None:
    sheets, budget, told = (COUNTED | ONCE)[name]
    read = pacxl.read(drawn(sheets, tmp_path))
    assert read.actions["budget"].sum() == budget
    assert {*read.findings["code"]} & TELLING == told
    cells_read, *became = read.cells.as_tuple()
    assert cells_read == sum(became)


TELLING = {"table-copied", "copy-differs", "table-recap", "table-other-year", "sheet-hidden", "row-twice"}


def drawn(sheets: Mapping[str, Sequence[Row]], folder: Path) -> Path:
    path = save({name.removeprefix("."): rows for name, rows in sheets.items()}, folder / "PAC_Paul.xlsx")
    workbook = openpyxl.load_workbook(path)
    for name in sheets:
        if name.startswith("."):
            workbook[name.removeprefix(".")].sheet_state = "hidden"
    workbook.save(path)
    return path


def test_what_is_left_out_is_told_with_its_amount(tmp_path: Path) -> None:
    read = pacxl.read(drawn(ONCE["last year's sheet, by its name"][0], tmp_path))
    message = read.findings.loc[read.findings["code"] == "table-other-year", "message"].item()
    assert "2025" in message
    assert "Budget : 777 €" in plain_spaces(message)


def test_a_copied_carnet_counts_once_and_a_lost_deal_is_lost(tmp_path: Path) -> None:
    read = pacxl.read(drawn({"Affaires": CARNET, "Affaires (2)": CARNET}, tmp_path))
    assert read.carnet["issue"].tolist() == ["ouverte", "perdue", "gagnée"]
    assert read.carnet["pondere"].sum() == 200
    assert "table-copied" in set(read.findings["code"])


def test_a_statut_that_is_no_issue_is_a_stage(tmp_path: Path) -> None:
    rows = changed(changed(changed(CARNET, 1, 3, "à relancer"), 2, 3, "tiède"), 3, 3, "chaud")
    read = pacxl.read(drawn({"Affaires": rows}, tmp_path))
    assert read.carnet["issue"].isna().all()
    assert read.carnet["etape"].tolist() == ["à relancer", "tiède", "chaud"]


# --- clients are no actions -------------------------------------------------------------------------------


def test_a_row_that_names_a_client_and_no_action_is_no_spend(tmp_path: Path) -> None:
    header = ("Client", "Action", "Responsable", "Échéance", "Budget")
    rows = [header, ("Alpha", "Visiter", "Paul", day("30/06/2026"), 100), ("Bêta", _, "Paul", _, 12000)]
    read = pacxl.read(drawn({"Plan": rows}, tmp_path))
    assert read.actions["budget"].dropna().tolist() == [100]
    assert "budget-of-client" in set(read.findings["code"])


def test_a_table_of_clients_beside_the_plan_is_no_spend(tmp_path: Path) -> None:
    clients = [
        ("Produit", "Responsable", "Budget", "Début", "Échéance", "Objectif"),
        ("Portail", "Paul", 9000, _, _, "12"),
    ]
    read = pacxl.read(drawn({"Plan": PLAN, "Clients": clients}, tmp_path))
    assert read.actions["budget"].sum() == WHOLE
    message = read.findings.loc[read.findings["code"] == "budget-of-clients", "message"].item()
    assert "Budget : 9 000 €" in plain_spaces(message)


# --- a sheet of one's own in a plan of ours ---------------------------------------------------------------

OWN_SHEETS: dict[str, tuple[Sequence[Row], float, str]] = {
    "a table of actions that the plan has not": (PLAN, WHOLE, "table-adopted"),
    "some of the plan's rows again": ([HEADER, ("Choisir", "Paul", day("31/03/2026"), 1200)], 0, "table-copied"),
    "a recap of the plan's families": (
        [HEADER, ("Étude & marché", "Paul", _, 1200), ("L’offre d'été", "Zoé", _, 800)],
        0,
        "table-recap",
    ),
    "last year's actions": (dated(PLAN, 2025), 0, "table-other-year"),
    "a list that is no plan": ([("Nom", "Ville"), ("Alpha", "Gap")], 0, "kept-as-libre"),
}


@pytest.mark.long
@pytest.mark.parametrize("name", OWN_SHEETS)
def test_a_sheet_of_one_s_own_in_a_plan_of_ours(name: str, tmp_path: Path) -> None:
    rows, more, code = OWN_SHEETS[name]
    actions = {
        "famille": ["Étude & marché", "Étude & marché", "L’offre d'été"],
        "etape": ["Choisir", "Mesurer", "Lancer"],
        "qui": ["Paul", "Zoé", "Zoé"],
        "budget": [1200.0, _, 800.0],
        "fin": [day("31/03/2026"), _, _],
    }
    ours = plan(dataclasses.replace(SMALL, period="2026-S1"), actions=actions)
    path = pacxl.write(ours, tmp_path / "PAC_Paul.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.create_sheet("2025" if more == 0 and "year" in name else "Digital")
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    read = pacxl.read(path)
    assert read.actions["budget"].sum() == 2000 + more
    assert code in set(read.findings["code"])
    if more:
        assert read.actions["famille"].unique().tolist()[-1] == "Digital"
        again = pacxl.write(read, tmp_path / "adopté.xlsx")
        assert pacxl.read(again).actions["budget"].sum() == 2000 + more
        team = pacxl.consolidate([read, ours])
        assert team.actions["budget"].sum() == 2000 + more  # the plan that holds all of the other
