"""A sheet written as nearly all are is read by one search over its bytes: it gives the cells that a library gives, to
which what is written otherwise is left."""

from __future__ import annotations

import datetime as dt
import pickle
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from pacxl.errors import GridTooLarge, PacxlError
from pacxl.formats.opened import CALAMINE, OURS, Opened, SparseGrid, filled_rows, opened_spots
from pacxl.formats.opening import open_for_formula_cells, open_workbook
from pacxl.guard.limits import Limits
from pacxl.ooxml.quick_cells import quick_cells_of_sheet, quick_shared_texts
from pacxl.worker.wire import load_from_wire
from tests import ROOT, judges
from tests.sheets import MAIN, packed, parts_of, worksheet

TEXTS = (
    *("<t>un</t>", '<t xml:space="preserve"> deux\n</t>', "<t>a_x000D_b_x005F_x0041_</t>", "<t/>"),
    '<r><t>en</t></r><r><rPr><b/></rPr><t xml:space="preserve"> gras</t></r><phoneticPr fontId="1"/>',
    *("<t>&lt;&amp;&#233;&#x20AC;&quot;&gt;</t>", '<t>日本</t><rPh sb="0" eb="1"><t>にほん</t></rPh>'),
    '<t xml:space="preserve">fin de\r\nligne</t>',
)
FORMATS = ("dd/mm/yyyy", "[h]:mm", "hh:mm", "0%", "#,##0\\ &quot;k€&quot;", "0.00", "dd/mm/yyyy\\ hh:mm")


def both(parts: dict[str, str], folder: Path) -> tuple[Any, Any]:
    """What comes of a workbook as it is written, and of the same with a line break among the rows of each sheet."""
    odd = {name: part.replace("<sheetData>", "<sheetData>\n") for name, part in parts.items()}
    return end(packed(folder / "a.xlsx", parts)), end(packed(folder / "b.xlsx", odd))


def end(path: Path) -> Opened | type[PacxlError]:
    try:
        return open_workbook(path)
    except PacxlError as fault:
        return type(fault)


def held(opened: Opened | type[PacxlError]) -> object:
    """The cells that hold something, each with its type, and what stands around them."""
    if not isinstance(opened, Opened):
        return opened
    cells = {
        (sheet, row, col): (type(cell), cell)
        for sheet, grid in opened.sheets.items()
        for row, line in enumerate(grid)
        for col, cell in enumerate(line)
        if cell != ""
    }
    said = {
        (sheet, row, col): code
        for sheet, columns in opened.formats.items()
        for col, codes in columns.items()
        for code, rows in codes.items()
        for row in rows
        if type(opened.sheets[sheet][row][col]) is float
    }
    return cells, said, opened.tables, opened.extras, opened.date1904


# --- written as usual, and not ----------------------------------------------------------------------------

AS_USUAL = {
    "cells that have but a style": '<row r="1"><c r="A1" s="1"/><c r="B1"><v>1</v></c><c r="C1" s="1" /></row>',
    "a row without a cell": '<row r="1" ht="3"/><row r="2"><c r="A2"><v>1</v></c></row><row r="9"/>',
    "no row at all": "",
    "a formula that gives no text, alone": '<row r="1"><c r="A1"><v>2</v></c>'
    '<c r="B1" t="str"><f>A1</f><v></v></c></row>',
    "a formula that gives no text": '<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c><c r="B1"><v>2</v></c></row>',
    "a formula shared, an array": '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c>'
    '<c r="B1" cm="1"><f t="array" ref="B1">1</f><v>1</v></c></row>',
    "as LibreOffice does": '<row r="1" customFormat="false" ht="12.8"><c r="A1" s="0" t="n"><f aca="false">1</f>'
    "<v>1</v></c></row>",
    "cells out of order": '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>'
    '<row r="1"><c r="A1"><v>3</v></c></row>',
    "texts of its own": '<row r="1"><c r="A1" t="inlineStr"><is><t> x </t></is></c>'
    '<c r="B1" t="inlineStr"><is><t xml:space="preserve"> y </t></is></c></row>',
}
OTHERWISE = {
    "a comment": '<row r="1"><!-- <c r="A1"><v>9</v></c> --><c r="B1"><v>1</v></c></row>',
    "a value that is wrapped": '<row r="1"><c r="A1"><v><![CDATA[5]]></v></c></row>',
    "single quotes": "<row r='1'><c r='A1'><v>1</v></c></row>",
    "its style first": '<row r="1"><c s="1" r="A1"><v>46124</v></c></row>',
    "a cell without an address": '<row r="1"><c><v>1</v></c></row>',
    "the same cell twice, in two rows of one number": '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    "the same cell twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "a rich text of its own": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>x</t></r></is></c></row>',
    "a day in words": '<row r="1"><c r="A1" t="d"><v>2026-04-12</v></c></row>',
    "a flag in words": '<row r="1"><c r="A1" t="b"><v>true</v></c></row>',
    "no number": '<row r="1"><c r="A1"><v>1E400</v></c><c r="B1"><v>12,5</v></c><c r="C1"><v>1_0</v></c></row>',
    "an entity that nobody declared": '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    "a reference to no character": '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>',
    "a row that is not closed": '<row r="1"><c r="A1"><v>1</v></c>',
    "rows in rows": '<row r="1"><row r="2"><c r="A2"><v>1</v></c></row></row>',
    "a text that is not in the list": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
}


