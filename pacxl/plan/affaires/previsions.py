"""What the open deals of each person, of each team and of all may bring: a line for each choice of the first page.

The number of deals, their amounts, what they weigh and their standard deviation are live. What no formula can say
(the quantiles, the chance to cover what is left of the objective, the part of the largest deal) stands in folded
columns, computed when the workbook is made, beside what it was computed from; it shows as long as that is so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from itertools import chain
from operator import and_
from typing import Any

import numpy as np
import pandas as pd

from pacxl.compute.columns import column_array
from pacxl.compute.distribution import ADDITIONS
from pacxl.compute.excel_functions import Array
from pacxl.definition.expr import Call, Col, Expr, Of, Row, abs_, blank, count, if_, is_blank, lift, sum_
from pacxl.definition.kind import CHOICE, COUNT, MONEY, PERCENT, PRICE, SUM_MONEY, TEXT, WHOLE
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column, Mark, Part, Table
from pacxl.french.units import EURO
from pacxl.plan.affaires.distribution import HIGH, LOW, MEDIAN, UP_TO_DATE, distribution_of_deals
from pacxl.plan.tables.carnet import IS_OPEN, carnet_sum, weighted
from pacxl.plan.tables.indicator_landing import landing_in_euros, people
from pacxl.plan.tables.indicators import REVENUE
from pacxl.plan.tables.money import euros
from pacxl.plan.tables.rollup import rollup_person
from pacxl.settings.model import Indicator, Settings
from pacxl.settings.rules import FLUX

KEY, PART = "previsions", "Previsions"
TO_RUN_AGAIN, FEW_DEALS = "à relancer", "avec prudence"
FEW = 30  # deals, under which a distribution says little
_CENT = 0.01

row, deals = Row(), Of("carnet")
_COUNTED = ~is_blank(deals.pondere)  # open, with an amount and a probability


def previsions_table(settings: Settings, sheet: str) -> Table:
    """The table of what the open deals may bring (euros). A line with a person is that person's, one with only a team
    is that team's, one with neither is everybody's."""
    revenue = _revenue(settings)
    asked = _of_the_rest(settings, revenue) if revenue else ()
    columns = (
        Column("vue", "Pour", TEXT, given=True, width=26),
        *_live(),
        *_computed(),
        *asked,
        _caution(),
        Column("commercial", "Commercial", TEXT, given=True),
        Column("equipe", "Équipe", TEXT, given=True),
        *_kept(asked=bool(asked)),
    )
    in_sight_first = sorted(columns, key=lambda column: column.detail)
    return Table(KEY, "Ce que le carnet peut rapporter", tuple(in_sight_first), (Part(PART, sheet),))


def _revenue(settings: Settings) -> Indicator | None:
    """The indicator of revenue, where months add up to it and the period is known."""
    found = settings.indicator(REVENUE)
    return found if found and found.counted_as == FLUX and settings.stretch else None


def _of_line(figure: Callable[[Expr | None], Expr], table: Of) -> Expr:
    """A figure over the rows of a table that are the line's: its person's, its team's, or all."""
    of_team = figure(table.equipe == row.equipe)
    return if_(
        ~is_blank(row.commercial), figure(rollup_person(table)), if_(~is_blank(row.equipe), of_team, figure(None))
    )


def _of_deals(figure: Callable[[Expr], Expr], which: Expr) -> Expr:
    return _of_line(lambda held: figure(which if held is None else held & which), deals)


def _live() -> tuple[Column, ...]:
    sigma = _of_deals(lambda which: euros(Call("SQRT", (sum_(deals.variance, which),))), _COUNTED)
    return (
        Column(
            "affaires",
            "Affaires",
            COUNT,
            _of_deals(lambda which: count(deals, which), _COUNTED),
            help="Ouvertes, avec un montant et une probabilité.",
        ),
        Column("ouvert", "Ouvert", SUM_MONEY, _of_deals(carnet_sum, IS_OPEN), help="Toutes ses affaires ouvertes."),
        Column("pondere", "Probabilisé", SUM_MONEY, _of_deals(weighted, _COUNTED), help="Ce qu’elles pèsent."),
        Column("sigma", "Écart type", SUM_MONEY, sigma, help="De combien on peut s’écarter du probabilisé."),
    )


