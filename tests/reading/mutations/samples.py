"""The filled workbooks that are bent: a small firm's, typed here, and Paul's of the shipped samples, cut short."""

from __future__ import annotations

import datetime as dt
import pickle
import re
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.utils.bound_dictionary import BoundDictionary
from openpyxl.worksheet.dimensions import DimensionHolder
from openpyxl.worksheet.table import TableList

import pacxl
from pacxl import Contents
from pacxl.compute.contents import make_contents
from pacxl.settings.model import Settings
from tests import ROOT
from tests.plans import MARKET, OFFER, PAUL, SMALL, TODAY
from tests.reading.mutations.cell import Formula, cells_of


@dataclass(frozen=True)
class Sample:
    """A filled workbook. `actions` and `other` are the Excel Tables of two of its families."""

    path: Path
    settings: Settings
    actions: str
    other: str

    @cached_property
    def plan(self) -> Contents:
        return pacxl.read(self.path)

    @cached_property
    def rows(self) -> dict[str, dict[int, dict[str, Any]]]:
        """What people typed: each table's rows by their index in the frame; None for a blank."""
        return {
            table.key: {
                index: {str(key): None if pd.isna(value) else value for key, value in row.items()}
                for index, row in enumerate(self.plan.frames[table.key][table.stored_keys].to_dict("records"))
            }
            for table in self.plan.book.tables
        }

    def opened(self) -> Any:
        """The workbook, as openpyxl opens it, but for its formulas, which have their values."""
        workbook, held = pickle.loads(self._kept)
        for sheet, (tables, rows, columns) in zip(workbook.worksheets, held, strict=True):
            sheet._tables = TableList(tables)
            sheet.row_dimensions = BoundDictionary("index", sheet._add_row)
            sheet.row_dimensions.update(rows)
            sheet.column_dimensions = DimensionHolder(sheet, default_factory=sheet._add_column)
            sheet.column_dimensions.update(columns)
        return workbook

    @cached_property
    def _kept(self) -> bytes:
        """The workbook opened once, since openpyxl takes long; what it cannot pickle of a sheet stands apart."""
        workbook: Any = openpyxl.load_workbook(self.path)
        shown = openpyxl.load_workbook(self.path, data_only=True)
        for sheet in workbook.worksheets:
            for cell in cells_of(sheet):
                if cell.data_type == "f":
                    value = shown[sheet.title][cell.coordinate].value
                    cell._value = Formula(cell.value, "" if value is None else value, typed=False)
        held = [(dict(s._tables), dict(s.row_dimensions), dict(s.column_dimensions)) for s in workbook.worksheets]
        for sheet in workbook.worksheets:
            sheet._tables = sheet.row_dimensions = sheet.column_dimensions = {}
        return pickle.dumps((workbook, held))


def small(folder: Path) -> Sample:
    proposed = pacxl.blank(SMALL, person=PAUL.person, company=PAUL.company, period=PAUL.period, today=TODAY)
    plan = make_contents(proposed.book, {**proposed.frames, **_SMALL}, proposed.identity, TODAY)
    return Sample(_light(pacxl.write(plan, folder / "PAC_Paul.xlsx")), SMALL, "Actions_marche", "Actions_offre")


def cut_short(folder: Path) -> Sample:
    """Paul's plan, with two of its families, one of its sections and two of its indicators."""
    full = pacxl.read(whole().path)
    settings = full.book.settings
    assert isinstance(settings, Settings)
    kept = tuple(family for family in settings.families if family.key in ("direct", "evenementiel"))
    short = replace(settings, families=kept, sections=("diagnostic",), indicators=settings.indicators[:2])
    owner = full.identity
    plan = pacxl.blank(short, person=owner.person, company=owner.company, period=owner.period, today=full.today)
    frames = dict(plan.frames)
    for key, table in plan.book.by_key.items():
        if any(column.typed for column in table.columns):
            frames[key] = full.frames[key][[each for each in table.frame_keys if each in full.frames[key]]]
    frames["actions"] = frames["actions"][frames["actions"]["famille"].isin([family.sheet for family in kept])]
    names = [each.name for each in short.indicators]
    frames["indicateurs"] = frames["indicateurs"][frames["indicateurs"]["indicateur"].isin(names)]
    plan = make_contents(plan.book, frames, plan.identity, full.today)
    path = _light(pacxl.write(plan, folder / "PAC_Paul.xlsx"))
    return Sample(path, short, "Actions_direct", "Actions_evenementiel")


def _light(path: Path) -> Path:
    """Without the input rules and conditional formats but on one sheet: they take openpyxl half of its time."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    ruled = [name for name in parts if name.startswith("xl/worksheets/sheet") and _RULES.search(parts[name])]
    for name in sorted(ruled, key=lambda name: len(parts[name]))[1:]:
        parts[name] = _RULES.sub(b"", parts[name])
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


_RULES = re.compile(rb"<(conditionalFormatting|dataValidations|extLst)\b.*?</\1>", re.DOTALL)


def whole() -> Sample:
    """Paul's plan as it is shipped."""
    path = ROOT / "samples" / "retours" / "PAC_Paul.xlsx"
    settings = pacxl.load_settings(path.parents[1] / "alpes-piscines.toml")
    return Sample(path, settings, "Actions_direct", "Actions_evenementiel")


