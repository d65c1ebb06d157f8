"""One sheet, drawn: its heading, its blocks, and how it prints."""

from __future__ import annotations

import base64
import math
from collections.abc import Collection
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.image import Image

from pacxl.definition.book import list_name_in_book
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
    columns_across,
    folded_columns,
)
from pacxl.definition.sheet import (
    Card,
    Chart,
    Cover,
    Figures,
    Sentence,
    Text,
    Tiles,
    sheet_back_link,
    sheet_next_link,
    text_under_heading,
)
from pacxl.typography import typeset
from pacxl.writing.as_file.letters import least_width
from pacxl.writing.cells import LINKS_TO_FILES, write_number, write_words
from pacxl.writing.charts import Places, draw_calendar_chart, draw_chart
from pacxl.writing.figures import draw_figures, draw_sentence, name_figure_cells, write_figure_link, write_own_figure
from pacxl.writing.grid import draw_table
from pacxl.writing.look import Canvas
from pacxl.writing.pages import LABEL_WIDTH, fit_on_page, has_filters, set_up_page

_BESIDE = 2  # of the blank columns between what stands side by side
_TILE_WIDTHS = (17, 13)  # of a tile's labels, and of its figures


def draw_sheet(workbook: Workbook, canvas: Canvas, placed: PlacedSheet, places: Places) -> None:
    """Draws a sheet. `places` tells where each Excel Table of the book stands, for charts."""
    folded = folded_columns(placed)
    widths = fit_on_page(placed, _widths(placed), folded)
    shown = {col: width for col, width in widths.items() if col not in folded}
    canvas.sheet.hide_gridlines(2)
    canvas.sheet.set_tab_color(canvas.look.tab(placed.sheet.tone))
    for col, width in widths.items():
        fold = {"level": 1, "hidden": True} if col in folded else {"collapsed": col - 1 in folded}
        canvas.sheet.set_column(col, col, width, canvas.look.role("plain"), fold)
    if folded and max(folded) + 1 not in widths:
        canvas.sheet.set_column(max(folded) + 1, max(folded) + 1, 2, None, {"collapsed": True})
    _draw_heading(canvas, placed, folded)
    for title in placed.titles:
        write_words(canvas.sheet, title.top, title.left, title.text, canvas.look.role("heading"))
    for table in placed.tables:
        draw_table(canvas, table, shown, seen_by_people=not placed.sheet.hidden)
        draw_calendar_chart(canvas, table)
    for block in placed.blocks:
        if isinstance(block.block, Cover):
            _draw_cover(canvas, block, block.block, max(shown))
        else:
            _draw_block(workbook, canvas, block, places, 3 if placed.tables else 1)
    for choices in placed.lists:
        _draw_list(workbook, canvas, choices)
    set_up_page(canvas, placed, shown)


def _draw_heading(canvas: Canvas, placed: PlacedSheet, folded: Collection[int]) -> None:
    names = [sheet.name for sheet in canvas.book.sheets if not sheet.hidden or sheet == placed.sheet]
    here = names.index(placed.sheet.name)
    if not any(isinstance(block.block, Cover) for block in placed.blocks):
        canvas.raise_row(TITLE_ROW, 34)
        canvas.raise_row(PURPOSE_ROW, 18)
        write_own_figure(canvas, TITLE_ROW, LEFT, typeset(placed.sheet.title), "title")
        write_own_figure(canvas, PURPOSE_ROW, LEFT, typeset(placed.sheet.purpose), "purpose")
    if here:
        write_figure_link(canvas, (LINK_ROW, LEFT), names[0], sheet_back_link(names[0]), "link")
        if here + 1 < len(names):
            beside = next(col for col in range(LEFT + 1, LEFT + 2 + len(folded)) if col not in folded)
            write_figure_link(canvas, (LINK_ROW, beside), names[here + 1], sheet_next_link(names[here + 1]), "link")
    links = sum(len(canvas.contents.hung.get(table.table.key, ())) for table in placed.tables)
    if told := text_under_heading(folded=bool(folded), links_end=links > LINKS_TO_FILES):
        write_words(canvas.sheet, LINK_ROW + 1, LEFT, told, canvas.look.role("note"))


def _widths(placed: PlacedSheet) -> dict[int, float]:
    widths: dict[int, float] = {0: 2}
    details: dict[int, float] = {}  # what is folded away elsewhere adds nothing to the width of what is not
    for table in placed.tables:
        filtered = has_filters(table)
        for col, column in enumerate(table.table.columns, table.left):
            known = details if column.detail else widths
            least = math.ceil(least_width(column, filtered=filtered))
            known[col] = max(known.get(col, 0), column.width or column.kind.width, least)
        widths |= dict.fromkeys(table.calendar, 2.6)
    widths = details | widths
    for choices in placed.lists:
        widths[choices.left] = 22
    if any(isinstance(block.block, Text) and block.block.style == "steps" for block in placed.blocks):
        widths[0] = 5  # the steps' numbers
    contents = [block.left for block in placed.blocks if _is_contents(block)]
    if contents:
        widths |= dict.fromkeys(contents, 24)
    elif not placed.tables:
        widths |= {LEFT: 34, LEFT + 1: 26, LEFT + 2: 26, LEFT + 3: 26}
    for block in placed.blocks:
        if isinstance(block.block, Card) or (isinstance(block.block, Figures) and not block.block.names):
            for col in range(block.left, block.left + columns_across(block.block)):
                widths[col] = max(widths.get(col, 0), LABEL_WIDTH)
        elif isinstance(block.block, Tiles):
            for col in range(block.left, block.left + columns_across(block.block)):
                widths[col] = max(widths.get(col, 0), _TILE_WIDTHS[(col - block.left) % 2])
    return dict.fromkeys(range(max(widths)), _BESIDE) | widths


