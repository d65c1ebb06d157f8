"""How high rows are, and how a sheet prints: on the smallest paper on which its letters can be read, its headers on
each page, whose it is at the foot."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from itertools import product
from typing import NamedTuple

from pacxl.definition.kind import LONG
from pacxl.definition.layout import LEFT, LINK_ROW, PIXELS, PlacedSheet, PlacedTable, columns_across
from pacxl.definition.sheet import Card, Chart, Figures, Text, Tiles
from pacxl.definition.signatures import Type
from pacxl.definition.table import Column, Table
from pacxl.writing.as_file.letters import apart_lines, header_lines, least_width, points_across, text_lines
from pacxl.writing.as_file.table_columns import DrawnRows
from pacxl.writing.look import Canvas
from pacxl.writing.palette import FONT


class _Paper(NamedTuple):
    """A size of paper, by Excel's number, upright or on its side; points, of a page of it without its margins."""

    number: int
    upright: bool
    across: float
    down: float

    def scale(self, width: float, height: float = 0.0) -> float:
        """How large what is so wide, and so high, is printed on one page, in whole hundredths; at most as it is."""
        fits = min(1.0, self.across / width, self.down / height if height else 1.0)
        return math.floor(100 * fits) / 100

    def pages(self, height: float, scale: float) -> int:
        """How many pages what is so high takes, about: each but the first has the header once more."""
        down = _ROOM * self.down
        return 1 + max(0, math.ceil((height * scale - down) / (down - _HEADER * scale)))


class _Page(NamedTuple):
    """How a sheet is set on pages: on which paper, how large, on how many, and whether it is seen on one at once."""

    paper: _Paper
    scale: float
    pages: int
    whole: bool = False


_SIDES, _TOP, _BOTTOM = 0.25, 0.3, 0.45  # margins, in inches; the foot of the page stands in the last
_LEAST = 0.8  # how small a sheet is printed: its letters, of 10 points, are then of 8
_LOWEST_HEADER = 11  # a header further down would leave no room under it on a small screen
_WIDER = 1.057  # how much wider columns are in LibreOffice
_LETTER = 4.6  # points, of a line of text, about
_HEADER = 45.0  # points, of a header that is repeated and of what is left at the foot of a page, about
_ROOM = 0.985  # of a page: no two programs make rows equally high


def _paper(number: int, short: float, long: float, *, upright: bool) -> _Paper:
    across, down = (short, long) if upright else (long, short)
    return _Paper(number, upright, across - 72 * 2 * _SIDES, down - 72 * (_TOP + _BOTTOM))


_A4 = (_paper(9, 595.3, 841.9, upright=True), _paper(9, 595.3, 841.9, upright=False))
_A3 = _paper(8, 841.9, 1190.6, upright=False)


def fit_on_page(placed: PlacedSheet, widths: dict[int, float], folded: Collection[int]) -> dict[int, float]:
    """The widths of a sheet's columns, those in sight that can be are narrower where so the sheet fits the width of
    A4, or else of A3: texts then take more lines."""
    shown = {col: width for col, width in widths.items() if col not in folded}
    spare = {col: shown[col] - least for col, least in _least_widths(placed).items() if shown.get(col, 0) > least}
    near = _NEAR if any(isinstance(each.block, Chart) for each in placed.blocks) else 1.0
    for paper, part in product((_A4[1], _A3), range(_STEPS + 1)):
        narrower = {col: math.floor(10 * (shown[col] - more * part / _STEPS)) / 10 for col, more in spare.items()}
        if _width(placed, shown | (narrower if part else {})) <= near * paper.across / _LEAST:
            return widths | narrower if part else widths
    return widths


_STEPS = 20
_NEAR = 0.99  # of a page, what is set at a scale of its own takes: no two programs make columns equally wide


# How narrow a column of a kind may be, in characters; others stay as they are.
_NARROWEST: dict[Type, float] = {Type.TEXT: 11.5, Type.NUMBER: 8.2, Type.DATE: 10.3}
_AMOUNT, _PROSE, _LEAD = 10.5, 17, 18
LABEL_WIDTH = 15  # of a figure, and of what it is called


