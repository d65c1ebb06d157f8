"""What a plan brings to its team: the money that is added when it counts, and missing when it does not; and how much
of what it asks its author has filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pacxl.books.ecarts.everybody import tables_of_everybody
from pacxl.books.untouched import touched_rows, untouched_rows
from pacxl.compute.columns import total_of_column
from pacxl.compute.contents import Contents
from pacxl.french.numerals import in_short_euros
from pacxl.plan.tables.action_status import DROPPED


@dataclass(frozen=True)
class Amounts:
    """Euros: the budget of its actions (without the non retenues), what they have spent, its deals as listed."""

    budget: float = 0.0
    spent: float = 0.0
    deals: float = 0.0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(self.budget + other.budget, self.spent + other.spent, self.deals + other.deals)

    @property
    def french(self) -> str:
        return "budget {}, dépensé {}, carnet {}".format(*self._said())

    def words(self, key: str) -> dict[str, str]:
        """The amounts for a finding's sentence, in both languages."""
        return {key: self.french, f"{key}_en": "budget {}, spent {}, deals {}".format(*self._said())}

    def _said(self) -> list[str]:
        return [in_short_euros(amount) for amount in (self.budget, self.spent, self.deals)]


def amounts_contributed(plan: Contents) -> Amounts:
    """The amounts that a plan weighs when plans are put together."""
    series = plan.world.tables.series
    kept = series("actions", "budget")[(series("actions", "decision") != DROPPED).fillna(True)]
    sums = map(total_of_column, (kept, series("actions", "depense"), series("carnet", "montant")))
    return Amounts(*(float("inf") if value is pd.NA else float(value) for value in sums))


# --- what is filled in ------------------------------------------------------------------------------------

FILLED = {"commercial": "string", "equipe": "string", "feuille": "string", "lignes": "Int64", "remplies": "Int64"}


def filled_contribution_frame(plans: Sequence[Contents], whole: Collection[str]) -> pd.DataFrame:
    """The frame « remplissage » of a team: by person and sheet, the rows that they are asked for (`lignes`) and those
    of these that say something (`remplies`).

    A sheet in sight asks for the rows that it came with, and for one where it came with none; a row says something
    once a cell that was left to fill in is, or once it is another row than those that were proposed. Only files that
    count as a `whole` ask, not the parts of an older version. An export of a CRM is nobody's to fill in.
    """
    asked, said = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for plan in plans:
        owner = plan.identity.person, plan.identity.team
        for sheet, proposed, filled in _rows_by_sheet(plan) if not plan.export else ():
            asked[(*owner, sheet)] += max(1, proposed) if plan.file in whole else 0
            said[(*owner, sheet)] += filled
    rows = [
        (person, team or None, sheet, asked[person, team, sheet], min(asked[person, team, sheet], number))
        for (person, team, sheet), number in said.items()
    ]
    return pd.DataFrame(rows, columns=list(FILLED)).astype(FILLED)


def _rows_by_sheet(plan: Contents) -> list[tuple[str, int, int]]:
    """Of each sheet of a plan that people fill in, how many rows it came with, and how many say something."""
    presets = untouched_rows(plan)
    proposed, filled = Counter[str](), Counter[str]()
    for table in tables_of_everybody(plan.book):
        homes, first = {value: part.sheet for value, part in table.homes.items()}, table.parts[0].sheet
        given = presets.get(table.key, {})
        proposed.update(homes.get(part, first) for part in given.get(table.part_key) or [""] * _size(given))
        parts = plan.world.column(table.key, table.part_key) if table.part_key else None
        rows = np.flatnonzero(touched_rows(plan, table)).tolist()
        filled.update(first if parts is None else homes.get(parts[row], first) for row in rows)
    hidden = {sheet.name for sheet in plan.book.sheets if sheet.hidden}
    parts = (part for table in tables_of_everybody(plan.book) for part in table.parts)
    sheets = dict.fromkeys(part.sheet for part in parts if not part.others)  # those are for what stands nowhere else
    return [(sheet, proposed[sheet], filled[sheet]) for sheet in sheets if sheet not in hidden]


def _size(given: Mapping[str, Sequence[Any]]) -> int:
    return max(map(len, given.values()), default=0)
