"""A result beside its target: écart = réel − prévu, atteinte and verdict in the row's own unit and sense; sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pacxl.definition.expr import Col, Expr, Operand, Row, abs_, blank, if_, is_blank, round_
from pacxl.definition.kind import CHOICE, GAP_NUMBER, GAP_PERCENT, PERCENT, Kind
from pacxl.definition.rule import Rule
from pacxl.definition.sheet import Series
from pacxl.definition.table import Column, Mark
from pacxl.settings.model import Family
from pacxl.typography import WIDE, french_number

row = Row()

HIGHER, LOWER = "plus haut", "plus bas"
FAVOURABLE, UNFAVOURABLE = "favorable", "défavorable"
BARS_BY_SENSE = (  # of a chart of écarts, whose table has a column of each sense
    Series("defavorable", UNFAVOURABLE.capitalize(), tone="bad"),
    Series("favorable", FAVOURABLE.capitalize(), tone="good"),
)
PERCENT_UNIT = "%"
VERDICT_MARKS = (Mark("good", FAVOURABLE), Mark("bad", UNFAVOURABLE))
UNSIGNED = 2  # from there on, a percentage looks like one that was typed without its sign: 20 for 20 %
IN_PERCENT = row.unite == PERCENT_UNIT


@dataclass(frozen=True)
class ReadAs:
    """How the row's sense and unit are read: when lower is better, when higher is, and when its measures are
    percentages. As they stand there, a blank sense is none, and a blank unit a plain number."""

    lower: Expr = row.sens == LOWER
    higher: Expr = row.sens == HIGHER
    percent: Expr = IN_PERCENT


AS_TYPED = ReadAs()


def read_as_families(families: Iterable[Family]) -> ReadAs:
    """How the sense and the unit of an action are read: where it says none, as its family has it; higher is better,
    and the unit a plain number, but where the family says otherwise."""
    lower, percent = row.sens == LOWER, IN_PERCENT
    for family in families:
        if family.sense == LOWER:
            lower = lower | (is_blank(row.sens) & (row.famille == family.sheet))
        if family.unit == PERCENT_UNIT:
            percent = percent | (is_blank(row.unite) & (row.famille == family.sheet))
    return ReadAs(lower, ~lower, percent)


def result_verdict(result: Expr, target: Expr, sense: Expr, good: Operand = FAVOURABLE) -> Expr:
    """The verdict of a result: favourable when the target is reached, in the sense given; blank as long as one of the
    three is missing."""
    known = ~is_blank(result) & ~is_blank(target)
    return if_(
        known & (sense == HIGHER),
        if_(result >= target, good, UNFAVOURABLE),
        if_(known & (sense == LOWER), if_(result <= target, good, UNFAVOURABLE), blank),
    )


def rate_of(part: Expr, whole: Expr) -> Expr:
    """A rate, of a row or of the sums of many; blank of 0 or less, of which there is no part."""
    return if_(whole > 0, part / whole, blank)


# --- percentages typed without their sign -----------------------------------------------------------------


def is_doubtful_result(result: Expr, target: Expr, percent: Expr = IN_PERCENT) -> Expr:
    """Of a result and a target in percentages, or in a unit that nobody said, one has its sign, the other not:
    20 beside 25 % is 20 % or 2 000 %."""
    return (percent | is_blank(row.unite)) & (_only_one_signed(result, target) | _only_one_signed(target, result))


def _is_unsigned(result: Expr, target: Expr, percent: Expr) -> Expr:
    """Two percentages typed without their sign: 20 beside 25."""
    return percent & _large(result, target) & ~is_doubtful_result(result, target, percent)


def _only_one_signed(one: Expr, other: Expr) -> Expr:
    return (abs_(one) >= UNSIGNED) & (abs_(other) < 1) & ~(other == 0)


def _large(result: Expr, target: Expr) -> Expr:
    return (~is_blank(target) & (abs_(result) >= UNSIGNED)) | (~is_blank(result) & (abs_(target) >= UNSIGNED))


def result_percent_rules(
    table: str, target: str, result: str = "resultat", percent: Expr = IN_PERCENT
) -> tuple[Rule, ...]:
    """The rules of a result beside its target, where both are percentages."""
    aimed, done = Col(target), Col(result)
    doubtful = is_doubtful_result(done, aimed, percent)
    return (
        Rule("percent-one-signed", table, result, doubtful, result, _readings(target, result)),
        Rule("percent-unsigned", table, result, _is_unsigned(done, aimed, percent), shows=result),
    )


def _readings(target: str, result: str) -> tuple[tuple[str, Callable[[Any], str]], ...]:
    """What the two percentages of a row can be: the one that has its sign, and the two readings of the other."""

    def said(least: bool, times: int) -> Callable[[Any], str]:
        def percent(cells: Any) -> str:
            number = sorted((float(cells[target]), float(cells[result])), key=abs)[0 if least else 1] * times
            return f"{french_number(f'{number:,.10g}')}{WIDE}%"

        return percent

    return (("signed", said(True, 100)), ("one", said(False, 1)), ("other", said(False, 100)))


def result_rules(table: str, target: str) -> tuple[Rule, ...]:
    """The rules of the row's `resultat`: what it and a target need to be judged: a sense, and percentages alike."""
    senseless = ~is_blank(Col(target)) & ~is_blank(row.resultat) & is_blank(row.sens)
    return (Rule("sense-missing", table, "sens", senseless), *result_percent_rules(table, target))


