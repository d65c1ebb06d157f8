"""What a subject brings to a plan: its tables, sheets, lists, rules, and the rows that a blank plan comes with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pacxl.definition.rule import Rule
from pacxl.definition.sheet import Sheet
from pacxl.definition.table import Choices, Column, Table

# The headings that a plan's sheets stand under, in order.
GROUPS = GUIDE, UNDERSTAND, DECIDE, ACT, FOLLOW = "Pour commencer", "Comprendre", "Décider", "Agir", "Suivre"

PresetRows = Mapping[str, Mapping[str, Sequence[Any]]]


@dataclass(frozen=True)
class Section:
    """What one subject brings to a plan; two are added up, and nothing is `Section()`.

    `rows` gives, by table and column, the values of the rows already there; `more` gives, by table, the columns that
    the subject needs in a table of another room.
    """

    tables: tuple[Table, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    lists: tuple[Choices, ...] = ()
    rows: PresetRows = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    more: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)

    def __add__(self, other: Section) -> Section:
        return Section(
            self.tables + other.tables,
            self.sheets + other.sheets,
            self.lists + other.lists,
            {**self.rows, **other.rows},
            self.rules + other.rules,
            {
                table: (*self.more.get(table, ()), *other.more.get(table, ()))
                for table in dict.fromkeys((*self.more, *other.more))
            },
        )


def section_rows(items: Iterable[object], **attributes: str) -> dict[str, list[Any]]:
    """The rows that a section of the plan comes with, one an item: each column, and the attribute of the item that it
    holds."""
    every = list(items)
    return {key: [getattr(item, name) for item in every] for key, name in attributes.items()}
