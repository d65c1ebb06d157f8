"""The plan that is being read over: its columns, which of its actions say something, and where its rows stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pacxl.a1 import Spot, a1_ranges, address
from pacxl.compute.contents import Contents
from pacxl.compute.evaluate import evaluate_condition
from pacxl.compute.excel_functions import Array, excel_blanks
from pacxl.definition.expr import Expr, Row, any_filled, is_blank
from pacxl.findings.finding import Finding, Place
from pacxl.plan.tables.action_status import KEPT, SHELVED, TYPED_STATUS, is_done
from pacxl.settings.model import Settings
from pacxl.typography import NARROW

ACTIONS = "actions"
row = Row()

_SAID = any_filled("segment", "resultat") | (row.decision == KEPT)
_MOST_PLACES = 6  # that one finding names


@dataclass(frozen=True)
class PlanInHand:
    """A plan and its settings. Rows are told by their positions; a column is as `excel_functions` has it."""

    contents: Contents
    settings: Settings

    def has(self, *tables: str) -> bool:
        """Whether the plan has all of some tables."""
        return all(table in self.contents.book.by_key for table in tables)

    def size(self, table: str) -> int:
        """How many rows a table has."""
        return self.contents.world.tables.size(table)

    def column(self, table: str, key: str) -> Array:
        """A column of a table."""
        return self.contents.world.column(table, key)

    def filled(self, table: str, key: str) -> Array:
        """In which rows of a table a column is not blank."""
        return ~excel_blanks(self.column(table, key))

    def total(self, table: str, key: str) -> float:
        """The sum of a column, to the cent; 0 where nothing is typed."""
        return round(float(np.nansum(self.column(table, key))), 2)

    def texts(self, table: str, key: str) -> list[str]:
        """A column of texts, "" for a blank."""
        return [text or "" for text in self.column(table, key).tolist()]

    def _where(self, condition: Expr) -> Array:
        if not self.size(ACTIONS):
            return np.zeros(0, dtype=bool)
        return evaluate_condition(condition, self.contents.world, ACTIONS)

    # --- the actions ---

    @cached_property
    def acting(self) -> Array:
        """The actions in which somebody typed something, but for those that are set aside: a step that is only
        proposed says nothing."""
        typed = TYPED_STATUS in self.contents.book.by_key[ACTIONS].by_key
        said = self._where(_SAID | ~is_blank(row.statut_saisi) if typed else _SAID)
        return (said | self._own_steps) & ~self.set_aside

    @cached_property
    def _own_steps(self) -> Array:
        """The actions whose step nobody proposed."""
        parts = self.contents.book.by_key[ACTIONS].homes
        pairs = zip(self.texts(ACTIONS, "famille"), self.column(ACTIONS, "etape").tolist(), strict=True)
        own = (step is not None and not (family in parts and parts[family].proposes(step)) for family, step in pairs)
        return np.fromiter(own, dtype=bool)

    @cached_property
    def set_aside(self) -> Array:
        """The actions that are not retained, or given up."""
        return self._where(SHELVED)

    @cached_property
    def to_carry_out(self) -> Array:
        """The acting ones that are not finished."""
        return self.acting & ~self._where(is_done(row))

    # --- where ---

    def finding(self, code: str, at: tuple[str, str, Iterable[int]], value: str = "", **about: str) -> Finding:
        """A finding on a table's column, said once of all the rows it is true of: its place is that of the first; the
        sentence may tell their `count`, and `where` they are."""
        table, key, rows = at
        found = [int(each) for each in rows]
        told = {"count": str(len(found)), "where": self._places(table, key, found)}
        return Finding(code, self._place(table, key, found[0] if found else None), value, told | about)

    def _place(self, table: str, key: str, at: int | None) -> Place:
        defined = self.contents.book.by_key[table]
        header = defined.by_key[key].header if key in defined.by_key else ""
        if at is None:
            return Place(self.contents.file, defined.parts[0].sheet, "", defined.title, header)
        spot = self._spot(table, key, at)
        cell = address(*spot) if spot else ""
        return Place(self.contents.file, self._sheet(table, at), cell, defined.title, header)

    def _places(self, table: str, key: str, rows: Iterable[int]) -> str:
        """The sheets and the cells of some rows; the first ones, where there are many."""
        by_sheet: dict[str, list[Spot]] = {}
        for at in rows:
            spot = self._spot(table, key, at)
            by_sheet.setdefault(self._sheet(table, at), []).extend([spot] if spot else [])
        places = [(sheet, cells) for sheet, spots in by_sheet.items() for cells in [*a1_ranges(spots)] or [""]]
        told: dict[str, list[str]] = {}
        for sheet, cells in places[:_MOST_PLACES]:
            told.setdefault(sheet, []).append(cells)
        lines = [f"{sheet} {', '.join(cells)}".strip() for sheet, cells in told.items()]
        return f"{NARROW}; ".join([*lines, *(["…"] if len(places) > _MOST_PLACES else [])])

    def _sheet(self, table: str, at: int) -> str:
        if self.contents.file:
            return str(self.column(table, "feuille")[at])
        defined = self.contents.book.by_key[table]
        part = defined.homes[self.column(table, defined.part_key)[at]] if defined.part_key else defined.parts[0]
        return part.sheet

    def _spot(self, table: str, key: str, at: int) -> Spot | None:
        """The cell of a row in a column; in its table's first one, where the file lacks that one."""
        columns = self._found.get((table, self._sheet(table, at)))
        if not columns:
            return None
        return int(self.column(table, "ligne")[at]) - 1, columns.get(key, min(columns.values()))

    @cached_property
    def _found(self) -> dict[tuple[str, str], dict[str, int]]:
        """Where the columns of each table were found, sheet by sheet."""
        found: dict[tuple[str, str], dict[str, int]] = {}
        for (table, sheet, key), col in self.contents.columns.items():
            found.setdefault((table, sheet), {})[key] = col
        return found
