"""A plan that pacxl did not make: the actions, the deals and the indicators of a workbook, under its own headers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pacxl.a1 import address
from pacxl.adopting.families import (
    adopted_families,
    adopted_family_of_person,
    family_person_findings,
    family_sheets_of_people,
    rows_by_family,
    rows_of_family,
)
from pacxl.adopting.lists import first_list_rows, is_list_name, lists_in
from pacxl.adopting.tables import AdoptedTable, adoptable_tables, month_table_findings
from pacxl.adopting.understood import UnderstoodList, understand
from pacxl.adopting.weigh import ROLES, DecidedWords
from pacxl.adopting.words import DEALS, INDICATORS, PLAN, said_words
from pacxl.books.correspondances import FAMILY, plan_for_correspondances
from pacxl.books.pac import pac_book
from pacxl.definition.book import Book
from pacxl.definition.header_match import DECIDED, PERIOD, HeaderMatch
from pacxl.definition.kind import shown
from pacxl.definition.table import Table
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import CellGrid, Opened, filled_rows
from pacxl.french.header_text import plain_header
from pacxl.french.period import years_of_period
from pacxl.french.text import Words
from pacxl.locating.added_up import Formulas
from pacxl.locating.counted_cells import with_counted
from pacxl.locating.findings import locating_findings
from pacxl.locating.located import Located
from pacxl.locating.twice import without_those_twice, year_of_twin
from pacxl.locating.worth import worth_of
from pacxl.plan.tables.action_status import TYPED_STATUS
from pacxl.settings.model import Settings
from pacxl.typography import counted


@dataclass(frozen=True)
class Adopted:
    """A workbook of somebody's own, as a plan: its book, where its tables are, what there is to say, and what each of
    their columns was understood to be."""

    book: Book
    located: list[Located]
    findings: list[Finding]
    header_matches: tuple[HeaderMatch, ...] = ()


def adopt(opened: Opened, base: Settings, file: str, formulas: Formulas) -> Adopted | None:
    """The plan that a workbook holds, its families those of its sheets, its headings or its own column of families.

    None when nothing in it is like a table of actions, of deals or of indicators.
    """
    bare = replace(base, sections=(TYPED_STATUS,))
    found, others, bare = adopt_tables(bare, opened, formulas)
    if not found:
        return None
    single = without_those_twice([each.first for each in found], opened, file, years_of_period(base.period))
    tables = [_asked(each, opened) for each in found if any(each.first is one for one in single.counted)]
    plans = [each for each in tables if each.understood.kind == PLAN]
    people = family_sheets_of_people(plans, opened, base)
    groups = [
        (adopted_family_of_person(each.first, people), *group)
        for each in plans
        for group in rows_by_family(each, opened, base, people)
    ]
    families = adopted_families(base, dict.fromkeys(label for _, label, _ in groups))
    kept = tuple({family.key: family for family in families.values()}.values()) or bare.families
    book = pac_book(replace(bare, families=kept, sections=_sections(tables)))
    located = [rows_of_family(book, table, families[label], rows) for table, label, rows in groups]
    rest = [part for each in tables if each.understood.kind != PLAN for part in each.located]
    located += [_in_book(part, book) for part in rest]
    located = [with_counted(each, opened) for each in located]
    findings = [Finding("adopted", Place(file), about=_summary(tables, [family.sheet for family in kept]))]
    findings += [*_unknown(tables, file), *single.findings, *_about_clients(others, opened, file)]
    findings += [*_without_year(tables, file), *month_table_findings(tables, opened, file)]
    findings += [
        *family_person_findings(plans, people, file),
        *locating_findings([each.first for each in tables], opened, file),
    ]
    return Adopted(
        book, located, findings, tuple(_header_matches((each.understood, each.first.table) for each in tables))
    )


def adopt_tables(
    bare: Settings, opened: Opened, formulas: Formulas
) -> tuple[list[AdoptedTable], list[UnderstoodList], Settings]:
    """The tables to adopt, with their rows; the lists that are none; the settings that they were read with.

    Where nothing says the plan's period, a header's year (`Budget 2025`) is held against that of the dates, if they
    are of one year."""
    found, others = adoptable_tables(pac_book(bare), opened, formulas)
    years = {year_of_twin(each.first, opened) for each in found}
    if not bare.period and len(years) == 1 and years != {0} and any(_asks_the_year(each) for each in found):
        return adopt_tables(replace(bare, period=str(years.pop())), opened, formulas)
    return found, others, bare


def _asks_the_year(adopted: AdoptedTable) -> bool:
    """Whether a table's year matters: a header of it names one, or it has months, or is of one."""
    found = adopted.first
    if found.table.key == INDICATORS or adopted.titled:
        return True
    return any(said_words(header.text).years for header in (*found.headers, *found.left_out))


