"""Plans for the tests: a small firm's settings, texts that break programs, and any contents at all of a book."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

import pandas as pd
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from pacxl import Contents
from pacxl.books.pac import pac_book
from pacxl.compute.contents import Identity, make_contents
from pacxl.definition.book import Book
from pacxl.definition.kind import Kind
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column, Table
from pacxl.excel import LARGEST_WHOLE, LONGEST_TEXT
from pacxl.french.choices import choice_of
from pacxl.french.text import text_stands_for_blank
from pacxl.settings.model import Family, Indicator, Settings, Stage
from pacxl.settings.people import Person

Drawn = TypeVar("Drawn")
TODAY = dt.date(2026, 6, 30)
FIRST_DAY, LAST_DAY = dt.date(1900, 3, 1), dt.date(9999, 12, 31)
PAUL = Identity("pac", "1", "Essai & Fils", "Paul", "Nord", "2026-T2", "w1")

SMALL = Settings(
    name="petit",
    title="Plan court",
    families=(
        Family("marche", "Étude & marché", "Étudier le marché", "stratégique", ("Choisir", "Mesurer", "Décider")),
        Family("offre", "L’offre d'été", "Préparer l’offre", "opérationnelle", ("Écrire",)),
    ),
    stages=(Stage("Premier contact", 0.1), Stage("Devis", 0.5)),
    indicators=(Indicator("rendez_vous", "Rendez-vous", "visites"), Indicator("couts", "Coûts", "€", "plus bas")),
    segments=("PME", "Particuliers"),
    units=("€", "%", "ventes"),
    people=(Person("Zoé", "Sud"), Person("Paul", "Nord")),
)
MARKET, OFFER = (family.sheet for family in SMALL.families)

# Texts that every program keeps.
PLAIN_TEXTS = (
    "Été à l’œuvre : ça coûte 12 €",
    "il dit « oui » et \"non\" et 'peut-être'",
    "deux\nlignes",
    "une\ttabulation",
    " bordé d’espaces ",
    "\n commence par un saut",
    "\u00a0insécable\u202f!",
    "=1+1",
    "+33 6 12 34 56 78",
    "-5 %",
    "@SOMME(A1)",
    "'=1+1",
    "＝1+1",
    "<r>gras</r>",
    "<r><t>&amp;</t></r>",
    "<b>&lt;&#10;]]>",
    "http://exemple.fr/?a=1&b=2",
    "mailto:a@b.fr",
    "internal:'Carnet'!A1",
    "\x80\x9f\u2028\u2029\ufeff",
    "👩\u200d👩\u200d👧 𝒳 \U0010fffd",
    "e\u0301 n’est pas \u00e9",
    "12/04/2026",
    "1 500,00 €",
    "00123",
    "1E5",
    "VRAI",
    "#N/A",
    "#REF!",
    "None",
    "nan",
    "x" * LONGEST_TEXT,
)
# Texts that some program changes when it saves: what XML cannot hold is written _xHHHH_, and not all undo that;
# ExcelJS drops DEL, and breaks a character that its buffers cut in two; LibreOffice takes its time over lines.
FRAGILE_TEXTS = (
    "é\n" * (LONGEST_TEXT // 2),
    "\x7f",
    "𝒳" * (LONGEST_TEXT // 2),
    "à la Windows\r\nà l’ancienne\rfin",
    "_x003D_1+1",
    "_x000D_ et _x005F_x000D_",
    "<r>_x000D_x000D_\x07</r>",
    "sonnerie\x07, échappement\x1b, page\x0c, rien\x00",
    "_x000D_" * (LONGEST_TEXT // 7),
)
ODD_TEXTS = (*PLAIN_TEXTS, *FRAGILE_TEXTS)

# Numbers of at most 15 significant digits, which every program keeps; then those that need more.
PLAIN_NUMBERS = (0.0, 0.01, 19.99, -1234.56, 1e15, 12345678901234.5, 1e-300, 1e300, -9.99999999999999e307)
LONG_NUMBERS = (0.1 + 0.2, 1 / 3, -0.0, 123456789012345.67, 2.0**53 + 2, 2.2250738585072014e-308, 5e-324)
ODD_NUMBERS = (*PLAIN_NUMBERS, *LONG_NUMBERS)
ODD_DAYS = (FIRST_DAY, dt.date(1904, 1, 1), dt.date(1999, 12, 31), dt.date(2024, 2, 29), TODAY, LAST_DAY)


def plan(firm: Settings = SMALL, today: dt.date = TODAY, owner: Identity = PAUL, **frames: Any) -> Contents:
    """A plan with the frames given, and nothing else in it."""
    return make_contents(pac_book(firm), frames, owner, today)


def odd_plan(
    texts: tuple[str, ...],
    numbers: tuple[float, ...],
    today: dt.date = TODAY,
    days: tuple[dt.date, ...] = ODD_DAYS,
) -> Contents:
    """A plan that holds each of the texts, numbers and days, in several columns."""
    size = max(len(texts), len(numbers), len(days))

    def spread(values: tuple[Any, ...]) -> list[Any]:
        return [*values, *[None] * (size - len(values))]

    return plan(
        today=today,
        actions={
            "famille": [MARKET, OFFER] * (size // 2) + [MARKET] * (size % 2),
            "etape": spread(texts),
            "cible": spread(numbers),
            "fin": spread(days),
        },
        carnet={
            "date_jalon": spread(days),
            "societe": spread(texts),
            "segment": spread(texts[::-1]),
            "montant": spread(numbers),
        },
    )


# --- any contents at all ----------------------------------------------------------------------------------


@cache
def texts(tame: bool = False) -> st.SearchStrategy[str]:
    """Any text that a cell can hold, with a liking for what looks like code; `tame`: a text that all engines read."""
    if tame:
        return st.sampled_from([text for text in PLAIN_TEXTS if len(text) < 100])
    anything = st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=20)
    escapes = st.lists(st.sampled_from(["_", "x000D", "_x005F_", "x0041_", "<r>", "</r>", "a"]), max_size=6)
    coded = st.builds(str.__add__, st.sampled_from([*"=+-@'\t\r\n＝＋－＠", "http://", "{="]), anything)
    odd = st.sampled_from([text for text in ODD_TEXTS if len(text) < 100])
    return st.one_of(odd, anything, coded, escapes.map("".join), anything.map("<r>{}</r>".format))


def values(column: Column, book: Book, tame: bool = False) -> st.SearchStrategy[Any]:
    """Any value of a column, and blank."""
    lists = (choices.values for choices in book.lists if choices.key == column.choices)
    return _values(column.kind, next(lists) if column.choices else None, column.open_list, tame)


@cache
def _values(kind: Kind, offered: tuple[str, ...] | None, open_list: bool, tame: bool) -> st.SearchStrategy[Any]:
    """One strategy for all the columns that are alike: hypothesis looks into each that it is given."""
    return st.none() | (_of_kind(kind, tame) if offered is None else _choices(offered, open_list, tame))


def _choices(offered: tuple[str, ...], open_list: bool, tame: bool) -> st.SearchStrategy[str]:
    """A choice, or a text that is read as none: reading mends `Plus Haut`, takes `?` for a blank, and says so."""
    if not offered:
        return texts(tame)
    others = texts(tame) if open_list else texts(tame).filter(lambda text: not _is_read(text, offered))
    return st.sampled_from(offered) | others


def _is_read(text: str, offered: Sequence[str]) -> bool:
    return bool(choice_of(text, offered)) or text_stands_for_blank(text)


def _of_kind(kind: Kind, tame: bool) -> st.SearchStrategy[Any]:
    if kind.type is Type.TEXT:
        return texts(tame)
    if kind.type is Type.DATE:
        return st.sampled_from(ODD_DAYS) | st.dates(FIRST_DAY, LAST_DAY)
    least, most = kind.least, kind.most
    if kind.whole and least is not None and most is not None:
        return st.integers(int(least), int(most))
    if kind.whole:
        return st.integers(-LARGEST_WHOLE, LARGEST_WHOLE) | st.integers(-20, 20)
    if most is not None:
        return st.floats(least, most)
    cents = st.integers(-(10**9), 10**9).map(lambda number: number / 100)
    if tame:
        return cents | st.sampled_from([0, 1, -1, 100, 0.5])
    return cents | st.sampled_from(ODD_NUMBERS) | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def frames(draw: st.DrawFn, table: Table, book: Book, tame: int) -> dict[str, list[Any]]:
    """Any rows of a table, down to none."""
    size = tame or draw(st.integers(0, 4))
    columns = {column.key: values(column, book, tame > 0) for column in table.stored}
    if table.part_key:
        columns[table.part_key] = st.sampled_from([*table.homes])
    return {key: draw(st.lists(column, min_size=size, max_size=size)) for key, column in columns.items()}


@st.composite
def contents(draw: st.DrawFn, book: Book, tame: int = 0, today: dt.date | None = None) -> Contents:
    """Any contents of a book; `tame`: so many rows a table, of what every engine computes alike."""
    company, person, team = (draw(texts(tame > 0)) for _ in range(3))
    owner = Identity(book.key, "1", company, person, team, "2026-T2", draw(st.text(string.hexdigits)))
    rows = {table.key: draw(frames(table, book, tame)) for table in book.tables}
    return make_contents(book, rows, owner, today or draw(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))))


def drawn(strategy: st.SearchStrategy[Drawn], number: int) -> Drawn:
    """One example, always the same for a number (the second: hypothesis begins with the simplest)."""
    found: list[Drawn] = []

    @seed(number)
    @settings(max_examples=2, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(strategy)
    def keep(example: Drawn) -> None:
        found.append(example)

    keep()
    return found[-1]


def differences(one: Contents, other: Contents) -> list[str]:
    """Where two contents of one book are not the same: table, column and row, and the two values."""
    found = [f"{what}: {a!r} / {b!r}" for what, a, b in _around(one, other) if a != b]
    for table in one.book.tables:
        mine, theirs = one.frames[table.key], other.frames[table.key]
        if len(mine) != len(theirs):
            found.append(f"{table.key}: {len(mine)} rows / {len(theirs)}")
            continue
        for key in table.frame_keys:
            if mine[key].equals(theirs[key]):  # of its own kind, and quickly; else each value by itself
                continue
            pairs = enumerate(zip(mine[key].astype(object), theirs[key].astype(object), strict=True), 1)
            found += [
                f"{table.key}.{key} row {row}: {a!r:.80} / {b!r:.80}" for row, (a, b) in pairs if not _same(a, b)
            ]
    return found


def _around(one: Contents, other: Contents) -> list[tuple[str, Any, Any]]:
    return [(what, getattr(one, what), getattr(other, what)) for what in ("book", "identity", "today")]


def _same(one: Any, other: Any) -> bool:
    missing = pd.isna(one), pd.isna(other)
    return missing[0] == missing[1] if any(missing) else bool(one == other)


def with_rows(plan: Contents, **tables: Any) -> Contents:
    """The plan with other rows in some of its tables."""
    kept = {key: plan.frames[key][table.stored_keys] for key, table in plan.book.by_key.items()}
    return make_contents(plan.book, {**kept, **tables}, plan.identity, plan.today)
