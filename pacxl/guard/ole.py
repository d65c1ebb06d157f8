"""The compound file (OLE) that `.xls` and encrypted workbooks are: its streams, whatever its header announces.

Programs that write such files slip in their headers, and other programs read them all the same. So nothing here is
made room for because a header says so, and no chain is followed that nobody asks for.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks: end of chain, free, part of the table
_ENTRY, _SMALL = 128, 64
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class NotCompound(ValueError):
    """The file begins as a compound file and is none, or leads astray where it is asked."""


@dataclass(frozen=True)
class Sectors:
    """Bytes in sectors of one size, and the table that says which sector follows each."""

    data: bytes
    size: int
    table: array[int]

    def content(self, start: int) -> bytes:
        """The sectors of a chain, end to end; raises NotCompound for a circle, and for one that leaves the file."""
        return b"".join(self.data[number * self.size : (number + 1) * self.size] for number in self.chain(start))

    def chain(self, start: int) -> Iterator[int]:
        seen, most = 0, -(-len(self.data) // self.size)
        while start < _LAST:
            seen += 1
            if seen > most or start >= min(len(self.table), most):
                raise NotCompound("a chain in a circle, or beyond the end")
            yield start
            start = self.table[start]


@dataclass(frozen=True)
class Compound:
    """A compound file: its streams by name in small letters, each with its first sector and its length in bytes;
    those shorter than `least` stand in the small sectors of the `root` stream, whose table begins at `small`.
    `storages` are its folders."""

    sectors: Sectors
    streams: Mapping[str, tuple[int, int]]
    root: int
    small: int
    least: int
    storages: frozenset[str] = frozenset()

    def read(self, name: str) -> bytes:
        """A stream's bytes; raises NotCompound where its chain leads astray."""
        start, length = self.streams[name]
        if length >= self.least:
            return self.sectors.content(start)[:length]
        table = array("I", _whole(self.sectors.content(self.small)))
        return Sectors(self.sectors.content(self.root), _SMALL, table).content(start)[:length]


def ole_compound(data: bytes) -> Compound:
    """A file as a compound file; raises NotCompound where its streams cannot be listed."""
    if len(data) < 512:
        raise NotCompound("cut short")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise NotCompound("sector size")
    size = 1 << shift
    count, directory, least, small, _, more, pieces = struct.unpack_from("<II4xIIIII", data, 44)
    body = data[size:]
    table = array("I")
    for number in _table_sectors(data, body, size, (count, more, pieces)):
        table.frombytes(body[number * size : (number + 1) * size].ljust(size, b"\xff"))
    sectors = Sectors(body, size, table)
    streams, storages, root = dict[str, tuple[int, int]](), set[str](), _LAST
    entries = sectors.content(directory)
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[at : at + _ENTRY]
        start, length = struct.unpack_from("<II", entry, 116)
        name = entry[: max(entry[64] - 2, 0)].decode("utf-16-le", "replace").lower()
        if entry[66] == _STREAM:
            streams.setdefault(name, (start, length))
        elif entry[66] == _STORAGE:
            storages.add(name)
        elif entry[66] == _ROOT:
            root = start
    return Compound(sectors, streams, root, small, least or 4096, frozenset(storages))


def _table_sectors(data: bytes, body: bytes, size: int, said: tuple[int, int, int]) -> Iterator[int]:
    """Where the table of sectors stands: at most `count` places, 109 in the header, the others in a chain of their
    own of so many pieces."""
    count, more, pieces = said
    most = -(-len(body) // size)
    places = [*struct.unpack_from("<109I", data, 76)]
    seen = 0
    while more < _LAST and pieces:
        seen += 1
        piece = body[more * size : (more + 1) * size]
        if seen > min(pieces, most):
            break
        if len(piece) < size:
            raise NotCompound("cut short")
        *numbers, more = struct.unpack(f"<{size // 4}I", piece)
        places += numbers
    for number in places[:count]:
        if number < _LAST:
            if number >= most:
                raise NotCompound("beyond the end")
            yield number


def _whole(data: bytes) -> bytes:
    return data[: len(data) // 4 * 4]


def is_sound_ole(data: bytes) -> bool:
    """Whether a compound file announces no more than it has, and each of its chains ends: only then does a library
    that believes its header get to see it."""
    try:
        found = ole_compound(data)
        total = -(-len(data) // found.sectors.size)
        if max(struct.unpack_from("<I16xI4xI", data, 44)) > total:
            return False
        for start, length in found.streams.values():
            if length >= found.least:
                for _ in found.sectors.chain(start):
                    pass
        for start in (found.root, found.small):
            for _ in found.sectors.chain(start):
                pass
    except NotCompound:
        return False
    return True
