"""Number formats: what a cell shows of its number, and whether that says more than the number."""

from __future__ import annotations

import math
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pacxl.formats import sheet_xml
from pacxl.formats.number_format import Marks, number_format_face, number_format_says_something
from pacxl.formats.opened import Opened, ShownNumber
from pacxl.formats.opening import open_workbook
from tests import judges
from tests.formats.test_formats import cell, ods, table
from tests.sheets import worksheet

# A format, a number, what the cell shows (as Excel has it, but for the French marks), whether the format says more.
SHOWN = {
    "a whole number": ("0", 1234.5, "1235", False),
    "groups": ("#,##0", 1234567, "1 234 567", False),
    "groups of none": ("#,##0", 12, "12", False),
    "decimals": ("#,##0.00", 1234.5, "1 234,50", False),
    "decimals where there are some": ("0.0#", 1.25, "1,25", False),
    "decimals where there are none": ("0.0#", 3, "3,0", False),
    "halves go away from zero": ("0.0", 0.25, "0,3", False),
    "what is no half goes to the nearest": ("0.00", 1.005, "1,01", False),
    "no digit for nothing before the point": ("#.00", 0.5, ",50", False),
    "thousands for the eye": ("#,##0,", 12345, "12", False),
    "millions for the eye, with a decimal": ("0.0,,", 12_345_678, "12,3", False),
    "zeros in front": ("00000", 7400, "07400", True),
    "texts between the figures": ("00\\ 00\\ 00\\ 00\\ 00", 612345678, "06 12 34 56 78", True),
    "a percentage": ("0.0%", 0.1234, "12,3%", True),
    "a percentage after a blank": ("0\\ %", -0.2, "-20 %", True),
    "a sign that is only a text": ('0" %"', 20, "20 %", True),
    "a currency of the list": ("[$$-409]#,##0.00", -5, "-$5,00", True),
    "a place without a currency": ("[$-40C]#,##0", 5, "5", False),
    "a code of a currency": ("[$CHF]\\ #,##0", 5, "CHF 5", True),
    "what stands in quotes": ('0 "k€"', 5, "5 k€", True),
    "what is escaped": ("0\\k", 5, "5k", True),
    "a sign without quotes": ("0 €", 5, "5 €", True),
    "the general format": ("General", 1234.5, "1234,5", False),
    "the general format and a unit": ('General" k€"', 2.5, "2,5 k€", True),
    "the text format": ("@", 3.5, "3,5", False),
    "an accountant's parentheses": ("#,##0;(#,##0)", -5, "(5)", False),
    "red for a minus sign": ("0;[Red]0", -5, "5", False),
    "the sign that the second part writes": ("0.0;-0.0", -5, "-5,0", False),
    "a dash for nothing": ('#,##0;-#,##0;"–"', 0, "–", False),
    "a word for nothing": ('0;-0;"néant"', 0, "néant", True),
    "all hidden": (";;;", 5, "", False),
    "blanks as wide as a sign, and filled": ('_-* #,##0.00\\ "€"_-', 5, "5,00 €", True),
    "conditions": ('[>=1000]0.0,"k€";0 "€"', 1250, "1,3k€", True),
    "none of the conditions": ('[>=1000]0.0,"k€";0 "€"', -2, "-2 €", True),
    "a text alone": ('"1 000 €"', 5, "1 000 €", True),
    "an exponent": ("0.00E+00", 1234567, "1234567", False),
    "a fraction": ("# ?/?", 0.5, "0,5", False),
    "a day": ("dd/mm/yyyy", 46023, "46023", False),
    "no format": ("", 5, "5", False),
}


@pytest.mark.parametrize(("code", "number", "shown", "more"), SHOWN.values(), ids=SHOWN)
def test_a_cell_shows_its_number_in_its_format(code: str, number: float, shown: str, more: bool) -> None:
    assert number_format_says_something(code) is more
    if code not in ("", "dd/mm/yyyy"):
        assert number_format_face(code, number).shown == shown


_CODES = st.text("#0?,.;%\"'\\_*[]$€kE+-@ /<>=1GeneralRed", max_size=30)


