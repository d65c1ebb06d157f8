"""Reports that Salesforce groups: a group's value is each of its rows', where the export proves it; else the report
is refused, with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

import pacxl
from pacxl.errors import GroupedReport
from pacxl.typography import plain_spaces
from tests.crm.exports import Cells, Sheet, codes, read, table

HEADERS = "Opportunity Owner  ↑|Stage  ↑|Opportunity Name|Account Name|Amount|Close Date|Opportunity ID"
GROUPED = table(
    f"""
{HEADERS}
Paul Martin|Devis|Chauffage|Alpha|1000|2026-04-15|006A
||Toiture|Bêta|2000|2026-04-20|006B
|Subtotal|||3000||
|Négociation|Façade|Gamma|500|2026-05-02|006C
|Subtotal|||500||
Subtotal||||3500||
Zoé Petit|Devis|Pompe|Delta|700|2026-06-01|006D
|Subtotal|||700||
Subtotal||||700||
Total||||4200||
||Count|4|||
"""
)
FLAT = [("Paul Martin", "Devis"), ("Paul Martin", "Devis"), ("Paul Martin", "Négociation"), ("Zoé Petit", "Devis")]


def rows(cells: Cells, folder: Path, mark: str = "") -> list[tuple[str, str, float]]:
    """The deals of a report: owner, stage, amount."""
    deals = read(Sheet(cells, mark).write(folder)).deals
    return [(each.owner, str(each.values["etape"]), float(each.values["montant"])) for each in deals]


def without(cells: Cells, *words: str) -> Cells:
    return [row for row in cells if not any(word in row for word in words)]


def titled(cells: Cells) -> Cells:
    """The same under a title and its filters, above a footer, as « Formatted Report » has it."""
    return [["", "Opportunités du trimestre"], ["", "As of 2026-06-15"], [], *cells, [], ["Confidential Information"]]


PROVED: dict[str, Cells] = {
    "by arrows and sums": GROUPED,
    "by the sums alone": [[cell.replace("  ↑", "") for cell in GROUPED[0]], *GROUPED[1:]],
    "by arrows, in French": [[cell.replace("Subtotal", "Sous-total") for cell in row] for row in GROUPED],
    "under a title": titled(GROUPED),
}


@pytest.mark.parametrize("mark", ["", ","], ids=["xlsx", "csv"])
@pytest.mark.parametrize("cells", PROVED.values(), ids=PROVED)
def test_a_group_s_value_is_that_of_each_of_its_rows(cells: Cells, mark: str, tmp_path: Path) -> None:
    expected = [(*group, amount) for group, amount in zip(FLAT, (1000, 2000, 500, 700), strict=True)]
    assert rows(cells, tmp_path, mark) == expected


def test_its_sums_are_no_deals_and_no_cell_is_lost(tmp_path: Path) -> None:
    exported = read(Sheet(GROUPED, "").write(tmp_path))
    assert "crm-rows-left" in codes(exported)
    counted, *became = exported.cells.as_tuple()
    assert counted == sum(became)
    assert sum(str(text) == "Subtotal" for *_, text in exported.libre) == 5


REFUSED: dict[str, Cells] = {
    "groups headed by rows of text": [
        GROUPED[0][1:],
        ["Owner: Paul Martin (2 records)"],
        *[row[1:] for row in GROUPED[1:3]],
        ["Owner: Zoé Petit (1 record)"],
        GROUPED[7][1:],
    ],
    "a value is wanting where a group begins": [*GROUPED[:7], ["", *GROUPED[7][1:]], *GROUPED[8:]],
    "an inner value is wanting": [*GROUPED[:7], ["Zoé Petit", "", *GROUPED[7][2:]], *GROUPED[8:]],
    "blanks, and no sums": without(GROUPED, "Subtotal", "Total", "Count"),
}


@pytest.mark.parametrize("cells", REFUSED.values(), ids=REFUSED)
def test_a_report_whose_groups_cannot_be_told_is_refused(cells: Cells, tmp_path: Path) -> None:
    path = Sheet(cells, "").write(tmp_path)
    with pytest.raises(GroupedReport):
        pacxl.read(path)
    (contents,) = pacxl.read_all([path])
    (finding,) = contents.found
    assert (finding.code, finding.place.file) == ("file-grouped-report", "export.xlsx")
    assert "« Détails uniquement »" in plain_spaces(finding.remedy())
    assert "Details Only" in finding.remedy("en")


FREE: dict[str, Cells] = {
    "sorted, and no report of groups": [
        GROUPED[0],
        *[["Paul Martin", "Devis", *row[2:]] for row in GROUPED[1:3]],
        ["", "Devis", *GROUPED[4][2:]],
    ],
    "flat, a total under it": [
        [cell.replace("  ↑", "") for cell in GROUPED[0]],
        GROUPED[1],
        ["", "Devis", *GROUPED[2][2:]],
        ["Total", "", "", "", "3000", "", ""],
    ],
}


@pytest.mark.parametrize("cells", FREE.values(), ids=FREE)
def test_a_blank_of_a_flat_report_stays_blank(cells: Cells, tmp_path: Path) -> None:
    assert [owner for owner, _, _ in rows(cells, tmp_path)][-1] == ""
