"""A sheet that is the same as in the file before is understood once, and as if it were alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

import pacxl
from pacxl.formats.opened import Area, Extras, Note, Opened, OpenTable, SparseGrid, once_a_sheet, packed_opened_spots
from pacxl.reading.known_sheets import KnownSheets
from pacxl.settings.people import Person
from tests.plans import SMALL, TODAY, with_rows
from tests.sources.same import assert_same

SHEET = "Publicité"


def opened(cell: Any = 1.0, rows: int = 3, **more: Any) -> Opened:
    grid = SparseGrid((rows, 2), {0: {0: "Étape", 1: "Budget"}, 2: {1: cell}})
    return dataclasses.replace(Opened({SHEET: grid}, formulas={SHEET: packed_opened_spots([])}), **more)


def test_the_same_sheet_is_the_very_one_that_came_before() -> None:
    known, before = KnownSheets(), opened()
    assert known.known_again(before).sheets[SHEET] is before.sheets[SHEET]
    assert known.known_again(opened()).sheets[SHEET] is before.sheets[SHEET]
    other = known.known_again(opened(2.0)).sheets[SHEET]
    assert known.known_again(opened(2.0)).sheets[SHEET] is other  # of each name, the last


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(opened(2.0), id="another number"),
        pytest.param(opened(True), id="TRUE, which is no 1"),
        pytest.param(opened("1"), id="a text"),
        pytest.param(opened(dt.date(1900, 1, 1)), id="a day"),
        pytest.param(opened(rows=4), id="a row more"),
        pytest.param(opened(tables={"t": OpenTable("t", SHEET, 0, 0, 1, 2)}), id="an Excel Table over it"),
        pytest.param(opened(extras={SHEET: Extras(notes=(Note(2, 1, "À voir"),))}), id="a note"),
        pytest.param(opened(extras={SHEET: Extras(merged=(Area(2, 0, 2, 1),))}), id="merged cells"),
        pytest.param(opened(formats={SHEET: {1: {"0%": (2,)}}}), id="a format that says something"),
        pytest.param(opened(formulas={SHEET: packed_opened_spots([(2, 1)])}), id="a formula for its number"),
        pytest.param(opened(formulas={}), id="formulas that nobody knows"),
        pytest.param(Opened({"Offre": opened().sheets[SHEET]}, formulas={"Offre": b""}), id="another sheet"),
    ],
)
def test_one_that_differs_in_anything_is_another(after: Opened) -> None:
    known = KnownSheets()
    known.known_again(opened())
    assert [*known.known_again(after).sheets.values()] == [*after.sheets.values()]
    assert all(known.known_again(after).sheets[name] is grid for name, grid in after.sheets.items())


def test_what_is_understood_of_it_is_made_once_for_each_thing_that_it_is_made_of() -> None:
    grid, made = opened().sheets[SHEET], list[str]()
    one, alike = [1], [1]

    def make(what: str) -> str:
        made.append(what)
        return what

    assert [once_a_sheet(grid, "rows", (one,), lambda: make("a")) for _ in range(2)] == ["a", "a"]
    assert once_a_sheet(grid, "rows", (alike,), lambda: make("b")) == "b"
    assert once_a_sheet([*grid], "rows", (one,), lambda: make("c")) == "c"  # a grid of another kind remembers nothing
    assert made == ["a", "b", "c"]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Five plans, most of whose sheets are alike, though not all that is said of them."""
    folder, paths = tmp_path_factory.mktemp("team"), list[Path]()
    for person in ("Ana", "Bob", "Cléo", "Dan", "Ève"):
        plan = pacxl.blank(SMALL, person=person, company="Essai", period="2026-S1", today=TODAY)
        deals = {"societe": ["Alpha", "Bêta"], "montant": [100.0, 250.0]} if person != "Dan" else {}
        paths.append(pacxl.write(with_rows(plan, carnet=deals) if deals else plan, folder / f"PAC_{person}.xlsx"))
    for path in paths[:2]:
        _edited(path, lambda book: _typed(book["Carnet"], "Ana", "à rappeler"))  # her own name: of Bob, a word
    _edited(paths[2], lambda book: setattr(book["Carnet"]["C4"], "comment", Comment("Vu", "Cléo")))
    _edited(paths[4], lambda book: _typed(book["Carnet"], True, 1))
    return paths


def _edited(path: Path, change: Any) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def _typed(sheet: Any, *values: object) -> None:
    for row, value in enumerate(values, sheet.max_row + 20):
        sheet.cell(row, 40, value)


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Plans of a firm that names its people: each has settings, and lists, of its own."""
    folder, names = tmp_path_factory.mktemp("firm"), ("Ana", "Bob", "Cléo")
    settings = dataclasses.replace(SMALL, people=tuple(Person(name, "Nord") for name in names))
    plans = {name: pacxl.blank(settings, person=name, period="2026-S1", today=TODAY) for name in names}
    paths = [pacxl.write(plan, folder / f"PAC_{name}.xlsx") for name, plan in plans.items()]
    _edited(paths[1], lambda book: _typed(book["Listes"], "Ana"))  # in Bob's lists there is no Ana
    return paths


@pytest.mark.long
@pytest.mark.parametrize("whose", ["team", "firm"])
def test_a_team_is_read_as_each_of_its_files_alone(whose: str, request: pytest.FixtureRequest) -> None:
    team = request.getfixturevalue(whose)
    together, alone = pacxl.read_all([*team, *reversed(team)]), {path.name: pacxl.read(path) for path in team}
    assert len(together) == len(team)
    assert_same(together, [alone[plan.file] for plan in together])


def test_a_word_is_told_from_the_name_of_its_owner(team: list[Path]) -> None:
    libre = [[*plan.libre["valeur"]] for plan in pacxl.read_all(team[:2])]
    assert libre == [["à rappeler"], ["Ana", "à rappeler"]]
