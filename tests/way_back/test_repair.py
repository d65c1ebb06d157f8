"""A bent workbook made anew: all that could be read in its place, and what could not on a sheet of its own."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

import pacxl
from pacxl import GridTooLarge, Limits
from pacxl.books.pac import VERSION
from pacxl.compute.contents import Contents
from pacxl.way_back.repair import SHEET
from tests import ROOT, bend, judges
from tests.cli.test_cli import run
from tests.plans import SMALL
from tests.way_back.copies import opened

FIRST, NOTES = "Actions_marche", "Mes notes"


@pytest.fixture(scope="module")
def bent(blank_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Paul's workbook, with what can be read, what cannot, and what has no place in it; no test changes it."""
    path = Path(shutil.copy(blank_path, tmp_path_factory.mktemp("abîmé")))
    bend.type_in(
        path,
        FIRST,
        *((1, "Budget", "abc"), (1, "Qui", "Zoé"), (1, "Dépensé", 12.5), (2, "Budget", "1 000 €")),
        *((2, "Début", "hier"), (3, "Décision", "peut-être"), (3, "Statut", "finie")),
    )
    bend.type_in(path, "Carnet", (1, "Société", "Alpha"), (1, "Montant", 100), (1, "Probabilité", "250 %"))
    with bend.opened(path) as workbook:
        cell = workbook.create_sheet(NOTES)["C3"]
        cell.value, cell.data_type = "=1+1", "s"
        bend.sheet_of(workbook, FIRST).title = "Mon étude"
    return path


@pytest.fixture(scope="module")
def old(bent: Path) -> Contents:
    return pacxl.read(bent)


@pytest.fixture(scope="module")
def plan(bent: Path) -> Contents:
    return pacxl.repair(bent)


@pytest.fixture(scope="module")
def neuf(plan: Contents, bent: Path) -> Path:
    return pacxl.write(plan, bent.parent / "neuf.xlsx")


def repris(plan: Contents) -> list[list[str]]:
    """What was carried: sheet, cell, column, content."""
    return sorted(plan.frames["repris"].iloc[:, :4].fillna("").to_numpy().tolist())


def same_frames(one: Contents, other: Contents) -> bool:
    """Whether the tables hold the same, wherever their rows stand."""
    keys = {key: list(table.frame_keys) for key, table in one.book.by_key.items()}
    return all(one.frames[key][mine].equals(other.frames[key][mine]) for key, mine in keys.items())


def cell(path: Path, row: int, header: str, table: str = FIRST) -> str:
    return str(bend.cell_of(opened(path), table, row, header).coordinate)


def test_a_workbook_with_nothing_wrong_comes_out_equal(blank_path: Path) -> None:
    plan = pacxl.repair(blank_path)
    assert plan == pacxl.read(blank_path)
    assert (plan.found, SHEET in [sheet.name for sheet in plan.book.sheets]) == ((), False)


@pytest.mark.long
def test_it_is_read_within_the_limits_that_are_asked_for(blank_path: Path) -> None:
    with pytest.raises(GridTooLarge):
        pacxl.repair(blank_path, limits=Limits(cells=100))


def test_what_was_read_stands_in_the_new_workbook(old: Contents, neuf: Path) -> None:
    new = pacxl.read(neuf)
    assert same_frames(old, new)
    assert (new.book, new.identity, new.today) == (old.book, old.identity, old.today)


def test_what_was_not_read_is_carried_with_where_it_stood(bent: Path, plan: Contents) -> None:
    assert repris(plan) == sorted(
        [
            ["Mon étude", cell(bent, 1, "Budget"), "Budget", "abc"],
            ["Mon étude", cell(bent, 2, "Début"), "Début", "hier"],
            ["Mon étude", cell(bent, 3, "Statut"), "Statut", "finie"],
            ["Carnet", cell(bent, 1, "Probabilité", "Carnet"), "Probabilité", "250 %"],
            [NOTES, "C3", "", "=1+1"],
        ]
    )
    assert plan.frames["repris"]["pourquoi"].str.len().min() > 10
    assert [(finding.code, finding.about["count"]) for finding in plan.found] == [("taken-over", "5")]


