"""Where each item of a plan d'action commercial stands in the workbooks, as `homes.txt` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """A table of a book and some of its columns (none named: all of it), or a sheet and some of its figures."""

    book: str
    table: str
    sheet: str
    keys: tuple[str, ...]


def _home(text: str) -> Home:
    where, _, keys = text.strip().partition(": ")
    book, _, name = where.rpartition("/")
    sheet = name.strip("« »") if name.startswith("«") else ""
    return Home(book or "pac", "" if sheet else name, sheet, tuple(keys.split()))


def _subject(text: str) -> tuple[str, dict[str, tuple[Home, ...]]]:
    subject, *lines = text.replace("|\n", "|").splitlines()
    items = (line.split(" |") for line in lines if line)
    return subject, {item: tuple(map(_home, homes.split(", "))) for item, homes in items}


# Subject → item → homes.
HOMES = dict(map(_subject, Path(__file__).with_name("homes.txt").read_text(encoding="utf-8").split("\n# ")[1:]))
