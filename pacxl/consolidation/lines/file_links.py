"""What leads from a line of the consolidated workbook to the file, the sheet and the cell that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from pacxl.a1 import address, place_of_a1
from pacxl.books.ecarts.doublons import KEY as PAIRS
from pacxl.books.ecarts.everybody import tables_of_everybody
from pacxl.books.ecarts.gaps import INDICATOR
from pacxl.books.ecarts.gaps import KEY as GAPS
from pacxl.compute.columns import column_text
from pacxl.compute.contents import Contents, FileCell, OnCell, Origin
from pacxl.consolidation.lines.gap_lines import series_of_gaps
from pacxl.findings.cause import causes
from pacxl.guard.names import ending_of_name
from pacxl.guard.no_workbooks import TEXTS


def file_links(ecarts: Contents, team: Contents) -> tuple[OnCell, ...]:
    """The links of the lines that come from a file whose place is known: on the name of the person, or of the file
    where the line has no person; of two deals that may be one, on each of the two names. `ecarts` is the variance of
    the `team`."""
    files = _Files(team.origins)
    links: list[OnCell] = []
    for key in (table.key for table in tables_of_everybody(team.book)):
        links += files.of_rows(key, "commercial", _places(ecarts.frames[key]), key)
    links += files.of_rows(GAPS, "commercial", _gap_places(ecarts.frames[GAPS], team), "")
    for side, places in enumerate(_pair_places(ecarts.frames[PAIRS], ecarts.frames["carnet"]), 1):
        links += files.of_rows(PAIRS, f"commercial_{side}", places, "carnet")
    found = [cause.first.place for cause in causes(team.found)]
    links += files.of_cells("constats", ((place.file, place.sheet, place.cell) for place in found))
    libre, sources = ecarts.frames["libre"], ecarts.frames["sources"]
    links += files.of_cells("libre", zip(libre["fichier"], libre["feuille"], libre["cellule"], strict=True))
    links += files.of_cells("sources", ((file, None, None) for file in sources["fichier"]))
    for key in ("preuve", "lecture"):
        links += files.of_cells(key, _columns(ecarts.frames[key]))
    return tuple(links)


_Place = tuple[Any, Any, Any]  # a file, a sheet, a row of it from 1 or a cell, as frames have them


def _places(frame: pd.DataFrame) -> Iterator[_Place]:
    return zip(frame["fichier"], frame["feuille"], frame["ligne"], strict=True)


def _columns(frame: pd.DataFrame) -> Iterator[_Place]:
    """The heads of columns (of several, of the first)."""
    for file, sheet, letters in zip(frame["fichier"], frame["feuille"], frame["colonne"], strict=True):
        yield file, sheet, f"{column_text(letters).partition(',')[0]}1"


def _gap_places(gaps: pd.DataFrame, team: Contents) -> Iterator[_Place]:
    """Where the gaps stand: an action on its row; an indicator, on that of its first month."""
    series = series_of_gaps(team)
    first = dict(zip(series["numero"], series["ligne"], strict=True))
    for nature, source, (file, sheet, row) in zip(gaps["nature"], gaps["source"], _places(gaps), strict=True):
        yield file, sheet, first.get(source) if nature == INDICATOR else row


def _pair_places(pairs: pd.DataFrame, deals: pd.DataFrame) -> Iterator[Iterable[_Place]]:
    """Where the first deals of the pairs stand; then the second ones."""
    known = dict(zip(deals["numero"], _places(deals), strict=True))
    for side in (1, 2):
        yield [known.get(number, (None, None, None)) for number in pairs[f"affaire_{side}"]]


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
            name, of = column_text(file), column_text(sheet)
            col = self._first.get((name, table, of), 0)
            cell = address(int(row) - 1, col) if column_text(row) else "A1"
            link = self._to(name, of, cell)
            if link is not None:
                yield OnCell(key, number, column, leads_to=link)

    def of_cells(self, key: str, places: Iterable[_Place]) -> Iterator[OnCell]:
        """The links of a table's rows, each to a cell (of a range, its first one)."""
        for number, (file, sheet, cell) in enumerate(places):
            spot = place_of_a1(column_text(cell))
            link = self._to(column_text(file), column_text(sheet), address(*spot) if spot else "A1")
            if link is not None:
                yield OnCell(key, number, "fichier", leads_to=link)

    def _to(self, file: str, sheet: str, cell: str) -> FileCell | None:
        path = self._paths.get(file)
        if path is None:
            return None
        return FileCell(path, sheet, cell) if sheet and file not in self._without_sheets else FileCell(path)
