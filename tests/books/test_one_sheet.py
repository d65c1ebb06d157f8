"""All families of actions under one another on one sheet, for firms that prefer it: the same frame."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import pacxl
from pacxl.cli.app import app
from pacxl.settings.workbooks import ONE_SHEET
from tests import judges
from tests.filler import filled
from tests.plans import SMALL, differences

TODAY = dt.date.today()  # a plan's date is =TODAY(), which engines recalculate too
TEMPLATES = ("operationnel", "essentiel")


@cache
def plan(template: str, layout: str) -> pacxl.Contents:
    firm = dataclasses.replace(pacxl.load_settings(template), layout=layout)
    return filled(pacxl.blank(firm, person="Zoé", company="Essai", period="2026-S1", today=TODAY), seed=5)


@pytest.fixture(scope="module")
def path(once: Callable[..., Path]) -> Path:
    return once("une-feuille.xlsx", lambda path: pacxl.write(plan("essentiel", ONE_SHEET), path))


@pytest.mark.long
@pytest.mark.parametrize("template", TEMPLATES)
def test_its_frames_are_those_of_a_sheet_a_family(template: str) -> None:
    one, several = plan(template, ONE_SHEET), plan(template, "par-famille")
    assert {part.sheet for part in one.book.by_key["actions"].parts} == {"Actions"}
    for key, frame in several.frames.items():
        pd.testing.assert_frame_equal(one.frames[key], frame)


@pytest.mark.long
def test_each_family_is_an_excel_table_of_the_sheet_under_its_title(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["Actions"]
    tops = sorted(
        (int("".join(filter(str.isdigit, table.ref.split(":")[0]))), table.name) for table in sheet.tables.values()
    )
    assert [name for _, name in tops] == [
        "Actions_publicite",
        "Actions_direct",
        "Actions_evenementiel",
        "Actions_relationnel",
        "Actions_fidelisation",
        "Actions_autres_actions",
    ]
    titles = [cell.value for cell in sheet["B"] if isinstance(cell.value, str)]
    assert {"Marketing publicitaire", "Fidélisation", "Autres actions"} <= set(titles)


def test_it_comes_back_as_it_went(path: Path) -> None:
    back = pacxl.read(path, today=TODAY)
    assert differences(plan("essentiel", ONE_SHEET), back) == []
    assert back.libre.empty


def test_families_are_known_by_their_titles_where_a_program_drops_the_excel_tables(
    path: Path, tmp_path: Path
) -> None:
    opened = openpyxl.load_workbook(path)
    for sheet in opened.worksheets:
        sheet.tables.clear()
    opened.save(tmp_path / "sans.xlsx")
    back, known = pacxl.read(tmp_path / "sans.xlsx"), plan("essentiel", ONE_SHEET)
    pd.testing.assert_series_equal(back.actions["famille"], known.actions["famille"])


@pytest.mark.long
def test_it_opens_clean_and_ironcalc_finds_every_value(tmp_path: Path) -> None:
    firm = dataclasses.replace(SMALL, layout=ONE_SHEET)
    small = filled(pacxl.blank(firm, person="Zoé", period="2026-S1", today=TODAY), seed=5)
    path = pacxl.write(small, tmp_path / "petit.xlsx")
    assert judges.audit(path) == []
    stored = judges.formula_cells(path)
    assert list(judges.disagreements(stored, judges.by_ironcalc(path, stored))) == []


def test_two_layouts_are_one_team() -> None:
    plans = [plan("essentiel", layout) for layout in (ONE_SHEET, "par-famille")]
    named = [
        dataclasses.replace(each, identity=dataclasses.replace(each.identity, person=person))
        for each, person in zip(plans, ("Zoé", "Paul"), strict=True)
    ]
    team = pacxl.consolidate(named)
    assert "other-settings" not in set(team.findings["code"])
    assert (
        team.actions.groupby("famille").size().tolist() == (2 * plans[0].actions.groupby("famille").size()).tolist()
    )


@pytest.mark.long
@pytest.mark.parametrize(("asked", "sheet"), [("une-feuille", "Actions"), ("par-famille", "Publicité")])
def test_the_command_takes_it_as_an_option(asked: str, sheet: str, tmp_path: Path) -> None:
    made = tmp_path / "PAC.xlsx"
    done = CliRunner().invoke(app, ["new", "essentiel", "--actions", asked, "-o", str(made)])
    assert done.exit_code == 0, done.output
    assert sheet in openpyxl.load_workbook(made, read_only=True).sheetnames


def test_another_layout_is_a_slip() -> None:
    with pytest.raises(pacxl.SettingsError, match="par-famille ou une-feuille"):
        dataclasses.replace(SMALL, layout="en vrac")
