"""The totals that people type are known by what they are, and never counted; what only looks like one is a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn

import pacxl
from tests.reading.own_pacs import Row, day, save
from tests.typed import parts, rewritten

_: Any = None

HEADER = ("Action", "Responsable", "Échéance", "Budget", "Dépensé")
ROWS = (
    ("Salon", "Paul", day("31/03/2026"), 1000, 900),
    ("Mailing", "Zoé", day("30/04/2026"), 500.5, _),
    ("Radio", "Paul", day("30/06/2026"), 2000, 100),
)
SUMS = (3500.5, 1000)


def read(folder: Path, *rows: Row, header: Row = HEADER) -> pacxl.Contents:
    return pacxl.read(save({"Plan": [header, *rows]}, folder / "PAC_Paul.xlsx"))


def budgets(plan: pacxl.Contents) -> list[float]:
    return plan.actions["budget"].dropna().tolist()


def told(plan: pacxl.Contents, code: str) -> int:
    return int((plan.findings["code"] == code).sum())


# --- what is no total -------------------------------------------------------------------------------------

NO_TOTALS: dict[str, Sequence[Row]] = {
    "a number that happens to be the sum, in a row like the others": (
        *ROWS,
        ("Foire", "Zoé", day("31/07/2026"), *SUMS),
    ),
    "a firm called Total": (*ROWS, ("Visiter Total Énergies", "Zoé", day("31/07/2026"), 750, _)),
    "a firm called Total, that is worth what the only row above is": (ROWS[0], ("Total Énergies", _, _, 1000, _)),
    "an action on the whole, with another amount": (*ROWS, ("Séminaire pour l’ensemble", _, _, 80, _)),
    "the same amount twice": (("A", "Paul", _, 100, _), ("B", "Zoé", _, 100, _), ("C", "Paul", _, 300, _)),
}


@pytest.mark.parametrize("name", NO_TOTALS)
def test_what_only_looks_like_a_total_is_counted(name: str, tmp_path: Path) -> None:
    rows = NO_TOTALS[name]
    assert budgets(read(tmp_path, *rows)) == [row[3] for row in rows]


# --- beside a word ----------------------------------------------------------------------------------------

LABELS = """
    Total|TOTAL|Total :|Totaux|Total général|TOTAL GÉNÉRAL|Grand total|Total 2026|TOTAL HT|Total TTC|Sous-total
    sous total|S/total|s/total|S/Tot.|ss-total|Sous-total Paul|Tot.|Somme|SOMME|Cumul|Cumul 2026|Cumulé|Ensemble
    Total de la famille|Total des actions|Total à ce jour|Total budget|Budget total|Montant total|Σ|Bilan global