def test_what_is_in_a_table_is_not_carried_besides(plan: Contents) -> None:
    assert plan.actions["decision"].tolist()[2] == "peut-être"  # out of its list, and in its place all the same
    assert "peut-être" not in plan.frames["repris"]["contenu"].tolist()


def test_the_new_workbook_opens_clean_and_holds_no_formula_of_theirs(neuf: Path) -> None:
    assert judges.audit(neuf) == []
    values = {cell.value: cell.data_type for row in opened(neuf)[SHEET].iter_rows() for cell in row}
    assert values["=1+1"] == "s"


def test_made_anew_twice_the_same_is_carried(bent: Path, plan: Contents, neuf: Path) -> None:
    assert pacxl.repair(neuf).frames["repris"].equals(plan.frames["repris"])


def test_when_read_again_what_was_carried_is_free_contents(neuf: Path) -> None:
    libre = pacxl.read(neuf).libre
    assert {"abc", "hier", "250 %", "=1+1"} <= set(libre[libre["feuille"] == SHEET]["valeur"])


def test_a_table_that_was_gone_starts_as_in_a_blank_plan(blank_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(blank_path, tmp_path))
    with bend.opened(path) as workbook:
        del workbook["Indicateurs"]
    assert pacxl.read(path).indicateurs.empty
    assert pacxl.repair(path) == pacxl.read(blank_path)


@pytest.mark.long
def test_an_identity_that_was_gone_is_made_anew(blank_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(blank_path, tmp_path))
    with bend.opened(path) as workbook:
        del workbook["_pacxl"]
    plan = pacxl.repair(path, settings=SMALL, today=dt.date(2026, 9, 1))
    assert (plan.identity.book, plan.identity.version, plan.identity.person) == ("pac", VERSION, "Paul")
    assert (plan.identity.period, plan.today) == ("2026-T2", dt.date(2026, 9, 1))
    assert plan.identity.workbook


def test_a_content_longer_than_a_cell_is_carried_whole(blank_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(blank_path, tmp_path))
    long = "é" * 32_767
    with bend.opened(path) as workbook:
        workbook.create_sheet(NOTES)["A1"] = long
    assert "".join(pacxl.repair(path).frames["repris"]["contenu"]) == long


def test_the_ecarts_are_made_anew_though_their_tables_have_lines_of_their_own() -> None:
    assert pacxl.repair(ROOT / "samples" / "ecarts.xlsx").book.key == "ecarts"


# --- the command ------------------------------------------------------------------------------------------


def test_repair_writes_a_workbook_and_says_what_is_apart(bent: Path, tmp_path: Path) -> None:
    result = run("repair", bent, "-o", tmp_path / "neuf.xlsx")
    assert (result.exit_code, (tmp_path / "neuf.xlsx").is_file()) == (0, True)
    assert "5 contenus sans place" in result.stderr


def test_repair_help_ends_in_an_example() -> None:
    last = "Exemple : pacxl repair PAC_Paul.xlsx -o PAC_Paul_neuf.xlsx"
    assert run("repair", "--help").stdout.strip().endswith(last)


def test_repair_never_writes_over_its_input(bent: Path) -> None:
    before = bent.read_bytes()
    result = run("repair", bent, "-o", bent, "--force")
    assert (result.exit_code, bent.read_bytes()) == (2, before)
    assert "jamais modifié" in result.stderr


def test_what_cannot_be_read_cannot_be_made_anew(tmp_path: Path) -> None:
    (tmp_path / "vide.xlsx").touch()
    result = run("repair", tmp_path / "vide.xlsx", "-o", tmp_path / "neuf.xlsx")
    assert (result.exit_code, (tmp_path / "neuf.xlsx").exists()) == (2, False)
