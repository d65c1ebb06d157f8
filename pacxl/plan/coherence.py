"""The figures of a plan that its settings may declare equal: budgets, revenues, and shares that make 100 %."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import add

from pacxl.a1 import address
from pacxl.compute.contents import Contents
from pacxl.compute.evaluate import evaluate_figure
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr, Of, OfCol, abs_, count, if_, is_blank, lift, round_, sum_
from pacxl.definition.kind import MONEY, PERCENT, shown
from pacxl.errors import SettingsError
from pacxl.findings.finding import Finding, Place
from pacxl.french.numerals import in_euros
from pacxl.french.text import Words
from pacxl.french.units import EURO, ONE, read_unit
from pacxl.plan.tables.indicators import REVENUE
from pacxl.plan.tables.money import euros, money_counts
from pacxl.settings.model import Equality, Indicator, Settings
from pacxl.settings.rules import FLUX
from pacxl.settings.slips import hint_in_slip

SHEET = "Cohérence"  # of the settings workbook
PROOF_SHEET = "Sources et preuve"  # of the écarts
HUNDRED = "100 %"
SHARES = "Parts qui font 100 %"
ROUNDING = 0.005  # what each amount may be off by: half a cent; of a share in percents, half a hundredth of a point

_BUDGET, _SPENT, _DONE, _AIM, _BEFORE = "Budget", "Dépensé", "CA réalisé", "Objectif de CA", "CA de l’an passé"


@dataclass(frozen=True)
class Comparable:
    """A column of a plan whose sum may be told equal to those of the same `what`. `label` is its table and its
    header; of the indicators, the rows are those of the revenue."""

    table: str
    column: str
    what: str
    label: str

    @property
    def key(self) -> str:
        return f"{self.table}.{self.column}"

    @property
    def cells(self) -> OfCol:
        return OfCol(self.table, self.column)

    def known(self, settings: Settings) -> Expr:
        """The rows whose amount counts and is typed."""
        typed, of = ~is_blank(self.cells), Of(self.table)
        if self.key == "actions.budget":
            return typed & money_counts(of)
        if self.table == "indicateurs":
            revenue = coherence_revenue_indicator(settings)
            return typed & (of.indicateur == revenue.name) & _in_euros(of.unite, revenue) if revenue else typed
        return typed

    def number(self, settings: Settings, mine: Expr | None = None) -> Expr:
        """How many amounts are added up, of the rows for which `mine` holds."""
        known = self.known(settings)
        return count(Of(self.table), known if mine is None else known & mine)

    def total(self, settings: Settings, mine: Expr | None = None) -> Expr:
        """Their sum, blank as long as there is none: euros to the cent, or shares as a fraction."""
        known = self.known(settings)
        known = known if mine is None else known & mine
        whole = sum_(self.cells, known)
        shown = round_(whole, 6) if self.what == SHARES else euros(whole)
        return if_(count(Of(self.table), known) > 0, shown)


COMPARABLES = (
    Comparable("actions", "budget", _BUDGET, "Actions · Budget"),
    Comparable("budget", "budget", _BUDGET, "Budget et ROI · Budget"),
    Comparable("actions", "depense", _SPENT, "Actions · Dépensé"),
    Comparable("budget", "depense", _SPENT, "Budget et ROI · Dépensé"),
    Comparable("indicateurs", "realise", _DONE, "Indicateurs · Réalisé (CA)"),
    Comparable("canaux", "ca_realise", _DONE, "Canaux · CA réalisé"),
    Comparable("portefeuille", "realise", _DONE, "Portefeuille · CA réalisé"),
    Comparable("gammes", "ca", _DONE, "Gammes · CA"),
    Comparable("indicateurs", "objectif", _AIM, "Indicateurs · Objectif (CA)"),
    Comparable("canaux", "objectif_ca", _AIM, "Canaux · Objectif de CA"),
    Comparable("portefeuille", "objectif", _AIM, "Portefeuille · Objectif de CA"),
    Comparable("canaux", "ca_precedent", _BEFORE, "Canaux · CA de l’an passé"),
    Comparable("portefeuille", "ca_passe", _BEFORE, "Portefeuille · CA de l’an passé"),
    Comparable("scenarios", "probabilite", SHARES, "Scénarios · Probabilité"),
    Comparable("personas", "part_ca", SHARES, "Personas · Part du CA visée"),
)
_BY_KEY = {each.key: each for each in COMPARABLES}


@dataclass(frozen=True)
class Pair:
    """Two figures that are set side by side; `other` is None for shares, which make 100 %."""

    one: Comparable
    other: Comparable | None = None

    @property
    def key(self) -> str:
        return f"{self.one.key} = {self.other.key if self.other else HUNDRED}"

    @property
    def equality(self) -> Equality:
        """The pair as settings declare it."""
        return Equality(self.one.key, self.other.key if self.other else HUNDRED)

    @property
    def figures(self) -> tuple[Comparable, ...]:
        return (self.one, self.other) if self.other else (self.one,)


def _pairs() -> Iterator[Pair]:
    for one, other in combinations(COMPARABLES, 2):
        if one.what == other.what != SHARES:
            yield Pair(one, other)
    yield from (Pair(each) for each in COMPARABLES if each.what == SHARES)


PAIRS = tuple(_pairs())


def coherence_revenue_indicator(settings: Settings) -> Indicator | None:
    """For coherence: the indicator that counts the revenue in euros, month after month; None if none does."""
    found = settings.indicator(REVENUE)
    if found is None or found.counted_as != FLUX or read_unit(found.unit, settings.taxes) != (EURO, ONE):
        return None
    return found


def _in_euros(unit: OfCol, revenue: Indicator) -> Expr:
    """Which rows count the revenue in euros, as the settings write them or as they are shown: no other unit adds to
    these."""
    return (unit == revenue.unit) | (unit == EURO) if revenue.unit != EURO else unit == EURO


# --- what settings declare --------------------------------------------------------------------------------


def checked_for_coherence(settings: Settings) -> tuple[Equality, ...]:
    """For coherence: what settings declare equal, in one order and one way round; raises SettingsError for figures
    that are not known, or that no rule sets side by side."""
    told: set[frozenset[str]] = set()
    for each in settings.equalities:
        if slip := _slip(each) or (_TWICE if _sides(each) in told else None):
            pair = f"{each.figure} = {each.equals}"
            raise SettingsError(settings.name, f"égalité « {pair} » : {slip.fr}", f"equality “{pair}”: {slip.en}")
        told.add(_sides(each))
    return tuple(pair.equality for pair in PAIRS if _sides(pair.equality) in told)


def _sides(equality: Equality) -> frozenset[str]:
    return frozenset((equality.figure, equality.equals))


_TWICE = Words("est déclarée deux fois", "it is declared twice")


def _slip(equality: Equality) -> Words | None:
    """Why an equality cannot be; None if it can."""
    for key in (equality.figure, equality.equals):
        if key != HUNDRED and key not in _BY_KEY:
            every = ", ".join(_BY_KEY)
            hint = hint_in_slip(key, _BY_KEY, Words(f" ; connus : {every}", f"; known: {every}"))
            return Words(f"chiffre inconnu « {key} »{hint.fr}", f"unknown figure “{key}”{hint.en}")
    if _sides(equality) in {_sides(pair.equality) for pair in PAIRS}:
        return None
    key = equality.equals if equality.figure == HUNDRED else equality.figure
    if key == HUNDRED:
        return Words("il faut un chiffre à égaler à « 100 % »", "a figure is needed that “100 %” is equal to")
    others = (pair for pair in PAIRS if key in (side.key for side in pair.figures))
    keys = (side for pair in others for side in _sides(pair.equality) if side != key)
    every = ", ".join(dict.fromkeys(keys))
    return Words(f"« {key} » ne se compare qu’à : {every}", f"“{key}” compares only with: {every}")


def coherence_declared_pairs(settings: Settings) -> list[Pair]:
    """The pairs of figures that settings declare equal, for coherence."""
    told = {_sides(each) for each in settings.equalities}
    return [pair for pair in PAIRS if _sides(pair.equality) in told]


def coherence_pairs(plan: Book, settings: Settings) -> list[tuple[Pair, bool]]:
    """For coherence: the pairs whose tables a plan has, each with whether its settings declare it; those declared
    first."""
    declared = coherence_declared_pairs(settings)
    found = [(pair, pair in declared) for pair in PAIRS if _is_in(plan, settings, pair)]
    return sorted(found, key=lambda each: not each[1])


def _is_in(plan: Book, settings: Settings, pair: Pair) -> bool:
    return all(
        each.table in plan.by_key
        and (each.table != "indicateurs" or coherence_revenue_indicator(settings) is not None)
        for each in pair.figures
    )


def coherence_gap_in_euros(one: Expr, other: Expr) -> Expr:
    """For coherence: what two figures differ by, in euros."""
    return euros(one - other)


def coherence_gap_in_points(shares: Expr, whole: Expr) -> Expr:
    """For coherence: what shares are beyond the whole, in points."""
    return round_((shares - whole) * 100, 3)


def tolerated_for_coherence(number: Expr) -> Expr:
    """For coherence: what the rounding of so many amounts, or shares, may come to: euros, or points."""
    return round_(number * ROUNDING, 3)


# --- what there is to tell of one plan, or of a team ------------------------------------------------------


def incoherences(plan: Contents, settings: Settings, *, shares: bool = True) -> Iterator[Finding]:
    """The pairs of a plan (or of many together) that its settings declare equal, and that differ; without the
    `shares`, which are one person's."""
    for pair, declared in coherence_pairs(plan.book, settings) if settings.equalities else ():
        if declared and (shares or pair.other):
            yield from _told(plan, settings, pair)


