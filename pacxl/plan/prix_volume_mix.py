"""Prix, volume, mix: why the revenue of products is not what was planned, by the French method; Σ effects = écart.

Q quantities, CA revenue, P = CA ÷ Q (never a rounded price); p planned, r actual; Σ over the products of one unit:

- *écart sur prix* = (Pr − Pp) × Qr;
- *écart de composition* (mix) = (Qr − ΣQr × Qp ÷ ΣQp) × Pp;
- *écart sur volume global* = (ΣQr − ΣQp) × Qp ÷ ΣQp × Pp.

They are three steps from one revenue to the next: planned, planned at the actual volume (CAp × ΣQr ÷ ΣQp), actual
quantities at planned prices (CAp × Qr ÷ Qp), actual. A total is the difference of two of these revenues, each to the
cent: so totals close to the cent. Unlike units are never added; without a unit, or alone of its own, a product has no
composition. New products and those that are stopped stand apart, outside prices and volumes.

Source: the French cours of contrôle de gestion (DCG 11: écart sur prix, de composition, sur volume global).
"""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, OfCol, Row, blank, count, if_, is_blank, max_, min_, sum_
from pacxl.definition.kind import COUNT, GAP_MONEY, GAP_PERCENT, LONG, MONEY, PRICE, TEXT
from pacxl.definition.sheet import Beside, Block, Chart, Figure, Figures, Grid, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.compared_products import BY_SIGN, COMPARED, NEW, NO_ACTUAL, NO_PLAN, NOT_SPLIT, STOPPED
from pacxl.plan.tables.money import euros, share_of_budget
from pacxl.plan.tables.results import BARS_BY_SENSE, FAVOURABLE, UNFAVOURABLE

SHEET = "Prix, volume, mix"
LINES, EFFECTS = "prix_volume_mix", "effets"
LINES_PART, EFFECTS_PART = "Prix_volume_mix", "Effets"
CLOSES = "Contrôle"
OTHERS = "Autres"

PRICE_EFFECT, MIX_EFFECT, VOLUME_EFFECT = "Écart sur prix", "Écart de composition", "Écart sur volume global"
NEW_EFFECT, STOPPED_EFFECT, UNSPLIT_EFFECT = "Produits nouveaux", "Produits arrêtés", "Non décomposé"

row, gammes, lines = Row(), Of("gammes"), Of(LINES)


# --- the lines: a product, or a product of everybody ------------------------------------------------------


def prix_volume_mix_table(figures: tuple[Column, ...], unsplit: Expr, more: tuple[Column, ...]) -> Table:
    """The table of effects, a line a product: its figures, then what they are decomposed in (euros), then `more`.

    `figures` are produit, unite, ventes_prevues, ventes, ca_prevu, ca and ecart; `more` has statut, base_prevue and
    base_reelle: of what can be decomposed, its revenue planned and actual. `unsplit` is the écart of what cannot.
    """
    columns = (*figures, *_effects(unsplit), _remark(), *_steps(), *more)
    return Table(LINES, SHEET, columns, (Part(LINES_PART, SHEET),), leads=1, rest=OTHERS)


def prix_volume_mix_gap_column(formula: Expr) -> Column:
    """The écart of each line. Its total is that of all products, whatever lines there are: *Autres* is what they
    leave."""
    whole = euros(sum_(gammes.ecart_ca))
    return Column(
        "ecart",
        "Écart de CA",
        GAP_MONEY,
        formula,
        help="CA − CA prévu : la somme des six colonnes qui suivent.",
        total=whole,
        rest=euros(whole - sum_(lines.ecart)),
        marks=BY_SIGN,
    )


