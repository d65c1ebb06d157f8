"""How a sheet prints: A4, as wide as its page, its headers on each, whose it is at the foot."""

from __future__ import annotations

from collections.abc import Mapping

from pacxl.definition.layout import LINK_ROW, PIXELS, PlacedSheet
from pacxl.definition.sheet import Chart, Cover, Tiles
from pacxl.writing.look import Canvas
from pacxl.writing.palette import FONT


def set_up_page(canvas: Canvas, placed: PlacedSheet, widths: Mapping[int, float]) -> None:
    """Sets up a sheet's printing. `widths` are those of the columns in sight."""
    sheet = canvas.sheet
    drawn = any(isinstance(block.block, (Chart, Cover, Tiles)) for block in placed.blocks)
    width, height = _width(placed, widths), canvas.height(placed.bottom)
    small = width <= _WIDEST * _PAGE[0]
    upright = height > width if drawn and small else sum(widths.values()) < _UPRIGHT
    sheet.set_paper(9)
    if upright:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    whole = (drawn and small) or not placed.tables or any(table.gantt for table in placed.tables)
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
_POINTS = 5.4  # a character's width
_PAGE = (785.0, 508.0)  # points, of a page on its side without its margins


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
    across, down = (_PAGE[1] + 30, _PAGE[0] - 30) if upright else _PAGE
    return min(1.0, across / width) * height / down


def _printed(text: str, size: int, weight: str = "Regular") -> str:
    """A text at the head or foot of a page: `&` begins a code there, a size swallows the digits after it, and all of
    it is at most 255 characters long."""
    return f'&{size}&"{FONT},{weight}"{text[:80].replace("&", "&&")}'
