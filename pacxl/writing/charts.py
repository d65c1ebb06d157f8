"""What is drawn beside a table, from its live cells: native charts, and the calendar of its rows' days."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook

from pacxl.a1 import address
from pacxl.definition.book import TODAY_NAME
from pacxl.definition.layout import PIXELS, PlacedBlock, PlacedTable
from pacxl.definition.sheet import Chart
from pacxl.definition.signatures import Type
from pacxl.typography import typeset
from pacxl.writing.cells import write_number, written_cell_value
from pacxl.writing.look import Canvas, Look
from pacxl.writing.palette import FONT, HAIRLINE, INK

Places = dict[str, tuple[str, PlacedTable]]  # Excel Table → its sheet, its place
_ColumnCells = Callable[[str], list[Any]]  # a column → sheet, first row, column, last row, column
_FONT = {"name": FONT, "size": 9, "color": f"#{INK}"}
_TYPES = {
    "bar": {"type": "bar"},
    "column": {"type": "column"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "line": {"type": "line"},
    "doughnut": {"type": "doughnut"},
}


def draw_chart(workbook: Workbook, canvas: Canvas, placed: PlacedBlock, places: Places) -> None:
    """Draws a chart. `places` tells where each Excel Table of the book stands."""
    chart = placed.block
    assert isinstance(chart, Chart)
    sheet, table = places[chart.part]

    def cells(key: str) -> list[Any]:
        col = table.col(key)
        return [sheet, table.first, col, table.last, col]

    drawn: Any = workbook.add_chart(_TYPES[chart.shape])
    _add_series(workbook, drawn, chart, cells, canvas.look)
    _set_axes(drawn, chart, dated=table.table.by_key[chart.category].kind.type is Type.DATE)
    drawn.set_title(
        {"name": typeset(chart.title), "name_font": {**_FONT, "size": 12, "bold": True}, "overlay": False}
    )
    if len(chart.series) > 1 or chart.shape == "doughnut":
        drawn.set_legend({"position": "right" if chart.shape == "doughnut" else "top", "font": _FONT})
    else:
        drawn.set_legend({"none": True})
    drawn.set_chartarea({"border": {"color": f"#{HAIRLINE}"}})
    drawn.show_hidden_data()
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": PIXELS * chart.columns, "height": 20 * chart.rows})
    canvas.sheet.insert_chart(
        placed.top,
        placed.left,
        drawn,
        {"object_position": 2, "description": typeset(chart.title), "x_offset": placed.offset},
    )


def _add_series(workbook: Workbook, drawn: Any, chart: Chart, cells: _ColumnCells, look: Look) -> None:
    """The columns of values; those that are lines stand over the others, against an axis on the right."""
    colours = (look.second, look.accent, *look.more) if len(chart.series) > 1 else (look.accent,)
    over: Any = None
    for series, colour in zip(chart.series, colours, strict=False):
        drawn_line = chart.shape == "line" or series.line
        options: dict[str, Any] = {
            "name": typeset(series.name),
            "categories": cells(chart.category),
            "values": cells(series.column),
            "line": {"color": colour, "width": 2.25} if drawn_line else {"none": True},
        }
        if not drawn_line:
            options |= {"fill": {"color": colour}, "gap": 60, "overlap": 100 if chart.shape == "stacked" else -5}
        if chart.shape == "doughnut":
            options["points"] = [{"fill": {"color": each}} for each in (look.accent, look.second, *look.more)]
            options["data_labels"] = {"percentage": True, "font": {**_FONT, "bold": True}}
            for key in ("fill", "gap", "overlap", "line"):
                options.pop(key, None)
        if series.line:
            over = over or workbook.add_chart({"type": "line"})
            over.add_series({**options, "y2_axis": True, "marker": {"type": "circle", "size": 5}})
        else:
            drawn.add_series(options)
    if over is not None:
        over.set_y2_axis({"num_font": _FONT, "num_format": "0\\ %", "min": 0, "max": 1, "line": {"none": True}})
        drawn.combine(over)


def _set_axes(drawn: Any, chart: Chart, *, dated: bool) -> None:
    if chart.shape == "doughnut":
        return
    grid = {"visible": True, "line": {"color": f"#{HAIRLINE}", "width": 0.75}}
    across, up = (({"name": typeset(name), "name_font": _FONT} if name else {}) for name in chart.axes)
    values = {"num_font": _FONT, "num_format": chart.number_format, "major_gridlines": grid, "line": {"none": True}}
    names = {"num_font": _FONT, "line": {"color": f"#{HAIRLINE}"}, "major_tick_mark": "none", "label_position": "low"}
    if dated:
        names |= {"num_format": "[$-40C]mmm yyyy", "text_axis": True}
    if chart.shape in ("bar", "stacked"):  # names stand upright, and count from below unless told
        drawn.set_y_axis({**names, **across, "reverse": True, "crossing": "max"})
        drawn.set_x_axis({**values, **up})
    else:
        drawn.set_x_axis({**names, **across})
        drawn.set_y_axis({**values, **up})


# --- a calendar ----------------------------------------------------------------------------------------


def draw_calendar_chart(canvas: Canvas, placed: PlacedTable) -> None:
    """Draws the calendar of a table that has one: months, weeks, and the rows' stretches between their dates."""
    if placed.gantt is None:
        return
    for col, day in zip(placed.calendar, placed.gantt.days, strict=True):
        write_number(canvas.sheet, placed.top, col, int(written_cell_value(day)), canvas.look.role("calendar"))
        for row in range(placed.first, placed.last + 1):
            canvas.sheet.write_blank(row, col, None, canvas.look.role("day"))
    _name_months(canvas, placed)
    _add_stretches(canvas, placed)


def _name_months(canvas: Canvas, placed: PlacedTable) -> None:
    """Each month over its columns; one that has a single column, which would not hold its name, goes unnamed."""
    assert placed.gantt is not None
    days = zip(placed.calendar, placed.gantt.days, strict=True)
    for _, month in groupby(days, key=lambda item: (item[1].year, item[1].month)):
        (first, day), *others = month
        shown = canvas.look.role("calendar_month")
        if others:
            canvas.sheet.merge_range(placed.top - 1, first, placed.top - 1, others[-1][0], "", shown)
            write_number(canvas.sheet, placed.top - 1, first, int(written_cell_value(day)), shown)


def _add_stretches(canvas: Canvas, placed: PlacedTable) -> None:
    assert placed.gantt is not None
    step = 6 if placed.gantt.step == "week" else 27

    def cell(key: str) -> str:
        return address(placed.first, placed.col(key), col_abs=True)

    day = address(placed.top, placed.calendar.start, row_abs=True)
    start, end, status = (cell(key) for key in (placed.gantt.start, placed.gantt.end, placed.gantt.status))
    inside = f"COUNT({start},{end})=2,{start}<={day}+{step},{end}>={day}"
    rules = {
        f'=AND({inside},{status}="{placed.gantt.late}")': canvas.look.stretch("late"),
        f'=AND({inside},{status}="{placed.gantt.done}")': canvas.look.stretch("done"),
        f"=AND({inside})": canvas.look.stretch("planned"),
        f"=AND({day}<={TODAY_NAME},{day}+{step}>={TODAY_NAME})": canvas.look.stretch("today"),
    }
    area = (placed.first, placed.calendar.start, placed.last, placed.calendar.stop - 1)
    for test, shown in rules.items():
        canvas.sheet.conditional_format(*area, {"type": "formula", "criteria": test, "format": shown})
