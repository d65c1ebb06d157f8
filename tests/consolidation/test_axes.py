"""The sheet *Axes*: any two axes crossed, and any figure added up, as plain Python adds it, and as outside engines
compute it once the drop-downs are set; what an axis does not say has a line of its own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pacxl
from pacxl.books.ecarts.axes import AXES, COLUMNS, LINES, MEASURE, NOT_SAID, SHEET
from pacxl.compute.contents import Contents
from tests import bend, judges
from tests.plans import MARKET, OFFER, PAUL, SMALL, plan

DAY = dt.date(2026, 6, 30)
# Whose, of which team; then family, segment, end, budget, spent, whether it is finished.
ACTIONS = (
    ("Ada", "Nord", MARKET, "PME", dt.date(2026, 4, 30), 100.0, 120.0, True),
    ("Ada", "Nord", OFFER, "Mairies", dt.date(2026, 5, 31), 50.0, 20.5, True),
    ("Ada", "Nord", OFFER, None, dt.date(2026, 6, 1), 80.0, None, False),
    ("Paul", "Nord", MARKET, "PME", None, 200.0, 260.25, True),
    ("Paul", "Sud", MARKET, "PME", dt.date(2026, 5, 2), None, 40.0, True),
    ("Malik", "", OFFER, "PME", dt.date(2026, 5, 3), 10.0, 10.0, True),
)
MONTHS = {4: "avril 2026", 5: "mai 2026", 6: "juin 2026"}
TWO = {("Paul", "Nord"), ("Paul", "Sud")}  # homonyms


@pytest.fixture(scope="module")
def ecarts() -> Contents:
    people = dict.fromkeys((name, team) for name, team, *_ in ACTIONS)
    return pacxl.variance(pacxl.consolidate([whose(*person) for person in people]), today=DAY)


def whose(name: str, team: str) -> Contents:
    mine = [action for action in ACTIONS if action[:2] == (name, team)]
    keys = ("famille", "segment", "fin", "budget", "depense")
    actions: dict[str, Any] = {key: [action[at] for action in mine] for at, key in enumerate(keys, 2)}
    actions |= {"etape": [f"Pas {at}" for at, _ in enumerate(mine)]}
    actions |= {"fin_reelle": [dt.date(2026, 5, 30) if action[-1] else None for action in mine]}
    return plan(SMALL, owner=replace(PAUL, person=name, team=team, workbook=f"{name} {team}"), actions=actions)


@pytest.fixture(scope="module")
def path(ecarts: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(ecarts, tmp_path_factory.mktemp("axes") / "ecarts.xlsx")


# --- added up by themselves -------------------------------------------------------------------------------


def place(action: tuple[Any, ...], axis: str) -> str:
    name, team, family, segment, end, *_ = action
    places: dict[str, str] = {
        "Famille": family,
        "Commercial": f"{name} ({team})" if (name, team) in TWO else name,
        "Équipe": team or NOT_SAID,
        "Segment": segment or NOT_SAID,
        "Mois": MONTHS[end.month] if end else NOT_SAID,
    }
    return places[axis]


def figure(action: tuple[Any, ...], measure: str) -> float:
    budget: float | None
    spent: float | None
    *_, budget, spent, done = action
    if measure == "Actions":
        return 1.0
    if measure == "Dépensé (€)":
        return spent or 0.0
    if budget is None:  # hors budget
        return spent or 0.0
    return (spent - budget) if done and spent is not None else max(0.0, (spent or 0.0) - budget)


def crossed(lines: str, columns: str, measure: str) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for action in ACTIONS:
        sums[place(action, lines), place(action, columns)] += figure(action, measure)
    return {key: round(value, 2) for key, value in sums.items() if round(value, 2)}


# --- as the sheet shows them ------------------------------------------------------------------------------


def cells_of(path: Path) -> tuple[dict[str, tuple[str, str]], list[list[tuple[str, str]]], list[tuple[str, str]]]:
    """The drop-downs by name; the cells of the crossed table, line by line; those of the names of its columns."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[SHEET]
    named = {
        each.name: (SHEET, workbook.defined_names[each.name].attr_text.split("!")[1].replace("$", ""))
        for each in (LINES, COLUMNS, MEASURE)
    }
    left, top, right, last = bend.edges(sheet, "Croisement")
    table = [
        [(SHEET, sheet.cell(row, col).coordinate) for col in range(left, right)] for row in range(top + 1, last + 1)
    ]
    band = next(row for row in range(1, top) if sheet.cell(row, left).value == "Axe des lignes") + 1
    return named, table, [(SHEET, sheet.cell(band, col).coordinate) for col in range(left, right)]


def shown(path: Path, lines: str, columns: str, measure: str, engine: Any) -> dict[tuple[str, str], float]:
    named, table, names = cells_of(path)
    asked = dict.fromkeys([cell for line in table for cell in line] + names)
    typed = {named[LINES.name]: lines, named[COLUMNS.name]: columns, named[MEASURE.name]: measure}
    found = engine(path, asked, typed)
    found = {cell: None if value == "" else value for cell, value in found.items()}
    assert [found[line[-1]] for line in table if found[line[0]] and found[line[-2]]] == []  # nothing in « Autres »
    return {
        (found[line[0]], found[names[at]]): found[cell]
        for line in table
        for at, cell in enumerate(line[1:-2], 1)
        if found[line[0]] and found[cell]
    }


PAIRS = [pair for pair in product(AXES, AXES) if pair[0] != pair[1]]
EVERY = [(*pair, ("Écart constaté (€)", "Dépensé (€)", "Actions")[at % 3]) for at, pair in enumerate(PAIRS)]


@pytest.mark.parametrize(("lines", "columns", "measure"), EVERY)
def test_two_axes_crossed(lines: str, columns: str, measure: str, path: Path) -> None:
    assert shown(path, lines, columns, measure, judges.by_ironcalc) == pytest.approx(crossed(lines, columns, measure))


def test_what_is_stored_is_that_of_the_first_choice(ecarts: Contents) -> None:
    lines = ecarts.frames["croisement"].dropna(subset="ligne")
    names = [ecarts.figures[f"nom_{number}"] for number in range(1, 5)]
    stored = {
        (line["ligne"], name): line[f"colonne_{at}"]
        for line in lines.to_dict("records")
        for at, name in enumerate(names, 1)
        if line[f"colonne_{at}"]
    }
    assert stored == pytest.approx(crossed(LINES.first, COLUMNS.first, MEASURE.first))


def test_the_axis_in_lines_has_the_figures_of_its_roll_up(ecarts: Contents) -> None:
    by_axis = ecarts.frames["par_axe"].dropna(subset="ligne").set_index("ligne")
    by_family = ecarts.par_famille.set_index("famille")
    for key in ("actions", "budget", "depense", "ecart_constate", "atterrissage", "budget_libere"):
        assert by_axis[key].to_dict() == by_family[key].to_dict()


@pytest.mark.judge
def test_libreoffice_computes_the_same(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ecarts.xlsx"
    copy.write_bytes(path.read_bytes())
    chosen = ("Segment", "Mois", "Dépensé (€)")
    assert shown(copy, *chosen, judges.by_libreoffice) == pytest.approx(crossed(*chosen))
