"""Every structure, blank and filled: it opens clean, outside engines find its values, it comes back as it went."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from pathlib import Path

import pytest

import pacxl
from pacxl.compute.contents import Contents
from pacxl.settings.text import templates
from tests import judges
from tests.filler import filled
from tests.plans import differences

DAY = dt.date.today()  # a plan's date is =TODAY(), which engines recalculate too
STRUCTURES = (*templates(), "smart+canaux")
FISCAL = "2026-07/2027-06"


@lru_cache
def blank(name: str) -> Contents:
    period = FISCAL if name == "personas" else "2026-S1"
    return pacxl.blank(pacxl.load_settings(name), person="Zoé", company="Essai & Fils", period=period, today=DAY)


def _filled(name: str) -> Contents:
    return filled(blank(name), seed=STRUCTURES.index(name))


def team() -> Contents:
    plans = [filled(blank("complet"), seed, rows=3) for seed in (11, 12)]
    return pacxl.variance(pacxl.consolidate(plans), today=DAY)


WORKBOOKS: dict[str, Callable[[], Contents]] = {
    **{f"{name}, blank": partial(blank, name) for name in STRUCTURES},
    **{f"{name}, filled": partial(_filled, name) for name in STRUCTURES},
    "complet, consolidated": team,
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("structures")

    def write(name: str) -> Path:
        path = folder / f"{name}.xlsx"
        return path if path.exists() else pacxl.write(WORKBOOKS[name](), path)

    return write


@pytest.fixture(scope="module")
def stored(written: Callable[[str], Path]) -> Callable[[str], judges.Cells]:
    """The formula cells of a workbook, each with the value stored beside it."""
    return cache(lambda name: judges.formula_cells(written(name)))


@pytest.mark.parametrize("name", WORKBOOKS)
def test_it_opens_clean_and_comes_back_as_it_went(name: str, written: Callable[[str], Path]) -> None:
    assert judges.audit(written(name)) == []
    back = pacxl.read(written(name), today=DAY)
    assert differences(WORKBOOKS[name](), back) == []
    assert back.libre.empty


@pytest.mark.parametrize("name", WORKBOOKS)
def test_ironcalc_finds_every_value(
    name: str,
    written: Callable[[str], Path],
    stored: Callable[[str], judges.Cells],
    compared: Callable[[str, int], None],
) -> None:
    compared("IronCalc", len(stored(name)))
    assert list(judges.disagreements(stored(name), judges.by_ironcalc(written(name), stored(name)))) == []


# LibreOffice takes up to half a minute for one: these have every sheet there is, and rows left blank in each.
SHOWN_TO_LIBREOFFICE = ("complet, filled", "complet, consolidated", "personas, blank")


@pytest.mark.parametrize("name", SHOWN_TO_LIBREOFFICE)
def test_libreoffice_finds_every_value(
    name: str,
    written: Callable[[str], Path],
    stored: Callable[[str], judges.Cells],
    tmp_path: Path,
    compared: Callable[[str, int], None],
) -> None:
    compared("LibreOffice", len(stored(name)))
    saved = judges.resaved_by_libreoffice(written(name), tmp_path)
    assert list(judges.disagreements(stored(name), judges.values_of(saved, stored(name)))) == []


def test_its_pages_show_no_error_and_no_cut_number(written: Callable[[str], Path], tmp_path: Path) -> None:
    """Those of a complete plan, which has every sheet there is."""
    lines = judges.printed_by_libreoffice(judges.unfolded(written("complet, filled"), tmp_path), tmp_path)
    assert len(lines) > 100
    assert [line for line in lines if re.search(r"##|Err:|#(N/A|VAL|REF|NAME|DIV|NUM|NULL)", line)] == []


def test_a_blank_complete_plan_is_small(written: Callable[[str], Path]) -> None:
    assert written("complet, blank").stat().st_size < 600_000
