"""The way back: a person's own copy, what is to mend in it coloured, annotated and listed, and all else as it was."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

import pacxl
from pacxl.compute.contents import Contents
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opening import open_workbook
from pacxl.reading.earmarks import (
    ERROR_FILL,
    HEADER_ROW,
    SHEET_MARK,
    WARNING_FILL,
    is_mending_sheet,
    their_cells,
    their_note,
)
from pacxl.way_back.letter import Letter, letter
from tests import ROOT, bend, judges
from tests.cli.test_cli import run
from tests.typed import MAIN, Element, edited, part_of, parts, rewritten, typed

Copied = Callable[..., Path]
SHEET = "Étude & marché"
BUDGET, START, DECISION = "G7", "I8", "R9"  # of the first three actions on that sheet
HEADER, STATUS = "G6", "AA7"
SAMPLES = ROOT / "samples" / "retours"
WRONG = {(SHEET, BUDGET): "abc", (SHEET, START): "hier", (SHEET, DECISION): "peut-être"}


@pytest.fixture(scope="module")
def received(blank_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Paul's workbook with a word for an amount, a word for a date, a choice out of its list; no test changes it."""
    return typed(Path(shutil.copy(blank_path, tmp_path_factory.mktemp("reçu"))), WRONG)


@pytest.fixture(scope="module")
def plan(received: Path) -> Contents:
    return pacxl.read(received)


@pytest.fixture(scope="module")
def sent(received: Path, plan: Contents) -> Path:
    """The copy of it that is sent back; no test changes it."""
    return back(received, received.parent / "renvoi", contents=plan)


@pytest.fixture
def bent(received: Path, tmp_path: Path) -> Path:
    """Paul's workbook, to be changed."""
    return Path(shutil.copy(received, tmp_path))


@pytest.fixture
def returning(sent: Path, tmp_path: Path) -> Path:
    """What was sent back, to be changed."""
    return Path(shutil.copy(sent, tmp_path))


def back(path: Path, folder: Path, **options: Any) -> Path:
    copy = pacxl.send_back(path, folder, **options).copy
    assert copy is not None
    return copy


def opened(path: Path) -> openpyxl.Workbook:
    return _opened(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _opened(path: Path, _: int) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def look(path: Path, cell: str, sheet: str = SHEET) -> Any:
    return opened(path)[sheet][cell]


def fills(path: Path, *cells: str) -> list[str]:
    """The colours of cells, "" for none."""
    patterns = [look(path, cell).fill for cell in cells]
    return [str(each.fgColor.rgb)[2:] if each.fill_type == "solid" else "" for each in patterns]


def note(path: Path, cell: str) -> str:
    comment = look(path, cell).comment
    return "" if comment is None else str(comment.text)


def lines(path: Path, sheet: str = "À corriger") -> list[list[Any]]:
    """The list as people see it: number, severity, sheet, cell, column, what it holds."""
    rows = opened(path)[sheet].iter_rows(HEADER_ROW + 2, min_col=2, max_col=7, values_only=True)
    return [list(row) for row in rows if isinstance(row[0], int)]


def findings_at(*cells: str) -> tuple[Finding, ...]:
    places = [Place("PAC_Paul.xlsx", SHEET, cell, "Actions_marche", "Budget") for cell in cells]
    return tuple(Finding("not-accepted", each, "abc", {"expected": "un montant"}) for each in places)


# --- no copy ----------------------------------------------------------------------------------------------


def test_a_workbook_with_nothing_to_mend_is_not_sent_back(blank_path: Path, tmp_path: Path) -> None:
    returned = pacxl.send_back(blank_path, tmp_path / "renvoi")
    assert (returned.copy, returned.message) == (None, None)
    assert [each.code for each in returned.findings] == ["nothing-to-mend"]
    assert not (tmp_path / "renvoi").exists()


def test_unless_one_asks_for_it(blank_path: Path, tmp_path: Path) -> None:
    returned = pacxl.send_back(blank_path, tmp_path / "renvoi", always=True)
    assert returned.copy is not None
    assert returned.message is not None
    assert look(returned.copy, "B1", "À corriger").value == "Rien à corriger"
    assert "rien à corriger" in returned.message.read_text(encoding="utf-8")


def test_what_is_no_workbook_in_xml_has_its_message_alone(tmp_path: Path, plan: Contents) -> None:
    path = tmp_path / "PAC_Paul.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<content/>")
    returned = pacxl.send_back(path, tmp_path / "renvoi", contents=plan)
    assert returned.copy is None
    assert returned.message is not None
    assert returned.findings[-1].code == "no-copy"
    assert "« pacxl repair »" in returned.findings[-1].remedy()
    text = returned.message.read_text(encoding="utf-8")
    assert (text.count(SHEET), "ne s’annote pas" in text, ".xlsx" in text) == (3, True, True)