def _effects(unsplit: Expr) -> tuple[Column, ...]:
    def effect(key: str, header: str, figure: Expr, help_: str) -> Column:
        return Column(key, header, GAP_MONEY, figure, help=help_, total=TOTALS[header], marks=BY_SIGN, width=14)

    none = if_(is_blank(row.statut), blank, 0)
    return (
        effect(
            "effet_prix",
            PRICE_EFFECT,
            row.base_reelle - row.ca_quantites,
            "(Prix réel − prix prévu) × quantité réelle ; le prix est le CA ÷ la quantité, jamais arrondi.",
        ),
        effect(
            "effet_composition",
            MIX_EFFECT,
            row.ca_quantites - row.ca_volume,
            "(Quantité réelle − sa part prévue du volume réel) × prix prévu.",
        ),
        effect(
            "effet_volume",
            VOLUME_EFFECT,
            row.ca_volume - row.base_prevue,
            "(Volume total réel − prévu) × sa part prévue × prix prévu.",
        ),
        effect("nouveaux", NEW_EFFECT, if_(row.statut == NEW, row.base_reelle, none), "Leur CA : rien de prévu."),
        effect(
            "arretes", STOPPED_EFFECT, if_(row.statut == STOPPED, 0 - row.base_prevue, none), "Leur CA prévu, perdu."
        ),
        effect(
            "non_decompose",
            UNSPLIT_EFFECT,
            unsplit,
            "L’écart de ce qui n’a pas de quantité d’un côté, ou une quantité de 0 ou moins.",
        ),
    )


def _remark() -> Column:
    alone = count(lines, (lines.statut == COMPARED) & (lines.unite == row.unite)) == 1
    no_mix = if_(is_blank(row.unite), NO_UNIT, if_(alone, ALONE, blank))
    others = if_(row.statut == COMPARED, no_mix, row.statut)
    partly = if_((row.statut == NOT_SPLIT) | (row.non_decompose == 0), others, PARTLY)
    return Column(
        "remarque",
        "Remarque",
        LONG,
        if_(is_blank(row.statut), blank, partly),
        width=38,
        marks=(Mark("wait", NOT_SPLIT), Mark("wait", PARTLY), Mark("muted", NO_UNIT), Mark("muted", ALONE)),
        help="Nouveau, arrêté, ou ce qui manque pour tout décomposer.",
    )


NO_UNIT, ALONE = "sans unité, sans composition", "seul de son unité, sans composition"
PARTLY = "en partie non décomposé"


def _steps() -> tuple[Column, ...]:
    """From the planned revenue to the actual one, step by step; without a unit, a product is a volume of its own."""
    compared = row.statut == COMPARED
    alike = (lines.statut == COMPARED) & (lines.unite == row.unite)
    own = row.ventes / row.ventes_prevues
    growth = if_(is_blank(row.unite), own, sum_(lines.ventes, alike) / sum_(lines.ventes_prevues, alike))
    return (
        Column("prix_prevu", "Prix prévu", PRICE, if_(compared, row.base_prevue / row.ventes_prevues), detail=True),
        Column("prix_reel", "Prix réel", PRICE, if_(compared, row.base_reelle / row.ventes), detail=True),
        Column(
            "ca_volume",
            "CA prévu au volume réel",
            MONEY,
            if_(compared, row.base_prevue * growth),
            detail=True,
            help="CA prévu × volume total réel ÷ prévu, de son unité.",
            total=AT_VOLUME,
        ),
        Column(
            "ca_quantites",
            "CA réel aux prix prévus",
            MONEY,
            if_(compared, row.base_prevue * own),
            detail=True,
            help="Quantité réelle × prix prévu.",
            total=AT_QUANTITIES,
        ),
    )


_OF_COMPARED = lines.statut == COMPARED
PLANNED = euros(sum_(lines.base_prevue, _OF_COMPARED))
AT_VOLUME, AT_QUANTITIES = euros(sum_(lines.ca_volume)), euros(sum_(lines.ca_quantites))
ACTUAL = euros(sum_(lines.base_reelle, _OF_COMPARED))
TOTALS = {
    PRICE_EFFECT: euros(ACTUAL - AT_QUANTITIES),
    MIX_EFFECT: euros(AT_QUANTITIES - AT_VOLUME),
    VOLUME_EFFECT: euros(AT_VOLUME - PLANNED),
    NEW_EFFECT: euros(sum_(lines.nouveaux)),
    STOPPED_EFFECT: euros(sum_(lines.arretes)),
    UNSPLIT_EFFECT: euros(sum_(lines.non_decompose)),
}


# --- the six effects, and their sheet ---------------------------------------------------------------------


