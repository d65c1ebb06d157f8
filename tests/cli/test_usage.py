"""The command line in words: its help, what it refuses and how each command ends, in French and in English."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from pacxl.cli.app import COMMANDS, app
from pacxl.cli.output.next_steps import NEXT_STEPS
from pacxl.typography import NARROW, WIDE, plain_spaces
from tests import ROOT
from tests.cli.test_cli import run
from tests.printed import printed_faults

ENGLISH_WORDS = re.compile(r"\b(?:usage|arguments|commands|error|missing|invalid|default|required|show this)\b", re.I)


def help_of(command: str) -> str:
    return CliRunner().invoke(app, [command, "--help"] if command else ["--help"], env={"COLUMNS": "200"}).stdout


@pytest.mark.parametrize("command", ["", *(name for name, *_ in COMMANDS)])
def test_a_help_page_is_french_as_it_is_printed(command: str) -> None:
    page = help_of(command)
    assert f"Utilisation{WIDE}: " in page
    assert "Afficher cette aide." in page
    assert [fault for line in page.splitlines() for fault in printed_faults(line.replace("│", ""))] == []
    assert ENGLISH_WORDS.search(page.replace("MODÈLE", "")) is None


@pytest.mark.parametrize("command", ["", *(name for name, *_ in COMMANDS)])
def test_a_help_page_is_english_where_it_is_asked_for(command: str) -> None:
    page = CliRunner().invoke(app, [*filter(None, [command]), "--help"], env={"COLUMNS": "200", "PACXL_LANG": "en"})
    assert "Usage: " in page.stdout
    assert "Show this help." in page.stdout
    assert re.findall(r"\b(?:les?|des|une?(?!-)|du|pour|qui|avec|dans)\b.*", page.stdout, re.I) == []


def test_each_text_of_the_english_help_is_of_one_of_the_french() -> None:
    english = tomllib.loads((ROOT / "pacxl/cli/help.en.toml").read_text(encoding="utf-8"))
    group: Any = typer.main.get_command(app)
    every = [group, *group.commands.values()]
    params = [param for command in every for param in command.params]
    texts = [text for command in every for text in (command.help, command.epilog)]
    texts += [text for param in params for text in (getattr(param, "help", ""), param.metavar)]
    assert english.keys() - {" ".join((text or "").split()) for text in texts} == set()


def test_no_line_of_a_page_begins_with_what_a_space_holds_back() -> None:
    """However narrow the terminal is."""
    for width in range(44, 100, 7):
        page = CliRunner().invoke(app, ["new", "--help"], env={"COLUMNS": str(width)}).stdout
        assert [line for line in page.splitlines() if re.match(r"│?\s*[:;?!»]", line)] == []


REFUSALS: dict[str, tuple[list[str], str, str]] = {
    "an option that is none": (["new", "--foo"], "l’option « --foo » n’existe pas", "the option “--foo”"),
    "a command that is none": (["nwe"], "« nwe » n’existe pas ; vouliez-vous dire new ?", "do you mean new?"),
    "an argument that lacks": (["check"], "il manque CHEMIN.", "PATH is missing."),
    "an option that lacks": (["read", "x"], "il manque --output.", "--output is missing."),
    "a date that is none": (["new", "--today", "2026-13-01"], "--today : il faut une date", "a date, for example"),
    "a number that is none": (["new", "--months", "x"], "il faut un nombre entier.", "a whole number is needed."),
    "a word of no list": (["read", "x", "-o", "y", "--format", "doc"], "csv, parquet ou json", "parquet or json"),
    "an option without its value": (["new", "--person"], "--person demande une valeur.", "--person needs a value."),
    "a word too many": (["templates", "a"], "rien n’attend « a ».", "nothing expects “a”."),
}


@pytest.mark.parametrize(("words", "french", "english"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_says_what_is_wanted_in_its_reader_s_language(words: list[str], french: str, english: str) -> None:
    refused = run(*words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("Erreur : ")
    assert french in refused.stderr
    assert ENGLISH_WORDS.search(refused.stderr) is None
    told = run(*words, PACXL_LANG="en")
    assert (told.exit_code, told.stderr[:7]) == (2, "Error: ")
    assert english in told.stderr


def test_a_language_that_is_none_is_told_in_french() -> None:
    assert "--lang : il faut fr ou en." in run("check", ".", "--lang", "it").stderr


def test_a_wrong_period_shows_the_right_forms_and_nothing_else() -> None:
    assert run("new", "--period", "2026-9").stderr == (
        "--period : « 2026-9 » n’est pas une période : saisissez 2026, 2026-S1 (semestre), 2026-T3 (trimestre), "
        "2026-07 (mois) ou 2026-07/2027-06 (exercice). Corrigez et relancez.\n"
    )


@pytest.mark.long
def test_a_period_may_be_said_in_words(tmp_path: Path) -> None:
    done = run("new", "smart", "-o", tmp_path / "PAC.xlsx", "--period", "1er semestre 2026")
    assert done.exit_code == 0, done.stderr


# --- what to do next --------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", NEXT_STEPS)
def test_a_next_step_is_one_sentence_in_both_languages(step: str) -> None:
    french, english = NEXT_STEPS[step]
    assert french != english
    assert sorted(re.findall(r"\{\d\}", french)) == sorted(re.findall(r"\{\d\}", english))


def test_a_command_ends_in_the_next_step_with_its_files_as_one_types_them(tmp_path: Path) -> None:
    path = tmp_path / "PAC Paul.xlsx"
    made = run("new", "essentiel", "-o", path, "--today", "2026-01-05").stdout.splitlines()
    assert made[-1].startswith("Ensuite : ouvrez-le dans Excel")
    assert made[-1].endswith(f': pacxl check "{path}"')
    assert run("check", path).stdout.splitlines()[-1].startswith("Ensuite : corrigez ces points")
    assert run("check", path, "--lang", "en").stdout.splitlines()[-1].startswith("Next: mend these points")
    back = run("return", path, "-o", tmp_path / "retour").stdout.splitlines()[-1]
    assert back.startswith("Ensuite : relisez les messages")
    assert run("templates").stdout.splitlines()[-1].startswith("Ensuite : choisissez un modèle")
    assert "Ensuite" not in run("check", path, "--json").stdout
    settings = tmp_path / "reglages.xlsx"
    assert run("settings", "essentiel", "-o", settings).exit_code == 0
    assert run("check", settings).stdout.splitlines()[-1].endswith(f"pacxl new {settings} -o PAC.xlsx")


@pytest.mark.long
def test_what_is_written_on_the_screen_keeps_its_no_break_spaces(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["new", "smart", "-o", str(tmp_path / "PAC.xlsx")])
    assert f"Classeur créé{WIDE}: " in done.stdout
    assert f"enregistrez{NARROW}; puis{WIDE}: " in done.stdout


IN_ENGLISH = {
    "an output that is no workbook": (["new", "essentiel", "-o", "PAC.txt"], "its name must end in .xlsx"),
    "a folder that is not there": (["new", "essentiel", "-o", "nulle/PAC.xlsx"], "there is no folder nulle"),
    "an output that is a folder": (["new", "essentiel", "-o", "ici.xlsx"], "it is a folder"),
    "a template that is none": (["new", "complett"], "unknown template “complett” (do you mean “complet”?)"),
    "settings that are not there": (["new", "firme.toml"], "no such file “firme.toml”"),
    "settings that are no TOML": (["new", "mots.toml"], "“mots.toml” is no TOML"),
    "a plan for its settings": (["new", "PAC.xlsx"], "it is no settings workbook"),
    "a period said twice": (["new", "--period", "2026", "--start", "2026-01-01"], "keep one of them"),
    "months of no start": (["new", "--months", "3"], "--months needs --start"),
    "too many months": (["new", "--start", "2026-01-01", "--months", "30"], "30 months: a plan covers 1 to 24"),
    "a start within a month": (["new", "--start", "2026-01-05"], "05/01/2026: a plan begins on the first day"),
}


@pytest.mark.parametrize(("words", "says"), IN_ENGLISH.values(), ids=IN_ENGLISH)
def test_what_goes_wrong_is_told_in_english_where_it_is_asked_for(
    words: list[str], says: str, blank_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ici.xlsx").mkdir()
    Path("mots.toml").write_text("a b", encoding="utf-8")
    shutil.copyfile(blank_path, "PAC.xlsx")
    out = [] if "-o" in words else ["-o", "neuf.xlsx"]
    told = run(*words, *out, "--lang", "en")
    assert told.exit_code == 2
    assert says in plain_spaces(" ".join(told.stderr.split()))
