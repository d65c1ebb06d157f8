"""The row of an action: its columns, their formulas, and the figures that add actions up. Écart = réel − prévu."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pacxl.definition.expr import (
    Expr,
    Of,
    Row,
    abs_,
    blank,
    coalesce,
    if_,
    max_,
    min_,
    month_start,
    today,
)
from pacxl.definition.kind import (
    CHOICE,
    DATE,
    GAP_IN_WORDS,
    GAP_MONEY,
    GAP_PERCENT,
    MONEY,
    MONTH,
    PERCENT,
    TEXT,
)
from pacxl.definition.table import Choices, Column
from pacxl.french.period import Edge
from pacxl.plan.tables.action_status import (
    COURSE,
    DROPPED,
    GIVEN_UP,
    KEPT,
    SHELVED,
    STATUS_MARKS,
    UNDER_WAY,
    lacking_column,
    status,
    status_day_unknown,
    typed_status_columns,
)
from pacxl.plan.tables.columns import (
    days_late_for_column,
    delay_column,
    measure_column,
    person_column,
    prose_column,
    segment_column,
    sense_column,
    unit_column,
)
from pacxl.plan.tables.money import MoneySums, money_columns, money_remaining_column, share_of_budget
from pacxl.plan.tables.results import HIGHER, LOWER, ReadAs, read_as_families, result_columns
from pacxl.settings.model import Family

row, actions = Row(), Of("actions")

CHOICES = (Choices("sens", "Sens", (HIGHER, LOWER)), Choices("decisions", "Décision", (KEPT, DROPPED, GIVEN_UP)))


def action_columns(
    own: Expr | None, families: Iterable[Family] = (), *, remaining: bool = False, typed: bool = False
) -> tuple[Column, ...]:
    """An action's columns; those in sight are enough to finish and to judge it. `own` restricts totals to one Excel
    Table; `families` say how a blank sense or unit is read; `remaining`, `typed` ask what is left, and the status."""
    asked = typed_status_columns() if typed else ()
    return (*_typed(own, remaining), *asked, *_computed(own, read_as_families(families), remaining, typed=typed))


def _typed(own: Expr | None, remaining: bool) -> tuple[Column, ...]:
    return (
        Column(
            "etape",
            "Étape",
            TEXT,
            width=26,
            help="L’action, en quelques mots ; les vôtres, sous les étapes proposées. Une ligne finie, par exemple : "
            "« Exposer au salon · vous · budget 5 400 €, dépensé 6 128 € · fin le 15/03 · cible 60, résultat 48 ».",
            synonyms=(
                *("étapes", "phase", "phases", "action", "actions", "action à mener", "actions à mener"),
                *("action prévue", "tâche", "opération", "quoi", "quoi ?", "step", "task"),
            ),
        ),
        segment_column(
            "Le type de clients visé.",
            detail=True,
            synonyms=("cible", "cible clients", "clientèle", "segment visé", "cible visée", "audience"),
        ),
        person_column(
            "La personne responsable de l’action.",
            "qui",
            "Qui",
            width=12,
            synonyms=("qui ?", "responsable", "pilote", "par qui", "porteur", "owner", "who", "responsible"),
        ),
        Column(
            "avec_qui",
            "Avec qui",
            TEXT,
            detail=True,
            help="Les autres personnes ou prestataires.",
            width=20,
            synonyms=("avec qui ?", "intervenants", "intervenant", "with", "with whom"),
        ),
        prose_column(
            "comment",
            "Comment",
            "Les moyens employés.",
            *("comment ?", "moyens", "moyen", "how", "means"),
            detail=True,
        ),
        Column(
            "budget",
            "Budget",
            MONEY,
            width=10,
            help="Le budget prévu, en euros. Laissez vide si l’action ne coûte rien à prévoir.",
            total=MoneySums(actions, own).budget,
            synonyms=(
                *("combien", "combien ?", "budget prévu", "budget prévisionnel", "coût prévu", "coût"),
                *("planned budget", "cost"),
            ),
        ),
        Column(
            "depense",
            "Dépensé",
            MONEY,
            width=10,
            help="Ce qui a été dépensé, en euros. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            total=MoneySums(actions, own).spent,
            synonyms=(
                *("budget réalisé", "budget dépensé", "budget réel", "réel", "dépense", "dépenses"),
                *("coût réel", "spent", "actual cost"),
            ),
        ),
        *((money_remaining_column(actions, own),) if remaining else ()),
        _day(
            "debut",
            "Début",
            "Le premier jour prévu.",
            *("date début", "date de début", "quand", "quand ?", "démarrage", "lancement", "start", "start date"),
            edge="first",
        ),
        _day(
            "fin",
            "Fin",
            "Le dernier jour prévu.",
            *("date fin", "date de fin", "pour quand", "pour quand ?", "échéance", "date limite"),
            *("délai", "end", "end date", "due date", "deadline"),
            edge="last",
        ),
        _day(
            "fin_reelle",
            "Fin réelle",
            "Le jour où l’action s’est terminée. Vide tant qu’elle est en cours.",
            *("date fin réelle", "date de fin réelle", "terminée le", "actual end", "actual end date"),
        ),
        prose_column(
            "objectif",
            "Objectif",
            "Ce que vous voulez obtenir, en une phrase.",
            *("objectifs", "goal", "objective"),
            detail=True,
        ),
        measure_column(
            "cible",
            "Cible",
            "L’objectif en un nombre. Un pourcentage se tape avec son signe : 20 %.",
            "cible chiffrée",
            "objectif chiffré",
            "target",
            width=9,
        ),
        unit_column("L’unité de la cible. Vide : celle de la famille, sinon un simple nombre.", detail=True),
        sense_column(
            "Plus haut : un résultat au-dessus de la cible est bon (ventes). Plus bas : l’inverse (coûts). "
            "Vide : celui de la famille, sinon plus haut.",
            detail=True,
        ),
        measure_column(
            "resultat",
            "Résultat",
            "Le résultat obtenu, dans l’unité de la cible. Vide tant que vous ne le savez pas.",
            "résultat obtenu",
            "réalisé",
            "résultats",
            "result",
            width=10,
        ),
        prose_column(
            "analyse",
            "Analyse des écarts",
            "Pourquoi cet écart, et qu’en retenir ?",
            *("commentaire", "commentaires", "observations", "analyse", "comments", "analysis"),
            detail=True,
        ),
        Column(
            "decision",
            "Décision",
            CHOICE,
            choices="decisions",
            width=12,
            synonyms=("decision",),
            help="Retenue, non retenue (l’étape ne vous concerne pas) ou abandonnée (commencée puis arrêtée).",
            proof="budget",
        ),
    )


def _day(key: str, header: str, help_: str, *synonyms: str, edge: Edge = "") -> Column:
    return Column(key, header, DATE, width=10, help=help_, synonyms=synonyms, edge=edge)


def _computed(own: Expr | None, read_as: ReadAs, remaining: bool, *, typed: bool) -> tuple[Column, ...]:
    money, course = MoneySums(actions, own), replace(COURSE, asks_remaining=remaining)
    unknown = status_day_unknown(typed=typed)
    elapsed = (today - row.debut + 1) / (row.fin - row.debut + 1)
    return (
        Column(
            "ecart_budget",
            "Écart budget",
            GAP_MONEY,
            row.depense - row.budget,
            detail=True,
            help="Dépensé − budget de cette ligne, quel que soit son avancement : ne s’additionne pas.",
        ),
        Column(
            "ecart_budget_pct",
            "Écart budget %",
            GAP_PERCENT,
            row.ecart_budget / abs_(row.budget),
            detail=True,
            help="L’écart de budget rapporté au budget.",
        ),
        *result_columns(row.cible, "cible", read_as=read_as, kind=GAP_IN_WORDS),
        delay_column(
            if_(
                SHELVED if unknown is None else SHELVED | unknown,
                blank,
                days_late_for_column(row.fin_reelle, row.fin),
            ),
            "En jours : fin réelle − fin, ou aujourd’hui − fin tant que l’action est ouverte.",
            detail=True,
        ),
        Column(
            "avancement",
            "Avancement attendu",
            PERCENT,
            if_(row.fin >= row.debut, min_(1, max_(0, elapsed)), blank),
            detail=True,
            bar=True,
            help="La part du temps prévu qui est déjà passée.",
            width=13,
        ),
        Column(
            "statut",
            "Statut",
            CHOICE,
            status(typed=typed),
            help="Déduit des dates, de la décision, de l’objectif et du budget.",
            width=23,
            marks=STATUS_MARKS,
        ),
        lacking_column(),
        Column(
            "consomme",
            "Budget consommé %",
            PERCENT,
            share_of_budget(row.depense, row.budget),
            detail=True,
            bar=True,
            help="Dépensé ÷ budget.",
            total=share_of_budget(money.spent, money.budget),
        ),
        *(replace(each, detail=True) for each in money_columns(actions, course, own)),
        Column(
            "ecart_a_date",
            "Écart à date",
            GAP_MONEY,
            if_(row.statut == UNDER_WAY, row.depense - row.budget * row.avancement, blank),
            detail=True,
            help="Une indication tant que l’action est en cours : dépensé − budget × avancement attendu.",
        ),
    )


MONTH_OF_ACTION = Column(
    "mois",
    "Mois",
    MONTH,
    month_start(coalesce(row.fin, row.debut)),
    help="Le mois de la fin prévue, sinon du début ; vide, l’action est sans date.",
)