def _computed() -> tuple[Column, ...]:
    def kept(key: str, header: str, help_: str, *, share: bool = False) -> Column:
        figure = if_(row.calcul == UP_TO_DATE, Col(f"{key}_calcule"), blank)
        return Column(key, header, PERCENT if share else MONEY, figure, help=help_, bar=share)

    return (
        kept("p10", "8 chances sur 10 : de (P10)", "Au moins 8 chances sur 10 que ce soit de P10 à P90."),
        kept("p90", "à (P90)", "1 chance sur 10, au plus, que ce soit davantage."),
        kept("p50", "1 sur 2 : au moins (P50)", "Au moins une chance sur deux que ce soit P50 ou plus."),
        kept("part", "Repose sur la plus grande", "La part du probabilisé que pèse une seule affaire.", share=True),
    )


def _of_the_rest(settings: Settings, revenue: Indicator) -> tuple[Column, ...]:
    """What is left to be made of the revenue, and the chance that the deals of the period cover it."""
    assert settings.stretch is not None
    first, last = lift(settings.stretch.start), lift(settings.stretch.end)

    def left(held: Expr | None) -> Expr:
        mine = landing_in_euros(revenue)
        mine = mine if held is None else held & mine
        return sum_(people.objectif, mine) - sum_(people.realise, mine)

    in_time = _COUNTED & (deals.date_jalon >= first) & (deals.date_jalon <= last)
    same = (abs_(row.reste - row.reste_calcule) < _CENT) & (abs_(row.a_temps - row.a_temps_calcule) < _CENT)
    current = (row.calcul == UP_TO_DATE) & same & (row.reste > 0)
    return (
        Column("reste", "Reste à faire", SUM_MONEY, euros(_of_line(left, people)), help="Objectif − réalisé du CA."),
        Column(
            "chance",
            "Chances de couvrir le reste",
            PERCENT,
            if_(current, row.chance_calcule, blank),
            bar=True,
            help="Que les affaires dont le jalon est dans la période rapportent au moins ce qui reste à faire.",
        ),
        Column("a_temps", "Probabilisé à temps", SUM_MONEY, _of_deals(weighted, in_time), detail=True),
    )


def _caution() -> Column:
    few = if_(row.affaires < FEW, FEW_DEALS, UP_TO_DATE)
    return Column(
        "lecture",
        "À lire",
        CHOICE,
        if_(row.affaires > 0, if_(row.calcul == UP_TO_DATE, few, TO_RUN_AGAIN), blank),
        marks=(Mark("wait", TO_RUN_AGAIN), Mark("muted", FEW_DEALS)),
        help=f"À relancer : les affaires ont changé depuis le calcul. Avec prudence : moins de {FEW} affaires.",
        width=15,
    )


_BASIS = ("affaires", "montant", "pondere", "sigma")  # what a distribution was computed from
_REST = ("reste", "a_temps", "chance")
_CALLED = {
    "affaires": "Affaires",
    "montant": "Montant",
    "pondere": "Probabilisé",
    "sigma": "Écart type",
    "p10": "P10",
    "p90": "P90",
    "p50": "P50",
    "part": "Plus grande",
    "reste": "Reste",
    "a_temps": "À temps",
    "chance": "Chances",
}


def _kept(*, asked: bool) -> tuple[Column, ...]:
    """What was computed when the workbook was made, beside what it was computed from; whether that is still so."""
    counted = Column("montant", "Montant compté", SUM_MONEY, _of_deals(carnet_sum, _COUNTED), detail=True)
    same: Expr = row.affaires == row.affaires_calcule
    for key in _BASIS[1:]:
        same = same & (abs_(Col(key) - Col(f"{key}_calcule")) < _CENT)
    keys = [key for key in _CALLED if asked or key not in _REST]
    kinds = {"affaires": WHOLE, "part": PERCENT, "chance": PERCENT}
    return (
        counted,
        Column("calcul", "Calcul", CHOICE, if_(same, UP_TO_DATE, TO_RUN_AGAIN), detail=True),
        *(
            Column(f"{key}_calcule", f"{_CALLED[key]}, au calcul", kinds.get(key, PRICE), given=True, detail=True)
            for key in keys
        ),
    )


# --- the rows ---------------------------------------------------------------------------------------------


