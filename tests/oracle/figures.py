"""A firm's figures, added up one by one: its front page, and the lines of its roll-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.files import Action, Amount, Deal, Decided, File, Month, days
from tests.oracle.money import money
from tests.oracle.names import one_name


@dataclass(frozen=True)
class Figures:
    """The front page and the carnet's; a line a family, a person and a month, by what they are of (None: of nobody's
    month); the sums of all actions. Exact numbers, None where nothing is to be told."""

    front: dict[str, Any]
    by_family: dict[str, dict[str, Any]]
    by_person: dict[tuple[str, str], dict[str, Any]]
    by_month: dict[tuple[int, int] | None, dict[str, Any]]
    whole: dict[str, Any]


def figures(decided: Decided, today: dt.date, families: Sequence[str], revenue: str = "") -> Figures:
    """What the files that count come to. `revenue` is the name of the indicator that is the CA."""
    rows = [(owner, action) for owner, file in decided.counted for action in file.actions]
    deals = [(owner, deal, chance(deal, file)) for owner, file in decided.counted for deal in file.deals]
    every = [action for _, action in rows]
    months = [month for _, file in decided.counted for month in file.months]

    def lines(keys: Iterable[Any], of: Any) -> dict[Any, dict[str, Any]]:
        return {key: sums([row for row in rows if of(row) == key], today) for key in keys}

    by_person = lines({owner for owner, _ in decided.counted}, lambda row: row[0])
    for owner in by_person:
        by_person[owner].update(carnet([(deal, odds) for who, deal, odds in deals if who == owner]))
    whole = sums(rows, today)
    found = carnet([(deal, odds) for _, deal, odds in deals])
    return Figures(
        {**whole, **found, **projected([(deal, odds) for _, deal, odds in deals], decided.period, months, revenue)},
        lines(map(one_name, families), lambda row: one_name(row[1].family)),
        by_person,
        lines({month_of(action) for action in every} | {None}, lambda row: month_of(row[1])),
        whole,
    )


# --- actions ----------------------------------------------------------------------------------------------


def course(action: Action) -> str:
    """How far an action is, as its money is counted."""
    if action.decision in ("non retenue", "abandonnée"):
        return action.decision
    return "terminée" if action.ended is not None else "ouverte"


def month_of(action: Action) -> tuple[int, int] | None:
    """The month of its end, else of its start."""
    day = action.end or action.start
    return (day.year, day.month) if day else None


def sums(rows: Iterable[tuple[object, Action]], today: dt.date) -> dict[str, Any]:
    """The figures of a set of actions: how many, and their money."""
    actions = [action for _, action in rows]
    found = money((course(each), each.budget, each.spent) for each in actions)
    gaps = [money([(course(each), each.budget, each.spent)])["ecart_constate"] for each in actions]
    planned = [
        each
        for each in actions
        if any(cell is not None for cell in (each.budget, each.spent, each.start, each.end, each.ended))
    ]
    done = [each for each in actions if course(each) == "terminée"]
    late = [each for each in actions if course(each) == "ouverte" and each.end is not None and each.end < today]
    return {
        "actions": len(actions),
        "planifiees": len(planned),
        "terminees": len(done),
        "en_retard": len(late),
        "part_terminee": share(len(done), len(planned)),
        **found,
        "depassements": sum((gap for gap in gaps if gap > 0), Fraction(0)),
        "economies": sum((gap for gap in gaps if gap < 0), Fraction(0)),
        "consomme": share(found["depense"], found["budget"]),
        "ecart_constate_pct": share(found["ecart_constate"], found["budget"]),
    }


def share(part: Any, whole: Any) -> Any:
    """A part of a whole, which means nothing of 0 or less."""
    return Fraction(part) / whole if whole > 0 else None


# --- deals ------------------------------------------------------------------------------------------------


def chance(deal: Deal, file: File) -> Amount:
    """The one that is typed, else that of the stage in the file that the deal is in."""
    known = {one_name(stage): odds for stage, odds in file.chances.items()}
    return deal.chance if deal.chance is not None else known.get(one_name(deal.stage or ""))


def is_open(deal: Deal) -> bool:
    return deal.issue in (None, "ouverte")


def carnet(deals: Iterable[tuple[Deal, Amount]]) -> dict[str, Any]:
    """Open, signed and lost deals, three sums that never mix; and what the open ones weigh."""
    listed = [(deal, deal.amount or Fraction(0), odds) for deal, odds in deals]
    return {
        "carnet_ouvert": total(amount for deal, amount, _ in listed if is_open(deal)),
        "carnet_signe": total(amount for deal, amount, _ in listed if deal.issue == "gagnée"),
        "carnet_perdu": total(amount for deal, amount, _ in listed if deal.issue == "perdue"),
        "carnet_montant": total(amount for _, amount, _ in listed),
        "carnet_pondere": total(amount * (odds or 0) for deal, amount, odds in listed if is_open(deal)),
        "carnet_sans_probabilite": total(amount for deal, amount, odds in listed if is_open(deal) and odds is None),
    }


def projected(
    deals: Sequence[tuple[Deal, Amount]], period: str, months: Iterable[Month], revenue: str
) -> dict[str, Any]:
    """What is signed and what open deals weigh, of the period or undated; what is out of it; what the weighted deals
    of the period cover of the CA that is still to be made."""
    inside = [(deal, odds) for deal, odds in deals if not _is_out(deal, period)]
    outside = carnet([(deal, odds) for deal, odds in deals if _is_out(deal, period)])
    mine = carnet(inside)
    found = {"projection": mine["carnet_signe"] + mine["carnet_pondere"]}
    if period:
        found |= {f"carnet_{which}_hors": outside[f"carnet_{which}"] for which in ("ouvert", "signe", "perdu")}
        ours = [month for month in months if month.indicator == revenue]
        left = total((month.aim or 0) - (month.done or 0) for month in ours)
        dated = carnet([(deal, odds) for deal, odds in inside if deal.due is not None])
        found["couverture"] = dated["carnet_pondere"] / left if left > 0 else None
    return found


def _is_out(deal: Deal, period: str) -> bool:
    """Whether the milestone of an open deal, or the closing of another, is known and of another period."""
    day = deal.due if is_open(deal) else deal.closed
    return bool(period) and day is not None and not days(period)[0] <= day <= days(period)[1]


def total(values: Iterable[Any]) -> Fraction:
    return sum((Fraction(value) for value in values), Fraction(0))
