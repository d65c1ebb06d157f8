"""The command line as a person meets it: what is printed, what is written, how it ends."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import pacxl
from pacxl.cli.app import app
from pacxl.cli.output.screen import show_findings
from pacxl.findings.finding import Finding, Place
from pacxl.typography import plain_spaces
from tests import bend
from tests.conftest import Once
from tests.guard.hostile.build import compound
from tests.plans import MARKET, OFFER, TODAY, plan
from tests.printed import french_left

Copied = Callable[..., Path]


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said, its no-break spaces as ordinary ones (`test_usage` looks at them)."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        return self.stdout + self.stderr


def run(*words: str | Path, **environment: str) -> Ran:
    done = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200", **environment})
    return Ran(done.exit_code, plain_spaces(done.stdout), plain_spaces(done.stderr))


# --- what cannot be done: one clear line, never a traceback ------------------------------------------------

FAULTS: dict[str, tuple[bytes | None, str]] = {
    "a file that is not there": (None, "Fichier introuvable."),
    "an empty file": (b"", "Le fichier est vide (0 octet)."),
    "a text file named .xlsx": (b"Bonjour tout le monde", "un fichier texte"),
    "a CSV named .xlsx": (b"Etape;Budget\nSalon;100\n", "un fichier CSV"),
    "a PDF named .xlsx": (b"%PDF-1.7 ...", "un document PDF"),
    "a web page named .xlsx": (b"<html><table></table></html>", "une page HTML"),
    "half a workbook": (b"PK\x03\x04" + b"\0" * 200, "endommagé"),
    "an encrypted workbook": (compound({"EncryptedPackage": b""}), "mot de passe"),
}


@pytest.mark.parametrize(("content", "sentence"), FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("command", ["check", "consolidate"])
def test_it_is_one_line_and_status_2(tmp_path: Path, command: str, content: bytes | None, sentence: str) -> None:
    path = tmp_path / "PAC.xlsx"
    if content is not None:
        path.write_bytes(content)
    more: list[str | Path] = ["-o", tmp_path / "ecarts.xlsx"] if command == "consolidate" else []
    result = run(command, path, *more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"PAC\.xlsx : .*\n", result.stderr)
    assert sentence in result.stderr
    assert not (tmp_path / "ecarts.xlsx").exists()


MISUSES: dict[str, tuple[list[str], str]] = {
    "an unknown template, with the near one": (["new", "complte"], "vouliez-vous dire « complet » ?"),
    "a period that is none": (["new", "--period", "2026-S3"], "« 2026-S3 » n’est pas une période"),
    "--each without people": (["new", "--each"], "--each : il faut des personnes"),
    "an ending that is not .xlsx": (["new", "-o", "PAC.ods"], "doit finir par .xlsx"),
    "a folder that does not exist": (["new", "-o", "nulle/part/PAC.xlsx"], "n’existe pas"),
    "a folder without a workbook": (["check", "."], "Aucun classeur ici."),
    "a firm's key that is none": (
        ["new", "firme.toml"],
        "clé inconnue « compagny » (vouliez-vous dire « company » ?)",
    ),
    "an indicator of half a ratio": (["new", "ratio.toml"], "un ratio a un numérateur et un dénominateur"),
    "a name that no cell holds": (["new", "--person", "x" * 32_768], "identité, person : 'xxx"),
    "a limit that no one knows": (["check", ".", "--limit", "heures=1"], "il faut un nom et un nombre"),
}


@pytest.mark.parametrize(("words", "sentence"), MISUSES.values(), ids=MISUSES)
def test_a_misuse_is_one_line_and_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("firme.toml").write_text('based_on = "complet"\ncompagny = "Essai"', encoding="utf-8")
    half = '[[indicators]]\nkey = "a"\nname = "A"\nunit = "€"\nnature = "ratio"'
    Path("ratio.toml").write_text(f'based_on = "complet"\n{half}', encoding="utf-8")
    result, english = run(*words), run(*words, "--lang", "en")
    assert result.exit_code == english.exit_code == 2
    assert sentence in " ".join(result.stderr.split())
    assert french_left(english.stderr) == []
    assert list(tmp_path.rglob("*.xlsx")) == []


def test_a_limit_of_reading_is_raised_and_lowered(copied: Copied) -> None:
    path = copied()
    refused = run("check", path, "--limit", "cellules=100", "--limit", "secondes=60")
    assert refused.exit_code == 2
    assert "cellules (au plus 100)" in refused.stderr
    assert run("check", path, "--limit", "cellules=1000000").exit_code == 0


def test_an_input_is_never_an_output(copied: Copied) -> None:
    path = copied()
    before = path.read_bytes()
    result = run("consolidate", path, "-o", path, "--force")
    assert result.exit_code == 2
    assert "un fichier reçu n’est jamais modifié" in result.stderr
    assert path.read_bytes() == before


def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "PAC.xlsx"
    words = ["new", "essentiel", "-o", str(path), "--today", "2026-01-05"]
    assert run(*words).exit_code == 0
    assert run(*words).exit_code == 2
    assert run(*words, "--force").exit_code == 0


# --- check ------------------------------------------------------------------------------------------------


def test_check_says_how_full_a_plan_is(tmp_path: Path) -> None:
    actions = {"famille": [OFFER], "etape": ["Écrire"], "qui": ["Paul"], "budget": [100.0], "debut": [TODAY]}
    path = pacxl.write(plan(actions=actions), tmp_path / "PAC_Paul.xlsx")
    told = " ".join(run("check", path).stdout.split())
    assert "Rien de l’essentiel n’est rempli." in told  # the only action lacks its end
    pacxl.write(plan(actions={**actions, "fin": [TODAY]}), path, force=True)
    told = " ".join(run("check", path).stdout.split())
    assert f"25 % de l’essentiel est rempli ; il reste : {MARKET} (à remplir" in told
    (full,) = json.loads(run("check", path, "--json").stdout)["fullness"]
    assert (full["file"], full["share"], len(full["left"])) == ("PAC_Paul.xlsx", 0.25, 3)
    sent = pacxl.send_back(path, tmp_path / "renvoi", always=True)
    assert sent.message is not None
    assert "de l’essentiel est rempli ; il reste :" in sent.message.read_text(encoding="utf-8")


def test_check_of_a_variance_workbook_says_that_it_is_no_plan(ecarts: Path) -> None:
    told = " ".join(run("check", ecarts).stdout.split())
    assert "Ce classeur n’est pas un plan" in told


def test_check_of_a_blank_workbook_is_status_0(blank_path: Path) -> None:
    """And said to be blank: nothing is wrong in it, nor is it right."""
    result = run("check", blank_path)
    told = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "Rien n’est saisi dans ce classeur" in told
    assert "1 fichier lu — 0 erreur, 1 à vérifier, 0 info" in told


def test_check_leaves_out_the_rules_that_the_firm_s_settings_leave_out(blank_path: Path, tmp_path: Path) -> None:
    firm = tmp_path / "firme.toml"
    firm.write_text('based_on = "smart"\nrelecture_off = ["nothing-typed"]\n', encoding="utf-8")
    told = run("check", blank_path, "--settings", firm).stdout.splitlines()
    assert told[0].endswith("Rien de l’essentiel n’est rempli.")
    assert told[1] == "1 fichier lu — 0 erreur, 0 à vérifier, 0 info"


def test_check_tells_each_error_with_its_cell_and_is_status_1(copied: Copied) -> None:
    path = copied()
    (cell,) = bend.type_in(path, "Actions_marche", (1, "Budget", "abc"))
    result = run("check", path)
    assert result.exit_code == 1
    assert cell in result.stdout
    assert "« abc » n’est pas lisible dans la colonne Budget" in result.stdout


def test_check_begins_with_what_there_is_to_do_a_line_a_cause(capsys: pytest.CaptureFixture[str]) -> None:
    idle = [Finding("kept-as-libre", Place("a.xlsx", "Offre", "L2"), about={"count": "2"})]
    idle += [Finding("sheet-hidden", Place("b.xlsx", f"S{n}", "A1"), about={"table": "T"}) for n in range(53)]
    asked = [Finding("amount-missing", Place("b.xlsx", "Carnet", f"F{row}")) for row in range(9, 59)]
    show_findings([*idle, *asked], "fr")
    rows = [line.split() for line in capsys.readouterr().out.split("\n") if line.strip()]
    assert rows[0] == ["b.xlsx"]
    assert rows[3][:5] == ["à", "vérifier", "Carnet", "F9:F58", "L’affaire"]
    assert [row[0] for row in rows].count("info") == 2
    assert rows.index(["a.xlsx"]) > 3


def test_a_warning_is_status_1_only_when_strict(copied: Copied) -> None:
    path = copied()
    bend.type_in(path, "Actions_marche", (4, "Budget", 12))
    assert [run("check", path).exit_code, run("check", path, "--strict").exit_code] == [0, 1]


def test_check_json_is_one_object_and_nothing_else(copied: Copied) -> None:
    path = copied()
    bend.type_in(path, "Actions_marche", (1, "Budget", "abc"))
    told = json.loads(run("check", path, "--json").stdout)
    assert told["files"] == 1
    assert {key: told["findings"][0][key] for key in ("code", "severity", "column", "value")} == {
        "code": "not-accepted",
        "severity": "error",
        "column": "Budget",
        "value": "abc",
    }


# In `make quick`, that all that is told in English keeps to it: tests/findings/test_codes.py.
@pytest.mark.parametrize("lang", ["fr", pytest.param("en", marks=pytest.mark.long)])
def test_what_json_prints_keeps_to_the_schema(copied: Copied, tmp_path: Path, lang: str) -> None:
    schema = json.loads(run("schema").stdout)
    Draft202012Validator.check_schema(schema)
    path = copied()
    bend.type_in(path, "Actions_marche", (1, "Budget", "abc"), (2, "Budget", "1 000 €"))
    checked = json.loads(run("check", path, "--json", "--lang", lang).stdout)
    team = json.loads(run("consolidate", path, "-o", tmp_path / "e.xlsx", "--json", "--lang", lang).stdout)
    assert {each["code"] for each in checked["findings"]} >= {"not-accepted", "converted"}
    for told in (checked, team):
        assert [fault.message for fault in Draft202012Validator(schema).iter_errors(told)] == []


@pytest.mark.parametrize("by", ["option", "environment"])
def test_messages_in_english_on_request(copied: Copied, by: str) -> None:
    path = copied()
    bend.type_in(path, "Actions_marche", (1, "Budget", "abc"))
    result = run("check", path, "--lang", "en") if by == "option" else run("check", path, PACXL_LANG="en")
    assert "“abc” cannot be read in the column Budget: an amount in euros" in result.stdout


# --- read and consolidate ----------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_read_writes_a_file_a_table(copied: Copied, tmp_path: Path, form: str) -> None:
    path = copied()
    bend.type_in(path, "Actions_marche", (1, "Budget", 12.5), (1, "Étape", "Été"))
    assert run("read", path, "-o", tmp_path / "tables", "--format", form).exit_code == 0
    file = tmp_path / "tables" / f"actions.{form}"
    frame: pd.DataFrame = getattr(pd, f"read_{form}")(file)
    assert frame[["etape", "budget", "fichier"]].to_numpy().tolist()[0] == ["Été", 12.5, "PAC_Paul.xlsx"]
    assert (tmp_path / "tables" / f"findings.{form}").exists()


FRAMES: dict[str, tuple[tuple[str, ...], str, dict[str, str]]] = {
    "for French Excel, if nothing is said": ((), "csv", {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"}),
    "for a program": (("--csv", "plain"), "csv", {}),
    "as Parquet": (("--format", "parquet"), "parquet", {}),
}


# In `make quick`, --csv goes to `read`, below.
@pytest.mark.parametrize(
    ("asked", "form", "reading"),
    [
        pytest.param(*each, id=name, marks=pytest.mark.long if name == "for a program" else ())
        for name, each in FRAMES.items()
    ],
)
def test_consolidate_writes_its_tables_too(
    asked: tuple[str, ...], form: str, reading: dict[str, str], copied: Copied, tmp_path: Path
) -> None:
    path = copied()
    bend.type_in(path, "Actions_marche", (1, "Budget", 12.5))
    tables = tmp_path / "tables"
    assert run("consolidate", path, "-o", tmp_path / "ecarts.xlsx", "--frames", tables, *asked).exit_code == 0
    frame: pd.DataFrame = getattr(pd, f"read_{form}")(tables / f"par_famille.{form}", **reading)
    assert frame["budget"].sum() == 12.5
    assert {"actions", "findings", "previsions"} < {file.stem for file in tables.iterdir()}


def test_read_writes_csv_for_excel_on_request(copied: Copied, tmp_path: Path) -> None:
    path = copied()
    bend.type_in(path, "Actions_marche", (1, "Budget", 12.5))
    assert run("read", path, "-o", tmp_path / "tables", "--csv", "excel").exit_code == 0
    assert b";12,5;" in (tmp_path / "tables" / "actions.csv").read_bytes()


@pytest.mark.long
def test_consolidate_json_gives_totals_and_cells(copied: Copied, tmp_path: Path) -> None:
    one, other = copied("un.xlsx"), copied("deux.xlsx")
    bend.type_in(one, "Actions_marche", (1, "Budget", 100), (1, "Dépensé", 90.5))
    bend.type_in(other, "Carnet", (1, "Société", "A"), (1, "Montant", 1000), (1, "Probabilité", 0.5))
    told = json.loads(run("consolidate", one, other, "-o", tmp_path / "ecarts.xlsx", "--json").stdout)
    assert told["totals"] == {
        "actions": 4,  # two versions of one plan: each fills a table of its own
        "budget": 100.0,
        "depense": 90.5,
        "hors_budget": 0.0,
        "ecart_constate": 0.0,
        "ecart_atterrissage": 0.0,
        "budget_libere": 0.0,
        "carnet_ouvert": 1000.0,
        "carnet_signe": 0.0,
        "carnet_perdu": 0.0,
        "carnet_montant": 1000.0,
        "carnet_pondere": 500.0,
        "projection": 500.0,
        "carnet_p10": 0.0,
        "carnet_p50": 0.0,
        "carnet_p90": 1000.0,
        "doublons_decides": 0.0,
        "doublons_probables": 0.0,
        "carnet_ouvert_dedoublonne": 1000.0,
    }
    cells = told["cells"]
    assert cells["read"] == cells["retained"] + cells["converted"] + cells["rejected"] + cells["libre"]


@pytest.mark.long
def test_consolidate_goes_on_without_the_file_that_cannot_be_read(copied: Copied, tmp_path: Path) -> None:
    copied()
    (tmp_path / "vide.xlsx").touch()
    result = run("consolidate", tmp_path, "-o", tmp_path / "ecarts.xlsx", "--frames", tmp_path / "tables")
    assert result.exit_code == 1
    assert (tmp_path / "ecarts.xlsx").exists()
    assert "1 fichier lu, 1 illisible" in result.stdout
    assert "Le fichier est vide" in (tmp_path / "tables" / "findings.csv").read_text(encoding="utf-8")


@pytest.fixture
def ecarts(blank_path: Path, once: Once, tmp_path: Path) -> Path:
    """The écarts of Paul's workbook, as the command makes them; to be changed."""

    def make(path: Path) -> None:
        assert run("consolidate", blank_path, "-o", path).exit_code == 0

    return Path(shutil.copy(once("écarts de Paul.xlsx", make), tmp_path / "ecarts.xlsx"))


