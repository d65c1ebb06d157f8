"""The sheets that one opens first: the cover with its contents, the directions for use, the dashboard."""

from __future__ import annotations

from collections.abc import Sequence

from pacxl.definition.expr import Of, count
from pacxl.definition.kind import DATE, MONEY, WHOLE
from pacxl.definition.sheet import Beside, Card, Chart, Cover, Figure, Figures, Grid, Series, Sheet, Text, TodayFigure
from pacxl.plan.tables import carnet
from pacxl.plan.tables.action_status import IS_DONE, LATE
from pacxl.plan.tables.money import CLOSING, PRUDENT, MoneySums, money_found_figures
from pacxl.plan.tables.section import GROUPS, GUIDE
from pacxl.settings.model import Settings

HOME, WELCOME = "Accueil", "Mode d’emploi"
of_actions = Of("actions")


def cover(settings: Settings, sheets: Sequence[Sheet]) -> Sheet:
    """At the front of a plan, its first page: whose it is, and a link to each of its sheets."""
    lists = [
        Text(((group, ""), *((sheet.name, sheet.name) for sheet in sheets if sheet.group == group)), style="contents")
        for group in GROUPS
        if any(sheet.group == group for sheet in sheets)
    ]
    return Sheet(
        HOME,
        settings.title,
        "Le sommaire du plan : chaque ligne mène à sa feuille.",
        (Cover(settings.title, settings.logo), Beside(tuple(lists))),
        tone="guide",
    )


def front_welcome(settings: Settings) -> Sheet:
    """At the front of a plan, the directions for use, in ten lines."""
    first = settings.drawn[0].sheet
    steps = (
        ("Commencez par une famille d’actions : une feuille chacune, les étapes y sont déjà proposées.", first),
        ("Remplissez les colonnes blanches ; ajoutez vos propres lignes à la suite.", ""),
        ("Les colonnes grisées, en italique, se calculent seules : n’y saisissez rien.", ""),
        ("La vue simple montre l’essentiel ; le bouton 2, en haut à gauche, déplie toutes les colonnes.", ""),
        ("Une étape ne vous concerne pas ? Colonne Décision : « non retenue ».", ""),
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
            (Series("budget", "Budget"), Series("depense", "Dépensé")),
            rows=20,
            number_format=money,
            columns=10,
        ),
        Chart(
            "Affaires ouvertes par étape",
            "Entonnoir",
            "etape",
            (Series("montant", "Montant"), Series("pondere", "Pondéré")),
            rows=20,
            number_format=money,
            columns=8,
        ),
    )
    return Sheet(
        "Synthèse",
        "Synthèse",
        "L’ensemble du plan en un coup d’œil ; tout se calcule à partir des autres feuilles.",
        (Figures(_figures()), Beside(charts), Grid("Synthese"), Text(tuple(notes))),
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
