"""Vision et cap: where the firm is going, its strategic objectives, and the actions that serve them."""

from __future__ import annotations

from pacxl.definition.expr import Of, Row, any_filled, blank, count, if_, is_blank, today
from pacxl.definition.kind import CHOICE, COUNT, LONG, PERCENT, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.comprendre import alignement
from pacxl.plan.tables.columns import (
    days_left_column,
    deadline_column,
    measure_column,
    person_column,
    sense_column,
    unit_column,
)
from pacxl.plan.tables.results import HIGHER, LOWER, is_doubtful_result, result_gap_column, result_rules
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings
from pacxl.typography import typeset

SHEET = "Vision et cap"
REACHED, UNDER_WAY, OVERDUE = "atteint", "en cours", "échéance dépassée"
NUMBERED = 5  # objectives whose number is already there
row, goals, links = Row(), Of("objectifs_strategiques"), Of("alignement")


def section(settings: Settings) -> Section:
    """Vision et cap: where the firm wants to be in five years."""
    own = Section(
        (
            Table("vision", "Vision", _vision_columns(), (Part("Vision", SHEET),)),
            Table(
                "objectifs_strategiques",
                "Objectifs stratégiques",
                (*_goal_columns(), *_goal_results()),
                (Part("Objectifs_strategiques", SHEET),),
                spare=7,
                leads=2,
            ),
        ),
        (_sheet(),),
        rules=result_rules("objectifs_strategiques", "cible"),
        rows={
            "vision": {"rubrique": [name for name, _ in _PROMPTS], "aide": [typeset(hint) for _, hint in _PROMPTS]},
            "objectifs_strategiques": {"numero": [str(number) for number in range(1, NUMBERED + 1)]},
        },
    )
    return own + alignement.section(settings)


_PROMPTS = (
    ("Vision à cinq ans", "Ce que l’entreprise sera devenue."),
    ("Raison d’être", "Ce que vous apportez, et à qui."),
    ("Valeurs", "Les principes tenus même quand ils coûtent."),
    ("Où nous en sommes", "Activité, clients, équipe, image : sans fard."),
    ("Où nous voulons être", "Dans cinq ans : ventes, clients, offre, équipe."),
    ("Chemin à parcourir", "Ce qui sépare les deux lignes précédentes."),
    ("Avantage à cultiver", "Ce que l’on trouve chez vous, et pas ailleurs."),
    ("Moyens à réunir", "Les compétences, les partenaires, l’argent."),
    ("Ce que nous laissons", "Les clients ou marchés auxquels renoncer."),
)


def _vision_columns() -> tuple[Column, ...]:
    return (
        Column("rubrique", "Rubrique", TEXT, given=True, width=21),
        Column(
            "texte",
            "Ce que nous disons",
            LONG,
            width=58,
            help="Votre réponse, en quelques phrases simples que toute l’équipe peut redire.",
            synonyms=("texte", "réponse", "notre réponse", "contenu"),
        ),
        Column("aide", "Pour vous aider", LONG, given=True, width=43),
    )


def _goal_columns() -> tuple[Column, ...]:
    return (
        Column(
            "numero",
            "N°",
            TEXT,
            help="Le numéro de l’objectif : la feuille Alignement s’y rapporte.",
            synonyms=("numéro", "n° d’objectif"),
        ),
        Column(
            "objectif",
            "Objectif stratégique",
            LONG,
            help="Ce que vous voulez avoir obtenu, en une phrase.",
            synonyms=("objectif", "objectifs", "objectifs stratégiques"),
        ),
        Column(
            "mesure",
            "Mesure",
            LONG,
            help="Ce que vous compterez pour savoir où vous en êtes, et comment.",
            synonyms=("indicateur", "indicateur de mesure"),
        ),
        measure_column(
            "depart",
            "Point de départ",
            "La valeur d’aujourd’hui, avant d’agir. Un pourcentage se tape avec son signe : 20 %.",
            "départ",
            "situation de départ",
            "valeur initiale",
        ),
        measure_column(
            "cible",
            "Cible",
            "La valeur à atteindre, dans la même unité que le point de départ.",
            "cible chiffrée",
            "valeur cible",
        ),
        unit_column("L’unité de la mesure.", width=12),
        sense_column("Plus haut : un résultat au-dessus de la cible est bon (ventes). Plus bas : l’inverse (coûts)."),
        deadline_column("Le jour où l’objectif doit être atteint.", "date"),
        person_column("La personne qui porte l’objectif."),
        measure_column(
            "resultat",
            "Résultat à ce jour",
            "Là où vous en êtes, dans l’unité de la cible. Vide tant que vous ne le savez pas.",
            "résultat",
            "réalisé",
            "résultat obtenu",
        ),
    )


