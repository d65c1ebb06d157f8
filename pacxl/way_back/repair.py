"""A bent workbook's contents, for a fresh workbook: what was read in its place, the rest on a sheet of its own."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pandas as pd

from pacxl.a1 import address, place_of_a1
from pacxl.books.identity import settings_of
from pacxl.books.pac import KEY, VERSION, blank
from pacxl.compute.contents import Contents, Identity, make_contents
from pacxl.definition.book import Book
from pacxl.definition.kind import LONG, TEXT, shown
from pacxl.definition.layout import LEFT
from pacxl.definition.sheet import Grid, Sheet, sheet_back_link, sheet_next_link
from pacxl.definition.table import Column, Part, Table
from pacxl.excel import LONGEST_TEXT
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Opened
from pacxl.guard.limits import USUAL, Limits
from pacxl.guard.names import PathLike
from pacxl.locating.findings import STRUCK
from pacxl.reading.libre import CELL, NOTE
from pacxl.reading.read import read
from pacxl.settings.correspondences import NO_CORRESPONDENCES, Correspondences
from pacxl.settings.model import Settings
from pacxl.typography import plain_spaces
from pacxl.way_back.from_theirs import period_from_theirs, whole_book_from_theirs
from pacxl.way_back.hanging import Hanging, Leftover, LeftoverRow, hanging_of_theirs, spots_for_hanging
from pacxl.worker.pool import around_from_pool, open_in_pool

SHEET = "Repris de l’ancien classeur"
_TITLE = "Ce qui n’a pas trouvé sa place"
_PURPOSE = "Valeurs illisibles et contenus libres de l’ancien classeur : recopiez à sa place ce qui doit compter."
_WHY_LIBRE = "Contenu libre ({nature}), hors des tableaux du plan."
TABLE = Table(
    "repris",
    SHEET,
    (
        Column("feuille", "Feuille", TEXT, given=True, width=24),
        Column("cellule", "Cellule", TEXT, given=True, width=10),
        Column("colonne", "Colonne", TEXT, given=True, width=20),
        Column("contenu", "Contenu", LONG, given=True, width=60),
        Column("pourquoi", "Pourquoi", LONG, given=True, width=60),
    ),
    (Part("Repris", SHEET),),
)
_KEYS = tuple(TABLE.by_key)
_LIBRE = ("feuille", "cellule", "nature", "valeur")


def repair(
    path: PathLike,
    *,
    today: dt.date | None = None,
    settings: Settings | None = None,
    words: Correspondences = NO_CORRESPONDENCES,
    limits: Limits = USUAL,
) -> Contents:
    """What a workbook holds, as contents of a fresh one, to be given to `write`.

    Every value that could be read stands in its place; what could not, and what stood outside the tables, is in the
    frame `repris` (feuille, cellule, colonne, contenu, pourquoi: text), on a sheet of its own, whose cells are free
    contents when the new workbook is read. Links, notes and comments hang on their cells again, each picture lies on
    a line of that sheet; what cannot be hung is told, as are charts and shapes. A table that the file had lost starts
    as in a blank plan. Of a plan of somebody's own, the book is a whole one (of `settings`, else of `complet`), with
    their families. `today`, `settings`, `words`, `limits` and what is raised are those of `read`.
    """
    old = read(path, today=today, settings=settings, words=words, limits=limits)
    hanging = _hung(Path(path), old, limits)
    lines = hanging.leftover.lines
    book = whole_book_from_theirs(old, settings) if old.header_matches else old.book
    frames = {key: old.frames[key][table.stored_keys] for key, table in old.book.by_key.items()}
    missing = set(book.by_key) - {key for key, _, _ in old.columns}
    identity = old.identity
    if book.key == KEY and (missing or not identity.workbook):
        fresh = _blank(book, old)
        frames |= {key: fresh.frames[key][book.by_key[key].stored_keys] for key in missing}
        identity = _filled(identity, fresh.identity)
    if old.book.key == KEY:
        identity = dataclasses.replace(identity, version=VERSION)
    seals = tuple(finding for finding in old.found if finding.code in ("workbook-signed", "workbook-final"))
    told: tuple[Finding, ...] = ()
    if lines:
        told = (Finding("taken-over", Place(old.file, SHEET), about={"count": str(len(lines)), "sheet": SHEET}),)
        frames["repris"] = pd.DataFrame(lines, columns=list(_KEYS), dtype="string")
    contents = make_contents(_with_sheet(book) if lines else book, frames, identity, old.today)
    found = (*told, *period_from_theirs(book, old), *hanging.findings(), *seals)
    return dataclasses.replace(contents, found=found, on_cells=tuple(hanging.found))


def _blank(book: Book, old: Contents) -> Contents:
    """The blank plan of the same person, of a book."""
    settings, owner = settings_of(book), old.identity
    assert settings is not None  # every plan has them
    period = owner.period or settings.period
    return blank(
        settings, person=owner.person, company=owner.company, team=owner.team, period=period, today=old.today
    )


def _filled(identity: Identity, fresh: Identity) -> Identity:
    """An identity, what it had lost taken from another; but for a period, which is never guessed."""
    known = {key: value for key, value in dataclasses.asdict(identity).items() if value}
    return dataclasses.replace(fresh, **{"period": "", **known})


def _with_sheet(book: Book) -> Book:
    sheet = Sheet(SHEET, _TITLE, _PURPOSE, (Grid(TABLE.parts[0].name),), tone="list")
    return dataclasses.replace(book, tables=(*book.tables, TABLE), sheets=(*book.sheets, sheet))


# --- what has no place in a table -------------------------------------------------------------------------


def _hung(path: Path, old: Contents, limits: Limits) -> Hanging:
    """What the frames do not hold, line by line: the values that were not taken, then the free contents; and what
    hangs on cells."""
    opened, leftover = open_in_pool(path, limits), Leftover()
    hanging = Hanging(old, opened, leftover, TABLE.key, "contenu", spots_for_hanging(old))
    known = {(each.sheet, each.cell) for each in old.header_matches if each.column}
    rules = {rule.code for rule in old.book.rules}  # what they tell of is in the frames
    asked = [finding for finding in old.found if finding.code not in rules and _is_lost(old, finding)]
    lost = {where: each for each in asked if (where := (each.place.sheet, each.place.cell)) not in known}
    for (sheet, cell), finding in lost.items():
        line = (sheet, cell, finding.place.column, finding.value, finding.message())
        _add(leftover, line, own=finding.code != STRUCK)
    others = [tuple(each) for each in old.libre[list(_LIBRE)].itertuples(index=False, name=None)]
    if SHEET in opened.sheets:
        others = _earlier(opened, old, leftover, others)
    notes = [(sheet, cell, text) for sheet, cell, nature, text in others if nature == NOTE]
    left = [(sheet, cell, NOTE, text) for sheet, cell, text in hanging.hang_notes(notes)]
    for sheet, cell, nature, text in (*(each for each in others if each[2] != NOTE), *left):
        _add(leftover, (sheet, cell, "", text, _WHY_LIBRE.format(nature=nature)), own=nature == CELL)
    for sheet, around in hanging_of_theirs(opened, around_from_pool(path, limits)):
        hanging.hang_links(sheet, around.links)
        hanging.hang_pictures(sheet, around.pictures)
        hanging.miss_drawings(sheet, around.drawings)
    hanging.miss_cell_pictures()
    return hanging


def _is_lost(old: Contents, finding: Finding) -> bool:
    """Whether a finding shows a value that no frame holds: refused, doubtful, typed over a computed one, or of which
    some words are crossed out."""
    if finding.code == STRUCK:
        return finding.about["left"] != ""
    if finding.code == "part-unknown":
        return True  # the frame has the part that the row counts in
    place = finding.place
    table, _ = old.book.part_table.get(place.table, (None, None))
    where = place_of_a1(place.cell)
    if table is None or where is None or not finding.value:
        return False
    column = next((each for each in table.columns if each.header == place.column), None)
    if column is None or column.computed:
        return column is not None
    frame = old.frames[table.key]
    held = frame.loc[(frame["feuille"] == place.sheet) & (frame["ligne"] == where[0] + 1), column.key]
    return not bool(held.notna().any())


def _add(leftover: Leftover, line: LeftoverRow, own: bool = True) -> None:
    """A line, its content in as many rows as a cell's length asks; `own`: it is what its cell holds."""
    sheet, cell, column, text, why = line
    step = LONGEST_TEXT // 2  # characters: each takes at most two of the units that Excel counts
    for start in range(0, max(1, len(text)), step):
        leftover.add((sheet, cell, column, text[start : start + step], why), (sheet, cell) if own else None)


