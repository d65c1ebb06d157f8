"""What the rows of actions, deals and indicators should keep to, when a plan is read over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pacxl.compute.columns import World
from pacxl.compute.excel_functions import Array, excel_blanks, excel_is_text
from pacxl.definition.expr import Col, Expr, Of, Row, is_blank, lookup, today
from pacxl.definition.rule import Rule
from pacxl.french.numerals import in_short_euros
from pacxl.french.period import Period
from pacxl.french.text import fold
from pacxl.french.units import read_unit
from pacxl.plan.tables.action_status import DISAGREES, DROPPED, GIVEN_UP, SHELVED
from pacxl.plan.tables.carnet import LOST, WON
from pacxl.plan.tables.indicator_figures import MIXED, UNSAID
from pacxl.plan.tables.money import FINISHED, REMAINING
from pacxl.plan.tables.results import IN_PERCENT, result_percent_rules
from pacxl.settings.model import Settings

row, months = Row(), Of("indicateurs")

_SOON_AFTER = dt.timedelta(92)
_LONG_AGO, _YEARS_AHEAD = dt.date(1990, 1, 1), 3653  # days: ten years


def _is_far(day: Expr) -> Expr:
    return (day < _LONG_AGO) | (day > today + _YEARS_AHEAD)


def _far_dates(table: str, *columns: str) -> tuple[Rule, ...]:
    """The rule of columns of dates, to be of our time: a year typed alone there is a day of 1905 to Excel."""
    return tuple(Rule("date-far", table, key, _is_far(Col(key)), shows=key) for key in columns)


def _of_amount(code: str, where: Expr, amount: str, column: str = "depense") -> Rule:
    """A rule of a column of the actions, of which an amount of the row is told, as euros are written."""

    def said(cells: Mapping[str, Any]) -> str:
        return in_short_euros(cells[amount])

    return Rule(code, "actions", column, where, shows=amount, words=(("amount", said),))


_NOT_SPENT = is_blank(row.depense) & ~is_blank(row.budget) & ~(row.budget == 0)
_ACTIONS = (
    Rule("step-missing", "actions", "etape", is_blank(row.etape)),
    Rule("end-before-start", "actions", "fin", row.fin < row.debut),
    *_far_dates("actions", "debut", "fin", "fin_reelle"),
    _of_amount("dropped-spent", (row.statut == DROPPED) & ~is_blank(row.depense) & ~(row.depense == 0), "depense"),
    _of_amount("abandoned-unspent", (row.statut == GIVEN_UP) & _NOT_SPENT, "budget"),
    _of_amount("finished-unspent", (row.groupe == FINISHED) & _NOT_SPENT, "budget"),
)
_CLOSED = (row.issue == WON) | (row.issue == LOST)
_DEALS = (
    *_far_dates("carnet", "date_jalon", "cloture"),
    Rule("amount-missing", "carnet", "montant", is_blank(row.montant)),
    Rule("probability-missing", "carnet", "probabilite", ~_CLOSED & is_blank(row.probabilite_retenue)),
    Rule("closing-missing", "carnet", "cloture", _CLOSED & is_blank(row.cloture), shows="issue"),
)
_INDICATORS = (
    Rule("month-to-come", "indicateurs", "realise", ~is_blank(row.realise) & (row.mois > today), shows="realise"),
)


def row_rules(
    period: Period | None, *, remaining: bool = False, typed: bool = False, percent: Expr = IN_PERCENT
) -> tuple[Rule, ...]:
    """The rules of the rows of actions, of deals and of indicators: of every plan, of the period that it is for, once
    chosen, and of what is left to spend and of the status that people type, where the plan asks for them. `percent`
    tells the actions whose measures are percentages."""
    dates = () if period is None else _of_the_period(period)
    future = row.fin_reelle > today
    if period is not None:  # once it is over, a plan goes by its last day: what ended soon after may well be true
        future = future & (~(today == period.end) | (row.fin_reelle > period.end + _SOON_AFTER))
    idle = (SHELVED | ~is_blank(row.fin_reelle)) & ~is_blank(row.reste) & ~(row.reste == 0)
    unused = (_of_amount("remaining-unused", idle, REMAINING, REMAINING),) if remaining else ()
    differs = (Rule("status-disagrees", "actions", "statut_saisi", DISAGREES, shows="statut_saisi"),) if typed else ()
    percents = result_percent_rules("actions", "cible", percent=percent)
    ended = Rule("finish-in-future", "actions", "fin_reelle", future)
    return (*_ACTIONS, ended, *percents, *unused, *differs, *_DEALS, *_INDICATORS, *_TWICE, *dates)


def _of_the_period(period: Period) -> tuple[Rule, ...]:
    return (
        *_dates_of_another_year("date-other-year", period, "actions", "debut", "fin", "fin_reelle"),
        *_dates_of_another_year("deal-other-year", period, "carnet", "date_jalon", "cloture"),
    )


def _dates_of_another_year(code: str, period: Period, table: str, *columns: str) -> tuple[Rule, ...]:
    """The rule of columns of dates, to be of a year that the period has a part in (far ones are told as such)."""
    first, after = dt.date(period.start.year, 1, 1), dt.date(period.end.year + 1, 1, 1)
    days = {key: Col(key) for key in columns}
    return tuple(
        Rule(code, table, key, ~_is_far(day) & ((day < first) | (day >= after)), shows=key)
        for key, day in days.items()
    )


def indicator_rules(settings: Settings) -> tuple[Rule, ...]:
    """What there is to tell of the months of a firm's indicators: whose nature nobody knows, units, percentages."""
    known = ~is_blank(row.realise) | ~is_blank(row.objectif)
    first = lookup(row.indicateur, months.indicateur, months.unite)
    return (
        Rule("indicator-own", "indicateurs", "indicateur", known & (row.nature == UNSAID), shows="indicateur"),
        Rule("unit-mixed", "indicateurs", "unite", (row.nature == MIXED) & (row.unite != first), shows="unite"),
        Rule("unit-not-settings", "indicateurs", "unite", _in_another_unit(settings), shows="unite"),
        *result_percent_rules("indicateurs", "objectif", "realise"),
    )


