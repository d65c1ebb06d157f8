"""The deals of a team by stage, by month, by segment and by channel: open, signed, lost: three sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from pacxl.definition.expr import Expr, Of, OfCol, Row, edate, is_blank
from pacxl.definition.kind import COUNT, MONTH, PERCENT, SUM_MONEY, TEXT
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.carnet import (
    IS_LOST,
    IS_OPEN,
    IS_WON,
    carnet_open_number,
    carnet_sum,
    outside_period_of_carnet,
    weighted,
)
from pacxl.plan.tables.columns import AIMING
from pacxl.plan.tables.results import rate_of
from pacxl.plan.tables.rollup import OTHERS, RollUp, rollup_person
from pacxl.settings.model import Settings

BY_STAGE, BY_MONTH, BY_SEGMENT = "carnet_par_etape", "carnet_par_mois", "carnet_par_segment"
BY_CHANNEL = "carnet_par_canal"  # where a firm asks for it
PARTS = {key: key.capitalize() for key in (BY_STAGE, BY_MONTH, BY_SEGMENT, BY_CHANNEL)}

row, deals = Row(), Of("carnet")


def repartition_tables(settings: Settings, sheet: str) -> tuple[Table, ...]:
    """The deals by stage, by segment, by channel if they have one and, where the period is known, by month: of the
    jalon of those that are open, of the clôture of the others."""
    stage = Column("etape", "Étape", TEXT, given=True, width=26)
    segment = Column("segment", "Segment", TEXT, given=True, width=26)
    channel = Column("canal", "Canal", TEXT, given=True, width=26)
    by_channel = _by(BY_CHANNEL, "Carnet par canal", sheet, channel, ("Sans canal",), _same(deals.canal))
    return (
        _by(BY_STAGE, "Carnet par étape", sheet, stage, ("Sans étape",), _same(deals.etape)),
        *((_by_month(settings, sheet),) if settings.stretch else ()),
        _by(BY_SEGMENT, "Carnet par segment", sheet, segment, ("Sans segment",), _same(deals.segment)),
        *((by_channel,) if AIMING in settings.sections else ()),
    )


_Lines = tuple[Expr, tuple[Expr, ...]]  # which deals a line is for, and those that no line is


def _same(column: OfCol) -> _Lines:
    return column == getattr(row, column.key), (is_blank(column),)


def _by_month(settings: Settings, sheet: str) -> Table:
    assert settings.stretch is not None
    period = settings.stretch

    def of(date: OfCol) -> _Lines:
        return (date >= row.mois) & (date < edate(row.mois, 1)), (
            is_blank(date),
            outside_period_of_carnet(date, period),
        )

    month, apart = Column("mois", "Mois", MONTH, given=True, width=26), ("Sans date", "Hors période")
    return _by(BY_MONTH, "Carnet par mois", sheet, month, apart, of(deals.date_jalon), of(deals.cloture))


def _by(  # noqa: PLR0913  # a row of the list above
    key: str,
    title: str,
    sheet: str,
    line: Column,
    apart: tuple[str, ...],
    opened: _Lines,
    closed: _Lines | None = None,
) -> Table:
    columns = (line, *_columns(RollUp(Of(key), *opened), RollUp(Of(key), *(closed or opened))))
    return Table(key, title, columns, (Part(PARTS[key], sheet),), apart=apart, rest=OTHERS)


def _columns(opened: RollUp, closed: RollUp) -> tuple[Column, ...]:
    def rate(won: Expr, lost: Expr) -> Expr:
        return rate_of(won, won + lost)

    return (
        opened.added("affaires", "Ouvertes", COUNT, carnet_open_number, "Leur nombre."),
        opened.added("ouvert", "Ouvert", SUM_MONEY, lambda held: carnet_sum(IS_OPEN, held), "Ce qu’elles valent."),
        opened.added("pondere", "Probabilisé", SUM_MONEY, weighted, "Ce qu’elles pèsent."),
        closed.added("signe", "Signé", SUM_MONEY, lambda held: carnet_sum(IS_WON, held), "Les gagnées."),
        closed.added("perdu", "Perdu", SUM_MONEY, lambda held: carnet_sum(IS_LOST, held), "Les perdues."),
        Column(
            "part_signee",
            "Part signée",
            PERCENT,
            rate(row.signe, row.perdu),
            help="Signé ÷ (signé + perdu), en montants.",
            total=rate(carnet_sum(IS_WON), carnet_sum(IS_LOST)),
        ),
    )


def affaires_of_person(table: str) -> tuple[Column, ...]:
    """In a roll-up by person, what the deals of each come to: open, weighted, signed, lost."""
    lines = RollUp(Of(table), rollup_person(deals))

    def money(key: str, header: str, figure: Callable[[Expr | None], Expr], help_: str) -> Column:
        return lines.added(f"carnet_{key}", header, SUM_MONEY, figure, help_)

    return (
        money("ouvert", "Carnet ouvert", lambda held: carnet_sum(IS_OPEN, held), "Ses affaires ouvertes."),
        money("pondere", "Probabilisé", weighted, "Ce qu’elles pèsent."),
        money("signe", "Carnet signé", lambda held: carnet_sum(IS_WON, held), "Ses affaires gagnées."),
        money("perdu", "Carnet perdu", lambda held: carnet_sum(IS_LOST, held), "Ses affaires perdues."),
    )


def repartition_rows(carnet: pd.DataFrame, settings: Settings) -> dict[str, Mapping[str, Any]]:
    """The lines of these tables: the firm's stages, segments and channels, then the others that deals are in."""
    stages = (stage.name for stage in settings.stages)
    months = {BY_MONTH: {"mois": [*settings.stretch.months]}} if settings.stretch else {}
    asked = AIMING in settings.sections
    channels = {BY_CHANNEL: {"canal": _each_once(settings.channels, carnet["canal"])}} if asked else {}
    return {
        BY_STAGE: {"etape": _each_once(stages, carnet["etape"])},
        BY_SEGMENT: {"segment": _each_once(settings.segments, carnet["segment"])},
        **channels,
        **months,
    }


def _each_once(known: Iterable[str], found: pd.Series[Any]) -> Sequence[str]:
    """Names of which Excel takes none for another: whatever their case."""
    names: dict[str, str] = {}
    for name in (*known, *found.dropna().drop_duplicates()):
        names.setdefault(name.casefold(), name)
    return [*names.values()]
