"""The tables of a workbook that are actions, deals or indicators, as tables of a book: their columns, their rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pacxl.a1 import address
from pacxl.adopting.lists import ListTable, list_title_years, lists_in
from pacxl.adopting.periods import ACTUAL, OBJECTIVE, month_of_header_period, month_of_title_period
from pacxl.adopting.understood import UnderstoodColumn, UnderstoodList, understand
from pacxl.adopting.weigh import DecidedWords
from pacxl.adopting.words import INDICATORS, PLAN, said_words
from pacxl.definition.book import Book
from pacxl.definition.table import Table
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Opened
from pacxl.french.header_text import trimmed_header
from pacxl.locating.added_up import Formulas
from pacxl.locating.extent import table_in_its_extent
from pacxl.locating.header_units import factor_of, header_unit_terms
from pacxl.locating.headers import Header, How
from pacxl.locating.located import Located


@dataclass(frozen=True)
class AdoptedTable:
    """A table as it was understood, and as it is located: once; or, where its columns are months or indicators, once
    for each of them. The `month` that its title, or else its sheet, says it is of (None: none, or one of no year);
    `titled` is that text."""

    understood: UnderstoodList
    located: tuple[Located, ...]
    titled: str = ""
    month: dt.date | None = None

    @property
    def first(self) -> Located:
        return self.located[0]


def adoptable_tables(
    book: Book, opened: Opened, formulas: Formulas
) -> tuple[list[AdoptedTable], list[UnderstoodList]]:
    """The tables of a workbook that are those of a book, with their rows; and the lists that are none."""
    adopted, others = list[AdoptedTable](), list[UnderstoodList]()
    for each in lists_in(opened, DecidedWords(book)):
        understood = understand(each, book)
        if not understood.kind:
            others.append(understood)
            continue
        years = list_title_years(each) or set(header_unit_terms(book).years)
        located = list(_located(understood, book.by_key[understood.kind], years))
        rows = table_in_its_extent(located[0], opened, each.end, formulas)
        again = frozenset({key for key, col in rows.columns.items() if len(located) > 1 and col in _shared(located)})
        same = [replace(rows, headers=one.headers, given=one.given, again=again) for one in located[1:]]
        titled, month = _titled_month(each, years)
        parts = (replace(rows, given=located[0].given), *same)
        dated = tuple(_of_month(part, month, opened) for part in parts) if month else parts
        adopted.append(AdoptedTable(understood, dated, titled, month))
    return adopted, others


# --- a table a month --------------------------------------------------------------------------------------


def _titled_month(table: ListTable, years: Collection[int]) -> tuple[str, dt.date | None]:
    """The text that says which month a table is of, the nearest over it or its sheet's name, and that month."""
    for text in (*reversed(table.titles), table.sheet):
        if (said := month_of_title_period(text)) is not None:
            year = said[1] or (min(years) if len(set(years)) == 1 else 0)
            return text, dt.date(year, said[0], 1) if year else None
    return "", None


def adopted_rows_without_date(found: Located, opened: Opened) -> list[int]:
    """The rows of a table of actions that have no date."""
    cols = [found.columns[key] for key in ("debut", "fin", "fin_reelle") if key in found.columns]
    grid = opened.sheets[found.sheet]
    return [row for row in found.rows if all(grid[row][col] == "" for col in cols)]


def _of_month(found: Located, month: dt.date, opened: Opened) -> Located:
    """A table with the month that its title says: of figures, or of the actions that have no date."""
    if found.table.key == INDICATORS and "mois" not in found.columns:
        return replace(found, given={"mois": month, **found.given})
    if found.table.key != PLAN:
        return found
    key, day = ("debut", month) if "debut" in found.columns and "fin" not in found.columns else ("fin", _last(month))
    undated = adopted_rows_without_date(found, opened)
    if key in found.columns:
        more = {(row, found.columns[key]): day for row in undated}
        return replace(found, spread={**found.spread, **more})
    return replace(found, given={key: day, **found.given}) if undated == [*found.rows] else found


def _last(month: dt.date) -> dt.date:
    """The last day of a month, by its first."""
    return (month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)


def month_table_findings(tables: Sequence[AdoptedTable], opened: Opened, file: str) -> Iterator[Finding]:
    """The tables that are of a month, which gives their date to rows that have none; or would, had it a year."""
    for each in tables:
        found = each.first
        undated = {PLAN: len(adopted_rows_without_date(found, opened)), INDICATORS: len(found.rows)}.get(
            found.table.key, 0
        )
        if each.titled and undated and not ("mois" in found.columns and found.table.key == INDICATORS):
            place = Place(file, found.sheet, address(found.top, found.left), found.table.title)
            about = {"count": str(undated), "month": f"{each.month:%m/%Y}" if each.month else ""}
            yield Finding("table-of-month" if each.month else "month-without-year", place, each.titled, about)


def _shared(located: Sequence[Located]) -> set[int]:
    """The columns that all the parts of a table share."""
    return set.intersection(*(set(each.columns.values()) for each in located))


def _located(found: UnderstoodList, table: Table, years: Collection[int]) -> Iterator[Located]:
    """A list as a table of the book: with its columns, or one of them for each of its months or indicators.

    `years` are those that a month without a year can be of."""
    columns = [column for column in found.columns if column.ours in table.by_key]
    if found.kind != INDICATORS:
        yield _with(found, table, columns, {})
        return
    figures = [column for column in columns if column.ours in (OBJECTIVE, ACTUAL)]
    others = [column for column in columns if column not in figures]
    periods: dict[str, list[UnderstoodColumn]] = {}
    for column in figures:
        periods.setdefault(column.period, []).append(column)
    named = any(column.ours == "indicateur" for column in others)
    for period, group in periods.items():
        month = month_of_header_period(period, years) if period else None
        given = {"mois": month} if month else {}
        if named:
            yield _with(found, table, [*others, *group], given)
            continue
        for column in group:
            yield _with(
                found,
                table,
                [*others, column],
                {**given, "indicateur": indicator_name_of_table_column(column.header)},
            )


def indicator_name_of_table_column(header: str) -> str:
    """The name of the indicator that a column of figures is of."""
    return " ".join(re.sub(r"\s*\([^()]*\)", " ", header).replace("_", " ").split())


def _with(
    found: UnderstoodList, table: Table, columns: Sequence[UnderstoodColumn], given: Mapping[str, Any]
) -> Located:
    own, left = list[Header](), list[Header]()
    for column in columns:
        said = said_words(column.header)
        how: How = "near" if column.how == "near" else "synonym"
        if trimmed_header(column.header) == table.trimmed.get(column.ours):
            how = "exact"
        if column.misfit is not None:
            left.append(Header(column.ours, column.col, column.header, "unit", misfit=column.misfit))
        else:
            share = table.by_key[column.ours].kind.most == 1 and column.of_hundred
            factor = 0.01 if share else float(factor_of(said, table.by_key[column.ours]))
            own.append(Header(column.ours, column.col, column.header, how, factor))
    order = list(table.by_key)
    own.sort(key=lambda header: order.index(header.key))
    taken = {header.col for header in own}
    unknown = {col: text for col, text in found.table.headers.items() if col not in taken and text}
    part = table.parts[0]
    here = found.table
    return Located(
        table,
        part,
        here.sheet,
        here.top,
        tuple(own),
        "own",
        above=tuple(spot for spot in here.above if spot[1] in {*taken, *(header.col for header in left)}),
        unknown=unknown,
        left_out=tuple(left),
        given=given,
    )
