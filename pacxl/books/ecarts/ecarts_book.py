"""The écarts book: the consolidated variance workbook, its totals live formulas with their proof beside them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pacxl.books.ecarts.controls import DELAYS_BY, FINDINGS, LIBRE, TO_CHECK, controls_table, source_columns
from pacxl.books.ecarts.decisions import NAME as SUMMARY
from pacxl.books.ecarts.decisions import decisions_table
from pacxl.books.ecarts.doublons import DEAL_NUMBER, choices, pairs_sheet, pairs_table
from pacxl.books.ecarts.ecarts_coherence import coherence_sheet, coherence_tables
from pacxl.books.ecarts.ecarts_definitions import definitions_table
from pacxl.books.ecarts.ecarts_produits import product_sheet, product_tables
from pacxl.books.ecarts.everybody import sheet_names, team_sheets, team_tables
from pacxl.books.ecarts.gaps import ACTION_NUMBER, five_table, gaps_sheet, gaps_table
from pacxl.books.ecarts.preuve import proof_sheets, proof_tables
from pacxl.books.ecarts.qui import filled_table, people_table, who_sheet, who_tables
from pacxl.books.ecarts.synthese import (
    DELAYS,
    families_sheet,
    groups_table,
    money_chart,
    summary_sheet,
    to_check_sheet,
)
from pacxl.books.ecarts.view import LABELS, SEEN, SEEN_AS_ITS_PERSON, views_table
from pacxl.books.pac import pac_book
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr, Of, Row, is_blank
from pacxl.definition.kind import MONTH, SUM_MONEY, TEXT
from pacxl.definition.sheet import Chart, Figures, Grid, Series, Sheet, Text
from pacxl.definition.table import Column, Part, Table
from pacxl.plan import distribution
from pacxl.plan.tables import carnet
from pacxl.plan.tables.actions import MONTH_OF_ACTION
from pacxl.plan.tables.indicator_boards import TEAM, people_columns, team_columns
from pacxl.plan.tables.indicator_figures import RULES_IN_WORDS, natures_of
from pacxl.plan.tables.indicator_landing import LANDING, OF_SERIES, PEOPLE, SERIES
from pacxl.plan.tables.rollup import OTHERS, RollUp, delay_columns, rollup_columns, theirs
from pacxl.settings.model import Settings

KEY = "ecarts"
VERSION = "1"
LIST_SHEET, MEANINGS = "Listes", "Définitions"
_SHARED = ("etapes_carnet",)  # what nobody types, and each file has of its own
row = Row()
actions, deals = Of("actions"), Of("carnet")


@lru_cache(maxsize=32)
def ecarts_book(settings: Settings) -> Book:
    """The book of the consolidated variance workbook, for a firm's settings."""
    plan = pac_book(settings)
    return Book(
        KEY,
        "Écarts consolidés",
        _tables(plan, settings),
        _sheets(plan, settings),
        choices(),
        LIST_SHEET,
        live_today=False,
        accent=settings.accent,
        settings=settings,
        firm=settings.shared,
        period=settings.period,
    )


