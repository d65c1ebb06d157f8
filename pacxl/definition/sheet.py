"""The sheets of a workbook: the blocks that stand on them, from top to bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from textwrap import TextWrapper
from typing import Literal as OneOf

from pacxl.definition.expr import Expr, Of, OfCol, Selected, count, if_, is_blank
from pacxl.definition.kind import TEXT, Kind
from pacxl.definition.table import Mark
from pacxl.excel import LONGEST_SHEET_NAME, SHEET_TABOO, excel_length
from pacxl.typography import typeset

Tone = OneOf["guide", "plan", "more", "follow", "list"]


@dataclass(frozen=True)
class Figure:
    """One computed cell with a label; `name` is its defined name in the workbook, `marks` are shown apart."""

    key: str
    label: str
    kind: Kind
    formula: Expr
    name: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class TodayFigure:
    """The cell named `Aujourdhui`, which every formula reads."""

    key: str
    label: str
    kind: Kind


@dataclass(frozen=True)
class Selector:
    """A cell with a drop-down of the values of a table's column: `Selected(name, first)` in a formula is what stands
    in it. It comes with `first`, one of them."""

    key: str
    label: str
    kind: Kind
    name: str
    first: str
    choices: OfCol

    @property
    def value(self) -> Selected:
        return Selected(self.name, self.first)


@dataclass(frozen=True)
class Figures:
    """A band of figures, side by side; or of `names` for the columns of the table under it, as wide as these."""

    figures: tuple[Figure | TodayFigure | Selector, ...]
    names: bool = False


@dataclass(frozen=True)
class Sentence:
    """A line of text that computes itself, as wide as it needs; a `strong` one is what the sheet says first, a
    `quiet` one only helps."""

    figure: Figure
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Tile:
    """A card of a page: its title, which may lead to a sheet, its main figure in large, and those under it."""

    title: str
    main: Figure
    lines: tuple[Figure, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class Tiles:
    """Tiles side by side, each two columns wide: the labels of its lines, and their figures."""

    tiles: tuple[Tile, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for tile in self.tiles for figure in (tile.main, *tile.lines))


@dataclass(frozen=True)
class Card:
    """Whose workbook it is: company, person, team, period, or those of these labels."""

    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """Lines of text. A line may lead to a sheet of the book (`link`). In `contents`, the first is a heading, over a
    rule in the colour of the tabs of its `tone`."""

    lines: tuple[tuple[str, str], ...]
    style: OneOf["note", "steps", "links", "contents"] = "note"
    tone: Tone = "plan"


def sheet_note(*lines: str | tuple[str, str]) -> Text:
    """On a sheet, lines in small type, no longer than a page; one that leads to a sheet comes with its name."""
    told = [(line, "") if isinstance(line, str) else line for line in lines]
    cut = ((part, link) for line, link in told for part in ([line] if link else _NOTE.wrap(line)))
    return Text(tuple(cut))


_NOTE = TextWrapper(195, break_long_words=False, break_on_hyphens=False)


@dataclass(frozen=True)
class Gantt:
    """A calendar beside a table: each row's stretch of days, drawn in the columns of the weeks (or of the months).

    `start` and `end` name the table's columns of dates, `status` the one that gives a stretch its tone (by the
    word `late`, and by those that begin with `done`); `first` is the calendar's first day, `columns` its number of
    weeks or months.
    """

    start: str
    end: str
    status: str
    first: dt.date
    columns: int
    step: OneOf["week", "month"] = "week"
    late: str = ""
    done: str = ""

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The first day of each column."""
        if self.step == "week":
            return tuple(self.first + dt.timedelta(7 * number) for number in range(self.columns))
        start = self.first.year * 12 + self.first.month - 1
        return tuple(dt.date(month // 12, month % 12 + 1, 1) for month in range(start, start + self.columns))


@dataclass(frozen=True)
class Grid:
    """An Excel Table on the sheet: a part of a table of the book, with its title if the sheet has several."""

    part: str
    title: str = ""
    gantt: Gantt | None = None


@dataclass(frozen=True)
class Series:
    """A column of values in a chart; a `line` is drawn over the others, against an axis of its own on the right.

    A `target` is what the others are compared with: a stroke, or an outline, over their bars. A `tone` is the colour
    of what is favourable, or not.
    """

    column: str
    name: str
    line: bool = False
    target: bool = False
    tone: OneOf["", "good", "bad"] = ""


@dataclass(frozen=True)
class Chart:
    """A native chart that reads a table's live cells: one category column, some value columns.

    `columns` is its width in columns of 64 pixels. A `gap` has bars on both sides of zero, each with its number: of
    its series, a category has one. `empty` is what it lacks as long as it has nothing to draw. The values of an
    `attained` one are shares of what was aimed at: each has its number, and a line stands at 100 %.
    """

    title: str
    part: str
    category: str
    series: tuple[Series, ...]
    shape: OneOf["bar", "column", "stacked", "gap", "line"] = "bar"
    rows: int = 18
    number_format: str = ""
    columns: int = 15
    axes: tuple[str, str] = ("", "")
    empty: str = ""
    attained: bool = False

    @property
    def notice(self) -> Sentence | None:
        """The sentence over the chart, blank as soon as there is something to draw. A cell's, not the chart's title:
        LibreOffice keeps a title that comes from a cell as it was when the workbook was written."""
        if not self.empty:
            return None
        lines = Of(self.part.lower())
        values = (getattr(lines, series.column) for series in self.series)
        drawn_there = (~is_blank(each) if self.attained else each != 0 for each in values)
        nothing = count(lines, reduce(or_, drawn_there)) == 0
        words = typeset(f"{self.title} : {self.empty}.")
        return Sentence(Figure(f"vide {self.part} {self.title}", "", TEXT, if_(nothing, words)), quiet=True)


@dataclass(frozen=True)
class Cover:
    """The band at the head of the first page: title, company, and a logo (an image in base64)."""

    title: str
    logo: str = ""


@dataclass(frozen=True)
class Beside:
    """Blocks side by side."""

    blocks: tuple[Card | Figures | Grid | Chart | Text | Sentence, ...]


Drawn = Card | Figures | Tiles | Sentence | Text | Grid | Chart | Cover
Block = Drawn | Beside


def drawn(blocks: Iterable[Block]) -> Iterator[Drawn]:
    """The blocks of a sheet, those that stand side by side too, and what charts say as long as they are empty."""
    for block in blocks:
        for each in block.blocks if isinstance(block, Beside) else (block,):
            yield each
            if isinstance(each, Chart) and (notice := each.notice):
                yield notice


def sheet_figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """The figures of a sheet's blocks."""
    for block in drawn(blocks):
        match block:
            case Figures():
                yield from (item for item in block.figures if isinstance(item, Figure))
            case Tiles():
                yield from block.figures
            case Sentence():
                yield block.figure


@dataclass(frozen=True)
class Sheet:
    """A sheet: its short name, its full title, a sentence on what it is for, and its blocks from top to bottom.

    `across` sets the blocks side by side instead. `tone` is the colour of its tab, `group` the heading that it stands
    under in a list of the sheets. `said` are sentences beside its links, above all blocks. One that is `hidden` only
    serves the others: nobody types there.
    """

    name: str
    title: str
    purpose: str
    blocks: tuple[Block, ...]
    tone: Tone = "plan"
    across: bool = False
    group: str = ""
    hidden: bool = False
    said: tuple[Sentence, ...] = ()


FOLDED_TEXT = "Vue simple : le bouton 2, en haut à gauche, déplie toutes les colonnes ; le bouton 1 les replie."
LINKS_END_TEXT = "Excel ne permet pas plus de liens par feuille : les dernières lignes ne mènent pas à leur fichier."


def text_under_heading(*, folded: bool, links_end: bool) -> str:
    """On a sheet, what is said under its heading: that columns are folded, that not all lines lead to their files."""
    return " ".join([*([FOLDED_TEXT] if folded else []), *([LINKS_END_TEXT] if links_end else [])])


def sheet_back_link(first: str) -> str:
    """On a sheet, what the link back to the first one says."""
    return f"← {first}"


def sheet_next_link(name: str) -> str:
    """On a sheet, what the link to the next one says."""
    return f"{name} →"


def is_sheet_name(name: str) -> bool:
    """Whether Excel takes a text for a sheet's name."""
    wrong = not name.strip() or excel_length(name) > LONGEST_SHEET_NAME or SHEET_TABOO.search(name)
    return not (wrong or name.startswith("'") or name.endswith("'") or name.casefold() in ("history", "historique"))


def as_sheet_name(title: str) -> str:
    """A title as a sheet's name: what Excel refuses replaced, and cut short."""
    return SHEET_TABOO.sub("-", title)[:LONGEST_SHEET_NAME].strip()
