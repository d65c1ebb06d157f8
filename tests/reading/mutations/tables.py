"""What people do to whole tables: plain ranges, cutting and pasting, splitting, copying."""

from __future__ import annotations

from copy import copy, deepcopy
from typing import Any

from openpyxl.worksheet.table import Table as ExcelTable

from tests.reading.mutations.bent import Bent
from tests.reading.mutations.cell import Formula, cells_of, put
from tests.reading.mutations.mutation import mutation
from tests.reading.mutations.standing import Impossible, Standing, resize


@mutation("tables", "table-by-headers")
def a_table_is_made_a_plain_range(bent: Bent) -> None:
    bent.make_range(bent.actions)


@mutation("tables", "table-by-headers")
def every_table_is_made_a_plain_range(bent: Bent) -> None:
    for at in bent.tables.values():
        if at.excel:
            bent.make_range(at)


@mutation("tables", "table-by-headers")
def an_excel_table_is_renamed(bent: Bent) -> None:
    at = bent.carnet
    if not at.excel:
        raise Impossible
    table = at.sheet.tables.pop(at.excel)
    table.name = table.displayName = at.excel = "Tableau12"
    at.sheet.tables[at.excel] = table


@mutation("tables")
def a_table_is_moved_down_and_to_the_right(bent: Bent) -> None:
    at = bent.carnet
    bent.insert_rows(at.sheet, at.top - 1, 4)
    bent.insert_column(at.sheet, 2)
    bent.insert_column(at.sheet, 2)


@mutation("tables", "table-by-headers")
def a_table_is_cut_and_pasted_into_a_new_sheet(bent: Bent) -> None:
    bent.cut(bent.carnet, bent.workbook.create_sheet("Feuil1"), 1, 1)


@mutation("tables", "table-by-headers")
def a_table_is_cut_and_pasted_under_another(bent: Bent) -> None:
    under = bent.indicators
    bent.cut(bent.carnet, under.sheet, under.under + 2, under.left)


@mutation("tables", "table-by-headers")
def a_table_is_cut_and_pasted_beside_another(bent: Bent) -> None:
    beside = bent.indicators
    bent.cut(bent.carnet, beside.sheet, beside.top, beside.right + 2)


@mutation("tables", "table-by-headers")
def a_family_is_cut_and_pasted_under_another_with_its_title(bent: Bent) -> None:
    at, under = bent.actions, bent.other
    row = under.under + 2
    put(under.sheet.cell(row, under.left), at.part.sheet)
    bent.spared.append(at.part.sheet)
    bent.cut(at, under.sheet, row + 1, under.left)


@mutation("tables", "table-split")
def the_carnet_is_split_over_two_sheets(bent: Bent) -> None:
    at = bent.carnet
    sheet = bent.workbook.create_sheet("Carnet (suite)")
    for col, header in enumerate(at.headers().values(), 1):
        put(sheet.cell(1, col), header)
    moved = sorted(at.rows.items(), key=lambda pair: pair[1])[len(at.rows) // 2 :]
    for line, (index, row) in enumerate(moved, 2):
        for col, source in enumerate(range(at.left, at.right + 1), 1):
            cell = at.sheet.cell(row, source)
            shown = cell.value.shown if isinstance(cell.value, Formula) else cell.value
            put(sheet.cell(line, col), shown, cell)
            if not isinstance(cell.value, Formula):
                put(cell, None)
            else:
                put(cell, Formula(str(cell.value), ""))
        del at.rows[index]


# --- copies -----------------------------------------------------------------------------------------------


@mutation("tables", "table-copied")
def a_family_s_sheet_is_copied_and_left_as_it_is(bent: Bent) -> None:
    copied = _copy(bent, bent.actions)
    bent.spared += [cell.value for cell in cells_of(copied)]


@mutation("tables", "copy-differs")
def a_family_s_sheet_is_copied_and_the_copy_is_changed(bent: Bent) -> None:
    at = bent.actions
    copied = _copy(bent, at)
    bent.spared += [cell.value for cell in cells_of(copied)]
    row = sorted(at.rows.values())[0]
    put(copied.cell(row, at.col("comment")), "Autrement, dans la copie")
    put(copied.cell(row, at.col("budget")), 7777)
    put(copied.cell(at.free[0], at.col("etape")), "Une action que la copie a seule")


@mutation("tables", "sheet-renamed|table-by-headers")
def a_family_s_sheet_is_copied_and_the_first_one_deleted(bent: Bent) -> None:
    at = bent.actions
    first, copied = at.sheet, _copy(bent, at)
    for other in bent.tables.values():
        if other.sheet is first:
            other.sheet = copied
    bent.workbook.remove(first)
    at.excel = next(iter(copied.tables))


def _copy(bent: Bent, at: Standing) -> Any:
    """« Déplacer ou copier… »: a sheet with all its cells; Excel gives the table another name."""
    if not at.excel:
        raise Impossible(at.part.name)
    copied = bent.workbook.copy_worksheet(at.sheet)
    copied.title = f"{at.sheet.title[:26]} (2)"
    for cell in cells_of(at.sheet):
        put(copied[cell.coordinate], cell.value, cell)
    table = deepcopy(at.sheet.tables[at.excel])
    name = f"{at.excel}3"
    made = ExcelTable(displayName=name, name=name, ref=table.ref, tableColumns=table.tableColumns)
    made.autoFilter, made.tableStyleInfo = copy(table.autoFilter), copy(table.tableStyleInfo)
    copied.add_table(made)
    return copied


# --- data that is gone ------------------------------------------------------------------------------------


@mutation("tables")
def the_rows_of_a_family_are_cleared(bent: Bent) -> None:
    at = bent.other
    bent.without(at)
    for row in at.rows.values():
        for key in (column.key for column in at.table.stored):
            if key in at.columns:
                put(at.sheet.cell(row, at.col(key)), None)
        for key in at.computed:
            cell = at.sheet.cell(row, at.col(key))
            put(cell, Formula(str(cell.value), ""))
    at.rows = {}


@mutation("tables", "table-missing")
def a_table_s_headers_are_deleted_with_its_rows(bent: Bent) -> None:
    at = bent.carnet
    bent.without(at)
    if at.excel:
        del at.sheet.tables[at.excel]
    bent.delete_rows(at.sheet, at.top, at.last - at.top + 1)
    at.rows, at.excel = {}, ""


@mutation("tables", "below-table")
def every_table_s_edge_is_drawn_above_its_last_row(bent: Bent) -> None:
    for at in (bent.actions, bent.other, bent.carnet):
        if at.excel and len(at.rows) > 1:
            resize(at, sorted(at.rows.values())[-2])
