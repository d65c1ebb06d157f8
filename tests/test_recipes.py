"""The recipes of `docs/architecture.md`, followed to the letter on a copy of the package: each does what it promises.

A recipe is a heading and its blocks of code. The line above a block names the file and says where the block goes:
`file`, a new file; `file`, after `line`; `file`, before `line`; `file`, in place of `line`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.cell import Cell

import pacxl
from pacxl.books.reglages_contents import reglages_contents
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opening import open_for_formula_cells, open_workbook
from pacxl.settings.model import Settings
from tests import ROOT
from tests.typed import typed

pytestmark = pytest.mark.long  # each on its own copy of the package, in fresh processes
TODAY = date(2026, 3, 2)


class Step(NamedTuple):
    """A block of code and where it goes; `line` is the one that it is put after, before or in place of."""

    file: str
    where: str
    line: str
    code: str


_WHERE = r"^`([\w./]+)`, (a new file|after|before|in place of)(?: `([^`\n]+)`)?:\n\n"
_STEP = re.compile(rf"{_WHERE}```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def recipe(name: str) -> list[Step]:
    """The steps under a heading `### Add a …`."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    text = page.partition(f"\n### Add a {name}\n")[2].partition("\n###")[0]
    steps = [Step(*each) for each in _STEP.findall(text)]
    assert 0 < len(steps) == text.count("```python"), "a block of code does not say where it goes"
    return steps


def follow(step: Step, root: Path) -> None:
    path = root / step.file
    lines = [] if step.where == "a new file" else path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = [number for number, line in enumerate(lines) if line.strip() == step.line]
    assert len(at) == bool(step.line), f"{step.file} has {len(at)} lines « {step.line} »"
    first = at[0] + (step.where == "after") if at else 0
    lines[first : first + (step.where == "in place of")] = [step.code]
    path.write_text("".join(lines), encoding="utf-8")


# What each recipe promises: run in a process of its own, where `pacxl` is the copy.
def column() -> None:
    path = filled(pacxl.load_settings("operationnel"), "Carnet", DEAL | {"Concurrent": "Durand"})
    plan = pacxl.read(path, today=TODAY)
    assert plan.carnet[["concurrent", "manque"]].to_numpy().tolist() == [["Durand", 800.0]]
    ecarts = pacxl.write(pacxl.variance(pacxl.consolidate([plan]), today=TODAY), "ecarts.xlsx")
    rows = list(openpyxl.load_workbook(ecarts, data_only=True)["Carnet"].values)
    assert [{"Concurrent", "Manque à gagner"} <= set(row) for row in rows].count(True) == 1
    assert [{"Durand", 800} <= set(row) for row in rows].count(True) == 1


def finding() -> None:
    path = filled(pacxl.load_settings("operationnel"), "Carnet", DEAL)
    told = pacxl.read(path, today=TODAY).findings.query("code == 'contact-missing'").iloc[0].to_dict()
    assert (told["sheet"], told["column"], told["cell"][0]) == ("Carnet", "Interlocuteur", "D")
    assert told["message"] == "Il manque un interlocuteur."
    assert Finding("contact-missing", Place()).message("en") == "The deal has no contact."


def rule() -> None:
    settings = pacxl.load_settings("operationnel")
    plan = pacxl.read_over(pacxl.read(filled(settings, "Carnet", DEAL), today=TODAY))
    told = plan.findings.query("code == 'deal-segment-missing'").iloc[0].to_dict()
    assert (told["sheet"], told["column"], told["message"]) == (
        *("Carnet", "Segment"),
        f"Affaires sans segment\u00a0: 1 (Carnet {told['cell']}).",
    )
    without = replace(settings, relecture_off=("deal-segment-missing",))
    chosen = pacxl.load_settings(str(pacxl.write(reglages_contents(without, TODAY), "reglages.xlsx")))
    assert "deal-segment-missing" not in set(pacxl.read_over(plan, chosen).findings["code"])


