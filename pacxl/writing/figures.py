"""The cells of figures: bands, tiles, the date that formulas read, drop-downs that they follow; and their names."""

from __future__ import annotations

from xlsxwriter import Workbook

from pacxl.a1 import address, quoted_sheet
from pacxl.compute.as_written import as_written
from pacxl.compute.formula import formula
from pacxl.compute.references import Scope
from pacxl.definition.book import TODAY_NAME
from pacxl.definition.layout import PlacedBlock
from pacxl.definition.sheet import Figure, Figures, Selector, Sentence, Tile, Tiles, TodayFigure
from pacxl.french.period import parse_period
from pacxl.typography import typeset
from pacxl.writing.as_file.exact_sheet import is_formula_like
from pacxl.writing.cells import (
    write_cell_text,
    write_formula,
    write_link,
    write_number,
    write_words,
    written_cell_value,
)
from pacxl.writing.charts import Places
from pacxl.writing.conditional import conditional_marks
from pacxl.writing.look import Canvas


def draw_figures(workbook: Workbook, canvas: Canvas, placed: PlacedBlock, places: Places) -> None:
    """Draws a band of figures, or tiles. `places` tells where each Excel Table of the book stands."""
    row, col = placed.top, placed.left
    if isinstance(placed.block, Tiles):
        most = max(len(tile.lines) for tile in placed.block.tiles)
        for at, tile in enumerate(placed.block.tiles):
            _draw_tile(workbook, canvas, row, col + 2 * at, tile)
            for under in range(row + 2 + len(tile.lines), row + 2 + most):  # all tiles end on one line
                for side in (0, 1):
                    canvas.sheet.write_blank(under, col + 2 * at + side, None, canvas.look.role("tile_label"))
        return
    assert isinstance(placed.block, Figures)
    canvas.raise_row(row, 26)
    in_lines = placed.block.names or any(isinstance(item, Selector) for item in placed.block.figures)
    canvas.raise_row(row + 1, 30 if in_lines else 24)
    for item in placed.block.figures:
        write_words(canvas.sheet, row, col, item.label, canvas.look.role("figure_label"))
        match item:
            case Figure():
                _put_figure(workbook, canvas, (row + 1, col), item, "figure_name" if placed.block.names else "figure")
            case TodayFigure():
                _draw_today(workbook, canvas, (row + 1, col), item)
            case Selector():
                _draw_selector(workbook, canvas, (row + 1, col), item, places)
        col += 1


def draw_sentence(workbook: Workbook, canvas: Canvas, placed: PlacedBlock, sentence: Sentence) -> None:
    """Draws a sentence that is a figure: it runs over the cells on its right."""
    if sentence.strong:
        canvas.raise_row(placed.top, 21)
    role = "sentence" if sentence.strong else "note" if sentence.quiet else "line"
    _put_figure(workbook, canvas, (placed.top, placed.left), sentence.figure, role)


def _draw_tile(workbook: Workbook, canvas: Canvas, row: int, col: int, tile: Tile) -> None:
    """A tile: its title over its main figure, and a line a figure under them."""
    if tile.link:
        write_figure_link(canvas, (row, col), tile.link, tile.title, "tile_title")
    else:
        write_words(canvas.sheet, row, col, tile.title, canvas.look.role("tile_title"))
    canvas.sheet.write_blank(row, col + 1, None, canvas.look.role("tile_title"))
    canvas.raise_row(row + 1, 30)
    write_words(canvas.sheet, row + 1, col, tile.main.label, canvas.look.role("tile_label"))
    _put_figure(workbook, canvas, (row + 1, col + 1), tile.main, "tile_main")
    for number, figure in enumerate(tile.lines, row + 2):
        write_words(canvas.sheet, number, col, figure.label, canvas.look.role("tile_label"))
        _put_figure(workbook, canvas, (number, col + 1), figure, "tile_figure")


def _put_figure(workbook: Workbook, canvas: Canvas, cell: tuple[int, int], figure: Figure, role: str) -> None:
    """The cell of a figure: its formula and its value, its marks, its name."""
    value = written_cell_value(canvas.contents.figures[figure.key])
    written = as_written(figure.formula, canvas.contents.world)
    shown = canvas.look.role(role, num_format=figure.kind.number_format)
    write_formula(canvas.sheet, *cell, formula(written, Scope(canvas.book)), shown, value)
    conditional_marks(canvas.sheet, canvas.look, figure.marks, (*cell, *cell), figure.kind)
    if figure.name:
        name_figure_cells(workbook, canvas, figure.name, (*cell, *cell))


def _draw_today(workbook: Workbook, canvas: Canvas, cell: tuple[int, int], item: TodayFigure) -> None:
    shown = canvas.look.role("figure", num_format=item.kind.number_format, align="left")
    serial = int(written_cell_value(canvas.contents.today))
    if canvas.book.live_today:
        write_formula(canvas.sheet, *cell, _live_today(canvas), shown, serial)
    else:
        write_number(canvas.sheet, *cell, serial, shown)
    name_figure_cells(workbook, canvas, TODAY_NAME, (*cell, *cell))


def _live_today(canvas: Canvas) -> str:
    """The day it is, and the last of the period once that is over; a workbook that was made for a later day has no
    end."""
    last = parse_period(canvas.book.period).end if canvas.book.period else None
    ends = last is not None and canvas.contents.today <= last
    return f"MIN(TODAY(),DATE({last.year},{last.month},{last.day}))" if last and ends else "TODAY()"


def _draw_selector(workbook: Workbook, canvas: Canvas, cell: tuple[int, int], item: Selector, places: Places) -> None:
    """A cell with a drop-down of what stands in a table's column."""
    sheet, table = places[canvas.book.by_key[item.choices.table].parts[0].name]
    col = table.col(item.choices.key)
    ends = (address(row, col, row_abs=True, col_abs=True) for row in (table.first, table.last))
    write_own_figure(canvas, *cell, item.first, "selector")
    source = f"={quoted_sheet(sheet)}!{':'.join(ends)}"
    sentence = typeset("Choisissez dans la liste : la flèche, à droite de la cellule.")
    rule = {"validate": "list", "source": source, "error_title": "Valeur refusée", "error_message": sentence}
    canvas.sheet.data_validation(*cell, *cell, rule)
    name_figure_cells(workbook, canvas, item.name, (*cell, *cell))


def name_figure_cells(workbook: Workbook, canvas: Canvas, name: str, cells: tuple[int, int, int, int]) -> None:
    """Gives a defined name to cells of the sheet: first row, first column, last row, last column."""
    top, left, bottom, right = cells
    sheet = str(canvas.sheet.name).replace("'", "''")
    corner = address(top, left, row_abs=True, col_abs=True)
    other = address(bottom, right, row_abs=True, col_abs=True)
    workbook.define_name(name, f"='{sheet}'!{corner}" + (f":{other}" if other != corner else ""))


def write_own_figure(canvas: Canvas, row: int, col: int, text: str, role: str) -> None:
    """A text that someone chose: it stays text when it is edited, whatever it begins with."""
    quoted = {"quote_prefix": True} if is_formula_like(text) else {}
    write_cell_text(canvas.sheet, row, col, text, canvas.look.role(role, **quoted))


def write_figure_link(canvas: Canvas, cell: tuple[int, int], sheet: str, text: str, role: str) -> None:
    """One of the workbook's own texts that leads to a sheet, in the look of a role."""
    write_link(canvas.sheet, cell, sheet, typeset(text), canvas.look.role(role))
