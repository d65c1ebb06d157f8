"""The blank workbooks of a firm: one, or one a person and one for the direction; and the names of their files."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pacxl.books.owners import settings_of_direction, settings_of_salesperson
from pacxl.books.pac import DIRECTION_NAME, blank
from pacxl.compute.contents import Contents
from pacxl.errors import SettingsError
from pacxl.findings.finding import Finding, Place
from pacxl.settings.model import Settings


@dataclass(frozen=True)
class PlanToPrepare:
    """Whose workbook is to be made: the name, the team, the settings it is made with."""

    person: str
    team: str
    settings: Settings

    def prepared(self, company: str, period: str, today: dt.date | None) -> Contents:
        """The blank plan."""
        return blank(self.settings, person=self.person, company=company, team=self.team, period=period, today=today)


def prepare_each(firm: Settings) -> list[PlanToPrepare]:
    """The workbooks of a firm's people, then that of the direction, if anything is the direction's. Raises
    SettingsError where the firm has no people."""
    if not firm.people:
        raise SettingsError(
            "--each",
            "il faut des personnes : saisissez-les sur la feuille Personnes des réglages",
            "people are needed: type them on the sheet Personnes of the settings",
        )
    people = [PlanToPrepare(each.name, each.team, settings_of_salesperson(firm, each)) for each in firm.people]
    direction = settings_of_direction(firm)
    return [*people, *([PlanToPrepare(DIRECTION_NAME, "", direction)] if direction else [])]


def prepared_for_nobody(firm: Settings, template: str) -> Iterator[Finding]:
    """Tells which clients are in no workbook of `prepare_each`: nobody's, or of somebody whom no settings know, where
    the direction's has none."""
    direction = settings_of_direction(firm)
    if direction and direction.clients:
        return
    if lost := [client.name for client in firm.clients if not client.person or not firm.called(client.person)]:
        yield Finding("client-of-nobody", Place(template), ", ".join(lost))


def prepared_file_names(people: Sequence[tuple[str, str]]) -> list[str]:
    """A name for the file of each person (a name, a team): the person's, with the team where another has the same,
    else with a number."""
    names = [_file_name(name) for name, _ in people]
    counts = Counter(name.casefold() for name in names)
    result, taken = list[str](), set[str]()
    for name, (_, team) in zip(names, people, strict=True):
        longer = f"{name}_{_file_name(team)}" if counts[name.casefold()] > 1 and team else name
        number, free = 1, longer
        while free.casefold() in taken:
            number += 1
            free = f"{longer}_{number}"
        taken.add(free.casefold())
        result.append(free)
    return result


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name).strip("._") or "sans_nom"
