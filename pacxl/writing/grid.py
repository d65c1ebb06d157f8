"""One Excel Table, drawn: header, typed and computed cells, totals above, input rules, and marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle, groupby, repeat
from typing import Any

from xlsxwriter.format import Format

from pacxl.a1 import Spot, address
from pacxl.compute.contents import OnCell
from pacxl.compute.evaluate import evaluate_figure
from pacxl.compute.excel_functions import Array
from pacxl.definition.book import Book, list_name_in_book
from pacxl.definition.layout import PlacedTable
from pacxl.definition.signatures import Type
from pacxl.definition.table import STANDS_IN, Column
from pacxl.excel import FIRST_DAY, LARGEST_WHOLE, LAST_DAY, LONGEST_PROMPT, LONGEST_PROMPT_TITLE
from pacxl.typography import typeset
from pacxl.writing.as_file.exact_sheet import ExactSheet, cell_text_escaped, is_formula_like
from pacxl.writing.as_file.table_columns import DrawnRows, cell_values_in_table, numbers_of_rows, rows_of_table
from pacxl.writing.cells import (
    add_cell_file_link,
    add_cell_link,
    check_cell_formula,
    write_cell_picture,
    write_formula,
    write_words,
    written_cell_value,
)
from pacxl.writing.conditional import add_conditional_formats, conditional_rollup_rest, conditional_whole_numbers
from pacxl.writing.look import Canvas
from pacxl.writing.pages import has_filters, header_row_height, set_row_heights


def draw_table(canvas: Canvas, placed: PlacedTable, widths: Mapping[int, float], *, seen_by_people: bool) -> None:
    """Draws an Excel Table with its totals, input rules and marks. `widths` are those of the columns in sight;
    notes and conditional formats are for a sheet that is `seen_by_people`."""
    seen = [(column, widths[col]) for col, column in enumerate(placed.table.columns, placed.left) if col in widths]
    rows = rows_of_table(canvas.contents, placed)
    formulas = {column.key: _formulas(canvas, placed, column, rows) for column in placed.table.columns}
    sheet = canvas.sheet
    assert isinstance(sheet, ExactSheet)
    columns = [*_heads(canvas, placed, formulas)]
    options = {"name": placed.part.name, "columns": columns, "style": None, "autofilter": has_filters(placed)}
    sheet.add_long_table((placed.top, placed.left, placed.last, placed.right), options)
    canvas.raise_row(placed.top, header_row_height(placed, seen))
    linked = _hang(canvas, placed, rows)
    cells = [
        _computed_cells(canvas, placed, column, rows[column.key], formulas[column.key])
        if column.computed
        else _stored_cells(canvas, placed, column, rows[column.key], linked.get(column.key, {}))
        for column in placed.table.columns
    ]
    sheet.add_columns(placed.first, placed.left, cells, placed.rows)
    for col, column in enumerate(placed.table.columns, placed.left):
        if seen_by_people:
            add_conditional_formats(canvas.sheet, canvas.look, placed, col)
        prompted = column.typed and _rule(canvas.book, column) and len(typeset(column.help)) <= LONGEST_PROMPT
        if seen_by_people and column.help and not prompted:  # what its cells say where one types is not said twice
            canvas.note(placed.top, col, typeset(column.help))
        if column.spark is not None:
            _draw_sparks(canvas, placed, col, column.spark)
    _add_rules(canvas, placed)
    set_row_heights(canvas, placed, rows, seen)
    if placed.table.has_totals:
        _draw_totals(canvas, placed)


def _heads(canvas: Canvas, placed: PlacedTable, formulas: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    """The header of each column, and its formula where it has but one."""
    filtered = has_filters(placed)
    for offset, column in enumerate(placed.table.columns):
        strong = column.typed or offset < placed.table.names_rows
        yield {
            "header": column.header,
            "header_format": canvas.look.header(column.kind, strong=strong, filtered=filtered),
            "formula": formulas[column.key][0] if len(set(formulas[column.key])) == 1 else "",
        }


_PICTURE = (400, 300)  # pixels, at most


def _hang(canvas: Canvas, placed: PlacedTable, rows: DrawnRows) -> dict[str, dict[int, Format]]:
    """What hangs on the table's cells: notes, links, pictures. Returns how the cells that lead somewhere are shown,
    by their column and their place in it."""
    hung = canvas.contents.hung.get(placed.table.key, ())
    lines = {row: line for line, row in enumerate(numbers_of_rows(canvas.contents, placed))} if hung else {}
    texts = {key: rows[key].tolist() for key in {each.column for each in hung}}
    cols = {key: placed.col(key) for key in texts}
    shown: dict[str, dict[int, Format]] = {}
    for each in hung:
        if each.row not in lines:
            continue
        line, column = lines[each.row], placed.table.by_key[each.column]
        cell, text = (placed.first + line, cols[each.column]), str(texts[each.column][line])
        if each.note:
            canvas.note(*cell, cell_text_escaped(each.note))
        if _link(canvas, cell, each):
            role = "typed_link" if column.typed else "listed_link"
            look = canvas.look.cell(role, column.kind, quoted=is_formula_like(text))
            shown.setdefault(each.column, {})[line] = look
        if each.picture:
            height = write_cell_picture(canvas.sheet, cell, each.picture, _PICTURE, text)
            canvas.raise_row(cell[0], 0.75 * height + 6)
    return shown


def _link(canvas: Canvas, cell: Spot, each: OnCell) -> bool:
    """Whether a cell leads somewhere, as it does from now on."""
    if each.leads_to:
        address_of_file = canvas.address_of(each.leads_to.path)
        return add_cell_file_link(canvas.sheet, cell, address_of_file, each.leads_to[1:])
    if each.link:
        add_cell_link(canvas.sheet, cell, each.link)
    return bool(each.link)


def _draw_sparks(canvas: Canvas, placed: PlacedTable, col: int, ends: tuple[str, str]) -> None:
    """A small line in each row, over its cells from one column to another."""
    first, last = map(placed.col, ends)
    for row in range(placed.first, placed.last + 1):
        place = {"range": f"{address(row, first)}:{address(row, last)}"}
        canvas.sheet.add_sparkline(row, col, place | canvas.look.spark)


# --- cells ------------------------------------------------------------------------------------------------


def _stored_cells(
    canvas: Canvas, placed: PlacedTable, column: Column, values: Array, linked: Mapping[int, Format]
) -> Iterator[str]:
    """The XML of a typed or given column, spare rows and all."""
    leads = placed.table.spare == 0 and column is placed.table.columns[0]
    role = "typed" if not column.given else "plain" if placed.gantt else "given" if leads else "listed"
    plain, quoted = canvas.look.cell(role, column.kind), canvas.look.cell(role, column.kind, quoted=True)
    if column.link:
        linked = {**dict(_home_links(canvas, placed, column, values)), **linked}
    assert isinstance(canvas.sheet, ExactSheet)
    return canvas.sheet.stored_cells(cell_values_in_table(values, column.kind, placed.rows), plain, linked, quoted)


def _home_links(canvas: Canvas, placed: PlacedTable, column: Column, values: Array) -> Iterator[tuple[int, Format]]:
    """Links from names of sheets to these: which of a column's cells lead there, and how they are shown."""
    parts = [part for table in canvas.book.tables for part in table.parts]
    homes = {each.name: each.name for each in canvas.book.sheets} | {part.value: part.sheet for part in parts}
    for line, value in enumerate(cell_values_in_table(values, column.kind, placed.rows)):
        if value in homes:
            cell = placed.first + line, placed.col(column.key)
            add_cell_link(canvas.sheet, cell, f"#{homes[value]}", value)
            yield line, canvas.look.cell("listed_link", column.kind)


