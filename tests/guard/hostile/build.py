"""Workbooks from their parts, byte by byte, so that each part can be made wrong."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pacxl.errors import PacxlError
from pacxl.formats.opened import Opened
from pacxl.guard.limits import USUAL, Limits

Outcome = type[Opened] | type[PacxlError]


@dataclass(frozen=True)
class Case:
    """A file: how its bytes are made, what may come of reading it, its name, the limits it is read with."""

    make: Callable[[], bytes]
    ends: tuple[Outcome, ...]
    name: str = "retour.xlsx"
    limits: Limits = USUAL


def case(make: Callable[[], bytes], *ends: Outcome, name: str = "retour.xlsx", **limits: float) -> Case:
    return Case(make, ends, name, replace(USUAL, **limits))  # type: ignore[arg-type]


# --- archives ---------------------------------------------------------------------------------------------

Parts = Mapping[str, bytes | str]


def archive(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as target:
        for name, content in parts.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, method)
    return made.getvalue()


@dataclass(frozen=True)
class Entry:
    """An archive's entry that may lie: `packed` is what is stored, `size` and `crc` what is said of it."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0


def entry(name: str, content: bytes, **lies: int) -> Entry:
    packed = zlib.compress(content, 9)[2:-4]
    given = {"size": len(content), "crc": zlib.crc32(content), **lies}
    return Entry(name.encode(), packed, **given)


def handmade(entries: Sequence[Entry], comment: bytes = b"") -> bytes:
    """An archive of entries as they are given, true or not."""
    body, central = b"", b""
    for each in entries:
        sizes = (each.crc, len(each.packed), each.size & 0xFFFFFFFF, len(each.name), 0)
        fields = (20, each.flags, each.method, 0, 0x21, *sizes)
        central += struct.pack("<4sH5H3I2H3H2I", b"PK\1\2", 20, *fields, 0, 0, 0, 0, len(body)) + each.name
        body += struct.pack("<4s5H3I2H", b"PK\3\4", *fields) + each.name + each.packed
    count = len(entries)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(central), len(body), len(comment))
    return body + central + end + comment


