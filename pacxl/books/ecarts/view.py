"""Whose figures the first page shows: everybody's, one team's or one person's, as its drop-down says."""

from __future__ import annotations

from collections.abc import Iterable

from pacxl.definition.expr import Expr, Of, Row, if_, is_blank, sum_
from pacxl.definition.kind import CHOICE, TEXT, WHOLE
from pacxl.definition.sheet import Selector
from pacxl.definition.table import Column, Part, Table
from pacxl.plan.tables.rollup import rollup_person

EVERYBODY = "Toute l’équipe"
VIEWS = "vues"
VIEW = Selector("vue", "Voir", CHOICE, "Vue", EVERYBODY, Of(VIEWS).vue)
SEES_ALL = is_blank(VIEW.value) | (VIEW.value == EVERYBODY)

row, people = Row(), Of("par_commercial")
# How the drop-down calls a row's person, and their team.
LABELS = (
    Column("vue_personne", "Vue de la personne", TEXT, given=True, detail=True, width=18),
    Column("vue_equipe", "Vue de l’équipe", TEXT, given=True, detail=True, width=18),
)


def _seen(figure: Expr) -> Column:
    return Column("vu", "Dans la vue", WHOLE, figure, detail=True, width=9, help="1 si la synthèse le montre.")


SEEN = _seen(if_(SEES_ALL | (VIEW.value == row.vue_personne) | (VIEW.value == row.vue_equipe), 1, 0))
SEEN_AS_ITS_PERSON = _seen(if_(SEES_ALL, 1, sum_(people.vu, rollup_person(people))))


def views_table(sheet: str) -> Table:
    """The table of what the drop-down offers, one choice a row, and what each shows."""
    columns = (
        Column("vue", "Vue", TEXT, given=True, width=19),
        Column("montre", "Ce qu’elle montre", TEXT, given=True, width=18),
    )
    return Table(VIEWS, "Vues", columns, (Part("Vues", sheet),))


def view_of_team(team: str) -> str:
    """How the drop-down calls a team, "" for none."""
    return f"Équipe {team}" if team else ""


def views_of_people(people: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """How the drop-down calls people (name, team): by their name, with their team where two have it."""
    every = list(dict.fromkeys(people))
    names = [name.casefold() for name, _ in every]
    return {
        (name, team): f"{name} ({team or 'sans équipe'})" if names.count(name.casefold()) > 1 else name
        for name, team in every
    }


def views_offered(people: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """What the drop-down offers: everybody, the teams, the people; each with whose figures it shows (a person, a
    team; "" for none)."""
    every = list(dict.fromkeys(people))
    offered = {EVERYBODY: ("", "")}
    offered |= {view_of_team(team): ("", team) for team in sorted({team for _, team in every if team})}
    for view, person in sorted((view, person) for person, view in views_of_people(every).items() if view):
        offered.setdefault(view, person)
    return [(view, *whose) for view, whose in offered.items()]


def view_rows(people: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The rows of what the drop-down offers, and of what each choice shows."""
    views = views_offered(people)
    shown = ["une personne" if person else "une équipe" if team else "tout le monde" for _, person, team in views]
    return {"vue": [view for view, *_ in views], "montre": shown}
