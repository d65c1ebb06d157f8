"""The écarts book: the consolidated variance workbook, its totals live formulas with their proof beside them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pacxl.books.ecarts.annexes import LIST_SHEET, annexe_of_definitions_table, annexes_list_sheets, sources_sheet
from pacxl.books.ecarts.axes.axes_sheet import SHEET as AXES
from pacxl.books.ecarts.axes.axes_sheet import axes_of, axes_sheet, axis_tables, columns_for_axes
from pacxl.books.ecarts.axes.crossed_indicators import crossed_indicators_table, place_of_month_column
from pacxl.books.ecarts.axes.ranked_gaps import ranked_indicator_columns
from pacxl.books.ecarts.controls import (
    DELAYS_BY,
    FINDINGS,
    LIBRE,
    TO_CHECK,
    control_columns_of_sources,
    control_of_decisions_table,
    controls_table,
)
from pacxl.books.ecarts.controls import NAME as SUMMARY
from pacxl.books.ecarts.doublons import DEAL_NUMBER, doublons_choices, doublons_sheet, doublons_table
from pacxl.books.ecarts.ecarts_coherence import coherence_tables
from pacxl.books.ecarts.ecarts_produits import ecarts_produits_sheet, ecarts_produits_tables
from pacxl.books.ecarts.everybody import (
    ANNEXES,
    MORE_STEPS,
    annexes_of_everybody,
    own_sheets_of_everybody,
    steps_of_everybody,
    team_tables_of_everybody,
)
from pacxl.books.ecarts.gaps import ACTION_NUMBER, five_gaps_table, gaps_sheet, gaps_table
from pacxl.books.ecarts.preuve import preuve_tables
from pacxl.books.ecarts.qui import SHEET as WHO
from pacxl.books.ecarts.qui import qui_filled_table, qui_people_table, qui_sheet, qui_tables
from pacxl.books.ecarts.synthese import synthese_groups_table, synthese_sheet, synthese_to_check_sheet
from pacxl.books.ecarts.view import LABELS, SEEN, SEEN_AS_ITS_PERSON, views_table
from pacxl.books.pac import pac_book
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr, Of, Row, is_blank
from pacxl.definition.kind import MONTH, TEXT
from pacxl.definition.sheet import Sheet
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.affaires.hygiene import STAGE_GAP, UNKNOWN_OWNER
from pacxl.plan.affaires.repartition import affaires_of_person
from pacxl.plan.affaires.team_carnet import team_carnet_blocks, team_carnet_tables
from pacxl.plan.coherence import PROOF_SHEET
from pacxl.plan.tables import carnet
from pacxl.plan.tables.actions import MONTH_OF_ACTION
from pacxl.plan.tables.indicator_boards import TEAM, board_columns_of_people, board_columns_of_team
from pacxl.plan.tables.indicator_figures import indicator_natures
from pacxl.plan.tables.indicator_landing import OF_SERIES, PEOPLE, SERIES
from pacxl.plan.tables.rollup import OTHERS, rollup_columns, rollup_delay_columns, rollup_person
from pacxl.settings.model import Settings

KEY = "ecarts"
VERSION = "1"
_SHARED = ("etapes_carnet",)  # what nobody types, and each file has of its own
row = Row()
actions = Of("actions")


@lru_cache(maxsize=32)
def ecarts_book(settings: Settings) -> Book:
    """The book of the consolidated variance workbook, for a firm's settings."""
    plan = pac_book(settings)
    return Book(
        KEY,
        "Écarts consolidés",
        _tables(plan, settings),
        _sheets(plan, settings),
        doublons_choices(),
        LIST_SHEET,
        live_today=False,
        accent=settings.accent,
        settings=settings,
        firm=settings.shared,
        period=settings.period,
    )


