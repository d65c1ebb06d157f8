"""Files behind an address (`s3://`, `abfs://`, `memory://`: whatever fsspec knows), copied here to be read as any
other."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from glob import has_magic
from importlib import import_module
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from pacxl.errors import PacxlError, UrlUnreachable
from pacxl.formats.opened import Opened
from pacxl.guard.limits import Limits
from pacxl.guard.names import Promise, kind_promised_by_name
from pacxl.worker.pool import open_in_pool

_URL = re.compile(r"([a-z][a-z0-9+.-]+):[/\\]+(.+)")  # a path has lost one of two slashes; a letter alone is a disk
_PIECE = 2**20  # bytes that are copied at a time


@dataclass(frozen=True)
class Here:
    """Paths of this machine for those that were given, an address by its copy; the folder of the copies; and what
    keeps an address from being read."""

    paths: tuple[Path, ...]
    folder: Path | None = None
    faults: Mapping[Path, PacxlError] = field(default_factory=dict)

    def opened(self, file: Path, limits: Limits) -> Opened:
        """What a file holds, read by a process apart. Raises the PacxlError that keeps it from being read."""
        if file in self.faults:
            raise self.faults[file]
        return open_in_pool(file, limits)

    def is_copy(self, file: Path) -> bool:
        """Whether a file is the copy of one behind an address."""
        return self.folder is not None and file.is_relative_to(self.folder)


def url_of(path: str | os.PathLike[str]) -> str | None:
    """The address that a path stands for (`s3:/paniers/retours` is what a path makes of one); None for a path."""
    said = os.fspath(path)
    found = _URL.fullmatch(said)
    if found is None or os.path.lexists(said):
        return None
    return f"{found[1]}://{found[2]}".replace("\\", "/")


@contextmanager
def brought_here(paths: Iterable[str | os.PathLike[str]], limits: Limits) -> Iterator[Here]:
    """Copies what stands behind addresses, a folder and a pattern with all their workbooks, while the `with` block
    lasts. Of a file too large to be read, no more is copied than shows it."""
    given = list(paths)
    if not any(map(url_of, given)):
        yield Here(tuple(map(Path, given)))
        return
    with TemporaryDirectory(prefix="pacxl-") as name:
        folder, faults, local = Path(os.path.realpath(name)), dict[Path, PacxlError](), list[Path]()
        for path in given:
            url = url_of(path)
            if url is None:
                local.append(Path(path))
                continue
            try:
                local += _copied(url, folder, limits.file)
            except PacxlError as fault:
                local.append(_place(folder, url.partition("://")[2]))
                faults[local[-1]] = fault
        yield Here(tuple(local), folder, faults)


def _copied(url: str, folder: Path, most: int) -> list[Path]:
    """The copies of what an address stands for: a file, a folder, or the files of a pattern."""
    try:
        files, root = import_module("fsspec").core.url_to_fs(url)
        if not has_magic(root) and files.isdir(root):
            for source in sorted(files.find(root)):
                promised = kind_promised_by_name(PurePosixPath(source).name)
                if promised is not Promise.NOTHING:
                    _copy(files, source, folder, most if promised in _READ else 0)
            return [_place(folder, root)]
        sources = sorted(files.glob(root)) if has_magic(root) else [root]
        if not sources:
            raise FileNotFoundError(url)
        return [_copy(files, source, folder, most) for source in sources]
    except ImportError as fault:
        missing = "fsspec" if (fault.name or "") == "fsspec" else str(fault)
        fr, en = (
            f" (pip install 'pacxl[url]' ; il manque {missing})",
            f" (pip install 'pacxl[url]'; {missing} is missing)",
        )
        raise UrlUnreachable(url, fr, en) from None
    except Exception as fault:  # whatever the program behind an address raises
        why = " ".join(f"{type(fault).__name__}: {fault}".split())[:_SAID]
        raise UrlUnreachable(url, f" ({why})") from None


_READ = (Promise.READ, Promise.LOOK, Promise.ARCHIVE, Promise.TEXT)  # of the others, their names are told
_SAID = 200  # letters of what such a program says


def _copy(files: Any, source: str, folder: Path, most: int) -> Path:
    target = _place(folder, source)
    target.parent.mkdir(parents=True, exist_ok=True)
    with files.open(source, "rb") as far, target.open("wb") as near:
        left = most and most + 1
        while left > 0 and (piece := far.read(min(_PIECE, left))):
            near.write(piece)
            left -= len(piece)
    with suppress(Exception):  # not every program tells it
        written = files.modified(source).timestamp()
        os.utime(target, (written, written))
    return target


def _place(folder: Path, source: str) -> Path:
    """Where the copy of a file stands: under the same folders, so that it is called by the same name."""
    parts = [re.sub(r'[<>:"|?*\x00-\x1f]', "_", part) for part in re.split(r"[/\\]+", source)]
    return folder.joinpath(*(part for part in parts if part not in ("", ".", "..")))
