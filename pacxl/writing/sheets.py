"""One sheet, drawn: its heading, its blocks, and how it prints."""

from __future__ import annotations

import base64
from collections.abc import Collection
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.image import Image

from pacxl.a1 import address
from pacxl.compute.as_written import as_written
from pacxl.compute.formula import formula
from pacxl.compute.references import Scope
from pacxl.definition.book import TODAY_NAME, list_name
from pacxl.definition.layout import (
    CARD_LABELS,
    COVER_LINES,
    COVER_ROWS,
    LEFT,
    LINK_ROW,
    LINKS_ACROSS,
    PURPOSE_ROW,
    TITLE_ROW,
    PlacedBlock,
    PlacedList,
    PlacedSheet,
)
from pacxl.definition.sheet import (
    FOLDED_TEXT,
    Card,
    Chart,
    Cover,
    Figure,
    Figures,
    Text,
    TodayFigure,
    back_text,
    next_text,
)
from pacxl.writing.calendar import draw_calendar
from pacxl.writing.cells import cell_value, is_formula_like, put_formula, put_link, put_number, put_text
from pacxl.writing.charts import Places, draw_chart
from pacxl.writing.conditional import add_marks
from pacxl.writing.grid import draw_table
from pacxl.writing.look import Canvas
from pacxl.writing.pages import set_up_page

_LABEL_WIDTH = 15


def draw_sheet(workbook: Workbook, canvas: Canvas, placed: PlacedSheet, places: Places) -> None:
    """Draws a sheet. `places` tells where each Excel Table of the book stands, for charts."""
    widths, folded = _widths(placed), _folded(placed)
    canvas.sheet.hide_gridlines(2)
    canvas.sheet.set_tab_color(canvas.look.tab(placed.sheet.tone))
    for col, width in widths.items():
        fold = {"level": 1, "hidden": True} if col in folded else {"collapsed": col - 1 in folded}
        canvas.sheet.set_column(col, col, width, canvas.look.role("plain"), fold)
    if folded and max(folded) + 1 not in widths:
        canvas.sheet.set_column(max(folded) + 1, max(folded) + 1, 2, None, {"collapsed": True})
    _draw_heading(canvas, placed, folded)
    for title in placed.titles:
        put_text(canvas.sheet, title.top, title.left, title.text, canvas.look.role("heading"))
    for table in placed.tables:
        draw_table(canvas, table)
        draw_calendar(canvas, table)
    for block in placed.blocks:
        _draw_block(workbook, canvas, block, places, 3 if placed.tables else 1)
    for choices in placed.lists:
        _draw_list(workbook, canvas, choices)
    shown = {col: width for col, width in widths.items() if col not in folded}
    set_up_page(canvas, placed, shown)


def _folded(placed: PlacedSheet) -> frozenset[int]:
    """The columns of the simple view's details: those in which nothing else stands."""
    details: set[int] = set()
    others: set[int] = set()
    for table in placed.tables:
        for offset, column in enumerate(table.table.columns):
            (details if column.detail else others).add(table.left + offset)
    for block in placed.blocks:
        if isinstance(block.block, (Figures, Card)):
            others |= set(range(block.left, block.left + _across(block.block)))
        elif isinstance(block.block, Text) and block.block.style == "links":
            others |= set(range(block.left, block.left + 3 * LINKS_ACROSS))
    return frozenset(details - others)


def _across(block: Figures | Card) -> int:
    return len(block.figures) if isinstance(block, Figures) else len(block.labels or CARD_LABELS)


def _draw_heading(canvas: Canvas, placed: PlacedSheet, folded: Collection[int]) -> None:
    names = [sheet.name for sheet in canvas.book.sheets]
    here = names.index(placed.sheet.name)
    if not any(isinstance(block.block, Cover) for block in placed.blocks):
        canvas.raise_row(TITLE_ROW, 34)
        canvas.raise_row(PURPOSE_ROW, 18)
        _put_own(canvas, TITLE_ROW, LEFT, placed.sheet.title, "title")
        _put_own(canvas, PURPOSE_ROW, LEFT, placed.sheet.purpose, "purpose")
    if here:
        _put_link(canvas, (LINK_ROW, LEFT), names[0], back_text(names[0]), "link")
        if here + 1 < len(names):
            beside = next(col for col in range(LEFT + 1, LEFT + 2 + len(folded)) if col not in folded)
            _put_link(canvas, (LINK_ROW, beside), names[here + 1], next_text(names[here + 1]), "link")
    if folded:
        put_text(canvas.sheet, LINK_ROW + 1, LEFT, FOLDED_TEXT, canvas.look.role("note"))


