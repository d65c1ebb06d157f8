"""The figures that add rows up, line by line: their true total above them, and what no line of theirs holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pacxl.definition.expr import Expr, Of, Row, count, is_blank, round_, sum_
from pacxl.definition.kind import COUNT, GAP_MONEY, GAP_PERCENT, PERCENT, SUM_MONEY, Kind
from pacxl.definition.table import Column, Mark
from pacxl.plan.tables.action_status import IS_DONE, LATE, action_goes_on
from pacxl.plan.tables.money import CLOSING, PRUDENT, MoneySums, share_of_budget
from pacxl.plan.tables.results import FAVOURABLE, UNFAVOURABLE

OTHERS = "Autres"

row, actions = Row(), Of("actions")
# Somebody, money or a date: what a step that is only proposed does not have.
PLANNED = (
    ~is_blank(actions.qui)
    | ~is_blank(actions.budget)
    | ~is_blank(actions.depense)
    | ~is_blank(actions.debut)
    | ~is_blank(actions.fin)
    | ~is_blank(actions.fin_reelle)
)


def rollup_person(rows: Of) -> Expr:
    """In a roll-up by person, which rows of a table are its row's person's: homonyms in two teams are two people."""
    same_team = (rows.equipe == row.equipe) | (is_blank(rows.equipe) & is_blank(row.equipe))
    return (rows.commercial == row.commercial) & same_team


@dataclass(frozen=True)
class RollUp:
    """A table whose rows each add up the rows of another for which `own` holds; `apart` are those that no line of it
    is for (without a date, outside the period), in the order of `Table.apart`. It is `exhaustive` where each row has
    its line whatever people do: a plan's families are its Excel Tables."""

    table: Of
    own: Expr
    apart: Sequence[Expr] = ()
    exhaustive: bool = False

    def added(self, key: str, header: str, kind: Kind, sum_of: Callable[[Expr | None], Expr], help_: str) -> Column:
        """A sum or a count. Its total is that of all rows, whatever lines there are: *Autres* is what they leave."""
        whole, apart = sum_of(None), tuple(sum_of(each) for each in self.apart)
        rest = whole - sum_(getattr(self.table, key))
        for each in apart:
            rest = rest - each
        marks = (Mark("bad", above=0),) if key in _ALERTS else ()
        digits = 0 if kind is COUNT else 2
        own = sum_of(self.own)
        return Column(
            key, header, kind, own, help=help_, total=whole, apart=apart, rest=round_(rest, digits), marks=marks
        )

    def share(self, key: str, header: str, kind: Kind, parts: tuple[Column, Column], help_: str) -> Column:
        """A ratio of two of its sums: of the line's, and of the totals'; blank where it means nothing.

        Of an exhaustive table the totals are those of its lines: the same, and short enough for Excel where the rows
        are spread over many Excel Tables.
        """
        over, under = parts
        mine = share_of_budget(getattr(row, over.key), getattr(row, under.key))
        apart = tuple(share_of_budget(*each) for each in zip(over.apart, under.apart, strict=True))
        total = share_of_budget(self._total(over), self._total(under))
        return Column(key, header, kind, mine, help=help_, total=total, apart=apart)

    def _total(self, column: Column) -> Expr:
        if column.total is None or self.exhaustive:
            return sum_(getattr(self.table, column.key))
        return column.total


_ALERTS = ("en_retard", "ecart_constate")


