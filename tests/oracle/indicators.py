"""What indicators come to: a nature says how the months of one person and the people of a team add up."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.files import Amount, Decided, Line, Month
from tests.oracle.names import one_name

Owner = tuple[str, str]
Side = tuple[str, ...]


@dataclass(frozen=True)
class Nature:
    """How an indicator adds up: flux, stock, ratio (of the sums of other indicators) or moyenne."""

    kind: str = "flux"
    above: Side = ()
    under: Side = ()


def team_lines(
    decided: Decided, natures: Mapping[str, Nature], today: dt.date
) -> tuple[dict[Line, dict[str, Any]], dict[tuple[Owner, Line], dict[str, Any]]]:
    """The team's indicators, in one unit and one sense each; and each person's, whatever files they come from."""
    people: dict[Owner, list[Month]] = {}
    for owner, file in decided.counted:
        people.setdefault(owner, []).extend(file.months)
    persons = {
        (owner, line): of_one(line, months, natures[line[0]], today)
        for owner, months in people.items()
        for line in {month.line for month in months}
    }
    lines = {line for _, line in persons}
    return {line: _of_all(line, people, persons, natures[line[0]], today) for line in lines}, persons


def of_one(line: Line, months: Sequence[Month], nature: Nature, today: dt.date) -> dict[str, Any]:
    """One person's indicator: a ratio is that of its parts, else the last that was typed."""
    mine = sorted((month for month in months if month.line == line), key=lambda month: month.month)
    found = summed([mine], nature, today)
    if nature.kind == "ratio":
        pairs = [parts(months, nature, month.month, "done") for month in mine]
        made = [divided(pair) for pair in pairs]
        rates = [month.done if rate is None else rate for rate, month in zip(made, mine, strict=True)]
        known = [rate for rate in rates if rate is not None]
        whole = over(pairs)
        found["realise"] = whole if whole is not None else known[-1] if known else None
    elif nature.kind == "moyenne":
        found["realise"] = last(mine)[0]
    return found


def _of_all(
    line: Line,
    people: Mapping[Owner, Sequence[Month]],
    persons: Mapping[tuple[Owner, Line], Mapping[str, Any]],
    nature: Nature,
    today: dt.date,
) -> dict[str, Any]:
    """The team's: what does not add up is shown by the lowest and the highest person."""
    theirs = {owner: [month for month in months if month.line == line] for owner, months in people.items()}
    found = summed([months for months in theirs.values() if months], nature, today)
    if nature.kind in ("ratio", "moyenne"):
        values = [persons[owner, line]["realise"] for owner, months in theirs.items() if months]
        known = [value for value in values if value is not None]
        found |= {"plus_bas": min(known, default=None), "plus_haut": max(known, default=None)}
    if nature.kind == "ratio":
        days = [(owner, month.month) for owner, months in theirs.items() for month in months]
        done, aimed = ([parts(people[who], nature, day, side) for who, day in days] for side in ("done", "aim"))
        found |= {"realise": over(done), "objectif": over(aimed)}
    return found


def summed(people: Sequence[Sequence[Month]], nature: Nature, today: dt.date) -> dict[str, Any]:
    """What does not depend on how ratios and means are shown: sums of a flux, the last months of a stock, the months
    that are missing: past, with an objective, and nothing done."""
    months = [month for each in people for month in each]
    if nature.kind == "stock":
        ends = [last(each) for each in people]
        return {
            "realise": known_sum(done for done, _ in ends),
            "objectif": known_sum(aim for _, aim in ends),
            "atterrissage": known_sum(done for done, _ in ends),
            "mois_manquants": len(missing(months, today)),
        }
    if nature.kind != "flux":
        return {}
    both = [month for month in months if month.aim is not None and month.done is not None]
    landings = [landing(each) for each in people]
    nowhere = [each for each, end in zip(people, landings, strict=True) if end is None]
    aimed = [known_sum(month.aim for month in each) for each in nowhere]
    return {
        "realise": known_sum(month.done for month in months),
        "objectif": known_sum(month.aim for month in months),
        "realise_compare": known_sum(month.done for month in both),
        "objectif_compare": known_sum(month.aim for month in both),
        "atterrissage": known_sum(landings),
        "sans_mois": sum(aim is not None for aim in aimed),
        "objectif_sans_mois": known_sum(aimed),
        "mois_manquants": len(missing(months, today)),
        "objectif_manquant": known_sum(month.aim for month in missing(months, today)),
    }


def last(months: Sequence[Month]) -> tuple[Amount, Amount]:
    """What was done in the last month of which that is known, and that month's objective."""
    known = [month for month in sorted(months, key=lambda month: month.month) if month.done is not None]
    return (known[-1].done, known[-1].aim) if known else (None, None)


def landing(months: Sequence[Month]) -> Amount:
    """Where one person's flux lands, to the unit: done, and the objectives left at the pace of those compared; of
    objectives that come to 0 or less there is none."""
    both = [month for month in months if month.aim is not None and month.done is not None]
    compared = sum((Fraction(month.aim or 0) for month in both), Fraction(0))
    if not both:
        return None
    pace = sum((Fraction(month.done or 0) for month in both), Fraction(0)) / compared if compared > 0 else 1
    left = sum((Fraction(month.aim or 0) for month in months), Fraction(0)) - compared
    exact = sum((Fraction(month.done or 0) for month in months), Fraction(0)) + left * pace
    return Fraction(math.floor(abs(exact) + Fraction(1, 2))) * (1 if exact >= 0 else -1)


def missing(months: Iterable[Month], today: dt.date) -> list[Month]:
    """The past months that have an objective, and of which nobody knows what was done."""
    first = today.replace(day=1)
    return [month for month in months if month.month < first and month.aim is not None and month.done is None]


# --- ratios -----------------------------------------------------------------------------------------------


def parts(months: Iterable[Month], nature: Nature, day: dt.date, what: str) -> tuple[Amount, Amount]:
    """The two sides of a ratio in a month of one person: each the sum of its indicators, if all are known."""
    held = {one_name(month.indicator): getattr(month, what) for month in months if month.month == day}

    def side(names: Side) -> Amount:
        values = [held.get(one_name(name)) for name in names]
        return None if None in values else known_sum(values)

    return side(nature.above), side(nature.under)


def divided(pair: tuple[Amount, Amount]) -> Amount:
    above, under = pair
    return above / under if above is not None and under else None


def over(pairs: Iterable[tuple[Amount, Amount]]) -> Amount:
    """Σ numerators ÷ Σ denominators, of the months of people in which both are known."""
    known = [(above, under) for above, under in pairs if above is not None and under is not None]
    if not known:
        return None
    return divided((sum((above for above, _ in known), Fraction(0)), sum((under for _, under in known), Fraction(0))))


def known_sum(values: Iterable[Amount]) -> Amount:
    """The sum of what is known, None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None