@pytest.mark.parametrize("rows", AS_USUAL.values(), ids=AS_USUAL)
def test_what_is_written_as_usual_is_read_by_a_search_as_a_library_reads_it(rows: str, tmp_path: Path) -> None:
    one, other = both(parts_of(worksheet(rows), texts=TEXTS, formats=FORMATS), tmp_path)
    assert held(one) == held(other)
    assert (one.engine, other.engine) == (OURS, CALAMINE)


@pytest.mark.parametrize("rows", AS_USUAL.values(), ids=AS_USUAL)
def test_the_cells_with_a_formula_are_told_by_the_search_as_they_are_when_asked_for(
    rows: str, tmp_path: Path
) -> None:
    path = packed(tmp_path / "S.xlsx", parts_of(worksheet(rows), texts=TEXTS, formats=FORMATS))
    opened, asked = open_workbook(path), open_for_formula_cells(path, "S")
    told = opened_spots(opened.formulas["S"])
    assert told <= asked
    assert bool(told) == bool(asked)
    assert asked.intersection((row, col) for row, cells in opened.filled["S"].items() for col, _ in cells) <= told


@pytest.mark.parametrize("rows", AS_USUAL.values(), ids=AS_USUAL)
def test_the_cells_that_hold_something_are_told_in_order(rows: str, tmp_path: Path) -> None:
    opened = open_workbook(packed(tmp_path / "S.xlsx", parts_of(worksheet(rows), texts=TEXTS, formats=FORMATS)))
    told = [(row, col, cell) for row, cells in opened.filled["S"].items() for col, cell in cells]
    grid = enumerate(opened.sheets["S"])
    assert told == [(row, col, cell) for row, line in grid for col, cell in enumerate(line) if cell != ""]


@pytest.mark.parametrize("rows", OTHERWISE.values(), ids=OTHERWISE)
def test_what_is_not_is_left_to_the_library(rows: str, tmp_path: Path) -> None:
    """What it then comes to, a sheet that no search reads at all says: even one that is no XML."""
    one, other = both(parts_of(worksheet(rows), texts=TEXTS, formats=FORMATS), tmp_path)
    assert held(one) == held(other)


HEADS = {
    "a comment before the rows": ("<sheetData>", "<!-- <sheetData> --><sheetData>"),
    "a prefix": ("<worksheet xmlns=", "<x:worksheet xmlns:x="),
    "another alphabet": ("<worksheet", '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet'),
    "no end": ("</worksheet>", ""),
    "rows in a second place": ("</sheetData>", "</sheetData><sheetData></sheetData>"),
}


@pytest.mark.parametrize(("usual", "other"), HEADS.values(), ids=HEADS)
def test_a_sheet_that_begins_or_ends_otherwise_is_left_too(usual: str, other: str) -> None:
    xml = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert quick_cells_of_sheet(xml.encode())
    assert quick_cells_of_sheet(xml.replace(usual, other).encode()) is None


def test_styles_that_are_damaged_leave_days_to_the_library(tmp_path: Path) -> None:
    parts = parts_of(worksheet('<row r="1"><c r="A1" s="1"><v>46124</v></c></row>'), formats=FORMATS)
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace("</styleSheet>", "")
    one, other = both(parts, tmp_path)
    assert held(one) == held(other)


