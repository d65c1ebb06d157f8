"""Where the page keeps files: a folder a run, gone at the end, and after a crash at the next start."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from pacxl.french.text import printable_text
from pacxl.worker.watch import process_start

_MARK = "pacxl-page-"
_OURS = re.compile(re.escape(_MARK) + r"(\d+)-(\d+)-.*")
_LONGEST = 120  # characters of a file's name, which the system and people can live with
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def new_folder() -> Path:
    """A folder that nobody else can look into, named after this process."""
    me = os.getpid()
    return Path(tempfile.mkdtemp(prefix=f"{_MARK}{me}-{int(process_start(me) or 0)}-"))


def sweep_folders() -> None:
    """Removes what runs that were killed have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_MARK}*"):
        named = _OURS.fullmatch(folder.name)
        if named and not _is_alive(int(named[1]), int(named[2])):
            remove_folder(folder)


def _is_alive(pid: int, started: int) -> bool:
    known = process_start(pid)
    return known is not None and abs(int(known) - started) <= 1


def remove_folder(folder: Path) -> None:
    """Removes a folder and all in it; what the system keeps is left to the next start."""
    shutil.rmtree(folder, ignore_errors=True)


def safe_file_name(said: str) -> str:
    """A name for a file that a browser says is called so: no folder, nothing that a system refuses."""
    last = re.split(r"[/\\]", said)[-1]
    name = _FORBIDDEN.sub("_", printable_text(last)).strip(" .")
    if not name or _RESERVED.fullmatch(name):
        name = f"_{name}" if name else "sans nom"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: _LONGEST - len(ending) - 1]}{dot}{ending}"[:_LONGEST] if dot else name[:_LONGEST]


def store_file(folder: Path, said: str, source: BinaryIO) -> Path:
    """Stores what a browser sent, under its own name; under another if a file of the folder has it already."""
    folder.mkdir(exist_ok=True)
    name = safe_file_name(said)
    stem, dot, ending = name.rpartition(".")
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / (f"{stem} ({number}){dot}{ending}" if dot else f"{name} ({number})")
    with path.open("xb") as target:
        shutil.copyfileobj(source, target)
    return path
