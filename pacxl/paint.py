"""One sheet, drawn: its heading, its blocks, and how it prints."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from pacxl.book import TODAY_NAME, list_name
from pacxl.cells import is_formula_like, put_formula, put_number, put_text
from pacxl.expr import Type
from pacxl.formula import Scope, formula
from pacxl.grid import Page, cell_value, draw_table
from pacxl.layout import (
    CARD_LABELS,
    LEFT,
    LINK_ROW,
    LINKS_ACROSS,
    PURPOSE_ROW,
    TITLE_ROW,
    PlacedBlock,
    PlacedList,
    PlacedSheet,
    PlacedTable,
)
from pacxl.look import FONT, HAIRLINE, INK
from pacxl.sheet import Card, Chart, Figure, Figures, Text, TodayFigure, back_text

Places = dict[str, tuple[str, PlacedTable]]  # Excel Table → its sheet, its place
_PAGE_WIDTH = 170  # characters that print readably across an A4 page on its side
_LABEL_WIDTH = 15


def draw_sheet(workbook: Workbook, page: Page, placed: PlacedSheet, places: Places) -> None:
    """Draws a sheet. `places` tells where each Excel Table of the book stands, for charts."""
    widths = _widths(placed)
    page.sheet.hide_gridlines(2)
    page.sheet.set_tab_color(page.look.tab(placed.sheet.tone))
    for col, width in widths.items():
        page.sheet.set_column(col, col, width, page.look.role("plain"))
    _draw_heading(page, placed)
    for table in placed.tables:
        draw_table(page, table)
    for block in placed.blocks:
        _draw_block(workbook, page, block, places, 3 if placed.tables else 1)
    for choices in placed.lists:
        _draw_list(workbook, page, choices)
    _set_up_page(page, placed, widths)


def _draw_heading(page: Page, placed: PlacedSheet) -> None:
    first = page.book.sheets[0]
    page.sheet.set_row(TITLE_ROW, 34)
    page.sheet.set_row(PURPOSE_ROW, 18)
    _put_own(page, TITLE_ROW, LEFT, placed.sheet.title, "title")
    _put_own(page, PURPOSE_ROW, LEFT, placed.sheet.purpose, "purpose")
    if placed.sheet.name != first.name:
        _put_link(page, (LINK_ROW, LEFT), first.name, back_text(first.name), "link")


def _put_own(page: Page, row: int, col: int, text: str, role: str) -> None:
    """A text that someone chose: it stays text when it is edited, whatever it begins with."""
    quoted = {"quote_prefix": True} if is_formula_like(text) else {}
    put_text(page.sheet, row, col, text, page.look.role(role, **quoted))


def _put_link(page: Page, cell: tuple[int, int], sheet: str, text: str, role: str) -> None:
    quoted = sheet.replace("'", "''")
    page.sheet.write_url(*cell, f"internal:'{quoted}'!A1", page.look.role(role), text)


def _widths(placed: PlacedSheet) -> dict[int, float]:
    widths: dict[int, float] = {0: 2}
    for table in placed.tables:
        for offset, column in enumerate(table.table.columns):
            col = table.left + offset
            widths[col] = max(widths.get(col, 0), column.width or column.kind.width)
    for choices in placed.lists:
        widths[choices.left] = 22
    if not placed.tables:
        widths |= {LEFT: 34, LEFT + 1: 26, LEFT + 2: 26, LEFT + 3: 26}
    for block in placed.blocks:
        if isinstance(block.block, (Figures, Card)):
            count = len(block.block.figures) if isinstance(block.block, Figures) else len(CARD_LABELS)
            for col in range(block.left, block.left + count):
                widths[col] = max(widths.get(col, 0), _LABEL_WIDTH)
    return widths


# --- blocks -----------------------------------------------------------------------------------------------


def _draw_block(workbook: Workbook, page: Page, placed: PlacedBlock, places: Places, step: int) -> None:
    """Draws a block. Links stand `step` columns apart: a table's columns are narrow."""
    match placed.block:
        case Card():
            _draw_card(page, placed)
        case Figures(figures):
            page.sheet.set_row(placed.top, 26)
            page.sheet.set_row(placed.top + 1, 24)
            for offset, item in enumerate(figures):
                _draw_figure(workbook, page, placed.top, placed.left + offset, item)
        case Text():
            _draw_text(page, placed, placed.block, step)
        case Chart():
            _draw_chart(workbook, page, placed, places)


def _draw_card(page: Page, placed: PlacedBlock) -> None:
    page.sheet.set_row(placed.top + 1, 22)
    card = placed.block
    assert isinstance(card, Card)
    for offset, label in enumerate(card.labels or CARD_LABELS):
        field = CARD_LABELS[label]
        value = getattr(page.contents.identity, field) or "—"
        put_text(page.sheet, placed.top, placed.left + offset, label, page.look.role("card_label"))
        _put_own(page, placed.top + 1, placed.left + offset, value, "card_value")


def _draw_figure(workbook: Workbook, page: Page, row: int, col: int, item: Figure | TodayFigure) -> None:
    put_text(page.sheet, row, col, item.label, page.look.role("figure_label"))
    shown = page.look.role("figure", num_format=item.kind.number_format, align="left")
    if isinstance(item, Figure):
        value = cell_value(page.contents.figures[item.key])
        put_formula(page.sheet, row + 1, col, formula(item.formula, Scope(page.book)), shown, value)
        name = item.name
    else:
        name = TODAY_NAME
        serial = int(cell_value(page.contents.today))
        if page.book.live_today:
            put_formula(page.sheet, row + 1, col, "TODAY()", shown, serial)
        else:
            put_number(page.sheet, row + 1, col, serial, shown)
    if name:
        _name_cells(workbook, page, name, (row + 1, col, row + 1, col))