def effects_table() -> Table:
    """The table of the effects, a line each, by sign; the control line is 0 when they close."""
    whole, effects = euros(sum_(gammes.ecart_ca)), Of(EFFECTS)
    amount: Expr = blank
    for name, total in TOTALS.items():
        amount = if_(row.effet == name, total, amount)
    return Table(
        EFFECTS,
        "Les effets",
        (
            Column("effet", "Effet", TEXT, given=True, bound=True, width=26),
            Column(
                "montant",
                "Montant",
                GAP_MONEY,
                amount,
                total=whole,
                rest=euros(whole - sum_(effects.montant)),
                width=16,
                marks=BY_SIGN,
                help="Réel − prévu : positif, c’est favorable.",
            ),
            Column(
                "part",
                "En % du CA prévu",
                GAP_PERCENT,
                share_of_budget(row.montant, _compared(gammes.ca_prevu)),
                total=share_of_budget(whole, _compared(gammes.ca_prevu)),
            ),
            Column("favorable", FAVOURABLE.capitalize(), GAP_MONEY, max_(0, row.montant)),
            Column("defavorable", UNFAVOURABLE.capitalize(), GAP_MONEY, min_(0, row.montant)),
        ),
        (Part(EFFECTS_PART, SHEET),),
        rest=CLOSES,
    )


def effects_rows() -> dict[str, list[str]]:
    """The rows of the effects: their names."""
    return {"effet": [*TOTALS]}


def _compared(column: OfCol) -> Expr:
    return euros(sum_(column, ~is_blank(gammes.ecart_ca)))


def prix_volume_mix_blocks(sheet: str) -> tuple[Block, ...]:
    """The sheet « Prix, volume, mix », from top to bottom; `sheet` is where the table of the products stands."""
    chart = Chart(
        "D’où vient l’écart de chiffre d’affaires",
        EFFECTS_PART,
        "effet",
        BARS_BY_SENSE,
        shape="gap",
        rows=14,
        columns=11,
        number_format="#,##0\\ €",
        empty="saisissez les ventes et les prix, prévus et réels, de vos produits dans Gammes pour voir ce graphique",
    )
    return (
        Figures(
            (
                Figure("pvm_prevu", "CA prévu, comparé", MONEY, _compared(gammes.ca_prevu)),
                Figure("pvm_reel", "CA réel, comparé", MONEY, _compared(gammes.ca)),
                Figure("pvm_ecart", "Écart de CA", GAP_MONEY, euros(sum_(gammes.ecart_ca)), marks=BY_SIGN),
                Figure("pvm_sans_reel", "Prévu sans réel", MONEY, _of(NO_ACTUAL, gammes.ca_prevu)),
                Figure("pvm_sans_prevu", "Réel sans prévu", MONEY, _of(NO_PLAN, gammes.ca)),
                Figure("pvm_non_decomposes", "Lignes non décomposées", COUNT, _number(NOT_SPLIT)),
            )
        ),
        Beside((Grid(EFFECTS_PART, "Les effets"), chart)),
        sheet_note(*METHOD, (f"Les chiffres viennent du tableau Gammes, feuille {sheet}.", sheet)),
        Grid(LINES_PART, "Produit par produit"),
    )


def _of(comparison: str, column: OfCol) -> Expr:
    return euros(sum_(column, gammes.comparaison == comparison))


def _number(comparison: str) -> Expr:
    return count(gammes, gammes.comparaison == comparison)


METHOD = (
    "Méthode française du contrôle de gestion : écart = réel − prévu ; positif, le chiffre d’affaires y gagne.",
    "Écart sur prix = (prix réel − prix prévu) × quantité réelle. Le prix est le CA ÷ la quantité, jamais arrondi.",
    "Écart de composition (mix) = (quantité réelle − part prévue du volume réel) × prix prévu : vendre plus du cher, "
    "ou du moins cher.",
    "Écart sur volume global = (volume réel − volume prévu) × prix moyen prévu : vendre plus, ou moins, en tout.",
    "On n’additionne que les quantités d’une même unité ; un produit sans unité, ou seul de la sienne, n’a pas de "
    "composition.",
    "Nouveaux (rien de prévu) et arrêtés (0 vendu) sont à part. Prévu sans réel, réel sans prévu : non comparés.",
)
