"""The columns that many tables have: a table says only what its own has of different."""

from __future__ import annotations

from typing import TypedDict, Unpack

from pacxl.definition.expr import Call, Expr, OfCol, Row, coalesce, max_, sum_, today
from pacxl.definition.kind import CHOICE, DATE, DAYS, DAYS_LEFT, LONG, MONEY, NUMBER, PERCENT, SCORE
from pacxl.definition.table import Column, Mark
from pacxl.plan.tables.money import euros

AIMING = "ciblage"  # the section of settings that asks for the channel of actions and of deals, and for the persona

row = Row()


class Looks(TypedDict, total=False):
    """How a table shows the column, when it is not as elsewhere."""

    width: int | None
    detail: bool


class Own(Looks, total=False):
    """The same, and what else people call it."""

    synonyms: tuple[str, ...]


# --- chosen from a list -----------------------------------------------------------------------------------


def person_column(help_: str, key: str = "responsable", header: str = "Responsable", **own: Unpack[Own]) -> Column:
    """A column for somebody of the team, or anybody else."""
    as_usual: Own = {"synonyms": ("qui", "qui ?", "pilote", "owner"), **own}
    return Column(key, header, CHOICE, help=help_, choices="personnes", open_list=True, **as_usual)


def segment_column(help_: str, key: str = "segment", header: str = "Segment", **own: Unpack[Own]) -> Column:
    """A column for a type of clients, among the firm's."""
    as_usual: Own = {"width": 17, **own}
    return Column(key, header, CHOICE, help=help_, choices="segments", open_list=True, **as_usual)


def channel_column(help_: str, key: str = "canal", header: str = "Canal", **own: Unpack[Own]) -> Column:
    """A column for a channel, among the firm's."""
    as_usual: Own = {"synonyms": ("canaux",), **own}
    return Column(key, header, CHOICE, help=help_, choices="canaux", open_list=True, **as_usual)


def family_column(help_: str, header: str = "Famille", **own: Unpack[Own]) -> Column:
    """A column for a family of actions, of those of the plan only."""
    as_usual: Own = {"width": 22, **own}
    return Column("famille", header, CHOICE, help=help_, choices="familles", **as_usual)


def unit_column(help_: str, **looks: Unpack[Looks]) -> Column:
    """A column for the unit of the row's measures."""
    as_usual: Looks = {"width": 13, **looks}
    return Column(
        "unite", "Unité", CHOICE, help=help_, choices="unites", open_list=True, synonyms=("unit",), **as_usual
    )


def sense_column(help_: str, **looks: Unpack[Looks]) -> Column:
    """A column for the sense: whether higher is better, or lower."""
    as_usual: Looks = {"width": 12, **looks}
    return Column("sens", "Sens", CHOICE, help=help_, choices="sens", synonyms=("direction",), **as_usual)


# --- written ----------------------------------------------------------------------------------------------


def prose_column(key: str, header: str, help_: str, *synonyms: str, **looks: Unpack[Looks]) -> Column:
    """A column of free text."""
    as_usual: Looks = {"width": 30, **looks}
    return Column(key, header, LONG, help=help_, synonyms=synonyms, **as_usual)


def comment_column(help_: str, **own: Unpack[Own]) -> Column:
    """A column of comments."""
    as_usual: Own = {"synonyms": ("commentaires", "observations", "remarques", "comments", "notes"), **own}
    return Column("commentaire", "Commentaire", LONG, help=help_, **as_usual)


def measure_column(key: str, header: str, help_: str, *synonyms: str, **looks: Unpack[Looks]) -> Column:
    """A column of numbers, each in its row's own unit."""
    return Column(key, header, NUMBER, help=help_, unit_key="unite", synonyms=synonyms, **looks)


def score_column(key: str, header: str, extremes: tuple[str, str], *synonyms: str, **looks: Unpack[Looks]) -> Column:
    """A column of marks from 1 to 5, whose two extremes are told in words."""
    least, most = extremes
    return Column(key, header, SCORE, help=f"De 1 ({least}) à 5 ({most}).", synonyms=synonyms, **looks)


def deadline_column(help_: str, *synonyms: str, header: str = "Échéance", **looks: Unpack[Looks]) -> Column:
    """A column of dates by which something is due."""
    called = ("pour quand", "date limite", "due date", "deadline", *synonyms)
    return Column("echeance", header, DATE, help=help_, synonyms=called, edge="last", **looks)


# --- typed or computed, with a total ----------------------------------------------------------------------


def amount_column(column: OfCol, header: str, help_: str, formula: Expr | None = None, **own: Unpack[Own]) -> Column:
    """A column of euros, whose sum stands above its header."""
    return Column(column.key, header, MONEY, formula, help=help_, total=euros(sum_(column)), **own)


# --- computed ---------------------------------------------------------------------------------------------


def share_column(
    column: OfCol, help_: str, key: str = "part", header: str = "Part", **looks: Unpack[Looks]
) -> Column:
    """A column of shares, drawn as bars: what the row weighs in the sum of another column of its table."""
    return Column(key, header, PERCENT, getattr(row, column.key) / sum_(column), help=help_, bar=True, **looks)


def delay_column(days: Expr, help_: str, **looks: Unpack[Looks]) -> Column:
    """A column of delays: how many days late."""
    return Column("retard", "Retard", DAYS, days, help=help_, marks=(Mark("bad", above=0),), **looks)


def overdue_for_column(due: Expr) -> Call:
    """For a column of delays: the days since a date that has passed."""
    return max_(0, today - due)


def days_late_for_column(done: Expr, due: Expr) -> Call:
    """For a column of delays: from the day it was due to the day it was done or, as long as it is not, to today."""
    return coalesce(done - due, overdue_for_column(due))


def days_left_column(days: Expr, help_: str) -> Column:
    """A column of the days before the deadline: a detail of a row that shows the deadline itself."""
    return Column("jours_restants", "Jours restants", DAYS_LEFT, days, help=help_, detail=True)
