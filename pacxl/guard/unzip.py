"""The parts of a zipped workbook, inflated within limits: what counts is what comes out, not what is announced.

They are inflated one by one, when they are asked for: the part that is read is then still near the processor, and a
workbook is never whole in memory.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pacxl.errors import FileDamaged, FileProtected, FileTooLarge
from pacxl.guard.archive import bytes_of
from pacxl.guard.limits import Limits

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


class Parts(Mapping[str, bytes]):
    """The parts of an archive by name, as they stand in it. Each is inflated whenever it is asked for; `look` sees it
    the first time, and may raise a fault.

    At most so many entries, so many bytes a part and in all. Raises FileTooLarge past a limit; FileDamaged for a part
    whose size or checksum is not what is announced, or whose name (case aside) another part has: two programs would
    read two different workbooks. Nothing is ever extracted, so what folder a name points to does not matter.
    """

    def __init__(self, archive: Packed, limits: Limits, look: Callable[[str, bytes], None]) -> None:
        _check_listed(archive, limits)
        self._archive, self._look = archive, look
        self._entries = {entry.filename: entry for entry in archive.entries if not entry.is_dir()}
        self._left = dict.fromkeys(self._entries)  # a set that keeps their order

    def __getitem__(self, name: str) -> bytes:
        part = unzipped(self._archive, self._entries[name])
        if name in self._left:
            del self._left[name]
            self._look(name, part)
        return part

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def look_at_others(self) -> None:
        """Inflates the parts that nobody has asked for, so that each has been looked at."""
        for name in [*self._left]:
            self[name]


def _check_listed(archive: Packed, limits: Limits) -> None:
    path, listed = archive.path, archive.entries
    if len(listed) > limits.entries:
        most = f"(au plus {limits.entries})", f"(at most {limits.entries})"
        raise FileTooLarge(str(path), f"{len(listed)} éléments {most[0]}", f"{len(listed)} parts {most[1]}")
    names = {entry.filename.replace("\\", "/").lower() for entry in listed}
    if len(names) < len(listed):
        raise FileDamaged(str(path), " : deux éléments ont le même nom", ": two of its parts have one name")
    if sum(entry.file_size for entry in listed) > limits.inflated:
        raise _too_large(path, "plus de {} Mo une fois décompressé", "more than {} MB once inflated", limits.inflated)
    if any(entry.file_size > limits.part for entry in listed):
        raise _too_large(path, "un élément de plus de {} Mo", "a part of more than {} MB", limits.part)


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
    begin = start + 30 + name + extra
    stored = data[begin : begin + entry.compress_size]
    made = _small if max(entry.file_size, len(stored)) <= SMALL else _part
    part = made(stored, entry.compress_type, entry.file_size, entry.CRC)
    if part is None:
        raise _damaged(path, entry)
    return part


def _part(stored: bytes, method: int, size: int, crc: int) -> bytes | None:
    """What is stored, inflated; None if it is not what is announced. At most one byte more than announced is made:
    enough to see that it lies."""
    part = stored
    if method == zipfile.ZIP_DEFLATED:
        try:
            part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(stored, size + 1)
        except zlib.error:
            return None
    elif method != zipfile.ZIP_STORED:
        return None
    return part if len(part) == size and zlib.crc32(part) == crc else None


SMALL = 2**15  # bytes
# Workbooks of one template have most of their parts in common, by hundreds: notes, tables, what leads to them.
_small = lru_cache(maxsize=1024)(_part)


def _damaged(path: Path, entry: zipfile.ZipInfo) -> FileDamaged:
    name = entry.filename
    return FileDamaged(str(path), f" : l’élément {name} est altéré", f": its part {name} is altered")
