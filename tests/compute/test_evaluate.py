"""An expression as a column: Excel's meaning, row by row. A blank is shown as None."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from pacxl.compute import excel_functions
from pacxl.compute.columns import World
from pacxl.compute.evaluate import evaluate, evaluate_columns, evaluate_condition, evaluate_figure
from pacxl.definition import signatures
from pacxl.definition.book import Book
from pacxl.definition.expr import (
    Call,
    Expr,
    Of,
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
from pacxl.definition.kind import DATE, NUMBER, TEXT, WHOLE, Kind
from pacxl.definition.sheet import Figures, Grid, Sheet, TodayFigure
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column, Part, Table
from pacxl.definition.tree import type_of_tree

TODAY = dt.date(2026, 6, 30)
row, sales, codes = Row(), Of("ventes"), Of("codes")
_KINDS = {"n": NUMBER, "m": NUMBER, "t": TEXT, "u": TEXT, "d": DATE, "e": DATE}
_OF = {Type.NUMBER: NUMBER, Type.TEXT: TEXT, Type.DATE: DATE}


def table(key: str, kinds: dict[str, Kind], *computed: Column, **options: Any) -> Table:
    columns = tuple(Column(name, name.upper(), kind) for name, kind in kinds.items())
    return Table(key, key, (*columns, *computed), (Part(key.title(), key),), **options)


def book(*computed: Column) -> Book:
    tables = (
        table("lignes", _KINDS, *computed),
        table("ventes", {"nom": TEXT, "montant": NUMBER, "jour": DATE}),
        table("codes", {"code": TEXT, "rang": NUMBER, "valeur": NUMBER, "libelle": TEXT}),
    )
    sheets = tuple(Sheet(each.key, "", "", (Grid(each.parts[0].name),)) for each in tables)
    first = Sheet("Accueil", "", "", (Figures((TodayFigure("jour", "Jour", DATE),)),))
    return Book("essai", "Essai", tables, (first, *sheets))


BOOK = book()


def frame(key: str, columns: dict[str, list[Any]]) -> pd.DataFrame:
    """A table's frame, with blanks where a column is not given."""
    size = max(map(len, columns.values()), default=0)
    kinds = {column.key: column.kind for column in BOOK.by_key[key].columns}
    extra = {name: TEXT for name in columns if name not in kinds}
    return pd.DataFrame(
        {
            name: pd.Series(columns.get(name, [None] * size), dtype=kind.dtype)
            for name, kind in (kinds | extra).items()
        }
    )


def world(columns: dict[str, list[Any]], **others: dict[str, list[Any]]) -> World:
    frames = {key: frame(key, others.get(key, {})) for key in BOOK.by_key}
    return World(BOOK, frames | {"lignes": frame("lignes", columns)}, TODAY)


def computed(expr: Expr, columns: dict[str, list[Any]], **others: dict[str, list[Any]]) -> list[Any]:
    """The values of an expression in the rows of `lignes`."""
    kind = _OF[type_of_tree(expr, BOOK.type_in(BOOK.by_key["lignes"]))]
    return plain(evaluate(expr, world(columns, **others), "lignes", kind))


def plain(values: pd.Series[Any]) -> list[Any]:
    return [None if pd.isna(v) else v.date().isoformat() if isinstance(v, dt.datetime) else v for v in values]


def check(expected: list[Any], expr: Expr, columns: dict[str, list[Any]], **others: dict[str, list[Any]]) -> None:
    assert computed(expr, columns, **others) == expected


NM = {"n": [6, None, 6, None], "m": [2, 2, None, None]}
TU = {"t": ["Été", None, "x", None], "u": ["été", "x", None, None]}
DE = {"d": ["2026-06-01", None, "2026-06-01", None], "e": ["2026-06-11", "2026-06-11", None, None]}

