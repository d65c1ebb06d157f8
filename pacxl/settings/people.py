"""The people of a firm, and what is one person's: clients, objectives set in advance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pacxl.french.proper_names import as_one_name
from pacxl.settings.rules import SENSES


@dataclass(frozen=True)
class Person:
    """Someone who fills in a plan: job (`role`), whom they report to (`manager`), `sector`; `aliases` are the other
    ways in which people write the name; `email` is the address that a message goes to ("": none is known)."""

    name: str
    team: str = ""
    role: str = ""
    manager: str = ""
    sector: str = ""
    aliases: tuple[str, ...] = ()
    email: str = ""

    @property
    def shown(self) -> str:
        """The name, with its team."""
        return f"{self.name} ({self.team})" if self.team else self.name

    def is_called(self, name: str) -> bool:
        """Whether a name is this person's, in one spelling or another."""
        return as_one_name(name) in map(as_one_name, (self.name, *self.aliases, self.shown))


@dataclass(frozen=True)
class Client:
    """A client or prospect, who follows it, its revenue last year and the one aimed at (euros)."""

    name: str
    segment: str = ""
    person: str = ""
    revenue: float | None = None
    target: float | None = None


@dataclass(frozen=True)
class Objective:
    """An objective set in advance, for a person or (no `person`) for all. A percentage is a fraction."""

    name: str
    kind: str = ""
    person: str = ""
    product: str = ""
    target: float | None = None
    unit: str = ""
    sense: str = SENSES[0]
    deadline: dt.date | None = None
