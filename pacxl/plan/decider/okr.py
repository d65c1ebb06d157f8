"""The OKR: ambitions in words, each with the key results that measure how far it has come."""

from __future__ import annotations

from pacxl.definition.expr import Of, Row, blank, count, if_, is_blank, max_, min_, sum_, today
from pacxl.definition.kind import CHOICE, COUNT, LONG, PERCENT, SCORE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.tables.columns import (
    days_left_column,
    deadline_column,
    measure_column,
    person_column,
    prose_column,
    unit_column,
)
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

row, okr = Row(), Of("okr")

SHEET = "OKR"
LAGGING, ON_TRACK, REACHED = "à la traîne", "en bonne voie", "atteint"
LAG = 0.3  # under it a key result lags behind
SPARE = 12


def section(settings: Settings) -> Section:
    """OKR: objectives and their key results."""
    columns = (*_key_result_columns(), *_progress_columns())
    return Section((Table("okr", "OKR", columns, (Part("Okr", SHEET),), spare=SPARE, leads=2),), (_sheet(),))


def _key_result_columns() -> tuple[Column, ...]:
    return (
        Column(
            "objectif",
            "Objectif",
            LONG,
            help="L’ambition, en mots. Répétez-la à l’identique sur la ligne de chacun de ses résultats clés.",
            synonyms=("objective", "o", "objectif qualitatif"),
        ),
        prose_column(
            "resultat_cle",
            "Résultat clé",
            "Ce qui prouvera que l’ambition est tenue : un résultat que l’on mesure.",
            "key result",
            "kr",
            "résultats clés",
        ),
        person_column("Qui fait avancer ce résultat clé."),
        unit_column("L’unité des trois nombres."),
        measure_column("depart", "Départ", "La valeur au début de la période.", "valeur de départ", "base"),
        measure_column(
            "cible", "Cible", "La valeur visée ; plus petite que le départ s’il faut baisser.", "valeur cible"
        ),
        measure_column(
            "actuel", "Actuel", "La dernière valeur connue. Vide tant que rien n’est mesuré.", "valeur actuelle"
        ),
        deadline_column("Le jour où la cible doit être atteinte."),
        Column(
            "confiance",
            "Confiance",
            SCORE,
            help="Votre confiance d’y arriver, de 1 (faible) à 5 (forte).",
            synonyms=("indice de confiance",),
        ),
    )


def _progress_columns() -> tuple[Column, ...]:
    together = okr.objectif == row.objectif
    mean = sum_(okr.progression, together) / count(okr, together & ~is_blank(okr.progression))
    return (
        Column(
            "progression",
            "Progression",
            PERCENT,
            min_(1, max_(0, (row.actuel - row.depart) / (row.cible - row.depart))),
            help="(Actuel − départ) ÷ (cible − départ), entre 0 et 100 %. Vaut aussi quand il faut baisser.",
            bar=True,
        ),
        Column(
            "progression_objectif",
            "Progression de l’objectif",
            PERCENT,
            if_(is_blank(row.objectif), blank, mean),
            width=13,
            help="La moyenne des progressions connues de ses résultats clés, qui pèsent tous autant.",
            bar=True,
        ),
        Column(
            "etat",
            "État",
            CHOICE,
            if_(
                row.progression < LAG, LAGGING, if_(row.progression < 1, ON_TRACK, if_(row.progression >= 1, REACHED))
            ),
            help="Du résultat clé : à la traîne sous 30 %, en bonne voie ensuite, atteint à 100 %.",
            marks=(Mark("bad", LAGGING), Mark("wait", ON_TRACK), Mark("good", REACHED)),
        ),
        days_left_column(
            if_(row.progression >= 1, blank, row.echeance - today),
            "Échéance − aujourd’hui, tant que la cible n’est pas atteinte. Négatif : l’échéance est passée.",
        ),
    )


def _sheet() -> Sheet:
    states = (("okr_atteints", "Atteints", REACHED), ("okr_bonne_voie", "En bonne voie", ON_TRACK))
    figures = (*states, ("okr_a_la_traine", "À la traîne", LAGGING))
    return Sheet(
        SHEET,
        "OKR : objectifs et résultats clés",
        "Une ambition en mots, quelques résultats clés qui la prouvent : une ligne par résultat clé.",
        (
            Figures(tuple(Figure(key, label, COUNT, count(okr, okr.etat == state)) for key, label, state in figures)),
            sheet_note(
                "La progression est bornée entre 0 et 100 % : dépasser une cible ne rattrape pas un autre "
                "résultat clé. Celle d’un objectif est la moyenne de ses résultats clés mesurés."
            ),
            Grid("Okr"),
        ),
    )
