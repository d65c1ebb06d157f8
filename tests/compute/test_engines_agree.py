"""Law 1: one tree, two faces. The formula of any expression, recalculated by a program that is not ours, gives the
value that pandas gave; and a word typed in a number's place is a blank to both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pacxl import write
from pacxl.compute.contents import Contents
from pacxl.definition.expr import (
    Expr,
    Lookup,
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
from pacxl.definition.signatures import Type
from pacxl.definition.text_expr import (
    counted_text,
    euros_text,
    joined_texts,
    repeated_text,
    text_of_parts,
)
from pacxl.definition.tree import tree_words, type_of_tree
from tests import judges
from tests.bend import cell_of, last_row
from tests.compute.trees import TEXT_SPANS, TYPES_OF, Trees, codes, contents, row, sales

Judge = Callable[..., dict[tuple[str, str], Any]]
Compared = Callable[[str, int], None]
ENGINES: dict[str, Judge] = {"IronCalc": judges.by_ironcalc, "LibreOffice": judges.by_libreoffice}


def columns(random: Random, how_many: int, trees: Trees) -> list[tuple[Type, Expr]]:
    return [trees.column(random.choice((1, 2, 3, 4))) for _ in range(how_many)]


def disagreements(plan: Contents, stored: judges.Cells, judged: judges.Cells) -> list[str]:
    """The cells in which an engine finds another value, with the expressions they come from."""
    told = []
    for line in judges.disagreements(stored, judged):
        place = line.split(": ")[0]
        col = openpyxl.utils.cell.coordinate_to_tuple(place.split("!")[1])[1] - 2
        formula = plan.book.by_key["lignes"].columns[col].formula if place.startswith("Lignes!") else None
        told.append(line if formula is None else f"{line}: {tree_words(formula)}")
    return told


# --- any expression ---------------------------------------------------------------------------------------


@pytest.mark.long
def test_ironcalc_finds_the_values_of_random_expressions(tmp_path: Path, compared: Compared) -> None:
    @settings(max_examples=24, derandomize=True, deadline=None, phases=[Phase.generate])
    @given(st.randoms(use_true_random=False))
    def agree(random: Random) -> None:
        plan = contents(random, 8, columns(random, 30, Trees(random)))
        path = write(plan, tmp_path / "essai.xlsx", force=True)
        stored = judges.formula_cells(path)
        compared("IronCalc", len(stored))
        assert disagreements(plan, stored, judges.by_ironcalc(path, stored)) == []

    agree()


@pytest.mark.judge
def test_libreoffice_finds_the_values_of_random_expressions(tmp_path: Path, compared: Compared) -> None:
    random = Random(2026)
    plan = contents(random, 12, columns(random, 300, Trees(random)))
    path = write(plan, tmp_path / "essai.xlsx")
    stored = judges.formula_cells(path)
    compared("LibreOffice", len(stored))
    assert disagreements(plan, stored, judges.by_libreoffice(path, stored)) == []


# --- what is easy to get wrong ----------------------------------------------------------------------------

HARD: dict[str, Expr] = {
    "a word with a star in a condition": sum_(sales.montant, sales.nom == "a*b"),
    "a header with the characters of a reference": if_(row.texte == "Été", 1, 0),
    "a condition on this row alone": sum_(sales.montant, row.entier > 0),
    "a part that is not another": sum_(sales.montant, sales.lieu != "Nord"),
    "a part or another condition": sum_(sales.montant, (sales.lieu == "Nord") | (sales.part > 0)),
    "a part of this row's choice": sum_(sales.montant, sales.lieu == row.choix),
    "a lookup by a blank number, where there is a zero": lookup(row.entier, codes.rang, codes.valeur),
    "a lookup by a word with a wildcard": Lookup(lift("a?b"), "codes", "code", "valeur"),
    "a lookup by an escape": Lookup(lift("~*"), "codes", "code", "libelle"),
    "a lookup by what was looked up": lookup(lookup(row.entier, codes.rang, codes.libelle), codes.code, codes.valeur),
    "a lookup in a condition over a third table": sum_(
        sales.montant, sales.part < lookup(row.texte, codes.code, codes.valeur)
    ),
    "part of a day": add_days(row.jour, row.demi),
    "a first value that is never blank, subtracted": 1 - coalesce(count(sales, sales.part > 0) + 1, row.entier),
    "a blank inside a choice, added": if_(row.entier > 0, row.demi, blank) + row.montant,
    "a count of rows that are not so": count(sales, ~(sales.nom == "Été") & ~is_blank(sales.montant)),
    "a value before its column": sum_(sales.montant, lift(1) <= sales.part),
    "any cell of this row, in a condition over another table": sum_(sales.montant, any_filled("jour", "fin")),
    "zero without a sign": round_(row.demi / 1000),
    "months beyond the calendar": edate(row.fin, 12 * 9000),
    "a number in words": coalesce(counted_text(row.entier, "mois", "mois"), "aucun"),
    "words that a blank makes blank": text_of_parts(row.texte, " : ", row.entier),
    "words that a blank leaves": joined_texts(
        " · ", row.texte, if_(row.entier > 0, row.choix), counted_text(row.entier, "a", "b")
    ),
    "words inside words": text_of_parts("dit ", joined_texts(", ", if_(row.demi > 0, "haut"), row.choix)),
    "an amount in words": euros_text(row.montant),
    "a large amount in words": euros_text(row.montant * 1000000 + row.entier),
    "signs in a row": repeated_text("▮", max_(0, min_(10, row.entier))),
}


@pytest.mark.parametrize("engine", ["IronCalc", pytest.param("LibreOffice", marks=pytest.mark.judge)])
def test_an_engine_finds_the_values_of_the_hard_ones(engine: str, tmp_path: Path, compared: Compared) -> None:
    plan = contents(Random(1), 40, typed(HARD))
    path = write(plan, tmp_path / "essai.xlsx")
    stored = judges.formula_cells(path)
    compared(engine, len(stored))
    assert disagreements(plan, stored, ENGINES[engine](path, stored)) == []


def typed(exprs: Mapping[str, Expr]) -> list[tuple[Type, Expr]]:
    return [(type_of_tree(expr, TYPES_OF), expr) for expr in exprs.values()]


# --- words in the place of numbers ------------------------------------------------------------------------


@pytest.mark.long
def test_a_word_in_the_place_of_a_number_is_as_good_as_a_blank(tmp_path: Path, compared: Compared) -> None:
    @settings(max_examples=6, derandomize=True, deadline=None, phases=[Phase.generate])
    @given(st.randoms(use_true_random=False), st.sampled_from(["abc", "12", "néant", "30/06/2026"]))
    def agree(random: Random, word: str) -> None:
        plan = contents(random, 8, columns(random, 30, Trees(random, TEXT_SPANS)))
        path = write(plan, tmp_path / "essai.xlsx", force=True)
        stored = judges.formula_cells(path)
        compared("IronCalc", len(stored))
        judged = judges.by_ironcalc(path, stored, words_for(path, plan, word))
        assert disagreements(plan, stored, judged) == []

    agree()


def words_for(path: Path, plan: Contents, *words: Any) -> dict[tuple[str, str], Any]:
    """Words for every blank cell in which a number or a date is expected, spare rows too."""
    workbook = openpyxl.load_workbook(path)
    places = {}
    for name, (table, _) in plan.book.part_table.items():
        for column in table.columns:
            for line in range(1, last_row(workbook, name) + 1):
                cell = cell_of(workbook, name, line, column.header)
                if column.typed and column.kind.type is not Type.TEXT and cell.value is None:
                    places[cell.parent.title, cell.coordinate] = words[line % len(words)]
    return places


BLANK: dict[str, Expr] = {
    "itself": row.montant + 0,
    "arithmetic": (row.montant - row.demi) * 2,
    "a quotient by it": 1 / row.montant,
    "a quotient by a difference": 1 / (row.montant - row.demi),
    "a rounding": round_(row.montant, 2),
    "the most": max_(0, row.montant),
    "the least of dates": min_(row.jour, today),
    "a size": abs_(row.demi),
    "the first that is not blank": coalesce(row.montant, row.demi),
    "a comparison": if_(row.montant > 0, "oui"),
    "a comparison that a text would win": if_(row.montant < 0, "oui", if_(row.montant >= 0, "non")),
    "an equality": if_(row.montant == 0, "oui"),
    "a difference": if_(row.montant != 0, "oui"),
    "not blank": if_(~is_blank(row.montant), "oui"),
    "dates compared": if_(row.jour <= row.fin, "oui"),
    "days between": row.fin - row.jour,
    "days until today": today - row.jour,
    "a month's first day": month_start(row.jour),
    "months later": edate(row.jour, 1),
    "days later": add_days(row.jour, 1),
    "that many months later": edate(today, row.entier),
    "that many days later": add_days(today, row.entier),
    "a lookup by it": lookup(row.entier, codes.rang, codes.valeur),
    "a lookup that finds it": lookup(row.texte, codes.code, codes.valeur),
    "a lookup that finds it for a date": lookup(row.texte, codes.code, codes.jour),
    "a lookup that finds it, inside a computation": lookup(row.texte, codes.code, codes.valeur) * 2,
    "a sum of them": if_(sum_(sales.montant, sales.nom == "x") != 0, "oui"),
    "a sum where they are above": if_(sum_(sales.part, sales.montant > 0) != 0, "oui"),
    "a count of those above": if_(count(sales, sales.montant > 0) > 0, "oui"),
    "a count of those below": if_(count(sales, sales.montant < 0) > 0, "oui"),
    "a count of those that differ": if_(count(sales, sales.montant != 0) > 0, "oui"),
    "a count of those that are not blank": if_(count(sales, ~is_blank(sales.jour)) > 0, "oui"),
    "a count of those that a computation has a value for": if_(count(sales, ~is_blank(sales.double)) > 0, "oui"),
    "a count of those beside this row's": if_(count(sales, (sales.nom == "x") & (sales.nom != "x")) > 0, "oui"),
}


@pytest.mark.parametrize("engine", ["IronCalc", pytest.param("LibreOffice", marks=pytest.mark.judge)])
def test_words_in_the_place_of_all_numbers_leave_every_computed_cell_blank(
    engine: str, tmp_path: Path, compared: Compared
) -> None:
    plan = contents(Random(1), 3, typed(BLANK), text="x")
    path = write(plan, tmp_path / "essai.xlsx")
    cells = judges.formula_cells(path)
    compared(engine, len(cells))
    judged = ENGINES[engine](path, cells, words_for(path, plan, "abc", "12"))
    assert disagreements(plan, dict.fromkeys(cells, ""), judged) == []


NO_DATES: dict[str, Expr] = {
    "a month's first day": month_start(row.jour),
    "months later": edate(row.jour, 1),
    "a month's first day in a computation": month_start(row.jour) - row.jour,
    "a question about its month": if_(month_start(row.jour) > today, "oui"),
}


def test_a_number_that_is_no_date_gives_a_blank_and_no_error(tmp_path: Path, compared: Compared) -> None:
    # LibreOffice, unlike Excel and IronCalc, has dates before 1900 and after 9999: it is no judge of this.
    plan = contents(Random(1), 4, typed(NO_DATES), text="x")
    path = write(plan, tmp_path / "essai.xlsx")
    cells = {place: "" for place in judges.formula_cells(path) if place[0] == "Lignes"}
    compared("IronCalc", len(cells))
    assert disagreements(plan, cells, judges.by_ironcalc(path, cells, words_for(path, plan, 20260630, -1))) == []
