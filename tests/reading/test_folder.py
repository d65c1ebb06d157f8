"""Which files of a folder are read: every workbook, once, and nothing that only looks like one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pacxl.errors import NotAWorkbook
from pacxl.findings.entry import Severity
from pacxl.findings.finding import Place
from pacxl.guard.check import check_path
from pacxl.guard.limits import USUAL
from pacxl.reading.folder import copies_in_folder, file_labels, open_elsewhere, search_folder, workbooks
from pacxl.typography import plain_spaces
from tests.findings.deeds.files import closed
from tests.guard.hostile.build import archive, book, compound

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


@unix
def test_a_closed_folder_in_another_stays_whoever_looks() -> None:
    with closed() as folder:
        assert workbooks([folder.parent]) == [folder]


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
    assert {copy.name: first.name for copy, first in copies_in_folder(files).items()} == {
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
    assert copies_in_folder([tmp_path / name for name in names]) == {}


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
    told = [Path(label).as_posix() for label in file_labels([Path("/reçus") / file for file in files])]
    assert told == [*names]


def test_no_label_leads_out_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy is written under its label: one with `..` in it would be written elsewhere."""
    put(tmp_path, "ici/PAC.xlsx", "PAC.xlsx")
    monkeypatch.chdir(tmp_path / "ici")
    told = file_labels([Path("PAC.xlsx"), Path("../PAC.xlsx")])
    assert [Path(label).as_posix() for label in told] == ["ici/PAC.xlsx", f"{tmp_path.name}/PAC.xlsx"]


# --- what a folder holds besides --------------------------------------------------------------------------

XLSX = book("<row><c><v>1</v></c></row>")()
# A file's name and what it holds → the files that are read, and the code that tells of it ("" for none).
BESIDES: dict[str, tuple[str, bytes, list[str], str]] = {
    "a template": ("PAC.xltx", XLSX, ["PAC.xltx"], ""),
    "a template with macros": ("PAC.XLTM", XLSX, ["PAC.XLTM"], ""),
    "a template of old Excel": ("PAC.xlt", b"?", ["PAC.xlt"], ""),
    "a template of LibreOffice": ("PAC.ots", b"?", ["PAC.ots"], ""),
    "a workbook without an ending": ("PAC_Paul", XLSX, ["PAC_Paul"], ""),
    "an old one without an ending": ("PAC_Paul", compound({"Workbook": b"x" * 5000}), ["PAC_Paul"], ""),
    "a workbook with a blank after its name": ("PAC.xlsx ", XLSX, ["PAC.xlsx "], ""),
    "one with a hard blank after it": ("PAC.xlsx\u00a0", XLSX, ["PAC.xlsx\u00a0"], ""),
    "one with a full stop after it": ("PAC.xlsx.", XLSX, ["PAC.xlsx."], ""),
    "a workbook with an ending of somebody's own": ("PAC.xlsx_v2", XLSX, ["PAC.xlsx_v2"], ""),
    "a year for an ending": ("PAC.2026", XLSX, ["PAC.2026"], ""),
    "no workbook without an ending": ("LISEZMOI", b"Bonjour", [], "files-no-workbooks"),
    "a document without an ending": ("lettre", compound({"WordDocument": b"x" * 5000}), [], "files-no-workbooks"),
    "an archive of another kind without an ending": ("sac", archive({"a.txt": b"x"}), [], "files-no-workbooks"),
    "a Numbers document": ("PAC.numbers", b"?", ["PAC.numbers"], ""),
    "a shortcut to Google Sheets": ("PAC.gsheet", b"?", ["PAC.gsheet"], ""),
    "a flat OpenDocument": ("PAC.fods", b"?", ["PAC.fods"], ""),
    "an unfinished download of Chrome": ("PAC.xlsx.crdownload", b"?", ["PAC.xlsx.crdownload"], ""),
    "one of Firefox": ("PAC.xlsx.part", b"?", ["PAC.xlsx.part"], ""),
    "one without a name yet": ("Non confirmé 1234.crdownload", b"?", ["Non confirmé 1234.crdownload"], ""),
    "an unfinished download of a film": ("film.mp4.part", b"?", [], "files-no-workbooks"),
    "what Excel left when it stopped": ("A1B2C3D4.tmp", XLSX, ["A1B2C3D4.tmp"], ""),
    "a temporary file of something else": ("A1B2C3D4.tmp", b"?", [], "files-no-workbooks"),
    "a CSV": ("PAC.csv", b"a;b", [], "files-not-read"),
    "an export of a CRM": (
        "Ventes.CSV",
        "\ufeffRecord ID,Deal Name,Deal Stage\n1,Été,Devis\n".encode(),
        ["Ventes.CSV"],
        "",
    ),
    "tabs": ("PAC.TSV", b"a\tb", [], "files-not-read"),
    "the lock of a workbook that is gone": ("~$Paul.xlsx", b"?", [], "files-not-read"),
    "the same, by LibreOffice": (".~lock.Paul.ods#", b"?", [], "files-not-read"),
    "the lock of a workbook that is there": ("~$Z.xlsx", b"?", [], ""),
    "a picture": ("photo.JPG", b"?", [], "files-no-workbooks"),
    "a PDF": ("PAC.pdf", b"?", [], "files-no-workbooks"),
    "a mail": ("RE PAC.eml", b"?", [], "files-no-workbooks"),
    "a backup": ("PAC.xlsx.bak", XLSX, [], "files-no-workbooks"),
    "the lock of nothing": ("~$", b"?", [], "files-no-workbooks"),
    "the lock of a place": ("~$.", b"?", [], ""),
    "Windows' own": ("Thumbs.db", b"?", [], ""),
    "a Mac's own": (".DS_Store", b"?", [], ""),
}