def result_gap(result: Expr, target: Expr, percent: Expr = IN_PERCENT) -> Expr:
    """The écart of a result from its target, in the row's unit: between percentages, in points; blank between two
    that are doubtful."""
    points = round_((result - target) * if_(_large(result, target), 1, 100), 6)
    return if_(is_doubtful_result(result, target, percent), blank, if_(percent, points, result - target))


def result_sure_verdict(result: Expr, target: Expr, judged: Expr) -> Expr:
    """The verdict of a result, blank where one of two percentages lost its sign."""
    return if_(is_doubtful_result(result, target), blank, judged)


def result_gap_column(
    target: Expr, rule: str, *, kind: Kind = GAP_NUMBER, percent: Expr = IN_PERCENT, detail: bool = False
) -> Column:
    """The écart of the row's `resultat`, in its unit; `rule` says in words what it is."""
    told = f"{rule}. Entre deux pourcentages, l’écart est en points."
    formula = result_gap(row.resultat, target, percent)
    return Column("ecart", "Écart", kind, formula, unit_key="unite", detail=detail, help=told)


def result_verdict_column(formula: Expr, help_: str, *, width: int | None = None, detail: bool = False) -> Column:
    """The verdict of a result beside its target, as a column."""
    return Column("verdict", "Verdict", CHOICE, formula, help=help_, width=width, detail=detail, marks=VERDICT_MARKS)


def result_columns(target: Col, name: str, read_as: ReadAs = AS_TYPED, kind: Kind = GAP_NUMBER) -> tuple[Column, ...]:
    """Écart, écart %, atteinte and verdict of the row's `resultat` beside a target, in its `unite` and its `sens`.

    `name` is the target's, as people read it; the écart is of a `kind`. Between two percentages it is in points, and
    has no écart %.
    """
    plain = row.resultat - target
    rate = if_(read_as.lower, target / row.resultat, if_(read_as.higher, row.resultat / target, blank))
    return (
        result_gap_column(target, f"Résultat − {name}", kind=kind, percent=read_as.percent),
        Column(
            "ecart_pct",
            "Écart %",
            GAP_PERCENT,
            if_(read_as.percent, blank, plain / abs_(target)),
            detail=True,
            help=f"L’écart rapporté à : {name} (sans objet entre deux pourcentages).",
        ),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            if_((row.resultat >= 0) & (target > 0) & ~is_blank(row.ecart), rate, blank),
            detail=True,
            bar=True,
            help=f"Taux d’atteinte : résultat ÷ {name} ({name} ÷ résultat si plus bas est mieux).",
        ),
        result_verdict_column(
            if_(is_blank(row.ecart), blank, _judged(row.resultat, target, read_as)),
            "Favorable quand le but est tenu, dans le sens choisi. Sans sens, pas de verdict.",
            width=13,
        ),
    )


def _judged(result: Expr, target: Expr, read_as: ReadAs) -> Expr:
    """The verdict of a result of which the écart is known."""
    high = if_(read_as.higher, if_(result >= target, FAVOURABLE, UNFAVOURABLE), blank)
    return if_(read_as.lower, if_(result <= target, FAVOURABLE, UNFAVOURABLE), high)
