"""What was read of files, kept in a folder: the same bytes are not read twice.

An entry is named for the file's bytes, what it is called, the limits and what reads (`_reader`): nothing old can come
of it. A damaged
one is no entry.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pacxl.errors import CannotWrite, PacxlError
from pacxl.guard.archive import bytes_of
from pacxl.guard.check import check_path
from pacxl.guard.limits import Limits
from pacxl.guard.names import ending_of_name

_FORM = 2  # of an entry: its digest, then what it holds, deflated
_SIZE = 16  # bytes of a digest
_ENDING = ".pacxl"
_QUICK = 1  # of zlib's levels: a grid is mostly blanks


class Cache:
    """A folder of what was read of files under some limits, as bytes; it is made if need be, for its owner alone.
    Raises CannotWrite if it cannot be."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as fault:
            why = fault.strerror or type(fault).__name__
            fr, en = f"le cache ne peut pas y être ({why})", f"the cache cannot be there ({why})"
            raise CannotWrite(str(folder), fr, en) from None

    def entry(self, path: Path, label: str) -> Path | None:
        """Where what is read of a file is kept, or would be, and what is said of it under its label; None for a file
        that cannot be read."""
        try:
            check_path(path, self._limits)
            content = bytes_of(path)
        except (PacxlError, OSError, ValueError):
            return None
        named = repr((_FORM, _reader(), astuple(self._limits), ending_of_name(path.name), label)).encode()
        return self._folder / (hashlib.blake2b(content, key=_digest(named)).hexdigest()[: 4 * _SIZE] + _ENDING)

    def load(self, entry: Path) -> bytes | None:
        """What an entry holds; None if it is not there, or is damaged."""
        try:
            content = entry.read_bytes()
            digest, deflated = content[:_SIZE], content[_SIZE:]
            if digest != _digest(deflated):
                return None
            return zlib.decompressobj().decompress(deflated, self._limits.memory)
        except (OSError, zlib.error, MemoryError):
            return None

    def save(self, path: Path, label: str, known: bytes, entry: Path) -> None:
        """Keeps what was read of a file, unless the file has changed meanwhile or no more can be written: the next
        time, it is read again."""
        if self.entry(path, label) != entry:
            return
        deflated = zlib.compress(known, _QUICK)
        with suppress(OSError):
            handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_digest(deflated) + deflated)
                Path(name).replace(entry)
            except OSError:
                Path(name).unlink(missing_ok=True)


def size_of_cache(folder: Path) -> int:
    """The bytes that all that is kept in a folder takes."""
    return sum(_size(entry) for entry in folder.glob(f"*{_ENDING}"))


def _size(entry: Path) -> int:
    try:
        return entry.stat().st_size
    except OSError:
        return 0


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SIZE).digest()


@cache
def _reader() -> str:
    """What reads files, in short: our code, and the versions of ours and of the libraries."""
    digest = hashlib.blake2b(digest_size=_SIZE)
    for library in ("pacxl", "python-calamine", "lxml", "xlrd", "rapidfuzz"):
        with suppress(PackageNotFoundError):
            digest.update(version(library).encode() + b"\0")
    for source in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
