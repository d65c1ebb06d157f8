"""Which files of a folder are read: every workbook, once, and nothing that only looks like one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pacxl.reading.folder import copies, labels, open_elsewhere, workbooks

unix = pytest.mark.skipif(os.name == "nt", reason="pipes and devices are Unix things")


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def found(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in workbooks([folder])]


# --- what is not taken ------------------------------------------------------------------------------------

LEFT: dict[str, str] = {
    "Excel's lock file": "~$PAC.xlsx",
    "LibreOffice's lock file": ".~lock.PAC.xlsx#",
    "LibreOffice's lock file, renamed": ".~lock.PAC.xlsx",
    "a Mac's shadow of a file": "._PAC.xlsx",
    "an unfinished output of ours": ".pacxl-PAC-x1.xlsx",
    "a file in a hidden folder": ".git/PAC.xlsx",
    "a text": "notes.txt",
    "a document": "lettre.docx",
    "a workbook's old copy": "PAC.xlsx.bak",
    "a file without an ending": "PAC",
    "a file that is all ending": ".xlsx",
}


@pytest.mark.parametrize("name", LEFT.values(), ids=LEFT)
def test_left_alone(name: str, tmp_path: Path) -> None:
    put(tmp_path, "PAC.xlsx", name)
    assert found(tmp_path) == ["PAC.xlsx"]


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("tube"))
    path.symlink_to(path.with_name("tube"))


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link_to_its_own_folder(path: Path) -> None:
    path.symlink_to(path.parent, target_is_directory=True)


def a_link_to_the_folder_above(path: Path) -> None:
    path.symlink_to(path.parent.parent, target_is_directory=True)


NO_FILES = (
    a_pipe,
    a_link_to_a_device,
    a_link_to_a_pipe,
    a_folder,
    a_link_to_its_own_folder,
    a_link_to_the_folder_above,
)


@unix
@pytest.mark.parametrize("make", NO_FILES, ids=lambda make: str(make.__name__).replace("_", " "))
def test_what_is_named_as_a_workbook_and_is_no_file_is_never_opened(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    put(tmp_path, "PAC.xlsx")
    make(tmp_path / "Z.xlsx")
    assert found(tmp_path) == ["PAC.xlsx"]


# --- what is ----------------------------------------------------------------------------------------------


def test_every_ending_whatever_its_case(tmp_path: Path) -> None:
    names = ["A.xlsx", "B.XLSX", "C.Xlsm", "D.xlsb", "E.XLS", "F.ods", "été à l’œuvre.xlsx", "G .xlsx"]
    put(tmp_path, *names)
    assert sorted(found(tmp_path)) == sorted(names)


def test_folders_in_folders_by_name_files_first(tmp_path: Path) -> None:
    put(tmp_path, "Nord/b.xlsx", "Nord/a.xlsx", "z.xlsx", "Est/Metz/c.xlsx", "dossier.xlsx/d.xlsx")
    assert found(tmp_path) == ["z.xlsx", "Est/Metz/c.xlsx", "Nord/a.xlsx", "Nord/b.xlsx", "dossier.xlsx/d.xlsx"]


def test_three_hundred_folders_deep(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    put(deep, "PAC.xlsx")
    assert len(found(tmp_path)) == 1


def test_a_file_by_several_ways_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "PAC.xlsx")
    (tmp_path / "lien.xlsx").symlink_to(tmp_path / "PAC.xlsx")
    monkeypatch.chdir(tmp_path)
    ways: list[str | Path] = ["PAC.xlsx", tmp_path, tmp_path / "." / "PAC.xlsx", "*.xlsx", tmp_path / "lien.xlsx"]
    assert workbooks(ways) == [Path("PAC.xlsx")]


GLOBS: dict[str, tuple[str, list[str]]] = {
    "all of a folder": ("*.xlsx", ["A.xlsx", "B.xlsx"]),
    "one letter": ("?.xlsx", ["A.xlsx", "B.xlsx"]),
    "in all folders": ("**/*.xlsx", ["A.xlsx", "B.xlsx", "Nord/C.xlsx"]),
    "nothing": ("Z*.xlsx", []),
    "no workbook": ("*.txt", []),
}


@pytest.mark.parametrize(("pattern", "expected"), GLOBS.values(), ids=GLOBS)
def test_a_glob(pattern: str, expected: list[str], tmp_path: Path) -> None:
    put(tmp_path, "A.xlsx", "B.xlsx", "~$A.xlsx", "notes.txt", "Nord/C.xlsx")
    assert [path.relative_to(tmp_path).as_posix() for path in workbooks([tmp_path / pattern])] == expected


def test_a_name_that_looks_like_a_glob_is_a_name_first(tmp_path: Path) -> None:
    put(tmp_path, "PAC [v2].xlsx")
    assert workbooks([tmp_path / "PAC [v2].xlsx"]) == [tmp_path / "PAC [v2].xlsx"]


# --- what cannot be followed stays, to be told ------------------------------------------------------------


@unix
def test_a_broken_link_stays(tmp_path: Path) -> None:
    (tmp_path / "lien.xlsx").symlink_to(tmp_path / "parti.xlsx")
    assert found(tmp_path) == ["lien.xlsx"]


@unix
def test_links_in_a_circle_stay(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "b.xlsx")
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert len(found(tmp_path)) == 2


NOWHERE = ("parti.xlsx", "nulle part/PAC.xlsx", "x" * 400 + ".xlsx", "a\0b.xlsx")


@pytest.mark.parametrize("name", NOWHERE, ids=["gone", "in a folder that is not", "too long", "with a zero"])
def test_a_path_that_leads_nowhere_stays(name: str, tmp_path: Path) -> None:
    assert workbooks([tmp_path / name]) == [tmp_path / name]


@unix
def test_a_closed_folder_stays(tmp_path: Path) -> None:
    put(tmp_path, "Est/a.xlsx", "Nord/b.xlsx")
    (tmp_path / "Nord").chmod(0)
    try:
        if os.access(tmp_path / "Nord", os.R_OK):
            pytest.skip("this user may look everywhere")
        assert found(tmp_path) == ["Est/a.xlsx", "Nord"]
    finally:
        (tmp_path / "Nord").chmod(0o700)


# --- beside the files -------------------------------------------------------------------------------------

LOCKS: dict[str, tuple[str, str]] = {
    "by Excel": ("~$PAC.xlsx", "~$PAC.xlsx"),
    "by LibreOffice": (".~lock.PAC.xlsx#", ".~lock.PAC.xlsx#"),
    "another file": ("~$Autre.xlsx", ""),
    "no file": ("notes.txt", ""),
}


@pytest.mark.parametrize(("beside", "told"), LOCKS.values(), ids=LOCKS)
def test_open_elsewhere(beside: str, told: str, tmp_path: Path) -> None:
    put(tmp_path, "PAC.xlsx", beside)
    findings = open_elsewhere(tmp_path / "PAC.xlsx", "PAC.xlsx")
    assert [(each.code, each.place.file, each.about["other"]) for each in findings] == (
        [("file-open-elsewhere", "PAC.xlsx", told)] if told else []
    )


def test_the_same_bytes_under_other_names(tmp_path: Path) -> None:
    put(tmp_path, "A.xlsx", "B.xlsx")
    for name in ("A (1).xlsx", "copie.xlsx"):
        shutil.copy(tmp_path / "A.xlsx", tmp_path / name)
    files = workbooks([tmp_path])
    assert [file.name for file in files] == ["A (1).xlsx", "A.xlsx", "B.xlsx", "copie.xlsx"]
    assert {copy.name: first.name for copy, first in copies(files).items()} == {
        "A (1).xlsx": "A.xlsx",
        "copie.xlsx": "A.xlsx",
    }


@unix
def test_what_is_no_file_has_no_copy(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.xlsx")
    put(tmp_path, "a.xlsx", "b.xlsx")
    (tmp_path / "a.xlsx").write_bytes(b"")
    (tmp_path / "b.xlsx").write_bytes(b"")
    names = ("a.xlsx", "b.xlsx", "tube.xlsx", "parti.xlsx", "a\0.xlsx")
    assert copies([tmp_path / name for name in names]) == {}


CALLED: dict[str, tuple[str, ...]] = {
    "files of different names": ("a/PAC_Zoé.xlsx -> PAC_Zoé.xlsx", "b/PAC_Paul.xlsx -> PAC_Paul.xlsx"),
    "two files of one name": ("Nord/PAC.xlsx -> Nord/PAC.xlsx", "Sud/PAC.xlsx -> Sud/PAC.xlsx", "z.xlsx -> z.xlsx"),
    "of one name in folders of one name": (
        "mars/Nord/PAC.xlsx -> mars/Nord/PAC.xlsx",
        "avril/Nord/PAC.xlsx -> avril/Nord/PAC.xlsx",
        "avril/Sud/PAC.xlsx -> Sud/PAC.xlsx",
    ),
    "names that differ by their case alone": ("a/PAC.xlsx -> a/PAC.xlsx", "b/Pac.XLSX -> b/Pac.XLSX"),
    "names that differ by their Unicode form alone": (
        "a/Zoe\u0301.xlsx -> a/Zoe\u0301.xlsx",
        "b/Zo\u00e9.xlsx -> b/Zo\u00e9.xlsx",
    ),
    "a file above another of its name": ("x/PAC.xlsx -> reçus/x/PAC.xlsx", "x/x/PAC.xlsx -> x/x/PAC.xlsx"),
}


@pytest.mark.parametrize("lines", CALLED.values(), ids=CALLED)
def test_a_file_is_called_by_as_many_folders_as_tell_it_from_the_others(lines: tuple[str, ...]) -> None:
    files, names = zip(*(line.split(" -> ") for line in lines), strict=True)
    told = [Path(label).as_posix() for label in labels([Path("/reçus") / file for file in files])]
    assert told == [*names]


def test_no_label_leads_out_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy is written under its label: one with `..` in it would be written elsewhere."""
    put(tmp_path, "ici/PAC.xlsx", "PAC.xlsx")
    monkeypatch.chdir(tmp_path / "ici")
    told = labels([Path("PAC.xlsx"), Path("../PAC.xlsx")])
    assert [Path(label).as_posix() for label in told] == ["ici/PAC.xlsx", f"{tmp_path.name}/PAC.xlsx"]
