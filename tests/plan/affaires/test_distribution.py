"""What the open deals may bring: the golden carnet through every door, and figures that vanish when they are old."""

from __future__ import annotations

import datetime as dt
import string
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl import Contents
from pacxl.plan.affaires.distribution import STALE, TO_COME, UP_TO_DATE
from pacxl.typography import typeset
from tests import judges
from tests.plans import SMALL, with_rows
from tests.typed import parts, sheet_parts
from tests.workbooks import figures_of, opened_sheet

TODAY = dt.date(2026, 5, 20)
PLAN = pacxl.blank(SMALL, person="Paul", company="Essai & Fils", period="2026-S1", today=TODAY)
KEYS = ("carnet_sigma", "carnet_p10", "carnet_p50", "carnet_p90", "carnet_precision", "carnet_distribution")
LABELS = {item.key: item.label for item in PLAN.book.figures}

Deals = list[tuple[float | None, float | None, str | None]]  # amount, chance, issue
GOLDEN: Deals = [
    (1_000, 0.20, None),
    (2_000, 0.50, "ouverte"),
    (4_000, 0.75, "ouverte"),
    (900, None, None),
    (3_000, 0.10, "gagnée"),
    (7_000, 0.90, "perdue"),
]
CASES: dict[str, tuple[Deals, tuple[Any, ...]]] = {
    "the golden carnet": (GOLDEN, (2_039.61, 0, 4_000, 6_000, 0, UP_TO_DATE)),
    "no deal at all": ([], (0, None, None, None, None, None)),
    "none that is open": (GOLDEN[4:], (0, None, None, None, None, None)),
    "none with a probability": (GOLDEN[3:], (0, None, None, None, None, None)),
    "all are certain": ([(1_000.5, 1, None), (200, 1, None)], (0, 1_200.5, 1_200.5, 1_200.5, 0, UP_TO_DATE)),
    "none has a chance": ([(1_000, 0, None)], (0, 0, 0, 0, 0, UP_TO_DATE)),
    "with cents": ([(0.3, 0.5, None), (0.1, 0.5, None)], (0.16, 0, 0.1, 0.4, 0, UP_TO_DATE)),
    "a credit note that may come": ([(-500, 0.5, None), (100, 0.9, None)], (251.79, -400, -400, 100, 0, UP_TO_DATE)),
    "five hundred deals": (
        [(100.0 * (1 + n % 90), 0.5, None) for n in range(500)],
        (56_529.86, 1_015_000, 1_087_500, 1_160_000, 0, UP_TO_DATE),
    ),
}


def plan(deals: Deals) -> Contents:
    columns = {key: [deal[at] for deal in deals] for at, key in enumerate(("montant", "probabilite", "issue"))}
    return with_rows(PLAN, carnet={"societe": [f"Client {n}" for n in range(len(deals))], **columns})


def told(contents: Contents) -> tuple[Any, ...]:
    return tuple(contents.figures[key] for key in KEYS)


def stored(path: Path) -> tuple[Any, ...]:
    found = figures_of(path, home_of(path))
    return tuple(found[typeset(LABELS[key])] for key in KEYS)


def cell_of(path: Path, key: str) -> tuple[str, str]:
    home = home_of(path)
    label = next(cell for row in opened_sheet(path, home) for cell in row if cell.value == typeset(LABELS[key]))
    return home, f"{label.column_letter}{label.row + 1}"


@cache
def home_of(path: Path) -> str:
    """The sheet of these figures: in a plan, not over the deals that are typed; in the team's, over all deals."""
    return "Entonnoir" if "Entonnoir" in sheet_parts(parts(path)) else "Carnet"


@pytest.mark.parametrize(("deals", "expected"), CASES.values(), ids=CASES)
def test_in_the_frames_of_a_plan(deals: Deals, expected: tuple[Any, ...]) -> None:
    assert told(plan(deals)) == expected


# One of each kind in `make quick`, and in LibreOffice: figures, none, quantiles that are below nought.
QUICK = ("the golden carnet", "none that is open", "a credit note that may come")
IN_WORKBOOKS = [
    pytest.param(*CASES[each], id=each, marks=() if each in QUICK else pytest.mark.long) for each in CASES
]


@pytest.mark.parametrize(("deals", "expected"), IN_WORKBOOKS)
def test_in_the_frames_of_the_team(deals: Deals, expected: tuple[Any, ...]) -> None:
    ecarts = pacxl.variance(pacxl.consolidate([plan(deals)]), today=TODAY)
    assert told(ecarts) == expected
    assert (ecarts.figures["synthese_p10"], ecarts.figures["synthese_p90"]) == (expected[1], expected[3])


