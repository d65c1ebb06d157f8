"""A plan that pacxl did not make: the tables of actions and of deals that a workbook holds, under its own headers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from rapidfuzz.distance import DamerauLevenshtein

from pacxl.books.pac import pac_book
from pacxl.definition.book import Book, as_sheet_name, is_sheet_name
from pacxl.definition.table import Table
from pacxl.excel import address
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Opened
from pacxl.french.text import fold, plain
from pacxl.locating.added_up import Formulas
from pacxl.locating.extent import with_rows
from pacxl.locating.findings import table_findings
from pacxl.locating.header_rows import HeaderRow, header_rows
from pacxl.locating.headers import Header
from pacxl.locating.located import Located, with_merged
from pacxl.plan.tables.every_plan import part_name
from pacxl.settings.model import PHASES, Family, Settings

_FAMILY_HEADER = re.compile(
    "familles?|axes?|theme|thematique|domaine|categorie|volet|levier|rubrique|type d'action|famille d'actions"
    "|axe strategique"
)
_WHO_WHEN_HOW = {"qui", "debut", "fin", "budget", "comment", "objectif", "cible", "avec_qui", "segment"}
_WHERE_IT_STANDS = {"probabilite", "etape", "issue", "date_jalon", "cloture"}
_ANY_SHEET = re.compile(
    r"(?:feuil|feuille|sheet|tabelle|pac|plan|actions?|plan d'actions?.*|pac .*|plan .*)[ _-]*\d*"
)
ACTIONS = "Actions"  # the family of actions that are under no heading


@dataclass(frozen=True)
class Adopted:
    """A workbook of somebody's own, as a plan: its book, where its tables are, what there is to say."""

    book: Book
    located: list[Located]
    findings: list[Finding]


def adopt(opened: Opened, base: Settings, file: str, formulas: Formulas) -> Adopted | None:
    """The plan that a workbook holds, its families those of its sheets, its headings or its own column of families.

    None when nothing in it is like a table of actions, or of deals.
    """
    bare = replace(base, sections=())
    found = list(header_rows(pac_book(bare), opened, {}, _like_a_plan))
    actions = [row for row in found if row.readings[0][0].key == "actions"]
    deals = [row for row in found if row.readings[0][0].key == "carnet"]
    if not found:
        return None
    tables = {id(row): _own(pac_book(bare), row, found, opened, formulas) for row in found}
    groups = [(tables[id(row)], *group) for row in actions for group in _groups(tables[id(row)], opened, base)]
    families = _families(base, dict.fromkeys(label for _, label, _ in groups))
    book = pac_book(replace(bare, families=tuple(families.values()) or bare.families))
    located = [_of_family(book, table, families[label], rows) for table, label, rows in groups]
    located += [tables[id(row)] for row in deals]
    located = [with_merged(each, opened) for each in located]
    findings = [Finding("adopted", Place(file), about=_summary(len(actions), len(deals), families))]
    findings += _unknown(found, file)
    return Adopted(book, located, [*findings, *table_findings(list(tables.values()), opened, file)])


def _own(book: Book, row: HeaderRow, found: Sequence[HeaderRow], opened: Opened, formulas: Formulas) -> Located:
    """A table of somebody's own making, with its rows, as a table of the book."""
    table, headers = row.readings[0]
    under = [other.top for other in found if other.sheet == row.sheet and other.top > row.top]
    own = Located(table, table.parts[0], row.sheet, row.top, headers, "own", above=row.above, unknown=row.unknown)
    return with_rows(own, opened, min([len(opened.sheets[row.sheet]), *under]), formulas)


def _like_a_plan(table: Table, headers: Sequence[Header], texts: int) -> bool:
    """What tells actions and deals from other lists: what, and who, when or how; which client, how much, how far."""
    keys = {header.key for header in headers if header.how != "near"}
    if table.key == "actions":
        like = len(keys & _WHO_WHEN_HOW) > (1 if "etape" in keys else 3) and ("etape" in keys or "qui" in keys)
        return like and 2 * len(headers) >= texts
    return table.key == "carnet" and {"societe", "montant"} <= keys and bool(keys & _WHERE_IT_STANDS)