def _sections(tables: Sequence[AdoptedTable]) -> tuple[str, ...]:
    """The sections of an adopted plan: the typed status, where a table has one."""
    typed = {"statut_saisi", "avancement_saisi"}
    return (TYPED_STATUS,) if any(typed & each.first.columns.keys() for each in tables) else ()


def _in_book(found: Located, book: Book) -> Located:
    table = book.by_key[found.table.key]
    return replace(found, table=table, part=table.parts[0])


# --- amounts that only look like spend --------------------------------------------------------------------

_CLIENT = re.compile(
    r"(?:n° |nom |noms |code |reference )?(?:(?:du |de |des )(?:la |l')?)?(?:clients?|societes?|prospects?|comptes?"
    r"|entreprises?|produits?|articles?|gammes?|references?|magasins?|enseignes?)"
)


def _client_column(found: UnderstoodList) -> int | None:
    headers = found.table.headers.items()
    return next((col for col, text in headers if _CLIENT.fullmatch(plain_header(text))), None)


def _about_clients(others: Sequence[UnderstoodList], opened: Opened, file: str) -> Iterator[Finding]:
    """The lists that have a budget, and a row a client or a product instead of an action."""
    for each in others:
        money = {column.col for column in each.columns if column.ours in ("budget", "depense")}
        if each.nearest == PLAN and money and each.role("etape") is None and _client_column(each) is not None:
            place = Place(file, each.table.sheet, address(each.table.top, min(each.table.headers)), "Actions")
            columns = {column.header: column.col for column in each.columns if column.col in money}
            rows = opened.sheets[each.table.sheet][each.table.top + 1 : each.table.end]
            yield Finding("budget-of-clients", place, about={"amount": worth_of(columns, rows)})


def _asked(adopted: AdoptedTable, opened: Opened) -> AdoptedTable:
    """A table of actions without the budgets of its rows that name a client, or a product, and no action."""
    found, client = adopted.first, _client_column(adopted.understood)
    if adopted.understood.kind != PLAN or client is None or "etape" not in found.columns:
        return adopted
    grid = opened.sheets[found.sheet]
    rows = [row for row in found.rows if grid[row][found.columns["etape"]] == "" and grid[row][client] != ""]
    cols = [found.columns[key] for key in ("budget", "depense") if key in found.columns]
    asked = {(row, col): "budget-of-client" for row in rows for col in cols if grid[row][col] != ""}
    asked_table = replace(found, uncounted={**found.uncounted, **asked})
    return replace(adopted, located=(asked_table, *adopted.located[1:])) if asked else adopted


# --- what there is to say ---------------------------------------------------------------------------------

_CALLED = {
    PLAN: (("tableau d’actions", "tableaux d’actions"), ("table of actions", "tables of actions")),
    DEALS: (("carnet d’affaires", "carnets d’affaires"), ("list of deals", "lists of deals")),
    INDICATORS: (
        ("tableau d’indicateurs", "tableaux d’indicateurs"),
        ("table of indicators", "tables of indicators"),
    ),
}


def _summary(tables: Sequence[AdoptedTable], families: Collection[str]) -> dict[str, str]:
    """How many tables of each kind there are, in both languages."""
    french, english, names = list[str](), list[str](), ", ".join(families)
    for kind, (called, called_en) in _CALLED.items():
        if number := sum(each.understood.kind == kind for each in tables):
            french.append(counted(number, *called) + (f" (familles : {names})" if kind == PLAN else ""))
            english.append(counted(number, *called_en, "en") + (f" (families: {names})" if kind == PLAN else ""))
    return {"what": ", ".join(french), "what_en": ", ".join(english)}


def _unknown(tables: Sequence[AdoptedTable], file: str) -> Iterator[Finding]:
    """Their columns that are none of ours, but for those of a calendar and of families."""
    for each in tables:
        here = each.understood.table
        for column in each.understood.columns:
            if column.header and not (column.ours or column.how in (PERIOD, DECIDED) or column.role == "famille"):
                place = Place(file, here.sheet, address(here.top, column.col), column=column.header)
                if column.asked:
                    yield Finding("header-asked", place, column.header, _may_be(column.rivals, each.first.table))
                else:
                    yield Finding("header-unknown", place, column.header)


