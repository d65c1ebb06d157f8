"""What changes with a cell's value: units, words shown apart, bars, lines between groups. All conditional formats."""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pacxl.kind import GAP_NUMBER, NUMBER, UNIT_FORMATS, WHOLE_FORMATS, Kind
from pacxl.layout import PlacedTable
from pacxl.look import Look
from pacxl.table import Column


def add_marks(sheet: Worksheet, look: Look, placed: PlacedTable, col: int) -> None:
    """The conditional formats of a table's column."""
    column = placed.table.columns[col - placed.left]
    area = (placed.first, col, placed.last, col)
    _add_units(sheet, look, placed, column, area)
    for mark in column.marks:
        cell = xl_rowcol_to_cell(placed.first, col, col_abs=True)
        test = f'={cell}="{mark.equals}"' if mark.equals else f"=AND(ISNUMBER({cell}),{cell}>{mark.above})"
        shown = look.tone(mark.tone, "@" if mark.equals else column.kind.number_format)
        sheet.conditional_format(*area, {"type": "formula", "criteria": test, "format": shown})
    if column.heat:
        sheet.conditional_format(*area, look.heat)
    if column.bar:
        sheet.conditional_format(*area, look.bar)
    if placed.table.group_key:  # last: LibreOffice shows the first that holds, and no other
        _rule_off_groups(sheet, look, placed, area)


def show_whole(sheet: Worksheet, look: Look, cell: tuple[int, int], kind: Kind) -> None:
    """Shows a whole number without decimals, in a cell on its own."""
    if kind in (NUMBER, GAP_NUMBER):
        test = f"=MOD({xl_rowcol_to_cell(*cell)},1)=0"
        shown = look.number(WHOLE_FORMATS[0 if kind is NUMBER else 1])
        sheet.conditional_format(*cell, *cell, {"type": "formula", "criteria": test, "format": shown})


Area = tuple[int, int, int, int]


def _rule_off_groups(sheet: Worksheet, look: Look, placed: PlacedTable, area: Area) -> None:
    """A line where the group changes from a row to the next."""
    group = placed.left + [column.key for column in placed.table.columns].index(placed.table.group_key)
    here, above = (xl_rowcol_to_cell(row, group, col_abs=True) for row in (placed.first, placed.first - 1))
    sheet.conditional_format(*area, {"type": "formula", "criteria": f"={here}<>{above}", "format": look.group_line})


def _add_units(sheet: Worksheet, look: Look, placed: PlacedTable, column: Column, area: Area) -> None:
    """How numbers are shown: by their unit, and whole numbers without decimals."""
    if column.kind not in (NUMBER, GAP_NUMBER):
        return
    face = 0 if column.kind is NUMBER else 1
    cell = xl_rowcol_to_cell(placed.first, area[1], col_abs=True)
    tests = {f"=MOD({cell},1)=0": WHOLE_FORMATS[face]}
    if column.unit_key:
        beside = placed.left + [each.key for each in placed.table.columns].index(column.unit_key)
        unit = xl_rowcol_to_cell(placed.first, beside, col_abs=True)
        tests = {f'={unit}="{name}"': faces[face] for name, faces in UNIT_FORMATS.items()} | tests
    for test, shown in tests.items():
        rule = {"type": "formula", "criteria": test, "format": look.number(shown)}
        sheet.conditional_format(*area, rule)
