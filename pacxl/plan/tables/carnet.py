"""The carnet commercial: deals, the probability retained for each, and what they weigh (montant × probabilité)."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, coalesce, count, edate, if_, is_blank, lookup, sum_
from pacxl.definition.kind import CHOICE, COUNT, DATE, MONEY, MONTH, PROBABILITY, SUM_MONEY, TEXT, Kind
from pacxl.definition.rule import Rule
from pacxl.definition.sheet import Beside, Chart, Figure, Grid, Series, Sheet
from pacxl.definition.table import Choices, Column, Part, Table
from pacxl.plan.tables.columns import amount, far_dates, segment
from pacxl.plan.tables.results import euros
from pacxl.settings.model import Settings

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
            "societe",
            "Société",
            TEXT,
            width=26,
            help="Le client ou prospect.",
            synonyms=("client", "entreprise", "prospect", "clients", "compte"),
        ),
        Column("interlocuteur", "Interlocuteur", TEXT, width=20, help="Votre contact.", synonyms=("contact",)),
        Column("nature", "Nature", TEXT, width=26, help="L’objet de l’affaire.", synonyms=("objet", "affaire")),
        amount(
            carnet.montant,
            "Montant",
            "Le montant attendu, en euros.",
            synonyms=("montant ht", "ca", "ca attendu", "montant du devis"),
        ),
        Column(
            "probabilite",
            "Probabilité",
            PROBABILITY,
            help="Vos chances, de 0 % à 100 %. Vide : celle de l’étape est retenue.",
            synonyms=("proba", "probabilité de signature", "%", "proba %", "chances"),
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
        segment("Le type de client."),
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
        amount(
            carnet.pondere,
            "Pondéré",
            "Montant × probabilité retenue.",
            row.montant * row.probabilite_retenue,
            synonyms=("montant pondéré",),
        ),
    )


def funnel(settings: Settings) -> tuple[Table, Table | None]:
    """The open deals by stage, and by month of their milestone over the plan's months."""
    by_stage = Table(
        "entonnoir",
        "Affaires ouvertes par étape",
        (
            Column("etape", "Étape", TEXT, given=True, width=26),
            *_open_deals("entonnoir", carnet.etape == row.etape),
        ),
        (Part("Entonnoir", "Entonnoir"),),
    )
    if settings.stretch is None:
        return by_stage, None
    by_month = Table(
        "carnet_par_mois",
        "Affaires ouvertes par mois",
        (
            Column("mois", "Mois", MONTH, given=True),
            *_open_deals(
                "carnet_par_mois", (carnet.date_jalon >= row.mois) & (carnet.date_jalon < edate(row.mois, 1))
            ),
        ),
        (Part("Carnet_par_mois", "Entonnoir"),),
    )
    return by_stage, by_month


def _open_deals(table: str, own: Expr) -> tuple[Column, ...]:
    """What the open deals for which `own` holds come to; a deal without an issue is open."""
    mine, still_open = Of(table), own & ~(carnet.issue == WON) & ~(carnet.issue == LOST)

    def added(key: str, header: str, kind: Kind, formula: Expr, help_: str) -> Column:
        whole: Expr = sum_(getattr(mine, key))
        return Column(
            key, header, kind, formula, help=help_, total=whole if kind is COUNT else euros(whole), width=13
        )

    listed = ~is_blank(carnet.societe) | ~is_blank(carnet.montant)
    return (
        added("affaires", "Affaires", COUNT, count(carnet, still_open & listed), "Leur nombre."),
        added("montant", "Montant", SUM_MONEY, euros(sum_(carnet.montant, still_open)), "Ce qu’elles valent."),
        added("pondere", "Pondéré", SUM_MONEY, euros(sum_(carnet.pondere, still_open)), "Ce qu’elles pèsent."),
    )


def funnel_sheet(settings: Settings) -> Sheet:
    amounts = (Series("montant", "Montant"), Series("pondere", "Pondéré"))
    stages = (
        Grid("Entonnoir", title="Par étape"),
        Chart("Montant et pondéré par étape", "Entonnoir", "etape", amounts, "bar", 15, "#,##0\\ €", 9),
    )
    months = (
        Grid("Carnet_par_mois", title="Par mois de jalon"),
        Chart("Montant et pondéré par mois", "Carnet_par_mois", "mois", amounts, "column", 15, "#,##0\\ €", 9),
    )
    return Sheet(
        "Entonnoir",
        "L’entonnoir des affaires ouvertes",
        "Où en sont les affaires, et quand elles devraient se décider : rien à saisir, tout vient du carnet.",
        (Beside(stages), Beside(months)) if settings.stretch else (Beside(stages),),
        tone="follow",
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


_CLOSED = (row.issue == WON) | (row.issue == LOST)
RULES = (
    *far_dates("carnet", "date_jalon", "cloture"),
    Rule("amount-missing", "carnet", "montant", is_blank(row.montant)),
    Rule("probability-missing", "carnet", "probabilite", ~_CLOSED & is_blank(row.probabilite_retenue)),
    Rule("closing-missing", "carnet", "cloture", _CLOSED & is_blank(row.cloture), shows="issue"),
)
