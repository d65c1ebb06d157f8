"""Plans that pacxl never wrote, as small firms make them in Excel: drawn here as people see them, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

Row = Sequence[Any]
Sheets = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class OwnPac:
    """A workbook, and what a reader should make of it.

    `actions` and `deals` are the rows expected, in order, with the columns that matter. `headers` are the header
    cells that are known for what they are, `headings` those that name a family or a total,
    `unknown` the headers that no
    plan has. `told` are the codes of the warnings and errors that are due.
    """

    sheets: Sheets
    actions: Sequence[Mapping[str, Any]] = ()
    deals: Sequence[Mapping[str, Any]] = ()
    headers: Row = ()
    headings: Row = ()
    unknown: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    merged: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def save(self, path: Path) -> Path:
        return save(self.sheets, path, self.merged)


def save(sheets: Sheets, path: Path, merged: Mapping[str, Sequence[str]] | None = None) -> Path:
    """Writes rows of cells from A1 on, sheet by sheet."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row, values in enumerate(rows, 1):
            for col, value in enumerate(values, 1):
                cell = sheet.cell(row, col, value.share if isinstance(value, Percent) else value)
                if isinstance(value, Percent):
                    cell.number_format = "0%"
        for area in (merged or {}).get(title, ()):
            sheet.merge_cells(area)
    workbook.save(path)
    return path


@dataclass(frozen=True)
class Percent:
    """A share, as a cell holds it when people type 20 %."""

    share: float


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


def rows(keys: str, *values: Row) -> list[dict[str, Any]]:
    return [dict(zip(keys.split(), each, strict=True)) for each in values]


USUAL = ("Action", "Cible", "Responsable", "Moyens", "Combien", "Pour quand", "Résultat", "Observations")

# Workbooks that are no plan, however much their headers look like one's.
NO_PLANS: dict[str, Sheets] = {
    "a price list": {
        "Tarif 2026": [("Référence", "Désignation", "Unité", "Prix HT"), ("P1", "Portail", "pièce", 1890)]
    },
    "a list of contacts": {
        "Clients": [("Société", "Contact", "Téléphone", "Ville"), ("Alpha", "Mme Roche", "01 23 45 67 89", "Gap")]
    },
    "a list of invoices": {
        "Factures": [
            ("Client", "Facture", "Date", "Montant", "Échéance", "Réglée le"),
            ("Alpha", "F-001", day("05/01/2026"), 1200, day("04/02/2026"), day("02/02/2026")),
        ]
    },
    "a list of invoices that are paid or not": {
        "2026": [
            ("Client", "N° facture", "Montant HT", "Statut", "Date de clôture"),
            ("Alpha", "F-001", 1200, "payée", day("04/02/2026")),
        ]
    },
    "invoices that are all paid": {
        "2026": [("Client", "Montant", "Statut"), ("Alpha", 1200, "payée"), ("Bêta", 800, "en retard")]
    },
    "what clients may spend": {
        "Clients": [
            ("Client", "Commercial", "Responsable", "Budget", "Échéance", "Objectif"),
            ("Alpha", "Paul", "Mme Roche", 12000, day("30/06/2026"), "Renouveler"),
        ]
    },
    "a budget": {
        "Budget": [
            ("Poste", "Budget prévu", "Budget réalisé", "Écart"),
            ("Loyer", 12000, 11800, -200),
            ("Salaires", 96000, 97500, 1500),
        ]
    },
    "a timesheet": {
        "Mars": [
            ("Date", "Client", "Début", "Fin", "Heures"),
            (day("02/03/2026"), "Alpha", dt.time(8, 30), dt.time(12, 0), 3.5),
        ]
    },
    "a calendar": {
        "2026": [
            ("Janvier", "Février", "Mars", "Avril"),
            (day("01/01/2026"), day("01/02/2026"), day("01/03/2026"), day("01/04/2026")),
        ]
    },
    "a stock": {
        "Stock": [("Article", "Quantité", "Unité", "Seuil", "Fournisseur"), ("Vis", 1200, "pièce", 300, "Bê")]
    },
    "a letter": {"Feuil1": [("Bonjour,",), ("Voici l’objectif et le budget de chaque action pour 2026.",)]},
    "headers without a row": {"PAC": [USUAL]},
    "an empty workbook": {"Feuil1": [], "Feuil2": []},
}
