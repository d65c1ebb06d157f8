"""The workbooks that a path stands for: a file, a folder, or a glob; and what stands beside them."""

from __future__ import annotations

import datetime as dt
import glob
import hashlib
import os
import re
import stat
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pacxl.compute.contents import Contents, Origin
from pacxl.crm.recognition import may_be_export
from pacxl.errors import PacxlError
from pacxl.findings.finding import Finding, Place
from pacxl.french.proper_names import as_one_name
from pacxl.french.text import printable_text
from pacxl.guard.archive import FileStatus, archive_of, bytes_of, is_file, members, status_in_archive
from pacxl.guard.file_kind import archive_kind_is_workbook, may_be_workbook
from pacxl.guard.limits import USUAL, Limits
from pacxl.guard.names import Promise, ending_of_name, kind_promised_by_name, lock_names, name_beside_lock
from pacxl.guard.no_workbooks import LOCK, TEXTS, Other


class Search(NamedTuple):
    """What some paths stand for: the files to read, in order, each once; what is told of the others, and with which
    file: the first of its path."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    told_with: Mapping[Path, Sequence[Finding]]


def workbooks(paths: Iterable[str | os.PathLike[str]], limits: Limits = USUAL) -> list[Path]:
    """The files to read, in order, each once.

    In a folder: the regular files that may hold a workbook, whatever the case of their endings, in all its folders
    and ZIP archives; links to files are followed, links to folders are not, and pipes and devices are left alone.
    What cannot be followed (a path that leads nowhere, a broken link, a closed folder), and what is another
    program's table, stays in the list, so that it is told.
    """
    return [*search_folder(paths, limits).files]


def search_folder(paths: Iterable[str | os.PathLike[str]], limits: Limits = USUAL) -> Search:
    """The files to read, as `workbooks` gives them; and, for each path, one finding for all that is plainly no
    workbook, one for each kind of table that is not read."""
    found: dict[str, Path] = {}
    told: list[tuple[int, Finding]] = []
    for path in map(Path, paths):
        left, first = _Left(path, limits), len(found)
        for file in _expand(path, left):
            found.setdefault(_place(file), file)
        told += ((first if first < len(found) else 0, finding) for finding in left.findings())
    files, told_with = (*found.values(),), defaultdict[Path, list[Finding]](list)
    for number, finding in told if files else ():
        told_with[files[number]].append(finding)
    return Search(files, tuple(finding for _, finding in told), told_with)


def _place(file: Path) -> str:
    """Where a path leads, however it is written."""
    try:
        return os.path.normcase(os.path.realpath(file))
    except (OSError, ValueError):  # nowhere
        return str(file)


def _expand(path: Path, left: _Left) -> Iterator[Path]:
    if _is_folder(path):
        yield from _in_folder(path, left)
    elif os.path.lexists(path) or not glob.has_magic(str(path)):
        searched = kind_promised_by_name(path.name) is Promise.ARCHIVE and is_file(path)
        yield from (left.in_archive(path) if searched else []) or [path]
    else:
        names = sorted(glob.glob(_pattern(path), recursive=True))  # noqa: PTH207  # a pattern may be absolute
        for name in map(Path, names):
            if not _is_folder(name):
                yield from left.taken(name)
        if not names and not re.search(r"[*?]", str(path)):
            yield path  # a name, rather: it is told that it is not there


def _pattern(path: Path) -> str:
    """A path for `glob`, the folders that are there by their names: `PAC [2026]/*.xlsx`."""
    known = _known(path)
    return str(Path(glob.escape(str(known)), *path.parts[len(known.parts) :]))


def _known(path: Path) -> Path:
    """The nearest folder above a path that is there."""
    return next((parent for parent in path.parents if _is_folder(parent)), path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that the system refuses: reading it will tell why
        return False


def _in_folder(top: Path, left: _Left) -> Iterator[Path]:
    """By name, folder after folder, however deep they are; and the folders that are closed."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda each: each.name)
        except OSError:
            yield folder
            continue
        inner = []
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False) or ending_of_name(entry.name) == ".numbers":
                yield from left.taken(Path(entry.path))
            elif not entry.name.startswith("."):
                inner.append(Path(entry.path))
        waiting += reversed(inner)


def _is_worth_a_try(path: Path) -> bool:
    """A regular file, or a link that leads to one or nowhere; it is not opened to find out."""
    try:
        return stat.S_ISREG(path.stat().st_mode) or ending_of_name(path.name) == ".numbers"
    except OSError:
        return True


