"""One's own plan at the command line: what was understood is shown, written out, corrected in Excel, read again."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from jsonschema import Draft202012Validator

import pacxl
from pacxl.cli.output.json_report import json_schema
from pacxl.cli.output.screen import out
from pacxl.reading.load import load_correspondences
from pacxl.settings.correspondences import HEADER, SHEET
from tests import judges
from tests.cli.test_cli import run
from tests.conftest import Once
from tests.reading.own_pacs import Sheets, save

_: Any = None
JUNE = dt.datetime(2026, 6, 30)
OWN: Sheets = {
    "Salons": [
        ("Action", "Porteur", "Échéance", "Avancée", "Statut", "Prévu", "Notes", "Janv.", "Févr.", "Mars"),
        ("Salon de l’habitat", "Zoé", JUNE, "Bien parti", "En cours", 4000, "Deux jours", "x", "x", _),
        ("Refondre la plaquette", "Paul", JUNE, "Bloqué chez l’imprimeur", "Au point mort", 900, _, _, "x", _),
        ("Mailing de printemps", "Zoé", JUNE, "Rien", "Fait", 300, _, _, _, "x"),
    ],
    "Affaires": [("Client", "Montant HT", "Statut"), ("Hôtel du Port", 12_000, "Gagné"), ("Garage", 800, "En cours")],
}
FOREIGN: Sheets = {"Liste": [("Wer", "Was genau", "Bis"), ("Zoé", "Messe", JUNE), ("Paul", "Anrufe", JUNE)]}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return save(OWN, tmp_path / "suivi.xlsx")


@pytest.fixture
def written(own: Path, once: Once, tmp_path: Path) -> Path:
    """The workbook of its correspondences; to be changed."""

    def make(path: Path) -> None:
        assert run("map", own, "-o", path).exit_code == 0

    return Path(shutil.copy(once("correspondances.xlsx", make), tmp_path))


def corrected(path: Path, ours: Mapping[str, str | None]) -> Path:
    """The workbook of correspondences, with other words of ours beside some of theirs."""
    workbook = openpyxl.load_workbook(path)
    sheet, left = workbook["Correspondances"], dict(ours)
    for what, theirs, cell in ((row[1], row[2], row[3]) for row in sheet.iter_rows() if len(row) > 3):
        if what.value and str(theirs.value) in left:
            cell.value = left.pop(str(theirs.value))
    assert not left
    workbook.save(path)
    return path


@pytest.mark.long
def test_the_columns_of_months_are_written_out_and_can_be_corrected(tmp_path: Path) -> None:
    rows = [("Indicateur", "Janv. 2026", "Févr. 2026", "Mars 2026"), ("CA", 10, 20, 30), ("Visites", 4, 5, 6)]
    path = save({"KPI": rows}, tmp_path / "kpi.xlsx")
    words = tmp_path / "correspondances.xlsx"
    assert run("map", path, "-o", words).exit_code == 0
    corrected(words, {"Mars 2026": "Objectif"})
    plan = pacxl.read(path, words=load_correspondences(words))
    assert plan.frames["indicateurs"]["objectif"].dropna().tolist() == [30, 6]


def test_json_has_what_was_understood(own: Path) -> None:
    told = json.loads(run("check", own, "--json").stdout)
    assert [fault.message for fault in Draft202012Validator(json_schema()).iter_errors(told)] == []
    porteur = next(each for each in told["understood"] if each["header"] == "Porteur")
    assert porteur == {
        **{"file": "suivi.xlsx", "sheet": "Salons", "cell": "B1", "header": "Porteur", "table": "Actions"},
        **{"column": "Qui", "how": "header", "sure": 1.0, "samples": ["Zoé", "Paul", "Zoé"]},
    }
    assert next(each["column"] for each in told["understood"] if each["header"] == "Janv.") == ""


# --- shown ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        (
            "fr",
            (
                "suivi.xlsx › Salons : Actions",
                "Le vôtre",
                "Porteur Qui son nom 100 % Zoé · Paul",
                "Janv. … Mars",
                "pacxl map suivi.xlsx",
            ),
        ),
        (
            "en",
            (
                "suivi.xlsx › Salons: Actions",
                "Yours",
                "Porteur Qui its name 100% Zoé · Paul",
                "Janv. … Mars",
                "pacxl map suivi.xlsx",
            ),
        ),
    ],
)
def test_check_of_one_s_own_plan_begins_with_what_was_understood(
    lang: str, says: tuple[str, ...], own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(out, "width", 80)
    lines = run("check", own, "--lang", lang).stdout.split("\n")
    first = [" ".join(line.split()) for line in lines]
    assert first[0] == says[0]
    assert [text for text in says if not any(text in line for line in first)] == []
    tables = lines[: next(row for row, line in enumerate(lines) if "pacxl map" in line)]
    assert max(map(len, tables)) <= 80


def test_check_of_a_workbook_of_ours_shows_no_such_table(blank_path: Path) -> None:
    assert "Le vôtre" not in run("check", blank_path).stdout


# --- written out, and read again --------------------------------------------------------------------------


def test_what_is_written_out_says_what_was_understood(written: Path) -> None:
    words = load_correspondences(written)
    assert [(each.what, each.theirs, each.ours) for each in words.lines] == [
        (HEADER, "Action", "Étape"),
        (HEADER, "Porteur", "Qui"),
        (HEADER, "Échéance", "Fin"),
        (HEADER, "Avancée", ""),
        (HEADER, "Statut", "Statut saisi"),
        (HEADER, "Prévu", "Budget"),
        (HEADER, "Notes", "Analyse des écarts"),
        (HEADER, "Client", "Société"),
        (HEADER, "Montant HT", "Montant"),
        (HEADER, "Statut", "Issue"),
        (SHEET, "Salons", "Salons"),
        ("statut_saisi", "En cours", "en cours"),
        ("statut_saisi", "Au point mort", ""),
        ("statut_saisi", "Fait", "terminée"),
        ("issue", "Gagné", "gagnée"),
        ("issue", "En cours", "ouverte"),
    ]


def test_what_nobody_corrected_is_read_as_before(own: Path, written: Path) -> None:
    before = pacxl.read(own)
    after = pacxl.read(own, words=load_correspondences(corrected(written, {"Au point mort": "en attente"})))
    keys = [key for key in before.frames["actions"] if key not in ("statut_saisi", "statut", "retard")]
    pd.testing.assert_frame_equal(before.frames["actions"][keys], after.frames["actions"][keys])
    pd.testing.assert_frame_equal(before.frames["carnet"], after.frames["carnet"])
    assert after.frames["actions"]["statut_saisi"].tolist() == ["en cours", "en attente", "terminée"]


CORRECTED = {
    "Notes": None,
    "Avancée": "Analyse des écarts",
    "Prévu": "Dépensé",
    "Salons": "Événementiel",
    "Au point mort": "en attente",
}


@pytest.mark.judge
def test_corrected_in_libreoffice_it_gives_what_it_says(own: Path, written: Path, tmp_path: Path) -> None:
    assert judges.audit(written) == []
    saved = judges.resaved_by_libreoffice(corrected(written, CORRECTED), tmp_path / "libreoffice")
    assert load_correspondences(saved) == load_correspondences(written)
    frame = pacxl.read(own, words=load_correspondences(saved)).actions
    assert frame[["famille", "depense", "analyse", "statut_saisi"]].values.tolist() == [
        ["Événementiel", 4000, "Bien parti", "en cours"],
        ["Événementiel", 900, "Bloqué chez l’imprimeur", "en attente"],
        ["Événementiel", 300, "Rien", "terminée"],
    ]


def test_a_refused_workbook_is_written_out_too_and_adopted_once_it_is_corrected(tmp_path: Path) -> None:
    path, words = save(FOREIGN, tmp_path / "liste.xlsx"), tmp_path / "mots.xlsx"
    refused = run("check", path)
    assert refused.exit_code == 2
    assert "pacxl map" in refused.stderr
    assert run("map", path, "-o", words).exit_code == 0
    corrected(words, {"Wer": "Qui", "Was genau": "Étape", "Bis": "Fin"})
    told = run("check", path, "--map", words)
    assert told.exit_code == 0
    assert all(f" {text} " in " ".join(told.stdout.split()) for text in ("Was genau Étape vous", "Bis Fin vous"))


def test_a_workbook_of_ours_needs_no_words(blank_path: Path, tmp_path: Path) -> None:
    told = run("map", blank_path, "-o", tmp_path / "mots.xlsx")
    assert told.exit_code == 2
    assert "Ce classeur vient de pacxl" in told.stderr
    assert "pacxl check" in told.stderr


# --- every command that reads -----------------------------------------------------------------------------


@pytest.mark.long
def test_every_command_that_reads_takes_them(own: Path, written: Path, tmp_path: Path) -> None:
    corrected(written, CORRECTED)
    assert run("read", own, "-o", tmp_path / "tables", "--map", written).exit_code == 0
    assert pd.read_csv(tmp_path / "tables" / "actions.csv", sep=None, engine="python")["depense"].sum() == 5200
    assert run("consolidate", own, "-o", tmp_path / "ecarts.xlsx", "--map", written).exit_code == 0
    assert pacxl.read(tmp_path / "ecarts.xlsx").frames["actions"]["depense"].sum() == 5200
    assert run("repair", own, "-o", tmp_path / "PAC.xlsx", "--map", written).exit_code == 0
    assert pacxl.read(tmp_path / "PAC.xlsx").actions["depense"].sum() == 5200
    assert run("return", own, "-o", tmp_path / "retour", "--map", written, "--all").exit_code == 0


def test_a_slip_in_them_is_one_line(own: Path, tmp_path: Path) -> None:
    (tmp_path / "mots.csv").write_text("Porteur;Chef\n", encoding="utf-8")
    told = run("check", own, "--map", tmp_path / "mots.csv")
    assert (told.exit_code, told.stderr.count("\n")) == (2, 1)
    assert "« Chef » n’est pas une de nos colonnes" in told.stderr
