"""The means, human, financial and technical: what they cost, what is there already, what is still to be had."""

from __future__ import annotations

from pacxl.definition.expr import (
    Expr,
    Of,
    OfCol,
    Row,
    add_days,
    any_filled,
    blank,
    coalesce,
    count,
    if_,
    is_blank,
    lookup,
    sum_,
    today,
)
from pacxl.definition.kind import CHOICE, COUNT, DATE, DAYS_LEFT, LONG, MONEY, NUMBER, SUM_MONEY, TEXT, WHOLE
from pacxl.definition.rule import Rule
from pacxl.definition.sheet import Beside, Chart, Figure, Figures, Grid, Series, Sheet
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.plan.tables.columns import amount_column, person_column, share_column
from pacxl.plan.tables.money import euros, known_euros
from pacxl.plan.tables.section import Section
from pacxl.settings.model import NO, YES, Settings

SHEET = "Moyens"
TYPES, NO_TYPE = ("humain", "financier", "technique"), "sans type"
UNITS = ("jour", "heure", "mois", "personne", "licence", "appareil", "forfait")
READY, OVERDUE, PRESSING, AHEAD = "disponible", "en retard", "à réserver", "à venir"
PRESSING_DAYS = 30

row, means, types = Row(), Of("moyens"), Of("moyens_types")


def section(settings: Settings) -> Section:
    """Moyens: the means, and their totals by type."""
    return Section(
        (
            Table("moyens_types", "Moyens par type", _type_columns(), (Part("Moyens_types", SHEET),)),
            Table("moyens", "Moyens", _means_columns(), (Part("Moyens", SHEET),), spare=15, leads=2),
        ),
        (_sheet(),),
        (Choices("moyens_types", "Type de moyen", TYPES), Choices("moyens_unites", "Unité de moyen", UNITS)),
        {"moyens_types": {"type": [*TYPES, NO_TYPE]}},
        (
            Rule("cost-missing", "moyens", "cout_unitaire", _named(row) & is_blank(row.cout_unitaire), "ressource"),
            Rule(
                "cost-missing",
                "moyens",
                "quantite",
                _named(row) & is_blank(row.quantite) & ~is_blank(row.cout_unitaire),
                "ressource",
            ),
        ),
    )


def _named(of: Row | Of) -> Expr:
    return ~is_blank(of.ressource)


def _means_columns() -> tuple[Column, ...]:
    known_type = coalesce(lookup(row.type, types.type, types.type), NO_TYPE)
    pressing = row.besoin <= add_days(today, PRESSING_DAYS)
    waiting = if_(row.besoin < today, OVERDUE, if_(pressing, PRESSING, if_(~is_blank(row.besoin), AHEAD, blank)))
    return (
        Column("type", "Type", CHOICE, choices="moyens_types", help="Humain, financier ou technique.", width=16),
        Column(
            "ressource",
            "Ressource",
            TEXT,
            width=26,
            help="Ce dont vous avez besoin : une personne, une somme, un outil.",
            synonyms=("moyen", "moyens", "besoin", "désignation"),
        ),
        Column("quantite", "Quantité", NUMBER, help="Combien il en faut, dans l’unité.", synonyms=("qté", "nombre")),
        Column("unite", "Unité", CHOICE, choices="moyens_unites", open_list=True, help="L’unité : jour, licence…"),
        Column(
            "cout_unitaire",
            "Coût unitaire",
            MONEY,
            width=14,
            help="Le coût d’une unité, en euros. 0 seulement si elle ne coûte vraiment rien.",
            synonyms=("prix unitaire", "pu", "tarif"),
        ),
        Column(
            "disponible",
            "Disponible",
            CHOICE,
            choices="oui_non",
            width=13,
            help="Oui si vous l’avez déjà, non s’il faut encore l’obtenir.",
            synonyms=("déjà disponible", "acquis"),
        ),
        person_column("La personne qui doit l’obtenir."),
        Column(
            "besoin",
            "Date de besoin",
            DATE,
            help="Le jour où il faudra l’avoir.",
            synonyms=("pour quand", "échéance"),
            edge="last",
        ),
        Column("detail", "Détail", LONG, help="Une précision : profil, modèle, fournisseur.", detail=True),
        amount_column(means.cout, "Coût", "Quantité × coût unitaire.", row.quantite * row.cout_unitaire),
        amount_column(
            means.a_engager,
            "À engager",
            "Le coût de ce qui n’est pas encore disponible ; vide tant que vous ne l’avez pas dit.",
            if_(row.disponible == NO, row.cout, if_((row.disponible == YES) & ~is_blank(row.cout), 0, blank)),
        ),
        Column(
            "urgence",
            "Urgence",
            DAYS_LEFT,
            if_(row.disponible == YES, blank, row.besoin - today),
            help="Le nombre de jours avant le besoin, ou de retard s’il est passé.",
        ),
        Column(
            "etat",
            "État",
            CHOICE,
            if_(row.disponible == YES, READY, waiting),
            help=f"À réserver : il reste {PRESSING_DAYS} jours ou moins avant le besoin.",
            marks=(Mark("good", READY), Mark("bad", OVERDUE), Mark("wait", PRESSING)),
        ),
        Column(
            "type_retenu",
            "Type retenu",
            TEXT,
            if_(any_filled("type", "detail"), known_type, blank),
            help="Le type sous lequel le moyen est compté ; sans type reconnu : « sans type ».",
            detail=True,
            width=14,
            marks=(Mark("wait", NO_TYPE),),
        ),
    )


