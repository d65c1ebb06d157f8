"""What a column tells of its cells: which comes first, the day or the month; which mark is the decimal one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pacxl.crm.cells import (
    Money,
    Odd,
    currency_of_crm_cell,
    date_order_of_crm_cells,
    decimal_mark_of_crm_cells,
    probability_in_crm_cell,
    read_crm_cell_day,
    read_crm_cell_money,
)
from pacxl.crm.deal import ImportChoice
from pacxl.settings.correspondences import Correspondence, Correspondences
from tests.crm.exports import Sheet, codes, read, table
from tests.crm.test_exports import SALESFORCE, carnet

APRIL = dt.date(2026, 4, 15)
DAYS: dict[str, tuple[Any, str, Any]] = {
    "ISO": ("2026-04-15", "", APRIL),
    "ISO with its time": ("2026-04-15 09:30", "", APRIL),
    "ISO with a zone": ("2026-04-15T09:30:00+02:00", "", APRIL),
    "late in the universal time, which may be the next day here": ("2026-04-15T22:00:00Z", "", Odd.EITHER),
    "a date": (APRIL, "", APRIL),
    "a moment": (dt.datetime(2026, 4, 15, 9, 30), "", APRIL),
    "a serial": (46127.0, "", APRIL),
    "a serial as text": ("46127", "", APRIL),
    "the day can only be first": ("15/04/2026", "", APRIL),
    "the month can only be first": ("4/15/2026 9:30 AM", "", APRIL),
    "either, and nothing tells": ("05/04/2026", "", Odd.EITHER),
    "either, day first": ("05/04/2026", "jour", dt.date(2026, 4, 5)),
    "either, month first": ("05/04/2026", "mois", dt.date(2026, 5, 4)),
    "the same day and month": ("04/04/2026", "", dt.date(2026, 4, 4)),
    "in French words": ("15 avr. 2026", "", APRIL),
    "in English words": ("Apr 15, 2026", "", APRIL),
    "in English words, the day first": ("15-Apr-2026", "", APRIL),
    "a day that is none": ("31/02/2026", "", Odd.UNREADABLE),
    "no date": ("bientôt", "", Odd.UNREADABLE),
}


@pytest.mark.parametrize(("cell", "order", "day"), DAYS.values(), ids=DAYS)
def test_the_day_of_a_cell(cell: Any, order: str, day: Any) -> None:
    assert read_crm_cell_day(cell, order) == day


ORDERS = {
    "a day after the 12th comes first": (["05/04/2026", "25/04/2026"], "jour"),
    "a day after the 12th comes second": (["05/04/2026", "04/25/2026"], "mois"),
    "both": (["25/04/2026", "04/25/2026"], ""),
    "nothing tells": (["05/04/2026", "2026-04-25", ""], ""),
}


@pytest.mark.parametrize(("cells", "order"), ORDERS.values(), ids=ORDERS)
def test_what_comes_first_in_the_dates_of_an_export(cells: list[str], order: str) -> None:
    assert date_order_of_crm_cells(cells) == order


AMOUNTS: dict[str, tuple[Any, str, Any]] = {
    "bare": ("125000", "", Money(125000.0)),
    "a number": (12.5, "", Money(12.5)),
    "dollars as the English write them": ("$1,234", "", Money(1234.0, "USD")),
    "dollars, millions": ("$1,234,567", "", Money(1234567.0, "USD")),
    "American dollars": ("US$ 1,200", "", Money(1200.0, "USD")),
    "French": ("1 234,56 €", "", Money(1234.56, "EUR")),
    "French, narrow spaces": ("1\u202f234,56\u00a0€", "", Money(1234.56, "EUR")),
    "a code before": ("USD 12,000.50", "", Money(12000.5, "USD")),
    "Swiss": ("CHF 1'200.00", "", Money(1200.0, "CHF")),
    "in thousands": ("12 k€", "", Money(12000.0, "EUR")),
    "a thousand or one": ("1,234", "", Odd.EITHER),
    "thousands or millions, whatever the mark": ("1 m€", ",", Odd.EITHER),
    "a thousand, by its column": ("1,234", ".", Money(1234.0)),
    "a thousand with a point, by its column": ("1.234", ",", Money(1234.0)),
    "a rhythm": ("500 € / mois", "", Odd.UNREADABLE),
    "the other taxes": ("1 200 TTC", "", Odd.UNREADABLE),
    "no amount": ("à voir", "", Odd.UNREADABLE),
}


@pytest.mark.parametrize(("cell", "mark", "money"), AMOUNTS.values(), ids=AMOUNTS)
def test_the_amount_of_a_cell(cell: Any, mark: str, money: Any) -> None:
    assert read_crm_cell_money(cell, mark) == money


MARKS = {
    "a comma": (["1 234,50", "12"], ","),
    "a point": (["1,234.50", "1,234"], "."),
    "points between thousands": (["1.234.567"], ","),
    "both": (["1,5", "1.5"], ""),
    "nothing tells": (["1,234", "500"], ""),
}


@pytest.mark.parametrize(("cells", "mark"), MARKS.values(), ids=MARKS)
def test_the_decimal_mark_of_a_column(cells: list[str], mark: str) -> None:
    assert decimal_mark_of_crm_cells(cells) == mark


def test_the_currency_that_a_cell_names() -> None:
    named = ["EUR", "Euro", "€", "USD - U.S. Dollar", "Euros (€)", "GBP £", "1 200 HT", ""]
    assert list(map(currency_of_crm_cell, named)) == ["EUR", "EUR", "EUR", "USD", "EUR", "GBP", "", ""]


def test_a_probability_is_out_of_100_unless_its_column_is_of_fractions() -> None:
    assert probability_in_crm_cell("60", fraction=False) == 0.6
    assert probability_in_crm_cell("60 %", fraction=True) == 0.6
    assert probability_in_crm_cell("0,6", fraction=True) == 0.6
    assert probability_in_crm_cell("160", fraction=False) is Odd.OUT_OF_RANGE
    assert probability_in_crm_cell("peut-être", fraction=False) is Odd.UNREADABLE


# --- what is asked, and the answer ------------------------------------------------------------------------

EITHER = """
Record ID|Deal Name|Deal Stage|Amount|Close Date|Deal owner|Associated Company
1|Chauffage|Devis|1,234|05/04/2026|Paul|Alpha
2|Toiture|Devis|800|06/04/2026|Paul|Bêta
"""


def test_dates_and_amounts_that_nothing_tells_are_asked_once_a_column(tmp_path: Path) -> None:
    path = Sheet(table(EITHER)).write(tmp_path)
    exported = read(path)
    assert codes(exported) == ["crm-amounts-either", "crm-dates-either"]
    assert [deal.values["date_jalon"] for deal in exported.deals] == [None, None]
    assert [deal.values["montant"] for deal in exported.deals] == [None, 800.0]
    for mark, amount in ((",", 1.234), (".", 1234.0)):
        assert read(path, choice=ImportChoice(mark=mark)).deals[0].values["montant"] == amount
    answered = read(path, choice=ImportChoice(dates="mois"))
    assert [deal.values["date_jalon"] for deal in answered.deals] == [dt.date(2026, 5, 4), dt.date(2026, 6, 4)]


def test_another_date_of_the_export_tells(tmp_path: Path) -> None:
    text = EITHER.replace("Record ID|", "Create Date|Record ID|").replace("\n1|", "\n25/01/2026|1|")
    text = text.replace("\n2|", "\n26/01/2026|2|")
    exported = read(Sheet(table(text)).write(tmp_path))
    assert [deal.values["date_jalon"] for deal in exported.deals] == [dt.date(2026, 4, 5), dt.date(2026, 4, 6)]


def test_a_format_that_shows_dollars_says_so(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, dollars = book.add_worksheet(), book.add_format({"num_format": "[$$-409]#,##0.00"})
        for row, cells in enumerate(table(EITHER)):
            sheet.write_row(row, 0, cells)
        sheet.write_number(1, 3, 1234.0, dollars)
        sheet.write_number(2, 3, 800.0)
    exported = read(path, choice=ImportChoice(dates="jour"))
    assert [deal.values["montant"] for deal in exported.deals] == [800.0]
    assert codes(exported) == ["crm-other-currency"]


def test_what_was_decided_of_a_header_comes_before_what_is_known(tmp_path: Path) -> None:
    lines = [("en-tete", "Deal Name", "Segment"), ("en-tete", "Deal Stage", "")]
    words = Correspondences(tuple(Correspondence(*line) for line in lines))
    exported = read(Sheet(table(EITHER)).write(tmp_path), choice=ImportChoice(words, dates="jour"))
    first = exported.deals[0].values
    assert (first["segment"], first["nature"], first["etape"]) == ("Chauffage", None, None)


def test_a_plan_in_dollars_takes_dollars(tmp_path: Path) -> None:
    path = Sheet(SALESFORCE, quoted=True).write(tmp_path)
    exported = read(path, choice=ImportChoice(currency="USD"))
    found = [(each.montant, each.date_jalon, each.issue, each.cloture) for each in carnet(exported)]
    assert found == [
        (1234567.0, dt.date(2026, 4, 15), "ouverte", None),
        (8000.0, None, "gagnée", dt.date(2026, 3, 1)),
        (3000.0, None, "perdue", dt.date(2026, 2, 1)),
    ]
    assert codes(exported) == ["crm-rows-left", "crm-stage-unknown"]
