"""The three books as the page tells them: which tables and sheets of each, and for which settings they are made."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docs.phrase import escaped
from pacxl.books.ecarts import ecarts_book
from pacxl.books.pac import blank_rows, pac_book
from pacxl.books.reglages import reglages_book
from pacxl.definition.book import Book
from pacxl.definition.sheet import Sheet
from pacxl.definition.table import Table
from pacxl.plan.registry import SUBJECTS
from pacxl.settings.model import Settings
from pacxl.settings.text import load_toml

PERIOD, FAMILIES = "2026-S1", 2
# The écarts book's own tables; the others are those of the plan, with everybody's rows.
OWN = ("par_famille", "par_commercial", "par_mois", "par_indicateur", "sources", "constats", "libre")


@dataclass(frozen=True)
class Chapter:
    """A book on the page: `only` are the tables that are told (none named: all), `rows` those of a blank workbook."""

    word: str
    title: str
    purpose: str
    book: Book
    only: tuple[str, ...] = ()
    rows: Mapping[str, Mapping[str, Sequence[Any]]] = dataclasses.field(default_factory=dict)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for table in self.book.tables if not self.only or table.key in self.only)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        told = {part.sheet for table in self.tables for part in table.parts}
        return tuple(sheet for sheet in self.book.sheets if not self.only or sheet.name in told)

    def heading(self, sheet: str) -> str:
        return f"{self.word} : {sheet}"

    def link(self, sheet: str) -> str:
        return f"[{escaped(sheet)}](#{slug(self.heading(sheet))})"

    def far_link(self, sheet: str) -> str:
        """A link that names the book too, unless it is the plan."""
        return self.link(sheet) if self.book.key == "pac" else f"{self.word} : {self.link(sheet)}"


@lru_cache(maxsize=1)
def chapters() -> dict[str, Chapter]:
    """The books of the page, by their keys."""
    settings = _settings()
    plan, variance = pac_book(settings), ecarts_book(settings)
    rows = blank_rows(settings)
    return {
        "pac": Chapter("Plan", "Le plan", "Le classeur que chacun remplit.", plan, rows=rows),
        "ecarts": Chapter(
            "Écarts",
            "Les écarts consolidés",
            "Le classeur qui additionne les plans d’une équipe. Outre les tableaux ci-dessous, qui lui sont propres, "
            "chaque tableau du plan où l’on saisit y revient sur sa feuille, avec les lignes de tous et, pour "
            "chacune, la personne, le fichier, la feuille et la ligne d’où elle vient.",
            variance,
            OWN,
            {"par_indicateur": {"indicateur": [indicator.name for indicator in settings.indicators]}},
        ),
        "reglages": Chapter(
            "Réglages", "Les réglages", "Le classeur où l’entreprise fait ses choix.", reglages_book(settings)
        ),
    }


def _settings() -> Settings:
    whole, sections = load_toml("complet"), tuple(subject.key for subject in SUBJECTS)
    return dataclasses.replace(whole, sections=sections, period=PERIOD, families=whole.families[:FAMILIES])


def slug(heading: str) -> str:
    """The anchor of a heading, as Git hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