VALUES: dict[str, tuple[Expr, dict[str, list[Any]], list[Any]]] = {
    # blanks
    "a sum with a blank is blank": (row.n + row.m, NM, [8, None, None, None]),
    "a difference with a blank is blank": (row.n - row.m, NM, [4, None, None, None]),
    "a product with a blank is blank": (row.n * row.m, NM, [12, None, None, None]),
    "a quotient with a blank is blank": (row.n / row.m, NM, [3, None, None, None]),
    "the least of a number and a blank is blank": (min_(row.n, row.m), NM, [2, None, None, None]),
    "the most of a number and a blank is blank": (max_(row.n, row.m, 7), NM, [7, None, None, None]),
    "days from a blank are blank": (row.e - row.d, DE, [10, None, None, None]),
    "the size of a blank is blank": (abs_(row.n - row.n - 5), NM, [5, None, 5, None]),
    "the square root of a blank, or of less than 0, is blank": (
        Call("SQRT", (row.n - 6,)),
        {"n": [10, None, 6, 5]},
        [2, None, 0, None],
    ),
    "a date moved by a blank is blank": (
        add_days(row.d, row.n),
        DE | {"n": [1, 1, None, 1]},
        ["2026-06-02", None, None, None],
    ),
    "the first that is not blank": (coalesce(row.n, row.m, 0), NM, [6, 2, 6, 0]),
    "the first text that is not blank": (coalesce(row.t, row.u, blank), TU, ["Été", "x", "x", None]),
    "the first of blanks is blank": (coalesce(row.n, blank), NM, [6, None, 6, None]),
    "whether a number is blank": (if_(is_blank(row.n), 1, 0), NM, [0, 1, 0, 1]),
    "whether a text is blank": (if_(is_blank(row.t), "oui", "non"), TU, ["non", "oui", "non", "oui"]),
    "a choice of nothing is blank": (if_(row.n > 0, blank, row.m), NM, [None, 2, None, None]),
    "any cell of a row": (if_(any_filled("n", "t"), 1, 0), NM | {"t": [None, None, None, None]}, [1, 1, 1, 0]),
    # dividing by zero
    "by zero, blank": (row.n / row.m, {"n": [1, 0, -1], "m": [0, 0, 0]}, [None, None, None]),
    "by a difference that is zero, blank": (1 / (row.n - row.m), {"n": [2, 3], "m": [2, 1]}, [None, 0.5]),
    "by the constant zero, blank": (row.n / 0, NM, [None, None, None, None]),
    "a blank from zero goes on": (1 + row.n / row.m, {"n": [1, 4], "m": [0, 2]}, [None, 3]),
    # rounding
    "halves go away from zero": (round_(row.n), {"n": [0.5, 1.5, 2.5, -0.5, -2.5]}, [1, 2, 3, -1, -3]),
    "to cents, as Excel": (round_(row.n, 2), {"n": [2.675, 1.005, -2.675, 1.115]}, [2.68, 1.01, -2.68, 1.12]),
    "to tens": (round_(row.n, -1), {"n": [15, 14.9, -15]}, [20, 10, -20]),
    "zero without a sign": (round_(row.n), {"n": [-0.4, 0.0]}, [0, 0]),
    # texts
    "texts are equal whatever their case": (if_(row.t == row.u, 1, 0), TU, [1, 0, 0, 0]),
    "accents count": (if_(row.t == "ete", 1, 0), TU, [0, 0, 0, 0]),
    "a wildcard is a letter": (if_(row.t == "a*", 1, 0), {"t": ["a*", "ab", "A*"]}, [1, 0, 1]),
    "a text that looks like a number is a text": (if_(row.t == "05", 1, 0), {"t": ["05", "5"]}, [1, 0]),
    # comparisons with a blank
    "a blank equals nothing": (
        if_(row.n == row.m, 1, 0),
        {"n": [1, None, 1, None], "m": [1, 1, None, None]},
        [1, 0, 0, 0],
    ),
    "a blank is not zero": (if_(row.n == 0, 1, 0), {"n": [0, None]}, [1, 0]),
    "a blank differs from nothing": (if_(row.n != row.m, 1, 0), NM, [1, 0, 0, 0]),
    "a blank text differs from nothing": (if_(row.t != "x", 1, 0), TU, [1, 0, 0, 0]),
    "a blank is under nothing": (if_(row.n < 9, 1, 0), NM, [1, 0, 1, 0]),
    "a blank is at least nothing": (if_(row.n >= 0, 1, 0), NM, [1, 0, 1, 0]),
    "nothing equals the constant blank": (if_(row.n == blank, 1, 0), NM, [0, 0, 0, 0]),
    "no date is before a blank": (if_(row.d < row.e, 1, 0), DE, [1, 0, 0, 0]),
    "not, of a comparison with a blank, holds": (if_(~(row.n == 6), 1, 0), NM, [0, 1, 0, 1]),
    # numbers at fifteen digits
    "a sum of tenths equals its figure": (if_(row.n + row.m == 0.3, 1, 0), {"n": [0.1], "m": [0.2]}, [1]),
    "a sum of tenths is not above its figure": (if_(row.n + row.m > 0.3, 1, 0), {"n": [0.1], "m": [0.2]}, [0]),
    # and, or, not
    "and": (if_((row.n > 0) & (row.m > 0), 1, 0), NM, [1, 0, 0, 0]),
    "or": (if_((row.n > 0) | (row.m > 0), 1, 0), NM, [1, 1, 1, 0]),
    # dates
    "days between": (today - row.d, {"d": ["2026-06-01", "2026-07-01", None]}, [29, -1, None]),
    "a month's first day": (
        month_start(row.d),
        {"d": ["2024-02-29", "2024-03-01", "1900-03-31", None]},
        ["2024-02-01", "2024-03-01", "1900-03-01", None],
    ),
    "a month later, a short month": (
        edate(row.d, 1),
        {"d": ["2024-01-31", "2025-01-31", "2025-01-28", None]},
        ["2024-02-29", "2025-02-28", "2025-02-28", None],
    ),
    "a month earlier, a long month": (
        edate(row.d, -1),
        {"d": ["2026-03-31", "2026-03-30"]},
        ["2026-02-28", "2026-02-28"],
    ),
    "a year later, after a 29 February": (edate(row.d, 12), {"d": ["2024-02-29"]}, ["2025-02-28"]),
    "part of a month is no month": (
        edate(row.d, row.n),
        {"d": ["2026-01-31"] * 2, "n": [1.9, -1.9]},
        ["2026-02-28", "2025-12-31"],
    ),
    "part of a day is no day": (
        add_days(row.d, row.n),
        {"d": ["2026-01-31"] * 2, "n": [1.9, -1.9]},
        ["2026-02-01", "2026-01-30"],
    ),
    "before the first date, blank": (add_days(row.d, -1), {"d": ["1900-03-01", "1900-03-02"]}, [None, "1900-03-01"]),
    "after the last date, blank": (edate(row.d, 1), {"d": ["9999-12-01", "9999-11-30"]}, [None, "9999-12-30"]),
    "months without end, blank": (edate(row.d, row.n), {"d": ["2026-01-31"] * 2, "n": [1e18, -1e300]}, [None, None]),
    "the latest": (max_(row.d, today), {"d": ["2026-06-01", "2026-07-01"]}, ["2026-06-30", "2026-07-01"]),
}


