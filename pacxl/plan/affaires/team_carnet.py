"""The sheet « Carnet » of a team, above its deals: their totals, what they may bring, how they are spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pacxl.definition.sheet import Beside, Block, Figures, Grid, sheet_note
from pacxl.definition.table import Table
from pacxl.plan.affaires import distribution, hygiene, previsions
from pacxl.plan.affaires.pertes import LOSSES, asks_reason_of_pertes, pertes_rows, pertes_table
from pacxl.plan.affaires.pertes import PART as LOSSES_PART
from pacxl.plan.affaires.repartition import (
    BY_CHANNEL,
    BY_MONTH,
    BY_SEGMENT,
    BY_STAGE,
    PARTS,
    repartition_rows,
    repartition_tables,
)
from pacxl.plan.tables.carnet import carnet_figures
from pacxl.plan.tables.columns import AIMING
from pacxl.settings.model import Settings

SHEET = "Carnet"


def team_carnet_tables(settings: Settings) -> tuple[Table, ...]:
    """The tables of the sheet « Carnet » of a team, but for the deals themselves."""
    return (
        previsions.previsions_table(settings, SHEET),
        *repartition_tables(settings, SHEET),
        hygiene.hygiene_table(settings, SHEET),
        *((pertes_table(SHEET),) if asks_reason_of_pertes(settings) else ()),
    )


def team_carnet_blocks(settings: Settings) -> tuple[Block, ...]:
    """The blocks that stand above a team's deals."""
    by_month = (Grid(PARTS[BY_MONTH], title="Par mois, du jalon ou de la clôture"),) if settings.stretch else ()
    by_channel = (Grid(PARTS[BY_CHANNEL], title="Par canal"),) if AIMING in settings.sections else ()
    return (
        Figures(carnet_figures(settings)),
        *distribution.distribution_blocks(),
        Grid(previsions.PART, title="Ce que le carnet peut rapporter, pour chacun"),
        sheet_note(
            f"Sous {previsions.FEW} affaires, une de plus ou de moins change tout : à lire avec prudence. "
            "« À relancer » : les affaires ont changé, seule une nouvelle consolidation refait le calcul."
        ),
        Beside((Grid(PARTS[BY_STAGE], title="Par étape"), Grid(hygiene.PART, title="À reprendre dans les carnets"))),
        Beside((Grid(PARTS[BY_SEGMENT], title="Par segment"), *by_month)),
        *by_channel,
        *(
            (Grid(LOSSES_PART, title="Pourquoi des affaires sont perdues"),)
            if asks_reason_of_pertes(settings)
            else ()
        ),
    )


def team_carnet_rows(
    views: Sequence[tuple[str, str, str]], frames: Mapping[str, pd.DataFrame], settings: Settings
) -> dict[str, Mapping[str, Any]]:
    """The rows of these tables: of a team's frames, and of the views of the first page (`previsions_rows`)."""
    deals = frames["carnet"]
    return {
        previsions.KEY: previsions.previsions_rows(views, deals, frames["indicateurs"], settings),
        hygiene.KEY: hygiene.hygiene_rows(settings),
        **({LOSSES: pertes_rows()} if asks_reason_of_pertes(settings) else {}),
        **repartition_rows(deals, settings),
    }
