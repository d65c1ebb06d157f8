"""A folder of twelve files as a team sends them: what came of each file and of each person, the totals, the exit
status; and the messages that are ready for everybody, those who have sent nothing too."""

from __future__ import annotations

import dataclasses
import datetime as dt
import email
import email.policy
import json
import shutil
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import pacxl
from pacxl.books.reglages_contents import reglages_contents
from pacxl.cli.output.json_report import json_schema
from pacxl.compute.contents import Contents
from pacxl.settings.people import Person
from pacxl.typography import plain_spaces
from tests import judges
from tests.cli.test_cli import run
from tests.guard.hostile.build import compound
from tests.plans import MARKET, SMALL, with_rows
from tests.typed import changed, table_of, type_into

PERIOD, DAY, DUE = "2026-T2", dt.date(2026, 6, 30), dt.date(2026, 6, 15)
TEAM = ("Paul", "Zoé", "Malik", "Léa", "Ada", "Hugo", "Nora", "Iris")
FIRM = dataclasses.replace(
    SMALL,
    name="reglages.xlsx",
    company="Alpes",
    period=PERIOD,
    people=tuple(Person(name, "Nord", email=f"p{number}@alpes.example") for number, name in enumerate(TEAM)),
    due=DUE,
)


def sent(
    person: str, budget: float, spent: float | None = None, firm: str = "Alpes", period: str = PERIOD
) -> Contents:
    """A plan with one action, finished where something is spent."""
    blank = pacxl.blank(FIRM, person=person, company=firm, period=period, today=DAY)
    action = {"famille": [MARKET], "etape": ["Choisir"], "budget": [budget], "depense": [spent]}
    return with_rows(blank, actions=action | {"fin_reelle": [None if spent is None else DAY]})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve files; of Iris there is none."""
    home = tmp_path_factory.mktemp("reçus")
    plans = {
        "PAC_Paul.xlsx": sent("Paul", 1000),
        "PAC_Paul (2).xlsx": sent("Paul", 200),
        "PAC_Zoé.xlsx": sent("Zoé", 30),
        "PAC_Léa.xlsx": pacxl.blank(FIRM, person="Léa", today=DAY),
        "PAC_Jean.xlsx": sent("Jean", 4, firm="Jura Bois"),
        "PAC_Ada.xlsx": sent("Ada", 5, period="2025-T4"),
        "PAC_Hugo.xlsx": sent("Hugo", 600, 550),
        "PAC_Nora.xlsx": sent("Nora", 7000, 9000),
        "reglages.xlsx": reglages_contents(FIRM, DAY),
    }
    for name, plan in plans.items():
        pacxl.write(plan, home / name)
    with changed(home / "PAC_Zoé.xlsx") as parts:
        table = table_of(parts, "Actions_marche")
        type_into(parts, table.part, {table.cell(1, "Dépensé"): "abc"})
    shutil.copy(home / "PAC_Hugo.xlsx", home / "PAC_Hugo - Copie.xlsx")
    (home / "PAC_Malik.xlsx").write_bytes(compound({"EncryptedPackage": b""}))
    (home / "notes.xlsx").write_bytes(b"%PDF-1.7")
    return home


@pytest.fixture(scope="module")
def told(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    output = tmp_path_factory.mktemp("écarts") / "ecarts.xlsx"
    report = consolidated(folder, output)
    assert report["exit"] == 1  # as some cell or file cannot be read
    return {**report, "output": output}


def consolidated(folder: Path, output: Path, *options: str | Path) -> dict[str, Any]:
    asked = ("--settings", folder / "reglages.xlsx", "--today", str(DAY), "--json", *options)
    done = run("consolidate", folder, "-o", output, *asked)
    report: dict[str, Any] = json.loads(done.stdout)
    assert list(Draft202012Validator(json_schema()).iter_errors(report)) == []
    return {**report, "exit": done.exit_code, "written": output.read_bytes()}


# --- what came of each file, and of each person -----------------------------------------------------------

FILES = {
    "PAC_Paul.xlsx": ("Paul", "remplacé"),
    "PAC_Paul (2).xlsx": ("Paul", "compté"),
    "PAC_Zoé.xlsx": ("Zoé", "compté"),
    "PAC_Malik.xlsx": ("", "illisible"),
    "PAC_Léa.xlsx": ("Léa", "compté"),
    "PAC_Jean.xlsx": ("Jean", "écarté"),
    "PAC_Ada.xlsx": ("Ada", "écarté"),
    "PAC_Hugo.xlsx": ("Hugo", "compté"),
    "PAC_Hugo - Copie.xlsx": ("", "copie"),
    "PAC_Nora.xlsx": ("Nora", "compté"),
    "notes.xlsx": ("", "illisible"),
}


@pytest.mark.long
def test_what_became_of_each_file(told: dict[str, Any]) -> None:
    """A settings workbook is no plan: it is told, and has no status."""
    assert told["files"] == 12
    assert {each["file"]: (each["person"], each["status"]) for each in told["submissions"]} == FILES
    assert "not-a-plan" in {finding["code"] for finding in told["findings"]}


ROSTER = [
    ("Paul", "PAC_Paul (2).xlsx", "reçu", True),
    ("Zoé", "PAC_Zoé.xlsx", "à corriger", True),
    ("Malik", "PAC_Malik.xlsx", "illisible", True),
    ("Léa", "PAC_Léa.xlsx", "vide", True),
    ("Ada", "PAC_Ada.xlsx", "écarté", True),
    ("Hugo", "PAC_Hugo.xlsx", "reçu", True),
    ("Nora", "PAC_Nora.xlsx", "reçu", True),
    ("Iris", "", "en retard", True),
    ("Jean", "PAC_Jean.xlsx", "écarté", False),
    ("", "notes.xlsx", "illisible", False),
]


def test_each_person_has_one_status(told: dict[str, Any]) -> None:
    keys = ("person", "file", "status", "expected")
    assert [tuple(line[key] for key in keys) for line in told["roster"]] == ROSTER


def test_each_line_says_what_is_asked(told: dict[str, Any]) -> None:
    asked = {line["person"]: line["asked"] for line in told["roster"]}
    assert "mot de passe" in asked.pop("Malik")
    assert asked.pop("Ada").startswith("4e trimestre 2025, et non 2e trimestre 2026")
    assert asked.pop("Jean").startswith("plan de Jura Bois, et non de Alpes")
    assert "PDF" in asked.pop("")
    assert asked == {
        "Paul": "",
        "Zoé": "1 à corriger",
        "Léa": "Rien n’y est rempli.",
        "Hugo": "",
        "Nora": "1 écart à expliquer",
        "Iris": "Son classeur n’est pas arrivé (attendu le 15/06/2026).",
    }


def test_the_totals_are_those_of_the_files_that_count(told: dict[str, Any]) -> None:
    assert told["totals"]["budget"] == 200 + 30 + 600 + 7000
    assert told["totals"]["depense"] == 550 + 9000
    assert told["totals"]["ecart_constate"] == -50 + 2000


def test_how_much_each_has_filled_in(told: dict[str, Any]) -> None:
    """Three steps and one, a carnet without rows, two indicators of three months: eleven rows to fill in."""
    hugo = {line["sheet"]: (line["rows"], line["filled"]) for line in told["completion"] if line["person"] == "Hugo"}
    assert hugo == {MARKET: (3, 1), "L’offre d'été": (1, 0), "Carnet": (1, 0), "Indicateurs": (6, 0)}
    filled = {line["person"]: line["filled"] for line in told["roster"]}
    assert filled["Hugo"] == filled["Paul"] == pytest.approx(1 / 11)
    assert (filled["Léa"], filled["Iris"]) == (0, None)


def test_the_first_page_counts_who_has_answered(told: dict[str, Any]) -> None:
    ecarts = pacxl.read(told["output"])
    assert {key: ecarts.figures[key] for key in ("recus", "attendus")} == {"recus": 4, "attendus": 2}
    rates = ecarts.frames["qui_remplissage"].set_index("commercial")["taux"]
    assert rates["Hugo"] == pytest.approx(1 / 11)


@pytest.mark.long  # in `make quick`, the first page goes to IronCalc in tests/consolidation/test_synthese.py
def test_its_formulas_are_what_ironcalc_finds(told: dict[str, Any]) -> None:
    cells = judges.formula_cells(told["output"])
    assert list(judges.disagreements(cells, judges.by_ironcalc(told["output"], cells))) == []


@pytest.mark.long
def test_run_again_nothing_changes(told: dict[str, Any], folder: Path) -> None:
    again = consolidated(folder, told["output"], "--force")
    assert again == {key: told[key] for key in again}


def test_the_screen_has_a_line_a_person(folder: Path, tmp_path: Path) -> None:
    """Of two files: it has those too who are in none."""
    asked = ("--settings", folder / "reglages.xlsx", "--today", str(DAY))
    files = (folder / "PAC_Hugo.xlsx", folder / "PAC_Paul.xlsx")
    shown = run("consolidate", *files, "-o", tmp_path / "e.xlsx", *asked).stdout
    assert "2 plans reçus sur 8 attendus" in shown
    lines = {line.split()[0]: line.split() for line in shown.splitlines() if "(Nord)" in line}
    assert lines["Hugo"] == ["Hugo", "(Nord)", "reçu", "9", "%"]
    assert lines["Iris"][2:4] == ["en", "retard"]


# --- who is expected --------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_list_says_who_is_expected(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "attendus.csv").write_text("Nom;Équipe\nHugo;Nord\nSam;Sud\n", encoding="utf-8")
    options = ("--expected", tmp_path / "attendus.csv", "--due", "2026-07-31")
    roster = consolidated(folder, tmp_path / "e.xlsx", *options)["roster"]
    expected = [(line["person"], line["team"], line["status"]) for line in roster if line["expected"]]
    assert expected == [("Hugo", "Nord", "reçu"), ("Sam", "Sud", "attendu")]
    assert {line["person"] for line in roster} >= {"Paul", "Zoé"}  # heard of, if not expected


def test_a_list_without_a_name_is_one_line(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "attendus.csv").write_text("Montant;Date\n12;13\n", encoding="utf-8")
    done = run("consolidate", folder, "-o", tmp_path / "e.xlsx", "--expected", tmp_path / "attendus.csv")
    assert done.exit_code == 2
    assert "attendus.csv" in done.stderr
    assert done.stderr.count("\n") == 1


# --- the messages -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def back(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("à renvoyer")
    done = run("return", folder, "-o", output, "--settings", folder / "reglages.xlsx", "--today", str(DAY))
    assert done.exit_code == 0
    assert "PAC_Hugo - Copie.xlsx" in done.stderr
    return output


def draft(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


@pytest.mark.long
def test_each_has_a_message_and_those_with_something_to_mend_a_copy(back: Path) -> None:
    """Hugo has nothing to mend, and one of his two files is a copy."""
    copies = {"PAC_Zoé.xlsx", "PAC_Nora.xlsx"}
    messages = {
        *(f"PAC_{name} - message" for name in ("Paul", "Zoé", "Malik", "Léa", "Ada", "Jean", "Nora")),
        "notes - message",
        "PAC_Iris - rappel",
    }
    assert {path.name for path in back.iterdir()} == copies | {
        f"{name}{ending}" for name in messages for ending in (".txt", ".eml")
    }


SUBJECTS = {
    "PAC_Paul - message": "fichier non compté",
    "PAC_Zoé - message": "1 à corriger",
    "PAC_Malik - message": "fichier illisible",
    "PAC_Léa - message": "plan à remplir",
    "PAC_Ada - message": "fichier non compté",
    "PAC_Nora - message": "1 à vérifier",
    "PAC_Iris - rappel": "plan en retard",
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_draft_says_what_the_text_says_and_to_whom(back: Path, name: str) -> None:
    message, text = draft(back / f"{name}.eml"), (back / f"{name}.txt").read_text(encoding="utf-8")
    said = message.get_body(("plain",))
    assert said is not None
    assert text == f"Objet\u00a0: {message['Subject']}\n\n{said.get_content()}".replace("\r\n", "\n")
    assert message["Subject"].rpartition("\u00a0: ")[2] == SUBJECTS[name]
    number = TEAM.index(name.split(maxsplit=1)[0].removeprefix("PAC_"))
    assert (message["X-Unsent"], message["To"]) == ("1", f"p{number}@alpes.example")


def test_a_draft_has_the_annotated_copy_attached(back: Path) -> None:
    (attached,) = draft(back / "PAC_Zoé - message.eml").iter_attachments()
    assert attached.get_filename() == "PAC_Zoé.xlsx"
    assert attached.get_content() == (back / "PAC_Zoé.xlsx").read_bytes()
    assert list(draft(back / "PAC_Iris - rappel.eml").iter_attachments()) == []


SAID: dict[str, Sequence[str]] = {
    "PAC_Paul - message": ("Deux versions du plan de Paul", "PAC_Paul (2).xlsx", "dites-le-moi en réponse"),
    "PAC_Ada - message": ("couvre une autre période (4e trimestre 2025, et non 2e trimestre 2026)",),
    "PAC_Jean - message": ("est de l’entreprise Jura Bois",),
    "PAC_Léa - message": ("rien n’y est rempli", "Il était attendu pour le 15/06/2026."),
    "PAC_Nora - message": ("Écart défavorable de 2", f"{MARKET} · Choisir", "« Analyse des écarts »"),
    "PAC_Iris - rappel": ("Bonjour Iris,", "votre plan d’action commercial 2e trimestre 2026", "15/06/2026"),
}


@pytest.mark.parametrize("name", SAID)
def test_a_message_tells_what_only_shows_when_files_are_together(back: Path, name: str) -> None:
    text = plain_spaces((back / f"{name}.txt").read_text(encoding="utf-8"))
    assert [words for words in SAID[name] if words not in text] == []


@pytest.mark.long  # in `make quick`, the page's are the command's: tests/page/test_steps.py
def test_the_same_folder_gives_the_same_messages(back: Path, folder: Path, tmp_path: Path) -> None:
    run("return", folder, "-o", tmp_path, "--settings", folder / "reglages.xlsx", "--today", str(DAY))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in back.iterdir()
    }
