"""Values that only new Excel knows: each is named as what it is, and the text that its cell shows is kept."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pacxl.excel import PICTURE, NoValue
from pacxl.formats.opening import open_workbook
from pacxl.reading.conversion.outcome import outcome_without_value
from tests.formats.test_opening import opened
from tests.guard.hostile.build import ods, ods_row, ods_table
from tests.rich_values import Rich, data_type, error, in_records, picture, picture_of_the_web, shows
from tests.sheets import packed, parts_of, worksheet
from tests.typed import rewritten

VALUES: dict[str, tuple[Rich, Any]] = {
    "a town": (data_type("Saint-Orvain"), "Saint-Orvain"),
    "a share, with its signs": (data_type("ALPES &amp; FILS (XPAR:ALP)"), "ALPES & FILS (XPAR:ALP)"),
    "a data type that shows a number is a text": (data_type("1 200"), "1 200"),
    "an entity of one's own": (("_entity", {"_DisplayString": "Piscine Galet"}), "Piscine Galet"),
    "a picture put in its cell": (picture(), NoValue(PICTURE)),
    "a picture of the web": (picture_of_the_web(), NoValue(PICTURE)),
    "a name that nobody knows": (error(4), NoValue("#NAME?")),
    "a formula that has no room": (error(8), NoValue("#SPILL!")),
    "a service out of reach": (error(9), NoValue("#CONNECT!")),
    "a service that is not allowed": (error(10), NoValue("#BLOCKED!")),
    "a field that is not there": (error(12), NoValue("#FIELD!")),
    "a computation that Excel cannot do": (error(13), NoValue("#CALC!")),
    "a service that is busy": (error(14), NoValue("#BUSY!")),
    "an error that no one knows yet": (error(99), NoValue("#VALUE!")),
    "a shape that no one knows yet": (("_hologram", {"x": "1"}), NoValue("#VALUE!")),
    "a data type that shows nothing": (data_type(""), NoValue("#VALUE!")),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"><v>2</v></c></row>'
    return packed(tmp_path / "S.xlsx", parts_of(worksheet(row)))


@pytest.mark.parametrize(("rich", "expected"), VALUES.values(), ids=VALUES)
def test_a_cell_holds_what_it_shows(rich: Rich, expected: Any, book: Path) -> None:
    sheet = next(iter(open_workbook(book).sheets))
    (grid,) = open_workbook(shows(book, {(sheet, "B1"): rich})).sheets.values()
    assert grid == [[1.0, expected]]


def test_several_at_once_each_in_its_place(book: Path) -> None:
    sheet = next(iter(open_workbook(book).sheets))
    shows(book, {(sheet, "B1"): data_type("Saint-Orvain"), (sheet, "A1"): picture()})
    assert open_workbook(book).sheets[sheet] == [[NoValue(PICTURE), "Saint-Orvain"]]


@pytest.mark.parametrize(("rich", "expected"), VALUES.values(), ids=VALUES)
def test_a_cell_of_an_xlsb_holds_what_it_shows(rich: Rich, expected: Any, tmp_path: Path) -> None:
    path = in_records(tmp_path / "S.xlsb", (0, 0, data_type("Lyon")), (1, 1, rich))
    assert [*open_workbook(path).sheets.values()] == [[["Lyon", ""], ["", expected]]]


@pytest.mark.parametrize("lost", ["xl/metadata.bin", "xl/richData/rdrichvalue.xml"])
@pytest.mark.parametrize("part", [None, b"\x33", b"\x8b\x27\x02ab"], ids=["gone", "cut short", "too short"])
def test_a_value_of_an_xlsb_that_is_lost_is_the_error_that_older_programs_show(
    lost: str, part: bytes | None, tmp_path: Path
) -> None:
    path = rewritten(in_records(tmp_path / "S.xlsb", (0, 0, data_type("Lyon"))), {lost: part})
    assert [*open_workbook(path).sheets.values()] == [[[NoValue("#VALUE!")]]]


DAMAGES = {
    "its metadata are gone": {"xl/metadata.xml": None},
    "its metadata are no XML": {"xl/metadata.xml": b"<metadata"},
    "its values are gone": {"xl/richData/rdrichvalue.xml": None},
    "its shapes are gone": {"xl/richData/rdrichvaluestructure.xml": None},
    "its values are of no shape": {"xl/richData/rdrichvalue.xml": b'<rvData><rv s="9"/><rv/></rvData>'},
    "its metadata point beyond": {
        "xl/metadata.xml": b'<metadata><metadataTypes><metadataType name="XLRICHVALUE"/></metadataTypes>'
        b'<valueMetadata><bk><rc t="1" v="7"/><rc t="9" v="-1"/></bk></valueMetadata></metadata>'
    },
}


@pytest.mark.parametrize("changed", DAMAGES.values(), ids=DAMAGES)
def test_a_value_that_is_lost_is_the_error_that_older_programs_show(
    changed: dict[str, bytes | None], book: Path
) -> None:
    sheet = next(iter(open_workbook(book).sheets))
    rewritten(shows(book, {(sheet, "B1"): data_type("Saint-Orvain")}), changed)
    assert open_workbook(book).sheets[sheet] == [[1.0, NoValue("#VALUE!")]]


def test_a_picture_that_another_library_puts_in_a_cell(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "S.xlsx") as workbook:
        sheet = workbook.add_worksheet("F")
        sheet.write("A1", "logo")
        sheet.embed_image("B1", "a.png", {"image_data": io.BytesIO(_png())})
    assert open_workbook(tmp_path / "S.xlsx").sheets == {"F": [["logo", NoValue(PICTURE)]]}


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixel + chunk(b"IEND", b"")


NEWER = (
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#BUSY!",
    "#GETTING_DATA",
    "#UNKNOWN!",
    "#TIMEOUT!",
)


@pytest.mark.parametrize("name", NEWER)
def test_an_error_written_by_its_name_keeps_it(name: str, tmp_path: Path) -> None:
    sheets = opened(tmp_path, f'<c r="A1" t="e"><f>X()</f><v>{name}</v></c>').sheets
    assert [*sheets.values()] == [[[NoValue(name)]]]


@pytest.mark.parametrize("name", ["#SPILL!", "#CALC!", "#CONNECT!"])
def test_so_it_does_in_an_opendocument(name: str, tmp_path: Path) -> None:
    cell = (
        '<table:table-cell table:formula="of:=X()" office:value-type="string">'
        f"<text:p>{name}</text:p></table:table-cell>"
    )
    (tmp_path / "S.ods").write_bytes(ods(ods_table(ods_row(cell))))
    assert list(open_workbook(tmp_path / "S.ods").sheets.values()) == [[[NoValue(name)]]]


@pytest.mark.parametrize("name", NEWER)
def test_each_has_a_cause_of_its_own(name: str) -> None:
    about = outcome_without_value(NoValue(name)).about
    unknown = outcome_without_value(NoValue("#PFFT!")).about
    assert about["cause"] != unknown["cause"]
    assert about["cause_en"] != unknown["cause_en"]
