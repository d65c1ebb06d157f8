"""A workbook on paper, as its file asks for it: how large each sheet is printed, and on how many pages. Nothing of
pacxl is asked: widths, heights, fonts and page set-ups are read from the parts of the file."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

PAPERS = {"9": (595.3, 841.9), "8": (841.9, 1190.6)}  # A4 and A3, by Excel's numbers, in points
INCH = 72
POINTS = 5.25  # a character of a width as the file tells it, in the font of the workbook, in Excel
LIBREOFFICE = 1.057  # how much wider columns are there
ROW, COLUMN = 15.0, 9.14  # where the file tells none
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class PaperSheet:
    """A sheet as it prints: the points of its columns in sight and of its rows, its smallest letters, its set-up."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    letters: float
    setup: dict[str, str]
    margins: dict[str, float]
    fits: bool  # to so many pages, rather than at a scale
    header: tuple[int, ...]  # the rows that are repeated on each page
    leads: bool  # whether columns are

    @property
    def page(self) -> tuple[float, float]:
        """A page without its margins, across and down."""
        short, long = PAPERS[self.setup["paperSize"]]
        across, down = (long, short) if self.setup["orientation"] == "landscape" else (short, long)
        inches = self.margins
        return across - INCH * (inches["left"] + inches["right"]), down - INCH * (inches["top"] + inches["bottom"])

    @property
    def on_one(self) -> bool:
        return self.fits and self.setup.get("fitToHeight") != "0"

    def scale(self, wider: float = 1.0) -> float:
        """How large it is printed, where columns are so much wider than in Excel."""
        if not self.fits:
            return float(self.setup.get("scale", 100)) / 100
        across, down = self.page
        as_wide = min(1.0, across / (wider * sum(self.widths)))
        return min(as_wide, down / sum(self.heights)) if self.on_one else as_wide

    def across(self, wider: float = 1.0) -> int:
        """How many pages its columns take, side by side."""
        return math.ceil(self.scale(wider) * wider * sum(self.widths) / self.page[0] - 0.001)

    def pages(self) -> int:
        """How many pages it takes: a row is on one page, and the header is on each."""
        if self.on_one:
            return 1
        scale, down = self.scale(), self.page[1]
        again = sum(self.heights[row - 1] for row in self.header)
        pages, used = 1, 0.0
        for height in self.heights:
            used += height
            if used * scale > down:
                pages, used = pages + 1, again + height
        return pages * self.across()


def paper_sheets(path: Path) -> dict[str, PaperSheet]:
    """The sheets in sight of a workbook, by name."""
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        parts: dict[str, Any] = {name: etree.fromstring(package.read(name)) for name in names}
    styles, book = parts["xl/styles.xml"], parts["xl/workbook.xml"]
    sizes = [float(font.find(f"{_MAIN}sz").get("val")) for font in styles.find(f"{_MAIN}fonts")]
    fonts = [sizes[int(style.get("fontId"))] for style in styles.find(f"{_MAIN}cellXfs")]
    targets = {each.get("Id"): each.get("Target") for each in parts["xl/_rels/workbook.xml.rels"]}
    titles = {
        name.get("localSheetId"): name.text
        for name in book.iter(f"{_MAIN}definedName")
        if name.get("name") == "_xlnm.Print_Titles"
    }
    found = {}
    for number, sheet in enumerate(book.find(f"{_MAIN}sheets")):
        if sheet.get("state", "visible") == "visible":
            target = targets[sheet.get(_RELATION)]
            drawn = _last_drawn(parts, parts[f"xl/{target}"], target)
            found[sheet.get("name")] = _paper_sheet(parts[f"xl/{target}"], fonts, titles.get(str(number), ""), drawn)
    return found


def _last_drawn(parts: dict[str, Any], part: Any, target: str) -> int:
    """The last column that a chart of the sheet reaches, 0 if it has none."""
    drawing = part.find(f"{_MAIN}drawing")
    if drawing is None:
        return 0
    relations = parts[f"xl/worksheets/_rels/{target.removeprefix('worksheets/')}.rels"]
    leads_to = next(each.get("Target") for each in relations if each.get("Id") == drawing.get(_RELATION))
    ends = parts[f"xl/{leads_to.removeprefix('../')}"].iter(f"{_DRAWING}to")
    return max(int(end.find(f"{_DRAWING}col").text) for end in ends) + 1


def _paper_sheet(part: Any, fonts: list[float], titles: str, drawn: int) -> PaperSheet:
    rows = {int(row.get("r")): row for row in part.iter(f"{_MAIN}row")}
    cells = [cell for row in rows.values() for cell in row]
    repeated = re.findall(r"!\$(\w+):\$(\w+)", titles)
    return PaperSheet(
        tuple(_widths(part, max([drawn, *(_column(cell.get("r")) for cell in cells)]))),
        tuple(float(rows[row].get("ht", ROW)) if row in rows else ROW for row in range(1, max(rows) + 1)),
        min(fonts[int(cell.get("s", 0))] for cell in cells if len(cell)),
        dict(part.find(f"{_MAIN}pageSetup").attrib),
        {key: float(value) for key, value in part.find(f"{_MAIN}pageMargins").attrib.items()},
        part.find(f"{_MAIN}sheetPr/{_MAIN}pageSetUpPr") is not None,
        tuple(row for first, last in repeated if first.isdigit() for row in range(int(first), int(last) + 1)),
        any(not first.isdigit() for first, _ in repeated),
    )


def _widths(part: Any, last: int) -> Iterator[float]:
    """The columns in sight, up to the last in which something stands."""
    told = {
        number: each
        for each in part.iter(f"{_MAIN}col")
        for number in range(int(each.get("min")), min(last, int(each.get("max"))) + 1)
    }
    for number in range(1, last + 1):
        each = told.get(number)
        if each is None or each.get("hidden") != "1":
            yield POINTS * (COLUMN if each is None else float(each.get("width")))


def _column(cell: str) -> int:
    number = 0
    for letter in filter(str.isalpha, cell):
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
