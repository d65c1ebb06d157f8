"""A plan read over: the plan, with what there is to say of it as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np

from pacxl.books.identity import settings_of
from pacxl.books.pac import KEY
from pacxl.books.untouched import is_untouched
from pacxl.compute.contents import Contents
from pacxl.findings.finding import Finding, Place
from pacxl.relecture.plan_in_hand import PlanInHand
from pacxl.relecture.registry import PLAN_RULES
from pacxl.settings.model import Settings

UNTOUCHED = "nothing-typed"


def read_over(plan: Contents, firm: Settings | None = None) -> Contents:
    """The plan, with the findings of the relecture after its own: advice (info), contradictions (warning).

    The rules that its settings leave out, or the firm's if they are given, say nothing; nor does any rule of what is
    no plan, could not be read, or is a copy or a CRM's export. Of a blank that nobody touched only that is told.
    """
    settings = settings_of(plan.book)
    if plan.book.key != KEY or settings is None:
        return plan
    left_out = (firm or settings).relecture_off
    kept = tuple(finding for finding in plan.found if finding.code not in left_out)
    with np.errstate(over="ignore", invalid="ignore"):  # a number too large is told of its cell
        return replace(plan, found=(*kept, *_found(plan, settings, left_out)))


def _found(plan: Contents, settings: Settings, left_out: Collection[str]) -> Iterator[Finding]:
    if plan.unreadable or plan.is_copy or plan.export or (plan.file and not plan.columns):
        return
    if is_untouched(plan):
        if UNTOUCHED not in left_out:
            yield Finding(UNTOUCHED, Place(plan.file))
        return
    hand = PlanInHand(plan, settings)
    for rule in PLAN_RULES:
        if rule.code not in left_out and hand.has(*rule.tables):
            yield from rule.finds(hand)
