"""Whose deals of an export are taken into a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pacxl.crm.deal import Deal
from pacxl.crm.exported import Exported
from pacxl.crm.findings import deals_by_person, names_in_findings
from pacxl.errors import SettingsError
from pacxl.findings.finding import Finding, Place
from pacxl.french.proper_names import as_near_name, as_one_name
from pacxl.settings.model import Settings


@dataclass(frozen=True)
class Taken:
    """The deals of an export that a plan takes, those that are others', and what there is to tell of it."""

    deals: tuple[Deal, ...]
    others: tuple[Deal, ...] = ()
    findings: tuple[Finding, ...] = ()


def deals_taken_for_people(exported: Exported, person: str, settings: Settings, own: str) -> Taken:
    """The deals of the `person` asked for, else of the plan's `own`, else of everybody. Raises SettingsError where
    nobody in the export has that name."""
    people, place = deals_by_person(exported.deals), Place(exported.file)
    asked = person or own
    if not people:
        return Taken(exported.deals)
    if not asked:
        if len(people) == 1:
            return Taken(exported.deals)
        said = names_in_findings(f"{name} ({count})" for name, count in people.items())
        about = {"people": said["fr"], "people_en": said["en"]}
        return Taken(exported.deals, findings=(Finding("crm-several-people", place, about=about),))
    names = {name for name in people if _is(name, asked, settings)}
    if not names:
        raise SettingsError("--person", *_nobody(asked, list(people), whose_plan=not person))
    mine = tuple(deal for deal in exported.deals if deal.owner in names)
    others = tuple(deal for deal in exported.deals if deal.owner not in names)
    if not others:
        return Taken(mine)
    left = deals_by_person(others)
    said = names_in_findings(f"{name} ({count})" for name, count in left.items())
    about = {"count": str(len(others)), "people": said["fr"] or "personne", "people_en": said["en"] or "nobody"}
    return Taken(mine, others, (Finding("crm-others-left", place, about=about),))


def _is(owner: str, asked: str, settings: Settings) -> bool:
    """Whether an owner in the CRM is the person asked for: by name, by an address of that name, as the firm knows."""
    name = owner.partition("@")[0].replace(".", " ") if "@" in owner else owner
    if as_one_name(owner) == as_one_name(asked) or as_near_name(name) == as_near_name(asked):
        return True
    return any(each.is_called(owner) for each in settings.called(asked))


def _nobody(asked: str, people: Sequence[str], *, whose_plan: bool) -> tuple[str, str]:
    said = names_in_findings(people, 12)
    if whose_plan:
        return (
            f"le plan est celui de « {asked} », que l’export ne nomme pas ; dites qui c’est : {said['fr']}",
            f"the plan is that of “{asked}”, whom the export does not name; tell who it is: {said['en']}",
        )
    return f"personne ne s’appelle « {asked} » dans l’export : {said['fr']}", (
        f"nobody is called “{asked}” in the export: {said['en']}"
    )
