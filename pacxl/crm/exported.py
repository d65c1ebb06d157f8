"""An export as the contents of a plan: its deals in the carnet, each with who follows it; and what the CRM said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pacxl.a1 import address
from pacxl.books.pac import KEY, VERSION, pac_book
from pacxl.compute.contents import CellCounts, Contents, Identity, libre_frame, make_contents
from pacxl.crm.cells import crm_text, is_crm_blank
from pacxl.crm.deal import Deal, ImportChoice
from pacxl.crm.deals import Deals, deals_of
from pacxl.crm.findings import deals_by_person, findings_on_columns
from pacxl.crm.products import product_called
from pacxl.crm.recognition import Export, recognised_export, recognition_words
from pacxl.errors import NotAnExport, SettingsError
from pacxl.findings.finding import Finding
from pacxl.formats.opened import TEXT, Opened, filled_cells, filled_rows
from pacxl.guard.limits import USUAL, Limits
from pacxl.plan.tables.carnet import REFERENCE, carnet_typed_keys
from pacxl.settings.model import CRM, Settings
from pacxl.worker.pool import open_in_pool


@dataclass(frozen=True)
class Exported:
    """An export that was read: its deals, the records it has in other currencies, what there is to tell of it, what
    it holds besides."""

    export: Export
    file: str
    deals: tuple[Deal, ...]
    aside: tuple[str, ...]
    findings: tuple[Finding, ...]
    cells: CellCounts
    libre: tuple[tuple[str, str, str, str, str], ...]


def read_export(opened: Opened, file: str, settings: Settings, choice: ImportChoice | None) -> Exported | None:
    """The deals of a file that is an export of a CRM; None for one that is none. Raises SettingsError for a choice
    that names no CRM, or no column."""
    asked = choice or ImportChoice()
    product = product_called(asked.product) if asked.product else None
    if asked.product and product is None:
        raise SettingsError("--from", f"CRM inconnu « {asked.product} »", f"no CRM is called “{asked.product}”")
    export = recognised_export(opened, asked.words, product)
    if export is None:
        return None
    read = deals_of(export, opened, file, settings, asked)
    findings = (*findings_on_columns(export, file, read.deals), *read.findings)
    libre = tuple(_libre(export, opened, file, read))
    return Exported(
        export, file, tuple(read.deals), tuple(read.aside), findings, _counts(opened, read, len(libre)), libre
    )


def open_export(
    path: Path, settings: Settings, choice: ImportChoice | None = None, limits: Limits = USUAL
) -> Exported:
    """The export that a file is, as `read_export` gives it; raises NotAnExport for any other table, and the
    PacxlError that keeps a file from being read."""
    opened = open_in_pool(path, limits)
    exported = read_export(opened, path.name, settings, choice)
    if exported is None:
        first = next((cells for grid in opened.sheets.values() for _, cells in filled_rows(grid)), [])
        headers = ", ".join(crm_text(cell) for cell in first if not is_crm_blank(cell))[:200]
        raise NotAnExport(str(path), f" : {headers}", f": {headers}")
    return exported


def _counts(opened: Opened, read: Deals, libre: int) -> CellCounts:
    every = filled_cells(opened.sheets.values())
    return CellCounts(every, every - libre - read.converted - read.refused, read.converted, read.refused, libre)


def _libre(export: Export, opened: Opened, file: str, read: Deals) -> Iterator[tuple[str, str, str, str, str]]:
    """What no column of the carnet takes: other columns, rows that are no deals, other sheets."""
    known, left = set(export.columns.values()), set(read.left)
    for sheet, grid in opened.sheets.items():
        for row, cells in filled_rows(grid):
            whole = sheet != export.sheet or row < export.top or row in left
            for col, cell in enumerate(cells):
                if not is_crm_blank(cell) and (whole or (col not in known and row != export.top)):
                    yield file, sheet, address(row, col), "cellule", crm_text(cell)


def contents_exported(
    opened: Opened, file: str, settings: Settings, today: dt.date | None, written: dt.datetime | None
) -> Contents | None:
    """A file that is an export of a CRM, as the contents of a plan (`contents_of_exported`), for `today`, by default
    the day the file was `written`; None for one that is none."""
    if opened.engine != TEXT and recognised_export(opened) is None:
        return None  # a table of somebody's own, of which words may have been decided
    exported = read_export(opened, file, settings, ImportChoice(recognition_words(settings.words)))
    if exported is None:
        return None
    day = today or (written.date() if written else dt.date.today())
    return replace(contents_of_exported(exported, settings, day), saved=opened.saved, file_date=written)


def contents_of_exported(exported: Exported, settings: Settings, today: dt.date) -> Contents:
    """The contents of a plan that has these deals and nothing else. `settings` are the firm's."""
    book = pac_book(replace(settings, sections=(CRM,)))
    people = list(deals_by_person(exported.deals))
    person = people[0] if len(people) == 1 else ""
    frames = {"carnet": carnet_rows_of_exported(exported), "etapes_carnet": _stages(settings)}
    contents = make_contents(book, frames, Identity(KEY, VERSION, "", person), today)
    return replace(
        contents,
        found=exported.findings,
        cells=exported.cells,
        libre=libre_frame(exported.libre),
        file=exported.file,
        columns={("carnet", exported.export.sheet, key): col for key, col in exported.export.columns.items()},
        export=exported.export.product.name,
    )


def carnet_rows_of_exported(exported: Exported) -> dict[str, list[Any]]:
    """The deals by column of the carnet, each with where it comes from and who follows it."""
    deals = exported.deals
    return {
        **{key: [deal.values.get(key) for deal in deals] for key in (*carnet_typed_keys(), REFERENCE)},
        "fichier": [exported.file] * len(deals),
        "feuille": [exported.export.sheet] * len(deals),
        "ligne": [deal.row + 1 for deal in deals],
        "commercial": [deal.owner or None for deal in deals],
    }


def _stages(settings: Settings) -> dict[str, Sequence[Any]]:
    return {
        "etape": [stage.name for stage in settings.stages],
        "probabilite": [stage.probability for stage in settings.stages],
    }
