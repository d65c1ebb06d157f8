"""Outside engines add up a team as pacxl does: homonyms, a blank team, versions, files left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import pacxl
from tests import judges
from tests.consolidation.test_submissions import EVERY

TEAMS = ("homonyms in two teams, and one without a team", "two files without a name", "two versions")


@pytest.fixture(scope="module")
def written(once: Callable[..., Path]) -> dict[str, Path]:
    """The écarts workbook of each team."""

    def make(number: int, team: str) -> Path:
        ecarts = pacxl.variance(pacxl.consolidate(EVERY[team].plans))
        return once(f"equipe {number}.xlsx", lambda path: pacxl.write(ecarts, path))

    return {team: make(number, team) for number, team in enumerate(TEAMS)}


@pytest.mark.long
@pytest.mark.parametrize("team", TEAMS)
def test_ironcalc_computes_the_same_line_a_person(team: str, written: dict[str, Path]) -> None:
    stored = judges.formula_cells(written[team])
    assert list(judges.disagreements(stored, judges.by_ironcalc(written[team], stored))) == []


@pytest.mark.judge
def test_libreoffice_computes_the_same_lines(written: dict[str, Path], tmp_path: Path) -> None:
    anew = judges.all_resaved_by_libreoffice([*written.values()], tmp_path)
    for (team, path), other in zip(written.items(), anew, strict=True):
        stored = judges.formula_cells(path)
        assert list(judges.disagreements(stored, judges.values_of(other, stored))) == [], team
