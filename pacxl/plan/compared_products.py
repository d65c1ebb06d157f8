"""Which products can be compared with their plan, and how: columns of `gammes`, and what is told of the others."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, blank, coalesce, count, if_, is_blank, position, sum_
from pacxl.definition.kind import CHOICE, GAP_MONEY, WHOLE
from pacxl.definition.rule import Rule
from pacxl.definition.table import Column, Mark
from pacxl.plan.tables.money import euros

COMPARED, NEW, STOPPED, NOT_SPLIT = "comparé", "nouveau", "arrêté", "non décomposé"
NO_ACTUAL, NO_PLAN = "sans réel", "sans prévu"
BY_SIGN = (Mark("bad", below=0), Mark("good", above=0))

row, gammes = Row(), Of("gammes")


def comparison_columns() -> tuple[Column, ...]:
    """The columns that say, of each row of `gammes`, whether its plan can be compared, and its écart (euros)."""
    compared = ~is_blank(row.comparaison) & ~(row.comparaison == NO_ACTUAL) & ~(row.comparaison == NO_PLAN)
    gap = coalesce(row.ca, 0) - coalesce(row.ca_prevu, 0)
    before = count(gammes, gammes.ecart_ca < row.ecart_ca)
    level = count(gammes, (gammes.ecart_ca == row.ecart_ca) & (gammes.numero < row.numero))
    return (
        Column(
            "comparaison",
            "Prévu et réel",
            CHOICE,
            _comparison(),
            detail=True,
            marks=(Mark("wait", NOT_SPLIT), Mark("muted", NO_ACTUAL), Mark("muted", NO_PLAN)),
            help="Comparé, nouveau (rien de prévu), arrêté (0 vendu), non décomposé (une quantité manque), sans réel "
            "ou sans prévu.",
        ),
        Column(
            "ecart_ca",
            "Écart de CA",
            GAP_MONEY,
            if_(compared, gap, blank),
            detail=True,
            help="CA − CA prévu, des produits qui se comparent.",
            total=euros(sum_(gammes.ecart_ca)),
            marks=BY_SIGN,
        ),
        Column("numero", "Numéro", WHOLE, if_(is_blank(row.ecart_ca), blank, position), detail=True, width=9),
        Column(
            "rang_ecart",
            "Rang de l’écart",
            WHOLE,
            if_(is_blank(row.ecart_ca), blank, before + level + 1),
            detail=True,
            width=9,
            help="1 pour l’écart le plus défavorable.",
        ),
    )


def _comparison() -> Expr:
    """A blank actual is not known yet; a typed 0 is a stop. A product without a plan is new, if others have one."""
    planned, revenue, sold, earned = row.ventes_prevues, row.ca_prevu, row.ventes, row.ca
    nothing_planned = (is_blank(planned) | (planned == 0)) & (is_blank(revenue) | (revenue == 0))
    nothing_sold = ((sold == 0) & (is_blank(earned) | (earned == 0))) | ((earned == 0) & is_blank(sold))
    has_plan = count(gammes, ~is_blank(gammes.ca_prevu)) > 0
    unplanned = if_(has_plan, if_(sold > 0, NEW, NOT_SPLIT), NO_PLAN)
    stopped = if_(planned > 0, STOPPED, NOT_SPLIT)
    both = if_((planned > 0) & (sold > 0), COMPARED, NOT_SPLIT)
    of_plan = if_(is_blank(revenue), NO_PLAN, if_(nothing_sold, stopped, both))
    return if_(
        nothing_planned,
        if_(is_blank(earned) | (earned == 0), blank, unplanned),
        if_(is_blank(earned) & ~nothing_sold, NO_ACTUAL, of_plan),
    )


def compared_products_rules() -> tuple[Rule, ...]:
    """What is told of a product that cannot be decomposed, or not wholly."""
    compared = gammes.comparaison == COMPARED
    alone = count(gammes, compared & (gammes.unite == row.unite)) == 1
    unplanned = is_blank(row.ventes_prevues) & is_blank(row.ca_prevu)
    return (
        Rule("product-not-decomposed", "gammes", "ventes", row.comparaison == NOT_SPLIT, shows="produit"),
        Rule("product-unplanned", "gammes", "ca_prevu", (row.comparaison == NEW) & unplanned, shows="produit"),
        Rule(
            "product-without-mix",
            "gammes",
            "unite",
            (row.comparaison == COMPARED) & (is_blank(row.unite) | alone),
            shows="produit",
        ),
    )


def is_split_product(comparison: Expr) -> Expr:
    """Whether a product of this comparison has effects of its own: compared, new or stopped."""
    return (comparison == COMPARED) | (comparison == NEW) | (comparison == STOPPED)
