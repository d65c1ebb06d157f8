"""What keeps a file from being opened: its path, its size, what it holds; each limit can be raised and lowered."""

from __future__ import annotations

import dataclasses
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pacxl.errors import (
    FileEmpty,
    FileInUse,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    GridTooLarge,
    NotAWorkbook,
    PacxlError,
    SettingsError,
)
from pacxl.guard.check import check_file, check_path
from pacxl.guard.faults import fault_from_system
from pacxl.guard.file_kind import FileKind, kind_of_file
from pacxl.guard.grid_size import Corner, grid_corner, grid_size_of_table, ods_size, text_size_of_grids
from pacxl.guard.limits import MB, USUAL, Limits, limits_from
from tests.guard.hostile import CASES
from tests.guard.hostile.build import book, ods, ods_cell, ods_row, ods_table, shared, sheet, workbook

unix = pytest.mark.skipif(os.name == "nt", reason="pipes and devices are Unix things")

# --- paths ------------------------------------------------------------------------------------------------


def nothing(folder: Path) -> Path:
    return folder / "parti.xlsx"


def a_file_in_a_file(folder: Path) -> Path:
    (folder / "a").write_bytes(b"x")
    return folder / "a" / "b.xlsx"


def a_name_too_long(folder: Path) -> Path:
    return folder / ("n" * 400 + ".xlsx")


def a_name_with_a_zero(folder: Path) -> Path:
    return folder / "a\0b.xlsx"


def a_broken_link(folder: Path) -> Path:
    (folder / "lien.xlsx").symlink_to(folder / "parti.xlsx")
    return folder / "lien.xlsx"


def a_link_to_itself(folder: Path) -> Path:
    (folder / "lien.xlsx").symlink_to(folder / "lien.xlsx")
    return folder / "lien.xlsx"


def a_folder(folder: Path) -> Path:
    return folder


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "tube.xlsx")
    return folder / "tube.xlsx"


def a_device(folder: Path) -> Path:
    return Path("/dev/zero")


def an_empty_file(folder: Path) -> Path:
    (folder / "vide.xlsx").write_bytes(b"")
    return folder / "vide.xlsx"


PATHS: tuple[tuple[Callable[[Path], Path], type[PacxlError], str], ...] = (
    (nothing, FileMissing, ""),
    (a_file_in_a_file, FileMissing, ""),
    (a_name_too_long, FileMissing, " (File name too long)"),
    (a_name_with_a_zero, FileMissing, ""),
    (a_broken_link, FileMissing, " : le lien ne mène nulle part"),
    (a_link_to_itself, FileMissing, " : le lien ne mène nulle part"),
    (a_folder, NotAWorkbook, "un dossier"),
    (a_pipe, NotAWorkbook, "ce n’est pas un fichier ordinaire"),
    (a_device, NotAWorkbook, "ce n’est pas un fichier ordinaire"),
    (an_empty_file, FileEmpty, ""),
)


@unix
@pytest.mark.parametrize(("make", "kind", "detail"), PATHS, ids=[str(make.__name__) for make, _, _ in PATHS])
def test_a_path_that_is_no_workbook(
    make: Callable[[Path], Path], kind: type[PacxlError], detail: str, tmp_path: Path
) -> None:
    with pytest.raises(kind) as caught:
        check_path(make(tmp_path), USUAL)
    assert caught.value.detail == detail


REFUSALS: dict[str, tuple[OSError, type[PacxlError]]] = {
    "no right to read": (PermissionError(errno.EACCES, "Permission denied"), FileInUse),
    "held by Excel, as Windows says it": (PermissionError(errno.EACCES, "used by another process"), FileInUse),
    "gone meanwhile": (FileNotFoundError(errno.ENOENT, "No such file"), FileMissing),
    "a disk that fails": (OSError(errno.EIO, "Input/output error"), FileUnreadable),
    "a server that is gone": (OSError(errno.ESTALE, "Stale file handle"), FileUnreadable),
}


@pytest.mark.parametrize(("refusal", "kind"), REFUSALS.values(), ids=REFUSALS)
def test_what_the_system_says(refusal: OSError, kind: type[PacxlError], tmp_path: Path) -> None:
    assert type(fault_from_system(tmp_path / "a.xlsx", refusal)) is kind


# --- kinds, whatever the name -----------------------------------------------------------------------------

