"""The planning: the dated actions of all families in the order of their dates, beside a calendar; the milestones."""

from __future__ import annotations

import datetime as dt

from pacxl.definition.expr import Of, Row, any_filled, blank, count, if_, is_blank, lookup, max_, position, today
from pacxl.definition.kind import CHOICE, DATE, DAYS, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Gantt, Grid, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Part, Table
from pacxl.excel import FIRST_DAY
from pacxl.french.period import Period
from pacxl.plan.tables.action_status import DONE, LATE, SHELVED, STATUS_MARKS, TO_DO, UNDER_WAY
from pacxl.plan.tables.columns import comment_column, days_late_for_column, delay_column, person_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

row, actions, planning, milestones = Row(), Of("actions"), Of("planning"), Of("jalons")

ROWS = 60
QUICK, LARGE = "action rapide", "grand chantier"
QUICK_DAYS, LARGE_DAYS = 14, 90
MILESTONE, REVIEW, MEETING = "jalon", "point d’étape", "réunion"
_LEGEND = "Barre pleine : prévu · claire : terminé · hachurée : en retard · entre deux filets orange : aujourd’hui."
_ROOM = 10**9  # positions to a day: a key tells first the day, then the row


def section(settings: Settings) -> Section:
    """The planning and its calendar, which needs to know the plan's months; and the milestones."""
    return Section(
        (_planning(), _milestones()),
        (_planning_sheet(settings.stretch), _milestones_sheet()),
        (Choices("jalons_nature", "Nature du jalon", (MILESTONE, REVIEW, MEETING)),),
        {"planning": {"rang": list(range(1, ROWS + 1))}},
        more={"actions": _ranked()},
    )


def _ranked() -> tuple[Column, ...]:
    """The two columns by which the planning finds an action: first begun, first listed; no two alike."""
    dated = ~is_blank(row.debut) & ~is_blank(row.fin)
    key = (row.debut - FIRST_DAY) * _ROOM + position
    return (
        Column(
            "cle_planning",
            "Clé de planning",
            WHOLE,
            if_(dated & ~SHELVED, key, blank),
            help="Sert au planning : la date de début, puis la ligne.",
            detail=True,
            width=20,
        ),
        Column(
            "rang_planning",
            "Rang au planning",
            WHOLE,
            if_(is_blank(row.cle_planning), blank, count(actions, actions.cle_planning <= row.cle_planning)),
            help="La place de l’action dans le planning, par date de début.",
            detail=True,
        ),
    )


def _planning() -> Table:
    def found(key: str, header: str, width: int, help_: str) -> Column:
        column = getattr(actions, key)
        kind = DATE if key in ("debut", "fin") else TEXT
        return Column(key, header, kind, lookup(row.rang, actions.rang_planning, column), help=help_, width=width)

    length = row.fin - row.debut + 1
    return Table(
        "planning",
        "Planning",
        (
            Column("rang", "N°", WHOLE, given=True, width=5),
            found("famille", "Famille", 22, "La famille de l’action."),
            found("etape", "Étape", 38, "L’action, telle qu’elle est écrite sur la feuille de sa famille."),
            found("qui", "Qui", 12, "La personne responsable."),
            found("debut", "Début", 11, "Le premier jour prévu."),
            found("fin", "Fin", 11, "Le dernier jour prévu."),
            Column("duree", "Jours", DAYS, length, help="Du premier au dernier jour, les deux compris.", width=8),
            Column(
                "envergure",
                "Envergure",
                CHOICE,
                if_(row.duree <= QUICK_DAYS, QUICK, if_(row.duree > LARGE_DAYS, LARGE, blank)),
                help=f"Action rapide : {QUICK_DAYS} jours au plus. Grand chantier : plus de {LARGE_DAYS} jours.",
                width=15,
            ),
            Column(
                "statut",
                "Statut",
                CHOICE,
                lookup(row.rang, actions.rang_planning, actions.statut),
                help="Celui de l’action.",
                width=22,
                marks=STATUS_MARKS,
            ),
        ),
        (Part("Planning", "Planning"),),
        leads=3,
        lines=2,
    )


