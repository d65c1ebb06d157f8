"""The figures of an indicator by its nature: how months and people add up, its écart, its verdict, what is missing.

- flux: months are summed, then people;
- stock: the last month known, then people are summed;
- ratio: Σ numerator ÷ Σ denominator, over the months of people in which both are known;
- moyenne, and what nobody said the nature of: nothing is added.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from pacxl.definition.expr import (
    Expr,
    Of,
    OfCol,
    Row,
    blank,
    coalesce,
    count,
    if_,
    is_blank,
    lift,
    month_start,
    round_,
    sum_,
    today,
)
from pacxl.definition.kind import CHOICE, GAP_NUMBER, NUMBER
from pacxl.definition.table import Column, Mark
from pacxl.french.units import EURO, read_unit
from pacxl.plan.tables.results import FAVOURABLE, HIGHER, LOWER, VERDICT_MARKS, result_gap, result_verdict
from pacxl.settings.model import YES, Indicator, Settings
from pacxl.settings.rules import FLUX, MEAN, NATURES, RATIO, STOCK

row, ind = Row(), Of("indicateurs")

UNSAID = "à préciser"  # of an indicator that a person added: the firm's settings do not know it
KEPT_APART = "non additionnable"
MIXED = "disparate"  # of an indicator whose months do not have the same unit
INCOMPLETE = "incomplet"
INDICATOR_VERDICT_MARKS = (*VERDICT_MARKS, Mark("wait", INCOMPLETE))
# The two sides of a ratio: done, and aimed at.
DONE = (ind.numerateur, ind.denominateur)
AIMED = (ind.numerateur_vise, ind.denominateur_vise)
RULES_IN_WORDS = (
    "Flux : les mois s’additionnent, puis les personnes. Stock : le dernier mois connu de chacun, puis leur somme.",
    "Ratio : la somme des numérateurs ÷ la somme des dénominateurs, sur les mois où les deux sont connus. "
    "Moyenne : rien ne s’additionne.",
    "Un mois passé sans réalisé n’est pas une bonne nouvelle : il est compté, avec son objectif, et le verdict "
    "n’est alors jamais favorable.",
)


@dataclass(frozen=True)
class Natures:
    """The natures that a firm's indicators have."""

    indicators: tuple[Indicator, ...]

    @property
    def ratios(self) -> tuple[Indicator, ...]:
        return tuple(each for each in self.indicators if each.nature == RATIO)

    def named(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The names of the indicators of some keys."""
        names = {each.key: each.name for each in self.indicators}
        return tuple(names[key] for key in keys)

    @property
    def nature(self) -> Expr:
        """The nature of the row's indicator; blank where there is none."""
        said: Expr = if_(is_blank(row.indicateur), blank, UNSAID)
        for nature in reversed(NATURES):
            names = [each.name for each in self.indicators if each.counted_as == nature]
            if names:
                said = if_(reduce(operator.or_, (row.indicateur == name for name in names)), nature, said)
        return said

    def by_nature(self, **of_each: Expr) -> Expr:
        """What a figure of the row is, by its indicator's nature; blank for a nature that is not told."""
        there = {each.counted_as for each in self.indicators} | {UNSAID}
        figure: Expr = blank
        for nature, name in ((UNSAID, "unsaid"), (MEAN, "mean"), (RATIO, "ratio"), (STOCK, "stock"), (FLUX, "flux")):
            if nature in there and name in of_each:
                figure = if_(row.nature == nature, of_each[name], figure)
        return figure

    # --- a month: its figures, or those that its parts make ---

    @property
    def done(self) -> OfCol:
        """The column of what was done."""
        return ind.retenu if self.ratios else ind.realise

    @property
    def aim(self) -> OfCol:
        return ind.vise if self.ratios else ind.objectif

    def column(self, apart: Expr | None = None) -> Column:
        """The nature of the row's indicator: nothing is added where its months are `apart`, in several units."""
        return Column(
            "nature",
            "Nature",
            CHOICE,
            self.nature if apart is None else if_(apart, MIXED, self.nature),
            help="Comment les mois et les personnes s’additionnent : choisie dans les réglages. "
            "Rien ne s’additionne entre des mois qui n’ont pas la même unité.",
            width=13,
            marks=(Mark("wait", UNSAID), Mark("wait", MIXED)),
        )

    def month_columns(self) -> tuple[Column, ...]:
        """What the months of an indicator need to be added up by its nature; the parts of the ratios, if any."""
        return (*(self._parts() if self.ratios else ()), self.last(same_indicator(ind)))

    def last(self, mine: Expr) -> Column:
        """Which month is the last one known, of those for which `mine` holds."""
        later = mine & (ind.mois > row.mois) & ~is_blank(self.done)
        known = ~is_blank(row.retenu if self.ratios else row.realise)
        return Column(
            "dernier",
            "Dernier connu",
            CHOICE,
            if_(known & (count(ind, later) == 0), YES, blank),
            detail=True,
            help="« oui » au dernier mois dont le réalisé est connu.",
        )

    def _parts(self) -> tuple[Column, ...]:
        def part(key: str, header: str, side: str, column: OfCol) -> Column:
            figure: Expr = blank
            for each in self.ratios:
                terms = [figure_of_month(name, column) for name in self.named(getattr(each, side))]
                figure = if_(row.indicateur == each.name, reduce(operator.add, terms), figure)
            return Column(key, header, NUMBER, figure, detail=True, help="D’un ratio ; vide s’il en manque une part.")

        def made(key: str, header: str, parts: tuple[Expr, Expr], typed: Expr, help_: str) -> Column:
            figure = coalesce(parts[0] / parts[1], typed)
            return Column(key, header, NUMBER, figure, unit_key="unite", detail=True, width=13, help=help_)

        return (
            part("numerateur_vise", "Numérateur visé", "numerator", ind.objectif),
            part("denominateur_vise", "Dénominateur visé", "denominator", ind.objectif),
            part("numerateur", "Numérateur", "numerator", ind.realise),
            part("denominateur", "Dénominateur", "denominator", ind.realise),
            made(
                "vise",
                "Objectif retenu",
                (row.numerateur_vise, row.denominateur_vise),
                row.objectif,
                "D’un ratio : celui que font les objectifs de ses parts, sinon celui qui est tapé.",
            ),
            made(
                "retenu",
                "Réalisé retenu",
                (row.numerateur, row.denominateur),
                row.realise,
                "D’un ratio : ses deux parts du mois l’une sur l’autre, sinon le taux qui est tapé.",
            ),
        )


def figure_of_month(name: str, column: OfCol) -> Expr:
    """The figure of an indicator in the row's month, blank where nobody knows it."""
    return indicator_known_sum(column, (ind.indicateur == name) & (ind.mois == row.mois))


def indicator_natures(settings: Settings) -> Natures:
    """For an indicator's figures: the natures of a firm's indicators."""
    return Natures(settings.indicators)


# --- sums over some months --------------------------------------------------------------------------------


def indicator_known_sum(column: OfCol, where: Expr) -> Expr:
    """The sum of the figures of an indicator that are known, blank where none is."""
    found = where & ~is_blank(column)
    return if_(count(Of(column.table), found) > 0, sum_(column, found), blank)


def indicator_parts_known(sides: tuple[OfCol, OfCol]) -> Expr:
    """Whether both parts of an indicator that is a ratio are known in a row."""
    return ~is_blank(sides[0]) & ~is_blank(sides[1])


def indicator_ratio(sides: tuple[OfCol, OfCol], where: Expr | None = None) -> Expr:
    """The figure of an indicator that is a ratio, from its parts, over the rows in which both are known."""
    found = indicator_parts_known(sides) if where is None else where & indicator_parts_known(sides)
    return sum_(sides[0], found) / sum_(sides[1], found)


# --- their figures, in their unit -------------------------------------------------------------------------


def indicator_figure_column(key: str, header: str, formula: Expr | None, help_: str = "", **looks: Any) -> Column:
    """A column of one figure of the row's indicator, in its unit."""
    return Column(key, header, NUMBER, formula, help=help_, unit_key="unite", width=12, **looks)


def indicator_gap_column(key: str, header: str, formula: Expr, help_: str) -> Column:
    """A column of one figure of the row's indicator that is an écart, in its unit."""
    return Column(key, header, GAP_NUMBER, formula, help=help_, unit_key="unite", width=12)


def indicator_compared_gap() -> Column:
    """A figure of an indicator: its écart, done less aimed at, over the months in which both are known."""
    figure = round_(result_gap(row.realise_compare, row.objectif_compare), 6)
    return indicator_gap_column(
        "ecart", "Écart", figure, "Réalisé − objectif comparé ; en points entre pourcentages."
    )


def attainment(done: Expr, target: Expr) -> Expr:
    """A figure of an indicator: its rate of attainment, in its sense; blank for a target of 0 or less, of which there
    is no part."""
    lower = if_(done > 0, target / done, blank)
    rate = if_(row.sens == LOWER, lower, if_(row.sens == HIGHER, done / target, blank))
    return if_(target > 0, rate, blank)


def verdict_of_indicator(gap: Expr, missing: Expr) -> Column:
    """A figure of an indicator: the verdict of its écart, never favourable where a past month has no réalisé."""
    formula = result_verdict(gap, lift(0), row.sens, if_(missing > 0, INCOMPLETE, FAVOURABLE))
    return Column(
        "verdict",
        "Verdict",
        CHOICE,
        formula,
        help="Dans le sens de l’indicateur. Incomplet : favorable, mais un mois passé n’a pas de réalisé.",
        marks=INDICATOR_VERDICT_MARKS,
    )


def indicator_missing_months(natures: Natures, where: Expr) -> Expr:
    """For an indicator's figures: which of its months are past, with an objective, and without a réalisé."""
    return where & (ind.mois < month_start(today)) & ~is_blank(natures.aim) & is_blank(natures.done)


def same_indicator(table: Of) -> Expr:
    """For an indicator's figures: which rows of a table hold those of the row's indicator, in its unit and its
    sense."""
    unit, sense = (
        (column == mine) | (is_blank(column) & is_blank(mine))
        for column, mine in ((table.unite, row.unite), (table.sens, row.sens))
    )
    return (table.indicateur == row.indicateur) & unit & sense


# --- months in several units ------------------------------------------------------------------------------

# A month whose indicator has another one in another unit; one that says none is no other.
IN_OTHER_UNITS = count(ind, (ind.indicateur == row.indicateur) & (ind.unite != row.unite)) > 0


@dataclass(frozen=True)
class Revenue:
    """The months of an indicator as euros, exact: those in `€`, alone or with the taxes that the settings count with
    (`€ HT`), in `k€`, and in the unit of the settings, as are the months that say none."""

    indicator: Indicator
    taxes: str

    def euros(self, column: OfCol, where: Expr | None = None) -> Expr:
        """The sum of a column, to the cent."""
        sums = [sum_(column, self._months(where) & unit) * scale for unit, scale in self._units]
        return round_(reduce(operator.add, sums), 2)

    def known(self, column: OfCol, where: Expr) -> Expr:
        """Their sum, blank where no month is known."""
        found = self._months(where) & self._counted & ~is_blank(column)
        return if_(count(ind, found) > 0, self.euros(column, where), blank)

    @property
    def left(self) -> Expr:
        """What was aimed at and is still to be made; blank where some month does not convert into euros."""
        others = count(ind, self._months(None) & ~self._counted)
        return if_(others == 0, self.euros(ind.objectif) - self.euros(ind.realise), blank)

    def _months(self, where: Expr | None) -> Expr:
        mine = ind.indicateur == self.indicator.name
        return mine if where is None else mine & where

    @property
    def _counted(self) -> Expr:
        return reduce(operator.or_, (unit for unit, _ in self._units))

    @property
    def _units(self) -> list[tuple[Expr, int]]:
        unit, own = self.indicator.unit, read_unit(self.indicator.unit, self.taxes)
        euros = {EURO: 1, f"{EURO} {self.taxes}": 1, "k€": 1000, f"k€ {self.taxes}": 1000}
        others = [each for each in euros if each.lower() != unit.lower()] if own.name in (EURO, "") else []
        usual = (ind.unite == lift(unit or None)) | is_blank(ind.unite)
        return [(usual, int(own.scale)), *((ind.unite == each, euros[each]) for each in others)]
