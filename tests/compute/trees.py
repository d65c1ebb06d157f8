"""Random well-typed expressions, and a book of three small tables in which every face must agree on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.compute.formula import formula
from pacxl.compute.references import Scope
from pacxl.definition import kind
from pacxl.definition.book import Book
from pacxl.definition.expr import (
    Aggregate,
    Call,
    Expr,
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
    position,
    round_,
    sum_,
    today,
)
from pacxl.definition.sheet import Figures, Grid, Sheet, TodayFigure
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column, Part, Table
from pacxl.excel import LONGEST_FORMULA

TODAY = dt.date(2026, 6, 30)
row, sales, codes = Row(), Of("ventes"), Of("codes")

# --- what people type -------------------------------------------------------------------------------------

WHOLE = (None, 0, 1, -1, 2, 3, -7, 12, 1000)
HALVES = (None, 0, 0.5, -0.5, 2.5, -2.5, 4, 10.25, -1000.5)
CENTS = (None, 0, 0.1, 0.2, 0.3, 2.675, 1.005, -19.99, 1234.56, 1e6)
TEXTS = (
    *(None, "Été", "été", "ÉTÉ", "Ete", "L’œuvre", "l’ŒUVRE", "Nord", "sud", "deux\nlignes", " bordé "),
    *("a*b", "a?b", "a~b", "a*", "axb", "~", "*", "?", "~*", 'dit "oui"', "'apostrophe"),
    *("12", "0", "1E5", "00123", "1,5", "20 %", "=1+1", "+33", "-5", "VRAI", "TRUE", "#N/A", "30/06/2026"),
)
DATES = tuple(
    None if day is None else dt.date.fromisoformat(day)
    for day in (
        *(None, "1900-03-01", "2024-01-31", "2024-02-29", "2025-02-28", "2026-05-31", "2026-06-30", "2026-07-01"),
        *("2026-12-31", "9999-12-31"),
    )
)
PLACES = ("Nord", "Sud")


# --- the book ---------------------------------------------------------------------------------------------

_TYPED = (
    Column("entier", "Entier", kind.WHOLE),
    Column("demi", "Demi", kind.NUMBER),
    Column("montant", "Montant", kind.MONEY),
    Column("texte", "Texte #1 ['@]", kind.TEXT),
    Column("choix", "Choix", kind.TEXT),
    Column("jour", "Jour", kind.DATE),
    Column("fin", "Fin", kind.DATE),
)
_SALES = (
    Column("rang", "Rang", kind.WHOLE),
    Column("montant", "Montant (€)", kind.MONEY),
    Column("part", "Part", kind.NUMBER),
    Column("nom", "Nom", kind.TEXT),
    Column("jour", "Jour", kind.DATE),
    Column("double", "Double", kind.NUMBER, row.part * 2),
    Column("vu", "Vu", kind.TEXT, if_(row.part > 0, row.nom)),
    Column("place", "Place", kind.WHOLE, if_(row.part > 0, position)),
)
_CODES = (
    Column("code", "Code", kind.TEXT),
    Column("rang", "Rang", kind.WHOLE),
    Column("valeur", "Valeur", kind.NUMBER),
    Column("libelle", "Libellé", kind.TEXT),
    Column("jour", "Jour", kind.DATE),
)
# An amount's format is its own: where a cell has none, LibreOffice shows a number that comes of dates as a date.
_KINDS = {Type.NUMBER: kind.MONEY, Type.TEXT: kind.TEXT, Type.DATE: kind.DATE}


def book(computed: list[tuple[Type, Expr]]) -> Book:
    """A book whose table `lignes` has a column a formula: F0, F1…"""
    formulas = tuple(Column(f"f{n}", f"F{n}", _KINDS[type_], expr) for n, (type_, expr) in enumerate(computed))
    places = tuple(Part(f"Ventes_{place.lower()}", "Ventes", place) for place in PLACES)
    return Book(
        "essai",
        "Essai",
        (
            Table("lignes", "Lignes", _TYPED + formulas, (Part("Lignes", "Lignes"),)),
            Table("ventes", "Ventes", _SALES, places, part_key="lieu", spare=2),
            Table("codes", "Codes", _CODES, (Part("Codes", "Codes"),)),
        ),
        (
            Sheet("Lignes", "", "", (Figures((TodayFigure("jour", "Jour", kind.DATE),)), Grid("Lignes"))),
            Sheet("Ventes", "", "", (Grid("Ventes_nord"), Grid("Ventes_sud"))),
            Sheet("Codes", "", "", (Grid("Codes"),)),
        ),
        live_today=False,
    )


def contents(random: Random, size: int, computed: list[tuple[Type, Expr]], text: str = "") -> Contents:
    """Random contents of such a book, so many rows a table; with `text`, nothing but that text in each row."""

    def rows(**pools: tuple[Any, ...]) -> dict[str, list[Any]]:
        drawn = {key: random.choices(pool, k=size) for key, pool in pools.items()}
        kept = {key: [text] * size for key in drawn if key in ("texte", "choix", "nom", "code", "libelle")}
        return drawn if not text else kept | {key: drawn[key] for key in drawn if key == "lieu"}

    frames = {
        "lignes": rows(entier=WHOLE, demi=HALVES, montant=CENTS, texte=TEXTS, choix=TEXTS[:9], jour=DATES, fin=DATES),
        "ventes": rows(lieu=PLACES, rang=WHOLE, montant=CENTS, part=HALVES, nom=TEXTS[:13], jour=DATES),
        "codes": rows(code=TEXTS, rang=WHOLE, valeur=HALVES, libelle=TEXTS, jour=DATES),
    }
    return make_contents(book(computed), frames, Identity("essai", "1"), TODAY)


_EMPTY = book([])
TYPES_OF = _EMPTY.type_in(_EMPTY.by_key["lignes"])
_SCOPE = Scope(_EMPTY, _EMPTY.by_key["lignes"], _EMPTY.by_key["lignes"].parts[0])


# --- the trees --------------------------------------------------------------------------------------------


TEXT_SPANS = (("texte", "choix"),)
SPANS = (*TEXT_SPANS, ("texte", "fin"), ("jour", "fin"))


class Trees:
    """Draws expressions of a type, at most so deep. `spans` are the cells that are asked if any is filled."""

    def __init__(self, random: Random, spans: tuple[tuple[str, str], ...] = SPANS) -> None:
        self.random = random
        self.spans = spans

    def column(self, depth: int) -> tuple[Type, Expr]:
        """A formula that Excel can store."""
        while True:
            type_, expr = self.any(depth)
            if len(formula(expr, _SCOPE)) < LONGEST_FORMULA:
                return type_, expr

    def any(self, depth: int) -> tuple[Type, Expr]:
        type_ = self.random.choices((Type.NUMBER, Type.TEXT, Type.DATE), (6, 2, 2))[0]
        return type_, self.of(type_, depth)

    def of(self, type_: Type, depth: int) -> Expr:
        return {Type.NUMBER: self.number, Type.TEXT: self.text, Type.DATE: self.date}[type_](depth)

    def _one(self, *ways: Callable[[], Expr]) -> Expr:
        return self.random.choice(ways)()

    def _constant(self, pool: tuple[Any, ...]) -> Expr:
        return lift(self.random.choice([value for value in pool if value is not None]))

    def _shared(self, type_: Type, depth: int) -> Expr:
        """What every type can be made of."""
        return self._one(
            lambda: if_(self.condition(depth), self.of(type_, depth), self.of(type_, depth)),
            lambda: if_(self.condition(depth), self.of(type_, depth), blank),
            lambda: coalesce(self.of(type_, depth), self.of(type_, depth)),
            lambda: coalesce(self.of(type_, depth), blank, self.of(type_, depth)),
            lambda: self.lookup(type_, depth),
        )

    def number(self, depth: int) -> Expr:
        r, below = self.random, depth - 1
        if depth == 0:
            return self._one(
                lambda: r.choice((row.entier, row.demi, row.montant)),
                lambda: r.choice((row.entier, row.demi, row.montant)),
                lambda: self._constant(HALVES + CENTS),
                lambda: position,
                self.aggregate,
            )
        return self._one(
            lambda: self._arithmetic("+-*/", below),
            lambda: self._arithmetic("+-*/", below),
            lambda: self._arithmetic("*/", below),
            lambda: -self.number(below),
            lambda: self.date(below) - self.date(below),
            lambda: r.choice((min_, max_))(self.number(below), self.number(below), self.number(0)),
            lambda: abs_(self.number(below)),
            lambda: Call("SQRT", (self.number(below),)),
            lambda: round_(self.number(below), r.choice((0, 1, 2, -1))),
            lambda: self._shared(Type.NUMBER, below),
            self.aggregate,
        )

    def _arithmetic(self, signs: str, depth: int) -> Expr:
        """IronCalc reads a+(b-c) as a+b-c, which shows in the last digits; it reads a-(b-c) as it is."""
        sign, left, right = self.random.choice(signs), self.number(depth), self.number(depth)
        additive = isinstance(right, Aggregate) or (isinstance(right, Call) and right.name in ("+", "-"))
        return Call("-" if sign == "+" and additive else sign, (left, right))

    def date(self, depth: int) -> Expr:
        r, below = self.random, depth - 1
        if depth == 0:
            return self._one(lambda: row.jour, lambda: row.fin, lambda: today, lambda: self._constant(DATES))
        return self._one(
            lambda: month_start(self.date(below)),
            # IronCalc does not survive a date some 260,000 years away (`NaiveDate - Months`): few months, then.
            lambda: edate(self.date(below), r.choice((row.entier, row.demi, row.entier + row.demi))),
            lambda: edate(self.date(below), r.choice((1, -1, 12, -13))),
            lambda: add_days(self.date(below), self.number(below)),
            lambda: add_days(self.date(below), r.choice((1, 30, -45))),
            lambda: r.choice((min_, max_))(self.date(below), self.date(below)),
            lambda: self._shared(Type.DATE, below),
        )

    def text(self, depth: int) -> Expr:
        if depth == 0:
            return self._one(lambda: row.texte, lambda: row.choix, lambda: self._constant(TEXTS))
        return self._shared(Type.TEXT, depth - 1)

    def lookup(self, type_: Type, depth: int) -> Lookup:
        if self.random.random() < 0.2:
            return self._lookup_in_parts(type_)
        value = {Type.NUMBER: codes.valeur, Type.TEXT: codes.libelle, Type.DATE: codes.jour}[type_]
        if self.random.random() < 0.7:
            return lookup(self.text(min(depth, 1)), codes.code, value)
        return lookup(self.number(0), codes.rang, value)

    def _lookup_in_parts(self, type_: Type) -> Lookup:
        texts = (sales.nom, sales.lieu, sales.vu)
        value = {Type.NUMBER: sales.part, Type.TEXT: self.random.choice(texts), Type.DATE: sales.jour}[type_]
        if self.random.random() < 0.5:
            return lookup(self.text(0), sales.nom, value)
        return lookup(self.number(0), self.random.choice((sales.rang, sales.double, sales.place)), value)

    def condition(self, depth: int) -> Expr:
        r, below = self.random, max(0, depth - 1)
        if r.random() < 0.3 and depth > 0:
            return self._one(
                lambda: self.condition(below) & self.condition(below),
                lambda: self.condition(below) | self.condition(below),
                lambda: ~self.condition(below),
            )
        return self._one(
            lambda: self._compared(Type.NUMBER, below, "<=>"),
            lambda: self._compared(Type.DATE, below, "<=>"),
            lambda: self._compared(Type.TEXT, below, "="),
            lambda: is_blank(self.any(below)[1]),
            lambda: any_filled(*r.choice(self.spans)),
        )

    def _operator(self, order: bool) -> str:
        return self.random.choice(("=", "<>", "<", "<=", ">", ">=") if order else ("=", "<>"))

    def _compared(self, type_: Type, depth: int, signs: str) -> Expr:
        return Call(self._operator("<" in signs), (self.of(type_, depth), self.of(type_, depth)))

    # --- over another table ---

    def aggregate(self) -> Aggregate:
        where = self.over(2)
        if self.random.random() < 0.3:
            return count(sales, where & ~is_blank(self.random.choice((sales.montant, sales.nom, sales.double))))
        column = self.random.choice((sales.montant, sales.part, sales.rang, sales.double))
        return sum_(column, where if self.random.random() < 0.9 else None)

    def over(self, depth: int) -> Expr:
        r, below = self.random, depth - 1
        if depth > 0 and r.random() < 0.6:
            return self._one(
                lambda: self.over(below) & self.over(below),
                lambda: self.over(below) | self.over(below),
                lambda: ~self.over(below),
            )
        number = r.choice((sales.montant, sales.part, sales.rang, sales.double))
        text = r.choice((sales.nom, sales.vu, sales.lieu))
        return self._one(
            lambda: self._against(number, self.value(Type.NUMBER), order=True),
            lambda: self._against(sales.jour, self.value(Type.DATE), order=True),
            lambda: self._against(text, self.value(Type.TEXT), order=False),
            lambda: self._against(text, self.value(Type.TEXT), order=False),
            lambda: self._against(sales.part, sales.rang, order=True),
            lambda: is_blank(r.choice((number, text, sales.jour))),
            lambda: ~is_blank(r.choice((number, text, sales.jour))),
            self.value_condition,
        )

    def value(self, type_: Type) -> Expr:
        """What a column is compared with: this row's, and no aggregate in it."""
        return self._one(
            lambda: self.plain(type_),
            lambda: self.plain(type_),
            lambda: if_(row.entier > 0, self.plain(type_), blank),
            lambda: coalesce(self.plain(type_), self.plain(type_)),
        )

    def value_condition(self) -> Expr:
        return self._one(
            lambda: row.entier >= 0,
            lambda: row.texte == "Été",
            lambda: any_filled(*self.random.choice(self.spans)),
        )

    def plain(self, type_: Type) -> Expr:
        r = self.random
        if type_ is Type.NUMBER:
            return self._one(lambda: r.choice((row.entier, row.demi)), lambda: self._constant(HALVES))
        return self.of(type_, 0)

    def _against(self, column: OfCol, value: Expr, order: bool) -> Expr:
        name = self._operator(order)
        return Call(name, (column, value) if self.random.random() < 0.9 else (value, column))
