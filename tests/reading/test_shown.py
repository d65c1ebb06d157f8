"""What a cell shows counts, not only what it holds: numbers whose format says something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.definition.kind import MONEY
from pacxl.findings.finding import Finding
from pacxl.formats.opened import ShownNumber
from pacxl.french.text import Unfit
from pacxl.french.units import TAXES, TTC
from pacxl.reading.conversion.outcome import outcome_by_format
from pacxl.typography import plain_spaces
from pacxl.way_back.repair import repair
from tests import bend, judges
from tests.plans import MARKET, SMALL, TODAY
from tests.plans import plan as contents
from tests.reading.mutations.account import unbalanced
from tests.typed import Formatted

Copied = Callable[..., Path]
FIRST = "Actions_marche"
KEYS = {
    "Budget": "budget",
    "Dépensé": "depense",
    "Cible": "cible",
    "Résultat": "resultat",
    "Comment": "comment",
    "Avec qui": "avec_qui",
    "Analyse des écarts": "analyse",
}


@dataclass(frozen=True)
class Case:
    """A number under a header, in a format: what is read, the finding's code and what it quotes (none: "")."""

    header: str
    number: float
    shape: str
    read: Any
    code: str = ""
    shown: str = ""


ACCOUNTING = '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-'
BIG = '[>=1000000]0.0,,"M€";[>=1000]0.0,"k€";0 "€"'
CASES = {
    # another currency
    "dollars, by Excel's own list": Case("Budget", 1200.5, "[$$-409]#,##0.00", None, "other-currency", "$1 200,50"),
    "dollars, in letters": Case("Budget", 1200, '#,##0\\ "USD"', None, "other-currency", "1 200 USD"),
    "Swiss francs": Case("Budget", 1200, "[$CHF]\\ #,##0", None, "other-currency", "CHF 1 200"),
    "dirhams, whose sign is no word": Case(
        "Budget", 1200, "#,##0.00\\ [$د.م.-1801]", None, "other-currency", "1 200,00 د.م."
    ),
    "crowns, owed": Case("Dépensé", -300, "#,##0\\ [$kr-41D]", None, "other-currency", "-300 kr"),
    "pounds in a column of numbers": Case("Cible", 40, "[$£-809]#,##0", None, "other-currency", "£40"),
    "cents that the format rounds away": Case("Budget", 12.5, '0 "$"', None, "other-currency", "12,5 $"),
    "nothing, in dollars": Case("Budget", 0, "[$$-409]#,##0.00", 0),
    "euros, by Excel's own list": Case("Budget", 1200.5, "[$€-40C]\\ #,##0.00", 1200.5),
    "euros, as accountants have them": Case("Budget", -1200.5, ACCOUNTING, -1200.5),
    "nothing, as accountants have it": Case("Budget", 0, ACCOUNTING, 0),
    "euros before taxes": Case("Budget", 1200, '#,##0.00 "€ HT"', 1200),
    "euros with taxes": Case("Budget", 1200, '#,##0 "€ TTC"', None, "unfit", "1 200 € TTC"),
    # thousands
    "thousands of euros": Case("Budget", 5, '0 "k€"', 5000, "converted", "5 k€"),
    "thousands that are rounded": Case("Budget", 12.345, '0 "k€"', 12345, "converted", "12,3450 k€"),
    "millions of euros": Case("Budget", 1.5, '0.0\\ "M€"', 1_500_000, "converted", "1,5 M€"),
    "thousands of no unit": Case("Budget", 5, 'General"k"', 5000, "converted", "5k"),
    "thousands owed, in red": Case("Budget", -5, '0 "k€";[Red]0 "k€"', -5000, "converted", "-5 k€"),
    "what is thousands for some, millions for others": Case("Budget", 5, '0 "m€"', None, "ambiguous", "5 m€"),
    "an amount that is shown in thousands": Case("Budget", 12345, '#,##0,"k€"', 12345),
    "an amount that is scaled for the eye": Case("Budget", 12345, "#,##0,", 12345),
    "a small amount that chooses its unit": Case("Budget", 999, BIG, 999),
    "a large amount that chooses its unit": Case("Budget", 1_234_567, BIG, 1_234_567),
    # a rhythm, a percentage, a text
    "an amount a month": Case("Budget", 500, '#,##0\\ "€ / mois"', None, "unfit", "500 € / mois"),
    "an amount a year": Case("Budget", 500, '0"€/an"', None, "unfit", "500€/an"),
    "an amount by client": Case("Dépensé", 40, '0" € par client"', None, "unfit", "40 € par client"),
    "a quantity a month": Case("Cible", 40, '0" / mois"', 40, "converted", "40 / mois"),
    "a percentage for an amount": Case("Budget", 0.2, "0%", None, "unfit", "20%"),
    "points for an amount": Case("Budget", 3, '0" pts"', None, "unfit", "3 pts"),
    "days for an amount": Case("Dépensé", 3, '0" jours"', None, "unfit", "3 jours"),
    "a percentage in a column of numbers": Case("Cible", 0.2, "0.0%", 0.2),
    "ventes in a column of numbers": Case("Cible", 20, '0" ventes"', 20),
    "a text for the whole of a format": Case("Budget", 3, '"1 000 €"', 1000, "converted", "1 000 €"),
    "a text that is the number": Case("Budget", 1000, '"1 000 €"', 1000),
    "about so much": Case("Budget", 1000, '"env. "0 "€"', 1000, "approximate", "env. 1000 €"),
    # what changes nothing
    "a hidden amount": Case("Budget", 1000, ";;;", 1000),
    "a word in the amount's place": Case("Budget", 1000, '"à voir"', 1000),
    "a label before the amount": Case("Budget", 1000, '"Budget : "#,##0 "€"', 1000),
    "blanks among the figures": Case("Budget", 1234567, "#\\ ##0", 1234567),
    "zeros before the figures": Case("Budget", 7400, "000000", 7400),
    "figures with an exponent": Case("Budget", 1234567, "0.00E+00", 1234567),
    "euros in a column of numbers": Case("Cible", 40, "#,##0\\ €", 40),
    "more euros than a text can say": Case("Budget", 1e15, BIG, 1e15, "amount-huge", "1000000000,0M€"),
    "less than a text can say": Case("Budget", 1e-300, '[>=0]0.00\\ "€";0', 1e-300),
    # texts
    "a share in a text": Case("Comment", 0.2, "0\\ %", "20 %", "converted", "20 %"),
    "a telephone number": Case(
        "Avec qui", 612345678, "00\\ 00\\ 00\\ 00\\ 00", "06 12 34 56 78", "converted", "06 12 34 56 78"
    ),
    "a telephone number abroad": Case(
        "Comment", 612345678, '"+33 "0\\ 00\\ 00\\ 00\\ 00', "+33 6 12 34 56 78", "converted", "+33 6 12 34 56 78"
    ),
    "a postcode": Case("Comment", 7400, "00000", "07400", "converted", "07400"),
    "an amount in a text": Case("Analyse des écarts", 1500.4, "#,##0\\ €", "1 500 €", "converted", "1 500 €"),
    "a reference": Case("Avec qui", 42, '"CLI-"0000', "CLI-0042", "converted", "CLI-0042"),
    "a word that a number stands for": Case("Comment", 1, '[=1]"par lot";"seul"', "par lot", "converted", "par lot"),
    "a number hidden in a text": Case("Comment", 1, ";;;", "1", "converted", "1"),
    "a plain number in a text": Case("Comment", 3, "0", "3", "converted", "3"),
}


