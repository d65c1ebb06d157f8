"""Takes the pictures of the guide: the page in the browser, doing the job on the samples.

Run it as `python docs/page_pictures.py`. It needs chromium, which Playwright drives.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parent
FOLDER = DOCS / "pictures"
SAMPLES = DOCS.parent / "samples"
DAY = "2026-05-20"
PICTURES = ("page-accueil", "page-preparer", "page-recueillir", "page-comprendre", "page-renvoyer", "page-consolider")
HEIGHT = 900  # pixels of a page that are shown: its beginning


def main() -> None:
    command = [sys.executable, "-m", "pacxl", "page", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served, sync_playwright() as playwright:
        assert served.stdout is not None
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1_280, "height": HEIGHT}, locale="fr-FR", reduced_motion="reduce")
        page.goto(served.stdout.readline().strip())
        page.wait_for_url("**/")
        take_pictures(page)
        browser.close()
        served.terminate()


def take_pictures(page: Page) -> None:
    """Does the job, a picture a step."""
    for name, title in zip(PICTURES[:2], ("", "Préparer"), strict=True):
        if title:
            page.click(f"nav >> text={title}")
        take(page, name)
    page.click("nav >> text=Recueillir")
    with tempfile.TemporaryDirectory() as folder:
        page.set_input_files("#files", sorted(map(str, returned(Path(folder)))))
        page.click("button:has-text('Déposer')")
        page.wait_for_selector("h2:has-text('Qui a répondu')", timeout=120_000)
    page.click("summary")
    page.fill("textarea[name=people]", "Inès\nMalik\nPaul\nZoé")
    page.fill("input[name=due]", "2026-05-15")
    page.click("button:has-text('Enregistrer')")
    take(page, PICTURES[2])
    for name, title in zip(PICTURES[3:], ("Comprendre", "Renvoyer", "Consolider"), strict=True):
        page.click(f"nav >> text={title}")
        if title == "Consolider":
            page.fill("input[name=today]", DAY)
            page.click("button:has-text('Recalculer')")
        take(page, name)


def returned(folder: Path) -> list[Path]:
    """What came back: the sample's workbooks, and a file that is none."""
    files = [Path(shutil.copy(path, folder)) for path in (SAMPLES / "retours").glob("*.xlsx")]
    (folder / "PAC_Zoé.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return [*files, folder / "PAC_Zoé.xlsx"]


def take(page: Page, name: str) -> None:
    page.wait_for_load_state()
    page.mouse.move(0, 0)
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/pictures/{name}.png: {(FOLDER / f'{name}.png').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
