"""`pacxl import` as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pacxl
from tests.cli.test_cli import run
from tests.crm.exports import Sheet, table
from tests.crm.test_update import FIRST, plan
from tests.plans import TODAY

SELLSY = """
Identifiant|Nom de l'opportunité|Société liée|Montant potentiel|Étape|Probabilité|\
Date d'échéance|Collaborateur affecté|Statut
7|Chauffage|Alpha|12000|Négo|70|15/04/2026|Paul|Ouverte
8|Toiture|Bêta|8000|Négo|70|20/05/2026|Paul|Gagnée
"""
WORDS = """
Identifiant;N° CRM
Nom de l'opportunité;Nature
Société liée;Société
Montant potentiel;Montant
Étape;Étape
Probabilité;Probabilité
Date d'échéance;Date jalon
Collaborateur affecté;Commercial
Statut;Issue
"""


@pytest.fixture
def paul(tmp_path: Path) -> Path:
    return pacxl.write(plan(societe=["Zêta"], montant=[500.0]), tmp_path / "PAC_Paul.xlsx")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return Sheet(table(FIRST)).write(tmp_path)


@pytest.mark.long
def test_a_plan_is_brought_up_to_date_in_a_new_workbook(paul: Path, export: Path, tmp_path: Path) -> None:
    before = paul.read_bytes()
    done = run("import", export, "-o", tmp_path / "neuf.xlsx", "--into", paul)
    assert done.exit_code == 0, done.output
    assert "Affaires : 3 nouvelles" in done.stdout
    assert paul.read_bytes() == before
    carnet = pacxl.read(tmp_path / "neuf.xlsx").frames["carnet"]
    assert carnet["societe"].tolist() == ["Zêta", "Alpha", "Bêta", "Gamma"]
    again = run("import", export, "-o", tmp_path / "encore.xlsx", "--into", tmp_path / "neuf.xlsx")
    assert "Affaires : 3 inchangées" in again.stdout


def test_without_a_plan_a_carnet_is_made(export: Path, tmp_path: Path) -> None:
    done = run("import", export, "-o", tmp_path / "carnet.xlsx", "--period", "2026-T2", "--today", TODAY.isoformat())
    assert done.exit_code == 0, done.output
    contents = pacxl.read(tmp_path / "carnet.xlsx")
    assert contents.frames["carnet"]["societe"].tolist() == ["Alpha", "Bêta", "Gamma"]
    assert [sheet.name for sheet in contents.book.sheets if sheet.name in ("Carnet", "CRM", "Vision")] == [
        "Carnet",
        "CRM",
    ]


def test_any_crm_is_read_by_a_file_of_words(tmp_path: Path) -> None:
    export, words = Sheet(table(SELLSY), ";").write(tmp_path), tmp_path / "mots.csv"
    refused = run("import", export, "-o", tmp_path / "a.xlsx")
    assert refused.exit_code == 2
    assert "Ce n’est pas un export reconnu" in refused.stderr
    words.write_text(WORDS.strip() + "\nétape;Négo;Devis\n", encoding="utf-8")
    done = run("import", export, "-o", tmp_path / "a.xlsx", "--map", words)
    assert done.exit_code == 0, done.output
    carnet = pacxl.read(tmp_path / "a.xlsx").frames["carnet"]
    assert carnet["etape"].tolist() == ["Devis", "Devis"]
    assert carnet["issue"].tolist() == ["ouverte", "gagnée"]
    assert carnet["reference"].tolist() == ["7", "8"]
    assert carnet["cloture"].isna().all()  # what was expected is no closing


def test_everything_is_in_the_report(paul: Path, export: Path, tmp_path: Path) -> None:
    done = run("import", export, "-o", tmp_path / "neuf.xlsx", "--into", paul, "--json")
    report = json.loads(done.stdout)
    assert [each["value"] for each in report["findings"] if each["code"] == "crm-new"] == [
        "Alpha – Chauffage",
        "Bêta – Toiture",
        "Gamma – Façade",
    ]


FAULTS = {
    "a column that is none": ("Identifiant;Numéro", "« Numéro » n’est pas une colonne du carnet"),
    "a CRM that is none": ("", "CRM inconnu « sellsy »"),
}


@pytest.mark.parametrize(("words", "says"), FAULTS.values(), ids=FAULTS)
def test_a_slip_is_one_line(words: str, says: str, tmp_path: Path) -> None:
    export, file = Sheet(table(SELLSY), ";").write(tmp_path), tmp_path / "mots.csv"
    file.write_text(f"{words}\nSociété liée;Société\n" if words else "a;b\n", encoding="utf-8")
    options = ["--map", file] if words else ["--from", "sellsy"]
    done = run("import", export, "-o", tmp_path / "a.xlsx", *options)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert says in done.stderr


def test_an_export_among_plans_is_sent_back_to_nobody(paul: Path, export: Path, tmp_path: Path) -> None:
    done = run("return", paul.parent, "-o", tmp_path / "renvoi")
    assert export.name not in done.output


def test_only_a_plan_is_imported_into(export: Path, tmp_path: Path) -> None:
    settings = tmp_path / "reglages.xlsx"
    run("settings", "complet", "-o", settings)
    done = run("import", export, "-o", tmp_path / "a.xlsx", "--into", settings)
    assert done.exit_code == 2
    assert "« reglages.xlsx » n’est pas un plan" in done.stderr
