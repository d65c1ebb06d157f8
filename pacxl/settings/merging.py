"""Several firms' choices, or several persons', as one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, TypeVar

from pacxl.french.proper_names import as_one_name
from pacxl.settings.correspondences import NO_CORRESPONDENCES
from pacxl.settings.model import Family, Settings
from pacxl.settings.people import Client, Objective, Person
from pacxl.settings.rules import PHASES

_Item = TypeVar("_Item", Client, Objective)
_LISTS = (
    *("segments", "units", "channels", "personas", "products", "roles"),
    *("sections", "equalities", "relecture_off", "essentials"),
)


def merged_settings(every: Sequence[Settings]) -> Settings:
    """Several settings as one that is called by all their names; one alone as it is. Where they make workbooks of
    different kinds, the families are those that have a sheet in one of them."""
    if len(every) == 1:
        return every[0]
    if len({each.workbook for each in every}) > 1:
        every = [_without_families_that_have_no_table(each) for each in every]
    name, title = "+".join(each.name for each in every), " · ".join(dict.fromkeys(each.title for each in every))
    return merged(every, name, title)


def _without_families_that_have_no_table(settings: Settings) -> Settings:
    left = tuple(family for family in settings.families if family not in settings.without_table)
    return dataclasses.replace(settings, families=left)


def merged(every: Sequence[Settings], name: str = "", title: str = "") -> Settings:
    """Merges settings: the first, with the families, people, choices … that only others have. Names are told apart
    whatever their case and their spaces; families, by their sheet."""
    first = every[0]
    people = _people(every)
    families = sorted((f for each in every for f in each.families), key=lambda f: not f.retained)
    changes: dict[str, Any] = {
        "families": _in_order(every, _with_own_keys(_each_once(families, "sheet"))),
        "indicators": _each_once(_each_once([i for each in every for i in each.indicators], "name"), "key"),
        "phases": tuple(phase for phase in PHASES if any(phase in each.phases for each in every)),
        "clients": _each_once([_of_whom(item, each, people) for each in every for item in each.clients], ""),
        "objectives": _each_once([_of_whom(item, each, people) for each in every for item in each.objectives], ""),
        "people": people,
        "name": name or first.name,
        "title": title or first.title,
        "period": first.period if all(each.period == first.period for each in every) else "",
        "due": next((each.due for each in every if each.due), None),
        "owners": _each_once([owned for each in every for owned in each.owners], "section"),
        "workbook": first.workbook if all(each.workbook == first.workbook for each in every) else "",
    }
    changes["stages"] = _each_once([stage for each in every for stage in each.stages], "name")
    for field in _LISTS:
        changes[field] = _each_once([item for each in every for item in getattr(each, field)], "")
    changes["correspondences"] = sum((each.words for each in every), NO_CORRESPONDENCES).lines
    return dataclasses.replace(first, **changes)


def _each_once(items: Sequence[Any], field: str) -> tuple[Any, ...]:
    """The first of the items that share a field (or, without one, that are the same)."""
    known: dict[Any, Any] = {}
    for item in items:
        key = getattr(item, field) if field else item
        known.setdefault(as_one_name(key) if isinstance(key, str) else key, item)
    return tuple(known.values())


def _people(every: Sequence[Settings]) -> tuple[Person, ...]:
    """Everybody once, with all the spellings of the name: homonyms are told apart by their teams, and one without a
    team is another of that name."""
    known: dict[tuple[str, str], Person] = {}
    for person in sorted((each for one in every for each in one.people), key=lambda each: not each.team):
        name, team = as_one_name(person.name), as_one_name(person.team)
        key = next((key for key in known if key[0] == name and (not team or key[1] == team)), (name, team))
        first = known.setdefault(key, person)
        aliases = tuple(dict.fromkeys((*first.aliases, *person.aliases)))
        known[key] = dataclasses.replace(first, aliases=aliases, email=first.email or person.email)
    order = [as_one_name(each.name) for one in every for each in one.people]
    people = sorted(known.values(), key=lambda each: order.index(as_one_name(each.name)))
    whose = {as_one_name(alias): each.name for each in reversed(people) for alias in each.aliases}
    kept = (each for each in people if whose.get(as_one_name(each.name), each.name) == each.name)
    return tuple(
        dataclasses.replace(each, aliases=tuple(a for a in each.aliases if whose[as_one_name(a)] == each.name))
        for each in kept
    )


def _of_whom(item: _Item, own: Settings, people: Sequence[Person]) -> _Item:
    """A client or an objective of somebody who has a homonym among people: with the team."""
    found = own.called(item.person) if item.person else ()
    if len(found) != 1:
        return item
    alike = [each for each in people if as_one_name(each.name) == as_one_name(found[0].name)]
    return dataclasses.replace(item, person=found[0].shown) if len(alike) > 1 else item


def _in_order(every: Sequence[Settings], families: Sequence[Family]) -> tuple[Family, ...]:
    sheets = list(dict.fromkeys(as_one_name(family.sheet) for each in every for family in each.families))
    return tuple(sorted(families, key=lambda family: sheets.index(as_one_name(family.sheet))))


def _with_own_keys(families: Sequence[Family]) -> tuple[Family, ...]:
    """The families, a key that two share made different."""
    taken: set[str] = set()
    result = []
    for family in families:
        key = family.key if family.key not in taken else f"{family.key}_{len(taken)}"
        taken.add(key)
        result.append(dataclasses.replace(family, key=key))
    return tuple(result)
