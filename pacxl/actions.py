"""The row of an action: its columns, their formulas, and the figures that add actions up. Écart = réel − prévu."""

from __future__ import annotations

from pacxl.expr import (
    Expr,
    Of,
    Row,
    abs_,
    any_filled,
    blank,
    coalesce,
    if_,
    is_blank,
    max_,
    min_,
    month_start,
    round_,
    sum_,
    today,
)
from pacxl.kind import (
    CHOICE,
    DATE,
    DAYS,
    GAP_MONEY,
    GAP_NUMBER,
    GAP_PERCENT,
    LONG,
    MONEY,
    MONTH,
    NUMBER,
    PERCENT,
    TEXT,
)
from pacxl.table import Choices, Column, Mark

row, actions = Row(), Of("actions")

HIGHER, LOWER = "plus haut", "plus bas"
KEPT, DROPPED, GIVEN_UP = "retenue", "non retenue", "abandonnée"
TO_DO, UNDER_WAY, DONE, LATE = "à faire", "en cours", "terminée", "en retard"
FAVOURABLE, UNFAVOURABLE = "favorable", "défavorable"
PERCENT_UNIT = "%"
VERDICT_MARKS = (Mark("good", FAVOURABLE), Mark("bad", UNFAVOURABLE))

CHOICES = (
    Choices("sens", "Sens", (HIGHER, LOWER)),
    Choices("decisions", "Décision", (KEPT, DROPPED, GIVEN_UP)),
)


def verdict(result: Expr, target: Expr, sense: Expr) -> Expr:
    """Favourable when the target is reached, in the sense given; blank as long as one of the three is missing."""
    known = ~is_blank(result) & ~is_blank(target)
    return if_(
        known & (sense == HIGHER),
        if_(result >= target, FAVOURABLE, UNFAVOURABLE),
        if_(known & (sense == LOWER), if_(result <= target, FAVOURABLE, UNFAVOURABLE), blank),
    )


_IN_POINTS = row.unite == PERCENT_UNIT
_SHELVED = (row.decision == DROPPED) | (row.decision == GIVEN_UP)


def euros(total: Expr) -> Expr:
    """A sum of euros to the cent: adding binary fractions leaves dust that would tip a half the wrong way."""
    return round_(total, 2)


def action_columns(own: Expr | None) -> tuple[Column, ...]:
    """An action's columns, in the order people see them. `own` restricts totals to the rows of one Excel Table."""
    return (*_typed(own), *_computed(own))


def _typed(own: Expr | None) -> tuple[Column, ...]:
    return (
        Column(
            "etape",
            "Étape",
            TEXT,
            width=38,
            help="L’action, en quelques mots. Ajoutez les vôtres sous les étapes proposées.",
            synonyms=("étapes", "phase", "phases", "action", "actions"),
        ),
        Column(
            "segment",
            "Segment",
            CHOICE,
            choices="segments",
            open_list=True,
            help="Le type de clients visé.",
            width=17,
            synonyms=("cible clients", "clientèle", "segment visé"),
        ),
        Column(
            "qui",
            "Qui",
            CHOICE,
            choices="personnes",
            open_list=True,
            help="La personne responsable de l’action.",
            synonyms=("qui ?", "responsable", "pilote"),
        ),
        Column(
            "avec_qui",
            "Avec qui",
            TEXT,
            help="Les autres personnes ou prestataires.",
            width=20,
            synonyms=("avec qui ?", "intervenants", "intervenant"),
        ),
        Column(
            "comment",
            "Comment",
            LONG,
            help="Les moyens employés.",
            width=30,
            synonyms=("comment ?", "moyens", "moyen"),
        ),
        Column(
            "budget",
            "Budget",
            MONEY,
            help="Le budget prévu, en euros. Laissez vide si l’action ne coûte rien à prévoir.",
            total=euros(sum_(actions.budget, own)),
            synonyms=("combien", "combien ?", "budget prévu", "coût prévu"),
        ),
        Column(
            "depense",
            "Dépensé",
            MONEY,
            help="Ce qui a été dépensé, en euros. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            total=euros(sum_(actions.depense, own)),
            synonyms=("budget réalisé", "réel", "dépense", "dépenses", "coût réel"),
        ),
        Column("debut", "Début", DATE, help="Le premier jour prévu.", synonyms=("date début", "date de début")),
        Column(
            "fin",
            "Fin",
            DATE,
            help="Le dernier jour prévu.",
            synonyms=("date fin", "date de fin", "pour quand", "pour quand ?", "échéance"),
        ),
        Column(
            "fin_reelle",
            "Fin réelle",
            DATE,
            help="Le jour où l’action s’est terminée. Vide tant qu’elle est en cours.",
            synonyms=("date fin réelle", "date de fin réelle", "terminée le"),
        ),
        Column(
            "objectif", "Objectif", LONG, help="Ce que vous voulez obtenir, en une phrase.", synonyms=("objectifs",)
        ),
        Column(
            "cible",
            "Cible",
            NUMBER,
            unit_key="unite",
            help="L’objectif en un nombre. Un pourcentage se tape avec son signe : 20 %.",
            synonyms=("cible chiffrée", "objectif chiffré"),
        ),
        Column("unite", "Unité", CHOICE, choices="unites", open_list=True, help="L’unité de la cible.", width=13),
        Column(
            "sens",
            "Sens",
            CHOICE,
            choices="sens",
            help="Plus haut : un résultat au-dessus de la cible est bon (ventes). Plus bas : l’inverse (coûts).",
            width=12,
        ),
        Column(
            "resultat",
            "Résultat",
            NUMBER,
            unit_key="unite",
            help="Le résultat obtenu, dans l’unité de la cible. Vide tant que vous ne le savez pas.",
            synonyms=("résultat obtenu", "réalisé", "résultats"),
        ),
        Column(
            "analyse",
            "Analyse des écarts",
            LONG,
            help="Pourquoi cet écart, et qu’en retenir ?",
            synonyms=("commentaire", "commentaires", "observations", "analyse"),
        ),
        Column(
            "decision",
            "Décision",
            CHOICE,
            choices="decisions",
            help="Retenue, non retenue (l’étape ne vous concerne pas) ou abandonnée (commencée puis arrêtée).",
        ),
    )


