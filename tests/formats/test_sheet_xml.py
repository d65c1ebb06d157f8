"""One pass over a sheet's XML tells a blank, an error and a formula that was never calculated apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pacxl.a1 import Spot, cell_position
from pacxl.excel import NoValue
from pacxl.formats import sheet_xml as scan
from pacxl.formats.opened import Area
from pacxl.guard.check import check_file
from pacxl.ooxml.cell_values import cell_without_value
from pacxl.ooxml.package import Package
from pacxl.ooxml.xml import NotWellFormed
from tests import ROOT
from tests.sheets import prefixed, worksheet

TEMPLATE = ROOT / "templates" / "complet.xlsx"
NOTHING: dict[str, str] = {}

# The cells of a row as some program writes them → the cells that have no value, each with what its cell shows.
ROWS = {
    "a number, a text, a blank with a style": (
        '<c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" s="4"/>',
        NOTHING,
    ),
    "a formula with its value": ('<c r="A1"><f>1+1</f><v>2</v></c>', NOTHING),
    "a formula whose value is no character, as Excel and XlsxWriter write it": (
        '<c r="A1" s="3" t="str"><f>IF(B1="","",1)</f><v></v></c>',
        NOTHING,
    ),
    "the same, its attributes in another order": ('<c t="str" r="A1"><f>""</f><v></v></c>', NOTHING),
    "the same without a value, or with an empty one": (
        '<c r="A1" t="str"><f>""</f></c><c r="B1" t="str"><f>""</f><v/></c>',
        NOTHING,
    ),
    "a formula with attributes, as LibreOffice writes it": ('<c r="A1"><f aca="false">1</f><v>1</v></c>', NOTHING),
    "a shared formula, of which only the first is written out": (
        '<c r="A1"><f t="shared" ref="A1:B1" si="0">1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c>',
        NOTHING,
    ),
    "line ends between the elements": ('<c r="A1">\n  <f>1</f>\n  <v>3</v>\n</c>\n', NOTHING),
    "a text that looks like an error": (
        '<c r="A1" t="str"><f>"#REF!"</f><v>#REF!</v></c><c r="B1" t="inlineStr"><is><t>#N/A</t></is></c>',
        NOTHING,
    ),
    "a text that begins as NaN does": ('<c r="A1" t="str"><f>A2</f><v>nan</v></c><c r="B1"><v>Non</v></c>', NOTHING),
    "numbers of many digits, great and small": (
        '<c r="A1"><v>1.7E+308</v></c><c r="B1"><v>5E-324</v></c><c r="C1"><v>12345678901234567</v></c>',
        NOTHING,
    ),
    "an error": ('<c r="B1" t="e"><v>#REF!</v></c>', {"B1": "#REF!"}),
    "an error that a formula gives": ('<c r="A1" s="2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', {"A1": "#DIV/0!"}),
    "an error between apostrophes, its attributes in another order": (
        "<c t='e' r='A1'><v>#N/A</v></c>",
        {"A1": "#N/A"},
    ),
    "an error code of the newer kind": ('<c r="A1" t="e"><v>#SPILL!</v></c>', {"A1": "#SPILL!"}),
    "of the type of an error, and nothing in it": ('<c r="A1" t="e"/><c r="B1" t="e"><v></v></c>', NOTHING),
    "a formula never calculated": ('<c r="C1"><f>1+1</f></c>', {"C1": ""}),
    "the same, as openpyxl writes it": (
        '<c r="A1"><f>1+1</f><v></v></c><c r="B1"><f>1</f><v/></c>',
        {"A1": "", "B1": ""},
    ),
    "a shared formula never calculated": ('<c r="A1"><f t="shared" si="0"/></c>', {"A1": ""}),
    "an array formula never calculated": ('<c r="A1"><f t="array" ref="A1:A3">B1:B3</f></c>', {"A1": ""}),
    "what is no number": (
        '<c r="A1"><v>NaN</v></c><c r="B1"><v>-INF</v></c><c r="C1"><v>1E400</v></c><c r="D1"><f>1</f><v>inf</v></c>',
        {"A1": "NaN", "B1": "-INF", "C1": "1E400", "D1": "inf"},
    ),
    "cells without an address: each stands right of the one before": (
        '<c><v>1</v></c><c t="e"><v>#NULL!</v></c><c><f>1</f></c>',
        {"B1": "#NULL!", "C1": ""},
    ),
    "a cell in a comment of the XML is none": (
        '<!-- <c r="B1" t="e"><v>#REF!</v></c> --><c r="A1" t="e"><v>#NUM!</v></c>',
        {"A1": "#NUM!"},
    ),
}
WITHOUT_ROW_NUMBERS = '<row><c t="e"><v>#REF!</v></c></row><row/><row><c><f>1</f></c></row>'


def addressed(xml: bytes) -> dict[str, str]:
    return {at: value.error for at, value in named(scan.scan_sheet_xml(xml).without_value).items()}


def named(cells: dict[Spot, NoValue] | object) -> dict[str, NoValue]:
    assert isinstance(cells, dict)
    return {f"{chr(65 + col)}{row + 1}": value for (row, col), value in cells.items()}


@pytest.mark.parametrize(("row", "without"), ROWS.values(), ids=ROWS)
def test_what_has_no_value(row: str, without: dict[str, str]) -> None:
    xml = worksheet(f'<row r="1">{row}</row>')
    assert addressed(xml.encode()) == without
    assert addressed(prefixed(xml).encode()) == without


def test_rows_without_numbers_follow_each_other() -> None:
    assert addressed(worksheet(WITHOUT_ROW_NUMBERS).encode()) == {"A1": "#REF!", "A3": ""}


def test_a_sheet_that_is_no_xml_is_told() -> None:
    with pytest.raises(NotWellFormed):
        list(scan.sheet_xml_cells(b"<worksheet><sheetData><row>"))


# --- by a search, or cell by cell: the same ---------------------------------------------------------------

_QUOTES = st.sampled_from("\"'")
_VALUES = st.sampled_from(
    ["", "<v/>", "<v></v>", "<v>1</v>", "<v>#REF!</v>", "<v>#CALC!</v>", "<v>NaN</v>", "<v>n</v>"]
)
_ERRORS = st.sampled_from(["", "<v/>", "<v></v>", "<v>#REF!</v>", "<v>#CALC!</v>"])
_FORMULAS = st.sampled_from(["", "<f>A1+1</f>", '<f t="shared" si="1"/>', '<f aca="false">A1</f>', "<f/>"])
_TYPES = st.sampled_from(["", "n", "s", "e", "str", "b"])


@st.composite
def _cells(draw: st.DrawFn) -> str:
    row = ""
    for col in "ABCD":
        quote = draw(_QUOTES)
        attributes = [f"r={quote}{col}1{quote}"] if draw(st.booleans()) or col == "A" else []
        if kind := draw(_TYPES):
            attributes.append(f"t={quote}{kind}{quote}")
        value = draw(_ERRORS if kind == "e" else _VALUES)
        row += f"<c {' '.join(draw(st.permutations(attributes)))}>{draw(_FORMULAS)}{value}</c>"
    return row


@given(row=_cells(), prefix=st.sampled_from(["", "x", "ss-1.a"]))
@settings(max_examples=150, deadline=None)
def test_the_search_finds_what_a_look_at_each_cell_finds(row: str, prefix: str) -> None:
    xml = worksheet(f'<row r="1">{row}</row>')
    written = (prefixed(xml, prefix) if prefix else xml).encode()
    each = {
        (cell.row, cell.col): value for cell in scan.sheet_xml_cells(written) if (value := cell_without_value(cell))
    }
    assert scan.scan_sheet_xml(written).without_value == each


def test_a_workbook_of_ours_has_nothing_without_a_value() -> None:
    parts = Package(check_file(TEMPLATE).parts)
    sheets = [parts.read(name) for name in parts.names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    assert len(sheets) > 50
    assert [found.without_value for xml in sheets if (found := scan.scan_sheet_xml(xml)).without_value] == []


# --- what else a pass tells -------------------------------------------------------------------------------


def test_newer_error_codes_are_mended_for_other_libraries_and_told_as_they_are() -> None:
    row = '<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1"><v>1</v></c><c r="C1" t="e"><v>#REF!</v></c></row>'
    found = scan.scan_sheet_xml(worksheet(row).encode())
    assert named(found.without_value) == {"A1": NoValue("#SPILL!"), "C1": NoValue("#REF!")}
    assert found.mended == worksheet(row).replace("#SPILL!", "#N/A").encode()


def test_a_value_that_is_wrapped_asks_for_a_look_at_each_cell() -> None:
    row = '<row r="1"><c r="A1" t="str"><v><![CDATA[a<b]]></v></c></row>'
    found = scan.scan_sheet_xml(worksheet(row).encode())
    assert not found.plain
    assert [cell.value for cell in scan.sheet_xml_cells(worksheet(row).encode())] == ["a<b"]


def test_merged_ranges() -> None:
    merged = '<mergeCells count="2"><mergeCell ref="B2:D4"/><mergeCell foo="1" ref=\'A1:A2\'/></mergeCells>'
    xml = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>', merged)
    areas = (Area(1, 1, 3, 3), Area(0, 0, 1, 0))
    assert scan.scan_sheet_xml(xml.encode()).merged == areas
    assert scan.scan_sheet_xml(prefixed(xml).encode()).merged == areas


def test_formulas() -> None:
    row = '<c r="A1"><f>1</f><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><f t="shared" si="0"/><v>3</v></c>'
    assert scan.formulas(worksheet(f'<row r="1">{row}</row>').encode()) == {(0, 0), (0, 2)}
    assert scan.formulas(prefixed(worksheet(f'<row r="1">{row}</row>')).encode()) == {(0, 0), (0, 2)}
    assert scan.formulas(worksheet("<row><c><v>1</v></c><c><f>1</f></c></row>").encode()) == {(0, 1)}


@pytest.mark.parametrize(("address", "place"), [("A1", (0, 0)), ("b5", (4, 1)), ("XFD1048576", (1048575, 16383))])
def test_an_address_is_a_place(address: str, place: tuple[int, int]) -> None:
    assert cell_position(address) == place
