"""The rules that a plan should keep to."""

from __future__ import annotations

import datetime as dt

from pacxl.definition.expr import Col, Row, is_blank, today
from pacxl.definition.rule import Rule
from pacxl.plan.decider.objectifs import TO_VERIFY
from pacxl.plan.decider.raci import MANY_A, NO_A, NO_R
from pacxl.plan.tables.actions import SHELVED
from pacxl.plan.tables.carnet import LOST, WON

row = Row()


_CLOSED = (row.issue == WON) | (row.issue == LOST)

_LONG_AGO, _FAR_AHEAD = dt.date(1990, 1, 1), dt.date(2100, 1, 1)


def _far(table: str, column: str) -> Rule:
    """A year typed alone in a date's cell is a day of 1905 to Excel."""
    day = Col(column)
    return Rule("date-far", table, column, (day < _LONG_AGO) | (day >= _FAR_AHEAD), shows=column)


_RACI_SLIPS = (NO_A, MANY_A, NO_R)

PLAN_RULES = (
    Rule("step-missing", "actions", "etape", is_blank(row.etape)),
    Rule("end-before-start", "actions", "fin", row.fin < row.debut),
    Rule("finish-in-future", "actions", "fin_reelle", row.fin_reelle > today),
    Rule(
        "sense-missing",
        "actions",
        "sens",
        ~SHELVED & ~is_blank(row.cible) & ~is_blank(row.resultat) & is_blank(row.sens),
    ),
    *(_far("actions", key) for key in ("debut", "fin", "fin_reelle")),
    *(_far("carnet", key) for key in ("date_jalon", "cloture")),
    Rule("amount-missing", "carnet", "montant", is_blank(row.montant)),
    Rule("probability-missing", "carnet", "probabilite", ~_CLOSED & is_blank(row.probabilite_retenue)),
    Rule("closing-missing", "carnet", "cloture", _CLOSED & is_blank(row.cloture), shows="issue"),
    *(Rule("raci-accountable", "raci", "controle", row.controle == slip, shows="controle") for slip in _RACI_SLIPS),
    Rule("not-smart", "objectifs", "objectif", row.controle == TO_VERIFY, shows="objectif"),
)
