"""The workbooks that a path stands for: a file, a folder, or a glob; and what stands beside them."""

from __future__ import annotations

import datetime as dt
import glob
import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pacxl.findings.finding import Finding, Place
from pacxl.french.proper_names import as_one_name

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_NOT_OURS = ("~$", ".~lock", "._", ".pacxl-")  # lock files, other systems' shadows, unfinished writing


def workbooks(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The files to read, in order, each once.

    In a folder: the regular files with an ending of workbooks, whatever its case, in all its folders; links to files
    are followed, links to folders are not, and pipes and devices are left alone. What cannot be followed (a path that
    leads nowhere, a broken link, a closed folder) stays in the list, so that it is told.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _expand(Path(path)):
            found.setdefault(_place(file), file)
    return list(found.values())


def _place(file: Path) -> str:
    """Where a path leads, however it is written."""
    try:
        return os.path.normcase(os.path.realpath(file))
    except (OSError, ValueError):  # nowhere
        return str(file)


def _expand(path: Path) -> Iterator[Path]:
    if _is_folder(path):
        yield from _in_folder(path)
    elif os.path.lexists(path) or not glob.has_magic(str(path)):
        yield path
    else:
        names = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207  # a pattern may be absolute
        for name in map(Path, names):
            if not _is_folder(name) and _is_ours(name.name) and _is_worth_a_try(name):
                yield name


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that the system refuses: reading it will tell why
        return False


def _in_folder(top: Path) -> Iterator[Path]:
    """By name, folder after folder, however deep they are."""
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
            if entry.is_dir(follow_symlinks=False):
                inner += [] if entry.name.startswith(".") else [Path(entry.path)]
            elif _is_ours(entry.name) and _is_worth_a_try(Path(entry.path)):
                yield Path(entry.path)
        waiting += reversed(inner)


def _is_ours(name: str) -> bool:
    return Path(name).suffix.lower() in ENDINGS and not name.startswith(_NOT_OURS)


def _is_worth_a_try(path: Path) -> bool:
    """A regular file, or a link that leads to one or nowhere; it is not opened to find out."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def labels(files: Sequence[Path]) -> list[str]:
    """What each file is called in findings and provenance: its name, with as many of the folders above it as tell it
    from the others, whatever the case of their letters: a copy is written there, on a disk that may not see case."""
    places = [Path(os.path.abspath(file)).parts[1:] for file in files]  # noqa: PTH100  # links are not followed
    shown = [place[-1:] for place in places]
    while alike := _alike(shown):
        longer = [place[-len(own) - 1 :] if own in alike else own for place, own in zip(places, shown, strict=True)]
        if longer == shown:
            break
        shown = longer
    return [str(Path(*own)) for own in shown]


def _alike(shown: Sequence[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The names that another file has too."""
    keys = [tuple(as_one_name(part) for part in own) for own in shown]
    known = Counter(keys)
    return {own for own, key in zip(shown, keys, strict=True) if known[key] > 1}


# --- beside the files -------------------------------------------------------------------------------------


def open_elsewhere(path: Path, label: str) -> list[Finding]:
    """Tells that somebody probably has the file open: Excel and LibreOffice leave a lock file beside it."""
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):
        with suppress(OSError, ValueError):
            if path.with_name(lock).is_file():
                return [Finding("file-open-elsewhere", Place(label), about={"other": lock})]
    return []


def written_at(path: Path) -> dt.datetime | None:
    """When a file of a folder was last written, in UTC; None if the system does not tell."""
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):
        return None


def copies(files: Sequence[Path]) -> dict[Path, Path]:
    """Each file of a folder that has the bytes of another → that one, which has the shorter name (`PAC_Paul`, not
    `PAC_Paul (2)`) or comes first. Only files of one size are compared."""
    sizes: dict[int, list[Path]] = {}
    for file in sorted(files, key=lambda each: len(each.name)):
        with suppress(OSError, ValueError):
            status = file.stat()
            if stat.S_ISREG(status.st_mode) and status.st_size:
                sizes.setdefault(status.st_size, []).append(file)
    found: dict[Path, Path] = {}
    for alike in sizes.values():
        first: dict[bytes, Path] = {}
        for file in alike if len(alike) > 1 else ():
            with suppress(OSError):
                same = first.setdefault(_digest(file), file)
                if same is not file:
                    found[file] = same
    return found


def _digest(file: Path) -> bytes:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").digest()
