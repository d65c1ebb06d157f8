"""The figures that add actions up: by family, by person, by month. A ratio is recomputed from its parts."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, count, is_blank, sum_
from pacxl.definition.kind import COUNT, GAP_MONEY, GAP_PERCENT, PERCENT, SUM_MONEY, Kind
from pacxl.definition.table import Column, Mark
from pacxl.plan.tables.actions import DONE, LATE
from pacxl.plan.tables.results import euros

row, actions = Row(), Of("actions")
PLANNED = ~is_blank(actions.qui) | ~is_blank(actions.budget) | ~is_blank(actions.debut) | ~is_blank(actions.fin)
_ALERTS = ("en_retard", "ecart_budget")
COMPARED = ~is_blank(actions.ecart_budget)


def rollup_columns(table: str, own: Expr) -> tuple[Column, ...]:
    """The columns of a table whose rows each add up the actions for which `own` holds."""
    mine = Of(table)

    def added(key: str, header: str, kind: Kind, formula: Expr, help_: str) -> Column:
        marks = (Mark("bad", above=0),) if key in _ALERTS else ()
        whole: Expr = sum_(getattr(mine, key))
        if kind is not COUNT:
            formula, whole = euros(formula), euros(whole)
        return Column(key, header, kind, formula, help=help_, total=whole, marks=marks)

    def ratio(key: str, header: str, kind: Kind, parts: tuple[str, str], help_: str) -> Column:
        over, under = parts
        whole = sum_(getattr(mine, over)) / sum_(getattr(mine, under))
        return Column(key, header, kind, getattr(row, over) / getattr(row, under), help=help_, total=whole)

    return (
        added(
            "actions",
            "Actions",
            COUNT,
            count(actions, own & ~is_blank(actions.statut)),
            "Étapes proposées comprises.",
        ),
        added(
            "planifiees",
            "Planifiées",
            COUNT,
            count(actions, own & PLANNED),
            "Avec une personne, un budget ou une date.",
        ),
        added(
            "terminees", "Terminées", COUNT, count(actions, own & (actions.statut == DONE)), "Fin réelle renseignée."
        ),
        added(
            "en_retard",
            "En retard",
            COUNT,
            count(actions, own & (actions.statut == LATE)),
            "Date de fin dépassée.",
        ),
        ratio("part_terminee", "Part terminée", PERCENT, ("terminees", "planifiees"), "Terminées ÷ planifiées."),
        added("budget", "Budget", SUM_MONEY, sum_(actions.budget, own), "La somme des budgets."),
        added("depense", "Dépensé", SUM_MONEY, sum_(actions.depense, own), "La somme des dépenses."),
        ratio("consomme", "Consommé", PERCENT, ("depense", "budget"), "Dépensé ÷ budget."),
        added(
            "budget_compare",
            "Budget comparé",
            SUM_MONEY,
            sum_(actions.budget, own & COMPARED),
            "Le budget des actions dont la dépense est connue : c’est à lui que l’écart se rapporte.",
        ),
        added(
            "ecart_budget",
            "Écart",
            GAP_MONEY,
            sum_(actions.ecart_budget, own),
            "Dépensé − budget comparé.",
        ),
        ratio(
            "ecart_budget_pct", "Écart %", GAP_PERCENT, ("ecart_budget", "budget_compare"), "Écart ÷ budget comparé."
        ),
    )