def section() -> None:
    complete = pacxl.load_settings("complet")
    chosen = replace(complete, sections=("parrainages",), period="2026-S1")
    settings = pacxl.load_settings(str(pacxl.write(reglages_contents(chosen, TODAY), "reglages.xlsx")))
    assert settings.sections == ("parrainages",)
    plan = pacxl.read(filled(settings, "Parrainages", {"Parrain": "Alpha", "Prime": 150}), today=TODAY)
    assert plan.frames["parrainages"][["parrain", "prime"]].to_numpy().tolist() == [["Alpha", 150.0]]
    ecarts = pacxl.write(pacxl.variance(pacxl.consolidate([plan]), today=TODAY), "ecarts.xlsx")
    shown = [row for row in openpyxl.load_workbook(ecarts, data_only=True)["Annexes"].values if "Alpha" in row]
    assert [{"Paul", "Alpha", 150} <= set(row) for row in shown] == [True]


def format() -> None:
    path = Path("carnet.slk")
    path.write_text('ID;PX\nC;Y1;X1;K"Montant"\nC;Y2;X1;K1000\nC;Y2;X2;K200;ER2C1*0.2\nE\n', encoding="ascii")
    assert open_workbook(path).sheets == {"carnet": [["Montant", ""], [1000.0, 200.0]]}
    assert open_for_formula_cells(path, "carnet") == {(1, 1)}
    assert [contents.findings["file"].iloc[0] for contents in pacxl.read_all(["."])] == ["carnet.slk"]


DEAL: dict[str, str | float] = {"Société": "Alpha", "Montant": 1000, "Probabilité": 0.2, "Issue": "ouverte"}


def filled(settings: Settings, sheet: str, row: dict[str, str | float]) -> Path:
    """A plan with a row typed in a table of a sheet: header → what is typed under it."""
    settings = replace(settings, families=settings.families[-1:])
    path = pacxl.write(pacxl.blank(settings, person="Paul", period="2026-S1", today=TODAY), "plan.xlsx")
    cells = [cell for cells in openpyxl.load_workbook(path)[sheet].iter_rows() for cell in cells]
    under = {cell.value: f"{cell.column_letter}{cell.row + 1}" for cell in cells if isinstance(cell, Cell)}
    return typed(path, {(sheet, under[header]): value for header, value in row.items()})


PROMISES = ("column", "finding", "rule", "section", "format")


def copy(root: Path, *recipes: str) -> set[str]:
    """Follows recipes on a copy of the package, and gives the files that they name."""
    for folder in ("pacxl", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "pyproject.toml", root)
    steps = [step for name in recipes for step in recipe(name)]
    for step in steps:
        follow(step, root)
    return {str(root / step.file) for step in steps}


@pytest.mark.parametrize("name", PROMISES)
def test_a_recipe_does_what_it_promises(name: str, tmp_path: Path) -> None:
    copy(tmp_path, name)
    (tmp_path / "out").mkdir()
    code = "import sys, pacxl; assert sys.argv[1] in pacxl.__file__; import tests.test_recipes as t;"
    paths = os.pathsep.join((str(tmp_path), str(ROOT)))
    run(["-c", f"{code} t.{name}()", str(tmp_path)], tmp_path / "out", PYTHONPATH=paths)


def test_what_recipes_make_keeps_the_laws_of_the_house(tmp_path: Path) -> None:
    files = copy(tmp_path, *PROMISES)
    run(["-m", "ruff", "check", "--no-cache", *files], tmp_path)
    lint = "import importlinter.cli; importlinter.cli.lint_imports_command(['--no-cache'])"
    run(["-c", lint], tmp_path, PYTHONPATH=str(tmp_path))


def run(arguments: list[str], folder: Path, **more: str) -> None:
    command, environment = [sys.executable, *arguments], {**os.environ, **more}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