def _tables(plan: Book, settings: Settings) -> tuple[Table, ...]:
    natures, coherence = natures_of(settings), coherence_tables(plan, settings)
    family = Column("famille", "Famille", TEXT, given=True, width=30)
    person = (
        Column("commercial", "Commercial", TEXT, given=True, width=20),
        Column("equipe", "Équipe", TEXT, given=True, width=14),
    )
    month = Column("mois", "Mois", MONTH, given=True)
    of_family, of_month = actions.famille == row.famille, actions.mois == row.mois
    undated = (is_blank(actions.mois),)
    by_person = RollUp(Of("par_commercial"), theirs(deals))
    people_deals = (
        by_person.added(
            "carnet_ouvert",
            "Carnet ouvert",
            SUM_MONEY,
            lambda held: carnet.amounts(carnet.IS_OPEN, held),
            "Ses affaires ouvertes.",
        ),
        by_person.added("carnet_pondere", "Probabilisé", SUM_MONEY, carnet.weighted, "Ce qu’elles pèsent."),
        by_person.added(
            "carnet_signe",
            "Carnet signé",
            SUM_MONEY,
            lambda held: carnet.amounts(carnet.IS_WON, held),
            "Ses affaires gagnées.",
        ),
    )
    rollups = (
        _rollup(
            "par_famille",
            "Par famille",
            (family, *rollup_columns("par_famille", of_family)),
            "Par_famille",
            "Par famille",
        ),
        _rollup(
            "par_commercial",
            "Par commercial",
            (*person, *rollup_columns("par_commercial", theirs(actions)), *people_deals, *LABELS, SEEN),
            "Par_commercial",
            "Par commercial",
        ),
        _rollup(
            "par_mois",
            "Par mois",
            (month, *rollup_columns("par_mois", of_month, undated)),
            "Par_mois",
            "Par mois",
            apart=("Sans date",),
        ),
        _delays("famille", (family,), of_family, "Par famille"),
        _delays("commercial", person, theirs(actions), "Par commercial"),
        _delays("mois", (month,), of_month, "Par mois", undated),
        _rollup(TEAM, "Par indicateur", team_columns(natures), "Par_indicateur", "Par indicateur"),
        _rollup(
            PEOPLE,
            "Indicateurs par commercial",
            (*people_columns(natures), *LABELS, SEEN),
            "Indicateurs_par_commercial",
            "Indicateurs par commercial",
        ),
    )
    products = product_tables(plan)
    return (
        *rollups,
        *products,
        controls_table(TO_CHECK, (*rollups, *products), coherence),
        decisions_table(sheet_names(plan)["actions"]),
        five_table(SUMMARY),
        people_table(SUMMARY, settings),
        groups_table(),
        *who_tables(settings),
        gaps_table(settings.threshold),
        pairs_table(),
        views_table(LIST_SHEET),
        *team_tables(
            plan,
            _SHARED,
            {
                "actions": (MONTH_OF_ACTION, SEEN_AS_ITS_PERSON, ACTION_NUMBER),
                "carnet": (SEEN_AS_ITS_PERSON, DEAL_NUMBER),
                "indicateurs": (SERIES, natures.last(OF_SERIES)),
            },
        ),
        _table("constats", "Constats", FINDINGS, "Constats", "Constats"),
        *proof_tables(plan),
        *coherence,
        _table("sources", "Sources", source_columns(), "Sources", "Sources"),
        filled_table("Sources"),
        _table("libre", "Contenus libres", LIBRE, "Libre", "Contenus libres"),
        _stages(),
        definitions_table(MEANINGS),
    )


def _delays(axis: str, lines: tuple[Column, ...], own: Expr, sheet: str, undated: tuple[Expr, ...] = ()) -> Table:
    """How late the actions are, and how well they did, by what a roll-up is by."""
    key, apart = f"{DELAYS_BY}{axis}", ("Sans date",) if undated else ()
    columns = (*lines, *delay_columns(key, own, undated))
    return _rollup(key, f"Délais et résultats par {axis}", columns, key.capitalize(), sheet, apart)


def _table(key: str, title: str, columns: tuple[Column, ...], part: str, sheet: str) -> Table:
    return Table(key, title, columns, (Part(part, sheet),))


def _rollup(  # noqa: PLR0913  # a row of the list above
    key: str, title: str, columns: tuple[Column, ...], part: str, sheet: str, apart: tuple[str, ...] = ()
) -> Table:
    return Table(key, title, columns, (Part(part, sheet),), apart=apart, rest=OTHERS)


def _stages() -> Table:
    """The stages of each file: two of them may give a stage different probabilities."""
    table = carnet.stages_table(LIST_SHEET)
    return replace(table, columns=(Column("fichier", "Fichier", TEXT, given=True, width=26), *table.columns))


