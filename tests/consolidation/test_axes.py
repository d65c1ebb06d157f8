"""The sheet *Axes*: any two axes crossed, and any figure added up, as plain Python adds it, and as outside engines
compute it once the drop-downs are set; what an axis does not say has a line of its own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.books.ecarts.axes.axes_sheet import ALWAYS, CHANNEL, COLUMNS, LINES, MEASURE, NOT_SAID, PERSONA, SHEET
from pacxl.compute.contents import Contents
from pacxl.writing.palette import FAVOURABLE, UNFAVOURABLE
from tests import bend, judges
from tests.plans import MARKET, OFFER, PAUL, SMALL, plan
from tests.workbooks import opened_sheet

DAY = dt.date(2026, 6, 30)
AIMING = replace(SMALL, sections=("ciblage",), channels=("Salon", "Web"), personas=("Le curieux", "Le pressé"))
# Whose, of which team; then family, segment, channel, persona, end, budget, spent, whether it is finished.
ACTIONS = (
    ("Ada", "Nord", MARKET, "PME", "Web", "Le pressé", dt.date(2026, 4, 30), 100.0, 120.0, True),
    ("Ada", "Nord", OFFER, "Mairies", "web", None, dt.date(2026, 5, 31), 50.0, 20.5, True),
    ("Ada", "Nord", OFFER, None, None, "Le curieux", dt.date(2026, 6, 1), 80.0, None, False),
    ("Paul", "Nord", MARKET, "PME", "Salon", "Le pressé", None, 200.0, 260.25, True),
    ("Paul", "Sud", MARKET, "PME", "Bouche à oreille", None, dt.date(2026, 5, 2), None, 40.0, True),
    ("Malik", "", OFFER, "PME", None, None, dt.date(2026, 5, 3), 10.0, 10.0, True),
)
WITHOUT = "Malik"  # whose plan has neither column
# Whose; then the indicator, its month, what was aimed at and done.
FIGURES = (
    ("Ada", "Nord", "Rendez-vous", 4, 10.0, 7.0),
    ("Ada", "Nord", "Rendez-vous", 5, 10.0, 12.0),
    ("Ada", "Nord", "Rendez-vous", 6, 10.0, None),
    ("Paul", "Nord", "Rendez-vous", 4, 4.0, 4.5),
    ("Paul", "Sud", "Rendez-vous", 4, 5.0, 1.0),
    ("Malik", "", "Coûts", 5, 100.0, 130.25),
)
MONTHS = {4: "avril 2026", 5: "mai 2026", 6: "juin 2026"}
TWO = {("Paul", "Nord"), ("Paul", "Sud")}  # homonyms


@pytest.fixture(scope="module")
def ecarts() -> Contents:
    people = dict.fromkeys((name, team) for name, team, *_ in ACTIONS)
    return pacxl.variance(pacxl.consolidate([whose(*person) for person in people]), today=DAY)


def whose(name: str, team: str) -> Contents:
    mine = [action for action in ACTIONS if action[:2] == (name, team)]
    keys = ("famille", "segment", "canal", "persona", "fin", "budget", "depense")
    actions: dict[str, Any] = {key: [action[at] for action in mine] for at, key in enumerate(keys, 2)}
    if name == WITHOUT:
        del actions["canal"], actions["persona"]
    actions |= {"etape": [f"Pas {at}" for at, _ in enumerate(mine)]}
    actions |= {"fin_reelle": [dt.date(2026, 5, 30) if action[-1] else None for action in mine]}
    firm = SMALL if name == WITHOUT else AIMING
    kept = [each for each in FIGURES if each[:2] == (name, team)]
    line = {each.name: (each.unit, each.sense) for each in SMALL.indicators}
    months = {
        "indicateur": [each[2] for each in kept],
        "unite": [line[each[2]][0] for each in kept],
        "sens": [line[each[2]][1] for each in kept],
        "mois": [dt.date(2026, each[3], 1) for each in kept],
        "objectif": [each[4] for each in kept],
        "realise": [each[5] for each in kept],
    }
    owner = replace(PAUL, person=name, team=team, workbook=f"{name} {team}")
    return plan(firm, owner=owner, actions=actions, indicateurs=months)


@pytest.fixture(scope="module")
def path(ecarts: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(ecarts, tmp_path_factory.mktemp("axes") / "ecarts.xlsx")


# --- added up by themselves -------------------------------------------------------------------------------


def place(action: tuple[Any, ...], axis: str) -> str:
    name, team, family, segment, channel, persona, end, *_ = action
    places: dict[str, str] = {
        "Famille": family,
        "Commercial": f"{name} ({team})" if (name, team) in TWO else name,
        "Équipe": team or NOT_SAID,
        "Segment": segment or NOT_SAID,
        "Canal": {"web": "Web"}.get(channel, channel) or NOT_SAID,
        "Persona": persona or NOT_SAID,
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


@cache
def opened(path: Path) -> Any:
    """The workbook, of which this sheet alone is not left blank."""
    return opened_sheet(path, SHEET).parent


in_ironcalc = cache(judges.InIronCalc)


def chosen_in_ironcalc(path: Path, asked: judges.Cells, typed: judges.Cells) -> dict[tuple[str, str], Any]:
    """The cells' values once something is chosen; the other drop-downs show what they first did."""
    named, _, _ = cells_of(path)
    first = {named[each.name]: each.first for each in (LINES, COLUMNS, MEASURE)}
    return in_ironcalc(path).values(asked, {**first, **typed})


