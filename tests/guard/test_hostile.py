"""Each hostile file ends in what it holds or in one fault, never in a crash, a hang or an exception of another's."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import pacxl
from pacxl.errors import NotAWorkbook, PacxlError
from pacxl.findings.finding import CATALOGUE
from pacxl.guard.check import check_file
from pacxl.guard.limits import PATIENCE
from pacxl.worker.pool import open_in_pool
from tests.guard.hostile import CASES, Case
from tests.guard.hostile.others import SAID, TEXTS
from tests.plans import SMALL, TODAY

# As large as a file may be that is opened all the same.
LONG = ("a table whose end is in a comment", "two gigabytes that say they are 200 megabytes")
EACH = [pytest.param(case, id=name, marks=pytest.mark.long if name in LONG else ()) for name, case in CASES.items()]


@pytest.mark.parametrize("case", EACH)
def test_a_hostile_file_costs_itself_and_nothing_else(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    began = time.monotonic()
    try:
        end: object = open_in_pool(path, case.limits)
    except PacxlError as fault:
        end = fault
    assert type(end) in case.ends, end
    assert not isinstance(end, PacxlError) or (end.code in CATALOGUE and end.path == str(path))
    assert time.monotonic() - began < PATIENCE * case.limits.seconds + 1


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 110


@pytest.mark.parametrize(("case", "says"), SAID.values(), ids=SAID)
def test_what_is_no_workbook_is_named_with_the_way_out(case: Case, says: str, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    with pytest.raises(NotAWorkbook) as caught:
        check_file(path)
    assert caught.value.detail.startswith(says)
    assert caught.value.detail_en != caught.value.detail


@pytest.mark.parametrize(("case", "says"), TEXTS.values(), ids=TEXTS)
def test_a_table_as_text_that_no_crm_exports_is_named_with_the_way_out(case: Case, says: str, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    with pytest.raises(NotAWorkbook) as caught:
        pacxl.read(path)
    assert caught.value.detail.startswith(f"{says}")
    assert "dans Excel, Données > À partir d’un fichier texte/CSV" in caught.value.detail


KILLERS = (
    "a cell at each end of the sheet",
    "one cell at the far end",
    "a row without end",
    "a row of that number, its cells without",
    "long rows and long columns, without numbers",
    "one long text two hundred thousand times",
    "two gigabytes in two megabytes",
    "two gigabytes that say they are a kilobyte",
    "an Excel Table of the whole sheet",
    "entities that multiply, in a sheet",
    "content that stops in a table",
    "a value repeated over all columns and rows",
    "a compound file whose streams are a circle",
)


@pytest.mark.parametrize("sentence", KILLERS)
def test_what_kills_the_reading_library_is_refused_before_it_sees_it(sentence: str, tmp_path: Path) -> None:
    case = CASES[sentence]
    path = tmp_path / case.name
    path.write_bytes(case.make())
    began = time.process_time()
    with pytest.raises(PacxlError) as caught:
        check_file(path, case.limits)
    assert type(caught.value) in case.ends
    assert time.process_time() - began < 2


@pytest.mark.long
def test_three_plans_are_consolidated_whatever_the_fourth_is(tmp_path: Path) -> None:
    people = [f"Personne {number}" for number in range(3)]
    for person in people:
        plan = pacxl.blank(SMALL, person=person, period="2026-T2", today=TODAY)
        pacxl.write(plan, tmp_path / f"PAC_{person}.xlsx")
    (tmp_path / "PAC_Personne 1b.xlsx").write_bytes(CASES["a cell at each end of the sheet"].make())
    team = pacxl.consolidate(pacxl.read_all([tmp_path]))
    assert list(team.frames["sources"]["commercial"].dropna()) == people
    assert [(each.code, each.place.file) for each in team.found if each.severity == "error"] == [
        ("file-grid-too-large", "PAC_Personne 1b.xlsx")
    ]


def test_rights_are_no_password(tmp_path: Path) -> None:
    path = tmp_path / "PAC_Paul.xlsx"
    path.write_bytes(CASES["an .xlsx under rights management"].make())
    with pytest.raises(pacxl.FileRestricted):
        pacxl.read(path)
    (told,) = pacxl.read_all([path])[0].found
    assert (told.code, told.place.file) == ("file-restricted", "PAC_Paul.xlsx")
    assert "mot de passe" not in told.message()
    assert told.remedy().startswith("Demandez à son auteur de retirer la protection des droits")
    assert told.remedy("en").startswith("Ask its author to remove the protection of rights")
