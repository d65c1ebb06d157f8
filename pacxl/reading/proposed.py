"""What is proposed of a workbook of somebody's own, to be corrected: what its columns, its sheets, its words are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pacxl.a1 import place_of_a1
from pacxl.adopting.adopt import nearest_to_adopt
from pacxl.books.correspondances import FAMILY, ProposedWord, correspondances
from pacxl.compute.contents import Contents
from pacxl.definition.header_match import PERIOD, HeaderMatch
from pacxl.definition.table import Column
from pacxl.errors import AlreadyOurs, NoTables
from pacxl.formats.opened import Opened
from pacxl.french.choices import LONGEST_CHOICE, choice_of
from pacxl.french.text import fold
from pacxl.guard.limits import USUAL, Limits
from pacxl.reading.owner import Firm
from pacxl.reading.read import read
from pacxl.settings.correspondences import HEADER, NO_CORRESPONDENCES, SHEET, Correspondences
from pacxl.settings.model import Settings
from pacxl.worker.pool import open_in_pool

_MOST = 60  # different values of a column: more are no choices
_WHY_SHEET, _WHY_VALUE = "Les actions de cette feuille vont dans cette famille.", "Lu ainsi."
_ASKED = "À choisir : {choices}."


def propose(
    path: Path,
    *,
    settings: Settings | None = None,
    words: Correspondences = NO_CORRESPONDENCES,
    limits: Limits = USUAL,
) -> Contents:
    """The workbook of correspondences of a file: what was understood of it and, where nothing was, what is nearest.

    Raises AlreadyOurs for a workbook that pacxl made, and the PacxlError of a file that
    cannot be read.
    """
    firm, opened = Firm(settings, words), open_in_pool(path, limits)
    try:
        plan = read(path, settings=settings, words=words, limits=limits)
        matches = plan.header_matches
    except NoTables:
        plan, matches = None, nearest_to_adopt(opened, firm.settings)
    if not matches:
        raise AlreadyOurs(path.name)
    of = _File(opened, plan, matches)
    lines = [*of.headers(), *of.sheets(), *of.values()]
    return correspondances(_each_once(lines), path.name, firm.settings)


def _each_once(lines: Sequence[ProposedWord]) -> list[ProposedWord]:
    """The lines, one for each word: the first that says what it is; a header that is two things has two."""
    known: dict[tuple[str, ...], ProposedWord] = {}
    for line in sorted(lines, key=lambda each: not each.ours):
        mine = (line.what, fold(line.theirs))
        if line.ours or not any(key[:2] == mine for key in known):
            known.setdefault((*mine, line.ours) if line.what == HEADER else mine, line)
    return sorted(known.values(), key=lines.index)


@dataclass(frozen=True)
class _File:
    """A file: what it holds, the plan that it was read as (None: it is refused), and what its columns are."""

    opened: Opened
    plan: Contents | None
    matches: Sequence[HeaderMatch]

    def headers(self) -> Iterator[ProposedWord]:
        """A line for each header, but for those of a calendar drawn beside actions."""
        for each in self.matches:
            if each.header and (each.column or each.how != PERIOD):
                sure = each.sure if each.how else None
                values = " · ".join(each.samples)
                yield ProposedWord(HEADER, each.header, each.column, _sentence(each.why.fr), sure, values)

    def sheets(self) -> Iterator[ProposedWord]:
        """A line for each sheet of actions whose family no column says."""
        if self.plan is None:
            return
        actions = self.plan.frames["actions"]
        for sheet, table in dict.fromkeys((each.sheet, each.table) for each in self.matches):
            mine = actions.loc[actions["feuille"] == sheet, "famille"].unique().tolist()
            said = any(each.sheet == sheet and each.column == FAMILY for each in self.matches)
            if len(mine) == 1 and not said and table == self.plan.book.by_key["actions"].title:
                yield ProposedWord(SHEET, sheet, str(mine[0]), _WHY_SHEET)

    def values(self) -> Iterator[ProposedWord]:
        """A line for each word under a column that has a closed list: the choice that it is, or those there are."""
        for match in self.matches if self.plan else ():
            key, column = self._column(match)
            choices = self._lists.get(column.choices, ()) if column and not column.open_list else ()
            texts = self._texts(match, key) if choices else []
            for text in texts if column and len(texts) <= _MOST else ():
                ours = choice_of(text, choices)
                why = _WHY_VALUE if ours else _ASKED.format(choices=", ".join(choices))
                yield ProposedWord(column.key if column else "", text, ours, why, 1.0 if ours else None)

    @cached_property
    def _lists(self) -> dict[str, tuple[str, ...]]:
        return {each.key: each.values for each in self.plan.book.lists} if self.plan else {}

    def _column(self, match: HeaderMatch) -> tuple[str, Column | None]:
        """The table and the column of ours that one of theirs is."""
        tables = self.plan.book.tables if self.plan else ()
        table = next(each for each in tables if each.title == match.table)
        return table.key, next((each for each in table.stored if each.header == match.column), None)

    def _texts(self, match: HeaderMatch, key: str) -> list[str]:
        """The different texts under a header, in the rows that were read."""
        place, frame = place_of_a1(match.cell), self.plan.frames[key] if self.plan else None
        if place is None or frame is None:
            return []
        rows = frame.loc[frame["feuille"] == match.sheet, "ligne"].tolist()
        cells = (self.opened.sheets[match.sheet][int(row) - 1][place[1]] for row in rows)
        return [*dict.fromkeys(cell for cell in cells if isinstance(cell, str) and 0 < len(cell) <= LONGEST_CHOICE)]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
