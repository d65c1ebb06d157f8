"""The écarts of a team by one axis or by several: the very definitions of the workbook, over other lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pacxl.analysis.lines import (
    LINE,
    LINES,
    NUMBER,
    axis_columns_of_lines,
    columns_added_up_in_lines,
    computed_lines,
    given_column_of_lines,
    make_lines,
    table_of_lines,
)
from pacxl.books.identity import settings_of
from pacxl.compute.contents import Contents
from pacxl.compute.values import ContentsError
from pacxl.definition.expr import Of, Row
from pacxl.definition.kind import WHOLE
from pacxl.definition.table import Table
from pacxl.plan.tables.indicator_boards import OF_LINE, board_columns_of_people, board_of_months
from pacxl.plan.tables.indicator_figures import Natures, indicator_natures
from pacxl.plan.tables.indicator_landing import PEOPLE
from pacxl.plan.tables.rollup import rollup_columns, rollup_delay_columns

ACTIONS, MONTHS = "actions", "indicateurs"
_NAMES = {  # of each axis, how a line without a value is called
    "famille": "(sans famille)",
    "commercial": "(sans commercial)",
    "equipe": "(sans équipe)",
    "segment": "(sans segment)",
    "canal": "(sans canal)",
    "persona": "(sans persona)",
    "mois": "",
    "indicateur": "(sans indicateur)",
}
_OF_ACTIONS = ("famille", "commercial", "equipe", "segment", "canal", "persona", "mois")
_OF_MONTHS = ("commercial", "equipe", "mois", "indicateur")
_SERIES = ("commercial", "equipe", *OF_LINE)

row = Row()


def variance_frames(team: Contents, by: Sequence[str] = ()) -> dict[str, pd.DataFrame]:
    """The écarts of a team by an axis, by a pair of them, or by more (none: the whole), a frame a subject, of those
    that have all the axes. `team` is what `consolidate` gave (or `variance`).

    The axes: famille, commercial, equipe, segment, canal and persona (if the actions have them), mois; commercial,
    equipe, mois, indicateur. A line is there if it has rows. Each axis is a column (string; mois: datetime64, its
    first day) before the figures; commercial brings equipe, for homonyms are two people. What has no value on an axis
    has a line of its own: « (sans segment) », NaT for mois. So lines add up to the whole, but for shares and what is
    no sum.

    - `actions`: actions, planifiees, terminees, en_retard (Int64, numbers of actions); budget, depense, hors_budget,
      ecart_constate, budget_libere, atterrissage, ecart_atterrissage (Float64, euros); part_terminee, consomme,
      ecart_constate_pct (Float64, fractions); retards, retards_terminees, retards_ouvertes (Int64, late actions) and
      jours, jours_terminees, jours_ouvertes (Int64, days); objectifs_atteints, objectifs_manques (Int64).
    - `indicateurs`: always by indicateur, unite, sens too, for unlike things are never added: nature; objectif,
      realise, objectif_compare, realise_compare, ecart (Float64, in the line's unit; between percentages, points),
      atteinte (Float64, a fraction); atterrissage, ecart_atterrissage, sans_mois, objectif_sans_mois (not by mois);
      mois_manquants (Int64), objectif_manquant, verdict. A mean, which does not add up, is known by commercial.

    Raises ContentsError for what is no axis, for axes that no subject has together, for contents that are no team's.
    """
    settings = settings_of(team.book)
    if settings is None or "sources" not in team.frames:
        raise ContentsError("variance_frames needs the contents that consolidate gave")
    axes = tuple(dict.fromkeys(by))
    own = _axes_of_actions(team)
    if unknown := set(axes) - {*own, *_OF_MONTHS}:
        raise ContentsError(f"no such axis: {', '.join(sorted(unknown))} (of {', '.join((*own, 'indicateur'))})")
    frames = {}
    if set(axes) <= set(own):
        families = [family.sheet for family in settings.families_of_actions]
        frames[ACTIONS] = _of_actions(team, axes, families)
    if set(axes) <= set(_OF_MONTHS):
        frames[MONTHS] = _of_months(team, axes, indicator_natures(settings))
    if not frames:
        raise ContentsError(f"nothing has all these axes: {', '.join(axes)}")
    return frames


def _axes_of_actions(team: Contents) -> tuple[str, ...]:
    return tuple(axis for axis in _OF_ACTIONS if axis in team.frames[ACTIONS].columns or axis == "mois")


def _with_teams(axes: Sequence[str]) -> list[str]:
    """The columns of some axes: a person is a name and a team."""
    pairs = (("commercial", "equipe") if axis == "commercial" else (axis,) for axis in axes)
    return list(dict.fromkeys(key for pair in pairs for key in pair))


def _called(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines, those without a value called so."""
    names = {key: name for key, name in _NAMES.items() if name and key in lines.columns}
    return lines.drop(columns=LINE).fillna(names)


def _month(days: pd.Series[pd.Timestamp]) -> pd.Series[pd.Timestamp]:
    """The first day of the month of each day."""
    return pd.Series(days.to_numpy(dtype="datetime64[M]").astype("datetime64[us]"), index=days.index)


# --- actions ----------------------------------------------------------------------------------------------


def _of_actions(team: Contents, axes: Sequence[str], families: Sequence[str]) -> pd.DataFrame:
    rows = team.frames[ACTIONS]
    rows = rows.assign(mois=_month(rows["fin"].fillna(rows["debut"]))).reset_index(drop=True)
    lines, number = make_lines(rows, _with_teams(axes))
    mine = Of(ACTIONS).ligne == row.ligne
    figures = (*rollup_columns(LINES, mine), *rollup_delay_columns(LINES, mine))
    tables = (
        columns_added_up_in_lines(team.book.by_key[ACTIONS], figures, (NUMBER,)),
        table_of_lines(LINES, (*axis_columns_of_lines(lines), NUMBER, *figures)),
    )
    found = computed_lines(tables, {ACTIONS: rows.assign(ligne=number), LINES: lines}, team.today)
    return _in_order(_called(found), axes, families)


def _in_order(lines: pd.DataFrame, axes: Sequence[str], families: Sequence[str]) -> pd.DataFrame:
    """The lines, families in the plan's order."""
    if "famille" not in axes:
        return lines
    ranks = {family: rank for rank, family in enumerate(families)}
    order = lines["famille"].map(ranks).fillna(len(ranks))
    before = [lines[key].astype(object).factorize()[0] for key in _with_teams(axes[: axes.index("famille")])]
    after = [np.arange(len(lines))]
    return lines.iloc[np.lexsort([*after, order.to_numpy(dtype="float64"), *before[::-1]])].reset_index(drop=True)


# --- indicators -------------------------------------------------------------------------------------------


def _of_months(team: Contents, axes: Sequence[str], natures: Natures) -> pd.DataFrame:
    rows = team.frames[MONTHS].dropna(subset="indicateur").reset_index(drop=True)
    lines, number = make_lines(rows, list(dict.fromkeys((*_with_teams(axes), *OF_LINE))))
    series, serie = make_lines(rows, _SERIES)
    rows = rows.assign(ligne=number, serie=serie)
    ind, people = Of(MONTHS), Of(PEOPLE)
    mine, lands = ind.ligne == row.ligne, None if "mois" in axes else people.ligne == row.ligne
    figures = board_of_months(natures, mine, lands, alone="commercial" in axes)
    last = natures.last((ind.serie == row.serie) & (ind.ligne == row.ligne))
    board = _people(natures) if lands is not None else ()
    own = (NUMBER, given_column_of_lines("serie", WHOLE), last)
    tables = [
        columns_added_up_in_lines(
            team.book.by_key[MONTHS], (*figures, *(each for table in board for each in table.columns), last), own
        ),
        *board,
        table_of_lines(LINES, (*axis_columns_of_lines(lines), NUMBER, *figures)),
    ]
    line_of = pd.DataFrame({"serie": serie, LINE: number}).drop_duplicates("serie").sort_values("serie")
    held = {MONTHS: rows, LINES: lines, PEOPLE: series.assign(numero=series[LINE], ligne=line_of[LINE].to_numpy())}
    return _called(computed_lines(tables, held, team.today))


def _people(natures: Natures) -> tuple[Table]:
    """The table of everybody's indicators, one by one: where each will land."""
    return (table_of_lines(PEOPLE, (*board_columns_of_people(natures), NUMBER)),)