def _may_be(rivals: Collection[str], table: Table) -> dict[str, str]:
    """What a column of a table may be: the headers that it would have there."""
    ours = {role.ours for role in ROLES[table.key] if role.key in rivals}
    called = [column.header for column in table.columns if column.key in ours]
    return {
        "what": ", ".join(f"« {each} »" for each in called),
        "what_en": ", ".join(f"“{each}”" for each in called),
    }


def _without_year(tables: Sequence[AdoptedTable], file: str) -> Iterator[Finding]:
    """The tables whose columns are months of a year that nothing says."""
    for each in tables:
        periods = [column for column in each.understood.columns if column.period]
        if periods and not any("mois" in part.given for part in each.located):
            here = each.understood.table
            place = Place(file, here.sheet, address(here.top, periods[0].col), each.first.table.title)
            yield Finding("months-without-year", place, periods[0].header, {"count": str(len(periods))})


def _header_matches(tables: Iterable[tuple[UnderstoodList, Table]]) -> Iterator[HeaderMatch]:
    """Their columns, and what each was understood to be."""
    for understood, table in tables:
        for column in understood.columns:
            ours = table.by_key[column.ours].header if column.ours in table.by_key else ""
            if column.role == "famille":
                ours = FAMILY
            place = understood.table.sheet, address(understood.table.top, column.col)
            samples = tuple(shown(sample) for sample in column.samples)
            yield HeaderMatch(*place, column.header, table.title, ours, column.how, column.sure, samples)


# --- a workbook that is refused ---------------------------------------------------------------------------

_KINDS = {
    PLAN: Words("un plan d’actions", "a plan of actions"),
    DEALS: Words("un carnet d’affaires", "a list of deals"),
    INDICATORS: Words("un tableau d’indicateurs", "a table of indicators"),
}


def nearest_to_adopt(opened: Opened, settings: Settings) -> tuple[HeaderMatch, ...]:
    """What the columns of a refused workbook's lists are the nearest to; where nothing in it looks like a list, those
    of the first row of two texts of each sheet."""
    book = plan_for_correspondances(settings)
    lists = [*lists_in(opened, DecidedWords(book))] or [*first_list_rows(opened)]
    found = [understand(each, book) for each in lists]
    return tuple(_header_matches((each, book.by_key[each.kind or each.nearest]) for each in found))


_FORMS = Words(
    " : c’est une fiche par feuille, et un plan se lit une ligne par action",
    ": it has a form a sheet, and a plan is read a row an action",
)


def nearest_list_to_adopt(opened: Opened, book: Book) -> Words:
    """What to say of the list of a workbook that is the nearest to a table of a plan: where it is, what it has of
    one, what it lacks, or what it is rather; nothing where no list is near."""
    near = [each for each in (understand(table, book) for table in lists_in(opened)) if not each.kind]
    best = max(near, key=lambda each: sum(bool(column.ours) for column in each.columns), default=None)
    if best is None or not any(column.ours for column in best.columns):
        return _FORMS if any(map(_is_form, opened.sheets.values())) else Words()
    place, kind = f"{best.table.sheet}!{address(best.table.top, min(best.table.headers))}", _KINDS[best.nearest]
    known = ", ".join(f"« {column.header} »" for column in best.columns if column.ours and column.header)
    if best.rather.fr:
        return Words(
            f" : le plus proche ({place}) est plutôt {best.rather.fr}",
            f": the nearest ({place}) is rather {best.rather.en}",
        )
    return Words(
        f" : le plus proche d’{kind.fr} ({place}) a {known}, et il lui manque {best.lacks.fr}",
        f": the nearest to {kind.en} ({place}) has {known}, and lacks {best.lacks.en}",
    )


_A_FORM = 3  # names, one under another


def _is_form(grid: CellGrid) -> bool:
    """Whether a sheet is a form: names of columns one under another, each with what it says beside it."""
    for col in range(min(2, max(map(len, grid), default=0))):
        beside = [(cells[col], cells[col + 1]) for _, cells in filled_rows(grid) if col + 1 < len(cells)]
        if (
            sum(isinstance(text, str) and value != "" and is_list_name(text, whole=True) for text, value in beside)
            >= _A_FORM
        ):
            return True
    return False
