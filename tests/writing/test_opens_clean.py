"""Every kind of workbook opens clean, and outside engines that recalculate it find the values stored in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

import pacxl
from pacxl.books.ecarts.ecarts_book import ecarts_book
from pacxl.books.pac import pac_book
from pacxl.compute.contents import Contents, Identity, make_contents
from tests import judges
from tests.plans import SMALL, TODAY, contents, drawn

DAY = dt.date.today()  # a plan's date is =TODAY(), which engines recalculate too
PAC, ECARTS = pac_book(SMALL), ecarts_book(SMALL)


def blank() -> Contents:
    return pacxl.blank(SMALL, person="Paul", company="A & B", period="2026-S1", today=DAY)


@lru_cache
def filled(number: int = 1) -> Contents:
    return drawn(contents(PAC, tame=25, today=DAY), number)


def team() -> Contents:
    plans = (filled(1), filled(2), pacxl.blank(SMALL, today=DAY))
    owners = (Identity("pac", "1", "A & B", name, "", "2026-S1") for name in ("Paul", "Zoé", "Malik"))
    return pacxl.variance(
        pacxl.consolidate([replace(plan, identity=owner) for plan, owner in zip(plans, owners, strict=True)]),
        today=TODAY,
    )


WORKBOOKS: dict[str, Callable[[], Contents]] = {
    "a blank plan": blank,
    "a filled plan": filled,
    "a locked plan": lambda: pacxl.blank(SMALL, today=DAY),
    "a plan without a row": lambda: make_contents(PAC, {}, Identity("pac"), DAY),
    "the variance workbook of three plans": team,
    "any variance workbook": lambda: drawn(contents(ECARTS, tame=8), 3),
    "a variance workbook without a row": lambda: make_contents(ECARTS, {}, Identity("ecarts"), TODAY),
}


@pytest.fixture(scope="module")
def written(once: Callable[..., Path]) -> Callable[[str], Path]:
    def write(name: str) -> Path:
        return once(f"{name}.xlsx", lambda path: pacxl.write(WORKBOOKS[name](), path, lock="locked" in name))

    return write


@pytest.mark.long
@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_audit_finds_nothing_in(name: str, written: Callable[[str], Path]) -> None:
    assert judges.audit(written(name)) == []


Judged = Mapping[str, tuple[judges.Cells, judges.Cells]]  # workbook → its stored values, an engine's


def wrong(judged: Judged) -> dict[str, list[str]]:
    """The workbooks in which an engine finds other values, with their cells."""
    found = {name: list(judges.disagreements(*cells)) for name, cells in judged.items()}
    return {name: cells for name, cells in found.items() if cells}


@pytest.mark.judge
def test_libreoffice_finds_every_stored_value(
    written: Callable[[str], Path], tmp_path: Path, compared: Callable[[str, int], None]
) -> None:
    stored = {name: judges.formula_cells(written(name)) for name in WORKBOOKS}
    saved = judges.all_resaved_by_libreoffice([written(name) for name in WORKBOOKS], tmp_path)
    judged = {n: (stored[n], judges.values_of(path, stored[n])) for n, path in zip(WORKBOOKS, saved, strict=True)}
    for cells, _ in judged.values():
        compared("LibreOffice", len(cells))
    assert wrong(judged) == {}


@pytest.mark.long
def test_ironcalc_finds_every_stored_value(
    written: Callable[[str], Path], compared: Callable[[str, int], None]
) -> None:
    stored = {name: judges.formula_cells(written(name)) for name in WORKBOOKS}
    judged = {name: (cells, judges.by_ironcalc(written(name), cells)) for name, cells in stored.items()}
    for cells, _ in judged.values():
        compared("IronCalc", len(cells))
    assert wrong(judged) == {}
