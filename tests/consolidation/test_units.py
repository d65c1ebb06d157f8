"""Only like is added to like: units that are one are added, thousands are converted, the others stand apart.

Each case goes through three doors: the frames, the values stored in the workbook, and those that an engine computes.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.plan.tables.indicators import REVENUE
from pacxl.settings.model import Indicator, Settings
from pacxl.typography import plain_spaces
from tests import judges
from tests.bend import type_in
from tests.plans import MARKET, PAUL, SMALL, TODAY, plan
from tests.workbooks import rows_of

# Who | the indicator's unit in their settings | objectif and réalisé of January.
Row = tuple[str, str, float, float]
TURNOVER: tuple[Row, ...] = (
    ("Anne", "k€", 10, 12.5),
    ("Bruno", "€ HT", 9000, 8000),
    ("Clara", "Montant HT", 500, 400),
)
MEETINGS: tuple[Row, ...] = (
    *(("Anne", "RDV", 10, 12), ("Bruno", "rdv", 20, 18)),
    *(("Clara", "RDV", 5, 5), ("Denis", "Rdv.", 1, 1)),
)
APART: tuple[Row, ...] = (*TURNOVER, ("Denis", "€ TTC", 70, 77), ("Émile", "m€", 3, 2), ("Fanny", "€/mois", 6, 5))

# What an indicator shows, which is its name; the rows of a team → its lines: unit, objectif, réalisé, écart.
INDICATORS: dict[str, tuple[tuple[Row, ...], dict[str, tuple[float, float, float]]]] = {
    "euros of three spellings": (TURNOVER, {"€": (19_500, 20_900, 1400)}),
    "one word in three spellings": (MEETINGS, {"RDV": (36, 36, 0)}),
    "what does not convert": (
        APART,
        {"€": (19_500, 20_900, 1400), "€ TTC": (70, 77, 7), "m€": (3, 2, -1), "€/mois": (6, 5, -1)},
    ),
}


def firm(units: Mapping[str, str]) -> Settings:
    """A firm that has indicators of these names, each in its unit."""
    keys = {name: re.sub(r"\W+", "_", name) for name in units}
    indicators = tuple(Indicator(keys[name], name, unit) for name, unit in units.items())
    return dataclasses.replace(SMALL, sections=("suivi",), period="2026-S1", indicators=indicators)


def months(settings: Settings, person: str, typed: Mapping[str, tuple[float, float]], **tables: Any) -> Contents:
    """A plan in which each indicator has a target and a result in January."""
    rows = pac_blank_rows(settings)
    each_month = zip(rows["indicateurs"]["indicateur"], rows["indicateurs"]["mois"], strict=True)
    figures = [typed[name] if month.month == 1 else (None, None) for name, month in each_month]
    objectif, realise = zip(*figures, strict=True)
    frames = {**rows, "indicateurs": {**rows["indicateurs"], "objectif": objectif, "realise": realise}, **tables}
    owner = Identity("pac", "1", "Essai", person, "Nord", "2026-S1", person)
    return make_contents(pac_book(settings), frames, owner, TODAY)


def people(*names: str) -> list[Contents]:
    """The plans of a team that has indicators of these names: each person's, with the units of their own settings."""
    return team_of({name: INDICATORS[name][0] for name in names})


def team_of(indicators: Mapping[str, Sequence[Row]]) -> list[Contents]:
    typed: dict[str, dict[str, tuple[str, tuple[float, float]]]] = {}
    for name, rows in indicators.items():
        for person, unit, target, done in rows:
            typed.setdefault(person, {})[name] = (unit, (target, done))
    return [
        months(
            firm({name: unit for name, (unit, _) in mine.items()}),
            person,
            {name: figures for name, (_, figures) in mine.items()},
        )
        for person, mine in typed.items()
    ]


Shown = dict[str, tuple[float, float, float]]
KEYS = ("objectif", "realise", "ecart")


@pytest.mark.parametrize("name", INDICATORS)
def test_a_line_a_unit_in_the_frames(name: str, ecarts: Contents) -> None:
    frame = ecarts.par_indicateur[ecarts.par_indicateur["indicateur"] == name]
    shown = {unit: tuple(map(float, values)) for unit, *values in frame[["unite", *KEYS]].itertuples(index=False)}
    assert shown == INDICATORS[name][1]


@pytest.fixture(scope="module")
def doors(workbook: Path) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The lines of the team's workbook, as they are stored and as an engine computes them."""
    cells = judges.formula_cells(workbook)
    judged = judges.by_ironcalc(workbook, cells)
    assert list(judges.disagreements(cells, judged)) == []
    return {
        "stored": [*rows_of(workbook, "Par_indicateur")],
        "computed": [*rows_of(workbook, "Par_indicateur", judged)],
    }


