"""Rows that people cross out instead of saying that they are withdrawn: read as the others are, and told."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

import pacxl
from pacxl.findings.finding import Finding
from pacxl.formats.opened import StruckText
from pacxl.formats.opening import open_workbook
from pacxl.typography import plain_spaces
from tests import bend, judges
from tests.formats.test_formats import cell, ods, table
from tests.guard.hostile.build import record12, wide, xlsb
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


@pytest.mark.long
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
    assert plain_spaces(finding.message()) == (
        f"2 lignes barrées dans le tableau {FIRST} (lignes {top.row}, {top.row + 2}) : lues et comptées."
    )
    assert plain_spaces(finding.remedy()) == (
        "Retirées ? Alors dites-le dans la colonne Décision, ou supprimez-les ; sinon, ôtez la barre : ces lignes"
        " comptent."
    )
    assert finding.message("en").startswith(f"2 rows of the table {FIRST} struck out (rows {top.row}, ")
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


@pytest.mark.long
@pytest.mark.parametrize(("rows", "headers"), NOT_STRUCK.values(), ids=NOT_STRUCK)
def test_a_row_is_not_crossed_out_by(path: Path, rows: tuple[int, ...], headers: tuple[str, ...]) -> None:
    cross_out(path, rows, headers)
    assert told(path) == []


def test_a_deal_is_told_with_the_column_that_would_say_it(path: Path) -> None:
    bend.type_in(path, "Carnet", (1, "Société", "Alpha"), (1, "Montant", 100))
    cross_out(path, (1,), ("Société", "Montant"), "Carnet")
    (finding,) = told(path)
    assert (finding.place.table, finding.about["count"]) == ("Carnet", "1")
    assert "dans la colonne Issue" in plain_spaces(finding.remedy())


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


# --- words of a cell that are crossed out -----------------------------------------------------------------


def written(path: Path, cells: Mapping[str, tuple[str, ...]], constant_memory: bool = False) -> Path:
    """A plan of one's own whose cells hold runs, those between tildes crossed out; `constant_memory`: each text
    stands in its cell."""
    with xlsxwriter.Workbook(path, {"constant_memory": constant_memory}) as workbook:
        sheet, bar = workbook.add_worksheet("Plan"), workbook.add_format({"font_strikeout": True})
        plain = workbook.add_format({"bold": True})
        for col, header in enumerate(("Action", "Responsable", "Budget", "Échéance", "Moyens nécessaires")):
            sheet.write(0, col, header)
        for col, (letter, usual) in enumerate(zip("ABCDE", ("Salon", "Paul", 300, "31/03/2026", "vu"), strict=True)):
            pieces = cells.get(f"{letter}2", ())
            formats = [(bar if "~" in each else plain, each.strip("~")) for each in pieces]
            if pieces:
                sheet.write_rich_string(1, col, *(part for pair in formats for part in pair))
            else:
                sheet.write(1, col, usual)
    return path


STRUCK_WORDS: dict[str, tuple[dict[str, tuple[str, ...]], str, object, str, str]] = {
    "an amount": ({"C2": ("~500~", " 600")}, "budget", 600, "500", "« 600 » est lu"),
    "a person": ({"B2": ("~Paul~", " Zoé")}, "qui", "Zoé", "Paul", "« Zoé » est lu"),
    "a date": ({"D2": ("30/04/2026 ", "~31/03/2026~")}, "fin", "2026-04-30", "31/03/2026", "« 30/04/2026 » est lu"),
    "in the middle": ({"A2": ("Salon ", "~de Lyon~", " à Paris")}, "etape", "Salon à Paris", "de Lyon", ""),
    "a long text": (
        {"E2": ("~appeler~", ", écrire")},
        "comment",
        "appeler, écrire",
        "appeler",
        "gardé en entier",
    ),
}


@pytest.mark.parametrize("inline", [False, True], ids=["shared", "inline"])
@pytest.mark.parametrize(("cells", "key", "value", "words", "fate"), STRUCK_WORDS.values(), ids=STRUCK_WORDS)
def test_words_crossed_out_in_a_cell(  # a case, in two forms
    cells: dict[str, tuple[str, ...]], key: str, value: object, words: str, fate: str, inline: bool, tmp_path: Path
) -> None:
    plan = pacxl.read(written(tmp_path / "mon plan.xlsx", cells, inline))
    (read,) = plan.actions[key]
    assert (f"{read:%Y-%m-%d}" if key == "fin" else read) == value
    (finding,) = (each for each in plan.found if each.code == "words-struck")
    assert finding.place.cell == next(iter(cells))
    assert finding.about["words"] == words
    assert fate in plain_spaces(finding.message())
    assert [each.code for each in plan.found if each.code in ("rows-struck", "not-accepted")] == []


def test_what_was_crossed_out_in_a_cell_is_told_in_both_languages_and_kept_when_the_plan_is_made_anew(
    tmp_path: Path,
) -> None:
    path = written(tmp_path / "mon plan.xlsx", {"C2": ("~500~", " 600")})
    (finding,) = (each for each in pacxl.read(path).found if each.code == "words-struck")
    assert plain_spaces(finding.message()) == "« 500 » est barré dans la colonne Budget : « 600 » est lu."
    assert plain_spaces(finding.remedy()) == "Supprimez ce qui est barré s’il ne vaut plus ; sinon, ôtez la barre."
    assert finding.message("en") == "“500” is struck out in the column Budget: “600” is read."
    repris = pacxl.repair(path).frames["repris"]
    assert repris[["cellule", "contenu"]].to_numpy().tolist() == [["C2", "500 600"]]


def test_a_cell_whose_runs_are_all_crossed_out_is_crossed_out(tmp_path: Path) -> None:
    cells = {f"{letter}2": ("~un~", "~ deux~") for letter in "ABE"} | {
        "C2": ("~3~", "~0~"),
        "D2": ("~31/03~", "~/2026~"),
    }
    plan = pacxl.read(written(tmp_path / "mon plan.xlsx", cells))
    assert [each.code for each in plan.found if each.code in ("rows-struck", "words-struck")] == ["rows-struck"]


def test_words_that_are_bold_are_not_crossed_out(tmp_path: Path) -> None:
    plan = pacxl.read(written(tmp_path / "mon plan.xlsx", {"A2": ("Salon ", "de Lyon")}))
    assert [each.code for each in plan.found if each.code == "words-struck"] == []


_FIRST_AS_CELL = (
    f'<sst xmlns="{MAIN}"><si><r><t>500</t></r><r><rPr><b/></rPr><t> 600</t></r></si><si><t>700</t></si>'
    "<si><r><rPr><strike/></rPr><t>9</t></r><r><t>0</t></r></si></sst>"
)


def test_a_run_that_says_nothing_is_as_its_cell(tmp_path: Path) -> None:
    row = "".join(f'<c r="{cell}" s="{style}" t="s"><v>{text}</v></c>' for cell, style, text in AS_CELLS)
    others = {"xl/styles.xml": _STYLES, "xl/sharedStrings.xml": _FIRST_AS_CELL}
    path = packed(tmp_path / "S.xlsx", parts_of(worksheet(f'<row r="1">{row}</row>'), others=others))
    extras = open_workbook(path).extras["S"]
    assert extras.struck == {(0, 2), (0, 4)}
    assert extras.struck_words == {(0, 1): StruckText("500", "600"), (0, 3): StruckText("9", "0")}


AS_CELLS = (("A1", 0, 0), ("B1", 1, 0), ("C1", 1, 1), ("D1", 0, 2), ("E1", 1, 2))

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


def test_words_in_an_ods(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="b" style:family="text"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
    )
    styles += styles.replace('"b"', '"c"').replace('-style="solid"', '-type="single"')  # as LibreOffice has it
    text = (
        '500<text:span text:style-name="b"> 600</text:span><text:span text:style-name="x"> 700</text:span>'
        '<text:span text:style-name="c"> 800</text:span>'
    )
    cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    row = f"<table:table-row>{cell}</table:table-row>"
    path = ods(tmp_path / "S.ods", f'<table:table table:name="S">{row}</table:table>', styles=styles)
    assert open_workbook(path).extras["S"].struck_words == {(0, 0): StruckText("600 800", "500 700")}


def test_words_in_an_xlsb(tmp_path: Path) -> None:
    fonts = b"".join(record12(43, struct.pack("<HH", 220, flags) + bytes(21)) for flags in (0, 8))
    styles = record12(617) + record12(47, struct.pack("<HHH", 0, 0, 0) + bytes(10)) + record12(618)
    runs, later = struct.pack("<IHHHH", 2, 0, 1, 3, 0), struct.pack("<IHH", 1, 3, 1)
    strings = (
        record12(159) + record12(19, b"\1" + wide("500 600") + runs) + record12(19, b"\1" + wide("ab cd") + later)
    )
    row = record12(0, struct.pack("<IIHHHI", 0, 0, 300, 0, 0, 0) + b"\0")
    cells = b"".join(record12(7, struct.pack("<III", col, 0, rank)) for col, rank in ((0, 0), (1, 1)))
    path = tmp_path / "S.xlsb"
    path.write_bytes(xlsb(row + cells, strings, fonts + styles))
    assert open_workbook(path).sheets["Feuil1"] == [["500 600", "ab cd"]]
    assert open_workbook(path).extras["Feuil1"].struck_words == {
        (0, 0): StruckText("500", "600"),
        (0, 1): StruckText("cd", "ab"),
    }


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
