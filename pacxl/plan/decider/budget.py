"""The budget section: the budget and its expected return, by line and by poste, and the means it pays for."""

from __future__ import annotations

from pacxl.definition.expr import Of, Row, sum_
from pacxl.definition.kind import GAP_MONEY, PERCENT, RATIO, SUM_MONEY, TEXT
from pacxl.definition.sheet import Beside, Chart, Figure, Figures, Grid, Series, Sheet, note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.decider import moyens, roi
from pacxl.plan.decider.roi import (
    BUDGET,
    EARNED,
    EARNED_ROI,
    EXPECTED,
    EXPECTED_REVENUE,
    EXPECTED_ROI,
    NO_POSTE,
    POSTES,
    SHEET,
    SPENT,
)
from pacxl.plan.tables.columns import amount, share
from pacxl.plan.tables.results import euros, known_euros
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

MARGIN_RATE = 0.10

row, lines, margin, postes = Row(), Of("budget"), Of("imprevus"), Of("budget_postes")

_MARGIN = euros(sum_(margin.montant))


def section(settings: Settings) -> Section:
    """The sheets « Budget et ROI » and « Moyens »."""
    own = Section(
        (
            Table("imprevus", "Marge pour imprévus", _margin_columns(), (Part("Imprevus", SHEET),)),
            Table("budget_postes", "Budget par poste", _poste_columns(), (Part("Budget_postes", SHEET),)),
        ),
        (_sheet(),),
        rows={
            "imprevus": {"libelle": ["Marge pour imprévus"], "taux": [MARGIN_RATE]},
            "budget_postes": {"poste": [*POSTES, NO_POSTE]},
        },
    )
    return own + roi.section(settings) + moyens.section(settings)


def _margin_columns() -> tuple[Column, ...]:
    return (
        Column("libelle", "Réserve", TEXT, given=True, width=30),
        Column(
            "taux",
            "Taux",
            PERCENT,
            help="La part du budget gardée pour l’imprévu ; 10 % est proposé, changez-la à votre idée.",
            synonyms=("marge", "taux d’imprévus"),
        ),
        Column(
            "montant", "Montant", SUM_MONEY, euros(row.taux * sum_(lines.budget)), help="Taux × budget des postes."
        ),
    )


def _poste_columns() -> tuple[Column, ...]:
    mine = lines.poste_retenu == row.poste
    return (
        Column("poste", "Poste", TEXT, given=True, width=30),
        amount(postes.budget, "Budget", "La somme des budgets du poste.", known_euros(lines.budget, mine)),
        share(postes.budget, "La part du poste dans le budget."),
        amount(
            postes.depense, "Dépensé", "La somme des dépenses connues du poste.", known_euros(lines.depense, mine)
        ),
        Column(
            "ecart_budget",
            "Écart budget",
            GAP_MONEY,
            known_euros(lines.ecart_budget, mine),
            help="Dépensé − budget, pour les seules lignes dont la dépense est connue.",
            total=euros(sum_(postes.ecart_budget)),
            marks=(Mark("bad", above=0),),
        ),
        Column(
            "consomme",
            "Consommé",
            PERCENT,
            row.depense / row.budget,
            help="Dépensé ÷ budget du poste.",
            total=sum_(postes.depense) / sum_(postes.budget),
        ),
    )


def _sheet() -> Sheet:
    planned = (
        Figure("budget_lignes", "Budget des postes", SUM_MONEY, BUDGET),
        Figure("budget_imprevus", "Marge pour imprévus", SUM_MONEY, _MARGIN),
        Figure("budget_total", "Budget total avec imprévus", SUM_MONEY, euros(BUDGET + _MARGIN)),
        Figure("budget_revenu_attendu", "Revenu attendu", SUM_MONEY, EXPECTED_REVENUE),
        Figure("budget_roi_attendu", "ROI attendu global", RATIO, EXPECTED_ROI),
        Figure("budget_sans_roi", "Budget sans ROI attendu", SUM_MONEY, euros(BUDGET - sum_(lines.budget, EXPECTED))),
    )
    actual = (
        Figure("budget_depense", "Dépensé", SUM_MONEY, SPENT),
        Figure("budget_revenu_obtenu", "Revenu obtenu", SUM_MONEY, EARNED),
        Figure("budget_roi_obtenu", "ROI obtenu global", RATIO, EARNED_ROI),
    )
    told = (
        "Un ROI de 3:1 veut dire 3 € de revenu pour 1 € de budget. Le ROI global est la somme des revenus divisée "
        "par la somme des budgets, jamais la moyenne des ROI.",
        "Une ligne sans ROI attendu n’entre pas dans le ROI attendu global : son budget est montré à part.",
        "Le ROI obtenu global ne compte que les lignes dont la dépense et le revenu sont tous deux connus.",
    )
    chart = Chart(
        "Budget et dépenses par poste",
        "Budget_postes",
        "poste",
        (Series("budget", "Budget"), Series("depense", "Dépensé")),
        shape="column",
        rows=12,
        number_format="#,##0\\ €",
        columns=9,
    )
    return Sheet(
        SHEET,
        "Budget et retour attendu",
        "Ce que chaque dépense coûte, ce qu’elle doit rapporter, et ce qu’elle rapporte vraiment.",
        (
            Figures(planned),
            Figures(actual),
            note(*told),
            Grid("Imprevus", title="Marge pour imprévus"),
            Beside((Grid("Budget_postes", title="Par poste"), chart)),
            Grid("Budget", title="Ligne par ligne"),
        ),
    )
