"""Money against its budget: the one group that each row is in, where it will land, its écart constaté.

Écart = réel − prévu. b is the budget typed, d the spend typed; a blank is not 0, and a typed 0 is a figure. A row is
in one group, the first that applies, and its group says where it will land:

- *hors budget*: d typed, and no budget that counts (b blank, or the row is not retained): d;
- *non retenue*: decided against, and nothing spent: nothing (its b is set aside, in no total);
- *abandonnée*: begun and given up: d, 0 where it is blank;
- *terminée*: d, b where it is blank;
- *ouverte*: the remaining budget will be spent, which is the prudent assumption: b, or d once it is beyond (below it
  for an income expected, b < 0).

Where the table asks what is left to spend and somebody said so, a row that still runs (neither finished, nor given
up, nor decided against) lands at d + that, with or without a budget: its écart is then what was announced.
What an abandoned row no longer needs of its budget is *libéré*, and is no saving. Over any rows,
Σ landing − Σ b = Σ écart constaté − Σ budget libéré.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_

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
    max_,
    min_,
    round_,
    sum_,
)
from pacxl.definition.kind import CHOICE, GAP_MONEY, MONEY
from pacxl.definition.sheet import Figure
from pacxl.definition.table import Column, Mark

NOT_KEPT, UNBUDGETED, ABANDONED, FINISHED, OPEN = "non retenue", "hors budget", "abandonnée", "terminée", "ouverte"
REMAINING = "reste"  # the column of what is left to spend, and the section of settings that asks for it
PRUDENT = "Hypothèse prudente : le budget restant sera dépensé."
CLOSING = "Atterrissage − budget = écart constaté − budget libéré."

row = Row()


def euros(total: Expr) -> Expr:
    """A sum of euros to the cent: adding binary fractions leaves dust that would tip a half the wrong way."""
    return round_(total, 2)


def known_euros(column: OfCol, where: Expr) -> Expr:
    """A sum of money: a column of euros over some rows of its table, blank as long as none of them has a value."""
    found = where & ~is_blank(column)
    return if_(count(Of(column.table), found) > 0, euros(sum_(column, where)), blank)


def money_counts(table: Row | Of) -> Expr:
    """Whether the money of a row's budget counts: not that of a row that is not retained."""
    return ~(table.groupe == NOT_KEPT) & ~(table.groupe == UNBUDGETED)


@dataclass(frozen=True)
class Course:
    """How far a row of money is: the conditions under which it is finished (None: never), not retained, given up, and
    those under which anything is written in it; whether the table asks what is left to spend."""

    written: Expr
    finished: Expr | None = None
    dropped: Expr | None = None
    given_up: Expr | None = None
    asks_remaining: bool = False

    @property
    def group(self) -> Expr:
        """The group of a row; blank where nothing is written."""
        rest: Expr = if_(self.written, OPEN if self.finished is None else if_(self.finished, FINISHED, OPEN), blank)
        unbudgeted: Expr = is_blank(row.budget)
        if self.given_up is not None:
            rest = if_(self.given_up, ABANDONED, rest)
        if self.dropped is not None:
            rest, unbudgeted = if_(self.dropped, NOT_KEPT, rest), unbudgeted | self.dropped
        return if_(unbudgeted & ~is_blank(row.depense), UNBUDGETED, rest)

    @property
    def landing(self) -> Expr:
        spent, budget = row.depense, row.budget
        prudent = if_(is_blank(spent), budget, if_(budget < 0, min_(budget, spent), max_(budget, spent)))
        others: Expr = if_(row.groupe == UNBUDGETED, spent, blank)
        if self.given_up is not None:
            others = if_(row.groupe == ABANDONED, if_(is_blank(budget), blank, coalesce(spent, 0)), others)
        if self.finished is not None:
            others = if_(row.groupe == FINISHED, coalesce(spent, budget), others)
        landing = if_(row.groupe == OPEN, prudent, others)
        if not self.asks_remaining:
            return landing
        over = [each for each in (self.finished, self.given_up, self.dropped) if each is not None]
        said = reduce(and_, (~each for each in over), ~is_blank(row.reste))
        return if_(said, coalesce(spent, 0) + row.reste, landing)


