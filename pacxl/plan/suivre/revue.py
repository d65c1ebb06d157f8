"""The PDCA review: what was planned, done and found, why they differ, and the action that is decided."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, Row, any_filled, blank, count, if_, is_blank, sum_, today
from pacxl.definition.kind import CHOICE, COUNT, DATE, PERCENT, TEXT
from pacxl.definition.sheet import Beside, Chart, Figure, Figures, Grid, Series, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.plan.suivre import tests_ab
from pacxl.plan.tables.action_status import LATE, TO_DO, UNDER_WAY
from pacxl.plan.tables.columns import (
    days_late_for_column,
    deadline_column,
    delay_column,
    person_column,
    prose_column,
    share_column,
)
from pacxl.plan.tables.section import Section
from pacxl.settings.model import NO, YES, Settings

row, revue, causes = Row(), Of("revue"), Of("causes")

SHEET, PART, CAUSES_PART = "Revue PDCA", "Revue", "Causes"
PLAN, DO, CHECK, ACT = "prévoir", "faire", "constater", "agir"
CLOSED = "close"
TOO_EARLY = "trop tôt"
CAUSES = ("objectif", "moyens", "exécution", "marché", "mesure")
SPARE = 15


def section(settings: Settings) -> Section:
    """Revue: the sheets of the review: PDCA, and the A/B tests."""
    own = Section(
        (_causes_table(), _revue_table()),
        (_sheet(),),
        (
            Choices("revue_causes", "Type de cause", CAUSES),
            Choices("revue_efficacite", "Efficacité", (YES, NO, TOO_EARLY)),
        ),
        {"causes": {"type": CAUSES}},
    )
    return own + tests_ab.section(settings)


# --- the table --------------------------------------------------------------------------------------------


def _revue_table() -> Table:
    columns = (*_noted(), *_decided(), *_computed())
    return Table("revue", "Revue PDCA", columns, (Part(PART, SHEET),), spare=SPARE)


def _told(key: str, header: str, help_: str, *synonyms: str) -> Column:
    return prose_column(key, header, help_, *synonyms, width=22)


def _noted() -> tuple[Column, ...]:
    return (
        _told("sujet", "Sujet", "L’action, l’objectif ou l’indicateur passé en revue.", "sujets", "action", "thème"),
        Column(
            "revue",
            "Période revue",
            TEXT,
            width=15,
            help="La période passée en revue, par exemple S1 2026.",
            synonyms=("période", "semestre", "trimestre"),
        ),
        Column(
            "date_revue",
            "Date de revue",
            DATE,
            width=15,
            help="Le jour où vous en avez parlé.",
            synonyms=("date", "date de la revue", "revue du"),
        ),
        _told("prevu", "Prévu (plan)", "Ce qui devait être fait, et le résultat attendu.", "plan", "prévu", "p"),
        _told("fait", "Fait (do)", "Ce qui a été fait en réalité.", "do", "fait", "réalisé", "d"),
        _told("constat", "Constat (check)", "Ce que montrent les résultats, écart compris.", "check", "constat", "c"),
        _told("cause", "Cause de l’écart", "Pourquoi cet écart : la vraie raison.", "cause", "causes", "analyse"),
        Column(
            "type_cause",
            "Type de cause",
            CHOICE,
            choices="revue_causes",
            help="Objectif mal fixé, moyens insuffisants, exécution autre que prévu, marché changé, mesure fausse.",
            synonyms=("nature de la cause",),
        ),
    )


def _decided() -> tuple[Column, ...]:
    return (
        _told(
            "decision",
            "Décision (act)",
            "L’action corrective, ou ce que vous gardez parce que cela marche.",
            "act",
            "a",
            "décision",
            "action corrective",
            "actions correctives",
        ),
        person_column("Qui mène l’action décidée.", detail=True),
        deadline_column("Le jour où l’action décidée doit être faite.", "pour quand ?"),
        Column(
            "fait_le",
            "Fait le",
            DATE,
            help="Le jour où elle a été faite. Vide tant qu’elle ne l’est pas.",
            synonyms=("date réelle", "terminée le"),
        ),
        Column(
            "efficace",
            "Efficace",
            CHOICE,
            choices="revue_efficacite",
            width=12,
            help="L’action a-t-elle corrigé l’écart ? « Trop tôt » si rien ne le dit encore.",
            synonyms=("efficacité", "action efficace"),
            marks=(Mark("good", YES), Mark("bad", NO), Mark("wait", TOO_EARLY)),
        ),
    )


def _computed() -> tuple[Column, ...]:
    return (
        Column(
            "etape",
            "Étape PDCA",
            CHOICE,
            _stage(),
            width=13,
            help="La plus avancée des quatre cases remplies : prévoir, faire, constater, agir.",
        ),
        delay_column(
            days_late_for_column(row.fait_le, row.echeance),
            "En jours : fait le − échéance, ou aujourd’hui − échéance tant que l’action n’est pas faite.",
            detail=True,
        ),
        Column(
            "statut",
            "Statut",
            CHOICE,
            _status(),
            width=13,
            help="Close : fait. En retard : échéance passée. En cours : quelque chose est fait, constaté ou décidé.",
            marks=(Mark("good", CLOSED), Mark("bad", LATE), Mark("wait", UNDER_WAY)),
        ),
    )


def _stage() -> Expr:
    """The furthest of the four, whatever was left blank before it."""
    furthest: Expr = blank
    for cell, stage in ((row.prevu, PLAN), (row.fait, DO), (row.constat, CHECK), (row.decision, ACT)):
        furthest = if_(~is_blank(cell), stage, furthest)
    return furthest


def _status() -> Expr:
    started = ~is_blank(row.fait) | ~is_blank(row.constat) | ~is_blank(row.decision)
    to_come = if_(started, UNDER_WAY, if_(any_filled("sujet", "efficace"), TO_DO, blank))
    return if_(~is_blank(row.fait_le), CLOSED, if_(row.echeance < today, LATE, to_come))


# --- the sheet --------------------------------------------------------------------------------------------


def _causes_table() -> Table:
    mine = revue.type_cause == row.type
    return Table(
        "causes",
        "Causes des écarts",
        (
            Column("type", "Type de cause", TEXT, given=True, width=26),
            Column(
                "nombre",
                "Sujets",
                COUNT,
                count(revue, mine),
                help="Les sujets qui ont cette cause, dans le tableau du dessous.",
                total=sum_(causes.nombre),
            ),
            Column(
                "closes",
                "Clos",
                COUNT,
                count(revue, mine & (revue.statut == CLOSED)),
                help="Ceux dont l’action décidée est faite.",
                total=sum_(causes.closes),
            ),
            share_column(causes.nombre, "Leur part des sujets dont le type de cause est connu."),
        ),
        (Part(CAUSES_PART, SHEET),),
    )


def _sheet() -> Sheet:
    worked, failed = (count(revue, revue.efficace == answer) for answer in (YES, NO))
    return Sheet(
        SHEET,
        "Revue PDCA",
        "Une fois par semestre : ce qui était prévu, ce qui s’est passé, pourquoi, et ce que vous changez.",
        (
            Figures(
                (
                    Figure("revue_sujets", "Sujets", COUNT, count(revue, ~is_blank(revue.statut))),
                    Figure("revue_en_retard", "En retard", COUNT, count(revue, revue.statut == LATE)),
                    Figure("revue_closes", "Clos", COUNT, count(revue, revue.statut == CLOSED)),
                    Figure("revue_efficaces", "Actions efficaces", PERCENT, worked / (worked + failed)),
                )
            ),
            Beside(
                (
                    Grid(CAUSES_PART, title="D’où viennent vos écarts"),
                    Chart(
                        "Sujets par cause",
                        CAUSES_PART,
                        "type",
                        (Series("nombre", "Sujets"), Series("closes", "Clos")),
                        rows=9,
                        columns=8,
                        number_format="0",
                        empty="saisissez vos sujets et leur type de cause, plus bas, pour voir ce graphique",
                    ),
                )
            ),
            sheet_note("Actions efficaces : « oui » ÷ (« oui » + « non ») ; « trop tôt » ne compte pas encore."),
            Grid(PART, title="Vos sujets"),
        ),
        tone="follow",
    )
