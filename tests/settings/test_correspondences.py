"""What somebody's own words are here, from a table of two columns or of three, or from TOML."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from pacxl import load_correspondences
from pacxl.errors import SettingsError
from pacxl.settings.correspondences import HEADER, SHEET, Correspondence, Correspondences
from tests.printed import french_left

WORDS = Correspondences(
    (
        Correspondence(HEADER, "Nom de l’opportunité", "Nature"),
        Correspondence(HEADER, "Source", ""),
        Correspondence(SHEET, "Feuil2", "Salons"),
        Correspondence("etape", "Négo", "Devis"),
    )
)
ROWS = [
    ["Quoi", "Le vôtre", "Le nôtre"],
    ["en-tête", "Nom de l’opportunité", "Nature"],
    ["En-tête", "Source", ""],
    ["feuille", "Feuil2", "Salons"],
    ["Étape", "Négo", "Devis"],
]
TOML = """
[headers]
"Nom de l’opportunité" = "Nature"
"Source" = ""
[sheets]
"Feuil2" = "Salons"
[values.etape]
"Négo" = "Devis"
"""


def as_csv(folder: Path) -> Path:
    path = folder / "mots.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(ROWS)
    return path


def as_workbook(folder: Path) -> Path:
    path = folder / "mots.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(ROWS):
            sheet.write_row(row + 1, 1, cells)
    return path


def as_toml(folder: Path) -> Path:
    path = folder / "mots.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


@pytest.mark.parametrize("write", [as_csv, as_workbook, as_toml])
def test_they_are_the_same_in_every_form(write: Callable[[Path], Path], tmp_path: Path) -> None:
    path = write(tmp_path)
    assert load_correspondences(path) == load_correspondences(str(path)) == WORDS


def test_a_table_of_two_columns_is_of_headers(tmp_path: Path) -> None:
    path = tmp_path / "mots.csv"
    path.write_text("Montant potentiel;Montant\nSource;\n", encoding="utf-8")
    words = load_correspondences(path)
    assert (words.header("MONTANT POTENTIEL"), words.header("source"), words.header("Autre")) == ("Montant", "", None)


def test_a_word_is_known_whatever_its_case_and_accents() -> None:
    assert (WORDS.value("etape", "nego"), WORDS.sheet("FEUIL2")) == ("Devis", "Salons")


SLIPS = {
    "a row of four": ("mots.csv", "a;b;c;d\n", "il faut deux colonnes"),
    "a key that is none": ("mots.toml", "[colonnes]\na = 'b'\n", "clé inconnue « colonnes »"),
    "a number": ("mots.toml", "[headers]\na = 1\n", "une ligne par mot"),
    "no TOML": ("mots.toml", "a b", "illisible"),
}


@pytest.mark.parametrize(("name", "text", "says"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named(name: str, text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says) as caught:
        load_correspondences(tmp_path / name)
    assert not french_left(caught.value.detail_en)
