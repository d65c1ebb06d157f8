"""Rows that people cross out instead of saying that they are withdrawn: read as the others are, and told."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

import pacxl
from pacxl.findings.finding import Finding
from pacxl.formats.opening import open_workbook
from tests import bend, judges
from tests.formats.test_formats import cell, ods, table
from tests.guard.hostile.build import record12, xlsb
from tests.reading.own_pacs import save
from tests.sheets import MAIN, packed, parts_of, worksheet

FIRST = "Actions_marche"
TYPED = ("Qui", "Budget", "Début")


@pytest.fixture
def path(blank_path: Path, tmp_path: Path) -> Path:
    """Paul's workbook, its first three actions filled in."""
    path = Path(shutil.copy(blank_path, tmp_path))
    who, budget, start = TYPED
    for row in (1, 2, 3):
        bend.type_in(path, FIRST, (row, who, "Zoé"), (row, budget, 100), (row, start, "05/05/2026"))
    return path


def cross_out(path: Path, rows: Iterable[int], headers: Iterable[str], name: str = FIRST) -> None:
    """Crosses out cells of some rows, as a person does with the font."""
    with bend.opened(path) as workbook:
        for row in rows:
            for header in headers:
                struck = bend.cell_of(workbook, name, row, header)
                struck.font = Font(strike=True)


def told(path: Path) -> list[Finding]:
    return [each for each in pacxl.read(path).found if each.code == "rows-struck"]


def test_crossed_out_rows_are_read_and_told_once_a_table(path: Path) -> None:
    before = pacxl.read(path)
    cross_out(path, (1, 3), TYPED)
    after = pacxl.read(path)
    assert after == before  # they count
    (finding,) = told(path)
    top = bend.cell_of(openpyxl.load_workbook(path), FIRST, 1, "Étape")
    assert (finding.place.sheet, finding.place.cell, finding.place.table) == (
        top.parent.title,
        top.coordinate,
        FIRST,
    )
    assert finding.message() == (
        f"2 ligne(s) du tableau {FIRST} sont barrées (ligne(s) {top.row}, {top.row + 2}) : elles sont lues et"
        " comptées."
    )
    assert finding.remedy() == (
        "Retirées ? Alors dites-le dans la colonne Décision, ou supprimez-les ; sinon, ôtez la barre : ces lignes"
        " comptent."
    )
    assert finding.message("en").startswith(f"2 row(s) of the table {FIRST} are struck out (row(s) {top.row}, ")
    assert "say so in the column Décision" in finding.remedy("en")


def test_a_whole_row_is_told_with_the_text_that_it_came_with(path: Path) -> None:
    cross_out(path, (1, 2, 3), ("Étape", *TYPED))
    (finding,) = told(path)
    first = int(finding.place.cell.lstrip("ABCDEFGHIJ"))
    assert finding.about["where"] == f"{first}-{first + 2}"


NOT_STRUCK = {
    "one cell of a row": ((1,), ("Budget",)),
    "no cell that holds something": ((1,), ("Comment", "Analyse des écarts")),
    "a computed cell": ((1,), ("Statut",)),
}


@pytest.mark.parametrize(("rows", "headers"), NOT_STRUCK.values(), ids=NOT_STRUCK)
def test_a_row_is_not_crossed_out_by(path: Path, rows: tuple[int, ...], headers: tuple[str, ...]) -> None:
    cross_out(path, rows, headers)
    assert told(path) == []


def test_a_deal_is_told_with_the_column_that_would_say_it(path: Path) -> None:
    bend.type_in(path, "Carnet", (1, "Société", "Alpha"), (1, "Montant", 100))
    cross_out(path, (1,), ("Société", "Montant"), "Carnet")
    (finding,) = told(path)
    assert (finding.place.table, finding.about["count"]) == ("Carnet", "1")
    assert "dans la colonne Issue" in finding.remedy()


def test_in_a_plan_of_one_s_own(tmp_path: Path) -> None:
    header = ("Action", "Responsable", "Budget", "Échéance")
    rows = [header, ("Salon", "Paul", 300, "31/03/2026"), ("Mailing", "Zoé", 100, "30/04/2026")]
    path = save({"Plan": rows}, tmp_path / "mon plan.xlsx")
    with bend.opened(path) as workbook:
        for struck in workbook["Plan"][2]:
            struck.font = Font(strike=True)
    plan = pacxl.read(path)
    assert plan.actions["budget"].tolist() == [300, 100]
    assert [(each.place.cell, each.about["where"]) for each in told(path)] == [("A2", "2")]


# --- what each format says of its fonts -------------------------------------------------------------------

_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'
    '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>'
)
_ROWS = {
    "as Excel writes cells": '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1" t="b"><v>1</v></c>'
    '<c r="C1" s="2"><v>1</v></c><c r="D1" s="1"/></row>',
    "their style before their address": '<row r="1"><c s="1" r="A1"><v>1</v></c><c s="1" t="b" r="B1"><v>1</v></c>'
    '<c s="2" r="C1"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", _ROWS.values(), ids=_ROWS)
def test_in_an_xlsx(tmp_path: Path, rows: str) -> None:
    parts = parts_of(worksheet(rows), others={"xl/styles.xml": _STYLES})
    opened = open_workbook(packed(tmp_path / "S.xlsx", parts))
    assert opened.extras["S"].struck == {(0, 0), (0, 1)}


def test_in_an_ods(tmp_path: Path) -> None:
    line = '<style:text-properties style:text-line-through-style="{}"/></style:style>'
    styles = (
        f'<style:style style:name="barré" style:family="table-cell">{line.format("solid")}'
        '<style:style style:name="sien" style:family="table-cell" style:parent-style-name="barré"/>'
        '<style:style style:name="non" style:family="table-cell" style:parent-style-name="barré">'
        f"{line.format('none')}"
    )
    number = 'office:value-type="float" office:value="1" table:style-name="{}"'
    rows = "".join(cell(number.format(name)) for name in ("barré", "sien", "non", "autre"))
    assert open_workbook(ods(tmp_path / "S.ods", table(rows), styles=styles)).extras["S"].struck == {(0, 0), (1, 0)}


def test_in_an_xlsb(tmp_path: Path) -> None:
    fonts = b"".join(record12(43, struct.pack("<HH", 220, flags) + bytes(21)) for flags in (0, 8))
    styles = record12(617) + b"".join(record12(47, struct.pack("<HHH", 0, 0, font) + bytes(10)) for font in (0, 1))
    row = record12(0, struct.pack("<IIHHHI", 0, 0, 300, 0, 0, 0) + b"\0")
    cells = b"".join(record12(5, struct.pack("<IId", col, style, 1.0)) for col, style in ((0, 1), (1, 0)))
    path = tmp_path / "S.xlsb"
    path.write_bytes(xlsb(row + cells, styles=fonts + styles + record12(618)))
    assert open_workbook(path).extras["Feuil1"].struck == {(0, 0)}


@pytest.mark.judge
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_as_libreoffice_saves_it(path: Path, tmp_path: Path, form: str) -> None:
    cross_out(path, (2,), TYPED)
    (finding,) = told(judges.resaved_by_libreoffice(path, tmp_path, form))
    assert finding.about["count"] == "1"
