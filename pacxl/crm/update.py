"""A plan brought up to date with an export: what the CRM has changed is changed, what people typed is kept.

What the CRM said at the last import stands on the sheet « CRM » of the plan. A cell of the carnet that says the same
is the CRM's, and follows it; one that says something else was typed by hand, and stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from pacxl.a1 import address
from pacxl.books.identity import settings_of
from pacxl.books.pac import pac_book
from pacxl.compute.contents import Contents, make_contents
from pacxl.crm.deal import Deal, name_of_crm_deal
from pacxl.crm.exported import Exported
from pacxl.crm.matching import DealRow, Matched, matched, matching_names, matching_record
from pacxl.crm.people import Taken, deals_taken_for_people
from pacxl.definition.book import Book
from pacxl.definition.kind import MONEY, Kind, shown
from pacxl.findings.finding import Finding, Place
from pacxl.french.numerals import in_short_euros
from pacxl.plan.tables.carnet import OPEN, REFERENCE, carnet_record, carnet_typed_keys
from pacxl.settings.model import CRM, Settings
from pacxl.typography import NARROW, WIDE

# What is told of one deal and of no other, in the order in which it is told; all the new ones are alike.
DEAL_BY_DEAL = (
    *("crm-vanished", "crm-reassigned", "crm-kept", "crm-maybe-twice"),
    *("crm-closed", "crm-changed", "crm-linked"),
)


@dataclass(frozen=True)
class Updated:
    """The plan with the deals of an export, what there is to tell, how many deals are as they were."""

    contents: Contents
    findings: tuple[Finding, ...]
    unchanged: int

    def count(self, code: str) -> int:
        """How many findings there are of a code."""
        return sum(finding.code == code for finding in self.findings)


def updated_plan(plan: Contents, exported: Exported, *, file: str = "", person: str = "") -> Updated:
    """A plan with the deals of an export: those of `person`, else of whose plan it is. `file` is what the plan is
    called in findings. Raises SettingsError where the export names nobody of that name."""
    settings = settings_of(plan.book)
    assert settings is not None  # every plan has them
    taken = deals_taken_for_people(exported, person, settings, plan.identity.person)
    book = _with_crm(plan.book, settings)
    update = _Update(book, plan, exported, taken, file)
    update.run()
    frames: dict[str, Any] = {key: plan.frames[key] for key in plan.book.by_key}
    frames |= {"carnet": _frame(update.carnet, book, "carnet"), CRM: _frame([*update.said.values()], book, CRM)}
    contents = make_contents(book, frames, plan.identity, plan.today)
    contents = replace(contents, found=plan.found)
    return Updated(contents, (*taken.findings, *update.findings), update.unchanged)


def _with_crm(book: Book, settings: Settings) -> Book:
    """The plan's book with the section of the CRM, and whatever it had besides its own."""
    if CRM in settings.sections:
        return book
    own, made = pac_book(settings), pac_book(replace(settings, sections=(*settings.sections, CRM)))
    tables = (table for table in book.tables if table.key not in own.by_key)
    names = {sheet.name for sheet in own.sheets}
    sheets = (sheet for sheet in book.sheets if sheet.name not in names)
    return replace(made, tables=(*made.tables, *tables), sheets=(*made.sheets, *sheets))


def _rows(plan: Contents, table: str) -> list[DealRow]:
    """The rows of a table as plain values."""
    if table not in plan.frames:
        return []
    keys = [column.key for column in plan.book.by_key[table].stored]
    columns = {key: [_plain(value) for value in plan.frames[table][key].tolist()] for key in keys}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _frame(rows: list[DealRow], book: Book, table: str) -> dict[str, list[Any]]:
    return {column.key: [row.get(column.key) for row in rows] for column in book.by_key[table].stored}