def _put_own(canvas: Canvas, row: int, col: int, text: str, role: str) -> None:
    """A text that someone chose: it stays text when it is edited, whatever it begins with."""
    quoted = {"quote_prefix": True} if is_formula_like(text) else {}
    put_text(canvas.sheet, row, col, text, canvas.look.role(role, **quoted))


def _put_link(canvas: Canvas, cell: tuple[int, int], sheet: str, text: str, role: str) -> None:
    put_link(canvas.sheet, cell, sheet, text, canvas.look.role(role))


def _widths(placed: PlacedSheet) -> dict[int, float]:
    widths: dict[int, float] = {0: 2}
    for table in placed.tables:
        for offset, column in enumerate(table.table.columns):
            col = table.left + offset
            widths[col] = max(widths.get(col, 0), column.width or column.kind.width)
        widths |= dict.fromkeys(table.calendar, 2.6)
    for choices in placed.lists:
        widths[choices.left] = 22
    if any(isinstance(block.block, Text) and block.block.style == "steps" for block in placed.blocks):
        widths[0] = 5  # the steps' numbers
    contents = [block.left for block in placed.blocks if _is_contents(block)]
    if contents:
        widths |= dict.fromkeys(range(LEFT, max(contents)), 2) | dict.fromkeys(contents, 27)
    elif not placed.tables:
        widths |= {LEFT: 34, LEFT + 1: 26, LEFT + 2: 26, LEFT + 3: 26}
    for block in placed.blocks:
        if isinstance(block.block, (Figures, Card)):
            for col in range(block.left, block.left + _across(block.block)):
                widths[col] = max(widths.get(col, 0), _LABEL_WIDTH)
    return widths


def _is_contents(placed: PlacedBlock) -> bool:
    return isinstance(placed.block, Text) and placed.block.style == "contents"


# --- blocks -----------------------------------------------------------------------------------------------


def _draw_block(workbook: Workbook, canvas: Canvas, placed: PlacedBlock, places: Places, step: int) -> None:
    """Draws a block. Links stand `step` columns apart: a table's columns are narrow."""
    match placed.block:
        case Card():
            _draw_card(canvas, placed)
        case Figures(figures):
            canvas.raise_row(placed.top, 26)
            canvas.raise_row(placed.top + 1, 24)
            for offset, item in enumerate(figures):
                _draw_figure(workbook, canvas, placed.top, placed.left + offset, item)
        case Text():
            _draw_text(canvas, placed, placed.block, step)
        case Chart():
            draw_chart(workbook, canvas, placed, places)
        case Cover():
            _draw_cover(canvas, placed, placed.block)


def _draw_card(canvas: Canvas, placed: PlacedBlock) -> None:
    canvas.raise_row(placed.top + 1, 22)
    card = placed.block
    assert isinstance(card, Card)
    for offset, label in enumerate(card.labels or CARD_LABELS):
        field = CARD_LABELS[label]
        value = getattr(canvas.contents.identity, field) or "—"
        put_text(canvas.sheet, placed.top, placed.left + offset, label, canvas.look.role("card_label"))
        _put_own(canvas, placed.top + 1, placed.left + offset, value, "card_value")


def _draw_cover(canvas: Canvas, placed: PlacedBlock, cover: Cover) -> None:
    """A band of the accent colour: the title, the company, whose plan it is, and the logo on its right."""
    identity = canvas.contents.identity
    bottom = placed.top + COVER_ROWS - 1
    for row in range(placed.top, bottom + 1):
        for col in range(LEFT, LEFT + _COVER_COLUMNS):
            canvas.sheet.write_blank(row, col, None, canvas.look.role("band"))
    canvas.raise_row(placed.top + 2, 44)
    _put_own(canvas, placed.top + 2, LEFT, cover.title, "band_title")
    lines = (getattr(identity, field) for field in CARD_LABELS.values())
    for row, line in enumerate((line for line in lines if line), placed.top + 2 + COVER_LINES):
        canvas.raise_row(row, 20)
        _put_own(canvas, row, LEFT, line, "band_text")
    if cover.logo:
        _put_logo(canvas, (placed.top + 1, LEFT + _COVER_COLUMNS - 1), cover.logo)


