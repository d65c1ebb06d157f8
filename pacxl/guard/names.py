"""What a file's name promises: a workbook, somebody's table in another program, or nothing of the kind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from enum import Enum
from pathlib import PurePath

ENDINGS = (  # of workbooks that are read
    ".xlsx",
    ".xlsm",
    ".xltx",
    ".xltm",
    ".xlsb",
    ".xls",
    ".xlt",
    ".ods",
    ".ots",
)
ARCHIVE = ".zip"
UNFINISHED = (".crdownload", ".part", ".partial", ".opdownload", ".download", ".filepart")  # of a browser's download
_TABLES = (".numbers", ".gsheet", ".fods", ".slk", ".wk1", ".wk3", ".wk4", ".wks", ".123", ".sxc", ".uos", ".et")
_TEXTS = (".csv", ".tsv", ".tab")
_LOCKS = {"~$": "", ".~lock.": "#"}  # what Excel and LibreOffice put around the name of a file that is open
_SHADOWS = ("._", ".pacxl-")  # other systems' shadows, our own unfinished writing
_NOBODYS = ("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r")
# What surely holds no workbook: such a file is not opened to look.
_OTHERS = re.compile(
    r"\.(?:doc[mx]?|dotx?|od[tpg]|pages|key|one|pdf|xps|rtf|txt|md|log|html?|mht|ppt[mx]?|pps[mx]?|potx?|pub|vsdx?|mpp"
    r"|eml|msg|pst|ics|vcf|bmp|gif|heic|heif|jpe?g|png|svg|tiff?|webp|avi|m4a|mov|mp[34]|wav|wmv|7z|gz|jar|rar|tar"
    r"|bak|old|xlk|css|db|dll|exe|ini|js|json|lnk|msi|ps1|py|sql|toml|url|webloc|xlam?|xll|xml|ya?ml)"
)


PathLike = str | os.PathLike[str]


def given_names(names: PathLike | Iterable[PathLike]) -> Iterable[PathLike]:
    """The names of files that somebody gave: one alone is a name, and no list of its letters."""
    return [names] if isinstance(names, str | os.PathLike) else names


class Promise(Enum):
    """What becomes of a file of a folder, by its name."""

    READ = "it is read: what it is, is told then"
    ARCHIVE = "what it holds is searched"
    TEXT = "a table as text: told"
    LOCK = "what a program leaves beside a file that it has open"
    LOOK = "it may be a workbook: its beginning tells"
    OTHER = "no workbook: told once, with all its like"
    NOTHING = "nobody's own file"


def ending_of_name(name: str) -> str:
    """A file's ending in small letters, whatever blanks or full stops a person left behind it."""
    return PurePath(name.strip().rstrip(". \u00a0")).suffix.lower()


def kind_promised_by_name(name: str) -> Promise:
    """What a file's name promises."""
    found = ending_of_name(name)
    if name_beside_lock(name):
        return Promise.LOCK
    if name.startswith(_SHADOWS) or name.lower() in _NOBODYS:
        return Promise.NOTHING
    if found in ENDINGS or found in _TABLES:
        return Promise.READ
    if found == ARCHIVE:
        return Promise.ARCHIVE
    if found in UNFINISHED:
        whole = ending_of_name(PurePath(name).stem)
        return Promise.OTHER if _OTHERS.fullmatch(whole) or whole in _TEXTS else Promise.READ
    if name.startswith("."):
        return Promise.NOTHING
    if found in _TEXTS:
        return Promise.TEXT
    return Promise.OTHER if _OTHERS.fullmatch(found) else Promise.LOOK


def name_beside_lock(name: str) -> str:
    """By the name of a lock file, that of the file that it stands beside; "" if it is none."""
    for start, end in _LOCKS.items():
        if name.startswith(start):
            return name.removeprefix(start).removesuffix(end)
    return ""


def lock_names(name: str) -> list[str]:
    """The names of the lock files that programs leave beside a file."""
    return [f"{start}{name}{end}" for start, end in _LOCKS.items()]
