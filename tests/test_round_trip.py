"""`read(write(c)) == c`, for any contents, and through the other programs that people open workbooks with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, Verbosity, given, settings

import pacxl
from pacxl.books.ecarts.ecarts_book import ecarts_book
from pacxl.books.pac import pac_book
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.definition.book import Book
from pacxl.excel import NoValue
from pacxl.formats.opened import Area
from pacxl.formats.opening import open_workbook
from tests import judges
from tests.plans import (
    LONG_NUMBERS,
    ODD_DAYS,
    ODD_NUMBERS,
    ODD_TEXTS,
    PLAIN_NUMBERS,
    PLAIN_TEXTS,
    SMALL,
    TODAY,
    contents,
    differences,
    odd_plan,
    plan,
)

PAC, ECARTS = pac_book(SMALL), ecarts_book(SMALL)
# Without shrinking, for an example takes a second; and without showing it, for `differences` tells the cell.
patiently = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],
    verbosity=Verbosity.quiet,
    report_multiple_bugs=False,
)


def read_back(given: Contents, folder: Path) -> Contents:
    return pacxl.read(pacxl.write(given, folder / "classeur.xlsx", force=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("aller-retour")


# --- written and read by us -------------------------------------------------------------------------------


@pytest.mark.long
@given(given=contents(PAC))
@settings(patiently, max_examples=10)
def test_any_plan(folder: Path, given: Contents) -> None:
    returned = read_back(given, folder)
    assert differences(given, returned) == []
    assert returned == given


@pytest.mark.long
@given(given=contents(ECARTS))
@settings(patiently, max_examples=4)
def test_any_variance_workbook(folder: Path, given: Contents) -> None:
    returned = read_back(given, folder)
    assert differences(given, returned) == []
    assert returned == given


@pytest.mark.long
@given(one=contents(PAC), other=contents(PAC))
@settings(patiently, max_examples=2)
def test_the_variance_workbook_of_any_two_plans(folder: Path, one: Contents, other: Contents) -> None:
    owner = replace(other.identity, company=one.identity.company)
    given = pacxl.variance(pacxl.consolidate([one, replace(other, identity=owner)]), today=TODAY)
    returned = read_back(given, folder)
    assert differences(given, returned) == []
    assert returned == given


@pytest.mark.long
@pytest.mark.parametrize("book", [PAC, ECARTS], ids=["a plan", "a variance workbook"])
def test_no_row_at_all(book: Book, tmp_path: Path) -> None:
    given = make_contents(book, {}, Identity(book.key), TODAY)
    assert read_back(given, tmp_path) == given


def test_every_odd_text_number_and_day(tmp_path: Path) -> None:
    given = odd_plan(ODD_TEXTS, ODD_NUMBERS)
    returned = read_back(given, tmp_path)
    assert differences(given, returned) == []
    assert "formula-overwritten" not in set(returned.findings["code"])


# --- opened and saved by another program ------------------------------------------------------------------

Saver = Callable[[list[Path], Path], list[Path]]


def libreoffice(form: str) -> Saver:
    return lambda paths, folder: judges.all_resaved_by_libreoffice(paths, folder / form, form)


def gnumeric(form: str) -> Saver:
    return lambda paths, folder: [
        judges.resaved_by_gnumeric(path, folder / f"g-{path.stem}.{form}") for path in paths
    ]


def node(library: str, form: str = "xlsx") -> Saver:
    return lambda paths, folder: judges.all_resaved_by_node(
        library, [(path, folder / f"{library}-{path.stem}.{form}") for path in paths]
    )


def openpyxl_itself(paths: list[Path], folder: Path) -> list[Path]:
    for path in paths:
        openpyxl.load_workbook(path).save(folder / f"o-{path.name}")
    return [folder / f"o-{path.name}" for path in paths]


@dataclass(frozen=True)
class Program:
    """A program that people save workbooks with, and what it changes by itself, so that nobody looks for it here."""

    save: Saver
    trims_texts: bool = False
    cuts_texts: bool = False  # its settings too: a plan is read by the settings at hand, a variance workbook is not
    mistakes_tiny_numbers: bool = False
    forgets_days: bool = False  # they come back as numbers: those near today are taken for days, and told

    @property
    def keeps(self) -> tuple[bool, bool, bool, bool]:
        return self.trims_texts, self.cuts_texts, self.mistakes_tiny_numbers, self.forgets_days

    def kept(self) -> tuple[Contents, Contents]:
        """A plan of all that it keeps, and a variance workbook."""
        return _kept(*self.keeps)


@lru_cache
def _kept(trims: bool, cuts: bool, mistakes: bool, forgets: bool) -> tuple[Contents, Contents]:
    texts = [
        text for text in PLAIN_TEXTS if not (trims and text != text.strip(" \n")) and not (cuts and len(text) > 255)
    ]
    numbers = [number for number in PLAIN_NUMBERS if not (mistakes and 0 < abs(number) < 1e-200)]
    days = [day for day in ODD_DAYS if not forgets or 1954 < day.year < 2119]
    plan = odd_plan(tuple(texts), tuple(numbers), days=tuple(days))
    blank = pacxl.blank(SMALL, person="Zoé", period="2026-T2", today=TODAY)
    return plan, pacxl.variance(pacxl.consolidate([plan, blank]), today=TODAY)


PROGRAMS = {
    "LibreOffice": Program(libreoffice("xlsx")),
    "LibreOffice, .ods": Program(libreoffice("ods")),
    "LibreOffice, .xls": Program(libreoffice("xls")),
    "Gnumeric": Program(gnumeric("xlsx"), trims_texts=True),
    "Gnumeric, .ods": Program(gnumeric("ods")),
    "Gnumeric, .xls": Program(gnumeric("xls")),
    "SheetJS": Program(node("sheetjs")),
    "SheetJS, .xlsb": Program(node("sheetjs", "xlsb"), mistakes_tiny_numbers=True),
    "SheetJS, .xls": Program(node("sheetjs", "xls"), cuts_texts=True, mistakes_tiny_numbers=True),
    "SheetJS, .ods": Program(node("sheetjs", "ods"), forgets_days=True),
    "ExcelJS": Program(node("exceljs")),
    "openpyxl": Program(openpyxl_itself),
}


def cells_of_every_kind(path: Path) -> Path:
    """A workbook with each kind of value, two errors, a merged range, a note and a hidden sheet."""
    with xlsxwriter.Workbook(path) as book:
        day, time, lasting = (book.add_format({"num_format": code}) for code in ("dd/mm/yyyy", "hh:mm", "[h]:mm"))
        sheet, away = book.add_worksheet("Vu"), book.add_worksheet("Caché")
        sheet.write_string("A1", "dit  « oui »")
        sheet.write_number("B1", 12.5)
        sheet.write_number("C1", 46124, day)
        sheet.write_boolean("D1", True)
        sheet.write_number("E1", 0.604166666666667, time)
        sheet.write_number("F1", 1.510416666666667, lasting)
        sheet.write_string("G1", "007")
        sheet.write_string("H1", "#REF!")
        sheet.write_formula("A2", "=1/0", value="#DIV/0!")
        sheet.write_formula("B2", "=NA()", value="#N/A")
        sheet.write_formula("C2", "=B1*2", value=25)
        sheet.write_formula("D2", '="a"&"b"', value="ab")
        sheet.merge_range("B4:C5", "fusion")
        sheet.write_comment("A1", "une note\nde deux lignes", {"author": "Paul"})
        away.write_string("A1", "caché")
        away.hide()
    return path


# They calculate for the day on which they save: what depends on it is another day's.
TODAY_AGAIN = ("Gnumeric", "Gnumeric, .xls", "Gnumeric, .ods")

DAY = dt.date(2026, 4, 12)
VALUES = ["dit  « oui »", 12.5, DAY, True, "14:30", "36:15", "007", "#REF!"]
AS_NUMBERS = ["dit  « oui »", 12.5, 46124.0, True, 0.604166666666667, 1.510416666666667, "007", "#REF!"]
RESULTS = [NoValue("#DIV/0!"), NoValue("#N/A"), 25.0, "ab"]
UNCALCULATED = [NoValue("")] * 4
LOST = ["", "", 25.0, "ab"]


ANOTHER = [name if name == "openpyxl" else pytest.param(name, marks=pytest.mark.judge) for name in PROGRAMS]


@pytest.mark.long
@pytest.mark.parametrize("name", ANOTHER)
def test_what_a_program_saved_is_read_as_it_was(name: str, tmp_path: Path, once: Callable[..., Path]) -> None:
    program = PROGRAMS[name]
    both = program.kept()[: 1 if program.cuts_texts else 2]
    written = [once(f"{program.keeps} {each.book.key}.xlsx", partial(pacxl.write, each)) for each in both]
    cells, *saved = program.save([cells_of_every_kind(tmp_path / "cells.xlsx"), *written], tmp_path)
    for each, path in zip(both, saved, strict=True):
        returned = pacxl.read(path, today=each.today, settings=SMALL)
        assert unlike(each, returned) == []
        wrong = returned.findings[returned.findings["code"].isin(["value-stale", "formula-overwritten"])]
        assert set(wrong["column"]) <= ({"Retard", "Statut"} if name in TODAY_AGAIN else set())
    seen = open_workbook(cells)
    assert seen.sheets["Vu"][0] == (AS_NUMBERS if program.forgets_days else VALUES)
    assert seen.sheets["Vu"][1][:4] == {"openpyxl": UNCALCULATED, "SheetJS, .ods": LOST}.get(name, RESULTS)
    assert seen.sheets["Vu"][3][1] == "fusion"
    assert seen.extras["Vu"].merged == (Area(3, 1, 4, 2),)
    notes = [(note.row, note.col, note.text) for note in seen.extras["Vu"].notes]
    assert notes == ([] if name in ("SheetJS, .xls", "SheetJS, .ods") else [(0, 0, "une note\nde deux lignes")])


def unlike(given: Contents, read: Contents) -> list[str]:
    """The differences but for the book: where its settings are cut short, it is made of the settings at hand."""
    return [difference for difference in differences(given, read) if not difference.startswith("book: ")]


@pytest.mark.judge
def test_tables_that_a_program_dropped_are_found_by_their_headers_and_told(tmp_path: Path) -> None:
    path = pacxl.write(pacxl.blank(SMALL, today=TODAY), tmp_path / "plan.xlsx")
    saved = judges.resaved_by_node("sheetjs", path, tmp_path / "sheetjs.xlsx")
    plan = pacxl.read(saved, today=TODAY)
    told = plan.findings.loc[plan.findings["code"] == "table-by-headers", "table"]
    assert sorted(told) == sorted(plan.book.part_table)


@pytest.mark.judge
def test_libreoffice_keeps_fifteen_digits_and_makes_every_end_of_a_line_a_line_feed(tmp_path: Path) -> None:
    """What it changes by itself, so that nobody looks for it here."""
    texts = ["un\r\ndeux\rtrois", *[None] * (len(LONG_NUMBERS) - 1)]
    given = plan(carnet={"montant": list(LONG_NUMBERS), "societe": texts})
    saved = judges.resaved_by_libreoffice(pacxl.write(given, tmp_path / "plan.xlsx"), tmp_path)
    returned = pacxl.read(saved, today=TODAY).carnet
    assert returned["montant"].tolist() == [float(f"{number:.15g}") for number in LONG_NUMBERS]
    assert returned["societe"].dropna().tolist() == ["un\ndeux\ntrois"]


@pytest.mark.judge
def test_gnumeric_trims_texts_and_sheetjs_cuts_them_in_an_xls_and_forgets_far_days_in_an_ods(tmp_path: Path) -> None:
    """What they change by themselves: a day that is but a number is told, and not guessed when it is far."""
    days = [dt.date(1904, 1, 1), dt.date(2026, 4, 12)]
    given = plan(carnet={"societe": [" bordé ", "x" * 300], "montant": [1e-300, 2.0], "date_jalon": days})
    path = pacxl.write(given, tmp_path / "plan.xlsx")
    trimmed = pacxl.read(judges.resaved_by_gnumeric(path, tmp_path / "g.xlsx"), today=TODAY).carnet
    assert trimmed["societe"].tolist() == ["bordé", "x" * 300]
    cut = pacxl.read(judges.resaved_by_node("sheetjs", path, tmp_path / "s.xls"), today=TODAY, settings=SMALL)
    assert cut.carnet["societe"].tolist() == [" bordé ", "x" * 255]
    forgotten = pacxl.read(judges.resaved_by_node("sheetjs", path, tmp_path / "s.ods"), today=TODAY)
    assert forgotten.carnet["date_jalon"].isna().tolist() == [True, False]
    assert set(forgotten.findings.loc[forgotten.findings["column"] == "Date jalon", "value"]) == {"1462", "46124"}
