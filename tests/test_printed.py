"""All that pacxl can print is French as it is printed: the books, their workbooks, the catalogue of what is told."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

import pacxl
from pacxl.books.reglages_contents import reglages_contents
from pacxl.compute.contents import Contents
from pacxl.findings.finding import CATALOGUE, Finding, Place
from pacxl.french.numerals import in_euros, in_short_euros, in_unit
from pacxl.jobs.totals import total_said
from pacxl.settings.text import templates
from pacxl.typography import NARROW, WIDE, counted, plain_spaces, typeset, with_minus
from tests.printed import french_left, printed_faults

TODAY = dt.date(2026, 1, 5)
PERIOD = re.compile(r"\b20\d\d-[ST]\d\b")

# --- one text ---------------------------------------------------------------------------------------------

SET: dict[str, str] = {
    "oui ; non ? si !": f"oui{NARROW}; non{NARROW}? si{NARROW}!",
    "« a » : b": f"«{NARROW}a{NARROW}»{WIDE}: b",
    "20 % de 1 500 €, 12 k€": f"20{WIDE}% de 1{NARROW}500{WIDE}€, 12{WIDE}k€",
    "le 1er juin, le 15 mai 2026": f"le 1er{WIDE}juin, le 15{WIDE}mai 2026",
    "n° 5, oui / non": f"n°{WIDE}5, oui{WIDE}/ non",
}
LEFT_ALONE = (
    *("https://alpes.example/a?b=1:2", "à 10:30", r"C:\plans\PAC.xlsx", "pacxl new complet -o PAC.xlsx"),
    *("en 2026 120 affaires", "a != b", "3:1", "*.xlsx", "2026-07/2027-06", "Étude & marché"),
)


@pytest.mark.parametrize("text", SET)
def test_a_text_is_set_once_and_for_all(text: str) -> None:
    assert typeset(text) == SET[text] == typeset(SET[text])
    assert plain_spaces(SET[text]) == text


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_no_sentence_is_left_alone(text: str) -> None:
    assert typeset(text) == text


def test_what_is_counted_is_singular_or_plural() -> None:
    french = [counted(number, "jour", "jours") for number in (0, 1, 2, 1000)]
    assert french == ["0 jour", "1 jour", "2 jours", f"1{NARROW}000 jours"]
    assert [counted(number, "day", "days", "en") for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


AMOUNTS = {
    -24_035.0: f"−24{NARROW}035,00{WIDE}€",
    1_234.5: f"1{NARROW}234,50{WIDE}€",
    -0.001: f"0,00{WIDE}€",
}


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_has_a_minus_and_no_space_that_breaks(amount: float) -> None:
    assert in_euros(amount) == AMOUNTS[amount] == typeset(in_euros(amount))
    assert total_said("ecart_constate", amount) == AMOUNTS[amount]


UNITS = {
    (4_000.0, "€"): f"4{NARROW}000{WIDE}€",
    (4_000.5, "€"): f"4{NARROW}000,50{WIDE}€",
    (-1_234.5, "R.-V., ext."): f"−1{NARROW}234,5 R.-V., ext.",
    (0.1 + 0.2, "k€"): "0,3 k€",
    (12_000, ""): f"12{NARROW}000",
}


@pytest.mark.parametrize(("number", "unit"), UNITS)
def test_a_number_is_told_in_its_unit(number: float, unit: str) -> None:
    assert in_unit(number, unit) == UNITS[number, unit]
    assert unit != "€" or in_short_euros(number) == UNITS[number, unit]


def test_only_a_sign_becomes_a_minus() -> None:
    assert [with_minus(text) for text in ("-3 j", "3-4", "–", "")] == ["−3 j", "3-4", "–", ""]


ILL = ("Quoi ?", "« a", "1 500 euros", f"1500{WIDE}€", "3 ligne(s)", "Tapez un nom", "Mettez-le là")


@pytest.mark.parametrize("text", ILL)
def test_a_fault_of_a_text_is_seen(text: str) -> None:
    assert len(list(printed_faults(text))) == 1


# --- the catalogue ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["1", "2", "1000"])
def test_every_sentence_of_the_catalogue_is_set_in_the_singular_and_in_the_plural(number: str) -> None:
    class Words(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return number

    for code, entry in CATALOGUE.items():
        names = {name for sentence in entry[1:] for name in re.findall(r"\{(\w+)", sentence)}
        told = Finding(code, Place(), number, dict.fromkeys(names, number))
        for text in (told.message(), told.remedy()):
            assert list(printed_faults(text)) == [], code
            assert "|" not in text, code
        english = told.message("en") + told.remedy("en")
        assert "|" not in english, code
        assert french_left(english) == [], code


def test_what_people_typed_is_quoted_as_they_typed_it() -> None:
    about = {"expected": "un nombre : 12", "expected_en": "a number: 12"}
    told = Finding("not-accepted", Place("a.xlsx", "Offre", "B2", "T", "Écart %"), "« a » : b ?", about).message()
    assert "« a » : b ?" in told
    assert "Écart %" in told
    assert f"un nombre{WIDE}: 12" in told


# --- the books --------------------------------------------------------------------------------------------


def made(name: str) -> Contents:
    if name == "réglages":
        return reglages_contents(pacxl.load_settings("complet"), TODAY)
    plan = pacxl.blank(pacxl.load_settings(name.rsplit(maxsplit=1)[-1]), person="Paul", period="2026-S1", today=TODAY)
    return pacxl.variance(pacxl.consolidate([plan]), today=TODAY) if name.startswith("écarts") else plan


BOOKS = (*templates(), "réglages", "écarts de smart", "écarts de complet")


@pytest.mark.long
@pytest.mark.parametrize("name", BOOKS, ids=BOOKS)
def test_every_text_of_a_written_workbook_is_set(name: str, tmp_path: Path) -> None:
    """Cells, notes, rules of input, charts, heads and feet, the words of formulas: all but headers, which are names
    that formulas and programs know, choices, which people may type, and technical keys."""
    contents = made(name)
    path = pacxl.write(contents, tmp_path / "classeur.xlsx")
    names = frozenset(_names(contents))
    told = [text for text in _texts_of(path) if text not in names]
    assert len(told) > 50
    ill = [text for text in told if list(printed_faults(text))]
    assert [fault for text in ill for fault in printed_faults(text, *_headers(contents))] == []
    assert [text for text in told if PERIOD.search(text) and text not in EXPLAINED] == []


EXPLAINED = frozenset(
    # where a period is typed, its forms are told
    text
    for text in (typeset("2026, 2026-S1, 2026-T3, 2026-07 ou 2026-07/2027-06. Vide : le semestre en cours."),)
)


@pytest.mark.long
def test_a_workbook_of_before_the_no_break_spaces_is_read_as_it_was(tmp_path: Path) -> None:
    """Its texts are the workbook's own, its rows those that it came with, its figures right."""
    plan = made("smart")
    new, old = pacxl.write(plan, tmp_path / "neuf.xlsx"), tmp_path / "ancien.xlsx"
    with zipfile.ZipFile(new) as source, zipfile.ZipFile(old, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            target.writestr(part, plain_spaces(source.read(part).decode()))
    read = pacxl.read_over(pacxl.read(old))
    assert [finding.code for finding in read.found] == ["nothing-typed"]
    assert (len(read.libre), read.identity.period) == (0, "2026-S1")


def _headers(contents: Contents) -> list[str]:
    """The headers that hold a mark: a sentence quotes them as they are."""
    every = {column.header for table in contents.book.tables for column in table.columns}
    return sorted((header for header in every if list(printed_faults(header))), key=len, reverse=True)


def _names(contents: Contents) -> Iterator[str]:
    """What stands in cells and is no sentence of the book's."""
    for table in contents.book.tables:
        yield from (column.header for column in table.columns)
        for column in table.columns:
            if column.key in ("cle", "periode"):
                yield from contents.frames[table.key][column.key].dropna()
    for choices in contents.book.lists:
        yield from choices.values
    yield from (sheet.name for sheet in contents.book.sheets)


_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_ATTRIBUTES = ("prompt", "promptTitle", "error", "errorTitle", "descr")
_WORDS, _FORMULAS = ("t", "v", "oddFooter", "oddHeader"), ("f", "formula1")


def _texts_of(path: Path) -> set[str]:
    """Every text that the parts of a workbook hold, but what tells programs whose workbook it is."""
    texts, formulas = set[str](), set[str]()
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if re.fullmatch(r"xl/(?!styles|theme|workbook).*\.xml", part):
                for element in etree.fromstring(archive.read(part)).iter():
                    tag = etree.QName(element).localname
                    if tag in _WORDS:
                        texts.add(element.text or "")
                    elif tag in _FORMULAS:
                        formulas.add(element.text or "")
                    elif element.attrib:
                        texts.update(str(element.attrib[name]) for name in _ATTRIBUTES if name in element.attrib)
    texts.update(text for formula in formulas for text in _QUOTED.findall(formula))
    return {text for text in texts if not text.startswith("{") and not PERIOD.fullmatch(text)}
