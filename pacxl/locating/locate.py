"""Where a book’s tables are in a file: by their Excel Table’s name, else by their headers, wherever they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from pacxl.a1 import address
from pacxl.definition.book import Book
from pacxl.definition.expr import OfCol
from pacxl.definition.table import Part, Table
from pacxl.definition.tree import walk
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Area, Opened, OpenTable, once_a_sheet
from pacxl.french.period import years_of_period
from pacxl.locating.added_up import Formulas
from pacxl.locating.counted_cells import with_counted
from pacxl.locating.extent import table_in_its_extent
from pacxl.locating.findings import locating_findings
from pacxl.locating.header_rows import header_rows
from pacxl.locating.header_units import Terms, header_unit_terms
from pacxl.locating.headers import headers_once
from pacxl.locating.located import FoundBy, Located, located_by_sheet, once_located
from pacxl.locating.twice import second_table
from pacxl.locating.which_table import Placed, place_which_table, table_titles


def locate(book: Book, opened: Opened, file: str, formulas: Formulas) -> tuple[list[Located], list[Finding]]:
    """Every part that is found, in the book's order, and what there is to say of them and of the others.

    `formulas` tells which cells of a sheet hold a formula: asked where a number is the sum of others."""
    book = book.common
    named = list(_by_name(book, opened))
    placing = place_which_table(book, opened, header_rows(book, opened, _covered(named)), _missing(book, named))
    found = [*named, *(_located(row, "headers") for row in placing.found)]
    seconds = [_located(row, "rest") for row in placing.second]
    every = [*found, *seconds]
    on_sheet = located_by_sheet(every)
    found = [_reach(each, on_sheet[each.sheet], book, opened, formulas) for each in found]
    findings = []
    for other in seconds:
        second = _reach(other, on_sheet[other.sheet], book, opened, formulas)
        finding = second_table(second, found, opened, file, years_of_period(book.period))
        findings.append(finding)
        if finding.code == "table-split":
            found.append(second)
    for row in placing.unplaced:
        where = Place(file, row.sheet, address(row.top, row.headers[0].col))
        findings.append(Finding("table-unplaced", where, about={"table": row.readings[0][0].title}))
    for name in filter(_that_matter(book).__contains__, _missing(book, found)):
        findings.append(
            Finding("table-missing", Place(file, book.part_table[name][1].sheet, table=name), about={"table": name})
        )
    order = {name: rank for rank, name in enumerate(book.part_table)}
    in_order = sorted(found, key=lambda each: order[each.part.name])
    located = [once_located(with_counted, each, opened) for each in in_order]
    findings += locating_findings(located, opened, file)
    return located, findings


def _missing(book: Book, found: Collection[Located]) -> list[str]:
    known = {each.part.name for each in found}
    return [name for name in book.part_table if name not in known]


@lru_cache(maxsize=64)
def _that_matter(book: Book) -> frozenset[str]:
    """The Excel Tables that hold something which nothing else in the book can tell: people type there, or another
    table reads what stands there."""
    formulas = [
        (table.key, column.formula) for table in book.tables for column in table.columns if column.formula is not None
    ]
    nodes = ((key, node) for key, formula in formulas for node in walk(formula))
    read = {node.table for key, node in nodes if isinstance(node, OfCol) and node.table != key}
    typed = {table.key for table in book.tables if any(column.typed for column in table.columns)}
    return frozenset(name for name, (table, _) in book.part_table.items() if table.key in read | typed)


def _covered(named: Sequence[Located]) -> Mapping[str, Sequence[Area]]:
    """The cells of the Excel Tables that were found, by sheet."""
    areas: dict[str, list[Area]] = {}
    for each in named:
        areas.setdefault(each.sheet, []).append(Area(each.top, each.left, each.last or each.top, each.right))
    return areas


# --- by name ----------------------------------------------------------------------------------------------


def _by_name(book: Book, opened: Opened) -> Iterator[Located]:
    terms = header_unit_terms(book)
    for name, (table, part) in book.part_table.items():
        known = opened.tables.get(name)
        if known is not None and known.sheet in opened.sheets:
            headed = partial(_named, table, part, opened, known, terms)
            found = once_a_sheet(opened.sheets[known.sheet], "named", (book, table, part), headed)
            if found is not None:
                yield found


def _named(table: Table, part: Part, opened: Opened, known: OpenTable, terms: Terms) -> Located | None:
    found = _headed(table, part, opened, known, known.top, terms)
    if _exact(found) < 2:
        # ExcelJS saves a table as if it had no header's row: it is then the first row of its data
        found = max(found, _headed(table, part, opened, known, known.top + 1, terms), key=_exact)
    return found


def _exact(found: Located | None) -> int:
    """How many of its headers are spelt as the plan spells them."""
    return sum(header.how == "exact" for header in found.headers) if found is not None else -1


def _headed(  # noqa: PLR0913  # which table, and where
    table: Table, part: Part, opened: Opened, known: OpenTable, top: int, terms: Terms
) -> Located | None:
    grid = opened.sheets[known.sheet]
    if not 0 <= top < len(grid):
        return None
    cells = enumerate(grid[top][known.left : known.right + 1], known.left)
    texts = tuple((col, cell) for col, cell in cells if isinstance(cell, str) and cell)
    headers, out = headers_once(table.naming, texts, terms)
    if not headers:
        return None
    own = {header.col for header in headers}
    unknown = {col: text for col, text in texts if col not in own}
    return Located(table, part, known.sheet, top, headers, "name", known.last, unknown=unknown, left_out=out)


# --- by headers -------------------------------------------------------------------------------------------


def _located(placed: Placed, how: FoundBy) -> Located:
    row = placed.row
    return Located(
        placed.table,
        placed.part,
        row.sheet,
        row.top,
        placed.headers,
        how,
        above=row.above,
        unknown=row.unknown,
        left_out=row.left_out,
    )


def _reach(found: Located, on_sheet: Sequence[Located], book: Book, opened: Opened, formulas: Formulas) -> Located:
    """The table with its rows: down to the next table under it on its sheet, without that one's title and totals."""
    reached = partial(_reached, found, on_sheet, book, opened, formulas)
    return once_a_sheet(opened.sheets[found.sheet], "reach", (book, found, *on_sheet), reached)


def _reached(found: Located, on_sheet: Sequence[Located], book: Book, opened: Opened, formulas: Formulas) -> Located:
    under = [
        other.top - _rows_above(other, book)
        for other in on_sheet
        if other.top > found.top and other.left <= found.right and found.left <= other.right
    ]
    return table_in_its_extent(
        found, opened, max(found.top + 1, min([len(opened.sheets[found.sheet]), *under])), formulas
    )


def _rows_above(found: Located, book: Book) -> int:
    """The rows of a table's title and totals, which stand above its header."""
    return len(found.table.lines_above) + bool(table_titles(book).get(found.part.name))
