"""A plan that pacxl never wrote is read for what it is: its actions and deals, with what was not understood told and
kept. What is no plan is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import pacxl
from pacxl.errors import NoTables
from tests.reading.mutations.account import grid, spellings, unaccounted
from tests.reading.own_pacs import NO_PLANS, OwnPac, save
from tests.reading.own_plans import OWN_PACS

# --- what is no plan --------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("name", NO_PLANS)
def test_a_workbook_that_is_no_plan_is_refused(name: str, tmp_path: Path) -> None:
    path = save(NO_PLANS[name], tmp_path / "classeur.xlsx")
    with pytest.raises(NoTables):
        pacxl.read(path)


def test_among_others_it_costs_only_itself(tmp_path: Path) -> None:
    save(NO_PLANS["a price list"], tmp_path / "a.xlsx")
    OWN_PACS["one sheet with the usual words under a title"].save(tmp_path / "b.xlsx")
    refused, adopted = pacxl.read_all([tmp_path])
    assert refused.findings["code"].tolist() == ["file-no-tables"]
    assert len(adopted.actions) == 3


# --- what is one ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pacxl.Contents]:
    """Each workbook, read alone; all of them in one pass."""
    folder = tmp_path_factory.mktemp("pacs")
    paths = [pac.save(folder / f"{number:02}.xlsx") for number, pac in enumerate(OWN_PACS.values())]
    return dict(zip(OWN_PACS, pacxl.read_all(paths), strict=True))


def shown(frame: pd.DataFrame, expected: Sequence[Any]) -> list[dict[str, Any]]:
    """A frame's rows, with the columns of those that are expected."""
    keys = list(expected[0]) if expected else []
    dates = [key for key in keys if frame[key].dtype.kind == "M"]
    rows = [dict(zip(keys, row, strict=True)) for row in grid(frame, keys)]
    return [{key: value.date() if value and key in dates else value for key, value in row.items()} for row in rows]


@pytest.mark.parametrize("name", OWN_PACS)
def test_its_rows_are_read(name: str, read: dict[str, pacxl.Contents]) -> None:
    pac, plan = OWN_PACS[name], read[name]
    assert shown(plan.actions, pac.actions) == list(pac.actions)
    assert shown(plan.carnet, pac.deals) == list(pac.deals)
    assert (len(plan.actions), len(plan.carnet)) == (len(pac.actions), len(pac.deals))
    assert plan.actions["famille"].notna().all()


@pytest.mark.parametrize("name", OWN_PACS)
def test_what_was_recognised_is_told_and_what_was_not(name: str, read: dict[str, pacxl.Contents]) -> None:
    pac, findings = OWN_PACS[name], read[name].findings
    assert findings["code"].tolist().count("adopted") == 1
    assert set(findings["value"][findings["code"] == "header-unknown"]) == pac.unknown
    wrong = findings[(findings["severity"] != "info") & ~findings["code"].isin({*pac.told, "identity-missing"})]
    assert wrong["message"].tolist() == []


@pytest.mark.long
@pytest.mark.parametrize("name", OWN_PACS)
def test_nothing_of_it_is_lost(name: str, read: dict[str, pacxl.Contents], tmp_path: Path) -> None:
    pac, plan = OWN_PACS[name], read[name]
    credit = Counter(spellings(text, "")[0] for text in (*pac.headers, *pac.headings))
    assert unaccounted(cells(pac, tmp_path), plan, credit) == []
    cells_read, *became = plan.cells.as_tuple()
    assert cells_read == sum(became) == len(list(cells(pac, tmp_path)))


def cells(pac: OwnPac, folder: Path) -> Iterator[tuple[str, Any, Any]]:
    """Its non-blank cells, as another program sees them."""
    for sheet in openpyxl.load_workbook(pac.save(folder / "pac.xlsx")).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value not in (None, ""):
                    yield f"{sheet.title}!{cell.coordinate}", cell, cell.value


def test_what_no_column_takes_is_kept_apart_with_its_place(read: dict[str, pacxl.Contents]) -> None:
    kept = read["columns that no plan has"].libre
    assert {("B2", "haute"), ("F2", "Showroom"), ("A3", "2")} <= set(
        zip(kept["cellule"], kept["valeur"], strict=True)
    )


def test_a_family_may_have_any_name_at_all(tmp_path: Path) -> None:
    names = ["Carnet", "carnet", "Actions 2", "'", "Historique", "a/b", "deux\nlignes", "😀" * 40, "x" * 200, "@1"]
    rows: list[list[Any]] = [["Famille", "Action", "Qui", "Pour quand"]]
    rows += [[name, f"action {number}", "Paul", "30/06/2026"] for number, name in enumerate(names)]
    plan = pacxl.read(save({"Plan": rows}, tmp_path / "plan.xlsx"))
    assert sorted(plan.actions["etape"]) == sorted(row[1] for row in rows[1:])
    assert len(set(plan.actions["famille"])) == len(names) - 1  # « Carnet » and « carnet » are one
    assert (
        pacxl.read(pacxl.write(plan, tmp_path / "adopté.xlsx")).actions["etape"].tolist()
        == plan.actions["etape"].tolist()
    )


def test_the_person_is_the_one_that_the_file_is_named_after(tmp_path: Path) -> None:
    path = OWN_PACS["a sheet a family"].save(tmp_path / "PAC_Zoé.xlsx")
    assert pacxl.read(path).actions["commercial"].unique().tolist() == ["Zoé"]


def test_it_is_consolidated_with_a_plan_that_pacxl_wrote(blank_path: Path, tmp_path: Path) -> None:
    own = OWN_PACS["one sheet with a column of families"].save(tmp_path / "PAC_Zoé.xlsx")
    team = pacxl.consolidate(pacxl.read_all([blank_path, own]))
    assert {"Mailing de printemps", "Choisir"} <= set(team.actions["etape"])
    assert team.actions["budget"].sum() == 4850
