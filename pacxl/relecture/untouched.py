"""Whether a plan is as it was handed out: nothing is typed in it but what a blank one comes with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pacxl.books.pac import pac_blank_rows
from pacxl.compute.columns import column_value
from pacxl.definition.table import Column
from pacxl.relecture.plan_in_hand import PlanInHand
from pacxl.typography import plain_spaces

_AS_BLANK = "blank-in-disguise"


def is_untouched(plan: PlanInHand) -> bool:
    """Whether nothing is typed in a plan, in its tables or beside them, be it what cannot be read or « n.c. »."""
    contents = plan.contents
    if len(contents.libre) or contents.cells.rejected or any(each.code == _AS_BLANK for each in contents.found):
        return False
    if plan.acting.any() or plan.set_aside.any():
        return False  # known already, unlike what a blank comes with
    presets = pac_blank_rows(plan.settings)
    return not any(
        _is_typed(plan, table.key, column, presets.get(table.key, {}).get(column.key, ()))
        for table in contents.book.tables
        if plan.size(table.key)
        for column in table.columns
        if column.typed
    )


def _is_typed(plan: PlanInHand, table: str, column: Column, preset: Sequence[Any]) -> bool:
    """Whether a column holds more than a blank plan comes with: another value, or one more often."""
    filled = plan.column(table, column.key)[plan.filled(table, column.key)]
    given = [each for each in preset if each is not None and each != ""]
    if len(filled) > len(given):
        return True
    known = Counter(map(_comparable, given))
    known.subtract(_comparable(column_value(each, column.kind)) for each in filled)
    return any(number < 0 for number in known.values())


def _comparable(value: Any) -> Any:
    """A cell as it is compared with what a blank plan comes with, in which spaces may be no-break ones."""
    return plain_spaces(value) if isinstance(value, str) else value