def _name_cells(workbook: Workbook, page: Page, name: str, cells: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = cells
    sheet = str(page.sheet.name).replace("'", "''")
    corner = xl_rowcol_to_cell(top, left, row_abs=True, col_abs=True)
    other = xl_rowcol_to_cell(bottom, right, row_abs=True, col_abs=True)
    workbook.define_name(name, f"='{sheet}'!{corner}" + (f":{other}" if other != corner else ""))


def _draw_text(page: Page, placed: PlacedBlock, text: Text, step: int) -> None:
    for number, (line, link) in enumerate(text.lines):
        row, col = placed.top + number, placed.left
        if text.style == "steps":
            _draw_step(page, row, number + 1, (line, link))
        elif text.style == "links":
            cell = (placed.top + number // LINKS_ACROSS, col + step * (number % LINKS_ACROSS))
            _put_link(page, cell, link, line, "link")
        elif link:
            _put_link(page, (row, col), link, line, "link")
        else:
            put_text(page.sheet, row, col, line, page.look.role("note"))


def _draw_step(page: Page, row: int, number: int, line: tuple[str, str]) -> None:
    text, link = line
    page.sheet.set_row(row, 21)
    put_number(page.sheet, row, LEFT, number, page.look.role("step_number"))
    page.sheet.merge_range(row, LEFT + 1, row, LEFT + 3, "", page.look.role("step"))
    if link:
        _put_link(page, (row, LEFT + 1), link, text, "step_link")
    else:
        put_text(page.sheet, row, LEFT + 1, text, page.look.role("step"))


def _draw_list(workbook: Workbook, page: Page, placed: PlacedList) -> None:
    put_text(page.sheet, placed.top, placed.left, placed.choices.title, page.look.role("header"))
    for number in range(placed.cells):
        row = placed.top + 1 + number
        if number < len(placed.choices.values):
            _put_own(page, row, placed.left, placed.choices.values[number], "listed")
        else:
            page.sheet.write_blank(row, placed.left, None, page.look.role("typed"))
    cells = (placed.top + 1, placed.left, placed.top + placed.cells, placed.left)
    _name_cells(workbook, page, list_name(placed.choices.key), cells)


# --- charts -----------------------------------------------------------------------------------------------


def _draw_chart(workbook: Workbook, page: Page, placed: PlacedBlock, places: Places) -> None:
    chart = placed.block
    assert isinstance(chart, Chart)
    sheet, table = places[chart.part]
    drawn: Any = workbook.add_chart({"type": chart.shape})
    keys = [column.key for column in table.table.columns]

    def cells(key: str) -> list[Any]:
        col = table.left + keys.index(key)
        return [sheet, table.first, col, table.last, col]

    for series, colour in zip(chart.series, (page.look.second, page.look.accent), strict=False):
        drawn.add_series(
            {
                "name": series.name,
                "categories": cells(chart.category),
                "values": cells(series.column),
                "fill": {"color": colour},
                "line": {"color": colour} if chart.shape == "line" else {"none": True},
                "gap": 60,
                "overlap": -5,
            }
        )
    font = {"name": FONT, "size": 9, "color": f"#{INK}"}
    grid = {"visible": True, "line": {"color": f"#{HAIRLINE}", "width": 0.75}}
    values = {"num_font": font, "num_format": chart.number_format, "major_gridlines": grid, "line": {"none": True}}
    names = {"num_font": font, "line": {"color": f"#{HAIRLINE}"}, "major_tick_mark": "none"}
    if table.table.by_key[chart.category].kind.type is Type.DATE:
        names |= {"num_format": "[$-40C]mmm yyyy", "text_axis": True}
    if chart.shape == "bar":  # its names stand upright, and count from below unless told
        drawn.set_y_axis({**names, "reverse": True, "crossing": "max"})
        drawn.set_x_axis(values)
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)
    drawn.set_title({"name": chart.title, "name_font": {**font, "size": 12, "bold": True}, "overlay": False})
    drawn.set_legend({"position": "top", "font": font})
    drawn.set_chartarea({"border": {"color": f"#{HAIRLINE}"}})
    drawn.set_size({"width": 980, "height": 20 * chart.rows})
    page.sheet.insert_chart(placed.top, placed.left, drawn, {"object_position": 2})


# --- print ------------------------------------------------------------------------------------------------


def _set_up_page(page: Page, placed: PlacedSheet, widths: dict[int, float]) -> None:
    sheet = page.sheet
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    across = max(1, round(sum(widths.values()) / _PAGE_WIDTH))
    whole = not placed.tables or any(isinstance(block.block, Chart) for block in placed.blocks)
    sheet.fit_to_pages(across, 1 if whole else 0)
    identity = page.contents.identity
    owner = " · ".join(part for part in (identity.company, identity.person, identity.period) if part)
    sheet.set_footer(f"&L{_printed(owner, 8)}&C&8&A&R&8&P / &N")
    if table := placed.frozen:
        leads = table.left + table.table.leads
        sheet.freeze_panes(table.first, leads)
        sheet.repeat_rows(table.top)
        if across > 1:  # the title would be cut in two: the page's header says it
            sheet.repeat_columns(0, leads - 1)
            sheet.print_area(table.top - table.has_totals, 0, table.last, table.right)
            sheet.set_header(f"&L{_printed(placed.sheet.title, 14, 'Bold')}")
    else:
        sheet.freeze_panes(LINK_ROW + 1, 0)


def _printed(text: str, size: int, weight: str = "Regular") -> str:
    """A text at the head or foot of a page: `&` begins a code there, a size swallows the digits after it, and all of
    it is at most 255 characters long."""
    return f'&{size}&"{FONT},{weight}"{text[:80].replace("&", "&&")}'
