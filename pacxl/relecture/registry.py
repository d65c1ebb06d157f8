"""The rules of the relecture, a row each: its code, what it finds in a plan, and the tables that it needs.

To add one: its sentences and its title in `findings/relecture`, a function in a room beside, and its row here; the
recipe is in `docs/architecture.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pacxl.findings.finding import Finding
from pacxl.relecture import actions, means, objectives
from pacxl.relecture.plan_in_hand import PlanInHand


@dataclass(frozen=True)
class PlanRule:
    """A rule over a whole plan: the code of what it finds, the function that reads the plan over, and the tables that
    the plan must have. (Every plan has its actions, its carnet with its stages, and its indicators.)"""

    code: str
    finds: Callable[[PlanInHand], Iterator[Finding]]
    tables: tuple[str, ...] = ()


PLAN_RULES = (
    PlanRule("action-owner-missing", actions.actions_without_owner),
    PlanRule("action-date-missing", actions.actions_without_date),
    PlanRule("action-budget-missing", actions.actions_without_budget),
    PlanRule("action-target-missing", actions.actions_without_target),
    PlanRule("action-without-objective", actions.actions_without_objective),
    PlanRule("family-unused", actions.actions_missing_in_families),
    PlanRule("one-family-holds-all", actions.actions_of_one_family_alone),
    PlanRule("one-person-holds-all", actions.actions_of_one_person_alone),
    PlanRule("intent-without-action", objectives.intentions_without_action),
    PlanRule(
        "objective-without-action",
        objectives.strategic_objectives_without_action,
        ("objectifs_strategiques", "alignement"),
    ),
    PlanRule("parts-not-whole", objectives.objectives_parts_not_whole, ("objectifs",)),
    PlanRule("personas-over-whole", objectives.personas_over_the_whole, ("personas",)),
    PlanRule("objectives-one-type", objectives.objectives_of_one_type_alone, ("objectifs",)),
    PlanRule("budget-over-envelope", means.means_over_envelope, ("budget", "imprevus")),
    PlanRule("contingency-missing", means.means_without_contingency, ("budget", "imprevus")),
    PlanRule("person-overloaded", means.means_overloaded, ("moyens",)),
    PlanRule("funnel-short", means.means_funnel_short),
)
