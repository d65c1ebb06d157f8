"""A workbook with three things to mend, and the copy of it that is sent back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import pacxl
from pacxl.compute.contents import Contents
from tests.typed import typed
from tests.way_back.copies import (
    WRONG,
    back,
)


@pytest.fixture(scope="session")
def received(blank_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Paul's workbook with a word for an amount, a word for a date, a choice out of its list; no test changes it."""
    return typed(Path(shutil.copy(blank_path, tmp_path_factory.mktemp("reçu"))), WRONG)


@pytest.fixture(scope="session")
def plan(received: Path) -> Contents:
    return pacxl.read(received)


@pytest.fixture(scope="session")
def sent(received: Path, plan: Contents) -> Path:
    """The copy of it that is sent back; no test changes it."""
    return back(received, received.parent / "renvoi", contents=plan)


@pytest.fixture
def bent(received: Path, tmp_path: Path) -> Path:
    """Paul's workbook, to be changed."""
    return Path(shutil.copy(received, tmp_path))


@pytest.fixture
def returning(sent: Path, tmp_path: Path) -> Path:
    """What was sent back, to be changed."""
    return Path(shutil.copy(sent, tmp_path))