@cache
def cells_of(path: Path) -> tuple[dict[str, tuple[str, str]], list[list[tuple[str, str]]], list[tuple[str, str]]]:
    """The drop-downs by name; the cells of the crossed table, line by line; those of the names of its columns."""
    workbook = opened(path)
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


PAIRS = [pair for pair in product(ALWAYS, ALWAYS) if pair[0] != pair[1]]
PAIRS += [(CHANNEL, "Famille"), ("Mois", CHANNEL), (PERSONA, "Équipe"), ("Segment", PERSONA), (CHANNEL, PERSONA)]
EVERY = [(*pair, ("Écart constaté (€)", "Dépensé (€)", "Actions")[at % 3]) for at, pair in enumerate(PAIRS)]


@pytest.mark.parametrize(("lines", "columns", "measure"), EVERY)
def test_two_axes_crossed(lines: str, columns: str, measure: str, path: Path) -> None:
    assert shown(path, lines, columns, measure, chosen_in_ironcalc) == pytest.approx(crossed(lines, columns, measure))


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
    chosen = (CHANNEL, "Mois", "Dépensé (€)")
    assert shown(copy, *chosen, judges.by_libreoffice) == pytest.approx(crossed(*chosen))


# --- the indicators crossed -------------------------------------------------------------------------------


@pytest.mark.parametrize("axis", ["Commercial", "Équipe", "Mois", "Famille"])
def test_the_indicators_by_what_stands_in_columns(axis: str, path: Path) -> None:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for name, team, indicator, month, aim, done in FIGURES:
        person = f"{name} ({team})" if (name, team) in TWO else name
        where = {"Commercial": person, "Équipe": team or NOT_SAID, "Mois": MONTHS[month], "Famille": "Autres"}[axis]
        if done is not None:
            sums[indicator, where] += done - aim
            sums[indicator, "Total"] += done - aim
    named, _, names = cells_of(path)
    sheet = opened(path)[SHEET]
    left, top, _, last = bend.edges(sheet, "Indicateurs_croises")
    table = [[(SHEET, sheet.cell(row, left + at).coordinate) for at in range(15)] for row in range(top + 1, last + 1)]
    asked = dict.fromkeys([cell for row in table for cell in row] + names)
    found = chosen_in_ironcalc(path, asked, {named[COLUMNS.name]: axis})
    heads = [*(found[cell] for cell in names[1:13]), "Autres", "Total"]
    assert {
        (found[row[0]], head): found[cell]
        for row in table
        for head, cell in zip(heads, row[1:], strict=True)
        if found[cell]
    } == pytest.approx({key: value for key, value in sums.items() if value})


