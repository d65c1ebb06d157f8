"""What people do to rows: their own, totals, blank ones, sorting, merging."""

from __future__ import annotations

import datetime as dt

from openpyxl.utils import get_column_letter

from tests.reading.mutations.bent import Bent
from tests.reading.mutations.cell import Formula, put
from tests.reading.mutations.mutation import mutation
from tests.reading.mutations.standing import Impossible, Standing, resize

# --- rows of their own ------------------------------------------------------------------------------------


@mutation("rows")
def a_row_of_one_s_own_is_typed_in_a_spare_row(bent: Bent) -> None:
    bent.add(bent.actions, bent.actions.free[0], etape="Ouvrir le samedi", qui="Paul", budget=75.5)


@mutation("rows")
def a_row_is_inserted_among_the_others(bent: Bent) -> None:
    row = sorted(bent.actions.rows.values())[1]
    bent.insert_rows(bent.actions.sheet, row)
    bent.add(bent.actions, row, etape="Ouvrir le dimanche", qui="Zoé", fin=dt.datetime(2026, 9, 30))


@mutation("rows")
def blank_rows_are_left_between_the_others(bent: Bent) -> None:
    bent.insert_rows(bent.actions.sheet, sorted(bent.actions.rows.values())[2], 2)


@mutation("rows")
def rows_are_inserted_above_a_table(bent: Bent) -> None:
    bent.insert_rows(bent.actions.sheet, bent.actions.top, 3)
    bent.insert_rows(bent.carnet.sheet, 1, 2)


@mutation("rows")
def spare_rows_are_deleted(bent: Bent) -> None:
    free = bent.actions.free
    bent.delete_rows(bent.actions.sheet, free[1], len(free) - 1)


@mutation("rows")
def a_row_that_does_not_apply_is_deleted(bent: Bent) -> None:
    at = bent.actions
    index, row = max(at.rows.items(), key=lambda pair: pair[1])
    del bent.expected["actions"][index]
    del at.rows[index]
    bent.delete_rows(at.sheet, row)


@mutation("rows", "below-table|table-by-headers")  # a plain range has no edge
def rows_are_typed_under_a_table(bent: Bent) -> None:
    row = bent.actions.under
    bent.add(bent.actions, row, etape="Sous le tableau", qui="Zoé", budget=88)
    bent.add(bent.actions, row + 1, etape="Encore dessous", qui="Paul", budget=99)


@mutation("rows", "below-table|table-by-headers")  # a plain range has no edge
def rows_are_typed_further_down_after_blank_rows(bent: Bent) -> None:
    row = bent.carnet.under + 3
    bent.add(bent.carnet, row, societe="Oméga", montant=6150, nature="Pose", issue="ouverte", probabilite=0.3)


@mutation("rows", "below-table|table-by-headers")  # a plain range has no edge
def a_table_s_edge_is_drawn_above_its_last_rows(bent: Bent) -> None:
    resize(bent.actions, sorted(bent.actions.rows.values())[2])


# --- rows that are no contents ----------------------------------------------------------------------------


@mutation("rows", "total-row")
def a_total_is_typed_under_the_last_row(bent: Bent) -> None:
    at = bent.actions
    _total(bent, at, at.free[0], "TOTAL", ("budget", "depense"))
    _total(bent, bent.carnet, bent.carnet.under, "Total général", ("montant",))


@mutation("rows", "total-row")
def subtotals_are_inserted_among_the_rows(bent: Bent) -> None:
    at = bent.actions
    row = sorted(at.rows.values())[2] + 1
    bent.insert_rows(at.sheet, row)
    _total(bent, at, row, "Sous-total", ("budget", "depense"))


def _total(bent: Bent, at: Standing, row: int, label: str, keys: tuple[str, ...]) -> None:
    put(at.sheet.cell(row, at.left), label)
    for key in keys:
        above = [index for index, place in at.rows.items() if place < row]
        values = [bent.value(at, index, key) for index in above]
        letter = get_column_letter(at.col(key))
        total = sum(value for value in values if value is not None)
        put(at.sheet.cell(row, at.col(key)), Formula(f"=SUM({letter}{at.top + 1}:{letter}{row - 1})", total))