Typed = tuple[int, str, float, str]  # a row, a header, a number and its format


def put(path: Path, table: str, *typed: Typed) -> list[str]:
    """Types numbers into a table, each with its format; returns the cells' addresses."""
    return bend.type_in(path, table, *((row, header, Formatted(number, code)) for row, header, number, code in typed))


def told(plan: pacxl.Contents, table: str, cell: str) -> list[Finding]:
    """What is told of a cell's value; what follows from an amount that is lacking is told of others too."""
    return [each for each in plan.found if (each.place.table, each.place.cell) == (table, cell) and each.value]


def plain(value: Any) -> Any:
    return None if pd.isna(value) else value


@dataclass(frozen=True)
class Filled:
    """A plan as it is read from a workbook with every case in it, each in a row of its own; and the cases' cells."""

    plan: pacxl.Contents
    cells: dict[str, str]
    deals: dict[str, str]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    actions = {"famille": [MARKET] * len(CASES), "etape": [*CASES]}
    made = contents(actions=actions, carnet={"societe": [*DEALS]})
    path = pacxl.write(made, tmp_path_factory.mktemp("formats") / "PAC_Paul.xlsx")
    cases = ((row, each.header, each.number, each.shape) for row, each in enumerate(CASES.values(), 1))
    deals = ((row, *each[:3]) for row, each in enumerate(DEALS.values(), 1))
    cells, others = put(path, FIRST, *cases), put(path, "Carnet", *deals)
    return Filled(pacxl.read(path), dict(zip(CASES, cells, strict=True)), dict(zip(DEALS, others, strict=True)))


