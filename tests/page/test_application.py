"""The application that is double-clicked, without PyInstaller: its start, and the process apart that it is too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a program of two lines is a Unix thing")
ENTRY = ROOT / "packaging" / "entry.py"
# What PyInstaller makes of it: `sys.executable` is the application, which runs no code that it is given.
START = """
import runpy, sys, webbrowser
app, entry, *words = sys.argv[1:]
sys.frozen, sys.executable, sys.argv = True, app, [app, *words]
from pacxl.page import serving
serving.UNSEEN, webbrowser.open = 0.2, print
runpy.run_path(entry, run_name="__main__")
"""


@pytest.fixture
def application(tmp_path: Path) -> Path:
    program = tmp_path / "pacxl"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ENTRY}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def started(application: Path, *words: str) -> str:
    """What the application says, told these words."""
    command = [sys.executable, "-c", START, str(application), str(ENTRY), *words]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_its_command_line_reads_files(application: Path, blank_path: Path) -> None:
    said = started(application, "check", str(blank_path))
    assert "1 fichier lu" in said


@pytest.mark.long
def test_without_a_command_it_opens_the_page(application: Path) -> None:
    first, *others = started(application).splitlines()
    assert first.startswith("http://127.0.0.1:")
    assert others == [first]  # the browser is sent there
