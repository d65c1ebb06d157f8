"""The row of an action: its columns, their formulas, and the figures that add actions up. Écart = réel − prévu."""

from __future__ import annotations

from dataclasses import replace

from pacxl.definition.expr import (
    Expr,
    Of,
    Row,
    abs_,
    any_filled,
    blank,
    coalesce,
    if_,
    max_,
    min_,
    month_start,
    today,
)
from pacxl.definition.kind import CHOICE, DATE, GAP_MONEY, GAP_PERCENT, LONG, MONEY, MONTH, PERCENT, TEXT
from pacxl.definition.table import Choices, Column
from pacxl.plan.tables.action_status import (
    DROPPED,
    GIVEN_UP,
    KEPT,
    SHELVED,
    STATUS_MARKS,
    TYPED,
    UNDER_WAY,
    is_done,
    status,
    status_day_unknown,
    typed_status_columns,
)
from pacxl.plan.tables.columns import (
    days_late_for_column,
    delay_column,
    measure_column,
    person_column,
    segment_column,
    sense_column,
    unit_column,
)
from pacxl.plan.tables.money import Course, MoneySums, money_columns, money_remaining_column, share_of_budget
from pacxl.plan.tables.results import HIGHER, LOWER, result_columns

row, actions = Row(), Of("actions")

CHOICES = (
    Choices("sens", "Sens", (HIGHER, LOWER)),
    Choices("decisions", "Décision", (KEPT, DROPPED, GIVEN_UP)),
)
TYPED_CHOICES = (TYPED,)


def action_columns(own: Expr | None, *, remaining: bool = False, typed: bool = False) -> tuple[Column, ...]:
    """An action's columns, in the order people see them. `own` restricts totals to the rows of one Excel Table;
    `remaining`: with a column of what is left to spend; `typed`: with those of a status that people type."""
    asked = typed_status_columns() if typed else ()
    return (*_typed(own, remaining), *asked, *_computed(own, remaining, typed=typed))


def _typed(own: Expr | None, remaining: bool) -> tuple[Column, ...]:
    return (
        Column(
            "etape",
            "Étape",
            TEXT,
            width=38,
            help="L’action, en quelques mots. Ajoutez les vôtres sous les étapes proposées.",
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
        Column(
            "comment",
            "Comment",
            LONG,
            detail=True,
            help="Les moyens employés.",
            width=30,
            synonyms=("comment ?", "moyens", "moyen", "how", "means"),
        ),
        Column(
            "budget",
            "Budget",
            MONEY,
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
            help="Ce qui a été dépensé, en euros. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            total=MoneySums(actions, own).spent,
            synonyms=(
                *("budget réalisé", "budget dépensé", "budget réel", "réel", "dépense", "dépenses"),
                *("coût réel", "spent", "actual cost"),
            ),
        ),
        *((money_remaining_column(actions, own),) if remaining else ()),
        Column(
            "debut",
            "Début",
            DATE,
            help="Le premier jour prévu.",
            synonyms=(
                *("date début", "date de début", "quand", "quand ?", "démarrage", "lancement", "start"),
                "start date",
            ),
            edge="first",
        ),
        Column(
            "fin",
            "Fin",
            DATE,
            help="Le dernier jour prévu.",
            synonyms=(
                *("date fin", "date de fin", "pour quand", "pour quand ?", "échéance", "date limite"),
                *("délai", "end", "end date", "due date", "deadline"),
            ),
            edge="last",
        ),
        Column(
            "fin_reelle",
            "Fin réelle",
            DATE,
            detail=True,
            help="Le jour où l’action s’est terminée. Vide tant qu’elle est en cours.",
            synonyms=("date fin réelle", "date de fin réelle", "terminée le", "actual end", "actual end date"),
        ),
        Column(
            "objectif",
            "Objectif",
            LONG,
            help="Ce que vous voulez obtenir, en une phrase.",
            synonyms=("objectifs", "goal", "objective"),
        ),
        measure_column(
            "cible",
            "Cible",
            "L’objectif en un nombre. Un pourcentage se tape avec son signe : 20 %.",
            "cible chiffrée",
            "objectif chiffré",
            "target",
        ),
        unit_column("L’unité de la cible.", detail=True),
        sense_column(
            "Plus haut : un résultat au-dessus de la cible est bon (ventes). Plus bas : l’inverse (coûts).",
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
        ),
        Column(
            "analyse",
            "Analyse des écarts",
            LONG,
            detail=True,
            help="Pourquoi cet écart, et qu’en retenir ?",
            synonyms=("commentaire", "commentaires", "observations", "analyse", "comments", "analysis"),
        ),
        Column(
            "decision",
            "Décision",
            CHOICE,
            choices="decisions",
            detail=True,
            synonyms=("decision",),
            help="Retenue, non retenue (l’étape ne vous concerne pas) ou abandonnée (commencée puis arrêtée).",
            proof="budget",
        ),
    )


def _computed(own: Expr | None, remaining: bool, *, typed: bool) -> tuple[Column, ...]:
    money = MoneySums(actions, own)
    unknown = status_day_unknown(typed=typed)
    dates_in_order = row.fin >= row.debut
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
        *result_columns(row.cible, "cible", folded=("ecart", "ecart_pct", "atteinte", "verdict")),
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
            if_(dates_in_order, min_(1, max_(0, elapsed)), blank),
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
            width=19,
            marks=STATUS_MARKS,
        ),
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
        *money_columns(actions, replace(_COURSE, asks_remaining=remaining), own),
        Column(
            "ecart_a_date",
            "Écart à date",
            GAP_MONEY,
            if_(row.statut == UNDER_WAY, row.depense - row.budget * row.avancement, blank),
            detail=True,
            help="Une indication tant que l’action est en cours : dépensé − budget × avancement attendu.",
        ),
    )


_COURSE = Course(
    written=any_filled("etape", "decision"),
    finished=is_done(row),
    dropped=row.statut == DROPPED,
    given_up=row.statut == GIVEN_UP,
)


MONTH_OF_ACTION = Column(
    "mois",
    "Mois",
    MONTH,
    month_start(coalesce(row.fin, row.debut)),
    help="Le mois de la fin prévue, sinon du début ; vide, l’action est sans date.",
)
