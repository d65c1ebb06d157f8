"""What the cells of a table count for where that is not what they hold: merged cells, words that are crossed out, a
unit that is said above the table."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from pacxl.a1 import Spot
from pacxl.definition.kind import LONG, MONEY, NUMBER
from pacxl.definition.signatures import Type
from pacxl.definition.table import Naming, Table
from pacxl.formats.opened import Area, CellGrid, FilledCells, Opened, StruckText
from pacxl.french.header_text import read_header
from pacxl.french.text import NO_WORDS, Words
from pacxl.french.units import ONE, TTC
from pacxl.locating.headers import Header
from pacxl.locating.located import Located
from pacxl.locating.worth import columns_of_worth


def with_counted(found: Located, opened: Opened) -> Located:
    """The table with what merged cells say to the rows they cover, what is left of cells without the words that are
    crossed out, and its amounts in the unit that is said above it."""
    found = _in_unit_above(found, opened)
    spread = {**found.spread, **_merged(found, opened)}
    spread |= {spot: struck.left for spot, struck in struck_counted_cells(found, opened).items()}
    return replace(found, spread=spread) if spread else found


def struck_counted_cells(found: Located, opened: Opened, kept: bool = False) -> dict[Spot, StruckText]:
    """The typed cells of a table's rows of which some words are crossed out; `kept`: of long texts, that are read
    with them (what is done is crossed out there)."""
    words = opened.extras[found.sheet].struck_words if found.sheet in opened.extras else {}
    columns = {col: found.table.by_key[key] for key, col in found.columns.items()} if words else {}
    typed = {col for col, column in columns.items() if not column.computed and (column.kind == LONG) == kept}
    return {spot: struck for spot, struck in words.items() if spot[1] in typed and spot[0] in found.rows}


def _merged(found: Located, opened: Opened) -> dict[Spot, Any]:
    """What merged cells say to the rows they cover, where these hold something of their own."""
    areas = merged_counted_cells(found, opened)
    if not areas:
        return {}
    grid, rows = opened.sheets[found.sheet], set(found.rows)
    stored = [col for key, col in found.columns.items() if not found.table.by_key[key].computed]
    keys = {found.columns[key] for key in key_columns_of_counted_cells(found.table) if key in found.columns}
    spread: dict[Spot, Any] = {}
    for area in areas:
        value = opened.shown(found.sheet, area.top, area.left) if area.left in keys else ""
        for row in range(area.top + 1, area.bottom + 1):
            if value != "" and row in rows and any(grid[row][col] != "" for col in stored):
                spread[row, area.left] = value
    return spread


def merged_counted_cells(found: Located, opened: Opened) -> list[Area]:
    """The merged ranges that touch a table's rows, within its columns."""
    extras = opened.extras.get(found.sheet)
    if extras is None or not extras.merged or not found.rows:
        return []
    first, last = found.rows[0], found.rows[-1]
    return [
        area
        for area in extras.merged
        if first <= area.bottom and area.top <= last and area.left <= found.right and found.left <= area.right
    ]


def key_columns_of_counted_cells(table: Table) -> list[str]:
    """The columns whose merged cells hold for each row: they say which row it is (short texts and choices)."""
    return [c.key for c in table.columns if not c.computed and c.kind.type is Type.TEXT and c.kind != LONG]


# --- a unit above the table -------------------------------------------------------------------------------

_ROWS_ABOVE, _LONGEST_NOTE, _A_ROW = 12, 100, 3
_TOO_LARGE = 1000  # thousands of euros, or millions, of most actions and deals: they are more likely euros
_TOO_LARGE_FOR_IT = Words("ses nombres sont grands pour cela", "its numbers are large for that")
_OF_WHICH_ROWS = Words("rien ne dit de quelles lignes", "nothing says of which rows")
_TWO_THINGS = Words("cela peut se lire de deux façons", "that can be read in two ways")


class UnitAbove(NamedTuple):
    """A note above a table that says what its amounts are counted in: where it is, the note, how many euros one of
    them is; why it is not followed, where it is not."""

    spot: Spot
    text: str
    factor: float
    doubt: Words = NO_WORDS


def unit_above_counted_cells(found: Located, opened: Opened) -> UnitAbove | None:
    """What is said above a table of the unit of its amounts, if their headers say none: « Montants en k€ »."""
    grid, filled = opened.sheets[found.sheet], opened.filled[found.sheet]
    amounts = _amounts(found.table.naming)
    cols = [header.col for header in found.headers if header.key in amounts and _says_no_unit(header)]
    said = _said_above(grid, filled, found) if found.rows and cols else None
    if said is None:
        return None
    (spot, text), unit = said, read_header(said[1])
    # those of the whole table, of which this may be a part
    cells = (grid[row][col] for row in filled if row > found.top for col in cols)
    numbers = sorted(abs(cell) for cell in cells if type(cell) is float and cell)
    doubt = NO_WORDS
    if not numbers:
        return None
    if len(unit.scales) > 1 or unit.taxes == TTC:
        doubt = _TWO_THINGS
    elif not columns_of_worth(found):
        doubt = _OF_WHICH_ROWS
    elif numbers[len(numbers) // 2] >= _TOO_LARGE:
        doubt = _TOO_LARGE_FOR_IT
    return UnitAbove(spot, text, float(unit.scales[0]), doubt)


def _in_unit_above(found: Located, opened: Opened) -> Located:
    unit = unit_above_counted_cells(found, opened)
    if unit is None or unit.doubt.fr:
        return found
    amounts = set(columns_of_worth(found))
    headers = (
        replace(header, factor=unit.factor, said_at=unit.spot)
        if header.key in amounts and _says_no_unit(header)
        else header
        for header in found.headers
    )
    return replace(found, headers=tuple(headers))


def _says_no_unit(header: Header) -> bool:
    said = read_header(header.text)
    return header.factor == 1 and not said.says_more and not said.euros


@lru_cache(maxsize=1024)
def _amounts(naming: Naming) -> frozenset[str]:
    """The columns of amounts, and of what an indicator may count in euros, by key."""
    table = naming.table
    kinds = (MONEY, NUMBER) if table.key == "indicateurs" else (MONEY,)
    return frozenset(column.key for column in table.columns if column.kind in kinds and not column.computed)


def _said_above(grid: CellGrid, filled: FilledCells, found: Located) -> tuple[Spot, str] | None:
    """The nearest cell above a table that says a unit, and no number's: up to the rows of another, in a sheet of
    somebody's own making."""
    own = found.how == "own"
    first = max(0, found.top - _ROWS_ABOVE) if own else 0
    for row in sorted((row for row in filled if first <= row < found.top), reverse=True):
        texts = [(col, cell) for col, cell in filled[row] if type(cell) is str]
        if own and len(texts) >= _A_ROW:
            return None
        for col, text in texts:
            if _is_unit(text):
                beside = [*grid[row][col + 1 : col + 3], grid[row + 1][col] if row + 1 < found.top else ""]
                if not any(type(cell) is float for cell in beside):
                    return (row, col), " ".join(text.split())
    return None


_NO_AMOUNTS = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|1 ?000)(?!\d)")


@lru_cache(maxsize=20_000)
def _is_unit(text: str) -> bool:
    """Whether a text says that amounts are counted in thousands, or in millions; of no amount of its own."""
    if len(text) > _LONGEST_NOTE or any(map(str.isdigit, _NO_AMOUNTS.sub("", text))):
        return False
    said = read_header(text)
    return said.scales != (ONE,) and not (said.euros or said.foreign or said.per or said.thing)
