"""Who is expected, from a list as people keep it: a text, a table, a settings workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

import pacxl
from pacxl.books.reglages_contents import reglages_contents
from pacxl.settings.people import Person
from tests.plans import SMALL, TODAY

PAUL, ZOE = Person("Paul", "Nord"), Person("Zoé", "Sud")
LISTS: dict[str, tuple[str, tuple[Person, ...]]] = {
    "names alone": ("Paul\n\n  Zoé Martin \n", (Person("Paul"), Person("Zoé Martin"))),
    "names and teams, without headers": ("Paul;Nord\nZoé;Sud\n", (PAUL, ZOE)),
    "headers, in another order, among other columns": ("Équipe;Ville;Nom\nNord;Gap;Paul\nSud;;Zoé\n", (PAUL, ZOE)),
    "a first name and a name": ("Nom;Prénom\nDurand;Paul\n", (Person("Paul Durand"),)),
    "an address": ("Commercial\tCourriel\nPaul\tpaul@a.example\n", (Person("Paul", email="paul@a.example"),)),
    "English headers": ("Name,Team\nPaul,Nord\n", (PAUL,)),
    "namesakes in two teams": ("Nom;Équipe\nPaul;Nord\nPaul;Sud\n", (PAUL, Person("Paul", "Sud"))),
}


@pytest.mark.parametrize(("text", "people"), LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("ending", ["txt", "csv"])
def test_people_are_read_from(text: str, people: tuple[Person, ...], ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"attendus.{ending}"
    path.write_text(text, encoding="utf-8")
    assert pacxl.load_people(path) == people


def test_people_are_read_from_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "attendus.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write("A1", "Au printemps")
        sheet = book.add_worksheet("Équipe")
        for row, cells in enumerate((("Nom", "Équipe"), ("Paul", "Nord"), ("Zoé", "Sud"))):
            sheet.write_row(row + 2, 1, cells)
    assert pacxl.load_people(path) == (PAUL, ZOE)


def test_people_are_read_from_settings(tmp_path: Path) -> None:
    path = pacxl.write(reglages_contents(SMALL, TODAY), tmp_path / "reglages.xlsx")
    assert pacxl.load_people(path) == SMALL.people


SLIPS = {
    "nothing": ("\n\n", "aucun nom"),
    "no name under the headers": ("Nom;Équipe\n", "aucun nom"),
    "a title above a table, whose columns cannot be told": ("Notre équipe\nNom;Équipe\n", "« Nom;Équipe » n’est pas"),
    "a number": ("Paul\n12\n", "ligne 2 : « 12 » n’est pas un nom"),
    "one person twice": ("Nom\nPaul\nZoé\nPAUL\n", "ligne 4 : « PAUL » est déjà plus haut"),
    "a team without a name": ("Nom;Équipe\n;Nord\n", "ligne 2 : «  » n’est pas un nom"),
    "an address that is none": ("Nom;Courriel\nPaul;paul chez nous\n", "« paul chez nous » n’est pas une adresse"),
}


@pytest.mark.parametrize(("text", "told"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_row(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "attendus.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(pacxl.SettingsError, match=told):
        pacxl.load_people(path)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    for ending in ("csv", "xlsx"):
        with pytest.raises(pacxl.FileMissing):
            pacxl.load_people(tmp_path / f"attendus.{ending}")