@pytest.mark.long
@pytest.mark.parametrize(("deals", "expected"), IN_WORKBOOKS)
def test_in_the_workbooks_of_a_plan_and_of_the_team(deals: Deals, expected: tuple[Any, ...], tmp_path: Path) -> None:
    path = pacxl.write(plan(deals), tmp_path / "PAC_Paul.xlsx")
    ecarts = pacxl.variance(pacxl.consolidate([pacxl.read(path)]), today=TODAY)
    for each in (path, pacxl.write(ecarts, tmp_path / "ecarts.xlsx")):
        assert stored(each) == expected
        cells = {place: value for place, value in judges.formula_cells(each).items() if place[0] == home_of(each)}
        assert list(judges.disagreements(cells, judges.by_ironcalc(each, cells))) == []


@pytest.mark.judge
def test_as_libreoffice_computes_them(tmp_path: Path) -> None:
    paths = []
    for number, name in enumerate(QUICK):
        deals, _ = CASES[name]
        ecarts = pacxl.variance(pacxl.consolidate([plan(deals)]), today=TODAY)
        paths.append(pacxl.write(ecarts, tmp_path / f"ecarts_{number}.xlsx"))
    anew = judges.all_resaved_by_libreoffice(paths, tmp_path)
    assert [stored(path) for path in anew] == [CASES[name][1] for name in QUICK]


# --- people go on working in the workbook -----------------------------------------------------------------

EDITS: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing": ({}, True),
    "a next action": ({"prochaine_action": "rappeler"}, True),
    "another amount": ({"montant": 1_500}, False),
    "another probability": ({"probabilite": 0.3}, False),
    "it is signed": ({"issue": "gagnée"}, False),
    "an amount that is no longer one": ({"montant": "à voir"}, False),
}


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(plan(GOLDEN), tmp_path_factory.mktemp("carnet") / "PAC_Paul.xlsx")


@pytest.mark.long
@pytest.mark.parametrize(("edit", "same"), EDITS.values(), ids=EDITS)
def test_the_quantiles_vanish_when_a_deal_changes(edit: dict[str, Any], same: bool, golden: Path) -> None:
    first = next(cell for row in opened_sheet(golden, "Carnet") for cell in row if cell.value == "Client 0")
    headers = {
        cell.value: cell.coordinate.rstrip(string.digits) for cell in opened_sheet(golden, "Carnet")[first.row - 1]
    }
    columns = {column.key: column.header for column in PLAN.book.by_key["carnet"].columns}
    typed = {("Carnet", f"{headers[columns[key]]}{first.row}"): value for key, value in edit.items()}
    cells = {cell_of(golden, key): key for key in KEYS}
    found = judges.by_ironcalc(golden, cells, typed)
    now = {key: found[cell] for cell, key in cells.items()}
    assert now["carnet_distribution"] == (UP_TO_DATE if same else STALE)
    quantiles = [now[key] for key in KEYS[1:5]]
    assert quantiles == ([0, 4_000, 6_000, 0] if same else [""] * 4)


def test_two_changes_that_leave_the_total_as_it_was_are_seen(tmp_path: Path) -> None:
    """Same number, same amounts, same weighted total: the standard deviation tells."""
    deals: Deals = [(1_000, 0.2, None), (1_000, 0.5, None)]
    path = pacxl.write(plan(deals), tmp_path / "PAC_Paul.xlsx")
    chances = [cell for row in opened_sheet(path, "Carnet") for cell in row if cell.value in (0.2, 0.5)]
    typed = {("Carnet", cell.coordinate): value for cell, value in zip(chances[:1], [0.4], strict=True)}
    other = next(cell for cell in chances if cell.value == 0.5 and cell.column == chances[0].column)
    typed["Carnet", other.coordinate] = 0.3
    state = cell_of(path, "carnet_distribution")
    assert judges.by_ironcalc(path, {state: None}, typed)[state] == STALE


def test_a_blank_plan_that_is_being_filled_in_cries_no_wolf(tmp_path: Path) -> None:
    path = pacxl.write(PLAN, tmp_path / "PAC_Paul.xlsx")
    header = next(cell for row in opened_sheet(path, "Carnet") for cell in row if cell.value == "Montant")
    chance = next(cell for cell in opened_sheet(path, "Carnet")[header.row] if cell.value == "Probabilité")
    typed = {
        ("Carnet", f"{header.column_letter}{header.row + 1}"): 1_000,
        ("Carnet", f"{chance.column_letter}{header.row + 1}"): 0.2,
    }
    cells = {cell_of(path, key): key for key in KEYS}
    found = judges.by_ironcalc(path, cells, typed)
    assert {key: found[cell] for cell, key in cells.items()} == {
        "carnet_sigma": 400,
        **dict.fromkeys(KEYS[1:5], ""),
        "carnet_distribution": TO_COME,
    }


def test_a_plan_that_comes_back_has_the_figures_of_its_own_deals(golden: Path) -> None:
    """Reading computes them afresh: nothing in a file is taken for true."""
    read = pacxl.read(golden)
    deals = read.carnet[[column.key for column in PLAN.book.by_key["carnet"].stored]]
    changed = with_rows(read, carnet=deals.assign(montant=deals["montant"] * 2))
    assert told(changed) == (4_079.22, 0, 8_000, 12_000, 0, UP_TO_DATE)
