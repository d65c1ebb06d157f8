"""Where a book’s tables are in a file: by their Excel Table’s name, else by their headers, wherever they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pacxl.definition.book import Book
from pacxl.definition.signatures import Type
from pacxl.definition.table import Part, Table
from pacxl.excel import address
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Area, Opened, OpenTable
from pacxl.locating.added_up import Formulas
from pacxl.locating.extent import with_rows
from pacxl.locating.findings import table_findings
from pacxl.locating.header_rows import header_rows
from pacxl.locating.headers import recognise
from pacxl.locating.located import FoundBy, Located, with_merged
from pacxl.locating.twice import worth, year_of, years_of
from pacxl.locating.which_table import Placed, place, titles


def locate(book: Book, opened: Opened, file: str, formulas: Formulas) -> tuple[list[Located], list[Finding]]:
    """Every part that is found, in the book's order, and what there is to say of them and of the others.

    `formulas` tells which cells of a sheet hold a formula: asked where a number is the sum of others."""
    named = list(_by_name(book, opened))
    placing = place(book, opened, header_rows(book, opened, _covered(named)), _missing(book, named))
    found = [*named, *(_located(row, "headers") for row in placing.found)]
    seconds = [_located(row, "rest") for row in placing.second]
    every = [*found, *seconds]
    found = [_reach(each, every, book, opened, formulas) for each in found]
    findings = []
    for other in seconds:
        second = _reach(other, every, book, opened, formulas)
        finding = compare(second, found, opened, file, years_of(book.period))
        findings.append(finding)
        if finding.code == "table-split":
            found.append(second)
    for row in placing.unplaced:
        where = Place(file, row.sheet, address(row.top, row.headers[0].col))
        findings.append(Finding("table-unplaced", where, about={"table": row.readings[0][0].title}))
    for name in _missing(book, found):
        findings.append(
            Finding("table-missing", Place(file, book.part_table[name][1].sheet, table=name), about={"table": name})
        )
    order = list(book.part_table)
    located = [with_merged(each, opened) for each in sorted(found, key=lambda each: order.index(each.part.name))]
    findings += table_findings(located, opened, file)
    return located, findings


def _missing(book: Book, found: Collection[Located]) -> list[str]:
    known = {each.part.name for each in found}
    return [name for name in book.part_table if name not in known]


def _covered(named: Sequence[Located]) -> Mapping[str, Sequence[Area]]:
    """The cells of the Excel Tables that were found, by sheet."""
    areas: dict[str, list[Area]] = {}
    for each in named:
        areas.setdefault(each.sheet, []).append(Area(each.top, each.left, each.last or each.top, each.right))
    return areas


# --- by name ----------------------------------------------------------------------------------------------


def _by_name(book: Book, opened: Opened) -> Iterator[Located]:
    for name, (table, part) in book.part_table.items():
        known = opened.tables.get(name)
        if known is not None and known.sheet in opened.sheets:
            found = _headed(table, part, opened, known, known.top)
            if found is None or not any(header.how == "exact" for header in found.headers):
                # ExcelJS saves a table as if it had no header's row: it is then the first row of its data
                found = _headed(table, part, opened, known, known.top + 1) or found
            if found is not None:
                yield found


def _headed(table: Table, part: Part, opened: Opened, known: OpenTable, top: int) -> Located | None:
    grid = opened.sheets[known.sheet]
    if not 0 <= top < len(grid):
        return None
    cells = enumerate(grid[top][known.left : known.right + 1], known.left)
    texts = {col: cell for col, cell in cells if isinstance(cell, str) and cell}
    headers = recognise(table, texts)
    if not headers:
        return None
    own = {header.col for header in headers}
    unknown = {col: text for col, text in texts.items() if col not in own}
    return Located(table, part, known.sheet, top, headers, "name", known.last, unknown=unknown)


# --- by headers -------------------------------------------------------------------------------------------


def _located(placed: Placed, how: FoundBy) -> Located:
    row = placed.row
    return Located(
        placed.table, placed.part, row.sheet, row.top, placed.headers, how, above=row.above, unknown=row.unknown
    )


def _reach(found: Located, every: Sequence[Located], book: Book, opened: Opened, formulas: Formulas) -> Located:
    """The table with its rows: down to the next table under it, without that one's title and totals."""
    under = [
        other.top - _rows_above(other, book)
        for other in every
        if other.sheet == found.sheet
        and other.top > found.top
        and other.left <= found.right
        and found.left <= other.right
    ]
    return with_rows(found, opened, max(found.top + 1, min([len(opened.sheets[found.sheet]), *under])), formulas)


def _rows_above(found: Located, book: Book) -> int:
    """The rows of a table's title and totals, which stand above its header."""
    return len(found.table.lines_above) + bool(titles(book).get(found.part.name))


def compare(second: Located, found: Sequence[Located], opened: Opened, file: str, years: Collection[int]) -> Finding:
    """What a second table of a kind is. Rows that stand nowhere else make it the rest of the first: they are counted.

    Rows that all stand in the first make it a copy. Where some stand in both and others do not, which are right is
    not ours to say: none of the second is counted; nor is it when it is of another year than the plan's `years`.
    """
    firsts = [each for each in found if each.part.name == second.part.name]
    placed = [each.columns for each in (second, *firsts)]
    keys = [c.key for c in second.table.stored if all(c.key in columns for columns in placed)]
    known = [row for each in firsts for row in _rows(each, keys, opened)]
    mine = _rows(second, keys, opened)
    names = [number for number, key in enumerate(keys) if second.table.by_key[key].kind.type is Type.TEXT][:1] or [0]
    place = Place(file, second.sheet, address(second.top, second.headers[0].col), second.part.name)
    about = {"table": second.part.name, "other": firsts[0].sheet}
    new = [row for row in mine if row not in known]
    if not mine:
        return Finding("header-repeated", place, about=about)
    if new and (year := year_of(second, opened)) not in (0, *(years or (year,))):
        return Finding("table-other-year", place, str(year), about | {"amount": worth(second, opened)})
    if not new:
        return Finding("table-copied", place, about=about)
    if not {row[names[0]] for row in mine} & {row[names[0]] for row in known}:
        return Finding("table-split", place, about=about | {"count": str(len(mine))})
    return Finding("copy-differs", place, about=about | {"count": str(len(new)), "amount": worth(second, opened)})


def _rows(found: Located, keys: Sequence[str], opened: Opened) -> list[tuple[Any, ...]]:
    """A table's rows that hold something, as far as some columns go."""
    grid, columns = opened.sheets[found.sheet], [found.columns[key] for key in keys]
    rows = (tuple(grid[row][col] for col in columns) for row in found.rows)
    return [row for row in rows if any(cell != "" for cell in row)]