def test_what_cannot_be_read_has_a_message_that_says_why(tmp_path: Path) -> None:
    path = tmp_path / "PAC_Zoé.xlsx"
    path.write_bytes(b"%PDF-1.7")
    returned = pacxl.send_back(path, tmp_path / "renvoi")
    assert returned.copy is None
    assert returned.message is not None
    text = returned.message.read_text(encoding="utf-8")
    assert re.match(r"Objet : Votre plan d’action commercial.* : fichier illisible\n\nBonjour,\n", text)
    assert "un document PDF" in text


def test_what_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(pacxl.FileMissing):
        pacxl.send_back(tmp_path / "PAC.xlsx", tmp_path / "renvoi")


ALTERED = {
    "a part with a DTD": ("xl/styles.xml", b'<!DOCTYPE s [<!ENTITY x "y">]><s/>'),
    "a part that is no XML": ("xl/workbook.xml", b"<workbook>"),
    "a part that is gone": ("xl/worksheets/sheet5.xml", None),
}


@pytest.mark.parametrize(("part", "content"), ALTERED.values(), ids=ALTERED)
def test_a_file_whose_parts_are_altered_has_its_message_alone(
    bent: Path, tmp_path: Path, plan: Contents, part: str, content: bytes | None
) -> None:
    rewritten(bent, {part: content})
    returned = pacxl.send_back(bent, tmp_path / "renvoi", contents=plan)
    assert (returned.copy, returned.findings[-1].code) == (None, "no-copy")


# --- their file is never touched, no other is replaced ----------------------------------------------------


def test_the_file_received_is_never_written_over(bent: Path, plan: Contents) -> None:
    before = bent.read_bytes()
    with pytest.raises(pacxl.CannotWrite, match="jamais modifié"):
        pacxl.send_back(bent, bent.parent, contents=plan, force=True)
    assert bent.read_bytes() == before


def test_a_copy_is_replaced_only_when_asked(bent: Path, tmp_path: Path, plan: Contents) -> None:
    copy = back(bent, tmp_path / "renvoi", contents=plan)
    before = copy.read_bytes()
    with pytest.raises(pacxl.CannotWrite, match="existe déjà"):
        pacxl.send_back(bent, tmp_path / "renvoi", contents=plan)
    back(bent, tmp_path / "renvoi", contents=plan, force=True)
    assert copy.read_bytes() == before  # the same inputs give the same bytes


# --- cells ------------------------------------------------------------------------------------------------


def test_an_error_is_red_and_a_warning_amber(sent: Path) -> None:
    assert fills(sent, BUDGET, START, DECISION) == [ERROR_FILL, ERROR_FILL, WARNING_FILL]


@pytest.mark.parametrize("aspect", ["number_format", "font", "border", "alignment", "protection"])
def test_a_coloured_cell_keeps_all_else_of_its_look(received: Path, sent: Path, aspect: str) -> None:
    for cell in (BUDGET, START, DECISION):
        assert repr(getattr(look(sent, cell), aspect)) == repr(getattr(look(received, cell), aspect))


def test_a_note_says_what_is_wrong_and_what_to_do(sent: Path, plan: Contents) -> None:
    (finding,) = [each for each in plan.found if each.place.cell == BUDGET]
    assert note(sent, BUDGET).split("\n") == [
        "— pacxl : à corriger —",
        finding.message(),
        f"→ {finding.remedy()}",
        "— pacxl —",
    ]


def test_several_findings_on_a_cell_are_one_note(bent: Path, tmp_path: Path, plan: Contents) -> None:
    copy = back(bent, tmp_path / "renvoi", contents=replace(plan, found=findings_at(BUDGET, BUDGET)))
    assert (note(copy, BUDGET).count("« abc »"), note(copy, BUDGET).count("— pacxl —")) == (2, 1)
    assert len(lines(copy)) == 2


