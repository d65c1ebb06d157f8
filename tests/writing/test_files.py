"""A file is written whole or not at all, never over an input, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import pacxl
from pacxl.compute.contents import Contents
from pacxl.errors import CannotWrite
from pacxl.writing.files import STALE, sweep, write_whole
from tests import ROOT
from tests.plans import SMALL, TODAY

PLAN = pacxl.blank(SMALL, person="Paul", period="2026-T2", today=TODAY)


def refusal(target: Path, given: Contents = PLAN, force: bool = False, inputs: tuple[Path, ...] = ()) -> str:
    """What write has to say against a target."""
    with pytest.raises(pacxl.CannotWrite) as caught:
        pacxl.write(given, target, force=force, inputs=inputs)
    assert caught.value.path == str(target)
    return caught.value.detail


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- where nothing is written -----------------------------------------------------------------------------


def test_an_existing_file_is_kept_unless_told(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"le sien")
    assert refusal(target) == "il existe déjà (--force pour le remplacer)"
    assert target.read_bytes() == b"le sien"
    assert pacxl.read(pacxl.write(PLAN, target, force=True)) == PLAN
    assert names(tmp_path) == ["plan.xlsx"]


def in_a_missing_folder(folder: Path) -> Path:
    return folder / "nulle part" / "plan.xlsx"


def in_a_file(folder: Path) -> Path:
    (folder / "fichier").write_bytes(b"")
    return folder / "fichier" / "plan.xlsx"


def a_folder(folder: Path) -> Path:
    (folder / "plan.xlsx").mkdir()
    return folder / "plan.xlsx"


def of_another_kind(folder: Path) -> Path:
    return folder / "plan.xls"


def without_an_ending(folder: Path) -> Path:
    return folder / "plan"


def of_a_name_too_long(folder: Path) -> Path:
    return folder / ("n" * 300 + ".xlsx")


TARGETS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "in a missing folder": (in_a_missing_folder, r"le dossier .*nulle part n’existe pas"),
    "in a file": (in_a_file, r"le dossier .*fichier n’existe pas"),
    "that is a folder": (a_folder, r"c’est un dossier"),
    "of another kind": (of_another_kind, r"son nom doit finir par \.xlsx"),
    "without an ending": (without_an_ending, r"son nom doit finir par \.xlsx"),
    "of a name too long": (of_a_name_too_long, r"l’écriture est impossible \(File name too long\)"),
}


@pytest.mark.parametrize(("target", "sentence"), TARGETS.values(), ids=TARGETS)
def test_no_file_is_written(target: Callable[[Path], Path], sentence: str, tmp_path: Path) -> None:
    path = target(tmp_path)
    before = names(tmp_path)
    detail = refusal(path, force=True)
    assert re.fullmatch(sentence, detail), detail
    assert names(tmp_path) == before


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"], ids=["Excel", "LibreOffice"])
def test_a_file_that_somebody_has_open_is_not_replaced(lock: str, tmp_path: Path) -> None:
    target = pacxl.write(PLAN, tmp_path / "plan.xlsx")
    before = target.read_bytes()
    (tmp_path / lock).touch()
    detail = refusal(target, force=True)
    assert detail.startswith(f"quelqu’un l’a ouvert ({lock}) : fermez-le")
    assert detail.endswith(f"si personne ne l’a ouvert, supprimez {lock}")
    assert target.read_bytes() == before
    pacxl.write(PLAN, tmp_path / "plan 2.xlsx")
    target.unlink()
    pacxl.write(PLAN, target)


def test_an_ending_in_capitals_is_an_ending(tmp_path: Path) -> None:
    assert pacxl.write(PLAN, tmp_path / "PLAN.XLSX").is_file()


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("this user may write everywhere")
    tmp_path.chmod(0o500)
    assert refusal(tmp_path / "plan.xlsx") == "l’écriture est impossible (Permission denied)"


# --- an input is never written over, under any name -------------------------------------------------------


def the_same_path(given: Path) -> Path:
    return given


def a_relative_path(given: Path) -> Path:
    return Path(os.path.relpath(given))


def a_winding_path(given: Path) -> Path:
    return given.parent / ".." / given.parent.name / given.name


def a_symbolic_link(given: Path) -> Path:
    (given.parent / "lien.xlsx").symlink_to(given)
    return given.parent / "lien.xlsx"


def a_linked_folder(given: Path) -> Path:
    (given.parent / "ailleurs").symlink_to(given.parent, target_is_directory=True)
    return given.parent / "ailleurs" / given.name


def a_hard_link(given: Path) -> Path:
    (given.parent / "jumeau.xlsx").hardlink_to(given)
    return given.parent / "jumeau.xlsx"


def another_case(given: Path) -> Path:
    other = given.with_name(given.name.upper())
    if not other.exists():
        pytest.skip("this file system tells capitals from small letters")
    return other


NAMES = (the_same_path, a_relative_path, a_winding_path, a_symbolic_link, a_linked_folder, a_hard_link, another_case)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: str(name.__name__).replace("_", " "))
def test_an_input_is_not_written_over_by(name: Callable[[Path], Path], tmp_path: Path) -> None:
    given = pacxl.write(PLAN, tmp_path / "retour.xlsx")
    before = given.read_bytes()
    assert "un fichier reçu n’est jamais modifié" in refusal(name(given), force=True, inputs=(given,))
    assert given.read_bytes() == before


def test_an_input_that_is_gone_is_not_written_either(tmp_path: Path) -> None:
    gone = tmp_path / "parti.xlsx"
    assert "un fichier reçu n’est jamais modifié" in refusal(tmp_path / "." / "parti.xlsx", inputs=(gone,))


def test_one_input_alone_is_an_input(tmp_path: Path) -> None:
    given = pacxl.write(PLAN, tmp_path / "reçu.xlsx")
    with pytest.raises(pacxl.CannotWrite, match="jamais modifié"):
        pacxl.write(PLAN, given, force=True, inputs=str(given))


def test_a_file_beside_the_inputs_is_written(tmp_path: Path) -> None:
    given = pacxl.write(PLAN, tmp_path / "retour.xlsx")
    assert pacxl.write(PLAN, tmp_path / "autre.xlsx", inputs=[given]).is_file()


# --- whole or not at all ----------------------------------------------------------------------------------


def test_a_fault_while_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"un bout")
        raise RuntimeError

    (tmp_path / "plan.xlsx").write_bytes(b"ancien")
    with pytest.raises(RuntimeError):
        write_whole(tmp_path / "plan.xlsx", fail, force=True)
    assert names(tmp_path) == ["plan.xlsx"]
    assert (tmp_path / "plan.xlsx").read_bytes() == b"ancien"


def child(code: str, folder: Path) -> subprocess.Popen[str]:
    """Another Python that runs some code in a folder and says when it begins."""
    head = (
        "import datetime, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "import pacxl\n"
        "from pacxl.settings.text import settings_from_text\n"
        "when = {'period': '2026-T2', 'today': datetime.date.fromisoformat(sys.argv[3])}\n"
        "plans = [pacxl.blank(settings_from_text(sys.argv[2]), person=who, **when) for who in ('Paul', 'Zoé')]\n"
        "print('prêt', flush=True)\n"
    )
    given = [str(ROOT), SMALL.dumps(), TODAY.isoformat()]
    command = [sys.executable, "-X", "utf8", "-c", head + code, *given]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8")


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="no limit of a file's size there")
def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"ancien")
    full = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))\n"
        "try:\n    pacxl.write(plans[0], 'plan.xlsx', force=True)\n"
        "except pacxl.CannotWrite as fault:\n    print(fault.detail)\n"
    )
    said = child(full, tmp_path).communicate(timeout=60)[0].splitlines()
    assert said == ["prêt", "l’écriture est impossible (File too large)"]
    assert names(tmp_path) == ["plan.xlsx"]
    assert (tmp_path / "plan.xlsx").read_bytes() == b"ancien"


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[list[Path]]:
    """Folders in which a file was being written, again and again, when the writer was killed."""
    again = "for number in range(10_000):\n    pacxl.write(plans[number % 2], 'plan.xlsx', force=True)\n"
    folders = [tmp_path / f"dossier {number}" for number in range(4)]
    for folder in folders:
        folder.mkdir()
        pacxl.write(PLAN, folder / "plan.xlsx")
    writers = [child(again, folder) for folder in folders]
    try:
        for number, writer in enumerate(writers):
            assert writer.stdout is not None
            assert writer.stdout.readline() == "prêt\n"
            time.sleep(0.11 + 0.13 * number)
            writer.kill()
        yield folders
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a Unix thing")
def test_killed_while_writing_leaves_the_old_file_or_the_new_one_whole(killed: list[Path], tmp_path: Path) -> None:
    plans = [PLAN, pacxl.blank(SMALL, person="Zoé", period="2026-T2", today=TODAY)]
    whole = [pacxl.write(plan, tmp_path / f"{n}.xlsx").read_bytes() for n, plan in enumerate(plans)]
    for folder in killed:
        assert (folder / "plan.xlsx").read_bytes() in whole
        assert [name for name in names(folder) if name != "plan.xlsx" and not name.startswith(".pacxl-plan-")] == []


# --- what a killed run left is removed, when it is old and ours --------------------------------------------


def aged(path: Path, seconds: float) -> Path:
    path.write_bytes(b"")
    os.utime(path, (time.time() - seconds,) * 2)
    return path


LEFT: dict[str, tuple[str, float, bool]] = {
    "an old one of ours goes": (".pacxl-plan-abc_12x9.xlsx", 2 * STALE, True),
    "one that is being written stays": (".pacxl-plan-abc_12x9.xlsx", 60, False),
    "someone's own stays": (".pacxl-notes.txt", 2 * STALE, False),
    "someone's own workbook stays": ("pacxl-plan-abc_12x9.xlsx", 2 * STALE, False),
    "a workbook stays": ("plan.xlsx", 2 * STALE, False),
}


@pytest.mark.parametrize(("name", "age", "goes"), LEFT.values(), ids=LEFT)
def test_swept(name: str, age: float, goes: bool, tmp_path: Path) -> None:
    path = aged(tmp_path / name, age)
    sweep(tmp_path)
    assert path.exists() is not goes


def test_a_folder_of_that_name_stays(tmp_path: Path) -> None:
    folder = tmp_path / ".pacxl-plan-abc_12x9.xlsx"
    folder.mkdir()
    os.utime(folder, (0, 0))
    sweep(tmp_path)
    assert folder.is_dir()


def test_writing_sweeps_the_folder_first(tmp_path: Path) -> None:
    aged(tmp_path / ".pacxl-plan-abc_12x9.xlsx", 2 * STALE)
    pacxl.write(PLAN, tmp_path / "plan.xlsx")
    assert names(tmp_path) == ["plan.xlsx"]


def test_what_is_swept_is_what_writing_leaves(tmp_path: Path) -> None:
    """The temporary file's name, seen while it is there, is one that `sweep` knows."""
    seen: list[Path] = []

    def look(path: Path) -> None:
        seen.extend(tmp_path.iterdir())
        path.write_bytes(b"fait")

    write_whole(tmp_path / "Été à l’œuvre.xlsx", look, force=False)
    left = aged(seen[0], 2 * STALE)
    sweep(tmp_path)
    assert not left.exists()


