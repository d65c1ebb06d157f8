"""A zipped workbook's parts are found however they are named, and one that did not change is saved as it was."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pacxl.guard.check import check_file
from pacxl.ooxml.package import Package
from pacxl.ooxml.workbook import parse_workbook
from pacxl.ooxml.xml import NotWellFormed
from tests.sheets import packed, parts_of, worksheet

SHEET = "xl/worksheets/sheet1.xml"
NAMES: dict[str, Callable[[str], str]] = {
    "as Excel writes them": lambda name: name,
    "in upper case": str.upper,
    "with folders separated as Windows does": lambda name: name.replace("/", "\\"),
    "from the root": lambda name: f"/{name}",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return packed(tmp_path / "S.xlsx", parts_of(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')))


def package_of(path: Path) -> Package:
    file = check_file(path)
    return Package(file.parts, file.entries)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_part_is_found_whatever_the_case_of_its_name(name: Callable[[str], str], path: Path) -> None:
    package = Package({name(known): content for known, content in check_file(path).parts.items()})
    assert [sheet.part for sheet in parse_workbook(package).sheets] == [SHEET]
    assert package.read(SHEET) == package_of(path).read(SHEET) != b""


def test_a_part_that_is_not_there_has_no_tree(path: Path) -> None:
    package = package_of(path)
    assert package.read("xl/ailleurs.xml") == b""
    assert package.tree("xl/ailleurs.xml") is None
    with pytest.raises(NotWellFormed):
        package.root("xl/ailleurs.xml")


def test_what_did_not_change_is_saved_byte_for_byte_and_what_is_new_after_it(path: Path, tmp_path: Path) -> None:
    package = package_of(path)
    package.root(SHEET)  # looked at, and left as it is
    package.put("xl/comments1.xml", b"<comments/>")
    key = package.relate(SHEET, "comments", "xl/comments1.xml")
    package.save(tmp_path / "copie.xlsx")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(tmp_path / "copie.xlsx") as after:
        assert after.namelist() == [*before.namelist(), "xl/comments1.xml", "xl/worksheets/_rels/sheet1.xml.rels"]
        assert all(after.read(name) == before.read(name) for name in before.namelist())
    assert [each.key for each in package_of(tmp_path / "copie.xlsx").relations(SHEET)] == [key]


def test_relations_are_those_of_now(path: Path) -> None:
    package = package_of(path)
    package.relate(SHEET, "comments", "xl/comments1.xml")
    package.put("xl/comments1.xml", b"<comments/>")
    assert package.related(SHEET, "comments") == "xl/comments1.xml"
    package.unrelate(SHEET, "comments")
    assert package.related(SHEET, "comments") == ""
