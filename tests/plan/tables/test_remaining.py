"""What is left to spend: a column that a setting asks for, or that somebody adds; a row that still runs lands there.

Each case goes through the frames, the stored values, and those that IronCalc and LibreOffice compute anew.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import TableColumn

import pacxl
from pacxl import Contents
from pacxl.books.pac import pac_book
from pacxl.books.reglages_contents import reglages_contents
from tests import judges
from tests.bend import type_in
from tests.plan.tables.test_money import COURSES, FIGURES, NOW, stored
from tests.plans import MARKET, PAUL, SMALL, plan
from tests.reading.own_pacs import Sheets, save
from tests.workbooks import rows_of

ASKING = dataclasses.replace(SMALL, sections=("budget", "reste"))
Typed = tuple[str, float | None, float | None, float | None]  # how far it is; budget, dépensé, reste
# The row → its group, its landing, its écart constaté.
ROWS: dict[str, tuple[Typed, tuple[Any, ...]]] = {
    "less than what the budget leaves": (("en cours", 12_000, 6_000, 4_000), ("ouverte", 10_000, -2_000)),
    "more than it": (("en retard", 1_000, 800, 500), ("ouverte", 1_300, 300)),
    "nothing more": (("en cours", 1_000, 400, 0), ("ouverte", 400, -600)),
    "not said": (("en cours", 1_000, 400, None), ("ouverte", 1_000, 0)),
    "nothing spent yet": (("à faire", 1_000, None, 700), ("ouverte", 700, -300)),
    "without a budget": (("à faire", None, None, 300), ("ouverte", 300, 300)),
    "spent without a budget": (("en cours", None, 500, 200), ("hors budget", 700, 700)),
    "an income that is still to come": (("en cours", -1_000, -400, -500), ("ouverte", -900, 100)),
    "it is finished": (("terminée", 1_000, 900, 50), ("terminée", 900, -100)),
    "it is given up": (("abandonnée", 1_000, 300, 50), ("abandonnée", 300, 0)),
    "it is not retained": (("non retenue", 1_000, None, 50), ("non retenue", None, None)),
}
LANDINGS = {name: expected for name, (_, expected) in ROWS.items()}
LANDING = sum(landing or 0 for _, landing, _ in LANDINGS.values())


def actions(*, asked: bool = True) -> dict[str, list[Any]]:
    typed = [each for each, _ in ROWS.values()]
    keys = ("budget", "depense", "reste") if asked else ("budget", "depense")
    columns = {key: [row[at] for row in typed] for at, key in enumerate(keys, 1)}
    said = ("debut", "fin", "fin_reelle", "decision")
    courses = {key: [COURSES[row[0]][at] for row in typed] for at, key in enumerate(said)}
    return {"famille": [MARKET] * len(typed), "etape": list(ROWS), **columns, **courses}


def made() -> Contents:
    return plan(ASKING, today=NOW, actions=actions())


def landings(contents: Contents) -> dict[str, tuple[Any, ...]]:
    frame = contents.actions[["etape", "groupe", "atterrissage", "ecart_constate"]].astype(object)
    return {row[0]: tuple(row[1:]) for row in frame.where(frame.notna(), None).itertuples(index=False)}


def test_a_row_that_still_runs_lands_at_what_is_spent_and_what_is_left() -> None:
    assert landings(made()) == LANDINGS


@pytest.mark.long
def test_the_sums_close() -> None:
    ecarts = pacxl.variance(pacxl.consolidate([made()]), today=NOW)
    figures = {key: ecarts.figures[key] for key in FIGURES.values()}
    assert figures["ecart_atterrissage"] == figures["ecart_constate"] - figures["budget_libere"]
    assert figures["atterrissage"] == LANDING
    assert figures["ecart_constate"] == sum(gap or 0 for _, _, gap in LANDINGS.values())


@pytest.mark.judge
def test_other_engines_find_the_same_landings(tmp_path: Path) -> None:
    read = pacxl.read(pacxl.write(made(), tmp_path / "PAC_Paul.xlsx"), today=NOW)
    assert landings(read) == LANDINGS
    ecarts = pacxl.variance(pacxl.consolidate([read]), today=NOW)
    assert landings(ecarts) == LANDINGS
    path = pacxl.write(ecarts, tmp_path / "ecarts.xlsx")
    assert stored(path) == {key: ecarts.figures[key] for key in FIGURES.values()}
    cells = judges.formula_cells(path)
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []
    assert stored(judges.resaved_by_libreoffice(path, tmp_path)) == stored(path)


def test_the_budget_asks_for_it_too() -> None:
    lines = {"libelle": ["Salon", "Site"], "budget": [1_000, 500], "depense": [400, None], "reste": [900, None]}
    budget = plan(ASKING, today=NOW, budget=lines).budget
    assert budget["atterrissage"].tolist() == [1_300, 500]
    assert budget["ecart_constate"].tolist() == [300, 0]


def test_a_plan_does_not_ask_unless_it_is_told_to() -> None:
    for settings in (SMALL, pacxl.load_settings("complet")):
        assert "reste" not in pac_book(settings).by_key["actions"].by_key


def test_the_settings_workbook_asks_for_it(tmp_path: Path) -> None:
    path = pacxl.write(reglages_contents(SMALL), tmp_path / "reglages.xlsx")
    row = next(
        at for at, row in enumerate(rows_of(path, "Reglages_rubriques"), 1) if "Reste à dépenser" in row.values()
    )
    type_in(path, "Reglages_rubriques", (row, "Retenue", "oui"))
    assert "reste" in pac_book(pacxl.load_settings(path)).by_key["actions"].by_key


def test_plans_with_and_without_it_are_added_up() -> None:
    zoe = dataclasses.replace(PAUL, person="Zoé", workbook="w2")
    without = plan(SMALL, today=NOW, owner=zoe, actions={"famille": [MARKET], "etape": ["Choisir"], "budget": [100]})
    for order in ([made(), without], [without, made()]):
        lines = pacxl.variance(pacxl.consolidate(order), today=NOW).par_commercial.set_index("commercial")
        assert lines["atterrissage"].to_dict() == {"Paul": LANDING, "Zoé": 100}


# --- a column that somebody adds --------------------------------------------------------------------------

HEADER = ("Action", "Qui", "Budget", "Dépensé", "Échéance")
Row = tuple[Any, Any, Any]
# The header; each row's budget, dépensé and reste → the landings, what is told.
OWN: dict[str, tuple[str, list[Row], list[float], str]] = {
    "under its own name": ("Reste à dépenser", [(300, 100, 50)], [150], "remaining-own"),
    "by its initials": ("RAD", [(300, 100, 50), (200, None, None)], [150, 200], "remaining-own"),
    "in words of theirs": ("Reste à engager", [(300, 100, "1 500 €")], [1_600], "remaining-own"),
    "the budget minus what is spent": ("RAD", [(300, 100, 200), (50, 80, -30)], [300, 80], "remaining-computed"),
    "the same, but for one row": ("RAD", [(300, 100, 200), (50, 80, 0)], [300, 80], "remaining-own"),
    "another name": ("Reste", [(300, 100, 50)], [300], "header-unknown"),
    "nothing under it": ("RAD", [(300, 100, None)], [300], "header-unknown"),
}


@pytest.mark.parametrize(("header", "rows", "expected", "code"), OWN.values(), ids=OWN)
def test_a_column_of_a_plan_of_one_s_own(
    header: str, rows: list[Row], expected: list[float], code: str, tmp_path: Path
) -> None:
    end = dt.datetime(2026, 12, 31)
    lines = [(f"Salon {n}", "Paul", budget, spent, end, left) for n, (budget, spent, left) in enumerate(rows)]
    sheets: Sheets = {"Salons": [(*HEADER, header), *lines]}
    read = pacxl.read(save(sheets, tmp_path / "mon plan.xlsx"), today=NOW)
    assert read.actions["atterrissage"].tolist() == expected
    about = {"remaining-own", "remaining-computed", "header-unknown"}
    assert [finding.code for finding in read.found if finding.code in about] == [code]
    counts = read.cells.as_tuple()
    assert counts[0] == sum(counts[1:])


@pytest.mark.long
def test_a_column_added_to_a_plan_of_ours(tmp_path: Path) -> None:
    path = pacxl.write(plan(today=NOW, actions=actions(asked=False)), tmp_path / "PAC_Paul.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[MARKET]
    (table,) = sheet.tables.values()
    first, last = table.ref.split(":")
    top, right = sheet[first].row, sheet[last].column + 1
    table.ref = f"{first}:{sheet.cell(sheet[last].row, right).coordinate}"
    table.tableColumns.append(TableColumn(id=right, name="RAD"))
    for row, value in enumerate(["RAD", *(typed[3] for typed, _ in ROWS.values())], top):
        sheet.cell(row, right).value = value
    workbook.save(path)
    read = pacxl.read(path, today=NOW)
    assert landings(read) == LANDINGS
    assert "remaining-own" in {finding.code for finding in read.found}
    assert pacxl.variance(pacxl.consolidate([read]), today=NOW).figures["atterrissage"] == LANDING
