"""The budget line by line: what it costs, what it should bring in (n:1), what it does bring in."""

from __future__ import annotations

from pacxl.definition.expr import Of, Row, abs_, any_filled, blank, coalesce, if_, is_blank, lift, lookup, sum_, today
from pacxl.definition.kind import CHOICE, GAP_MONEY, GAP_NUMBER, GAP_PERCENT, MONEY, PERCENT, RATIO, TEXT
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.french.period import Period
from pacxl.plan.tables.columns import comment_column, family_column
from pacxl.plan.tables.money import Course, euros, money_columns, money_remaining_column, share_of_budget
from pacxl.plan.tables.results import HIGHER, result_verdict, result_verdict_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

SHEET = "Budget et ROI"
POSTES, NO_POSTE = ("personnel", "publicité", "outils", "création", "autres"), "sans poste"

row, lines, postes = Row(), Of("budget"), Of("budget_postes")

# A ratio over several lines is that of their sums, over the lines in which its two parts are known.
EXPECTED = ~is_blank(lines.revenu_attendu)
EXPECTED_ROI = sum_(lines.revenu_attendu) / sum_(lines.budget, EXPECTED)
_EARNED = ~is_blank(lines.depense) & ~is_blank(lines.revenu_obtenu)
EARNED_ROI = sum_(lines.revenu_obtenu, _EARNED) / sum_(lines.depense, _EARNED)
BUDGET, SPENT, EARNED = (euros(sum_(each)) for each in (lines.budget, lines.depense, lines.revenu_obtenu))
EXPECTED_REVENUE = euros(sum_(lines.revenu_attendu))


def section(settings: Settings) -> Section:
    """ROI: the lines, on the budget's own sheet; each is open until the period ends, then finished."""
    table = Table("budget", "Budget et ROI", _columns(settings), (Part("Budget", SHEET),), spare=15)
    return Section((table,), lists=(Choices("budget_postes", "Poste de budget", POSTES),))


def _columns(settings: Settings) -> tuple[Column, ...]:
    return (
        Column(
            "libelle",
            "Libellé",
            TEXT,
            width=30,
            help="Ce que vous financez, en quelques mots.",
            synonyms=("ligne", "intitulé", "action", "désignation"),
        ),
        Column(
            "poste",
            "Poste",
            CHOICE,
            choices="budget_postes",
            help="La nature de la dépense. Sans poste, la ligne est comptée à part, et cela se voit.",
            synonyms=("poste de dépense", "poste budgétaire", "nature"),
        ),
        Column(
            "kpi_principal",
            "KPI principal",
            TEXT,
            width=20,
            help="L’indicateur qui dira si la dépense a servi, par exemple : demandes de devis.",
            synonyms=("kpi", "indicateur", "indicateur principal"),
        ),
        Column(
            "budget",
            "Budget",
            MONEY,
            width=14,
            help="Le budget prévu, en euros. Vide tant que vous ne le savez pas.",
            total=BUDGET,
            synonyms=("budget prévu", "montant", "combien", "coût prévu"),
        ),
        Column(
            "depense",
            "Dépensé",
            MONEY,
            width=14,
            help="Ce qui a été dépensé, en euros. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            total=SPENT,
            synonyms=("budget réalisé", "réel", "dépense", "dépenses", "coût réel"),
        ),
        *((money_remaining_column(lines),) if settings.asks_remaining else ()),
        Column(
            "roi_attendu",
            "ROI attendu",
            RATIO,
            width=14,
            help="Les euros de revenu attendus pour un euro de budget : saisissez 3 pour 3:1.",
            total=EXPECTED_ROI,
            synonyms=("roi", "roi prévu", "retour attendu"),
        ),
        Column(
            "revenu_obtenu",
            "Revenu obtenu",
            MONEY,
            width=14,
            help="Le revenu que cette dépense a apporté à ce jour, en euros.",
            total=EARNED,
            synonyms=("revenu", "revenu réel", "ca généré", "recettes"),
        ),
        comment_column("Une hypothèse, une condition, une explication de l’écart."),
        family_column(
            "La famille d’actions que la ligne finance, si elle n’en finance qu’une.",
            detail=True,
            synonyms=("famille d’actions",),
        ),
        *_results(settings.stretch, settings.asks_remaining),
    )


def _results(period: Period | None, remaining: bool) -> tuple[Column, ...]:
    over = None if period is None else today > lift(period.end)
    course = Course(written=any_filled("libelle", "famille"), finished=over, asks_remaining=remaining)
    known_poste = coalesce(lookup(row.poste, postes.poste, postes.poste), NO_POSTE)
    return (
        Column(
            "revenu_attendu",
            "Revenu attendu",
            MONEY,
            row.budget * row.roi_attendu,
            help="Budget × ROI attendu.",
            total=EXPECTED_REVENUE,
            width=14,
        ),
        Column(
            "ecart_budget",
            "Écart budget",
            GAP_MONEY,
            row.depense - row.budget,
            help="Dépensé − budget de cette ligne, quel que soit son avancement : ne s’additionne pas.",
            detail=True,
        ),
        *money_columns(lines, course),
        Column(
            "roi_obtenu",
            "ROI obtenu",
            RATIO,
            row.revenu_obtenu / row.depense,
            help="Revenu obtenu ÷ dépensé.",
            total=EARNED_ROI,
        ),
        result_verdict_column(
            result_verdict(row.roi_obtenu, row.roi_attendu, lift(HIGHER)),
            "Favorable si le ROI obtenu atteint le ROI attendu.",
        ),
        Column(
            "consomme",
            "Consommé",
            PERCENT,
            share_of_budget(row.depense, row.budget),
            help="Dépensé ÷ budget.",
            total=share_of_budget(SPENT, BUDGET),
            detail=True,
        ),
        Column(
            "ecart_budget_pct",
            "Écart budget %",
            GAP_PERCENT,
            row.ecart_budget / abs_(row.budget),
            help="L’écart de budget rapporté au budget.",
            detail=True,
        ),
        Column(
            "ecart_roi",
            "Écart ROI",
            GAP_NUMBER,
            row.roi_obtenu - row.roi_attendu,
            help="ROI obtenu − ROI attendu.",
            detail=True,
        ),
        Column(
            "poste_retenu",
            "Poste retenu",
            TEXT,
            if_(any_filled("libelle", "famille"), known_poste, blank),
            help="Le poste sous lequel la ligne est comptée ; sans poste reconnu : « sans poste ».",
            detail=True,
            width=14,
            marks=(Mark("wait", NO_POSTE),),
        ),
    )
