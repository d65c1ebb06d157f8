"""The subjects that a plan may have beside its actions, its carnet and its indicators: a row each, in their order.

To add one: a room with a function `section(settings)` under `comprendre`, `decider` or `suivre`, and its row here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pacxl.errors import SettingsError
from pacxl.plan.affaires.pertes import LOSSES
from pacxl.plan.coherence import checked_for_coherence
from pacxl.plan.comprendre import canaux, diagnostic, gammes, personas, vision
from pacxl.plan.decider import budget, objectifs, organisation
from pacxl.plan.suivre import crm, pertes, planning, revue, suivi
from pacxl.plan.tables.action_status import TYPED_STATUS
from pacxl.plan.tables.money import REMAINING
from pacxl.plan.tables.section import ACT, DECIDE, FOLLOW, UNDERSTAND, Section
from pacxl.settings.model import CRM, Settings


@dataclass(frozen=True)
class Subject:
    """A subject: its key in settings, its title, what it brings to a plan, the group that its sheets stand under."""

    key: str
    title: str
    brings: str
    group: str
    section: Callable[[Settings], Section]


SUBJECTS = (
    Subject(
        "vision",
        "Vision et cap",
        "Où vous voulez être dans cinq ans, et les objectifs stratégiques qui y mènent.",
        UNDERSTAND,
        vision.section,
    ),
    Subject(
        "diagnostic",
        "Diagnostic",
        "Le marché, les clients, les concurrents, et ce qu’il faut en conclure (SWOT).",
        UNDERSTAND,
        diagnostic.section,
    ),
    Subject(
        "personas",
        "Personas et parcours",
        "Qui sont vos clients types, comment ils achètent, et à quoi tenir à chaque étape.",
        UNDERSTAND,
        personas.section,
    ),
    Subject(
        "gammes",
        "Gammes",
        "Ce que chaque gamme rapporte, et la place qu’elle tient sur son marché.",
        UNDERSTAND,
        gammes.section,
    ),
    Subject("canaux", "Canaux", "Le poids, le rôle et les résultats de chaque canal.", UNDERSTAND, canaux.section),
    Subject(
        "objectifs",
        "Objectifs",
        "Des objectifs mesurables et datés, avec leurs résultats clés.",
        DECIDE,
        objectifs.section,
    ),
    Subject(
        "budget",
        "Budget et moyens",
        "L’argent et les moyens, poste par poste, et ce que vous en attendez.",
        DECIDE,
        budget.section,
    ),
    Subject(
        "organisation",
        "Organisation",
        "Qui suit quels clients, qui répond de quoi, et la charge de chacun.",
        DECIDE,
        organisation.section,
    ),
    Subject(
        REMAINING,
        "Reste à dépenser",
        "Une colonne de plus dans les actions et au budget : ce qui reste à dépenser, quand on le sait.",
        ACT,
        lambda _: Section(),  # a column of tables that others bring
    ),
    Subject(
        TYPED_STATUS,
        "Statut saisi",
        "Deux colonnes de plus dans les actions : le statut et l’avancement que chacun tape, et qui l’emportent.",
        ACT,
        lambda _: Section(),
    ),
    Subject(
        "planning", "Planning", "Le calendrier des actions, les jalons et les points d’étape.", ACT, planning.section
    ),
    Subject(
        "suivi",
        "Suivi des KPI",
        "L’objectif, le résultat et l’action corrective de chaque indicateur clé.",
        FOLLOW,
        suivi.section,
    ),
    Subject(
        "revue",
        "Revue PDCA",
        "Le bilan de la période : les causes des écarts, ce qui est corrigé, ce qui est essayé.",
        FOLLOW,
        revue.section,
    ),
    Subject(
        LOSSES,
        "Motif de perte",
        "Une colonne de plus dans le carnet : pourquoi une affaire est perdue ; et ce que chaque motif a coûté.",
        FOLLOW,
        pertes.section,
    ),
    Subject(
        CRM,
        "Lien avec le CRM",
        "Le numéro de chaque affaire dans votre CRM, et ce qu’il en disait au dernier import.",
        FOLLOW,
        crm.section,
    ),
)


def in_plan_order(settings: Settings) -> Settings:
    """The settings, their sections in the registry's order, which is the plan's; raises SettingsError, naming the one
    that is no subject, or the equality that cannot be."""
    known = [subject.key for subject in SUBJECTS]
    for key in settings.sections:
        if key not in known:
            raise SettingsError(settings.name, f"rubrique inconnue « {key} » : {', '.join(known)}")
    ordered = tuple(sorted(settings.sections, key=known.index))
    return dataclasses.replace(settings, sections=ordered, equalities=checked_for_coherence(settings))


def sections(settings: Settings) -> Iterator[Section]:
    """What each subject of the registry that the settings name brings, its sheets under its group; raises as
    `in_plan_order`."""
    chosen = in_plan_order(settings).sections
    for subject in SUBJECTS:
        if subject.key in chosen:
            section = subject.section(settings)
            sheets = tuple(dataclasses.replace(sheet, group=subject.group) for sheet in section.sheets)
            yield dataclasses.replace(section, sheets=sheets)
