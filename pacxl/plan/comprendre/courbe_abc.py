"""The ABC curve: the products from the most profitable to the least, and the share of the margin they add up to."""

from __future__ import annotations

from pacxl.definition.expr import Of, Row, lookup
from pacxl.definition.kind import CHOICE, MONEY, PERCENT, TEXT, WHOLE, Kind
from pacxl.definition.sheet import Beside, Chart, Grid, Series, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

row, gammes = Row(), Of("gammes")

SHEET = "Courbe ABC"
RANKS = 15  # rows of the curve, more if the firm has more products
ABC_MARKS = (Mark("good", "A"), Mark("wait", "B"), Mark("muted", "C"))


def section(settings: Settings) -> Section:
    """Courbe ABC: the products by what they bring in."""
    ranks = list(range(1, max(RANKS, len(settings.products)) + 1))
    return Section(
        tables=(Table("courbe_abc", SHEET, _columns(), (Part("Courbe_abc", SHEET),)),),
        sheets=(_sheet(),),
        rows={"courbe_abc": {"rang": ranks}},
    )


def _columns() -> tuple[Column, ...]:
    def found(key: str, header: str, kind: Kind, help_: str, marks: tuple[Mark, ...] = ()) -> Column:
        width = 26 if key == "produit" else None
        formula = lookup(row.rang, gammes.rang, getattr(gammes, key))
        return Column(key, header, kind, formula, help=help_, marks=marks, width=width)

    return (
        Column("rang", "Rang", WHOLE, given=True, width=8),
        found("produit", "Produit", TEXT, "Le produit de ce rang. Vide si deux produits se le partagent."),
        found("marge", "Marge", MONEY, "Sa marge sur coûts variables."),
        found("cumul", "Cumul", PERCENT, "La part de la marge apportée par les produits jusqu’à ce rang."),
        found("classe", "Classe", CHOICE, "A, B ou C.", ABC_MARKS),
    )


def _sheet() -> Sheet:
    rules = (
        "Analyse ABC, d’après la loi de Pareto : souvent, peu de produits font presque toute la marge.",
        "A : les produits qui apportent les premiers 80 % de la marge ; B : jusqu’à 95 % ; C : les derniers.",
        "La classe dépend du cumul avant le produit : celui qui franchit 80 % est encore un A.",
        "Les parts se rapportent à la somme des marges positives ; un produit sans marge positive est un C.",
        "À marge égale, même classe ; le rang va au plus gros CA, puis aux plus fortes ventes.",
    )
    chart = Chart(
        "Marge par produit, et son cumul",
        "Courbe_abc",
        "produit",
        (Series("marge", "Marge"), Series("cumul", "Cumul", line=True)),
        shape="column",
        rows=18,
        columns=12,
        number_format="#,##0\\ €",
        empty="saisissez les ventes, le prix et les coûts de vos produits dans Gammes pour voir ce graphique",
    )
    return Sheet(
        SHEET,
        "Courbe ABC de la marge",
        "Vos produits du plus rentable au moins rentable ; tout se calcule à partir de la feuille Gammes.",
        (
            sheet_note(*rules, ("Ces seuils peuvent changer.", "Matrice atouts-attraits")),
            Beside((Grid("Courbe_abc"), chart)),
        ),
    )
