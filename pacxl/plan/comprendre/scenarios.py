"""Scénarios: what may become of the year, how likely each is, and the revenue to expect of them together."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, blank, count, if_, is_blank, round_, sum_
from pacxl.definition.kind import LONG, MONEY, PERCENT, PROBABILITY, TEXT
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.columns import amount_column, share_column
from pacxl.plan.tables.money import euros
from pacxl.plan.tables.results import rate_of
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings
from pacxl.typography import typeset

SHEET = "Scénarios"
STARTERS = ("pessimiste", "central", "optimiste")
COMPLETE, SHORT, OVER = map(typeset, ("100 % : complet", "moins de 100 %", "plus de 100 %"))
UNKNOWN = "chiffre d’affaires manquant"
row, scenarios = Row(), Of("scenarios")


def section(settings: Settings) -> Section:
    """Scénarios: what may come instead, and what one would do."""
    table = Table("scenarios", "Scénarios", (*_typed(), *_computed()), (Part("Scenarios", SHEET),), spare=9)
    return Section((table,), (_sheet(),), rows={"scenarios": {"scenario": STARTERS}})


def _typed() -> tuple[Column, ...]:
    return (
        Column(
            "scenario",
            "Scénario",
            TEXT,
            help="Un nom court. Trois sont proposés : gardez, renommez, ajoutez.",
            synonyms=("scénarios", "nom"),
            width=17,
        ),
        Column(
            "hypotheses",
            "Hypothèses",
            LONG,
            help="Ce qui est supposé vrai dans ce scénario.",
            synonyms=("hypothèse",),
            width=28,
        ),
        Column(
            "declencheur",
            "Déclencheur",
            LONG,
            help="Le signe qui dira que ce scénario est en train de se réaliser.",
            synonyms=("signal", "signe"),
            width=26,
        ),
        Column(
            "probabilite",
            "Probabilité",
            PROBABILITY,
            help="Vos chances, de 0 % à 100 % : l’ensemble des scénarios doit faire 100 %.",
            synonyms=("proba",),
            total=_total(),
            width=13,
        ),
        Column(
            "chiffre_affaires",
            "Chiffre d’affaires",
            MONEY,
            help="Le chiffre d’affaires si ce scénario se réalise, en euros hors taxes.",
            synonyms=("ca", "ca ht", "chiffre d’affaires ht"),
            width=14,
        ),
        Column(
            "budget",
            "Budget",
            MONEY,
            help="Le budget commercial que ce scénario demande, en euros.",
            synonyms=("budget commercial", "dépenses"),
        ),
        Column(
            "marge",
            "Marge",
            MONEY,
            help="La marge brute si ce scénario se réalise, en euros, avant ce budget.",
            synonyms=("marge brute",),
        ),
        Column(
            "reponse",
            "Réponse",
            LONG,
            help="Ce que vous ferez si ce scénario se réalise.",
            synonyms=("notre réponse", "action", "actions"),
            width=26,
        ),
    )


def _computed() -> tuple[Column, ...]:
    return (
        amount_column(
            scenarios.ca_pondere,
            "CA pondéré",
            "Probabilité × chiffre d’affaires.",
            row.probabilite * row.chiffre_affaires,
            synonyms=("chiffre d’affaires pondéré",),
        ),
        share_column(scenarios.ca_pondere, "Ce que le scénario pèse dans le total des chiffres d’affaires pondérés."),
        Column(
            "taux_marge",
            "Taux de marge",
            PERCENT,
            rate_of(row.marge, row.chiffre_affaires),
            help="Marge ÷ chiffre d’affaires.",
            detail=True,
        ),
        Column("solde", "Marge après budget", MONEY, row.marge - row.budget, help="Marge − budget.", detail=True),
    )


def _total() -> Expr:
    """The sum of the probabilities, without the dust that binary fractions leave."""
    return round_(sum_(scenarios.probabilite), 6)


def _control() -> Expr:
    """Whether the scenarios can be weighed together; blank as long as no probability is typed."""
    unknown = count(scenarios, (scenarios.probabilite > 0) & is_blank(scenarios.chiffre_affaires))
    control = if_(_total() < 1, SHORT, if_(_total() > 1, OVER, if_(unknown > 0, UNKNOWN, COMPLETE)))
    return if_(_any_weighed(), control, blank)


def _any_weighed() -> Expr:
    return count(scenarios, ~is_blank(scenarios.probabilite)) > 0


def _sheet() -> Sheet:
    expected = if_(_control() == COMPLETE, euros(sum_(scenarios.ca_pondere)), blank)
    return Sheet(
        SHEET,
        "Scénarios",
        "Se préparer à plusieurs avenirs : à quoi on les reconnaîtra, ce qu’ils vaudraient, ce que l’on ferait.",
        (
            Figures(
                (
                    Figure("scenarios_ca_espere", "Chiffre d’affaires espéré", MONEY, expected),
                    Figure("scenarios_controle", "Contrôle des probabilités", TEXT, _control()),
                    Figure("scenarios_total", "Total des probabilités", PERCENT, if_(_any_weighed(), _total())),
                )
            ),
            sheet_note(
                "Chiffre d’affaires espéré : la somme des chiffres d’affaires pondérés.",
                "Il s’affiche quand les probabilités font 100 % et que tout scénario possible a son chiffre "
                "d’affaires.",
            ),
            Grid("Scenarios"),
        ),
    )
