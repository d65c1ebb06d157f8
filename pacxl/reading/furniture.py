"""The furniture of a plan's sheets: the texts that a workbook comes with, the labels of its figures, its titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pacxl.definition.book import Book
from pacxl.definition.expr import Expr
from pacxl.definition.layout import CARD_LABELS
from pacxl.definition.sheet import (
    Cover,
    Figures,
    Grid,
    Sentence,
    Sheet,
    Text,
    Tiles,
    drawn,
    sheet_back_link,
    sheet_next_link,
    text_under_heading,
)
from pacxl.definition.signatures import Type
from pacxl.definition.text_expr import text_pattern
from pacxl.typography import plain_spaces


@dataclass(frozen=True)
class Furniture:
    """What a book itself puts on some of its sheets (`homes`), outside its tables; each is found once a book."""

    book: Book
    homes: frozenset[str]

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets."""
        return [sheet for sheet in self.book.sheets if sheet.name in self.homes]

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every text; none where the sheets are none of the book's."""
        if not self.homes:
            return frozenset()
        book, lines_above = self.book, (label for table in self.book.tables for label in table.lines_above)
        texts = {*lines_above, *CARD_LABELS, sheet_back_link(book.sheets[0].name)}
        texts |= {text_under_heading(folded=one, links_end=other) for one in (True, False) for other in (True, False)}
        for sheet in self.sheets:
            texts |= {sheet.title, sheet.purpose, *(sheet_next_link(each.name) for each in book.sheets)}
            for block in drawn(sheet.blocks):
                if isinstance(block, Text):
                    texts |= {line for line, _ in block.lines}
                elif isinstance(block, Grid | Cover):
                    texts.add(block.title)
                elif isinstance(block, Tiles):
                    texts |= {tile.title for tile in block.tiles}
        if book.list_sheet in self.homes:
            for choices in book.lists:
                texts |= {choices.title, *choices.values}
        return frozenset(map(plain_spaces, texts)).union(*self.figures.values(), *self.tiles.values())

    @cached_property
    def sentences(self) -> re.Pattern[str]:
        """What the sentences that compute themselves can say."""

        def formula_of(table: str, key: str) -> Expr | None:
            return self.book.by_key[table].by_key[key].formula

        blocks = (block for sheet in self.sheets for block in drawn((*sheet.said, *sheet.blocks)))
        said = (block.figure.formula for block in blocks if isinstance(block, Sentence))
        return re.compile(
            "|".join(dict.fromkeys(plain_spaces(text_pattern(formula, formula_of)) for formula in said))
        )

    @cached_property
    def figures(self) -> Mapping[bool, frozenset[str]]:
        """The labels of the figures, which stand above them: of those that are texts (True), of the others."""
        return self._labels(Figures)

    @cached_property
    def tiles(self) -> Mapping[bool, frozenset[str]]:
        """The labels of the figures of tiles, which stand on their left: of those that are texts, of the others."""
        return self._labels(Tiles)

    def _labels(self, kind: type[Figures | Tiles]) -> Mapping[bool, frozenset[str]]:
        blocks = (block for sheet in self.sheets for block in drawn(sheet.blocks) if isinstance(block, kind))
        labels = [
            (each.kind.type is Type.TEXT, plain_spaces(each.label)) for block in blocks for each in block.figures
        ]
        return {
            of_texts: frozenset(label for text, label in labels if text == of_texts) for of_texts in (True, False)
        }


@lru_cache(maxsize=1024)
def furniture_of_sheets(book: Book, homes: frozenset[str]) -> Furniture:
    """The furniture of some of a book's sheets."""
    return Furniture(book, homes)


@lru_cache(maxsize=64)
def furniture_notes(book: Book) -> frozenset[str]:
    """The notes that a workbook comes with, on its headers, with ordinary spaces."""
    return frozenset(plain_spaces(column.help.strip()) for table in book.tables for column in table.columns) | {""}


@lru_cache(maxsize=64)
def furniture_titles(book: Book) -> Mapping[str, list[str]]:
    """The titles of a book's sheets, with ordinary spaces, each with the sheets that have it."""
    titles: dict[str, list[str]] = {}
    for sheet in book.sheets:
        titles.setdefault(plain_spaces(sheet.title), []).append(sheet.name)
    return titles


@lru_cache(maxsize=64)
def furniture_with_calendar(book: Book) -> frozenset[str]:
    """The Excel Tables that have a calendar beside them."""
    return frozenset(grid.part for grid in book.blocks(Grid) if grid.gantt is not None)


@lru_cache(maxsize=64)
def furniture_steps(book: Book) -> frozenset[str]:
    """The lines of the steps to follow, which have their number on their left."""
    steps = (text.lines for text in book.blocks(Text) if text.style == "steps")
    return frozenset(plain_spaces(line) for lines in steps for line, _ in lines)
