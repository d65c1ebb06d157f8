"""What the unit or the year in a header makes of its column: by what its numbers are multiplied, or why it is none of
the plan's."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pacxl.books.identity import settings_of
from pacxl.definition.book import Book
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column
from pacxl.errors import SettingsError
from pacxl.french.header_text import HeaderText, read_header
from pacxl.french.period import parse_period
from pacxl.french.text import Words
from pacxl.french.units import HT, TAXES_IN_WORDS


@dataclass(frozen=True)
class Terms:
    """What a plan counts in: the years of its period and its months (none where it says no period), and taxes."""

    years: Collection[int] = ()
    months: int = 0
    taxes: str = HT

    def among(self, texts: Mapping[int, str]) -> Terms:
        """The same; for a plan that says no period, the latest of the years that some headers name is its own."""
        named = [] if self.years else [year for text in texts.values() for year in read_header(text).years]
        return dataclasses.replace(self, years=(max(named),)) if named else self


def header_unit_terms(book: Book) -> Terms:
    """What headers' units are held against: what a plan counts in, as its book and its settings have it."""
    settings = settings_of(book)
    taxes = settings.taxes if settings else HT
    try:
        stretch = parse_period(book.period)
    except SettingsError:
        return Terms(taxes=taxes)
    return Terms(range(stretch.start.year, stretch.end.year + 1), stretch.length, taxes)


@dataclass(frozen=True)
class Misfit:
    """Why a column that a header names is none of the plan's: the code of its finding, and the words."""

    code: str
    why: Words


OTHER_UNIT, OTHER_YEAR = "header-other-unit", "header-other-year"
_TWO_SCALES = Words(
    "son unité peut se lire en milliers ou en millions", "its unit can be read as thousands or as millions"
)


def misfit_of(said: HeaderText, column: Column, terms: Terms) -> Misfit | None:
    """Why a header that names a column is not taken for it, by its unit or its year; None if it is."""
    if (other := _other_year(said, terms)) is not None:
        return Misfit(OTHER_YEAR, other)
    if column.kind.type is not Type.NUMBER:
        return None  # words and days have no unit
    shape = column.kind.number_format
    why = _not_money(said, terms) if "€" in shape else _not_number(said, of_euros="%" not in shape)
    if why is None and len(said.scales) > 1:
        why = _TWO_SCALES
    return Misfit(OTHER_UNIT, why) if why is not None else None


def factor_of(said: HeaderText, column: Column) -> Decimal:
    """What the numbers under a header that fits are multiplied by."""
    return said.scales[0] if column.kind.type is Type.NUMBER else Decimal(1)


def _other_year(said: HeaderText, terms: Terms) -> Words | None:
    if said.shift:
        way = ("d’avant", "before") if said.shift < 0 else ("d’après", "after")
        return Words(f"elle est d’une année {way[0]} celle du plan", f"it is of a year {way[1]} the plan’s")
    others = [year for year in said.years if year not in terms.years]
    if not others or not terms.years:
        return None
    years = "-".join(map(str, said.years))
    return Words(f"elle est de {years}, et le plan n’en est pas", f"it is of {years}, and the plan is not")


def _not_money(said: HeaderText, terms: Terms) -> Words | None:
    if said.foreign:
        return _another_currency(said)
    if said.per and not (said.months and terms.months in (0, said.months) and said.months == (terms.months or 12)):
        return Words(
            f"elle compte un montant par période ou par unité (« {said.per} »), et non un total",
            f"it counts an amount per period or unit (“{said.per}”), no total",
        )
    if said.thing:
        return Words(
            f"elle compte en « {said.thing} », et non en euros", f"it counts in “{said.thing}”, not in euros"
        )
    if said.taxes and said.taxes != terms.taxes:
        (mine, mine_en), (plan, plan_en) = TAXES_IN_WORDS[said.taxes], TAXES_IN_WORDS[terms.taxes]
        return Words(
            f"elle est {said.taxes} ({mine}), et les montants se comptent {plan}",
            f"it is {mine_en} ({said.taxes}), and amounts are counted {plan_en}",
        )
    return None


def _not_number(said: HeaderText, *, of_euros: bool) -> Words | None:
    if said.foreign:
        return _another_currency(said)
    if not of_euros and (said.euros or said.scales != (Decimal(1),)):
        return Words("elle compte un montant, et non un pourcentage", "it counts an amount, not a percentage")
    return None


def _another_currency(said: HeaderText) -> Words:
    return Words(
        f"elle compte dans une autre monnaie que l’euro (« {said.foreign} »)",
        f"it counts in another currency than the euro (“{said.foreign}”)",
    )
