"""Which files count, and for whom: one firm, one period, one version a person; the rest is left out and told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from tests.oracle.names import near_firms, near_name, one_firm, one_name

Amount = Fraction | None
Line = tuple[str, str, str]  # an indicator, its unit, its sense


@dataclass(frozen=True)
class Action:
    family: str
    step: str
    budget: Amount = None
    spent: Amount = None
    start: dt.date | None = None
    end: dt.date | None = None
    ended: dt.date | None = None
    decision: str | None = None
    result: Amount = None


@dataclass(frozen=True)
class Deal:
    company: str
    amount: Amount = None
    chance: Amount = None
    stage: str | None = None
    issue: str | None = None
    due: dt.date | None = None
    closed: dt.date | None = None


@dataclass(frozen=True)
class Month:
    """An indicator's month; one in which nothing is typed is there in every plan."""

    indicator: str
    month: dt.date
    unit: str
    sense: str
    aim: Amount = None
    done: Amount = None

    @property
    def line(self) -> Line:
        return self.indicator, self.unit, self.sense


@dataclass(frozen=True)
class File:
    """A file, whose it says it is, what is typed in it, and what its own stages give by default."""

    name: str
    person: str
    team: str
    firm: str
    period: str
    saved: int
    chances: Mapping[str, Fraction] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    deals: tuple[Deal, ...] = ()
    months: tuple[Month, ...] = ()

    @property
    def tables(self) -> dict[str, tuple[object, ...]]:
        typed = tuple(each for each in self.months if each.aim is not None or each.done is not None)
        return {"actions": self.actions, "deals": self.deals, "months": typed}


class Tie(Exception):
    """Two firms have as many files each: nobody can say which is meant."""


@dataclass
class Decided:
    """What became of each file; those that count, with the tables that count, each beside its owner (a person and a
    team, as they are compared); what is told of them: file and why; the period that counts."""

    fate: dict[str, str]
    counted: list[tuple[tuple[str, str], File]]
    told: Counter[tuple[str, str]]
    period: str


def decide(files: Sequence[File], asked: str, today: dt.date) -> Decided:
    """What becomes of each file; the period that is asked for, or "" for the majority's."""
    fate, told = {file.name: "compté" for file in files}, Counter[tuple[str, str]]()

    def leave(file: File, status: str, why: str) -> None:
        fate[file.name] = status
        told[file.name, why] += 1

    def left() -> list[File]:
        return [file for file in files if fate[file.name] == "compté"]

    for file in copies(files):
        leave(file, "copie", "file-twice")
    firm = majority_firm(left())
    for file in left():
        if firm and one_firm(file.firm) not in ("", one_firm(firm)):
            if near_firms(file.firm, firm):
                told[file.name, "firm-near"] += 1
            else:
                leave(file, "écarté", "other-firm")
    period = asked or majority_period(left(), today)
    for file in left():
        if period and file.period and not within(file.period, period):
            leave(file, "écarté", "other-period")
    for file in left():
        if not file.person.strip() or (firm and not file.firm) or (period and not file.period):
            told[file.name, "owner-incomplete"] += 1
    whose = dict(zip((file.name for file in left()), owners(left()), strict=True))
    for file in left():
        mine = [each for each in left() if file.person.strip() and whose[each.name] == whose[file.name]]
        if file.period and any(each.period and wider(each.period, file.period) for each in mine):
            leave(file, "écarté", "period-twice")
    counted = {file.name: file for file in left()}
    for versions in rivals(left(), whose):
        best, *others = ranked(versions)
        for file in others:
            leave(file, "remplacé", "same-person-twice")
        counted.update(shared_out([best, *others]))
    brings = {name: fate[name] == "compté" or any(file.tables.values()) for name, file in counted.items()}
    kept = [(whose[name], file) for name, file in counted.items() if brings[name]]
    told.update((name, "person-near") for name in near_people(kept))
    return Decided(fate, kept, told, period)


# --- firm and period --------------------------------------------------------------------------------------


def majority_firm(files: Iterable[File]) -> str:
    """The firm that most files say; in a tie, nobody knows, unless one may be a slip for the other."""
    counts = Counter(one_firm(file.firm) for file in files if file.firm)
    best = [firm for firm in counts if counts[firm] == max(counts.values())]
    if any(not near_firms(best[0], firm) for firm in best[1:]):
        raise Tie
    return best[0] if best else ""


def majority_period(files: Iterable[File], today: dt.date) -> str:
    """The period that most files say; in a tie, the one that contains today (the longest), else the latest."""
    counts = Counter(file.period for file in files if file.period)

    def rank(period: str) -> tuple[int, bool, int, dt.date]:
        first, last = days(period)
        now = first <= today <= last
        return counts[period], now, (last - first).days if now else 0, first

    return max(counts, key=rank, default="")