@pytest.mark.parametrize("name", CASES)
def test_a_number_is_what_its_cell_shows(name: str, filled: Filled) -> None:
    case, rows = CASES[name], filled.plan.actions.set_index("etape")
    assert plain(rows.loc[name, KEYS[case.header]]) == case.read
    found = [(each.code, each.value) for each in told(filled.plan, FIRST, filled.cells[name])]
    assert found == ([(case.code, case.shown)] if case.code else [])


def test_none_of_them_is_lost(filled: Filled) -> None:
    assert unbalanced(filled.plan) == []


# --- other columns, other places --------------------------------------------------------------------------

DEALS = {
    "a chance whose sign is only shown": ("Probabilité", 20, '0" %"', 0.2, [("converted", "20 %")]),
    "a chance shown as such": ("Probabilité", 0.2, "0.0%", 0.2, []),
    "a chance with zeros before it": ("Probabilité", 0.2, "00.00", 0.2, []),
    "a chance in euros": ("Probabilité", 0.2, "#,##0\\ €", 0.2, []),
    "a chance in thousands of euros": ("Probabilité", 5, '0 "k€"', None, [("unfit", "5 k€")]),
    "a day that is shown by its figures": (
        "Date jalon",
        20260412,
        '0000"-"00"-"00',
        "2026-04-12",
        [("converted", "2026-04-12")],
    ),
    "an amount where a day stands": ("Date jalon", 46023, "#,##0\\ €", None, [("not-accepted", "46 023 €")]),
    "a bare number where a day stands": ("Date jalon", 46023, "0", "2026-01-01", [("converted", "46023")]),
    "a stage whose number has a name": ("Étape", 1, '[=1]"Devis";0', "Devis", [("converted", "Devis")]),
}


@pytest.mark.parametrize("name", DEALS)
def test_so_it_is_in_columns_of_every_kind(name: str, filled: Filled) -> None:
    header, _, _, read, tells = DEALS[name]
    keys = {"Probabilité": "probabilite", "Date jalon": "date_jalon", "Étape": "etape"}
    value = plain(filled.plan.carnet.set_index("societe").loc[name, keys[header]])
    assert (f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value) == read
    assert [(each.code, each.value) for each in told(filled.plan, "Carnet", filled.deals[name])] == tells


