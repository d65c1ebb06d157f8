"""The carnet commercial: deals, the probability retained for each, and what they weigh (montant × probabilité)."""

from __future__ import annotations

from pacxl.actions import euros
from pacxl.expr import Of, Row, coalesce, if_, lookup, sum_
from pacxl.kind import CHOICE, DATE, MONEY, PROBABILITY, TEXT
from pacxl.settings import Settings
from pacxl.sheet import Figure
from pacxl.table import Choices, Column, Part, Table

row, carnet, stages = Row(), Of("carnet"), Of("etapes_carnet")

OPEN, WON, LOST = "ouverte", "gagnée", "perdue"
STAGES_PART = "Etapes_carnet"


def choices(settings: Settings) -> tuple[Choices, ...]:
    return (
        Choices("etapes_carnet", "Étape du carnet", tuple(stage.name for stage in settings.stages)),
        Choices("issues", "Issue", (OPEN, WON, LOST)),
    )


def stages_table(sheet: str) -> Table:
    """The stages and the probability each gives by default."""
    return Table(
        "etapes_carnet",
        "Étapes du carnet",
        (
            Column("etape", "Étape", TEXT, given=True, width=26),
            Column("probabilite", "Probabilité", PROBABILITY, given=True),
        ),
        (Part(STAGES_PART, sheet),),
    )


def carnet_columns() -> tuple[Column, ...]:
    return (
        Column(
            "date_jalon",
            "Date jalon",
            DATE,
            help="La prochaine date qui compte pour cette affaire.",
            synonyms=("jalon", "date du jalon"),
        ),
        Column(
            "societe", "Société", TEXT, width=26, help="Le client ou prospect.", synonyms=("client", "entreprise")
        ),
        Column("interlocuteur", "Interlocuteur", TEXT, width=20, help="Votre contact.", synonyms=("contact",)),
        Column("nature", "Nature", TEXT, width=26, help="L’objet de l’affaire.", synonyms=("objet", "affaire")),
        Column(
            "montant",
            "Montant",
            MONEY,
            help="Le montant attendu, en euros.",
            total=euros(sum_(carnet.montant)),
            synonyms=("montant ht", "montant €"),
        ),
        Column(
            "probabilite",
            "Probabilité",
            PROBABILITY,
            help="Vos chances, de 0 % à 100 %. Vide : celle de l’étape est retenue.",
            synonyms=("proba", "probabilité de signature"),
        ),
        Column(
            "etape",
            "Étape",
            CHOICE,
            choices="etapes_carnet",
            width=20,
            help="Où en est l’affaire ; l’étape donne une probabilité si vous n’en tapez pas.",
            synonyms=("avancement",),
        ),
        Column("segment", "Segment", CHOICE, choices="segments", open_list=True, help="Le type de client.", width=17),
        Column("issue", "Issue", CHOICE, choices="issues", help="Ouverte, gagnée ou perdue.", width=11),
        Column(
            "cloture",
            "Clôture",
            DATE,
            help="Le jour où l’affaire a été gagnée ou perdue.",
            synonyms=("date de clôture",),
        ),
        Column(
            "prochaine_action",
            "Prochaine action",
            TEXT,
            width=30,
            help="Le prochain pas.",
            synonyms=("à faire", "suite"),
        ),
        Column(
            "probabilite_retenue",
            "Probabilité retenue",
            PROBABILITY,
            if_(
                row.issue == WON,
                1,
                if_(
                    row.issue == LOST,
                    0,
                    coalesce(row.probabilite, lookup(row.etape, stages.etape, stages.probabilite)),
                ),
            ),
            help="Gagnée : 100 %. Perdue : 0 %. Sinon la vôtre, ou celle de l’étape.",
        ),
        Column(
            "pondere",
            "Pondéré",
            MONEY,
            row.montant * row.probabilite_retenue,
            help="Montant × probabilité retenue.",
            total=euros(sum_(carnet.pondere)),
            synonyms=("montant pondéré",),
        ),
    )


def carnet_figures() -> tuple[Figure, ...]:
    won, lost = carnet.issue == WON, carnet.issue == LOST
    closed = sum_(carnet.montant, won) + sum_(carnet.montant, lost)
    return (
        Figure(
            "total_probabilise", "Total probabilisé", MONEY, euros(sum_(carnet.pondere)), name="Total_probabilise"
        ),
        Figure("carnet_ouvert", "Affaires ouvertes", MONEY, euros(sum_(carnet.montant) - closed)),
        Figure("carnet_gagne", "Affaires gagnées", MONEY, euros(sum_(carnet.montant, won))),
        Figure("carnet_perdu", "Affaires perdues", MONEY, euros(sum_(carnet.montant, lost))),
    )