@pytest.mark.parametrize("name", INDICATORS)
@pytest.mark.parametrize("door", ["stored", "computed"])
def test_a_line_a_unit_in_the_workbook(
    door: str, name: str, doors: Mapping[str, Sequence[Mapping[str, Any]]]
) -> None:
    headers = ("Objectif total", "Réalisé", "Écart")
    mine = (row for row in doors[door] if row["Indicateur"] == name)
    assert {row["Unité"]: tuple(row[each] for each in headers) for row in mine} == INDICATORS[name][1]


def test_what_is_converted_is_told_and_so_is_what_stands_apart() -> None:
    found = pacxl.consolidate(people("what does not convert")).found
    told = {
        (each.code, each.place.file): plain_spaces(each.message()) for each in found if each.code.startswith("unit")
    }
    assert "k€" in told["units-one", "plan 1"]
    assert "× 1 000" in told["units-one", "plan 1"].replace("\u202f", " ")
    assert "hors taxes" in told["units-one", "plan 2"]
    assert {file for code, file in told if code == "units-apart"} == {"plan 4", "plan 5", "plan 6"}


# --- rows with a target and a result, as they are typed ---------------------------------------------------

# What is typed in Unité, Cible and Résultat → unit, target, result, écart and verdict in the plan; then the team's.
Typed = tuple[Any, Any, Any]
ROWS: dict[str, tuple[Typed, tuple[Any, ...], tuple[Any, ...]]] = {
    "thousands beside euros": (
        ("k€", "12 k€", "9 000 €"),
        ("k€", 12, 9, -3, "défavorable"),
        ("€", 12_000, 9000, -3000, "défavorable"),
    ),
    "numbers of thousands": (
        ("K€", 12, 13.5),
        ("K€", 12, 13.5, 1.5, "favorable"),
        ("€", 12_000, 13_500, 1500, "favorable"),
    ),
    "thousands in a row of euros": (
        ("€ HT", "12 k€", 9000),
        ("€ HT", 12_000, 9000, -3000, "défavorable"),
        ("€", 12_000, 9000, -3000, "défavorable"),
    ),
    "taxes in one and not in the other": (
        ("€", "12 000 € HT", "13 000 € TTC"),
        ("€", 12_000, None, None, None),
        ("€", 12_000, None, None, None),
    ),
    "taxes in one, where the row has no unit": (
        (None, "12 000 € HT", "13 000 € TTC"),
        (None, 12_000, None, None, None),
        (None, 12_000, None, None, None),
    ),
    "euros in a row of meetings": (
        ("RDV", 12, "9 000 €"),
        ("RDV", 12, None, None, None),
        ("RDV", 12, None, None, None),
    ),
    "meetings spelt otherwise": (
        ("RDV", "12 rdv", "15 rdv."),
        ("RDV", 12, 15, 3, "favorable"),
        ("RDV", 12, 15, 3, "favorable"),
    ),
}
TABLES = {"actions": ("Actions_marche", "Cible", "cible"), "kpi": ("Kpi", "Objectif", "objectif")}


def typed_in(table: str, rows: Sequence[Typed]) -> list[tuple[int, str, Any]]:
    """What is typed in the rows of a table, as `type_in` takes it."""
    headers = ("Unité", TABLES[table][1], "Résultat", "Sens")
    cells = [
        (number, header, value)
        for number, row in enumerate(rows, 1)
        for header, value in zip(headers, (*row, "plus haut"), strict=True)
    ]
    return [cell for cell in cells if cell[2] is not None]


def tables_of(*tables: str, size: int) -> dict[str, Any]:
    """Rows of tables, each row named by its number."""
    names = [*map(str, range(size))]
    rows: dict[str, Any] = {
        "actions": {"famille": [MARKET] * size, "etape": names},
        "kpi": {"indicateur": names},
    }
    return {table: rows[table] for table in tables}


def returned(path: Path, table: str, *rows: Typed) -> Path:
    """A plan with rows in a table, and what is typed in them."""
    settings, owner = firm(dict.fromkeys(MIXED, "€")), dataclasses.replace(PAUL, period="2026-S1")
    pacxl.write(plan(settings, owner=owner, **tables_of(table, size=len(rows))), path)
    type_in(path, TABLES[table][0], *typed_in(table, rows))
    return path


# --- the months of one indicator --------------------------------------------------------------------------

