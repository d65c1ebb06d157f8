"""Versions of one plan: what each holds, which one counts for now, and what only the other has."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import pandas as pd

from pacxl.books.ecarts.everybody import tables_of_everybody
from pacxl.books.identity import settings_of
from pacxl.books.pac import pac_blank_rows
from pacxl.compute.columns import column_value, kind_of_column
from pacxl.compute.contents import Contents
from pacxl.compute.excel_functions import Array
from pacxl.consolidation.reference import reference_period
from pacxl.definition.kind import Kind
from pacxl.definition.signatures import Type
from pacxl.french.period import Period
from pacxl.settings.model import Settings

LIBRE = "libre"  # what people wrote outside the tables, as one table more
_STAGES = "etapes_carnet"  # a file's deals weigh what its own stages say
Line = frozenset[tuple[str, Any]]  # a row: its cells that are not blank, by column


@dataclass(frozen=True)
class Held:
    """What people typed in a plan: by table, its rows, without those that a blank plan comes with."""

    tables: Mapping[str, Counter[Line]]

    @property
    def filled(self) -> set[str]:
        return {key for key, lines in self.tables.items() if lines}

    @property
    def says_something(self) -> bool:
        """Whether there is an amount, a number or a date in it."""
        return any(
            not isinstance(value, str) for lines in self.tables.values() for line in lines for _, value in line
        )

    def has_all_of(self, other: Held) -> bool:
        """Whether each row of the other is here, with all its cells at least."""
        return all(_covered(lines, self.tables.get(key, Counter())) for key, lines in other.tables.items())

    def changed(self, other: Held) -> dict[str, int]:
        """In how many rows the other differs, table by table."""
        counts = {
            key: max((lines - other.tables[key]).total(), (other.tables[key] - lines).total())
            for key, lines in self.tables.items()
            if key in other.tables
        }
        return {key: count for key, count in counts.items() if count}


def held_by_version(plan: Contents) -> Held:
    """What people typed in a version of a plan."""
    settings = settings_of(plan.book)
    presets = _presets(settings) if settings else {}
    tables = {}
    for table in tables_of_everybody(plan.book):
        read = partial(plan.world.tables.column, table.key)
        cells = {key: _cells_of_array(read(key), kind_of_column(table, key)) for key in table.stored_keys}
        tables[table.key] = _lines(cells) - presets.get(table.key, Counter())
    tables[LIBRE] = _lines({key: _cells(plan.libre[key]) for key in ("feuille", "nature", "valeur")})
    return Held(tables)


def _cells_of_array(values: Array, kind: Kind) -> list[Any]:
    if kind.type is Type.TEXT:
        return values.tolist()  # type: ignore[no-any-return]  # texts and None
    found = [column_value(value, kind) for value in values.tolist()]
    return [pd.Timestamp(value) if isinstance(value, dt.date) else value for value in found]


@lru_cache(maxsize=64)
def _presets(settings: Settings) -> dict[str, Counter[Line]]:
    """The rows that a blank plan comes with."""
    return {
        table: _lines({key: _cells(pd.Series(values, dtype=object)) for key, values in columns.items()})
        for table, columns in pac_blank_rows(settings).items()
    }


def _lines(columns: Mapping[str, list[Any]]) -> Counter[Line]:
    return Counter(
        frozenset((key, cell) for key, cell in zip(columns, cells, strict=True) if cell is not None)
        for cells in zip(*columns.values(), strict=True)
    )


def _cells(values: pd.Series[Any]) -> list[Any]:
    """Plain values: a date is a date however it was kept, and a blank is None."""
    plain = values.astype(object).where(values.notna(), None).tolist()
    return [pd.Timestamp(value) if hasattr(value, "year") else value for value in plain]


def _covered(lines: Counter[Line], by: Counter[Line]) -> bool:
    """Whether each row has one of its own among others that holds its cells, and maybe more."""
    rest, free = lines - by, by - lines
    at: dict[tuple[str, Any], list[Line]] = {}
    for line in free:
        for cell in line:
            at.setdefault(cell, []).append(line)
    for line in rest.elements():
        rarest = min((at.get(cell, []) for cell in line), key=len, default=[])
        found = next((each for each in rarest if free[each] and line <= each), None)
        if found is None:
            return False
        free[found] -= 1
    return True


# --- which one counts -------------------------------------------------------------------------------------


def is_later(plan: Contents, other: Contents) -> bool:
    """Whether a version is the later: by the date that the workbook says it was saved at, else by the file's, else by
    the day it shows; of two that nothing tells apart, the one given last is."""
    for date in ("saved", "file_date", "today"):
        mine, theirs = getattr(plan, date), getattr(other, date)
        if mine and theirs and mine != theirs:
            return bool(mine > theirs)
    return True


def versions_in_rank(versions: Sequence[tuple[Contents, Held]], kept: Collection[int]) -> list[int]:
    """The positions of the versions, the one that counts first: one asked for, else the latest of those that no other
    holds all of, and more; then the others in the same way. The order they are given in counts only where nothing
    else tells two apart."""
    left, ranked = list(range(len(versions))), list[int]()
    while left:
        asked = [at for at in left if at in kept] or left
        free = [at for at in asked if not any(_surpasses(versions[other][1], versions[at][1]) for other in asked)]
        best = free[0]
        for at in free[1:]:
            best = at if is_later(versions[at][0], versions[best][0]) else best
        ranked.append(best)
        left.remove(best)
    return ranked


def _surpasses(held: Held, other: Held) -> bool:
    """Whether one version holds all that another does, and more."""
    return held.has_all_of(other) and not other.has_all_of(held)


def version_with_only(plan: Contents, tables: Collection[str]) -> Contents:
    """A version of a plan with the rows of some of its tables alone; its deals come with the stages they are weighed
    by."""
    kept = {*tables, *([_STAGES] if "carnet" in tables else [])}
    libre = plan.libre if LIBRE in tables else plan.libre.iloc[:0]
    return dataclasses.replace(_with_rows_of(plan, kept), libre=libre)


def version_without(plan: Contents, tables: Collection[str]) -> Contents:
    """A version of a plan without the rows of some of its tables, which are another's."""
    return _with_rows_of(plan, plan.frames.keys() - tables)


