"""What is dropped is kept under a harmless name, in a folder that does not outlive the page."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

import psutil
import pytest

from pacxl.page.folders import new_folder, remove_folder, safe_file_name, store_file, sweep_folders


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("PAC Inès.xlsx", "PAC Inès.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\win.ini", "win.ini"),
        ("/retours/équipe/PAC.xlsx", "PAC.xlsx"),
        ("..", "sans nom"),
        ("", "sans nom"),
        ("nul.xlsx", "_nul.xlsx"),
        ("a:b|c?.xlsx", "a_b_c_.xlsx"),
        ("<script>alert(1)</script>.xlsx", "script_.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 115 + ".xlsx"),
    ],
)
def test_a_files_name_is_no_place_and_no_trap(said: str, kept: str) -> None:
    assert safe_file_name(said) == kept


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    stored = [store_file(tmp_path / "retours", "PAC.xlsx", io.BytesIO(content)) for content in (b"1", b"2", b"3")]
    assert [path.name for path in stored] == ["PAC.xlsx", "PAC (2).xlsx", "PAC (3).xlsx"]
    assert [path.read_bytes() for path in stored] == [b"1", b"2", b"3"]


def test_what_a_killed_run_left_is_removed_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    mine, others = new_folder(), tmp_path / "pacxl-page-notes"
    others.mkdir()
    gone = tmp_path / f"pacxl-page-{_no_pid()}-1700000000-abc"
    again = tmp_path / f"pacxl-page-{os.getpid()}-1700000000-abc"  # the number of a process that ended is given anew
    for folder in (gone, again):
        (folder / "1" / "retours").mkdir(parents=True)
    sweep_folders()
    assert sorted(tmp_path.iterdir()) == sorted([mine, others])
    remove_folder(mine)
    assert not mine.exists()


def _no_pid() -> int:
    return next(pid for pid in range(4_000_000, 1, -1) if not psutil.pid_exists(pid))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the rights of folders elsewhere")
def test_nobody_else_can_look_into_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert new_folder().stat().st_mode & 0o077 == 0
