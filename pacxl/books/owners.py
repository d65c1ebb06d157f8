"""Whose each part of a plan is: the settings of each salesperson's workbook, and those of the direction's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from pacxl.books.identity import settings_of
from pacxl.definition.book import Book
from pacxl.plan.registry import SUBJECTS, subject_owner
from pacxl.settings.model import Settings
from pacxl.settings.people import Client, Objective, Person
from pacxl.settings.rules import PHASES
from pacxl.settings.workbooks import BOTH, DIRECTION, ESSENTIAL, SALES

# The families in which salespeople work most, and how many the essential workbook has.
_MOST_WORKED = ("publicite", "direct", "evenementiel", "relationnel", "fidelisation")
_ESSENTIAL_SECTIONS = ("objectifs", "ciblage", "reste", "statut_saisi", "pertes", "crm")  # the others are sheets more
_Of = TypeVar("_Of", Client, Objective)


def is_owned_by_direction(book: Book) -> bool:
    """Whether a book is that of the direction's workbook, which is no person's."""
    settings = settings_of(book)
    return settings is not None and settings.workbook == DIRECTION


def settings_of_salesperson(firm: Settings, person: Person) -> Settings:
    """The settings of a person's own workbook: the sections that are theirs, and nothing that is the direction's or
    another person's. It is the essential one, unless the firm wants all that is theirs."""
    mine = tuple(key for key in firm.sections if _owner(firm, key) != DIRECTION)
    if firm.workbook == "":
        mine = tuple(key for key in mine if key in _ESSENTIAL_SECTIONS)
    own = firm.own(person.name, person.team)
    return replace(
        own,
        sections=mine,
        owners=(),
        workbook=firm.workbook or ESSENTIAL,
        essentials=_essentials(firm) if firm.workbook == "" else firm.essentials,
        objectives=own.objectives if "objectifs" in mine else (),
        roles=own.roles if "organisation" in mine else (),
    )


def settings_of_direction(firm: Settings) -> Settings | None:
    """The settings of the direction's workbook: the sections that are not the salespeople's alone, with the firm's
    people; None where none is the direction's alone."""
    sections = tuple(key for key in firm.sections if _owner(firm, key) != SALES)
    if all(_owner(firm, key) != DIRECTION for key in sections):
        return None
    return replace(
        firm,
        sections=sections,
        owners=(),
        workbook=DIRECTION,
        essentials=(),
        objectives=_left_to_direction(firm, "objectifs", firm.objectives),
        clients=_left_to_direction(firm, "organisation", firm.clients),
    )


def _owner(firm: Settings, section: str) -> str:
    return next((subject_owner(firm, subject) for subject in SUBJECTS if subject.key == section), SALES)


def _essentials(firm: Settings) -> tuple[str, ...]:
    """The keys of the families that have a sheet in the essential workbook: the firm's choice, else those in which
    salespeople work most, and as many others of its last phase first."""
    if firm.essentials:
        return firm.essentials
    kept = [family.key for family in sorted(firm.kept, key=lambda each: -PHASES.index(each.phase))]
    usual = [key for key in _MOST_WORKED if key in kept]
    return tuple([*usual, *(key for key in kept if key not in usual)][: len(_MOST_WORKED)])


def _left_to_direction(firm: Settings, section: str, items: Iterable[_Of]) -> tuple[_Of, ...]:
    """The clients or the objectives that stand in the direction's workbook: all, if their section is its alone; of
    one that salespeople have too, those that are nobody's own."""
    owner = _owner(firm, section)
    if owner == DIRECTION:
        return tuple(items)
    return tuple(each for each in items if not firm.called(each.person)) if owner == BOTH else ()