def _type_columns() -> tuple[Column, ...]:
    mine = means.type_retenu == row.type

    return (
        Column("type", "Type", TEXT, given=True, width=16),
        Column("moyens", "Moyens", COUNT, count(means, mine), help="Le nombre de lignes.", total=sum_(types.moyens)),
        amount_column(types.cout, "Coût", "La somme des coûts connus.", known_euros(means.cout, mine), width=14),
        amount_column(
            types.disponible,
            "Disponible",
            "Ce que vous avez déjà.",
            known_euros(means.cout, mine & (means.disponible == YES)),
            width=14,
        ),
        amount_column(
            types.a_engager, "À engager", "Ce qu’il reste à obtenir.", known_euros(means.a_engager, mine), width=14
        ),
        share_column(types.cout, "La part du type dans le coût."),
    )


def _all_known(column: OfCol) -> Expr:
    """The sum of all means, blank as long as nothing is known of any."""
    return if_(count(means, ~is_blank(column)) > 0, euros(sum_(column)), blank)


def _sheet() -> Sheet:
    pressing = count(means, means.etat == PRESSING) + count(means, means.etat == OVERDUE)
    figures = (
        Figure("moyens_cout", "Coût des moyens", SUM_MONEY, _all_known(means.cout)),
        Figure("moyens_a_engager", "Reste à engager", SUM_MONEY, _all_known(means.a_engager)),
        Figure("moyens_sans_cout", "Sans coût connu", WHOLE, count(means, _named(means) & is_blank(means.cout))),
        Figure("moyens_presses", "À réserver sans tarder", WHOLE, pressing),
    )
    chart = Chart(
        "Déjà disponible, ou à engager",
        "Moyens_types",
        "type",
        (Series("disponible", "Disponible"), Series("a_engager", "À engager")),
        shape="stacked",
        rows=12,
        number_format="#,##0\\ €",
        columns=9,
        empty="saisissez le coût de vos moyens et s’ils sont disponibles, plus bas, pour voir ce graphique",
    )
    return Sheet(
        SHEET,
        "Moyens humains, financiers et techniques",
        "Ce qu’il faut pour agir, ce que vous avez déjà, et ce qu’il reste à obtenir à temps.",
        (
            Figures(figures),
            Beside((Grid("Moyens_types", title="Par type"), chart)),
            Grid("Moyens", title="Ressource par ressource"),
        ),
    )
