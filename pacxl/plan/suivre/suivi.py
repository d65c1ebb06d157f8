"""The follow-up of the KPI: objectif, résultat, cause of the écart, and the action that mends it."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, blank, count, if_, is_blank, today
from pacxl.definition.kind import CHOICE, COUNT, LONG, TEXT
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.tables.columns import (
    channel_column,
    deadline_column,
    measure_column,
    person_column,
    sense_column,
    unit_column,
)
from pacxl.plan.tables.results import (
    FAVOURABLE,
    HIGHER,
    LOWER,
    PERCENT_UNIT,
    UNFAVOURABLE,
    result_columns,
    result_rules,
)
from pacxl.plan.tables.section import Section
from pacxl.settings.model import NO, YES, Settings

row, kpi = Row(), Of("kpi")

SHEET, PART = "Suivi des KPI", "Kpi"
# What is left to do about a KPI, the most pressing first.
TO_PLAN, TO_REDO, LATE = "action à prévoir", "action à revoir", "action en retard"
UNDATED, UNDER_WAY = "échéance à fixer", "action en cours"
SPARE = 12
# Proposed, each with its unit and its sense, but without objectif: a firm keeps those that it measures.
PROPOSED = (
    ("Trafic organique du site", "visites", HIGHER),
    ("Taux de conversion du site", PERCENT_UNIT, HIGHER),
    ("Coût par lead", "€", LOWER),
    ("Taux d’ouverture des e-mailings", PERCENT_UNIT, HIGHER),
    ("Abonnés aux réseaux sociaux", "abonnés", HIGHER),
    ("Taux de satisfaction des clients", PERCENT_UNIT, HIGHER),
)


def section(settings: Settings) -> Section:
    """Suivi: the sheet of the KPI."""
    table = Table("kpi", "Suivi des KPI", (*_measured(), *_mended(), *_computed()), (Part(PART, SHEET),), spare=SPARE)
    proposed = dict(zip(("indicateur", "unite", "sens"), zip(*PROPOSED, strict=True), strict=True))
    return Section((table,), (_sheet(),), (), {"kpi": proposed}, result_rules("kpi", "objectif"))


def _measured() -> tuple[Column, ...]:
    return (
        Column(
            "indicateur",
            "Indicateur",
            TEXT,
            width=30,
            help="Ce que vous mesurez. Gardez ce qui vous sert, effacez le reste, ajoutez les vôtres.",
            synonyms=("kpi", "indicateurs", "indicateur clé"),
        ),
        measure_column(
            "objectif",
            "Objectif",
            "Le nombre visé. Un pourcentage se tape avec son signe : 20 %, ou -10 % pour une baisse.",
            "cible",
            "prévu",
            "objectifs",
        ),
        measure_column(
            "resultat",
            "Résultat",
            "Le nombre obtenu, dans la même unité. Vide tant que vous ne le savez pas : vide n’est pas zéro.",
            "réalisé",
            "résultat obtenu",
            "réel",
        ),
        unit_column("L’unité des deux nombres."),
        sense_column(
            "Plus haut : dépasser l’objectif est bon (ventes). Plus bas : rester dessous est bon (coûts).", width=None
        ),
        channel_column("Le canal mesuré ; vide si l’indicateur les couvre tous.", detail=True),
        Column(
            "persona",
            "Persona",
            TEXT,
            detail=True,
            width=18,
            help="Le client type concerné ; vide si l’indicateur les couvre tous.",
            synonyms=("personas", "client type"),
        ),
    )


def _mended() -> tuple[Column, ...]:
    return (
        Column(
            "cause",
            "Cause de l’écart",
            LONG,
            width=28,
            help="Pourquoi le résultat n’est pas l’objectif, en mieux comme en moins bien.",
            synonyms=("cause", "causes", "analyse", "analyse des écarts"),
        ),
        Column(
            "action",
            "Action corrective",
            LONG,
            width=28,
            help="Ce que vous allez faire pour revenir à l’objectif.",
            synonyms=("actions correctives", "correction"),
        ),
        person_column("Qui mène l’action corrective.", detail=True),
        deadline_column(
            "Le jour où l’action corrective doit avoir agi.",
            "échéance",
            "pour quand ?",
            header="Échéance de l’action",
            width=13,
        ),
        Column(
            "efficace",
            "Action efficace",
            CHOICE,
            choices="oui_non",
            width=14,
            help="L’action a-t-elle corrigé l’écart ? Vide tant que vous ne le savez pas.",
            synonyms=("efficace", "efficacité"),
            marks=(Mark("good", YES), Mark("bad", NO)),
        ),
    )


def _computed() -> tuple[Column, ...]:
    return (
        *result_columns(row.objectif, "objectif"),
        Column(
            "alerte",
            "Alerte",
            CHOICE,
            _alert(),
            width=19,
            help="Ce qui reste à faire : prévoir l’action d’un KPI défavorable, la dater, la mener, la revoir.",
            marks=(
                Mark("bad", TO_PLAN),
                Mark("bad", TO_REDO),
                Mark("bad", LATE),
                Mark("wait", UNDATED),
                Mark("wait", UNDER_WAY),
            ),
        ),
    )


def _alert() -> Expr:
    """What is left to do; nothing once an action has worked, or where none is needed."""
    pending = if_(is_blank(row.echeance), UNDATED, if_(row.echeance < today, LATE, UNDER_WAY))
    return if_(
        is_blank(row.action),
        if_(row.verdict == UNFAVOURABLE, TO_PLAN, blank),
        if_(row.efficace == YES, blank, if_(row.efficace == NO, TO_REDO, pending)),
    )


def _sheet() -> Sheet:
    def counted(key: str, label: str, where: Expr) -> Figure:
        return Figure(f"kpi_{key}", label, COUNT, count(kpi, where))

    return Sheet(
        SHEET,
        "Suivi des KPI",
        "Vos indicateurs clés : ce qui était visé, ce qui a été obtenu, et ce que vous faites de l’écart.",
        (
            Figures(
                (
                    counted("favorables", "Favorables", kpi.verdict == FAVOURABLE),
                    counted("defavorables", "Défavorables", kpi.verdict == UNFAVOURABLE),
                    counted("a_prevoir", "Actions à prévoir", kpi.alerte == TO_PLAN),
                    counted("en_retard", "Actions en retard", kpi.alerte == LATE),
                    counted("a_revoir", "Actions à revoir", kpi.alerte == TO_REDO),
                )
            ),
            sheet_note(
                "Écart = résultat − objectif, en points entre deux pourcentages. Le verdict dépend du sens : "
                "un coût par lead à +5 % au lieu de −10 %, c’est +15 points, et c’est défavorable."
            ),
            Grid(PART),
        ),
        tone="follow",
    )
