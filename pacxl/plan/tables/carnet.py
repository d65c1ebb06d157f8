"""The carnet commercial: deals, the probability retained for each, and what they weigh (montant × probabilité)."""

from __future__ import annotations

import re
from typing import Literal

from pacxl.definition.expr import Expr, Of, OfCol, Row, blank, coalesce, count, edate, if_, is_blank, lift, sum_
from pacxl.definition.kind import CHOICE, COUNT, DATE, MONEY, MONTH, NUMBER, PERCENT, PROBABILITY, SUM_MONEY, TEXT
from pacxl.definition.sheet import Beside, Chart, Figure, Grid, Series, Sheet
from pacxl.definition.table import Choices, Column, Part, Table
from pacxl.french.period import Period
from pacxl.plan.tables.columns import segment_column
from pacxl.plan.tables.indicators import indicator_revenue
from pacxl.plan.tables.money import euros
from pacxl.plan.tables.rollup import OTHERS, RollUp
from pacxl.settings.model import Settings

row, carnet, stages = Row(), Of("carnet"), Of("etapes_carnet")

OPEN, WON, LOST = "ouverte", "gagnée", "perdue"
IS_WON, IS_LOST = carnet.issue == WON, carnet.issue == LOST
IS_OPEN = ~IS_WON & ~IS_LOST  # a deal without an issue is open
WEIGHTED = euros(sum_(carnet.pondere))  # the total probabilisé: a closed deal weighs nothing any more
STAGES_PART = "Etapes_carnet"
NO_DEAL = "saisissez vos affaires, leur montant, leur étape et leur date de jalon dans Carnet pour voir ce graphique"
REFERENCE = "reference"  # the column of the record that a deal is in the firm's CRM, where a plan has it


def carnet_sum(which: Expr, own: Expr | None = None) -> Expr:
    """What some deals of the carnet are worth (euros)."""
    return euros(sum_(carnet.montant, which if own is None else own & which))


def weighted(own: Expr | None) -> Expr:
    """What open deals of the carnet weigh (euros)."""
    return euros(sum_(carnet.pondere, own))


def outside_period_of_carnet(date: OfCol, period: Period) -> Expr:
    """Whether a date of the carnet is known, and is not of the period."""
    return (date < lift(period.start)) | (date > lift(period.end))


def carnet_choices(settings: Settings) -> tuple[Choices, ...]:
    """The lists of the carnet: stages, and what becomes of a deal."""
    return (
        Choices("etapes_carnet", "Étape du carnet", tuple(stage.name for stage in settings.stages)),
        Choices("issues", "Issue", (OPEN, WON, LOST)),
    )