# The unit, the objectif and the réalisé that a person typed for February, where January is in € (10 and 12) → the
# month as it is read, and the cumulated réalisé.
MIXED: dict[str, tuple[tuple[str, float, float], tuple[Any, ...], float]] = {
    "the same unit": (("€", 20, 30), ("€", 20, 30), 42),
    "the same, spelt otherwise": (("euros HT", 20, 30), ("€", 20, 30), 42),
    "thousands": (("k€", 0.02, 0.03), ("€", 20, 30), 42),
    "with taxes": (("€ TTC", 20, 30), ("€ TTC", None, None), 12),
    "meetings": (("RDV", 20, 30), ("RDV", None, None), 12),
}
MONTH = ("unite", "objectif", "realise")


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """A plan as it is read, in which all of ROWS is typed in two tables, and all of MIXED, an indicator a case."""
    settings = firm(dict.fromkeys(MIXED, "€"))
    made = months(settings, "Gaël", dict.fromkeys(MIXED, (10, 12)), **tables_of(*TABLES, size=len(ROWS)))
    path = pacxl.write(made, tmp_path_factory.mktemp("saisi") / "PAC.xlsx")
    for table, (part, *_) in TABLES.items():
        type_in(path, part, *typed_in(table, [rows for rows, *_ in ROWS.values()]))
    cells: list[tuple[int, str, Any]] = []
    for row, (february, *_) in zip(februaries(made), MIXED.values(), strict=True):
        cells += zip((row, row, row), ("Unité", "Objectif", "Réalisé"), february, strict=True)
    type_in(path, "Indicateurs", *cells)
    return pacxl.read(path)


def februaries(plan: Contents) -> list[int]:
    """The rows of February, one an indicator, from 1."""
    return [row for row, month in enumerate(plan.indicateurs["mois"], 1) if month.month == 2]


@pytest.fixture(scope="module")
def ecarts(typed: Contents) -> Contents:
    """The écarts of who typed it, and of the team that has all of INDICATORS."""
    return pacxl.variance(pacxl.consolidate([typed, *people(*INDICATORS)]), today=TODAY)


@pytest.fixture(scope="module")
def workbook(ecarts: Contents, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pacxl.write(ecarts, tmp_path_factory.mktemp("écarts") / "ecarts.xlsx")


@pytest.mark.parametrize("case", MIXED)
def test_the_months_of_an_indicator_are_in_one_unit(case: str, typed: Contents, ecarts: Contents) -> None:
    _, month, total = MIXED[case]
    second = typed.indicateurs.iloc[februaries(typed)[[*MIXED].index(case)] - 1]
    assert second["indicateur"] == case
    assert tuple(None if pd.isna(second[key]) else second[key] for key in MONTH) == month
    mine = (each for each in typed.found if each.place.cell.endswith(str(second["ligne"])))
    of_months = (each for each in mine if each.place.sheet == second["feuille"])
    assert [each.value for each in of_months if each.code == "unfit"] == ([] if month[1] else ["20", "30"])
    lines = ecarts.par_indicateur.set_index(["indicateur", "unite"])["realise"]
    assert lines[case, "€"] == total


def test_all_that_was_typed_is_accounted_for(ecarts: Contents) -> None:
    assert set(ecarts.preuve["preuve"]) | set(ecarts.lecture["preuve"]) == {"juste"}


# --- the rows compared ------------------------------------------------------------------------------------


def shown(frame: pd.DataFrame, target: str) -> list[tuple[Any, ...]]:
    keys = ["unite", target, "resultat", "ecart", "verdict"]
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame[keys].itertuples(index=False)]


@pytest.mark.parametrize("table", TABLES)
def test_a_target_and_a_result_are_compared_in_one_unit(table: str, typed: Contents, ecarts: Contents) -> None:
    _, own, team = zip(*ROWS.values(), strict=True)
    target = TABLES[table][2]
    assert named(shown(typed.frames[table], target)) == named(own)
    rows = ecarts.frames[table]
    assert named(shown(rows[rows["commercial"] == "Gaël"], target)) == named(team)


@pytest.mark.parametrize("table", TABLES)
def test_the_workbook_stores_what_they_come_to(table: str, workbook: Path) -> None:
    headers = ("Unité", TABLES[table][1], "Résultat", "Écart", "Verdict")
    rows = (row for row in rows_of(workbook, table.capitalize()) if row["Commercial"] == "Gaël")
    assert named(tuple(row[header] or None for header in headers) for row in rows) == named(
        team for _, _, team in ROWS.values()
    )