@given(_CODES, st.floats(allow_nan=False, allow_infinity=False))
def test_no_format_breaks_reading(code: str, number: float) -> None:
    number_format_says_something(code)
    assert number_format_face(code, number).shown is not None
    assert str(ShownNumber(number, code))


_ABSURD = (
    *("0" + "%" * 500, "0" + "," * 500, "0." + "0" * 500, "0" * 500, '"' * 9),
    *('[>=.]0"k"', "[>1.2.3]0", "[<1E999]0", "[=]0"),
)


@pytest.mark.parametrize("code", _ABSURD)
@pytest.mark.parametrize("number", [0.0, 1.5, -1e300, 5e-324])
def test_nor_does_an_absurd_one(code: str, number: float) -> None:
    number_format_says_something(code)
    assert str(ShownNumber(number, code))


@given(st.floats(-1e12, 1e12).map(lambda number: round(number, 4)))
def test_no_figure_is_rounded_away(number: float) -> None:
    figures = number_format_face('#,##0 "k€"', number).figures.replace(" ", "").replace(",", ".")
    assert math.isclose(float(figures), abs(number), rel_tol=1e-14)


def test_a_code_is_made_of_what_an_opendocument_says_of_figures() -> None:
    between = Marks(4, 0, 0, False, 0, {2: " "})
    made = [Marks(), Marks(0, 2, 2), Marks(1, 2, 1, True), Marks(1, 0, 0, True, 1), between]
    assert [each.code for each in made] == ["0", "#.00", "#,##0.0#", "#,##0,", '00" "00']


# --- where they stand in a file ---------------------------------------------------------------------------

_CELLS = (
    '<c r="A1" s="1"><v>5</v></c><c r="B1" s="1" t="s"><v>5</v></c><c r="C1" s="1"/>'
    '<c r="D1" s="1"><f>2</f><v>2</v></c>'
)
LAYOUTS = {
    "the address, then the style": _CELLS,
    "the style first": _CELLS.replace('r="A1" s="1"', 's="1" r="A1"').replace('r="D1" s="1"', 's="1" r="D1"'),
    "the type between": '<c r="A1" t="n" s="1"><v>5</v></c><c r="D1" t="n" s="1"><v>2</v></c>',
    "no address": '<c s="1"><v>5</v></c><c t="str"><v>5</v></c><c s="1"/><c s="1"><v>2</v></c>',
}


@pytest.mark.parametrize("cells", LAYOUTS.values(), ids=LAYOUTS)
def test_numbers_in_an_odd_format_are_found_however_their_cells_are_written(cells: str) -> None:
    xml = worksheet(f'<row r="1">{cells}</row>').encode()
    assert sheet_xml.scan_sheet_xml(xml, {1: "0 k"}).formats == {0: {"0 k": (0,)}, 3: {"0 k": (0,)}}
    assert sheet_xml.scan_sheet_xml(xml, {2: "0 k"}).formats == {}
    assert sheet_xml.scan_sheet_xml(xml).formats == {}


def test_a_format_without_a_code_is_that_of_its_number(tmp_path: Path) -> None:
    path = tmp_path / "S.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("S")
        for row, number in enumerate((9, 10, 5, 44, 3, 4)):
            sheet.write_number(row, 0, 0.5, workbook.add_format({"num_format": number}))
    shown = [str(open_workbook(path).shown("S", row, 0)) for row in range(6)]
    assert shown == ["50%", "50,00%", "0,50 €", "0,50 €", "0.5", "0.5"]


def test_the_rows_of_a_format_are_those_of_its_own_column() -> None:
    opened = Opened({"S": [[1.0, 2.0], ["x", 3.0]]}, formats={"S": {0: {'0 "k"': (0, 1)}, 1: {"00": (1,)}}})
    shown = [[str(opened.shown("S", row, col)) for col in (0, 1)] for row in (0, 1)]
    assert shown == [["1 k", "2.0"], ["x", "03"]]


