"""Who is who in a team: one spelling a person; homonyms in two teams stay two; those who may be one are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import pandas as pd

from pacxl.books.identity import settings_of
from pacxl.compute.columns import column_text
from pacxl.compute.contents import Contents
from pacxl.consolidation.contribution import Amounts, amounts_contributed
from pacxl.findings.finding import Finding, Place
from pacxl.french.proper_names import as_near_name, as_one_name, best_spelt_name
from pacxl.settings.model import Settings


@dataclass(frozen=True)
class Owner:
    """Whose a plan is, as it is shown: the same person in the same team has one spelling. A plan without a name has
    an owner of its own, called by its file."""

    person: str
    team: str = ""

    @property
    def shown(self) -> str:
        return f"{self.person} ({self.team})" if self.team else self.person


@dataclass(frozen=True)
class Directory:
    """Those whom the settings know, a firm's own first and then those that the plans carry."""

    every: tuple[Settings, ...]

    @classmethod
    def of(cls, firm: Settings | None, plans: Iterable[Contents]) -> Directory:
        known = dict.fromkeys(settings for plan in plans if (settings := settings_of(plan.book)))
        return cls(tuple(each for each in ([firm] if firm else []) + list(known) if each.people))

    @cached_property
    def teams(self) -> dict[str, set[str]]:
        """The teams in which somebody of a name is."""
        found: dict[str, set[str]] = {}
        for settings in self.every:
            for each in settings.people:
                found.setdefault(as_one_name(each.name), set()).add(as_one_name(each.team))
        return found

    @cached_property
    def _aliases(self) -> dict[str, set[tuple[str, str]]]:
        """Each other spelling of a name → the name and the team of those whose it is."""
        found: dict[str, set[tuple[str, str]]] = {}
        for settings in self.every:
            for each in settings.people:
                for alias in each.aliases:
                    found.setdefault(as_one_name(alias), set()).add((each.name, each.team))
        return found

    def who(self, name: str, team: str = "") -> tuple[str, str]:
        """The name and the team of the one whom a name can only be, in that team if one is said; else as given."""
        whose = self._aliases.get(as_one_name(name), ())
        mine = {(each, of) for each, of in whose if not team or as_one_name(of) in ("", as_one_name(team))}
        if len({as_one_name(each) for each, _ in mine}) != 1:
            return name, team
        known, of = min(mine)
        return known, team or (of if len(mine) == 1 else "")

    def tells_apart(self, one: str, other: str) -> bool:
        """Whether the settings list two names as two people."""
        return any(
            {as_one_name(one), as_one_name(other)} <= {as_one_name(each.name) for each in settings.people}
            for settings in self.every
        )


def people_of_plans(plans: Sequence[Contents], directory: Directory) -> list[Owner]:
    """Whose each plan is. Unicode form, case and blanks do not make two people, nor do the spellings that the
    settings know; a blank team joins the only one."""
    said = [directory.who(plan.identity.person, plan.identity.team) for plan in plans]
    people, groups = [as_one_name(person) for person, _ in said], [as_one_name(team) for _, team in said]
    teams = {person: directory.teams.get(person, set()) - {""} for person in people}
    for person, team in zip(people, groups, strict=True):
        teams[person] = teams[person] | ({team} - {""})
    keys = [
        (person, next(iter(teams[person])) if person and not team and len(teams[person]) == 1 else team)
        for person, team in zip(people, groups, strict=True)
    ]
    spelt = _spellings(people, [person for person, _ in said])
    known = [each.team for settings in directory.every for each in settings.people]
    called = _spellings([as_one_name(team) for team in known], known) | _spellings(groups, [team for _, team in said])
    return [
        Owner(spelt[person], called[team]) if person else Owner(_unknown(plan.file), called[team])
        for (person, team), plan in zip(keys, plans, strict=True)
    ]


def _unknown(file: str) -> str:
    """What stands for the person of a file that does not say whose it is."""
    return f"inconnu ({file})"


def unknown_people(rows: pd.DataFrame) -> pd.Series[Any]:
    """Of rows of a team, what stands for the person of each whose file does not say whose it is; else NA."""
    pairs = zip(rows["commercial"].tolist(), rows["fichier"].tolist(), strict=True)
    found = [person if column_text(person) == _unknown(column_text(file)) else None for person, file in pairs]
    return pd.Series(found, index=rows.index, dtype="string")


def _spellings(keys: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Each key → the best spelling of the names that have it."""
    groups: dict[str, list[str]] = {}
    for key, name in zip(keys, names, strict=True):
        groups.setdefault(key, []).append(name)
    return {key: best_spelt_name(group) for key, group in groups.items()}


def near_people(plans: Sequence[Contents], directory: Directory) -> Iterator[Finding]:
    """Those who may be one person: names that an accent or the order of words tells apart, one name with a team and
    without, an alias in another team; not those whom the settings list as two. Each has a line of its own until
    somebody knows better. The plans' owners have one spelling each."""
    files: dict[Owner, str] = {}
    money: dict[Owner, Amounts] = {}
    for plan in plans:
        owner = Owner(plan.identity.person, plan.identity.team)
        files.setdefault(owner, plan.file)
        money[owner] = money.get(owner, Amounts()) + amounts_contributed(plan)
    looks = {owner: {as_near_name(owner.person), as_near_name(directory.who(owner.person)[0])} for owner in files}
    for first, second in combinations(files, 2):
        if not looks[first].isdisjoint(looks[second]) and _may_be_one(first, second, directory):
            about = {"other": first.shown, "file": files[first], **money[second].words("amount")}
            yield Finding("person-near", Place(files[second]), second.shown, about)


def _may_be_one(one: Owner, other: Owner, directory: Directory) -> bool:
    if one.person == other.person:
        return not (one.team and other.team)  # homonyms in two teams are two; without its team, nobody knows
    return not directory.tells_apart(one.person, other.person)