def _tables(plan: Book, settings: Settings) -> tuple[Table, ...]:
    natures, coherence = indicator_natures(settings), coherence_tables(plan, settings)
    family = Column("famille", "Famille", TEXT, given=True, width=30)
    person = (
        Column("commercial", "Commercial", TEXT, given=True, width=20),
        Column("equipe", "Équipe", TEXT, given=True, width=14),
    )
    month = Column("mois", "Mois", MONTH, given=True)
    of_family, of_month = actions.famille == row.famille, actions.mois == row.mois
    undated = (is_blank(actions.mois),)
    rollups = (
        _rollup(
            "par_famille",
            "Par famille",
            (family, *rollup_columns("par_famille", of_family, counted=steps_of_everybody)),
            "Par_famille",
            AXES,
        ),
        _rollup(
            "par_commercial",
            "Par commercial",
            (
                *person,
                *rollup_columns("par_commercial", rollup_person(actions), counted=steps_of_everybody),
                *affaires_of_person("par_commercial"),
                *LABELS,
                SEEN,
            ),
            "Par_commercial",
            WHO,
        ),
        _rollup(
            "par_mois",
            "Par mois",
            (month, *rollup_columns("par_mois", of_month, undated, counted=steps_of_everybody)),
            "Par_mois",
            AXES,
            apart=("Sans date",),
        ),
        _delays("famille", (family,), of_family, AXES),
        _delays("commercial", person, rollup_person(actions), WHO),
        _delays("mois", (month,), of_month, AXES, undated),
        _rollup(
            TEAM,
            "Par indicateur",
            (*board_columns_of_team(natures), *ranked_indicator_columns()),
            "Par_indicateur",
            AXES,
        ),
        _rollup(
            PEOPLE,
            "Indicateurs par commercial",
            (*board_columns_of_people(natures), *LABELS, SEEN),
            "Indicateurs_par_commercial",
            WHO,
        ),
    )
    more = (*ecarts_produits_tables(plan), *team_carnet_tables(settings))
    return (
        *rollups,
        *more,
        controls_table(TO_CHECK, (*rollups, *(table for table in more if table.rest)), coherence),
        control_of_decisions_table(),
        five_gaps_table(SUMMARY),
        qui_people_table(SUMMARY, settings),
        synthese_groups_table(),
        *qui_tables(settings),
        gaps_table(settings.threshold),
        doublons_table(),
        views_table(LIST_SHEET),
        *axis_tables(LIST_SHEET),
        crossed_indicators_table(natures),
        *team_tables_of_everybody(
            plan,
            _SHARED,
            {
                "actions": (
                    MONTH_OF_ACTION,
                    SEEN_AS_ITS_PERSON,
                    ACTION_NUMBER,
                    MORE_STEPS,
                    LABELS[0],
                    *columns_for_axes(axes_of(plan)),
                ),
                "carnet": (SEEN_AS_ITS_PERSON, DEAL_NUMBER, STAGE_GAP, UNKNOWN_OWNER),
                "indicateurs": (SERIES, natures.last(OF_SERIES), place_of_month_column()),
            },
        ),
        _table("constats", "Constats", FINDINGS, "Constats", TO_CHECK),
        *preuve_tables(plan),
        *coherence,
        _table("sources", "Sources", control_columns_of_sources(), "Sources", PROOF_SHEET),
        qui_filled_table(PROOF_SHEET),
        replace(_table("libre", "Contenus libres", LIBRE, "Libre", ANNEXES), leads=2),
        _stages(),
        annexe_of_definitions_table(),
    )


def _delays(axis: str, lines: tuple[Column, ...], own: Expr, sheet: str, undated: tuple[Expr, ...] = ()) -> Table:
    """How late the actions are, and how well they did, by what a roll-up is by."""
    key, apart = f"{DELAYS_BY}{axis}", ("Sans date",) if undated else ()
    columns = (*lines, *rollup_delay_columns(key, own, undated))
    return _rollup(key, f"Délais et résultats par {axis}", columns, key.capitalize(), sheet, apart)


def _table(key: str, title: str, columns: tuple[Column, ...], part: str, sheet: str) -> Table:
    return Table(key, title, columns, (Part(part, sheet),))


def _rollup(  # noqa: PLR0913  # a row of the list above
    key: str, title: str, columns: tuple[Column, ...], part: str, sheet: str, apart: tuple[str, ...] = ()
) -> Table:
    return Table(key, title, columns, (Part(part, sheet),), apart=apart, rest=OTHERS)


def _stages() -> Table:
    """The stages of each file: two of them may give a stage different probabilities."""
    table = carnet.carnet_stages_table(LIST_SHEET)
    stage, *others = table.columns
    file = Column("fichier", "Fichier", TEXT, given=True, width=17)
    return replace(table, columns=(file, replace(stage, width=20), *others))


# --- sheets -----------------------------------------------------------------------------------------------


def _sheets(plan: Book, settings: Settings) -> tuple[Sheet, ...]:
    own = own_sheets_of_everybody(plan)
    return (
        synthese_sheet(settings),
        qui_sheet(settings),
        gaps_sheet(settings.threshold),
        axes_sheet(),
        replace(own["carnet"], blocks=(*team_carnet_blocks(settings), *own["carnet"].blocks)),
        doublons_sheet(),
        *ecarts_produits_sheet(plan),
        own["actions"],
        own["indicateurs"],
        synthese_to_check_sheet(),
        sources_sheet(plan, settings),
        annexes_of_everybody(plan),
        *annexes_list_sheets(),
    )