def named(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """The rows by the sentences of their cases."""
    return dict(zip(ROWS, rows, strict=True))


def test_the_other_unit_is_told_with_what_was_typed(tmp_path: Path) -> None:
    read = pacxl.read(returned(tmp_path / "PAC.xlsx", "actions", ROWS["taxes in one and not in the other"][0]))
    (told,) = [each for each in read.found if each.code == "unfit"]
    assert (told.value, told.place.column) == ("13 000 € TTC", "Résultat")
    assert "TTC" in plain_spaces(told.message())
    assert "TTC" in told.message("en")


# A unit, and 12 typed under « Cible (k€) », as a number or as a text → the target in the plan, and in the team's.
HEADED = {
    (unit, typed): both
    for unit, both in (("k€", (12, 12_000)), ("€", (12_000, 12_000)), (None, (12_000, 12_000)))
    for typed in (12, "12")
}


def test_a_header_and_a_row_that_both_say_thousands_convert_once(tmp_path: Path) -> None:
    path = returned(tmp_path / "PAC.xlsx", "actions", *((unit, typed, None) for unit, typed in HEADED))
    type_in(path, TABLES["actions"][0], (0, "Cible", "Cible (k€)"))
    read = pacxl.read(path)
    ecarts = pacxl.variance(pacxl.consolidate([read]))
    targets = zip(read.actions["cible"], ecarts.actions["cible"], strict=True)
    assert dict(zip(HEADED, targets, strict=True)) == HEADED
    assert set(ecarts.preuve["preuve"]) | set(ecarts.lecture["preuve"]) == {"juste"}


@pytest.mark.long
@pytest.mark.parametrize("table", TABLES)
def test_the_proof_closes_over_what_was_converted(table: str, tmp_path: Path) -> None:
    read = pacxl.read(returned(tmp_path / "PAC.xlsx", table, ROWS["numbers of thousands"][0]))
    ecarts = pacxl.variance(pacxl.consolidate([read]))
    line = ecarts.preuve[(ecarts.preuve["table"] == table) & (ecarts.preuve["donnee"] == "Résultat")]
    proved = line[line["fichier"] == "PAC.xlsx"].iloc[0]
    assert (float(proved["retenu"]), float(proved["converti"])) == (0, 13_500)
    assert set(ecarts.preuve["preuve"]) | set(ecarts.lecture["preuve"]) == {"juste"}


# --- money: taxes included stand apart --------------------------------------------------------------------


def test_a_budget_with_taxes_is_not_added_to_those_without(tmp_path: Path) -> None:
    path = pacxl.write(
        plan(actions={"famille": [MARKET] * 2, "etape": ["Choisir", "Mesurer"]}), tmp_path / "PAC.xlsx"
    )
    type_in(path, "Actions_marche", (1, "Budget", "1 000 € HT"), (2, "Budget", "1 200 € TTC"))
    read = pacxl.read(path)
    assert read.actions["budget"].tolist()[:1] == [1000]
    assert read.actions["budget"].isna().tolist() == [False, True]
    assert [each.value for each in read.found if each.code == "unfit"] == ["1 200 € TTC"]


def test_a_firm_that_counts_taxes_in_has_it_the_other_way_round(tmp_path: Path) -> None:
    settings = dataclasses.replace(SMALL, taxes="TTC")
    made = plan(settings, actions={"famille": [MARKET] * 2, "etape": ["Choisir", "Mesurer"]})
    path = pacxl.write(made, tmp_path / "PAC.xlsx")
    type_in(path, "Actions_marche", (1, "Budget", "1 000 € HT"), (2, "Budget", "1 200 € TTC"))
    assert pacxl.read(path).actions["budget"].isna().tolist() == [True, False]


# --- percentages: one signed and one not ------------------------------------------------------------------


def test_both_readings_of_a_percentage_without_its_sign_are_told(tmp_path: Path) -> None:
    read = pacxl.read(returned(tmp_path / "PAC.xlsx", "actions", ("%", 25, 0.2)))
    assert shown(read.actions, "cible")[0][3:] == (None, None)
    (told,) = [each for each in read.found if each.code == "percent-one-signed"]
    assert "25 %" in plain_spaces(told.message())
    assert "2 500 %" in plain_spaces(told.message())
    assert "20 %" in plain_spaces(told.message())


# --- the pages that name an indicator, and not its unit ---------------------------------------------------

FRONT = {"realise": 20_900, "objectif": 19_500, "ecart": 1400, "atterrissage": 20_900, "ecart_arrivee": 1400}


@pytest.mark.parametrize("first", ["Anne", "Denis"], ids=["thousands come first", "what is apart comes first"])
def test_the_first_pages_add_euros_alone(first: str) -> None:
    plans = sorted(team_of({REVENUE: APART}), key=lambda each: each.identity.person != first)
    team = pacxl.consolidate(plans, settings=firm({REVENUE: "€"}))
    ecarts = pacxl.variance(team, today=TODAY)
    assert {key: ecarts.figures[f"{REVENUE}_{key}"] for key in FRONT} == FRONT
    gaps = {"Anne": 2500, "Bruno": -1000, "Clara": -100}
    for table in ("personnes", "qui_indicateurs"):
        mine = ecarts.frames[table].set_index("commercial")[f"ecart_{REVENUE}"].dropna()
        assert mine.to_dict() == gaps
    rest = ecarts.previsions.set_index("vue")["reste"]
    assert rest["Toute l’équipe"] == -1400
    assert rest["Denis"] == 0