@mutation("rows", "header-repeated")
def the_headers_are_repeated_among_the_rows(bent: Bent) -> None:
    at = bent.actions
    row = sorted(at.rows.values())[2]
    bent.insert_rows(at.sheet, row)
    for col, header in at.headers().items():
        put(at.sheet.cell(row, col), header)


@mutation("rows", "header-repeated|kept-as-libre")
def a_second_block_of_headers_is_left_under_a_table(bent: Bent) -> None:
    at = bent.carnet
    row = at.under + 2
    for col, header in at.headers().items():
        put(at.sheet.cell(row, col), header)


# --- order ------------------------------------------------------------------------------------------------


@mutation("rows")
def a_table_is_sorted(bent: Bent) -> None:
    for at, key in ((bent.actions, "etape"), (bent.carnet, "societe")):
        _rearrange(bent, at, sorted(at.rows, key=lambda index: str(bent.value(at, index, key)), reverse=True))


def _rearrange(bent: Bent, at: Standing, order: list[int]) -> None:
    places = sorted(at.rows.values())
    columns = range(at.left, at.right + 1)
    held = {index: [at.sheet.cell(row, col).value for col in columns] for index, row in at.rows.items()}
    for index, row in zip(order, places, strict=True):
        for col, value in zip(columns, held[index], strict=True):
            put(at.sheet.cell(row, col), value)
    at.rows = dict(zip(order, places, strict=True))


@mutation("rows")
def a_table_is_filtered_and_rows_are_hidden(bent: Bent) -> None:
    at = bent.actions
    for row in sorted(at.rows.values())[1:3]:
        at.sheet.row_dimensions[row].hidden = True
    if at.excel:
        at.sheet.tables[at.excel].autoFilter.add_filter_column(at.col("qui") - at.left, ["Paul"])


# --- merged cells -----------------------------------------------------------------------------------------


@mutation("rows", "merged-cells")
def a_person_is_merged_over_three_rows(bent: Bent) -> None:
    _merge_down(bent, bent.actions, "qui", spread=True)


@mutation("rows", "merged-cells")
def a_segment_is_merged_over_three_rows(bent: Bent) -> None:
    _merge_down(bent, bent.actions, "segment", spread=True)


@mutation("rows", "merged-cells")
def a_step_is_merged_over_three_rows(bent: Bent) -> None:
    _merge_down(bent, bent.actions, "etape", spread=True)


@mutation("rows", "merged-cells")
def an_amount_is_merged_over_three_rows_and_counts_once(bent: Bent) -> None:
    _merge_down(bent, bent.actions, "depense", spread=False)


def _merge_down(bent: Bent, at: Standing, key: str, *, spread: bool) -> None:
    """Excel keeps the first cell's value alone."""
    ordered = sorted(at.rows.items(), key=lambda pair: pair[1])
    for three in zip(ordered, ordered[1:], ordered[2:], strict=False):
        (first, top), *_, (_, bottom) = three
        held = bent.value(at, first, key) is not None and (at.part.name, first, key) not in bent.taken
        if held and bottom - top == 2 and all(_more(bent, at, index, key) for index, _ in three):
            break
    else:
        raise Impossible(key)
    for index, _ in three[1:]:
        bent.expect(at, index, key, bent.value(at, first, key) if spread else None)
        bent.taken.add((at.part.name, index, key))
    bent.taken.add((at.part.name, first, key))
    at.sheet.merge_cells(start_row=top, end_row=bottom, start_column=at.col(key), end_column=at.col(key))


def _more(bent: Bent, at: Standing, index: int, key: str) -> bool:
    """Whether a row holds something besides, or it would be no row once its cell is merged."""
    row = bent.expected[at.table.key][index]
    return any(value is not None for other, value in row.items() if other not in (key, at.table.part_key))


@mutation("rows", "merged-cells")
def a_text_is_merged_over_the_cell_on_its_right(bent: Bent) -> None:
    at = bent.actions
    index = bent.pick(at, "qui")
    bent.expect(at, index, "avec_qui", None)
    row, col = at.rows[index], at.col("qui")
    if at.col("avec_qui") != col + 1:
        raise Impossible("avec_qui")
    at.sheet.merge_cells(start_row=row, end_row=row, start_column=col, end_column=col + 1)