def _computed_cells(
    canvas: Canvas, placed: PlacedTable, column: Column, values: Array, formulas: list[str]
) -> Iterator[str]:
    """The XML of a computed column, spare rows and all: of a table that shows none, blanks."""
    shown = canvas.look.cell("plain" if placed.gantt else "computed", column.kind)
    results = cell_values_in_table(values, column.kind, placed.rows)
    assert isinstance(canvas.sheet, ExactSheet)
    if not formulas:
        return canvas.sheet.stored_cells(repeat(None, placed.rows), shown)
    for each in set(formulas):
        check_cell_formula(canvas.sheet, placed.first, placed.col(column.key), each)
    return canvas.sheet.computed_cells(results, cycle(formulas), shown)


def _formulas(canvas: Canvas, placed: PlacedTable, column: Column, rows: DrawnRows) -> list[str]:
    """The column's formula: one for all rows, or one a row where the row's own constants stand in it; or none."""
    if column.formula is None or placed.is_empty:
        return []
    bound = [other.key for other in placed.table.columns if other.bound]
    lines = [*zip(*(rows[key].tolist() for key in bound), strict=True)] or [()]
    made = {
        each: canvas.formulas.of_column(column, placed.table, placed.part, dict(zip(bound, each, strict=True)))
        for each in dict.fromkeys(lines)
    }
    return [made[each] for each in lines]


