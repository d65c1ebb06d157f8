"""The whole job in the page, without a browser: the same files and figures as the command line gives."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from pacxl import blank, load_settings, write
from pacxl.cli.app import app
from pacxl.page.running import Running
from pacxl.typography import plain_spaces
from tests import ROOT
from tests.guard.hostile import CASES
from tests.page.conftest import Page
from tests.plans import MARKET, OFFER, SMALL, with_rows

DAY = "2026-05-20"
PERIOD = "2026-S1"


def text_of(answer: object) -> str:
    """What a page says, its marks left out."""
    content = re.sub(r"<[^>]*>", " ", getattr(answer, "text", ""))
    return plain_spaces(" ".join(unescape(content).split()))


def drop(browser: TestClient, page: Page, *files: Path) -> None:
    """Drops files, and waits until they are read."""
    content = [("files", (file.name, file.read_bytes(), "application/octet-stream")) for file in files]
    assert browser.post("/recueillir", files=content).status_code == 200
    for work in page.works.known.values():
        work.wait(120)


# --- prepare ----------------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_blank_workbook_is_the_one_that_the_command_makes(browser: TestClient, tmp_path: Path) -> None:
    asked = {"template": "essentiel", "person": "Ana", "company": "Banc", "period": PERIOD}
    answer = browser.post("/preparer", data=asked)
    assert 'filename="PAC_Ana.xlsx"' in answer.headers["content-disposition"]
    made = openpyxl.load_workbook(io.BytesIO(answer.content))
    options = ["--person", "Ana", "--company", "Banc", "--period", PERIOD]
    CliRunner().invoke(app, ["new", "essentiel", "-o", str(tmp_path / "PAC.xlsx"), *options], catch_exceptions=False)
    assert made.sheetnames == openpyxl.load_workbook(tmp_path / "PAC.xlsx").sheetnames


def test_a_workbook_each_comes_as_a_zip(browser: TestClient) -> None:
    settings = (ROOT / "samples" / "alpes-piscines.toml").read_bytes()
    asked = {"template": "reglages", "period": PERIOD, "each": "on"}
    answer = browser.post("/preparer", data=asked, files={"settings": ("alpes.toml", settings, "text/plain")})
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert names == ["PAC_Paul.xlsx", "PAC_Inès.xlsx", "PAC_Malik.xlsx", "PAC_Direction.xlsx"]


def test_settings_that_are_dropped_count_whatever_template_was_ticked_and_say_the_period(browser: TestClient) -> None:
    """The first time, the only ticks that the form offers are the templates; an empty period is that of the firm."""
    settings = b'period = "2025-S1"\n' + (ROOT / "samples" / "alpes-piscines.toml").read_bytes()
    asked = {"template": "essentiel", "period": "", "each": "on"}
    answer = browser.post("/preparer", data=asked, files={"settings": ("banc.toml", settings, "text/plain")})
    made = zipfile.ZipFile(io.BytesIO(answer.content)).read("PAC_Malik.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(made))["_pacxl"]["B6"].value == "2025-S1"


def test_what_is_wrong_is_told_in_the_words_of_the_page(browser: TestClient) -> None:
    """Whoever has the page has no terminal: no option, and no command."""
    told = text_of(browser.post("/preparer", data={"template": "essentiel", "period": "bientôt"}))
    assert "Période : « bientôt » n’est pas une période" in told
    asked = {"template": "essentiel", "period": PERIOD}
    told += text_of(
        browser.post("/preparer", data=asked, files={"settings": ("a.toml", b"threshold = -1", "text/plain")})
    )
    assert "déposez-le de nouveau" in told
    assert not [word for word in ("--period", "pacxl templates", "relancez") if word in told]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"template": "essentiel", "period": "bientôt"}, "bientôt"),
        ({"template": "essentiel", "period": PERIOD, "each": "on"}, "feuille Personnes"),
    ],
)
def test_what_is_wrong_in_a_form_is_said_and_what_was_typed_is_kept(
    browser: TestClient, asked: dict[str, str], said: str
) -> None:
    answer = browser.post("/preparer", data={**asked, "person": "Ana"})
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert 'value="Ana"' in answer.text


@pytest.mark.long
@pytest.mark.parametrize("template", ["../../../etc/passwd", "/etc/hosts", "complet+/etc/hosts", ""])
def test_a_template_is_never_a_file_of_this_machine(browser: TestClient, template: str) -> None:
    answer = browser.post("/preparer", data={"template": template, "period": PERIOD, "person": "Ana"})
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "Accueil"
    assert browser.get(f"/reglages/{template}.xlsx").status_code == 404


# --- the team ---------------------------------------------------------------------------------------------


DEAL = {"societe": ["Camping du Lac"], "nature": ["Bassin"], "montant": [48_500.0], "probabilite": [0.5]}
STEPS = {"Ada": ("Choisir", MARKET, 1_000.0), "Bob": ("Écrire", OFFER, 250.5)}  # person → what was typed: an action


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small team's workbooks; two of its deals may be one."""
    folder = tmp_path_factory.mktemp("team") / "retours"
    folder.mkdir()
    for person, (step, family, budget) in STEPS.items():
        actions = {"etape": [step], "famille": [family], "qui": [person], "budget": [budget]}
        filled = with_rows(blank(SMALL, person=person, company="Banc", period=PERIOD), actions=actions, carnet=DEAL)
        write(filled, folder / f"PAC_{person}.xlsx")
    return folder


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, returned: Path) -> Iterator[tuple[TestClient, Page]]:
    """A browser in whose page the team's files were dropped."""
    page = Page(tmp_path_factory.mktemp("page"))
    browser = page.browser()
    drop(browser, page, *sorted(returned.iterdir()))
    browser.post("/consolider", data={"today": DAY})
    yield browser, page
    page.works.stop()


