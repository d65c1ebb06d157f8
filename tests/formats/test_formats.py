"""Every format of workbook is read by what it holds and not by its name, and says the same of its cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from pacxl.errors import FileDamaged
from pacxl.excel import NoValue
from pacxl.formats import opening
from pacxl.formats.opened import Area, Note
from pacxl.formats.opening import open_for_formula_cells, open_workbook
from pacxl.guard.file_kind import FileKind
from pacxl.ooxml.cell_values import moment, shows, time_cell_in_words
from tests import judges
from tests.sheets import packed, parts_of, worksheet


def test_every_kind_of_file_has_a_reader() -> None:
    assert set(opening.FORMATS) == set(FileKind)


# --- .ods, as any program may write it --------------------------------------------------------------------

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


def ods(path: Path, *sheets: str, styles: str = "") -> Path:
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(path, {"mimetype": kind, "content.xml": content})


def table(rows: str, name: str = "S", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def cell(attributes: str = "", content: str = "") -> str:
    return f"<table:table-row><table:table-cell {attributes}>{content}</table:table-cell></table:table-row>"


_FORMULA = 'table:formula="of:=[.B1]"'
_ERROR = 'office:value-type="string" calcext:value-type="error"'
OPEN_CELLS = {
    "a text": (cell('office:value-type="string"', "<text:p>un</text:p>"), "un"),
    "a text of two lines, with blanks and a tabulation": (
        cell(
            'office:value-type="string"',
            '<text:p>un<text:s text:c="3"/>et<text:tab/>demi</text:p><text:p>deux</text:p>',
        ),
        "un   et\tdemi\ndeux",
    ),
    "a text of several runs": (
        cell(
            'office:value-type="string"',
            "<text:p>en <text:span>gras <text:span>et</text:span></text:span> non</text:p>",
        ),
        "en gras et non",
    ),
    "a text beside a note": (
        cell(
            'office:value-type="string"',
            "<office:annotation><text:p>note</text:p></office:annotation><text:p>un</text:p>",
        ),
        "un",
    ),
    "a number": (cell('office:value-type="float" office:value="7"', "<text:p>7,00</text:p>"), 7.0),
    "an amount": (cell('office:value-type="currency" office:value="12.5"', "<text:p>12,50 €</text:p>"), 12.5),
    "a share": (cell('office:value-type="percentage" office:value="0.2"', "<text:p>20 %</text:p>"), 0.2),
    "a day": (cell('office:value-type="date" office:date-value="2026-04-12"'), dt.date(2026, 4, 12)),
    "a day and a time": (
        cell('office:value-type="date" office:date-value="2026-04-12T14:30:00"'),
        dt.datetime(2026, 4, 12, 14, 30),
    ),
    "a time": (cell('office:value-type="time" office:time-value="PT14H30M00S"'), "14:30"),
    "a duration": (cell('office:value-type="time" office:time-value="PT36H15M00S"'), "36:15"),
    "a flag": (cell('office:value-type="boolean" office:boolean-value="false"'), False),
    "an error": (cell(f"{_FORMULA} {_ERROR}", "<text:p>#REF!</text:p>"), NoValue("#REF!")),
    "an error of another program": (
        cell(f'{_FORMULA} office:value-type="string"', "<text:p>Err:502</text:p>"),
        NoValue("Err:502"),
    ),
    "a text like an error": (cell('office:value-type="string"', "<text:p>#REF!</text:p>"), "#REF!"),
    "a formula never calculated": (cell(_FORMULA), NoValue("")),
    "a text that its format adds to": (
        cell('office:value-type="string" office:string-value="en retard"', "<text:p>✗ en retard</text:p>"),
        "en retard",
    ),
    "a formula that Gnumeric could not say": (
        cell(
            'table:formula="of:=ORG.GNUMERIC.ERROR(&quot;IF(T[a]=1,&quot;&quot;&quot;&quot;,2)&quot;)" '
            'office:value-type="string" office:string-value="IF(T[a]=1,&quot;&quot;,2)"',
            "<text:p>IF(T[a]=1,&quot;&quot;,2)</text:p>",
        ),
        "",
    ),
    "the result of a formula that Gnumeric could not say": (
        cell(
            'table:formula="of:=ORG.GNUMERIC.ERROR(&quot;IF(T[a]=1,&quot;&quot;fait&quot;&quot;)&quot;)" '
            'office:value-type="string" office:string-value="fait"',
            "<text:p>fait</text:p>",
        ),
        "fait",
    ),
    "what is no number": (cell(f'{_FORMULA} office:value-type="float" office:value="NaN"'), NoValue("NaN")),
}


@pytest.mark.parametrize(("row", "value"), OPEN_CELLS.values(), ids=OPEN_CELLS)
def test_a_cell_of_an_opendocument_is_read_as_it_shows(row: str, value: object, tmp_path: Path) -> None:
    grid = open_workbook(
        ods(tmp_path / "S.ods", table(row + cell('office:value-type="float" office:value="1"')))
    ).sheets["S"]
    assert grid == [[value], [1.0]]
    assert type(grid[0][0]) is type(value)


def test_a_formula_of_an_opendocument_that_gives_no_character_is_a_blank(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "S.ods", table(cell(_FORMULA, "<text:p/>") + cell('office:value-type="float" office:value="1"'))
    )
    assert open_workbook(path).sheets["S"] == [[""], [1.0]]
    assert open_for_formula_cells(path, "S") == {(0, 0)}


def test_blanks_between_the_elements_of_an_opendocument_are_none_of_it(tmp_path: Path) -> None:
    """SheetJS and Gnumeric write so."""
    row = cell('office:value-type="string"', "\n  <text:p>un</text:p>\n").replace("><table:", ">\n   <table:")
    assert open_workbook(ods(tmp_path / "S.ods", table(f"\n{row}\n"))).sheets["S"] == [["un"]]


def test_repeated_cells_and_rows_are_all_read_but_for_the_blanks_at_the_end(tmp_path: Path) -> None:
    one = '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/>'
    away = '<table:table-cell table:style-name="c" table:number-columns-repeated="16000"/>'
    rows = (
        f'<table:table-row table:number-rows-repeated="2">{one}{away}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048574">{away}</table:table-row>'
    )
    assert open_workbook(ods(tmp_path / "S.ods", table(rows))).sheets["S"] == [[1.0, 1.0], [1.0, 1.0]]


def test_what_stands_around_the_cells_of_an_opendocument(tmp_path: Path) -> None:
    note = (
        "<office:annotation><dc:creator>Zoé</dc:creator><text:p>à</text:p><text:p>revoir</text:p></office:annotation>"
    )
    span = 'table:number-columns-spanned="2" table:number-rows-spanned="3"'
    shapes = (
        "<table:shapes><draw:frame><draw:text-box><text:p>un mot</text:p></draw:text-box></draw:frame></table:shapes>"
    )
    shape = "<draw:custom-shape><text:p>une flèche</text:p></draw:custom-shape>"
    away = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="h" style:family="table">{away}</style:style>'
    seen = table(shapes + cell(span, f"{note}<text:p>x</text:p>") + cell("", shape), "Vu")
    opened = open_workbook(ods(tmp_path / "S.ods", seen, table(cell(), "Caché", "h"), styles=hidden))
    extras = opened.extras["Vu"]
    assert extras.merged == (Area(0, 0, 2, 1),)
    assert extras.notes == (Note(0, 0, "à\nrevoir", "Zoé"),)
    assert extras.texts == ("un mot", "une flèche")
    assert (extras.hidden, opened.extras["Caché"].hidden) == (False, True)


# --- by what a file holds ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["PLAN.XLSX", "plan.xls", "plan.ods", "plan.xlsb", "plan"])
def test_an_xlsx_is_read_whatever_its_name(name: str, tmp_path: Path) -> None:
    path = packed(tmp_path / name, parts_of(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')))
    assert open_workbook(path).sheets == {"S": [[1.0]]}


@pytest.mark.parametrize("name", ["plan.ods", "plan.xlsx", "plan.xls"])
def test_an_opendocument_is_read_whatever_its_name(name: str, tmp_path: Path) -> None:
    path = ods(tmp_path / name, table(cell('office:value-type="float" office:value="1"')))
    assert open_workbook(path).sheets == {"S": [[1.0]]}


@pytest.fixture(scope="module")
def binaries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One workbook in the two binary formats, each under the other's name."""
    folder = tmp_path_factory.mktemp("binaires")
    with xlsxwriter.Workbook(folder / "S.xlsx") as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Été")
        sheet.write_row("A1", ["un", 2, 0.25, -1.5, 123456789.25])
        sheet.write_number("A2", 46124, day)
        sheet.write_boolean("B2", True)
        sheet.write_formula("C2", "=1/0", value="#DIV/0!")
        sheet.write_formula("E2", '="a"', value="a")
        sheet.write_comment("D1", "une note", {"author": "Paul"})
    made = judges.all_resaved_by_node(
        "sheetjs", [(folder / "S.xlsx", folder / f"S{form}") for form in (".xlsb", ".xls")]
    )
    return {path.suffix: path.rename(folder / f"autre{path.suffix}.ods") for path in made}