def _least_widths(placed: PlacedSheet) -> dict[int, float]:
    """How narrow the columns of a sheet's tables may be: what stands in them, and the words of their headers, fit."""
    least: dict[int, float] = {}
    for table in placed.tables:
        filtered = has_filters(table)
        for col, column in enumerate(table.table.columns, table.left):
            leads = _LEAD if col == table.left and column.kind.type is Type.TEXT else 0
            least[col] = max(least.get(col, 0), leads, _narrowest(column, filtered=filtered))
    fixed = {each.left for each in placed.lists}
    for each in placed.blocks:
        across = range(each.left, each.left + columns_across(each.block))
        if isinstance(each.block, (Card, Tiles)):
            fixed.update(across)
        elif isinstance(each.block, Figures) and not each.block.names:
            least |= {col: max(least.get(col, 0), LABEL_WIDTH) for col in across}
    return {col: width for col, width in least.items() if col not in fixed}


def _narrowest(column: Column, *, filtered: bool) -> float:
    kind = column.kind
    amount = "€" in kind.number_format or kind.number_format.startswith("+")  # what has a sign is of any size
    held = _PROSE if kind is LONG else _AMOUNT if amount else _NARROWEST[kind.type]
    return max(least_width(column, filtered=filtered), min(held, column.width or kind.width))


def set_up_page(canvas: Canvas, placed: PlacedSheet, widths: Mapping[int, float]) -> None:
    """Sets up a sheet's printing. `widths` are those of the columns in sight."""
    sheet, width = canvas.sheet, _width(placed, widths)
    page = _page_of(placed, width, canvas.height(placed.bottom))
    _choose_paper(canvas, placed, width, page)
    sheet.set_margins(left=_SIDES, right=_SIDES, top=_TOP, bottom=_BOTTOM)
    identity = canvas.contents.identity
    owner = " · ".join(part for part in (identity.company, identity.person, identity.shown("period")) if part)
    sheet.set_footer(f"&L{_printed(owner, 10)}&C&10&A&R&10&P / &N", {"margin": _SIDES})
    table = placed.frozen
    if (last := table or placed.last) is not None and _may_go_on(canvas, placed, last, page):
        sheet.repeat_rows(last.top)
    if table is not None and table.top <= _LOWEST_HEADER:
        sheet.freeze_panes(table.first, table.left + table.table.leads)
    else:
        sheet.freeze_panes(LINK_ROW + 1, 0)


def _may_go_on(canvas: Canvas, placed: PlacedSheet, table: PlacedTable, page: _Page) -> bool:
    """Whether a table takes a second page, or may one day: the only one of its sheet, unless sheets are many; of
    those, and of the sheets of several tables, the one that does, or would with twice its rows. (For each header that
    is repeated, LibreOffice lays out all sheets anew while it opens the file.)"""
    alone, many = table is placed.frozen, len(canvas.book.sheets) > _MANY
    if alone is not many:
        return alone
    more = canvas.height(table.last + 1) - canvas.height(table.first) if _grows(table.table) else 0.0
    return not page.whole and page.paper.pages(canvas.height(placed.bottom) + more, page.scale) > 1


_MANY = 30  # sheets


def _choose_paper(canvas: Canvas, placed: PlacedSheet, width: float, page: _Page) -> None:
    """Sets a sheet's paper, and how large it is printed on it: as wide as the page, in any program, unless that takes
    more pages. Where even A3 is too small, columns go on on the pages beside, with those that tell whose the rows
    are."""
    sheet, height = canvas.sheet, canvas.height(placed.bottom)
    sheet.set_paper(page.paper.number)
    if page.paper.upright:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    spills = page.paper.scale(width) < _LEAST
    in_blocks = page.pages > 1 and any(isinstance(block.block, (Chart, Tiles)) for block in placed.blocks)
    if page.whole or (
        not spills and not in_blocks and page.pages == page.paper.pages(height, page.paper.scale(width / _WIDER))
    ):
        sheet.fit_to_pages(1, 1 if page.whole else 0)
        return
    sheet.set_print_scale(round(100 * page.scale))
    if not spills and (breaks := _page_breaks(canvas, placed, page)):
        sheet.set_h_pagebreaks(breaks)
    if spills:
        sheet.print_across()
        leads = min((table.table.leads for table in placed.tables), default=1)
        sheet.repeat_columns(LEFT, LEFT + leads - 1)


def _page_breaks(canvas: Canvas, placed: PlacedSheet, page: _Page) -> list[int]:
    """The rows that begin a page, so that none ends within a chart, or in a table that would fit one."""
    down = _ROOM * page.paper.down / page.scale
    blocks = [(each.top, each.top + each.block.rows) for each in placed.blocks if isinstance(each.block, Chart)]
    heads = {(title.top + 1, title.left) for title in placed.titles}
    for table in placed.tables:
        above = len(table.table.lines_above)
        above += (table.top - above, table.left) in heads
        blocks.append((table.top - above, table.last + 1))
    breaks, start = list[int](), 0.0
    for top, bottom in sorted(blocks):
        first, last = canvas.height(top), canvas.height(bottom)
        if last - start > down and first > start and last - first <= down:
            breaks.append(top)
            start = first
    return breaks


