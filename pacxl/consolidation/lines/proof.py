"""The lines of the proof: what was read in each file, column by column, as the écarts workbook shows it."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pacxl.books.ecarts.everybody import tables_of_everybody
from pacxl.books.ecarts.preuve import DECIMALS, HERE, NO_VALUE, ROWS_TOLD, preuve_key
from pacxl.compute.contents import Contents
from pacxl.compute.tally import (
    APRES,
    CLASSEUR,
    CONVERTI,
    LIBRE,
    LU,
    REJETE,
    RETENU,
    ROWS,
    Tallied,
    is_tallied,
    tallied_choices,
    tallied_numbers,
    tallied_rows,
)
from pacxl.definition.book import Book
from pacxl.typography import WIDE

_NOISE = 1e-11  # of the sizes that are added up: what a sum of floats may be off by


def numbers_for_proof(plan: Contents) -> Iterator[Tallied]:
    """What the proof is of, a plan's numbers: as they were read or, of a plan that was made, as its frames have them.
    Those of the tables that nobody types in are told as of no table: they are not consolidated."""
    tables = {table.key: table for table in tables_of_everybody(plan.book)}
    if plan.numbers:
        for each in plan.numbers:
            yield each if each.table in tables else each.kept_apart
        return
    for key, table in tables.items():
        for account in (tallied_numbers, tallied_rows, tallied_choices):
            yield from account(table, plan.world.tables.columns(key))


def proof_rows(plan: Book, numbers: Iterable[Tallied], elsewhere: Iterable[Tallied]) -> dict[str, list[Any]]:
    """The proof's rows: a line for each file, sheet and column that brings something to a consolidated table; and one
    for each column of these tables, of what comes from no file. What is `elsewhere` is shown by another's row."""
    brought: dict[_Line, _Sums] = defaultdict(_Sums)
    sizes: dict[str, float] = {}
    lines = _Lines(plan)
    for each in numbers:
        if each.table and each.fate in (RETENU, APRES) and each.cells:
            line = lines.of(each)
            brought[line].add(each)
            sizes[line[4]] = sizes.get(line[4], 0.0) + each.size
    for each in elsewhere:
        brought[lines.of(each)].add_common(each)
    return _columns(_proof_lines(plan, brought, sizes), _PROOF_KEYS)


def _proof_lines(plan: Book, brought: Mapping[_Line, _Sums], sizes: Mapping[str, float]) -> Iterator[dict[str, Any]]:
    """The lines of what files bring, then those of what comes from none."""
    names = _Names(plan)
    for (file, sheet, table, column, key, _), sums in brought.items():
        value = sums.value if key.endswith(NO_VALUE) or sums.value else None
        yield {"fichier": file, "feuille": sheet, **names.of(table, column, value), "cle": key, **sums.row()}
    for known in tables_of_everybody(plan):
        for column in ("", *(each.key for each in known.columns if is_tallied(each))):
            key = preuve_key(known.key, column)
            line = {"fichier": HERE, **names.of(known.key, column, None), "cle": key, **_Sums().row()}
            yield {**line, "tolerance": _tolerance(sizes.get(key, 0.0))}


_Line = tuple[str, str, str, str, str, str]  # a file, a sheet, a table, a column of it, its key, a value of it


class _Lines:
    """Which line of the proof tells of a number; what the files of a firm have in common of it is told once."""

    def __init__(self, plan: Book) -> None:
        self._plan = plan
        self._known: dict[tuple[str, str, str], tuple[str, str, str, str]] = {}

    def of(self, each: Tallied) -> _Line:
        what = each[3:6]
        if what not in self._known:
            column = "" if each.key == ROWS else each.key
            key = preuve_key(each.table, column, each.value if _is_choice(self._plan, each) else None)
            self._known[what] = each.table, column, key, each.value.lower()
        return each.file, each.sheet, *self._known[what]


_PROOF_KEYS = (
    "fichier",
    "feuille",
    "tableau",
    "donnee",
    "nombre_retenu",
    "nombre_converti",
    "retenu",
    "converti",
    "colonne",
    "valeur",
    "nombre_commun",
    "commun",
    "tolerance",
    "table",
    "cle",
)


def _is_choice(plan: Book, each: Tallied) -> bool:
    table = plan.by_key.get(each.table)
    column = table.by_key.get(each.key) if table is not None else None
    return column is not None and column.proof != ""


