"""What is drawn beside a table, from its live cells: native charts, and the calendar of its rows' days."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from pacxl.a1 import address
from pacxl.definition.book import TODAY_NAME
from pacxl.definition.layout import PIXELS, PlacedBlock, PlacedTable
from pacxl.definition.sheet import Chart, Series
from pacxl.definition.signatures import Type
from pacxl.definition.table import SIGNS
from pacxl.typography import typeset
from pacxl.writing.as_file.table_columns import cell_values_in_table, rows_of_table
from pacxl.writing.cells import write_number, written_cell_value
from pacxl.writing.look import Canvas, Look
from pacxl.writing.palette import FAVOURABLE, FONT, HAIRLINE, INK, PAPER, QUIET, UNFAVOURABLE, ink_on, mixed_colour

Places = dict[str, tuple[str, PlacedTable]]  # Excel Table → its sheet, its place


class _ChartColumns(NamedTuple):
    """The columns of a chart's table, by key: where each stands (sheet, first row, column, last row, column), and
    what its cells show."""

    cells: Callable[[str], list[Any]]
    shown: Callable[[str], list[Any]]

    def series(self, category: str, values: str) -> dict[str, Any]:
        """A series of these columns, as XlsxWriter has it."""
        return {
            "categories": self.cells(category),
            "categories_data": self.shown(category),
            "values": self.cells(values),
            "values_data": self.shown(values),
        }


_FONT = {"name": FONT, "size": 10, "color": f"#{INK}"}
_TYPES = {
    "bar": {"type": "bar"},
    "column": {"type": "column"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "gap": {"type": "bar"},
    "line": {"type": "line"},
}


def draw_chart(workbook: Workbook, canvas: Canvas, placed: PlacedBlock, places: Places) -> None:
    """Draws a chart. `places` tells where each Excel Table of the book stands."""
    chart = placed.block
    assert isinstance(chart, Chart)
    sheet, table = places[chart.part]

    def cells(key: str) -> list[Any]:
        col = table.col(key)
        return [sheet, table.first, col, table.last, col]

    rows = rows_of_table(canvas.contents, table)

    def shown(key: str) -> list[Any]:
        values = cell_values_in_table(rows[key], table.table.by_key[key].kind, table.rows)
        return ["" if value is None else value for value in values]

    drawn: Any = workbook.add_chart(_TYPES[chart.shape])
    _add_series(workbook, drawn, chart, _ChartColumns(cells, shown), canvas.look)
    _set_axes(drawn, chart, dated=table.table.by_key[chart.category].kind.type is Type.DATE)
    title = {"name": typeset(chart.title), "name_font": {**_FONT, "size": 12, "bold": True}, "overlay": False}
    drawn.set_title(title)
    drawn.set_legend({"position": "top", "font": _FONT} if len(chart.series) > 1 else {"none": True})
    drawn.set_chartarea({"border": {"color": f"#{HAIRLINE}"}})
    drawn.show_hidden_data()
    drawn.show_blanks_as("gap")
    # (a pixel short of the next column, which would be printed with it)
    drawn.set_size({"width": PIXELS * chart.columns - 1, "height": 20 * chart.rows})
    canvas.sheet.insert_chart(
        placed.top,
        placed.left,
        drawn,
        {"object_position": 2, "description": typeset(chart.title), "x_offset": placed.offset},
    )


def _add_series(workbook: Workbook, drawn: Any, chart: Chart, columns: _ChartColumns, look: Look) -> None:
    """The columns of values, what they are compared with over them, and the lines that have an axis on the right."""
    bars = [series for series in chart.series if not series.line and not series.target]
    colours = dict(
        zip(bars, (look.second, look.accent, *look.more) if len(bars) > 1 else (look.accent,), strict=False)
    )
    over: Any = None
    for series in sorted(chart.series, key=lambda each: each.target):
        named = {"name": typeset(series.name), **columns.series(chart.category, series.column)}
        if series.line or (series.target and chart.shape == "column"):
            over = over or workbook.add_chart({"type": "line"})
            over.add_series({**named, **(_STROKES if series.target else _on_the_right(look))})
        elif series.target:
            drawn.add_series({**named, "fill": {"none": True}, "line": {"color": f"#{INK}", "width": 1.25}})
        else:
            first, _, last = columns.cells(chart.category)[1:4]
            drawn.add_series({**named, **_drawn_as(chart, series, colours[series], len(bars) * (last - first + 1))})
    if over is not None:
        over.set_y2_axis({"num_font": _FONT, "num_format": "0\\ %", "min": 0, "max": 1, "line": {"none": True}})
        drawn.combine(over)


_STROKES = {
    "line": {"none": True},
    "marker": {"type": "long_dash", "size": 14, "fill": {"color": f"#{INK}"}, "border": {"color": f"#{PAPER}"}},
}


def _on_the_right(look: Look) -> dict[str, Any]:
    line = {"color": look.accent, "width": 2.25}
    return {"line": line, "y2_axis": True, "marker": {"type": "circle", "size": 5}}


def _drawn_as(chart: Chart, series: Series, colour: str, bars: int) -> dict[str, Any]:
    """How a series is drawn, in the shape of its chart, of so many bars."""
    if chart.shape == "line":
        return {"line": {"color": colour, "width": 2.25}}
    compared = chart.shape == "bar" and any(each.target for each in chart.series)
    over = compared or chart.shape in ("stacked", "gap")
    edge = _BY_TONE.get(series.tone)
    fill = {"color": f"#{mixed_colour(edge, PAPER, 0.5)}" if edge else colour}
    line = {"color": f"#{edge}", "width": 1} if edge else {"none": True}
    labels = _told(chart, series, colour, upright=chart.shape == "column" and bars > _ABREAST)
    return {"fill": fill, "line": line, "gap": 60, "overlap": 100 if over else -5, "data_labels": labels}


_BY_TONE = {"good": FAVOURABLE, "bad": UNFAVOURABLE}
_ABREAST = 12  # numbers that have room side by side


def _told(chart: Chart, series: Series, colour: str, *, upright: bool) -> dict[str, Any]:
    """The number of each bar, and nothing where there is none; of an écart, with its sign and that of its tone."""
    shown = chart.number_format
    if chart.shape == "gap":
        sign = f'"{SIGNS[series.tone]} "' if series.tone else ""
        face, where = f"{sign}+{shown};{sign}-{shown};", "inside_base"
    else:
        face, where = f"{shown};-{shown};", "center" if chart.shape == "stacked" else "outside_end"
    ink = ink_on(colour.lstrip("#")) if chart.shape == "stacked" else INK
    font = {**_FONT, "color": f"#{ink}", **({"rotation": -90} if upright else {})}
    over = {"fill": {"color": f"#{PAPER}"}} if any(each.target for each in chart.series) else {}  # its outline
    return {"value": True, "position": where, "num_format": face, "font": font, **over}


def _set_axes(drawn: Any, chart: Chart, *, dated: bool) -> None:
    """The axes: where each bar has its number, values need none. Shares of what was aimed at have a line at 100 %."""
    across, up = (({"name": typeset(name), "name_font": _FONT} if name else {}) for name in chart.axes)
    values: dict[str, Any] = {"num_font": _FONT, "num_format": chart.number_format, "line": {"none": True}}
    if chart.attained:
        strong = {"visible": True, "line": {"color": f"#{INK}", "width": 1.25}}
        values |= {"min": 0, "max": 1.5, "major_unit": 1, "major_gridlines": strong}
    elif chart.shape == "line":
        values |= {"major_gridlines": {"visible": True, "line": {"color": f"#{HAIRLINE}", "width": 0.75}}}
    else:
        values |= {"visible": False, "major_gridlines": {"visible": False}}
    strong_zero = chart.shape not in ("line", "stacked")
    zero: dict[str, Any] = {"color": f"#{QUIET}", "width": 1.25} if strong_zero else {"color": f"#{HAIRLINE}"}
    names: dict[str, Any] = {"num_font": _FONT, "line": zero, "major_tick_mark": "none", "label_position": "low"}
    if dated:
        names |= {"num_format": "[$-40C]mmm yyyy", "text_axis": True}
    if chart.shape in ("bar", "stacked", "gap"):  # names stand upright, and count from below unless told
        drawn.set_y_axis({**names, **across, "reverse": True, "crossing": "max"})
        drawn.set_x_axis({**values, **up})
    else:
        drawn.set_x_axis({**names, **across})
        drawn.set_y_axis({**values, **up})


# --- a calendar ----------------------------------------------------------------------------------------


def draw_calendar_chart(canvas: Canvas, placed: PlacedTable) -> None:
    """Draws the calendar of a table that has one: months, weeks, and the stretches between the dates of its rows. Of
    one that has none nothing is shown, neither its number nor a line."""
    if placed.gantt is None:
        return
    for col, day in zip(placed.calendar, placed.gantt.days, strict=True):
        write_number(canvas.sheet, placed.top, col, int(written_cell_value(day)), canvas.look.role("calendar"))
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
        f'=AND({inside},LEFT({status},{len(placed.gantt.done)})="{placed.gantt.done}")': canvas.look.stretch("done"),
        f"=AND({inside})": canvas.look.stretch("planned"),
        f'=AND({start}<>"",{day}<={TODAY_NAME},{day}+{step}>={TODAY_NAME})': canvas.look.stretch("today"),
        f'={start}<>""': canvas.look.stretch("day"),
    }
    area = (placed.first, placed.calendar.start, placed.last, placed.calendar.stop - 1)
    for test, shown in rules.items():
        canvas.sheet.conditional_format(*area, {"type": "formula", "criteria": test, "format": shown})
    undated = {"type": "formula", "criteria": f'={start}=""', "format": canvas.look.number(";;;")}
    canvas.sheet.conditional_format(placed.first, placed.left, placed.last, placed.left, undated)
    dated = {"type": "formula", "criteria": f'={start}<>""', "format": canvas.look.stretch("row")}
    canvas.sheet.conditional_format(placed.first, placed.left, placed.last, placed.right, dated)
