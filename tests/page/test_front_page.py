"""The first page of the variance workbook, as the page shows it: its figures are those that the cells hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from pacxl import load_settings
from pacxl.books.ecarts.controls import WAITING, control_of_decisions
from pacxl.books.ecarts.ecarts_book import ecarts_book
from pacxl.definition.sheet import Tiles
from pacxl.jobs.front_page_in_english import ENGLISH, front_page_in_english
from pacxl.typography import plain_spaces
from tests import ROOT, judges
from tests.page.conftest import Page
from tests.page.test_steps import DAY, drop, text_of

Cells = Mapping[tuple[int, int], Any]
Element = Any  # the stubs of lxml know nothing of its HTML


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser in whose page the sample's plans were dropped; somebody of the team has sent nothing."""
    page = Page(tmp_path_factory.mktemp("page"))
    browser = page.browser()
    drop(browser, page, *sorted((ROOT / "samples" / "retours").glob("*.xlsx")))
    browser.post("/recueillir/attendus", data={"people": "Inès\nMalik\nPaul\nZoé", "due": "2026-05-15"})
    browser.post("/consolider", data={"today": DAY})
    yield browser
    page.works.stop()


@pytest.fixture(scope="module")
def seen(shown: TestClient) -> Element:
    """The page, in French."""
    found: Element = html.fromstring(shown.get("/consolider?lang=fr").text)
    return found


@pytest.fixture(scope="module")
def stored(shown: TestClient, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    """The values that the first sheet of the workbook holds that the page gives, by row and column."""
    path = tmp_path_factory.mktemp("ecarts") / "ecarts.xlsx"
    path.write_bytes(shown.get("/consolider/ecarts.xlsx").content)
    return judges.values_of_sheet(path, "Synthèse")


def words(element: Element) -> str:
    """What people read of an element: without the signs and the words that only say how a figure is marked."""
    unread = "descendant-or-self::text()[not(ancestor::*[@aria-hidden or contains(@class, 'unseen')])]"
    return plain_spaces("".join(element.xpath(unread))).strip()


def same(said: str, value: object) -> bool:
    """Whether a text of the page says what a cell holds."""
    if said == "–":
        return value in (None, "", 0)
    if not isinstance(value, (int, float)):
        return said == plain_spaces(str(value))
    number = float(re.sub(r"[ €%+]", "", said).replace("−", "-").replace(",", "."))
    return abs(number - value * (100 if "%" in said else 1)) <= 0.5


def place_of(stored: Cells, *texts: str) -> tuple[int, list[int]]:
    """The row in which all these texts stand, and the column of each."""
    for row, cells in groupby(stored.items(), key=lambda cell: cell[0][0]):
        held = {plain_spaces(str(value)): column for (_, column), value in cells if value is not None}
        if all(text in held for text in texts):
            return row, [held[text] for text in texts]
    raise AssertionError(f"no row holds {texts}")


def test_each_figure_of_the_tiles_is_that_of_its_cell(seen: Element, stored: Cells) -> None:
    tiles = seen.xpath("//*[@class='tile']")
    assert [words(tile.find("h3")) for tile in tiles] == [
        "Chiffre d’affaires",
        "Marge brute",
        "Carnet",
        "Budget des actions",
        "Confiance",
    ]
    for tile in tiles:
        top, (left,) = place_of(stored, words(tile.find("h3")))
        for number, line in enumerate(tile.xpath(".//dl/div"), top + 1):
            label, said = words(line.find("dt")), words(line.find("dd"))
            assert plain_spaces(str(stored[number, left])) == label
            assert same(said, stored.get((number, left + 1))), (label, said)


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Les cinq plus grands écarts défavorables, en euros", 5),
        ("Les personnes", 4),
        ("Les décisions qui attendent", 6),
    ],
)
def test_each_cell_of_the_tables_is_that_of_the_workbook(seen: Element, stored: Cells, title: str, rows: int) -> None:
    (table,) = seen.xpath(f"//table[@aria-label='{title}']")
    top, columns = place_of(stored, *map(words, table.xpath("thead//th")))
    lines = table.xpath("tbody/tr")
    assert len(lines) == rows
    for number, line in enumerate(lines, top + 1):
        for column, cell in zip(columns, line, strict=True):
            held, said = stored.get((number, column)), words(cell)
            assert same(said, held) or (column == columns[0] and said.startswith(f"{held} (")), (said, held)


