"""An account of a bent workbook, kept without pacxl: every cell that another program sees must be found again."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from pacxl import Contents
from pacxl.compute.tally import Tallied
from tests.reading.mutations.bent import Bent
from tests.reading.mutations.cell import Formula
from tests.reading.mutations.samples import Sample


def lost(bent: Bent, read: Contents) -> list[str]:
    """The cells whose contents are nowhere any more, the workbook's own furniture and formulas aside."""
    twice = Counter(spellings(value, "")[0] for value in bent.spared if not isinstance(value, Formula))
    cells = ((place, cell, value) for place, cell, value in bent.seen() if not _calculated(cell))
    return unaccounted(cells, read, furniture(bent.sample) + twice)


def unaccounted(cells: Iterable[tuple[str, Any, Any]], read: Contents, credit: Counter[str]) -> list[str]:
    """The cells (where, the cell, what it shows) that are neither in a frame, nor in a finding, nor among the free
    contents, nor in what is credited besides. Each text is counted: one value does not account for two cells."""
    left, words = _held(read) + credit, _own_words(read)
    gone = []
    for place, cell, value in cells:
        texts = spellings(value, cell.number_format)
        found = next((text for text in texts if left[text] > 0), None)
        if found is not None:
            left[found] -= 1
        elif texts != [""] and _folded(texts[0]) not in words:
            gone.append(f"{place}: {texts[0]}")
    return gone


def _calculated(cell: Any) -> bool:
    """Whether a cell is a formula of the workbook's own: its value is told from what people typed."""
    return isinstance(cell.value, Formula) and not cell.value.typed


def spellings(value: Any, number_format: str) -> list[str]:
    """How a value may be told: as its cell shows it, or plainly."""
    if isinstance(value, bool):
        return ["VRAI" if value else "FAUX"]
    if isinstance(value, int | float):
        share = [f"{value * 100:.10g} %".replace(".", ",")] if "%" in number_format else []
        shown = [f"{value:.15g}{number_format[8:-1]}".replace(".", ",")] if number_format[:8] == 'General"' else []
        return [f"{value:.15g}".replace(".", ","), *share, *shown]
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return [f"{value:%d/%m/%Y %H:%M}", f"{value:%d/%m/%Y}"]
    if isinstance(value, dt.date):
        return [f"{value:%d/%m/%Y}"]
    return [_spaced(str(value))]


def _held(read: Contents) -> Counter[str]:
    """What reading holds: the typed values of the frames, the raw values of the findings, the free contents."""
    texts: list[str] = [*map(_spaced, read.libre["valeur"])]
    for value, message in zip(read.findings["value"], read.findings["message"], strict=True):
        told = {_spaced(value), *re.findall(r"« (.+?) »", _spaced(message))}  # a sentence quotes a header, a text
        texts += {line for text in told for line in text.split(" › ")}  # a header of two lines
    for table in read.book.tables:
        rows = grid(read.frames[table.key], table.frame_keys)
        texts += [spellings(value, "")[0] for row in rows for value in row if value is not None]
    return Counter([*texts, spellings(read.today, "")[0]])


@lru_cache
def furniture(sample: Sample) -> Counter[str]:
    """The cells of the workbook as it was, but for those that people type and those that are calculated."""
    return Counter(_untyped(Bent(sample)))


def _untyped(whole: Bent) -> Iterator[str]:
    typed = {
        f"{at.sheet.title}!{at.cell(index, key).coordinate}"
        for at in whole.tables.values()
        for index in at.rows
        for key in (column.key for column in at.table.stored)
    }
    for place, cell, value in whole.seen():
        if place not in typed and not _calculated(cell):
            yield spellings(value, "")[0]


def _own_words(read: Contents) -> set[str]:
    """The plan's headers, which may stand as often as people like."""
    return {_folded(column.header) for table in read.book.tables for column in table.columns}


def _folded(text: str) -> str:
    bare = "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))
    return " ".join(bare.replace("’", "'").split()).strip(" :*?")


def _spaced(text: str) -> str:
    """Without what has no width, and with single spaces."""
    return " ".join("".join(each for each in text if unicodedata.category(each) != "Cf").split())


def unbalanced(read: Contents) -> list[str]:
    """The columns of sheets whose numbers, added up by a pass that knows no tables, are not those that were kept,
    converted, rejected, left free or calculated by the workbook: how many, and their sum."""
    stored: dict[tuple[str, str], list[Tallied]] = {}
    for each in read.numbers:
        if each.letter and each.fate != "apres":
            stored.setdefault((each.sheet, each.letter), []).append(each)
    gone = []
    for (sheet, letter), numbers in stored.items():
        all_, told = ([each for each in numbers if (each.fate == "lu") is whole] for whole in (True, False))
        cells = sum(each.cells for each in all_) - sum(each.cells for each in told)
        amount = sum(each.total for each in all_) - sum(each.total for each in told)
        if cells or abs(amount) > 1e-9 * sum(each.size for each in all_):
            gone.append(f"{sheet}!{letter}: {all_} / {told}")
    return gone


# --- frames -----------------------------------------------------------------------------------------------


def changed(bent: Bent, read: Contents) -> list[str]:
    """Where the frames are not what they should be: table, row and column, with both values.

    Where nothing should have changed, computed columns count too; else they follow from the others.
    """
    plan = bent.sample.plan
    found = [f"today: {bent.today or plan.today} / {read.today}"] * ((bent.today or plan.today) != read.today)
    for name in ("company", "person", "team", "period") if bent.anonymous else tuple(vars(plan.identity)):
        if (mine := getattr(plan.identity, name)) != (theirs := getattr(read.identity, name)):
            found.append(f"{name}: {mine!r} / {theirs!r}")
    if (mine := _shape(plan)) != (theirs := _shape(read)):
        return [*found, f"another book: {mine} / {theirs}"]
    altered = bent.altered
    for table in plan.book.tables:
        columns = table.stored_keys if altered else list(table.frame_keys)
        typed = [tuple(row.values()) for _, row in bent.wanted(table)]
        wanted = typed if altered else grid(plan.frames[table.key], columns)
        found += _differences(table.key, columns, wanted, grid(read.frames[table.key], columns))
    return found


def _shape(plan: Contents) -> dict[str, list[str]]:
    """The tables of a book, with the names of their columns and of their Excel Tables."""
    return {t.key: [*t.frame_keys, *(part.name for part in t.parts)] for t in plan.book.tables}


def grid(frame: pd.DataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Some columns of a frame, row by row, as plain Python; None for a blank."""
    cells = [[None if _missing(value) else value for value in frame[key].tolist()] for key in columns]
    return list(zip(*cells, strict=True))


def _missing(value: Any) -> bool:
    return value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def _differences(
    table: str, columns: list[str], wanted: list[tuple[Any, ...]], given: list[tuple[Any, ...]]
) -> Iterator[str]:
    if len(wanted) != len(given):
        missing, more = _apart(wanted, given), _apart(given, wanted)
        yield f"{table}: {len(wanted)} rows / {len(given)}; missing {missing:.300}; more {more:.300}"
        return
    for number, (one, other) in enumerate(zip(wanted, given, strict=True), 1):
        for key, a, b in zip(columns, one, other, strict=True):
            if a != b:
                yield f"{table}.{key} row {number}: {a!r:.80} / {b!r:.80}"


def _apart(some: Iterable[tuple[Any, ...]], others: list[tuple[Any, ...]]) -> str:
    return str([[each for each in row if each is not None][:6] for row in some if row not in others])
