"""A section of a plan: its tables, their sheets and lists, and the rows that a blank plan comes with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pacxl.definition.sheet import Sheet
from pacxl.definition.table import Choices, Table


@dataclass(frozen=True)
class Section:
    """What one subject brings to a plan. `rows` gives, by table and column, the values of the rows already there."""

    tables: tuple[Table, ...]
    sheets: tuple[Sheet, ...]
    lists: tuple[Choices, ...] = ()
    rows: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
