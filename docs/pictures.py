"""Draws the pictures of the gallery: sheets of the samples, as LibreOffice prints them.

Run it as `python docs/pictures.py`. It needs LibreOffice (`soffice`) and Poppler (`pdftoppm`, `pdftotext`).
"""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

import pacxl

DOCS = Path(__file__).resolve().parent
FOLDER = DOCS / "pictures"
PERSON = "Paul"  # whose plan is shown


@dataclass(frozen=True)
class Picture:
    """A sheet and the picture of its first page; `shown` is how much of its height, where spare rows end it."""

    sheet: str
    name: str
    shown: float = 1.0


PLAN = (
    Picture("Accueil", "accueil"),
    Picture("Synthèse", "synthese"),
    Picture("SWOT", "swot"),
    Picture("Matrice atouts-attraits", "matrice"),
    Picture("Budget et ROI", "budget"),
    Picture("Planning", "planning", 0.64),
    Picture("Carnet", "carnet", 0.6),
    Picture("Entonnoir", "entonnoir"),
    Picture("Tableau de bord", "tableau-de-bord"),
)
ECARTS = (Picture("Synthèse", "ecarts"),)

DPI = 110
FOOT = 0.55  # inches at the foot of a page, where its owner, its sheet and its number are printed
MARGIN = 12  # pixels left around what is drawn
LARGEST = 150_000  # bytes


def main() -> int:
    missing = [program for program in ("soffice", "pdftoppm", "pdftotext") if shutil.which(program) is None]
    if missing:
        print(f"not installed: {', '.join(missing)} (LibreOffice and Poppler draw the pictures)", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    samples = runpy.run_path(str(DOCS.parent / "samples" / "make.py"))
    drawn = draw(at_its_date(samples["filled"](PERSON)), PLAN) + draw(samples["ecarts"](), ECARTS)
    return 0 if drawn == len(PLAN) + len(ECARTS) else 1


def at_its_date(plan: pacxl.Contents) -> pacxl.Contents:
    """The plan with its date as a value: as =TODAY(), each day would give other pictures."""
    return replace(plan, book=replace(plan.book, live_today=False))


def draw(contents: pacxl.Contents, pictures: Sequence[Picture]) -> int:
    """Draws pictures of a workbook, and gives how many; a sheet that is not among its pages is told."""
    with tempfile.TemporaryDirectory() as folder:
        printed = as_pdf(pacxl.write(contents, Path(folder) / "classeur.xlsx"))
        pages = pages_by_sheet(printed, [sheet.name for sheet in contents.book.sheets])
        for each in pictures:
            if each.sheet not in pages:
                print(f"{each.sheet}: no page of the printed workbook is this sheet", file=sys.stderr)
                continue
            target = cut_out(Page(printed, pages[each.sheet]), each)
            size = target.stat().st_size
            print(f"{target.relative_to(DOCS.parent)}: {size:,} bytes{' (too large)' if size > LARGEST else ''}")
    return sum(each.sheet in pages for each in pictures)


# LibreOffice shows numbers as its own country does, not as the workbook's.
_FRENCH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>fr-FR</value></prop></item></oor:items>"""


def as_pdf(workbook: Path) -> Path:
    """A workbook as LibreOffice prints it, with a profile of its own."""
    profile = workbook.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_FRENCH, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    run(*command, "--outdir", str(workbook.parent), str(workbook))
    return workbook.with_suffix(".pdf")


def run(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, timeout=300).stdout


def pages_by_sheet(printed: Path, sheets: list[str]) -> dict[str, int]:
    """Sheet → the number of its first page: the foot of each page says its sheet, then `page / pages`."""
    found: dict[str, int] = {}
    texts = run("pdftotext", "-layout", str(printed), "-").decode("utf-8").split("\f")
    for number, text in enumerate(texts, start=1):
        foot = text.rstrip().rpartition("\n")[2]
        for sheet in sheets:
            if re.search(rf"(^|\s\s){re.escape(sheet)}\s+\d+ / \d+$", foot):
                found.setdefault(sheet, number)
    return found


# --- one picture ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    printed: Path
    number: int


def cut_out(page: Page, picture: Picture) -> Path:
    """Writes what is drawn on a page, without its margins and its foot, as a PNG."""
    left, top, width, height = extent(page)
    crop = ["-x", left, "-y", top, "-W", width, "-H", int(height * picture.shown)]
    run(*_drawing(page), *map(str, crop), "-png", "-singlefile", str(page.printed), str(FOLDER / picture.name))
    return FOLDER / f"{picture.name}.png"


def extent(page: Page) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is drawn on a page, in pixels."""
    ink = grey(run(*_drawing(page), "-gray", str(page.printed))) < 250
    ink[-int(FOOT * DPI) :] = False
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    left, top = (max(0, int(found[0]) - MARGIN) for found in (columns, rows))
    return left, top, int(columns[-1]) + MARGIN - left, int(rows[-1]) + MARGIN - top


def _drawing(page: Page) -> tuple[str, ...]:
    return ("pdftoppm", "-r", str(DPI), "-f", str(page.number), "-l", str(page.number))


def grey(image: bytes) -> Any:
    """A PGM image (P5: width, height, 255, then a byte a pixel) as an array of its rows."""
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", image)
    if head is None:
        raise ValueError("pdftoppm gave no PGM image")
    width, height = map(int, head.groups())
    return np.frombuffer(image, dtype=np.uint8, offset=head.end()).reshape(height, width).copy()


if __name__ == "__main__":
    sys.exit(main())
