"""What hangs on the cells of a person's workbook, or lies over them, for the new one: links, notes, pictures, charts.

Each goes where its cell went: on the cell of a table, or else on its line of the sheet of what found no place. What
can go on neither is told, sheet by sheet.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pacxl.a1 import Spot, address, place_of_a1
from pacxl.books.identity import IDENTITY_SHEET
from pacxl.compute.contents import Contents, OnCell
from pacxl.definition.sheet import Chart, Cover
from pacxl.definition.table import Table
from pacxl.excel import LONGEST_TEXT, PICTURE, NoValue, excel_length
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import CHART, OBJECT, SHAPE, Around, Drawing, Link, Opened, Picture, filled_rows
from pacxl.locating.returned_copy import is_mending_sheet
from pacxl.typography import counted, in_quotes, plain_spaces
from pacxl.writing.cells import cell_picture_size, is_unwritable_link

_WHY_LINK, _WHY_PICTURE = "Lien posé sur cette cellule.", "Image posée sur cette feuille."
_WHY_COMPUTED = "Formule qui calcule l’adresse d’un lien."
_COMPUTED = "computed link"
_NAMED = {
    "note": (("note", "notes"), ("note", "notes")),
    "link": (("lien", "liens"), ("link", "links")),
    "picture": (("image", "images"), ("picture", "pictures")),
    _COMPUTED: (
        ("lien calculé par une formule", "liens calculés par une formule"),
        ("link computed by a formula", "links computed by a formula"),
    ),
    CHART: (("graphique", "graphiques"), ("chart", "charts")),
    SHAPE: (("forme sans texte", "formes sans texte"), ("shape without words", "shapes without words")),
    OBJECT: (("objet ou bouton", "objets ou boutons"), ("object or button", "objects or buttons")),
}
# What is told of the kinds that are not kept, each with its way out.
_CODES = {
    "left-behind": ("note", "link", "picture"),
    "links-computed": (_COMPUTED,),
    "drawings-left-behind": (CHART, SHAPE, OBJECT),
}
_FEW = 12  # places of what was lost on one sheet, told
_PICTURE = "Image"  # where no text stands for one
LeftoverRow = tuple[str, str, str, str, str]  # a row of what found no place: sheet, cell, column, content, why


@dataclass
class Leftover:
    """The rows of what found no place, so far; and which of them holds what a cell of the old workbook held."""

    lines: list[LeftoverRow] = field(default_factory=list)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, line: LeftoverRow, place: tuple[str, str] | None = None) -> int:
        """The new row's number; `place` is the cell of the old workbook that it stands for, if it stands for one."""
        self.lines.append(line)
        if place is not None:
            self.rows.setdefault(place, len(self.lines) - 1)
        return len(self.lines) - 1