def carnet_stages_table(sheet: str) -> Table:
    """The stages of the carnet, and the probability each gives by default."""
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
    """The columns of a deal in the carnet, typed and computed."""
    return (
        Column(
            "date_jalon",
            "Date jalon",
            DATE,
            help="La prochaine date qui compte pour cette affaire.",
            synonyms=("jalon", "date du jalon", "milestone", "next date"),
        ),
        Column(
            "societe",
            "Société",
            TEXT,
            width=25,
            help="Le client ou prospect.",
            synonyms=("client", "entreprise", "prospect", "clients", "compte", "company", "account", "customer"),
        ),
        Column("interlocuteur", "Interlocuteur", TEXT, width=20, help="Votre contact.", synonyms=("contact",)),
        Column(
            "nature",
            "Nature",
            TEXT,
            width=24,
            help="L’objet de l’affaire.",
            synonyms=("objet", "affaire", "deal", "opportunity"),
        ),
        Column(
            "montant",
            "Montant",
            MONEY,
            help="Le montant attendu, en euros.",
            synonyms=("montant ht", "ca", "ca attendu", "montant du devis", "amount", "value", "deal value"),
        ),
        Column(
            "probabilite",
            "Probabilité",
            PROBABILITY,
            help="Vos chances, de 0 % à 100 %. Vide : celle de l’étape est retenue.",
            synonyms=("proba", "probabilité de signature", "%", "proba %", "chances", "probability"),
        ),
        Column(
            "etape",
            "Étape",
            CHOICE,
            choices="etapes_carnet",
            width=20,
            help="Où en est l’affaire ; l’étape donne une probabilité si vous n’en saisissez pas.",
            synonyms=("avancement", "stage"),
            proof="montant",
        ),
        segment_column("Le type de client."),
        Column(
            "issue",
            "Issue",
            CHOICE,
            choices="issues",
            help="Ouverte, gagnée ou perdue.",
            width=11,
            synonyms=("statut", "état", "situation", "outcome", "status"),
            proof="montant",
        ),
        Column(
            "cloture",
            "Clôture",
            DATE,
            help="Le jour où l’affaire a été gagnée ou perdue.",
            synonyms=("date de clôture", "close date", "closing date"),
        ),
        Column(
            "prochaine_action",
            "Prochaine action",
            TEXT,
            width=27,
            help="Le prochain pas.",
            synonyms=("à faire", "suite", "next step", "next action"),
        ),
        Column(
            "probabilite_retenue",
            "Probabilité retenue",
            PROBABILITY,
            if_(row.issue == WON, 1, if_(row.issue == LOST, 0, coalesce(row.probabilite, _of_the_stage()))),
            help="Gagnée : 100 %. Perdue : 0 %. Sinon la vôtre, ou celle de l’étape.",
        ),
        Column(
            "pondere",
            "Pondéré",
            MONEY,
            if_((row.issue == WON) | (row.issue == LOST), blank, row.montant * row.probabilite_retenue),
            help="Montant × probabilité retenue, tant que l’affaire est ouverte.",
            total=WEIGHTED,
            synonyms=("montant pondéré",),
        ),
        Column(
            "variance",
            "Variance",
            NUMBER,
            row.pondere * (row.montant - row.pondere),
            detail=True,
            help="Montant² × p × (1 − p) : sert à dire de combien le carnet peut s’écarter.",
        ),
    )


def carnet_typed_keys() -> tuple[str, ...]:
    """The keys of what people type of a deal, in every plan."""
    return tuple(column.key for column in carnet_columns() if column.typed)


def carnet_record(value: object) -> str:
    """The record that a deal is in a CRM, as it is compared; "" for none. (Of the 18 characters that Salesforce may
    give one, the last three only repeat the case of the others.)"""
    text = value.strip() if isinstance(value, str) else ""
    return text[:15] if _OF_SALESFORCE.fullmatch(text) else text


_OF_SALESFORCE = re.compile(r"006(?=.*[A-Za-z])[0-9A-Za-z]{15}")


def _of_the_stage() -> Expr:
    """The probability of the deal's stage, as its own file has it: not a lookup, so that `within` a consolidation it
    sees no other file's."""
    mine = (stages.etape == row.etape) & ~is_blank(stages.probabilite)
    known = count(stages, mine)
    return if_(is_blank(row.etape), blank, if_(known > 0, sum_(stages.probabilite, mine) / known, blank))


def carnet_funnel(settings: Settings) -> tuple[Table, Table | None]:
    """The open deals of the carnet by stage, and by month of their milestone over the plan's months."""
    by_stage = Table(
        "entonnoir",
        "Affaires ouvertes par étape",
        (
            Column("etape", "Étape", TEXT, given=True, width=26),
            *_open_deals("entonnoir", carnet.etape == row.etape, (is_blank(carnet.etape),)),
        ),
        (Part("Entonnoir", "Entonnoir"),),
        apart=("Sans étape",),
        rest=OTHERS,
    )
    if settings.stretch is None:
        return by_stage, None
    month = (carnet.date_jalon >= row.mois) & (carnet.date_jalon < edate(row.mois, 1))
    apart = (is_blank(carnet.date_jalon), outside_period_of_carnet(carnet.date_jalon, settings.stretch))
    by_month = Table(
        "carnet_par_mois",
        "Affaires ouvertes par mois",
        (Column("mois", "Mois", MONTH, given=True), *_open_deals("carnet_par_mois", month, apart)),
        (Part("Carnet_par_mois", "Entonnoir"),),
        apart=("Sans date", "Hors période"),
        rest=OTHERS,
    )
    return by_stage, by_month


LISTED = ~is_blank(carnet.societe) | ~is_blank(carnet.montant)  # the deals of which something is said


