"""A definition with a slip fails when it is made, and names the slip."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pacxl.definition.book import Book, DefinitionError
from pacxl.definition.expr import (
    Expr,
    Lookup,
    Of,
    OfCol,
    Row,
    Selected,
    add_days,
    any_filled,
    coalesce,
    count,
    if_,
    is_blank,
    lift,
    lookup,
    position,
    sum_,
    today,
)
from pacxl.definition.kind import CHOICE, DATE, MONEY, NUMBER, TEXT, Kind
from pacxl.definition.sheet import Block, Chart, Figure, Figures, Grid, Selector, Series, Sheet, Text, TodayFigure
from pacxl.definition.table import Choices, Column, Part, Table

row, deals, stages = Row(), Of("affaires"), Of("etapes")

COLUMNS = (
    Column("client", "Client", TEXT),
    Column("etape", "Étape", TEXT, choices="etapes"),
    Column("montant", "Montant", MONEY, total=sum_(deals.montant)),
    Column("jour", "Jour", DATE),
    Column("chance", "Chance", NUMBER, lookup(row.etape, stages.nom, stages.chance)),
    Column("pondere", "Pondéré", MONEY, row.montant * row.chance, total=sum_(deals.pondere)),
)
DEALS = Table("affaires", "Affaires", COLUMNS, (Part("Affaires", "Affaires"),), spare=3)
STAGES = Table(
    "etapes",
    "Étapes",
    (Column("nom", "Nom", TEXT, given=True), Column("chance", "Chance", NUMBER, given=True)),
    (Part("Etapes", "Étapes"),),
)
TODAY = TodayFigure("jour", "Aujourd’hui", DATE)
TOTAL = Figure("total", "Total", MONEY, sum_(deals.pondere), name="Total")
CHART = Chart("Affaires", "Affaires", "client", (Series("montant", "Montant"),))
SHEETS = (
    Sheet("Affaires", "Affaires", "", (Figures((TODAY, TOTAL)), Grid("Affaires"), CHART)),
    Sheet("Étapes", "Étapes", "", (Grid("Etapes"), Text((("Retour", "Affaires"),)))),
)
LISTS = (Choices("etapes", "Étapes", ("Devis",)),)


def book(**changes: Any) -> Book:
    parts: dict[str, Any] = {"tables": (DEALS, STAGES), "sheets": SHEETS, "lists": LISTS}
    return Book("affaires", "Affaires", **(parts | changes))


def with_column(formula: Expr | None, kind: Kind = NUMBER, table: Table = DEALS, **options: Any) -> Book:
    """The book, with one column more in a table."""
    more = Column("f", "F", kind, formula, **options)
    changed = replace(table, columns=(*table.columns, more))
    return book(tables=tuple(changed if each is table else each for each in (DEALS, STAGES)))


def with_header(*headers: str) -> Book:
    more = tuple(Column(f"c{n}", header, TEXT) for n, header in enumerate(headers))
    return book(tables=(replace(DEALS, columns=(*COLUMNS, *more)), STAGES))


def with_table_name(name: str) -> Book:
    renamed = replace(STAGES, parts=(Part(name, "Étapes"),))
    return book(tables=(DEALS, renamed), sheets=(SHEETS[0], replace(SHEETS[1], blocks=(Grid(name),))))


def with_sheet(name: str, *blocks: Block) -> Book:
    return book(sheets=(*SHEETS, Sheet(name, "", "", blocks)))


def with_block(block: Block) -> Book:
    return with_sheet("Suite", block)


def with_figure(formula: Expr, key: str = "f", name: str = "") -> Book:
    return with_block(Figures((Figure(key, "F", NUMBER, formula, name),)))


SELECTED = Selected("Vue", "tous")


def selecting(choices: OfCol, formula: Expr = lift(0)) -> Book:  # noqa: B008  # a constant
    """The book, with a drop-down and a figure."""
    selector = Selector("vue", "Voir", CHOICE, "Vue", "tous", choices)
    return with_block(Figures((selector, Figure("f", "F", NUMBER, formula))))


def with_circle() -> Book:
    circle = (
        Column("a", "A", NUMBER, row.b + 1),
        Column("b", "B", NUMBER, if_(row.client == "x", sum_(deals.c), 0)),
        Column("c", "C", NUMBER, row.a),
    )
    return book(tables=(replace(DEALS, columns=(*COLUMNS, *circle), spare=0), STAGES))


SPREAD = replace(
    STAGES, parts=(Part("Etapes_nord", "Étapes", "Nord"), Part("Etapes_sud", "Étapes", "Sud")), part_key="lieu"
)
SPREAD_SHEET = replace(SHEETS[1], blocks=(Grid("Etapes_nord"), Grid("Etapes_sud")))


def spread(columns: tuple[Column, ...] = COLUMNS[:4], **changes: Any) -> Book:
    """A book whose stages stand in two Excel Tables."""
    tables = (replace(DEALS, columns=columns), replace(SPREAD, **changes))
    return book(tables=tables, sheets=(replace(SHEETS[0], blocks=(Grid("Affaires"),)), SPREAD_SHEET))


def with_keys(*keys: str) -> Book:
    more = tuple(Column(key, f"En-tête {n}", TEXT) for n, key in enumerate(keys))
    return book(tables=(replace(DEALS, columns=(*COLUMNS, *more)), STAGES))


def with_stages(**changes: Any) -> Book:
    """The book, its deals reading no stage."""
    return book(tables=(replace(DEALS, columns=COLUMNS[:4]), replace(STAGES, **changes)))


def without_today() -> Book:
    late = replace(DEALS, columns=(*COLUMNS, Column("f", "F", NUMBER, today - row.jour)))
    return book(tables=(late, STAGES), sheets=(replace(SHEETS[0], blocks=SHEETS[0].blocks[1:]), SHEETS[1]))


# A slip → (how it is made, what the message names).
SLIPS: dict[str, tuple[Any, str]] = {
    # what formulas read
    "a column that there is not": (
        lambda: with_column(row.montent * 2),
        "affaires.f: no column 'montent' in affaires",
    ),
    "a table that there is not": (lambda: with_column(sum_(Of("vente").montant)), "affaires.f: no such table: vente"),
    "a column that another table has not": (
        lambda: with_column(sum_(stages.chances)),
        "affaires.f: no column 'chances' in etapes",
    ),
    "a lookup in a table that there is not": (
        lambda: with_column(lookup(row.client, Of("x").a, Of("x").b)),
        "affaires.f: no such table: x",
    ),
    "a slip in a total": (
        lambda: with_column(None, total=sum_(deals.inconnu)),
        "total of affaires.f: no column 'inconnu'",
    ),
    "computed columns in a circle": (with_circle, "in a circle: affaires.a → affaires.c → affaires.b → affaires.a"),
    "a column that reads itself": (lambda: with_column(row.f + row.montant), "in a circle: affaires.f → affaires.f"),
    "a column of a table outside an aggregate": (
        lambda: with_column(deals.montant + row.montant),
        "affaires.f: affaires.montant stands outside an aggregate over its table",
    ),
    "a column of a table as a lookup's key": (
        lambda: with_column(lookup(deals.etape, stages.nom, stages.chance)),
        "affaires.f: affaires.etape stands outside an aggregate",
    ),
    "a text formula for an amount": (
        lambda: with_column(if_(row.montant > 0, "oui"), MONEY),
        "affaires.f: a text formula in a column of numbers",
    ),
    "a number formula for a date": (
        lambda: with_column(row.jour - row.jour, DATE),
        "affaires.f: a number formula in a column of dates",
    ),
    "a condition for a value": (
        lambda: with_column(row.montant > 0),
        "affaires.f: a logical formula in a column of numbers",
    ),
    "operands that do not go together": (
        lambda: with_column(row.montant + row.client),
        "affaires.f: + does not take (number, text): (montant + client)",
    ),
    "a figure that reads a row": (lambda: with_figure(row.montant * 2), "figure f: a figure has no row: montant"),
    "a figure with a position": (lambda: with_figure(position * 1), "figure f: a figure has no row, and no position"),
    # conditions over a table
    "a condition over another table": (
        lambda: with_figure(sum_(deals.montant, stages.nom == "x")),
        "figure f: etapes.nom in a condition over affaires",
    ),
    "an aggregate in a condition": (
        lambda: with_figure(sum_(deals.montant, deals.montant > sum_(deals.montant))),
        "figure f: an aggregate cannot stand in the condition of another",
    ),
    "arithmetic on a whole column": (
        lambda: with_figure(sum_(deals.montant, deals.montant * 2 > 100)),
        "figure f: over a column, a condition takes it as it is: ((affaires.montant * 2) > 100)",
    ),
    "a whole column on the other side": (
        lambda: with_figure(sum_(deals.montant, deals.jour > add_days(deals.jour, 1))),
        "figure f: over a column, a condition takes it as it is",
    ),
    "the blank of a computation over a column": (
        lambda: with_figure(sum_(deals.montant, is_blank(coalesce(deals.client, "x")))),
        "figure f: over a column, a condition takes it as it is",
    ),
    # rows left blank
    "a value in a spare row": (
        lambda: with_column(if_(is_blank(row.client), "à saisir", "saisi"), TEXT),
        "affaires.f: it has a value in a spare row",
    ),
    "a sum in a spare row": (
        lambda: with_column(sum_(stages.chance, stages.nom == row.etape)),
        "affaires.f: it has a value in a spare row",
    ),
    "the date in a spare row": (
        lambda: with_column(coalesce(row.jour, today), DATE),
        "affaires.f: it has a value in a spare row",
    ),
    "a count of rows that are not so": (
        lambda: with_figure(count(deals, ~(deals.etape == "Devis"))),
        "figure f: it counts spare rows of affaires too",
    ),
    "a count of blanks": (
        lambda: with_figure(count(deals, is_blank(deals.montant))),
        "figure f: it counts spare rows of affaires too, add ~is_blank() of a column: ISBLANK(affaires.montant)",
    ),
    "a count by a condition on this row alone": (
        lambda: with_column(count(deals, row.chance > 0), table=STAGES),
        "etapes.f: it counts spare rows of affaires too",
    ),
    "any cell, a computed one too": (
        lambda: with_column(if_(any_filled("client", "pondere"), 1)),
        "affaires.f: from client to pondere there must be columns, and none computed",
    ),
    "any cell, from right to left": (
        lambda: with_column(if_(any_filled("jour", "client"), 1)),
        "affaires.f: from jour to client there must be columns",
    ),
    # names that Excel refuses
    "a table named as a cell": (lambda: with_table_name("Fam1"), "Excel refuses the name 'Fam1'"),
    "a table named as the last cell": (lambda: with_table_name("XFD1048576"), "Excel refuses the name 'XFD1048576'"),
    "a table named as a cell, by row and column": (lambda: with_table_name("R1C1"), "the name 'R1C1'"),
    "a table named as a cell, in French": (lambda: with_table_name("L1C1"), "the name 'L1C1'"),
    "a table named as a row": (lambda: with_table_name("r2"), "the name 'r2'"),
    "a table named C": (lambda: with_table_name("c"), "the name 'c'"),
    "a table with a space in its name": (lambda: with_table_name("Mes étapes"), "the name 'Mes étapes'"),
    "a table with a hyphen in its name": (lambda: with_table_name("Sous-étapes"), "the name 'Sous-étapes'"),
    "a table whose name begins with a digit": (lambda: with_table_name("2026_etapes"), "the name '2026_etapes'"),
    "a table without a name": (lambda: with_table_name(""), "the name ''"),
    "a name of 256 characters": (lambda: with_table_name("e" * 256), "Excel refuses the name"),
    "a figure named as a table": (
        lambda: with_figure(sum_(deals.montant), name="AFFAIRES"),
        "the name 'AFFAIRES' stands twice",
    ),
    "a figure named as the date": (
        lambda: with_figure(sum_(deals.montant), name="aujourdhui"),
        "the name 'Aujourdhui' stands twice",
    ),
    "two figures of one key": (
        lambda: with_figure(sum_(deals.montant), key="total"),
        "the figure 'total' stands twice",
    ),
    # headers, keys, parts
    "two headers that differ in case only": (
        lambda: with_header("CLIENT"),
        "the header of affaires 'CLIENT' stands twice (as 'Client')",
    ),
    "two headers that are the same": (lambda: with_header("Client"), "the header of affaires 'Client' stands twice"),
    "two headers that differ in the case of an accent": (
        lambda: with_header("éTAPE"),
        "'éTAPE' stands twice (as 'Étape')",
    ),
    "a header of nothing": (lambda: with_header(" "), "Excel refuses the header ' '"),
    "a header that ends in a space": (lambda: with_header("Note "), "Excel refuses the header 'Note '"),
    "a header over two lines": (lambda: with_header("Note\nde frais"), "Excel refuses the header"),
    "a header of 256 characters": (lambda: with_header("x" * 256), "Excel refuses the header"),
    "two columns of one key": (
        lambda: with_keys("client"),
        "the column of affaires 'client' stands twice",
    ),
    "a key with a capital": (
        lambda: with_keys("Autre"),
        "a key is lower-case ASCII with underscores, not 'Autre'",
    ),
    "a table without columns": (lambda: with_stages(columns=()), "'etapes' has no column"),
    "a table without parts": (
        lambda: with_stages(parts=()),
        "'etapes' has no column or no part",
    ),
    "several parts, and nothing to tell them": (
        lambda: spread(part_key=""),
        "'etapes' has several parts and no part_key",
    ),
    "two parts of one value": (
        lambda: spread(parts=(Part("Etapes_nord", "Étapes", "Nord"), Part("Etapes_sud", "Étapes", "nord"))),
        "the part of etapes 'nord' stands twice",
    ),
    "a part of no value": (
        lambda: spread(parts=(Part("Etapes_nord", "Étapes", "Nord"), Part("Etapes_sud", "Étapes"))),
        "a part that no value of lieu tells",
    ),
    "two tables of one key": (lambda: book(tables=(DEALS, STAGES, STAGES)), "the table 'etapes' stands twice"),
    "a list that there is not": (lambda: with_column(None, TEXT, choices="etape"), "affaires.f: no list 'etape'"),
    "a bound column in a table with spare rows": (
        lambda: with_column(None, given=True, bound=True),
        "affaires.f: only a column that is given, in a table without spare rows, can be bound",
    ),
    "a bound column that is computed": (
        lambda: with_column(row.chance * 2, table=STAGES, bound=True),
        "etapes.f: only a column that is given",
    ),
    # sheets and what stands on them
    "a sheet's name of 32 characters": (lambda: with_sheet("x" * 32), "Excel refuses the sheet name"),
    "a sheet's name of 16 characters that Excel counts twice": (
        lambda: with_sheet("𝒳" * 16),
        "Excel refuses the sheet name",
    ),
    "a sheet's name with a slash": (lambda: with_sheet("Juin/juillet"), "the sheet name 'Juin/juillet'"),
    "a sheet's name with a colon": (lambda: with_sheet("Suite : fin"), "the sheet name 'Suite : fin'"),
    "a sheet's name with a bracket": (lambda: with_sheet("[Suite]"), "the sheet name '[Suite]'"),
    "a sheet's name with a question mark": (lambda: with_sheet("Qui ?"), "the sheet name 'Qui ?'"),
    "a sheet's name that begins with an apostrophe": (lambda: with_sheet("'Suite"), 'the sheet name "\'Suite"'),
    "a sheet named History": (lambda: with_sheet("History"), "the sheet name 'History'"),
    "a sheet named Historique": (lambda: with_sheet("historique"), "the sheet name 'historique'"),
    "a sheet without a name": (lambda: with_sheet(" "), "the sheet name ' '"),
    "two sheets that differ in case only": (lambda: with_sheet("ÉTAPES"), "the sheet 'ÉTAPES' stands twice"),
    "a grid drawn twice": (lambda: with_block(Grid("Etapes")), "each Excel Table is drawn once, on its own sheet"),
    "a grid on another sheet": (
        lambda: book(
            sheets=(replace(SHEETS[0], blocks=(*SHEETS[0].blocks, Grid("Etapes"))), replace(SHEETS[1], blocks=()))
        ),
        "drawn once, on its own sheet: [('Etapes', 'Affaires'), ('Etapes', 'Étapes')]",
    ),
    "a grid that is not drawn": (
        lambda: book(sheets=SHEETS[:1]),
        "drawn once, on its own sheet: [('Etapes', 'Étapes')]",
    ),
    "a grid of no table": (lambda: with_block(Grid("Etape")), "drawn once, on its own sheet: [('Etape', 'Suite')]"),
    "a chart of no table": (
        lambda: with_block(replace(CHART, part="Affaire")),
        "the chart 'Affaires' reads no Excel Table of the book: 'Affaire'",
    ),
    "a chart of no column": (
        lambda: with_block(replace(CHART, series=(Series("budget", "Budget"),))),
        "the chart 'Affaires' reads no column of affaires: 'budget'",
    ),
    "a chart by no column": (
        lambda: with_block(replace(CHART, category="mois")),
        "reads no column of affaires: 'mois'",
    ),
    "a link to no sheet": (
        lambda: with_block(Text((("Voir", "Affaire"),))),
        "the line 'Voir' leads to no sheet of the book: 'Affaire'",
    ),
    "a date that formulas read and that is nowhere": (without_today, "the cell Aujourdhui stands 0 times"),
    "a selection that formulas read and that is nowhere": (
        lambda: with_figure(if_(Selected("Vue", "tous") == "tous", 1, 0)),
        "a formula reads a selector that stands nowhere: Vue",
    ),
    "another first choice than the selector's": (
        lambda: selecting(stages.nom, if_(Selected("Vue", "aucun") == "tous", 1, 0)),
        "a formula reads a selector that stands nowhere: Vue",
    ),
    "a drop-down of numbers": (lambda: selecting(stages.chance), "the selector Vue offers no texts"),
    "a date in two cells": (lambda: with_block(Figures((TODAY,))), "the cell Aujourdhui stands 2 times"),
}


@pytest.mark.parametrize(("make", "slip"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_when_the_definition_is_made(make: Any, slip: str) -> None:
    with pytest.raises(DefinitionError) as refusal:
        make()
    assert slip in str(refusal.value)


SOUND: dict[str, Any] = {
    "a drop-down that formulas follow": lambda: selecting(stages.nom, if_(SELECTED == "tous", 1, 0)),
    "the book as it is": book,
    "a table in two parts": spread,
    "a table named as no cell can be": lambda: with_table_name("Fami1"),
    "a table named with an accent": lambda: with_table_name("Étapes_2026"),
    "a header with the characters that references escape": lambda: with_header("N° #1 ['@'] 50 % ?"),
    "a sheet's name of 31 characters": lambda: with_sheet("x" * 31),
    "a sheet's name with an apostrophe inside": lambda: with_sheet("L'an 2026"),
    "a column blank in a spare row": lambda: with_column(if_(any_filled("client", "jour"), 1)),
    "a count of what is filled": lambda: with_figure(count(deals, ~is_blank(deals.client))),
    "a count of what is filled and not so": lambda: with_figure(
        count(deals, ~(deals.etape == "Devis") & ~is_blank(deals.client))
    ),
    "a condition with a lookup in a third table": lambda: with_column(
        if_(row.montant > 0, sum_(deals.montant, deals.montant > Lookup(row.etape, "etapes", "nom", "chance")))
    ),
    "a link to the sheet of lists": lambda: with_block(Text((("Voir", "Listes"),))),
    "a bound column of a table without spare rows": lambda: with_column(None, table=STAGES, given=True, bound=True),
}


@pytest.mark.parametrize("make", SOUND.values(), ids=SOUND)
def test_a_sound_definition_is_made(make: Any) -> None:
    assert isinstance(make(), Book)


def test_a_computed_column_comes_after_those_it_reads() -> None:
    columns = (*COLUMNS[:4], COLUMNS[5], COLUMNS[4])  # pondere stands before chance, which it reads
    order = book(tables=(replace(DEALS, columns=columns), STAGES)).order
    assert order == (("affaires", "chance"), ("affaires", "pondere"))


def test_books_are_equal_by_key_and_settings() -> None:
    assert book(settings=1) == book(settings=1, accent="000000") != book(settings=2)
