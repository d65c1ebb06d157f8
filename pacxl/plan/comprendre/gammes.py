"""The products: volumes, market share, margin on variable costs, ABC class, and their place in the matrix."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, blank, count, if_, is_blank, round_, sum_
from pacxl.definition.kind import CHOICE, COUNT, LONG, MONEY, NUMBER, PERCENT, PRICE, RATE, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.compared_products import compared_products_rules, comparison_columns
from pacxl.plan.comprendre import courbe_abc, matrice, prix_volume
from pacxl.plan.comprendre.courbe_abc import ABC_MARKS
from pacxl.plan.comprendre.courbe_abc import SHEET as CURVE
from pacxl.plan.comprendre.matrice import (
    A_BELOW,
    B_BELOW,
    CLASSES,
    GROW,
    KEEP,
    LIGHTEN,
    matrice_threshold,
    matrix_advice,
    matrix_level,
    matrix_zone,
)
from pacxl.plan.comprendre.matrice import SHEET as MATRIX
from pacxl.plan.prix_volume_mix import SHEET as EFFECTS
from pacxl.plan.tables.columns import amount_column, comment_column, measure_column, unit_column
from pacxl.plan.tables.money import euros
from pacxl.plan.tables.results import rate_of
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

row, gammes = Row(), Of("gammes")

EARNED = euros(sum_(gammes.marge, gammes.marge > 0))


def section(settings: Settings) -> Section:
    """Gammes: volumes, revenue and margin of each range."""
    table = Table("gammes", "Gammes", _columns(), (Part("Gammes", "Gammes"),), spare=prix_volume.SPARE)
    own = Section(
        (table,), (_sheet(),), rows={"gammes": {"produit": settings.products}}, rules=compared_products_rules()
    )
    others = (courbe_abc.section(settings), matrice.section(settings), prix_volume.section(settings))
    return sum(others, own)


def _columns() -> tuple[Column, ...]:
    return (*_typed(), *_shares(), *_margins(), *_classes(), *_position(), *comparison_columns())


def _typed() -> tuple[Column, ...]:
    return (
        Column(
            "produit",
            "Produit",
            CHOICE,
            choices="produits",
            open_list=True,
            width=26,
            help="Un produit ou une prestation que vous vendez.",
            synonyms=("produits", "référence", "article", "prestation", "désignation"),
        ),
        Column(
            "gamme",
            "Gamme",
            TEXT,
            detail=True,
            help="La famille de produits à laquelle il appartient.",
            synonyms=("gammes", "famille de produits", "ligne"),
        ),
        unit_column("Ce que comptent ses ventes : pièces, litres, heures… On n’additionne que les mêmes.", width=11),
        measure_column(
            "ventes_prevues",
            "Ventes prévues",
            "Les ventes que vous prévoyiez, dans la même unité. 0 : rien de prévu.",
            *("volume prévu", "volumes prévus", "quantité prévue", "quantités prévues", "ventes budgétées"),
            *("planned quantity", "planned volume", "budgeted quantity"),
        ),
        amount_column(
            gammes.ca_prevu,
            "CA prévu",
            "Le chiffre d’affaires que vous en attendiez, hors taxes. 0 : rien de prévu.",
            synonyms=(
                *("chiffre d’affaires prévu", "chiffre d’affaires prévisionnel", "ca prévisionnel", "ca budgété"),
                *("planned revenue", "budgeted revenue", "planned sales"),
            ),
        ),
        Column(
            "ventes",
            "Ventes en volume",
            NUMBER,
            unit_key="unite",
            help="Vos ventes sur la période, en pièces, en litres, en heures… 0 : vous ne le vendez plus.",
            synonyms=("volumes", "ventes", "quantités", "quantité vendue"),
        ),
        Column(
            "marche",
            "Marché en volume",
            NUMBER,
            unit_key="unite",
            help="Les ventes de tous les vendeurs sur votre marché, dans la même unité et sur la même période.",
            synonyms=("marché", "volume du marché"),
        ),
        amount_column(
            gammes.ca,
            "CA",
            "Le chiffre d’affaires du produit sur la période, hors taxes.",
            synonyms=("chiffre d’affaires", "ca ht", "ventes en valeur"),
        ),
        amount_column(
            gammes.couts_variables,
            "Coûts variables",
            "Ce que ses ventes coûtent et qui varie avec elles : achats, emballage, transport, commissions.",
            synonyms=("coûts", "charges variables", "coût variable"),
        ),
        comment_column(
            "Ce qui explique ces chiffres.", detail=True, synonyms=("commentaires", "observations", "analyse")
        ),
    )


def _shares() -> tuple[Column, ...]:
    return (
        Column("prix_moyen", "Prix moyen", PRICE, row.ca / row.ventes, help="CA ÷ ventes en volume.", detail=True),
        Column(
            "part_marche",
            "Part de marché",
            RATE,
            row.ventes / row.marche,
            help="Ventes ÷ marché, en volume. Au-delà de 100 %, vérifiez les unités.",
            bar=True,
        ),
        Column(
            "part_ca",
            "Part du CA",
            RATE,
            row.ca / euros(sum_(gammes.ca)),
            help="Sa part dans le CA de tous les produits.",
            bar=True,
            detail=True,
        ),
    )


def _margins() -> tuple[Column, ...]:
    return (
        amount_column(
            gammes.marge,
            "Marge sur coûts variables",
            "CA − coûts variables.",
            euros(row.ca - row.couts_variables),
            width=14,
        ),
        Column(
            "taux_marge",
            "Taux de marge",
            PERCENT,
            rate_of(row.marge, row.ca),
            help="Marge sur coûts variables ÷ CA.",
            total=_margin_rate(),
        ),
        Column(
            "part_marge",
            "Part de la marge",
            RATE,
            row.marge / EARNED,
            help="Sa marge ÷ la somme des marges positives. Négative, elle entame celle des autres.",
            bar=True,
            detail=True,
        ),
        Column(
            "rang",
            "Rang",
            WHOLE,
            _rank(),
            help="1 pour la plus forte marge ; à égalité, le plus gros CA, puis les plus fortes ventes.",
            detail=True,
        ),
        Column(
            "cumul",
            "Cumul de la marge",
            RATE,
            if_(is_blank(row.rang), blank, euros(sum_(gammes.marge, gammes.rang <= row.rang)) / EARNED),
            help="La part de la marge apportée par les produits jusqu’à ce rang.",
        ),
        Column(
            "cumul_avant",
            "Cumul avant lui",
            RATE,
            if_(is_blank(row.marge), blank, euros(sum_(gammes.marge, gammes.marge > row.marge)) / EARNED),
            help="La part apportée par les produits de marge plus forte : c’est elle qui fait la classe.",
            detail=True,
        ),
    )


def _margin_rate() -> Expr:
    """The rate of all products together, over those whose margin is known."""
    return rate_of(euros(sum_(gammes.marge)), euros(sum_(gammes.ca, ~is_blank(gammes.marge))))


def _rank() -> Expr:
    above = count(gammes, gammes.marge > row.marge)
    level = gammes.marge == row.marge
    by_revenue = count(gammes, level & (gammes.ca > row.ca))
    by_volume = count(gammes, level & (gammes.ca == row.ca) & (gammes.ventes > row.ventes))
    return if_(is_blank(row.marge), blank, above + by_revenue + by_volume + 1)


def _classes() -> tuple[Column, ...]:
    before = round_(row.cumul_avant, 9)
    a, b, c = CLASSES
    earning = if_(before < matrice_threshold(A_BELOW), a, if_(before < matrice_threshold(B_BELOW), b, c))
    attraits = if_(row.classe == a, CLASSES[a], if_(row.classe == b, CLASSES[b], if_(row.classe == c, CLASSES[c])))
    return (
        Column(
            "classe",
            "Classe",
            CHOICE,
            if_(row.marge <= 0, c, if_(row.marge > 0, earning, blank)),
            help="A si le cumul avant lui est sous 80 %, B sous 95 % (seuils d’usage), C sinon ou sans gain.",
            width=9,
            marks=ABC_MARKS,
        ),
        Column(
            "atouts",
            "Atouts",
            CHOICE,
            matrix_level(row.part_marche),
            help="D’après la part de marché : fort dès 30 %, moyen dès 10 %, sinon faible (seuils d’usage).",
            width=10,
            detail=True,
        ),
        Column(
            "attraits",
            "Attraits",
            CHOICE,
            attraits,
            help="D’après la classe : A fort, B moyen, C faible.",
            width=10,
            detail=True,
        ),
    )


def _position() -> tuple[Column, ...]:
    return (
        Column(
            "position",
            "Position",
            CHOICE,
            matrix_zone(row.atouts, row.attraits),
            help="Sa zone dans la matrice atouts-attraits : au-dessus de la diagonale, dessus ou dessous.",
            marks=(Mark("good", GROW), Mark("wait", KEEP), Mark("muted", LIGHTEN)),
        ),
        Column(
            "prescription",
            "Prescription",
            LONG,
            matrix_advice(row.atouts, row.attraits),
            help="Celle de la feuille Matrice atouts-attraits, pour ces atouts et ces attraits.",
            width=30,
        ),
    )


def _sheet() -> Sheet:
    best = gammes.classe == "A"
    return Sheet(
        "Gammes",
        "Gammes de produits",
        "Ce que chaque produit vend, pèse sur son marché et vous laisse une fois ses propres coûts payés.",
        (
            Figures(
                (
                    Figure("gammes_produits", "Produits", COUNT, count(gammes, ~is_blank(gammes.produit))),
                    Figure("gammes_ca", "CA", MONEY, euros(sum_(gammes.ca))),
                    Figure("gammes_marge", "Marge sur coûts variables", MONEY, euros(sum_(gammes.marge))),
                    Figure("gammes_taux", "Taux de marge", PERCENT, _margin_rate()),
                    Figure("gammes_a", "Produits de classe A", COUNT, count(gammes, best)),
                    Figure(
                        "gammes_part_a", "Leur part de la marge", PERCENT, euros(sum_(gammes.marge, best)) / EARNED
                    ),
                )
            ),
            sheet_note(
                ("Vos produits du plus rentable au moins rentable, et la règle des classes.", CURVE),
                ("Leur place sur leur marché, et ce que l’on fait d’habitude à cette place.", MATRIX),
                ("Avec leurs ventes et leur CA prévus : l’écart de prix, de volume et de composition.", EFFECTS),
            ),
            Grid("Gammes"),
        ),
    )