"""


@pytest.mark.parametrize("label", [each.strip() for line in LABELS.strip().split("\n") for each in line.split("|")])
def test_a_sum_beside_a_word_for_it_is_no_row(label: str, tmp_path: Path) -> None:
    plan = read(tmp_path, *ROWS, (label, _, _, *SUMS))
    assert (budgets(plan), told(plan, "total-row")) == ([1000, 500.5, 2000], 1)


@pytest.mark.parametrize("label", ["Total 2026", "Somme", "S/total", "Tot."])
def test_so_is_a_word_alone_whose_figure_is_out_of_date(label: str, tmp_path: Path) -> None:
    assert budgets(read(tmp_path, *ROWS, (label, _, _, 2999, _))) == [1000, 500.5, 2000]


SHAPES: dict[str, Sequence[Row]] = {
    "with one of its two sums out of date": (*ROWS, ("Total", _, _, 2999, 1000)),
    "whose first sum nobody knows": (*ROWS, ("Total 2026", _, _, "n.c.", 1000)),
    "after a blank row": (*ROWS, (), ("Total 2026", _, _, *SUMS)),
    "in whole euros": (*ROWS, ("Ensemble", _, _, 3501, 1000)),
    "typed as a text": (*ROWS, ("Ensemble", _, _, "3 500,50 €", "1 000 €")),
    "above the rows": (("Ensemble", _, _, *SUMS), *ROWS),
    "without a word, and nothing else": (*ROWS, (_, _, _, *SUMS)),
    "with a count of actions": (*ROWS, ("Ensemble", "3 actions", _, *SUMS)),
    "of each person, as Excel writes subtotals": (
        *(ROWS[0], ROWS[2], (_, "Total Paul", _, 3000, 1000)),
        *(ROWS[1], (_, "Total Zoé", _, 500.5, _), (_, "Total général", _, *SUMS)),
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_total_in_another_shape_is_no_row(name: str, tmp_path: Path) -> None:
    plan = read(tmp_path, *SHAPES[name])
    assert sorted(budgets(plan)) == [500.5, 1000, 2000]
    assert plan.actions["depense"].sum() == 1000


def test_so_it_is_in_a_carnet(tmp_path: Path) -> None:
    header = ("Client", "Montant", "Probabilité", "Date de clôture")
    deals = (("Alpha", 1000, 0.2, _), ("Total Énergies", 2000, 0.5, _), ("Cumul 2026", 3000, 0.35, _))
    assert read(tmp_path, *deals, header=header).carnet["societe"].tolist() == ["Alpha", "Total Énergies"]


# --- a formula --------------------------------------------------------------------------------------------


def with_formulas(folder: Path, *rows: Row, formulas: dict[str, float]) -> pacxl.Contents:
    """A plan some of whose cells are formulas, with the value that Excel would have stored."""
    path = save({"Plan": [HEADER, *rows]}, folder / "PAC_Paul.xlsx")
    return pacxl.read(calculated(path, formulas))


def calculated(path: Path, formulas: dict[str, float]) -> Path:
    """Puts a formula where a number stands: the number is its stored value."""
    name = "xl/worksheets/sheet1.xml"
    xml = parts(path)[name].decode()
    for cell in formulas:
        xml, count = re.subn(rf'(<c r="{cell}"[^>]*>)<v>', r"\1<f>SUM(D2:D4)</f><v>", xml)
        assert count == 1
    rewritten(path, {name: xml.encode()})
    return path


def test_a_formula_that_adds_the_rows_up_is_a_total_whatever_its_label(tmp_path: Path) -> None:
    plan = with_formulas(tmp_path, *ROWS, ("Marketing direct", _, _, *SUMS), formulas={"D5": 3500.5, "E5": 1000})
    assert (budgets(plan), told(plan, "total-row")) == ([1000, 500.5, 2000], 1)


def test_a_formula_with_a_person_and_a_date_is_an_action_whose_amount_is_not_counted(tmp_path: Path) -> None:
    row = ("Marketing direct", "Paul", day("31/12/2026"), *SUMS)
    plan = with_formulas(tmp_path, *ROWS, row, formulas={"D5": 3500.5, "E5": 1000})
    assert plan.actions["etape"].tolist() == ["Salon", "Mailing", "Radio", "Marketing direct"]
    assert (budgets(plan), plan.actions["depense"].sum()) == ([1000, 500.5, 2000], 1000)
    assert told(plan, "sum-not-counted") == 2
    cells_read, *became = plan.cells.as_tuple()
    assert cells_read == sum(became)
    assert set(pacxl.variance(pacxl.consolidate([plan])).lecture["preuve"]) == {"juste"}


def test_an_amount_that_is_not_counted_a_second_time_does_not_leave_the_totals_unproved(tmp_path: Path) -> None:
    row = ("Marketing direct", "Paul", day("31/12/2026"), *SUMS)
    plan = with_formulas(tmp_path, *ROWS, row, formulas={"D5": 3500.5, "E5": 1000})
    budget = {each.fate: each.total for each in plan.numbers if (each.letter, each.value) == ("D", "")}
    assert budget == {"lu": 7001, "retenu": 3500.5, "rejete": 3500.5}


def test_an_action_that_adds_up_those_under_it_is_not_counted_twice(tmp_path: Path) -> None:
    row = ("Marketing direct", "Paul", day("31/12/2026"), *SUMS)
    plan = with_formulas(tmp_path, row, *ROWS, formulas={"D2": 3500.5, "E2": 1000})
    assert (len(plan.actions), budgets(plan)) == (4, [1000, 500.5, 2000])


# --- the totals row of an Excel Table ---------------------------------------------------------------------


def test_the_totals_row_of_an_excel_table_is_no_row_whatever_its_label(blank_path: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(blank_path)
    sheet = next(sheet for sheet in workbook.worksheets if "Carnet" in sheet.tables)
    table: ExcelTable = sheet.tables["Carnet"]
    first, last = table.ref.split(":")
    top, bottom = sheet[first].row, sheet[last].row
    columns: list[TableColumn] = table.tableColumns
    at = {column.name: sheet[first].column + number for number, column in enumerate(columns)}
    for number, amount in enumerate((1000, 2500), 1):
        sheet.cell(top + number, at["Société"]).value = f"Client {number}"
        sheet.cell(top + number, at["Montant"]).value = amount
    sheet.cell(bottom + 1, at["Société"]).value = "À fin juin"
    sheet.cell(bottom + 1, at["Interlocuteur"]).value = "tout compris"
    sheet.cell(bottom + 1, at["Montant"]).value = 1000  # the rows that a filter left
    table.ref = f"{first}:{''.join(filter(str.isalpha, last))}{bottom + 1}"
    table.totalsRowCount = 1
    workbook.save(tmp_path / "PAC_Paul.xlsx")
    plan = pacxl.read(tmp_path / "PAC_Paul.xlsx")
    assert plan.carnet["societe"].tolist() == ["Client 1", "Client 2"]
    assert told(plan, "total-row") == 1
