"""Units, years and unseen characters in the headers of real files: what is read, what is told, and the proof."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.typography import plain_spaces
from tests import judges
from tests.reading.mutations.account import unbalanced
from tests.reading.own_pacs import Percent, Row, day, save

SPRING = (day("01/03/2026"), day("30/04/2026"))


def actions(*headers: str, rows: Sequence[Sequence[Any]]) -> list[Row]:
    """A sheet of actions of 2026, with columns of amounts under their headers."""
    body = [(f"Action {number}", "Paul", *SPRING, *cells) for number, cells in enumerate(rows, 1)]
    return [("Action", "Qui", "Début", "Fin", *headers), *body]


def read(folder: Path, rows: Sequence[Row], sheet: str = "Salons") -> pacxl.Contents:
    plan = pacxl.read(save({sheet: rows}, folder / "PAC_Paul.xlsx"))
    assert unbalanced(plan) == []
    counted, *became = plan.cells.as_tuple()
    assert counted == sum(became)
    return plan


def told(plan: pacxl.Contents, code: str) -> list[tuple[str, str]]:
    return [(each.place.cell, each.value) for each in plan.found if each.code == code]


@pytest.mark.parametrize(
    ("header", "factor"), [("Budget (k€)", 1e3), ("Budget en milliers d’euros", 1e3), ("Budget M€", 1e6)]
)
def test_numbers_under_a_header_in_thousands_are_converted_and_told_once(
    header: str, factor: float, tmp_path: Path
) -> None:
    plan = read(tmp_path, actions(header, rows=[[10], [2.3], [0.0005]]))
    assert plan.actions["budget"].tolist() == [10 * factor, 2.3 * factor, 0.0005 * factor]
    assert told(plan, "header-unit") == [("E1", header)]
    assert told(plan, "converted") == []
    assert plan.cells.converted == 3
    message = next(each for each in plan.found if each.code == "header-unit")
    assert f"multipliés par {factor:,.0f}".replace(",", " ") in plain_spaces(message.message())
    assert "multiplied by" in message.message("en")
    assert "put the header “Budget” back" in message.remedy("en")


def test_a_text_under_it_says_its_own_unit_or_takes_the_header_s(tmp_path: Path) -> None:
    cells: list[list[Any]] = [
        ["12"],
        ["5 000 €"],
        ["3 k€"],
        ["environ 4"],
        ["10 à 15"],
        ["20 $"],
        ["n.c."],
        ["1.250"],
        [None],
    ]
    plan = read(tmp_path, actions("Budget (k€)", rows=cells))
    values = plan.actions["budget"].astype(object).where(plan.actions["budget"].notna(), None).tolist()
    assert values == [12_000, 5_000, 3_000, 4_000, None, None, None, None, None]
    assert told(plan, "converted") == [("E2", "12"), ("E3", "5 000 €"), ("E4", "3 k€")]
    assert told(plan, "approximate") == [("E5", "environ 4")]
    assert told(plan, "ambiguous") == [("E6", "10 à 15"), ("E9", "1.250")]
    assert told(plan, "other-currency") == [("E7", "20 $")]


def test_a_text_under_a_header_in_percents_is_a_percentage_too(tmp_path: Path) -> None:
    deals = [("Alpha", 4000, "70"), ("Bêta", 2000, 50), ("Gamma", 1000, "25 %"), ("Delta", 1000, "moitié")]
    plan = read(tmp_path, [("Client", "CA potentiel", "% chance"), *deals], sheet="Pipe")
    probabilities = plan.carnet["probabilite"]
    assert probabilities[:3].tolist() == [0.7, 0.5, 0.25]


@pytest.mark.parametrize(
    ("header", "why", "why_en"),
    [
        ("Budget (USD)", "une autre monnaie que l’euro (« USD »)", "another currency than the euro"),
        ("Budget (€/mois)", "par période ou par unité (« /mois »)", "per period or unit"),
        ("Budget TTC", "elle est TTC", "including taxes (TTC)"),
        ("Budget (m€)", "en milliers ou en millions", "as thousands or as millions"),
        ("Budget (jours)", "« jours », et non en euros", "not in euros"),
    ],
)
def test_a_column_in_another_unit_is_kept_apart_with_its_amount(
    header: str, why: str, why_en: str, tmp_path: Path
) -> None:
    plan = read(tmp_path, actions(header, rows=[[10], [20.5]]))
    assert plan.actions["budget"].isna().all()
    (found,) = [each for each in plan.found if each.code == "header-other-unit"]
    assert (found.place.cell, found.place.column, found.value) == ("E1", "Budget", header)
    assert why in plain_spaces(found.message())
    assert "total 30,5" in plain_spaces(found.message())
    assert why_en in found.message("en")
    assert "« Budget »" in plain_spaces(found.remedy())
    assert "“Budget”" in found.remedy("en")
    assert {"10", "20,5", header} <= set(plan.libre["valeur"])


def test_of_several_years_that_of_the_plan_is_read(tmp_path: Path) -> None:
    plan = read(tmp_path, actions("Budget 2025", "Budget 2026", "Dépensé 2026", rows=[[1, 2, 3], [10, 20, 30]]))
    assert plan.actions["budget"].tolist() == [2, 20]
    assert plan.actions["depense"].tolist() == [3, 30]
    assert told(plan, "header-other-year") == [("E1", "Budget 2025")]
    assert told(plan, "header-recognised")[1:] == [("F1", "Budget 2026"), ("G1", "Dépensé 2026")]


def test_a_column_of_last_year_alone_is_not_this_year_s(tmp_path: Path) -> None:
    plan = read(tmp_path, actions("Budget 2025", rows=[[1], [10]]))
    assert plan.actions["budget"].isna().all()
    assert told(plan, "header-other-year") == [("E1", "Budget 2025")]


def test_a_table_is_known_by_a_header_that_is_left_out(tmp_path: Path) -> None:
    deals: list[Row] = [("Client", "Montant (USD)", "Probabilité"), ("Alpha", 1000, Percent(0.5))]
    plan = read(tmp_path, deals)
    assert plan.frames["carnet"]["societe"].tolist() == ["Alpha"]
    assert plan.frames["carnet"]["montant"].isna().all()
    assert told(plan, "header-other-unit") == [("B1", "Montant (USD)")]


def test_a_total_of_thousands_is_no_row(tmp_path: Path) -> None:
    rows = [*actions("Budget (k€)", rows=[[10], [20]]), ("Total", None, None, None, 30)]
    plan = read(tmp_path, rows)
    assert plan.actions["budget"].tolist() == [10_000, 20_000]
    assert told(plan, "total-row") == [("A4", "")]


def test_a_copy_in_thousands_is_a_copy(tmp_path: Path) -> None:
    sheets = {
        "Salons": actions("Budget", rows=[[12_000], [500]]),
        "Récap en k€": actions("Budget (k€)", rows=[[12], [0.5]]),
    }
    plan = pacxl.read(save(sheets, tmp_path / "PAC_Paul.xlsx"))
    assert plan.actions["budget"].sum() == 12_500
    assert "table-copied" in {each.code for each in plan.found}


def test_the_consolidated_proof_closes_over_what_was_converted(tmp_path: Path) -> None:
    paul = pacxl.read(save({"Salons": actions("Budget (k€)", rows=[[10], [2.5]])}, tmp_path / "PAC_Paul.xlsx"))
    zoe = pacxl.read(save({"Salons": actions("Budget", rows=[[100]])}, tmp_path / "PAC_Zoe.xlsx"))
    team = pacxl.variance(pacxl.consolidate([paul, zoe]))
    proof = team.frames["preuve"]
    mine = proof[(proof["fichier"] == "PAC_Paul.xlsx") & (proof["donnee"] == "Budget")]
    assert (mine["converti"].sum(), mine["nombre_converti"].sum(), mine["retenu"].sum()) == (12_500, 2, 0)
    assert team.frames["par_famille"]["budget"].sum() == 12_600


HEAD = ("Action", "Qui", "Début", "Fin", "Budget", "Budget")
NOTHING = (None, None, None, None)


@pytest.mark.parametrize(
    "rows",
    [
        [(*NOTHING, 2025, 2026), HEAD],
        [(*NOTHING, "2025", "2026"), HEAD],
        [("Action", "Qui", "Début", "Fin", 2025, 2026), (*NOTHING, "Budget", "Budget")],
        [HEAD, (*NOTHING, "2025", "2026")],
        [(*HEAD[:4], "Budget", None), (*NOTHING, "2025", "2026")],
        [(*NOTHING, "N-1", "N"), HEAD],
    ],
    ids=["above", "texts above", "beside the others", "below", "below one budget", "N-1 and N"],
)
def test_years_may_stand_on_a_line_of_their_own(rows: list[Row], tmp_path: Path) -> None:
    path = save(
        {"Salons": [*rows, ("A", "Paul", *SPRING, 1, 10)]},
        tmp_path / "P.xlsx",
        {"Salons": ["E1:F1"]} if rows[0][-1] is None else {},
    )
    plan = pacxl.read(path)
    assert unbalanced(plan) == []
    assert plan.actions["budget"].tolist() == [10]
    assert [cell[:1] for cell, _ in told(plan, "header-other-year")] == ["E"]


def test_units_may_stand_on_a_line_of_their_own(tmp_path: Path) -> None:
    rows = [(*HEAD[:5], "Dépensé"), (*NOTHING, "k€", "€"), ("A", "Paul", *SPRING, 1, 10)]
    plan = read(tmp_path, rows)
    assert plan.actions[["budget", "depense"]].values.tolist() == [[1000, 10]]
    assert told(plan, "header-unit") == [("E2", "Budget › k€")]


@pytest.mark.parametrize("line", [(2025,), (2025, None, None, None, 2026.5), ("Plan 2025",), (*NOTHING, 2000, 2000)])
def test_a_line_above_that_says_anything_else_is_none_of_the_header(line: Row, tmp_path: Path) -> None:
    rows = [line, (*HEAD[:5], "Dépensé"), ("A", "Paul", *SPRING, 1, 10)]
    plan = read(tmp_path, rows)
    assert plan.actions[["budget", "depense"]].values.tolist() == [[1, 10]]


HIDDEN = [
    (
        "\u200b1. Action\ufeff",
        "Qui\u00ad",
        "De\u0301but",
        "Fin\u2060",
        "Ｂｕｄｇｅｔ\u3000(k\u200d€)",
        "Dépen\u00adsé\u200e",
    ),
    ("Ap\u200bpeler", "Paul\u200b", *SPRING, "\u200b12\ufeff", "\u200e１\u202f２００\u00a0€"),
    ("\u200b", "\ufeff", "\u2060", "\u00ad", "\u200f", "\u3000\u200b"),
    ("Relancer", "Paul", *SPRING, 3, "n.c.\u200b"),
]


def hidden(plan: pacxl.Contents) -> None:
    frame = plan.actions
    assert frame["etape"].tolist() == ["Ap\u200bpeler", "Relancer"]  # as it was typed
    assert frame["qui"].tolist() == ["Paul", "Paul"]
    assert frame["budget"].tolist() == [12_000, 3_000]
    assert frame["depense"].fillna(-1).tolist() == [1_200, -1]
    assert told(plan, "header-unit") == [("E1", HIDDEN[0][4])]
    assert {each.severity for each in plan.found} == {"info"}


def test_what_nobody_sees_changes_nothing(tmp_path: Path) -> None:
    hidden(read(tmp_path, HIDDEN))
    family = read(tmp_path, HIDDEN, sheet="\u200bSa\u00adlons\ufeff").actions["famille"]
    assert family.tolist() == ["Salons", "Salons"]


@pytest.mark.judge
@pytest.mark.parametrize("form", ["ods", "xls"])
def test_nor_in_another_format(form: str, tmp_path: Path) -> None:
    path = save({"Salons": HIDDEN}, tmp_path / "PAC_Paul.xlsx")
    hidden(pacxl.read(judges.resaved_by_libreoffice(path, tmp_path, form)))


@pytest.mark.judge
def test_nor_in_a_binary_workbook(tmp_path: Path) -> None:
    path = save({"Salons": HIDDEN}, tmp_path / "PAC_Paul.xlsx")
    hidden(pacxl.read(judges.resaved_by_node("sheetjs", path, tmp_path / "PAC_Paul.xlsb")))
