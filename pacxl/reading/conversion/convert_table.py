"""A table's raw columns, converted: in the units of the plan, of their rows, and of what each row is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from pacxl.books.identity import settings_of
from pacxl.compute.columns import column_value
from pacxl.compute.excel_functions import Array, excel_blanks
from pacxl.definition.book import Book
from pacxl.definition.kind import shown
from pacxl.definition.table import Column, Table
from pacxl.formats.opened import opened_cell
from pacxl.french.choices import choice_of
from pacxl.french.numerals import Amount, Unit, flat_number, in_unit, read_amount
from pacxl.french.text import NO_WORDS, Unfit, Words
from pacxl.french.units import EURO, HT, PERCENT, Measure, read_unit, unit_of
from pacxl.plan.tables.action_status import DROPPED, GIVEN_UP
from pacxl.plan.tables.carnet import LOST, OPEN, WON
from pacxl.reading.conversion.convert import Remarks, convert
from pacxl.reading.conversion.number_columns import number_column_in_plan_units
from pacxl.reading.conversion.outcome import (
    TOLD_ONCE,
    Fate,
    Remark,
    format_changes_no_outcome,
    outcome_refused,
    outcome_words,
)
from pacxl.settings.correspondences import NO_CORRESPONDENCES, Correspondences


def convert_table(
    book: Book, table: Table, cells: Mapping[str, Array], files: Array, factors: Callable[[str], Array | None]
) -> tuple[dict[str, Array], dict[str, Remarks]]:
    """The stored columns of a table of a book, from their raw cells by key; and what there is to tell of them.
    `files` says which file each row is of, `factors` what a column's header multiplies its cells by."""
    lists = {each.key: each.values for each in book.lists}
    settings, taxes = settings_of(book), table_taxes(book)
    words = settings.words if settings else NO_CORRESPONDENCES
    columns, told, changed = dict[str, Any](), dict[str, Remarks](), dict[str, Array]()
    for column in table.stored:
        closed, key = () if column.open_list else lists.get(column.choices, ()), column.key
        raw, changed[key] = number_column_in_plan_units(cells[key], factors(key))
        raw, decided = _as_decided(raw, key, words, closed)
        columns[key], remarks = convert(raw, column.kind, closed, book.period, column.edge, taxes)
        refused_ = {row: each for row, each in remarks.items() if each.fate is Fate.REJECTED}
        told[key] = _as_typed(dict(sorted({**remarks, **decided, **refused_}.items())), cells[key], changed[key])
    _once_in_thousands(table, columns, changed, taxes)
    _in_units_of_rows(table, columns, told, taxes)
    _in_units_of_groups(table, columns, told, files, taxes)
    return columns, told


def table_taxes(book: Book) -> str:
    """When a table is converted: what the amounts of a book are counted in where they do not say it."""
    settings = settings_of(book)
    return settings.taxes if settings else HT


def numbers_as_shown(
    cells: Sequence[Any], column: Column, rows: Sequence[int], codes: Mapping[str, Sequence[int]], taxes: str
) -> Sequence[Any]:
    """Before a table is converted: the cells of a column, of some rows, its numbers with what their formats say of
    them; as they are, where the formats are those of such a column. `codes` are the formats found in the sheet's
    column, each with its rows."""
    odd = {} if column.computed else codes
    said = {row: code for code in odd if not format_changes_no_outcome(code, column.kind, taxes) for row in odd[code]}
    if not said:
        return cells
    return [opened_cell(cell, said.get(row, "")) for row, cell in zip(rows, cells, strict=True)]


def _as_decided(
    cells: Array, key: str, words: Correspondences, choices: Sequence[str]
) -> tuple[Array, dict[int, Remark]]:
    """A column's cells, those whose value somebody has decided upon as that; and what there is to tell of these."""
    if not words.decides(key):
        return cells, {}
    cells, told = cells.copy(), dict[int, Remark]()
    for row, cell in enumerate(cells):
        ours = words.value(key, cell) if isinstance(cell, str) and cell else None
        if ours is not None and ours != cell:
            cells[row] = value = choice_of(ours, choices) or ours
            reading = Words(f"« {value} »", f"“{value}”") if value else Words("une cellule vide", "a blank cell")
            told[row] = Remark("value-decided", shown(cell), outcome_words("reading", reading), Fate.CONVERTED)
    return cells, told


def _as_typed(remarks: Remarks, typed: Array, changed: Array) -> Remarks:
    """What there is to tell of a column some of whose cells were put in the unit of the plan first: of the others, as
    it is; of these, with the texts that were typed; a number is told with its column."""
    if not len(changed):
        return remarks
    told = {
        row: replace(remarks[row], raw=shown(typed[row])) if row in remarks else TOLD_ONCE for row in changed.tolist()
    }
    return dict(sorted({**remarks, **told}.items()))


def decide_by_status(table: Table, columns: Mapping[str, Any], adopted: Array) -> None:
    """What the words of some rows' status decide, where their own column says nothing: given up, a decision; won or
    lost, the issue of a deal. `adopted` are the rows of tables that pacxl did not make, which have no other way."""
    for said, decided, choices in _DECIDED.get(table.key, ()):
        if said in columns:
            for row in np.flatnonzero(
                adopted & excel_blanks(columns[decided]) & ~excel_blanks(columns[said])
            ).tolist():
                columns[decided][row] = choice_of(columns[said][row], choices) or None


