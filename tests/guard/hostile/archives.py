"""Files that are wrong as archives."""

from __future__ import annotations

import struct
import zipfile
import zlib

from pacxl.errors import FileDamaged, FileEmpty, FileProtected, FileTooLarge, NoSheets, NotAWorkbook
from pacxl.formats.opened import Opened
from tests.guard.hostile.build import (
    Case,
    Entry,
    Parts,
    archive,
    book,
    case,
    entry,
    handmade,
    parts,
    relations,
    repeated,
)

SOUND = book()


def _entries(**lies: int) -> list[Entry]:
    """The sound workbook's entries, the sheet's with lies."""
    given = {name: content.encode() if isinstance(content, str) else content for name, content in parts().items()}
    return [entry(name, content, **(lies if "sheet1" in name else {})) for name, content in given.items()]


def _spoiled(at: float, change: bytes) -> bytes:
    made = SOUND()
    place = int(len(made) * at)
    return made[:place] + change + made[place + len(change) :]


def _bomb(**lies: int) -> bytes:
    """A sheet of two gigabytes in two megabytes, or one that says it is small."""
    packed = repeated(b"<row/>" * 170_000, 2_000)
    bomb = Entry(b"xl/worksheets/sheet1.xml", packed, **{"size": 170_000 * 6 * 2_000, "crc": 0, **lies})
    return handmade([each for each in _entries() if b"sheet1" not in each.name] + [bomb])


def _overlapping() -> bytes:
    """Two hundred entries that share one body of ten megabytes."""
    packed = repeated(b"x" * 1_000_000, 10)
    made = handmade([Entry(b"xl/sheet.xml", packed, 10_000_000, 0)])
    body_end = made.index(b"PK\1\2")
    one = made[body_end : made.index(b"PK\5\6")]
    central = b"".join(one.replace(b"xl/sheet.xml", b"xl/%08d" % number) for number in range(200))
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 200, 200, len(central), body_end, 0)
    return made[:body_end] + central + end


def _nested(depth: int) -> bytes:
    made = b"0" * 1_000_000
    for level in range(depth):
        made = archive({f"{level}.zip": made, f"{level}b.zip": made})
    return made


def _with(more: Parts) -> Parts:
    return parts(also=more)


def _without(name: str) -> bytes:
    return archive({part: content for part, content in parts().items() if part != name})


def _renamed(old: str, new: str) -> bytes:
    return archive({part.replace(old, new): content for part, content in parts().items()})


def _end_in_comment() -> bytes:
    other = book('<row r="1"><c r="A1"><v>2</v></c></row>')()
    return handmade(_entries(), comment=other[-22:] + b"!")


