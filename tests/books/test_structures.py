"""Every structure, blank and filled: it opens clean, outside engines find its values, it comes back as it went."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

import pacxl
from pacxl.compute.contents import Contents
from pacxl.settings.text import templates
from tests import judges
from tests.filler import filled
from tests.plans import differences

DAY = dt.date.today()  # a plan's date is =TODAY(), which engines recalculate too
FISCAL = "2026-07/2027-06"
SHORT = "complet, cut short"  # every sheet there is, but for families that are all alike
# Blank: the largest one, and the one of a fiscal year; filled ones hold blank rows too.
BLANK = ("complet", "personas")
FILLED = (SHORT, *(name for name in templates() if name != "complet"), "smart+canaux")


@cache
def blank(name: str) -> Contents:
    period = FISCAL if name == "personas" else "2026-S1"
    firm = pacxl.load_settings("complet" if name == SHORT else name)
    if name == SHORT:
        firm = dataclasses.replace(firm, families=firm.families[:2], indicators=firm.indicators[:3])
    return pacxl.blank(firm, person="Zoé", company="Essai & Fils", period=period, today=DAY)


@cache
def full(name: str) -> Contents:
    return filled(blank(name), seed=FILLED.index(name))


@cache
def team() -> Contents:
    plans = [filled(blank(SHORT), seed, rows=3) for seed in (11, 12)]
    return pacxl.variance(pacxl.consolidate(plans), today=DAY)


WORKBOOKS: dict[str, Callable[[], Contents]] = {
    **{f"{name}, blank": partial(blank, name) for name in BLANK},
    **{f"{name}, filled": partial(full, name) for name in FILLED},
    "consolidated": team,
}


QUICK = f"{SHORT}, filled"
EACH = [name if name == QUICK else pytest.param(name, marks=pytest.mark.long) for name in WORKBOOKS]


@pytest.fixture(scope="module")
def written(once: Callable[..., Path]) -> Callable[[str], Path]:
    return lambda name: once(f"{name}.xlsx", lambda path: pacxl.write(WORKBOOKS[name](), path))


@pytest.fixture(scope="module")
def stored(written: Callable[[str], Path]) -> Callable[[str], judges.Cells]:
    """The formula cells of a workbook, each with the value stored beside it."""
    return cache(lambda name: judges.formula_cells(written(name)))


@pytest.mark.long
@pytest.mark.parametrize("name", EACH)
def test_it_opens_clean_and_comes_back_as_it_went(name: str, written: Callable[[str], Path]) -> None:
    assert judges.audit(written(name)) == []
    back = pacxl.read(written(name), today=DAY)
    assert differences(WORKBOOKS[name](), back) == []
    assert back.libre.empty


@pytest.mark.parametrize("name", EACH)
def test_ironcalc_finds_every_value(
    name: str,
    written: Callable[[str], Path],
    stored: Callable[[str], judges.Cells],
    compared: Callable[[str, int], None],
) -> None:
    compared("IronCalc", len(stored(name)))
    assert list(judges.disagreements(stored(name), judges.by_ironcalc(written(name), stored(name)))) == []


# LibreOffice takes its time: these have every sheet there is, and rows left blank in each.
SHOWN_TO_LIBREOFFICE = (f"{SHORT}, filled", "consolidated", "personas, blank")


@pytest.mark.judge
def test_libreoffice_finds_every_value(
    written: Callable[[str], Path],
    stored: Callable[[str], judges.Cells],
    tmp_path: Path,
    compared: Callable[[str, int], None],
) -> None:
    saved = judges.all_resaved_by_libreoffice([written(name) for name in SHOWN_TO_LIBREOFFICE], tmp_path)
    for name, path in zip(SHOWN_TO_LIBREOFFICE, saved, strict=True):
        compared("LibreOffice", len(stored(name)))
        assert list(judges.disagreements(stored(name), judges.values_of(path, stored(name)))) == [], name


@pytest.mark.judge
def test_its_pages_show_no_error_and_no_cut_number(written: Callable[[str], Path], tmp_path: Path) -> None:
    lines = judges.printed_by_libreoffice(judges.unfolded(written(f"{SHORT}, filled"), tmp_path), tmp_path)
    assert len(lines) > 100
    assert [line for line in lines if re.search(r"##|Err:|#(N/A|VAL|REF|NAME|DIV|NUM|NULL)", line)] == []


@pytest.mark.long
def test_a_blank_complete_plan_is_small(written: Callable[[str], Path]) -> None:
    assert written("complet, blank").stat().st_size < 600_000
