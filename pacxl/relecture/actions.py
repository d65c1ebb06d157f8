"""What is asked of the actions: an owner, a date, a budget, a measure, an objective; and of the families, to be used.

Only what is still to be carried out is asked for anything: a step that nobody touched, one that is not retained or
given up, and an action that is finished are left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import inf

import numpy as np

from pacxl.definition.kind import PERCENT, shown
from pacxl.findings.finding import Finding
from pacxl.french.proper_names import as_one_name
from pacxl.relecture.plan_in_hand import ACTIONS, PlanInHand

ENOUGH = 5  # fewer actions are not many for one person or one family
NEARLY_ALL = 0.9


def actions_without_owner(plan: PlanInHand) -> Iterator[Finding]:
    """Actions without an owner. Where a person's plan names nobody at all, all of them are that person's."""
    named = plan.filled(ACTIONS, "qui")
    if not plan.contents.identity.person or (named & plan.to_carry_out).any():
        yield from _lacking(plan, "action-owner-missing", "qui", ~named)


def actions_without_date(plan: PlanInHand) -> Iterator[Finding]:
    """Actions with neither a start nor an end."""
    dated = plan.filled(ACTIONS, "debut") | plan.filled(ACTIONS, "fin")
    yield from _lacking(plan, "action-date-missing", "fin", ~dated)


def actions_without_budget(plan: PlanInHand) -> Iterator[Finding]:
    """Actions without a budget, in a plan that has budgets."""
    known = plan.filled(ACTIONS, "budget")
    if (known & plan.acting).any():
        yield from _lacking(plan, "action-budget-missing", "budget", ~known)


def actions_without_target(plan: PlanInHand) -> Iterator[Finding]:
    """Actions whose objective stands in words alone."""
    in_words = plan.filled(ACTIONS, "objectif") & ~plan.filled(ACTIONS, "cible")
    yield from _lacking(plan, "action-target-missing", "cible", in_words)


def actions_without_objective(plan: PlanInHand) -> Iterator[Finding]:
    """Actions with neither an objective nor a target, in a family that no line of Alignement ties to one."""
    aimed = plan.filled(ACTIONS, "objectif") | plan.filled(ACTIONS, "cible")
    if plan.has("alignement"):
        tied = set(plan.texts("alignement", "famille")) - {""}
        aimed = aimed | np.array([family in tied for family in plan.texts(ACTIONS, "famille")], dtype=bool)
    yield from _lacking(plan, "action-without-objective", "objectif", ~aimed)


def _lacking(plan: PlanInHand, code: str, key: str, which: np.ndarray) -> Iterator[Finding]:
    rows = np.flatnonzero(which & plan.to_carry_out)
    if len(rows):
        yield plan.finding(code, (ACTIONS, key, rows))


# --- families, people -------------------------------------------------------------------------------------


def actions_missing_in_families(plan: PlanInHand) -> Iterator[Finding]:
    """The families of which nothing is said, be it why they are not used, and no step is set aside."""
    families = np.array(plan.texts(ACTIONS, "famille"), dtype=object)
    said = set(families[plan.acting | plan.set_aside | plan.filled(ACTIONS, "analyse")])
    silent = dict.fromkeys(family for family in families.tolist() if family not in said)
    if silent and said:
        first = [int(np.argmax(families == family)) for family in silent]
        yield plan.finding("family-unused", (ACTIONS, "decision", first), ", ".join(silent))


def actions_of_one_family_alone(plan: PlanInHand) -> Iterator[Finding]:
    """A family that has nearly all the budget, in a plan of three families or more."""
    families, budgets = plan.column(ACTIONS, "famille"), plan.column(ACTIONS, "budget")
    paid = plan.acting & (np.nan_to_num(budgets) > 0)
    used, whole = len(set(families[plan.acting])), float(budgets[paid].sum())
    if used < 3 or np.count_nonzero(plan.acting) < ENOUGH or not 0 < whole < inf:
        return
    by_family = Counter[str]()
    for family, budget in zip(families[paid], budgets[paid], strict=True):
        by_family[family] += budget
    family, most = by_family.most_common(1)[0]
    if most >= NEARLY_ALL * whole:
        about = {"share": shown(float(np.floor(100 * most / whole)) / 100, PERCENT), "count": str(used)}
        first = int(np.argmax(paid & (families == family)))
        yield plan.finding("one-family-holds-all", (ACTIONS, "budget", [first]), family, **about)


def actions_of_one_person_alone(plan: PlanInHand) -> Iterator[Finding]:
    """Somebody who answers for nearly all actions, in a plan that is no one's own and knows other people."""
    people = {as_one_name(name) for name in plan.settings.names}
    if plan.has("equipe"):
        people |= {as_one_name(name) for name in plan.texts("equipe", "nom") if name}
    if plan.contents.identity.person or len(people) < 2:
        return
    rows = np.flatnonzero(plan.to_carry_out & plan.filled(ACTIONS, "qui"))
    names = [as_one_name(name) for name in plan.column(ACTIONS, "qui")[rows]]
    if len(rows) < ENOUGH:
        return
    name, number = Counter(names).most_common(1)[0]
    if number >= NEARLY_ALL * len(rows):
        first = int(rows[names.index(name)])
        about = {"count": str(number), "whole": str(len(rows))}
        yield plan.finding(
            "one-person-holds-all", (ACTIONS, "qui", [first]), plan.texts(ACTIONS, "qui")[first], **about
        )