ARCHIVES: dict[str, Case] = {
    "an empty file": case(lambda: b"", FileEmpty),
    "a sound workbook, to begin with": case(SOUND, Opened),
    "cut in half": case(lambda: SOUND()[: len(SOUND()) // 2], FileDamaged),
    "cut a few bytes before its end": case(lambda: SOUND()[:-10], FileDamaged),
    "only its first bytes": case(lambda: SOUND()[:30], FileDamaged),
    "only the end of an archive": case(lambda: SOUND()[-22:], FileDamaged, NotAWorkbook),
    "an archive of nothing": case(lambda: archive({}), NotAWorkbook, FileDamaged),
    "its first bytes lost": case(lambda: SOUND()[50:], FileDamaged, NotAWorkbook),
    "zeros in its middle": case(lambda: _spoiled(0.4, bytes(120)), FileDamaged),
    "its list of parts spoiled": case(lambda: _spoiled(0.85, b"\xff" * 30), FileDamaged),
    "a wrong checksum": case(lambda: handmade(_entries(crc=1)), FileDamaged),
    "a part that says it is smaller than it is": case(lambda: handmade(_entries(size=10)), FileDamaged),
    "a part that says it is larger than it is": case(lambda: handmade(_entries(size=9_999)), FileDamaged),
    "a part that says it is of no size": case(lambda: handmade(_entries(size=0)), FileDamaged),
    "a part that says it is of four gigabytes": case(lambda: handmade(_entries(size=0xFFFFFFFE)), FileTooLarge),
    "a size to be found elsewhere, where it is not": case(
        lambda: handmade(_entries(size=0xFFFFFFFF)), FileDamaged, FileTooLarge
    ),
    "two gigabytes in two megabytes": case(_bomb, FileTooLarge),
    "two gigabytes that say they are a kilobyte": case(lambda: _bomb(size=1_000), FileDamaged),
    "two gigabytes that say they are 200 megabytes": case(
        lambda: _bomb(size=200 * 2**20), FileDamaged, name="gros.xlsx"
    ),
    "two hundred parts that share one body": case(_overlapping, FileTooLarge, FileDamaged),
    "six thousand parts": case(
        lambda: archive(_with({f"xl/media/{n}.png": "" for n in range(6_000)}), zipfile.ZIP_STORED), FileTooLarge
    ),
    "archives in archives": case(lambda: _nested(4), NotAWorkbook),
    "a workbook in an archive": case(lambda: archive({"PAC_Paul.xlsx": SOUND()}), NotAWorkbook),
    "the same part twice": case(lambda: handmade([*_entries(), *_entries()[-1:]]), FileDamaged),
    "the same part twice, but for the case": case(
        lambda: archive({**parts(), "XL/Worksheets/SHEET1.xml": "<worksheet/>"}), FileDamaged
    ),
    "a part named after a file of the system": case(lambda: archive(_with({"/etc/passwd": "x"})), Opened),
    "a part named to be put elsewhere": case(lambda: archive(_with({"../../../x.txt": "x"})), Opened),
    "a part named with a drive": case(lambda: archive(_with({"C:\\Windows\\x.dll": "x"})), Opened),
    "a part whose name holds a zero": case(
        lambda: handmade([*_entries(), entry("xl/a\0b.xml", b"x")]), Opened, FileDamaged
    ),
    "a part whose name is no text": case(
        lambda: handmade([*_entries(), Entry(b"xl/\xff\xfe\x80.xml", b"\3\0", 0, 0)]), Opened, FileDamaged
    ),
    "a part whose name is endless": case(lambda: archive(_with({"x" * 60_000: ""})), Opened, FileDamaged),
    "folders separated as Windows does": case(lambda: _renamed("/", "\\"), Opened, FileDamaged, NoSheets),
    "part names in capitals": case(
        lambda: archive({name.upper() if "sheet" in name else name: part for name, part in parts().items()}), Opened
    ),
    "an encrypted archive": case(
        lambda: handmade([Entry(e.name, e.packed, e.size, e.crc, 8, 1) for e in _entries()]), FileProtected
    ),
    "a compression that no one knows": case(
        lambda: handmade([Entry(e.name, e.packed, e.size, e.crc, 77) for e in _entries()]), FileDamaged
    ),
    "a compression that workbooks do not use": case(lambda: archive(parts(), zipfile.ZIP_BZIP2), FileDamaged),
    "no compression at all": case(lambda: archive(parts(), zipfile.ZIP_STORED), Opened),
    "bytes after its end": case(lambda: SOUND() + b"\0" * 500, Opened, FileDamaged),
    "bytes before its start": case(lambda: b"#!/bin/sh\n" + SOUND(), NotAWorkbook, FileDamaged),
    "another end in its comment": case(_end_in_comment, Opened, FileDamaged),
    "no list of types": case(lambda: _without("[Content_Types].xml"), Opened),
    "no workbook part": case(lambda: _without("xl/workbook.xml"), FileDamaged, NoSheets),
    "no relations": case(lambda: _without("xl/_rels/workbook.xml.rels"), FileDamaged, NoSheets),
    "no sheet where one is listed": case(lambda: _without("xl/worksheets/sheet1.xml"), FileDamaged, NoSheets, Opened),
    "a sheet that would be a file of the system": case(
        book(rels=relations(("worksheet", "../../../../../../etc/passwd"))), FileDamaged, NoSheets, Opened
    ),
    "a sheet that would be a page of the web": case(
        book(rels=relations(("worksheet", "http://127.0.0.1:9/x.xml"), mode=' TargetMode="External"')),
        FileDamaged,
        NoSheets,
        Opened,
    ),
    "a deflated part that never ends": case(
        lambda: handmade([Entry(e.name, zlib.compress(b"x" * 999)[2:-8], e.size, e.crc) for e in _entries()]),
        FileDamaged,
    ),
}
