"""The plan's book, put together from what its subjects bring, and the contents of a blank one."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable
from functools import lru_cache

from pacxl.books.front import HOME, front_cover, front_summary, front_welcome, in_front_groups
from pacxl.books.handed_out import as_handed_out, opening_sheet_handed_out, sheets_handed_out
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.definition.book import Book, DefinitionError
from pacxl.definition.sheet import Sheet
from pacxl.definition.table import PROVENANCE, Table
from pacxl.errors import SettingsError
from pacxl.french.period import current_semester, parse_period
from pacxl.plan import every_plan, progress, registry
from pacxl.plan.every_plan import LIST_SHEET
from pacxl.plan.tables.section import GROUPS, PresetRows, Section
from pacxl.settings.model import Settings
from pacxl.settings.workbooks import DIRECTION

KEY = "pac"
DIRECTION_NAME = "Direction"  # whose the direction's workbook is
VERSION = "1"


@lru_cache(maxsize=64)
def pac_book(settings: Settings) -> Book:
    """The book of a plan, for a firm's settings; raises SettingsError if they name a section that is none. Those of
    the people of a firm share their tables and their sheets."""
    anybody = settings.of_anybody
    book = _book_of_anybody(anybody)
    return book if anybody == settings else _for_somebody(book, settings)


def _for_somebody(book: Book, settings: Settings) -> Book:
    """A book for the settings of somebody, of which its lists alone hold other values: all that is known of it is
    shared, and it is not checked again (which takes 50 ms)."""
    own = copy.copy(book)
    own.__dict__.pop("_hash", None)
    own.__dict__.update(lists=_whole(settings).lists, settings=settings, common=book)
    return own


@lru_cache(maxsize=16)
def _book_of_anybody(settings: Settings) -> Book:
    whole = _whole(settings)
    tables = tuple(_with_more(table, whole) for table in whole.tables)
    _check_provenance(tables)
    every = (
        front_welcome(settings),
        front_summary(settings),
        *_in_groups(whole),
        every_plan.list_sheet_of_every_plan(),
    )
    sheets = in_front_groups(sheets_handed_out(every, tables, settings), tables)
    return Book(
        KEY,
        settings.title,
        tables,
        (front_cover(settings, [sheet for sheet in sheets if not sheet.hidden], tables), *sheets),
        whole.lists,
        LIST_SHEET,
        rules=whole.rules,
        accent=settings.accent,
        opens_on=opening_sheet_handed_out(sheets),
        settings=settings,
        firm=settings.shared,
        period=settings.period,
    )


@lru_cache(maxsize=64)
def _whole(settings: Settings) -> Section:
    """All that a plan holds, with the lists and the rows that are its author's own."""
    return _whole_of_anybody(settings.of_anybody).of(settings)


@lru_cache(maxsize=16)
def _whole_of_anybody(settings: Settings) -> Section:
    every = as_handed_out(sum(registry.sections(settings), every_plan.section(settings)), settings)
    if settings.workbook == DIRECTION:
        return every  # which holds none of the essential
    return every + progress.section(settings, every.tables, HOME)


def _with_more(table: Table, whole: Section) -> Table:
    """A table of one room, with the columns that another room needs in it."""
    inside = ((column, *whole.more.get(f"{table.key}.{column.key}", ())) for column in table.columns)
    columns = (*(each for columns in inside for each in columns), *whole.more.get(table.key, ()))
    return dataclasses.replace(table, columns=columns)


def _in_groups(whole: Section) -> list[Sheet]:
    return sorted(whole.sheets, key=lambda sheet: GROUPS.index(sheet.group))


def _check_provenance(tables: Iterable[Table]) -> None:
    for table in tables:
        for column in table.columns:
            if column.typed and column.key in PROVENANCE:
                raise DefinitionError(f"{table.key}.{column.key}: a consolidation says there where a row comes from")


def blank(
    settings: Settings,
    *,
    person: str = "",
    company: str = "",
    team: str = "",
    period: str = "",
    today: dt.date | None = None,
) -> Contents:
    """A blank plan: its steps and its months are there, everything else is to be filled in.

    `period` is `2026`, `2026-S1`, `2026-T3`, `2026-07`, `2026-07/2027-06`, or one of these in words (that of the
    settings, else the current semester, if left out); raises SettingsError for anything else, and for a name that
    two people have if the team is not told. A person's plan carries `settings.own(person, team)`; the direction's is
    nobody's own. `today` is the day its statuses are computed for (the day it is, or the last of the period, if left
    out).
    """
    stretch = parse_period(period or settings.period or current_semester(today or dt.date.today()))
    day = today or min(dt.date.today(), stretch.end)
    company = company or settings.company
    if settings.workbook == DIRECTION:
        person, team, own = DIRECTION_NAME, "", settings
    else:
        team = team or _team_of(settings, person)
        own = settings.own(person, team)
    settings = dataclasses.replace(own, period=stretch.label)
    owner = "\n".join((settings.dumps(), company, person, team, stretch.label, VERSION))
    identity = Identity(
        KEY, VERSION, company, person, team, stretch.label, str(uuid.uuid5(uuid.NAMESPACE_URL, f"pacxl:{owner}"))
    )
    return make_contents(pac_book(settings), pac_blank_rows(settings), identity, day)


def _team_of(settings: Settings, person: str) -> str:
    """The team that the settings know a person in, "" if they do not."""
    found = settings.called(person) if person else ()
    if len(found) > 1:
        who, who_en = (word.join(each.shown for each in found) for word in (" ou ", " or "))
        raise SettingsError(
            "--team", f"« {person} » : {who} ? dites son équipe", f"“{person}”: {who_en}? tell the team"
        )
    return found[0].team if found else ""


def pac_blank_rows(settings: Settings) -> PresetRows:
    """The rows that a blank plan comes with, by table and column; those of its months once its period is chosen."""
    return _whole(settings).rows
