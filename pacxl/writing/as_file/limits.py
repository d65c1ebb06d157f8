"""What Excel can hold, asked of contents before anything is written, and of each formula before it is in a cell."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

import numpy as np

from pacxl.compute.contents import Contents
from pacxl.compute.excel_functions import Array
from pacxl.definition.kind import Kind
from pacxl.definition.layout import PlacedSheet
from pacxl.definition.signatures import Type
from pacxl.errors import LimitExceeded
from pacxl.excel import (
    DEEPEST_FORMULA,
    FIRST_DAY,
    FIRST_SERIAL,
    LARGEST_WHOLE,
    LAST_SERIAL,
    LONGEST_FORMULA,
    LONGEST_TEXT,
    MOST_ARGUMENTS,
    ROWS,
    excel_cannot_write,
    excel_length,
)
from pacxl.french.text import Words


def check_excel_limits(contents: Contents, sheets: tuple[PlacedSheet, ...], path: str) -> None:
    """Raises LimitExceeded, naming table, column and row, at the first value that Excel cannot hold."""
    _check_identity(contents, path)
    for placed in sheets:
        for grid in placed.tables:
            if grid.last >= ROWS:
                title, sheet = grid.table.title, placed.sheet.name
                raise LimitExceeded(
                    path,
                    f"{title}, feuille {sheet} : {grid.filled} lignes, une feuille en a {ROWS} en tout",
                    f"{title}, sheet {sheet}: {grid.filled} rows, a sheet has {ROWS} in all",
                )
    for key, table in contents.book.by_key.items():
        for column in table.stored:
            wrong = _wrong(contents.world.tables.column(key, column.key), column.kind)
            if wrong.any():
                row = int(np.argmax(wrong))
                said = _shown(contents.frames[key][column.key].iloc[row])
                raise LimitExceeded(
                    path,
                    f"{table.title}, colonne {column.header}, ligne {row + 1} : {said.fr}",
                    f"{table.title}, column {column.header}, row {row + 1}: {said.en}",
                )


def _check_identity(contents: Contents, path: str) -> None:
    for key, text in dataclasses.asdict(contents.identity).items():
        if excel_cannot_write(text) or excel_length(text) > LONGEST_TEXT:
            said = _shown(text)
            raise LimitExceeded(path, f"identité, {key} : {said.fr}", f"identity, {key}: {said.en}")
    if contents.today < FIRST_DAY:
        raise LimitExceeded(path, f"date du jour : {contents.today}", f"today’s date: {contents.today}")


def _wrong(values: Array, kind: Kind) -> Array:
    """Which values of a column no cell can hold, as an array of bool."""
    if kind.type is Type.TEXT:
        texts = values.tolist()
        wrong = {text for text in set(texts) if isinstance(text, str) and _is_wrong(text)}
        return np.array([text in wrong for text in texts] if wrong else np.zeros(len(values)), dtype=bool)
    if kind.type is Type.DATE:
        return (values < FIRST_SERIAL) | (values > LAST_SERIAL)
    return np.abs(values) > LARGEST_WHOLE if kind.whole else np.isinf(values)


def _is_wrong(text: str) -> bool:
    return excel_cannot_write(text) or (len(text) > LONGEST_TEXT // 2 and excel_length(text) > LONGEST_TEXT)


def _shown(value: object) -> Words:
    if not isinstance(value, str):
        return Words(f"{value}", f"{value}")
    start, size = f"{value[:40]!r}", excel_length(value)
    if size <= LONGEST_TEXT:
        return Words(start, start)
    return Words(
        f"{start} ({size} caractères, {LONGEST_TEXT} au plus)", f"{start} ({size} characters, {LONGEST_TEXT} at most)"
    )


# --- formulas ---------------------------------------------------------------------------------------------

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")  # XML holds none, and a formula has no other way to say them
# Texts, structured references and sheets' names, to be passed over; then what gives a formula its shape.
_MARKS = re.compile(
    r""" "[^"]*" | \[(?:'.|[^'\[\]]|\[(?:'.|[^'\[\]])*\])*\] | '[^']*'! | (?<![\w.])[\w.]*\( | [,)] """, re.X
)


@lru_cache(maxsize=4096)
def formula_limit(formula: str) -> Words | None:
    """What limit of Excel keeps it from taking a formula (without its `=`), as the end of a sentence; None if nothing
    does."""
    if _CONTROL.search(formula):
        start = f"{formula[:40]!r}"
        return Words(
            f"une formule avec un caractère de commande ({start})", f"a formula with a control code ({start})"
        )
    size = excel_length(formula)
    depth, arguments = _shape(formula) if 2 * DEEPEST_FORMULA < size < LONGEST_FORMULA else (0, 0)
    for number, most, what in (
        (size, LONGEST_FORMULA - 1, Words("une formule de {} caractères", "a formula of {} characters")),
        (depth, DEEPEST_FORMULA, Words("une formule de {} niveaux", "a formula of {} levels")),
        (arguments, MOST_ARGUMENTS, Words("une fonction de {} arguments", "a function of {} arguments")),
    ):
        if number > most:
            return Words(f"{what.fr.format(number)} ({most} au plus)", f"{what.en.format(number)} ({most} at most)")
    return None


def _shape(formula: str) -> tuple[int, int]:
    """How deep functions stand in functions, and how many arguments one of them has at most."""
    open_functions: list[int] = []  # their commas; a bare parenthesis has none
    deepest = most = 0
    for mark in _MARKS.findall(formula):
        if mark.endswith("("):
            open_functions.append(1 if len(mark) > 1 else 0)
        elif mark == "," and open_functions:
            open_functions[-1] += 1
        elif mark == ")" and open_functions:
            most = max(most, open_functions.pop())
        deepest = max(deepest, sum(count > 0 for count in open_functions))
    return deepest, most