# --- a file that cannot be replaced -----------------------------------------------------------------------


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file that another program holds open. Only Windows refuses to replace one, so its refusal is played here."""
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"ouvert dans Excel")
    replace = Path.replace

    def refuse(self: Path, other: str | os.PathLike[str]) -> Path:
        if Path(other) == target:
            raise PermissionError(13, "Permission denied")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", refuse)
    return target


def test_the_new_file_is_kept_under_another_name_and_the_error_says_so(held: Path) -> None:
    kept = held.with_name("plan (nouveau).xlsx")
    detail = refusal(held, force=True)
    assert detail.startswith("il est sans doute ouvert dans un autre programme")
    assert detail.endswith(f"le nouveau est ici : {kept}")
    assert pacxl.read(kept) == PLAN
    assert held.read_bytes() == b"ouvert dans Excel"
    assert names(held.parent) == ["plan (nouveau).xlsx", "plan.xlsx"]


def test_nor_is_a_file_of_that_other_name_lost(held: Path) -> None:
    held.with_name("plan (nouveau).xlsx").write_bytes(b"le premier")
    assert refusal(held, force=True).endswith("plan (nouveau 2).xlsx")
    assert held.with_name("plan (nouveau).xlsx").read_bytes() == b"le premier"


# --- permissions ------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="no umask there")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)], ids=oct)
def test_the_file_s_permissions_follow_the_umask(mask: int, mode: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        path = pacxl.write(PLAN, tmp_path / "plan.xlsx")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == mode


# --- two at once, and a full disk -------------------------------------------------------------------------


def refused(act: Callable[[], object]) -> str:
    """What a CannotWrite says; "" if there is none."""
    try:
        act()
    except CannotWrite as fault:
        return fault.detail
    return ""


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that knows no hard links, as those of cameras and some servers."""

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)