@pytest.mark.parametrize(("name", "content", "read", "code"), BESIDES.values(), ids=BESIDES)
def test_what_is_besides_in_a_folder(name: str, content: bytes, read: list[str], code: str, tmp_path: Path) -> None:
    put(tmp_path, "Z.xlsx")
    (tmp_path / name).write_bytes(content)
    files, told, _ = search_folder([tmp_path])
    assert [file.name for file in files if file.name != "Z.xlsx"] == read
    assert [finding.code for finding in told] == ([code] if code else [])
    for finding in told:
        assert finding.place == Place(tmp_path.name)
        assert name in plain_spaces(finding.message())
        assert name in finding.message("en")


def test_a_numbers_document_that_is_a_folder_is_a_document(tmp_path: Path) -> None:
    put(tmp_path, "PAC.numbers/Index/Document.iwa", "PAC.numbers/preview.jpg")
    assert search_folder([tmp_path])[:2] == ((tmp_path / "PAC.numbers",), ())
    with pytest.raises(NotAWorkbook, match="un document Numbers : dans Numbers, Fichier > Exporter vers"):
        check_path(tmp_path / "PAC.numbers", USUAL)


def test_what_is_no_workbook_is_told_in_one_line(tmp_path: Path) -> None:
    put(
        tmp_path,
        "PAC.xlsx",
        *(f"Nord/photo {number}.png" for number in range(9)),
        "contrat.pdf",
        "a.csv",
        "Sud/b.csv",
    )
    csv, others = search_folder([tmp_path]).findings
    assert csv.about["names"] == "a.csv, Sud/b.csv"
    assert plain_spaces(csv.remedy()) == (
        "Si un plan s’y trouve : dans Excel, Données > À partir d’un fichier texte/CSV, puis Enregistrer sous > "
        "Classeur Excel (.xlsx)."
    )
    assert plain_spaces(others.message()).startswith(
        "Il y a là aussi 10 fichiers qui ne sont pas des classeurs : contrat.pdf, Nord/"
    )
    assert plain_spaces(others.message()).endswith(" et 4 de plus.")
    assert others.message("en").endswith(" and 4 more.")
    assert (csv.severity, others.severity) == (Severity.WARNING, Severity.INFO)


def test_it_is_told_with_the_first_file_of_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "Nord/a.xlsx", "Sud/b.xlsx", "Sud/photo.png", "Sud/c.xlsx", "Est/photo.png")
    told_with = search_folder([tmp_path / name for name in ("Nord", "Sud", "Est")]).told_with
    assert {file.name: [finding.place.file for finding in told] for file, told in told_with.items()} == {
        "b.xlsx": ["Sud"],
        "a.xlsx": ["Est"],
    }


@unix
def test_it_is_told_of_the_folder_whatever_the_way_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "retours").mkdir()
    put(tmp_path / "retours", "a.xlsx", "photo.png")
    monkeypatch.chdir(tmp_path / "retours")
    for way in (".", "*", tmp_path / "retours" / "*", Path("../retours")):
        (told,) = search_folder([way]).findings
        assert (told.place.file, told.about["names"]) == ("retours", "photo.png")


def test_a_folder_of_workbooks_alone_has_nothing_besides(tmp_path: Path) -> None:
    put(tmp_path, "A.xlsx", "Nord/B.xlsx", "~$A.xlsx", ".DS_Store")
    assert search_folder([tmp_path]).findings == ()


# --- archives ---------------------------------------------------------------------------------------------

