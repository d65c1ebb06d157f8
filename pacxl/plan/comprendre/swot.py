"""SWOT: strengths and weaknesses, opportunities and threats, four Excel Tables of one table, two by two."""

from __future__ import annotations

from pacxl.definition.expr import Expr, Of, blank, count, if_, is_blank, sum_
from pacxl.definition.kind import LONG, WHOLE
from pacxl.definition.sheet import Beside, Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.columns import score_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

SHEET = "SWOT"
STRENGTHS, WEAKNESSES, OPPORTUNITIES, THREATS = "forces", "faiblesses", "opportunités", "menaces"
items = Of("swot")


def section(settings: Settings) -> Section:
    """SWOT: strengths, weaknesses, opportunities, threats."""
    parts = (
        Part("Swot_forces", SHEET, STRENGTHS),
        Part("Swot_faiblesses", SHEET, WEAKNESSES),
        Part("Swot_opportunites", SHEET, OPPORTUNITIES),
        Part("Swot_menaces", SHEET, THREATS),
    )
    return Section((Table("swot", "SWOT", _columns(), parts, part_key="quadrant", spare=7),), (_sheet(),))


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "element",
            "Élément",
            LONG,
            width=38,
            help="Un seul fait par ligne, en peu de mots.",
            synonyms=("éléments", "force", "faiblesse", "opportunité", "menace", "description"),
        ),
        score_column("importance", "Importance", ("à savoir", "pèse sur tout le plan"), "note", "poids", width=15),
        Column(
            "preuve",
            "Preuve ou source",
            LONG,
            width=32,
            help="Ce qui le montre : un chiffre, une enquête, un exemple.",
            synonyms=("preuve", "source", "preuves"),
        ),
    )


def _sheet() -> Sheet:
    return Sheet(
        SHEET,
        "Forces, faiblesses, opportunités, menaces",
        "Le diagnostic en une page : ce qui tient à nous en haut, ce qui vient du dehors en bas.",
        (
            Figures(
                (
                    _counted("swot_forces", "Forces", STRENGTHS),
                    _counted("swot_faiblesses", "Faiblesses", WEAKNESSES),
                    _balance("swot_interne", "Poids interne : forces − faiblesses", STRENGTHS, WEAKNESSES),
                )
            ),
            Figures(
                (
                    _counted("swot_opportunites", "Opportunités", OPPORTUNITIES),
                    _counted("swot_menaces", "Menaces", THREATS),
                    _balance("swot_externe", "Poids externe : opportunités − menaces", OPPORTUNITIES, THREATS),
                )
            ),
            sheet_note("Un poids est la somme des importances ; un élément sans importance ne pèse rien."),
            Beside((Grid("Swot_forces", "Forces"), Grid("Swot_faiblesses", "Faiblesses"))),
            Beside((Grid("Swot_opportunites", "Opportunités"), Grid("Swot_menaces", "Menaces"))),
        ),
    )


def _counted(key: str, label: str, quadrant: str) -> Figure:
    return Figure(key, label, WHOLE, count(items, (items.quadrant == quadrant) & ~is_blank(items.element)))


def _balance(key: str, label: str, good: str, bad: str) -> Figure:
    """What two quadrants weigh against each other; blank as long as nothing is weighed."""

    def weighed(quadrant: str) -> Expr:
        return count(items, (items.quadrant == quadrant) & ~is_blank(items.importance))

    def weight(quadrant: str) -> Expr:
        return sum_(items.importance, items.quadrant == quadrant)

    return Figure(key, label, WHOLE, if_(weighed(good) + weighed(bad) > 0, weight(good) - weight(bad), blank))
