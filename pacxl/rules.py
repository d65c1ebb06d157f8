"""The rules that a plan should keep, each asked of a whole table at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pacxl.actions import DROPPED, GIVEN_UP
from pacxl.carnet import LOST, WON
from pacxl.contents import Contents
from pacxl.expr import Expr, Row, is_blank, today
from pacxl.finding import Finding, Place, address
from pacxl.frame import World, holds
from pacxl.pac import KEY

row = Row()


@dataclass(frozen=True)
class Rule:
    """Where `where` holds in a row of a table, the finding `code` is told, on the cell of `column`."""

    code: str
    table: str
    column: str
    where: Expr
    shows: str = ""


_KEPT = ~(row.decision == DROPPED) & ~(row.decision == GIVEN_UP)
_CLOSED = (row.issue == WON) | (row.issue == LOST)

RULES = (
    Rule("step-missing", "actions", "etape", is_blank(row.etape)),
    Rule("end-before-start", "actions", "fin", row.fin < row.debut),
    Rule("finish-in-future", "actions", "fin_reelle", row.fin_reelle > today),
    Rule(
        "sense-missing",
        "actions",
        "sens",
        _KEPT & ~is_blank(row.cible) & ~is_blank(row.resultat) & is_blank(row.sens),
    ),
    Rule("amount-missing", "carnet", "montant", is_blank(row.montant)),
    Rule("probability-missing", "carnet", "probabilite", ~_CLOSED & is_blank(row.probabilite_retenue)),
    Rule("closing-missing", "carnet", "cloture", _CLOSED & is_blank(row.cloture), shows="issue"),
)


def check(contents: Contents) -> Iterator[Finding]:
    """The findings of the rules, over the frames of a plan that was read (nothing, for another book)."""
    if contents.book.key != KEY:
        return
    world = World(contents.book, contents.frames, contents.today)
    for rule in RULES:
        frame = contents.frames[rule.table]
        for position in np.flatnonzero(holds(rule.where, world, rule.table)):
            yield _finding(rule, frame.iloc[position], contents)


def _finding(rule: Rule, cells: pd.Series[Any], contents: Contents) -> Finding:
    table = contents.book.by_key[rule.table]
    value = str(cells[rule.shows]) if rule.shows else ""
    sheet = str(cells.get("feuille", ""))
    col = contents.columns.get((rule.table, sheet, rule.column))
    cell = address(int(cells["ligne"]) - 1, col) if col is not None else ""
    return Finding(rule.code, Place(contents.file, sheet, cell, table.title, table.by_key[rule.column].header), value)