def rollup_columns(
    table: str, own: Expr, apart: Sequence[Expr] = (), *, exhaustive: bool = False
) -> tuple[Column, ...]:
    """The columns of a table whose rows each add up the actions for which `own` holds (`RollUp` tells the others)."""
    lines = RollUp(Of(table), own, apart, exhaustive)

    def money(name: str) -> Callable[[Expr | None], Expr]:
        return lambda held: getattr(MoneySums(actions, held), name)

    planned = lines.added(
        "planifiees",
        "Planifiées",
        COUNT,
        _counted(PLANNED & ~is_blank(actions.statut)),
        "Avec une personne, de l’argent ou une date.",
    )
    done = lines.added("terminees", "Terminées", COUNT, _counted(IS_DONE), "Fin réelle renseignée.")
    budget = lines.added(
        "budget", "Budget", SUM_MONEY, money("budget"), "La somme des budgets, sans les non retenues."
    )
    spent = lines.added("depense", "Dépensé", SUM_MONEY, money("spent"), "La somme des dépenses.")
    found = lines.added(
        "ecart_constate", "Écart constaté", GAP_MONEY, money("found"), "Acquis : dépassements − économies."
    )
    return (
        lines.added("actions", "Actions", COUNT, _counted(~is_blank(actions.statut)), "Étapes proposées comprises."),
        planned,
        done,
        lines.added("en_retard", "En retard", COUNT, _counted(actions.statut == LATE), "Date de fin dépassée."),
        lines.share("part_terminee", "Part terminée", PERCENT, (done, planned), "Terminées ÷ planifiées."),
        budget,
        spent,
        lines.share("consomme", "Consommé", PERCENT, (spent, budget), "Dépensé ÷ budget."),
        lines.added(
            "hors_budget", "Dont hors budget", SUM_MONEY, money("unbudgeted"), "Dépensé sans budget qui compte."
        ),
        found,
        lines.share("ecart_constate_pct", "Écart %", GAP_PERCENT, (found, budget), "Écart constaté ÷ budget."),
        lines.added(
            "budget_libere",
            "Budget libéré",
            SUM_MONEY,
            money("released"),
            "Ce que les abandonnées ne dépenseront plus : à redonner, et non une économie.",
        ),
        lines.added("atterrissage", "Atterrissage", SUM_MONEY, money("landing"), PRUDENT),
        lines.added("ecart_atterrissage", "Écart à l’atterrissage", GAP_MONEY, money("landing_gap"), CLOSING),
    )


def _counted(condition: Expr) -> Callable[[Expr | None], Expr]:
    """How many actions satisfy a condition, among those that are held."""
    return lambda held: count(actions, condition if held is None else held & condition)


# --- how late, and how well -------------------------------------------------------------------------------

_LATE = actions.retard > 0
_LATE_DONE, _LATE_OPEN = IS_DONE & _LATE, ~IS_DONE & _LATE
_GOES_ON = action_goes_on(actions)
_SO_FAR = "parmi les actions qui ont une cible, un résultat et un sens ; à ce jour, sans les abandonnées."


def rollup_delay_columns(table: str, own: Expr, apart: Sequence[Expr] = ()) -> tuple[Column, ...]:
    """The columns of a roll-up whose lines each tell how late the actions for which `own` holds are (their number,
    and days), those that are finished and those that still run, and how many reached their target."""
    lines = RollUp(Of(table), own, apart)

    def late(key: str, header: str, which: Expr, help_: str) -> tuple[Column, Column]:
        def days(held: Expr | None) -> Expr:
            return sum_(actions.retard, which if held is None else held & which)

        return (
            lines.added(f"retards{key}", f"En retard{header}", COUNT, _counted(which), help_),
            lines.added(f"jours{key}", f"Jours de retard{header}", COUNT, days, "Leurs retards additionnés."),
        )

    return (
        *late("", "", _LATE, "Les actions finies après leur fin prévue, ou qui l’ont passée sans être finies."),
        *late("_terminees", ", terminées", _LATE_DONE, "Finies après leur fin prévue."),
        *late("_ouvertes", ", encore ouvertes", _LATE_OPEN, "Leur fin prévue est passée ; elles ne sont pas finies."),
        lines.added(
            "objectifs_atteints",
            "Objectifs atteints",
            COUNT,
            _counted(_GOES_ON & (actions.verdict == FAVOURABLE)),
            f"Résultat favorable, {_SO_FAR}",
        ),
        lines.added(
            "objectifs_manques",
            "Objectifs non atteints",
            COUNT,
            _counted(_GOES_ON & (actions.verdict == UNFAVOURABLE)),
            f"Résultat défavorable, {_SO_FAR}",
        ),
    )