@pytest.mark.judge
@pytest.mark.parametrize(("form", "engine"), [(".xlsb", "pacxl"), (".xls", "xlrd")])
def test_a_binary_workbook_is_read_whatever_its_name(form: str, engine: str, binaries: dict[str, Path]) -> None:
    opened = open_workbook(binaries[form])
    assert opened.sheets["Été"] == [
        ["un", 2.0, 0.25, -1.5, 123456789.25],
        [dt.date(2026, 4, 12), True, NoValue("#DIV/0!"), "", "a"],
    ]
    assert (opened.engine, opened.date1904, opened.macros) == (engine, False, False)


@pytest.mark.judge
def test_a_binary_workbook_that_is_cut_short_is_damaged(binaries: dict[str, Path], tmp_path: Path) -> None:
    whole = binaries[".xls"].read_bytes()
    (tmp_path / "court.xls").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileDamaged):
        open_workbook(tmp_path / "court.xls")


# --- days, times, durations -------------------------------------------------------------------------------

FORMATS = {
    "General": "",
    "0.00": "",
    "@": "",
    '0" jours"': "",
    "#,##0 €": "",
    "\\d0": "",
    "dd/mm/yyyy": "date",
    "[$-40C]d mmmm yyyy": "date",
    "hh:mm": "date",
    "mm:ss": "date",
    "[Red]dd/mm": "date",
    "[h]:mm": "duration",
    "[mm]:ss": "duration",
}


