"""OpenDocument, .xls and .xlsb files that are wrong, or made to do harm."""

from __future__ import annotations

import struct

from pacxl.errors import (
    FileDamaged,
    FileProtected,
    FileRestricted,
    FileTooLarge,
    FileUnreadable,
    GridTooLarge,
    NoSheets,
    NotAWorkbook,
    TookTooLong,
    TooMuchMemory,
    UnsafeXml,
)
from pacxl.formats.opened import Opened
from tests.guard.hostile.build import (
    BOF_BOOK,
    BOF_SHEET,
    EOF,
    Case,
    archive,
    case,
    compound,
    number_cell,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    real12,
    record,
    record12,
    xls,
    xls_stream,
    xlsb,
)

ANY = (Opened, FileDamaged, NoSheets)
REFUSED = (FileDamaged, FileUnreadable, GridTooLarge, TooMuchMemory, TookTooLong)
SOUND = ods_table(ods_row(ods_cell()))
BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'
ENDLESS = "9" * 9_999
ENCRYPTED = '<file-entry full-path="content.xml"><encryption-data/></file-entry>'


def _cut(made: bytes, share: float) -> bytes:
    return made[: int(len(made) * share)]


def _without_end(tables: str) -> bytes:
    """An .ods, whole as an archive, whose content stops after some rows."""
    content = f'<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>{tables}'
    return archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _dimensions(rows: int, cols: int) -> bytes:
    return record(0x200, struct.pack("<IIHHH", 0, rows, 0, cols, 0))


def _texts(announced: int) -> bytes:
    return record(0xFC, struct.pack("<II", announced, announced) + struct.pack("<HB", 1, 0) + b"a")


def _texts12(announced: int) -> bytes:
    return (
        record12(0x9F, struct.pack("<II", announced, announced)) + record12(0x13, b"\0\1\0\0\0a\0") + record12(0xA0)
    )