def carnet_open_number(held: Expr | None) -> Expr:
    """How many deals are open, among those that are held."""
    return count(carnet, IS_OPEN & LISTED if held is None else held & IS_OPEN & LISTED)


def _open_deals(table: str, own: Expr, apart: tuple[Expr, ...]) -> tuple[Column, ...]:
    """What the open deals for which `own` holds come to; a deal without an issue is open."""
    lines = RollUp(Of(table), own, apart)
    return (
        lines.added("affaires", "Affaires", COUNT, carnet_open_number, "Leur nombre."),
        lines.added("montant", "Montant", SUM_MONEY, lambda held: carnet_sum(IS_OPEN, held), "Ce qu’elles valent."),
        lines.added("pondere", "Pondéré", SUM_MONEY, weighted, "Ce qu’elles pèsent."),
    )


def carnet_funnel_sheet(settings: Settings) -> Sheet:
    """The sheet « Entonnoir »: the open deals of the carnet by stage and by month."""

    def chart(by: str, part: str, key: str, shape: Literal["bar", "column"]) -> Chart:
        amounts = (Series("montant", "Montant"), Series("pondere", "Pondéré"))
        return Chart(f"Montant et pondéré par {by}", part, key, amounts, shape, 15, "#,##0\\ €", 9, empty=NO_DEAL)

    stages = (Grid("Entonnoir", title="Par étape"), chart("étape", "Entonnoir", "etape", "bar"))
    months = (Grid("Carnet_par_mois", title="Par mois de jalon"), chart("mois", "Carnet_par_mois", "mois", "column"))
    return Sheet(
        "Entonnoir",
        "L’entonnoir des affaires ouvertes",
        "Où en sont les affaires, et quand elles devraient se décider : rien à saisir, tout vient du carnet.",
        (Beside(stages), Beside(months)) if settings.stretch else (Beside(stages),),
        tone="follow",
    )


# --- what the carnet comes to -----------------------------------------------------------------------------


def carnet_figures(settings: Settings) -> tuple[Figure, ...]:
    """The carnet's figures: open, signed, lost, three sums that never mix; what the open ones weigh; and, of the
    plan's period or without a date, what is signed and what is weighted together. The carnet is not the revenue, nor
    this sum a landing."""
    figures = (
        Figure("carnet_ouvert", "Affaires ouvertes", MONEY, carnet_sum(IS_OPEN)),
        Figure("carnet_pondere", "Total probabilisé", MONEY, weighted(None), name="Total_probabilise"),
        Figure(
            "carnet_sans_probabilite",
            "Sans probabilité",
            MONEY,
            carnet_sum(IS_OPEN & is_blank(carnet.probabilite_retenue)),
        ),
        Figure("carnet_signe", "Affaires signées", MONEY, carnet_sum(IS_WON)),
        Figure("carnet_perdu", "Affaires perdues", MONEY, carnet_sum(IS_LOST)),
    )
    if settings.stretch is None:
        projected = carnet_sum(IS_WON) + weighted(None)
        return (*figures, Figure("projection", "Signé + probabilisé", MONEY, euros(projected)))
    due = outside_period_of_carnet(carnet.date_jalon, settings.stretch)
    closed = outside_period_of_carnet(carnet.cloture, settings.stretch)
    projected = carnet_sum(IS_WON & ~closed) + weighted(~due)
    return (
        *figures,
        Figure("carnet_ouvert_hors", "Ouvertes hors période", MONEY, carnet_sum(IS_OPEN & due)),
        Figure("carnet_signe_hors", "Signées hors période", MONEY, carnet_sum(IS_WON & closed)),
        Figure("carnet_perdu_hors", "Perdues hors période", MONEY, carnet_sum(IS_LOST & closed)),
        Figure("projection", "Signé + probabilisé", MONEY, euros(projected)),
        *_coverage(settings, weighted(~due & ~is_blank(carnet.date_jalon))),
    )


def _coverage(settings: Settings, coming: Expr) -> tuple[Figure, ...]:
    """What the weighted deals of the period cover of the revenue that is still to be made."""
    revenue = indicator_revenue(settings)
    if revenue is None:
        return ()
    left = revenue.left
    return (Figure("couverture", "Couverture du reste", PERCENT, if_(left > 0, coming / left, blank)),)