ZIPS: dict[str, tuple[dict[str, bytes], list[str], list[str]]] = {
    "of workbooks": ({"b.xlsx": b"1", "Nord/a.ods": b"2"}, ["Nord/a.ods", "b.xlsx"], []),
    "of a Mac": ({"a.xlsx": b"1", "__MACOSX/._a.xlsx": b"2"}, ["a.xlsx"], []),
    "with pictures and CSV too": (
        {"a.xlsx": b"1", "b.png": b"2", "c.csv": b"3"},
        ["a.xlsx"],
        ["files-not-read", "files-no-workbooks"],
    ),
    "in an archive": ({"c.zip": b"1"}, ["c.zip"], []),
    "of pictures": ({"a.png": b"1"}, [], ["files-no-workbooks"]),
}


@pytest.mark.parametrize(("parts", "read", "codes"), ZIPS.values(), ids=ZIPS)
def test_an_archive(parts: dict[str, bytes], read: list[str], codes: list[str], tmp_path: Path) -> None:
    path = tmp_path / "retours.ZIP"
    path.write_bytes(archive(parts))
    files, told, _ = search_folder([tmp_path])
    assert [file.relative_to(path).as_posix() for file in files] == read
    assert [finding.code for finding in told] == codes
    assert [Path(label).as_posix() for label in file_labels(files)] == [f"retours.ZIP/{name}" for name in read]
    assert workbooks([path]) == ([*files] or [path])  # asked for by itself, it is told that it holds none


def test_a_workbook_that_was_named_an_archive_is_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "PAC.zip").write_bytes(XLSX)
    assert found(tmp_path) == ["PAC.zip"]


@unix
def test_an_archive_in_a_folder_that_is_closed_stays(tmp_path: Path) -> None:
    assert workbooks([tmp_path / "parti" / "retours.zip"]) == [tmp_path / "parti" / "retours.zip"]
    assert workbooks([tmp_path / ("x" * 300) / "retours.zip"]) == [tmp_path / ("x" * 300) / "retours.zip"]


def test_a_damaged_archive_stays(tmp_path: Path) -> None:
    (tmp_path / "PAC.zip").write_bytes(archive({"a.xlsx": b"1"})[:-40])
    assert found(tmp_path) == ["PAC.zip"]


def test_an_archive_and_what_came_out_of_it_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "retours.zip").write_bytes(archive({"a.xlsx": XLSX, "b.xlsx": XLSX + b" "}))
    (tmp_path / "a.xlsx").write_bytes(XLSX)
    files = workbooks([tmp_path])
    assert {str(copy.relative_to(tmp_path)): first.name for copy, first in copies_in_folder(files).items()} == {
        "retours.zip/a.xlsx": "a.xlsx"
    }


# --- names that look like patterns --------------------------------------------------------------------------

PATTERNS: dict[str, tuple[str, str, list[str]]] = {
    "a folder": ("PAC [2026]/a.xlsx", "PAC [2026]", ["PAC [2026]/a.xlsx"]),
    "a pattern in such a folder": ("PAC [2026]/a.xlsx", "PAC [2026]/*.xlsx", ["PAC [2026]/a.xlsx"]),
    "a folder in it": ("PAC [2026]/[Nord]/a.xlsx", "PAC [2026]/[Nord]/*.xlsx", ["PAC [2026]/[Nord]/a.xlsx"]),
    "a pattern for folders": ("PAC [2026]/Nord/a.xlsx", "PAC [2026]/N*/*.xlsx", ["PAC [2026]/Nord/a.xlsx"]),
    "all folders": ("Été? [v2]/x/a.xlsx", "Été? [v2]/**/*.xlsx", ["Été? [v2]/x/a.xlsx"]),
    "an asterisk": ("PAC *2026*/a.xlsx", "PAC *2026*/a.xls?", ["PAC *2026*/a.xlsx"]),
    "a file that is gone": ("a.xlsx", "PAC [2026].xlsx", ["PAC [2026].xlsx"]),
    "a true pattern": ("PAC1.xlsx", "PAC[0-9].xlsx", ["PAC1.xlsx"]),
}


@unix
@pytest.mark.parametrize(("name", "path", "read"), PATTERNS.values(), ids=PATTERNS)
def test_a_path_that_is_there_is_a_path(name: str, path: str, read: list[str], tmp_path: Path) -> None:
    put(tmp_path, name, "PAC 2/autre.xlsx")
    for asked in (tmp_path / path, Path(os.path.relpath(tmp_path / path))):
        assert [Path(os.path.relpath(each, tmp_path)).as_posix() for each in workbooks([asked])] == read


# --- what is not said on a screen ---------------------------------------------------------------------------


@unix
def test_a_label_is_one_line_whatever_the_name(tmp_path: Path) -> None:
    for name in (b"Andr\xe9.xlsx", b"a\nb.xlsx", b"a\x1b[2J.xlsx"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(name)
    assert {*file_labels(workbooks([tmp_path]))} == {r"Andr\xe9.xlsx", r"a\nb.xlsx", r"a\x1b[2J.xlsx"}
