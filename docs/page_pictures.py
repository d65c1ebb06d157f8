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

from docs.pictures import DOCS, FOLDER, say_drawn

DAY = "2026-05-20"
# The name of each picture → the step that it shows, as the page calls it; none is the first page.
PICTURES = {
    "page-accueil": "",
    "page-preparer": "Préparer",
    "page-recueillir": "Recueillir",
    "page-comprendre": "Comprendre",
    "page-renvoyer": "Renvoyer",
    "page-consolider": "Consolider",
}


def main() -> None:
    command = [sys.executable, "-m", "pacxl", "page", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served, sync_playwright() as playwright:
        assert served.stdout is not None
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1_280, "height": 900}, locale="fr-FR", reduced_motion="reduce")
        page.goto(served.stdout.readline().strip())
        page.wait_for_url("**/")
        take_pictures(page)
        served.terminate()


def take_pictures(page: Page) -> None:
    """Does the job, a picture a step."""
    for name, step in PICTURES.items():
        if step:
            page.click(f"nav >> text={step}")
        if step == "Recueillir":
            collect(page)
        if step == "Consolider":
            page.fill("input[name=today]", DAY)
            page.click("button:has-text('Recalculer')")
        page.wait_for_load_state()
        page.mouse.move(0, 0)
        page.screenshot(path=FOLDER / f"{name}.png")
        say_drawn(name)


def collect(page: Page) -> None:
    """Drops what came back (the sample's workbooks, and a file that is none), and says who was asked for it."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(DOCS.parent / "samples" / "retours", folder, dirs_exist_ok=True)
        (Path(folder) / "PAC_Zoé.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        page.set_input_files("#files", sorted(Path(folder).iterdir()))
        page.click("button:has-text('Déposer')")
        page.wait_for_selector("h2:has-text('Qui a répondu')", timeout=120_000)
    page.click("summary")
    page.fill("textarea[name=people]", "Inès\nMalik\nPaul\nZoé")
    page.fill("input[name=due]", "2026-05-15")
    page.click("button:has-text('Enregistrer')")


if __name__ == "__main__":
    main()
