"""Indicators and KPI of a person's own: read as theirs, told, their nature asked, apart by person in the team."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.compute.contents import Contents
from pacxl.settings.model import Indicator
from tests import judges
from tests.plans import SMALL
from tests.typed import changed, table_of, type_into, without_results
from tests.workbooks import rows_of

TODAY = dt.date(2026, 5, 20)
FIRM = dataclasses.replace(SMALL, period="2026-S1", sections=("suivi",))
JANUARY, FEBRUARY = dt.datetime(2026, 1, 1), dt.datetime(2026, 2, 1)
OWN = "Devis envoyés"
Row = tuple[Any, ...]


def returned(path: Path, person: str, table: str, *rows: Row, after: int = 0, firm: Any = FIRM) -> Path:
    """A plan in which a person typed rows under a table, `after` blank rows, or over its last (`after` < 0)."""
    pacxl.write(pacxl.blank(firm, person=person, company="Essai", team="Nord", today=TODAY), path)
    with changed(path) as parts:
        place = table_of(parts, table)
        first = place.top + place.size + 1 + after
        cells = {
            (row, col): value
            for row, values in enumerate(rows, first)
            for col, value in enumerate(values, place.left)
        }
        type_into(parts, place.part, cells)
        without_results(parts)
    return path


def months(first: float | None, second: float | None, name: str = OWN) -> tuple[Row, Row]:
    return (name, JANUARY, "devis", "plus haut", 4, first), (name, FEBRUARY, "devis", "plus haut", 4, second)


def own_rows(plan: Contents, name: str = OWN) -> list[float]:
    frame = plan.indicateurs
    return [float(value) for value in frame[frame["indicateur"] == name]["realise"].dropna()]


def codes(plan: Contents) -> set[str]:
    return {each.code for each in plan.found}


def test_a_note_right_under_the_table_is_no_indicator(tmp_path: Path) -> None:
    read = pacxl.read(
        returned(tmp_path / "PAC.xlsx", "Paul", "Indicateurs", ("Source : le CRM", None, None, None, 2026))
    )
    assert "Source : le CRM" not in set(read.indicateurs["indicateur"])
    assert "Source : le CRM" in set(read.libre["valeur"])


def test_a_row_beyond_a_gap_is_none_of_the_table(tmp_path: Path) -> None:
    read = pacxl.read(returned(tmp_path / "PAC.xlsx", "Paul", "Indicateurs", *months(3, 5), after=2))
    assert own_rows(read) == []
    assert OWN in set(read.libre["valeur"])


@pytest.mark.parametrize("after", [0, -2], ids=["right under the table", "over its last rows"])
def test_an_indicator_of_one_s_own_is_read_as_theirs(after: int, tmp_path: Path) -> None:
    read = pacxl.read(returned(tmp_path / "PAC.xlsx", "Paul", "Indicateurs", *months(3, 5), after=after))
    assert own_rows(read) == [3, 5]
    assert set(read.indicateurs[read.indicateurs["indicateur"] == OWN]["nature"]) == {"à préciser"}
    told = [each for each in read.found if each.code == "indicator-own"]
    assert {each.value for each in told} == {OWN}
    assert all("nature" in each.remedy() for each in told)
    assert ("below-table" in codes(read)) == (after == 0)
    assert OWN not in set(read.libre["valeur"])


def test_a_kpi_of_one_s_own_is_read_with_its_verdict(tmp_path: Path) -> None:
    read = pacxl.read(returned(tmp_path / "PAC.xlsx", "Paul", "Kpi", ("Avis", 10, 12, "avis", "plus haut")))
    (row,) = read.kpi[read.kpi["indicateur"] == "Avis"].to_dict("records")
    assert (row["objectif"], row["resultat"], row["verdict"]) == (10, 12, "favorable")


# --- the team ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Contents]:
    """Two people have an indicator of the same name, of their own."""
    folder = tmp_path_factory.mktemp("les leurs")
    done = {"Paul": (3, 5), "Zoé": (30, None)}
    return pacxl.read_all(
        returned(folder / f"PAC_{person}.xlsx", person, "Indicateurs", *months(*each))
        for person, each in done.items()
    )


def stored(path: Path) -> judges.Cells:
    """What there is besides what is stored: nothing."""
    return {}


def computed(path: Path) -> judges.Cells:
    cells = judges.formula_cells(path)
    judged = judges.by_ironcalc(path, cells)
    assert list(judges.disagreements(cells, judged)) == []
    return judged


@pytest.mark.long
@pytest.mark.parametrize("door", [stored, computed])
def test_the_team_keeps_them_apart_by_person(
    door: Callable[[Path], judges.Cells], files: list[Contents], tmp_path: Path
) -> None:
    path = pacxl.write(pacxl.variance(pacxl.consolidate(files), today=TODAY), tmp_path / "ecarts.xlsx")
    judged = door(path)
    (line,) = [row for row in rows_of(path, "Par_indicateur", judged) if row["Indicateur"] == OWN]
    assert line["Réalisé"] in (None, "")  # neither 38 nor 35
    assert (line["Addition"], line["Le plus bas"], line["Le plus haut"]) == ("non additionnable", 5, 30)
    people = [row for row in rows_of(path, "Indicateurs_par_commercial", judged) if row["Indicateur"] == OWN]
    assert {row["Commercial"]: row["Réalisé"] for row in people} == {"Paul": 5, "Zoé": 30}


def test_once_the_settings_say_its_nature_it_adds_up(files: list[Contents]) -> None:
    indicators = (*FIRM.indicators, Indicator("devis", OWN, "devis"))
    firm = dataclasses.replace(FIRM, indicators=indicators)
    ecarts = pacxl.variance(pacxl.consolidate(files, settings=firm), today=TODAY)
    (line,) = ecarts.par_indicateur[ecarts.par_indicateur["indicateur"] == OWN].to_dict("records")
    assert line["realise"] == 38
