"""Which row of a carnet a deal of an export is: by its record; without one, by its company and its kind."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pacxl.crm.deal import Deal
from pacxl.french.proper_names import firm_proper_name
from pacxl.french.text import fold
from pacxl.plan.tables.carnet import REFERENCE, carnet_record

DealRow = dict[str, Any]  # a row of the carnet, or of what the CRM said: a value a column, None for a blank


def matching_record(values: Mapping[str, Any]) -> str:
    """The record of a deal or of a row, as it is compared; "" for none."""
    return carnet_record(values.get(REFERENCE))


def matching_names(values: Mapping[str, Any]) -> tuple[str, str]:
    """A deal's company and kind as they are compared."""
    return firm_proper_name(str(values.get("societe") or "")), fold(str(values.get("nature") or ""))


def matching_amounts(one: Any, other: Any) -> bool:
    """Whether two amounts are known and the same."""
    return one is not None and other is not None and math.isclose(one, other, abs_tol=0.005)


@dataclass
class Matched:
    """The row of each deal, by position in the export; the deals whose row was found by its names (`linked`, with
    what is the same); and, of new deals, the row that may be theirs."""

    rows: dict[int, int] = field(default_factory=dict)
    linked: dict[int, str] = field(default_factory=dict)
    maybe: dict[int, int] = field(default_factory=dict)


def matched(deals: Sequence[Deal], carnet: Sequence[DealRow]) -> Matched:
    """Which row each deal is. A row that nobody has numbered is a deal's only where no other row or deal could be."""
    result = Matched()
    by_record = {matching_record(row): at for at, row in reversed(list(enumerate(carnet))) if matching_record(row)}
    for number, deal in enumerate(deals):
        if matching_record(deal.values) in by_record:
            result.rows[number] = by_record[matching_record(deal.values)]
    left = [number for number in range(len(deals)) if number not in result.rows]
    _by_names(result, deals, carnet, [number for number in left if not matching_record(deals[number].values)])
    _linked(result, deals, carnet, [number for number in left if matching_record(deals[number].values)])
    return result


def _by_names(result: Matched, deals: Sequence[Deal], carnet: Sequence[DealRow], numbers: Sequence[int]) -> None:
    """The deals of an export without records: of rows of one name, the one of the same amount first."""
    taken = set(result.rows.values())
    alike = defaultdict[tuple[str, str], list[int]](list)
    for at, row in enumerate(carnet):
        alike[matching_names(row)].append(at)
    for exact in (True, False):
        for number in numbers:
            values = deals[number].values
            free = [at for at in alike.get(matching_names(values), ()) if at not in taken]
            mine = [at for at in free if not exact or matching_amounts(carnet[at]["montant"], values["montant"])]
            if number not in result.rows and mine and any(matching_names(values)):
                result.rows[number] = mine[0]
                taken.add(mine[0])


def _linked(result: Matched, deals: Sequence[Deal], carnet: Sequence[DealRow], numbers: Sequence[int]) -> None:
    """The rows that people typed before there was a record: the same company, and the same kind or amount."""
    taken = set(result.rows.values())
    firms = defaultdict[str, list[int]](list)
    for at, row in enumerate(carnet):
        if at not in taken and not matching_record(row) and matching_names(row)[0]:
            firms[matching_names(row)[0]].append(at)
    found: dict[int, list[tuple[int, str]]] = {}
    for number in numbers:
        alike = firms.get(matching_names(deals[number].values)[0], [])
        found[number] = [(at, same) for at in alike if (same := _same(deals[number].values, carnet[at]))]
    wanted = defaultdict[int, int](int)
    for rows in found.values():
        for at, _ in rows:
            wanted[at] += 1
    for number, rows in found.items():
        if len(rows) == 1 and wanted[rows[0][0]] == 1 and rows[0][1] != "maybe":
            result.rows[number], result.linked[number] = rows[0]
        elif rows:
            result.maybe[number] = rows[0][0]


def _same(deal: Mapping[str, Any], row: DealRow) -> str:
    """What a deal has in common with a row of the same company; "maybe" for what proves nothing."""
    if matching_names(deal)[1] and matching_names(deal)[1] == matching_names(row)[1]:
        return "nature"
    if matching_amounts(deal["montant"], row["montant"]):
        return "maybe" if matching_names(deal)[1] and matching_names(row)[1] else "montant"
    return ""
