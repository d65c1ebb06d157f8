"""Draws the pictures of the gallery: sheets of the samples, as LibreOffice prints them.

Run it as `python docs/pictures.py`. It needs LibreOffice (`soffice`) and Poppler (`pdftoppm`, `pdftotext`).
"""

from __future__ import annotations

import re
import runpy
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

import pacxl
from pacxl.compute.contents import make_contents
from pacxl.jobs.prepare import prepare_each
from pacxl.settings.model import OTHER_ACTIONS, Settings

DOCS = Path(__file__).resolve().parent
FOLDER = DOCS / "pictures"
# Sheet → the name of its picture.
PLAN = {
    "Accueil": "accueil",
    "Synthèse": "synthese",
    "SWOT": "swot",
    "Matrice atouts-attraits": "matrice",
    "Budget et ROI": "budget",
    "Planning": "planning",
    "Carnet": "carnet",
    "Entonnoir": "entonnoir",
    "Tableau de bord": "tableau-de-bord",
}
ESSENTIAL = {
    "Accueil": "essentiel-accueil",
    "Événementiel": "essentiel-evenementiel",
    "Synthèse": "essentiel-synthese",
}
ECARTS = {"Synthèse": "ecarts"}
SHOWN = {"Planning": 0.64, "Carnet": 0.85}  # how much of a page's height, where spare rows end it

DPI = 110
FOOT = 0.55  # inches at the foot of a page, where its owner, its sheet and its number are printed
MARGIN = 12  # pixels left around what is drawn


def main() -> None:
    samples = runpy.run_path(str(DOCS.parent / "samples" / "make.py"))
    plan = samples["filled"]("Paul")
    for each, pictures in ((plan, PLAN), (essential(plan), ESSENTIAL)):
        # Its date as a value: as =TODAY(), each day would give other pictures.
        draw(replace(each, book=replace(each.book, live_today=False)), pictures)
    returned = pacxl.read_all([DOCS.parent / "samples" / "retours"], today=samples["TODAY"])
    draw(samples["ecarts"](returned), ECARTS)


def essential(plan: pacxl.Contents) -> pacxl.Contents:
    """What a salesperson typed in the whole plan, in the essential workbook: an action that someone does of a family
    that has no table stands with the other actions."""
    firm, owner = plan.book.settings, plan.identity
    assert isinstance(firm, Settings)
    own = next(each for each in prepare_each(firm) if each.person == owner.person)
    blank = own.prepared(owner.company, owner.period, plan.today)
    tables = (blank.book.by_key[key] for key in ("actions", "carnet", "indicateurs", "objectifs"))
    typed = {table.key: plan.frames[table.key][table.stored_keys] for table in tables}
    actions = typed["actions"]
    here = actions["famille"].isin(part.value for part in blank.book.by_key["actions"].parts)
    actions = actions.assign(famille=actions["famille"].where(here, OTHER_ACTIONS.sheet))
    typed["actions"] = actions[here | actions["qui"].notna()]
    return make_contents(blank.book, {**blank.frames, **typed}, blank.identity, plan.today)


def draw(contents: pacxl.Contents, pictures: Mapping[str, str]) -> None:
    """Draws pictures of a workbook's sheets; raises KeyError for a sheet that is not among its pages."""
    with tempfile.TemporaryDirectory() as folder:
        printed = as_pdf(pacxl.write(contents, Path(folder) / "classeur.xlsx"))
        pages = pages_by_sheet(printed, [sheet.name for sheet in contents.book.sheets])
        for sheet, name in pictures.items():
            cut_out(printed, pages[sheet], SHOWN.get(sheet, 1.0), FOLDER / name)
            say_drawn(name)


def say_drawn(name: str) -> None:
    """Says on the screen which picture is drawn, and its size."""
    print(f"docs/pictures/{name}.png: {(FOLDER / f'{name}.png').stat().st_size:,} bytes")


# LibreOffice shows numbers as its own country does, not as the workbook's.
_FRENCH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
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
    foot = re.compile(rf"(?:^|\s\s)({'|'.join(map(re.escape, sheets))})\s+\d+ / \d+\s*\Z", re.MULTILINE)
    texts = run("pdftotext", "-layout", str(printed), "-").decode("utf-8").split("\f")
    for number, text in enumerate(texts, start=1):
        if told := foot.search(text):
            found.setdefault(told[1], number)
    return found


def cut_out(printed: Path, page: int, shown: float, target: Path) -> None:
    """Writes what is drawn on a page, without its margins and its foot, as a PNG."""
    drawing = ("pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), "-singlefile")
    _, size, _, dots = run(*drawing, "-gray", str(printed)).split(b"\n", 3)  # a PGM image: a byte a dot
    width, height = map(int, size.split())
    ink = np.frombuffer(dots, dtype=np.uint8).reshape(height, width)[: -int(FOOT * DPI)] < 250
    (top, bottom), (left, right) = ((found[0], found[-1]) for found in map(np.flatnonzero, (ink.any(1), ink.any(0))))
    left, top = max(0, left - MARGIN), max(0, top - MARGIN)
    crop = (left, top, right + MARGIN - left, int((bottom + MARGIN - top) * shown))
    box = (text for pair in zip(("-x", "-y", "-W", "-H"), map(str, crop), strict=True) for text in pair)
    run(*drawing, *box, "-png", str(printed), str(target))


if __name__ == "__main__":
    main()
