"""What the open deals may bring: how far from the total probabilisé, and between what amounts 8 times out of 10.

The deals are held to be independent; each brings its amount, with its probability, or nothing. The standard deviation
is a live formula. The quantiles are those of the exact distribution, which no formula can say: they are computed when
the workbook is written, stand in it as constants, and vanish as soon as the deals are not those that they were
computed from (their number, their amounts, what they weigh, their standard deviation).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from pacxl.compute.columns import World
from pacxl.compute.distribution import ADDITIONS, Distribution, distribution
from pacxl.compute.excel_functions import Array
from pacxl.definition.expr import Call, Expr, Of, abs_, blank, count, if_, is_blank, sum_, today
from pacxl.definition.frozen import Frozen
from pacxl.definition.kind import CHOICE, DATE, MONEY, PRICE
from pacxl.definition.sheet import Figure, Figures, Text, sheet_note
from pacxl.definition.table import Mark
from pacxl.plan.tables.carnet import WEIGHTED, carnet_sum
from pacxl.plan.tables.money import euros

carnet = Of("carnet")

UP_TO_DATE, STALE, TO_COME = "à jour", "carnet modifié", "à la consolidation"
LOW, MEDIAN, HIGH = 0.1, 0.5, 0.9
LABELS = {LOW: "8 chances sur 10 : de", HIGH: "à", MEDIAN: "1 chance sur 2 : au moins"}
_CENT = 0.01

_COUNTED = ~is_blank(carnet.pondere)  # open, with an amount and a probability
_DEALS = count(carnet, _COUNTED)
_SIGMA = euros(Call("SQRT", (sum_(carnet.variance),)))
_BASIS = (carnet_sum(_COUNTED), WEIGHTED, _SIGMA)


def _distribution_of(world: World) -> Distribution | None:
    """The distribution of what the open deals bring; None without any, or where it cannot be computed."""
    counted = ~np.isnan(world.column("carnet", "pondere"))
    worth, chances = (world.column("carnet", key)[counted] for key in ("montant", "probabilite_retenue"))
    return distribution_of_deals(worth, chances)


def distribution_of_deals(worth: Array, chances: Array, additions: int = ADDITIONS) -> Distribution | None:
    """The distribution of what deals bring, each of which is worth so much with such a chance; None without any, or
    where it cannot be computed. It is computed once for the same deals."""
    return _computed(tuple(worth.tolist()), tuple(chances.tolist()), additions) if len(worth) else None


@lru_cache(maxsize=64)
def _computed(worth: tuple[float, ...], chances: tuple[float, ...], additions: int) -> Distribution | None:
    return distribution(np.array(worth), np.array(chances), additions)


def _quantile(share: float) -> Expr:
    """A quantile of the distribution: the least amount that the open deals stay within with such a chance (euros),
    blank once it is out of date."""

    def found(world: World) -> float | None:
        spread = _distribution_of(world)
        return None if spread is None else spread.quantile(share)

    words = f"plus petit montant que les affaires ouvertes ne dépassent pas avec {share:.0%} de chances"
    return if_(_unchanged(), Frozen(found, words.replace("%", "\u202f%")), blank)


def _unchanged() -> Expr:
    """Whether the deals are those of when the workbook was written."""
    same: Expr = Frozen(_DEALS) == _DEALS
    for each in _BASIS:
        same = same & (abs_(each - Frozen(each)) < _CENT)
    return same


def _error(world: World) -> float | None:
    spread = _distribution_of(world)
    return None if spread is None else spread.error


def distribution_blocks() -> tuple[Figures, Text]:
    """The figures of the distribution, and what they mean."""
    state = if_(_unchanged(), UP_TO_DATE, if_(Frozen(_DEALS) == 0, TO_COME, STALE))
    return (
        Figures(
            (
                Figure("carnet_sigma", "Écart possible", MONEY, _SIGMA),
                *(Figure(f"carnet_p{100 * share:.0f}", LABELS[share], MONEY, _quantile(share)) for share in LABELS),
                Figure(
                    "carnet_precision",
                    "À combien près",
                    PRICE,
                    if_(_unchanged(), Frozen(_error, "ce que l’arrondi des montants a pu y changer"), blank),
                ),
                Figure("carnet_calcule", "Calculé le", DATE, if_(Frozen(_DEALS) > 0, Frozen(today), blank)),
                Figure(
                    "carnet_distribution",
                    "Ces chances",
                    CHOICE,
                    if_(_DEALS > 0, state, blank),
                    marks=(Mark("wait", STALE),),
                ),
            )
        ),
        sheet_note(
            "Les affaires ouvertes rapportent, au moins 8 fois sur 10, un montant entre ces deux-là, et au moins une "
            "fois sur deux le troisième ou plus, si elles sont indépendantes.",
            "Ces montants sont calculés par pacxl quand il écrit le classeur, et s’effacent si le carnet change.",
        ),
    )
