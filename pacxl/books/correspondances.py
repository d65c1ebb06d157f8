"""The workbook of correspondences: what somebody's own headers, sheets and words are here, ready to be corrected."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pacxl.books.pac import pac_book
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.definition.book import Book
from pacxl.definition.kind import LONG, PERCENT, TEXT
from pacxl.definition.sheet import Grid, Sheet, Text
from pacxl.definition.table import Choices, Column, Part, Table
from pacxl.plan.tables.action_status import TYPED, TYPED_STATUS
from pacxl.plan.tables.carnet import REFERENCE
from pacxl.settings.correspondences import TITLES, correspondence_key
from pacxl.settings.model import Settings

KEY, VERSION = "correspondances", "1"
NAME = "Correspondances"
FAMILY = "Famille"  # the column of theirs that is none of ours, but says whose sheet a row goes to
_TABLES = ("actions", "carnet", "indicateurs")  # those that people bring of their own
# What a line can be of, as people see it: a header, a sheet, or the column that a value stands in.
WHAT = ("en-tête", "feuille", FAMILY, TYPED.title, "Décision", "Étape", "Issue", "Sens", "Unité", "Qui", "Segment")


@lru_cache(maxsize=64)
def plan_for_correspondances(settings: Settings) -> Book:
    """The book of a plan as somebody's own can be: with what they type of how far their actions are."""
    return pac_book(dataclasses.replace(settings, sections=(TYPED_STATUS,)))


def our_correspondance_columns(book: Book) -> Mapping[str, tuple[Column, ...]]:
    """The columns of a plan's book that a column of somebody's own can be, by table."""
    return {key: tuple(column for column in book.by_key[key].stored if column.key != REFERENCE) for key in _TABLES}


def shown_correspondance(what: str) -> str:
    """What a line is of, as people see it."""
    return next((text for text in WHAT if correspondence_key(text) == what), what.replace("_", " "))


def correspondance_lists(settings: Settings | None) -> Iterator[Choices]:
    """The lists of a table of correspondences: what a line is of, and the headers of ours."""
    yield Choices("quoi", TITLES[0], WHAT)
    every = our_correspondance_columns(plan_for_correspondances(settings)) if settings else {}
    headers = (column.header for columns in every.values() for column in columns)
    yield Choices("colonnes", "Nos colonnes", (FAMILY, *dict.fromkeys(headers)) if settings else ())


def correspondance_columns() -> tuple[Column, ...]:
    """The columns of a table of correspondences: of what, theirs, ours."""
    what, theirs, ours = TITLES
    said = "en-tête, feuille, ou la colonne de la valeur : Statut saisi, Issue… Vide : un en-tête."
    chosen = "Une colonne de la liste ; d’une feuille, sa famille ; d’une valeur, un de nos choix. Vide : à part."
    return (
        Column("quoi", what, TEXT, choices="quoi", open_list=True, width=16, help=said),
        Column("le_votre", theirs, TEXT, width=34, help="Le mot de votre classeur, tel qu’il y est écrit."),
        Column("le_notre", ours, TEXT, choices="colonnes", open_list=True, width=24, help=chosen),
    )


# --- the workbook -----------------------------------------------------------------------------------------


class ProposedWord(NamedTuple):
    """A row of the workbook: what of, theirs, ours ("": nothing was found), why, how sure (None: nothing says
    it), the first values."""

    what: str
    theirs: str
    ours: str
    why: str
    sure: float | None = None
    values: str = ""


def correspondances(words: Sequence[ProposedWord], file: str, settings: Settings) -> Contents:
    """The contents of the workbook of correspondences of a file."""
    frame = {
        "quoi": [shown_correspondance(word.what) for word in words],
        "le_votre": [word.theirs for word in words],
        "le_notre": [word.ours or None for word in words],
        "pourquoi": [word.why for word in words],
        "sur": [word.sure for word in words],
        "valeurs": [word.values or None for word in words],
    }
    book = _book(file, settings)
    return make_contents(book, {KEY: frame}, Identity(KEY, VERSION), dt.date.today())


def _book(file: str, settings: Settings) -> Book:
    columns = (
        *correspondance_columns(),
        Column("pourquoi", "Pourquoi", LONG, given=True, width=44),
        Column("sur", "Sûr à", PERCENT, given=True, width=10),
        Column("valeurs", "Premières valeurs", LONG, given=True, width=50),
    )
    table = Table(KEY, NAME, columns, (Part(NAME, NAME),), spare=15, leads=2, group_key="quoi")
    steps = (
        ("Corrigez la colonne « Le nôtre » : ce qui y reste vide est laissé à part.", ""),
        (f"Enregistrez, puis : pacxl check {file} --map correspondances.xlsx", ""),
        ("Pour qu’il soit retenu, recopiez ces lignes sur la feuille Correspondances de vos réglages.", ""),
    )
    purpose = f"Ce que sont, pour pacxl, les colonnes, les feuilles et les mots de {file}."
    choices = "Ce qui peut être dit : nos colonnes, et les choix de nos listes."
    sheets = (
        Sheet(NAME, NAME, purpose, (Text(steps, style="steps"), Grid(NAME)), tone="plan"),
        Sheet("Listes", "Nos mots", choices, (), tone="list", across=True),
    )
    lists = (*correspondance_lists(settings), *_choices(settings))
    return Book(KEY, NAME, (table,), sheets, lists, "Listes", accent=settings.accent, opens_on=NAME)


_SHOWN = {"statuts": "Statut saisi", "decisions": "Décision", "etapes_carnet": "Étape du carnet", "issues": "Issue"}


def _choices(settings: Settings) -> Iterator[Choices]:
    """The closed lists whose choices values can be, and the families."""
    yield Choices("familles", "Familles", tuple(family.sheet for family in settings.families))
    known = {each.key: each for each in plan_for_correspondances(settings).lists}
    yield from (Choices(key, title, known[key].values) for key, title in _SHOWN.items())
