"""What a file is, by what it holds and never by its name: a kind of workbook, or something else and the way out."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from pacxl.errors import FileDamaged, FileProtected, FileRestricted, NotAWorkbook, PacxlError
from pacxl.guard.archive import bytes_of, members, open_archived
from pacxl.guard.limits import Limits
from pacxl.guard.no_workbooks import (
    ARCHIVE,
    ARCHIVED_PAGE,
    BINARY,
    COMPOUND_FILE,
    FLAT_ODS,
    GOOGLE,
    HTML,
    JSON,
    LOTUS,
    NUMBERS,
    ODF,
    OLD_EXCEL,
    OTHER_ARCHIVE,
    OUTLOOK,
    POWERPOINT,
    SHORTCUT,
    SYLK,
    TEXT,
    WORD,
    XML,
    XML_2003,
    ZEROS,
    Other,
)
from pacxl.guard.ole import MAGIC as COMPOUND
from pacxl.guard.ole import NotCompound, ole_compound
from pacxl.guard.unzip import Packed, file_to_unzip, unzipped


class FileKind(StrEnum):
    """The kinds of file that are read. An .xlsm is an .xlsx; a CSV, a table as text between any marks."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


# What files begin with, where that alone tells what they are.
_STARTS: dict[bytes, FileKind | Other] = {
    b"%PDF": Other("un document PDF", "a PDF document"),
    b"{\\rtf": Other("un document RTF", "an RTF document"),
    b"\x89PNG": Other("une image PNG", "a PNG picture"),
    b"\xff\xd8\xff": Other("une image JPEG", "a JPEG picture"),
    b"GIF8": Other("une image GIF", "a GIF picture"),
    b"BM": Other("une image BMP", "a BMP picture"),
    b"II*\0": Other("une image TIFF", "a TIFF picture"),
    b"MM\0*": Other("une image TIFF", "a TIFF picture"),
    b"SQLite format 3\0": Other("une base SQLite", "an SQLite database"),
    b"PAR1": Other("un fichier Parquet", "a Parquet file"),
    b"\x1f\x8b": OTHER_ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": OTHER_ARCHIVE,
    b"Rar!": OTHER_ARCHIVE,
    b"\x09\x08\x10\x00\x00\x06": FileKind.XLS,  # its records alone, without a compound file around them
    b"\x09\x08\x08\x00\x00\x05": FileKind.XLS,
    b"\0\0\x1a\0": LOTUS,
    b"\0\0\x02\0\x06\x04": LOTUS,
    b"\x09\x00\x04\x00": OLD_EXCEL,
    b"\x09\x02\x06\x00": OLD_EXCEL,
    b"\x09\x04\x06\x00": OLD_EXCEL,
}
_STREAMS_OF_XLS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:!doctype html|html|head|body|table|meta|style|div)\b", re.DOTALL
)
_SYLK = re.compile(r"id;p[^\r\n]*[\r\n]+[a-z]{1,2};")  # and no table whose first headers are ID and Pipeline
# A document may hold a workbook, and a workbook a document: what counts is which of them is the main part.
_MAIN: dict[FileKind | Other, re.Pattern[bytes]] = {
    FileKind.XLSB: re.compile(rb"ms-excel\.sheet\.binary\.macroenabled\.main"),
    FileKind.XLSX: re.compile(rb"(?:spreadsheetml|ms-excel)\.(?:sheet|template|addin)(?:\.macroenabled)?\.main\+xml"),
    WORD: re.compile(rb"(?:wordprocessingml|ms-word)\.\w+(?:\.macroenabled(?:template)?)?\.main\+xml"),
    POWERPOINT: re.compile(rb"(?:presentationml|ms-powerpoint)\.\w+(?:\.macroenabled)?\.main\+xml"),
}
# Types may say one thing, and the part that the file begins at be another: it is this one that is read.
_TO_THE_MAIN_PART = re.compile(rb"""<[^<>]*/officeDocument["'][^<>]*>""")
_BINARY_PART = re.compile(rb"""\bTarget\s*=\s*["'][^"']*\.bin["']""", re.IGNORECASE)


def is_archive_kind(path: Path) -> bool:
    """Whether a file is of the zipped kinds, as it begins."""
    with open_archived(path) as file:
        return file.read(4).startswith(ARCHIVES)


def kind_of_file(path: Path) -> FileKind:
    """The kind of workbook that a file is. Raises NotAWorkbook (which says what else it is), FileProtected or
    FileRestricted for a workbook in an encrypted envelope, and FileDamaged for what begins as a workbook and does not
    go on as one."""
    with open_archived(path) as file:
        start = file.read(4096)
    if start.startswith(ARCHIVES):
        return kind_of_archive(file_to_unzip(path))
    if start.startswith(COMPOUND):
        return _in_compound(path)
    found = _by_start(start)
    if isinstance(found, FileKind):
        return found
    raise fault_of_file_kind(path, found)


def may_be_workbook(path: Path, limits: Limits) -> bool:
    """Whether a file of any name is of a kind of workbook, as far as a glance tells."""
    try:
        with open_archived(path) as file:
            start = file.read(8)
            if start == COMPOUND and path.stat().st_size <= limits.file:
                return any(name in file.read() for name in _STREAMS_OF_XLS)
        return start.startswith(ARCHIVES) and archive_kind_is_workbook(members(path, limits))
    except (PacxlError, OSError):
        return False


