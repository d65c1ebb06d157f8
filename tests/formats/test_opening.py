"""What an opened workbook holds: every cell as its author sees it, and nothing lost by the library that reads it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pacxl.errors import FileDamaged, GridTooLarge, NoSheets
from pacxl.excel import NoValue
from pacxl.formats import by_calamine
from pacxl.formats import sheet_xml as scan
from pacxl.formats.opened import Area, CellGrid, Note, Opened
from pacxl.formats.opening import open_for_formula_cells, open_workbook
from pacxl.formats.xlsx import xlsx_values
from pacxl.guard.check import check_file
from pacxl.guard.limits import Limits
from pacxl.ooxml.cell_values import cell_value_as_shown
from pacxl.ooxml.package import Package
from pacxl.ooxml.workbook import parse_workbook
from tests import ROOT
from tests.sheets import packed, parts_of, prefixed, relations, strict, worksheet

RETURNED = ROOT / "samples" / "retours"
TEXTS = ("<t>un</t>", '<t xml:space="preserve">  deux </t>', "<t>fin_x000D_de_x005F_x000D_</t>")
DAYS = ("dd/mm/yyyy", "[h]:mm", "hh:mm", "0.00")


# One search reads a sheet that is written as nearly all are; calamine, or a look at each cell, any other.
USUALLY, ODDLY = "", "\n"


def opened(folder: Path, row: str, between: str = USUALLY, **others: Any) -> Opened:
    """A workbook of one row, opened; what stands before the row says who reads it."""
    parts = parts_of(worksheet(f'{between}<row r="1">{row}</row>'), texts=TEXTS, formats=DAYS, **others)
    return open_workbook(packed(folder / "S.xlsx", parts))


# --- the values of cells ----------------------------------------------------------------------------------

CELLS = {
    "a blank": ('<c r="A1"/>', ""),
    "a whole number is a number": ('<c r="A1"><v>7</v></c>', 7.0),
    "a number with blanks around it, or with a comma, is a text": ('<c r="A1"><v>12,5</v></c>', "12,5"),
    "a text of the list": ('<c r="A1" t="s"><v>0</v></c>', "un"),
    "its blanks are kept": ('<c r="A1" t="s"><v>1</v></c>', "  deux "),
    "what XML cannot hold is decoded, once": ('<c r="A1" t="s"><v>2</v></c>', "fin\rde_x000D_"),
    "the same in a formula's text": ('<c r="A1" t="str"><f>B1</f><v>fin_x000D_de</v></c>', "fin\rde"),
    "a text of several runs, without its phonetic reading": (
        '<c r="A1" t="inlineStr"><is><r><t>gras</t></r><r><t xml:space="preserve"> et non</t></r>'
        "<rPh sb='0' eb='1'><t>lu</t></rPh></is></c>",
        "gras et non",
    ),
    "a flag": ('<c r="A1" t="b"><v>1</v></c>', True),
    "a flag in words": ('<c r="A1" t="b"><v>false</v></c>', False),
    "a day": ('<c r="A1" s="1"><v>46124</v></c>', dt.date(2026, 4, 12)),
    "a day and a time": ('<c r="A1" s="1"><v>46124.604166666664</v></c>', dt.datetime(2026, 4, 12, 14, 30)),
    "a day in words": ('<c r="A1" t="d"><v>2026-04-12</v></c>', dt.date(2026, 4, 12)),
    "a number after the last day": ('<c r="A1" s="1"><v>3000000</v></c>', 3_000_000.0),
    "a time is the text that the cell shows": ('<c r="A1" s="3"><v>0.6041666666666666</v></c>', "14:30"),
    "with its seconds, if there are any": ('<c r="A1" s="3"><v>0.6042245370370371</v></c>', "14:30:05"),
    "a duration too": ('<c r="A1" s="2"><v>1.5104166666666667</v></c>', "36:15"),
    "a text wrapped in CDATA": ('<c r="A1" t="str"><v><![CDATA[a < b]]></v></c>', "a < b"),
    "an error": ('<c r="A1" t="e"><v>#REF!</v></c>', NoValue("#REF!")),
    "an error of another program": ('<c r="A1" t="e"><v>Err:502</v></c>', NoValue("Err:502")),
    "a formula never calculated": ('<c r="A1"><f>1+1</f></c>', NoValue("")),
    "what is no number": ('<c r="A1"><v>NaN</v></c>', NoValue("NaN")),
    "a text that is not in the list": ('<c r="A1" t="s"><v>12</v></c>', NoValue("")),
    "a flag that is none": ('<c r="A1" t="b"><v>VRAI</v></c>', "VRAI"),
    "a type that is none": ('<c r="A1" t="zz"><v>8</v></c>', "8"),
    "a duration of a million years": ('<c r="A1" s="2"><v>1E10</v></c>', 1e10),
}
# The same values, whichever engine reads them.
WRITTEN = {
    "by most programs": lambda xml, parts: parts | {"xl/worksheets/sheet1.xml": xml},
    "with a prefix": lambda xml, parts: parts | {"xl/worksheets/sheet1.xml": prefixed(xml)},
    "as Strict Open XML": lambda xml, parts: strict(parts | {"xl/worksheets/sheet1.xml": xml}),
    "with parts in upper case": lambda xml, parts: {
        name if name.startswith("[") else name.upper(): part
        for name, part in (parts | {"xl/worksheets/sheet1.xml": xml}).items()
    },
}


@pytest.mark.parametrize("between", [USUALLY, ODDLY], ids=["written as usual", "written oddly"])
@pytest.mark.parametrize(("cell", "value"), CELLS.values(), ids=CELLS)
def test_a_cell_is_read_as_it_shows(cell: str, value: object, between: str, tmp_path: Path) -> None:
    """And whatever it holds, its neighbours are read."""
    grid = opened(tmp_path, f'{cell}<c r="B1"><v>1</v></c><c r="C1" t="s"><v>0</v></c>', between).sheets["S"]
    assert grid == [[value, 1.0, "un"]]
    assert [type(each) for each in grid[0]] == [type(value), float, str]


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_a_sheet_is_read_however_it_is_written(write: Any, tmp_path: Path) -> None:
    row = '<c r="A1" t="s"><v>1</v></c><c r="B1" s="1"><v>46124</v></c>'
    row += '<c r="C1" t="e"><v>#FIELD!</v></c><c r="D1"><f>1</f></c>'
    parts = write(worksheet(f'<row r="1">{row}</row>'), parts_of("", texts=TEXTS, formats=DAYS))
    assert open_workbook(packed(tmp_path / "S.xlsx", parts)).sheets == {
        "S": [["  deux ", dt.date(2026, 4, 12), NoValue("#FIELD!"), NoValue("")]]
    }


NEWER = ("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA", "#PYTHON!")


@pytest.mark.parametrize(("between", "engine"), [(USUALLY, "pacxl"), (ODDLY, "calamine")])
def test_the_newer_error_codes_cost_no_other_cell(between: str, engine: str, tmp_path: Path) -> None:
    cells = "".join(f'<c r="{chr(65 + at)}1" t="e"><v>{code}</v></c>' for at, code in enumerate(NEWER))
    book = opened(tmp_path, f'{cells}<c r="Z1"><v>5</v></c>', between)
    assert book.sheets["S"][0][: len(NEWER)] == [NoValue(code) for code in NEWER]
    assert book.sheets["S"][0][25] == 5.0
    assert book.engine == engine


def test_a_formula_never_calculated_beyond_the_other_cells_makes_the_grid_larger(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><f>1</f></c></row>'
    path = packed(tmp_path / "S.xlsx", parts_of(worksheet(rows)))
    assert open_workbook(path).sheets["S"] == [[1.0, "", ""], ["", "", ""], ["", "", NoValue("")]]


def test_nor_beyond_what_a_grid_may_hold(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><f>1</f></c></row>'
    path = packed(tmp_path / "S.xlsx", parts_of(worksheet(rows)))
    with pytest.raises(GridTooLarge):
        open_workbook(path, Limits(cells=1000))


def test_days_that_count_from_1904_are_right_and_told(tmp_path: Path) -> None:
    book = opened(tmp_path, '<c r="A1" s="1"><v>44662</v></c>', settings='<workbookPr date1904="1"/>')
    assert book.sheets["S"] == [[dt.date(2026, 4, 12)]]
    assert book.date1904
    assert not opened(tmp_path, '<c r="A1"/><c r="B1"><v>1</v></c>').date1904


# --- the second engine ------------------------------------------------------------------------------------

FORMATS = (
    *("dd/mm/yyyy", "d-mmm", "mm:ss", "hh:mm", "[h]:mm", "[mm]:ss", "dd/mm/yyyy\\ hh:mm", "[$-40C]d\\ mmmm\\ yyyy"),
    *("yyyy", "@", "0.00", "General", "#,##0\\ €", "0\\ %", "0&quot; jours&quot;", "[Red]0", "\\d0", "[&gt;100]0;0"),
)
NUMBERS = ("0.25", "0.9999", "1", "1.5", "59", "60", "61.25", "46124", "46124.75", "2958465", "2958466", "1E9")


@pytest.mark.parametrize("since_1904", [False, True], ids=["from 1900", "from 1904"])
def test_both_engines_read_every_format_alike(since_1904: bool, tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{at}">' + "".join(f'<c s="{at}"><v>{number}</v></c>' for number in NUMBERS) + "</row>"
        for at in range(1, len(FORMATS) + 1)
        if not (FORMATS[at - 1].startswith("[") and at in (5, 6))
    )
    settings = '<workbookPr date1904="1"/>' if since_1904 else ""
    path = packed(tmp_path / "S.xlsx", parts_of(worksheet(rows), formats=FORMATS, settings=settings))
    by_the_first, by_the_second = both(path)["S"]
    assert by_the_second == by_the_first


@pytest.mark.parametrize("name", ["PAC_Paul.xlsx", "PAC_Inès.xlsx"])
def test_both_engines_read_a_returned_workbook_alike(name: str) -> None:
    grids = both(RETURNED / name)
    assert len(grids) > 50
    assert [sheet for sheet, (one, other) in grids.items() if one != other] == []


def both(path: Path) -> dict[str, tuple[Any, Any]]:
    """Each sheet's cells that are not blank, by place: as calamine gives them, and as the second engine does."""
    package = Package(check_file(path).parts)
    workbook = parse_workbook(package)
    grids = open_workbook(path).sheets
    values = xlsx_values(workbook)
    return {
        sheet.name: (
            filled(grids[sheet.name]),
            {
                place: cell_value_as_shown(value)
                for place, value in values.of(scan.sheet_xml_cells(package.read(sheet.part))).items()
            },
        )
        for sheet in workbook.sheets
    }


