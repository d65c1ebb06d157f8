"""In a copy that is sent back, all else is as it was, whatever program saved it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from pacxl.compute.contents import Contents
from pacxl.findings.finding import Finding, Place
from pacxl.locating.returned_copy import (
    ERROR_FILL,
    WARNING_FILL,
    note_of_returned_copy,
)
from tests import bend, judges
from tests.typed import MAIN, Element, edited, part_of, parts, rewritten
from tests.way_back.copies import (
    BUDGET,
    DECISION,
    SAMPLES,
    SHEET,
    START,
    back,
    comments_of,
    fills,
    lines,
    note,
    opened,
    relations_of,
)


def test_only_the_parts_in_question_change(received: Path, sent: Path) -> None:
    before, after = parts(received), parts(sent)
    changed = {name for name in before if before[name] != after[name]}
    in_sight = part_of(received, opened(received).active.title)  # type: ignore[union-attr]  # it is no chart
    boxes = comments_of(received).replace("comments", "drawings/vmlDrawing").replace(".xml", ".vml")
    assert changed == {
        *("[Content_Types].xml", "docProps/app.xml"),
        *("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        *(part_of(received, SHEET), comments_of(received), boxes, in_sight),
    }
    assert set(after) - set(before) == {part_of(sent, "À corriger")}
    assert list(after)[: len(before)] == list(before)


def test_in_a_sheet_only_the_formats_of_its_cells_change(received: Path, sent: Path) -> None:
    before, after = (etree.fromstring(parts(path)[part_of(path, SHEET)]) for path in (received, sent))
    odd = []
    for old, new in zip(before.iter(), after.iter(), strict=True):
        assert (old.tag, old.text, old.tail) == (new.tag, new.text, new.tail)
        if differing := set(old.items()) ^ set(new.items()):
            assert {name for name, _ in differing} == {"s"}
            odd.append(new.get("r"))
    assert odd == [BUDGET, START, DECISION]


def test_the_other_formats_keep_their_rank(received: Path, sent: Path) -> None:
    before, after = (etree.fromstring(parts(path)["xl/styles.xml"]) for path in (received, sent))
    for old, new in zip(before, after, strict=True):
        kept = [etree.tostring(each) for each in new][: len(old)]
        assert kept == [etree.tostring(each) for each in old]
        assert new.get("count", str(len(new))) == str(len(new))


def test_the_audit_finds_nothing(sent: Path) -> None:
    assert judges.audit(sent) == []


def test_ironcalc_finds_the_values_that_it_found_before(received: Path, sent: Path) -> None:
    cells = judges.formula_cells(received)
    assert cells
    assert judges.by_ironcalc(sent, cells) == judges.by_ironcalc(received, cells)


@pytest.mark.judge
def test_libreoffice_opens_it_and_keeps_what_is_shown(sent: Path, tmp_path: Path) -> None:
    saved = judges.resaved_by_libreoffice(sent, tmp_path)
    assert fills(saved, BUDGET, START, DECISION) == [ERROR_FILL, ERROR_FILL, WARNING_FILL]
    assert lines(saved) == lines(sent)
    assert (note_of_returned_copy(note(saved, BUDGET)), note(saved, BUDGET) == note(sent, BUDGET)) == ("", True)


# --- files of other programs ------------------------------------------------------------------------------


def by_openpyxl(path: Path) -> Path:
    with bend.opened(path):
        return path


def by_sheetjs(path: Path) -> Path:
    return judges.resaved_by_node("sheetjs", path, path)


def with_prefixes(path: Path) -> Path:
    """Every name of a sheet, of the workbook and of the styles under a prefix."""
    for part in (part_of(path, SHEET), "xl/workbook.xml", "xl/styles.xml"):
        text = re.sub(r"<(/?)(\w+)(?=[\s/>])", r"<\1x:\2", parts(path)[part].decode())
        rewritten(path, {part: text.replace(' xmlns="', ' xmlns:x="', 1).encode()})
    return path


def without_places(path: Path) -> Path:
    """Rows and cells that do not say where they stand."""

    def unplace(root: Element) -> None:
        holder = next(root.iter(f"{MAIN}sheetData"))
        rows = {int(row.get("r", "0")): row for row in holder}
        for number in range(1, max(rows) + 1):
            row = rows.get(number, etree.Element(f"{MAIN}row"))
            holder.append(row)
            cells = {column_index_from_string(coordinate_from_string(cell.get("r", ""))[0]): cell for cell in row}
            for col in range(1, max(cells, default=0) + 1):
                row.append(cells.get(col, etree.Element(f"{MAIN}c")))
            for each in (row, *row):
                each.attrib.pop("r", "")
                each.attrib.pop("spans", "")

    return edited(path, part_of(path, SHEET), unplace)


def without_notes(path: Path) -> Path:
    """No note on the sheet, and none of their drawings known to the file's types."""
    edited(path, part_of(path, SHEET), lambda root: root.remove(next(root.iter(f"{MAIN}legacyDrawing"))))
    known = parts(path)[relations_of(path)]
    return rewritten(path, {relations_of(path): re.sub(rb"<Relationship [^>]*(comments|vmlDraw)[^>]*/>", b"", known)})