def test_the_texts_of_a_workbook() -> None:
    part = f'<sst xmlns="{MAIN}">{"".join(f"<si>{text}</si>" for text in TEXTS)}</sst>'
    texts = ["un", " deux\n", "a\rb_x0041_", "", "en gras", '<&é€">', "日本", "fin de\nligne"]
    assert quick_shared_texts(part.encode()) == texts
    assert quick_shared_texts(part.replace("<si><t>un", "<!-- --><si><t>un").encode()) is None
    assert quick_shared_texts(part.replace("</sst>", "").encode()) is None
    assert quick_shared_texts(part.replace("&lt;", "&nbsp;").encode()) is None
    assert quick_shared_texts(b"") == []


# --- against the library ----------------------------------------------------------------------------------

_STYLE = st.sampled_from(["", *(f' s="{number}"' for number in (*range(1, 8), 99))])
_FORMULA = st.sampled_from(["", "<f>A1+1</f>", '<f t="shared" si="0"/>', '<f aca="false">IF(A1&lt;2,"x","")</f>'])
_NUMBER = st.sampled_from(["0", "12.5", "46124", "46124.75", "0.25", "1E5", "1e-7", "100", ".5", "5.", "59", "60.5"])
_TEXT = st.sampled_from(["tx", " t ", "&lt;&#13;", "a_x0041_", "_xD83D_", "a\r\nb", ""])
_CONTENT = st.one_of(
    st.builds('{}>{}<v>{}</v></c>'.format, st.sampled_from(["", ' t="n"']), _FORMULA, _NUMBER),
    st.builds(' t="s"><v>{}</v></c>'.format, st.integers(0, len(TEXTS))),
    st.builds(' t="str">{}<v>{}</v></c>'.format, _FORMULA, _TEXT),
    st.builds(' t="b">{}<v>{}</v></c>'.format, _FORMULA, st.sampled_from(["0", "1", "true"])),
    st.builds(' t="e">{}<v>{}</v></c>'.format, _FORMULA, st.sampled_from(["#REF!", "#N/A", "#SPILL!", "Err:502"])),
    st.builds(' t="inlineStr"><is>{}</is></c>'.format, st.sampled_from(TEXTS)),
    st.builds("{}></c>".format, st.just("")),
    st.builds(">{}</c>".format, _FORMULA),
    st.sampled_from(["/>", " />", "><v/></c>", "><v>NaN</v></c>", ' t="d"><v>2026-04-12</v></c>']),
)  # fmt: skip
_CELLS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.tuples(_STYLE, _CONTENT), max_size=5)