@pytest.mark.parametrize(("expr", "columns", "expected"), VALUES.values(), ids=VALUES)
def test_a_column_has_the_values_that_excel_would_show(
    expr: Expr, columns: dict[str, list[Any]], expected: list[Any]
) -> None:
    check(expected, expr, columns)


# --- other tables -----------------------------------------------------------------------------------------

SALES: dict[str, list[Any]] = {
    "nom": ["Alpha", "alpha", "Bêta", None, "Bêta", "a*"],
    "montant": [1.0, 2.0, 4.0, 8.0, None, 32.0],
    "jour": ["2026-06-29", "2026-06-30", "2026-07-01", None, "2026-06-01", "2026-06-01"],
}
ALL = sales.montant != -1
BY_NAME = {"t": ["ALPHA", "Bêta", "Gamma", None]}

OVER: dict[str, tuple[Expr, dict[str, list[Any]], list[Any]]] = {
    "nothing sums to zero": (sum_(sales.montant, sales.nom == row.t), {"t": ["Gamma"]}, [0]),
    "a blank matches nothing, not even a blank": (
        sum_(sales.montant, sales.nom == row.t),
        {"t": [None, "x"]},
        [0, 0],
    ),
    "the whole column, its blanks passed over": (sum_(sales.montant), {"n": [1, 2]}, [47, 47]),
    "rows equal to this row's text, whatever its case": (
        sum_(sales.montant, sales.nom == row.t),
        BY_NAME,
        [3, 4, 0, 0],
    ),
    "a wildcard in a text is no pattern": (sum_(sales.montant, sales.nom == row.t), {"t": ["a*", "al*"]}, [32, 0]),
    "rows that differ, blanks passed over": (sum_(sales.montant, sales.nom != row.t), BY_NAME, [36, 35, 39, 0]),
    "rows above this row's number": (sum_(sales.montant, sales.montant > row.n), {"n": [2, None]}, [44, 0]),
    "rows until today": (sum_(sales.montant, sales.jour <= today), {"n": [1]}, [35]),
    "two conditions": (
        sum_(sales.montant, (sales.nom == row.t) & (sales.montant > row.n)),
        {"t": ["Alpha", "Alpha", "Bêta"], "n": [1, 0, 1]},
        [2, 3, 4],
    ),
    "either of two conditions": (
        sum_(sales.montant, (sales.nom == row.t) | (sales.montant > 30)),
        BY_NAME,
        [35, 36, 32, 32],
    ),
    "not: blanks are not equal, so they are counted": (
        sum_(sales.montant, ~(sales.nom == row.t)),
        BY_NAME,
        [44, 43, 47, 47],
    ),
    "rows where a cell is blank": (sum_(sales.montant, is_blank(sales.nom)), {"n": [1]}, [8]),
    "rows where a cell is not": (count(sales, ~is_blank(sales.montant)), {"n": [1]}, [5]),
    "a count of equal rows": (count(sales, sales.nom == row.t), BY_NAME, [2, 2, 0, 0]),
    "a column against another": (count(sales, (sales.montant >= 1) & (sales.jour == sales.jour)), {"n": [1]}, [4]),
    "a condition on this row alone": (sum_(sales.montant, row.n > 1), {"n": [1, 2, None]}, [0, 47, 0]),
    "a condition on any cell of this row": (
        sum_(sales.montant, (sales.montant > 8) & any_filled("t", "u")),
        {"n": [1, 2], "t": ["x", None]},
        [32, 0],
    ),
    "the value first": (sum_(sales.montant, Call("<", (row.n, sales.montant))), {"n": [2]}, [44]),
    "a condition with a lookup in a third table": (
        sum_(sales.montant, sales.montant > lookup(row.t, codes.code, codes.valeur)),
        {"t": ["un", "deux", "trois"]},
        [46, 44, 0],
    ),
    "a computation around": (row.n / sum_(sales.montant, sales.nom == "Alpha"), {"n": [3, None]}, [1, None]),
}
CODES: dict[str, list[Any]] = {
    "code": ["un", "deux", "UN", "a*b", "a?b", "~", None],
    "rang": [1, 2, 1, 4, 5, None, 0],
    "valeur": [1.0, 2.0, 9.0, 4.0, None, 6.0, 7.0],
    "libelle": ["Un", "Deux", "Encore un", "Étoile", "Doute", None, "Rien"],
}


