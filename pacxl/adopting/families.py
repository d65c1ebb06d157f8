"""The families that an adopted plan's actions are of: as a column of theirs says, a heading, or their sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count, pairwise
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from pacxl.a1 import address
from pacxl.adopting.content import content_sorts
from pacxl.adopting.tables import AdoptedTable
from pacxl.adopting.words import compared_words
from pacxl.books.pac import pac_book
from pacxl.definition.book import Book
from pacxl.definition.sheet import as_sheet_name, is_sheet_name
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import CellGrid, Opened
from pacxl.french.proper_names import as_one_name
from pacxl.french.text import clean_name, fold, is_blank
from pacxl.locating.located import Located
from pacxl.plan.every_plan import part_name_in_every_plan
from pacxl.settings.model import PHASES, Family, Settings

_ANY_SHEET = re.compile(
    r"(?:feuil|feuille|sheet|tabelle|pac|plan|actions?|suivi|to ?do|roadmap|plan d'actions?.*|pac .*|plan .*"
    r"|action plan.*|suivi des actions.*|[st]\d)[ _-]*\d*"
)
_HEADING = re.compile(
    r"(?:axe|phase|volet|objectif|levier|pilier|theme|chantier|lot|etape|famille|partie|step) ?[\divx.:]+.*"
    r"|[▶►➤■●].*|\d+[.)] .*"
)
ACTIONS = "Actions"  # the family of actions that are under no heading


# --- a sheet a person -------------------------------------------------------------------------------------

_OF_A_PERSON = re.compile(r"^(?:pac|plan|actions?|suivi)[ _-]+(?:de |d')?", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"(?:la |le |les )?(?:direction|equipe|service|marketing|communication|commercia(?:l|ux)|vente|adv|agence|siege"
    r"|achat|rh|dg|dc|compta|atelier|magasin|tous|toutes|tout|everyone|sales|team|all).*"
)
_SHEETS_OF_PEOPLE = 2  # of names that only stand among those in charge


def family_sheets_of_people(plans: Sequence[AdoptedTable], opened: Opened, base: Settings) -> dict[str, str]:
    """The sheets of actions that bear a person's name, and the person: one of the settings, or one of those that
    other tables put in charge, where two sheets at least are theirs."""
    known, written = dict[str, str](), dict[str, str]()
    for person in base.people:
        known |= dict.fromkeys(map(as_one_name, (person.name, *person.aliases)), person.name)
    for each in plans:
        col, grid = each.first.columns.get("qui"), opened.sheets[each.first.sheet]
        texts = (grid[row][col] for row in each.first.rows) if col is not None else ()
        names = (text for text in texts if isinstance(text, str) and not _NO_PERSON.fullmatch(fold(text)))
        written |= {as_one_name(name): " ".join(clean_name(name).split()) for name in names}
    sheets = [sheet for sheet in dict.fromkeys(each.first.sheet for each in plans) if base.words.sheet(sheet) is None]
    found = {sheet: name for sheet in sheets if (name := _called(sheet, known))}
    others = {sheet: name for sheet in sheets if sheet not in found and (name := _called(sheet, written))}
    return found | (others if len(found) + len(others) >= _SHEETS_OF_PEOPLE else {})


def _called(sheet: str, names: Mapping[str, str]) -> str:
    """The person whose name a sheet bears, or whose first name, where no other has that; "" if there is none."""
    bare = as_one_name(_OF_A_PERSON.sub("", sheet))
    first = {name for known, name in names.items() if known.split()[:1] == [bare]}
    return names.get(bare) or (first.pop() if len(first) == 1 else "")


def adopted_family_of_person(found: Located, people: Mapping[str, str]) -> Located:
    """A table, its rows given to the person whose name its sheet bears, where no column says who."""
    if found.sheet not in people or "qui" in found.columns:
        return found
    return replace(found, given={"qui": people[found.sheet], **found.given})


def family_person_findings(plans: Sequence[AdoptedTable], people: Mapping[str, str], file: str) -> Iterator[Finding]:
    """A finding for each sheet that bears a person's name, whose actions are that person's."""
    for each in {plan.first.sheet: plan.first for plan in plans if plan.first.sheet in people}.values():
        if "qui" not in each.columns:
            place = Place(file, each.sheet, address(each.top, each.left), each.table.title)
            yield Finding("sheet-of-person", place, people[each.sheet])


# --- the families -----------------------------------------------------------------------------------------


def rows_by_family(
    adopted: AdoptedTable, opened: Opened, base: Settings, people: Mapping[str, str]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The rows of an adopted table by family: as a column of theirs says, a heading over them, or their sheet, unless
    that bears the name of one of the `people`.

    A family left blank is that of the row above it where its cells are merged, or where each family is written once
    at the head of its rows; else nobody says which it is.
    """
    found, family, words = adopted.first, adopted.understood.role("famille"), base.words
    of_sheet = ACTIONS if found.sheet in people else _of_sheet(found.sheet)
    grid, own_label = opened.sheets[found.sheet], words.sheet(found.sheet) or of_sheet
    headings = _headings(found, grid, base)
    said = _said_once(found, family.col, grid) if family else False
    merged = _merged(found, family.col, opened) if family else {}
    groups: dict[str, list[int]] = {}
    label = own_label
    for row in found.rows:
        if row in headings:
            label = headings[row]
            continue
        cell = merged.get(row, grid[row][family.col]) if family else ""
        if isinstance(cell, str) and not is_blank(cell):
            own = clean_name(cell).strip()
            own = words.value("famille", own) or own
            label = own if said else label
        else:
            own = label
        groups.setdefault(_known(own, base), []).append(row)
    for name, rows in _as_one(groups).items():
        yield name, tuple(rows)


