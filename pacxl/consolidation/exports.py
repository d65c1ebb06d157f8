"""Exports of a CRM among plans: one a person, and no deal twice that a plan has under the same record."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from pacxl.compute.columns import total_of_column
from pacxl.compute.contents import CellCounts, Contents
from pacxl.consolidation.versions import is_later
from pacxl.findings.finding import Finding, Place
from pacxl.french.numerals import in_euros
from pacxl.plan.tables.carnet import REFERENCE, carnet_record


def plans_then_exports(plans: Sequence[Contents]) -> list[Contents]:
    """The plans; then each export as a plan for each person who follows deals in it."""
    exports = [part for plan in plans if plan.export for part in _by_person(plan)]
    return [*(plan for plan in plans if not plan.export), *exports]


def _by_person(export: Contents) -> Iterator[Contents]:
    """An export, a person after the other; what was told of it, and of its cells, goes with the first."""
    carnet = export.frames["carnet"].reset_index(drop=True)
    owners = carnet["commercial"].fillna("")
    people = list(dict.fromkeys(owners)) or [""]
    for number, person in enumerate(people):
        file = f"{export.file} ({person or 'sans commercial'})" if len(people) > 1 else export.file
        part = dataclasses.replace(
            export,
            file=file,
            identity=dataclasses.replace(export.identity, person=person),
            frames={**export.frames, "carnet": carnet[owners == person].assign(fichier=file)},
            origins={file: export.origins[export.file]} if export.file in export.origins else {},
        )
        yield part if not number else dataclasses.replace(part, found=(), cells=CellCounts(), libre=export.libre[:0])


def exports_counted_once(plans: Sequence[Contents]) -> tuple[list[Contents], list[Finding]]:
    """The plans, the exports without the deals that a plan has under the same record, or a later export."""
    known: dict[str, str] = {}
    for plan in plans:
        if not plan.export:
            known |= dict.fromkeys(_records(plan), plan.file)
    result, findings = list(plans), list[Finding]()
    exports = [at for at, plan in enumerate(plans) if plan.export]
    for at in _latest_first(plans, exports):
        records, carnet = _records(plans[at]), plans[at].frames["carnet"]
        twice = pd.Series([bool(record) and record in known for record in records], index=carnet.index, dtype=bool)
        for other in dict.fromkeys(known[record] for record in records if record in known):
            mine = carnet[[known.get(record) == other for record in records]]
            about = {"count": str(len(mine)), "other": other, "amount": in_euros(_sum(mine["montant"]))}
            findings.append(Finding("crm-counted-once", Place(plans[at].file), about=about))
        result[at] = dataclasses.replace(plans[at], frames={**plans[at].frames, "carnet": carnet[~twice]})
        known |= {record: plans[at].file for record in records if record and record not in known}
    return result, findings


def _latest_first(plans: Sequence[Contents], exports: Sequence[int]) -> list[int]:
    ordered: list[int] = []
    for at in exports:
        before = next(
            (place for place, other in enumerate(ordered) if is_later(plans[at], plans[other])), len(ordered)
        )
        ordered.insert(before, at)
    return ordered


def _records(plan: Contents) -> list[str]:
    """The record of each deal of a plan, as it is compared; "" for none."""
    tables = plan.world.tables
    if REFERENCE not in plan.book.by_key["carnet"].by_key:
        return [""] * tables.size("carnet")
    return [carnet_record(value) for value in tables.column("carnet", REFERENCE).tolist()]


def _sum(amounts: pd.Series[Any]) -> float:
    value = total_of_column(amounts)
    return 0.0 if value is pd.NA else float(value)
