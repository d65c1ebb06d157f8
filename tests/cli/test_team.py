"""A team's folder on the command line: which files count, by whose choice, and how it is told."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.books.ecarts.preuve import WRONG
from pacxl.books.reglages_contents import reglages_contents
from pacxl.cli.output.screen import out as screen
from pacxl.cli.output.team import show_totals
from pacxl.compute.contents import Identity
from pacxl.settings.people import Client
from pacxl.typography import plain_spaces
from tests.cli.test_cli import run
from tests.plans import MARKET, SMALL, TODAY, plan

SENT = {
    "nord/PAC_Paul.xlsx": (("Alpes", "Paul", "Nord", "2026-S1"), 1000.0),
    "nord/PAC_Zoé.xlsx": (("Alpes", "Zoé", "Nord", "2026-S1"), 200.0),
    "sud/PAC_Paul.xlsx": (("ALPES SARL", "Paul", "Sud", "2026-S1"), 30.0),
    "sud/PAC_Jean.xlsx": (("Jura", "Jean", "Sud", "2026-S1"), 4.0),
    "sud/PAC_Léa.xlsx": (("Alpes", "Léa", "Sud", "2025-S2"), 0.5),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reçus")
    for name, ((firm, person, team, period), budget) in SENT.items():
        owner = Identity("pac", "1", firm, person, team, period)
        (root / name).parent.mkdir(exist_ok=True)
        actions = {"famille": [MARKET], "etape": ["Choisir"], "budget": [budget]}
        pacxl.write(plan(owner=owner, today=TODAY, actions=actions), root / name)
    return root


# What is chosen → the budget, by hand, and the files that are left out.
CHOICES: dict[str, tuple[list[str], float, set[str]]] = {
    "nothing": ([], 1230.0, {"PAC_Jean.xlsx", "PAC_Léa.xlsx"}),
    "to include another firm's": (["--include", "PAC_Jean.xlsx"], 1234.0, {"PAC_Léa.xlsx"}),
    "to include both": (["--include", "PAC_Jean.xlsx", "--include", "sud/PAC_Léa.xlsx"], 1234.5, set()),
    "another firm": (
        ["--company", "jura"],
        4.0,
        {"nord/PAC_Paul.xlsx", "PAC_Zoé.xlsx", "sud/PAC_Paul.xlsx", "PAC_Léa.xlsx"},
    ),
    "another firm, and a file of the other": (
        ["--company", "jura", "--include", "PAC_Zoé.xlsx"],
        204.0,
        {"nord/PAC_Paul.xlsx", "sud/PAC_Paul.xlsx", "PAC_Léa.xlsx"},
    ),
    "another period": (
        ["--period", "2025-S2"],
        0.5,
        {"nord/PAC_Paul.xlsx", "PAC_Zoé.xlsx", "sud/PAC_Paul.xlsx", "PAC_Jean.xlsx"},
    ),
}


# In `make quick`, one run chooses both a firm and a file.
LONG = ("to include another firm's", "to include both", "another firm", "another period")
EACH = [
    pytest.param(*each, id=name, marks=pytest.mark.long if name in LONG else ()) for name, each in CHOICES.items()
]


@pytest.mark.parametrize(("options", "budget", "left_out"), EACH)
def test_what_is_chosen(options: list[str], budget: float, left_out: set[str], folder: Path, tmp_path: Path) -> None:
    told = consolidated(folder, tmp_path, *options)
    status = {Path(each["file"]).as_posix(): each["status"] for each in told["submissions"]}
    assert len(status) == len(SENT)
    assert {file for file, each in status.items() if each == "écarté"} == left_out
    assert told["totals"]["budget"] == budget
    assert told["proved"]


def consolidated(folder: Path, output: Path, *options: str) -> dict[str, Any]:
    done = run("consolidate", folder, "-o", output / "ecarts.xlsx", "--json", *options)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.long
def test_what_is_left_out_says_why(folder: Path, tmp_path: Path) -> None:
    (jean,) = [each for each in consolidated(folder, tmp_path)["submissions"] if each["person"] == "Jean"]
    assert jean == {
        "file": "PAC_Jean.xlsx",
        "person": "Jean",
        "team": "Sud",
        "period": "2026-S1",
        "status": "écarté",
        "why": "plan de Jura, et non de Alpes (budget 4 €, dépensé 0 €, carnet 0 €)",
    }


@pytest.mark.long
def test_strict_fails_as_soon_as_something_is_left_out(folder: Path, tmp_path: Path) -> None:
    north = run("consolidate", folder / "nord", "-o", tmp_path / "nord.xlsx", "--strict")
    every = run("consolidate", folder, "-o", tmp_path / "tous.xlsx", "--strict")
    assert (north.exit_code, every.exit_code) == (0, 1)


def test_a_tie_between_firms_asks_which(folder: Path, tmp_path: Path) -> None:
    done = run("consolidate", folder / "nord/PAC_Zoé.xlsx", folder / "sud/PAC_Jean.xlsx", "-o", tmp_path / "e.xlsx")
    assert done.exit_code == 2
    assert "--company" in done.stderr
    assert not (tmp_path / "e.xlsx").exists()


def test_each_of_two_files_of_one_name_in_folders_of_one_name_gets_its_own_copy_back(
    folder: Path, tmp_path: Path
) -> None:
    for month, person in (("mars", "Paul"), ("avril", "Zoé")):
        (tmp_path / month / "Nord").mkdir(parents=True)
        shutil.copy(folder / f"nord/PAC_{person}.xlsx", tmp_path / month / "Nord" / "PAC_Paul.xlsx")
    out = tmp_path / "retour"
    for _ in range(2):
        run("return", tmp_path / "mars", tmp_path / "avril", "-o", out, "--all", "--force")
    copies = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.xlsx"))
    assert copies == ["avril/Nord/PAC_Paul.xlsx", "mars/Nord/PAC_Paul.xlsx"]


@pytest.mark.long
def test_a_client_of_nobody_is_told_when_each_gets_a_workbook(tmp_path: Path) -> None:
    firm = dataclasses.replace(
        SMALL, clients=(Client("Mairie de Gap"), Client("Alpha", person="ZOÉ"), Client("Bêta"))
    )
    settings = pacxl.write(reglages_contents(firm), tmp_path / "reglages.xlsx")
    done = run("new", settings, "--each", "-o", tmp_path / "vierges", "--period", "2026-S1")
    assert done.exit_code == 0
    assert "Mairie de Gap, Bêta" in done.stderr
    assert "Alpha" not in done.stderr


def test_totals_say_whether_they_are_proved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ecarts = pacxl.variance(pacxl.consolidate(pacxl.read_all([folder], today=TODAY)), today=TODAY)
    show_totals(ecarts, "fr")
    assert "✓ Totaux prouvés" in capsys.readouterr().out
    ecarts.figures["preuve_des_totaux"] = WRONG
    show_totals(ecarts, "fr")
    assert "✗ Totaux non prouvés" in capsys.readouterr().out


@pytest.mark.parametrize("people", [3, 5, 12])
@pytest.mark.parametrize("width", [40, 80, 140])
def test_no_figure_of_a_person_is_cut_whatever_the_screen(
    people: int, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plans = []
    for number in range(people):
        name = f"Anne-Sophie Vandenbroucke {number}"
        actions = {"famille": [MARKET], "etape": ["Choisir"], "budget": [112_345.67], "depense": [98_765.0]}
        owner = Identity("pac", "1", "Alpes", name, f"Équipe {number}", "2026-S1")
        plans.append(plan(owner=owner, today=TODAY, actions=actions))
    monkeypatch.setattr(screen, "_width", width)
    show_totals(pacxl.variance(pacxl.consolidate(plans), today=TODAY), "fr")
    told = plain_spaces(capsys.readouterr().out)
    assert "…" not in told
    assert (told.count("112 345,67 €") or told.count("112 346 €")) == people
    assert (told.count("98 765,00 €") or told.count("98 765 €")) == people


@pytest.mark.long
def test_the_demonstration_ends_in_proved_totals(tmp_path: Path) -> None:
    shown = run("demo", tmp_path)
    assert shown.exit_code == 0
    assert "✓ Totaux prouvés" in shown.stdout
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["PAC_vierge.xlsx", "ecarts.xlsx", "retours"]
