"""The calendar beside a table: each row's stretch of days, drawn by conditional formats from its dates."""

from __future__ import annotations

from itertools import groupby

from pacxl.a1 import address
from pacxl.definition.book import TODAY_NAME
from pacxl.definition.layout import PlacedTable
from pacxl.writing.cells import cell_value, put_number
from pacxl.writing.look import Canvas


def draw_calendar(canvas: Canvas, placed: PlacedTable) -> None:
    """Draws the calendar of a table that has one: months, weeks, and the rows' stretches between their dates."""
    if placed.gantt is None:
        return
    for col, day in zip(placed.calendar, placed.gantt.days, strict=True):
        put_number(canvas.sheet, placed.top, col, int(cell_value(day)), canvas.look.role("calendar"))
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
            put_number(canvas.sheet, placed.top - 1, first, int(cell_value(day)), shown)


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
