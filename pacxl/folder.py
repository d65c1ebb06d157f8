"""The workbooks that a path stands for: a file, a folder, or a glob."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_NOT_OURS = ("~$", ".~lock", "._", ".pacxl-")  # lock files, other systems' shadows, unfinished writing


def workbooks(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The files to read, in order, each once. A path that leads nowhere stays, so that its absence is told."""
    found: dict[str, Path] = {}
    for path in paths:
        for file in _expand(Path(path)):
            found.setdefault(os.path.normcase(os.path.realpath(file)), file)
    return list(found.values())


def _expand(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from _in_folder(path)
    elif path.exists() or not glob.has_magic(str(path)):
        yield path
    else:
        names = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207  # a pattern may be absolute
        yield from (Path(name) for name in names if _is_ours(Path(name)))


def _in_folder(folder: Path) -> Iterator[Path]:
    """Regular files only, in all its folders, by name: never a pipe or a device."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                yield from _in_folder(Path(entry.path))
            elif entry.is_file() and _is_ours(Path(entry.path)):
                yield Path(entry.path)


def _is_ours(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and not path.name.startswith(_NOT_OURS)


def labels(files: list[Path]) -> list[str]:
    """What each file is called in findings and provenance: its name, with its folder where two share a name."""
    names = [file.name for file in files]
    return [file.name if names.count(file.name) == 1 else str(Path(file.parent.name) / file.name) for file in files]