def test_a_note_that_stands_there_stays_above_ours(bent: Path, tmp_path: Path, plan: Contents) -> None:
    before = note(bent, HEADER)
    copy = back(bent, tmp_path / "renvoi", contents=replace(plan, found=findings_at(HEADER)))
    assert before
    assert note(copy, HEADER).startswith(before + "\n— pacxl : à corriger —\n")
    assert their_note(note(copy, HEADER)) == before


def test_a_threaded_comment_is_left_alone(bent: Path, tmp_path: Path, plan: Contents) -> None:
    def thread(root: Element) -> None:
        etree.SubElement(root[0], f"{MAIN}author").text = "tc={A6A2B4A5-0000-4000-8000-000000000001}"
        comment = etree.SubElement(root[1], f"{MAIN}comment", ref=BUDGET, authorId=str(len(root[0]) - 1))
        etree.SubElement(etree.SubElement(comment, f"{MAIN}text"), f"{MAIN}t").text = "[Threaded comment] Ah ?"

    edited(bent, comments_of(bent), thread)
    copy = back(bent, tmp_path / "renvoi", contents=plan)
    assert (note(copy, BUDGET), fills(copy, BUDGET)) == ("[Threaded comment] Ah ?", [ERROR_FILL])


def comments_of(path: Path) -> str:
    target = re.search(rb'Target="\.\./(comments\d+\.xml)"', parts(path)[relations_of(path)])
    assert target is not None
    return f"xl/{target[1].decode()}"


def relations_of(path: Path) -> str:
    return part_of(path, SHEET).replace("worksheets/", "worksheets/_rels/") + ".rels"


def test_cells_that_the_file_does_not_hold_are_coloured_too(bent: Path, tmp_path: Path, plan: Contents) -> None:
    cells = ("XA8", "C900", "A8")  # right of a row, in a row that is not there, first of a row
    copy = back(bent, tmp_path / "renvoi", contents=replace(plan, found=findings_at(*cells)))
    assert fills(copy, *cells) == [ERROR_FILL] * 3
    assert [look(copy, cell).font.size for cell in cells] == [11, 10, 10]  # of the workbook, and of those columns
    rows = list(etree.fromstring(parts(copy)[part_of(copy, SHEET)]).iter(f"{MAIN}row"))
    assert_in_order([int(row.get("r", "0")) for row in rows])
    for row in rows:
        assert_in_order([column_index_from_string(coordinate_from_string(cell.get("r", ""))[0]) for cell in row])
    assert judges.audit(copy) == []


def assert_in_order(numbers: list[int]) -> None:
    assert numbers == sorted(numbers)


def test_a_cell_merged_into_another_is_shown_where_people_see_it(bent: Path, tmp_path: Path, plan: Contents) -> None:
    def merge(root: Element) -> None:
        merged = etree.Element(f"{MAIN}mergeCells", count="1")
        etree.SubElement(merged, f"{MAIN}mergeCell", ref="G7:G8")
        next(root.iter(f"{MAIN}sheetData")).addnext(merged)

    edited(bent, part_of(bent, SHEET), merge)
    copy = back(bent, tmp_path / "renvoi", contents=replace(plan, found=findings_at("G8")))
    assert (fills(copy, "G7"), "abc" in note(copy, "G7")) == ([ERROR_FILL], True)


# --- the sheet --------------------------------------------------------------------------------------------


def test_the_list_is_the_first_sheet_and_the_one_in_sight(sent: Path) -> None:
    workbook = opened(sent)
    assert workbook.sheetnames[0] == "À corriger"
    assert workbook.active is workbook["À corriger"]
    assert [sheet.title for sheet in workbook if sheet.sheet_view.tabSelected] == ["À corriger"]


def test_a_line_a_finding_the_gravest_first(sent: Path) -> None:
    assert lines(sent) == [
        [1, "erreur", SHEET, BUDGET, "Budget", "abc"],
        [2, "erreur", SHEET, START, "Début", "hier"],
        [3, "à vérifier", SHEET, DECISION, "Décision", "peut-être"],
    ]


