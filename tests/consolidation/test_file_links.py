"""Each line of the consolidated workbook that comes from a file leads there: to its sheet, to its row, wherever the
files stand and whatever they are called; judged by openpyxl, which opens what a link names."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.utils import coordinate_to_tuple
from openpyxl.workbook import Workbook

import pacxl
from pacxl.a1 import quoted_sheet
from pacxl.books.pac import pac_book
from pacxl.compute.contents import Contents, FileCell, Identity, OnCell, make_contents
from pacxl.definition.book import Book
from pacxl.definition.kind import TEXT
from pacxl.definition.sheet import Grid, Sheet
from pacxl.definition.table import Column, Part, Table
from pacxl.excel import MOST_LINKS
from pacxl.settings.model import Family
from tests import judges
from tests.plans import SMALL, TODAY
from tests.workbooks import values_of_sheet

ODD_SHEETS = ("L’été d'Éva", "100 % #1 & plus", "a 'b' c")
FIRM = dataclasses.replace(
    SMALL,
    families=tuple(Family(f"f{at}", name, name, "stratégique", ("Agir",)) for at, name in enumerate(ODD_SHEETS)),
    sections=("personas",),
    period="2026-T2",
)
# Names that people give; each is a file of the folder « retours », or of one in it.
ODD_FILES = (
    "PAC d'Éva (2) [vu] {ok} ^`.xlsx",
    "été 100 % #1.xlsx",
    "Région é/a%20b & c.xlsx",
)


def written(path: Path, person: str, **frames: Any) -> Path:
    """A person's plan: an action of each family, a deal, a month of an indicator, a persona."""
    rows = {
        "actions": {
            "famille": ODD_SHEETS,
            "etape": [f"{person} agit {at}" for at in range(3)],
            "budget": [100.0, 50.0, 20.0],
            "depense": [180.0, 10.0, None],
            "fin_reelle": [dt.date(2026, 5, 4), dt.date(2026, 5, 5), None],
        },
        "carnet": {
            "societe": [f"Société {person}", "Commune"],
            "montant": [1000.0, 500.0],
            "date_jalon": [TODAY] * 2,
        },
        "indicateurs": {"indicateur": ["Coûts"], "mois": [dt.date(2026, 4, 1)], "objectif": [9.0], "realise": [12.0]},
        "personas": {"persona": [f"Le client de {person}"]},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    owner = Identity("pac", "1", "Essai", person, "Nord", "2026-T2")
    return pacxl.write(make_contents(pac_book(FIRM), rows | frames, owner, TODAY), path)


def consolidated(folder: Path) -> Contents:
    return pacxl.variance(pacxl.consolidate(pacxl.read_all([folder])), today=TODAY)


@pytest.fixture(scope="module")
def ecarts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The écarts of files with odd names; the workbook stands beside their folder."""
    folder = tmp_path_factory.mktemp("liens")
    for number, name in enumerate(ODD_FILES):
        written(folder / "retours" / name, f"Personne {number}")
    return pacxl.write(consolidated(folder / "retours"), folder / "ecarts.xlsx")


@cache
def opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def links(path: Path, sheet: str) -> Iterator[tuple[dict[str, Any], Path, Any]]:
    """The links of a sheet to other files: the row of the table that each stands in, by header; the file; what
    the row that it leads to holds."""
    for ws in (opened(path)[sheet],):
        for table in ws.tables.values():
            header, *rows = ws[table.ref]
            for row in rows:
                for cell in row:
                    if cell.hyperlink is not None and cell.hyperlink.target:
                        target = (path.parent / unquote(cell.hyperlink.target)).resolve(strict=True)
                        line = {head.value: each.value for head, each in zip(header, row, strict=True)}
                        yield line, target, led_to(target, cell.hyperlink.location)


def led_to(target: Path, location: str | None) -> list[Any]:
    """The values of the row that a link leads to, from its cell on."""
    if location is None:
        return []
    name, _, cell = location.rpartition("!")
    row, col = coordinate_to_tuple(cell)
    cells = values_of_sheet(target, name[1:-1].replace("''", "'"))
    return [cells.get((row, each)) for each in range(col, max(right for _, right in cells) + 1)]


# Sheet → what is told of a line, and stands in the row that its link leads to.
TOLD = {
    "Actions": "Étape",
    "Carnet": "Société",
    "Indicateurs": "Indicateur",
    "Annexes": "Persona",
}


@pytest.mark.long
@pytest.mark.parametrize(("sheet", "told"), TOLD.items())
def test_a_line_leads_to_the_row_that_holds_it(ecarts: Path, sheet: str, told: str) -> None:
    found = [(line["Fichier"], line[told], target.name, there) for line, target, there in links(ecarts, sheet)]
    assert {file for file, *_ in found} == {Path(name).name for name in ODD_FILES}
    assert [line for line in found if line[1] not in line[3] or line[0] != line[2]] == []


def test_an_action_s_link_leads_to_its_first_cell(ecarts: Path) -> None:
    assert {(line["Étape"], there[0]) for line, _, there in links(ecarts, "Actions")} == {
        (f"Personne {person} agit {at}", f"Personne {person} agit {at}")
        for person in range(len(ODD_FILES))
        for at in range(3)
    }


def test_a_gap_leads_to_its_action_or_to_its_indicator(ecarts: Path) -> None:
    found = [(line["Écart sur"], there[0]) for line, _, there in links(ecarts, "Pourquoi")]
    assert len(found) == len(ODD_FILES) * 3  # two actions and an indicator each
    assert all(what.endswith(there) for what, there in found)


def test_each_of_two_deals_that_may_be_one_has_its_link(ecarts: Path) -> None:
    found = list(links(ecarts, "Doublons"))
    assert found
    assert {("Commune" in there, line["Société 1"]) for line, _, there in found} == {(True, "Commune")}
    names = [{line["Commercial 1"], line["Commercial 2"]} for line, _, _ in found]
    assert all(len(pair) == 2 for pair in names)
    assert len({target for _, target, _ in found}) == len(ODD_FILES)


def test_a_finding_leads_to_its_cell_and_a_file_of_the_sources_to_itself(ecarts: Path) -> None:
    findings = [line for line, _, there in links(ecarts, "À vérifier") if line.get("Cellules")]
    assert findings
    files = {target.name for line, target, _ in links(ecarts, "Sources et preuve") if "Ce qu’il en est" in line}
    assert files == {Path(name).name for name in ODD_FILES}


@pytest.mark.long
def test_the_workbook_is_sound_and_its_bytes_are_the_same_again(ecarts: Path) -> None:
    assert judges.audit(ecarts) == []
    again = pacxl.write(consolidated(ecarts.parent / "retours"), ecarts.with_name("encore.xlsx"))
    assert again.read_bytes() == ecarts.read_bytes()


@pytest.mark.judge
def test_libreoffice_keeps_them_and_the_rows_are_read_back_as_they_were(ecarts: Path, tmp_path: Path) -> None:
    shutil.copytree(ecarts.parent / "retours", tmp_path / "retours")
    (tmp_path / "de").mkdir()
    copy = Path(shutil.copy(ecarts, tmp_path / "de" / "ecarts.xlsx"))
    saved = judges.resaved_by_libreoffice(copy, tmp_path)
    one, other = pacxl.read(ecarts), pacxl.read(saved)
    assert one == other
    kept = [cell.hyperlink for row in openpyxl.load_workbook(saved)["Actions"] for cell in row if cell.hyperlink]
    there = {unquote(link.location or "").rpartition("!")[0] for link in kept if link.target}
    assert there == {quoted_sheet(name) for name in ODD_SHEETS}


# --- what gets none ---------------------------------------------------------------------------------------


def addresses(path: Path) -> set[str]:
    """What the links of a workbook to other files name."""
    with zipfile.ZipFile(path) as archive:
        rels = [archive.read(name) for name in archive.namelist() if "worksheets/_rels" in name]
    relations = [each.attrib for text in rels for each in ElementTree.fromstring(text)]
    return {str(each["Target"]) for each in relations if each.get("TargetMode") == "External"}


@pytest.mark.long
def test_the_folder_that_it_is_written_in_is_where_links_start(tmp_path: Path) -> None:
    written(tmp_path / "retours" / "PAC_Paul.xlsx", "Paul")
    team = consolidated(tmp_path / "retours")
    (tmp_path / "sorties" / "juin").mkdir(parents=True)
    beside = pacxl.write(team, tmp_path / "retours" / "ecarts.xlsx")
    deeper = pacxl.write(team, tmp_path / "sorties" / "juin" / "ecarts.xlsx")
    assert addresses(beside) == {"PAC_Paul.xlsx"}
    assert addresses(deeper) == {"../../retours/PAC_Paul.xlsx"}


@pytest.mark.long
def test_a_file_in_an_archive_and_a_plan_that_was_made_have_no_link(tmp_path: Path) -> None:
    inside = written(tmp_path / "PAC_Paul.xlsx", "Paul")
    with zipfile.ZipFile(tmp_path / "retours.zip", "w") as archive:
        archive.write(inside, inside.name)
    inside.unlink()
    plan = pacxl.blank(FIRM, person="Zoé", today=TODAY)
    team = pacxl.variance(pacxl.consolidate([*pacxl.read_all([tmp_path / "retours.zip"]), plan]), today=TODAY)
    assert len(team.actions) > 3
    assert addresses(pacxl.write(team, tmp_path / "ecarts.xlsx")) == set()


def lines_book(rows: int) -> Contents:
    """A book of one column, whose rows all lead to a file."""
    table = Table("lignes", "Lignes", (Column("nom", "Nom", TEXT, given=True),), (Part("Lignes", "Feuille"),))
    book = Book("essai", "Essai", (table,), (Sheet("Feuille", "Lignes", "Des lignes.", (Grid("Lignes"),)),))
    made = make_contents(book, {"lignes": {"nom": ["x"] * rows}}, Identity("essai"), TODAY)
    path = str(Path.cwd() / "PAC.xlsx")
    hung = tuple(OnCell("lignes", row, "nom", leads_to=FileCell(path, "A", f"B{row + 1}")) for row in range(rows))
    return dataclasses.replace(made, on_cells=hung)


UNNAMEABLE = {"a|b.xlsx": "no name on Windows", 'a"b.xlsx': "a quotation mark", "x" * 2100: "longer than a link"}


@pytest.mark.parametrize("name", UNNAMEABLE, ids=UNNAMEABLE.values())
def test_a_name_that_no_link_can_say_gets_none(name: str, tmp_path: Path) -> None:
    made = lines_book(2)
    hung = tuple(
        dataclasses.replace(each, leads_to=FileCell(str(tmp_path / name), "A", "B1")) for each in made.on_cells
    )
    path = pacxl.write(dataclasses.replace(made, on_cells=hung), tmp_path / "classeur.xlsx")
    assert addresses(path) == set()
    assert opened(path)["Feuille"]["B6"].value == "x"


@pytest.mark.long
def test_beyond_excel_s_limit_lines_are_plain_text_and_it_is_said(tmp_path: Path) -> None:
    path = pacxl.write(lines_book(MOST_LINKS + 10), tmp_path / "classeur.xlsx")
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        texts = archive.read("xl/sharedStrings.xml").decode()
    assert MOST_LINKS - 40 < sheet.count("<hyperlink ") <= MOST_LINKS
    assert "Excel ne permet pas plus de liens" in texts
