"""The tree of a computed figure: what builds one, what it refuses, and what is asked of it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

import pytest

from pacxl.definition.expr import (
    Aggregate,
    Call,
    Col,
    Expr,
    Literal,
    Lookup,
    Of,
    OfCol,
    Row,
    abs_,
    add_days,
    any_filled,
    blank,
    coalesce,
    count,
    edate,
    if_,
    is_blank,
    lift,
    lookup,
    max_,
    min_,
    month_start,
    round_,
    sum_,
    today,
)
from pacxl.definition.signatures import ExpressionError, Type
from pacxl.definition.tree import (
    bind_tree,
    conjuncts_in_tree,
    disjuncts_in_tree,
    tree_columns,
    tree_words,
    type_of_tree,
    walk,
)

row, sales, codes = Row(), Of("ventes"), Of("codes")
A_DAY = dt.date(2026, 1, 5)


# --- what is refused when it is built ---------------------------------------------------------------------

REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "the truth of a comparison": (lambda: bool(row.a == 1), "use & | ~ and if_()"),
    "the truth of a cell": (lambda: bool(row.a), "use & | ~ and if_()"),
    "`and` between conditions": (lambda: (row.a > 1) and (row.b > 1), "no truth value"),
    "`not` before a condition": (lambda: not (row.a > 1), "no truth value"),
    "`if` over a condition": (lambda: 1 if row.a > 1 else 2, "no truth value"),
    "a comparison in a chain": (lambda: 0 < row.a < 1, "no truth value"),
    "a cell sought in a list": (lambda: row.a in [1, 2], "no truth value"),
    "an object that is no constant": (lambda: row.a + object(), "not a constant"),  # type: ignore[operator]
    "a function that there is not": (lambda: Call("SOMME", (row.a,)), "no such function: SOMME"),
    "a function with an operand too many": (lambda: Call("ABS", (row.a, row.b)), "ABS does not take 2 operands"),
    "a function with an operand too few": (lambda: Call("IF", (row.a,)), "IF does not take 1 operands"),
    "a COALESCE of nothing": (coalesce, "COALESCE does not take 0 operands"),
    "an empty text": (lambda: row.a == "", "an empty text is the blank"),
    "a text of 256 characters": (lambda: lift("x" * 256), "at most 255 characters"),
    "a text of 128 characters that Excel counts twice": (lambda: lift("𝒳" * 128), "at most 255 characters"),
    "a text with a character that no file holds": (lambda: lift("a\x00"), "no control characters"),
    "a text with a carriage return, which a file loses": (lambda: lift("a\r\nb"), "no control characters"),
    "half a character": (lambda: lift("\ud83d"), "no control characters"),
    "what is not a number": (lambda: lift(math.nan), "not a number"),
    "infinity": (lambda: lift(-math.inf), "not a number"),
    "a date with a time of day": (lambda: lift(dt.datetime(2026, 1, 5, 8)), "no time of day"),
    "a date that Excel counts wrong": (lambda: lift(dt.date(1900, 2, 28)), "a date before 1900-03-01"),
    "a lookup in two tables": (lambda: lookup(row.a, codes.code, sales.nom), "not codes and ventes"),
}


@pytest.mark.parametrize(("build", "slip"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_and_the_slip_is_named(build: Callable[[], object], slip: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        build()
    assert slip in str(refusal.value)


ACCEPTED = {
    "a text of 255 characters": "x" * 255,
    "a text over two lines": "deux\nlignes",
    "a text in French, with its spaces": "Été : « ça » ’ \u202f!",
    "the first date": dt.date(1900, 3, 1),
    "the last date": dt.date(9999, 12, 31),
    "the blank": None,
    "a condition that holds": True,
}


@pytest.mark.parametrize("value", ACCEPTED.values(), ids=ACCEPTED)
def test_a_constant_is_lifted_as_it_is(value: object) -> None:
    assert lift(value).value is value  # type: ignore[attr-defined]  # lift gives a Literal


def test_a_node_is_lifted_as_itself() -> None:
    assert lift(today) is today


# --- what is built, in words ------------------------------------------------------------------------------

BUILT: dict[str, tuple[Expr, str]] = {
    "a cell": (row.budget, "budget"),
    "a column of a table": (sales.montant, "ventes.montant"),
    "the date": (today, "today"),
    "the blank": (blank, "blank"),
    "a number": (lift(0.5), "0.5"),
    "a text": (lift("Été"), "'Été'"),
    "a day": (lift(A_DAY), "2026-01-05"),
    "a sum of a cell and a number": (row.a + 1, "(a + 1)"),
    "a sum of a number and a cell": (1 + row.a, "(1 + a)"),
    "a difference": (row.a - row.b, "(a - b)"),
    "a difference from a number": (1 - row.a, "(1 - a)"),
    "a product": (row.a * 2, "(a * 2)"),
    "a product by a cell": (2 * row.a, "(2 * a)"),
    "a quotient": (row.a / row.b, "(a / b)"),
    "a quotient of a number": (1 / row.a, "(1 / a)"),
    "a sign": (-row.a, "(0 - a)"),
    "Python's precedence": (row.a + row.b * row.c, "(a + (b * c))"),
    "equality": (row.a == 1, "(a = 1)"),
    "equality, the number first": (lift(1) == row.a, "(1 = a)"),
    "difference": (row.a != "x", "(a <> 'x')"),
    "less": (row.a < row.b, "(a < b)"),
    "less, the number first": (row.a > 1, "(a > 1)"),
    "at most": (row.a <= row.b, "(a <= b)"),
    "more": (row.a > row.b, "(a > b)"),
    "at least": (row.a >= row.b, "(a >= b)"),
    "both": ((row.a == 1) & (row.b == 2), "AND((a = 1), (b = 2))"),
    "either": ((row.a == 1) | (row.b == 2), "OR((a = 1), (b = 2))"),
    "not": (~(row.a == 1), "NOT((a = 1))"),
    "a choice": (if_(row.a == 1, "oui", "non"), "IF((a = 1), 'oui', 'non')"),
    "a choice of something or nothing": (if_(row.a == 1, row.b), "IF((a = 1), b, blank)"),
    "the first that is not blank": (coalesce(row.a, row.b, 0), "COALESCE(a, b, 0)"),
    "whether a cell is blank": (is_blank(row.a), "ISBLANK(a)"),
    "whether a row has anything in it": (any_filled("a", "d"), "any filled from a to d"),
    "the least": (min_(row.a, 1), "MIN(a, 1)"),
    "the most": (max_(row.a, today), "MAX(a, today)"),
    "a size": (abs_(row.a), "ABS(a)"),
    "a square root": (Call("SQRT", (row.a,)), "SQRT(a)"),
    "a rounding": (round_(row.a, 2), "ROUND(a, 2)"),
    "a month's first day": (month_start(row.jour), "MONTHSTART(jour)"),
    "months later": (edate(row.jour, -1), "EDATE(jour, -1)"),
    "days later": (add_days(row.jour, row.a), "ADDDAYS(jour, a)"),
    "a column's sum": (sum_(sales.montant), "SUM(ventes.montant)"),
    "a sum of some rows": (
        sum_(sales.montant, where=sales.nom == row.nom),
        "SUM(ventes.montant, where (ventes.nom = nom))",
    ),
    "a count of rows": (count(sales, sales.nom == "x"), "COUNT(ventes, where (ventes.nom = 'x'))"),
    "a lookup": (lookup(row.a, codes.code, codes.valeur), "LOOKUP(a in codes.code, codes.valeur)"),
}


@pytest.mark.parametrize(("expr", "words"), BUILT.values(), ids=BUILT)
def test_an_operator_builds_the_tree_that_is_shown(expr: Expr, words: str) -> None:
    assert tree_words(expr) == words


# --- types ------------------------------------------------------------------------------------------------

TYPES = {
    (None, "n"): Type.NUMBER,
    (None, "m"): Type.NUMBER,
    (None, "t"): Type.TEXT,
    (None, "d"): Type.DATE,
    ("ventes", "montant"): Type.NUMBER,
    ("ventes", "nom"): Type.TEXT,
    ("ventes", "jour"): Type.DATE,
}


def column_type(table: str | None, key: str) -> Type:
    if (table, key) not in TYPES:
        raise ExpressionError(f"no column {key!r}")
    return TYPES[table, key]


SLIPS: dict[str, tuple[Expr, str]] = {
    "a column that there is not": (row.n + row.inconnu, "no column 'inconnu'"),
    "a column that another table has not": (sum_(sales.inconnu), "no column 'inconnu'"),
    "a text added to a number": (row.n + row.t, "+ does not take (number, text): (n + t)"),
    "a text subtracted": (row.t - 1, "- does not take (text, number): (t - 1)"),
    "a date added to a number": (row.d + 1, "+ does not take (date, number): (d + 1)"),
    "a number subtracted from a date": (row.d - 1, "- does not take (date, number): (d - 1)"),
    "a condition added": ((row.n > 1) + 1, "+ does not take (logical, number)"),
    "a date compared with a text": (row.d < "demain", "< does not take (date, text): (d < 'demain')"),
    "a date equal to a number": (row.d == 5, "= does not take (date, number): (d = 5)"),
    "texts put in order": (row.t < "x", "< does not take (text, text)"),
    "conditions compared": ((row.n > 1) == (row.m > 1), "= does not take (logical, logical)"),
    "a number as a condition": (if_(row.n, 1, 2), "IF does not take (number, number, number)"),
    "branches of two types": (if_(row.n > 1, "oui", 0), "IF does not take (logical, text, number)"),
    "a condition as a value": (if_(row.n > 1, row.n > 2), "IF does not take (logical, logical, blank)"),
    "alternatives of two types": (coalesce(row.n, "néant"), "COALESCE does not take (number, text)"),
    "a number in an AND": ((row.n > 1) & row.n, "AND does not take (logical, number)"),
    "a text in a NOT": (~row.t, "NOT does not take (text)"),
    "the blank of a condition": (is_blank(row.n > 1), "ISBLANK does not take (logical)"),
    "the least of a date and a number": (min_(row.d, 1), "MIN does not take (date, number)"),
    "the most of texts": (max_(row.t, "x"), "MAX does not take (text, text)"),
    "the size of a date": (abs_(row.d), "ABS does not take (date)"),
    "the square root of a date": (Call("SQRT", (row.d,)), "SQRT does not take (date)"),
    "the month of a number": (month_start(row.n), "MONTHSTART does not take (number)"),
    "dates moved by a date": (edate(row.d, row.d), "EDATE does not take (date, date)"),
    "a sum of texts": (sum_(sales.nom), "only numbers, and dates as days, are summed: SUM(ventes.nom)"),
    "a `where` that is no condition": (sum_(sales.montant, sales.nom), "`where` is not a condition: ventes.nom"),
    "a slip inside a `where`": (
        count(Of("ventes"), sales.montant == "x"),
        "= does not take (number, text): (ventes.montant = 'x')",
    ),
    "a key of another type": (
        lookup(row.n, sales.nom, sales.montant),
        "a key of another type than the column it is looked up in",
    ),
    "a slip deep in a tree": (if_(row.n > 1, 1 + (2 - row.t), 3), "- does not take (number, text): (2 - t)"),
}


@pytest.mark.parametrize(("expr", "slip"), SLIPS.values(), ids=SLIPS)
def test_operands_that_do_not_go_together_are_named(expr: Expr, slip: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        type_of_tree(expr, column_type)
    assert slip in str(refusal.value)


WELL_TYPED: dict[str, tuple[Expr, Type]] = {
    "days between two dates": (today - row.d, Type.NUMBER),
    "a number less the blank": (row.n - blank, Type.NUMBER),
    "a date less the blank": (row.d - blank, Type.NUMBER),
    "the latest of two dates": (max_(row.d, today), Type.DATE),
    "a choice of a text or nothing": (if_(row.n > 1, row.t), Type.TEXT),
    "a choice of nothing": (if_(row.n > 1, blank), Type.BLANK),
    "a comparison with the blank": (row.t == blank, Type.LOGICAL),
    "any cell of a row": (any_filled("n", "d"), Type.LOGICAL),
    "a lookup has the type of what it finds": (lookup(row.t, sales.nom, sales.jour), Type.DATE),
    "a count": (count(Of("ventes"), sales.jour < today), Type.NUMBER),
}


@pytest.mark.parametrize(("expr", "type_"), WELL_TYPED.values(), ids=WELL_TYPED)
def test_the_type_follows_from_the_operands(expr: Expr, type_: Type) -> None:
    assert type_of_tree(expr, column_type) is type_


# --- what is asked of a tree ------------------------------------------------------------------------------


def test_conjuncts_are_what_and_joins_however_it_is_nested() -> None:
    a, b, c = row.a == 1, (row.b == 2) | (row.b == 3), ~(row.c == 4)
    assert conjuncts_in_tree((a & b) & c) == conjuncts_in_tree(a & (b & c)) == (a, b, c)


def test_no_condition_has_no_conjunct() -> None:
    assert conjuncts_in_tree(None) == ()


def test_disjuncts_are_what_or_joins_and_not_what_and_does() -> None:
    a, b, c = row.a == 1, (row.b == 2) & (row.b == 3), ~(row.c == 4)
    assert disjuncts_in_tree(a | (b | c)) == (a, b, c)


def test_the_columns_of_a_condition_are_not_those_that_a_lookup_reads() -> None:
    condition = (sales.montant > lookup(row.a, codes.code, codes.valeur)) & (row.b == 1)
    assert [column.key for column in tree_columns(condition)] == ["montant"]


def test_a_walk_meets_every_node() -> None:
    tree = if_(row.a == 1, sum_(sales.montant, sales.nom == row.b), lookup(row.c, codes.code, codes.valeur))
    kinds = {type(node) for node in walk(tree)}
    assert kinds == {Call, Col, Literal, Aggregate, OfCol, Lookup}


BOUND: dict[str, tuple[Expr, str]] = {
    "an unknown cell stays": (row.b + 1, "(b + 1)"),
    "another table's column of that name stays": (sum_(sales.a), "SUM(ventes.a)"),
    "a known cell becomes its constant": (row.a + row.b, "('x' + b)"),
    "in a condition": (if_(row.a != "y", row.b), "IF(('x' <> 'y'), b, blank)"),
    "a condition that it settles": (if_(row.a == "X", row.b, row.c), "b"),
    "a condition that it rules out": (if_(row.a == "y", row.b, row.c), "c"),
    "an aggregate that it rules out": (sum_(sales.n, (row.a == "y") & (sales.m > row.b)), "0"),
    "an aggregate that it settles": (
        sum_(sales.n, (row.a == "x") & (sales.m > row.b)),
        "SUM(ventes.n, where (ventes.m > b))",
    ),
    "a sum of which it leaves one": (sum_(sales.n, row.a == "x") + sum_(sales.m, row.a == "y"), "SUM(ventes.n)"),
    "in an aggregate's condition": (count(sales, sales.nom == row.a), "COUNT(ventes, where (ventes.nom = 'x'))"),
    "in a lookup's key": (lookup(row.a, codes.code, codes.valeur), "LOOKUP('x' in codes.code, codes.valeur)"),
}


@pytest.mark.parametrize(("expr", "words"), BOUND.values(), ids=BOUND)
def test_constants_take_the_place_of_known_cells(expr: Expr, words: str) -> None:
    assert tree_words(bind_tree(expr, {"a": "x"})) == words


def test_a_cell_that_is_known_to_be_blank_equals_nothing() -> None:
    assert tree_words(bind_tree(if_(row.a == "x", row.b, row.c), {"a": None})) == "c"
