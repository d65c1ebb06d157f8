"""What a subject brings to a plan: its tables, sheets, lists, rules, and the rows that a blank plan comes with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pacxl.definition.rule import Rule
from pacxl.definition.sheet import Sheet
from pacxl.definition.table import Choices, Column, Table
from pacxl.settings.model import Settings

# The headings that a plan's sheets stand under, in order.
GROUPS = GUIDE, UNDERSTAND, DECIDE, ACT, FOLLOW = "Pour commencer", "Comprendre", "Décider", "Agir", "Suivre"

PresetRows = Mapping[str, Mapping[str, Sequence[Any]]]


@dataclass(frozen=True)
class Section:
    """What one subject brings to a plan; two are added up, and nothing is `Section()`.

    `rows` gives, by table and column, the values of the rows already there; `more` gives the columns that
    the subject needs in a table of another room: by table, at its end, or by `table.column`, right after that one.
    `own` makes the lists and the rows that name people, clients or objectives: all else is the same in the plans of
    all the people of a firm, and is made once (`Settings.of_anybody`).
    """

    tables: tuple[Table, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    lists: tuple[Choices, ...] = ()
    rows: PresetRows = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    more: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    own: tuple[Callable[[Settings], Section], ...] = ()

    def __add__(self, other: Section) -> Section:
        return Section(
            self.tables + other.tables,
            self.sheets + other.sheets,
            self.lists + other.lists,
            {**self.rows, **other.rows},
            self.rules + other.rules,
            {
                place: (*self.more.get(place, ()), *other.more.get(place, ()))
                for place in dict.fromkeys((*self.more, *other.more))
            },
            self.own + other.own,
        )

    def of(self, settings: Settings) -> Section:
        """The section with the lists and the rows that are somebody's own."""
        own = sum((each(settings) for each in self.own), Section())
        lists = {choices.key: choices for choices in own.lists}
        return replace(
            self,
            lists=tuple(lists.get(choices.key, choices) for choices in self.lists),
            rows={**self.rows, **own.rows},
        )


def section_rows(items: Iterable[object], **attributes: str) -> dict[str, list[Any]]:
    """The rows that a section of the plan comes with, one an item: each column, and the attribute of the item that it
    holds."""
    every = list(items)
    return {key: [getattr(item, name) for item in every] for key, name in attributes.items()}