def _computed(own: Expr | None) -> tuple[Column, ...]:
    compared = ~is_blank(actions.ecart_budget)
    gap = if_(_IN_POINTS, round_((row.resultat - row.cible) * 100, 6), row.resultat - row.cible)
    dates_in_order = row.fin >= row.debut
    elapsed = (today - row.debut + 1) / (row.fin - row.debut + 1)
    return (
        Column(
            "ecart_budget",
            "Écart budget",
            GAP_MONEY,
            row.depense - row.budget,
            help="Dépensé − budget. Positif : vous avez dépensé plus que prévu.",
            total=euros(sum_(actions.ecart_budget, own)),
            marks=(Mark("bad", above=0),),
        ),
        Column(
            "ecart_budget_pct",
            "Écart budget %",
            GAP_PERCENT,
            row.ecart_budget / row.budget,
            help="L’écart de budget rapporté au budget.",
            total=sum_(actions.ecart_budget, own) / sum_(actions.budget, compared if own is None else own & compared),
        ),
        Column(
            "ecart",
            "Écart",
            GAP_NUMBER,
            gap,
            unit_key="unite",
            help="Résultat − cible. Entre deux pourcentages, l’écart est en points.",
        ),
        Column(
            "ecart_pct",
            "Écart %",
            GAP_PERCENT,
            if_(_IN_POINTS, blank, (row.resultat - row.cible) / abs_(row.cible)),
            help="L’écart rapporté à la cible (sans objet entre deux pourcentages).",
        ),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            if_(
                (row.resultat >= 0) & (row.cible > 0),
                if_(
                    row.sens == LOWER,
                    row.cible / row.resultat,
                    if_(row.sens == HIGHER, row.resultat / row.cible, blank),
                ),
                blank,
            ),
            help="Taux d’atteinte : résultat ÷ cible (cible ÷ résultat si plus bas est mieux).",
        ),
        Column(
            "verdict",
            "Verdict",
            CHOICE,
            verdict(row.resultat, row.cible, row.sens),
            help="Le sens est pris en compte.",
            marks=VERDICT_MARKS,
        ),
        Column(
            "retard",
            "Retard",
            DAYS,
            if_(_SHELVED, blank, coalesce(row.fin_reelle - row.fin, max_(0, today - row.fin))),
            help="En jours : fin réelle − fin, ou aujourd’hui − fin tant que l’action est ouverte.",
            marks=(Mark("bad", above=0),),
        ),
        Column(
            "avancement",
            "Avancement attendu",
            PERCENT,
            if_(dates_in_order, min_(1, max_(0, elapsed)), blank),
            help="La part du temps prévu qui est déjà passée.",
            width=13,
        ),
        Column(
            "statut",
            "Statut",
            CHOICE,
            _status(),
            help="Déduit des dates et de la décision.",
            width=13,
            marks=(
                Mark("bad", LATE),
                Mark("good", DONE),
                Mark("wait", UNDER_WAY),
                Mark("muted", DROPPED),
                Mark("muted", GIVEN_UP),
            ),
        ),
    )


def _status() -> Expr:
    return if_(
        row.decision == DROPPED,
        DROPPED,
        if_(
            row.decision == GIVEN_UP,
            GIVEN_UP,
            if_(
                ~is_blank(row.fin_reelle),
                DONE,
                if_(
                    row.fin < today,
                    LATE,
                    if_(row.debut <= today, UNDER_WAY, if_(any_filled("etape", "decision"), TO_DO, blank)),
                ),
            ),
        ),
    )


MONTH_OF_END = Column("mois", "Mois de fin", MONTH, month_start(row.fin), help="Le mois de la date de fin prévue.")
