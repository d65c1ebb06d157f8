"""`read(write(c)) == c`, for any contents, and through the other programs that people open workbooks with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, Verbosity, given, settings

import pacxl
from pacxl.book import Book
from pacxl.contents import Contents
from pacxl.ecarts import ecarts_book
from pacxl.pac import pac_book
from tests import judges
from tests.plans import (
    LONG_NUMBERS,
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


@given(given=contents(PAC))
@settings(patiently, max_examples=10)
def test_any_plan(folder: Path, given: Contents) -> None:
    returned = read_back(given, folder)
    assert differences(given, returned) == []
    assert returned == given


@given(given=contents(ECARTS))
@settings(patiently, max_examples=5)
def test_any_variance_workbook(folder: Path, given: Contents) -> None:
    returned = read_back(given, folder)
    assert differences(given, returned) == []
    assert returned == given


@given(one=contents(PAC), other=contents(PAC))
@settings(patiently, max_examples=2)
def test_the_variance_workbook_of_any_two_plans(folder: Path, one: Contents, other: Contents) -> None:
    given = pacxl.variance(pacxl.consolidate([one, other]), today=TODAY)
    returned = read_back(given, folder)
    assert differences(given, returned) == []
    assert returned == given


@pytest.mark.parametrize("book", [PAC, ECARTS], ids=["a plan", "a variance workbook"])
def test_no_row_at_all(book: Book, tmp_path: Path) -> None:
    given = pacxl.contents.make_contents(book, {}, pacxl.contents.Identity(book.key), TODAY)
    assert read_back(given, tmp_path) == given


def test_every_odd_text_number_and_day(tmp_path: Path) -> None:
    given = odd_plan(ODD_TEXTS, ODD_NUMBERS)
    returned = read_back(given, tmp_path)
    assert differences(given, returned) == []
    assert "formula-overwritten" not in set(returned.findings["code"])


# --- opened and saved by another program ------------------------------------------------------------------


def by_openpyxl(path: Path, folder: Path) -> Path:
    openpyxl.load_workbook(path).save(folder / "openpyxl.xlsx")
    return folder / "openpyxl.xlsx"


def by_exceljs(path: Path, folder: Path) -> Path:
    return judges.resaved_by_node("exceljs", path, folder / "exceljs.xlsx")


def by_sheetjs(path: Path, folder: Path) -> Path:
    return judges.resaved_by_node("sheetjs", path, folder / "sheetjs.xlsx")


Program = Callable[[Path, Path], Path]
PROGRAMS = {"openpyxl": by_openpyxl, "ExcelJS": by_exceljs, "SheetJS": by_sheetjs}


def odd_ecarts() -> Contents:
    blank = pacxl.blank(SMALL, person="Zoé", period="2026-T2", today=TODAY)
    return pacxl.variance(pacxl.consolidate([odd_plan(PLAIN_TEXTS, PLAIN_NUMBERS), blank]), today=TODAY)


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_plan_that_a_program_saved(program: Program, tmp_path: Path) -> None:
    given = odd_plan(PLAIN_TEXTS, PLAIN_NUMBERS)
    saved = program(pacxl.write(given, tmp_path / "plan.xlsx"), tmp_path)
    assert differences(given, pacxl.read(saved, today=TODAY)) == []


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_variance_workbook_that_a_program_saved(program: Program, tmp_path: Path) -> None:
    given = odd_ecarts()
    saved = program(pacxl.write(given, tmp_path / "ecarts.xlsx"), tmp_path)
    assert differences(given, pacxl.read(saved)) == []


def test_tables_that_a_program_dropped_are_found_by_their_headers_and_told(tmp_path: Path) -> None:
    saved = by_sheetjs(pacxl.write(pacxl.blank(SMALL, today=TODAY), tmp_path / "plan.xlsx"), tmp_path)
    findings = pacxl.read(saved, today=TODAY).findings
    told = findings.loc[findings["code"] == "table-by-headers", "table"]
    assert sorted(told) == sorted(PAC.part_table)


# --- LibreOffice, in one start; it keeps fifteen digits, and makes a line feed of every end of a line ------


def changed() -> Contents:
    texts = ["un\r\ndeux\rtrois"]
    return plan(carnet={"montant": [*LONG_NUMBERS, None], "societe": [None] * len(LONG_NUMBERS) + texts})


@pytest.fixture(scope="module")
def by_libreoffice(folder: Path) -> dict[str, tuple[Contents, Contents]]:
    """What was written, and what is read after LibreOffice has opened and saved it."""
    given = {"plan": odd_plan(PLAIN_TEXTS, PLAIN_NUMBERS), "ecarts": odd_ecarts(), "changed": changed()}
    written = [pacxl.write(each, folder / f"{name}.xlsx") for name, each in given.items()]
    saved = judges.all_resaved_by_libreoffice(written, folder)
    returned = [pacxl.read(path, today=TODAY) for path in saved]
    return {name: (given[name], each) for name, each in zip(given, returned, strict=True)}


@pytest.mark.parametrize("name", ["plan", "ecarts"])
def test_what_libreoffice_saved(by_libreoffice: dict[str, tuple[Contents, Contents]], name: str) -> None:
    assert differences(*by_libreoffice[name]) == []


def test_libreoffice_keeps_fifteen_digits(by_libreoffice: dict[str, tuple[Contents, Contents]]) -> None:
    amounts = by_libreoffice["changed"][1].carnet["montant"].dropna().tolist()
    assert amounts == [float(f"{number:.15g}") for number in LONG_NUMBERS]


def test_libreoffice_makes_every_end_of_a_line_a_line_feed(
    by_libreoffice: dict[str, tuple[Contents, Contents]],
) -> None:
    assert by_libreoffice["changed"][1].carnet["societe"].dropna().tolist() == ["un\ndeux\ntrois"]
