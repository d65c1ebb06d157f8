"""Who is who in a team: one spelling a person; homonyms in two teams stay two; those who may be one are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pacxl.compute.contents import Contents
from pacxl.consolidation.amounts import Amounts, amounts_of
from pacxl.findings.finding import Finding, Place
from pacxl.french.proper_names import as_near_name, as_one_name, best_spelling


@dataclass(frozen=True)
class Owner:
    """Whose a plan is, as it is shown: the same person in the same team has one spelling. A plan without a name has
    an owner of its own, called by its file."""

    person: str
    team: str = ""

    @property
    def shown(self) -> str:
        return f"{self.person} ({self.team})" if self.team else self.person


def owners(plans: Sequence[Contents]) -> list[Owner]:
    """Whose each plan is. Unicode form, case and blanks do not make two people; a blank team joins the only one."""
    people, groups = [as_one_name(plan.identity.person) for plan in plans], [_team(plan) for plan in plans]
    teams: dict[str, set[str]] = {}
    for person, team in zip(people, groups, strict=True):
        teams.setdefault(person, set()).update({team} - {""})
    keys = [
        (person, next(iter(teams[person])) if person and not team and len(teams[person]) == 1 else team)
        for person, team in zip(people, groups, strict=True)
    ]
    spelt = _spellings(people, [plan.identity.person for plan in plans])
    called = _spellings(groups, [plan.identity.team for plan in plans])
    return [
        Owner(spelt[person], called[team]) if person else Owner(f"inconnu ({plan.file})", called[team])
        for (person, team), plan in zip(keys, plans, strict=True)
    ]


def _team(plan: Contents) -> str:
    return as_one_name(plan.identity.team)


def _spellings(keys: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Each key → the best spelling of the names that have it."""
    groups: dict[str, list[str]] = {}
    for key, name in zip(keys, names, strict=True):
        groups.setdefault(key, []).append(name)
    return {key: best_spelling(group) for key, group in groups.items()}


def near_people(plans: Sequence[Contents]) -> Iterator[Finding]:
    """Those who may be one person: names that an accent or the order of words tells apart, or one name with a team
    and without. Each has a line of its own until somebody knows better. The plans' owners have one spelling each."""
    files: dict[Owner, str] = {}
    money: dict[Owner, Amounts] = {}
    for plan in plans:
        owner = Owner(plan.identity.person, plan.identity.team)
        files.setdefault(owner, plan.file)
        money[owner] = money.get(owner, Amounts()) + amounts_of(plan)
    for first, second in combinations(files, 2):
        if _may_be_one(first, second):
            about = {"other": first.shown, "file": files[first], **money[second].words("amount")}
            yield Finding("person-near", Place(files[second]), second.shown, about)


def _may_be_one(one: Owner, other: Owner) -> bool:
    if one.person == other.person:
        return not (one.team and other.team)  # homonyms in two teams are two; without its team, nobody knows
    return as_near_name(one.person) == as_near_name(other.person)
