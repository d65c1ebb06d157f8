"""How large a file may be, and how long reading it may take: the usual limits, and those that somebody raised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from pacxl.errors import SettingsError

MB = 2**20
PATIENCE = 4  # times the limit of seconds: what reading may take in all, on a machine that others keep busy
_A_DAY = 86_400
_MOST = 2**60  # what systems count with


@dataclass(frozen=True)
class Limits:
    """What is read at most, a file; no real workbook seen comes near. Bytes, but for the counts and the seconds.

    `inflated` counts all the parts of a zipped workbook, `part` one of them; `cells` the grids of all sheets, from A1
    to the farthest cell that holds something; `text` what the cells' texts come to; `memory` what reading takes,
    `seconds` what it works. Raises ValueError for a limit that is none: 0, NaN, more than a day.
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

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= _A_DAY:  # nor is NaN
            raise ValueError(f"seconds must be more than 0, at most {_A_DAY}: {self.seconds}")
        for each in fields(self):
            if not 0 < getattr(self, each.name) <= _MOST:
                raise ValueError(f"{each.name} must be more than 0, at most {_MOST}: {getattr(self, each.name)}")


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
        try:
            whole = int(number) if re.fullmatch("[0-9]+", number.strip()) else 0
            limits = replace(limits, **{field: whole * unit})
        except (TypeError, ValueError):
            known = ", ".join(_WORDS)
            fr = f"« {word} » : il faut un nom et un nombre, comme secondes=30 ({known}), secondes jusqu’à {_A_DAY}"
            en = f"“{word}”: a name and a number are needed, as secondes=30 ({known}), secondes up to {_A_DAY}"
            raise SettingsError("--limit", fr, en) from None
    return limits
