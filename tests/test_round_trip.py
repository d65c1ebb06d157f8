"""`read(write(c)) == c`, for any contents, and through the other programs that people open workbooks with."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
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
@settings(patiently, max_examples=4)
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


def by_libreoffice(path: Path, folder: Path) -> Path:
    return judges.resaved_by_libreoffice(path, folder)


def by_openpyxl(path: Path, folder: Path) -> Path:
    openpyxl.load_workbook(path).save(folder / "openpyxl.xlsx")
    return folder / "openpyxl.xlsx"


def by_exceljs(path: Path, folder: Path) -> Path:
    return judges.resaved_by_node("exceljs", path, folder / "exceljs.xlsx")


def by_sheetjs(path: Path, folder: Path) -> Path:
    return judges.resaved_by_node("sheetjs", path, folder / "sheetjs.xlsx")


Program = Callable[[Path, Path], Path]
PROGRAMS = {"LibreOffice": by_libreoffice, "openpyxl": by_openpyxl, "ExcelJS": by_exceljs, "SheetJS": by_sheetjs}


@lru_cache
def kept_by_all() -> Contents:
    return odd_plan(PLAIN_TEXTS, PLAIN_NUMBERS)


@lru_cache
def odd_ecarts() -> Contents:
    blank = pacxl.blank(SMALL, person="Zoé", period="2026-T2", today=TODAY)
    return pacxl.variance(pacxl.consolidate([kept_by_all(), blank]), today=TODAY)


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_plan_that_a_program_saved(program: Program, tmp_path: Path) -> None:
    given = kept_by_all()
    saved = program(pacxl.write(given, tmp_path / "plan.xlsx"), tmp_path)
    assert differences(given, pacxl.read(saved, today=TODAY)) == []


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_variance_workbook_that_a_program_saved(program: Program, tmp_path: Path) -> None:
    given = odd_ecarts()
    saved = program(pacxl.write(given, tmp_path / "ecarts.xlsx"), tmp_path)
    assert differences(given, pacxl.read(saved)) == []


def test_tables_that_a_program_dropped_are_found_by_their_headers_and_told(tmp_path: Path) -> None:
    saved = by_sheetjs(pacxl.write(pacxl.blank(SMALL, today=TODAY), tmp_path / "plan.xlsx"), tmp_path)
    plan = pacxl.read(saved, today=TODAY)
    told = plan.findings.loc[plan.findings["code"] == "table-by-headers", "table"]
    assert sorted(told) == sorted(plan.book.part_table)


def test_libreoffice_keeps_fifteen_digits_and_makes_every_end_of_a_line_a_line_feed(tmp_path: Path) -> None:
    """What it changes by itself, so that nobody looks for it here."""
    texts = ["un\r\ndeux\rtrois", *[None] * (len(LONG_NUMBERS) - 1)]
    given = plan(carnet={"montant": list(LONG_NUMBERS), "societe": texts})
    saved = by_libreoffice(pacxl.write(given, tmp_path / "plan.xlsx"), tmp_path)
    returned = pacxl.read(saved, today=TODAY).carnet
    assert returned["montant"].tolist() == [float(f"{number:.15g}") for number in LONG_NUMBERS]
    assert returned["societe"].dropna().tolist() == ["un\ndeux\ntrois"]


def test_an_opendocument_that_libreoffice_saved_holds_the_same_rows(tmp_path: Path) -> None:
    path = pacxl.write(pacxl.blank(SMALL, person="Zoé", period="2026-T2", today=TODAY), tmp_path / "plan.xlsx")
    plan = pacxl.read(judges.resaved_by_libreoffice(path, tmp_path, "ods"), today=TODAY)
    assert differences(pacxl.read(path, today=TODAY), plan) == []
    assert set(plan.findings["code"]) == {"table-by-headers"}