def _page_of(placed: PlacedSheet, width: float, height: float) -> _Page:
    """A4, the way round that takes the fewest pages, or A3 where that is too small for the columns."""
    grows = any(_grows(table.table) for table in placed.tables)
    larger = _set_on(_A3, width, height, grows=grows)
    small = [_set_on(paper, width, height, grows=grows) for paper in _A4 if paper.scale(width) >= _LEAST]
    return min(small or [larger], key=lambda page: (page.pages, -page.scale))


def _set_on(paper: _Paper, width: float, height: float, *, grows: bool) -> _Page:
    """On one page, unless it is too much or `grows`; else as large as the columns allow, or smaller if so it takes
    fewer pages."""
    if not grows and (scale := paper.scale(width, height)) >= _LEAST:
        return _Page(paper, scale, 1, whole=True)
    most, least = (round(100 * scale) for scale in (max(_LEAST, paper.scale(width)), _LEAST))
    scales = [number / 100 for number in range(most, least - 1, -1)]
    scale = min(scales, key=lambda scale: paper.pages(height, scale))
    return _Page(paper, scale, paper.pages(height, scale))


def _grows(table: Table) -> bool:
    """Whether people add to a table: rows, or lines of text in them."""
    return table.spare > 0 or table.extended or any(column.typed for column in table.columns)


def _width(placed: PlacedSheet, widths: Mapping[int, float]) -> float:
    """A sheet's width in points, at the most: where its columns end, the column that its furthest chart reaches, or
    its longest line of text."""
    last = max(widths)

    def across(col: int) -> float:
        return points_across(widths[col]) if col in widths else _USUAL if col > last else 0.0

    def before(col: int) -> float:
        return _WIDER * sum(map(across, range(col)))

    ends = [before(1 + last), before(LEFT) + _LETTER * len(placed.sheet.purpose)]
    for each in placed.blocks:
        match each.block:
            case Chart(columns=columns):
                room, col = 0.75 * (each.offset + PIXELS * columns - 1), each.left
                while room > 0:
                    room, col = room - across(col), col + 1
                ends.append(before(col))  # a column that a page cannot hold whole is on the next
            case Text(lines=lines, style="note"):
                ends.append(before(each.left) + _LETTER * max(len(line) for line, _ in lines))
    return max(ends)


_USUAL = 48.0  # points, of a column whose width nobody tells


def _printed(text: str, size: int) -> str:
    """A text at the head or foot of a page: `&` begins a code there, a size swallows the digits after it, and all of
    it is at most 255 characters long."""
    return f'&{size}&"{FONT},Regular"{text[:80].replace("&", "&&")}'


# --- rows: as high as what stands in them asks ------------------------------------------------------------


def has_filters(placed: PlacedTable) -> bool:
    """Whether a table's header has filters: where people type, or where there is much to look through."""
    return placed.table.spare > 0 or any(column.typed for column in placed.table.columns) or placed.filled > 20


def header_row_height(placed: PlacedTable, seen: Iterable[tuple[Column, float]]) -> float:
    """The height of a table's header, in points, from its columns in sight and their widths."""
    filtered = has_filters(placed)
    return max(32, 14 * max(header_lines(column.header, width, filtered=filtered) for column, width in seen) + 6)


def set_row_heights(
    canvas: Canvas, placed: PlacedTable, rows: DrawnRows, seen: Iterable[tuple[Column, float]]
) -> None:
    """Makes the rows of a table whose text takes several lines that high: not every program does it on opening. Only
    the columns in sight count, and of details that other tables keep in sight, prose; a computed word may become any
    of those that are shown apart."""
    texts = [
        (column, width)
        for column, width in seen
        if column.kind.type is Type.TEXT and (column.kind is LONG or not column.detail)
    ]
    apart = (apart_lines(mark.equals, width) for column, width in texts if column.computed for mark in column.marks)
    lines = [placed.table.lines or max(apart, default=1)] * placed.rows
    for column, width in texts:
        for row, text in enumerate(rows[column.key].tolist()):
            if isinstance(text, str):
                lines[row] = max(lines[row], text_lines(text, width))
    for row, number in enumerate(lines):
        if number > 1:
            canvas.raise_row(placed.first + row, min(400, _LINE * number + 1.5))


_LINE = 12.75  # points, of letters of 10
