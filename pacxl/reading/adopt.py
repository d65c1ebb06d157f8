"""A plan that pacxl did not make: the tables of actions and of deals that a workbook holds, under its own headers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from rapidfuzz.distance import DamerauLevenshtein

from pacxl.a1 import address
from pacxl.books.pac import pac_book
from pacxl.definition.book import Book
from pacxl.definition.sheet import as_sheet_name, is_sheet_name
from pacxl.definition.table import Table
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Opened, filled_rows
from pacxl.french.choices import choice_of
from pacxl.french.header_text import plain_header, read_header
from pacxl.french.period import years_of_period
from pacxl.french.text import clean_name, fold, is_blank
from pacxl.locating.added_up import Formulas
from pacxl.locating.extent import with_rows
from pacxl.locating.findings import table_findings
from pacxl.locating.header_rows import HeaderRow, header_rows, with_left_out
from pacxl.locating.headers import Header
from pacxl.locating.located import Located
from pacxl.locating.merged_cells import with_merged
from pacxl.locating.twice import once, year_of
from pacxl.locating.worth import worth
from pacxl.plan.every_plan import part_name
from pacxl.plan.tables.carnet import LOST, OPEN, WON
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
    found = adoptable_tables(bare, opened, formulas)
    if not found:
        return None
    single = once(found, opened, file, years_of_period(base.period))
    tables = [_asked(each, opened) for each in single.counted if not is_list_of_clients(each)]
    actions = [each for each in tables if each.table.key == "actions"]
    deals = [each for each in tables if each.table.key == "carnet"]
    if not tables:
        return None
    groups = [(each, *group) for each in actions for group in adopted_groups(each, opened, base)]
    families = adopted_families(base, dict.fromkeys(label for _, label, _ in groups))
    book = pac_book(replace(bare, families=tuple(families.values()) or bare.families))
    located = [adopted_part(book, table, families[label], rows) for table, label, rows in groups]
    located = [with_merged(each, opened) for each in (*located, *deals)]
    findings = [Finding("adopted", Place(file), about=_summary(len(actions), len(deals), families))]
    findings += [*_unknown(tables, file), *single.findings]
    findings += (_about_clients(each, opened, file) for each in single.counted if is_list_of_clients(each))
    return Adopted(book, located, [*findings, *table_findings(tables, opened, file)])


def adoptable_tables(bare: Settings, opened: Opened, formulas: Formulas) -> list[Located]:
    """The tables to adopt: those of actions and of deals that are like a plan's, with their rows.

    A list of invoices is no carnet. Where nothing says the plan's period, a header's year (`Budget 2025`) is held
    against that of the dates, if they are of one year."""
    book = pac_book(bare)
    rows = (_without_idle_issue(row, opened) for row in header_rows(book, opened, {}, _like_a_plan))
    found = [row for row in rows if _still_like(row)]
    tables = [_own(book, row, found, opened, formulas) for row in found]
    years = {year_of(each, opened) for each in tables}
    if not bare.period and len(years) == 1 and years != {0} and any(map(_names_a_year, tables)):
        return adoptable_tables(replace(bare, period=str(years.pop())), opened, formulas)
    return tables


def _names_a_year(found: Located) -> bool:
    return any(read_header(header.text).years for header in (*found.headers, *found.left_out))


def _own(book: Book, row: HeaderRow, found: Sequence[HeaderRow], opened: Opened, formulas: Formulas) -> Located:
    """A table of somebody's own making, with its rows, as a table of the book."""
    table, headers = row.readings[0]
    under = [other.top for other in found if other.sheet == row.sheet and other.top > row.top]
    own = Located(table, table.parts[0], row.sheet, row.top, headers, "own", above=row.above, unknown=row.unknown)
    own = replace(own, left_out=row.left_out)
    return with_rows(own, opened, min([len(opened.sheets[row.sheet]), *under]), formulas)


def _like_a_plan(table: Table, headers: Sequence[Header], texts: int) -> bool:
    """What tells actions and deals from other lists: what, and who, when or how; which client, how much, how far."""
    keys = {header.key for header in headers if header.how != "near"}
    if table.key == "actions":
        like = len(keys & _WHO_WHEN_HOW) > (1 if "etape" in keys else 3) and ("etape" in keys or "qui" in keys)
        return like and 2 * len(headers) >= texts
    return table.key == "carnet" and {"societe", "montant"} <= keys and bool(keys & _WHERE_IT_STANDS)


# --- what only looks like actions, or like deals ----------------------------------------------------------

