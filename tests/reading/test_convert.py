"""Columns of raw cells, converted: the dtype, the values, and what there is to tell, row by row."""

from __future__ import annotations

import datetime as dt
import math
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pacxl.books.pac import pac_book
from pacxl.definition.kind import CHOICE, DATE, MONEY, MONTH, PERCENT, PROBABILITY, RATIO, TEXT, WHOLE, Kind
from pacxl.excel import NoValue
from pacxl.findings.finding import Finding, Place
from pacxl.french.choices import choice_of, nearest_choices
from pacxl.french.period import Edge
from pacxl.reading.conversion.convert import Remarks
from pacxl.reading.conversion.outcome import Fate
from pacxl.settings.text import load_toml
from pacxl.typography import plain_spaces
from tests.columns import converted


def column(*cells: Any) -> Any:
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


def told(remarks: Remarks) -> list[tuple[int, str, str]]:
    return [(row, remark.code, remark.fate.value) for row, remark in remarks.items()]


CLEAN: dict[str, tuple[Kind, list[Any], list[Any]]] = {
    "amounts": (MONEY, [1500.5, "", -2.0, 0.0], [1500.5, pd.NA, -2.0, 0.0]),
    "whole numbers": (WHOLE, [3.0, 4, ""], [3, 4, pd.NA]),
    "probabilities": (PROBABILITY, [0.0, 0.2, 1.0], [0.0, 0.2, 1.0]),
    "percentages below two hundred": (PERCENT, [0.2, 1.5, -1.99], [0.2, 1.5, -1.99]),
    "days, with or without midnight": (
        DATE,
        [dt.date(2026, 4, 12), dt.datetime(2026, 4, 13), ""],
        [pd.Timestamp(2026, 4, 12), pd.Timestamp(2026, 4, 13), pd.NaT],
    ),
    "texts, kept as they are, blanks in disguise too": (
        TEXT,
        [" un ", "n.c.", "-", ""],
        [" un ", "n.c.", "-", pd.NA],
    ),
    "nothing": (MONEY, [], []),
}


@pytest.mark.parametrize(("kind", "cells", "values"), CLEAN.values(), ids=CLEAN)
def test_a_clean_column_is_taken_as_it_is(kind: Kind, cells: list[Any], values: list[Any]) -> None:
    series, remarks = converted(column(*cells), kind)
    assert (str(series.dtype), remarks) == (kind.dtype, {})
    pd.testing.assert_series_equal(series, pd.Series(values, dtype=kind.dtype))


def test_what_is_told_comes_by_row_once_a_row_with_the_cell_s_fate() -> None:
    cells = column("1 000 €", 5.0, "abc", "n.c.", math.nan, NoValue("#REF!"), "  ", "20 $", "1.000", True)
    series, remarks = converted(cells, MONEY)
    assert series.fillna(-1).tolist() == [1000, 5, -1, -1, -1, -1, -1, -1, -1, -1]
    assert told(remarks) == [
        (0, "converted", Fate.CONVERTED),
        (2, "not-accepted", Fate.REJECTED),
        (3, "blank-in-disguise", Fate.CONVERTED),
        (4, "out-of-range", Fate.REJECTED),
        (5, "error-cell", Fate.REJECTED),
        (7, "other-currency", Fate.REJECTED),
        (8, "ambiguous", Fate.REJECTED),
        (9, "not-accepted", Fate.REJECTED),
    ]


def test_like_cells_are_not_confused() -> None:
    """True, 1 and "1" are equal or alike for Python; not for the person who typed them."""
    series, remarks = converted(column(True, 1.0, "1", 1, False), MONEY)
    assert series.fillna(-1).tolist() == [-1, 1, 1, 1, -1]
    assert list(remarks) == [0, 2, 4]


def test_a_percentage_kept_as_stored_is_retained_and_one_divided_is_converted() -> None:
    stored, kept = converted(column(20.0), PERCENT)
    read, changed = converted(column(20.0), PROBABILITY)
    assert (stored[0], told(kept)) == (20.0, [(0, "percent-doubtful", Fate.RETAINED)])
    assert (read[0], told(changed)) == (0.2, [(0, "percent-doubtful", Fate.CONVERTED)])


def test_a_value_out_of_bounds_is_told_once_whatever_its_spelling() -> None:
    series, remarks = converted(column("150 %", 150.0, "-20", -0.1), PROBABILITY)
    assert series.isna().all()
    assert told(remarks) == [(row, "out-of-range", Fate.REJECTED) for row in range(4)]


@pytest.mark.parametrize("kind", [MONEY, DATE, TEXT, CHOICE], ids=["amounts", "dates", "texts", "choices"])
def test_an_error_and_a_formula_never_calculated_are_no_blanks_in_any_column(kind: Kind) -> None:
    series, remarks = converted(column(NoValue("#N/A"), NoValue(), ""), kind, ("oui", "non"))
    assert series.isna().all()
    assert [(row, remark.code, remark.raw) for row, remark in remarks.items()] == [
        (0, "error-cell", "#N/A"),
        (1, "never-calculated", ""),
    ]


def test_excel_s_hour_for_a_ratio_is_told() -> None:
    _, remarks = converted(column(dt.time(3, 1)), RATIO)
    (remark,) = remarks.values()
    assert (remark.code, remark.about["why"]) == ("unfit", "Excel en a fait une heure")


# --- dates, in the plan's period and for the column's end -------------------------------------------------

