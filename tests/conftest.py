"""Workbooks that many tests start from, each made once a run."""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer.main
import typer.testing

import pacxl
from tests import judges
from tests.plans import SMALL, TODAY

os.environ["COLUMNS"] = "240"  # a terminal wide enough that no sentence is broken
# Of a command line that tests run in this process, its commands are made once, as in a process of its own.
vars(typer.testing)["_get_command"] = cache(typer.main.get_command)


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Once:
    """Makes a file of a name once a run, by the first of the test processes that asks for it; the others wait."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if hasattr(request.config, "workerinput") else base) / "une-fois"
    root.mkdir(exist_ok=True)

    def made(name: str, make: Callable[[Path], object]) -> Path:
        path, lock = root / name, root / f"{name}.lock"
        end = time.monotonic() + 600
        while not path.exists():
            assert time.monotonic() < end, f"{name} is not made by the process that began to make it"
            try:
                lock.mkdir()
            except FileExistsError:
                time.sleep(0.05)
                continue
            try:
                if not path.exists():
                    make(lock / name)
                    (lock / name).rename(path)
            finally:
                shutil.rmtree(lock)
        return path

    return made


Edits = Mapping[str, Callable[[Any], None]]  # what is done to a workbook that openpyxl has opened, by its name
Anew = Callable[[str, Path, Edits], dict[str, Path]]


@pytest.fixture(scope="session")
def anew(once: Once) -> Anew:
    """Edits a workbook in each of several ways, and has LibreOffice compute them all anew, once a run."""

    def recalculated(name: str, path: Path, edits: Edits) -> dict[str, Path]:
        paths = {edit: f"{number:02}.xlsx" for number, edit in enumerate(edits)}

        def make(folder: Path) -> None:
            folder.mkdir()
            for edit, do in edits.items():
                workbook = openpyxl.load_workbook(path)
                do(workbook)
                workbook.save(folder / paths[edit])
            judges.all_resaved_by_libreoffice([folder / each for each in paths.values()], folder)

        folder = once(name, make)
        return {edit: folder / "saved" / each for edit, each in paths.items()}

    return recalculated


@pytest.fixture(scope="session")
def blank_path(once: Once) -> Path:
    """A blank workbook of the small firm, Paul's, that no test may change."""
    plan = pacxl.blank(SMALL, person="Paul", company="Essai & Fils", period="2026-T2", today=TODAY)
    return once("PAC_Paul.xlsx", lambda path: pacxl.write(plan, path))


@pytest.fixture
def copied(blank_path: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the blank workbook, under a name, to be bent."""

    def copy(name: str = "PAC_Paul.xlsx") -> Path:
        return Path(shutil.copy(blank_path, tmp_path / name))

    return copy


@pytest.fixture
def compared(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Notes how many cells an outside engine has recalculated, to be told when the tests end; none is a failure."""

    def note(engine: str, cells: int) -> None:
        assert cells > 0, "no cell was compared"
        record_property("compared", [engine, cells])

    return note


def pytest_collection_finish() -> None:
    """What is collected stays: Python need not go through it again and again, a fifth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    judges.tell(marked=item.get_closest_marker("judge") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    totals: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for engine, cells in (value for name, value in report.user_properties if name == "compared"):
                totals[engine] += cells
    for engine, cells in sorted(totals.items()):
        terminalreporter.write_line(f"{engine} recalculated {cells} cells, each beside the value stored with it.")
