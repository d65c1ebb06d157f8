"""The buying journey, step by step: what a persona expects, where it jams, what is done about it and measured."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, blank, count, if_, is_blank, lookup, sum_
from pacxl.definition.kind import CHOICE, COUNT, NUMBER, TEXT, WHOLE
from pacxl.definition.sheet import Beside, Chart, Figure, Figures, Grid, Series, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.plan.tables.columns import (
    channel_column,
    measure_column,
    person_column,
    prose_column,
    score_column,
    sense_column,
    unit_column,
)
from pacxl.plan.tables.results import (
    result_gap_column,
    result_rules,
    result_sure_verdict,
    result_verdict,
    result_verdict_column,
)
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

row = Row()
personas, parcours, steps = Of("personas"), Of("parcours"), Of("parcours_synthese")

STEPS = ("découverte", "réflexion", "décision", "achat", "usage", "fidélité")
STRONG, MIDDLING = 4, 3  # marks of friction out of 5
TO_TREAT, IN_HAND, TO_WATCH, SLIGHT, UNMARKED = "à traiter", "prise en charge", "à surveiller", "légère", "à noter"
DESCRIBED = ~is_blank(parcours.attentes) | ~is_blank(parcours.friction) | ~is_blank(parcours.interaction)


def section(settings: Settings) -> Section:
    """Parcours: the journey. A blank plan comes with the steps of a first persona."""
    return Section(
        tables=(
            Table("parcours", "Parcours", _columns(), (Part("Parcours", "Parcours"),), spare=11, leads=2),
            Table("parcours_synthese", "Frictions par étape", _by_step(), (Part("Parcours_synthese", "Frictions"),)),
        ),
        sheets=(_journey_sheet(), _frictions_sheet()),
        lists=(Choices("parcours_etapes", "Étape du parcours", STEPS),),
        rules=result_rules("parcours", "objectif"),
        rows={"parcours": {"etape": STEPS}, "parcours_synthese": {"etape": STEPS}},
    )


def _columns() -> tuple[Column, ...]:
    return (*_lived(), *_measured(), *_judged())


def _lived() -> tuple[Column, ...]:
    return (
        Column(
            "persona",
            "Persona",
            TEXT,
            width=26,
            help="Le nom du persona, écrit comme sur la feuille Personas.",
            synonyms=("nom du persona", "profil", "client type"),
        ),
        Column(
            "etape",
            "Étape",
            CHOICE,
            choices="parcours_etapes",
            help="Le moment de son parcours, de la découverte à la fidélité.",
            synonyms=("étape du parcours", "moment"),
        ),
        prose_column("attentes", "Attentes", "Ce qu’il attend à ce moment-là.", "besoins"),
        channel_column(
            "Où la rencontre a lieu : un canal, un support, une personne.",
            "point_contact",
            "Point de contact",
            width=18,
            synonyms=("canal", "point de contact / canal"),
        ),
        prose_column(
            "friction", "Friction", "Ce qui gêne, agace ou fait hésiter à ce moment-là.", "irritant", "obstacle"
        ),
        score_column(
            "intensite", "Intensité", ("à peine gênant", "il abandonne"), "intensité de la friction", "note"
        ),
        prose_column("interaction", "Interaction souhaitée", "Ce que vous voudriez qu’il vive à la place."),
        prose_column("action", "Action prévue", "Ce que vous allez faire pour y arriver.", "action"),
        person_column("La personne qui mène cette action."),
    )


def _measured() -> tuple[Column, ...]:
    return (
        Column(
            "indicateur",
            "Indicateur",
            TEXT,
            detail=True,
            help="Ce qui montrera que ce moment se passe mieux, par exemple le taux d’abandon du panier.",
            synonyms=("kpi", "mesure"),
        ),
        measure_column(
            "objectif",
            "Objectif",
            "Le nombre visé. Un pourcentage se tape avec son signe : 20 %.",
            "cible",
            "objectif chiffré",
            detail=True,
        ),
        measure_column(
            "resultat",
            "Résultat",
            "Le nombre obtenu. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            "réalisé",
            "résultat obtenu",
            detail=True,
        ),
        unit_column("Celle de l’objectif.", detail=True),
        sense_column("Plus haut : un résultat au-dessus de l’objectif est bon. Plus bas : l’inverse.", detail=True),
    )


def _judged() -> tuple[Column, ...]:
    return (
        Column(
            "segment",
            "Segment",
            CHOICE,
            lookup(row.persona, personas.persona, personas.segment),
            width=17,
            detail=True,
            help="Celui du persona. Vide si son nom n’est pas sur la feuille Personas.",
        ),
        result_gap_column(row.objectif, "Résultat − objectif", detail=True),
        result_verdict_column(
            result_sure_verdict(row.resultat, row.objectif, result_verdict(row.resultat, row.objectif, row.sens)),
            "Objectif atteint ou non, dans le sens choisi.",
        ),
        Column(
            "priorite",
            "Priorité",
            CHOICE,
            _priority(),
            width=16,
            help="Forte friction (4 ou 5) : à traiter sans action prévue, sinon prise en charge. 3 : à surveiller.",
            marks=(
                Mark("bad", TO_TREAT),
                Mark("good", IN_HAND),
                Mark("wait", TO_WATCH),
                Mark("wait", UNMARKED),
                Mark("muted", SLIGHT),
            ),
        ),
    )


def _priority() -> Expr:
    return if_(
        row.intensite >= STRONG,
        if_(is_blank(row.action), TO_TREAT, IN_HAND),
        if_(
            row.intensite >= MIDDLING,
            TO_WATCH,
            if_(row.intensite < MIDDLING, SLIGHT, if_(is_blank(row.friction), blank, UNMARKED)),
        ),
    )


def _journey_sheet() -> Sheet:
    return Sheet(
        "Parcours",
        "Parcours d’achat",
        "Suivez chaque persona de la découverte à la fidélité : ce qu’il attend, ce qui coince, ce que vous y ferez.",
        (
            Figures(
                (
                    Figure("parcours_decrits", "Moments décrits", COUNT, count(parcours, DESCRIBED)),
                    Figure(
                        "parcours_fortes", "Fortes frictions", COUNT, count(parcours, parcours.intensite >= STRONG)
                    ),
                    Figure("parcours_a_traiter", "À traiter", COUNT, count(parcours, parcours.priorite == TO_TREAT)),
                )
            ),
            sheet_note(
                "Les étapes d’un premier persona sont proposées : saisissez son nom dans la première colonne, "
                "puis ajoutez les autres à la suite.",
                ("Vos frictions, étape par étape.", "Frictions"),
            ),
            Grid("Parcours"),
        ),
    )


# --- where it jams ----------------------------------------------------------------------------------------


def _by_step() -> tuple[Column, ...]:
    mine = parcours.etape == row.etape
    marked = mine & ~is_blank(parcours.intensite)

    def counted(key: str, header: str, where: Expr, help_: str) -> Column:
        marks = (Mark("bad", above=0),) if key == "a_traiter" else ()
        whole = sum_(getattr(steps, key))
        return Column(key, header, COUNT, count(parcours, where), help=help_, total=whole, width=13, marks=marks)

    return (
        Column("etape", "Étape", TEXT, given=True, width=18),
        counted("moments", "Moments décrits", mine & DESCRIBED, "Avec une attente, une friction ou une interaction."),
        counted("notees", "Frictions notées", marked, "Celles dont l’intensité est notée, de 1 à 5."),
        Column(
            "somme",
            "Somme des notes",
            WHOLE,
            if_(row.notees > 0, sum_(parcours.intensite, mine), blank),
            help="Les intensités additionnées.",
            total=sum_(steps.somme),
            width=13,
        ),
        Column(
            "friction_moyenne",
            "Friction moyenne",
            NUMBER,
            row.somme / row.notees,
            help="Somme des notes ÷ frictions notées.",
            total=sum_(steps.somme) / sum_(steps.notees),
            width=13,
        ),
        counted("fortes", "Fortes frictions", mine & (parcours.intensite >= STRONG), "Notées 4 ou 5."),
        counted("a_traiter", "À traiter", mine & (parcours.priorite == TO_TREAT), "Fortes, et sans action prévue."),
    )


def _frictions_sheet() -> Sheet:
    return Sheet(
        "Frictions",
        "Frictions du parcours",
        "Les étapes où vos clients peinent le plus ; tout se calcule à partir de la feuille Parcours.",
        (
            sheet_note(
                "Friction moyenne = somme des notes ÷ nombre de frictions notées.",
                "Celle du total se calcule de même, sur toutes les étapes : pas en moyenne de moyennes.",
            ),
            Beside(
                (
                    Grid("Parcours_synthese"),
                    Chart(
                        "Friction moyenne par étape (de 1 à 5)",
                        "Parcours_synthese",
                        "etape",
                        (Series("friction_moyenne", "Friction moyenne"),),
                        shape="column",
                        rows=14,
                        columns=9,
                        number_format="0",
                        empty="saisissez des notes de friction dans Parcours pour voir ce graphique",
                    ),
                )
            ),
        ),
    )
