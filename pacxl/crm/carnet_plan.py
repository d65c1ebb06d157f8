"""A plan that has a carnet and little else, for the deals of an export that go into nobody's plan."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from pacxl.books.pac import blank
from pacxl.compute.contents import Contents
from pacxl.crm.exported import Exported
from pacxl.crm.findings import names_in_findings
from pacxl.findings.finding import Finding, Place
from pacxl.plan.tables.carnet import OPEN
from pacxl.settings.model import CRM, Family, Settings, Stage
from pacxl.settings.rules import PHASES

_FAMILY = Family("actions", "Actions", "Actions", PHASES[2], ("Relancer les affaires ouvertes",))


def carnet_plan(settings: Settings, *, person: str = "", period: str = "", today: dt.date | None = None) -> Contents:
    """A blank plan with the carnet, one family of actions, and no indicators."""
    small = replace(settings, sections=(CRM,), families=(_FAMILY,), indicators=(), equalities=(), phases=PHASES)
    return blank(small, person=person, period=period, today=today)


def carnet_stages_taken(settings: Settings, exported: Exported) -> Iterator[Finding]:
    """For a carnet that has the stages of its export, tells which, and what they are worth."""
    if settings.stages:
        said = names_in_findings((f"{stage.name} ({stage.probability:.0%})" for stage in settings.stages), 12)
        about = {"product": exported.export.product.name, "stages": said["fr"].replace("%", " %")}
        yield Finding("crm-stages-taken", Place(exported.file), about={**about, "stages_en": said["en"]})


def carnet_with_stages_of(settings: Settings, exported: Exported) -> Settings:
    """The settings with the stages of an export for theirs: each with the probability that its CRM gives it, or that
    all its deals have; one of which nobody knows it is left out."""
    found: dict[str, set[float | None]] = defaultdict(set)
    for deal in exported.deals:
        if deal.values["etape"] and deal.values["issue"] == OPEN:
            found[deal.values["etape"]].add(deal.values["probabilite"])
    stages = tuple(
        Stage(name, worth)
        for name, worths in found.items()
        if len(worths) == 1 and (worth := next(iter(worths))) is not None
    )
    return replace(settings, stages=stages)