@pytest.mark.parametrize("links", [True, False], ids=["with links", "on a disk without links"])
@pytest.mark.parametrize("force", [False, True], ids=["new", "with --force"])
def test_of_several_that_write_one_file_at_once_one_does(
    force: bool, links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        without_links(monkeypatch)
    path, gate = tmp_path / "ecarts.xlsx", threading.Barrier(5)

    def make(number: int, temporary: Path) -> None:
        gate.wait()  # all have seen that there is no such file
        temporary.write_bytes(b"%d" % number * 1000)

    def write_one(number: int) -> str:
        return refused(lambda: write_whole(path, lambda temporary: make(number, temporary), force=force))

    with ThreadPoolExecutor(5) as threads:
        told = list(threads.map(write_one, range(5)))
    assert told.count("") == (5 if force else 1)
    assert set(told) <= {"", "il existe déjà (--force pour le remplacer)"}
    assert len(set(path.read_bytes())) == 1
    if not force:
        assert path.read_bytes()[:1] == b"%d" % told.index("")
    assert names(tmp_path) == ["ecarts.xlsx"]


FULL = {
    "a workbook": "pacxl.write(pacxl.blank(SMALL, period='2026-T2', today=TODAY), 'a.xlsx')",
    "tables": "export({'a': pd.DataFrame({'x': range(99_999)})}, Path('tables'), 'csv', force=False)",
    "tables as JSON": "export({'a': pd.DataFrame({'x': range(99_999)})}, Path('tables'), 'json', force=False)",
    "a copy": "write_whole(Path('a.xlsx'), Package({'a': random.Random(1).randbytes(9999)}).save, force=False)",
}
ON_A_FULL_DISK = """
import random, resource, signal, sys
from pathlib import Path
import pandas as pd
import pacxl
from pacxl.ooxml.package import Package
from pacxl.writing.export import export
from pacxl.writing.files import write_whole
from tests.plans import SMALL, TODAY

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    {}
except (pacxl.CannotWrite, OSError) as fault:
    print(fault)
"""


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="such limits are Unix things")
@pytest.mark.parametrize("act", FULL.values(), ids=FULL)
def test_what_a_disk_has_no_room_for_is_one_fault_and_leaves_nothing(act: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", ON_A_FULL_DISK.format(act)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "File too large" in run.stdout
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
