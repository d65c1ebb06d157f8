"""A table of actions that somebody put in a plan of ours, on a sheet of their own: a family of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from pacxl.a1 import address
from pacxl.books.identity import IDENTITY_SHEET, settings_of
from pacxl.books.pac import pac_book
from pacxl.definition.book import Book
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import CellGrid, Opened
from pacxl.french.period import years_of_period
from pacxl.locating.added_up import Formulas
from pacxl.locating.findings import table_findings
from pacxl.locating.located import Located
from pacxl.locating.merged_cells import with_merged
from pacxl.locating.twice import once
from pacxl.locating.worth import worth
from pacxl.reading.adopt import (
    Adopted,
    adoptable_tables,
    adopted_families,
    adopted_groups,
    adopted_part,
    is_list_of_clients,
)
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
    own = adoptable_tables(replace(settings, sections=()), replace(opened, sheets=free), formulas) if free else []
    own = [each for each in own if each.table.key == "actions" and each.rows and not is_list_of_clients(each)]
    if not own:
        return plan
    known = [each for each in plan.located if each.table.key == "actions"]
    single = once(own, opened, file, years_of_period(settings.period), known)
    book, located = _joined(settings, plan.located, single.counted, opened)
    sheets = {each.sheet for each in own}
    told = [each for each in plan.findings if each.code != "table-unplaced" or each.place.sheet not in sheets]
    told += [*single.findings, *(_adopted(each, opened, file) for each in single.counted)]
    return Adopted(book, located, [*told, *table_findings(single.counted, opened, file)])


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
    settings: Settings, located: Sequence[Located], own: Sequence[Located], opened: Opened
) -> tuple[Book, list[Located]]:
    """The plan's book with a family more a label, and where the tables of both are."""
    groups = [(each, *group) for each in own for group in adopted_groups(each, opened, settings)]
    families = adopted_families(settings, dict.fromkeys(label for _, label, _ in groups))
    drawn = _with(settings, families.values())
    keyed = {family.sheet: family for family in drawn}
    book = pac_book(replace(settings, families=drawn))
    parts = book.part_table
    same = [replace(each, table=parts[each.part.name][0], part=parts[each.part.name][1]) for each in located]
    more = [adopted_part(book, table, keyed[families[label].sheet], rows) for table, label, rows in groups]
    return book, [*same, *(with_merged(each, opened) for each in more)]


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
