"""The atouts-attraits matrix: where products stand, what is usually prescribed there, and from which thresholds."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, blank, coalesce, count, if_, is_blank, lift, lookup, sum_
from pacxl.definition.kind import COUNT, LONG, PERCENT, SUM_MONEY, TEXT
from pacxl.definition.sheet import Chart, Grid, Series, Sheet, sheet_note
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.money import euros
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings
from pacxl.typography import typeset

row, gammes = Row(), Of("gammes")
matrix, prescriptions, thresholds = Of("matrice"), Of("matrice_prescriptions"), Of("matrice_seuils")

SHEET = "Matrice atouts-attraits"
STRONG, MEDIUM, WEAK = LEVELS = ("fort", "moyen", "faible")
CLASSES = {"A": STRONG, "B": MEDIUM, "C": WEAK}  # the margin's class → the attraits
GROW, KEEP, LIGHTEN = "à développer", "à maintenir", "à alléger"

# Threshold → its usual value, and what it compares.
STRONG_FROM, MEDIUM_FROM, A_BELOW, B_BELOW = "Atouts forts", "Atouts moyens", "Classe A", "Classe B"
THRESHOLDS = {
    STRONG_FROM: (0.30, "Part de marché, à partir de"),
    MEDIUM_FROM: (0.10, "Part de marché, à partir de"),
    A_BELOW: (0.80, "Cumul avant le produit, sous"),
    B_BELOW: (0.95, "Cumul avant le produit, sous"),
}
# Atouts → what is usually prescribed, where attraits are weak, medium, strong.
PRESCRIPTIONS = {
    STRONG: (
        "Rentabiliser : récolter sans réinvestir",
        "Développer les ventes les plus rentables",
        "Investir pour garder la première place",
    ),
    MEDIUM: (
        "Réduire les coûts, récolter ce qui reste",
        "Maintenir, n’investir qu’à coup sûr",
        "Investir pour gagner des parts de marché",
    ),
    WEAK: (
        "Se retirer, en prévenant les clients",
        "Se replier sur les clients fidèles",
        "Miser fort, ou se spécialiser sur une niche",
    ),
}


def section(settings: Settings) -> Section:
    """Matrice atouts-attraits: where to put one's efforts."""
    by_attraits = zip(*(map(typeset, advice) for advice in PRESCRIPTIONS.values()), strict=True)
    return Section(
        tables=(
            Table("matrice", "Matrice atouts-attraits", _cells(), (Part("Matrice", SHEET),)),
            Table("matrice_prescriptions", "Prescriptions", _advice(), (Part("Matrice_prescriptions", SHEET),)),
            Table("matrice_seuils", "Seuils", _limits(), (Part("Matrice_seuils", SHEET),)),
        ),
        sheets=(_sheet(),),
        rows={
            "matrice": {"atouts": LEVELS},
            "matrice_prescriptions": {"atouts": LEVELS}
            | dict(zip(("faibles", "moyens", "forts"), by_attraits, strict=True)),
            "matrice_seuils": {
                "seuil": list(THRESHOLDS),
                "usuel": [value for value, _ in THRESHOLDS.values()],
                "sens": [typeset(sense) for _, sense in THRESHOLDS.values()],
            },
        },
    )


# --- what a product reads here ----------------------------------------------------------------------------


def matrice_threshold(name: str) -> Expr:
    """The value of a threshold of the matrix, the firm's own or the usual one."""
    return lookup(lift(name), thresholds.seuil, thresholds.retenu)


def matrix_level(share: Expr) -> Expr:
    """In the matrix, the atouts that a market share by volume gives."""
    return if_(
        share >= matrice_threshold(STRONG_FROM),
        STRONG,
        if_(share >= matrice_threshold(MEDIUM_FROM), MEDIUM, if_(is_blank(share), blank, WEAK)),
    )


