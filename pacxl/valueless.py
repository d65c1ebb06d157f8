"""Formulas whose result a file does not hold, or holds as an error: told by sheet, each with its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pacxl.finding import Finding, Place, address
from pacxl.identity import IDENTITY_SHEET
from pacxl.located import Located
from pacxl.opened import NoValue, Opened
from pacxl.remarks import stretches

Spot = tuple[int, int]


def valueless(opened: Opened, located: Sequence[Located], file: str) -> Iterator[Finding]:
    """A finding a sheet and kind of trouble. What people type in is not among them: it is told cell by cell."""
    for sheet, grid in opened.sheets.items():
        if sheet == IDENTITY_SHEET:
            continue
        found = {
            (row, col): cell.error
            for row, cells in enumerate(grid)
            for col, cell in enumerate(cells)
            if type(cell) is NoValue
        }
        if found:
            typed = _typed_in([each for each in located if each.sheet == sheet])
            for error in sorted(set(found.values())):
                spots = [spot for spot, what in found.items() if what == error and spot not in typed]
                if spots:
                    where = ", ".join(ranges(spots))
                    about = {"count": str(len(spots)), "where": where}
                    code = "formula-error" if error else "not-recalculated"
                    yield Finding(code, Place(file, sheet, address(*spots[0])), error, about)


def _typed_in(located: Iterable[Located]) -> set[Spot]:
    """The cells that people fill in."""
    return {
        (row, col)
        for found in located
        for key, col in found.columns.items()
        if not found.table.by_key[key].computed
        for row in found.rows
    }


def ranges(spots: Iterable[Spot]) -> Iterator[str]:
    """Cells as ranges, in A1 notation: those of neighbouring columns that have the same rows together."""
    by_col: dict[int, list[int]] = {}
    for row, col in spots:
        by_col.setdefault(col, []).append(row)
    blocks: dict[tuple[int, int], list[int]] = {}
    for col, rows in by_col.items():
        for stretch in stretches(rows):
            blocks.setdefault(stretch, []).append(col)
    for (top, bottom), cols in sorted(blocks.items()):
        for left, right in stretches(cols):
            one = top == bottom and left == right
            yield address(top, left) if one else f"{address(top, left)}:{address(bottom, right)}"