@dataclass(frozen=True)
class Hanging:
    """Where the cells of an old workbook are in the new one, and what has been hung there so far.

    `table` and `column` are those of what found no place; `kept` and `lost` count what was hung and what was not, by
    kind; of what was not, by sheet, with the cells.
    """

    old: Contents
    opened: Opened
    leftover: Leftover
    table: str
    column: str
    spots: Mapping[tuple[str, int, int], tuple[str, int, str]]
    found: list[OnCell] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)
    lost: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    # --- notes --------------------------------------------------------------------------------------------

    def hang_notes(self, notes: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
        """Hangs notes (sheet, cell, text) on the tables' cells, those of one cell one under the other, as a thread of
        comments goes; gives back the others."""
        by_cell: dict[tuple[str, str], list[str]] = {}
        for sheet, cell, text in notes:
            by_cell.setdefault((sheet, cell), []).append(text)
        for (sheet, cell), texts in by_cell.items():
            spot = self._in_table(sheet, place_of_a1(cell))
            text = "\n".join(texts)
            if spot is None or excel_length(text) > LONGEST_TEXT:
                yield from ((sheet, cell, text) for text in texts)
            else:
                self.found.append(OnCell(*spot, note=text))
                self.kept["note"] += 1

    # --- links --------------------------------------------------------------------------------------------

    def hang_links(self, sheet: str, links: Iterable[Link]) -> None:
        """Hangs the links of a sheet; those that the workbook came with, from sheet to sheet, it makes itself."""
        for link in links:
            target = self._new_target(link)
            cells: list[Spot | None] = [*self._linked(sheet, link)] or [None]
            if link.inside and all(self._is_furniture(sheet, cell) for cell in cells):
                continue
            for cell in cells:
                if target:
                    self._hang_link(sheet, cell, target)
                else:
                    self._miss_link(sheet, cell, link)

    def _miss_link(self, sheet: str, cell: Spot | None, link: Link) -> None:
        where = address(*cell) if cell else ""
        if link.target or not link.computed:
            self.leftover.add((sheet, where, "", link.target, _WHY_COMPUTED if link.computed else _WHY_LINK))
        self.lost.setdefault(sheet, []).append((_COMPUTED if link.computed else "link", where))

    def _hang_link(self, sheet: str, cell: Spot | None, target: str) -> None:
        where = address(*cell) if cell else ""
        row = self.leftover.rows.get((sheet, where))
        spot = self._in_table(sheet, cell) if row is None else (self.table, row, self.column)
        if spot is None:
            row = self.leftover.add((sheet, where, "", target, _WHY_LINK), (sheet, where))
            spot = (self.table, row, self.column)
        self.found.append(OnCell(*spot, link=target))
        self.kept["link"] += 1

    def _new_target(self, link: Link) -> str:
        """A link's target in the new workbook; "" where there is none that a link can lead to."""
        target = link.target
        if link.inside:
            sheet = target.rpartition("!")[0].strip("'").replace("''", "'")
            target = f"#{sheet}" if any(each.name == sheet for each in self.old.book.sheets) else ""
        return "" if link.computed or is_unwritable_link(target) else target

    def _linked(self, sheet: str, link: Link) -> Iterator[Spot]:
        """The cells of a link that hold something; the first of them where none does."""
        if link.area is None:
            return
        top, left, bottom, right = link.area
        grid = self.opened.sheets.get(sheet, [])
        filled = [
            (row, col)
            for row, cells in enumerate(grid[top : bottom + 1], top)
            for col in range(left, min(right + 1, len(cells)))
            if cells[col] != ""
        ]
        yield from filled or [(top, left)]

    def _is_furniture(self, sheet: str, cell: Spot | None) -> bool:
        """Whether a cell is one that the workbook came with, or that it computes."""
        if cell is None or (sheet, address(*cell)) in self.leftover.rows:
            return False
        if (spot := self._in_table(sheet, cell)) is not None:
            column = self.old.book.by_key[spot[0]].by_key[spot[2]]
            return not column.typed
        row, col = cell
        grid = self.opened.sheets.get(sheet, [])
        return row < len(grid) and col < len(grid[row]) and grid[row][col] != ""

    # --- pictures -----------------------------------------------------------------------------------------

    def hang_pictures(self, sheet: str, pictures: Iterable[Picture]) -> None:
        """Gives each picture a line of its own, but for the logo, which the workbook draws itself."""
        logos = {base64.b64decode(block.logo) for block in self.old.book.blocks(Cover) if block.logo}
        for picture in pictures:
            where = address(*picture.spot) if picture.spot else ""
            if picture.content in logos:
                continue
            if not all(cell_picture_size(picture.content)):
                self.lost.setdefault(sheet, []).append(("picture", where))
                continue
            row = self.leftover.rows.get((sheet, where)) if self._is_earlier(sheet, where) else None
            if row is None:
                row = self.leftover.add((sheet, where, "", picture.text or _PICTURE, _WHY_PICTURE))
            self.found.append(OnCell(self.table, row, self.column, picture=picture.content))
            self.kept["picture"] += 1

    def _is_earlier(self, sheet: str, where: str) -> bool:
        """Whether a picture lies on the line that an earlier repair gave it."""
        row = self.leftover.rows.get((sheet, where))
        return row is not None and self.leftover.lines[row][4] == _WHY_PICTURE

    def miss_cell_pictures(self) -> None:
        """Notes the pictures that are in cells, which only new Excel knows: no other program's file holds them."""
        for sheet, grid in self.opened.sheets.items():
            for row, cells in filled_rows(grid):
                for col, cell in enumerate(cells):
                    if type(cell) is NoValue and cell.error == PICTURE:
                        self.lost.setdefault(sheet, []).append(("picture", address(row, col)))

    # --- drawings -----------------------------------------------------------------------------------------

    def miss_drawings(self, sheet: str, drawings: Iterable[Drawing]) -> None:
        """Notes what is drawn over a sheet, but for the charts that the book draws itself."""
        known = (
            [] if self.old.header_matches else [plain_spaces(chart.title) for chart in self.old.book.blocks(Chart)]
        )
        untold = len(
            known
        )  # of a chart whose title is not brought, nothing tells it from the book's but their number
        for drawing in drawings:
            if drawing.kind == CHART and (
                plain_spaces(drawing.title or "") in known or (drawing.title is None and untold > 0)
            ):
                untold -= 1
                continue
            where = address(*drawing.spot) if drawing.spot else ""
            titled = f"{in_quotes(drawing.title)} {where}".strip() if drawing.title else where
            self.lost.setdefault(sheet, []).append((drawing.kind, titled))

    # --- what is told -------------------------------------------------------------------------------------

    def findings(self) -> Iterator[Finding]:
        """What was hung, once for the file; what was not, once a sheet."""
        file = self.old.file
        if self.kept:
            yield Finding("hung-again", Place(file), about=_counted(self.kept))
        for sheet, lost in self.lost.items():
            for code, kinds in _CODES.items():
                mine = [each for each in lost if each[0] in kinds]
                if mine:
                    yield Finding(code, Place(file, sheet), about=_counted(Counter(kind for kind, _ in mine), mine))

    def _in_table(self, sheet: str, cell: Spot | None) -> tuple[str, int, str] | None:
        return None if cell is None else self.spots.get((sheet, *cell))


def _counted(kinds: Mapping[str, int], lost: Sequence[tuple[str, str]] = ()) -> dict[str, str]:
    """So many of each kind, in both languages; of what was lost, the places."""
    known = [(kinds[kind], *names) for kind, names in _NAMED.items() if kind in kinds]
    places = [where for _, where in lost if where]
    more = " …" if len(places) > _FEW else ""
    return {
        "what": ", ".join(counted(count, *fr) for count, fr, _ in known),
        "what_en": ", ".join(counted(count, *en, "en") for count, _, en in known),
        "where": f" ({', '.join(places[:_FEW])}{more})" if places else "",
    }


def spots_for_hanging(old: Contents) -> dict[tuple[str, int, int], tuple[str, int, str]]:
    """Where the cells of the tables go: sheet, row, column of the old workbook → table, row of its new frame, column.
    (A frame's rows stand in the order of the parts of its table: `compute.contents`.)"""
    by_sheet: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for (name, sheet, key), col in old.columns.items():
        by_sheet.setdefault((name, sheet), []).append((key, col))
    found = {}
    for name, table in old.book.by_key.items():
        frame = old.frames[name]
        if "ligne" in frame and "ligne" not in table.by_key:  # a column of its own says no place
            places = zip(frame["feuille"].tolist(), frame["ligne"].tolist(), _ranks(table, old), strict=True)
            for sheet, line, rank in places:
                for key, col in by_sheet.get((name, sheet), ()):
                    found[sheet, int(line) - 1, col] = (name, rank, key)
    return found


def _ranks(table: Table, old: Contents) -> list[int]:
    """The rank that each row of a table has once they stand in the order of the table's parts."""
    frame = old.frames[table.key]
    if not table.part_key:
        return list(range(len(frame)))
    order = np.argsort([table.part_ranks[value] for value in frame[table.part_key]], kind="stable")
    ranks = np.empty(len(order), dtype="int64")
    ranks[order] = np.arange(len(order))
    return [int(rank) for rank in ranks]


def hanging_of_theirs(opened: Opened, around: Mapping[str, Around]) -> Iterator[tuple[str, Around]]:
    """What hangs on each sheet, but for those that pacxl put there for itself."""
    for sheet, what in around.items():
        if sheet != IDENTITY_SHEET and not is_mending_sheet(opened.sheets.get(sheet, [])):
            yield sheet, what
