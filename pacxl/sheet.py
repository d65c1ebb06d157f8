"""The sheets of a workbook: the blocks that stand on them, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from pacxl.expr import Expr
from pacxl.kind import Kind


@dataclass(frozen=True)
class Figure:
    """One computed cell with a label; `name` is its defined name in the workbook."""

    key: str
    label: str
    kind: Kind
    formula: Expr
    name: str = ""


@dataclass(frozen=True)
class TodayFigure:
    """The cell named `Aujourdhui`, which every formula reads."""

    key: str
    label: str
    kind: Kind


@dataclass(frozen=True)
class Figures:
    """A band of figures, side by side."""

    figures: tuple[Figure | TodayFigure, ...]


@dataclass(frozen=True)
class Card:
    """Whose workbook it is: company, person, team, period, or those of these labels."""

    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """Lines of text. A line may lead to a sheet of the book (`link`)."""

    lines: tuple[tuple[str, str], ...]
    style: OneOf["note", "steps", "links"] = "note"


@dataclass(frozen=True)
class Grid:
    """An Excel Table on the sheet: a part of a table of the book."""

    part: str


@dataclass(frozen=True)
class Series:
    column: str
    name: str


@dataclass(frozen=True)
class Chart:
    """A native chart that reads a table's live cells: one category column, some value columns."""

    title: str
    part: str
    category: str
    series: tuple[Series, ...]
    shape: OneOf["bar", "column", "line"] = "bar"
    rows: int = 18
    number_format: str = ""


Block = Card | Figures | Text | Grid | Chart


@dataclass(frozen=True)
class Sheet:
    """A sheet: its short name, its full title, a sentence on what it is for, and its blocks from top to bottom.

    `across` sets the blocks side by side instead. `tone` is the group its tab belongs to.
    """

    name: str
    title: str
    purpose: str
    blocks: tuple[Block, ...]
    tone: OneOf["guide", "plan", "follow", "list"] = "plan"
    across: bool = False


def back_text(first: str) -> str:
    """What a sheet's link back to the first one says."""
    return f"← {first}"