def style(name: str, shape: str = "", parent: str = "") -> str:
    follows = f'style:data-style-name="{shape}" style:parent-style-name="{parent}"'
    return f'<style:style style:name="{name}" style:family="table-cell" {follows}/>'


_DOLLARS = (
    '<number:currency-style style:name="D"><number:currency-symbol>$</number:currency-symbol><number:number '
    'number:min-integer-digits="1" number:decimal-places="2" number:grouping="true"/></number:currency-style>'
)
_THOUSANDS = (
    '<number:number-style style:name="K"><number:number number:min-integer-digits="1" number:decimal-places="0" '
    'number:display-factor="1000"/><number:text> k€</number:text></number:number-style>'
)
_A_NUMBER = 'office:value-type="float" office:value="1200.5"'
_AN_AMOUNT = 'office:value-type="currency" office:value="1200.5"'
OPEN = {
    "a cell's own style": (_DOLLARS + style("a", "D"), f'{_A_NUMBER} table:style-name="a"', "$1 200,50"),
    "a style that follows another": (
        _DOLLARS + style("a", "D") + style("b", "", "a"),
        f'{_A_NUMBER} table:style-name="b"',
        "$1 200,50",
    ),
    "a style that follows itself": (style("a", "", "a"), f'{_A_NUMBER} table:style-name="a"', "1200.5"),
    "a currency without a style": ("", f'{_AN_AMOUNT} office:currency="USD"', "1200,5 USD"),
    "euros without a style": ("", f'{_AN_AMOUNT} office:currency="EUR"', "1200,5 EUR"),
    "a percentage without a style": ("", 'office:value-type="percentage" office:value="0.2"', "20,00%"),
    "thousands": (_THOUSANDS + style("a", "K"), f'{_A_NUMBER} table:style-name="a"', "1 k€"),
}


@pytest.mark.parametrize(("styles", "attributes", "shown"), OPEN.values(), ids=OPEN)
def test_what_an_opendocument_shows(styles: str, attributes: str, shown: str, tmp_path: Path) -> None:
    opened = open_workbook(ods(tmp_path / "S.ods", table(cell(attributes)), styles=styles))
    assert str(opened.shown("S", 0, 0)) == shown


def test_the_style_of_a_column_or_a_row_is_that_of_its_cells(tmp_path: Path) -> None:
    usual = 'table:default-cell-style-name="a"'
    columns = f'<table:table-column table:number-columns-repeated="2" {usual}/><table:table-column/>'
    cells = f"<table:table-cell {_A_NUMBER}/>" * 3
    rows = f"<table:table-row>{cells}</table:table-row><table:table-row {usual}>{cells}</table:table-row>"
    path = ods(tmp_path / "S.ods", table(columns + rows), styles=_DOLLARS + style("a", "D"))
    found = {col: rows for col, codes in open_workbook(path).formats["S"].items() for rows in codes.values()}
    assert found == {0: (0, 1), 1: (0, 1), 2: (1,)}


@pytest.mark.judge
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    """Its own text of each cell, as those see it who read English, against ours."""
    cases = [(code, number) for name, (code, number, *_) in SHOWN.items() if name not in _OTHERWISE]
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "S"
    for row, (code, number) in enumerate(cases, 1):
        sheet.cell(row, 1, number).number_format = code or "General"
    workbook.save(tmp_path / "S.xlsx")
    resaved = judges.resaved_by_libreoffice(tmp_path / "S.xlsx", tmp_path / "out", "ods")
    with zipfile.ZipFile(resaved) as archive:
        rows = etree.fromstring(archive.read("content.xml")).findall(".//{*}table-row")
    theirs = [str(row.xpath("string(*[1])")) for row in rows[: len(cases)]]
    ours = [
        number_format_face(code or "General", number).shown.replace(" ", "").replace(",", ".")
        for code, number in cases
    ]
    assert [each.replace(",", "").replace(" ", "").replace("\u00a0", "") for each in theirs] == ours


# We show the number alone; LibreOffice hides the sign of what falls under no condition, and Excel shows it.
_OTHERWISE = {"an exponent", "a fraction", "a day", "all hidden", "none of the conditions"}