def days(period: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a year (2026), a semester (2026-S1) or a quarter (2026-T2)."""
    year, part = int(period[:4]), period[5:]
    length = {"": 12, "S": 6, "T": 3}[part[:1]]
    first = length * (int(part[1:] or 1) - 1) + 1
    after = dt.date(year + (first + length > 12), (first + length - 1) % 12 + 1, 1)
    return dt.date(year, first, 1), after - dt.timedelta(1)


def within(part: str, whole: str) -> bool:
    """Whether all of a period is in another."""
    return days(whole)[0] <= days(part)[0] and days(part)[1] <= days(whole)[1]


def wider(whole: str, part: str) -> bool:
    return whole != part and within(part, whole)


def overlap(one: str, other: str) -> bool:
    """Whether two periods have days in common; one that is not said may be any."""
    return not one or not other or (days(one)[0] <= days(other)[1] and days(other)[0] <= days(one)[1])


# --- people -----------------------------------------------------------------------------------------------


def owners(files: Sequence[File]) -> list[tuple[str, str]]:
    """A person and a team for each file: homonyms in two teams stay two, a blank team joins the only one, and files
    without a name stay apart."""
    teams: dict[str, set[str]] = {}
    for file in files:
        teams.setdefault(one_name(file.person), set()).update({one_name(file.team)} - {""})

    def owner(file: File) -> tuple[str, str]:
        person, team = one_name(file.person), one_name(file.team)
        if not person:
            return one_name(f"inconnu ({file.name})"), team
        return person, team if team or len(teams[person]) != 1 else next(iter(teams[person]))

    return [owner(file) for file in files]


def near_people(counted: Iterable[tuple[tuple[str, str], File]]) -> list[str]:
    """The files of those who may be somebody else that is here, once for each."""
    first: dict[tuple[str, str], File] = {}
    for owner, file in counted:
        first.setdefault(owner, file)
    named = [(owner, file.name) for owner, file in first.items() if file.person.strip()]
    return [name for (one, _), (other, name) in combinations(named, 2) if may_be_one(one, other)]


def may_be_one(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[0] == other[0]:
        return "" in (one[1], other[1])
    return near_name(one[0]) == near_name(other[0])


# --- copies and versions ----------------------------------------------------------------------------------


def copies(files: Sequence[File]) -> list[File]:
    """The files that hold what another one holds, of the same person, team, firm and period: the one of the shorter
    name is no copy. Of files without a name, only those that say something by a number or a date."""

    def said(file: File) -> tuple[object, ...]:
        whose = one_name(file.person), one_name(file.team), one_firm(file.firm), file.period
        return (*whose, *(frozenset(Counter(rows).items()) for rows in file.tables.values()))

    known: set[tuple[object, ...]] = set()
    found = []
    for file in sorted(files, key=lambda file: (len(file.name), files.index(file))):
        if said(file) in known and (file.person.strip() or says_something(file)):
            found.append(file)
        known.add(said(file))
    return sorted(found, key=files.index)


def says_something(file: File) -> bool:
    cells = [cell for rows in file.tables.values() for row in rows for cell in _cells(row).values()]
    return any(not isinstance(cell, str) for cell in cells)


def rivals(files: Sequence[File], whose: Mapping[str, tuple[str, str]]) -> list[list[File]]:
    """The files of one person that overlap, directly or by way of another."""
    groups: list[list[File]] = []
    for file in files:
        near = [
            group
            for group in groups
            if file.person.strip()
            and any(whose[each.name] == whose[file.name] and overlap(each.period, file.period) for each in group)
        ]
        groups = [group for group in groups if group not in near] + [[*(each for g in near for each in g), file]]
    return [sorted(group, key=files.index) for group in groups if len(group) > 1]


def ranked(versions: Sequence[File]) -> list[File]:
    """The version that counts first: the latest of those whose cells no other holds all; then of the others."""
    if len(versions) < 2:
        return list(versions)
    free = [
        each
        for each in versions
        if not any(holds_all(other, each) and not holds_all(each, other) for other in versions)
    ]
    best = max(free, key=lambda file: (file.saved, versions.index(file)))
    return [best, *ranked([each for each in versions if each is not best])]


def shared_out(versions: Sequence[File]) -> dict[str, File]:
    """Each version with the tables that count: each table is that of the first version that filled it, and the best's
    where none did."""
    best = versions[0]
    whose = {table: next((each for each in versions if each.tables[table]), best) for table in best.tables}
    left_out = {
        file.name: dict.fromkeys((table for table, owner in whose.items() if owner is not file), ())
        for file in versions
    }
    return {file.name: replace(file, **left_out[file.name]) for file in versions}  # type: ignore[arg-type]  # tables


def holds_all(file: File, other: File) -> bool:
    """Whether each row of the other has one of its own here, with all its cells at least."""
    return all(_held(list(rows), list(file.tables[table])) for table, rows in other.tables.items())


def _held(rows: list[object], by: list[object]) -> bool:
    if not rows:
        return True
    first, *rest = rows
    return any(
        _cells(first).items() <= _cells(row).items() and _held(rest, by[:at] + by[at + 1 :])
        for at, row in enumerate(by)
    )


def _cells(row: object) -> dict[str, object]:
    """What is typed in a row."""
    return {key: value for key, value in vars(row).items() if value is not None}
