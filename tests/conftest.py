"""Workbooks that many tests start from, each made once a run."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import pacxl
from tests.plans import SMALL, TODAY

os.environ["COLUMNS"] = "240"  # a terminal wide enough that no sentence is broken


@pytest.fixture(scope="session")
def blank_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank workbook of the small firm, Paul's, that no test may change."""
    plan = pacxl.blank(SMALL, person="Paul", company="Essai & Fils", period="2026-T2", today=TODAY)
    return pacxl.write(plan, tmp_path_factory.mktemp("vierge") / "PAC_Paul.xlsx")


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    totals: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for engine, cells in (value for name, value in report.user_properties if name == "compared"):
                totals[engine] += cells
    for engine, cells in sorted(totals.items()):
        terminalreporter.write_line(f"{engine} recalculated {cells} cells, each beside the value stored with it.")