@pytest.mark.long
def test_who_has_answered(team: tuple[TestClient, Page]) -> None:
    said = text_of(team[0].get("/recueillir"))
    assert "Ada reçu" in said
    assert "Bob reçu" in said


def test_files_of_one_person_are_told_apart_and_what_is_no_workbook_is_told(
    browser: TestClient, page: Page, tmp_path: Path
) -> None:
    for team in ("Nord", "Sud"):
        plan = with_rows(blank(SMALL, person="Ada", team=team, company="Banc", period=PERIOD), carnet=DEAL)
        write(plan, tmp_path / f"Ada {team}.xlsx")
    (tmp_path / "lisezmoi.txt").write_bytes(b"bonjour")
    drop(browser, page, *sorted(tmp_path.glob("*.*")))
    assert "lisezmoi.txt Rien n’y est lu : ce n’est pas un classeur." in text_of(browser.get("/recueillir"))
    links = re.findall(r'<a href="#f\d">([^<]*)</a>', browser.get("/comprendre").text)
    assert set(map(plain_spaces, links)) >= {"Ada (Ada Nord.xlsx)", "Ada (Ada Sud.xlsx)"}


def test_what_there_is_to_check_is_told_with_its_cells(team: tuple[TestClient, Page]) -> None:
    said = text_of(team[0].get("/comprendre"))
    assert "À vérifier Carnet" in said
    assert "→" in said


@pytest.mark.long
def test_the_ecarts_are_the_command_lines_byte_for_byte(team: tuple[TestClient, Page], returned: Path) -> None:
    answer = team[0].get("/consolider/ecarts.xlsx")
    assert 'filename="ecarts.xlsx"' in answer.headers["content-disposition"]
    made = returned.parent / "ecarts.xlsx"
    command = ["consolidate", str(returned), "-o", str(made), "--today", DAY]
    assert CliRunner().invoke(app, command, catch_exceptions=False).exit_code == 0
    assert answer.content == made.read_bytes()


def test_the_figures_are_those_of_the_command_line(team: tuple[TestClient, Page]) -> None:
    said = text_of(team[0].get("/consolider"))
    assert "Banc, 1er semestre 2026" in said
    assert "Budget 1 250,50 €" in said
    assert "Carnet ouvert 97 000,00 € dédoublonné 48 500,00 €" in said


def test_the_workbook_comes_with_the_files_that_its_lines_lead_to(team: tuple[TestClient, Page]) -> None:
    names = zipfile.ZipFile(io.BytesIO(team[0].get("/consolider/ecarts.zip").content)).namelist()
    assert names == ["ecarts.xlsx", "retours/PAC_Ada.xlsx", "retours/PAC_Bob.xlsx"]


@pytest.mark.parametrize(("kind", "ending"), [("csv", ".csv"), ("parquet", ".parquet")])
def test_the_tables_come_as_a_zip(team: tuple[TestClient, Page], kind: str, ending: str) -> None:
    content = team[0].get(f"/consolider/tables-{kind}.zip").content
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert {f"actions{ending}", f"carnet{ending}", f"findings{ending}"} <= {*names}


def test_what_goes_back_is_what_the_command_writes(
    team: tuple[TestClient, Page], returned: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(team[0].get("/renvoyer/a-renvoyer.zip").content)) as archive:
        sent = {name: archive.read(name) for name in archive.namelist()}
    command = ["return", str(returned), "-o", str(tmp_path / "a-renvoyer"), "--today", DAY]
    CliRunner().invoke(app, command, catch_exceptions=False)
    written = {path.name: path.read_bytes() for path in (tmp_path / "a-renvoyer").iterdir()}
    assert sent == written


def test_a_file_is_set_aside_and_taken_back(team: tuple[TestClient, Page]) -> None:
    browser, _ = team
    browser.post("/consolider", data={"file-PAC_Bob.xlsx": "aside"})
    said = text_of(browser.get("/consolider"))
    assert "PAC_Bob.xlsx mis de côté" in said
    assert "Budget 1 000,00 €" in said
    browser.post("/consolider", data={"file-PAC_Bob.xlsx": ""})
    assert "Budget 1 250,50 €" in text_of(browser.get("/consolider"))