def _of_sheet(sheet: str) -> str:
    """The family that a sheet's name says; that of no heading where it only says a plan, a month or a year."""
    plain = fold(sheet)
    period = set(content_sorts(plain)) & {"month", "date", "when", "number", "rank"}
    return ACTIONS if period or _ANY_SHEET.fullmatch(plain) else clean_name(sheet)


def _said_once(found: Located, col: int, grid: CellGrid) -> bool:
    """Whether a column says each family once, at the head of its rows: never twice in a row, with blanks under it."""
    cells = [grid[row][col] for row in found.rows]
    again = any(one == other != "" for one, other in pairwise(cells))
    return not again and "" in cells[1:] and cells[:1] != [""]


def _merged(found: Located, col: int, opened: Opened) -> dict[int, Any]:
    """What merged cells of a column say to the rows they cover."""
    extras, grid = opened.extras.get(found.sheet), opened.sheets[found.sheet]
    areas = [area for area in extras.merged if area.left <= col <= area.right] if extras else []
    return {row: grid[area.top][area.left] for area in areas for row in range(area.top + 1, area.bottom + 1)}


def _headings(found: Located, grid: CellGrid, base: Settings) -> dict[int, str]:
    """The rows that name a family for those under them, and no action: alone on their row, and the name of a family,
    an axis or a phase by its words; or all the texts that stand alone, where the table begins with one and each has
    rows under it. Capitals alone make no heading."""
    alone = {row: text for row in found.rows if (text := _alone(grid[row]))}
    begins = found.rows[:1] and found.rows[0] in alone
    under = all(after not in alone for row, after in pairwise(found.rows) if row in alone)
    all_of_them = begins and under and 2 * len(alone) <= len(found.rows) and found.rows[-1] not in alone
    return {
        row: text
        for row, text in alone.items()
        if _sheet_of(text, base)
        or _HEADING.fullmatch(fold(text))
        or (all_of_them and "verb" not in content_sorts(text))
    }


def _alone(cells: Sequence[object]) -> str:
    """The text that stands alone on a row; "" where it holds anything else."""
    filled = [cell for cell in cells if cell != "" and not (isinstance(cell, str) and is_blank(cell))]
    return clean_name(filled[0]).strip() if len(filled) == 1 and isinstance(filled[0], str) else ""


def _known(label: str, base: Settings) -> str:
    """The family of the settings that a label is; else the label itself, not all in capitals."""
    words = " ".join(label.split())
    return _sheet_of(words, base) or (words[:1] + words[1:].lower() if words.isupper() else words)


def _as_one(groups: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """The groups, those whose names differ only by case, accents or the plural as one, under the first spelling."""
    spelled: dict[tuple[str, ...], str] = {}
    same: dict[str, list[int]] = {}
    for name, rows in groups.items():
        same.setdefault(spelled.setdefault(compared_words(name) or (name,), name), []).extend(rows)
    return {name: sorted(rows) for name, rows in same.items()}


def _sheet_of(label: str, base: Settings) -> str:
    """The sheet of the family that a label is the name of, whole or but for a slip; "" if there is none."""
    for family in base.families:
        for name in (family.sheet, family.title):
            if DamerauLevenshtein.normalized_similarity(fold(label), fold(name)) > 0.85:
                return family.sheet
    return ""


def adopted_families(base: Settings, labels: Mapping[str, None]) -> dict[str, Family]:
    """The families of an adopted plan, one a label: of the settings, or new, under a sheet's name still free. Labels
    that differ only by case, accents or the plural have the same."""
    known = {family.sheet: replace(family, retained=True) for family in base.families}
    taken = {sheet.name.casefold() for sheet in pac_book(base).sheets}
    taken |= {family.sheet.casefold() for family in base.families}
    families, spelled = dict[str, Family](), dict[tuple[str, ...], Family]()
    for number, label in enumerate(labels, 1):
        words = compared_words(label) or (label,)
        if label in known or words in spelled:
            families[label] = spelled[words] if words in spelled else known[label]
            spelled.setdefault(words, families[label])
            continue
        name = as_sheet_name(label)
        if not is_sheet_name(name) or name.casefold() in taken:
            own = as_sheet_name(f"{ACTIONS} {label}")
            free = chain([own] if is_sheet_name(own) else [], [ACTIONS], (f"{ACTIONS} {rank}" for rank in count(2)))
            name = next(each for each in free if each.casefold() not in taken)
        taken.add(name.casefold())
        families[label] = Family(f"famille_{number}", name, label[:120], PHASES[2], (label[:120],))
        spelled[words] = families[label]
    return families


def rows_of_family(book: Book, found: Located, family: Family, rows: tuple[int, ...]) -> Located:
    """The rows of an adopted table that are a family's."""
    table, part = book.part_table[part_name_in_every_plan(family)]
    return replace(found, table=table, part=part, rows=rows)
