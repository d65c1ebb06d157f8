"""How far an action is: decided against, to do, under way, late, finished, and then whether it did what it should."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, any_filled, blank, if_, is_blank, today
from pacxl.definition.table import Mark
from pacxl.plan.tables.results import UNFAVOURABLE

row, actions = Row(), Of("actions")

KEPT, DROPPED, GIVEN_UP = "retenue", "non retenue", "abandonnée"
TO_DO, UNDER_WAY, DONE, LATE = "à faire", "en cours", "terminée", "en retard"
MISSED, OVERSPENT = f"{DONE}, objectif manqué", f"{DONE}, budget dépassé"
MISSED_AND_OVERSPENT = f"{MISSED}, budget dépassé"
STATUS_MARKS = (
    Mark("bad", LATE),
    Mark("good", DONE),
    Mark("bad", MISSED),
    Mark("bad", OVERSPENT),
    Mark("bad", MISSED_AND_OVERSPENT),
    Mark("wait", UNDER_WAY),
    Mark("muted", DROPPED),
    Mark("muted", GIVEN_UP),
)

SHELVED = (row.decision == DROPPED) | (row.decision == GIVEN_UP)
# Which of all actions are finished, well or badly.
IS_DONE = ~is_blank(actions.fin_reelle) & ~(actions.decision == DROPPED) & ~(actions.decision == GIVEN_UP)


def _status() -> Expr:
    """By the decision, then by the dates; one that is finished says what it missed: it is never green then."""
    missed, overspent = row.verdict == UNFAVOURABLE, row.depense > row.budget
    done = if_(missed, if_(overspent, MISSED_AND_OVERSPENT, MISSED), if_(overspent, OVERSPENT, DONE))
    return if_(
        row.decision == DROPPED,
        DROPPED,
        if_(
            row.decision == GIVEN_UP,
            GIVEN_UP,
            if_(
                ~is_blank(row.fin_reelle),
                done,
                if_(
                    row.fin < today,
                    LATE,
                    if_(row.debut <= today, UNDER_WAY, if_(any_filled("etape", "decision"), TO_DO, blank)),
                ),
            ),
        ),
    )


STATUS = _status()
