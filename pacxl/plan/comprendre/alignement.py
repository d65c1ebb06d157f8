"""Alignement: from a strategic objective to what sells, what makes known, the actions and their indicator."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, any_filled, blank, count, if_, is_blank, lookup
from pacxl.definition.kind import CHOICE, COUNT, LONG, PERCENT, SUM_MONEY, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.tables.columns import family_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

SHEET = "Alignement"
COMPLETE, TO_COMPLETE = "complet", "à compléter"
row, links, synthesis = Row(), Of("alignement"), Of("synthese")


def section(settings: Settings) -> Section:
    """Alignement: how actions serve objectives."""
    columns = (*_typed(), *_computed())
    return Section((Table("alignement", "Alignement", columns, (Part("Alignement", SHEET),), spare=15),), (_sheet(),))


def _typed() -> tuple[Column, ...]:
    return (
        Column(
            "objectif_strategique",
            "Objectif stratégique n°",
            TEXT,
            help="Le numéro de l’objectif stratégique servi, tel qu’il est sur la feuille Vision et cap.",
            synonyms=("objectif stratégique", "n°", "numéro"),
            width=14,
        ),
        Column(
            "objectif_commercial",
            "Objectif commercial",
            LONG,
            help="Ce que les ventes doivent apporter pour l’atteindre.",
            synonyms=("objectifs commerciaux",),
            width=32,
        ),
        Column(
            "objectif_marketing",
            "Objectif marketing",
            LONG,
            help="Ce que le marché doit savoir, penser ou faire pour que ces ventes se fassent.",
            synonyms=("objectifs marketing",),
            width=32,
        ),
        family_column(
            "La famille dont les actions y travaillent : ses chiffres viennent s’inscrire à droite.",
            "Famille d’actions",
            width=26,
            synonyms=("famille",),
        ),
        Column(
            "actions",
            "Actions",
            LONG,
            help="Les actions qui comptent le plus pour cet objectif, en quelques mots.",
            synonyms=("actions clés", "principales actions"),
            width=32,
        ),
        Column(
            "indicateur",
            "Indicateur",
            TEXT,
            help="Le chiffre qui dira que le lien se fait.",
            synonyms=("kpi", "indicateur de suivi"),
            width=24,
        ),
    )


def _computed() -> tuple[Column, ...]:
    def of_family(key: str) -> Expr:
        return lookup(row.famille, synthesis.famille, getattr(synthesis, key))

    filled = [~is_blank(cell) for cell in (row.objectif_strategique, row.objectif_commercial, row.objectif_marketing)]
    whole = filled[0] & filled[1] & filled[2] & ~is_blank(row.indicateur) & (row.planifiees > 0)
    return (
        Column(
            "planifiees",
            "Actions planifiées",
            COUNT,
            of_family("planifiees"),
            help="Les actions de la famille qui ont une personne, un budget ou une date.",
            width=11,
        ),
        Column("budget", "Budget", SUM_MONEY, of_family("budget"), help="La somme des budgets de la famille."),
        Column(
            "part_terminee",
            "Part terminée",
            PERCENT,
            of_family("part_terminee"),
            help="Actions terminées ÷ actions planifiées de la famille.",
            bar=True,
        ),
        Column(
            "alignement",
            "Alignement",
            CHOICE,
            if_(whole, COMPLETE, if_(any_filled("objectif_strategique", "indicateur"), TO_COMPLETE, blank)),
            help="Complet : les trois objectifs et l’indicateur sont écrits, et la famille a une action planifiée.",
            marks=(Mark("good", COMPLETE), Mark("wait", TO_COMPLETE)),
        ),
    )


def _sheet() -> Sheet:
    return Sheet(
        SHEET,
        "Alignement des objectifs et des actions",
        "De la stratégie au terrain : à chaque objectif ses ventes, son marketing, ses actions et son indicateur.",
        (
            Figures(
                (
                    Figure(
                        "alignement_complets", "Lignes complètes", WHOLE, count(links, links.alignement == COMPLETE)
                    ),
                    Figure(
                        "alignement_a_completer",
                        "Lignes à compléter",
                        WHOLE,
                        count(links, links.alignement == TO_COMPLETE),
                    ),
                )
            ),
            sheet_note(
                "Les chiffres d’une famille sont ceux de la Synthèse : ils reviennent sur chaque ligne qui "
                "la cite, et ne s’additionnent donc pas d’une ligne à l’autre."
            ),
            Grid("Alignement"),
        ),
    )