STRETCHES: dict[str, tuple[str, str, Edge, str | None]] = {
    "a month, in a column that asks for no edge": ("septembre", "2026-S2", "", None),
    "a month, for a deadline": ("septembre", "2026-S2", "last", "2026-09-30"),
    "a month, for a start": ("septembre", "2026-S2", "first", "2026-09-01"),
    "a month that the plan does not hold": ("mars", "2026-S2", "last", None),
    "a day, in a plan without a period": ("31/12", "", "last", None),
    "a day, in a plan whose period is no period": ("31/12", "bientôt", "last", None),
    "a day, in the plan's year": ("31/12", "2026", "last", "2026-12-31"),
    "a day that the plan holds twice": ("31/12", "2026-01/2027-12", "last", None),
}


@pytest.mark.parametrize(("text", "period", "edge", "day"), STRETCHES.values(), ids=STRETCHES)
def test_a_date_without_its_year_or_its_day(text: str, period: str, edge: Edge, day: str | None) -> None:
    series, remarks = converted(column(text), DATE, (), period, edge)
    assert len(remarks) == 1
    assert (None if pd.isna(series[0]) else str(series[0].date())) == day


def test_the_columns_of_a_plan_say_which_day_they_ask_for() -> None:
    book = pac_book(load_toml("complet"))
    edges = {(table.key, each.key): each.edge for table in book.tables for each in table.columns if each.edge}
    assert edges[("actions", "debut")] == "first"
    assert {key for _, key in edges if edges[_, key] == "last"} == {"fin", "echeance", "besoin", "date_prevue"}
    assert {table.by_key[key].kind for table in book.tables for own, key in edges if own == table.key} == {
        DATE,
        MONTH,
    }


# --- choices ----------------------------------------------------------------------------------------------

COLOURS = ("vert", "verte", "bleu clair", "rouge")
TAKEN = {
    "nothing near": ("jaune", ""),
    "a letter too many": ("rouuge", ""),
    "what two choices can be": ("verts", ""),
    "words in another order": ("clair bleu", ""),
    "another case": ("ROUGE", "rouge"),
    "the plural of the second word": ("Bleu clairs.", "bleu clair"),
    "the very choice, though another is like it": ("Vert", "vert"),
}


@pytest.mark.parametrize(("text", "choice"), TAKEN.values(), ids=TAKEN)
def test_a_choice_is_taken_where_it_can_be_one_only(text: str, choice: str) -> None:
    assert choice_of(text, COLOURS) == choice


def test_a_tick_is_yes_only_where_a_list_says_yes_and_no() -> None:
    assert choice_of("✓", ("oui", "non", "trop tôt")) == "oui"
    assert choice_of("✓", ("R", "A")) == ""


def test_near_misses_are_offered_all_those_that_are_as_near_and_never_taken() -> None:
    assert nearest_choices("jaune", COLOURS).fr == ""
    assert nearest_choices("rouuge", COLOURS) == (
        " ; le plus proche est « rouge »",
        "; the nearest is “rouge”",
    )
    assert nearest_choices("veert", COLOURS).fr == " ; les plus proches sont « vert » et « verte »"
    series, remarks = converted(column("rouuge"), CHOICE, COLOURS)
    (remark,) = remarks.values()
    assert (series[0], remark.code, remark.fate) == ("rouuge", "not-in-list", Fate.RETAINED)


# --- what is told, in the reader's language ---------------------------------------------------------------

SENTENCES = {
    "a unit set aside": (
        WHOLE,
        "12 rdv",
        "« 12 rdv » a été lu comme 12 (« rdv » n’est pas dans le nombre) dans la colonne Budget.",
        "“12 rdv” was read as 12 (“rdv” is not in the number) in the column Budget.",
    ),
    "several readings": (
        MONEY,
        "1.000",
        "« 1.000 » peut se lire de plusieurs façons dans la colonne Budget : 1 ou 1000. Aucune n’est retenue.",
        "“1.000” can be read in several ways in the column Budget: 1 or 1000. None is kept.",
    ),
    "a rhythm": (
        MONEY,
        "500 € / mois",
        "« 500 € / mois » n’est pas retenu dans la colonne Budget : c’est un montant par période ou par unité, et "
        "non un total.",
        "“500 € / mois” is not kept in the column Budget: it is an amount per period or unit, no total.",
    ),
    "an error": (
        MONEY,
        NoValue("#REF!"),
        "La cellule affiche l’erreur #REF! dans la colonne Budget : la formule vise une cellule supprimée. Elle n’a "
        "aucune valeur.",
        "The cell shows the error #REF! in the column Budget: the formula refers to a cell that was deleted. It has "
        "no value.",
    ),
}


@pytest.mark.parametrize(("kind", "cell", "french", "english"), SENTENCES.values(), ids=SENTENCES)
def test_what_is_told_is_in_the_reader_s_language(kind: Kind, cell: Any, french: str, english: str) -> None:
    _, remarks = converted(column(cell), kind)
    (remark,) = remarks.values()
    finding = Finding(remark.code, Place(column="Budget"), remark.raw, remark.about)
    assert (plain_spaces(finding.message()), finding.message("en")) == (french, english)


# --- hostile cells ----------------------------------------------------------------------------------------

LONG = {
    "digits and spaces": "1 " * 16_000,
    "dashes": "-" * 32_767,
    "apostrophes": "1'" * 49,
    "words": "du 1 au " * 12,
    "letters": "x" * 32_767,
    "one after the other": "lundi mar. " * 9,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("kind", [MONEY, PERCENT, RATIO, DATE, CHOICE], ids=lambda kind: kind.name)
def test_a_text_made_to_be_long_to_read_is_not(text: str, kind: Kind) -> None:
    cells = column(*(f"{text}{number}" for number in range(50)))
    begin = time.process_time()
    series, remarks = converted(cells, kind, ("oui", "non"), "2026-S2")
    assert time.process_time() - begin < 2
    assert (len(series), len(remarks)) == (50, 50)
