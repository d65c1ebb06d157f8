"""A file's bytes, be it one of a ZIP archive: its path is then as if the archive were a folder
(`retours.zip/PAC_Paul.xlsx`). Nothing of an archive is extracted to disk."""

from __future__ import annotations

import datetime as dt
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple

from pacxl.errors import FileDamaged, FileMissing, NotAWorkbook, PacxlError
from pacxl.guard.limits import MB, USUAL, Limits
from pacxl.guard.names import ARCHIVE, ending_of_name

_NO_ARCHIVE = (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError, struct.error, zlib.error)
_IN_UTF8, _ENCRYPTED = 0x800, 0x1


def archive_of(path: Path) -> Path | None:
    """The archive that a file stands in; None for one that stands in folders alone."""
    if ARCHIVE not in str(path).lower():
        return None
    for parent in path.parents:
        with suppress(OSError, ValueError):
            if ending_of_name(parent.name) == ARCHIVE and parent.is_file():
                return parent
    return None


class FileStatus(NamedTuple):
    """A file's size in bytes, and when it was last written (an archive says it in no time zone: its maker's)."""

    size: int
    written: dt.datetime


def is_file(path: Path) -> bool:
    """Whether there is a file there, be it in an archive."""
    archive = archive_of(path)
    try:
        return path.is_file() if archive is None else bool(_entry(path, archive))
    except (PacxlError, OSError, ValueError):
        return False


def status_in_archive(path: Path, archive: Path) -> FileStatus:
    """Of a file in an archive; raises FileMissing if there is no such file there."""
    entry = _entry(path, archive)
    try:
        written = dt.datetime(*entry.date_time).astimezone(dt.UTC)
    except (ValueError, OverflowError, OSError):
        written = dt.datetime.fromtimestamp(archive.stat().st_mtime, dt.UTC)
    return FileStatus(entry.file_size, written)


@contextmanager
def open_archived(path: Path) -> Iterator[IO[bytes]]:
    """A file to be read. One of an archive is inflated as it is read, and never beyond what is announced: raises
    FileDamaged where it is not what the archive says."""
    archive = archive_of(path)
    if archive is None:
        with path.open("rb") as file:
            yield file
        return
    entry = _entry(path, archive)
    try:
        with zipfile.ZipFile(archive) as zipped, zipped.open(entry) as file:
            yield file
    except _NO_ARCHIVE:
        raise _damaged(path, archive) from None


def _damaged(path: Path, archive: Path) -> FileDamaged:
    return FileDamaged(str(path), f" : {archive.name} est abîmé", f": {archive.name} is damaged")


def bytes_of(path: Path) -> bytes:
    """All that a file holds, be it in an archive."""
    with open_archived(path) as file:
        content = file.read()
    if (archive := archive_of(path)) is not None and len(content) != _entry(path, archive).file_size:
        raise _damaged(path, archive)
    return content


_WHATEVER = Limits(file=2**60, inflated=2**60, entries=2**60)  # whether it is too large has been asked by now


def _entry(path: Path, archive: Path) -> zipfile.ZipInfo:
    name = "/".join(path.parts[len(archive.parts) :])
    try:
        return members(archive, _WHATEVER)[name]
    except KeyError:
        raise FileMissing(str(path)) from None


# --- what an archive lists --------------------------------------------------------------------------------


def members(path: Path, limits: Limits = USUAL) -> Mapping[str, zipfile.ZipInfo]:
    """The files of an archive by their paths in it, none of which leads out of it.

    Raises NotAWorkbook for one that is cut short, locked by a password, has too many files or too large ones, or two
    of one name.
    """
    status = path.stat()
    return _members(path, (status.st_mtime_ns, status.st_size), limits)


@lru_cache(maxsize=64)
def _members(path: Path, stamp: tuple[int, int], limits: Limits) -> Mapping[str, zipfile.ZipInfo]:
    entries = [entry for entry in _listed(path, stamp[1], limits) if not entry.is_dir()]
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise _refused(path, "protégée par un mot de passe", "locked by a password")
    if sum(entry.file_size for entry in entries) > limits.inflated:
        most = limits.inflated // MB
        raise _refused(
            path, f"de plus de {most} Mo une fois décompressée", f"of more than {most} MB once it is inflated"
        )
    found = {_name(entry): entry for entry in entries}
    if len(found) < len(entries):
        raise _refused(path, "où deux fichiers ont le même nom", "in which two files have one name")
    return found


def _listed(path: Path, size: int, limits: Limits) -> list[zipfile.ZipInfo]:
    """What an archive lists. The standard library makes as many entries as there are, so their list is measured
    first, by what stands at the archive's end."""
    if size > limits.file:
        most = limits.file // MB
        raise _refused(path, f"de plus de {most} Mo", f"of more than {most} MB")
    try:
        with path.open("rb") as file:
            file.seek(max(0, size - _LONGEST_END))
            tail = file.read()
            count, length = struct.unpack_from("<HI", tail, tail.rindex(_END) + 10)
            if count > limits.entries or length > _LONGEST_LIST:
                raise _refused(path, f"de plus de {limits.entries} fichiers", f"of more than {limits.entries} files")
            with zipfile.ZipFile(file) as zipped:
                return zipped.infolist()
    except _NO_ARCHIVE:
        raise NotAWorkbook(
            str(path),
            "une archive ZIP incomplète ou abîmée : téléchargez-la de nouveau, ou demandez-la à nouveau",
            "a ZIP archive that is cut short or damaged: download it again, or ask for it again",
        ) from None


_END, _LONGEST_END, _LONGEST_LIST = b"PK\x05\x06", 22 + 65_535, 4 * MB


def _refused(path: Path, fr: str, en: str) -> NotAWorkbook:
    return NotAWorkbook(
        str(path),
        f"une archive ZIP {fr} : extrayez-la, et prenez le dossier de ses classeurs",
        f"a ZIP archive {en}: extract it, and give the folder of its workbooks",
    )


_CANNOT_STAND = re.compile(r'[<>:"|?*]')  # in a Windows name, where a copy may be written under this one


def _name(entry: zipfile.ZipInfo) -> str:
    """A file's path in an archive, in the alphabet it was written in: Windows says none, nor does a Mac (UTF-8)."""
    name = entry.filename
    if not entry.flag_bits & _IN_UTF8:
        with suppress(UnicodeError):
            content = name.encode("cp437")  # as the standard library has read it
            try:
                name = content.decode("utf-8")
            except UnicodeError:
                name = content.decode("cp850")
    parts = [part for part in re.split(r"[\\/]+", name) if part not in ("", ".", "..")]
    return "/".join(_CANNOT_STAND.sub("_", part) for part in parts)