@given(rows=st.dictionaries(st.integers(1, 40), _CELLS, max_size=4), since_1904=st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_search_and_a_library_read_the_same(
    rows: dict[int, dict[str, tuple[str, str]]], since_1904: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = ""
    for row, cells in sorted(rows.items()):
        written = (f'<c r="{col}{row}"{style}{rest}' for col, (style, rest) in sorted(cells.items()))
        lines += f'<row r="{row}">{"".join(written)}</row>'
    told = '<workbookPr date1904="1"/>' if since_1904 else ""
    parts = parts_of(worksheet(lines), texts=TEXTS, formats=FORMATS, settings=told)
    one, other = both(parts, tmp_path_factory.mktemp("both"))
    assert held(one) == held(other)


# --- files of other programs ------------------------------------------------------------------------------


def left_to_the_library(path: Path) -> Opened:
    """What comes of a file whose sheets have a line break among their rows, which no search expects."""
    odd = path.with_name(f"autre {path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(odd, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(b"<sheetData>", b"<sheetData>\n"))
    return open_workbook(odd)


def by_xlsxwriter(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet, percent = book.add_worksheet("Été"), book.add_format({"num_format": "0%"})
        struck, day = book.add_format({"font_strikeout": True}), book.add_format({"num_format": "d mmm yy"})
        sheet.write_rich_string("A1", "en ", book.add_format({"bold": True}), "gras")
        sheet.write("B1", " blancs \n autour ", struck)
        sheet.write_row("A2", [1, 2.5, True, "=1/0", "", "<&>"])
        sheet.write_formula("A3", "=B2", percent, 0.25)
        sheet.write_formula("B3", '=""', day, "")
        sheet.write("C3", 46124.5, day)
        sheet.merge_range("A5:B6", "fusion")
        sheet.add_table("D8:E12", {"name": "Table"})
        book.add_chartsheet("Graphe")


def by_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["texte", " blancs ", 1, 2.5, True, dt.date(2026, 4, 12), dt.datetime(2026, 4, 12, 14, 30), "#N/A"])
    sheet.append(["=1+1", '=""', dt.time(14, 30), dt.timedelta(hours=36), "a\nb", "_x0041_", None, ""])
    sheet["C4"].font, sheet["A5"].number_format = Font(strike=True), "0%"
    sheet["C4"], sheet["A5"] = "barré", 0.5
    sheet.merge_cells("A7:B8")
    book.save(path)


def by_libreoffice(path: Path) -> None:
    by_xlsxwriter(path)
    resaved = judges.resaved_by_libreoffice(path, path.parent)
    resaved.replace(path)


PROGRAMS = [by_xlsxwriter, by_openpyxl, pytest.param(by_libreoffice, marks=pytest.mark.judge)]


@pytest.mark.parametrize("save", PROGRAMS)
def test_the_files_of_other_programs_are_read_by_a_search_alone(save: Any, tmp_path: Path) -> None:
    path = tmp_path / "S.xlsx"
    save(path)
    opened = open_workbook(path)
    assert opened.engine == OURS
    assert held(opened) == held(left_to_the_library(path))


OURS_ALL = ["samples/retours/PAC_Malik.xlsx", pytest.param("samples/ecarts.xlsx", marks=pytest.mark.long)]


@pytest.mark.parametrize("name", OURS_ALL)
def test_and_so_are_ours(name: str, tmp_path: Path) -> None:
    path = tmp_path / "S.xlsx"
    path.write_bytes((ROOT / name).read_bytes())
    opened, other = open_workbook(path), left_to_the_library(path)
    assert (opened.engine, other.engine) == (OURS, CALAMINE)
    assert held(opened) == held(other)


# --- what is large, or far --------------------------------------------------------------------------------


def test_a_sheet_that_no_search_reads_costs_the_others_nothing(tmp_path: Path) -> None:
    rows = ['<row r="1"><c r="A1"><v>1</v></c></row>', "<row><c><v>2</v></c></row>"]
    parts = parts_of(worksheet(rows[0]), others={"xl/worksheets/sheet2.xml": worksheet(rows[1])})
    listed = '<sheet name="T" sheetId="2" r:id="rId9"/></sheets>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</sheets>", listed)
    rels = "xl/_rels/workbook.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    leads = f'<Relationship Id="rId9" Type="{kind}" Target="worksheets/sheet2.xml"/></Relationships>'
    parts[rels] = parts[rels].replace("</Relationships>", leads)
    path = packed(tmp_path / "S.xlsx", parts)
    opened = open_workbook(path)
    assert (opened.sheets, opened.engine) == ({"S": [[1.0]], "T": [[2.0]]}, CALAMINE)
    with pytest.raises(GridTooLarge) as caught:
        open_workbook(path, Limits(cells=1))
    assert "2 cellules (au plus 1)" in caught.value.detail


def test_a_search_takes_a_time_that_grows_as_the_sheet_does() -> None:
    """Whatever it is made of, and wherever it turns out to be no sheet."""
    units = ('<row r="1">', '<c r="A1"/>', '<c r="A1" t="str"><f>', "<", "<sheetData>", "</row>", "<row ")
    for unit in units:
        xml = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{unit * (2**21 // len(unit))}</sheetData></worksheet>'
        began = time.process_time()
        assert quick_cells_of_sheet(xml.encode()) is None
        assert time.process_time() - began < 1, unit


def test_a_grid_is_a_list_that_knows_the_cells_that_hold_something(tmp_path: Path) -> None:
    rows = '<row r="2"><c r="B2"><v>1</v></c></row><row r="900000"><c r="A900000"><v>2</v></c></row>'
    (grid,) = open_workbook(packed(tmp_path / "S.xlsx", parts_of(worksheet(rows)))).sheets.values()
    assert isinstance(grid, SparseGrid)
    assert (len(grid), grid[0], grid[1], grid[-1]) == (900_000, ["", ""], ["", 1.0], [2.0, ""])
    assert list(filled_rows(grid)) == [(1, ["", 1.0]), (899_999, [2.0, ""])]
    assert grid.filled == {1: [(1, 1.0)], 899_999: [(0, 2.0)]}
    sent = pickle.dumps(grid)
    assert len(sent) < 500
    assert load_from_wire(sent) == grid
