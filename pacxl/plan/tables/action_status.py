"""How far an action is: decided against, to do, under way, late, finished, and then whether it did what it should.

Where a plan has a typed status (the section of `TYPED_STATUS`, and every plan that was adopted with one), it outranks
the dates: finished is finished, whatever day that was, and what is under way or put off is not late.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from pacxl.definition.expr import Expr, Of, Row, any_filled, blank, if_, is_blank, lift, today
from pacxl.definition.kind import CHOICE, SHARE_TYPED
from pacxl.definition.table import Choices, Column, Mark
from pacxl.plan.tables.money import Course
from pacxl.plan.tables.results import UNFAVOURABLE

row, actions = Row(), Of("actions")

KEPT, DROPPED, GIVEN_UP = "retenue", "non retenue", "abandonnée"
TO_DO, UNDER_WAY, DONE, LATE = "à faire", "en cours", "terminée", "en retard"
WAITING, PUT_OFF = "en attente", "reportée"
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


def is_done(of: Row | Of) -> Expr:
    """Which actions are finished, well or badly."""
    return reduce(or_, (of.statut == each for each in (DONE, MISSED, OVERSPENT, MISSED_AND_OVERSPENT)))


IS_DONE = is_done(actions)  # of all actions


def action_goes_on(of: Row | Of) -> Expr:
    """Which actions are neither set aside nor given up."""
    return ~(of.statut == DROPPED) & ~(of.statut == GIVEN_UP)


# What an action that somebody took up lacks first, in this order, or that nothing is lacking.
ESSENTIALS = ("responsable", "dates", "budget ni cible", "bilan")
COMPLETE = "rien"


_MEASURES = ((row.budget, row.depense), (row.cible, row.resultat))


def lacking_column() -> Column:
    """What an action lacks of the essential; blank for a step that nobody took up, or that is set aside."""
    unspent, unmeasured = (~is_blank(aim) & is_blank(done) for aim, done in _MEASURES)
    asked = (
        is_blank(row.qui),
        is_blank(row.debut) | is_blank(row.fin),
        is_blank(row.budget) & is_blank(row.cible),
        ~is_blank(row.fin_reelle) & (unspent | unmeasured),
    )
    first: Expr = lift(COMPLETE)
    for lacking, what in zip(reversed(asked), reversed(ESSENTIALS), strict=True):
        first = if_(lacking, what, first)
    formula = if_((any_filled("segment", "resultat") | (row.decision == KEPT)) & action_goes_on(row), first, blank)
    told = "L’essentiel qui manque d’abord à une action commencée ; « rien » quand elle est complète."
    return Column("a_completer", "À compléter", CHOICE, formula, detail=True, help=told)


SHELVED = (row.statut == DROPPED) | (row.statut == GIVEN_UP)


# --- what people type of it -------------------------------------------------------------------------------

TYPED_STATUS = "statut_saisi"  # the section of settings that asks for it
TYPED = Choices("statuts", "Statut saisi", (TO_DO, UNDER_WAY, WAITING, DONE, LATE, PUT_OFF, GIVEN_UP, DROPPED))


def typed_status_columns() -> tuple[Column, ...]:
    """The status and the progress that people type."""
    return (
        Column(
            "statut_saisi",
            "Statut saisi",
            CHOICE,
            choices=TYPED.key,
            help="Où en est l’action, si vous le dites vous-même : cela l’emporte sur les dates.",
            synonyms=("statut déclaré", "état d’avancement"),
        ),
        Column(
            "avancement_saisi",
            "Avancement saisi",
            SHARE_TYPED,
            detail=True,
            help="La part déjà faite, de 0 % à 100 %. 100 %, sans statut : l’action est terminée.",
            synonyms=("% avancement", "taux d’avancement"),
        ),
    )


def status(*, typed: bool) -> Expr:
    """By the decision, then by what people typed, if they are asked, then by the dates; one that is finished says
    what it missed: it is never green then."""
    missed, overspent = row.verdict == UNFAVOURABLE, row.depense > row.budget
    done = if_(missed, if_(overspent, MISSED_AND_OVERSPENT, MISSED), if_(overspent, OVERSPENT, DONE))
    started = if_(row.debut <= today, UNDER_WAY, if_(any_filled("etape", "decision"), TO_DO, blank))
    by_dates = if_(~is_blank(row.fin_reelle), done, if_(row.fin < today, LATE, started))
    if typed:
        said, all_done = row.statut_saisi, is_blank(row.statut_saisi) & (row.avancement_saisi >= 1)
        put_off = if_((said == PUT_OFF) | (said == WAITING), TO_DO, if_(is_blank(said), by_dates, started))
        open_ = if_((said == TO_DO) | (said == UNDER_WAY) | (said == LATE), said, put_off)
        by_dates = if_((said == DROPPED) | (said == GIVEN_UP), said, if_((said == DONE) | all_done, done, open_))
    return if_(row.decision == DROPPED, DROPPED, if_(row.decision == GIVEN_UP, GIVEN_UP, by_dates))


def status_day_unknown(*, typed: bool) -> Expr | None:
    """Which rows are not late, and not in time: finished on a day that nobody says, or put off; None: none is."""
    return (is_done(row) & is_blank(row.fin_reelle)) | (row.statut_saisi == PUT_OFF) if typed else None


DISAGREES = (
    ((row.statut_saisi == DONE) & (row.avancement_saisi < 1))
    | ((row.statut_saisi == TO_DO) & (row.avancement_saisi > 0))
    | ((row.statut_saisi == UNDER_WAY) & (row.avancement_saisi >= 1))
    | (~is_blank(row.statut_saisi) & ~(row.statut_saisi == DONE) & ~is_blank(row.fin_reelle))
)

COURSE = Course(
    written=any_filled("etape", "decision"),
    finished=is_done(row),
    dropped=row.statut == DROPPED,
    given_up=row.statut == GIVEN_UP,
)
