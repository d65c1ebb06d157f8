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
from pacxl.plan.decider import budget, ciblage, objectifs, offre_par_canal, organisation
from pacxl.plan.suivre import crm, pertes, planning, revue, suivi
from pacxl.plan.tables.action_status import TYPED_STATUS
from pacxl.plan.tables.columns import AIMING
from pacxl.plan.tables.money import REMAINING
from pacxl.plan.tables.section import ACT, DECIDE, FOLLOW, UNDERSTAND, Section
from pacxl.settings.model import CRM, Settings
from pacxl.settings.workbooks import BOTH, DIRECTION, SALES


@dataclass(frozen=True)
class Subject:
    """A subject: its key in settings, its title, what it brings to a plan, the group that its sheets stand under; and
    whose it is, as long as a firm does not say otherwise."""

    key: str
    title: str
    brings: str
    group: str
    section: Callable[[Settings], Section]
    owner: str = SALES


SUBJECTS = (
    Subject(
        "vision",
        "Vision et cap",
        "Où vous voulez être dans cinq ans, et les objectifs stratégiques qui y mènent.",
        UNDERSTAND,
        vision.section,
        DIRECTION,
    ),
    Subject(
        "diagnostic",
        "Diagnostic",
        "Le marché, les clients, les concurrents, et ce qu’il faut en conclure (SWOT).",
        UNDERSTAND,
        diagnostic.section,
        DIRECTION,
    ),
    Subject(
        "personas",
        "Personas et parcours",
        "Qui sont vos clients types, comment ils achètent, et à quoi tenir à chaque étape.",
        UNDERSTAND,
        personas.section,
        DIRECTION,
    ),
    Subject(
        "gammes",
        "Gammes",
        "Ce que chaque gamme rapporte, et la place qu’elle tient sur son marché.",
        UNDERSTAND,
        gammes.section,
        DIRECTION,
    ),
    Subject(
        "canaux",
        "Canaux",
        "Le poids, le rôle et les résultats de chaque canal ; vos forces, votre promesse et vos actions dans chacun.",
        UNDERSTAND,
        lambda settings: canaux.section(settings) + offre_par_canal.section(settings),
        DIRECTION,
    ),
    Subject(
        "objectifs",
        "Objectifs",
        "Des objectifs mesurables et datés, avec leurs résultats clés.",
        DECIDE,
        objectifs.section,
        BOTH,  # those of the firm, and each salesperson's own
    ),
    Subject(
        "budget",
        "Budget et moyens",
        "L’argent et les moyens, poste par poste, et ce que vous en attendez.",
        DECIDE,
        budget.section,
        DIRECTION,
    ),
    Subject(
        "organisation",
        "Organisation",
        "Qui suit quels clients, qui répond de quoi, et la charge de chacun.",
        DECIDE,
        organisation.section,
        DIRECTION,
    ),
    Subject(
        REMAINING,
        "Reste à dépenser",
        "Une colonne de plus dans les actions et au budget : ce qui reste à dépenser, quand on le sait.",
        ACT,
        lambda _: Section(),  # a column of tables that others bring
        BOTH,  # of the budget, and of the actions
    ),
    Subject(
        TYPED_STATUS,
        "Statut saisi",
        "Deux colonnes de plus dans les actions : le statut et l’avancement que chacun tape, et qui l’emportent.",
        ACT,
        lambda _: Section(),
    ),
    Subject(
        AIMING,
        "Canal et persona",
        "Dans les actions et le carnet, par quel canal ; dans les actions, pour quel persona si vous en décrivez : "
        "les écarts se lisent alors canal par canal, persona par persona.",
        ACT,
        ciblage.section,
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
    every = ", ".join(known)
    for key in settings.sections:
        if key not in known:
            fr, en = f"rubrique inconnue « {key} » : {every}", f"unknown section “{key}”: {every}"
            raise SettingsError(settings.name, fr, en)
    for key in (each.section for each in settings.owners):
        if key not in known:
            fr, en = f"owners : rubrique inconnue « {key} » : {every}", f"owners: unknown section “{key}”: {every}"
            raise SettingsError(settings.name, fr, en)
    ordered = tuple(sorted(settings.sections, key=known.index))
    return dataclasses.replace(settings, sections=ordered, equalities=checked_for_coherence(settings))


def subject_owner(settings: Settings, subject: Subject) -> str:
    """Whose a subject of the registry is, for a firm."""
    told = {each.section: each.owner for each in settings.owners}
    return told.get(subject.key, subject.owner)


def sections(settings: Settings) -> Iterator[Section]:
    """What each subject of the registry that the settings name brings, its sheets under its group; raises as
    `in_plan_order`."""
    chosen = in_plan_order(settings).sections
    for subject in SUBJECTS:
        if subject.key in chosen:
            section = subject.section(settings)
            sheets = tuple(dataclasses.replace(sheet, group=subject.group) for sheet in section.sheets)
            yield dataclasses.replace(section, sheets=sheets)
