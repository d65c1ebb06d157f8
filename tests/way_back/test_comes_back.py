"""A copy comes back: mended, or to be sent once more; what they answer stays theirs."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.compute.contents import Contents
from pacxl.locating.returned_copy import (
    ERROR_FILL,
    SHEET_MARK,
    cells_of_returned_copy,
    is_mending_sheet,
    note_of_returned_copy,
)
from pacxl.writing.palette import INPUT
from tests import bend, judges
from tests.typed import MAIN, Element, edited, part_of, parts, typed
from tests.way_back.copies import (
    BUDGET,
    DECISION,
    SHEET,
    START,
    back,
    comments_of,
    fills,
    findings_at,
    lines,
    note,
    opened,
)


def test_once_corrected_there_is_nothing_left_to_say(bent: Path, returning: Path) -> None:
    mended: dict[tuple[str, str], str | float | None] = {
        (SHEET, BUDGET): 1500.0,
        (SHEET, START): 46200.0,
        (SHEET, DECISION): "retenue",
    }
    copy, original = typed(returning, mended), typed(bent, mended)
    assert pacxl.read(copy) == pacxl.read(original)
    recalculated(copy)
    findings = pacxl.read(copy).findings
    assert findings[findings["severity"] != "info"].empty


def recalculated(path: Path) -> None:
    """The workbook with the values that IronCalc computes, as a spreadsheet program would save it."""
    stored = judges.formula_cells(path)
    judged = judges.by_ironcalc(path, stored)
    stale = {cell: judged[cell] for cell in stored if not judges.same(stored[cell], judged[cell])}
    for sheet in {sheet for sheet, _ in stale}:
        values = {cell: value for (name, cell), value in stale.items() if name == sheet}
        edited(path, part_of(path, sheet), partial(store, values))


def store(values: dict[str, Any], root: Element) -> None:
    for cell in root.iter(f"{MAIN}c"):
        if cell.get("r") in values:
            value = values[cell.get("r", "")]
            next(cell.iter(f"{MAIN}v")).text = str(value)
            cell.attrib.pop("t", "")
            if isinstance(value, str):
                cell.set("t", "str")


def test_sent_back_again_nothing_piles_up(returning: Path, tmp_path: Path, plan: Contents) -> None:
    again = back(returning, tmp_path / "encore", contents=replace(plan, found=findings_at(START)))
    assert opened(again).sheetnames.count("À corriger") == 1
    assert [line[3] for line in lines(again)] == [START]
    assert [note(again, cell).count("— pacxl —") for cell in (BUDGET, START)] == [0, 1]
    assert fills(again, BUDGET, START, DECISION) == [INPUT, ERROR_FILL, INPUT]


def test_sent_back_with_nothing_to_mend_it_is_as_it_was(
    received: Path, returning: Path, tmp_path: Path, plan: Contents
) -> None:
    clean = back(returning, tmp_path / "encore", contents=replace(plan, found=()), always=True)
    before, after = parts(received), parts(clean)
    boxes = comments_of(received).replace("comments", "drawings/vmlDrawing").replace(".xml", ".vml")
    assert re.sub(rb'data="[\d,]*"', b"", after[boxes]) == re.sub(rb'data="[\d,]*"', b"", before[boxes])
    same = [*opened(received)[SHEET].iter_rows(), *opened(clean)[SHEET].iter_rows()]
    looks = [[(cell.value, repr(cell.fill), cell.number_format) for cell in row] for row in same]
    assert looks[: len(looks) // 2] == looks[len(looks) // 2 :]


@pytest.mark.judge
def test_the_fill_that_a_cell_had_comes_back(bent: Path, tmp_path: Path, plan: Contents) -> None:
    (shade,) = fills(bent, BUDGET)
    once = back(bent, tmp_path / "un", contents=replace(plan, found=findings_at(BUDGET)))
    resaved = judges.resaved_by_node("exceljs", once, once)  # which gives every format another rank
    again = back(resaved, tmp_path / "deux", contents=replace(plan, found=findings_at(START)))
    assert shade
    assert fills(again, BUDGET, START) == [shade, ERROR_FILL]
    assert ([line[3] for line in lines(again)], "— pacxl —" in note(again, START)) == ([START], True)


def test_what_they_answer_is_kept_and_told_from_ours(returning: Path, tmp_path: Path, plan: Contents) -> None:
    with bend.opened(returning) as workbook:
        workbook["À corriger"]["J9"] = "C’est le prix d’avant la remise."
        workbook["À corriger"]["C20"] = "Voir avec Zoé"
    grid = [["" if cell is None else cell for cell in row] for row in opened(returning)["À corriger"].values]
    assert list(cells_of_returned_copy(grid)) == [
        (8, 9, "C’est le prix d’avant la remise."),
        (19, 2, "Voir avec Zoé"),
    ]
    once = back(returning, tmp_path / "un", contents=plan)
    twice = back(once, tmp_path / "deux", contents=plan)
    texts = [cell for row in opened(twice)["À corriger"].values for cell in row]
    assert [texts.count(each) for each in ("C’est le prix d’avant la remise.", "Voir avec Zoé")] == [1, 1]


def test_the_sheet_is_known_whatever_it_is_called() -> None:
    assert is_mending_sheet([[SHEET_MARK, "À corriger"]])
    assert not is_mending_sheet([["", "À corriger"]])
    assert not is_mending_sheet([])


NOTES = {
    "ours alone": ("— pacxl : à corriger —\nFaux.\n→ Corrigez.\n— pacxl —", ""),
    "ours under theirs": ("Zoé : vu\n— pacxl : à corriger —\nFaux.\n— pacxl —", "Zoé : vu"),
    "their answer under ours": ("— pacxl: to mend —\r\nWrong.\r\n— pacxl —\r\nDone", "Done"),
    "theirs alone, about us": ("le fichier — pacxl — est parti", "le fichier — pacxl — est parti"),
}


@pytest.mark.parametrize(("text", "theirs"), NOTES.values(), ids=NOTES)
def test_our_words_are_told_from_theirs_in_a_note(text: str, theirs: str) -> None:
    assert note_of_returned_copy(text) == theirs
