"""One Excel Table, drawn: header, typed and computed cells, totals above, input rules, and marks."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pacxl.book import Book, list_name
from pacxl.cells import is_formula_like, put_formula, put_number, put_text
from pacxl.contents import Contents
from pacxl.expr import Type
from pacxl.formula import Scope, formula
from pacxl.frame import World, array, figure
from pacxl.kind import GAP_NUMBER, LARGEST, NUMBER, UNIT_FORMATS, WHOLE_FORMATS, Kind
from pacxl.layout import TOTAL_LABEL, PlacedTable
from pacxl.look import Look
from pacxl.table import Column


@dataclass(frozen=True)
class Page:
    """A worksheet, and what is needed to draw on it."""

    sheet: Worksheet
    look: Look
    contents: Contents

    @property
    def book(self) -> Book:
        return self.contents.book

    @property
    def world(self) -> World:
        return World(self.book, self.contents.frames, self.contents.today)


def draw_table(page: Page, placed: PlacedTable) -> None:
    """Draws an Excel Table with its totals, input rules and marks."""
    rows = _rows_of(page.contents, placed)
    formulas = {column.key: _formulas(page, placed, column, rows) for column in placed.table.columns}
    filtered = placed.table.spare > 0 or any(column.typed for column in placed.table.columns) or placed.filled > 20
    columns = [
        {
            "header": column.header,
            "header_format": page.look.header(column.kind, computed=column.computed, filtered=filtered),
            "formula": formulas[column.key][0] if len(set(formulas[column.key])) == 1 else "",
        }
        for column in placed.table.columns
    ]
    place = (placed.top, placed.left, placed.last, placed.right)
    options = {"name": placed.part.name, "columns": columns, "style": None}
    page.sheet.add_table(*place, {**options, "autofilter": filtered})
    page.sheet.set_row(placed.top, 32)
    for offset, column in enumerate(placed.table.columns):
        col = placed.left + offset
        if column.computed:
            _draw_computed(page, placed, col, rows[column.key], formulas[column.key])
        else:
            _draw_stored(page, placed, col, column, rows[column.key])
        _add_rule(page, placed, col, column)
        _add_units(page, placed, col, column)
        _add_marks(page, placed, col, column)
    _set_heights(page, placed, rows)
    if placed.has_totals:
        _draw_totals(page, placed)


def _set_heights(page: Page, placed: PlacedTable, rows: pd.DataFrame) -> None:
    """Rows whose text takes several lines are made that high: not every program does it on opening."""
    lines = np.ones(len(rows))
    for column in placed.table.columns:
        if column.kind.type is Type.TEXT and not column.computed:
            lengths = rows[column.key].str.len().fillna(0).to_numpy(dtype="float64")
            breaks = rows[column.key].str.count("\n").fillna(0).to_numpy(dtype="float64")
            lines = np.maximum(lines, np.ceil(0.9 * lengths / (column.width or column.kind.width)) + breaks)
    for number in np.flatnonzero(lines > 1):
        page.sheet.set_row(placed.first + int(number), min(400, 13.5 * float(lines[number]) + 3))


def _rows_of(contents: Contents, placed: PlacedTable) -> pd.DataFrame:
    frame = contents.frames[placed.table.key]
    if placed.table.part_key:
        frame = frame[frame[placed.table.part_key] == placed.part.value]
    return frame


# --- cells ------------------------------------------------------------------------------------------------


def _draw_stored(page: Page, placed: PlacedTable, col: int, column: Column, values: pd.Series[Any]) -> None:
    leads = placed.table.spare == 0 and col == placed.left
    role = "typed" if not column.given else "given" if leads else "listed"
    plain, quoted = page.look.cell(role, column.kind), page.look.cell(role, column.kind, quoted=True)
    sheet, row = page.sheet, placed.first
    for value in plain_values(values, column.kind):
        if value is None:
            sheet.write_blank(row, col, None, plain)
        elif isinstance(value, str):
            put_text(sheet, row, col, value, quoted if is_formula_like(value) else plain)
        else:
            put_number(sheet, row, col, value, plain)
        row += 1
    for spare in range(row, placed.last + 1):
        sheet.write_blank(spare, col, None, plain)


def plain_values(values: pd.Series[Any], kind: Kind) -> list[Any]:
    """A column as Python values that a cell holds: text, numbers, dates as serials, None for a blank."""
    if kind.type is Type.TEXT:
        return [None if missing else text for text, missing in zip(values.tolist(), values.isna(), strict=True)]
    numbers = array(values, kind.type).tolist()
    if kind.whole or kind.type is Type.DATE:
        return [None if math.isnan(number) else int(number) for number in numbers]
    return [None if math.isnan(number) else number for number in numbers]


def _draw_computed(page: Page, placed: PlacedTable, col: int, values: pd.Series[Any], formulas: list[str]) -> None:
    kind = placed.table.columns[col - placed.left].kind
    shown = page.look.cell("computed", kind)
    results = plain_values(values, kind) + [None] * (placed.rows - len(values))
    for number, value in enumerate(results):
        if formulas:
            text = formulas[number % len(formulas)]
            put_formula(page.sheet, placed.first + number, col, text, shown, "" if value is None else value)
        else:
            page.sheet.write_blank(placed.first + number, col, None, shown)


def _formulas(page: Page, placed: PlacedTable, column: Column, rows: pd.DataFrame) -> list[str]:
    """The column's formula: one for all rows, or one a row where the row's own constants stand in it; or none."""
    if column.formula is None or placed.is_empty:
        return []
    bound = [other.key for other in placed.table.columns if other.bound]
    constants = (
        [dict(zip(bound, values, strict=True)) for values in rows[bound].itertuples(index=False)] if bound else []
    )
    scopes = [Scope(page.book, placed.table, placed.part, each) for each in constants or [{}]]
    return [formula(column.formula, scope) for scope in scopes]


def _draw_totals(page: Page, placed: PlacedTable) -> None:
    row = placed.top - 1
    scope = Scope(page.book, placed.table, placed.part)
    owner = {placed.table.part_key: placed.part.value} if placed.table.part_key else {}
    put_text(page.sheet, row, placed.left, TOTAL_LABEL, page.look.role("total"))
    for offset, column in enumerate(placed.table.columns):
        shown = page.look.cell("total", column.kind)
        if column.total is not None:
            value = figure(column.total, page.world, column.kind, owner)
            put_formula(page.sheet, row, placed.left + offset, formula(column.total, scope), shown, cell_value(value))
        elif offset:
            page.sheet.write_blank(row, placed.left + offset, None, shown)


def cell_value(value: Any) -> float | str:
    """A figure's value as a formula's result."""
    if value is None:
        return ""
    if isinstance(value, (pd.Timestamp, dt.date)):
        return (pd.Timestamp(value) - pd.Timestamp(1899, 12, 30)).days
    if isinstance(value, str):
        return value
    return int(value) if float(value).is_integer() and abs(value) <= LARGEST else float(value)


# --- input rules: a French sentence when a value is refused -----------------------------------------------

_TITLE = "Valeur refusée"


def _add_rule(page: Page, placed: PlacedTable, col: int, column: Column) -> None:
    if rule := _rule(page.book, column, placed):
        page.sheet.data_validation(placed.first, col, placed.last, col, rule)


def _rule(book: Book, column: Column, placed: PlacedTable) -> dict[str, Any] | None:
    if not column.typed:
        if not placed.table.spare and not any(c.typed for c in placed.table.columns):
            return None  # nobody types on this sheet
        why = "se calcule seule" if column.computed else "est remplie d’avance"
        message = f"La colonne {column.header} {why} : n’y tapez rien. Annulez (Échap) pour retrouver son contenu."
        return {"validate": "custom", "value": "=FALSE", "error_title": "Colonne protégée", "error_message": message}
    rule = {"ignore_blank": True, "error_title": _TITLE, "error_message": _sentence(column), **_prompt(column)}
    if column.choices:
        offered = next(choices.values for choices in book.lists if choices.key == column.choices)
        if not offered and not column.open_list:
            return None
        rule |= {"validate": "list", "source": f"={list_name(column.choices)}", "show_error": not column.open_list}
        return rule
    kind = column.kind
    if kind.type is Type.DATE:
        first, last = dt.date(1900, 3, 1), dt.date(9999, 12, 31)
        return rule | {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    if kind.type is Type.NUMBER:
        least = -LARGEST if kind.least is None else kind.least
        most = LARGEST if kind.most is None else kind.most
        what = "integer" if kind.whole else "decimal"
        return rule | {"validate": what, "criteria": "between", "minimum": least, "maximum": most}
    return {"validate": "any", **_prompt(column)} if column.help else None


def _prompt(column: Column) -> dict[str, str]:
    return {"input_title": column.header[:32], "input_message": column.help[:255]} if column.help else {}


def _sentence(column: Column) -> str:
    if column.choices:
        return f"Colonne {column.header} : choisissez une valeur de la liste."
    return f"Colonne {column.header} : il faut {column.kind.expected[0]}."


# --- how numbers are shown: by their unit, and whole numbers without decimals -----------------------------


def _add_units(page: Page, placed: PlacedTable, col: int, column: Column) -> None:
    if column.kind not in (NUMBER, GAP_NUMBER):
        return
    face = 0 if column.kind is NUMBER else 1
    cell = xl_rowcol_to_cell(placed.first, col, col_abs=True)
    tests = {f"=MOD({cell},1)=0": WHOLE_FORMATS[face]}
    if column.unit_key:
        beside = placed.left + [each.key for each in placed.table.columns].index(column.unit_key)
        unit = xl_rowcol_to_cell(placed.first, beside, col_abs=True)
        tests = {f'={unit}="{name}"': faces[face] for name, faces in UNIT_FORMATS.items()} | tests
    for test, shown in tests.items():
        rule = {"type": "formula", "criteria": test, "format": page.look.number(shown), "stop_if_true": True}
        page.sheet.conditional_format(placed.first, col, placed.last, col, rule)


# --- marks ------------------------------------------------------------------------------------------------


def _add_marks(page: Page, placed: PlacedTable, col: int, column: Column) -> None:
    cell = xl_rowcol_to_cell(placed.first, col, col_abs=True)
    for mark in column.marks:
        test = f'={cell}="{mark.equals}"' if mark.equals else f"=AND(ISNUMBER({cell}),{cell}>{mark.above})"
        rule = {"type": "formula", "criteria": test, "format": page.look.tone(mark.tone)}
        page.sheet.conditional_format(placed.first, col, placed.last, col, rule)
