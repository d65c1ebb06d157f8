"""The workbooks that a firm hands out: whose each section is, what each person gets, how the actions are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pacxl.errors import SettingsError

# Whose a section is.
DIRECTION, SALES, BOTH = "direction", "commercial", "les deux"
OWNERS = (DIRECTION, SALES, BOTH)

# What a plan's workbook is: what a salesperson fills in an hour, or all that is theirs; or what is the direction's.
ESSENTIAL, WHOLE = "essentiel", "complet"
WORKBOOKS = ("", ESSENTIAL, WHOLE, DIRECTION)

# How the families of actions are laid out: a sheet each, or under one another on one.
BY_FAMILY, ONE_SHEET = "par-famille", "une-feuille"
LAYOUTS = (BY_FAMILY, ONE_SHEET)
OTHER_FAMILY = "autres_actions"  # the key of the family of what is of no other: it has no steps


@dataclass(frozen=True)
class Ownership:
    """A section that is another's than it usually is, and whose."""

    section: str
    owner: str


def ownerships_from_toml(told: Mapping[str, Any], name: str) -> list[dict[str, str]]:
    """What a table of TOML says of whose sections are (`gammes = "les deux"`), an ownership each as a mapping; raises
    SettingsError for what is no text."""
    for section, owner in told.items():
        if not isinstance(owner, str):
            every = ", ".join(OWNERS)
            fr = f"owners › {section} : {every}, pas {owner!r}"
            raise SettingsError(name, fr, f"owners › {section}: {every}, not {owner!r}")
    return [{"section": section, "owner": owner} for section, owner in told.items()]