@dataclass(slots=True)
class _Sums:
    """What one line of the proof adds up; there are ninety a person."""

    kept: int = 0
    kept_total: float = 0.0
    converted: int = 0
    converted_total: float = 0.0
    common: int = 0
    common_total: float = 0.0
    size: float = 0.0
    letters: tuple[str, ...] = ()
    value: str = ""

    def add(self, each: Tallied) -> None:
        if each.fate == RETENU:
            self.kept += each.cells
            self.kept_total += each.total
        else:
            self.converted += each.cells
            self.converted_total += each.total
        self.size += each.size
        self.value = each.value
        if each.letter and each.letter not in self.letters:
            self.letters = (*self.letters, each.letter)

    def add_common(self, each: Tallied) -> None:
        self.common += each.cells
        self.common_total += each.total

    def row(self) -> dict[str, Any]:
        return {
            "nombre_commun": self.common,
            "commun": _sum(self.common_total),
            "nombre_retenu": self.kept,
            "nombre_converti": self.converted,
            "retenu": _sum(self.kept_total),
            "converti": _sum(self.converted_total),
            "colonne": ", ".join(self.letters) or None,
            "valeur": self.value or None,
            "tolerance": _tolerance(self.size),
        }


def _sum(total: float) -> float | None:
    """A sum without the noise of adding up; None where it is too large for a number."""
    return round(float(total), DECIMALS) + 0.0 if math.isfinite(total) else None


def _tolerance(size: float) -> float | None:
    """What rounding may make of a sum: in few digits, which every program stores alike."""
    return float(f"{2 * 10.0**-DECIMALS + _NOISE * float(size):.6g}") if math.isfinite(size) else None


class _Names:
    """What people call a table and what stands in it."""

    def __init__(self, plan: Book) -> None:
        self._plan = plan

    def of(self, table: str, column: str, value: str | None) -> dict[str, str]:
        known = self._plan.by_key.get(table)
        header = known.by_key[column].header if known is not None and column in known.by_key else column
        said = ROWS_TOLD if not column else header if value is None else f"{header}{WIDE}: {value or 'vide'}"
        return {"table": table, "tableau": known.title if known is not None else table, "donnee": said}


# --- what its cells held ----------------------------------------------------------------------------------


def reading_proof_rows(numbers: Iterable[Tallied]) -> dict[str, list[Any]]:
    """The rows of the proof of reading: a line for each file, sheet and column of cells that holds numbers other than
    the workbook's own."""
    columns: dict[tuple[str, str, str], array[float]] = {}
    for each in numbers:
        if each.letter and each.fate != APRES:
            place, at = (each.file, each.sheet, each.letter), 3 * _FATES.index(each.fate)
            if (sums := columns.get(place)) is None:
                sums = columns[place] = array("d", _NOTHING)
            sums[at] += each.cells
            sums[at + 1] += each.total
            sums[at + 2] += each.size
    lines = (_reading_line(*place, sums) for place, sums in columns.items())
    keys = ("fichier", "feuille", "colonne", "nombre_lu", "nombre_suivi", *_FATES, "tolerance")
    return _columns(filter(None, lines), keys)


def _reading_line(file: str, sheet: str, letter: str, sums: array[float]) -> dict[str, Any] | None:
    """The line of a column of cells; None for one that holds the workbook's own numbers alone. `sums` are, of each of
    the fates, how many cells, their sum and that of their sizes."""
    counts, totals = ([*map(int, sums[::3])], sums[1::3])
    followed, tolerance = sum(counts[1:]), _tolerance(sums[2])
    if counts[0] == counts[-1] == followed and abs(totals[0] - totals[-1]) <= (tolerance or 0):
        return None
    told = {fate: _sum(total) for fate, total in zip(_FATES, totals, strict=True)}
    place = {"fichier": file, "feuille": sheet, "colonne": letter}
    return {**place, "nombre_lu": counts[0], "nombre_suivi": followed, **told, "tolerance": tolerance}


_FATES = (LU, RETENU, CONVERTI, REJETE, LIBRE, CLASSEUR)
_NOTHING = bytes(8 * 3 * len(_FATES))


def _columns(rows: Iterable[Mapping[str, Any]], keys: Iterable[str]) -> dict[str, list[Any]]:
    """Rows, of which one at a time is there, as columns."""
    columns: dict[str, list[Any]] = {key: [] for key in keys}
    for row in rows:
        for key, values in columns.items():
            values.append(row.get(key))
    return columns
