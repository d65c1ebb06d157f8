"""A result beside its target: écart = réel − prévu, atteinte and verdict in the row's own unit and sense; sums."""

from __future__ import annotations

from collections.abc import Collection

from pacxl.definition.expr import Col, Expr, Of, OfCol, Row, abs_, blank, count, if_, is_blank, round_, sum_
from pacxl.definition.kind import CHOICE, GAP_NUMBER, GAP_PERCENT, PERCENT
from pacxl.definition.table import Column, Mark

row = Row()

HIGHER, LOWER = "plus haut", "plus bas"
FAVOURABLE, UNFAVOURABLE = "favorable", "défavorable"
PERCENT_UNIT = "%"
VERDICT_MARKS = (Mark("good", FAVOURABLE), Mark("bad", UNFAVOURABLE))
_IN_POINTS = row.unite == PERCENT_UNIT


def verdict(result: Expr, target: Expr, sense: Expr) -> Expr:
    """Favourable when the target is reached, in the sense given; blank as long as one of the three is missing."""
    known = ~is_blank(result) & ~is_blank(target)
    return if_(
        known & (sense == HIGHER),
        if_(result >= target, FAVOURABLE, UNFAVOURABLE),
        if_(known & (sense == LOWER), if_(result <= target, FAVOURABLE, UNFAVOURABLE), blank),
    )


def gap(result: Expr, target: Expr) -> Expr:
    """The écart of a row with a unit: between percentages, in points."""
    return if_(_IN_POINTS, round_((result - target) * 100, 6), result - target)


def euros(total: Expr) -> Expr:
    """A sum of euros to the cent: adding binary fractions leaves dust that would tip a half the wrong way."""
    return round_(total, 2)


def known_euros(column: OfCol, where: Expr) -> Expr:
    """The sum of a column of euros over some rows of its table, blank as long as none of them has a value."""
    found = where & ~is_blank(column)
    return if_(count(Of(column.table), found) > 0, euros(sum_(column, where)), blank)


def gap_column(target: Expr, rule: str, *, detail: bool = False) -> Column:
    """The écart of the row's `resultat`, in its unit; `rule` says in words what it is."""
    told = f"{rule}. Entre deux pourcentages, l’écart est en points."
    formula = gap(row.resultat, target)
    return Column("ecart", "Écart", GAP_NUMBER, formula, unit_key="unite", detail=detail, help=told)


def verdict_column(formula: Expr, help_: str, *, width: int | None = None, detail: bool = False) -> Column:
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
        gap_column(target, f"Résultat − {name}", detail="ecart" in folded),
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
            if_((row.resultat >= 0) & (target > 0), rate, blank),
            detail="atteinte" in folded,
            bar=True,
            help=f"Taux d’atteinte : résultat ÷ {name} ({name} ÷ résultat si plus bas est mieux).",
        ),
        verdict_column(
            verdict(row.resultat, target, row.sens),
            "Favorable quand le but est tenu, dans le sens choisi. Sans sens, pas de verdict.",
            detail="verdict" in folded,
        ),
    )