def test_an_earlier_variance_workbook_in_the_folder_is_left_out(copied: Copied, ecarts: Path, tmp_path: Path) -> None:
    copied()
    second = tmp_path / "bis" / "ecarts.xlsx"
    second.parent.mkdir()
    result = run("consolidate", tmp_path, "-o", second)
    assert (result.exit_code, second.exists()) == (0, True)
    assert "n’est pas un plan" in result.stdout
    assert run("consolidate", ecarts, "-o", tmp_path / "ter.xlsx").exit_code == 2


def test_new_makes_a_workbook_a_person(tmp_path: Path) -> None:
    settings = tmp_path / "firme.toml"
    people = '[[people]]\nname = "Zoé"\n[[people]]\nname = "Paul / Nord"\n'
    settings.write_text(f'based_on = "smart"\ncompany = "Essai"\n{people}', encoding="utf-8")
    assert run("new", settings, "--each", "-o", tmp_path / "vierges", "--period", "2026-S1").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "vierges").iterdir()) == [
        "PAC_Direction.xlsx",
        "PAC_Paul_Nord.xlsx",
        "PAC_Zoé.xlsx",
    ]


def test_templates_are_listed() -> None:
    assert [each["name"] for each in json.loads(run("templates", "--json").stdout)] == [
        "canaux",
        "complet",
        "essentiel",
        "operationnel",
        "personas",
        "smart",
    ]


@pytest.mark.parametrize("command", ["templates", "settings", "new", "check", "read", "consolidate", "demo"])
def test_help_ends_in_an_example(command: str) -> None:
    lines = [line.strip() for line in run(command, "--help").stdout.splitlines() if line.strip()]
    assert lines[-1].startswith(f"Exemple : pacxl {command}")
