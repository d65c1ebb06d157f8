"""The compound file (OLE) that `.xls` and encrypted workbooks are: its streams, and that its header tells the truth.

The reading library believes that header, and asks for as much memory as it says.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from pathlib import Path

from pacxl.guard.archive import bytes_of

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks: end of chain, free, part of the table
_ENTRY = 128
_OF_STREAM = 2


class NotCompound(ValueError):
    """The file begins as a compound file and is none."""


def streams(path: Path) -> dict[str, int]:
    """The streams of a compound file: name → bytes. Raises NotCompound where a chain leads astray or in a circle."""
    data = bytes_of(path)
    if len(data) < 512:
        raise NotCompound("cut short")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise NotCompound("sector size")
    size = 1 << shift
    total = -(-len(data) // size)
    table_length, directory, _, mini_length, more, more_length = struct.unpack_from("<II8xIIII", data, 44)
    if max(table_length, mini_length, more_length) > total:
        raise NotCompound("more sectors than the file has")
    table = array("I")
    for sector in _table_sectors(data, size, more, total):
        table.frombytes(_sector(data, size, sector).ljust(size, b"\xff"))
    found = {}
    for sector in _chain(table, directory, total):
        for at in range(0, size, _ENTRY):
            entry = _sector(data, size, sector)[at : at + _ENTRY]
            if len(entry) == _ENTRY and entry[66] == _OF_STREAM:
                start, length = struct.unpack_from("<II", entry, 116)
                if length >= 4096:  # shorter ones stand in a stream of their own
                    for _ in _chain(table, start, total):
                        pass
                found[entry[: max(entry[64] - 2, 0)].decode("utf-16-le", "replace")] = length
    return found


def _table_sectors(data: bytes, size: int, more: int, total: int) -> Iterator[int]:
    """Where the table of sectors stands: 109 places in the header, the others in a chain of their own."""
    yield from _numbers(data[76:512], total)
    seen = 0
    while more < _LAST:
        seen += 1
        if seen > total:
            raise NotCompound("a chain in a circle")
        sector = _sector(data, size, more)
        yield from _numbers(sector[:-4], total)
        if len(sector) < size:
            raise NotCompound("cut short")
        (more,) = struct.unpack_from("<I", sector, size - 4)


def _numbers(data: bytes, total: int) -> Iterator[int]:
    for (number,) in struct.iter_unpack("<I", data[: len(data) // 4 * 4]):
        if number < _LAST:
            if number >= total:
                raise NotCompound("beyond the end")
            yield number


def _chain(table: array[int], start: int, total: int) -> Iterator[int]:
    """The sectors of a stream, in order."""
    seen = 0
    while start < _LAST:
        seen += 1
        if seen > total or start >= len(table):
            raise NotCompound("a chain in a circle, or beyond the end")
        yield start
        start = table[start]


def _sector(data: bytes, size: int, number: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]
