"""How full a plan that came back is, by the expressions of its first page, whatever became of that page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from pacxl.books.owners import is_owned_by_direction
from pacxl.books.pac import KEY as PLAN
from pacxl.compute.columns import Columns
from pacxl.compute.contents import Contents
from pacxl.compute.evaluate import evaluate
from pacxl.findings.entry import Lang
from pacxl.plan.progress import KEY as PROGRESS
from pacxl.plan.progress import progress_lines
from pacxl.typography import WIDE

_FEW = 4  # sheets that a sentence names


@dataclass(frozen=True)
class Fullness:
    """The share of the essential that is filled in (0 to 1), and of each sheet that is not complete, what is left."""

    share: float
    left: Mapping[str, str] = field(default_factory=dict)

    def said(self, lang: Lang) -> str:
        """How full the plan is, in a sentence; what is left is told as its first page tells it."""
        french = lang == "fr"
        if self.share == 0:
            return "Rien de l’essentiel n’est rempli." if french else "Nothing of the essential is filled in."
        if not self.left:
            return "Tout l’essentiel est rempli." if french else "All of the essential is filled in."
        named = [f"{sheet} ({what})" if what else sheet for sheet, what in self.left.items()]
        if (more := len(named) - _FEW) > 0:
            named[_FEW:] = [f"{more} de plus" if french else f"{more} more"]
        told = f"{int(100 * self.share)}{WIDE}% de l’essentiel est rempli ; il reste : "
        if not french:
            told = f"{int(100 * self.share)}% of the essential is filled in; left: "
        return f"{told}{', '.join(named)}."


def fullness(plan: Contents) -> Fullness | None:
    """How full a plan is; None of what is no plan of ours, could not be read, or says what another file does, and of
    the direction's workbook, which holds none of the essential."""
    ours = plan.book.key == PLAN and plan.identity.workbook and not plan.export
    if not ours or plan.unreadable or plan.is_copy or is_owned_by_direction(plan.book):
        return None
    table, sheets = plan.book.by_key[PROGRESS], progress_lines(plan.book.tables)
    lines = Columns({"feuille": np.array(sheets, dtype=object)}, len(sheets))
    world = replace(plan.world, frames=plan.world.tables.told({PROGRESS: lines}))
    shares, left = (
        evaluate(column.formula, world, PROGRESS, column.kind)
        for column in (table.by_key["rempli"], table.by_key["reste"])
        if column.formula is not None
    )
    asked = zip(sheets, shares.fillna(1.0), left, strict=True)
    todo = {sheet: str(what) for sheet, share, what in asked if share < 1}
    return Fullness(float(shares.mean()), todo)