_Free = tuple[str, str, str, str]  # a free content: sheet, cell, nature, value


def _earlier(opened: Opened, old: Contents, leftover: Leftover, cells: list[_Free]) -> list[_Free]:
    """Adds the rows of the sheet that an earlier repair made; the free contents that are none of them."""
    # Its words may be words of the plan too, which are no free contents: they are taken from the sheet itself.
    grid = opened.sheets[SHEET]
    headers = [column.header for column in TABLE.columns]
    top = next((row for row, each in enumerate(grid) if each[LEFT : LEFT + len(headers)] == headers), len(grid))
    rows = [each[LEFT : LEFT + len(headers)] for each in grid[top + 1 :]]
    for row, values in enumerate(rows, top + 1):
        if any(value != "" for value in values):
            sheet, cell, column, text, why = map(shown, values)
            leftover.add((sheet, cell, column, text, why), (SHEET, address(row, LEFT + _KEYS.index("contenu"))))
    listed = {address(top + 1 + row, LEFT + col) for row in range(-1, len(rows)) for col in range(len(headers))}
    texts = (_TITLE, _PURPOSE, sheet_next_link(SHEET), sheet_back_link(old.book.sheets[0].name))
    furniture = frozenset(map(plain_spaces, texts))
    return [
        each
        for each in cells
        if plain_spaces(each[-1]) not in furniture and (each[0] != SHEET or each[1] not in listed)
    ]
