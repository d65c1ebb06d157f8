"""The first page of the écarts workbook: its figures, its families, and what there is to check."""

from __future__ import annotations

from collections.abc import Sequence

from pacxl.books.ecarts.controls import TO_CHECK, checks
from pacxl.books.ecarts.preuve import SHEET, WRONG
from pacxl.definition.expr import Of, count, is_blank, sum_
from pacxl.definition.kind import DATE, GAP_MONEY, MONEY, WHOLE
from pacxl.definition.sheet import Beside, Card, Chart, Figure, Figures, Grid, Series, Sheet, Text, TodayFigure
from pacxl.plan.distribution import HIGH, LABELS, LOW, quantile
from pacxl.plan.tables import carnet
from pacxl.plan.tables.action_status import LATE
from pacxl.plan.tables.money import CLOSING, PRUDENT, MoneySums

actions, sources = Of("actions"), Of("sources")
_AXES = ("Par commercial", "Par mois", "Par indicateur", "Indicateurs par commercial")
DELAYS = "Délais et résultats"


def summary_sheet(others: Sequence[str]) -> Sheet:
    """The sheet « Synthèse » of a team, which leads to the others."""
    money = MoneySums(actions)
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
                    Figure("a_verifier", TO_CHECK, WHOLE, sum_(checks.nombre)),
                    Figure(
                        "fichiers_a_verifier", "Fichiers à vérifier", WHOLE, count(sources, sources.preuve == WRONG)
                    ),
                )
            ),
            Figures(
                (
                    Figure("budget", "Budget", MONEY, money.budget),
                    Figure("depense", "Dépensé", MONEY, money.spent),
                    Figure("hors_budget", "dont hors budget", MONEY, money.unbudgeted),
                    Figure("ecart_constate", "Écart constaté (acquis)", GAP_MONEY, money.found),
                    Figure("depassements", "dont dépassements", GAP_MONEY, money.overruns),
                    Figure("economies", "dont économies", GAP_MONEY, money.savings),
                )
            ),
            Figures(
                (
                    Figure("atterrissage", "Atterrissage", MONEY, money.landing),
                    Figure("ecart_atterrissage", "Écart à l’atterrissage", GAP_MONEY, money.landing_gap),
                    Figure("budget_libere", "Budget libéré", MONEY, money.released),
                    Figure("synthese_ouvert", "Carnet ouvert", MONEY, carnet.amounts(carnet.IS_OPEN)),
                    Figure("synthese_probabilise", "Total probabilisé", MONEY, carnet.WEIGHTED),
                    Figure("synthese_p10", LABELS[LOW], MONEY, quantile(LOW)),
                    Figure("synthese_p90", LABELS[HIGH], MONEY, quantile(HIGH)),
                    Figure("synthese_signe", "Carnet signé", MONEY, carnet.amounts(carnet.IS_WON)),
                )
            ),
            Beside(
                (
                    money_chart("Budget et dépenses par famille", "Par_famille", "famille", columns=10),
                    Chart(
                        "Écart constaté par famille",
                        "Par_famille",
                        "famille",
                        (Series("ecart_constate", "Écart constaté"),),
                        rows=22,
                        number_format="#,##0\\ €",
                        columns=8,
                    ),
                )
            ),
            Grid("Par_famille", title="Par famille"),
            Grid("Delais_par_famille", title=DELAYS),
            Grid("A_verifier", title=TO_CHECK),
            Text(
                (
                    (f"{PRUDENT} {CLOSING}", ""),
                    (
                        "La preuve des totaux, colonne par colonne de chaque fichier, est sur la feuille Preuve.",
                        SHEET,
                    ),
                ),
                style="note",
            ),
            Text(tuple((name, name) for name in (*_AXES, *others)), style="links"),
        ),
        tone="guide",
    )


def money_chart(title: str, part: str, category: str, columns: int = 15) -> Chart:
    """A chart of the front of the écarts: budget and spending side by side, by what a roll-up is by."""
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