def test_each_line_leads_to_its_cell(sent: Path) -> None:
    sheet = opened(sent)["À corriger"]
    links = [sheet.cell(row, 5).hyperlink for row in (9, 10, 11)]
    assert [link and link.location for link in links] == [f"'{SHEET}'!{cell}" for cell in (BUDGET, START, DECISION)]


def test_what_has_no_cell_leads_to_its_sheet_or_nowhere(bent: Path, tmp_path: Path, plan: Contents) -> None:
    missing = Finding("table-missing", Place("PAC_Paul.xlsx", SHEET, table="T"), about={"table": "T"})
    elsewhere = Finding("table-missing", Place("PAC_Paul.xlsx", "Disparue", table="U"), about={"table": "U"})
    identity = Finding("identity-missing", Place("PAC_Paul.xlsx"), about={"what": "rien"})
    copy = back(bent, tmp_path / "renvoi", contents=replace(plan, found=(missing, elsewhere, identity)))
    sheet = opened(copy)["À corriger"]
    links = {sheet.cell(row, 4).value: sheet.cell(row, 4).hyperlink for row in (9, 10, 11)}
    assert {name: link.location if link else None for name, link in links.items()} == {
        SHEET: f"'{SHEET}'!A1",
        "Disparue": None,
        None: None,
    }


def test_another_name_is_taken_where_a_sheet_has_this_one(bent: Path, tmp_path: Path, plan: Contents) -> None:
    def rename(root: Element) -> None:
        next(each for each in root.iter(f"{MAIN}sheet") if each.get("name") == "Carnet").set("name", "à corriger")

    edited(bent, "xl/workbook.xml", rename)
    assert opened(back(bent, tmp_path / "renvoi", contents=plan)).sheetnames[0] == "À corriger (2)"


def test_names_of_one_sheet_stay_that_sheet_s(received: Path, sent: Path) -> None:
    before, after = ({sheet.title: sheet.print_title_rows for sheet in opened(path)} for path in (received, sent))
    assert before[SHEET]
    assert after == {"À corriger": "$8:$8", **before}


def test_a_text_that_looks_like_a_formula_or_like_xml_stays_a_text(
    bent: Path, tmp_path: Path, plan: Contents
) -> None:
    odd = ("=1+1", "<b>&amp; ]]>", "deux\nlignes", "\x01 et _x0041_")
    found = tuple(replace(each, value=text) for each, text in zip(findings_at(*"ABCD"), odd, strict=True))
    copy = back(bent, tmp_path / "renvoi", contents=replace(plan, found=found))
    shown = open_workbook(copy).sheets["À corriger"]
    assert [row[6] for row in shown[8:12]] == list(odd)
    assert judges.formula_cells(copy).keys() == judges.formula_cells(bent).keys()


def test_in_english_on_request(bent: Path, tmp_path: Path, plan: Contents) -> None:
    returned = pacxl.send_back(bent, tmp_path / "renvoi", contents=plan, lang="en")
    assert returned.copy is not None
    assert returned.message is not None
    assert lines(returned.copy, "To mend")[0][1] == "error"
    assert note(returned.copy, BUDGET).startswith("— pacxl: to mend —\n“abc” cannot be read")
    text = returned.message.read_text(encoding="utf-8")
    assert text.startswith("Subject: Your sales action plan 2026-T2: 2 to mend, 1 to check\n\nHello Paul,\n\n")


# --- all else is as it was --------------------------------------------------------------------------------


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
    assert (their_note(note(saved, BUDGET)), note(saved, BUDGET) == note(sent, BUDGET)) == ("", True)


# --- files of other programs ------------------------------------------------------------------------------


def by_openpyxl(path: Path) -> Path:
    with bend.opened(path):
        return path


def by_exceljs(path: Path) -> Path:
    return judges.resaved_by_node("exceljs", path, path)


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
    known = {name: re.sub(rb' (s|dxfId)="\d+"', b"", part) for name, part in parts(path).items() if "/sheet" in name}
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


# --- when it comes back -----------------------------------------------------------------------------------


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
    assert fills(again, BUDGET, START, DECISION) == ["", ERROR_FILL, ""]


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
    (shade,) = fills(bent, STATUS)
    once = back(bent, tmp_path / "un", contents=replace(plan, found=findings_at(STATUS)))
    resaved = by_exceljs(once)  # which gives every format another rank
    again = back(resaved, tmp_path / "deux", contents=replace(plan, found=findings_at(START)))
    assert shade
    assert fills(again, STATUS, START) == [shade, ERROR_FILL]
    assert ([line[3] for line in lines(again)], "— pacxl —" in note(again, START)) == ([START], True)