_DECIDED = {
    "actions": (("statut_saisi", "decision", (GIVEN_UP, DROPPED)),),
    "carnet": (("etape", "issue", (OPEN, WON, LOST)),),
}


# --- numbers in the unit of their row ----------------------------------------------------------------------


def _once_in_thousands(table: Table, columns: Mapping[str, Any], changed: Mapping[str, Array], taxes: str) -> None:
    """Puts the numbers that the header of their column multiplied (`Cible (k€)`) into the unit of their row, where
    that is thousands too: they are multiplied once, when the row is put in euros."""
    for column in table.stored:
        for row in changed[column.key].tolist() if column.unit_key in columns else ():
            unit = columns[column.unit_key][row]
            if unit and (scale := read_unit(unit, taxes).scale) != 1:
                columns[column.key][row] = float(Decimal(repr(float(columns[column.key][row]))) / scale)


def _in_units_of_rows(
    table: Table, columns: Mapping[str, Any], remarks: Mapping[str, dict[int, Remark]], taxes: str
) -> None:
    """Puts the numbers that were typed with a unit (`12 k€`) into the unit of their row, in its columns and in what
    there is to tell of them: converted where that is exact; else without a value, for they compare with nothing.

    Where the row says no unit, it is that of the first number that was typed with one.
    """
    said: dict[int, tuple[str, Measure]] = {}
    for column in table.stored:
        units = columns.get(column.unit_key)
        for row, remark in remarks[column.key].items() if units is not None else ():
            own = _unit_with(remark.raw, taxes) if remark.fate is Fate.CONVERTED else None
            if own is None or units is None:
                continue
            text = units[row]
            name, unit = said.setdefault(row, own) if text is None else (text, read_unit(text, taxes))
            if own[1].name != unit.name and _converts(own[1], unit):
                why = Words(f"c’est en {own[0]}, et la ligne en {name}", f"it is in {own[0]}, and the row in {name}")
                columns[column.key][row] = np.nan
                remarks[column.key][row] = outcome_refused(remark.raw, Unfit(why), column.kind, NO_WORDS)
            elif own[1].name == unit.name and unit.scale != 1 and text is not None:
                columns[column.key][row] = value = float(Decimal(repr(float(columns[column.key][row]))) / unit.scale)
                about = outcome_words("reading", Words(*[in_unit(value, name)] * 2))
                remarks[column.key][row] = replace(remark, about=remark.about | about)


def _unit_with(text: str, taxes: str) -> tuple[str, Measure] | None:
    """The unit that a number is typed with, as it is written and as it is compared; None where there is none."""
    amount = read_amount(flat_number(text))
    if not isinstance(amount, Amount) or (amount.unit is Unit.NONE and not amount.beside):
        return None
    measure = unit_of(amount, False, taxes)
    sign = {Unit.EURO: EURO, Unit.PERCENT: PERCENT}.get(amount.unit, "")
    return (f"{sign} {amount.beside}".strip(), measure._replace(scale=Decimal(1))) if measure else None


def _converts(one: Measure, other: Measure) -> bool:
    """Whether one of two units is money, or a percentage: what it counts is then no matter of words."""
    return any(unit.name.startswith((EURO, PERCENT)) for unit in (one, other))


# --- the rows of one thing, in one unit -------------------------------------------------------------------


def _in_units_of_groups(
    table: Table, columns: Mapping[str, Any], remarks: Mapping[str, dict[int, Remark]], files: Array, taxes: str
) -> None:
    """Puts the rows of one thing (the months of an indicator) into one unit, that of its first row in its file: what
    converts is converted; money beside anything else, or percentages, have no value there. All of it is told."""
    measured = [column for column in table.stored if column.unit_key in columns]
    if not measured or table.group_key not in columns:
        return
    units = columns[measured[0].unit_key]
    firsts: dict[tuple[int, str], str] = {}
    groups = zip(files.tolist(), columns[table.group_key].tolist(), units.tolist(), strict=True)
    known = ((row, (file, group), unit) for row, (file, group, unit) in enumerate(groups) if group and unit)
    odd = [(row, unit, first) for row, group, unit in known if (first := firsts.setdefault(group, unit)) != unit]
    for row, text, first in odd:
        own, unit = read_unit(text, taxes), read_unit(first, taxes)
        if own.name != unit.name and not _converts(own, unit):
            continue
        if own.name == unit.name:
            units[row] = first
            reading = outcome_words("reading", Words(f"« {first} »", f"“{first}”"))
            remarks[measured[0].unit_key][row] = Remark("converted", text, reading, Fate.CONVERTED)
        for column in measured:
            value = columns[column.key][row]
            if np.isnan(value) or own == unit:
                continue
            raw = getattr(remarks[column.key].get(row), "raw", "") or shown(column_value(value, column.kind))
            if own.name == unit.name:
                columns[column.key][row] = value = float(Decimal(repr(float(value))) * own.scale / unit.scale)
                about = outcome_words("reading", Words(*[in_unit(value, first)] * 2))
                remarks[column.key][row] = Remark("converted", raw, about, Fate.CONVERTED)
            else:
                columns[column.key][row] = np.nan
                why = Words(f"c’est en {text}, et les autres lignes en {first}", f"in {text}; other rows, in {first}")
                remarks[column.key][row] = outcome_refused(raw, Unfit(why), column.kind, NO_WORDS)
