"""On the sheet « Axes », the indicators of a team by what stands in columns: its people, its teams or its months."""

from __future__ import annotations

from functools import reduce
from operator import add

import pandas as pd

from pacxl.books.ecarts.axes.axes_sheet import (
    ACROSS,
    COLUMNS,
    CROSSED_INDICATORS,
    NOT_SAID,
    PERIOD,
    PERSON,
    SHEET,
    TEAM,
    VALUES,
    value_on_axis,
)
from pacxl.definition.expr import Expr, Of, Row, coalesce, if_, is_blank, lookup, round_
from pacxl.definition.kind import GAP_NUMBER, TEXT
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.indicator_boards import OF_LINE
from pacxl.plan.tables.indicator_figures import Natures, indicator_known_sum, same_indicator
from pacxl.plan.tables.indicator_landing import people
from pacxl.plan.tables.rollup import OTHERS

row, months, values = Row(), Of("indicateurs"), Of(VALUES)


def place_of_month_column() -> Column:
    """In the months of everybody's indicators, where each stands on the axis in columns; blank on one that an
    indicator has no place on."""
    person = coalesce(lookup(row.serie, people.numero, people.vue_personne), row.commercial)
    month = coalesce(lookup(row.mois, values.mois, values.valeur), NOT_SAID)
    others = if_(COLUMNS.value == TEAM, coalesce(row.equipe, NOT_SAID), if_(COLUMNS.value == PERIOD, month))
    place = if_(is_blank(COLUMNS.value) | (COLUMNS.value == PERSON), person, others)
    return Column("axe_colonne", "Axe des colonnes", TEXT, place, detail=True, width=18)


def crossed_indicators_table(natures: Natures) -> Table:
    """The écart of each indicator that adds up, in its unit, by what stands in columns."""
    mine = same_indicator(months)

    def gap(key: str, header: str, figure: Expr) -> Column:
        return Column(key, header, GAP_NUMBER, figure, unit_key="unite", width=12)

    def added(key: str, header: str, where: Expr) -> Column:
        return gap(key, header, natures.by_nature(flux=round_(indicator_known_sum(months.ecart, where), 6)))

    columns = [
        added(f"colonne_{number}", f"Colonne {number}", mine & (months.axe_colonne == value_on_axis(COLUMNS, number)))
        for number in range(1, ACROSS + 1)
    ]
    shown = reduce(add, (coalesce(getattr(row, column.key), 0) for column in columns))
    return Table(
        CROSSED_INDICATORS,
        "Indicateurs croisés",
        (
            Column("indicateur", "Indicateur", TEXT, given=True, width=30),
            *columns,
            gap("autres", OTHERS, round_(row.total - shown, 6)),
            added("total", "Total", mine),
            natures.column(),
            Column("unite", "Unité", TEXT, given=True, width=13),
            Column("sens", "Sens", TEXT, given=True, width=12),
        ),
        (Part(CROSSED_INDICATORS.capitalize(), SHEET),),
    )


def crossed_indicators_rows(lines: pd.DataFrame) -> dict[str, dict[str, pd.Series[str]]]:
    """The rows of that table: what tells each line of the indicators from another."""
    return {CROSSED_INDICATORS: {key: lines[key] for key in OF_LINE}}