SPREADSHEETS: dict[str, Case] = {
    # --- OpenDocument
    "a sound OpenDocument, to begin with": case(lambda: ods(SOUND), Opened, name="retour.ods"),
    "an OpenDocument named .xlsx": case(lambda: ods(SOUND), Opened),
    "a value repeated over all columns and rows": case(
        lambda: ods(ods_table(ods_row(ods_cell(repeated=16_384), 1_048_576))), GridTooLarge
    ),
    "a value a million rows down": case(
        lambda: ods(ods_table(ods_row(BLANK, 1_048_575) + ods_row(ods_cell(repeated=30)))), GridTooLarge
    ),
    "a value repeated without end": case(
        lambda: ods(ods_table(ods_row(ods_cell(repeated=ENDLESS), ENDLESS))), GridTooLarge
    ),
    "a value repeated without end in one row": case(
        lambda: ods(ods_table(ods_row(ods_cell(repeated=ENDLESS)))), GridTooLarge
    ),
    "a blank repeated without end": case(
        lambda: ods(ods_table(ods_row(ods_cell() + BLANK.replace("16384", ENDLESS), 1) + ods_row(BLANK, ENDLESS))),
        *ANY,
        TookTooLong,
        TooMuchMemory,
        seconds=3,
    ),
    "far values in twenty tables": case(
        lambda: ods("".join(ods_table(ods_row(ods_cell(repeated=16_384), 999), f"F{n}") for n in range(20))),
        GridTooLarge,
    ),
    "a long text repeated": case(lambda: ods(ods_table(ods_row(ods_cell("x" * 32_000, 200), 90))), FileTooLarge),
    "a million blank rows, as honest files end": case(
        lambda: ods(ods_table(ods_row(ods_cell()) + ods_row(BLANK, 1_048_575))), Opened
    ),
    "a value repeated a negative number of times": case(
        lambda: ods(ods_table(ods_row(ods_cell(repeated=-1), -1))), *ANY
    ),
    "a value repeated no time": case(lambda: ods(ods_table(ods_row(ods_cell(repeated=0), 0))), *ANY),
    "a value repeated a word's times": case(lambda: ods(ods_table(ods_row(ods_cell(repeated="x")))), *ANY),
    "501 tables": case(lambda: ods("".join(ods_table("", f"F{n}") for n in range(501))), FileTooLarge),
    "no table": case(lambda: ods(""), NoSheets, FileDamaged),
    "content that stops in a table": case(
        lambda: _without_end(f'<table:table table:name="F">{ods_row(ods_cell())}'), FileDamaged
    ),
    "content that stops in a row": case(
        lambda: _without_end('<table:table table:name="F"><table:table-row>'), FileDamaged
    ),
    "content that stops in its second table": case(
        lambda: _without_end(f'{SOUND}<table:table table:name="F">'), FileDamaged
    ),
    "a table whose end is in a comment": case(
        lambda: ods('<table:table table:name="F"><!-- </table:table> -->'), FileDamaged, TookTooLong, seconds=3
    ),
    "an OpenDocument cut short": case(lambda: _cut(ods(SOUND), 0.7), FileDamaged),
    "an OpenDocument with a password": case(lambda: ods(SOUND, ENCRYPTED), FileProtected),
    "an OpenDocument with a DTD": case(
        lambda: archive(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<!DOCTYPE x><a/>"}
        ),
        UnsafeXml,
    ),
    "an OpenDocument without content": case(
        lambda: archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), FileDamaged, NoSheets
    ),
    "an OpenDocument that is a letter": case(lambda: ods("", kind="text"), NotAWorkbook),
    # --- .xls
    "a sound .xls, to begin with": case(lambda: xls(number_cell(0, 0)), Opened, name="retour.xls"),
    "an .xls named .xlsx": case(lambda: xls(number_cell(0, 0)), Opened),
    "an .xlsx with a password": case(
        lambda: compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), FileProtected
    ),
    "an .xlsx under rights management": case(
        lambda: compound({"EncryptedPackage": b"x", "\6Primary": b"x", "DRMEncryptedDataSpace": b"x"}), FileRestricted
    ),
    "an .xlsx under rights management, whose folder alone says so": case(
        lambda: compound({"EncryptedPackage": b"x", "\6Primary": b"x", "DRMEncryptedTransform/": b""}),
        FileRestricted,
    ),
    "a labelled .xlsx, with what a password leaves besides": case(
        lambda: compound({"EncryptionInfo": b"x", "DRMEncryptedDataSpace": b"x", "EncryptedPackage": b"x"}),
        FileRestricted,
    ),
    "an .xlsx with a password, in the data space of passwords": case(
        lambda: compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x", "StrongEncryptionDataSpace": b"x"}),
        FileProtected,
    ),
    "an .xls under rights management, whose workbook only says so": case(
        lambda: compound({"Workbook": xls_stream(number_cell(0, 0)), "\tDRMContent": b"x"}),
        FileRestricted,
        name="retour.xls",
    ),
    "an .xls with a password": case(
        lambda: xls(number_cell(0, 0), record(0x2F, b"\1\0\1\0\1\0" + bytes(48))), FileProtected, name="retour.xls"
    ),
    "an .xls with an old password": case(
        lambda: xls(number_cell(0, 0), record(0x2F, b"\1\2\3\4")), FileProtected, name="retour.xls"
    ),
    "an .xls that says it has all cells": case(
        lambda: xls(_dimensions(0xFFFFFFFF, 0xFFFF) + number_cell(0, 0)), Opened, *REFUSED, name="retour.xls"
    ),
    "an .xls that says it ends before it starts": case(
        lambda: xls(record(0x200, struct.pack("<IIHHH", 9, 1, 9, 1, 0)) + number_cell(0, 0)), *ANY, name="retour.xls"
    ),
    "an .xls with a cell at its far end": case(
        lambda: xls(number_cell(0, 0) + number_cell(65_535, 65_535)), *REFUSED, name="retour.xls"
    ),
    "an .xls that announces all texts": case(
        lambda: xls(number_cell(0, 0), _texts(0xFFFFFFFF)), Opened, *REFUSED, name="retour.xls"
    ),
    "an .xls whose records are longer than it": case(
        lambda: xls(struct.pack("<HH", 0x203, 0xFFFF) + b"\0\0"), *ANY, name="retour.xls"
    ),
    "an .xls whose records are cut": case(lambda: xls(record(0x203, b"\0")), *ANY, name="retour.xls"),
    "an .xls whose formula is cut": case(
        lambda: xls(record(0x06, struct.pack("<HHH8sHIH", 0, 0, 0, bytes(8), 0, 0, 99) + b"\1")),
        *ANY,
        name="retour.xls",
    ),
    "an .xls whose sheet is beyond its end": case(
        lambda: compound(
            {"Workbook": BOF_BOOK + record(0x85, struct.pack("<IBBBB", 0xFFFFFFF, 0, 0, 1, 0) + b"F") + EOF}
        ),
        *ANY,
        name="retour.xls",
    ),
    "an .xls whose sheet is itself": case(
        lambda: compound(
            {"Workbook": BOF_BOOK + record(0x85, struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"F") + EOF + BOF_SHEET}
        ),
        *ANY,
        name="retour.xls",
    ),
    "an .xls without a sheet": case(lambda: compound({"Workbook": BOF_BOOK + EOF}), *ANY, name="retour.xls"),
    "an .xls of noise": case(lambda: compound({"Workbook": bytes(range(256)) * 20}), *ANY, name="retour.xls"),
    "an .xls cut in half": case(lambda: _cut(xls(number_cell(0, 0)), 0.5), FileDamaged, name="retour.xls"),
    "an .xls of its first bytes": case(lambda: xls()[:300], FileDamaged, name="retour.xls"),
    "a compound file that announces all sectors": case(lambda: xls(number_cell(0, 0), at44=0xFFFFFFF), Opened),
    "a compound file that announces all small sectors": case(lambda: xls(number_cell(0, 0), at64=0xFFFFFFF), Opened),
    "a compound file whose list of sectors is a circle": case(lambda: xls(at68=0, at72=1), Opened),
    "a compound file whose list of streams is beyond its end": case(lambda: xls(at48=0xFFFFFF), FileDamaged),
    "a compound file of strange sectors": case(lambda: xls(at30=0x00060001), FileDamaged),
    "a compound file whose streams are a circle": case(lambda: _circle(xls(number_cell(0, 0))), FileDamaged),
    # --- .xlsb
    "a sound .xlsb, to begin with": case(lambda: xlsb(real12(0, 0)), Opened, name="retour.xlsb"),
    "an .xlsb with a cell at each end": case(
        lambda: xlsb(real12(0, 0) + real12(1_048_575, 16_383)), *REFUSED, name="retour.xlsb"
    ),
    "an .xlsb with a row without end": case(
        lambda: xlsb(real12(0, 0) + real12(0xFFFFFFFE, 0)), *REFUSED, Opened, name="retour.xlsb"
    ),
    "an .xlsb that announces all texts": case(
        lambda: xlsb(real12(0, 0), _texts12(0xFFFFFFFF)), Opened, *REFUSED, name="retour.xlsb"
    ),
    "an .xlsb that says it has all cells": case(
        lambda: xlsb(record12(0x94, struct.pack("<4I", 0, 0xFFFFFFFE, 0, 0xFFFFFFFE)) + real12(0, 0)),
        Opened,
        *REFUSED,
        name="retour.xlsb",
    ),
    "an .xlsb whose cell comes before its row": case(
        lambda: xlsb(record12(5, struct.pack("<IId", 0, 0, 1.0))), *ANY, name="retour.xlsb"
    ),
    "an .xlsb whose records are cut": case(lambda: xlsb(record12(5, b"\0")), *ANY, name="retour.xlsb"),
    "an .xlsb whose records are longer than it": case(
        lambda: xlsb(b"\x05\xff\xff\xff\x7f\0"), *ANY, TooMuchMemory, name="retour.xlsb"
    ),
    "an .xlsb of noise": case(lambda: xlsb(bytes(range(256)) * 9), *ANY, TooMuchMemory, name="retour.xlsb"),
}


def _circle(made: bytes) -> bytes:
    """The table of sectors, its first one following itself."""
    table = struct.unpack_from("<I", made, 76)[0]
    place = (table + 1) * 512
    return made[:place] + struct.pack("<I", 0) + made[place + 4 :]