@pytest.mark.parametrize("taxes", TAXES)
def test_a_format_that_says_the_other_taxes_is_refused_as_a_text_is(taxes: str) -> None:
    own, other = ("TTC", "HT") if taxes == TTC else ("HT", "TTC")
    kept = outcome_by_format(ShownNumber(1200.0, f'#,##0 "€ {own}"'), MONEY, taxes)
    refused = outcome_by_format(ShownNumber(1200.0, f'#,##0 "€ {other}"'), MONEY, taxes)
    assert kept is None or not isinstance(kept.worth, Unfit)
    assert refused is not None
    assert isinstance(refused.worth, Unfit)


def test_each_finding_says_where_what_and_the_way_out_in_both_languages(copied: Copied) -> None:
    path = copied()
    dollars, month, either, thousands = put(
        path,
        FIRST,
        (1, "Budget", 1200, "[$$-409]#,##0.00"),
        (2, "Budget", 500, '#,##0\\ "€ / mois"'),
        (3, "Budget", 5, '0 "m€"'),
        (3, "Dépensé", 5, '0 "k€"'),
    )
    plan = pacxl.read(path)
    found = {each.place.cell: each for each in plan.found if each.place.cell in (dollars, month, either, thousands)}
    assert {(each.place.file, each.place.sheet, each.place.table) for each in found.values()} == {
        ("PAC_Paul.xlsx", "Étude & marché", FIRST)
    }
    assert [
        (plain_spaces(found[cell].message()), plain_spaces(found[cell].remedy()))
        for cell in (dollars, month, either, thousands)
    ] == [
        (
            "« $1 200,00 » n’est pas retenu dans la colonne Budget : c’est une autre monnaie que l’euro, et rien ne "
            "dit à quel cours la changer.",
            "Convertissez le montant en euros et saisissez-le, dans une cellule au format des autres de la colonne ; "
            "gardez l’autre monnaie dans une colonne à vous.",
        ),
        (
            "« 500 € / mois » n’est pas retenu dans la colonne Budget : c’est un montant par période ou par unité, "
            "et non un total.",
            "Saisissez un montant en euros, par exemple 1 500, dans une cellule au format des autres de la colonne, "
            "ou videz la cellule et saisissez-le dans une colonne à vous.",
        ),
        (
            "« 5 m€ » peut se lire de plusieurs façons dans la colonne Budget : 5000 ou 5000000. Aucune n’est "
            "retenue.",
            "Saisissez un montant en euros, par exemple 1 500, sans équivoque, dans une cellule au format des autres "
            "de la colonne.",
        ),
        (
            "« 5 k€ » a été lu comme 5000 dans la colonne Dépensé.",
            "Rien à faire si la lecture est juste ; sinon, corrigez la cellule.",
        ),
    ]
    assert [found[cell].remedy("en") for cell in (dollars, month, either, thousands)] == [
        "Convert the amount into euros and type it, in a cell with the number format of its column; keep the other "
        "currency in a column of your own.",
        "Write an amount in euros, for example 1 500, in a cell with the number format of its column, or empty the "
        "cell and keep the note in a column of your own.",
        "Write an amount in euros, for example 1 500, without ambiguity, in a cell with the number format of its "
        "column.",
        "Nothing to do if the reading is right; otherwise mend the cell.",
    ]
    assert found[thousands].message("en") == "“5 k€” was read as 5000 in the column Dépensé."


def test_what_is_typed_beside_a_table_is_kept_as_it_is_shown(copied: Copied) -> None:
    path = copied()
    with bend.opened(path) as workbook:
        sheet = bend.sheet_of(workbook, FIRST)
        typed = ((7400, "00000"), (5, '0 "k€"'), (5, "0.00"), (12.5, '0 "$"'), (12.5, "#,##0\\ €"))
        for row, (number, shape) in enumerate(typed, 1):
            cell = sheet.cell(row, 60)
            cell.value, cell.number_format = number, shape
    plan = pacxl.read(path)
    assert plan.libre["valeur"].tolist() == ["07400", "5 k€", "5", "13 $ (12,5)", "12,5"]
    assert unbalanced(plan) == []


