"""A result beside its target: écart = réel − prévu, atteinte and verdict in the row's own unit and sense; sums."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from pacxl.definition.expr import Col, Expr, Operand, Row, abs_, blank, if_, is_blank, round_
from pacxl.definition.kind import CHOICE, GAP_NUMBER, GAP_PERCENT, PERCENT
from pacxl.definition.rule import Rule
from pacxl.definition.table import Column, Mark
from pacxl.typography import NARROW, WIDE

row = Row()

HIGHER, LOWER = "plus haut", "plus bas"
FAVOURABLE, UNFAVOURABLE = "favorable", "défavorable"
PERCENT_UNIT = "%"
VERDICT_MARKS = (Mark("good", FAVOURABLE), Mark("bad", UNFAVOURABLE))
UNSIGNED = 2  # from there on, a percentage looks like one that was typed without its sign: 20 for 20 %
_IN_POINTS = row.unite == PERCENT_UNIT


def result_verdict(result: Expr, target: Expr, sense: Expr, good: Operand = FAVOURABLE) -> Expr:
    """The verdict of a result: favourable when the target is reached, in the sense given; blank as long as one of the
    three is missing."""
    known = ~is_blank(result) & ~is_blank(target)
    return if_(
        known & (sense == HIGHER),
        if_(result >= target, good, UNFAVOURABLE),
        if_(known & (sense == LOWER), if_(result <= target, good, UNFAVOURABLE), blank),
    )


# --- percentages typed without their sign -----------------------------------------------------------------


def is_doubtful_result(result: Expr, target: Expr) -> Expr:
    """Of a result and a target in percentages, one has its sign, the other not: 20 beside 25 % is 20 % or 2 000 %."""
    return _IN_POINTS & (_only_one_signed(result, target) | _only_one_signed(target, result))


def _is_unsigned(result: Expr, target: Expr) -> Expr:
    """Two percentages typed without their sign: 20 beside 25."""
    return _IN_POINTS & _large(result, target) & ~is_doubtful_result(result, target)


def _only_one_signed(one: Expr, other: Expr) -> Expr:
    return (abs_(one) >= UNSIGNED) & (abs_(other) < 1) & ~(other == 0)


def _large(result: Expr, target: Expr) -> Expr:
    return (~is_blank(target) & (abs_(result) >= UNSIGNED)) | (~is_blank(result) & (abs_(target) >= UNSIGNED))


def result_percent_rules(table: str, target: str, result: str = "resultat") -> tuple[Rule, ...]:
    """The rules of a result beside its target, where both are percentages."""
    aimed, done = Col(target), Col(result)
    return (
        Rule("percent-one-signed", table, result, is_doubtful_result(done, aimed), result, _readings(target, result)),
        Rule("percent-unsigned", table, result, _is_unsigned(done, aimed), shows=result),
    )


def _readings(target: str, result: str) -> tuple[tuple[str, Callable[[Any], str]], ...]:
    """What the two percentages of a row can be: the one that has its sign, and the two readings of the other."""

    def said(least: bool, times: int) -> Callable[[Any], str]:
        def percent(cells: Any) -> str:
            number = sorted((float(cells[target]), float(cells[result])), key=abs)[0 if least else 1] * times
            return f"{number:,.10g}{WIDE}%".replace(",", NARROW).replace(".", ",")

        return percent

    return (("signed", said(True, 100)), ("one", said(False, 1)), ("other", said(False, 100)))


def result_rules(table: str, target: str, result: str = "resultat", own: Expr | None = None) -> tuple[Rule, ...]:
    """The rules of a result: what it and a target need to be judged: a sense, and percentages alike. `own` restricts
    the rows."""
    senseless = ~is_blank(Col(target)) & ~is_blank(Col(result)) & is_blank(row.sens)
    told = senseless if own is None else own & senseless
    return (Rule("sense-missing", table, "sens", told), *result_percent_rules(table, target, result))


def result_gap(result: Expr, target: Expr) -> Expr:
    """The écart of a result from its target, in the row's unit: between percentages, in points; blank between two
    that are doubtful."""
    points = if_(is_doubtful_result(result, target), blank, if_(_large(result, target), 1, 100))
    return if_(_IN_POINTS, round_((result - target) * points, 6), result - target)


def result_sure_verdict(result: Expr, target: Expr, judged: Expr) -> Expr:
    """The verdict of a result, blank where one of two percentages lost its sign."""
    return if_(is_doubtful_result(result, target), blank, judged)


def result_gap_column(target: Expr, rule: str, *, detail: bool = False) -> Column:
    """The écart of the row's `resultat`, in its unit; `rule` says in words what it is."""
    told = f"{rule}. Entre deux pourcentages, l’écart est en points."
    formula = result_gap(row.resultat, target)
    return Column("ecart", "Écart", GAP_NUMBER, formula, unit_key="unite", detail=detail, help=told)


def result_verdict_column(formula: Expr, help_: str, *, width: int | None = None, detail: bool = False) -> Column:
    """The verdict of a result beside its target, as a column."""
    return Column("verdict", "Verdict", CHOICE, formula, help=help_, width=width, detail=detail, marks=VERDICT_MARKS)


def result_columns(target: Col, name: str, folded: Collection[str] = ("ecart_pct", "atteinte")) -> tuple[Column, ...]:
    """Écart, écart %, atteinte and verdict of the row's `resultat` beside a target, in its `unite` and its `sens`.

    `name` is the target's, as people read it; the `folded` are out of the simple view. Between two percentages the
    écart is in points, and has no écart %.
    """
    plain = row.resultat - target
    rate = if_(row.sens == LOWER, target / row.resultat, if_(row.sens == HIGHER, row.resultat / target, blank))
    return (
        result_gap_column(target, f"Résultat − {name}", detail="ecart" in folded),
        Column(
            "ecart_pct",
            "Écart %",
            GAP_PERCENT,
            if_(_IN_POINTS, blank, plain / abs_(target)),
            detail="ecart_pct" in folded,
            help=f"L’écart rapporté à : {name} (sans objet entre deux pourcentages).",
        ),
        Column(
            "atteinte",
            "Atteinte",
            PERCENT,
            if_((row.resultat >= 0) & (target > 0) & ~is_doubtful_result(row.resultat, target), rate, blank),
            detail="atteinte" in folded,
            bar=True,
            help=f"Taux d’atteinte : résultat ÷ {name} ({name} ÷ résultat si plus bas est mieux).",
        ),
        result_verdict_column(
            result_sure_verdict(row.resultat, target, result_verdict(row.resultat, target, row.sens)),
            "Favorable quand le but est tenu, dans le sens choisi. Sans sens, pas de verdict.",
            detail="verdict" in folded,
        ),
    )
