"""The copy that is sent back: what is to mend in it is coloured, annotated and listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

import pacxl
from pacxl.compute.contents import Contents
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opening import open_workbook
from pacxl.locating.returned_copy import (
    ERROR_FILL,
    WARNING_FILL,
    note_of_returned_copy,
)
from tests import judges
from tests.typed import MAIN, Element, edited, part_of, parts
from tests.way_back.copies import (
    BUDGET,
    DECISION,
    HEADER,
    SHEET,
    START,
    back,
    comments_of,
    fills,
    findings_at,
    lines,
    look,
    note,
    opened,
)

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
        "— pacxl\u00a0: à corriger —",
        finding.message(),
        f"→ {finding.remedy()}",
        "— pacxl —",
    ]


def test_several_findings_on_a_cell_are_one_note(bent: Path, tmp_path: Path, plan: Contents) -> None:
    copy = back(bent, tmp_path / "renvoi", contents=replace(plan, found=findings_at(BUDGET, BUDGET)))
    assert (note(copy, BUDGET).count("«\u202fabc\u202f»"), note(copy, BUDGET).count("— pacxl —")) == (2, 1)
    assert len(lines(copy)) == 2


def test_a_note_that_stands_there_stays_above_ours(bent: Path, tmp_path: Path, plan: Contents) -> None:
    before = note(bent, HEADER)
    copy = back(bent, tmp_path / "renvoi", contents=replace(plan, found=findings_at(HEADER)))
    assert before
    assert note(copy, HEADER).startswith(before + "\n— pacxl\u00a0: à corriger —\n")
    assert note_of_returned_copy(note(copy, HEADER)) == before


def test_a_threaded_comment_is_left_alone(bent: Path, tmp_path: Path, plan: Contents) -> None:
    def thread(root: Element) -> None:
        etree.SubElement(root[0], f"{MAIN}author").text = "tc={A6A2B4A5-0000-4000-8000-000000000001}"
        comment = etree.SubElement(root[1], f"{MAIN}comment", ref=BUDGET, authorId=str(len(root[0]) - 1))
        etree.SubElement(etree.SubElement(comment, f"{MAIN}text"), f"{MAIN}t").text = "[Threaded comment] Ah ?"

    edited(bent, comments_of(bent), thread)
    copy = back(bent, tmp_path / "renvoi", contents=plan)
    assert (note(copy, BUDGET), fills(copy, BUDGET)) == ("[Threaded comment] Ah ?", [ERROR_FILL])


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
    assert text.startswith(
        "Subject: Your sales action plan for the second quarter of 2026: 2 to mend, 1 to check\n\nHello Paul,\n\n"
    )