def _is_contents(placed: PlacedBlock) -> bool:
    return isinstance(placed.block, Text) and placed.block.style == "contents"


# --- blocks -----------------------------------------------------------------------------------------------


def _draw_block(workbook: Workbook, canvas: Canvas, placed: PlacedBlock, places: Places, step: int) -> None:
    """Draws a block. Links stand `step` columns apart: a table's columns are narrow."""
    match placed.block:
        case Card():
            _draw_card(canvas, placed)
        case Figures() | Tiles():
            draw_figures(workbook, canvas, placed, places)
        case Sentence():
            draw_sentence(workbook, canvas, placed, placed.block)
        case Text():
            _draw_text(canvas, placed, placed.block, step)
        case Chart():
            draw_chart(workbook, canvas, placed, places)


def _draw_card(canvas: Canvas, placed: PlacedBlock) -> None:
    canvas.raise_row(placed.top + 1, 22)
    card = placed.block
    assert isinstance(card, Card)
    labels = tuple(card.labels or CARD_LABELS)
    for offset, label in enumerate(labels):
        field = CARD_LABELS[label]
        value = canvas.contents.identity.shown(field) or "—"
        write_words(canvas.sheet, placed.top, placed.left + offset, label, canvas.look.role("card_label"))
        role = "card_value" if label != labels[-1] else "card_end"
        write_own_figure(canvas, placed.top + 1, placed.left + offset, value, role)


def _draw_cover(canvas: Canvas, placed: PlacedBlock, cover: Cover, last: int) -> None:
    """A band of the accent colour, up to the last column: the title, the company, whose plan it is, and the logo on
    its right."""
    identity = canvas.contents.identity
    for row in range(placed.top, placed.top + COVER_ROWS):
        for col in range(LEFT, last + 1):
            canvas.sheet.write_blank(row, col, None, canvas.look.role("band"))
    canvas.raise_row(placed.top + 2, 44)
    write_own_figure(canvas, placed.top + 2, LEFT, cover.title, "band_title")
    lines = map(identity.shown, CARD_LABELS.values())
    for row, line in enumerate((line for line in lines if line), placed.top + 2 + COVER_LINES):
        canvas.raise_row(row, 20)
        write_own_figure(canvas, row, LEFT, line, "band_text")
    for row in range(placed.top + COVER_ROWS):  # those without a word: the first screen is for what there is to do
        canvas.raise_row(row, 6)
    if cover.logo:
        _put_logo(canvas, (placed.top + 1, last), cover.logo)


_LOGO = (160, 120)  # pixels, at most


def _put_logo(canvas: Canvas, cell: tuple[int, int], logo: str) -> None:
    content = BytesIO(base64.b64decode(logo))
    image: Any = Image(content)
    scale = min(1.0, _LOGO[0] / image.width, _LOGO[1] / image.height)
    options = {"image_data": content, "x_scale": scale, "y_scale": scale, "object_position": 3}
    canvas.sheet.insert_image(*cell, "logo", {**options, "description": canvas.contents.identity.company})


def _draw_text(canvas: Canvas, placed: PlacedBlock, text: Text, step: int) -> None:
    for number, (line, link) in enumerate(text.lines):
        row, col = placed.top + number, placed.left
        if text.style == "steps":
            _draw_step(canvas, row, number + 1, (line, link))
        elif text.style == "links":
            cell = (placed.top + number // LINKS_ACROSS, col + step * (number % LINKS_ACROSS))
            write_figure_link(canvas, cell, link, line, "link")
        elif link:
            write_figure_link(canvas, (row, col), link, line, "link" if text.style == "note" else "entry")
        elif text.style == "contents":
            shown = canvas.look.role("subheading", bottom_color=canvas.look.tab(text.tone), bottom=5)
            write_words(canvas.sheet, row, col, line, shown)
        else:
            write_words(canvas.sheet, row, col, line, canvas.look.role("note"))


def _draw_step(canvas: Canvas, row: int, number: int, line: tuple[str, str]) -> None:
    text, link = line
    canvas.raise_row(row, 21)
    write_number(canvas.sheet, row, LEFT - 1, number, canvas.look.role("step_number"))
    canvas.sheet.merge_range(row, LEFT, row, LEFT + 3, "", canvas.look.role("step"))
    if link:
        write_figure_link(canvas, (row, LEFT), link, text, "step_link")
    else:
        write_words(canvas.sheet, row, LEFT, text, canvas.look.role("step"))


def _draw_list(workbook: Workbook, canvas: Canvas, placed: PlacedList) -> None:
    write_words(canvas.sheet, placed.top, placed.left, placed.choices.title, canvas.look.role("header"))
    person = canvas.contents.identity.person
    values = placed.choices.values or ((person,) if placed.choices.people and person else ())
    for number in range(placed.cells):
        row = placed.top + 1 + number
        if number < len(values):
            write_own_figure(canvas, row, placed.left, values[number], "listed")
        else:
            canvas.sheet.write_blank(row, placed.left, None, canvas.look.role("typed"))
    cells = (placed.top + 1, placed.left, placed.top + placed.cells, placed.left)
    name_figure_cells(workbook, canvas, list_name_in_book(placed.choices.key), cells)
