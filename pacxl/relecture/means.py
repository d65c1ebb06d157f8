"""What is asked of the means: budgets within their envelope, a margin, days that people have, deals enough."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import inf

import numpy as np

from pacxl.compute.evaluate import evaluate_figure
from pacxl.compute.excel_functions import Array
from pacxl.definition.expr import Of
from pacxl.definition.kind import MONEY, NUMBER, shown
from pacxl.excel import excel_serial
from pacxl.findings.finding import Finding
from pacxl.french.numerals import in_euros
from pacxl.french.period import Period
from pacxl.french.proper_names import as_one_name
from pacxl.french.units import EURO
from pacxl.plan.coherence import coherence_declared_pairs, coherence_revenue_indicator
from pacxl.plan.tables.carnet import LOST, WON
from pacxl.plan.tables.money import MoneySums
from pacxl.relecture.plan_in_hand import ACTIONS, PlanInHand

_BUDGETS = "actions.budget = budget.budget"  # the pair of coherence
_HUMAN = "humain"
_HOURS_A_DAY = 7


def means_over_envelope(plan: PlanInHand) -> Iterator[Finding]:
    """Budgets of actions that come to more than those of the postes and their margin; unless the settings declare the
    two equal: then coherence tells it."""
    lines = plan.total("budget", "budget")
    if lines <= 0 or any(pair.key == _BUDGETS for pair in coherence_declared_pairs(plan.settings)):
        return
    envelope = round(lines + plan.total("imprevus", "montant"), 2)
    planned = evaluate_figure(MoneySums(Of(ACTIONS)).budget, plan.contents.world, MONEY) or 0.0
    if planned > envelope:
        about = {"amount": planned, "envelope": envelope, "gap": planned - envelope}
        at = ("budget", "budget", np.flatnonzero(plan.filled("budget", "budget")))
        yield plan.finding("budget-over-envelope", at, **{key: in_euros(value) for key, value in about.items()})


def means_without_contingency(plan: PlanInHand) -> Iterator[Finding]:
    """A budget without a margin."""
    if plan.total("budget", "budget") > 0 and plan.total("imprevus", "montant") <= 0:
        yield plan.finding("contingency-missing", ("imprevus", "taux", range(min(plan.size("imprevus"), 1))))


# --- days -------------------------------------------------------------------------------------------------


def means_overloaded(plan: PlanInHand) -> Iterator[Finding]:
    """People of whom the means count more days than the period has working days (from Monday to Friday)."""
    if (period := plan.settings.stretch) is None or not plan.size("moyens"):
        return
    working = working_days(period)
    each = {"jour": Fraction(1), "heure": Fraction(1, _HOURS_A_DAY), "mois": Fraction(working, period.length)}
    names, units = plan.texts("moyens", "ressource"), plan.texts("moyens", "unite")
    kinds, amounts = plan.texts("moyens", "type"), plan.column("moyens", "quantite")
    people, rows = _people(plan), dict[str, list[int]]()
    for at in np.flatnonzero(~np.isnan(amounts)).tolist():
        if kinds[at] == _HUMAN and units[at] in each and as_one_name(names[at]) in people:
            rows.setdefault(as_one_name(names[at]), []).append(at)
    for mine in rows.values():
        days = sum(float(each[units[at]]) * float(amounts[at]) for at in mine)
        if working < round(days, 6) < inf:
            about = {"days": shown(round(days, 1), NUMBER), "working": str(working)}
            yield plan.finding("person-overloaded", ("moyens", "quantite", mine), names[mine[0]], **about)


def _people(plan: PlanInHand) -> set[str]:
    """The names of people that a plan has, as they are compared."""
    names = [*plan.settings.names, plan.contents.identity.person, *plan.texts(ACTIONS, "qui")]
    names += plan.texts("equipe", "nom") if plan.has("equipe") else []
    return {as_one_name(name) for name in names} - {""}


def working_days(period: Period) -> int:
    """The days of a period from Monday to Friday, holidays too."""
    return int(np.busday_count(period.start, period.end)) + int(np.is_busday(period.end))


# --- deals ------------------------------------------------------------------------------------------------


def means_funnel_short(plan: PlanInHand) -> Iterator[Finding]:
    """A carnet that does not lead to the revenue objective of a period that is not over: what is made or signed (the
    more of the two), and its open deals weighted. One without any probability weighs by the best of its stages."""
    period, revenue = plan.settings.stretch, coherence_revenue_indicator(plan.settings)
    if period is None or revenue is None or plan.contents.today > period.end:
        return
    if not plan.filled("carnet", "montant").any():
        return
    counted = np.isin(plan.column("indicateurs", "unite"), (revenue.unit, EURO))
    mine = (plan.column("indicateurs", "indicateur") == revenue.name) & counted
    aim, made = (float(np.nansum(plan.column("indicateurs", key)[mine])) for key in ("objectif", "realise"))
    issues, amounts = plan.column("carnet", "issue"), np.nan_to_num(plan.column("carnet", "montant"))
    best = np.nanmax(plan.column("etapes_carnet", "probabilite"), initial=0.0)
    chances = np.where(
        plan.filled("carnet", "probabilite_retenue"), plan.column("carnet", "probabilite_retenue"), best
    )
    won, due = issues == WON, _within(plan.column("carnet", "date_jalon"), period)
    signed = amounts[won & _within(plan.column("carnet", "cloture"), period)].sum()
    weighted = round(float((amounts * chances)[~won & (issues != LOST) & due].sum()), 2)
    known = max(made, float(signed))
    if 0 < (gap := round(aim - known - weighted, 2)) < inf:
        about = {"aim": aim, "known": known, "weighted": weighted, "gap": gap}
        at = ("carnet", "montant", np.flatnonzero(plan.filled("carnet", "montant")))
        yield plan.finding("funnel-short", at, **{key: in_euros(value) for key, value in about.items()})


def _within(days: Array, period: Period) -> Array:
    """Which days are of a period, or not known."""
    return ~((days < excel_serial(period.start)) | (days > excel_serial(period.end)))