def _goal_results() -> tuple[Column, ...]:
    better = ((row.sens == HIGHER) & (row.resultat >= row.cible)) | (
        (row.sens == LOWER) & (row.resultat <= row.cible)
    )
    reached = better & ~is_doubtful_result(row.resultat, row.cible)
    wrong_way = ((row.sens == HIGHER) & (row.cible < row.depart)) | ((row.sens == LOWER) & (row.cible > row.depart))
    return (
        result_gap_column(row.cible, "Résultat à ce jour − cible", detail=True),
        Column(
            "progression",
            "Progression",
            PERCENT,
            if_(wrong_way, blank, (row.resultat - row.depart) / (row.cible - row.depart)),
            help="Le chemin fait : (résultat − départ) ÷ (cible − départ). Vide si la cible va contre le sens.",
            bar=True,
            width=12,
        ),
        days_left_column(
            row.echeance - today, "Échéance − aujourd’hui, en jours ; de retard une fois l’échéance passée."
        ),
        Column(
            "declinaisons",
            "Lignes d’alignement",
            COUNT,
            if_(
                is_blank(row.objectif) | is_blank(row.numero),
                blank,
                count(links, links.objectif_strategique == row.numero),
            ),
            help="Combien de lignes de la feuille Alignement portent ce numéro.",
            detail=True,
            width=12,
        ),
        Column(
            "statut",
            "Statut",
            CHOICE,
            if_(
                reached,
                REACHED,
                if_(row.echeance < today, OVERDUE, if_(any_filled("objectif", "resultat"), UNDER_WAY, blank)),
            ),
            help="Atteint : le résultat vaut la cible ou mieux, dans le sens choisi. Sinon, selon l’échéance.",
            marks=(Mark("good", REACHED), Mark("wait", UNDER_WAY), Mark("bad", OVERDUE)),
            width=18,
        ),
    )


def _sheet() -> Sheet:
    return Sheet(
        SHEET,
        "Vision et cap",
        "Dire où va l’entreprise dans les cinq ans, puis le traduire en quelques objectifs datés et mesurés.",
        (
            Figures(
                (
                    Figure(
                        "objectifs_strategiques_nombre",
                        "Objectifs stratégiques",
                        WHOLE,
                        count(goals, ~is_blank(goals.objectif)),
                    ),
                    Figure(
                        "objectifs_strategiques_atteints",
                        "Objectifs atteints",
                        WHOLE,
                        count(goals, goals.statut == REACHED),
                    ),
                    Figure(
                        "objectifs_strategiques_depasses",
                        "Échéances dépassées",
                        WHOLE,
                        count(goals, goals.statut == OVERDUE),
                    ),
                )
            ),
            Grid("Vision", "Notre vision"),
            sheet_note(
                "Écart = résultat − cible, en points entre deux pourcentages.",
                "La progression part du point de départ : à mi-chemin entre départ et cible, elle vaut 50 %, "
                "que la cible soit plus haute ou plus basse.",
            ),
            Grid("Objectifs_strategiques", "Nos objectifs stratégiques"),
        ),
    )
