"""The PAC's book: the room that knows a plan's sheets and tables by name, and the contents of a blank one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from pacxl.books.front import ACT, DECIDE, FOLLOW, UNDERSTAND, WELCOME, cover, summary, welcome
from pacxl.books.plan_rules import PLAN_RULES
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.definition.book import Book, DefinitionError
from pacxl.definition.expr import Expr, Of, Row
from pacxl.definition.kind import TEXT
from pacxl.definition.sheet import Figures, Grid, Sheet
from pacxl.definition.table import PROVENANCE, Choices, Column, Part, Table
from pacxl.french.period import Period, current_semester, parse_period
from pacxl.plan.comprendre import canaux, diagnostic, gammes, personas, vision
from pacxl.plan.decider import budget, objectifs, organisation
from pacxl.plan.suivre import planning, revue, suivi
from pacxl.plan.tables import actions, carnet
from pacxl.plan.tables.actions import action_columns
from pacxl.plan.tables.indicateurs import ace_table, board, indicator_columns
from pacxl.plan.tables.rollup import OTHERS, rollup_columns
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Family, Settings

KEY = "pac"
VERSION = "1"
LIST_SHEET = "Listes"
SPARE_ACTIONS, SPARE_DEALS = 15, 25
row, of_actions = Row(), Of("actions")

# What each section brings, in the order of `settings.SECTIONS`.
_ROOMS: dict[str, Callable[[Settings], Section]] = {
    "vision": vision.section,
    "diagnostic": diagnostic.section,
    "personas": personas.section,
    "gammes": gammes.section,
    "canaux": canaux.section,
    "objectifs": objectifs.section,
    "budget": budget.section,
    "organisation": organisation.section,
    "planning": planning.section,
    "suivi": suivi.section,
    "revue": revue.section,
}


@lru_cache(maxsize=64)
def _sections(settings: Settings) -> Mapping[str, Section]:
    return {key: room(settings) for key, room in _ROOMS.items() if key in settings.sections}


@lru_cache(maxsize=64)
def pac_book(settings: Settings) -> Book:
    """The book of a plan, for a firm's settings."""
    sections = _sections(settings)
    tables = [*_tables(settings), *(table for section in sections.values() for table in section.tables)]
    _check_provenance(tables)
    return Book(
        KEY,
        settings.title,
        tuple(tables),
        tuple(_sheets(settings, sections, {table.key for table in tables})),
        (*_lists(settings), *(choices for section in sections.values() for choices in section.lists)),
        LIST_SHEET,
        rules=PLAN_RULES,
        accent=settings.accent,
        opens_on=WELCOME,
        settings=settings,
    )


def _check_provenance(tables: Iterable[Table]) -> None:
    for table in tables:
        for column in table.columns:
            if column.typed and column.key in PROVENANCE:
                raise DefinitionError(f"{table.key}.{column.key}: a consolidation says there where a row comes from")


def part_name(family: Family) -> str:
    """The Excel Table of a family."""
    return f"Actions_{family.key}"


def blank(
    settings: Settings,
    *,
    person: str = "",
    company: str = "",
    team: str = "",
    period: str = "",
    today: dt.date | None = None,
) -> Contents:
    """A blank plan: its steps and its months are there, everything else is to be filled in.

    `period` is what `period.parse_period` reads (that of the settings, else the current semester, if left out);
    raises SettingsError for anything else. A person's plan carries `settings.own(person)`. `today` is the day its
    statuses are computed for (the day it is, if left out).
    """
    day = today or dt.date.today()
    stretch = parse_period(period or settings.period or current_semester(day))
    company = company or settings.company
    team = team or next((p.team for p in settings.people if p.name == person), "")
    settings = dataclasses.replace(settings.own(person), period=stretch.label)
    owner = "\n".join((settings.dumps(), company, person, team, stretch.label, VERSION))
    identity = Identity(
        KEY, VERSION, company, person, team, stretch.label, str(uuid.uuid5(uuid.NAMESPACE_URL, f"pacxl:{owner}"))
    )
    return make_contents(pac_book(settings), blank_frames(settings, stretch), identity, day)


def blank_frames(settings: Settings, period: Period) -> dict[str, Mapping[str, Any]]:
    """The rows that a blank plan comes with, table by table."""
    steps = [(family.sheet, step) for family in settings.drawn for step in family.steps]
    months = [(indicator, month) for indicator in settings.indicators for month in period.months]
    frames: dict[str, Mapping[str, Any]] = {
        "actions": {"famille": [family for family, _ in steps], "etape": [step for _, step in steps]},
        "indicateurs": {
            "indicateur": [indicator.name for indicator, _ in months],
            "mois": [month for _, month in months],
            "unite": [indicator.unit for indicator, _ in months],
            "sens": [indicator.sense for indicator, _ in months],
        },
        "synthese": {
            "famille": [family.sheet for family in settings.drawn],
            "groupe": [family.group or None for family in settings.drawn],
        },
        "entonnoir": {"etape": [stage.name for stage in settings.stages]},
        "carnet_par_mois": {"mois": list(period.months)},
        "tableau_indicateurs": {
            "indicateur": [indicator.name for indicator in settings.indicators],
            "unite": [indicator.unit for indicator in settings.indicators],
            "sens": [indicator.sense for indicator in settings.indicators],
        },
        "etapes_carnet": {
            "etape": [stage.name for stage in settings.stages],
            "probabilite": [stage.probability for stage in settings.stages],
        },
    }
    if ace_table(settings, "") is not None:
        frames["carre_as"] = {"mois": list(period.months)}
    for section in _sections(settings).values():
        frames |= section.rows
    return frames


