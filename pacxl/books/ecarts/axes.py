"""The sheet « Axes »: the écarts of the whole team by family, by month and by indicator."""

from __future__ import annotations

from pacxl.definition.expr import Of, count, is_blank
from pacxl.definition.kind import GAP_MONEY, MONEY, WHOLE
from pacxl.definition.sheet import Beside, Chart, Figure, Figures, Grid, Series, Sheet, note
from pacxl.plan.tables.action_status import LATE
from pacxl.plan.tables.indicator_figures import RULES_IN_WORDS
from pacxl.plan.tables.indicator_landing import LANDING
from pacxl.plan.tables.money import CLOSING, PRUDENT, MoneySums

SHEET = "Axes"
EUROS = "#,##0\\ €"

actions = Of("actions")


def axes_sheet() -> Sheet:
    """The sheet « Axes »."""
    return Sheet(
        SHEET,
        "Les écarts, axe par axe",
        "Toute l’équipe : par famille, par mois, par indicateur.",
        (
            Figures(_money_figures()),
            Beside((_money_chart("Par_famille", "famille", columns=10), _gap_chart())),
            Grid("Par_famille", title="Par famille"),
            Grid("Delais_par_famille", title="Délais et résultats, par famille"),
            note(f"{PRUDENT} {CLOSING}"),
            Grid("Par_mois", title="Par mois : celui de la fin prévue, à défaut du début"),
            Grid("Delais_par_mois", title="Délais et résultats, par mois"),
            _money_chart("Par_mois", "mois"),
            Grid("Par_indicateur", title="Par indicateur, chacun additionné selon sa nature"),
            note(*RULES_IN_WORDS, LANDING),
            Chart(
                "Taux d’atteinte par indicateur",
                "Par_indicateur",
                "indicateur",
                (Series("atteinte", "Atteinte"),),
                rows=16,
                number_format="0\\ %",
            ),
        ),
        tone="follow",
    )


def _money_figures() -> tuple[Figure, ...]:
    """What the whole team's actions come to."""
    money = MoneySums(actions)
    return (
        Figure("actions", "Actions", WHOLE, count(actions, ~is_blank(actions.statut))),
        Figure("en_retard", "En retard", WHOLE, count(actions, actions.statut == LATE)),
        Figure("budget", "Budget", MONEY, money.budget),
        Figure("depense", "Dépensé", MONEY, money.spent),
        Figure("hors_budget", "dont hors budget", MONEY, money.unbudgeted),
        Figure("ecart_constate", "Écart constaté (acquis)", GAP_MONEY, money.found),
        Figure("depassements", "dont dépassements", GAP_MONEY, money.overruns),
        Figure("economies", "dont économies", GAP_MONEY, money.savings),
        Figure("atterrissage", "Atterrissage", MONEY, money.landing),
        Figure("ecart_atterrissage", "Écart à l’atterrissage", GAP_MONEY, money.landing_gap),
        Figure("budget_libere", "Budget libéré", MONEY, money.released),
    )


def _money_chart(part: str, category: str, columns: int = 15) -> Chart:
    """A chart of the écarts: budget and spending side by side, by what a roll-up is by."""
    return Chart(
        f"Budget et dépenses par {category}",
        part,
        category,
        (Series("budget", "Budget"), Series("depense", "Dépensé")),
        shape="bar" if part == "Par_famille" else "column",
        rows=22,
        number_format=EUROS,
        columns=columns,
    )


def _gap_chart() -> Chart:
    return Chart(
        "Écart constaté par famille",
        "Par_famille",
        "famille",
        (Series("ecart_constate", "Écart constaté"),),
        rows=22,
        number_format=EUROS,
        columns=8,
    )
