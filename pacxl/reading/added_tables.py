"""What somebody added to a plan: a table of actions on a sheet of their own, a column of what is left to spend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from pacxl.a1 import address
from pacxl.adopting.adopt import Adopted
from pacxl.adopting.families import adopted_families, rows_by_family, rows_of_family
from pacxl.adopting.tables import AdoptedTable, adoptable_tables
from pacxl.books.identity import IDENTITY_SHEET, settings_of
from pacxl.books.pac import pac_book
from pacxl.definition.book import Book
from pacxl.definition.expr import Of
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import CellGrid, Opened
from pacxl.french.header_text import plain_header
from pacxl.french.numerals import in_short_euros
from pacxl.french.period import years_of_period
from pacxl.locating.added_up import Formulas, number_added_up
from pacxl.locating.counted_cells import with_counted
from pacxl.locating.findings import locating_findings
from pacxl.locating.headers import Header
from pacxl.locating.located import Located
from pacxl.locating.twice import without_those_twice
from pacxl.locating.worth import worth
from pacxl.plan.registry import in_plan_order
from pacxl.plan.tables.money import REMAINING, money_remaining_column
from pacxl.settings.model import Family, Settings


def with_added_tables(plan: Adopted, opened: Opened, file: str, formulas: Formulas) -> Adopted:
    """The plan with the actions that stand on sheets of their own, each sheet a family; what copies the plan's rows,
    or adds them up, is not counted, and told.

    Nothing is adopted where a family of the plan is missing: the table may be that one.
    """
    settings = settings_of(plan.book)
    if settings is None or "actions" not in plan.book.by_key or _lacks_a_family(plan):
        return plan
    free = _free(plan, opened)
    if not free:
        return plan
    bare = pac_book(replace(settings, sections=()))
    own = adoptable_tables(bare, replace(opened, sheets=free), formulas)[0]
    own = [each for each in own if each.first.table.key == "actions" and each.first.rows]
    if not own:
        return plan
    known = [each for each in plan.located if each.table.key == "actions"]
    single = without_those_twice([each.first for each in own], opened, file, years_of_period(settings.period), known)
    counted = [each for each in own if any(each.first is one for one in single.counted)]
    book, located = _joined(settings, plan.located, counted, opened)
    sheets = {each.first.sheet for each in own}
    told = [each for each in plan.findings if each.code != "table-unplaced" or each.place.sheet not in sheets]
    told += [*single.findings, *(_adopted(each, opened, file) for each in single.counted)]
    return replace(
        plan, book=book, located=located, findings=[*told, *locating_findings(single.counted, opened, file)]
    )


def _lacks_a_family(plan: Adopted) -> bool:
    placed = {each.part.name for each in plan.located}
    return not placed.issuperset(part.name for part in plan.book.by_key["actions"].parts)


_SAID = ("table-copied", "table-split", "copy-differs", "table-other-year")


def _free(plan: Adopted, opened: Opened) -> dict[str, CellGrid]:
    """The sheets that are none of the plan's, and of which nothing has been told yet."""
    taken = {IDENTITY_SHEET, *(sheet.name for sheet in plan.book.sheets), *(each.sheet for each in plan.located)}
    taken |= {each.place.sheet for each in plan.findings if each.code in _SAID}
    return {name: grid for name, grid in opened.sheets.items() if name not in taken}


def _joined(
    settings: Settings, located: Sequence[Located], own: Sequence[AdoptedTable], opened: Opened
) -> tuple[Book, list[Located]]:
    """The plan's book with a family more a label, and where the tables of both are."""
    groups = [(each.first, *group) for each in own for group in rows_by_family(each, opened, settings, {})]
    families = adopted_families(settings, dict.fromkeys(label for _, label, _ in groups))
    drawn = _with(settings, families.values())
    keyed = {family.sheet: family for family in drawn}
    book = pac_book(replace(settings, families=drawn))
    parts = book.part_table
    same = [replace(each, table=parts[each.part.name][0], part=parts[each.part.name][1]) for each in located]
    more = [rows_of_family(book, table, keyed[families[label].sheet], rows) for table, label, rows in groups]
    return book, [*same, *(with_counted(each, opened) for each in more)]


