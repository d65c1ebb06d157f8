"""A deed is what a person did in a folder: it leaves files there, to be read, or gives the findings that
pacxl made of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import pacxl
from pacxl.a1 import address
from pacxl.compute.contents import Contents
from pacxl.findings.finding import Finding, Place
from tests.books.test_reglages import SLIPS
from tests.guard.hostile import CASES
from tests.reading.mutations import MUTATIONS, Bent, bent_by, save
from tests.reading.mutations.samples import Sample
from tests.typed import MAIN, Element, edited, part_of, typed


@dataclass(frozen=True)
class Desk:
    """Where a person is at work: a folder, and the workbooks there are: a filled plan and a firm's settings."""

    folder: Path
    sample: Sample
    settings_path: Path
    settings: Contents

    @property
    def plan(self) -> Contents:
        return self.sample.plan

    def copy(self, name: str = "PAC_Paul.xlsx") -> Path:
        return Path(shutil.copy(self.sample.path, self.folder / name))


@dataclass(frozen=True)
class Deed:
    """What a person did. It leaves files to be read, or gives the findings that pacxl made of it.

    `where` names the folder that several deeds are done in, one after the other; by default each has its own.
    """

    sentence: str
    do: Callable[[Desk], Iterable[Finding] | None]
    where: str = ""


def deed(do: Callable[[Desk], Iterable[Finding] | None]) -> Deed:
    return Deed(do.__name__.replace("_", " "), do)


# --- deeds alike ------------------------------------------------------------------------------------------


HEADER = 0  # the row above a table's first


def wrote(sentence: str, table: str, row: int = 1, **values: Any) -> Deed:
    """Values typed in a row of a table; None empties a cell."""

    def do(desk: Desk) -> None:
        path, cells = cells_of_row(desk, table, row, *values)
        typed(path, {cells(key): value for key, value in values.items()})

    return Deed(sentence, do)


def slipped(sentence: str) -> Deed:
    """One of the slips in a settings workbook, which has them all."""
    slip = SLIPS[sentence]

    def do(desk: Desk) -> None:
        columns = desk.settings.book.by_key[slip.table].columns
        key = next(column.key for column in columns if column.header == slip.header)
        wrote(sentence, slip.table, slip.row, **{key: slip.typed}).do(desk)

    return Deed(sentence, do, "réglages")


def calculated(sentence: str, table: str, key: str, formula: str, shown: str | float = "") -> Deed:
    """A formula in a table's first row, and what its cell shows."""

    def do(desk: Desk) -> None:
        path, cells = cells_of_row(desk, table, 1)
        sheet, address = cells(key)

        def put_in(root: Element) -> None:
            cell = next(each for each in root.iter(f"{MAIN}c") if each.get("r") == address)
            for each in [*cell]:
                cell.remove(each)
            cell.set("t", "e" if isinstance(shown, str) else "n")
            etree.SubElement(cell, f"{MAIN}f").text = formula
            if shown != "":
                etree.SubElement(cell, f"{MAIN}v").text = str(shown)

        edited(path, part_of(path, sheet), put_in)

    return Deed(sentence, do)


def cells_of_row(desk: Desk, table: str, row: int, *keys: str) -> tuple[Path, Callable[[str], tuple[str, str]]]:
    """A copy of the workbook that has a table with some columns; where the cells of a row are (1 is its first), by
    column."""
    known = {desk.sample.path: desk.plan, desk.settings_path: desk.settings}
    source, held = next(
        (path, held) for path, held in known.items() if table in held.frames and {*keys} <= {*held.frames[table]}
    )
    sheet = next(sheet for name, sheet, _ in held.columns if name == table)
    line = int(held.frames[table]["ligne"].iloc[0]) + row - 2
    path = desk.folder / source.name
    if not path.exists():
        shutil.copy(source, path)
    return path, lambda key: (sheet, address(line, held.columns[table, sheet, key]))


def bent(*sentences: str, name: str = "PAC_Paul.xlsx") -> Deed:
    """Mutations of the filled plan."""

    def do(desk: Desk) -> None:
        save(bent_by([MUTATIONS[each] for each in sentences], Bent(desk.sample)), desk.folder / name)

    return Deed(", ".join(sentences), do)


def hostile(sentence: str) -> Deed:
    """One of the hostile files."""
    case = CASES[sentence]

    def do(desk: Desk) -> None:
        (desk.folder / case.name).write_bytes(case.make())

    return Deed(sentence, do)


def refused(act: Callable[[], object]) -> list[Finding]:
    """The fault that keeps pacxl from doing something, as the command line tells it."""
    with pytest.raises(pacxl.PacxlError) as caught:
        act()
    fault = caught.value
    return [Finding(fault.code, Place(fault.path), about={"what": fault.detail, "what_en": fault.detail_en})]