def _in_another_unit(settings: Settings) -> Callable[[World], Array]:
    """The months that are known in another unit than the settings', however that one is spelt, and all in one."""
    own = {each.name: read_unit(each.unit, settings.taxes) for each in settings.indicators if each.unit}

    def other(world: World) -> Array:
        names, units, natures, aims, done = (
            world.column("indicateurs", key) for key in ("indicateur", "unite", "nature", "objectif", "realise")
        )
        apart = [
            bool(unit) and nature != MIXED and name in own and read_unit(unit, settings.taxes) != own[name]
            for name, unit, nature in zip(names, units, natures, strict=True)
        ]
        return np.array(apart, dtype=bool) & ~(excel_blanks(aims) & excel_blanks(done))

    return other


# --- the same row twice -----------------------------------------------------------------------------------


def _twice(table: str, name: str, same: tuple[str, ...], needs: tuple[str, ...]) -> Rule:
    """A row that has, in some columns, all that a row above it has, and something in those that it `needs`."""

    def again(world: World) -> Any:
        columns = {key: _compared(world.column(table, key)) for key in same}
        if world.by:
            columns["_"] = world.column(table, world.by)
        filled = [~excel_blanks(world.column(table, key)) for key in (name, *needs)]
        return pd.DataFrame(columns).duplicated().to_numpy() & filled[0] & np.logical_or.reduce(filled[1:])

    return Rule("row-twice", table, name, again, shows=name)


def _compared(values: Array) -> Array:
    return [text and fold(text) for text in values] if excel_is_text(values) else values


_AN_ACTION = ("famille", "etape", "segment", "qui", "budget", "depense", "debut", "fin", "fin_reelle", "objectif")
_TWICE = (
    _twice("actions", "etape", (*_AN_ACTION, "cible", "resultat"), ("budget", "depense", "debut", "fin")),
    _twice("carnet", "societe", ("societe", "interlocuteur", "nature", "montant", "date_jalon"), ("montant",)),
)