def without_formats(path: Path) -> Path:
    """No styles at all, as the plainest of programs write."""
    shown = rb' (s|style|dxfId)="\d+"'
    known = {name: re.sub(shown, b"", part) for name, part in parts(path).items() if "/sheet" in name}
    types = re.sub(rb'<Override PartName="/xl/styles.xml"[^>]*/>', b"", parts(path)["[Content_Types].xml"])
    relations = re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", parts(path)["xl/_rels/workbook.xml.rels"])
    furniture = {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": relations, "xl/styles.xml": None}
    return rewritten(path, {**known, **furniture})


HABITS: dict[str, Callable[[Path], Path]] = {
    "saved by openpyxl, whose drawings have prefixes of their own": by_openpyxl,
    "saved by SheetJS, without tables": by_sheetjs,
    "with prefixed names": with_prefixes,
    "without the places of rows and cells": without_places,
    "a sheet without notes": without_notes,
    "without formats": without_formats,
}


@pytest.mark.parametrize(
    "habit",
    [
        pytest.param(habit, id=sentence, marks=[pytest.mark.judge] * (habit is by_sheetjs))
        for sentence, habit in HABITS.items()
    ],
)
def test_any_program_s_file_goes_back(
    bent: Path, tmp_path: Path, plan: Contents, habit: Callable[[Path], Path]
) -> None:
    copy = back(habit(bent), tmp_path / "renvoi", contents=plan)
    assert fills(copy, BUDGET, START, DECISION) == [ERROR_FILL, ERROR_FILL, WARNING_FILL]
    assert [note(copy, cell).count("— pacxl —") for cell in (BUDGET, START, DECISION)] == [1, 1, 1]
    assert len(lines(copy)) == 3
    if habit in (without_notes, without_formats):
        assert judges.audit(copy) == []


def test_a_sample_that_libreoffice_saved_goes_back_with_its_charts_and_all(tmp_path: Path, plan: Contents) -> None:
    path = Path(shutil.copy(SAMPLES / "PAC_Malik.xlsx", tmp_path))
    place = Place("PAC_Malik.xlsx", "Carnet", "F10", "Carnet", "Montant")
    wrong = Finding("not-accepted", place, "abc", {"expected": "un montant"})
    copy = back(path, tmp_path / "renvoi", contents=replace(plan, found=(wrong,)))
    assert lines(copy) == [[1, "erreur", "Carnet", "F10", "Montant", "abc"]]
    before, after = parts(path), parts(copy)
    touched = {re.sub(r"\d+", "", name) for name in before if before[name] != after[name]}
    assert touched == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        *("xl/worksheets/sheet.xml", "xl/comments.xml", "xl/drawings/vmlDrawing.vml"),
    }
    assert any("/charts/" in name for name in before)


def test_a_workbook_in_the_strict_dialect_goes_back_in_it(bent: Path, tmp_path: Path, plan: Contents) -> None:
    strict = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    dialect(bent, strict)
    copy = back(bent, tmp_path / "renvoi", contents=plan)
    assert not any(old in part for part in parts(copy).values() for old in strict)
    dialect(copy, {new: old for old, new in strict.items()})  # openpyxl does not know the strict one
    assert fills(copy, BUDGET, START, DECISION) == [ERROR_FILL, ERROR_FILL, WARNING_FILL]
    assert len(lines(copy)) == 3


def dialect(path: Path, words: dict[bytes, bytes]) -> None:
    content = parts(path)
    for old, new in words.items():
        content = {name: part.replace(old, new) for name, part in content.items()}
    rewritten(path, dict(content))


def test_macros_go_back_as_they_came(bent: Path, tmp_path: Path, plan: Contents) -> None:
    plain, macros = (
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
        b"vnd.ms-excel.sheet.macroEnabled.main",
    )
    types = parts(bent)["[Content_Types].xml"].replace(plain, macros)
    rewritten(bent, {"[Content_Types].xml": types, "xl/vbaProject.bin": b"\0macros"})
    copy = back(bent.rename(bent.with_suffix(".xlsm")), tmp_path / "renvoi", contents=plan)
    assert (copy.name, parts(copy)["xl/vbaProject.bin"]) == ("PAC_Paul.xlsm", b"\0macros")


def test_a_workbook_under_a_wrong_name_goes_back_under_a_right_one(
    bent: Path, tmp_path: Path, plan: Contents
) -> None:
    copy = back(bent.rename(bent.with_suffix(".xls")), tmp_path / "renvoi", contents=plan)
    assert (copy.name, fills(copy, BUDGET)) == ("PAC_Paul.xlsx", [ERROR_FILL])
