"""A file in a ZIP archive is read as if the archive were a folder; the archive itself is guarded first."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pacxl.errors import FileDamaged, FileMissing, FileTooLarge, NotAWorkbook, PacxlError
from pacxl.guard.archive import bytes_of, is_file, members, status_in_archive
from pacxl.guard.check import check_file, check_path
from pacxl.guard.file_kind import FileKind
from pacxl.guard.limits import USUAL
from tests.guard.hostile import CASES
from tests.guard.hostile.build import Entry, archive, book, entry, handmade

BOOK = book("<row><c><v>1</v></c></row>")()


def put(folder: Path, content: bytes, name: str = "retours.zip") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


# --- what it lists ----------------------------------------------------------------------------------------

NAMES: dict[str, tuple[bytes, int, str]] = {
    "plain": (b"PAC.xlsx", 0, "PAC.xlsx"),
    "in a folder": (b"Nord/PAC.xlsx", 0, "Nord/PAC.xlsx"),
    "by Windows": (b"Nord\\PAC.xlsx", 0, "Nord/PAC.xlsx"),
    "in UTF-8, said": ("PAC_Zoé.xlsx".encode(), 0x800, "PAC_Zoé.xlsx"),
    "in UTF-8, as a Mac does not say": ("PAC_Zoe\u0301.xlsx".encode(), 0, "PAC_Zoe\u0301.xlsx"),
    "in the alphabet of DOS": ("PAC_Éric à Lyon.xlsx".encode("cp850"), 0, "PAC_Éric à Lyon.xlsx"),
    "out of the folder": (b"../../PAC.xlsx", 0, "PAC.xlsx"),
    "from the root": (b"/etc/PAC.xlsx", 0, "etc/PAC.xlsx"),
    "on another drive": (b"C:/PAC.xlsx", 0, "C_/PAC.xlsx"),
}


@pytest.mark.parametrize(("name", "flags", "read"), NAMES.values(), ids=NAMES)
def test_its_names(name: bytes, flags: int, read: str, tmp_path: Path) -> None:
    made = dataclasses.replace(entry("x", BOOK), name=name, flags=flags)
    path = put(tmp_path, handmade([made]))
    assert [*members(path)] == [read]
    assert bytes_of(path / read) == BOOK
    assert check_file(path / read).kind is FileKind.XLSX


def zeros(size: int) -> Entry:
    return entry("zéros.xlsx", b"\0" * size)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut in half": (lambda: archive({"a.xlsx": BOOK})[:-60], "une archive ZIP incomplète ou abîmée"),
    "of zeros": (lambda: b"PK\x03\x04" + bytes(500), "une archive ZIP incomplète ou abîmée"),
    "empty of its list": (lambda: b"PK\x05\x06" + b"\xff" * 18, "une archive ZIP de plus de 5000 fichiers"),
    "of too many files": (
        lambda: archive({f"{number}.xlsx": b"" for number in range(5001)}),
        "une archive ZIP de plus de 5000 fichiers",
    ),
    "that says it has few": (
        lambda: shy(archive({f"{n}{'x' * 900}.xlsx": b"" for n in range(5000)})),
        "de plus de 5000 fichiers",
    ),
    "too large once inflated": (
        lambda: handmade([dataclasses.replace(zeros(10), name=b"%d.xlsx" % n, size=90 * 2**20) for n in range(6)]),
        "une archive ZIP de plus de 512 Mo une fois décompressée",
    ),
    "with a password": (
        lambda: handmade([dataclasses.replace(entry("a.xlsx", BOOK), flags=1)]),
        "une archive ZIP protégée par un mot de passe",
    ),
    "with two files of one name": (
        lambda: handmade([entry("a.xlsx", BOOK), entry("./a.xlsx", b"autre")]),
        "une archive ZIP où deux fichiers ont le même nom",
    ),
}


def shy(content: bytes) -> bytes:
    """An archive that says it lists one file."""
    at = content.rindex(b"PK\x05\x06")
    return content[: at + 8] + struct.pack("<HH", 1, 1) + content[at + 12 :]


@pytest.mark.parametrize(("make", "detail"), REFUSED.values(), ids=REFUSED)
def test_an_archive_that_is_not_searched(make: Callable[[], bytes], detail: str, tmp_path: Path) -> None:
    path = put(tmp_path, make())
    for asked in (path, path / "a.xlsx"):
        with pytest.raises(NotAWorkbook) as caught:
            check_path(asked, USUAL)
        assert detail in caught.value.detail
        assert caught.value.detail != caught.value.detail_en


# --- what it holds ----------------------------------------------------------------------------------------

LIES: dict[str, tuple[Entry, type[PacxlError]]] = {
    "more than it announces": (entry("a.xlsx", bytes(10**6), size=1000), FileDamaged),
    "less than it announces": (entry("a.xlsx", BOOK, size=len(BOOK) + 9), FileDamaged),
    "another checksum": (entry("a.xlsx", BOOK, crc=1), FileDamaged),
    "a method that no one knows": (dataclasses.replace(entry("a.xlsx", BOOK), method=99), FileDamaged),
    "more than a file may have": (entry("a.xlsx", b"", size=200 * 2**20), FileTooLarge),
}


@pytest.mark.parametrize(("lie", "kind"), LIES.values(), ids=LIES)
def test_a_file_that_is_not_what_the_archive_says(lie: Entry, kind: type[PacxlError], tmp_path: Path) -> None:
    with pytest.raises(kind):
        check_file(put(tmp_path, handmade([lie])) / "a.xlsx")


def test_a_file_that_is_not_in_it(tmp_path: Path) -> None:
    path = put(tmp_path, archive({"a.xlsx": BOOK}))
    with pytest.raises(FileMissing):
        check_file(path / "b.xlsx")
    assert [is_file(path / name) for name in ("a.xlsx", "b.xlsx")] == [True, False]


def test_an_archive_in_an_archive_is_told_and_not_opened(tmp_path: Path) -> None:
    path = put(tmp_path, archive({"dedans.zip": archive({"a.xlsx": BOOK})}))
    with pytest.raises(NotAWorkbook) as caught:
        check_file(path / "dedans.zip")
    assert caught.value.detail.startswith("une archive ZIP : extrayez")
    with pytest.raises(FileMissing):
        check_file(path / "dedans.zip" / "a.xlsx")


def test_a_hostile_file_is_guarded_as_elsewhere(tmp_path: Path) -> None:
    for name in ("a DTD from the web", "a cell at each end of the sheet", "501 sheets"):
        path = put(tmp_path, archive({"a.xlsx": CASES[name].make()}), f"{name}.zip")
        with pytest.raises(PacxlError) as caught:
            check_file(path / "a.xlsx")
        assert type(caught.value) in CASES[name].ends


def test_when_it_was_written(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr(zipfile.ZipInfo("a.xlsx", (2026, 6, 30, 12, 0, 0)), BOOK)
        target.writestr(zipfile.ZipInfo("b.xlsx", (1980, 0, 0, 0, 0, 0)), BOOK)  # no date
    path = put(tmp_path, made.getvalue())
    os.utime(path, (0, 0))
    written = [status_in_archive(path / name, path).written for name in ("a.xlsx", "b.xlsx")]
    assert written == [dt.datetime(2026, 6, 30, 12).astimezone(dt.UTC), dt.datetime(1970, 1, 1, tzinfo=dt.UTC)]
    assert status_in_archive(path / "a.xlsx", path).size == len(BOOK)


def test_a_folder_with_an_archive_s_name_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "retours.zip").mkdir()
    path = put(tmp_path / "retours.zip", BOOK, "a.xlsx")
    assert check_file(path).kind is FileKind.XLSX