def _with(settings: Settings, families: Iterable[Family]) -> tuple[Family, ...]:
    """The families of the settings, those that are found among them drawn; then the others, in a phase that is
    drawn too."""
    found = {family.sheet: family for family in families}
    known = tuple(found.pop(family.sheet, family) for family in settings.families)
    keys, more = {family.key for family in known}, list[Family]()
    for family in found.values():
        key = next(f"famille_{rank}" for rank in count(1) if f"famille_{rank}" not in keys)
        keys.add(key)
        phase = family.phase if family.phase in settings.phases else settings.phases[-1]
        more.append(replace(family, key=key, phase=phase))
    return (*known, *more)


def _adopted(found: Located, opened: Opened, file: str) -> Finding:
    place = Place(file, found.sheet, address(found.top, found.left), found.table.title)
    return Finding("table-adopted", place, about={"count": str(len(found.rows)), "amount": worth(found, opened)})


# --- what is left to spend --------------------------------------------------------------------------------


def with_added_remaining(plan: Adopted, opened: Opened, file: str) -> Adopted:
    """The plan with the column of what is left to spend that somebody added to its actions, or to its budget, under
    one of its names. It counts, and is told; one that is but budget − dépensé says nothing more, and is kept apart.
    """
    settings = settings_of(plan.book)
    places = ((at, _remaining_in(each, opened)) for at, each in enumerate(plan.located))
    found = {at: col for at, col in places if col is not None}
    if settings is None or settings.asks_remaining or not found:
        return plan
    counted = {at: col for at, col in found.items() if not _is_difference(plan.located[at], col, opened)}
    headers = {(plan.located[at].sheet, address(plan.located[at].top, col)) for at, col in found.items()}
    told = [
        each
        for each in plan.findings
        if each.code != "header-unknown" or (each.place.sheet, each.place.cell) not in headers
    ]
    told += [_told(plan.located[at], col, at in counted, opened, file) for at, col in found.items()]
    if not counted:
        return replace(plan, findings=told)
    book = pac_book(in_plan_order(replace(settings, sections=(*settings.sections, REMAINING))))
    located = [_in_book(each, book, counted.get(at)) for at, each in enumerate(plan.located)]
    return replace(plan, book=book, located=located, findings=told)


_COLUMN = money_remaining_column(Of("actions"))
_CALLED = {plain_header(name) for name in (_COLUMN.header, *_COLUMN.synonyms)}


def _remaining_in(found: Located, opened: Opened) -> int | None:
    """Where a table without such a column has one, None if it has none that holds something."""
    if found.table.key not in ("actions", "budget"):
        return None
    grid = opened.sheets[found.sheet]
    called = (col for col, text in found.unknown.items() if plain_header(text) in _CALLED)
    return next((col for col in called if any(grid[row][col] != "" for row in found.rows)), None)


def _is_difference(found: Located, col: int, opened: Opened) -> bool:
    """Whether a column holds nothing but budget − dépensé, a blank being 0."""
    if not {"budget", "depense"} <= found.columns.keys():
        return False
    grid, cols = opened.sheets[found.sheet], (found.columns["budget"], found.columns["depense"], col)
    filled = ([grid[row][each] for each in cols] for row in found.rows if grid[row][col] != "")
    return all(_adds_up([0.0 if cell == "" else number_added_up(cell) for cell in cells]) for cells in filled)


def _adds_up(numbers: Sequence[float | None]) -> bool:
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) and abs(known[0] - known[1] - known[2]) < _CENT


_CENT = 0.005


def _in_book(found: Located, book: Book, col: int | None) -> Located:
    """A table of the plan as one of the book that asks what is left to spend, in that column if it has it."""
    table, part = book.part_table[found.part.name]
    if col is None:
        return replace(found, table=table, part=part)
    order = list(table.by_key)
    headers = [*found.headers, Header(REMAINING, col, found.unknown[col], "exact")]
    headers.sort(key=lambda header: order.index(header.key))
    unknown = {other: text for other, text in found.unknown.items() if other != col}
    return replace(found, table=table, part=part, headers=tuple(headers), unknown=unknown)


def _told(found: Located, col: int, counted: bool, opened: Opened, file: str) -> Finding:
    grid, header = opened.sheets[found.sheet], found.unknown[col]
    place = Place(file, found.sheet, address(found.top, col), found.part.name, header)
    if not counted:
        return Finding("remaining-computed", place, header)
    amount = sum(number_added_up(grid[row][col]) or 0 for row in found.rows if grid[row][col] != "")
    return Finding("remaining-own", place, header, {"amount": in_short_euros(amount)})