# --- actions, and the families they are of ----------------------------------------------------------------


def _groups(found: Located, opened: Opened, base: Settings) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The rows of a table, family by family: as a column of theirs says, a heading over them, or their sheet."""
    grid = opened.sheets[found.sheet]
    column = next((col for col, text in found.unknown.items() if _FAMILY_HEADER.fullmatch(plain(text))), None)
    label = ACTIONS if _ANY_SHEET.fullmatch(fold(found.sheet)) else found.sheet
    groups: dict[str, list[int]] = {}
    for row in found.rows:
        heading = _heading(grid[row], base)
        if column is not None and isinstance(grid[row][column], str) and grid[row][column].strip():
            label = grid[row][column].strip()
        elif heading:
            label = heading
            continue
        groups.setdefault(_known(label, base), []).append(row)
    for name, own in groups.items():
        yield name, tuple(own)


def _heading(cells: Sequence[object], base: Settings) -> str:
    """The family that a row announces: one text alone on it, in capitals or known."""
    texts = [cell for cell in cells if cell != ""]
    if len(texts) != 1 or not isinstance(texts[0], str):
        return ""
    text = texts[0].strip()
    return text if text.isupper() or _sheet_of(text, base) else ""


def _known(label: str, base: Settings) -> str:
    """The family of the settings that a label is; else the label itself, not all in capitals."""
    words = " ".join(label.split())
    return _sheet_of(words, base) or (words[:1] + words[1:].lower() if words.isupper() else words)


def _sheet_of(label: str, base: Settings) -> str:
    """The sheet of the family that a label is the name of, whole or but for a slip; "" if there is none."""
    for family in base.families:
        for name in (family.sheet, family.title):
            if DamerauLevenshtein.normalized_similarity(fold(label), fold(name)) > 0.85:
                return family.sheet
    return ""


def _families(base: Settings, labels: Mapping[str, None]) -> dict[str, Family]:
    """A family a label: one of the settings, or a new one, with a sheet's name that no other sheet has."""
    known = {family.sheet: replace(family, retained=True) for family in base.families}
    taken = {sheet.name.casefold() for sheet in pac_book(replace(base, sections=())).sheets}
    taken |= {family.sheet.casefold() for family in base.families}
    families: dict[str, Family] = {}
    for number, label in enumerate(labels, 1):
        if label in known:
            families[label] = known[label]
            continue
        name = as_sheet_name(label)
        if not is_sheet_name(name) or name.casefold() in taken:
            free = chain([ACTIONS], (f"{ACTIONS} {rank}" for rank in count(2)))
            name = next(each for each in free if each.casefold() not in taken)
        taken.add(name.casefold())
        families[label] = Family(f"famille_{number}", name, label[:120], PHASES[2], (label[:120],))
    return families


def _of_family(book: Book, found: Located, family: Family, rows: tuple[int, ...]) -> Located:
    """The rows of a table that are a family's."""
    table, part = book.part_table[part_name(family)]
    return replace(found, table=table, part=part, rows=rows)


# --- what there is to say ---------------------------------------------------------------------------------


def _summary(actions: int, deals: int, families: Collection[str]) -> dict[str, str]:
    """How many tables of actions and of deals there are, in both languages."""
    french, english, names = list[str](), list[str](), ", ".join(families)
    if actions:
        french.append(f"{actions} tableau(x) d’actions reconnu(s) par leurs en-têtes (familles : {names})")
        english.append(f"{actions} table(s) of actions known by their headers (families: {names})")
    if deals:
        french.append(f"{deals} carnet(s) d’affaires")
        english.append(f"{deals} list(s) of deals")
    return {"what": ", ".join(french), "what_en": ", ".join(english)}


def _unknown(found: Sequence[HeaderRow], file: str) -> Iterator[Finding]:
    for row in found:
        for col, text in row.unknown.items():
            if not _FAMILY_HEADER.fullmatch(plain(text)):
                yield Finding("header-unknown", Place(file, row.sheet, address(row.top, col), column=text), text)
