"""From somebody's own plan to a whole one: all the sheets of a firm's, with the families and the dates of theirs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pandas as pd

from pacxl.books.identity import settings_of
from pacxl.books.pac import pac_book
from pacxl.compute.contents import Contents
from pacxl.definition.book import Book
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column
from pacxl.findings.finding import Finding, Place
from pacxl.french.period import period_words
from pacxl.plan.registry import in_plan_order
from pacxl.settings.model import Settings
from pacxl.settings.text import load_toml

_LONGEST = 2  # years that a plan's dates may be of


def whole_book_from_theirs(old: Contents, firm: Settings | None) -> Book:
    """The book of the whole plan of what was adopted: with all the sections of a firm's settings, and its families
    after theirs; by default, the sections of `complet`, and their families alone.

    Where nothing says its period, it is that of its dates: a year, or two.
    """
    own = settings_of(old.book)
    assert own is not None  # every plan has them
    sections = dict.fromkeys((*(firm or load_toml("complet")).sections, *own.sections))
    theirs = {family.key for family in own.families}
    others = tuple(family for family in firm.families if family.key not in theirs) if firm else ()
    whole = dataclasses.replace(own, sections=tuple(sections), families=(*own.families, *others))
    return pac_book(in_plan_order(dataclasses.replace(whole, period=own.period or _period_of_dates(old))))


def _period_of_dates(old: Contents) -> str:
    """The years of a plan's dates as a period; "" where it has none, or they are too far apart."""
    keys = [(key, column.key) for key, table in old.book.by_key.items() for column in table.stored if _is_day(column)]
    days = pd.concat([old.frames[table][key] for table, key in keys]).dropna()
    first, last = (days.dt.year.min(), days.dt.year.max()) if len(days) else (0, _LONGEST)
    if last - first >= _LONGEST:
        return ""
    return str(first) if first == last else f"{first}-01/{last}-12"


def _is_day(column: Column) -> bool:
    return column.typed and column.kind.type is Type.DATE


def period_from_theirs(book: Book, old: Contents) -> Iterator[Finding]:
    """What there is to tell of a period that a whole plan has of its dates."""
    if book.period and not old.book.period:
        yield Finding("period-of-dates", Place(old.file), book.period, period_words("period", book.period))
