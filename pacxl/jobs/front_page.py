"""The first page of a variance workbook, for those who do not open it: its figures as its cells show them, with the
marks that they have there. Nothing is computed here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pacxl.books.ecarts.controls import WAITING
from pacxl.books.ecarts.gaps import FIVE
from pacxl.books.ecarts.qui import PEOPLE_HERE
from pacxl.compute.contents import Contents
from pacxl.consolidation.roster import Reply, roster_people
from pacxl.definition.kind import Kind
from pacxl.definition.sheet import Grid, Tile, Tiles, drawn
from pacxl.definition.signatures import Type
from pacxl.definition.table import Mark, Tint
from pacxl.findings.entry import Lang
from pacxl.formats.number_format import number_format_face
from pacxl.jobs.front_page_in_english import front_page_in_english
from pacxl.typography import typeset, with_minus

NOTHING_TO_SAY = "–"
_GAP_OF = "ecart_"  # of an indicator: its key follows
# The columns that are told, in the order in which they are read (in the workbook they stand as its widths allow);
# after a person, the gaps of the firm's indicators.
_GAPS = ("objet", "commercial", "montant", "cause", "action", "responsable", "echeance")
_PEOPLE = ("commercial", "constate", "manques", "retards", "pondere", "reponse", "a_faire")
_DECISIONS = ("controle", "nombre", "feuille")
_Say = Callable[[str], str]


@dataclass(frozen=True)
class FrontCell:
    """A cell of the first page: the value that it holds (None: blank), what it shows (a dash: nothing to say), how
    that is marked (None: not), whether it is a number."""

    value: Any
    text: str
    mark: Tint | None = None
    is_number: bool = False


@dataclass(frozen=True)
class FrontTile:
    """A tile of the first page: its title, and its figures by their labels, the main one first."""

    title: str
    figures: tuple[tuple[str, FrontCell], ...]


@dataclass(frozen=True)
class FrontTable:
    """A table of the first page: its title, its headers, its rows."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[FrontCell, ...], ...]


@dataclass(frozen=True)
class FrontPage:
    """The first page: the day it is of, its tiles, the largest gaps, the people, the decisions that wait."""

    today: dt.date
    tiles: tuple[FrontTile, ...]
    gaps: FrontTable
    people: FrontTable
    decisions: FrontTable


def front_page(ecarts: Contents, replies: Sequence[Reply], lang: Lang) -> FrontPage:
    """The first page of a variance workbook, whose contents `variance` made of a team, and what came of everybody of
    it. All the people are told; of the gaps, those that there are, of the decisions, those that wait."""
    answers = {reply.status: reply.status_said(lang) for reply in replies}

    def say(text: str) -> str:
        return typeset(text) if lang == "fr" else answers.get(text) or front_page_in_english(text)

    blocks = list(drawn(ecarts.book.sheets[0].blocks))
    tiles = (tile for block in blocks if isinstance(block, Tiles) for tile in block.tiles)
    titles = {block.part: say(block.title) for block in blocks if isinstance(block, Grid)}

    def told(key: str, keys: Sequence[str], rows: pd.DataFrame) -> FrontTable:
        table = ecarts.book.by_key[key]
        columns = [table.by_key[key] for key in keys]
        lines = (zip(columns, line, strict=True) for line in rows[list(keys)].itertuples(index=False))
        cells = (
            tuple(_cell(value, column.kind, column.marks, str if column.link else say) for column, value in line)
            for line in lines
        )
        return FrontTable(titles[table.parts[0].name], tuple(say(column.header) for column in columns), tuple(cells))

    gaps, people, waiting = (ecarts.frames[key] for key in (FIVE, PEOPLE_HERE, WAITING))
    of_indicators = [str(key) for key in people if str(key).startswith(_GAP_OF)]
    return FrontPage(
        ecarts.today,
        tuple(FrontTile(say(tile.title), tuple(_figures(tile, ecarts, say))) for tile in tiles),
        told(FIVE, _GAPS, gaps.dropna(subset="objet")),
        told(PEOPLE_HERE, (*_PEOPLE[:1], *of_indicators, *_PEOPLE[1:]), _asked(people, replies, lang)),
        told(WAITING, _DECISIONS, waiting[waiting["nombre"] != 0]),
    )


def _figures(tile: Tile, ecarts: Contents, say: _Say) -> Iterator[tuple[str, FrontCell]]:
    for figure in (tile.main, *tile.lines):
        yield say(figure.label), _cell(ecarts.figures[figure.key], figure.kind, figure.marks, say)


def _asked(people: pd.DataFrame, replies: Sequence[Reply], lang: Lang) -> pd.DataFrame:
    """The people with their teams, and what is asked of each in the language of the page."""
    known = {(reply.person, reply.team): reply for reply in replies}
    mine = [known[owner] for owner in roster_people(people)]
    return people.assign(commercial=[each.shown for each in mine], a_faire=[each.asked(lang) for each in mine])


def _cell(value: Any, kind: Kind, marks: Iterable[Mark], say: _Say) -> FrontCell:
    is_number = kind.type is Type.NUMBER
    if value is None or pd.isna(value) or value == "":
        return FrontCell(None, NOTHING_TO_SAY, is_number=is_number)
    plain = value.item() if hasattr(value, "item") else value
    mark = next((each.tone for each in marks if each.holds(plain)), None)
    if is_number:
        shown = typeset(number_format_face(kind.number_format, plain).shown)
        text = with_minus(shown)
    else:
        text = f"{plain:%d/%m/%Y}" if kind.type is Type.DATE else say(str(plain))
    return FrontCell(plain, text, mark, is_number)