def previsions_rows(
    views: Sequence[tuple[str, str, str]], carnet: pd.DataFrame, months: pd.DataFrame, settings: Settings
) -> dict[str, list[Any]]:
    """The rows: of each view (its name, its person, its team, "" for none), what its deals may bring. `carnet` and
    `months` are the frames of a team, with what is computed of the deals."""
    revenue, every, owners = _revenue(settings), _Deals.of(carnet, settings), _owners(carnet)
    aimed = _months_of(months, revenue)
    left, aiming = (aimed["objectif"].fillna(0) - aimed["realise"].fillna(0)).to_numpy("float64"), _owners(aimed)
    most = ADDITIONS // (2 * len(views) or 1)
    lines: list[dict[str, float | None]] = []
    for _, person, team in views:
        mine, additions = every.only(_theirs(owners, person, team)), most if person or team else ADDITIONS
        lines.append(mine.figures(additions))
        if revenue is not None:
            rest = round(float(left[_theirs(aiming, person, team)].sum()), 2)
            lines[-1] |= mine.in_time_only().covering(rest, additions)
    whose = {key: [view[at] or None for view in views] for at, key in enumerate(("vue", "commercial", "equipe"))}
    return whose | {f"{key}_calcule": [line[key] for line in lines] for key in dict.fromkeys(chain(*lines))}


def _months_of(months: pd.DataFrame, revenue: Indicator | None) -> pd.DataFrame:
    """The months of an indicator that are in euros and of its sense, whatever the case of its name."""
    said = {"indicateur": revenue.name, "unite": EURO, "sens": revenue.sense} if revenue else {"indicateur": ""}
    same = (months[key].fillna("").str.casefold() == text.casefold() for key, text in said.items())
    return months[reduce(and_, same)]


def _owners(rows: pd.DataFrame) -> tuple[Array, Array]:
    """The person and the team of each row, whatever the case of their names."""
    person, team = (rows[key].fillna("").str.casefold().to_numpy() for key in ("commercial", "equipe"))
    return person, team


def _theirs(owners: tuple[Array, Array], person: str, team: str) -> Array:
    """Which rows are a person's, a team's or, of neither, anybody's."""
    people, teams = owners
    same_team: Array = teams == team.casefold()
    if person:
        return same_team & (people == person.casefold())
    return same_team if team else np.ones(len(people), dtype=bool)


@dataclass(frozen=True)
class _Deals:
    """Some open deals: what each is worth, its chance, what it weighs, its variance, whether it is due in time. Those
    without an amount or a probability have none of these."""

    worth: Array
    chances: Array
    weights: Array
    variances: Array
    in_time: Array

    @staticmethod
    def of(carnet: pd.DataFrame, settings: Settings) -> _Deals:
        keys = ("montant", "probabilite_retenue", "pondere", "variance")
        days, period = carnet["date_jalon"], settings.stretch
        due = days.between(pd.Timestamp(period.start), pd.Timestamp(period.end)) if period else days.notna()
        worth, chances, weights, variances = (column_array(carnet[key], Type.NUMBER) for key in keys)
        return _Deals(worth, chances, weights, variances, due.to_numpy(dtype=bool))

    def only(self, which: Array) -> _Deals:
        kept = which & ~np.isnan(self.weights)
        return _Deals(*(getattr(self, each.name)[kept] for each in fields(self)))

    def in_time_only(self) -> _Deals:
        return self.only(self.in_time)

    def figures(self, additions: int) -> dict[str, float | None]:
        """What they may bring, and what that is computed from."""
        spread = distribution_of_deals(self.worth, self.chances, additions)
        shares = {"p10": LOW, "p90": HIGH, "p50": MEDIAN}
        whole = self.weights.sum()
        return {
            "affaires": float(len(self.worth)),
            "montant": round(self.worth.sum(), 2),
            "pondere": round(whole, 2),
            "sigma": round(float(np.sqrt(self.variances.sum())), 2),
            **{key: None if spread is None else spread.quantile(share) for key, share in shares.items()},
            "part": float(self.weights.max() / whole) if whole > 0 else None,
        }

    def covering(self, left: float, additions: int) -> dict[str, float | None]:
        """The chance that they bring at least what is left, and what that is computed from."""
        spread = distribution_of_deals(self.worth, self.chances, additions) if left > 0 else None
        chance = spread.chance_of(left) if spread else 0.0 if left > 0 and not len(self.worth) else None
        return {"reste": left, "a_temps": round(self.weights.sum(), 2), "chance": chance}