def test_a_decision_on_two_deals_is_kept(team: tuple[TestClient, Page]) -> None:
    browser, page = team
    (work,) = page.works.known.values()
    before = work.team()
    assert before is not None
    for said, key in (("one", "carnet_ouvert_dedoublonne"), ("two", "carnet_ouvert")):
        browser.post("/consolider", data={"pair-0": said})
        after = work.team()
        assert after is not None
        assert after.totals["carnet_ouvert_dedoublonne"] == pytest.approx(before.totals[key])
        assert f'value="{said}" selected' in browser.get("/consolider").text
    browser.post("/consolider", data={"pair-0": ""})


def test_the_page_speaks_english_too(team: tuple[TestClient, Page]) -> None:
    browser, _ = team
    assert "Who has answered" in browser.get("/recueillir?lang=en").text
    assert "Qui a répondu" in browser.get("/recueillir?lang=fr").text


def test_who_is_expected_and_has_sent_nothing_is_told(team: tuple[TestClient, Page]) -> None:
    browser, _ = team
    browser.post("/recueillir/attendus", data={"people": "Ada\nZoé Exemple\n", "due": "2026-05-01"})
    assert "Zoé Exemple en retard" in text_of(browser.get("/recueillir"))
    names = zipfile.ZipFile(io.BytesIO(browser.get("/renvoyer/a-renvoyer.zip").content)).namelist()
    assert "PAC_Zoé_Exemple - rappel.txt" in names
    browser.post("/recueillir/attendus", data={"people": ""})


# --- files that are none ----------------------------------------------------------------------------------


def test_a_bad_file_costs_itself_alone(browser: TestClient, page: Page, tmp_path: Path) -> None:
    sound, hostile, foreign = (tmp_path / name for name in ("PAC_Ana.xlsx", "bombe.xlsx", "photo.xlsx"))
    write(blank(load_settings("essentiel"), person="Ana", company="Banc", period=PERIOD), sound)
    hostile.write_bytes(CASES["two gigabytes in two megabytes"].make())
    foreign.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    drop(browser, page, sound, hostile, foreign)
    said = text_of(browser.get("/recueillir"))
    assert "Ana vide" in said
    assert "bombe.xlsx illisible" in said
    assert "photo.xlsx illisible" in said
    assert str(page.works.folder) not in browser.get("/recueillir").text


def test_a_script_in_a_name_or_a_cell_is_a_text(browser: TestClient, page: Page, tmp_path: Path) -> None:
    trap = "<img src=x onerror=alert(1)>"
    path = tmp_path / "piege.xlsx"
    write(blank(load_settings("essentiel"), person=trap, company="Banc", period=PERIOD), path)
    content = path.read_bytes()
    browser.post("/recueillir", files=[("files", (f"{trap}.xlsx", content, "application/octet-stream"))])
    for work in page.works.known.values():
        work.wait(120)
    for step in ("/recueillir", "/comprendre", "/renvoyer", "/consolider"):
        text = browser.get(step).text
        assert "<img" not in text
    assert "&lt;img src=x" in browser.get("/recueillir").text


def test_a_file_that_climbs_out_of_its_folder_stays_in_it(browser: TestClient, page: Page, tmp_path: Path) -> None:
    browser.post("/recueillir", files=[("files", ("../../../dehors.txt", b"rien", "text/plain"))])
    assert [path.name for path in page.works.folder.rglob("dehors.txt")] == ["dehors.txt"]
    assert not list(tmp_path.parent.glob("dehors.txt"))


def test_nothing_was_dropped_yet(browser: TestClient) -> None:
    for step in ("/comprendre", "/renvoyer", "/consolider"):
        assert "étape Recueillir" in text_of(browser.get(step))
    assert browser.get("/consolider/ecarts.xlsx").status_code == 404


# --- long work --------------------------------------------------------------------------------------------


def test_reading_says_how_far_it_is_and_stops(browser: TestClient, page: Page) -> None:
    advanced, asked = threading.Event(), threading.Event()

    def work(advance: Callable[[int, int], None]) -> None:
        advance(3, 10)
        advanced.set()
        assert asked.wait(60)
        while True:
            advance(4, 10)

    browser.get("/")
    (mine,) = page.works.known.values()
    mine.running = Running(work)
    assert advanced.wait(60)
    assert browser.get("/recueillir/avancement").json() == {"goes_on": True, "done": 3, "total": 10}
    for step in ("/recueillir", "/comprendre", "/renvoyer", "/consolider"):
        assert "Lecture en cours Fichiers lus 3 / 10" in text_of(browser.get(step))
    asked.set()
    browser.post("/recueillir/fichiers", data={"stop": "1"})
    assert not mine.goes_on
    assert "La lecture a été arrêtée." in text_of(browser.get("/recueillir"))
