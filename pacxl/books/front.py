"""The sheets that one opens first: the cover with its contents, the directions for use, the dashboard."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from pacxl.definition.expr import Of, count
from pacxl.definition.kind import DATE, MONEY, WHOLE
from pacxl.definition.sheet import (
    Beside,
    Card,
    Chart,
    Cover,
    Figure,
    Figures,
    Grid,
    Series,
    Sheet,
    Text,
    TodayFigure,
    Tone,
    sheet_note,
)
from pacxl.definition.table import Table
from pacxl.plan import progress
from pacxl.plan.every_plan import actions_sheet_of_every_plan
from pacxl.plan.tables import carnet
from pacxl.plan.tables.action_status import IS_DONE, LATE
from pacxl.plan.tables.money import CLOSING, PRUDENT, MoneySums, money_found_figures
from pacxl.plan.tables.section import GUIDE
from pacxl.settings.model import Settings
from pacxl.settings.workbooks import DIRECTION, ESSENTIAL

HOME, WELCOME, SUMMARY = "Accueil", "Mode d’emploi", "Synthèse"
of_actions = Of("actions")


def front_cover(settings: Settings, sheets: Sequence[Sheet], tables: Sequence[Table]) -> Sheet:
    """At the front of a plan, its first page: whose it is, how far it is, and a link to each of its sheets: to those
    that hold the essential, to those that only compute, to the others."""
    told = any(table.key == progress.KEY for table in tables)
    over = (progress.progress_period_sentence(settings.stretch),) if told and settings.stretch else ()
    lists = tuple(_links(*group) for group in _groups(sheets, tables, told=told) if group[2])
    return Sheet(
        HOME,
        settings.title,
        "Ce qui est fait, ce qui reste, et le sommaire : chaque ligne mène à sa feuille.",
        (
            Cover(settings.title, settings.logo),
            *((progress.progress_sentence(settings),) if told else ()),
            *over,
            Beside((Grid(progress.PART), *lists) if told else lists),
            sheet_note(
                "Les cases teintées sont à remplir, les autres se calculent. "
                "Ajoutez vos lignes sous les nôtres : tout est lu."
            ),
        ),
        tone="guide",
    )


def in_front_groups(sheets: Sequence[Sheet], tables: Sequence[Table]) -> tuple[Sheet, ...]:
    """The sheets of a plan, their tabs in the colours that the first page has for what one does there."""
    told = any(table.key == progress.KEY for table in tables)
    essential = _essential(tables) if told else set()
    tones = {sheet.name: tone for _, tone, group in _groups(sheets, tables, told=told) for sheet in group}
    tones |= dict.fromkeys(essential, "plan")
    return tuple(
        sheet if sheet.name == WELCOME or sheet.tone == "list" else dataclasses.replace(sheet, tone=tones[sheet.name])
        for sheet in sheets
    )


def _essential(tables: Sequence[Table]) -> set[str]:
    """The sheets that hold the essential."""
    return {part.sheet for table in tables if table.key in progress.ESSENTIAL for part in table.parts}


def _groups(
    sheets: Sequence[Sheet], tables: Sequence[Table], *, told: bool
) -> Iterator[tuple[str, Tone, Sequence[Sheet]]]:
    """The sheets of a plan but those that the lines of its progress lead to, if it is `told`: each group's heading,
    the colour of its tabs, and its sheets."""
    essential = _essential(tables) if told else set()
    lines = progress.progress_lines(tables) if told else []
    typed = {part.sheet for table in tables if any(column.typed for column in table.columns) for part in table.parts}
    front = {part.sheet for table in tables if table.key == "synthese" for part in table.parts}
    others = [sheet for sheet in sheets if sheet.name not in essential]
    guides = [sheet for sheet in others if sheet.group == GUIDE and sheet.name not in front]
    guides += [sheet for sheet in others if sheet.tone == "list"]
    more = [sheet for sheet in others if sheet.name in typed and sheet not in guides]
    first = more[: max(_FEW, -(-(len(more) + len(guides)) // 2))]
    shared = [sheet for sheet in sheets if sheet.name in essential and sheet.name not in lines]
    shown = [sheet for sheet in others if sheet.name not in typed and sheet not in guides]
    yield "À remplir", "plan", shared
    yield "À consulter (calculé, rien à saisir)", "follow", shown
    yield *(("Si vous avez le temps", "more") if told else ("À remplir", "plan")), first
    yield "Et aussi", "more" if told else "plan", [*more[len(first) :], *guides]


_FEW = 6  # sheets that one list holds at least


def _links(heading: str, tone: Tone, sheets: Sequence[Sheet]) -> Text:
    return Text(((heading, ""), *((sheet.name, sheet.name) for sheet in sheets)), style="contents", tone=tone)


def front_welcome(settings: Settings) -> Sheet:
    """At the front of a plan, the directions for use, in ten lines."""
    first = actions_sheet_of_every_plan(settings.drawn[0], settings)
    set_aside = "Une étape ne vous concerne pas ? Colonne Décision : « non retenue »."
    steps = (
        ("Commencez par une famille d’actions : une feuille chacune, les étapes y sont déjà proposées.", first),
        ("Remplissez les cases teintées ; ajoutez vos propres lignes à la suite.", ""),
        ("Les cases blanches se calculent seules : n’y saisissez rien.", ""),
        ("La vue simple montre l’essentiel ; le bouton 2, en haut à gauche, déplie toutes les colonnes.", ""),
        *(() if settings.workbook == DIRECTION else ((set_aside, ""),)),
        ("Vide veut dire « je ne sais pas encore » : ne saisissez 0 que si c’est vraiment zéro.", ""),
        (
            "Saisissez vos affaires dans le carnet : montant, étape, et probabilité si vous en avez une.",
            "Carnet",
        ),
        ("Chaque mois, saisissez l’objectif et le réalisé de vos indicateurs.", "Indicateurs"),
        ("Vos colonnes, lignes et feuilles à vous sont les bienvenues : elles seront gardées.", ""),
        ("Enregistrez au format .xlsx et renvoyez ce classeur : rien d’autre à faire.", ""),
    )
    rules = (
        ("Écart = réel − prévu. Le verdict dépend du sens : un coût plus haut que prévu est défavorable.", ""),
        ("Les écarts entre pourcentages sont en points.", ""),
        ("✓ favorable ou terminé · ✗ défavorable ou en retard · ● en cours · ▲ au-dessus du prévu.", ""),
    )
    return Sheet(
        WELCOME,
        "Mode d’emploi",
        "Dix minutes pour comprendre, une heure pour remplir.",
        (
            Card(),
            Figures((TodayFigure("aujourdhui", "Date du jour", DATE),)),
            Text(steps, style="steps"),
            Text(rules, style="note"),
        ),
        tone="guide",
        group=GUIDE,
    )


def front_summary(settings: Settings) -> Sheet:
    """At the front of a plan, its dashboard."""
    money = "#,##0\\ €"
    notes = [
        (
            "L’écart constaté est acquis : dépassements, dépenses hors budget, économies des actions terminées. "
            "Une dépense à venir n’est pas une économie, un budget abandonné non plus (budget libéré).",
            "",
        ),
        (
            f"{PRUDENT} {CLOSING}",
            "",
        ),
        *((line, "") for line in _dropped_families(settings)),
    ]
    charts = (
        Chart(
            "Budget et dépenses par famille",
            "Synthese",
            "famille",
            (Series("budget", "Budget", target=True), Series("depense", "Dépensé")),
            rows=18,
            number_format=money,
            columns=10,
            empty="saisissez des budgets ou des dépenses dans vos actions pour voir ce graphique",
        ),
        Chart(
            "Affaires ouvertes par étape",
            "Entonnoir",
            "etape",
            (Series("montant", "Montant"), Series("pondere", "Pondéré")),
            rows=18,
            number_format=money,
            columns=8,
            empty=carnet.NO_DEAL,
        ),
    )
    return Sheet(
        SUMMARY,
        "Synthèse",
        "L’ensemble du plan en un coup d’œil ; tout se calcule à partir des autres feuilles.",
        (*_bands(settings), Beside(charts), Grid("Synthese"), Text(tuple(notes))),
        tone="guide",
        group=GUIDE,
    )


def _dropped_families(settings: Settings) -> list[str]:
    """For the front sheets: the families that the firm did not retain, each with its reason."""
    return [
        f"Famille non retenue : {family.title}{f' ({family.reason})' if family.reason else ''}."
        for family in settings.families
        if not family.retained
    ]


def _bands(settings: Settings) -> tuple[Figures, ...]:
    """The figures of the plan; in an essential workbook, those of its carnet too."""
    plan, weighted = _figures()[:-1], _figures()[-1]
    if settings.workbook == ESSENTIAL:
        return Figures(plan), Figures(carnet.carnet_figures(settings))
    return (Figures((*plan, weighted)),)


def _figures() -> tuple[Figure, ...]:
    late = count(of_actions, of_actions.statut == LATE)
    money = MoneySums(of_actions)
    return (
        Figure("budget", "Budget", MONEY, money.budget),
        Figure("depense", "Dépensé", MONEY, money.spent),
        *money_found_figures(money),
        Figure("atterrissage", "Atterrissage", MONEY, money.landing),
        Figure("terminees", "Actions terminées", WHOLE, count(of_actions, IS_DONE)),
        Figure("en_retard", "Actions en retard", WHOLE, late),
        Figure("synthese_probabilise", "Total probabilisé du carnet", MONEY, carnet.WEIGHTED),
    )