_INVOICE = re.compile(
    r".*\b(?:factures?|facturation|avoir|paye[es]*|paiements?|regle[es]*|reglements?|encaisse\w*)\b.*"
)
_CLIENT = re.compile(
    r"(?:n° |nom |noms |code |reference )?(?:(?:du |de |des )(?:la |l')?)?(?:clients?|societes?|prospects?|comptes?"
    r"|entreprises?|produits?|articles?|gammes?|references?|magasins?|enseignes?)"
)


def _without_idle_issue(row: HeaderRow, opened: Opened) -> HeaderRow:
    """A header's row whose *Statut* is no issue of a deal, where nothing under it is one."""
    table, headers = row.readings[0]
    issue = next((header for header in headers if header.key == "issue" and header.how == "synonym"), None)
    if table.key != "carnet" or issue is None:
        return row
    under = (cells[issue.col] for _, cells in filled_rows(opened.sheets[row.sheet][row.top + 1 :]))
    if any(isinstance(cell, str) and choice_of(cell, (OPEN, WON, LOST)) for cell in under):
        return row
    others = tuple(header for header in headers if header is not issue)
    return replace(row, readings=((table, others),), unknown={**row.unknown, issue.col: issue.text})


def _still_like(row: HeaderRow) -> bool:
    table, headers = row.readings[0]
    invoices = table.key == "carnet" and any(_INVOICE.fullmatch(plain_header(text)) for text in row.unknown.values())
    known = with_left_out(headers, row.left_out)
    return not invoices and _like_a_plan(table, known, len(known))


def is_list_of_clients(found: Located) -> bool:
    """Whether a table to adopt, like one of actions, has a row a client, or a product, and no action."""
    return found.table.key == "actions" and "etape" not in found.columns and _client_column(found) is not None


def _client_column(found: Located) -> int | None:
    return next((col for col, text in found.unknown.items() if _CLIENT.fullmatch(plain_header(text))), None)


def _about_clients(found: Located, opened: Opened, file: str) -> Finding:
    place = Place(file, found.sheet, address(found.top, found.left), found.table.title)
    return Finding("budget-of-clients", place, about={"amount": worth(found, opened)})


def _asked(found: Located, opened: Opened) -> Located:
    """A table of actions without the budgets of its rows that name a client, or a product, and no action."""
    grid, client = opened.sheets[found.sheet], _client_column(found)
    if found.table.key != "actions" or client is None:
        return found
    rows = [row for row in found.rows if grid[row][found.columns["etape"]] == "" and grid[row][client] != ""]
    cols = [found.columns[key] for key in ("budget", "depense") if key in found.columns]
    asked = {(row, col): "budget-of-client" for row in rows for col in cols if grid[row][col] != ""}
    return replace(found, uncounted={**found.uncounted, **asked}) if asked else found


# --- actions, and the families they are of ----------------------------------------------------------------


def adopted_groups(found: Located, opened: Opened, base: Settings) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The rows of an adopted table by family: as a column of theirs says, a heading over them, or their sheet."""
    grid = opened.sheets[found.sheet]
    column = next((col for col, text in found.unknown.items() if _FAMILY_HEADER.fullmatch(plain_header(text))), None)
    label = ACTIONS if _ANY_SHEET.fullmatch(fold(found.sheet)) else clean_name(found.sheet)
    groups: dict[str, list[int]] = {}
    for row in found.rows:
        heading = _heading(grid[row], base)
        if column is not None and isinstance(grid[row][column], str) and not is_blank(grid[row][column]):
            label = clean_name(grid[row][column]).strip()
        elif heading:
            label = heading
            continue
        groups.setdefault(_known(label, base), []).append(row)
    for name, own in groups.items():
        yield name, tuple(own)


def _heading(cells: Sequence[object], base: Settings) -> str:
    """The family that a row announces: one text alone on it, in capitals or known."""
    texts = [cell for cell in cells if cell != "" and not (isinstance(cell, str) and is_blank(cell))]
    if len(texts) != 1 or not isinstance(texts[0], str):
        return ""
    text = clean_name(texts[0]).strip()
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


def adopted_families(base: Settings, labels: Mapping[str, None]) -> dict[str, Family]:
    """The families of an adopted plan, one a label: of the settings, or new, under a sheet's name still free."""
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


def adopted_part(book: Book, found: Located, family: Family, rows: tuple[int, ...]) -> Located:
    """The rows of an adopted table that are a family's."""
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


def _unknown(found: Sequence[Located], file: str) -> Iterator[Finding]:
    for each in found:
        out = {header.col for header in each.left_out}
        for col, text in each.unknown.items():
            if col not in out and not _FAMILY_HEADER.fullmatch(plain_header(text)):
                yield Finding("header-unknown", Place(file, each.sheet, address(each.top, col), column=text), text)