def _planning_sheet(stretch: Period | None) -> Sheet:
    shown = count(actions, ~is_blank(actions.cle_planning))
    quick, large = (count(planning, planning.envergure == what) for what in (QUICK, LARGE))
    return Sheet(
        "Planning",
        "Planning",
        "Toutes les actions datées, de la première à la dernière : rien à saisir ici, tout vient des familles.",
        (
            Figures(
                (
                    Figure("planning_actions", "Actions datées", WHOLE, shown),
                    Figure("planning_au_dela", f"Au-delà des {ROWS} premières", WHOLE, max_(0, shown - ROWS)),
                    Figure("planning_rapides", "Actions rapides", WHOLE, quick),
                    Figure("planning_chantiers", "Grands chantiers", WHOLE, large),
                )
            ),
            *((sheet_note(_LEGEND),) if stretch else ()),
            Grid("Planning", gantt=_calendar(stretch)),
        ),
        tone="follow",
    )


def _calendar(stretch: Period | None) -> Gantt | None:
    """By week up to a year, from the Monday of the first week; by month beyond."""
    if stretch is None:
        return None
    if len(stretch.months) > 12:
        return Gantt("debut", "fin", "statut", stretch.start, len(stretch.months), "month", LATE, DONE)
    monday = stretch.start - dt.timedelta(stretch.start.weekday())
    weeks = -(-((stretch.end - monday).days + 1) // 7)
    return Gantt("debut", "fin", "statut", monday, weeks, "week", LATE, DONE)


# --- milestones -------------------------------------------------------------------------------------------

_MILESTONE_MARKS = tuple(mark for mark in STATUS_MARKS if mark.equals in (LATE, DONE, UNDER_WAY))


def _milestones() -> Table:
    return Table(
        "jalons",
        "Jalons et points d’étape",
        (
            Column(
                "jalon",
                "Jalon",
                TEXT,
                help="Ce qui doit être là, ou ce dont on parlera.",
                width=40,
                synonyms=("jalons", "étape clé"),
            ),
            Column("nature", "Nature", CHOICE, choices="jalons_nature", help="Jalon, point d’étape ou réunion."),
            Column("famille", "Famille", CHOICE, choices="familles", open_list=True, help="La famille concernée."),
            Column(
                "date_prevue",
                "Date prévue",
                DATE,
                help="Le jour où il doit être atteint.",
                synonyms=("date", "échéance"),
                edge="last",
            ),
            person_column("La personne qui en répond.", "qui", "Qui", synonyms=()),
            Column("fait_le", "Fait le", DATE, help="Le jour où il a été atteint. Vide tant qu’il ne l’est pas."),
            comment_column("Ce qu’il faut en retenir.", synonyms=()),
            delay_column(
                days_late_for_column(row.fait_le, row.date_prevue),
                "En jours : fait le − date prévue, ou aujourd’hui − date prévue tant qu’il n’est pas atteint.",
            ),
            Column(
                "statut",
                "Statut",
                CHOICE,
                if_(
                    ~is_blank(row.fait_le),
                    DONE,
                    if_(
                        row.date_prevue < today,
                        LATE,
                        if_(
                            row.date_prevue == today, UNDER_WAY, if_(any_filled("jalon", "commentaire"), TO_DO, blank)
                        ),
                    ),
                ),
                help="Déduit des dates.",
                marks=_MILESTONE_MARKS,
            ),
        ),
        (Part("Jalons", "Jalons"),),
        spare=12,
    )


def _milestones_sheet() -> Sheet:
    late = count(milestones, milestones.statut == LATE)
    done = count(milestones, milestones.statut == DONE)
    return Sheet(
        "Jalons",
        "Jalons et points d’étape",
        "Les dates où l’on vérifie que le plan tient : ce qui doit être là, et les rendez-vous pour en parler.",
        (
            Figures(
                (
                    Figure("jalons_atteints", "Jalons atteints", WHOLE, done),
                    Figure("jalons_retard", "Jalons en retard", WHOLE, late),
                )
            ),
            sheet_note("Un point d’étape par mois suffit souvent : une heure, le planning ouvert devant soi."),
            Grid("Jalons"),
        ),
        tone="follow",
    )
