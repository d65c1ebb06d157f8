"""What the firm offers in each channel: its strong and weak points, what others do, the promise, the actions."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, count, is_blank
from pacxl.definition.kind import CHOICE, COUNT
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.plan.tables.columns import channel_column, deadline_column, person_column, prose_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

SHEET, PART = "Offre par canal", "Offre_par_canal"
AHEAD, LEVEL, BEHIND = "en avance", "à égalité", "en retard"
SPARE = 2
offers = Of("offre_par_canal")


def section(settings: Settings) -> Section:
    """Offre par canal: the sheet of what is offered in each channel, and of what will be done there."""
    return Section(
        (Table("offre_par_canal", SHEET, _columns(), (Part(PART, SHEET),), spare=SPARE),),
        (_sheet(),),
        (Choices("face_aux_autres", "Face aux concurrents", (AHEAD, LEVEL, BEHIND)),),
        {"offre_par_canal": {"canal": settings.channels}},
    )


def _columns() -> tuple[Column, ...]:
    return (
        channel_column("Un canal, comme sur la feuille Canaux.", width=22),
        prose_column("points_forts", "Points forts", "Ce qui vous y réussit.", "forces", "atouts"),
        prose_column(
            "points_faibles", "Points faibles", "Ce qui vous y freine, ou y déçoit vos clients.", "faiblesses"
        ),
        prose_column(
            "concurrents",
            "Ce que font les autres",
            "Le meilleur de ce que vous avez vu ailleurs, avec un nom et un chiffre si possible.",
            *("benchmark", "concurrence", "comparaison", "bonnes pratiques"),
        ),
        Column(
            "position",
            "Face aux concurrents",
            CHOICE,
            choices="face_aux_autres",
            width=16,
            help="Où vous en êtes : en avance, à égalité ou en retard sur eux.",
            marks=(Mark("good", AHEAD), Mark("bad", BEHIND)),
        ),
        prose_column(
            "proposition",
            "Proposition de valeur",
            "Pourquoi un client passerait par ce canal plutôt que par un autre, en une phrase.",
            *("promesse", "valeur", "value proposition"),
        ),
        prose_column(
            "actions", "Actions à mener", "Ce que vous allez y faire.", "actions", "plan d’action", "à faire"
        ),
        person_column("La personne qui mène ces actions.", detail=True),
        deadline_column("Le jour où elles doivent être faites."),
    )


def _sheet() -> Sheet:
    def counted(key: str, label: str, where: Expr) -> Figure:
        return Figure(f"offre_{key}", label, COUNT, count(offers, ~is_blank(offers.canal) & where))

    figures = (
        counted("en_retard", "Canaux en retard", offers.position == BEHIND),
        counted("sans_proposition", "Sans proposition", is_blank(offers.proposition)),
        counted("sans_action", "Sans action", is_blank(offers.actions)),
    )
    return Sheet(
        SHEET,
        "Offre et actions par canal",
        "Dans chaque canal : vos forces, vos faiblesses, ce que font les autres, votre promesse, vos actions.",
        (
            Figures(figures),
            sheet_note("L’argent de ces actions se tient avec elles, dans leur famille : ici, rien ne s’additionne."),
            Grid(PART),
        ),
    )