def test_a_miss_is_never_green_and_colour_never_says_it_alone(seen: Element) -> None:
    gaps = seen.xpath("//dl/div[dt[starts-with(., 'Écart')]]/dd") + seen.xpath(
        "//td[starts-with(@data-label, 'Écart,')]"
    )
    told = {}
    for cell in gaps:
        for mark in cell.xpath("span"):
            told[words(cell)] = (mark.get("class"), mark.text_content().strip()[0], mark.xpath("string(span[2])"))
    assert told["−24 035 €"] == ("mark bad", "✗", ", défavorable")  # revenue below its target
    assert told["+1 305 €"] == ("mark bad", "✗", ", défavorable")  # a budget overspent
    assert told["−389 €"] == ("mark good", "✓", ", favorable")  # one underspent
    assert told["+10 487 €"] == ("mark good", "✓", ", favorable")


def test_a_dash_says_that_there_is_nothing_to_say(seen: Element) -> None:
    (absent,) = seen.xpath("//table[@aria-label='Les personnes']//tr[th[contains(., 'Zoé')]]")
    assert [words(cell) for cell in absent][1:7] == ["–"] * 6


def test_the_page_in_english_says_it_in_english(shown: TestClient) -> None:
    said = text_of(shown.get("/consolider?lang=en"))
    shown.get("/consolider?lang=fr")
    assert "The five largest unfavourable variances, in euros" in said
    assert "Zoé – – – – – – ✗ late" in said.replace(" , unfavourable", "")
    assert "2 to check, 2 gaps to explain" in said


def test_each_word_of_the_first_page_is_known_in_english() -> None:
    settings = load_settings("complet")
    book = ecarts_book(settings)
    (tiles,) = (block for block in book.sheets[0].blocks if isinstance(block, Tiles))
    named = {each.name for each in settings.indicators}
    told = {tile.title for tile in tiles.tiles} - named
    told |= {figure.label for figure in tiles.figures} | {*control_of_decisions()}
    told |= {column.header for key in ("cinq_ecarts", WAITING) for column in book.by_key[key].columns}
    assert told - {"Rang", "Poids", "Nature"} - {plain_spaces(text) for text in ENGLISH} == set()
    assert front_page_in_english("Écart, chiffre d’affaires") == "Variance, chiffre d’affaires"


@pytest.mark.long
def test_a_team_with_nothing_unfavourable_is_told_so(tmp_path: Path) -> None:
    page = Page(tmp_path)
    browser = page.browser()
    made = browser.post("/preparer", data={"template": "essentiel", "person": "Ana", "period": "2026-S1"}).content
    (tmp_path / "PAC_Ana.xlsx").write_bytes(made)
    drop(browser, page, tmp_path / "PAC_Ana.xlsx")
    said = text_of(browser.get("/consolider"))
    assert "Aucun écart défavorable en euros." in said
    assert "Aucune décision n’attend." in said
    page.works.stop()


def test_where_parquet_cannot_be_written_the_page_says_why(
    shown: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "/consolider/tables-parquet.zip" in shown.get("/consolider").text
    monkeypatch.setattr("pacxl.writing.export.find_spec", lambda name: None)
    answer = shown.get("/consolider")
    assert "/consolider/tables-parquet.zip" not in answer.text
    assert "Pas de Parquet ici : ce qui l’écrit (pyarrow)" in text_of(answer)