def _told(plan: Contents, settings: Settings, pair: Pair) -> Iterator[Finding]:
    totals = [evaluate_figure(each.total(settings), plan.world, MONEY) for each in pair.figures]
    sides = totals if pair.other else [*totals, 1.0]
    if None in sides or sides[0] == sides[1]:
        return
    gap = (coherence_gap_in_euros if pair.other else coherence_gap_in_points)(*map(lift, sides))
    number = reduce(add, (each.number(settings) for each in pair.figures))
    found = evaluate_figure(if_(abs_(gap) > tolerated_for_coherence(number), gap), plan.world, MONEY)
    about = {"one": pair.one.label}
    if found is not None and pair.other:
        amounts = dict(zip(("amount", "other_amount", "gap"), map(in_euros, (*totals, found)), strict=True))
        yield Finding("figures-differ", _place(plan, pair.other), "", about | {"other": pair.other.label} | amounts)
    elif found is not None:
        yield Finding("shares-not-whole", _place(plan, pair.one), shown(totals[0], PERCENT), about)


def _place(plan: Contents, one: Comparable) -> Place:
    """The first amount of a figure in a file; of many files together, the sheet that compares them."""
    table, frame = plan.book.by_key[one.table], plan.frames[one.table]
    header = table.by_key[one.column].header
    if not plan.file:
        return Place("", PROOF_SHEET, "", table.title, header)
    first = frame[frame[one.column].notna()].iloc[0]
    sheet, row = first.get("feuille", table.parts[0].sheet), first.get("ligne")
    col = plan.columns.get((one.table, sheet, one.column))
    cell = "" if col is None or row is None else address(int(row) - 1, col)
    return Place(plan.file, sheet, cell, table.title, header)
