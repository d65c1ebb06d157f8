"""Outside engines add up a team as pacxl does: homonyms, a blank team, versions, files left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import pacxl
from tests import judges
from tests.consolidation.test_submissions import EVERY

TEAMS = ("homonyms in two teams, and one without a team", "two files without a name", "two versions")
ENGINES: dict[str, Callable[[Path, judges.Cells], judges.Cells]] = {
    "IronCalc": judges.by_ironcalc,
    "LibreOffice": judges.by_libreoffice,
}


@pytest.mark.judge
@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
@pytest.mark.parametrize("team", TEAMS)
def test_outside_engines_compute_the_same_line_a_person(
    team: str, engine: Callable[[Path, judges.Cells], judges.Cells], tmp_path: Path
) -> None:
    ecarts = pacxl.variance(pacxl.consolidate(EVERY[team].plans))
    path = pacxl.write(ecarts, tmp_path / "ecarts.xlsx")
    stored = judges.formula_cells(path)
    assert list(judges.disagreements(stored, engine(path, stored))) == []
