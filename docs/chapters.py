"""The three books as the page tells them: which tables and sheets of each, and for which settings they are made."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from docs.phrase import escaped
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
    adds_up = (
        "Le classeur qui additionne les plans d’une équipe. Outre les tableaux ci-dessous, qui lui sont propres, "
        "chaque tableau du plan où l’on saisit y revient sur sa feuille, avec les lignes de tous et, pour "
        "chacune, la personne, le fichier, la feuille et la ligne d’où elle vient."
    )
    asks = "Le classeur où l’entreprise fait ses choix."
    return {
        "pac": Chapter("Plan", "Le plan", "Le classeur que chacun remplit.", plan, plan.tables),
        "ecarts": Chapter("Écarts", "Les écarts consolidés", adds_up, variance, own),
        "reglages": Chapter("Réglages", "Les réglages", asks, choices, choices.tables),
    }


def slug(heading: str) -> str:
    """The anchor of a heading, as Git hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
