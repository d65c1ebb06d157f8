"""The carnet and the firm's CRM: the record that a deal is there, and what the CRM said of it at the last import.

The sheet « CRM » is what a later import compares with: a cell of the carnet that differs from it was typed by hand.
"""

from __future__ import annotations

from pacxl.definition.kind import DATE, TEXT
from pacxl.definition.sheet import Grid, Sheet
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.carnet import REFERENCE, carnet_columns
from pacxl.plan.tables.section import Section
from pacxl.settings.model import CRM, Settings

SHEET, PART = "CRM", "Crm"

_REFERENCE = Column(
    REFERENCE,
    "N° CRM",
    TEXT,
    detail=True,
    width=16,
    help="Le numéro de l’affaire dans votre CRM : l’import s’en sert pour la retrouver.",
    synonyms=("n° crm", "id crm", "identifiant crm", "référence crm"),
)


def section(_: Settings) -> Section:
    """The column of records in the carnet, and the sheet of what the CRM said."""
    columns = (
        Column(REFERENCE, "Fiche du CRM", TEXT, given=True, width=18),
        Column("suivi_par", "Suivie au CRM par", TEXT, given=True, width=20),
        *(_said(column) for column in carnet_columns() if column.typed),
        Column("vu_le", "Vue le", DATE, given=True, help="Le jour du dernier import où l’affaire figurait."),
    )
    table = Table(CRM, "CRM", columns, (Part(PART, SHEET),))
    purpose = (
        "Ce que votre CRM disait de chaque affaire au dernier import : rien à saisir. L’import suivant y voit ce que "
        "vous avez changé à la main dans le carnet, et le garde."
    )
    sheet = Sheet(SHEET, "Le CRM au dernier import", purpose, (Grid(PART),), tone="follow")
    return Section((table,), (sheet,), more={"carnet": (_REFERENCE,)})


def _said(column: Column) -> Column:
    """A column of the carnet as the CRM fills it."""
    kind = TEXT if column.choices else column.kind
    return Column(column.key, f"{column.header} au CRM", kind, given=True, width=column.width)
