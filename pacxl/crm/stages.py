"""Where a deal of an export is: open, won or lost; its stage, as the firm calls it; its probability."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pacxl.crm.cells import crm_cell_says_yes, crm_text, is_crm_blank
from pacxl.crm.products import ACTIVE_FLAG, CLOSED_FLAG, LOST_FLAG, WON_FLAG, Product
from pacxl.french.choices import choice_of
from pacxl.french.text import fold
from pacxl.plan.tables.carnet import LOST, OPEN, WON
from pacxl.settings.correspondences import Correspondences
from pacxl.settings.model import Settings

ISSUES = (OPEN, WON, LOST)
_KNOWN = {
    **dict.fromkeys(("pending", "todo", "standby", "active", "in progress", "on hold", "en attente", "new"), OPEN),
    **dict.fromkeys(("closed won", "closedwon"), WON),
    **dict.fromkeys(("closed lost", "closedlost", "cancelled", "canceled", "out-sold"), LOST),
}
_CLOSED = r"(?:clos(?:ed|e)?|ferme+s?|clotur(?:e+s?)|conclue?s?|deal|transaction|affaire|opportunite)"
_STAGE = {
    WON: re.compile(rf"(?:{_CLOSED}[ /:()-]*)*(?:won|gagne+s?|signe+s?)\)?!?"),
    LOST: re.compile(rf"(?:{_CLOSED}[ /:()-]*)*(?:lost|perdue?s?|abandonne+s?)\)?(?: to .*|!)?"),
}


def issue_of_crm_status(text: str) -> str:
    """The issue that a status says; "" for one that is not known."""
    return choice_of(text, ISSUES) or _KNOWN.get(fold(text), "")


def issue_of_stage(text: str) -> str:
    """The issue of a deal in a stage: won or lost where its name says so (`Closed Won`, `closedlost`), else open."""
    plain = fold(text).replace("closedwon", "closed won").replace("closedlost", "closed lost")
    return next((issue for issue, pattern in _STAGE.items() if pattern.fullmatch(plain)), OPEN)


def issue_in_crm_stages(cells: Mapping[str, Any], words: Correspondences) -> str:
    """The issue of a deal, by its status, else by what says yes or no, else by its stage; "" where a status says it
    in a word that is not known, or it is closed and nothing says how."""
    status, stage = crm_text(cells.get("issue", "")), crm_text(cells.get("etape", ""))
    if not is_crm_blank(status):
        decided = words.value("issue", status)
        return issue_of_crm_status(status if decided is None else decided)
    if (decided := words.value("issue", stage)) is not None:
        return issue_of_crm_status(decided)
    if crm_cell_says_yes(cells.get(WON_FLAG, "")):
        return WON
    said = issue_of_stage(stage)
    if said != OPEN:
        return said
    inactive = not is_crm_blank(cells.get(ACTIVE_FLAG, "")) and not crm_cell_says_yes(cells[ACTIVE_FLAG])
    if crm_cell_says_yes(cells.get(LOST_FLAG, "")) or inactive:
        return LOST
    if crm_cell_says_yes(cells.get(CLOSED_FLAG, "")):
        return LOST if not is_crm_blank(cells.get(WON_FLAG, "")) else ""
    return OPEN


class StageOf(NamedTuple):
    """A deal's stage as the plan calls it; what its own CRM gives it by default (None if that is not known); whether
    the firm's settings know it, and then give it its probability."""

    name: str
    probability: float | None
    known: bool


def stage_in_crm(text: str, product: Product, settings: Settings, words: Correspondences) -> StageOf:
    """The stage that a text names: as was decided, by its internal name, as the firm calls it."""
    decided = words.value("etape", text)
    name = decided if decided is not None else product.ids.get(fold(text).replace(" ", ""), text)
    firm = choice_of(name, [stage.name for stage in settings.stages])
    return StageOf(firm or name, product.worth(name), bool(firm))
