"""The rules that a plan should keep, each asked of a whole table at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pacxl.actions import DROPPED, GIVEN_UP
from pacxl.carnet import LOST, WON
from pacxl.expr import Col, Expr, Row, is_blank, today
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

_LONG_AGO, _FAR_AHEAD = dt.date(1990, 1, 1), dt.date(2100, 1, 1)


def _far(table: str, column: str) -> Rule:
    """A year typed alone in a date's cell is a day of 1905 to Excel."""
    day = Col(column)
    return Rule("date-far", table, column, (day < _LONG_AGO) | (day >= _FAR_AHEAD), shows=column)


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
    *(_far("actions", key) for key in ("debut", "fin", "fin_reelle")),
    *(_far("carnet", key) for key in ("date_jalon", "cloture")),
    Rule("amount-missing", "carnet", "montant", is_blank(row.montant)),
    Rule("probability-missing", "carnet", "probabilite", ~_CLOSED & is_blank(row.probabilite_retenue)),
    Rule("closing-missing", "carnet", "cloture", _CLOSED & is_blank(row.cloture), shows="issue"),
)


def broken(world: World) -> Iterator[tuple[Rule, list[int]]]:
    """Each rule of a plan, with the rows of its table that break it (nothing, for another book)."""
    if world.book.key == KEY:
        for rule in RULES:
            yield rule, np.flatnonzero(holds(rule.where, world, rule.table)).tolist()