@pytest.mark.parametrize(("expr", "columns", "expected"), OVER.values(), ids=OVER)
def test_an_aggregate_takes_the_rows_that_satisfy_its_condition(
    expr: Expr, columns: dict[str, list[Any]], expected: list[Any]
) -> None:
    check(expected, expr, columns, ventes=SALES, codes=CODES)


LOOKUPS: dict[str, tuple[Expr, dict[str, list[Any]], list[Any]]] = {
    "an absent key gives a blank": (lookup(row.t, codes.code, codes.valeur), {"t": ["trois", None]}, [None, None]),
    "a blank key does not find a blank": (lookup(row.n, codes.rang, codes.valeur), {"n": [None, 7]}, [None, None]),
    "a blank value is blank": (lookup(row.t, codes.code, codes.valeur), {"t": ["a?b"]}, [None]),
    "a blank text is blank": (lookup(row.t, codes.code, codes.libelle), {"t": ["~", "UN"]}, [None, "Un"]),
    "the first match, whatever its case": (lookup(row.t, codes.code, codes.valeur), {"t": ["Un", "DEUX"]}, [1, 2]),
    "a wildcard is a letter": (
        lookup(row.t, codes.code, codes.valeur),
        {"t": ["a*b", "a*", "?", "axb"]},
        [4, None, None, None],
    ),
    "by a number": (lookup(row.n, codes.rang, codes.libelle), {"n": [1, 0, 3]}, ["Un", "Rien", None]),
    "a text longer than Excel looks up": (lookup(row.t, codes.code, codes.valeur), {"t": ["x" * 256]}, [None]),
    "a text as long as Excel looks up": (lookup(row.t, codes.code, codes.valeur), {"t": ["?" * 127]}, [8]),
    "a text too long once its wildcards are escaped": (
        lookup(row.t, codes.code, codes.valeur),
        {"t": ["?" * 128]},
        [None],
    ),
}


