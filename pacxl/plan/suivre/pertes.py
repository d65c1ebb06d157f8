"""Why deals are lost: the reason in the carnet, and what each reason cost."""

from __future__ import annotations

from pacxl.definition.sheet import Chart, Grid, Series, Sheet
from pacxl.plan.affaires.pertes import LOSSES, PART, REASON, REASONS, pertes_rows, pertes_table
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

SHEET = "Pertes"


def section(_: Settings) -> Section:
    """The column of reasons in the carnet, and the sheet of what each cost."""
    empty = "saisissez le montant et le motif de vos affaires perdues dans Carnet pour voir ce graphique"
    lost = (Series("perdu", "Perdu"),)
    chart = Chart("Perdu, par motif", PART, "motif", lost, "bar", 15, "#,##0\\ €", 9, empty=empty)
    purpose = "Ce que chaque motif a coûté : rien à saisir, tout vient des affaires perdues du carnet."
    sheet = Sheet(SHEET, "Pourquoi des affaires sont perdues", purpose, (Grid(PART), chart), tone="follow")
    table = pertes_table(SHEET)
    return Section((table,), (sheet,), (REASONS,), {LOSSES: pertes_rows()}, more={"carnet": (REASON,)})
