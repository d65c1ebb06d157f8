"""The rows of an export as deals: typed, each cell that has no value told, what is no deal left aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pacxl.a1 import address
from pacxl.crm import findings
from pacxl.crm.cells import (
    Money,
    Odd,
    crm_chances_are_fractions,
    crm_text,
    currency_of_crm_cell,
    date_order_of_crm_cells,
    decimal_mark_of_crm_cells,
    is_crm_blank,
    probability_in_crm_cell,
    read_crm_cell_day,
    read_crm_cell_money,
)
from pacxl.crm.deal import Deal, ImportChoice
from pacxl.crm.grouped import is_sum_of_group, with_groups
from pacxl.crm.products import CLOSED_ON, CLOSINGS, CREATED, CURRENCY, LOST_ON, OWNER, WON_ON
from pacxl.crm.recognition import Export, header_for_recognition
from pacxl.crm.stages import StageOf, issue_in_crm_stages, issue_of_stage, stage_in_crm
from pacxl.definition.kind import DATE, MONEY, PROBABILITY
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Opened
from pacxl.french.text import clean_name, fold
from pacxl.plan.tables.carnet import LOST, OPEN, WON
from pacxl.settings.model import Settings

DATES = ("date_jalon", *CLOSINGS)
TEXTS = ("interlocuteur", "nature", "segment", "prochaine_action")


@dataclass
class Deals:
    """The deals of an export, as they are being read: with what there is to tell, the rows that are none, the records
    of deals in another currency, and how many cells were converted and refused."""

    deals: list[Deal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    converted: int = 0
    refused: int = 0


def deals_of(export: Export, opened: Opened, file: str, settings: Settings, choice: ImportChoice) -> Deals:
    """The deals of an export. `settings` are the firm's, whose stages count before the CRM's own."""
    return _Reader(export, opened, file, settings, choice).read()


class _Reader:
    def __init__(self, export: Export, opened: Opened, file: str, settings: Settings, choice: ImportChoice) -> None:
        self.export, self.file, self.settings, self.choice = export, file, settings, choice
        self.grid = with_groups(export.headers, export.top, opened.sheets[export.sheet], file)
        self.opened = opened
        self.result = Deals()
        self.odd: dict[tuple[str, Odd], list[int]] = defaultdict(list)
        self.known: dict[str, StageOf] = {}
        self.stages: dict[StageOf, list[int]] = defaultdict(list)
        self.statuses: dict[str, int] = defaultdict(int)
        self.aside: dict[str, list[float]] = defaultdict(list)
        self.companies: list[str] = []
        self.otherwise = 0

    # --- rows ---

    def read(self) -> Deals:
        rows = [
            row for row in range(self.export.top + 1, len(self.grid)) if not all(map(is_crm_blank, self.grid[row]))
        ]
        kept = [row for row in rows if self._is_deal(row)]
        deals = set(kept)
        self.result.left = [row for row in rows if row not in deals]
        days = [key for key in (*DATES, CREATED) if key in self.export.columns]
        self.order = self.choice.dates or date_order_of_crm_cells(
            cell for key in days for cell in self._column(key, kept)
        )
        self.mark = self.choice.mark or decimal_mark_of_crm_cells(self._column("montant", kept))
        self.fractions = crm_chances_are_fractions(
            c for c in self._column("probabilite", kept) if not is_crm_blank(c)
        )
        for row in kept:
            if (deal := self._deal(row)) is not None:
                self.result.deals.append(deal)
        self._once_each()
        self.result.findings += findings.findings_on_rows(self.export, self.file, self.grid, self.result.left)
        self.result.findings += self._told()
        return self.result

    def _column(self, key: str, rows: Sequence[int]) -> list[Any]:
        col = self.export.columns.get(key)
        return [] if col is None else [self.grid[row][col] for row in rows]

    def _is_deal(self, row: int) -> bool:
        """Whether a row says what, whom or how much; a text alone on it, or a total, does not."""
        filled = [cell for cell in self.grid[row] if not is_crm_blank(cell)]
        said = {
            key for key in ("reference", "nature", "societe", "montant") if not is_crm_blank(self._cell(key, row))
        }
        alone = len(filled) == 1 and len(self.export.headers) > 2
        sums = "reference" not in said and bool(_TOTAL.match(fold(crm_text(filled[0])))) if filled else False
        return bool(said) and not alone and not (sums or is_sum_of_group(filled))

    def _cell(self, key: str, row: int) -> Any:
        col = self.export.columns.get(key)
        return "" if col is None else self.grid[row][col]

    # --- a deal ---

    def _deal(self, row: int) -> Deal | None:
        cells = {key: self.grid[row][col] for key, col in self.export.columns.items()}
        money = self._money(row)
        named = currency_of_crm_cell(crm_text(cells.get(CURRENCY, ""))) or (money.currency if money else "")
        if money and named not in ("", self.choice.currency):
            self.aside[named].append(money.amount)
            self.result.aside.append(crm_text(cells.get("reference", "")))
            self.result.refused += 1
            return None
        issue = issue_in_crm_stages(cells, self.choice.words)
        if not issue:
            self.statuses[crm_text(cells.get("issue", "")) or self.export.headers[self._flag()]] += 1
        stage = self._stage(crm_text(cells.get("etape", "")), row)
        values: dict[str, Any] = {
            "reference": crm_text(cells.get("reference", "")),
            "societe": self._company(crm_text(cells.get("societe", ""))),
            "montant": money.amount if money else None,
            "etape": stage.name if stage else "",
            "probabilite": self._probability(row, stage) if (issue or OPEN) == OPEN else None,
            "issue": issue or OPEN,
            **{key: clean_name(crm_text(cells.get(key, ""))) for key in TEXTS},
            **self._dates(row, issue or OPEN),
        }
        known = {key: None if value == "" else value for key, value in values.items()}
        return Deal(row, clean_name(crm_text(cells.get(OWNER, ""))), known)

    def _flag(self) -> int:
        return next(col for key, col in self.export.columns.items() if key.startswith("est_"))

    def _company(self, text: str) -> str:
        """The first of the companies that a deal is tied to, without its number: `Acme (1234567); Beta (89)`."""
        every = [_NUMBER.sub("", each).strip() for each in re.split(r";(?=\s*\S)", text)]
        if len(every) > 1 and all(_NUMBER.search(each) for each in text.split(";")):
            self.companies.append(text)
            return clean_name(every[0])
        return clean_name(_NUMBER.sub("", text).strip())

    def _read(self, key: str, row: int, read: Callable[[Any], Any]) -> Any:
        """The value of a cell; None for a blank, and for one that has none, which is told."""
        cell = self._cell(key, row)
        if is_crm_blank(cell):
            return None
        value = read(
            self.opened.shown(self.export.sheet, row, self.export.columns[key]) if key == "montant" else cell
        )
        if isinstance(value, Odd):
            self.odd[key, value].append(row)
            self.result.refused += 1
            return None
        self.result.converted += isinstance(cell, str)
        return value

    def _money(self, row: int) -> Money | None:
        found = self._read("montant", row, lambda cell: read_crm_cell_money(cell, self.mark, self.settings.taxes))
        return found if isinstance(found, Money) else None

    def _dates(self, row: int, issue: str) -> dict[str, Any]:
        """When an open deal is to be decided, or when a closed one was: one date may say the one or the other, but
        what was only expected is no closing."""
        days = {key: self._read(key, row, lambda cell: read_crm_cell_day(cell, self.order)) for key in DATES}
        first = {WON: WON_ON, LOST: LOST_ON}.get(issue, "")
        if issue == OPEN:
            return {"date_jalon": days["date_jalon"] or days[CLOSED_ON], "cloture": None}
        closed = days.get(first) or days[CLOSED_ON]
        if closed or _EXPECTED.search(fold(self.export.headers.get(self.export.columns.get("date_jalon", -1), ""))):
            return {"date_jalon": days["date_jalon"], "cloture": closed}
        return {"date_jalon": None, "cloture": days["date_jalon"]}

    def _stage(self, text: str, row: int) -> StageOf | None:
        if is_crm_blank(text) or issue_of_stage(text) != OPEN:
            return None  # a stage that says only how it ended
        if text not in self.known:
            self.known[text] = stage_in_crm(text, self.export.product, self.settings, self.choice.words)
        stage = self.known[text]
        self.stages[stage].append(row)
        return stage

    def _probability(self, row: int, stage: StageOf | None) -> float | None:
        """What is to be typed: nothing where the firm's own stage says it."""
        found = self._read("probabilite", row, lambda cell: probability_in_crm_cell(cell, fraction=self.fractions))
        if stage is not None and stage.known:
            worth = next(each.probability for each in self.settings.stages if each.name == stage.name)
            self.otherwise += found is not None and abs(found - worth) > 1e-9
            return None
        return stage.probability if stage is not None and stage.probability is not None else found

    # --- one record, several rows ---

    def _once_each(self) -> None:
        """A record counts once: its lines are added up where their amounts are a line's, like rows are one, and of
        unlike ones the first counts."""
        groups: dict[str, list[Deal]] = defaultdict(list)
        for deal in self.result.deals:
            groups[deal.values["reference"] or f"row {deal.row}"].append(deal)
        column = self.export.columns.get("montant")
        header = header_for_recognition(self.export.headers[column]) if column is not None else ""
        kept = []
        for record, rows in groups.items():
            first = rows[0]
            if len(rows) > 1:
                lines = header in self.export.product.lines_add_up
                amounts = [deal.values["montant"] or 0.0 for deal in rows]
                if lines:
                    first = replace(first, values={**first.values, "montant": sum(amounts)})
                same = all(deal.values == first.values for deal in rows)
                place = self._place(first.row, "reference")
                self.result.findings.append(
                    findings.finding_on_record_twice(place, record, rows, lines=lines, same=same)
                )
            kept.append(first)
        self.result.deals = kept

    # --- what there is to tell ---

    def _place(self, row: int, key: str) -> Place:
        col = self.export.columns.get(key, 0)
        return Place(self.file, self.export.sheet, address(row, col), "Carnet", self.export.headers.get(col, ""))

    def _told(self) -> Iterator[Finding]:
        for (key, odd), rows in self.odd.items():
            values = [crm_text(self._cell(key, row)) for row in rows]
            kind = {"montant": MONEY, "probabilite": PROBABILITY}.get(key, DATE)
            places = [self._place(row, key) for row in rows]
            yield from findings.findings_on_odd_cells(odd, kind, places, values)
        top = self._place(self.export.top, "montant")
        for currency, amounts in self.aside.items():
            yield findings.finding_on_other_currency(top, currency, amounts, self.choice.currency)
        if self.fractions:
            yield Finding("crm-fractions", self._place(self.export.top, "probabilite"))
        if self.otherwise:
            place = self._place(self.export.top, "probabilite")
            yield Finding("crm-probability-of-stage", place, about={"count": str(self.otherwise)})
        deals = {deal.row: deal for deal in self.result.deals}
        yield from findings.findings_on_stages(self._place(self.export.top, "etape"), self.stages, deals)
        for status, count in self.statuses.items():
            yield Finding("crm-status-unknown", self._place(self.export.top, "issue"), status, {"count": str(count)})
        if self.companies:
            about = {"count": str(len(self.companies))}
            yield Finding("crm-several-companies", self._place(self.export.top, "societe"), self.companies[0], about)


_EXPECTED = re.compile(r"expected|\best\.|estim|prevu|espere|attendu|deadline|echeance")
_NUMBER = re.compile(r"\s*\(\d{4,}\)$")
_TOTAL = re.compile(r"(?:grand )?total|sous-?total|subtotal|(?:sum|somme|count|nombre|moyenne|average)\b")
