"""How much a column's header and its contents speak for each role; and which column has which role, all in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pacxl.adopting.content import Content
from pacxl.adopting.deal_roles import DEAL_ROLES
from pacxl.adopting.indicator_roles import INDICATOR_ROLES
from pacxl.adopting.plan_roles import PLAN_ROLES
from pacxl.adopting.words import DEALS, EXACT, INDICATORS, PLAN, SURE, Name, Role, meanings_of

ROLES: Mapping[str, tuple[Role, ...]] = {PLAN: PLAN_ROLES, DEALS: DEAL_ROLES, INDICATORS: INDICATOR_ROLES}
LEAST = 0.35  # what must speak for a role
_BY_CONTENT = 0.25  # what contents alone must say for the column of actions: sentences that begin with a verb
_NEEDED = 1.0  # how much more a role weighs that no such table is without
_KEPT = 64  # ways of giving roles out that are followed, the best first


@dataclass(frozen=True)
class Weight:
    """What speaks for a role: how much, and how its header's name was known; by `content` where its header says
    nothing; what its header alone `said`."""

    role: Role
    total: float
    how: str
    said: float = 0.0


@cache
def names_of(kind: str) -> Mapping[Name, Mapping[str, float]]:
    """Each name of a kind of table → the roles (keys) that it can mean, and how much it says for each."""
    names: dict[Name, dict[str, float]] = {}
    for role in ROLES[kind]:
        for words, weight in role.named():
            names.setdefault(words, {}).setdefault(role.key, weight)
    return names


def weights(kind: str, text: str, content: Content) -> list[Weight]:
    """The roles that a column can have in a table of a kind, the best first."""
    how, meanings = meanings_of(text, names_of(kind))
    found = []
    for role in ROLES[kind]:
        said = meanings.get(role.key, 0.0) * how.share
        if said:
            by = "header" if how == EXACT and said == SURE else how.how
            found.append(Weight(role, said + content.speaks_for(role.speaks), by, said))
        elif not meanings and role.key == "etape" and content.shares.get("verb", 0.0) > 0.5:
            found.append(Weight(role, _BY_CONTENT + content.speaks_for(role.speaks), "content"))
    return sorted((weight for weight in found if weight.total >= LEAST), key=lambda weight: -weight.total)


def given_out(columns: Mapping[int, Sequence[Weight]]) -> dict[int, Weight]:
    """Which column has which role: what most speaks for, all in all, no role being given twice but to columns that
    can share it. Of two columns alike, the first has it. What a table cannot be without comes first."""
    ways: dict[frozenset[str], tuple[float, dict[int, Weight]]] = {frozenset(): (0.0, {})}
    for col, found in columns.items():
        more = dict(ways)
        for taken, (total, chosen) in ways.items():
            for weight in found:
                key = weight.role.key
                if key in taken:
                    continue
                after = taken if weight.role.many else taken | {key}
                sum_ = total + weight.total + (_NEEDED if weight.role.needed else 0.0)
                if sum_ > more.get(after, (0.0, {}))[0]:
                    more[after] = (sum_, {**chosen, col: weight})
        ways = dict(sorted(more.items(), key=lambda way: -way[1][0])[:_KEPT])
    return max(ways.values(), key=lambda way: way[0])[1]
