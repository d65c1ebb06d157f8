"""What Excel cannot hold, value by value: taken exactly, blank, or refused in a sentence and nothing written."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import pacxl
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.compute.values import ContentsError
from pacxl.definition.book import Book
from pacxl.definition.expr import Expr, Of, Row, blank, if_, sum_
from pacxl.definition.kind import NUMBER
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet
from pacxl.definition.table import Column, Part, Table
from pacxl.excel import LARGEST_WHOLE, LONGEST_FORMULA, LONGEST_TEXT
from pacxl.settings.model import Family, Settings
from pacxl.writing.as_file.limits import formula_limit
from tests.plans import FIRST_DAY, LAST_DAY, OFFER, PAUL, SMALL, TODAY, plan
from tests.printed import french_left

DAY = dt.date(2026, 1, 5)
NOON = dt.datetime(2026, 1, 5, 12)

# --- refused, naming table, column and row ----------------------------------------------------------------

REFUSED: dict[str, tuple[str, Any]] = {
    "infinity": ("montant", np.inf),
    "minus infinity": ("montant", -np.inf),
    "an infinite decimal": ("montant", Decimal("Infinity")),
    "a number beyond floats": ("montant", 10**400),
    "a whole number that a float would round": ("montant", 2**53 + 1),
    "a number as text": ("montant", "12"),
    "a number as bytes": ("montant", b"12"),
    "a word": ("montant", "abc"),
    "a complex number": ("montant", 1 + 2j),
    "true in a number's place": ("montant", True),
    "a date in a number's place": ("montant", DAY),
    "a list": ("montant", [1]),
    "a probability above 1": ("probabilite", 2.5),
    "a probability below 0": ("probabilite", -0.1),
    "a number in a text's place": ("societe", 12),
    "true in a text's place": ("societe", True),
    "bytes": ("societe", b"Alpha"),
    "half of a character": ("societe", "a\ud83d"),
    "the other half": ("societe", "\ude00"),
    "no character": ("societe", "\uffff"),
    "no character either": ("societe", "a\ufffe"),
    "a date as text, which pandas would take for December": ("cloture", "12/04/2026"),
    "a date as clear text": ("cloture", "2026-04-12"),
    "a date as a number": ("cloture", 46027),
    "zero in a date's place": ("cloture", 0.0),
    "a month": ("cloture", pd.Period("2026-01")),
    "a time": ("cloture", dt.time(12)),
    "a time of day": ("cloture", NOON),
    "a second of the day": ("cloture", pd.Timestamp(2026, 1, 5, 0, 0, 1)),
    "a time zone": ("cloture", dt.datetime(2026, 1, 5, tzinfo=dt.UTC)),
    "the day before Excel's false 29 February": ("cloture", dt.date(1900, 2, 28)),
    "the first day of all": ("cloture", dt.date.min),
    "a day after 9999": ("cloture", np.datetime64("10000-01-01")),
}


@pytest.mark.parametrize(("column", "value"), REFUSED.values(), ids=REFUSED)
def test_refused_with_its_place(column: str, value: Any) -> None:
    with pytest.raises(ContentsError, match=rf"^carnet\.{column}, row 2: .* is not "):
        plan(carnet={column: [None, value]})


WHOLE: dict[str, Any] = {
    "a fraction": 1.5,
    "a number of 16 digits": LARGEST_WHOLE + 1,
    "a number of 16 digits below zero": -LARGEST_WHOLE - 1,
    "a number that would turn around": 1e20,
    "infinity": np.inf,
}


@pytest.mark.parametrize("value", WHOLE.values(), ids=WHOLE)
def test_refused_in_a_whole_number_s_place(value: Any) -> None:
    with pytest.raises(ContentsError, match=r"^actions\.ligne, row 1: .* is not a whole number"):
        plan(actions={"famille": [OFFER], "etape": ["x"], "ligne": [value]})


def test_a_column_with_a_time_zone_is_refused() -> None:
    frame = pd.DataFrame({"cloture": pd.Series([pd.Timestamp(2026, 1, 5, tz="Europe/Paris")])})
    with pytest.raises(ContentsError, match=r"^carnet\.cloture, row 1"):
        plan(carnet=frame)


def test_a_column_of_floats_holds_no_infinity_either() -> None:
    with pytest.raises(ContentsError, match=r"^carnet\.montant, row 3"):
        plan(carnet=pd.DataFrame({"montant": np.array([1.0, np.nan, np.inf])}))


UNKNOWN: dict[str, tuple[dict[str, Any], str]] = {
    "a table": ({"carnets": {}}, r"^no such table: carnets$"),
    "a column": ({"carnet": {"montants": [1]}}, r"^no such column in carnet: montants$"),
    "a column without a name": ({"carnet": pd.DataFrame([[1]])}, r"^no such column in carnet: 0$"),
    "a column that stands twice": (
        {"carnet": pd.DataFrame([[1, 2]], columns=["montant", "montant"])},
        r"^carnet: a column stands twice$",
    ),
    "columns of several lengths": ({"carnet": {"montant": [1], "societe": ["a", "b"]}}, r"^carnet: .*length"),
    "a family": (
        {"actions": {"famille": ["Autre"], "etape": ["x"]}},
        r"^actions\.famille, row 1: 'Autre' is none of ",
    ),
    "no family": ({"actions": {"etape": ["x"]}}, r"^actions: the column famille is missing$"),
    "a blank family": (
        {"actions": {"famille": [None], "etape": ["x"]}},
        r"^actions\.famille, row 1: a blank is none of",
    ),
}


@pytest.mark.parametrize(("frames", "sentence"), UNKNOWN.values(), ids=UNKNOWN)
def test_unknown(frames: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ContentsError, match=sentence):
        plan(**frames)


# --- blank ------------------------------------------------------------------------------------------------

BLANKS: dict[str, tuple[str, Any]] = {
    f"{value!r} in {column}": (column, value)
    for column in ("montant", "societe", "cloture")
    for value in (None, float("nan"), np.float64("nan"), pd.NA, pd.NaT)
} | {f"{text!r}": ("societe", text) for text in ("", " ", "\t\r\n", "\u00a0\u202f")}


@pytest.mark.parametrize(("column", "value"), BLANKS.values(), ids=BLANKS)
def test_blank(column: str, value: Any) -> None:
    assert plan(carnet={"nature": ["x", "y"], column: [value, None]}).carnet[column].isna().all()


def test_a_row_of_blanks_is_no_row() -> None:
    assert plan(carnet={"montant": [None, np.nan], "societe": ["", pd.NA], "cloture": [pd.NaT, None]}).carnet.empty


# --- taken exactly ----------------------------------------------------------------------------------------

TAKEN: dict[str, tuple[str, Any, Any]] = {
    "a decimal": ("montant", Decimal("19.99"), 19.99),
    "a number of numpy": ("montant", np.float32(0.5), 0.5),
    "a whole number in an amount's place": ("montant", 3, 3.0),
    "a large whole number that a float holds": ("montant", 2**60, float(2**60)),
    "the largest number of all": ("montant", 1.7976931348623157e308, 1.7976931348623157e308),
    "the smallest": ("montant", 5e-324, 5e-324),
    "a NUL": ("societe", "a\x00b", "a\x00b"),
    "the longest text": ("societe", "x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
    "the longest text of astral characters": ("societe", "𝒳" * (LONGEST_TEXT // 2), "𝒳" * (LONGEST_TEXT // 2)),
    "the first day": ("cloture", FIRST_DAY, pd.Timestamp(1900, 3, 1)),
    "the last day": ("cloture", LAST_DAY, pd.Timestamp(9999, 12, 31)),
    "midnight": ("cloture", dt.datetime(2026, 1, 5), pd.Timestamp(2026, 1, 5)),
    "a day of numpy": ("cloture", np.datetime64("2026-01-05"), pd.Timestamp(2026, 1, 5)),
}


@pytest.mark.parametrize(("column", "value", "expected"), TAKEN.values(), ids=TAKEN)
def test_taken_exactly(column: str, value: Any, expected: Any) -> None:
    assert plan(carnet={column: [value]}).carnet[column].tolist() == [expected]


def test_what_is_taken_comes_back_from_the_file(tmp_path: Path) -> None:
    given = plan(carnet=pd.DataFrame([{column: value} for column, value, _ in TAKEN.values()], dtype=object))
    assert len(given.carnet) == len(TAKEN)
    assert pacxl.read(pacxl.write(given, tmp_path / "plan.xlsx")) == given


def test_days_of_several_sorts_in_one_column() -> None:
    days = [DAY, dt.datetime(2026, 1, 5), pd.Timestamp(2026, 1, 5), np.datetime64("2026-01-05"), None]
    assert plan(carnet={"nature": list("abcde"), "cloture": days}).carnet["cloture"].nunique() == 1


def test_texts_of_a_category_are_texts() -> None:
    given = plan(carnet=pd.DataFrame({"societe": pd.Categorical(["Alpha", None, "Alpha"])}))
    assert given.carnet["societe"].tolist() == ["Alpha", "Alpha"]


def test_a_moment_given_as_today_is_its_day() -> None:
    assert plan(today=NOON).today == DAY


# --- contents that were not made by make_contents: refused when they are written, and nothing is written ---


def refusal(given: Contents, folder: Path) -> str:
    """What write has to say; nothing is left in the folder."""
    with pytest.raises(pacxl.LimitExceeded) as caught:
        pacxl.write(given, folder / "plan.xlsx")
    assert list(folder.iterdir()) == []
    assert caught.value.path == str(folder / "plan.xlsx")
    assert not french_left(caught.value.detail_en)
    return caught.value.detail


def with_deal(**values: Any) -> Contents:
    """A plan whose second deal holds values that no check has seen."""
    given = plan(carnet={"societe": ["Alpha", "Bêta"], "montant": [1, 2], "cloture": [DAY, DAY]})
    frame = given.carnet.copy()
    for key, value in values.items():
        dtype = frame[key].dtype
        frame[key] = pd.Series([frame[key].iloc[0], value]).astype(dtype)
    return dataclasses.replace(given, frames={**given.frames, "carnet": frame})


TOO_MUCH: dict[str, tuple[str, Any, str]] = {
    "a text of 32,768 characters": (
        "societe",
        "x" * 32_768,
        r"Société, ligne 2 : 'x+' \(32768 caractères, 32767 au plus\)",
    ),
    "astral characters count twice": ("societe", "𝒳" * 16_384, r"Société, ligne 2 : .* \(32768 caractères, .*"),
    "infinity": ("montant", np.inf, r"Montant, ligne 2 : inf"),
    "a day before Excel's first": ("cloture", dt.date(1899, 12, 31), r"Clôture, ligne 2 : 1899-12-31.*"),
    "a day after its last": ("cloture", np.datetime64("10000-01-01"), r"Clôture, ligne 2 : 10000-01-01.*"),
    "no character": ("societe", "a\uffff", r"Société, ligne 2 : 'a\\uffff'"),
}


@pytest.mark.parametrize(("column", "value", "sentence"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_not_written(column: str, value: Any, sentence: str, tmp_path: Path) -> None:
    with pd.option_context("mode.string_storage", "python"):
        given = with_deal(**{column: value})
    detail = refusal(given, tmp_path)
    assert re.fullmatch(rf"Carnet commercial, colonne {sentence}", detail), detail


def test_a_text_too_long_is_taken_by_contents_and_refused_by_write(tmp_path: Path) -> None:
    assert "Nature, ligne 1 : 'xxx" in refusal(plan(carnet={"nature": ["x" * 40_000]}), tmp_path)


def test_half_a_character_is_not_written_even_when_pandas_holds_it(tmp_path: Path) -> None:
    with pd.option_context("mode.string_storage", "python"):
        given = plan(carnet={"societe": ["a"]})
        frame = given.carnet.assign(societe=pd.Series(["\ud83d"], dtype=pd.StringDtype("python")))
    detail = refusal(dataclasses.replace(given, frames={**given.frames, "carnet": frame}), tmp_path)
    assert detail.startswith("Carnet commercial, colonne Société, ligne 1")


@pytest.mark.parametrize("text", ["\ud83d", "x" * 40_000], ids=["half a character", "40,000 characters"])
def test_nor_in_an_identity(text: str, tmp_path: Path) -> None:
    given = dataclasses.replace(plan(), identity=dataclasses.replace(PAUL, company=text))
    assert refusal(given, tmp_path).startswith("identité, company : ")


def test_nor_in_settings(tmp_path: Path) -> None:
    firm = dataclasses.replace(SMALL, segments=("PME", "\ud83d"))
    assert "Listes" in refusal(plan(firm), tmp_path) or "un caractère" in refusal(plan(firm), tmp_path)


def test_nor_before_excel_s_first_day(tmp_path: Path) -> None:
    assert refusal(dataclasses.replace(plan(), today=dt.date(1899, 1, 1)), tmp_path) == "date du jour : 1899-01-01"


def test_a_table_longer_than_a_sheet_is_not_written(tmp_path: Path) -> None:
    given = plan(carnet={"societe": ["Alpha"]})
    long = {**given.frames, "carnet": given.carnet.reindex(range(1_048_570))}
    detail = refusal(dataclasses.replace(given, frames=long), tmp_path)
    assert detail == "Carnet commercial, feuille Carnet : 1048570 lignes, une feuille en a 1048576 en tout"


# --- formulas ---------------------------------------------------------------------------------------------


def nested(depth: int) -> str:
    return "IF(A1," * depth + "1" + ",0)" * depth


FORMULAS: dict[str, tuple[str, str]] = {
    "an ordinary one": ('IF(COUNT(A1,B1)=2,A1-B1,"")', ""),
    "the longest": ("1" * (LONGEST_FORMULA - 1), ""),
    "one more": ("1" * LONGEST_FORMULA, "une formule de 8192 caractères (8191 au plus)"),
    "astral characters count twice": ('"' + "𝒳" * 4_096 + '"', "une formule de 8194 caractères (8191 au plus)"),
    "64 levels": (nested(64), ""),
    "65 levels": (nested(65), "une formule de 65 niveaux (64 au plus)"),
    "parentheses are no level": ("(" * 70 + "1" + ")" * 70, ""),
    "nor are those in a text": ('CONCAT("' + "IF(" * 70 + '")', ""),
    "nor those in a header": ("SUM(T[" + "IF(" * 70 + "])", ""),
    "255 arguments": (f"SUM({','.join(['A1'] * 255)})", ""),
    "256 arguments": (f"SUM({','.join(['A1'] * 256)})", "une fonction de 256 arguments (255 au plus)"),
    "commas in a text are none": ('CONCAT("' + "," * 300 + '")', ""),
    "nor in a header": ("SUM(T[" + "," * 300 + "])", ""),
    "nor in a reference of several parts": ("SUM(T[[#This Row],[a,b',']c]])" + "+1" * 100, ""),
    "nor in a sheet's name": ("SUM('" + "," * 300 + "'!A1)", ""),
    "a control character": ('"a\rb"', "une formule avec un caractère de commande ('\"a\\rb\"')"),
}


@pytest.mark.parametrize(("text", "fault"), FORMULAS.values(), ids=FORMULAS)
def test_a_formula(text: str, fault: str) -> None:
    found = formula_limit(text)
    assert (found.fr if found else "") == fault
    assert found is None or found.en.startswith("a f")


ROW = Row()
LONG_HEADER = "Un en-tête si long que soixante fois le même font une formule que personne ne lit plus" * 2


def sheet_of(formula: Expr, parts: int, header: str) -> Contents:
    """Contents of a book with one computed column, spread over parts; `header` is that of the column it reads."""
    columns = (Column("a", header, NUMBER), Column("b", "B", NUMBER, formula))
    pieces = tuple(Part(f"T{number:03}x", f"Feuille {number}", f"p{number}") for number in range(parts))
    table = Table("t", "Une table", columns, pieces, part_key="p", spare=1)
    total = Figures((Figure("somme", "Somme", NUMBER, sum_(Of("t").a)),))
    sheets = tuple(
        Sheet(part.sheet, part.sheet, "", (Grid(part.name), *([] if number else [total])))
        for number, part in enumerate(pieces)
    )
    return make_contents(Book("essai", "Essai", (table,), sheets), {}, Identity(), TODAY)


def summed(count: int) -> Expr:
    whole: Expr = ROW.a
    for _ in range(count):
        whole = whole + ROW.a
    return whole


def branched(count: int) -> Expr:
    whole: Expr = ROW.a
    for number in range(count):
        whole = if_(ROW.a > number, whole, blank)
    return whole


UNWRITABLE: dict[str, tuple[Contents, str]] = {
    "too long": (sheet_of(summed(60), 1, LONG_HEADER), r"une formule de \d+ caractères \(8191 au plus\)"),
    "too deep": (sheet_of(branched(70), 1, "A"), r"une formule de \d+ niveaux \(64 au plus\)"),
    "too many arguments": (sheet_of(ROW.a + 1, 256, "A"), r"une fonction de 256 arguments \(255 au plus\)"),
}


@pytest.mark.parametrize(("given", "sentence"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_a_formula_that_excel_would_refuse_is_not_written(given: Contents, sentence: str, tmp_path: Path) -> None:
    detail = refusal(given, tmp_path)
    assert re.fullmatch(rf"feuille Feuille 0, cellule [A-Z]+\d+ : {sentence}", detail), detail


def test_families_so_many_that_their_totals_are_too_long_are_refused(tmp_path: Path) -> None:
    families = tuple(
        Family(f"{'f' * 120}{number}", f"Famille {number}", "Titre", "opérationnelle", ("Une étape",))
        for number in range(55)
    )
    detail = refusal(plan(dataclasses.replace(SMALL, families=families)), tmp_path)
    assert detail.startswith("feuille Synthèse, cellule ")
    assert "une formule de" in detail


@pytest.mark.parametrize("name", ["é" * 300, "a\rb"], ids=["300 characters", "a control character"])
def test_an_indicator_whose_name_no_formula_can_say_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(pacxl.PacxlError):
        pacxl.write(pacxl.blank(meeting(name), today=TODAY), tmp_path / "plan.xlsx")


def meeting(name: str) -> Settings:
    """A firm with its own name for meetings, which the formulas of the carré d'as say."""
    meetings, other = SMALL.indicators
    signed = dataclasses.replace(other, key="affaires_signees")
    return dataclasses.replace(SMALL, indicators=(dataclasses.replace(meetings, name=name), signed))