def _day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


_ACTION = (
    *("famille", "etape", "segment", "qui", "avec_qui", "comment", "budget", "depense", "debut", "fin"),
    *("fin_reelle", "objectif", "cible", "unite", "sens", "resultat", "analyse", "decision"),
)
_UP, _DOWN = "plus haut", "plus bas"
_ACTIONS: tuple[tuple[Any, ...], ...] = (
    (MARKET, "Choisir", "PME", "Zoé", "le bureau d’études", "Trois entretiens", 1200, 1350.5, _day("02/04/2026"),
     _day("30/04/2026"), _day("05/05/2026"), "Savoir qui achète", 12, "ventes", _UP, 9, "Deux refus", "retenue"),
    (MARKET, "Mesurer", "PME", "Zoé", None, "Sondage par téléphone", 800, None, _day("12/04/2026"),
     _day("15/07/2026"), None, "Chiffrer la demande", 0.2, "%", _UP, 0.15, "Peu de réponses", "retenue"),
    (MARKET, "Décider", "PME", "Zoé", "la direction", None, None, None, _day("01/07/2026"),
     _day("31/08/2026"), None, "Choisir deux cibles", 2, "ventes", _UP, None, None, None),
    (MARKET, "Visiter le salon de Lyon", "Particuliers", "Paul", None, "Stand de 9 m²", 4650.25, 5120,
     _day("08/05/2026"), _day("11/05/2026"), _day("11/05/2026"), "Quarante contacts", 40, "ventes", _UP, 52,
     "Beau temps", "retenue"),
    (MARKET, "Acheter une étude", "Particuliers", "Paul", "un cabinet", "Sur catalogue", 2990, 2990,
     _day("01/04/2026"), _day("20/05/2026"), _day("18/05/2026"), "Connaître les prix", 3100, "€", _DOWN, 2990,
     "Bien négocié", "retenue"),
    (MARKET, "Relire les avis des clients", None, "Paul", None, "Site et réseaux", 0, 35, _day("03/06/2026"),
     _day("26/06/2026"), None, "Trouver trois défauts", 3, "ventes", _DOWN, 4, None, "abandonnée"),
    (OFFER, "Écrire", "PME", "Zoé", "l’imprimeur", "Une plaquette", 640, 612.4, _day("13/04/2026"),
     _day("29/05/2026"), _day("27/05/2026"), "Une page par métier", 8, "ventes", _UP, 8, "Rien à dire", "retenue"),
    (OFFER, "Tarifer la pose", "Particuliers", "Paul", None, "Grille par région", 150, None, _day("04/05/2026"),
     _day("19/06/2026"), None, "Une grille", 1, "ventes", _UP, None, None, "non retenue"),
    (OFFER, "Photographier", None, None, "un photographe", None, 980, 1005, _day("20/05/2026"),
     _day("25/06/2026"), None, "Vingt photos", 20, "ventes", _UP, 17, "Pluie", "retenue"),
)  # fmt: skip
_DEAL = (
    *("date_jalon", "societe", "interlocuteur", "nature", "montant", "probabilite", "etape", "segment", "issue"),
    *("cloture", "prochaine_action"),
)
_DEALS: tuple[tuple[Any, ...], ...] = (
    (_day("07/07/2026"), "Alpha", "Mme Roche", "Rénovation", 1000, 0.2, "Premier contact", "PME", "ouverte", None,
     "Rappeler"),
    (_day("16/07/2026"), "Bêta", "M. Vial", "Entretien", 2000, 0.5, "Devis", "PME", "ouverte", None, "Relancer"),
    (_day("22/05/2026"), "Gamma", "Mme Luc", "Pose", 4000, 0.75, "Devis", "Particuliers", "gagnée",
     _day("22/05/2026"), "Planifier le chantier"),
    (_day("11/06/2026"), "Delta", None, "Contrat annuel", 7350.9, None, "Premier contact", "PME", "perdue",
     _day("12/06/2026"), None),
    (_day("24/08/2026"), "Epsilon", "M. Faure", "Dépannage", 450, 0.35, "Devis", "Particuliers", "ouverte", None,
     "Chiffrer"),
    (None, "Zêta", "Mme Brun", "Étude", 15800, 0.1, "Premier contact", None, "ouverte", None, "Visiter"),
)  # fmt: skip
_MONTHS = tuple(dt.date(2026, month, 1) for month in (4, 5, 6))
_SMALL: dict[str, Any] = {
    "actions": [dict(zip(_ACTION, row, strict=True)) for row in _ACTIONS],
    "carnet": [dict(zip(_DEAL, row, strict=True)) for row in _DEALS],
    "indicateurs": {
        "indicateur": ["Rendez-vous"] * 3 + ["Coûts"] * 3,
        "mois": _MONTHS * 2,
        "unite": ["visites"] * 3 + ["€"] * 3,
        "sens": [_UP] * 3 + [_DOWN] * 3,
        "objectif": [21, 22, 23, 310, 320, 330],
        "realise": [19, 27, None, 305.5, 341, None],
    },
}