def archive_kind_is_workbook(names: Collection[str]) -> bool:
    """Whether an archive that lists these files is of a kind of workbook itself."""
    return any(name.lower() in ("xl/workbook.xml", "xl/workbook.bin", "content.xml") for name in names)


def fault_of_file_kind(path: Path, other: Other) -> NotAWorkbook:
    """The fault of a file of another kind, with what to do of it."""
    fr, en = (f"{what} : {way}" if way else what for what, way in zip(other[:2], other.way, strict=True))
    return NotAWorkbook(str(path), fr, en.replace(" :", ":"))


# --- archives ---------------------------------------------------------------------------------------------


def kind_of_archive(archive: Packed) -> FileKind:
    """The kind of workbook that an archive is."""
    names = {entry.filename.replace("\\", "/").lower(): entry for entry in archive.entries}
    types = _small(archive, names.get("[content_types].xml")).lower()
    odf = _small(archive, names.get("mimetype")) + _small(archive, names.get("meta-inf/manifest.xml"))
    if b"opendocument.spreadsheet" in odf:
        return FileKind.ODS
    found: FileKind | Other | None = next((kind for kind, main in _MAIN.items() if main.search(types)), None)
    if found is None and "xl/workbook.bin" in names:
        found = FileKind.XLSB
    if found is None and "xl/workbook.xml" in names:
        found = FileKind.XLSX
    if isinstance(found, FileKind):
        leads = _TO_THE_MAIN_PART.search(_small(archive, names.get("_rels/.rels")))
        return found if leads is None else FileKind.XLSB if _BINARY_PART.search(leads[0]) else FileKind.XLSX
    if not odf and "content.xml" in names:
        return FileKind.ODS
    raise fault_of_file_kind(archive.path, found or _other_archive(odf, set(names)))


def _small(archive: Packed, entry: zipfile.ZipInfo | None) -> bytes:
    """A part that says what the others are, or nothing. It is long enough for the list of a few thousand parts."""
    return b"" if entry is None or entry.file_size > 2**20 else unzipped(archive, entry)


def _other_archive(odf: bytes, names: set[str]) -> Other:
    if b"opendocument" in odf:
        return ODF
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        return NUMBERS
    return ARCHIVE


# What the management of rights leaves beside the content that it encrypts: [MS-OFFCRYPTO] 2.2. In an .xls, the
# workbook that is there besides only says that one needs the right to open it.
_RIGHTS = {"drmencrypteddataspace", "drmencryptedtransform", "\tdrmcontent", "\tdrmdataspace", "\tdrmtransform"}


def _in_compound(path: Path) -> FileKind:
    try:
        found = ole_compound(bytes_of(path))
        names = set(found.streams)
        for name in names & {"workbook", "book"}:
            found.read(name)
    except NotCompound:
        raise FileDamaged(str(path), " : le fichier est tronqué ou altéré", ": it is cut short or altered") from None
    if _RIGHTS & (names | found.storages):
        raise FileRestricted(str(path))
    if "encryptedpackage" in names:
        raise FileProtected(str(path))
    if names & {"workbook", "book"}:
        return FileKind.XLS
    others = {"worddocument": WORD, "powerpoint document": POWERPOINT, "__properties_version1.0": OUTLOOK}
    raise fault_of_file_kind(path, next((other for name, other in others.items() if name in names), COMPOUND_FILE))


# --- everything else --------------------------------------------------------------------------------------


def _by_start(start: bytes) -> FileKind | Other:
    for magic, found in _STARTS.items():
        if start.startswith(magic):
            return found
    if not start.strip(b"\0"):
        return ZEROS
    text = _as_text(start)
    return BINARY if text is None else _of_text(text)


def _as_text(start: bytes) -> str | None:
    """The beginning of a text, whatever its encoding; nothing if it is no text."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if start.startswith(mark):
            return start[len(mark) :].decode(encoding, "ignore")
    if len(start) > 8 and start[1::2].count(0) > len(start) // 4 and b"\0" not in start[::2]:
        return start.decode("utf-16-le", "ignore")
    return None if b"\0" in start else start.decode("cp1252", "replace")


def _of_text(text: str) -> FileKind | Other:
    head = text.lstrip().lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in head and head.startswith("<?xml"):
        return XML_2003
    if "opendocument.spreadsheet" in head and head.startswith("<"):
        return FLAT_ODS
    if _HTML.match(head):
        return HTML
    if head.startswith(("mime-version:", "from:", "content-type:")) and "multipart/related" in head:
        return ARCHIVED_PAGE
    if head.startswith(("<?xml", "<!doctype", "<")):
        return XML
    if head.startswith("[internetshortcut]"):
        return SHORTCUT
    if head.startswith(("{", "[")) and (other := _of_json(text, head)):
        return other
    if _SYLK.match(head):
        return SYLK
    return _of_lines(text)


def _of_json(text: str, head: str) -> Other | None:
    if head.startswith("{") and ("docs.google.com" in head or '"doc_id"' in head):
        return GOOGLE
    try:
        json.loads(text)
    except ValueError:
        return JSON if len(text) >= 4096 and head[1:].lstrip()[:1] in '{["' else None
    return JSON


def _of_lines(text: str) -> FileKind | Other:
    """A text with the same mark on each of its first lines is a table; on the first alone, if cells are quoted."""
    lines = [line for line in text.splitlines()[:5] if line.strip()][: 1 if '"' in text else 5]
    table = any(lines and all(mark in line for line in lines) for mark in "\t;,|")
    return FileKind.CSV if table else TEXT