@pytest.mark.parametrize(("code", "shown"), FORMATS.items(), ids=FORMATS)
def test_what_a_number_format_shows(code: str, shown: str) -> None:
    assert shows(200, code) == shown


def test_the_formats_that_have_a_number_and_no_code() -> None:
    assert [shows(number, "") for number in (0, 2, 9, 14, 22, 46, 49)] == [
        "",
        "",
        "",
        "date",
        "date",
        "duration",
        "",
    ]


@pytest.mark.parametrize(
    ("number", "since_1904", "value"),
    [
        (46124.0, False, dt.date(2026, 4, 12)),
        (44662.0, True, dt.date(2026, 4, 12)),
        (61.0, False, dt.date(1900, 3, 1)),
        (59.0, False, dt.date(1900, 2, 28)),
        (2958465.0, False, dt.date(9999, 12, 31)),
        (2958466.0, False, 2958466.0),
        (-1.0, False, -1.0),
        (0.5, False, dt.time(12)),
    ],
)
def test_the_day_of_a_number(number: float, since_1904: bool, value: object) -> None:
    assert moment(number, "date", since_1904) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.time(14, 30), "14:30"),
        (dt.time(0, 0, 5), "00:00:05"),
        (dt.timedelta(hours=36, minutes=5), "36:05"),
        (dt.timedelta(minutes=-90), "-1:30"),
        (dt.timedelta(days=2, seconds=1), "48:00:01"),
    ],
)
def test_a_time_in_words(value: dt.time | dt.timedelta, text: str) -> None:
    assert time_cell_in_words(value) == text
