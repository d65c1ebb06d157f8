"""The PAC's book: the room that knows a plan's sheets and tables by name, and the contents of a blank one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pacxl import actions, carnet
from pacxl.actions import action_columns, euros
from pacxl.book import Book
from pacxl.contents import Contents, Identity, make_contents
from pacxl.expr import Of, Row, count, sum_
from pacxl.indicateurs import ace_table, indicator_columns
from pacxl.kind import DATE, GAP_MONEY, MONEY, TEXT, WHOLE
from pacxl.period import Period, current_semester, parse_period
from pacxl.rollup import rollup_columns
from pacxl.settings import Family, Settings
from pacxl.sheet import Block, Card, Chart, Figure, Figures, Grid, Series, Sheet, Text, TodayFigure
from pacxl.table import Choices, Column, Part, Table

KEY = "pac"
VERSION = "1"
LIST_SHEET = "Listes"
SPARE_ACTIONS, SPARE_DEALS = 15, 25
row, of_actions, of_carnet = Row(), Of("actions"), Of("carnet")


@lru_cache(maxsize=32)
def pac_book(settings: Settings) -> Book:
    """The book of a plan, for a firm's settings."""
    tables = tuple(_tables(settings))
    return Book(
        KEY,
        settings.title,
        tables,
        tuple(_sheets(settings, {table.key for table in tables})),
        _lists(settings),
        LIST_SHEET,
        accent=settings.accent,
        settings=settings,
    )


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

    `period` is `2026`, `2026-S1`, `2026-T3` or `2026-07` (the current semester if left out); raises SettingsError for
    anything else. `today` is the day its statuses are computed for (the day it is, if left out).
    """
    day = today or dt.date.today()
    stretch = parse_period(period or current_semester(day))
    company = company or settings.company
    team = team or next((p.team for p in settings.people if p.name == person), "")
    owner = "\n".join((settings.dumps(), company, person, team, stretch.label, VERSION))
    identity = Identity(
        KEY, VERSION, company, person, team, stretch.label, str(uuid.uuid5(uuid.NAMESPACE_URL, f"pacxl:{owner}"))
    )
    return make_contents(pac_book(settings), blank_frames(settings, stretch), identity, day)


def blank_frames(settings: Settings, period: Period) -> dict[str, Mapping[str, Any]]:
    """The rows that a blank plan comes with, table by table."""
    steps = [(family.sheet, step) for family in settings.families for step in family.steps]
    months = [(indicator, month) for indicator in settings.indicators for month in period.months]
    frames: dict[str, Mapping[str, Any]] = {
        "actions": {"famille": [family for family, _ in steps], "etape": [step for _, step in steps]},
        "indicateurs": {
            "indicateur": [indicator.name for indicator, _ in months],
            "mois": [month for _, month in months],
            "unite": [indicator.unit for indicator, _ in months],
            "sens": [indicator.sense for indicator, _ in months],
        },
        "synthese": {"famille": [family.sheet for family in settings.families]},
        "etapes_carnet": {
            "etape": [stage.name for stage in settings.stages],
            "probabilite": [stage.probability for stage in settings.stages],
        },
    }
    if ace_table(settings, "") is not None:
        frames["carre_as"] = {"mois": list(period.months)}
    return frames


def _lists(settings: Settings) -> tuple[Choices, ...]:
    return (
        Choices("segments", "Segments", settings.segments),
        Choices("personnes", "Personnes", tuple(person.name for person in settings.people)),
        Choices("unites", "Unités", settings.units),
        *actions.CHOICES,
        *carnet.choices(settings),
    )


def _tables(settings: Settings) -> list[Table]:
    parts = tuple(Part(part_name(family), family.sheet, family.sheet) for family in settings.families)
    own = of_actions.famille == row.famille
    family = Column("famille", "Famille", TEXT, given=True, bound=True, width=30)
    tables = [
        Table("actions", "Actions", action_columns(own), parts, part_key="famille", spare=SPARE_ACTIONS),
        Table("carnet", "Carnet commercial", carnet.carnet_columns(), (Part("Carnet", "Carnet"),), spare=SPARE_DEALS),
        Table("indicateurs", "Indicateurs", indicator_columns(), (Part("Indicateurs", "Indicateurs"),)),
        Table(
            "synthese",
            "Synthèse par famille",
            (family, *rollup_columns("synthese", own)),
            (Part("Synthese", "Synthèse"),),
        ),
        carnet.stages_table(LIST_SHEET),
    ]
    ace = ace_table(settings, "Carré d’as")
    return [*tables, ace] if ace is not None else tables


# --- sheets -----------------------------------------------------------------------------------------------


def _sheets(settings: Settings, tables: set[str]) -> list[Sheet]:
    sheets = [_welcome(settings, tables), _summary()]
    sheets += [
        Sheet(family.sheet, family.title, family.purpose, (Grid(part_name(family)),)) for family in settings.families
    ]
    sheets.append(
        Sheet(
            "Carnet",
            "Carnet commercial",
            "Toutes vos affaires : ce qu’elles valent, et ce qu’elles pèsent une fois leur probabilité comptée.",
            (Figures(carnet.carnet_figures()), Grid("Carnet")),
            tone="follow",
        )
    )
    sheets.append(
        Sheet(
            "Indicateurs",
            "Indicateurs mensuels",
            "Chaque mois, notez l’objectif et le réalisé ; les cumuls et le verdict se calculent.",
            (Grid("Indicateurs"),),
            tone="follow",
        )
    )
    if "carre_as" in tables:
        sheets.append(
            Sheet(
                "Carré d’as",
                "Le carré d’as",
                "L’essentiel d’une activité commerciale, tiré de vos indicateurs : rien à saisir ici.",
                (Grid("Carre_as"),),
                tone="follow",
            )
        )
    sheets.append(
        Sheet(
            LIST_SHEET,
            "Listes",
            "Les choix des listes déroulantes, et la probabilité que chaque étape du carnet donne par défaut.",
            (Grid(carnet.STAGES_PART),),
            tone="list",
            across=True,
        )
    )
    return sheets


def _welcome(settings: Settings, tables: set[str]) -> Sheet:
    first = settings.families[0].sheet
    steps = (
        ("Commencez par une famille d’actions : une feuille chacune, les étapes y sont déjà proposées.", first),
        ("Remplissez les colonnes blanches ; ajoutez vos propres lignes à la suite.", ""),
        ("Les colonnes grisées à droite se calculent seules : n’y tapez rien.", ""),
        ("Une étape ne vous concerne pas ? Colonne Décision : « non retenue ».", ""),
        ("Vide veut dire « je ne sais pas encore » : n’écrivez 0 que si c’est vraiment zéro.", ""),
        ("Notez vos affaires dans le carnet : montant, étape, et votre probabilité si vous en avez une.", "Carnet"),
        ("Chaque mois, complétez l’objectif et le réalisé de vos indicateurs.", "Indicateurs"),
        ("Suivez l’ensemble sur la synthèse : budgets, écarts, retards.", "Synthèse"),
        ("Vos colonnes, lignes et feuilles à vous sont les bienvenues : elles seront gardées.", ""),
        ("Enregistrez au format .xlsx et renvoyez ce classeur : rien d’autre à faire.", ""),
    )
    blocks: tuple[Block, ...] = (
        Card(),
        Figures((TodayFigure("aujourdhui", "Date du jour", DATE),)),
        Text(steps, style="steps"),
        Text(
            (
                (
                    "Écart = réel − prévu. Le verdict dépend du sens : un coût plus haut que prévu est défavorable.",
                    "",
                ),
                ("Les écarts entre pourcentages sont en points.", ""),
            ),
            style="note",
        ),
        Text(tuple((family.title, family.sheet) for family in settings.families), style="links"),
    )
    return Sheet(
        "Mode d’emploi", settings.title, "Dix minutes pour comprendre, une heure pour remplir.", blocks, tone="guide"
    )


def _summary() -> Sheet:
    late = count(of_actions, of_actions.statut == actions.LATE)
    return Sheet(
        "Synthèse",
        "Synthèse",
        "L’ensemble du plan en un coup d’œil ; tout se calcule à partir des autres feuilles.",
        (
            Figures(
                (
                    Figure("budget", "Budget", MONEY, euros(sum_(of_actions.budget))),
                    Figure("depense", "Dépensé", MONEY, euros(sum_(of_actions.depense))),
                    Figure("ecart_budget", "Écart de budget", GAP_MONEY, euros(sum_(of_actions.ecart_budget))),
                    Figure("en_retard", "Actions en retard", WHOLE, late),
                    Figure(
                        "synthese_probabilise", "Total probabilisé du carnet", MONEY, euros(sum_(of_carnet.pondere))
                    ),
                )
            ),
            Grid("Synthese"),
            Text(
                (
                    (
                        "L’écart compare la dépense au budget des seules actions dont la dépense est connue "
                        "(budget comparé) : une dépense à venir n’est pas une économie.",
                        "",
                    ),
                ),
                style="note",
            ),
            Chart(
                "Budget et dépenses par famille",
                "Synthese",
                "famille",
                (Series("budget", "Budget"), Series("depense", "Dépensé")),
                shape="bar",
                rows=24,
                number_format="#,##0\\ €",
            ),
        ),
        tone="guide",
    )