def money_columns(table: Of, course: Course, own: Expr | None = None) -> tuple[Column, ...]:
    """The group of each row of a table that has a `budget` and a `depense`, its landing and its écarts (euros).

    `own` restricts totals to some rows. Where nothing can be given up, there is no `budget_libere`.
    """
    sums = MoneySums(table, own)
    return (
        Column(
            "groupe",
            "Groupe",
            CHOICE,
            course.group,
            detail=True,
            help="Comment la ligne est comptée : ouverte, terminée, abandonnée, hors budget ou non retenue.",
        ),
        Column(
            "atterrissage",
            "Atterrissage",
            MONEY,
            course.landing,
            detail=True,
            help=f"Ce que la ligne aura coûté à la fin. {PRUDENT}",
            total=sums.landing,
        ),
        *_released(course, sums),
        Column(
            "ecart_constate",
            "Écart constaté",
            GAP_MONEY,
            if_(row.groupe == UNBUDGETED, row.atterrissage, _gap(course)),
            help="Acquis : atterrissage − budget + budget libéré. Une dépense hors budget compte tout entière.",
            total=sums.found,
            marks=(Mark("bad", above=0),),
        ),
    )


def money_remaining_column(table: Of, own: Expr | None = None) -> Column:
    """The money that is left to spend (euros), typed where somebody knows it. `own` restricts its total to some
    rows."""
    return Column(
        REMAINING,
        "Reste à dépenser",
        MONEY,
        help="Ce qu’il reste à dépenser, en euros, si vous le savez : la ligne atterrit alors à dépensé + reste. "
        "Vide : le budget restant sera dépensé.",
        total=euros(sum_(table.reste, own)),
        synonyms=("rad", "reste à engager", "reste à payer", "restant à dépenser"),
    )


def _gap(course: Course) -> Expr:
    """A row without a budget can land somewhere only where what is left to spend is asked."""
    gap = row.atterrissage - (coalesce(row.budget, 0) if course.asks_remaining else row.budget)
    return gap if course.given_up is None else gap + row.budget_libere


def _released(course: Course, sums: MoneySums) -> tuple[Column, ...]:
    """What an abandoned row gives back, in a table that can have some."""
    if course.given_up is None:
        return ()
    left = if_(is_blank(row.atterrissage), blank, 0)
    return (
        Column(
            "budget_libere",
            "Budget libéré",
            MONEY,
            if_(row.groupe == ABANDONED, max_(0, row.budget - row.atterrissage), left),
            detail=True,
            help="Le budget qu’une action abandonnée ne dépensera plus : à redonner, et non une économie.",
            total=sums.released,
        ),
    )


class MoneySums:
    """The sums of a table's money over the rows for which `own` holds (all, if left out), in euros to the cent."""

    def __init__(self, table: Of, own: Expr | None = None) -> None:
        self._table, self._own = table, own

    def _sum(self, key: str, where: Expr | None = None) -> Expr:
        held = self._own if where is None else where if self._own is None else self._own & where
        return euros(sum_(getattr(self._table, key), held))

    @property
    def budget(self) -> Expr:
        """Σ b, without the rows that are not retained."""
        return self._sum("budget", money_counts(self._table))

    @property
    def spent(self) -> Expr:
        """Σ d of all rows."""
        return self._sum("depense")

    @property
    def unbudgeted(self) -> Expr:
        """Σ d of what was spent without a budget."""
        return self._sum("depense", self._table.groupe == UNBUDGETED)

    @property
    def landing(self) -> Expr:
        return self._sum("atterrissage")

    @property
    def released(self) -> Expr:
        return self._sum("budget_libere")

    @property
    def found(self) -> Expr:
        """Σ écart constaté: what is over, and what is saved, for good."""
        return self._sum("ecart_constate")

    @property
    def overruns(self) -> Expr:
        return self._sum("ecart_constate", self._table.ecart_constate > 0)

    @property
    def savings(self) -> Expr:
        return self._sum("ecart_constate", self._table.ecart_constate < 0)

    @property
    def landing_gap(self) -> Expr:
        """Σ landing − Σ b."""
        return euros(self.landing - self.budget)


def money_found_figures(money: MoneySums) -> tuple[Figure, ...]:
    """The écart constaté of some rows, and the two sums that make it."""
    return (
        Figure("ecart_constate", "Écart constaté (acquis)", GAP_MONEY, money.found),
        Figure("depassements", "dont dépassements", GAP_MONEY, money.overruns),
        Figure("economies", "dont économies", GAP_MONEY, money.savings),
    )


def share_of_budget(part: Expr, budget: Expr) -> Expr:
    """A share of the money of a budget; blank where the budget is 0 or less: a share of an income expected means
    nothing."""
    return if_(budget > 0, part / budget, blank)
