"""The budget section: the budget and its expected return, by line and by poste, and the means it pays for."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, blank, count, if_, sum_
from pacxl.definition.kind import GAP_MONEY, PERCENT, RATIO, SUM_MONEY, TEXT, Kind
from pacxl.definition.sheet import Beside, Chart, Figure, Figures, Grid, Series, Sheet, sheet_note
from pacxl.definition.table import Column, Part, Table
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
from pacxl.plan.tables.columns import share_column
from pacxl.plan.tables.money import PRUDENT, MoneySums, euros
from pacxl.plan.tables.rollup import OTHERS, RollUp
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
            Table(
                "budget_postes", "Budget par poste", _poste_columns(), (Part("Budget_postes", SHEET),), rest=OTHERS
            ),
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
    by_poste = RollUp(postes, lines.poste_retenu == row.poste)

    def added(key: str, header: str, kind: Kind, name: str, help_: str) -> Column:
        return by_poste.added(key, header, kind, lambda held: _known(held, name), help_)

    budget = added("budget", "Budget", SUM_MONEY, "budget", "La somme des budgets du poste.")
    spent = added("depense", "Dépensé", SUM_MONEY, "spent", "La somme de ses dépenses.")
    return (
        Column("poste", "Poste", TEXT, given=True, width=30),
        budget,
        share_column(postes.budget, "La part du poste dans le budget."),
        spent,
        by_poste.share("consomme", "Consommé", PERCENT, (spent, budget), "Dépensé ÷ budget du poste."),
        added(
            "ecart_constate",
            "Écart constaté",
            GAP_MONEY,
            "found",
            "Acquis : les dépassements, le hors budget et, la période finie, les économies.",
        ),
        added("atterrissage", "Atterrissage", SUM_MONEY, "landing", PRUDENT),
    )


def _known(held: Expr | None, name: str) -> Expr:
    """A sum of lines; blank for a poste that has none."""
    whole: Expr = getattr(MoneySums(lines, held), name)
    return whole if held is None else if_(count(lines, held) > 0, whole, blank)


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
        Figure("budget_ecart", "Écart constaté", GAP_MONEY, MoneySums(lines).found),
        Figure("budget_atterrissage", "Atterrissage", SUM_MONEY, MoneySums(lines).landing),
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
        (Series("budget", "Budget", target=True), Series("depense", "Dépensé")),
        shape="bar",
        rows=12,
        number_format="#,##0\\ €",
        columns=9,
        empty="saisissez des budgets ou des dépenses, plus bas, pour voir ce graphique",
    )
    return Sheet(
        SHEET,
        "Budget et retour attendu",
        "Ce que chaque dépense coûte, ce qu’elle doit rapporter, et ce qu’elle rapporte vraiment.",
        (
            Figures(planned),
            Figures(actual),
            sheet_note(*told),
            Grid("Imprevus", title="Marge pour imprévus"),
            Beside((Grid("Budget_postes", title="Par poste"), chart)),
            Grid("Budget", title="Ligne par ligne"),
        ),
    )
