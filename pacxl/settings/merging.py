"""Several firms' choices, or several persons', as one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from pacxl.french.proper_names import as_one_name
from pacxl.settings.model import PHASES, Family, Settings


def joined(every: Sequence[Settings]) -> Settings:
    """Several settings as one that is called by all their names; one alone as it is."""
    if len(every) == 1:
        return every[0]
    name, title = "+".join(each.name for each in every), " · ".join(dict.fromkeys(each.title for each in every))
    return merged(every, name, title)


def merged(every: Sequence[Settings], name: str = "", title: str = "") -> Settings:
    """The first settings, with the families, people, choices … that only others have. Names are told apart whatever
    their case and their spaces; families, by their sheet."""
    first = every[0]
    families = sorted((f for each in every for f in each.families), key=lambda f: not f.retained)
    changes: dict[str, Any] = {
        "families": _in_order(every, _with_own_keys(_each_once(families, "sheet"))),
        "indicators": _each_once(_each_once([i for each in every for i in each.indicators], "name"), "key"),
        "phases": tuple(phase for phase in PHASES if any(phase in each.phases for each in every)),
        "clients": _each_once([client for each in every for client in each.clients], ""),
        "objectives": _each_once([item for each in every for item in each.objectives], ""),
        "name": name or first.name,
        "title": title or first.title,
        "period": first.period if all(each.period == first.period for each in every) else "",
    }
    for field in ("stages", "people"):
        changes[field] = _each_once([item for each in every for item in getattr(each, field)], "name")
    for field in ("segments", "units", "channels", "products", "roles", "sections", "equalities"):
        changes[field] = _each_once([item for each in every for item in getattr(each, field)], "")
    return dataclasses.replace(first, **changes)


def _each_once(items: Sequence[Any], field: str) -> tuple[Any, ...]:
    """The first of the items that share a field (or, without one, that are the same)."""
    known: dict[Any, Any] = {}
    for item in items:
        key = getattr(item, field) if field else item
        known.setdefault(as_one_name(key) if isinstance(key, str) else key, item)
    return tuple(known.values())


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