_COVER_COLUMNS = 9
_LOGO = (160, 120)  # pixels, at most


def _put_logo(canvas: Canvas, cell: tuple[int, int], logo: str) -> None:
    content = BytesIO(base64.b64decode(logo))
    image: Any = Image(content)
    scale = min(1.0, _LOGO[0] / image.width, _LOGO[1] / image.height)
    options = {"image_data": content, "x_scale": scale, "y_scale": scale, "object_position": 3}
    canvas.sheet.insert_image(*cell, "logo", {**options, "description": canvas.contents.identity.company})


def _draw_figure(workbook: Workbook, canvas: Canvas, row: int, col: int, item: Figure | TodayFigure) -> None:
    put_text(canvas.sheet, row, col, item.label, canvas.look.role("figure_label"))
    shown = canvas.look.role("figure", num_format=item.kind.number_format, align="left")
    if isinstance(item, Figure):
        value = cell_value(canvas.contents.figures[item.key])
        written = as_written(item.formula, canvas.contents.world)
        put_formula(canvas.sheet, row + 1, col, formula(written, Scope(canvas.book)), shown, value)
        add_marks(canvas.sheet, canvas.look, item.marks, (row + 1, col, row + 1, col), item.kind)
        name = item.name
    else:
        name = TODAY_NAME
        serial = int(cell_value(canvas.contents.today))
        if canvas.book.live_today:
            put_formula(canvas.sheet, row + 1, col, "TODAY()", shown, serial)
        else:
            put_number(canvas.sheet, row + 1, col, serial, shown)
    if name:
        _name_cells(workbook, canvas, name, (row + 1, col, row + 1, col))


def _name_cells(workbook: Workbook, canvas: Canvas, name: str, cells: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = cells
    sheet = str(canvas.sheet.name).replace("'", "''")
    corner = address(top, left, row_abs=True, col_abs=True)
    other = address(bottom, right, row_abs=True, col_abs=True)
    workbook.define_name(name, f"='{sheet}'!{corner}" + (f":{other}" if other != corner else ""))


def _draw_text(canvas: Canvas, placed: PlacedBlock, text: Text, step: int) -> None:
    for number, (line, link) in enumerate(text.lines):
        row, col = placed.top + number, placed.left
        if text.style == "steps":
            _draw_step(canvas, row, number + 1, (line, link))
        elif text.style == "links":
            cell = (placed.top + number // LINKS_ACROSS, col + step * (number % LINKS_ACROSS))
            _put_link(canvas, cell, link, line, "link")
        elif link:
            _put_link(canvas, (row, col), link, line, "link" if text.style == "note" else "entry")
        elif text.style == "contents":
            put_text(canvas.sheet, row, col, line, canvas.look.role("subheading"))
        else:
            put_text(canvas.sheet, row, col, line, canvas.look.role("note"))


def _draw_step(canvas: Canvas, row: int, number: int, line: tuple[str, str]) -> None:
    text, link = line
    canvas.raise_row(row, 21)
    put_number(canvas.sheet, row, LEFT - 1, number, canvas.look.role("step_number"))
    canvas.sheet.merge_range(row, LEFT, row, LEFT + 3, "", canvas.look.role("step"))
    if link:
        _put_link(canvas, (row, LEFT), link, text, "step_link")
    else:
        put_text(canvas.sheet, row, LEFT, text, canvas.look.role("step"))


def _draw_list(workbook: Workbook, canvas: Canvas, placed: PlacedList) -> None:
    put_text(canvas.sheet, placed.top, placed.left, placed.choices.title, canvas.look.role("header"))
    for number in range(placed.cells):
        row = placed.top + 1 + number
        if number < len(placed.choices.values):
            _put_own(canvas, row, placed.left, placed.choices.values[number], "listed")
        else:
            canvas.sheet.write_blank(row, placed.left, None, canvas.look.role("typed"))
    cells = (placed.top + 1, placed.left, placed.top + placed.cells, placed.left)
    _name_cells(workbook, canvas, list_name(placed.choices.key), cells)