# --- sheets -----------------------------------------------------------------------------------------------


def _sheets(plan: Book, settings: Settings) -> tuple[Sheet, ...]:
    following = [_with_totals(sheet, settings) for sheet in team_sheets(plan)]
    controls = _controls(plan, settings)
    return (
        summary_sheet(settings, sheet_names(plan)["actions"]),
        who_sheet(),
        gaps_sheet(settings.threshold),
        to_check_sheet(),
        families_sheet(),
        Sheet(
            "Par commercial",
            "Écarts par commercial",
            "Une ligne par personne : ses actions, son budget, son carnet.",
            (
                Grid("Par_commercial"),
                Grid("Delais_par_commercial", title=DELAYS),
                money_chart("Budget et dépenses par commercial", "Par_commercial", "commercial"),
            ),
        ),
        _by_month(),
        Sheet(
            "Par indicateur",
            "Indicateurs de l’équipe",
            "Les indicateurs, additionnés selon leur nature ; seuls les mois au réalisé connu sont comparés.",
            (
                Grid("Par_indicateur"),
                Text(tuple((line, "") for line in (*RULES_IN_WORDS, LANDING))),
                Chart(
                    "Taux d’atteinte par indicateur",
                    "Par_indicateur",
                    "indicateur",
                    (Series("atteinte", "Atteinte"),),
                    rows=16,
                    number_format="0\\ %",
                ),
            ),
        ),
        Sheet(
            "Indicateurs par commercial",
            "Indicateurs, personne par personne",
            "D’où vient l’atterrissage de l’équipe, et ce que vaut chez chacun ce qui ne s’additionne pas.",
            (Grid("Indicateurs_par_commercial"),),
        ),
        *product_sheet(plan),
        *following,
        pairs_sheet(),
        *controls,
        Sheet(
            LIST_SHEET,
            "Étapes du carnet",
            "La probabilité que chaque étape donne par défaut.",
            (Grid(carnet.STAGES_PART), Grid("Vues")),
            tone="list",
            across=True,
        ),
        Sheet(
            MEANINGS,
            "Ce que veut dire chaque chiffre",
            "Deux phrases, la règle, et la feuille où il se trouve.",
            (Grid("Definitions"),),
            tone="list",
        ),
    )


def _controls(plan: Book, settings: Settings) -> tuple[Sheet, ...]:
    """What was found, the proofs, and where everything comes from."""
    return (
        Sheet(
            "Constats",
            "Constats de lecture",
            "Ce que la lecture a trouvé à dire, avec l’endroit et ce qu’il faut faire.",
            (Grid("Constats"),),
            tone="list",
        ),
        *proof_sheets(),
        *coherence_sheet(plan, settings),
        Sheet(
            "Sources",
            "Sources",
            "Les fichiers lus, ce que leurs cellules sont devenues, et si leur preuve est juste ; qui a rempli quoi.",
            (Grid("Sources"), Grid("Remplissage", title="Ce qui est rempli, feuille par feuille")),
            tone="list",
        ),
        Sheet(
            "Contenus libres",
            "Contenus libres",
            "Ce que chacun a écrit hors des tableaux du plan : gardé tel quel, jamais additionné.",
            (Grid("Libre"),),
            tone="list",
        ),
    )


def _with_totals(sheet: Sheet, settings: Settings) -> Sheet:
    totals = (Figures(carnet.carnet_figures(settings)), *distribution.blocks())
    return replace(sheet, blocks=(*totals, *sheet.blocks)) if sheet.name == "Carnet" else sheet


def _by_month() -> Sheet:
    chart = money_chart("Budget et dépenses par mois", "Par_mois", "mois")
    return Sheet(
        "Par mois",
        "Écarts par mois",
        "Chaque action compte dans le mois de sa fin prévue, à défaut de son début ; sans date, elle est à part.",
        (Grid("Par_mois"), Grid("Delais_par_mois", title=DELAYS), chart),
    )