@pytest.mark.parametrize(("expr", "columns", "expected"), LOOKUPS.values(), ids=LOOKUPS)
def test_a_lookup_takes_the_first_match(expr: Expr, columns: dict[str, list[Any]], expected: list[Any]) -> None:
    long: dict[str, list[Any]] = {"code": ["x" * 256, "?" * 127, "?" * 128], "valeur": [7, 8, 9]}
    both = {key: values + long.get(key, [None] * 3) for key, values in CODES.items()}
    check(expected, expr, columns, codes=both)


def test_an_empty_table_sums_to_zero_and_finds_nothing() -> None:
    expr = sum_(sales.montant, sales.nom == row.t) + coalesce(lookup(row.t, codes.code, codes.valeur), 5)
    check([5], expr, {"t": ["x"]})


def test_an_empty_table_has_an_empty_column() -> None:
    check(
        [], if_(row.n > sum_(sales.montant, sales.nom == row.t), row.n, lookup(row.t, codes.code, codes.valeur)), {}
    )


# --- several workbooks at once ----------------------------------------------------------------------------

TWO: dict[str, dict[str, list[Any]]] = {
    "lignes": {"fichier": ["a", "b", "a"], "t": ["Alpha", "Alpha", "Bêta"], "n": [1, 1, 1]},
    "ventes": {"fichier": ["a", "b", "b"], "nom": ["Alpha", "Alpha", "Alpha"], "montant": [1.0, 2.0, 4.0]},
    "codes": {"fichier": ["b", "a"], "code": ["Alpha", "Alpha"], "rang": [1, 1], "valeur": [10.0, 20.0]},
}
APART: dict[str, tuple[Expr, list[Any]]] = {
    "a sum of equal rows": (sum_(sales.montant, sales.nom == row.t), [1, 6, 0]),
    "a sum without a condition": (sum_(sales.montant), [1, 6, 1]),
    "a sum by a constant": (sum_(sales.montant, sales.nom == "Alpha"), [1, 6, 1]),
    "a count by an inequality": (count(sales, sales.montant > row.n), [0, 2, 0]),
    "a lookup": (lookup(row.t, codes.code, codes.valeur), [20, 10, None]),
    "a lookup in a condition": (
        count(sales, (sales.montant < lookup(row.t, codes.code, codes.valeur)) & ~is_blank(sales.nom)),
        [1, 2, 0],
    ),
}


@pytest.mark.parametrize(("expr", "expected"), APART.values(), ids=APART)
def test_a_row_sees_only_its_own_workbook(expr: Expr, expected: list[Any]) -> None:
    frames = {key: frame(key, columns) for key, columns in TWO.items()}
    values = evaluate(expr, World(BOOK, frames, TODAY, by="fichier"), "lignes", NUMBER)
    assert plain(values) == expected


