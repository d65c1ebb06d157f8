"""Numbers so large that their sum is none: kept, and told, for totals are then blank here and #NUM! in Excel."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import pacxl
from tests import judges
from tests.plans import MARKET, TODAY, plan

# Two budgets → whether they are told, and what the total is (None: blank, where engines show #NUM!).
CASES: dict[str, tuple[tuple[float, float], bool, float | None]] = {
    "amounts as people have them": ((1200.5, 800.0), False, 2000.5),
    "the largest that Excel keeps to the digit": ((999_999_999_999_999.0, -1.0), False, 999_999_999_999_998.0),
    "an amount of sixteen digits": ((1e15, 1e15), True, 2e15),
    "amounts beyond any sum": ((1.7e308, 1.7e308), True, None),
    "negative amounts beyond any sum": ((-1.7e308, -1.7e308), True, None),
}


QUICK = "amounts beyond any sum"
EACH = [pytest.param(*case, id=name, marks=() if name == QUICK else pytest.mark.long) for name, case in CASES.items()]


@pytest.mark.parametrize(("budgets", "told", "total"), EACH)
def test_a_number_whose_sum_is_no_number_is_told(
    budgets: tuple[float, float], told: bool, total: float | None, tmp_path: Path
) -> None:
    actions = {"famille": [MARKET] * 2, "etape": ["Choisir", "Mesurer"], "budget": list(budgets)}
    read = pacxl.read(pacxl.write(plan(actions=actions), tmp_path / "PAC.xlsx"), today=TODAY)
    assert read.actions["budget"].tolist() == list(budgets)
    found = [each for each in read.found if each.code == "amount-huge"]
    assert bool(found) == told
    assert all("#NUM!" in each.message() and each.place.column == "Budget" for each in found)
    ecarts = pacxl.variance(pacxl.consolidate([read]))
    value = ecarts.figures["budget"]
    assert (None if pd.isna(value) else value) == total
    assert ("amount-huge" in set(ecarts.constats["code"])) == told
    path = pacxl.write(ecarts, tmp_path / "ecarts.xlsx")
    cells = judges.formula_cells(path)
    odd = list(judges.disagreements(cells, judges.by_ironcalc(path, cells)))
    assert bool(odd) == (total is None)