def repeated(block: bytes, times: int) -> bytes:
    """A deflated stream of many times a block, made without ever holding it: as long as it likes in little time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * times + packer.flush()


# --- an .xlsx ---------------------------------------------------------------------------------------------

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def sheet(rows: str = CELL, before: str = "", after: str = "") -> str:
    data = f"{before}<sheetData>{rows}</sheetData>{after}"
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{data}</worksheet>'


def shared(strings: Sequence[str], attributes: str = "") -> str:
    items = "".join(f"<si><t>{text}</t></si>" for text in strings)
    return f'{HEAD}<sst xmlns="{MAIN}"{attributes}>{items}</sst>'


def relations(*targets: tuple[str, str], mode: str = "") -> str:
    """Relations rId1, rId2 … : (last word of the type, target)."""
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{REL}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def workbook(names: Sequence[str] = ("Feuil1",), after: str = "") -> str:
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{listed}</sheets>{after}</workbook>'


def parts(rows: str = CELL, also: Parts | None = None, **others: str | bytes) -> dict[str, bytes | str]:
    """The parts of a sound workbook of one sheet; others take their place, by short name, or come with `also`."""
    types = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.spreadsheetml.sheet.main+xml"/></Types>'
    )
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    short = {
        "types": "[Content_Types].xml",
        "workbook": "xl/workbook.xml",
        "rels": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/sheet1.xml",
        "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
    }
    return made | {short[name]: content for name, content in others.items()} | dict(also or {})


def book(rows: str = CELL, also: Parts | None = None, **others: str | bytes) -> Callable[[], bytes]:
    return lambda: archive(parts(rows, also, **others))


def rows_of(cells: Mapping[str, str]) -> str:
    """Cells by address, each in a row of its own."""
    return "".join(f'<row><c r="{where}"{cell}</c></row>' for where, cell in cells.items())


# --- an .ods ----------------------------------------------------------------------------------------------


def ods(tables: str, manifest: str = "", kind: str = "spreadsheet", **others: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"{HEAD}<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "META-INF/manifest.xml": f"{HEAD}<manifest>{manifest}</manifest>",
            **others,
        }
    )


def ods_table(rows: str, name: str = "Feuille1") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def ods_cell(text: str = "x", repeated: object = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_row(cells: str, repeated: object = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


# --- compound files, BIFF and BIFF12 records --------------------------------------------------------------

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE


def compound(streams: Mapping[str, bytes], **lies: int) -> bytes:
    """A compound file of streams, each of 4,096 bytes or more; a name that ends in `/` is an empty folder's. Lies
    are of its header, by their offset (`at76=…`)."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        first = len(sectors)
        pieces = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), END])
        return first

    entries = [_directory_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), 1):
        follows = number + 1 if number < len(streams) else FREE
        if name.endswith("/"):
            entries.append(_directory_entry(name[:-1], 1, 0, 0, right=follows))
            continue
        padded = content.ljust(4096, b"\0")
        entries.append(_directory_entry(name, 2, add(padded), len(padded), right=follows))
    directory = add(b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0"))
    count = -(-(len(sectors) + 2) // 128)
    where = range(len(sectors), len(sectors) + count)
    table += [0xFFFFFFFD] * count
    table += [FREE] * (count * 128 - len(table))
    header = bytearray(512)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 44, count, directory, 0, 4096, END, 0, END, 0, where[0])
    header[76:512] = struct.pack("<109I", *where, *[FREE] * (109 - count))
    for place, number in lies.items():
        struct.pack_into("<I", header, int(place.removeprefix("at")), number)
    return bytes(header) + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _directory_entry(name: str, kind: int, start: int, size: int, right: int = FREE, child: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, FREE, right, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<H", len(encoded))
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def record(number: int, content: bytes = b"") -> bytes:
    """A BIFF record."""
    return struct.pack("<HH", number, len(content)) + content


BOF_BOOK, BOF_SHEET, EOF = (
    record(0x809, b"\0\6\5\0" + bytes(12)),
    record(0x809, b"\0\6\x10\0" + bytes(12)),
    record(0x0A),
)


def xls(cells: bytes = b"", globals_: bytes = b"", **lies: int) -> bytes:
    """An .xls of one sheet, from its records."""
    return compound({"Workbook": xls_stream(cells, globals_)}, **lies)


def xls_stream(cells: bytes = b"", globals_: bytes = b"") -> bytes:
    """The records of an .xls, as its compound file holds them."""
    name = b"Feuil1"
    position = len(BOF_BOOK) + len(globals_) + 4 + 8 + len(name) + len(EOF)
    bound = record(0x85, struct.pack("<IBBBB", position, 0, 0, len(name), 0) + name)
    return BOF_BOOK + globals_ + bound + EOF + BOF_SHEET + cells + EOF


def number_cell(row: int, col: int, value: float = 1.0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, col, 0, value))


def record12(number: int, content: bytes = b"") -> bytes:
    """A BIFF12 record, as an .xlsb has them."""
    code = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return code + size + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(sheet_data: bytes, strings: bytes = b"", styles: bytes = b"") -> bytes:
    """An .xlsb of one sheet, from the records of its cells, of its shared strings and of its styles."""
    types = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    listed = record12(0x9C, struct.pack("<II", 0, 1) + wide("rId1") + wide("Feuil1"))
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": record12(0x83) + record12(0x8F) + listed + record12(0x90) + record12(0x84),
        "xl/_rels/workbook.bin.rels": relations(("worksheet", "worksheets/sheet1.bin")),
        "xl/worksheets/sheet1.bin": record12(0x81) + record12(0x91) + sheet_data + record12(0x92) + record12(0x82),
    }
    if strings:
        made["xl/sharedStrings.bin"] = strings
    if styles:
        made["xl/styles.bin"] = styles
        leads = (("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"))
        texts = (("sharedStrings", "sharedStrings.bin"),) if strings else ()
        made["xl/_rels/workbook.bin.rels"] = relations(*leads, *texts)
    return archive(made)


def real12(row: int, col: int, value: float = 1.0) -> bytes:
    return record12(0, struct.pack("<IIHHHI", row, 0, 300, 0, 0, 0) + b"\0") + record12(
        5, struct.pack("<IId", col, 0, value)
    )
