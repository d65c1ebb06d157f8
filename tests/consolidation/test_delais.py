"""How late actions are, in number and days, and how many reached their target: by family, person and month."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl import Contents
from pacxl.compute.evaluate import evaluate_figure
from tests import judges
from tests.plans import MARKET, OFFER, PAUL, plan
from tests.workbooks import rows_of

DAY = dt.date(2026, 6, 30)
# Family, Fin, Fin réelle, décision; cible, résultat, sens.
Action = tuple[str, str | None, str | None, str | None, float | None, float | None, str | None]
UP, DOWN = "plus haut", "plus bas"
PAULS: list[Action] = [
    (MARKET, "2026-06-20", None, None, 10, 12, UP),  # 10 days late, and not finished; reached
    (MARKET, "2026-03-01", "2026-03-11", None, 10, 8, UP),  # finished 10 days late; missed
    (MARKET, "2026-03-31", "2026-03-20", None, 10, None, UP),  # finished 11 days early: no days less for the others
    (MARKET, None, None, None, 10, 3, UP),  # no date, missed so far
    (OFFER, "2026-05-01", None, "abandonnée", 5, 1, DOWN),  # given up: neither late, nor a target reached
    (OFFER, "2026-04-01", "2026-04-03", None, 5, 9, DOWN),  # finished 2 days late; missed
    (OFFER, "2026-12-31", None, None, 5, None, None),  # to come; no result, no verdict
]
ZOES: list[Action] = [(OFFER, "2026-06-29", None, "retenue", 5, 5, DOWN)]  # 1 day late; reached
KEYS = (
    *("retards", "jours", "retards_terminees", "jours_terminees", "retards_ouvertes", "jours_ouvertes"),
    *("objectifs_atteints", "objectifs_manques"),
)
BY_FAMILY = {MARKET: (2, 20, 1, 10, 1, 10, 1, 2), OFFER: (2, 3, 1, 2, 1, 1, 1, 1)}
BY_PERSON = {"Paul": (3, 22, 2, 12, 1, 10, 1, 3), "Zoé": (1, 1, 0, 0, 1, 1, 1, 0)}
BY_MONTH = {3: (1, 10, 1, 10, 0, 0, 0, 1), 4: (1, 2, 1, 2, 0, 0, 0, 1), 6: (2, 11, 0, 0, 2, 11, 2, 0)}
UNDATED = (0, 0, 0, 0, 0, 0, 0, 1)
ALL = (4, 23, 2, 12, 2, 11, 2, 3)
NONE = (0,) * 8


def of(actions: list[Action], person: str) -> Contents:
    keys = ("famille", "fin", "fin_reelle", "decision", "cible", "resultat", "sens")
    columns: dict[str, Any] = {key: [action[at] for action in actions] for at, key in enumerate(keys)}
    for key in ("fin", "fin_reelle"):
        columns[key] = [day and dt.date.fromisoformat(day) for day in columns[key]]
    steps = [f"{person} {number}" for number in range(len(actions))]
    owner = dataclasses.replace(PAUL, person=person, workbook=person)
    return plan(today=DAY, owner=owner, actions={**columns, "etape": steps})


@pytest.fixture(scope="module")
def ecarts() -> Contents:
    return pacxl.variance(pacxl.consolidate([of(PAULS, "Paul"), of(ZOES, "Zoé")]), today=DAY)


def lines(frame: pd.DataFrame, axis: str) -> dict[Any, tuple[int, ...]]:
    return {line[0]: tuple(line[1:]) for line in frame[[axis, *KEYS]].itertuples(index=False)}


def test_by_family_person_and_month(ecarts: Contents) -> None:
    assert lines(ecarts.delais_par_famille, "famille") == BY_FAMILY
    assert lines(ecarts.delais_par_commercial, "commercial") == BY_PERSON
    months = {month.month: told for month, told in lines(ecarts.delais_par_mois, "mois").items()}
    assert {month: told for month, told in months.items() if told != NONE} == BY_MONTH


@pytest.mark.parametrize("axis", ["famille", "commercial", "mois"])
def test_what_no_line_holds_stands_above(ecarts: Contents, axis: str) -> None:
    columns = ecarts.book.by_key[f"delais_par_{axis}"].by_key
    above = [[evaluate_figure(each, ecarts.world, columns[key].kind) for each in columns[key].above] for key in KEYS]  # type: ignore[arg-type]  # each has all its lines
    expected = [ALL, UNDATED, NONE] if axis == "mois" else [ALL, NONE]
    assert [tuple(line) for line in zip(*above, strict=True)] == expected


def test_the_number_still_open_is_that_of_the_status(ecarts: Contents) -> None:
    assert ecarts.delais_par_famille["retards_ouvertes"].tolist() == ecarts.par_famille["en_retard"].tolist()


@pytest.mark.judge
def test_other_engines_find_the_same(ecarts: Contents, tmp_path: Path) -> None:
    path = pacxl.write(ecarts, tmp_path / "ecarts.xlsx")
    cells = judges.formula_cells(path)
    assert list(judges.disagreements(cells, judges.by_ironcalc(path, cells))) == []
    headers = [ecarts.book.by_key["delais_par_famille"].by_key[key].header for key in KEYS]
    for each in (path, judges.resaved_by_libreoffice(path, tmp_path)):
        told = {
            row["Famille"]: tuple(row[header] for header in headers) for row in rows_of(each, "Delais_par_famille")
        }
        assert told == BY_FAMILY
