"""The parts of a zipped workbook, inflated within limits: what counts is what comes out, not what is announced."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from pacxl.errors import FileDamaged, FileProtected, FileTooLarge
from pacxl.guard.archive import bytes_of

_MB = 2**20
_ENCRYPTED = 0x1


class Packed(NamedTuple):
    """An archive as it stands in its file: its bytes, and what it lists."""

    path: Path
    data: bytes
    entries: list[zipfile.ZipInfo]


def file_to_unzip(path: Path) -> Packed:
    """A file as an archive to be unzipped; raises FileDamaged if it is none."""
    try:
        data = bytes_of(path)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return Packed(path, data, archive.infolist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, struct.error):
        raise FileDamaged(str(path), " : le fichier est tronqué ou altéré", ": it is cut short or altered") from None


def inflate(archive: Packed, entries: int, part: int, inflated: int) -> dict[str, bytes]:
    """Unzips the parts by name, as they stand in the archive. At most so many `entries`, so many bytes a `part` and
    in all.

    Raises FileTooLarge past a limit; FileDamaged for a part whose size or checksum is not what is announced, or whose
    name (case aside) another part has: two programs would read two different workbooks. Nothing is ever extracted,
    so what folder a name points to does not matter.
    """
    path, listed = archive.path, archive.entries
    if len(listed) > entries:
        most = f"(au plus {entries})", f"(at most {entries})"
        raise FileTooLarge(str(path), f"{len(listed)} éléments {most[0]}", f"{len(listed)} parts {most[1]}")
    names = {entry.filename.replace("\\", "/").lower() for entry in listed}
    if len(names) < len(listed):
        raise FileDamaged(str(path), " : deux éléments ont le même nom", ": two of its parts have one name")
    if sum(entry.file_size for entry in listed) > inflated:
        raise _too_large(path, "plus de {} Mo une fois décompressé", "more than {} MB once inflated", inflated)
    if any(entry.file_size > part for entry in listed):
        raise _too_large(path, "un élément de plus de {} Mo", "a part of more than {} MB", part)
    return {entry.filename: unzipped(archive, entry) for entry in listed if not entry.is_dir()}


def _too_large(path: Path, fr: str, en: str, limit: int) -> FileTooLarge:
    return FileTooLarge(str(path), fr.format(limit // _MB), en.format(limit // _MB))


def unzipped(archive: Packed, entry: zipfile.ZipInfo) -> bytes:
    """Unzips one part. The standard library's reader does the same, twice as slowly over hundreds of small parts."""
    path, data, _ = archive
    if entry.flag_bits & _ENCRYPTED:
        raise FileProtected(str(path))
    start = entry.header_offset
    if data[start : start + 4] != b"PK\x03\x04" or len(data) < start + 30:
        raise _damaged(path, entry)
    name, extra = struct.unpack_from("<HH", data, start + 26)
    stored = data[start + 30 + name + extra :][: entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        part = stored
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        part = _inflated(path, stored, entry)
    else:
        raise _damaged(path, entry)
    if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
        raise _damaged(path, entry)
    return part


def _inflated(path: Path, stored: bytes, entry: zipfile.ZipInfo) -> bytes:
    """At most one byte more than announced: enough to see that it lies."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(stored, entry.file_size + 1)
    except zlib.error:
        raise _damaged(path, entry) from None


def _damaged(path: Path, entry: zipfile.ZipInfo) -> FileDamaged:
    name = entry.filename
    return FileDamaged(str(path), f" : l’élément {name} est altéré", f": its part {name} is altered")
