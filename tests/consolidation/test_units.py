"""Only like is added to like: units that are one are added, thousands are converted, the others stand apart.

Each case goes through three doors: the frames, the values stored in the workbook, and those that an engine computes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.books.pac import pac_blank_rows, pac_book
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.settings.model import Indicator, Settings
from pacxl.typography import plain_spaces
from tests import judges
from tests.bend import type_in
from tests.plans import MARKET, SMALL, TODAY, plan
from tests.workbooks import opened, rows_of

# Who | the indicator's unit in their settings | objectif and réalisé of January.
TURNOVER = (("Anne", "k€", 10, 12.5), ("Bruno", "€ HT", 9000, 8000), ("Clara", "Montant HT", 500, 400))
MEETINGS = (("Anne", "RDV", 10, 12), ("Bruno", "rdv", 20, 18), ("Clara", "RDV", 5, 5), ("Denis", "Rdv.", 1, 1))
APART = (*TURNOVER, ("Denis", "€ TTC", 70, 77), ("Émile", "m€", 3, 2), ("Fanny", "€/mois", 6, 5))
NAME = "Chiffre"


def firm(unit: str) -> Settings:
    return dataclasses.replace(SMALL, period="2026-S1", indicators=(Indicator("ca", NAME, unit),))


def months(settings: Settings, person: str, target: float, done: float) -> Contents:
    """A plan in which each indicator has a target and a result in January."""
    rows = pac_blank_rows(settings)
    january = [month.month == 1 for month in rows["indicateurs"]["mois"]]
    typed = {
        key: [value if first else None for first in january]
        for key, value in (("objectif", target), ("realise", done))
    }
    frames = {**rows, "indicateurs": {**rows["indicateurs"], **typed}}
    owner = Identity("pac", "1", "Essai", person, "Nord", "2026-S1", person)
    return make_contents(pac_book(settings), frames, owner, TODAY)


def a_month(person: str, unit: str, target: float, done: float) -> Contents:
    return months(firm(unit), person, target, done)


@cache
def team_of(rows: tuple[tuple[str, str, float, float], ...]) -> Contents:
    return pacxl.variance(pacxl.consolidate([a_month(*row) for row in rows]), today=TODAY)


# The rows of a team → its lines: unit, objectif, réalisé, écart.
TEAMS: dict[str, tuple[tuple[tuple[str, str, float, float], ...], dict[str, tuple[float, float, float]]]] = {
    "euros of three spellings": (TURNOVER, {"€": (19_500, 20_900, 1400)}),
    "one word in three spellings": (MEETINGS, {"RDV": (36, 36, 0)}),
    "what does not convert": (
        APART,
        {"€": (19_500, 20_900, 1400), "€ TTC": (70, 77, 7), "m€": (3, 2, -1), "€/mois": (6, 5, -1)},
    ),
}
Shown = dict[str, tuple[float, float, float]]
KEYS = ("objectif", "realise", "ecart")


@pytest.mark.parametrize("team", TEAMS)
def test_a_line_a_unit_in_the_frames(team: str) -> None:
    rows, lines = TEAMS[team]
    frame = team_of(rows).par_indicateur
    shown = {unit: tuple(map(float, values)) for unit, *values in frame[["unite", *KEYS]].itertuples(index=False)}
    assert shown == lines


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("unités")


@cache
def written(team: str, folder: Path) -> Path:
    return pacxl.write(team_of(TEAMS[team][0]), folder / f"{team}.xlsx")


def stored(team: str, folder: Path) -> Shown:
    return _lines(opened(written(team, folder)))


def computed(team: str, folder: Path) -> Shown:
    path = written(team, folder)
    cells = judges.formula_cells(path)
    judged = judges.by_ironcalc(path, cells)
    assert list(judges.disagreements(cells, judged)) == []
    workbook = opened.__wrapped__(path)
    for (sheet, cell), value in judged.items():
        workbook[sheet][cell] = value
    return _lines(workbook)


def _lines(workbook: Any) -> Shown:
    headers = ("Objectif total", "Réalisé", "Écart")
    return {row["Unité"]: tuple(row[each] for each in headers) for row in rows_of(workbook, "Par_indicateur")}


@pytest.mark.parametrize("team", TEAMS)
@pytest.mark.parametrize("door", [stored, computed])
def test_a_line_a_unit_in_the_workbook(door: Callable[[str, Path], Shown], team: str, folder: Path) -> None:
    assert door(team, folder) == TEAMS[team][1]


def test_what_is_converted_is_told_and_so_is_what_stands_apart() -> None:
    found = pacxl.consolidate([a_month(*row) for row in APART]).found
    told = {
        (each.code, each.place.file): plain_spaces(each.message()) for each in found if each.code.startswith("unit")
    }
    assert "k€" in told["units-one", "plan 1"]
    assert "× 1 000" in told["units-one", "plan 1"].replace("\u202f", " ")
    assert "hors taxes" in told["units-one", "plan 2"]
    assert {file for code, file in told if code == "units-apart"} == {"plan 4", "plan 5", "plan 6"}


# --- rows with a target and a result ----------------------------------------------------------------------

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


def returned(path: Path, table: str, *rows: Typed) -> Path:
    """A plan with rows in a table, each named by its number, and what is typed in it."""
    part, target, _ = TABLES[table]
    settings = dataclasses.replace(SMALL, sections=("suivi",))
    names = [*map(str, range(len(rows)))]
    actions, kpi = {"famille": [MARKET] * len(rows), "etape": names}, {"indicateur": names}
    pacxl.write(plan(settings, actions=actions) if table == "actions" else plan(settings, kpi=kpi), path)
    headers = ("Unité", target, "Résultat")
    cells = [
        (number, header, value)
        for number, row in enumerate(rows, 1)
        for header, value in zip(headers, row, strict=True)
        if value is not None
    ]
    type_in(path, part, *cells, *((number, "Sens", "plus haut") for number in range(1, len(rows) + 1)))
    return path


def shown(frame: pd.DataFrame, target: str) -> list[tuple[Any, ...]]:
    keys = ["unite", target, "resultat", "ecart", "verdict"]
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame[keys].itertuples(index=False)]


@pytest.mark.parametrize("table", TABLES)
def test_a_target_and_a_result_are_compared_in_one_unit(table: str, tmp_path: Path) -> None:
    typed, own, team = zip(*ROWS.values(), strict=True)
    target = TABLES[table][2]
    read = pacxl.read(returned(tmp_path / "PAC.xlsx", table, *typed))
    assert named(shown(read.frames[table], target)) == named(own)
    ecarts = pacxl.variance(pacxl.consolidate([read]))
    assert named(shown(ecarts.frames[table], target)) == named(team)
    path = pacxl.write(ecarts, tmp_path / "ecarts.xlsx")
    headers = ("Unité", TABLES[table][1], "Résultat", "Écart", "Verdict")
    stored = [tuple(row[header] or None for header in headers) for row in rows_of(opened(path), table.capitalize())]
    assert named(stored) == named(team)
    cells = judges.formula_cells(path)
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []


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


def test_the_months_of_an_indicator_are_in_one_unit(tmp_path: Path) -> None:
    """An indicator a case."""
    indicators = tuple(Indicator(f"i{number}", name, "€") for number, name in enumerate(MIXED))
    made = months(dataclasses.replace(firm("€"), indicators=indicators), "Anne", 10, 12)
    path = pacxl.write(made, tmp_path / "PAC.xlsx")
    seconds = [row for row, month in enumerate(made.indicateurs["mois"], 1) if month.month == 2]
    cells: list[tuple[int, str, Any]] = []
    for row, (typed, _, _) in zip(seconds, MIXED.values(), strict=True):
        cells += zip((row, row, row), ("Unité", "Objectif", "Réalisé"), typed, strict=True)
    type_in(path, "Indicateurs", *cells)
    read = pacxl.read(path)
    ecarts = pacxl.variance(pacxl.consolidate([read]), today=TODAY)
    lines = ecarts.par_indicateur.set_index(["indicateur", "unite"])["realise"]
    for row, (name, (_, month, total)) in zip(seconds, MIXED.items(), strict=True):
        second = read.indicateurs.iloc[row - 1]
        assert tuple(None if pd.isna(second[key]) else second[key] for key in MONTH) == month, name
        mine = (each for each in read.found if each.place.cell.endswith(str(second["ligne"])))
        assert [each.value for each in mine if each.code == "unfit"] == ([] if month[1] else ["20", "30"]), name
        assert lines[name, "€"] == total, name
    assert set(ecarts.preuve["preuve"]) | set(ecarts.lecture["preuve"]) == {"juste"}
    written = pacxl.write(ecarts, tmp_path / "ecarts.xlsx")
    stored = judges.formula_cells(written)
    assert list(judges.disagreements(stored, judges.by_ironcalc(written, stored))) == []