class _Left:
    """Sorts the files that a search of one path comes upon: those to read, and those that are left, to be told."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._top = path if os.path.lexists(path) else _known(path)
        self._limits = limits
        self._names: dict[Other | None, list[str]] = {}

    def taken(self, file: Path) -> Iterator[Path]:
        """The file itself, if it is to be read; the files of an archive; or nothing."""
        promised = kind_promised_by_name(file.name)
        if promised is Promise.NOTHING or not _is_worth_a_try(file):
            return
        if promised is Promise.ARCHIVE:
            inside = self.in_archive(file)
            yield from inside
            if not inside:
                self._leave(file)
        elif self._is_read(file, promised):
            yield file
        elif promised is Promise.LOCK:
            if not os.path.lexists(file.parent / name_beside_lock(file.name)):
                self._leave(file, LOCK)
        else:
            self._leave(file, TEXTS[ending_of_name(file.name)] if promised is Promise.TEXT else None)

    def _is_read(self, file: Path, promised: Promise) -> bool:
        if promised is Promise.TEXT:
            return may_be_export(file)
        return promised is Promise.READ or (promised is Promise.LOOK and may_be_workbook(file, self._limits))

    def in_archive(self, path: Path) -> list[Path]:
        """The workbooks of an archive; itself, if it is one or cannot be searched."""
        try:
            names = members(path, self._limits)
        except (PacxlError, OSError):
            return [path]
        if archive_kind_is_workbook(names):
            return [path]
        found: list[Path] = []
        for name in sorted(names):
            file = path / name
            promised = kind_promised_by_name(file.name)
            if promised in (Promise.READ, Promise.ARCHIVE) or (promised is Promise.TEXT and may_be_export(file)):
                found.append(file)
            elif promised is Promise.TEXT:
                self._leave(file, TEXTS[ending_of_name(file.name)])
            elif promised is not Promise.NOTHING:
                self._leave(file)
        return found

    def _leave(self, file: Path, other: Other | None = None) -> None:
        name = file.relative_to(self._top) if file.is_relative_to(self._top) else file.name
        self._names.setdefault(other, []).append(printable_text(str(name)))

    def findings(self) -> Iterator[Finding]:
        """What is told of the files that are left: by kind, the tables first."""
        place = Place(printable_text(Path(os.path.abspath(self._top)).name or str(self._top)))  # noqa: PTH100  # `.` has no name
        for other, names in sorted(self._names.items(), key=lambda each: each[0] is None):
            first, more = ", ".join(names[:_FIRST]), len(names) - _FIRST
            about = {
                "names": f"{first} et {more} de plus" if more > 0 else first,
                "names_en": f"{first} and {more} more" if more > 0 else first,
            }
            if other is None:
                yield Finding("files-no-workbooks", place, about={**about, "count": str(len(names))})
            else:
                what = {"what": other.fr, "what_en": other.en, "way": other.way[0], "way_en": other.way[1]}
                yield Finding("files-not-read", place, about={**about, **what})


_FIRST = 6  # names that are said; of the others, their number


def file_labels(files: Sequence[Path]) -> list[str]:
    """What each file is called in findings and provenance: its name, with as many of the folders above it as tell it
    from the others, whatever the case of their letters: a copy is written there, on a disk that may not see case."""
    places = [Path(os.path.abspath(file)).parts[1:] for file in files]  # noqa: PTH100  # links are not followed
    shown = [place[-_least(file) :] for file, place in zip(files, places, strict=True)]
    while alike := _alike(shown):
        longer = [place[-len(own) - 1 :] if own in alike else own for place, own in zip(places, shown, strict=True)]
        if longer == shown:
            break
        shown = longer
    return [printable_text(str(Path(*own))) for own in shown]


def _least(file: Path) -> int:
    """How many parts of a file's path its label has at least: one of an archive is told with it."""
    archive = archive_of(file)
    return 1 if archive is None else len(file.parts) - len(archive.parts) + 1


def _alike(shown: Sequence[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The names that another file has too."""
    keys = [tuple(as_one_name(part) for part in own) for own in shown]
    known = Counter(keys)
    return {own for own, key in zip(shown, keys, strict=True) if known[key] > 1}


# --- beside the files -------------------------------------------------------------------------------------


def open_elsewhere(path: Path, label: str) -> list[Finding]:
    """Tells that somebody probably has a file of the folder open: Excel and LibreOffice leave a lock file beside
    it."""
    for lock in lock_names(path.name):
        with suppress(OSError, ValueError):
            if path.with_name(lock).is_file():
                return [Finding("file-open-elsewhere", Place(label), about={"other": printable_text(lock)})]
    return []


def with_origin(plan: Contents, file: Path, *, copy: bool = False) -> Contents:
    """What was read of a file, with where that file is; nothing leads into an archive, nor to a copy made to be
    read."""
    path = "" if copy or archive_of(file) else os.path.abspath(file)  # noqa: PTH100  # links are not followed
    return replace(plan, origins={plan.file: Origin(path, plan.columns)})


def written_at(path: Path) -> dt.datetime | None:
    """When a file of a folder was last written, in UTC; None if the system does not tell."""
    try:
        return _status(path).written
    except (PacxlError, OSError, ValueError, OverflowError):
        return None


def _status(path: Path) -> FileStatus:
    archive = archive_of(path)
    if archive is not None:
        return status_in_archive(path, archive)
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError("no ordinary file")
    return FileStatus(status.st_size, dt.datetime.fromtimestamp(status.st_mtime, dt.UTC))


def copies_in_folder(files: Sequence[Path]) -> dict[Path, Path]:
    """Each file of a folder that has the bytes of another → that one, which has the shorter name (`PAC_Paul`, not
    `PAC_Paul (2)`) or comes first. Only files of one size are compared."""
    sizes: dict[int, list[Path]] = {}
    for file in sorted(files, key=lambda each: len(each.name)):
        with suppress(PacxlError, OSError, ValueError, OverflowError):
            if size := _status(file).size:
                sizes.setdefault(size, []).append(file)
    found: dict[Path, Path] = {}
    for alike in sizes.values():
        first: dict[bytes, Path] = {}
        for file in alike if len(alike) > 1 else ():
            with suppress(PacxlError, OSError):
                same = first.setdefault(_digest(file), file)
                if same is not file:
                    found[file] = same
    return found


def _digest(file: Path) -> bytes:
    return hashlib.sha256(bytes_of(file)).digest()