def matrix_zone(atouts: Expr, attraits: Expr) -> Expr:
    """The zone of the matrix: above its diagonal, on it, or below."""
    above = (atouts == STRONG) & ~(attraits == WEAK) | (atouts == MEDIUM) & (attraits == STRONG)
    on_it = (
        (atouts == STRONG) | (atouts == MEDIUM) & (attraits == MEDIUM) | ~(atouts == MEDIUM) & (attraits == STRONG)
    )
    return if_(is_blank(atouts) | is_blank(attraits), blank, if_(above, GROW, if_(on_it, KEEP, LIGHTEN)))


def matrix_advice(atouts: Expr, attraits: Expr) -> Expr:
    """The prescription of the cell of the matrix where atouts and attraits meet."""

    def found(key: str) -> Expr:
        return lookup(atouts, prescriptions.atouts, getattr(prescriptions, key))

    return if_(
        attraits == STRONG,
        found("forts"),
        if_(attraits == MEDIUM, found("moyens"), if_(attraits == WEAK, found("faibles"), blank)),
    )


# --- the tables and their sheet ---------------------------------------------------------------------------


def _cells() -> tuple[Column, ...]:
    """Attraits grow to the right, as in the chart."""
    counts, amounts = [], []
    for letter, level in reversed(CLASSES.items()):
        here = (gammes.atouts == row.atouts) & (gammes.classe == letter)
        key, header = letter.lower(), f"attraits {level}s ({letter})"
        counts.append(
            Column(
                f"produits_{key}",
                f"Produits, {header}",
                COUNT,
                count(gammes, here),
                help=f"Le nombre de produits de classe {letter} qui ont ces atouts.",
                heat=True,
                total=sum_(getattr(matrix, f"produits_{key}")),
                width=27,
            )
        )
        amounts.append(
            Column(
                f"ca_{key}",
                f"CA, {header}",
                SUM_MONEY,
                euros(sum_(gammes.ca, here)),
                help=f"Le chiffre d’affaires des produits de classe {letter} qui ont ces atouts.",
                total=euros(sum_(getattr(matrix, f"ca_{key}"))),
                width=16,
            )
        )
    return (Column("atouts", "Atouts", TEXT, given=True, width=18), *counts, *amounts)


def _advice() -> tuple[Column, ...]:
    return (
        Column("atouts", "Atouts", TEXT, given=True, width=18),
        *(
            Column(
                f"{level}s",
                f"Attraits {level}s",
                LONG,
                help="La règle d’usage, en bref ; saisissez la vôtre si elle vous convient mieux.",
                width=27,
            )
            for level in reversed(LEVELS)
        ),
    )


def _limits() -> tuple[Column, ...]:
    return (
        Column("seuil", "Seuil", TEXT, given=True, width=18),
        Column("sens", "Ce qu’il compare", TEXT, given=True, width=27),
        Column("usuel", "Valeur d’usage", PERCENT, given=True),
        Column("valeur", "Votre valeur", PERCENT, help="Vide : la valeur d’usage est retenue."),
        Column("retenu", "Retenu", PERCENT, coalesce(row.valeur, row.usuel), help="La vôtre, ou celle d’usage."),
    )


def _sheet() -> Sheet:
    amounts = Chart(
        "Chiffre d’affaires par position",
        "Matrice",
        "atouts",
        tuple(
            Series(f"ca_{letter.lower()}", f"Attraits {level}s ({letter})")
            for letter, level in reversed(CLASSES.items())
        ),
        shape="column",
        rows=18,
        number_format="#,##0\\ €",
        empty="saisissez les ventes et le marché de vos produits dans Gammes pour voir ce graphique",
    )
    return Sheet(
        SHEET,
        SHEET,
        "La force de vos produits sur leur marché, croisée avec ce qu’ils rapportent : où mettre vos efforts ?",
        (
            sheet_note(
                "Les atouts se lisent dans la part de marché en volume ; les attraits, dans la classe ABC.",
                "Tout vient de la feuille Gammes ; ici, vous pouvez changer les prescriptions et les seuils.",
            ),
            Grid("Matrice", "Vos produits dans la matrice"),
            Grid("Matrice_prescriptions", "Ce que l’on fait d’habitude"),
            amounts,
            Grid("Matrice_seuils", "Les seuils"),
        ),
    )