def _draw_totals(canvas: Canvas, placed: PlacedTable) -> None:
    """The lines above the header: the totals, the parts that have no row, and what no line holds."""
    table, part = placed.table, placed.part
    owner = dict.fromkeys((table.part_key, STANDS_IN), part.value) if table.part_key else {}
    labels = table.lines_above
    for line, (row, label) in enumerate(zip(range(placed.top - len(labels), placed.top), labels, strict=True)):
        role = "apart" if line else "total"
        write_words(canvas.sheet, row, placed.left, label, canvas.look.role(role))
        for col, column in enumerate(table.columns, placed.left):
            shown = canvas.look.cell(role, column.kind)
            asked = column.above[line] if line < len(column.above) else None
            if asked is not None:
                value = written_cell_value(evaluate_figure(asked, canvas.contents.world, column.kind, owner))
                write_formula(canvas.sheet, row, col, canvas.formulas.of_total(asked, table, part), shown, value)
                conditional_whole_numbers(canvas.sheet, canvas.look, (row, col, row, col), column.kind)
            elif col > placed.left:
                canvas.sheet.write_blank(row, col, None, shown)
    if table.rest:
        conditional_rollup_rest(canvas.sheet, canvas.look, placed)


# --- input rules: a French sentence when a value is refused -----------------------------------------------


def _add_rules(canvas: Canvas, placed: PlacedTable) -> None:
    """The rule of each column that people type in, and one for all that stand side by side and are none of theirs."""
    columns = placed.table.columns
    if not placed.table.spare and not any(column.typed for column in columns):
        return  # nobody types on this sheet
    col = placed.left
    for (typed, computed), together in groupby(columns, lambda column: (column.typed, column.computed)):
        own = list(together)
        if not typed:
            canvas.sheet.data_validation(placed.first, col, placed.last, col + len(own) - 1, _refusal(computed))
        for at, column in enumerate(own if typed else (), col):
            if rule := _rule(canvas.book, column):
                canvas.sheet.data_validation(placed.first, at, placed.last, at, rule)
        col += len(own)


def _refusal(computed: bool) -> dict[str, Any]:
    why = "se calcule seule" if computed else "est remplie d’avance"
    message = typeset(f"Cette colonne {why} : n’y saisissez rien. Annulez (Échap) pour retrouver son contenu.")
    return {"validate": "custom", "value": "=FALSE", "error_title": "Colonne protégée", "error_message": message}


def _rule(book: Book, column: Column) -> dict[str, Any] | None:
    rule = {
        "ignore_blank": True,
        "error_title": "Valeur refusée",
        "error_message": _sentence(column),
        **_prompt(column),
    }
    if column.choices:
        offered = next(choices.values for choices in book.lists if choices.key == column.choices)
        if not offered and not column.open_list:
            return None
        source = f"={list_name_in_book(column.choices)}"
        return rule | {"validate": "list", "source": source, "show_error": not column.open_list}
    kind = column.kind
    if kind.type is Type.DATE:
        return rule | {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
    if kind.type is Type.NUMBER:
        least = -LARGEST_WHOLE if kind.least is None else kind.least
        most = LARGEST_WHOLE if kind.most is None else kind.most
        what = "integer" if kind.whole else "decimal"
        return rule | {"validate": what, "criteria": "between", "minimum": least, "maximum": most}
    return {"validate": "any", **_prompt(column)} if column.help else None


def _prompt(column: Column) -> dict[str, str]:
    title, message = column.header[:LONGEST_PROMPT_TITLE], typeset(column.help)[:LONGEST_PROMPT]
    return {"input_title": title, "input_message": message} if message else {}


def _sentence(column: Column) -> str:
    asked = "choisissez une valeur de la liste" if column.choices else f"il faut {column.kind.expected[0]}"
    return typeset(f"Colonne {column.header} : {asked}.")
