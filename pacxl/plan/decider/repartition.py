"""How the objectives are spread: over their types (the balance), and by person, product, client."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pacxl.definition.expr import Col, Expr, Of, OfCol, Row, blank, count, if_, is_blank, sum_
from pacxl.definition.kind import CHOICE, COUNT, PERCENT, TEXT
from pacxl.definition.sheet import Beside, Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.plan.tables.results import FAVOURABLE
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

row, objectives = Row(), Of("objectifs")

SHEET, OBJECTIVES_SHEET = "Objectifs répartis", "Objectifs SMART"
BALANCE_PART = "Equilibre"
NONE, PRESENT, DOMINANT = "aucun objectif", "présent", "dominant"
DOMINANCE = 0.5  # above it a type outweighs all the others together

EVERY = count(objectives, ~is_blank(objectives.statut))  # a row in which anything is written is an objective
_REACHED = objectives.verdict == FAVOURABLE


def section(settings: Settings) -> Section:
    """Répartition: the balance, on the objectives' own sheet; the rest on a sheet of its own, if the firm has any
    such list."""
    axes = tuple(_axes(settings))
    return Section(
        (_balance(), *map(_shared, axes)),
        (_sheet(axes),) if axes else (),
        own=(_names,),
    )


def _names(settings: Settings) -> Section:
    """The names of each axis."""
    return Section(rows={axis.table: {axis.column: axis.names} for axis in _axes(settings)})


def _balance() -> Table:
    """The objectives of each type."""
    mine = objectives.type == row.type
    return Table(
        "equilibre",
        "Équilibre des objectifs",
        (
            Column("type", "Type d’objectif", TEXT, given=True, width=26),
            _counted("equilibre", "nombre", "Objectifs", mine, "Ceux de ce type, dans le tableau du dessous."),
            Column(
                "part",
                "Part",
                PERCENT,
                row.nombre / sum_(Of("equilibre").nombre),
                help="Leur part de tous les objectifs qui ont un type.",
                bar=True,
            ),
            _counted("equilibre", "atteints", "Atteints", mine & _REACHED, "Ceux dont le verdict est favorable."),
            Column(
                "equilibre",
                "Équilibre",
                CHOICE,
                if_(row.part > DOMINANCE, DOMINANT, if_(row.part > 0, PRESENT, if_(row.part == 0, NONE, blank))),
                help="Dominant : plus de la moitié des objectifs. Vide tant qu’aucun objectif n’a de type.",
                marks=(Mark("good", PRESENT), Mark("wait", DOMINANT), Mark("muted", NONE)),
            ),
        ),
        (Part(BALANCE_PART, OBJECTIVES_SHEET),),
    )


def _counted(table: str, key: str, header: str, where: Expr, help_: str) -> Column:
    """A column that counts objectives, with its total."""
    return Column(key, header, COUNT, count(objectives, where), help=help_, total=sum_(OfCol(table, key)))


@dataclass(frozen=True)
class Axis:
    """What the objectives are shared out by: one of their columns, and the names that it may hold."""

    table: str
    column: str
    header: str
    names: tuple[str, ...]

    @property
    def part(self) -> str:
        return self.table.capitalize()

    @property
    def word(self) -> str:
        return self.header[0].lower() + self.header[1:]


def _axes(settings: Settings) -> Iterator[Axis]:
    """By person, by product, by client: those for which the firm has a list."""
    clients = (*settings.segments, *(client.name for client in settings.clients))
    every = (
        Axis("objectifs_commerciaux", "porteur", "Commercial", settings.names),
        Axis("objectifs_produits", "produit", "Produit", settings.products),
        Axis("objectifs_clients", "client", "Client ou segment", _once(clients)),
    )
    yield from (axis for axis in every if axis.names)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each once: Excel compares them without their case."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(name.lower(), name)
    return tuple(known.values())


def _shared(axis: Axis) -> Table:
    """The objectives of each name of an axis; the rate is that of the objectives whose verdict is known."""
    mine: Expr = OfCol("objectifs", axis.column) == Col(axis.column)
    judged = mine & ~is_blank(objectives.verdict)
    here = Of(axis.table)
    return Table(
        axis.table,
        f"Objectifs par {axis.word}",
        (
            Column(axis.column, axis.header, TEXT, given=True, width=24),
            _counted(axis.table, "nombre", "Objectifs", mine, "Tous ceux de la ligne."),
            _counted(axis.table, "juges", "Avec verdict", judged, "On en connaît la cible, le résultat et le sens."),
            _counted(axis.table, "atteints", "Atteints", mine & _REACHED, "Ceux dont le verdict est favorable."),
            Column(
                "taux",
                "Taux",
                PERCENT,
                row.atteints / row.juges,
                help="Atteints ÷ avec verdict : un objectif sans résultat n’est pas un échec.",
                total=sum_(here.atteints) / sum_(here.juges),
                bar=True,
            ),
        ),
        (Part(axis.part, SHEET),),
    )


def _sheet(every: Sequence[Axis]) -> Sheet:
    """The sheet on which the objectives are shared out, those that a table leaves out counted above."""
    left_out = (
        Figure(f"{axis.table}_sans", f"Sans {axis.word}", COUNT, EVERY - sum_(Of(axis.table).nombre))
        for axis in every
    )
    line = "« Sans » : les objectifs dont la case est vide, ou porte un nom qui n’est pas dans le tableau du dessous."
    return Sheet(
        SHEET,
        "Objectifs répartis",
        "Qui porte quoi, pour quel produit et quels clients : tout vient de vos objectifs, rien à saisir ici.",
        (
            Figures((Figure("objectifs_repartis", "Objectifs", COUNT, EVERY), *left_out)),
            sheet_note(line),
            Beside(tuple(Grid(axis.part, title=f"Par {axis.word}") for axis in every)),
        ),
        tone="follow",
    )
