"""How a sheet prints: as wide as its page where that can be read, its headers on each, whose it is at the foot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pacxl.definition.layout import LEFT, LINK_ROW, PIXELS, PlacedSheet
from pacxl.definition.sheet import Chart, Cover, Tiles
from pacxl.writing.look import Canvas
from pacxl.writing.palette import FONT


class _Paper(NamedTuple):
    """A size of paper, by Excel's number; points, of a page on its side without its margins."""

    number: int
    across: float
    down: float


_A4, _A3 = _Paper(9, 785.0, 508.0), _Paper(8, 1133.0, 755.0)


def set_up_page(canvas: Canvas, placed: PlacedSheet, widths: Mapping[int, float]) -> None:
    """Sets up a sheet's printing. `widths` are those of the columns in sight."""
    sheet = canvas.sheet
    drawn = any(isinstance(block.block, (Chart, Cover, Tiles)) for block in placed.blocks)
    width, height = _width(placed, widths), canvas.height(placed.bottom)
    small = width <= _WIDEST * _A4.across
    upright = height > width if drawn and small else sum(widths.values()) < _UPRIGHT
    if upright:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    whole = (drawn and small) or not placed.tables or any(table.gantt for table in placed.tables)
    if canvas.book.large_paper and not upright:
        across = sum(_CHARACTER * each + _PADDING for each in widths.values())
        _keep_legible(canvas, placed, (across, height), whole=whole)
    else:
        sheet.set_paper(_A4.number)
        sheet.fit_to_pages(1, 1 if whole or _pages(width, height, upright) < _ONE_AND_A_BIT else 0)
    identity = canvas.contents.identity
    owner = " · ".join(part for part in (identity.company, identity.person, identity.shown("period")) if part)
    sheet.set_footer(f"&L{_printed(owner, 8)}&C&8&A&R&8&P / &N")
    table = placed.frozen
    if table is not None:
        sheet.repeat_rows(table.top)
    if table is not None and table.top <= _LOWEST_HEADER:
        sheet.freeze_panes(table.first, table.left + table.table.leads)
    else:
        sheet.freeze_panes(LINK_ROW + 1, 0)


_UPRIGHT = 90  # characters: a narrow sheet prints upright
_LOWEST_HEADER = 11  # a header further down would leave no room under it on a small screen
_ONE_AND_A_BIT = 1.5  # pages that are rather printed as one, a little smaller
_WIDEST = 1.6  # pages across: what is drawn to be seen at once, and is wider, would be too small on one
_LEAST = 0.8  # how small a sheet is printed: its letters, of 10 points, are then of 8
_POINTS = 5.4  # a character's width, about
_CHARACTER, _PADDING = 5.25, 3.75  # of a column's width: points a character, and on its sides


def _keep_legible(canvas: Canvas, placed: PlacedSheet, size: tuple[float, float], *, whole: bool) -> None:
    """On larger paper where a sheet is too wide, or too high to be seen whole; where that is too small, columns go on
    on the pages beside, with those that tell whose the rows are."""
    sheet, (width, height) = canvas.sheet, size
    small = _A4.across / width >= _LEAST and (not whole or _A4.down / height >= _LEAST)
    paper = _A4 if small else _A3
    sheet.set_paper(paper.number)
    if whole or paper.across / width >= _LEAST:
        sheet.fit_to_pages(1, 1 if whole or paper.down / height >= _LEAST else 0)
        return
    sheet.set_print_scale(round(100 * _LEAST))
    sheet.print_across()
    leads = min((table.table.leads for table in placed.tables), default=1)
    sheet.repeat_columns(LEFT, LEFT + leads - 1)


def _width(placed: PlacedSheet, widths: Mapping[int, float]) -> float:
    """A sheet's width in points: its columns', or where its furthest chart ends."""
    ends = [_POINTS * sum(widths.values())]
    for block in placed.blocks:
        if isinstance(block.block, Chart):
            before = sum(width for col, width in widths.items() if col < block.left)
            ends.append(_POINTS * before + 0.75 * (block.offset + PIXELS * block.block.columns))
    return max(ends)


def _pages(width: float, height: float, upright: bool) -> float:
    """How many pages a sheet takes, about, at the width of one."""
    across, down = (_A4.down + 30, _A4.across - 30) if upright else (_A4.across, _A4.down)
    return min(1.0, across / width) * height / down


def _printed(text: str, size: int, weight: str = "Regular") -> str:
    """A text at the head or foot of a page: `&` begins a code there, a size swallows the digits after it, and all of
    it is at most 255 characters long."""
    return f'&{size}&"{FONT},{weight}"{text[:80].replace("&", "&&")}'