# --- the écarts ranked, and drawn -------------------------------------------------------------------------


def ranked(path: Path, axis: str) -> list[tuple[str, float]]:
    """The lines of the ranked table, from its first rank, each with its écart, once an axis is chosen."""
    named, _, _ = cells_of(path)
    sheet = opened(path)[SHEET]
    left, top, _, last = bend.edges(sheet, "Ecarts_classes")
    rows = [
        [(SHEET, sheet.cell(row, left + right).coordinate) for right in range(3)] for row in range(top + 1, last + 1)
    ]
    found = chosen_in_ironcalc(path, dict.fromkeys(cell for row in rows for cell in row), {named[LINES.name]: axis})
    lines = [[found[cell] or None for cell in row] for row in rows]
    assert all((bad is None or bad > 0) and (good is None or good < 0) for _, bad, good in lines)
    return [(str(name), float(bad or good or 0)) for name, bad, good in lines if name]


@pytest.mark.parametrize("axis", [*ALWAYS, CHANNEL, PERSONA])
def test_the_lines_of_the_axis_from_the_most_unfavourable_those_without_an_ecart_left_out(
    axis: str, path: Path
) -> None:
    sums: dict[str, float] = defaultdict(float)
    for action in ACTIONS:
        sums[place(action, axis)] += figure(action, "Écart constaté (€)")
    found = ranked(path, axis)
    assert dict(found) == pytest.approx({key: value for key, value in sums.items() if value})
    assert [amount for _, amount in found] == sorted((amount for _, amount in found), reverse=True)


def test_the_chart_has_a_colour_and_a_sign_for_each_sense(path: Path) -> None:
    sheet, chart = chart_called("Écart constaté, sur l’axe en lignes", path)
    _, top, _, last = bend.edges(sheet, "Ecarts_classes")
    told = {}
    for series in chart.series:
        values = series.val.numRef.f.split("!")[1].replace("$", "")
        first, end = (sheet[cell] for cell in values.split(":"))
        assert (first.row, end.row) == (top + 1, last)
        edge = series.graphicalProperties.line.solidFill
        told[sheet.cell(top, first.column).value] = (edge.srgbClr, series.dLbls.numFmt, series.dLbls.showVal)
    assert told == {
        "Défavorable": (UNFAVOURABLE, '"✗ "+#,##0\\ €;"✗ "-#,##0\\ €;', True),
        "Favorable": (FAVOURABLE, '"✓ "+#,##0\\ €;"✓ "-#,##0\\ €;', True),
    }
    assert (chart.barDir, chart.overlap) == ("bar", 100)


def test_the_budget_that_spending_is_compared_with_is_an_outline_or_a_stroke(path: Path) -> None:
    _, by_family = chart_called("Budget et dépenses par famille", path)
    assert by_family.overlap == 100
    assert {each.tx.v: bool(each.graphicalProperties.noFill) for each in by_family.series} == {
        "Dépensé": False,
        "Budget": True,
    }
    _, by_month = chart_called("Budget et dépenses par mois", path)
    bars, strokes = by_month._charts
    assert ([each.tx.v for each in bars.series], bars.barDir) == (["Dépensé"], "col")
    assert [(each.tx.v, each.marker.symbol, each.graphicalProperties.line.noFill) for each in strokes.series] == [
        ("Budget", "dash", True)
    ]


def chart_called(title: str, path: Path) -> tuple[Any, Any]:
    """The sheet, and its chart of that title."""
    sheet = opened(path)[SHEET]
    titles = ["".join(run.t for part in each.title.tx.rich.p for run in part.r or ()) for each in sheet._charts]
    return sheet, sheet._charts[titles.index(title)]
