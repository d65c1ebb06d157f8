"""The écarts book: the consolidated variance workbook, its totals live formulas with their proof beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pacxl.books.everybody import team_sheets, team_tables
from pacxl.books.pac import pac_book
from pacxl.books.proof import FINDINGS, LIBRE, WRONG, source_columns
from pacxl.definition.book import Book
from pacxl.definition.expr import Of, Row, count, is_blank, sum_
from pacxl.definition.kind import DATE, GAP_MONEY, MONEY, MONTH, TEXT, WHOLE
from pacxl.definition.sheet import Beside, Card, Chart, Figure, Figures, Grid, Series, Sheet, Text, TodayFigure
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables import carnet
from pacxl.plan.tables.actions import LATE, MONTH_OF_END
from pacxl.plan.tables.indicateurs import LANDING, totals_by_indicator
from pacxl.plan.tables.results import euros
from pacxl.plan.tables.rollup import rollup_columns
from pacxl.settings.model import Settings

KEY = "ecarts"
VERSION = "1"
LIST_SHEET = "Listes"
_SHARED = ("etapes_carnet",)  # what everybody's plan holds alike: it stands once
row = Row()
actions, deals, sources = Of("actions"), Of("carnet"), Of("sources")


@lru_cache(maxsize=32)
def ecarts_book(settings: Settings) -> Book:
    """The book of the consolidated variance workbook, for a firm's settings."""
    plan = pac_book(settings)
    return Book(
        KEY,
        "Écarts consolidés",
        _tables(plan),
        _sheets(plan),
        (),
        LIST_SHEET,
        live_today=False,
        accent=settings.accent,
        settings=settings,
        firm=settings.shared,
        period=settings.period,
    )


def _tables(plan: Book) -> tuple[Table, ...]:
    family = Column("famille", "Famille", TEXT, given=True, width=30)
    person = (
        Column("commercial", "Commercial", TEXT, given=True, width=20),
        Column("equipe", "Équipe", TEXT, given=True, width=14),
    )
    month = Column("mois", "Mois", MONTH, given=True)
    own_deals = deals.commercial == row.commercial
    people_deals = (
        Column(
            "carnet_montant", "Carnet", MONEY, euros(sum_(deals.montant, own_deals)), total=euros(sum_(deals.montant))
        ),
        Column(
            "carnet_pondere",
            "Carnet pondéré",
            MONEY,
            euros(sum_(deals.pondere, own_deals)),
            total=euros(sum_(deals.pondere)),
        ),
    )
    return (
        _one(
            "par_famille",
            "Par famille",
            (family, *rollup_columns("par_famille", actions.famille == row.famille)),
            "Par_famille",
            "Synthèse",
        ),
        _one(
            "par_commercial",
            "Par commercial",
            (*person, *rollup_columns("par_commercial", actions.commercial == row.commercial), *people_deals),
            "Par_commercial",
            "Par commercial",
        ),
        _one(
            "par_mois",
            "Par mois",
            (month, *rollup_columns("par_mois", actions.mois == row.mois)),
            "Par_mois",
            "Par mois",
        ),
        _one("par_indicateur", "Par indicateur", totals_by_indicator(), "Par_indicateur", "Par indicateur"),
        *team_tables(plan, _SHARED, {"actions": (MONTH_OF_END,)}),
        _one("constats", "Constats", FINDINGS, "Constats", "Constats"),
        _one("sources", "Sources", source_columns(), "Sources", "Sources"),
        _one("libre", "Contenus libres", LIBRE, "Libre", "Contenus libres"),
        carnet.stages_table(LIST_SHEET),
    )


def _one(key: str, title: str, columns: tuple[Column, ...], part: str, sheet: str, leads: int = 1) -> Table:  # noqa: PLR0913  # a row of the list above
    return Table(key, title, columns, (Part(part, sheet),), leads=leads)


# --- sheets -----------------------------------------------------------------------------------------------


