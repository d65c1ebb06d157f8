"""The lines of the proof: what was read in each file, column by column, as the écarts workbook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

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


def proof_rows(plan: Book, numbers: Iterable[Tallied], elsewhere: Iterable[Tallied] = ()) -> dict[str, list[Any]]:
    """The proof's rows: a line for each file, sheet and column that brings something to a consolidated table; and one
    for each column of these tables, of what comes from no file. What is `elsewhere` is shown by another's row."""
    brought: dict[tuple[str, ...], _Sums] = {}
    sizes: dict[str, float] = {}
    for each in numbers:
        if each.table and each.fate in (RETENU, APRES) and each.cells:
            place = _line_of(plan, each)
            brought.setdefault(place, _Sums()).add(each)
            sizes[place[4]] = sizes.get(place[4], 0.0) + each.size
    for each in elsewhere:
        brought.setdefault(_line_of(plan, each), _Sums()).add_common(each)
    names = _Names(plan)
    rows: list[dict[str, Any]] = [
        {
            "fichier": file,
            "feuille": sheet,
            **names.of(table, column, sums.value if key.endswith(NO_VALUE) or sums.value else None),
            "cle": key,
            **sums.row(),
        }
        for (file, sheet, table, column, key, _), sums in brought.items()
    ]
    for table in tables_of_everybody(plan):
        for column in ("", *(each.key for each in table.columns if is_tallied(each))):
            key = preuve_key(table.key, column)
            line = {"fichier": HERE, **names.of(table.key, column, None), "cle": key, **_Sums().row()}
            rows.append({**line, "tolerance": _tolerance(sizes.get(key, 0.0))})
    return _columns(rows, _PROOF_KEYS)


def _line_of(plan: Book, each: Tallied) -> tuple[str, ...]:
    """Which line of the proof tells of a number: its file, sheet, table, column, key and value."""
    column = "" if each.key == ROWS else each.key
    key = preuve_key(each.table, column, each.value if _is_choice(plan, each) else None)
    return each.file, each.sheet, each.table, column, key, each.value.lower()


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


class _Sums:
    """What one line of the proof adds up."""

    def __init__(self) -> None:
        self.counts = {RETENU: 0, APRES: 0}
        self.totals = {RETENU: 0.0, APRES: 0.0}
        self.common = (0, 0.0)
        self.size, self.letters, self.value = 0.0, dict[str, None](), ""

    def add(self, each: Tallied) -> None:
        self.counts[each.fate] += each.cells
        self.totals[each.fate] += each.total
        self.size += each.size
        self.value = each.value
        if each.letter:
            self.letters[each.letter] = None

    def add_common(self, each: Tallied) -> None:
        cells, total = self.common
        self.common = cells + each.cells, total + each.total

    def row(self) -> dict[str, Any]:
        return {
            "nombre_commun": self.common[0],
            "commun": _sum(self.common[1]),
            "nombre_retenu": self.counts[RETENU],
            "nombre_converti": self.counts[APRES],
            "retenu": _sum(self.totals[RETENU]),
            "converti": _sum(self.totals[APRES]),
            "colonne": ", ".join(self.letters) or None,
            "valeur": self.value or None,
            "tolerance": _tolerance(self.size),
        }


def _sum(total: float) -> float | None:
    """A sum without the noise of adding up; None where it is too large for a number."""
    return round(float(total), DECIMALS) + 0.0 if np.isfinite(total) else None


def _tolerance(size: float) -> float | None:
    """What rounding may make of a sum: in few digits, which every program stores alike."""
    return float(f"{2 * 10.0**-DECIMALS + _NOISE * float(size):.6g}") if np.isfinite(size) else None


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
    columns: dict[tuple[str, str, str], dict[str, tuple[int, float, float]]] = {}
    for each in numbers:
        if each.letter and each.fate != APRES:
            found = columns.setdefault((each.file, each.sheet, each.letter), dict.fromkeys(_FATES, (0, 0.0, 0.0)))
            count, total, size = found[each.fate]
            found[each.fate] = (count + each.cells, total + each.total, size + each.size)
    rows = []
    for (file, sheet, letter), found in columns.items():
        followed = sum(found[fate][0] for fate in _FATES[1:])
        tolerance = _tolerance(found[LU][2])
        ours = found[LU][0] == found[CLASSEUR][0] == followed
        if not (ours and abs(found[LU][1] - found[CLASSEUR][1]) <= (tolerance or 0)):
            sums = {fate: _sum(found[fate][1]) for fate in _FATES}
            counts = {"nombre_lu": found[LU][0], "nombre_suivi": followed}
            place = {"fichier": file, "feuille": sheet, "colonne": letter}
            rows.append({**place, **counts, **sums, "tolerance": tolerance})
    return _columns(rows, ("fichier", "feuille", "colonne", "nombre_lu", "nombre_suivi", *_FATES, "tolerance"))


_FATES = (LU, RETENU, CONVERTI, REJETE, LIBRE, CLASSEUR)


def _columns(rows: list[dict[str, Any]], keys: Iterable[str]) -> dict[str, list[Any]]:
    return {key: [row.get(key) for row in rows] for key in keys}
