"""Reports that a CRM groups: a group's value stands on its first row alone, and sums stand under its rows.

Salesforce puts an arrow after the header of a column that a report is grouped (or sorted) by, the groups' columns
first, and a line « Subtotal » under each group: they prove which rows a value holds for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Any

from pacxl.crm.cells import crm_text, is_crm_blank
from pacxl.errors import GroupedReport
from pacxl.formats.opened import CellGrid
from pacxl.french.text import fold

ARROWS = "\u2191\u2193"
_SUBTOTAL = re.compile(r"(?:sous[- ]?|sub)total")
_SUM = re.compile(
    rf"{_SUBTOTAL.pattern}|(?:grand )?total(?: general)?"
    r"|(?:sum|somme|(?:record )?count|nombre|average|avg|moyenne|max|min)(?: (?:of|de|d') ?.*)?"
)
_HEADING = re.compile(r".+: .+ ?\(\d+ (?:records?|items?|enregistrements?|elements?)\)")
_FEWEST = 2  # cells of a deal; headings of groups, to be a report of such


def with_groups(headers: Mapping[int, str], top: int, grid: CellGrid, file: str) -> CellGrid:
    """The rows of a report under its headers, each with the values of the groups that it is in; the grid itself where
    the report is not grouped.

    Raises GroupedReport where a row's group cannot be told: groups headed by rows of text, a value that is wanting
    where a group begins, blanks that nothing explains.
    """
    rows = [row for row in range(top + 1, len(grid)) if not all(map(is_crm_blank, grid[row]))]
    if sum(_is_heading(grid[row]) for row in rows) >= _FEWEST:
        raise GroupedReport(file)
    deals = [row for row in rows if not is_sum_of_group(grid[row]) and _filled(grid[row]) >= _FEWEST]
    groups = _groups(headers, rows, grid)
    if not any(is_crm_blank(grid[row][col]) for row in deals for col in groups) or _only_sorted(
        groups[0], rows, grid
    ):
        return grid
    if len(deals) == len(rows):
        raise GroupedReport(file)  # without sums, a blank may be a value
    carried, held, begins = [*grid], dict[int, Any](), set(groups)
    for row in rows:
        if row not in deals:
            begins |= _ended(groups, grid[row])
            continue
        for rank, col in enumerate(groups):
            if not is_crm_blank(grid[row][col]):
                held[col] = grid[row][col]
                begins = (begins | set(groups[rank + 1 :])) - {col}
            elif col in begins:
                raise GroupedReport(file)
        carried[row] = [held.get(col, cell) for col, cell in enumerate(grid[row])]
    return carried


def _groups(headers: Mapping[int, str], rows: Sequence[int], grid: CellGrid) -> list[int]:
    """The columns that a report may be grouped by, from the outside in: the first ones, by their arrows; or, without
    any, those up to where the subtotals are said."""
    cols = sorted(headers)
    arrows = [*takewhile(lambda col: headers[col].rstrip()[-1:] in ARROWS, cols)]
    said = [col for row in rows for col in cols if _SUBTOTAL.fullmatch(fold(crm_text(grid[row][col])))]
    return arrows or [col for col in cols if said and col <= max(said)]


def _only_sorted(col: int, rows: Sequence[int], grid: CellGrid) -> bool:
    """Whether a column says its value again on the row below: it does not stand for a group."""
    return any(
        grid[one][col] == grid[other][col] and not is_crm_blank(grid[one][col]) for one, other in pairwise(rows)
    )


def _ended(groups: Sequence[int], cells: Sequence[Any]) -> set[int]:
    """The groups that a line of sums ends: that of the column in which it says so, and those within it."""
    said = next((rank for rank, col in enumerate(groups) if not is_crm_blank(cells[col])), len(groups))
    return set(groups[said:])


def is_sum_of_group(cells: Sequence[Any]) -> bool:
    """Whether a row of a report is a line of sums: its first text says so."""
    first = next((crm_text(cell) for cell in cells if not is_crm_blank(cell)), "")
    return _SUM.fullmatch(fold(first).strip(" :")) is not None


def _is_heading(cells: Sequence[Any]) -> bool:
    """Whether a row is a text alone that heads a group: `Stage: Qualification (3 records)`."""
    first = next((crm_text(cell) for cell in cells if not is_crm_blank(cell)), "")
    return _filled(cells) == 1 and _HEADING.fullmatch(fold(first)) is not None


def _filled(cells: Sequence[Any]) -> int:
    return sum(not is_crm_blank(cell) for cell in cells)
