"""What changes with a cell's value: units, words shown apart, bars, lines between groups. All conditional formats."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from pacxl.a1 import address
from pacxl.definition.kind import (
    GAP_IN_WORDS,
    GAP_NUMBER,
    NUMBER,
    TOO_LONG_IN_WORDS,
    UNIT_FORMATS,
    UNSIGNED_PERCENT,
    WHOLE_FORMATS,
    Kind,
)
from pacxl.definition.layout import PlacedTable
from pacxl.definition.table import Column, Mark
from pacxl.french.units import PERCENT
from pacxl.writing.look import ABOVE, BELOW, Look

CellRange = tuple[int, int, int, int]  # first row, first column, last row, last column


def add_conditional_formats(sheet: Worksheet, look: Look, placed: PlacedTable, col: int) -> None:
    """The conditional formats of a table's column."""
    column = placed.table.columns[col - placed.left]
    cells = (placed.first, col, placed.last, col)
    # A sign would be read back as part of a given text, by some programs.
    conditional_marks(sheet, look, column.marks, cells, None if column.given else column.kind)
    _add_units(sheet, look, placed, column, cells)
    if column.heat:
        sheet.conditional_format(*cells, look.heat)
    if column.bar:
        sheet.conditional_format(*cells, look.bar(bad=column.bar == "bad"))
    if placed.table.group_key:  # last: LibreOffice shows the first that holds, and no other
        _rule_off_groups(sheet, look, placed, cells)


def conditional_marks(
    sheet: Worksheet, look: Look, marks: Iterable[Mark], cells: CellRange, kind: Kind | None
) -> None:
    """The conditional formats of values that are shown apart; words without a sign where there is no `kind` to show
    it."""
    cell = address(cells[0], cells[1], col_abs=True)
    for mark in marks:
        test, sign = _test(mark, cell)
        face = "@" if mark.equals or mark.starts or kind is None else kind.number_format
        shown = look.tone(mark.tone, face, sign) if kind else look.colours(mark.tone)
        if kind in WHOLE_FORMATS and not mark.equals:
            whole = look.tone(mark.tone, WHOLE_FORMATS[kind], sign)
            rule = {"type": "formula", "criteria": f"=IF({test[1:]},MOD({cell},1)=0,FALSE)", "format": whole}
            sheet.conditional_format(*cells, rule)
        sheet.conditional_format(*cells, {"type": "formula", "criteria": test, "format": shown})


def _test(mark: Mark, cell: str) -> tuple[str, str]:
    """The condition of a mark on a cell, and the sign that shows it ("" for its tone's own)."""
    if mark.equals:
        return f'={cell}="{mark.equals}"', ""
    if mark.starts:
        return f'=LEFT({cell},{len(mark.starts)})="{mark.starts}"', ""
    if mark.below is not None:
        return f"=AND(ISNUMBER({cell}),{cell}<{mark.below})", BELOW
    return f"=AND(ISNUMBER({cell}),{cell}>{mark.above})", ABOVE


def _rule_off_groups(sheet: Worksheet, look: Look, placed: PlacedTable, cells: CellRange) -> None:
    """A line where the group changes from a row to the next."""
    group = placed.col(placed.table.group_key)
    here, above = (address(row, group, col_abs=True) for row in (placed.first, placed.first - 1))
    sheet.conditional_format(*cells, {"type": "formula", "criteria": f"={here}<>{above}", "format": look.group_line})


def _add_units(sheet: Worksheet, look: Look, placed: PlacedTable, column: Column, cells: CellRange) -> None:
    """How numbers are shown: by their unit, and whole numbers without decimals."""
    if column.kind not in UNIT_FORMATS:
        return
    if column.kind is GAP_IN_WORDS:
        test = f"=ABS({address(placed.first, cells[1], col_abs=True)})>={TOO_LONG_IN_WORDS}"
        shown = look.number(WHOLE_FORMATS[GAP_NUMBER])
        sheet.conditional_format(*cells, {"type": "formula", "criteria": test, "format": shown})
    if column.unit_key:
        unit = address(placed.first, placed.col(column.unit_key), col_abs=True)
        usual = placed.part.unit  # of a row that says none
        if column.kind is NUMBER:  # a percentage typed without its sign is read as one
            cell = address(placed.first, cells[1], col_abs=True)
            test = f"=AND({_is_in(unit, PERCENT, usual)},ISNUMBER({cell}),ABS({cell})>=2)"
            sheet.conditional_format(
                *cells, {"type": "formula", "criteria": test, "format": look.number(UNSIGNED_PERCENT)}
            )
        for name, face in UNIT_FORMATS[column.kind].items():
            test = f"={_is_in(unit, name, usual)}"
            sheet.conditional_format(*cells, {"type": "formula", "criteria": test, "format": look.number(face)})
    conditional_whole_numbers(sheet, look, cells, column.kind)


def _is_in(cell: str, unit: str, usual: str) -> str:
    """Whether a cell says a unit, or says none where it is the usual one."""
    return f'OR({cell}="{unit}",{cell}="")' if unit == usual else f'{cell}="{unit}"'


def conditional_whole_numbers(sheet: Worksheet, look: Look, cells: CellRange, kind: Kind) -> None:
    """A conditional format that shows whole numbers without decimals."""
    if kind in WHOLE_FORMATS:
        test = f"=MOD({address(cells[0], cells[1], col_abs=True)},1)=0"
        shown = look.number(WHOLE_FORMATS[kind])
        sheet.conditional_format(*cells, {"type": "formula", "criteria": test, "format": shown})


def conditional_rollup_rest(sheet: Worksheet, look: Look, placed: PlacedTable) -> None:
    """A conditional format that shows what no line of a roll-up holds, beyond rounding: half a cent a line."""
    row = placed.top - 1
    cell = address(row, placed.left + 1)
    first, last = (address(end, placed.left, row_abs=True, col_abs=True) for end in (placed.first, placed.last))
    test = f"=AND(ISNUMBER({cell}),ABS({cell})>0.005*(ROWS({first}:{last})+1))"
    rule = {"type": "formula", "criteria": test, "format": look.colours("bad")}
    sheet.conditional_format(row, placed.left + 1, row, placed.right, rule)
