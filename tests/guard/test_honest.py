"""Files that are odd and honest: what other programs open is read, whole."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pacxl.worker.pool import open_in_pool
from tests.guard.hostile.build import (
    BOF_BOOK,
    BOF_SHEET,
    EOF,
    HEAD,
    MAIN,
    REL,
    book,
    compound,
    number_cell,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    record,
    relations,
    shared,
    sheet,
)

BASIC = (
    f'{HEAD}<!DOCTYPE script:{{0}} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{{0}}.dtd">'
    '<script:{0} xmlns:script="http://openoffice.org/2000/script">Sub Main\nEnd Sub</script:{0}>'
)
TEXTS = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
SECOND = {"xl/worksheets/sheet2.xml": sheet('<row r="1"><c r="A1"><v>2</v></c></row>')}
TWO = relations(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"))


def listed(*sheets: str) -> str:
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{"".join(sheets)}</sheets></workbook>'


def announced(count: str) -> Callable[[], bytes]:
    """A workbook of two texts, without styles, that announces others."""
    leads = relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
    return book(TEXTS, rels=leads, strings=shared(["un", "deux"], count))


CELLS = number_cell(0, 0) + number_cell(1, 1, 2.5)
ONE, BOTH = {"Feuil1": [[1.0]]}, {"Feuil1": [["un", "deux"]]}
HONEST: dict[str, tuple[Callable[[], bytes], dict[str, Any]]] = {
    "an OpenDocument with Basic": (
        lambda: ods(
            ods_table(ods_row(ods_cell())),
            **{
                "Basic/Standard/Module1.xml": BASIC.format("module"),
                "Basic/script-lc.xml": BASIC.format("libraries"),
            },
        ),
        {"Feuille1": [["x"]]},
    ),
    "an OpenDocument with dialogs": (
        lambda: ods(ods_table(ods_row(ods_cell())), **{"Dialogs/Standard/Dialog1.xml": BASIC.format("window")}),
        {"Feuille1": [["x"]]},
    ),
    "an OpenDocument with a formula's object": (
        lambda: ods(ods_table(ods_row(ods_cell())), **{"Object 1/content.xml": "<!DOCTYPE math><math/>"}),
        {"Feuille1": [["x"]]},
    ),
    "two old sheets of macros that lead nowhere": (
        book(
            workbook=listed(
                '<sheet name="Feuil1" sheetId="1" r:id="rId1"/>',
                '<sheet name="Macro1" sheetId="2" r:id=""/><sheet name="Macro2" sheetId="3" r:id=""/>',
            )
        ),
        ONE,
    ),
    "sheets that say no relation": (
        book(
            workbook=listed(
                '<sheet name="Feuil1" sheetId="1" r:id="rId1"/>',
                '<sheet name="Macro1" sheetId="2"/><sheet name="Macro2" sheetId="3"/>',
            )
        ),
        ONE,
    ),
    "sheets without a number": (
        book(
            workbook=listed('<sheet name="Feuil1" r:id="rId1"/><sheet name="Feuil2" r:id="rId2"/>'),
            rels=TWO,
            also=SECOND,
        ),
        {"Feuil1": [[1.0]], "Feuil2": [[2.0]]},
    ),
    "more texts announced than there are": (announced(' count="5" uniqueCount="5000000"'), BOTH),
    "fewer texts announced than there are": (announced(' count="0" uniqueCount="0"'), BOTH),
    "a count of texts below nought": (announced(' count="-1" uniqueCount="-1"'), BOTH),
    "a count of texts that is none": (announced(' uniqueCount=""'), BOTH),
    "a count of texts in single quotes": (announced(" uniqueCount='9999999'"), BOTH),
}


def old(cells: bytes = CELLS, **lies: int) -> bytes:
    """An .xls of two cells, with a stream beside its workbook; `lies` are of its header or that stream's entry."""
    entry = {int(place.removeprefix("entry")): number for place, number in lies.items() if place.startswith("entry")}
    header = {place: number for place, number in lies.items() if place.startswith("at")}
    made = bytearray(compound({"Workbook": stream(cells), "Autre": b"x"}, **header))
    directory = (struct.unpack_from("<I", made, 48)[0] + 1) * 512
    for place, number in entry.items():
        struct.pack_into("<I", made, directory + 2 * 128 + place, number)
    return bytes(made)


def stream(cells: bytes = CELLS) -> bytes:
    """The records of an .xls of one sheet."""
    page = record(0x42, struct.pack("<H", 1200))
    bound = struct.pack("<IBBBB", len(BOF_BOOK) + len(page) + 4 + 14 + len(EOF), 0, 0, 6, 0) + b"Feuil1"
    return BOF_BOOK + page + record(0x85, bound) + EOF + BOF_SHEET + cells + EOF


OLD: dict[str, Callable[[], bytes]] = {
    "as it should be": old,
    "its records alone, in no compound file": stream,
    "its records alone, and some noughts after them": lambda: stream() + bytes(5_000),
    "another stream begins beyond its end": lambda: old(entry116=0xFFFF),
    "another stream is longer than it": lambda: old(entry120=0x7FFFFFF),
    "another stream is the workbook's own": lambda: old(entry116=0),
    "more sectors announced than it has": lambda: old(at44=0xFFFF),
    "more small sectors announced than it has": lambda: old(at64=0xFFFF),
    "a longer table announced than it has": lambda: old(at72=0xFFFF),
    "the first sector for the end of a chain": lambda: old(at68=0, at72=0),
    "noise after the table's places": lambda: old(at80=0xFFFF),
    "noise after its end": lambda: old() + b"x" * 700,
    "its last sector is cut short": lambda: old()[:-100],
    "a table of sizes that is false": lambda: old(record(0x200, struct.pack("<IIHHH", 0, 1, 0, 1, 0)) + CELLS),
    "a record that no one knows": lambda: old(record(0x9999, b"xx") + CELLS),
    "no record ends it": lambda: compound({"Workbook": stream()[: -len(EOF)]}),
    "its stream in capitals": lambda: compound({"WORKBOOK": stream()}),
    "a cell of a style that is not there": lambda: old(
        record(0x203, struct.pack("<HHHd", 0, 0, 77, 1.0)) + number_cell(1, 1, 2.5)
    ),
}


@pytest.mark.parametrize("make", OLD.values(), ids=OLD)
def test_an_odd_old_file_is_read(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(make())
    assert open_in_pool(path).sheets == {"Feuil1": [[1.0, ""], ["", 2.5]]}


@pytest.mark.parametrize(("make", "sheets"), HONEST.values(), ids=HONEST)
def test_an_odd_file_is_read(make: Callable[[], bytes], sheets: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    assert open_in_pool(path).sheets == sheets