def filled(grid: CellGrid) -> dict[tuple[int, int], Any]:
    return {(row, col): cell for row, cells in enumerate(grid) for col, cell in enumerate(cells) if cell != ""}


def test_a_sheet_that_the_first_engine_refuses_is_read_by_the_second_and_said(tmp_path: Path) -> None:
    book = opened(tmp_path, '<c r="A1" t="s"><v>99</v></c><c r="B1" s="1"><v>46124</v></c>')
    assert book.sheets["S"] == [[NoValue(""), dt.date(2026, 4, 12)]]
    assert book.engine == "pacxl"


def test_a_sheet_that_no_engine_reads_is_a_damaged_file(tmp_path: Path) -> None:
    parts = parts_of(worksheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>').replace("</row>", ""))
    with pytest.raises(FileDamaged):
        open_workbook(packed(tmp_path / "S.xlsx", parts))


def test_a_workbook_of_no_sheet_is_told(tmp_path: Path) -> None:
    parts = parts_of(worksheet(""))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('<sheet name="S" sheetId="1" r:id="rId1"/>', "")
    with pytest.raises(NoSheets):
        open_workbook(packed(tmp_path / "S.xlsx", parts))


def test_a_rust_panic_is_a_refusal() -> None:
    class PanicException(BaseException):  # as its binding raises it, from no module that can be imported
        pass

    def panic() -> None:
        raise PanicException

    with pytest.raises(by_calamine.Refused):
        by_calamine.calamine_answer(panic, Path())
    with pytest.raises(KeyboardInterrupt):
        by_calamine.calamine_answer(_interrupted, Path())


def _interrupted() -> None:
    raise KeyboardInterrupt


# --- what stands around the cells -------------------------------------------------------------------------


def test_notes_text_boxes_merged_ranges_hidden_sheets_and_properties(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "S.xlsx") as book:
        sheet, away = book.add_worksheet("Vu"), book.add_worksheet("Caché")
        sheet.merge_range("B2:C3", "fusion")
        sheet.write_comment("D5", "à revoir\navec Paul", {"author": "Zoé"})
        sheet.write_comment("A1", "sans nom", {"author": ""})
        sheet.insert_textbox("F2", "un mot\nsur deux lignes")
        sheet.insert_textbox("F9", "")
        away.very_hidden()
        book.set_custom_property("pacxl", "oui")
    opened = open_workbook(tmp_path / "S.xlsx")
    seen = opened.extras["Vu"]
    assert seen.merged == (Area(1, 1, 2, 2),)
    assert set(seen.notes) == {Note(4, 3, "à revoir\navec Paul", "Zoé"), Note(0, 0, "sans nom", "")}
    assert seen.texts == ("un mot\nsur deux lignes",)
    assert (seen.hidden, opened.extras["Caché"].hidden) == (False, True)
    assert opened.properties == {"pacxl": "oui"}
    assert not opened.macros


THREAD = (
    '<ThreadedComments xmlns="t"><threadedComment ref="B2" personId="{1}"><text>Qui ?</text></threadedComment>'
    '<threadedComment ref="B2" personId="{2}" parentId="{9}"><text>Moi.</text></threadedComment></ThreadedComments>'
)
STAND_IN = (
    '<comments xmlns="m"><authors><author>tc={9}</author><author>Zoé</author></authors><commentList>'
    '<comment ref="B2" authorId="0"><text><t>[Threaded comment] Qui ?</t></text></comment>'
    '<comment ref="C3" authorId="1"><text><r><t>Une </t></r><r><t>note</t></r></text></comment>'
    "</commentList></comments>"
)
PEOPLE = (
    '<personList xmlns="t"><person displayName="Inès" id="{1}"/><person displayName="Malik" id="{2}"/></personList>'
)


def test_threads_of_comments_are_told_once_each_answer_with_its_author(tmp_path: Path) -> None:
    parts = parts_of(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    leads = {"comments": "../comments1.xml", "threadedComment": "../threadedComments/threadedComment1.xml"}
    of_the_book = {"worksheet": "worksheets/sheet1.xml", "person": "persons/person.xml"}
    parts |= {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(leads),
        "xl/comments1.xml": STAND_IN,
        "xl/threadedComments/threadedComment1.xml": THREAD,
        "xl/persons/person.xml": PEOPLE,
        "xl/_rels/workbook.xml.rels": relations(of_the_book),
    }
    assert open_workbook(packed(tmp_path / "S.xlsx", parts)).extras["S"].notes == (
        Note(2, 2, "Une note", "Zoé"),
        Note(1, 1, "Qui ?", "Inès"),
        Note(1, 1, "Moi.", "Malik"),
    )


def test_excel_tables_stand_where_the_file_says(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "S.xlsx") as book:
        book.add_worksheet("A")
        sheet = book.add_worksheet("B")
        sheet.add_table("B3:D9", {"name": "Avec"})
        sheet.add_table("F3:G9", {"name": "Total", "total_row": True})
        sheet.add_table("I3:J9", {"name": "Nu", "header_row": False})
    tables = open_workbook(tmp_path / "S.xlsx").tables
    places = {name: (table.sheet, table.top, table.left, table.right, table.last) for name, table in tables.items()}
    assert places == {"Avec": ("B", 2, 1, 3, 8), "Total": ("B", 2, 5, 6, 7), "Nu": ("B", 1, 8, 9, 8)}


def test_macros_are_told(tmp_path: Path) -> None:
    book = opened(tmp_path, '<c r="A1"><v>1</v></c>', others={"xl/vbaProject.bin": "jamais lu"})
    assert book.macros


def test_formula_cells(tmp_path: Path) -> None:
    row = '<c r="A1"><f>1</f><v>1</v></c><c r="B1"><v>1</v></c><c r="C1"><f>1</f></c>'
    path = packed(tmp_path / "S.xlsx", parts_of(worksheet(f'<row r="1">{row}</row>')))
    assert open_for_formula_cells(path, "S") == {(0, 0), (0, 2)}
    assert open_for_formula_cells(path, "ailleurs") == set()