def _sheets(plan: Book) -> tuple[Sheet, ...]:
    following = [_with_totals(sheet) for sheet in team_sheets(plan)]
    return (
        _summary([sheet.name for sheet in following]),
        Sheet(
            "Par commercial",
            "Écarts par commercial",
            "Une ligne par personne : ses actions, son budget, son carnet.",
            (Grid("Par_commercial"), _chart("Budget et dépenses par commercial", "Par_commercial", "commercial")),
        ),
        _by_month(),
        Sheet(
            "Par indicateur",
            "Indicateurs de l’équipe",
            "Les indicateurs additionnés ; seuls les mois dont le réalisé est connu sont comparés.",
            (
                Grid("Par_indicateur"),
                Text(((LANDING, ""), ("Les pourcentages ne s’additionnent pas : voyez-les mois par mois.", ""))),
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
        *following,
        Sheet(
            "Constats",
            "Constats de lecture",
            "Ce que la lecture a trouvé à dire, avec l’endroit et ce qu’il faut faire.",
            (Grid("Constats"),),
            tone="list",
        ),
        Sheet(
            "Sources",
            "Sources et preuve des totaux",
            "Ce qui a été lu dans chaque fichier, face à ce que contiennent les tableaux consolidés.",
            (Grid("Sources"),),
            tone="list",
        ),
        Sheet(
            "Contenus libres",
            "Contenus libres",
            "Ce que chacun a écrit hors des tableaux du plan : gardé tel quel, jamais additionné.",
            (Grid("Libre"),),
            tone="list",
        ),
        Sheet(
            LIST_SHEET,
            "Étapes du carnet",
            "La probabilité que chaque étape donne par défaut.",
            (Grid(carnet.STAGES_PART),),
            tone="list",
            across=True,
        ),
    )


_AXES = ("Par commercial", "Par mois", "Par indicateur")
_PROOF = ("Constats", "Sources", "Contenus libres")


def _with_totals(sheet: Sheet) -> Sheet:
    if sheet.name != "Carnet":
        return sheet
    return replace(sheet, blocks=(Figures(carnet.carnet_figures()), *sheet.blocks))


def _summary(following: Sequence[str]) -> Sheet:
    return Sheet(
        "Synthèse",
        "Écarts consolidés",
        "Les plans de l’équipe additionnés, famille par famille. Écart = réel − prévu.",
        (
            Card(("Entreprise", "Période")),
            Figures(
                (
                    TodayFigure("aujourdhui", "Arrêté au", DATE),
                    Figure("actions", "Actions", WHOLE, count(actions, ~is_blank(actions.statut))),
                    Figure("en_retard", "En retard", WHOLE, count(actions, actions.statut == LATE)),
                    Figure("budget", "Budget", MONEY, euros(sum_(actions.budget))),
                    Figure("depense", "Dépensé", MONEY, euros(sum_(actions.depense))),
                    Figure("ecart_budget", "Écart de budget", GAP_MONEY, euros(sum_(actions.ecart_budget))),
                    Figure("carnet_montant", "Carnet", MONEY, euros(sum_(deals.montant))),
                    Figure("carnet_pondere", "Total probabilisé", MONEY, euros(sum_(deals.pondere))),
                    Figure(
                        "fichiers_a_verifier", "Fichiers à vérifier", WHOLE, count(sources, sources.preuve == WRONG)
                    ),
                )
            ),
            Beside(
                (
                    _chart("Budget et dépenses par famille", "Par_famille", "famille", columns=10),
                    Chart(
                        "Écart de budget par famille",
                        "Par_famille",
                        "famille",
                        (Series("ecart_budget", "Écart"),),
                        rows=22,
                        number_format="#,##0\\ €",
                        columns=8,
                    ),
                )
            ),
            Grid("Par_famille"),
            Text(
                (
                    (
                        "Budget comparé : celui des actions dont la dépense est connue. L’écart s’y rapporte.",
                        "",
                    ),
                    ("La preuve des totaux, fichier par fichier, est sur la feuille Sources.", "Sources"),
                ),
                style="note",
            ),
            Text(tuple((name, name) for name in (*_AXES, *following, *_PROOF)), style="links"),
        ),
        tone="guide",
    )


def _chart(title: str, part: str, category: str, columns: int = 15) -> Chart:
    series = (Series("budget", "Budget"), Series("depense", "Dépensé"))
    return Chart(
        title,
        part,
        category,
        series,
        shape="bar" if part == "Par_famille" else "column",
        rows=22,
        number_format="#,##0\\ €",
        columns=columns,
    )


def _by_month() -> Sheet:
    undated = is_blank(actions.fin) & ~is_blank(actions.statut)
    return Sheet(
        "Par mois",
        "Écarts par mois",
        "Chaque action compte dans le mois de sa date de fin prévue.",
        (
            Figures(
                (
                    Figure("sans_fin", "Actions sans date de fin", WHOLE, count(actions, undated)),
                    Figure("sans_fin_budget", "Leur budget", MONEY, euros(sum_(actions.budget, undated))),
                    Figure("sans_fin_depense", "Leur dépense", MONEY, euros(sum_(actions.depense, undated))),
                )
            ),
            Grid("Par_mois"),
            _chart("Budget et dépenses par mois", "Par_mois", "mois"),
        ),
    )
