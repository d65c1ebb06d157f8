"""Three small plans of three people, and one that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

import pacxl
from tests.plans import SMALL, TODAY


@pytest.fixture(scope="session")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its files are only read."""
    folder = tmp_path_factory.mktemp("retours")
    for person in ("Paul", "Zoé", "Ada"):
        plan = pacxl.blank(SMALL, person=person, company="Alpes", period="2026-T2", today=TODAY)
        pacxl.write(plan, folder / f"PAC_{person}.xlsx")
    (folder / "PAC_Léa.xlsx").write_bytes((folder / "PAC_Paul.xlsx").read_bytes()[:5000])
    return folder