@dataclass
class _Update:
    """The carnet while it is brought up to date; `said` is what the CRM said of each record."""

    book: Book
    plan: Contents
    exported: Exported
    taken: Taken
    file: str
    findings: list[Finding] = field(default_factory=list)
    unchanged: int = 0

    def __post_init__(self) -> None:
        self.carnet = _rows(self.plan, "carnet")
        self.said = {_key(row): row for row in _rows(self.plan, CRM)}
        self.columns = self.book.by_key["carnet"].by_key

    def run(self) -> None:
        known = len(self.carnet)
        found = matched(self.taken.deals, self.carnet)
        for number, deal in enumerate(self.taken.deals):
            if number in found.rows:
                self._follow(deal, self.carnet[found.rows[number]], found.linked.get(number, ""))
            else:
                self._add(deal, number, found)
            self.said[_key(deal.values)] = self._as_said(deal)
        self._tell_of_the_others({*found.rows.values()}, known)

    def _as_said(self, deal: Deal) -> DealRow:
        """What the CRM has said of a deal, by now; a blank says nothing."""
        before = self.said.get(_key(deal.values), {})
        known = {key: value for key, value in deal.values.items() if value is not None}
        return {**before, **known, "suivi_par": deal.owner or None, "vu_le": self.plan.today}

    # --- a deal that is there ---

    def _follow(self, deal: Deal, row: DealRow, same: str) -> None:
        """Brings a row up to date with its deal, but for what was typed by hand."""
        before = self.said.get(_key(deal.values), {})
        if same:
            row[REFERENCE] = deal.values[REFERENCE]
            about = {"record": str(row[REFERENCE]), "same": f"même {same}", "same_en": _SAME[same]}
            self._tell("crm-linked", deal, about)
        was_open = row["issue"] in (None, OPEN)
        changes, kept = list[str](), list[str]()
        for key in carnet_typed_keys():
            said, mine = deal.values.get(key), row[key]
            if said is None or _alike(said, mine) or (key == "issue" and mine is None and said == OPEN):
                continue
            if mine is None or (key in before and _alike(before[key], mine)):
                changes.append(self._change(key, mine, said))
                row[key] = said
            else:
                kept.append(self._change(key, mine, said))
        if not was_open and row["issue"] == OPEN and _alike(before.get("cloture"), row["cloture"]):
            row["cloture"] = None  # it is open again
        closed = was_open and row["issue"] not in (None, OPEN)
        if changes:
            about = {"changes": f"{NARROW}; ".join(changes), "issue": str(row["issue"])}
            self._tell("crm-closed" if closed else "crm-changed", deal, about)
        if kept:
            self._tell("crm-kept", deal, {"changes": f"{NARROW}; ".join(kept)})
        self.unchanged += not changes and not same

    def _change(self, key: str, mine: Any, said: Any) -> str:
        column = self.columns[key]
        old, new = ("vide" if value is None else _said(value, column.kind) for value in (mine, said))
        return f"{column.header}{WIDE}: {old} → {new}"

    # --- one that is new, and those that are gone ---

    def _add(self, deal: Deal, number: int, found: Matched) -> None:
        self.carnet.append({key: deal.values.get(key) for key in (*carnet_typed_keys(), REFERENCE)})
        self._tell("crm-new", deal, {})
        if number in found.maybe:
            other = name_of_crm_deal(self.carnet[found.maybe[number]])
            self._tell("crm-maybe-twice", deal, {"other": other})

    def _tell_of_the_others(self, here: set[int], known: int) -> None:
        """The rows of the CRM that the export does not have, or has as somebody else's."""
        elsewhere = {_key(deal.values): deal for deal in self.taken.others}
        aside = {carnet_record(record) for record in self.exported.aside}
        for at, row in enumerate(self.carnet[:known]):
            if at in here or (matching_record(row) and matching_record(row) in aside):
                continue
            place, name = Place(self.file, "Carnet", "", "Carnet"), name_of_crm_deal(row)
            if other := elsewhere.get(_key(row)):
                self.findings.append(Finding("crm-reassigned", place, name, {"other": other.owner or "–"}))
            elif (matching_record(row) or _key(row) in self.said) and row["issue"] in (None, OPEN):
                self.findings.append(Finding("crm-vanished", place, name))

    def _tell(self, code: str, deal: Deal, about: Mapping[str, str]) -> None:
        export = self.exported.export
        col = export.columns.get(REFERENCE, export.columns.get("nature", 0))
        place = Place(self.exported.file, export.sheet, address(deal.row, col), "Carnet")
        self.findings.append(Finding(code, place, deal.name, dict(about)))


def _said(value: Any, kind: Kind) -> str:
    return in_short_euros(value) if kind is MONEY else shown(value, kind)


_SAME = {"nature": "same kind", "montant": "same amount"}


def _key(values: Mapping[str, Any]) -> tuple[str, ...]:
    """What a deal is known by: its record, else its company and its kind."""
    record = matching_record(values)
    return (record,) if record else matching_names(values)


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, abs_tol=1e-6)
    return bool(one == other)


def update_findings_in_order(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """What an import has to tell, by what became of the deals; first, what is said of the whole export."""
    yield from (finding for finding in findings if finding.code not in DEAL_BY_DEAL)
    for code in DEAL_BY_DEAL:
        yield from (finding for finding in findings if finding.code == code)