KINDS = {
    "a sound workbook, to begin with": FileKind.XLSX,
    "a sound OpenDocument, to begin with": FileKind.ODS,
    "a sound .xls, to begin with": FileKind.XLS,
    "a sound .xlsb, to begin with": FileKind.XLSB,
    "strict OOXML": FileKind.XLSX,
    "no list of types": FileKind.XLSX,
    "macros that are noise": FileKind.XLSX,
}


@pytest.mark.parametrize(("sentence", "kind"), KINDS.items(), ids=KINDS)
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a"])
def test_a_kind_is_told_by_what_the_file_holds(sentence: str, kind: FileKind, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(CASES[sentence].make())
    assert kind_of_file(path) is kind
    assert check_file(path).kind is kind


# --- limits -----------------------------------------------------------------------------------------------

TEN_BY_TEN = '<row><c r="J10"><v>1</v></c></row>'
TWICE = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>'
LIMITED: dict[str, tuple[Callable[[], bytes], str, int, type[PacxlError], str]] = {
    "a file": (lambda: book()().ljust(3 * MB), "file", 2 * MB, FileTooLarge, "3 Mo (au plus 2)"),
    "all its parts": (
        book(styles=" " * 3 * MB), "inflated", 2 * MB, FileTooLarge, "plus de 2 Mo une fois décompressé"
    ),
    "one of its parts": (book(styles=" " * 3 * MB), "part", 2 * MB, FileTooLarge, "un élément de plus de 2 Mo"),
    "the count of its parts": (book(), "entries", 4, FileTooLarge, "5 éléments (au plus 4)"),
    "the count of its sheets": (
        book(workbook=workbook(["a", "b", "c"])), "sheets", 2, FileTooLarge, "3 feuilles (au plus 2)"
    ),
    "its grid": (book(TEN_BY_TEN), "cells", 99, GridTooLarge, "jusqu’en J10 ; 100 cellules (au plus 99)"),
    "its texts": (
        book(TWICE, strings=shared(["x" * 2 * MB])), "text", 3 * MB, FileTooLarge, "4 Mo de texte (au plus 3)"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "name", "limit", "kind", "detail"), LIMITED.values(), ids=LIMITED)
def test_past_a_limit_that_was_lowered(
    make: Callable[[], bytes], name: str, limit: int, kind: type[PacxlError], detail: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    with pytest.raises(kind) as caught:
        check_file(path, changed(**{name: limit}))
    assert caught.value.detail == detail
    if name != "file":  # the bytes after its end are no workbook
        assert check_file(path, USUAL).kind is FileKind.XLSX


def changed(**limits: float) -> Limits:
    return dataclasses.replace(USUAL, **limits)  # type: ignore[arg-type]


def test_limits_in_words() -> None:
    assert limits_from([]) == Limits()
    assert limits_from(["secondes=30", " memoire = 2048", "cellules=50000000"]) == Limits(
        seconds=30, memory=2048 * MB, cells=50_000_000
    )


def test_every_limit_has_a_word() -> None:
    words = ["fichier", "decompresse", "partie", "elements", "cellules", "texte", "feuilles", "secondes", "memoire"]
    raised = dataclasses.asdict(limits_from([f"{word}=7" for word in words]))
    assert {name for name, value in raised.items() if value in (7, 7 * MB)} == set(raised)


NO_LIMITS = (
    *("", "secondes", "secondes=", "secondes=0", "secondes=-1", "secondes=x", "heures=1"),
    *(
        "secondes=nan",
        "secondes=inf",
        "secondes=-inf",
        "secondes=1e308",
        "secondes=1e9",
        "secondes=99999999999999999999",
    ),
    *(
        "secondes=86401",
        "secondes=1_000",
        "memoire=99999999999999999999",
        "cellules=nan",
        "memoire=-4096",
        "secondes=²",
    ),
)


@pytest.mark.parametrize("word", NO_LIMITS)
def test_a_word_that_is_no_limit(word: str) -> None:
    with pytest.raises(SettingsError) as caught:
        limits_from([word])
    assert "il faut un nom et un nombre, comme secondes=30" in caught.value.detail


# --- how far cells reach ----------------------------------------------------------------------------------

CORNERS: dict[str, tuple[str, Corner]] = {
    "no cell": ("", Corner()),
    "one cell": ('<row r="3"><c r="C3"><v>1</v></c></row>', Corner(3, 3)),
    "its row comes after": (
        '<row><c r="B9"><v>1</v></c></row><row><c r="D2"><f/></c></row>',
        Corner(9, 4),
    ),
    "cells without anything": (
        '<row><c r="Z9" s="1"/><c r="AA9"></c><c r="B9"><v>1</v></c></row>',
        Corner(9, 2),
    ),
    "in three letters": ('<row><c r="AAA7" s="1"><is><t>x</t></is></c></row>', Corner(7, 703)),
    "without numbers": ("<row><c><v>1</v></c><c><v>1</v></c></row><row><c><v>1</v></c></row>", Corner(2, 2)),
    "some with numbers": ('<row r="4"><c r="C4"><v>1</v></c><c><v>1</v></c></row>', Corner(4, 4)),
    "a row with a number, its cells without": ('<row r="40"><c><v>1</v></c></row>', Corner(40, 1)),
    "in single quotes": ("<row r='5'><c r='E5'><v>1</v></c></row>", Corner(5, 5)),
    "two addresses, the farther one first": ('<row><c r="E5" r="A1" s="1"><v>1</v></c></row>', Corner(5, 5)),
    "two addresses, the farther one last": ('<row><c r="A1" r="E5"><v>1</v></c></row>', Corner(5, 5)),
    "a sign in an attribute": ('<row r="5"><c x=">" r="E5"><v>1</v></c></row>', Corner(5, 5)),
}


@pytest.mark.parametrize(("rows", "expected"), CORNERS.values(), ids=CORNERS)
def test_the_farthest_corner(rows: str, expected: Corner) -> None:
    assert grid_corner(sheet(rows).encode(), most=0) == expected


@pytest.mark.parametrize("rows", [rows for rows, _ in CORNERS.values()], ids=CORNERS)
def test_at_a_glance_it_is_never_nearer(rows: str) -> None:
    exact, glance = grid_corner(sheet(rows).encode(), most=0), grid_corner(sheet(rows).encode(), most=10**9)
    assert glance.rows >= exact.rows
    assert glance.cols >= exact.cols


@pytest.mark.parametrize(
    ("ref", "cells"), [("A1:C10", 30), ("$B$2:$B$3", 2), ("A1", 1), ("A1:XFD1048576", 2**34), ("", 0)]
)
def test_the_cells_of_an_excel_table(ref: str, cells: int) -> None:
    assert grid_size_of_table(f'<table name="T" ref="{ref}">'.encode()) == cells


def test_shared_texts_count_as_often_as_they_are_shown() -> None:
    texts = shared(["a" * 100, "b" * 10]).encode()
    cells = "".join(f'<c r="A{n}" t="s"><v>{n % 2}</v></c>' for n in range(20))
    exact = text_size_of_grids(texts, [sheet(f"<row>{cells}</row>").encode()], most=0)
    assert 10 * 100 + 10 * 10 <= exact <= 10 * 150 + 10 * 60


ROWS: dict[str, tuple[str, int]] = {
    "no row": ("", 0),
    "a cell": (ods_row(ods_cell()), 1),
    "a cell repeated": (ods_row(ods_cell(repeated=9), 4), 36),
    "blank rows before": (ods_row("<table:table-cell/>", 99) + ods_row(ods_cell()), 100),
    "blank cells before": (ods_row('<table:table-cell table:number-columns-repeated="9"/>' + ods_cell()), 10),
    "blank rows and cells after": (
        ods_row(ods_cell() + '<table:table-cell table:number-columns-repeated="999"/>')
        + ods_row("<table:table-cell/>", 999),
        1,
    ),
}


@pytest.mark.parametrize(("rows", "cells"), ROWS.values(), ids=ROWS)
def test_how_far_an_opendocument_s_cells_reach(rows: str, cells: int, tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(ods(ods_table(rows) + ods_table(rows, "B")))
    found: Any = ods_size(check_file(path).parts["content.xml"])
    assert (found.sheets, found.cells) == (2, 2 * cells)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e308])
def test_a_limit_that_is_none(seconds: float) -> None:
    with pytest.raises(ValueError, match="seconds must be more than 0, at most 86400"):
        Limits(seconds=seconds)


def test_no_more_than_nothing() -> None:
    with pytest.raises(ValueError, match="memory must be more than 0"):
        Limits(memory=0)
