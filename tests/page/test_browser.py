"""The whole job by hand, in Debian's chromium: by the mouse, by the keyboard alone, as a screen reader hears it."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from typer.testing import CliRunner

from pacxl.cli.app import app as commands
from tests import ROOT
from tests.guard.hostile import CASES
from tests.judges import NODE, need

pytestmark = [pytest.mark.judge, pytest.mark.long]
# The installed program, or the frozen application that PACXL_APP names.
PROGRAM = [app] if (app := os.environ.get("PACXL_APP")) else [sys.executable, "-m", "pacxl"]
CHROMIUM = shutil.which("chromium") or ""
AXE = NODE / "node_modules" / "axe-core" / "axe.min.js"
DAY = "2026-05-20"
PAGES = ("/", "/preparer", "/recueillir", "/comprendre", "/renvoyer", "/consolider")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
WAIT = 120_000  # milliseconds: no step takes so long, however busy the machine


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a page that runs as people start it."""
    with subprocess.Popen([*PROGRAM, "page", "--no-browser"], stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        yield served.stdout.readline().strip()
        served.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser, in which each test has a window of its own, that knows nothing of the others."""
    need("chromium", bool(CHROMIUM))
    need("axe-core", AXE.is_file())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def seen(chromium: Browser, address: str) -> Page:
    """The first page, in a window as wide as a small laptop's."""
    context = chromium.new_context(
        viewport={"width": 1366, "height": 768}, locale="fr-FR", bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(address)
    page.wait_for_url("**/")
    return page


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """A folder as one gets it: the sample's files, an encrypted one, a foreign one and a hostile one."""
    folder = tmp_path / "retours"
    shutil.copytree(ROOT / "samples" / "retours", folder)
    (folder / "secret.xlsx").write_bytes(CASES["an .xlsx with a password"].make())
    (folder / "photo.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "bombe.xlsx").write_bytes(CASES["two gigabytes in two megabytes"].make())
    return folder


def axe(page: Page) -> list[str]:
    """What axe-core has to say against a page."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then(({ violations }) => violations)")
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def test_the_whole_job(seen: Page, returned: Path, tmp_path: Path) -> None:
    page = seen
    page.click("nav >> text=Recueillir")
    page.set_input_files("#files", sorted(map(str, returned.iterdir())))
    page.click("button:has-text('Déposer')")
    page.wait_for_selector("h2:has-text('Qui a répondu')")
    assert page.locator("tr:has-text('illisible')").count() == 3

    page.click("nav >> text=Comprendre")
    assert "mot de passe" in page.inner_text("section:has-text('secret.xlsx')")

    for file in ("secret.xlsx", "photo.xlsx", "bombe.xlsx"):  # mended: what is no plan is taken out
        page.click("nav >> text=Recueillir")
        page.click(f"button[value='{file}']")
        page.wait_for_selector("h2:has-text('Qui a répondu')")
        (returned / file).unlink()
    assert page.locator("tr:has-text('illisible')").count() == 0

    page.click("nav >> text=Renvoyer")
    with page.expect_download() as sent:
        page.click("a.button")
    assert "PAC_Paul.xlsx" in zipfile.ZipFile(sent.value.path()).namelist()

    page.click("nav >> text=Consolider")
    page.fill("input[name=today]", DAY)
    page.click("button:has-text('Recalculer')")
    page.wait_for_selector("dd:has-text('41')")
    with page.expect_download() as made:
        page.click("text=Télécharger le classeur des écarts")
    command = ["consolidate", str(returned), "-o", str(tmp_path / "ecarts.xlsx"), "--today", DAY]
    assert CliRunner().invoke(commands, command, catch_exceptions=False).exit_code == 0
    assert Path(made.value.path()).read_bytes() == (tmp_path / "ecarts.xlsx").read_bytes()

    for path in PAGES:
        page.goto(urljoin(page.url, path))
        assert axe(page) == [], path
        page.set_viewport_size({"width": 390, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, path  # a phone scrolls down, not aside
        page.set_viewport_size({"width": 1366, "height": 768})
        page.emulate_media(color_scheme="dark")
        assert axe(page) == [], f"{path}, dark"
        page.emulate_media(color_scheme="light")

    page.click("button:has-text('Quitter')")
    page.wait_for_selector("h1:has-text('Au revoir')")


def test_files_are_dragged_onto_the_page(seen: Page, returned: Path) -> None:
    page = seen
    page.click("nav >> text=Recueillir")
    page.wait_for_url("**/recueillir")
    content = base64.b64encode((returned / "photo.xlsx").read_bytes()).decode()
    page.evaluate(
        """content => {
            const dragged = new DataTransfer();
            dragged.items.add(new File([Uint8Array.from(atob(content), each => each.charCodeAt(0))], "photo.xlsx"));
            document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", { dataTransfer: dragged }));
        }""",
        content,
    )
    page.wait_for_selector("th:has-text('photo.xlsx')")


def test_by_the_keyboard_alone(seen: Page) -> None:
    page = seen
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    _tab_to(page, "Préparer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/preparer")
    _tab_to_field(page, "person")
    page.keyboard.type("Ana")
    _tab_to(page, "Télécharger")
    with page.expect_download() as made:
        page.keyboard.press("Enter")
    assert made.value.suggested_filename == "PAC_Ana.xlsx"


def _tab_to(page: Page, text: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
    raise AssertionError(f"nothing called {text} is reached by Tab")


def _tab_to_field(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"no field {name} is reached by Tab")


def test_it_works_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(address)
    page.wait_for_url("**/")
    page.click("nav >> text=Recueillir")
    page.set_input_files("#files", [str(ROOT / "samples" / "retours" / "PAC_Paul.xlsx")])
    page.click("button:has-text('Déposer')")
    page.wait_for_selector("h2:has-text('Qui a répondu')")  # by the refreshing that a browser without scripts does