def test_a_sum_is_the_same_to_its_last_digit_alone_and_among_other_workbooks() -> None:
    amounts = [number / 9 for number in range(1, 51)]
    columns: dict[str, dict[str, list[Any]]] = {
        "lignes": {"fichier": ["a"], "n": [1]},
        "ventes": {"fichier": ["a"] * 50, "montant": amounts},
    }
    frames = {key: frame(key, columns.get(key, {})) for key in BOOK.by_key}
    alone, among = (
        evaluate(sum_(sales.montant), World(BOOK, frames, TODAY, by), "lignes", NUMBER) for by in ("", "fichier")
    )
    assert plain(alone) == plain(among)


def test_each_workbook_has_its_own_date() -> None:
    frames = {key: frame(key, columns) for key, columns in TWO.items()}
    dates = {"a": dt.date(2026, 1, 1), "b": dt.date(2026, 2, 1)}
    values = evaluate(today - dt.date(2026, 1, 1), World(BOOK, frames, dates, by="fichier"), "lignes", NUMBER)
    assert plain(values) == [0, 31, 0]


# --- columns, conditions, figures -------------------------------------------------------------------------


def test_columns_are_computed_after_those_they_read() -> None:
    last_first = (
        Column("c", "C2", NUMBER, row.b * 2),
        Column("b", "B2", NUMBER, row.a + 1),
        Column("a", "A2", WHOLE, row.n),
    )
    frames = {key: frame(key, {"n": [1, None]} if key == "lignes" else {}) for key in BOOK.by_key}
    filled = evaluate_columns(World(book(*last_first), frames, TODAY))
    assert plain(filled["lignes"]["c"]) == [4, None]


def test_computing_leaves_the_frames_it_was_given_as_they_were() -> None:
    given = world({"n": [1]}).frames
    evaluate_columns(World(book(Column("a", "A2", NUMBER, row.n * 2)), given, TODAY))
    assert "a" not in given["lignes"]


@pytest.mark.parametrize("kind", [NUMBER, WHOLE, TEXT, DATE], ids=lambda kind: kind.name)
def test_a_column_has_its_kind_s_dtype_even_when_all_is_blank(kind: Kind) -> None:
    assert evaluate(blank, world({"n": [1, 2]}), "lignes", kind).dtype == kind.dtype


def test_a_condition_holds_in_rows_as_an_array() -> None:
    assert evaluate_condition(row.n > row.m, world({"n": [1, 3, None], "m": [2, 2, 2]}), "lignes").tolist() == [
        False,
        True,
        False,
    ]


FIGURES: dict[str, tuple[Expr, Kind, Any]] = {
    "a blank is None": (sum_(sales.montant) / 0, NUMBER, None),
    "a number": (sum_(sales.montant, sales.nom == "Bêta"), NUMBER, 4.0),
    "a date": (month_start(today), DATE, pd.Timestamp(2026, 6, 1)),
    "a text": (if_(count(sales, sales.nom == "Alpha") > 1, "plusieurs"), TEXT, "plusieurs"),
    "of the part it stands in": (sum_(sales.montant, sales.nom == Row().part), NUMBER, 4.0),
}


@pytest.mark.parametrize(("expr", "kind", "expected"), FIGURES.values(), ids=FIGURES)
def test_a_figure_is_one_value(expr: Expr, kind: Kind, expected: Any) -> None:
    assert evaluate_figure(expr, world({}, ventes=SALES), kind, {"part": "Bêta"}) == expected


# --- every word has this face -----------------------------------------------------------------------------

OPERANDS = {Type.NUMBER: row.n, Type.TEXT: row.t, Type.DATE: row.d, Type.LOGICAL: row.n > 1}


def test_every_function_has_its_column() -> None:
    assert set(excel_functions.FUNCTIONS) == set(signatures.FUNCTIONS)


@pytest.mark.parametrize("value", [1.5, "Été", TODAY, None], ids=["number", "text", "date", "blank"])
def test_every_constant_has_its_pandas_column(value: Any) -> None:
    kind = {float: NUMBER, str: TEXT, dt.date: DATE}.get(type(value), NUMBER)
    shown = value.isoformat() if isinstance(value, dt.date) else value
    assert plain(evaluate(lift(value), world({"n": [1]}), "lignes", kind)) == [shown]
