"""How large a file may be, and how long reading it may take: the usual limits, and those that somebody raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pacxl.errors import SettingsError

MB = 2**20
PATIENCE = 4  # times the limit of seconds: what reading may take in all, on a machine that others keep busy


@dataclass(frozen=True)
class Limits:
    """What is read at most, a file; no real workbook seen comes near. Bytes, but for the counts and the seconds.

    `inflated` counts all the parts of a zipped workbook, `part` one of them; `cells` the grids of all sheets, from A1
    to the farthest cell that holds something; `text` what the cells' texts come to; `memory` what reading takes,
    `seconds` what it works.
    """

    file: int = 100 * MB
    inflated: int = 512 * MB
    part: int = 256 * MB
    entries: int = 5_000
    cells: int = 20_000_000
    text: int = 256 * MB
    sheets: int = 500
    seconds: float = 20
    memory: int = 1024 * MB


USUAL = Limits()

# How a limit is called on the command line, and its unit there.
_WORDS = {
    "fichier": ("file", MB),
    "decompresse": ("inflated", MB),
    "partie": ("part", MB),
    "elements": ("entries", 1),
    "cellules": ("cells", 1),
    "texte": ("text", MB),
    "feuilles": ("sheets", 1),
    "secondes": ("seconds", 1),
    "memoire": ("memory", MB),
}


def limits_from(words: Sequence[str]) -> Limits:
    """The limits, those named raised or lowered: `secondes=30`, `memoire=2048` (megabytes, for what is of bytes)."""
    limits = USUAL
    for word in words:
        name, _, number = word.partition("=")
        field, unit = _WORDS.get(name.strip(), ("", 0))
        if not unit or not number.strip().isdecimal() or not int(number):
            known = ", ".join(_WORDS)
            raise SettingsError("--limit", f"« {word} » : il faut un nom et un nombre, comme secondes=30 ({known})")
        limits = replace(limits, **{field: int(number) * unit})
    return limits
