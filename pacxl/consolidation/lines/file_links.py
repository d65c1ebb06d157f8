"""What leads from a line of the consolidated workbook to the file, the sheet and the cell that it comes from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from pacxl.a1 import address, place_of_a1
from pacxl.books.ecarts.doublons import KEY as PAIRS
from pacxl.books.ecarts.everybody import tables_of_everybody
from pacxl.books.ecarts.gaps import INDICATOR
from pacxl.books.ecarts.gaps import KEY as GAPS
from pacxl.compute.columns import Frames, column_array
from pacxl.compute.contents import Contents, FileCell, OnCell, Origin
from pacxl.consolidation.lines.gap_lines import series_of_gaps
from pacxl.definition.signatures import Type
from pacxl.findings.cause import causes
from pacxl.guard.names import ending_of_name
from pacxl.guard.no_workbooks import TEXTS


def file_links(ecarts: Contents, team: Contents) -> tuple[OnCell, ...]:
    """The links of the lines that come from a file whose place is known: on the name of the person, or of the file
    where the line has no person; of two deals that may be one, on each of the two names. `ecarts` is the variance of
    the `team`."""
    files, tables = _Files(team.origins), ecarts.world.tables
    links: list[OnCell] = []
    for key in (table.key for table in tables_of_everybody(team.book)):
        links += files.of_rows(key, "commercial", _columns(tables, key, "ligne"), key)
    links += files.of_rows(GAPS, "commercial", _gap_places(tables, team), "")
    for side, places in enumerate(_pair_places(tables), 1):
        links += files.of_rows(PAIRS, f"commercial_{side}", places, "carnet")
    found = [cause.first.place for cause in causes(team.found)]
    links += files.of_cells("constats", ((place.file, place.sheet, place.cell) for place in found))
    links += files.of_cells("libre", _columns(tables, "libre", "cellule"))
    links += files.of_cells("sources", ((file, None, None) for file in tables.column("sources", "fichier").tolist()))
    for key in ("preuve", "lecture"):
        links += files.of_cells(key, _heads(_columns(tables, key, "colonne")))
    return tuple(links)


_Place = tuple[str | None, str | None, Any]  # a file, a sheet, a row of it from 1 or a cell, as columns have them


def _columns(tables: Frames, key: str, place: str) -> Iterator[_Place]:
    """Of each row of a table, its file, its sheet, and where it stands there."""
    return zip(*(tables.column(key, each).tolist() for each in ("fichier", "feuille", place)), strict=True)


def _heads(columns: Iterable[_Place]) -> Iterator[_Place]:
    """The heads of columns (of several, of the first)."""
    return ((file, sheet, f"{(letters or '').partition(',')[0]}1") for file, sheet, letters in columns)


def _gap_places(tables: Frames, team: Contents) -> Iterator[_Place]:
    """Where the gaps stand: an action on its row; an indicator, on that of its first month."""
    series = series_of_gaps(team)
    first = dict(zip(series["numero"].tolist(), column_array(series["ligne"], Type.NUMBER).tolist(), strict=True))
    sources = (tables.column(GAPS, key).tolist() for key in ("nature", "source"))
    for nature, source, (file, sheet, row) in zip(*sources, _columns(tables, GAPS, "ligne"), strict=True):
        yield file, sheet, first.get(source) if nature == INDICATOR else row


def _pair_places(tables: Frames) -> Iterator[Iterable[_Place]]:
    """Where the first deals of the pairs stand; then the second ones."""
    known = dict(zip(tables.column("carnet", "numero").tolist(), _columns(tables, "carnet", "ligne"), strict=True))
    for side in (1, 2):
        yield [known.get(number, (None, None, None)) for number in tables.column(PAIRS, f"affaire_{side}").tolist()]


class _Files:
    """The files of a team, by the names that its frames have for them."""

    def __init__(self, origins: Mapping[str, Origin]) -> None:
        self._paths = {name: origin.path for name, origin in origins.items() if origin.path}
        self._without_sheets = {name for name, path in self._paths.items() if ending_of_name(path) in TEXTS}
        self._first: dict[tuple[str, str, str], int] = {}
        for name, origin in origins.items():
            for (table, sheet, _), col in origin.columns.items():
                for key in ((name, table, sheet), (name, "", sheet)):
                    self._first[key] = min(col, self._first.get(key, col))

    def of_rows(self, key: str, column: str, places: Iterable[_Place], table: str) -> Iterator[OnCell]:
        """The links of a table's rows, each to the first cell of a row of a sheet: of the `table` it stands in."""
        for number, (file, sheet, row) in enumerate(places):
            col = self._first.get((file or "", table, sheet or ""), 0)
            link = self._to(file, sheet, "A1" if row is None or math.isnan(row) else _cell(int(row) - 1, col))
            if link is not None:
                yield OnCell(key, number, column, leads_to=link)

    def of_cells(self, key: str, places: Iterable[_Place]) -> Iterator[OnCell]:
        """The links of a table's rows, each to a cell (of a range, its first one)."""
        for number, (file, sheet, cell) in enumerate(places):
            spot = place_of_a1(cell or "")
            link = self._to(file, sheet, _cell(*spot) if spot else "A1")
            if link is not None:
                yield OnCell(key, number, "fichier", leads_to=link)

    def _to(self, file: str | None, sheet: str | None, cell: str) -> FileCell | None:
        path = self._paths.get(file or "")
        if path is None:
            return None
        return FileCell(path, sheet, cell) if sheet and file not in self._without_sheets else FileCell(path)


@lru_cache(maxsize=2**16)
def _cell(row: int, col: int) -> str:
    """A cell's address: one text for the same cell of a thousand files."""
    return address(row, col)