def _lists(settings: Settings) -> tuple[Choices, ...]:
    return (
        Choices("segments", "Segments", settings.segments),
        Choices("personnes", "Personnes", tuple(person.name for person in settings.people)),
        Choices("unites", "Unités", settings.units),
        *actions.CHOICES,
        *carnet.choices(settings),
        Choices("oui_non", "Oui ou non", ("oui", "non")),
        Choices("familles", "Familles", tuple(family.sheet for family in settings.drawn)),
        Choices("canaux", "Canaux", settings.channels),
        Choices("produits", "Produits", settings.products),
    )


def _tables(settings: Settings) -> list[Table]:
    parts = tuple(Part(part_name(family), family.sheet, family.sheet, family.steps) for family in settings.drawn)
    own = of_actions.famille == row.famille
    family = Column("famille", "Famille", TEXT, given=True, bound=True, width=30)
    tables = [
        Table("actions", "Actions", _action_columns(settings, own), parts, part_key="famille", spare=SPARE_ACTIONS),
        Table("carnet", "Carnet commercial", carnet.carnet_columns(), (Part("Carnet", "Carnet"),), spare=SPARE_DEALS),
        Table(
            "indicateurs",
            "Indicateurs",
            indicator_columns(),
            (Part("Indicateurs", "Indicateurs"),),
            leads=2,
            group_key="indicateur",
        ),
        Table(
            "synthese",
            "Synthèse par famille",
            (family, Column("groupe", "Regroupement", TEXT, given=True, width=20), *rollup_columns("synthese", own)),
            (Part("Synthese", "Synthèse"),),
            rest=OTHERS,
        ),
        carnet.stages_table(LIST_SHEET),
    ]
    more = (*carnet.funnel(settings), board(settings)[0], ace_table(settings, "Carré d’as"))
    return [*tables, *(table for table in more if table is not None)]


def _action_columns(settings: Settings, own: Expr) -> tuple[Column, ...]:
    return (*action_columns(own), *(planning.ranked() if "planning" in settings.sections else ()))


# --- sheets -----------------------------------------------------------------------------------------------


# The sheets' groups, in order: the heading that people read, and the sections that stand under it.
_GROUPS = {
    UNDERSTAND: ("vision", "diagnostic", "personas", "gammes", "canaux"),
    DECIDE: ("objectifs", "budget", "organisation"),
    ACT: ("planning",),
    FOLLOW: ("suivi", "revue"),
}


def _grouped(sections: Mapping[str, Section], group: str) -> list[Sheet]:
    keys = [key for key in _GROUPS[group] if key in sections]
    return [dataclasses.replace(sheet, group=group) for key in keys for sheet in sections[key].sheets]


def _sheets(settings: Settings, sections: Mapping[str, Section], tables: set[str]) -> list[Sheet]:
    sheets = [welcome(settings), summary(settings)]
    sheets += [*_grouped(sections, UNDERSTAND), *_grouped(sections, DECIDE)]
    sheets += [
        Sheet(family.sheet, family.title, family.purpose, (Grid(part_name(family)),), group=ACT)
        for family in settings.drawn
    ]
    sheets += _grouped(sections, ACT)
    following = [_deals_sheet(settings), carnet.funnel_sheet(settings), _months_sheet(), board(settings)[1]]
    if "carre_as" in tables:
        following.append(_ace_sheet())
    sheets += [dataclasses.replace(sheet, group=FOLLOW) for sheet in following]
    sheets += _grouped(sections, FOLLOW)
    sheets.append(
        Sheet(
            LIST_SHEET,
            "Listes",
            "Les choix des listes déroulantes, et la probabilité que chaque étape du carnet donne par défaut.",
            (Grid(carnet.STAGES_PART),),
            tone="list",
            across=True,
            group=FOLLOW,
        )
    )
    return [cover(settings, sheets), *sheets]


def _deals_sheet(settings: Settings) -> Sheet:
    return Sheet(
        "Carnet",
        "Carnet commercial",
        "Toutes vos affaires : ce qu’elles valent, et ce qu’elles pèsent une fois leur probabilité comptée.",
        (Figures(carnet.carnet_figures(settings)), Grid("Carnet")),
        tone="follow",
    )


def _months_sheet() -> Sheet:
    return Sheet(
        "Indicateurs",
        "Indicateurs mensuels",
        "Chaque mois, notez l’objectif et le réalisé ; les cumuls et le verdict se calculent.",
        (Grid("Indicateurs"),),
        tone="follow",
    )


def _ace_sheet() -> Sheet:
    return Sheet(
        "Carré d’as",
        "Le carré d’as",
        "L’essentiel d’une activité commerciale, tiré de vos indicateurs : rien à saisir ici.",
        (Grid("Carre_as"),),
        tone="follow",
    )