def _with_rows_of(plan: Contents, tables: Collection[str]) -> Contents:
    """The plan with the rows of some of its tables, and the account of its numbers that goes with them."""
    frames = {key: frame if key in tables else frame.iloc[:0] for key, frame in plan.frames.items()}
    numbers = tuple(each if each.table in tables else each.kept_apart for each in plan.numbers)
    return dataclasses.replace(plan, frames=frames, numbers=numbers)


def version_titles(plan: Contents, tables: Collection[str]) -> list[str]:
    """What people call some tables of a version of a plan."""
    return [plan.book.by_key[key].title if key in plan.book.by_key else "Contenus libres" for key in tables]


def is_whole_version(plan: Contents, part: Contents) -> bool:
    """Whether a version of a plan covers all that another does, and more."""
    whole, own = reference_period(plan), reference_period(part)
    return whole is not None and own is not None and whole.label != own.label and own.is_in(whole)


def overlapping(group: Sequence[int], plans: Sequence[Contents]) -> list[list[int]]:
    """The versions, by position, those together whose periods overlap; one whose period is not said overlaps any."""
    heaps: list[list[int]] = []
    for at in group:
        near = [
            heap
            for heap in heaps
            if any(_overlap(reference_period(plans[at]), reference_period(plans[each])) for each in heap)
        ]
        heaps = [heap for heap in heaps if heap not in near] + [[*(each for heap in near for each in heap), at]]
    return heaps


def _overlap(one: Period | None, other: Period | None) -> bool:
    return one is None or other is None or (one.start <= other.end and other.start <= one.end)


def version_words(key: str, told: Sequence[str], none: tuple[str, str]) -> dict[str, str]:
    """What differs between versions, for a finding's sentence; where nothing does, so it says, in both languages."""
    return {key: ", ".join(told)} if told else {key: none[0], f"{key}_en": none[1]}
