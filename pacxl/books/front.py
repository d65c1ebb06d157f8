"""The sheets that one opens first: the cover with its contents, the directions for use, the dashboard."""

from __future__ import annotations

from collections.abc import Sequence

from pacxl.definition.expr import Of, count, sum_
from pacxl.definition.kind import DATE, GAP_MONEY, MONEY, WHOLE
from pacxl.definition.sheet import Beside, Card, Chart, Cover, Figure, Figures, Grid, Series, Sheet, Text, TodayFigure
from pacxl.plan.tables import actions
from pacxl.plan.tables.results import euros
from pacxl.plan.tables.section import GROUPS, GUIDE
from pacxl.settings.model import Settings

HOME, WELCOME = "Accueil", "Mode d’emploi"
of_actions, of_carnet = Of("actions"), Of("carnet")


def cover(settings: Settings, sheets: Sequence[Sheet]) -> Sheet:
    """The first page: whose plan it is, and a link to each of its sheets."""
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


def welcome(settings: Settings) -> Sheet:
    """The directions for use, in ten lines."""
    first = settings.drawn[0].sheet
    steps = (
        ("Commencez par une famille d’actions : une feuille chacune, les étapes y sont déjà proposées.", first),
        ("Remplissez les colonnes blanches ; ajoutez vos propres lignes à la suite.", ""),
        ("Les colonnes grisées, en italique, se calculent seules : n’y tapez rien.", ""),
        ("La vue simple montre l’essentiel ; le bouton 2, en haut à gauche, déplie toutes les colonnes.", ""),
        ("Une étape ne vous concerne pas ? Colonne Décision : « non retenue ».", ""),
        ("Vide veut dire « je ne sais pas encore » : n’écrivez 0 que si c’est vraiment zéro.", ""),
        ("Notez vos affaires dans le carnet : montant, étape, et votre probabilité si vous en avez une.", "Carnet"),
        ("Chaque mois, complétez l’objectif et le réalisé de vos indicateurs.", "Indicateurs"),
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


def summary(settings: Settings) -> Sheet:
    """The dashboard of one plan."""
    money = "#,##0\\ €"
    notes = [
        (
            "L’écart compare la dépense au budget des seules actions dont la dépense est connue "
            "(budget comparé) : une dépense à venir n’est pas une économie.",
            "",
        ),
        *((line, "") for line in dropped(settings)),
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


def dropped(settings: Settings) -> list[str]:
    """The families that the firm did not retain, each with its reason."""
    return [
        f"Famille non retenue : {family.title}{f' ({family.reason})' if family.reason else ''}."
        for family in settings.families
        if not family.retained
    ]


def _figures() -> tuple[Figure, ...]:
    late = count(of_actions, of_actions.statut == actions.LATE)
    done = count(of_actions, of_actions.statut == actions.DONE)
    return (
        Figure("budget", "Budget", MONEY, euros(sum_(of_actions.budget))),
        Figure("depense", "Dépensé", MONEY, euros(sum_(of_actions.depense))),
        Figure("ecart_budget", "Écart de budget", GAP_MONEY, euros(sum_(of_actions.ecart_budget))),
        Figure("terminees", "Actions terminées", WHOLE, done),
        Figure("en_retard", "Actions en retard", WHOLE, late),
        Figure("synthese_probabilise", "Total probabilisé du carnet", MONEY, euros(sum_(of_carnet.pondere))),
    )