def test_what_they_answer_is_kept_and_told_from_ours(returning: Path, tmp_path: Path, plan: Contents) -> None:
    with bend.opened(returning) as workbook:
        workbook["À corriger"]["J9"] = "C’est le prix d’avant la remise."
        workbook["À corriger"]["C20"] = "Voir avec Zoé"
    grid = [["" if cell is None else cell for cell in row] for row in opened(returning)["À corriger"].values]
    assert list(their_cells(grid)) == [(8, 9, "C’est le prix d’avant la remise."), (19, 2, "Voir avec Zoé")]
    once = back(returning, tmp_path / "un", contents=plan)
    twice = back(once, tmp_path / "deux", contents=plan)
    texts = [cell for row in opened(twice)["À corriger"].values for cell in row]
    assert [texts.count(each) for each in ("C’est le prix d’avant la remise.", "Voir avec Zoé")] == [1, 1]


def test_the_sheet_is_known_whatever_it_is_called() -> None:
    assert is_mending_sheet("Feuil1", [[SHEET_MARK, "À corriger"]])
    assert not is_mending_sheet("À corriger", [["", "À corriger"]])
    assert not is_mending_sheet("À corriger", [])


NOTES = {
    "ours alone": ("— pacxl : à corriger —\nFaux.\n→ Corrigez.\n— pacxl —", ""),
    "ours under theirs": ("Zoé : vu\n— pacxl : à corriger —\nFaux.\n— pacxl —", "Zoé : vu"),
    "their answer under ours": ("— pacxl: to mend —\r\nWrong.\r\n— pacxl —\r\nDone", "Done"),
    "theirs alone, about us": ("le fichier — pacxl — est parti", "le fichier — pacxl — est parti"),
}


@pytest.mark.parametrize(("text", "theirs"), NOTES.values(), ids=NOTES)
def test_our_words_are_told_from_theirs_in_a_note(text: str, theirs: str) -> None:
    assert their_note(text) == theirs


# --- the message ------------------------------------------------------------------------------------------


def test_the_message_is_short_and_ready(sent: Path) -> None:
    text = (sent.parent / "PAC_Paul - message.txt").read_text(encoding="utf-8")
    subject, blank, greeting, *_ = text.split("\n")
    assert (subject, blank, greeting) == (
        "Objet : Votre plan d’action commercial 2026-T2 : 2 à corriger, 1 à vérifier",
        "",
        "Bonjour Paul,",
    )
    assert f"\n1. {SHEET}, {BUDGET} : « abc » n’est pas lisible" in text
    assert "« À corriger »" in text


def test_of_many_points_the_main_ones_are_told() -> None:
    cells = [f"D{row}" for row in range(8, 20)]
    text = letter(Letter("Zoé", "PAC.xlsx", "", findings_at(*cells), sheet="À corriger"))
    assert text.count(f"{SHEET}, D") == 5
    assert "… et 7 de plus." in text


# --- the command ------------------------------------------------------------------------------------------


def test_return_tells_what_it_made(bent: Path, tmp_path: Path) -> None:
    (tmp_path / "vide.xlsx").touch()
    result = run("return", tmp_path, "-o", tmp_path / "renvoi")
    assert result.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "renvoi").iterdir())
    assert names == ["PAC_Paul - message.txt", "PAC_Paul.xlsx", "vide - message.txt"]
    assert result.stdout.count("Copie à renvoyer") == 1


def test_return_says_that_there_is_nothing_to_mend(blank_path: Path, tmp_path: Path) -> None:
    result = run("return", blank_path, "-o", tmp_path / "renvoi")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Rien à corriger dans ce classeur" in result.stderr


def test_return_help_ends_in_an_example() -> None:
    assert run("return", "--help").stdout.strip().endswith("Exemple : pacxl return retours/ -o a-renvoyer")


def test_return_never_writes_over_a_file_received(bent: Path) -> None:
    before = bent.read_bytes()
    result = run("return", bent, "-o", bent.parent, "--force")
    assert (result.exit_code, bent.read_bytes()) == (1, before)
    assert "n’est jamais modifié" in result.stderr