def test_a_postcode_that_is_merged_over_rows_keeps_its_zero_in_each(copied: Copied) -> None:
    path = copied()
    bend.type_in(path, FIRST, (1, "Budget", 1), (2, "Budget", 2))
    put(path, FIRST, (1, "Segment", 7400, "00000"))
    with bend.opened(path) as workbook:
        cells = [bend.cell_of(workbook, FIRST, row, "Segment") for row in (1, 2)]
        bend.sheet_of(workbook, FIRST).merge_cells(f"{cells[0].coordinate}:{cells[1].coordinate}")
    assert pacxl.read(path).actions["segment"].tolist()[:2] == ["07400", "07400"]


def test_a_repaired_workbook_holds_what_was_shown(copied: Copied, tmp_path: Path) -> None:
    path = copied()
    put(
        path,
        FIRST,
        (1, "Budget", 1200, "[$$-409]#,##0.00"),
        (2, "Budget", 5, '0 "k€"'),
        (2, "Comment", 7400, "00000"),
    )
    repaired = pacxl.write(repair(path, today=TODAY), tmp_path / "reprise.xlsx")
    plan = pacxl.read(repaired)
    assert plan.actions["budget"].tolist()[1] == 5000
    assert plan.actions["comment"].tolist()[1] == "07400"
    assert pd.isna(plan.actions["budget"].tolist()[0])
    assert "$1 200,00" in plan.libre["valeur"].tolist()


# --- every format of file, as other programs write it -----------------------------------------------------

EVERYWHERE = (
    ("Budget", 1200.5, "[$$-409]#,##0.00", None, "other-currency"),
    ("Dépensé", 1200, '#,##0\\ "USD"', None, "other-currency"),
    ("Budget", 5, '0 "k€"', 5000, "converted"),
    ("Dépensé", 500, '#,##0\\ "€ / mois"', None, "unfit"),
    ("Budget", 0.2, "0%", None, "unfit"),
    ("Dépensé", 3, '"1 000 €"', 1000, "converted"),
    ("Budget", 12345, "#,##0,", 12345, ""),
    ("Dépensé", 1200.5, ACCOUNTING, 1200.5, ""),
    ("Comment", 0.2, "0\\ %", "20 %", "converted"),
    ("Avec qui", 612345678, "00\\ 00\\ 00\\ 00\\ 00", "06 12 34 56 78", "converted"),
    ("Comment", 7400, "00000", "07400", "converted"),
    ("Cible", 0.2, "0.0\\ %", 0.2, ""),
)


@pytest.mark.judge
@pytest.mark.parametrize(
    ("program", "form"),
    [
        *(("libreoffice", form) for form in ("xlsx", "xls", "ods")),
        *(("sheetjs", form) for form in ("xlsx", "xlsb", "xls")),  # it writes an .ods without its formats
    ],
)
def test_so_it_is_in_files_of_other_programs(program: str, form: str, copied: Copied, tmp_path: Path) -> None:
    path = copied()
    typed = [(place // 2 + 1, *each[:3]) for place, each in enumerate(EVERYWHERE)]
    cells = put(path, FIRST, *typed)
    folder = tmp_path / program
    folder.mkdir()
    if program == "libreoffice":
        resaved = judges.resaved_by_libreoffice(path, folder, form)
    else:
        resaved = judges.resaved_by_node(program, path, folder / f"PAC_Paul.{form}")
    plan = pacxl.read(resaved, settings=SMALL)
    first = plan.actions[plan.actions["feuille"] == "Étude & marché"].set_index("ligne")
    for cell, (header, _, shape, read, code) in zip(cells, EVERYWHERE, strict=True):
        row = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        assert plain(first.loc[row, KEYS[header]]) == read, (header, shape)
        assert [each.code for each in told(plan, FIRST, cell)] == ([code] if code else []), (header, shape)
    assert unbalanced(plan) == []
