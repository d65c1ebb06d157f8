"""Workbooks that many tests start from, each made once a run."""

from __future__ import annotations

import os
import shutil
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
