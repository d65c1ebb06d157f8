"""The three books as the page tells them: which tables and sheets of each, and for which settings they are made."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from docs.phrase import WORDS, escaped
from pacxl.books.ecarts.ecarts_book import ecarts_book
from pacxl.books.pac import pac_book
from pacxl.books.reglages import reglages_book
from pacxl.definition.book import Book
from pacxl.definition.sheet import Sheet
from pacxl.definition.table import Table
from pacxl.plan.registry import SUBJECTS
from pacxl.settings.text import load_toml

FAMILIES = 2  # how many of them the page shows


@dataclass(frozen=True)
class Chapter:
    """A book on the page, with those of its tables that are told there."""

    word: str
    title: str
    purpose: str
    book: Book
    tables: tuple[Table, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        told = {part.sheet for table in self.tables for part in table.parts}
        return tuple(each for each in self.book.sheets if self.tables == self.book.tables or each.name in told)

    @property
    def contents(self) -> dict[str, list[str]]:
        """Its sheets by their groups, each as a link."""
        groups: dict[str, list[str]] = {}
        for sheet in self.sheets:
            groups.setdefault(sheet.group, []).append(self.link(sheet.name))
        return groups

    def heading(self, sheet: str) -> str:
        return f"{self.word} : {sheet}"

    def link(self, sheet: str) -> str:
        return f"[{escaped(sheet)}](#{slug(self.heading(sheet))})"


@cache
def chapters() -> dict[str, Chapter]:
    """The books of the page, by their keys."""
    whole, sections = load_toml("complet"), tuple(subject.key for subject in SUBJECTS)
    settings = replace(whole, sections=sections, period="2026-S1", families=whole.families[:FAMILIES])
    plan, variance, choices = pac_book(settings), ecarts_book(settings), reglages_book(settings)
    theirs = {table.key for table in plan.tables if any(column.typed for column in table.columns)}
    own = tuple(table for table in variance.tables if table.key not in theirs)
    told = {"pac": (plan, plan.tables), "ecarts": (variance, own), "reglages": (choices, choices.tables)}
    return {key: Chapter(book=book, tables=tables, **WORDS["chapters"][key]) for key, (book, tables) in told.items()}


def slug(heading: str) -> str:
    """The anchor of a heading, as Git hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
