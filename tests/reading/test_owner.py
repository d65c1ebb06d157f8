"""Whose a workbook is: its card, what it carries unseen, the name of its file; and when it was saved."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import pacxl
from pacxl.books.identity import IDENTITY_SHEET
from pacxl.reading.owner import _named
from tests.bend import opened
from tests.plans import PAUL, TODAY, plan
from tests.typed import parts, rewritten, typed

GUIDE = "Mode d’emploi"
COMPANY, PERSON, TEAM, PERIOD = ((GUIDE, cell) for cell in ("B6", "C6", "D6", "E6"))


def written(folder: Path, **owner: str) -> Path:
    """A plan with a deal in it, Paul's if nothing else is said; to be changed."""
    (folder / "PAC.xlsx").write_bytes(content(**owner))
    return folder / "PAC.xlsx"


@cache
def content(**owner: str) -> bytes:
    made = plan(owner=dataclasses.replace(PAUL, **owner), carnet={"societe": ["Alpha"], "montant": [10.0]})
    with TemporaryDirectory() as folder:
        return pacxl.write(made, Path(folder) / "PAC.xlsx").read_bytes()


# What is typed on the card of Paul's plan (2026-T2) → whose it is then, for which period, and what is told.
TYPED: dict[str, tuple[dict[tuple[str, str], str | float], tuple[str, str], list[str]]] = {
    "nothing": ({}, ("Paul", "2026-T2"), []),
    "the same name in capitals": ({PERSON: "PAUL "}, ("Paul", "2026-T2"), []),
    "a dash over the name": ({PERSON: "—"}, ("Paul", "2026-T2"), []),
    "another name": ({PERSON: "Marie"}, ("Marie", "2026-T2"), ["C6"]),
    "another period": ({PERIOD: "2026-T3"}, ("Paul", "2026-T3"), ["E6"]),
    "a year, which is a number": ({PERIOD: 2026.0}, ("Paul", "2026"), ["E6"]),
    "words that are no period": ({PERIOD: "cet été"}, ("Paul", "2026-T2"), ["E6"]),
    "another name and another period": ({PERSON: "Marie", PERIOD: "2026-T3"}, ("Marie", "2026-T3"), ["C6", "E6"]),
}


@pytest.mark.parametrize(("values", "owner", "told"), TYPED.values(), ids=TYPED)
def test_what_the_card_shows_is_followed_and_told(
    values: dict[tuple[str, str], str | float], owner: tuple[str, str], told: list[str], tmp_path: Path
) -> None:
    read = pacxl.read(typed(written(tmp_path), values))
    assert (read.identity.person, read.identity.period) == owner
    found = [each for each in read.found if each.code == "card-differs"]
    assert [each.place.cell for each in found] == told


HOME = "Accueil"
COVER = {field: (HOME, f"B{row}") for row, field in enumerate(("company", "person", "team", "period"), 9)}
# What is typed on the cover, and on the card, of Paul's plan → which cells of the cover are told.
ON_THE_COVER: dict[str, tuple[dict[tuple[str, str], str | float | None], list[str]]] = {
    "nothing": ({}, []),
    "the same name in capitals": ({COVER["person"]: "PAUL"}, []),
    "nothing, over the name": ({COVER["person"]: None}, []),
    "another name": ({COVER["person"]: "Marie"}, ["B10"]),
    "another period": ({COVER["period"]: "2026-T3"}, ["B12"]),
    "a year, which is a number": ({COVER["period"]: 2026.0}, ["B12"]),
    "another name, and the same on the card": ({COVER["person"]: "Marie", PERSON: "Marie"}, []),
    "another name, and a third one on the card": ({COVER["person"]: "Marie", PERSON: "Zoé"}, ["B10"]),
    "a name on the card alone": ({PERSON: "Zoé"}, []),
}


@pytest.mark.long
@pytest.mark.parametrize(("values", "told"), ON_THE_COVER.values(), ids=ON_THE_COVER)
def test_a_cover_that_speaks_with_another_voice_is_told(
    values: dict[tuple[str, str], str | float | None], told: list[str], tmp_path: Path
) -> None:
    read = pacxl.read(typed(written(tmp_path), values))
    assert read.identity.person == values.get(PERSON, "Paul")
    assert read.identity.period == "2026-T2"
    found = [each for each in read.found if each.code == "cover-differs"]
    assert [each.place.cell for each in found] == told
    team = pacxl.consolidate([read])
    assert [each.place.cell for each in team.found if each.code == "cover-differs"] == told


def test_a_cover_is_followed_wherever_it_has_gone(tmp_path: Path) -> None:
    path = written(tmp_path)
    with opened(path) as workbook:
        workbook[HOME].insert_rows(3)
        workbook[HOME]["B11"] = "Marie"
        workbook[HOME].title = "Page de garde"
    (told,) = [each for each in pacxl.read(path).found if each.code == "cover-differs"]
    assert (told.place.sheet, told.place.cell, told.value) == ("Page de garde", "B11", "Marie")
    assert "Paul" in told.message()


def test_a_blank_workbook_that_somebody_put_their_name_on_is_theirs_and_speaks_with_one_voice(tmp_path: Path) -> None:
    read = pacxl.read(typed(written(tmp_path, person="", team=""), {PERSON: "Marie", TEAM: "Sud"}))
    assert (read.identity.person, read.identity.team) == ("Marie", "Sud")
    assert "card-differs" not in read.findings["code"].tolist()


def test_nobody_is_advised_to_delete_the_file_of_another_who_typed_a_name_over(tmp_path: Path) -> None:
    """Marie has filled a copy of Paul's workbook: two people, two lines, and no word of a version."""
    (tmp_path / "b").mkdir()
    marie = typed(written(tmp_path / "b"), {PERSON: "Marie"})
    team = pacxl.consolidate(pacxl.read_all([written(tmp_path), marie]))
    assert team.frames["sources"]["commercial"].tolist() == ["Paul", "Marie"]
    assert {each.code for each in team.found} & {"same-person-twice", "file-twice"} == set()
    assert team.carnet["commercial"].tolist() == ["Paul", "Marie"]


def test_what_the_hidden_sheet_says_does_not_outweigh_what_people_see(tmp_path: Path) -> None:
    read = pacxl.read(typed(written(tmp_path), {(IDENTITY_SHEET, "B4"): "Zoé"}))
    assert read.identity.person == "Paul"


# --- names of files ---------------------------------------------------------------------------------------

NAMES = {
    "mars.xlsx": "",
    "PAC_2026.xlsx": "",
    "PAC_Paul.xlsx": "Paul",
    "PAC_Paul_Martin (2).xlsx": "Paul Martin",
    "PAC_Paul - Copie.xlsx": "Paul",
    "PAC_Paul - Copie (2).xlsx": "Paul",
    "PAC_Paul (copie en conflit de PC-MARIE 2026-05-20).xlsx": "Paul",
    "PAC_Paul-DESKTOP-4F2K9.xlsx": "Paul",
    "PAC_Jean-Pierre.xlsx": "Jean-Pierre",
}


@pytest.mark.parametrize(("file", "person"), NAMES.items(), ids=NAMES)
def test_a_copy_is_named_after_the_same_person(file: str, person: str) -> None:
    assert _named(file) == person


# --- dates ------------------------------------------------------------------------------------------------

CORE = "docProps/core.xml"
TIMES: dict[str, tuple[str, dt.datetime | None]] = {
    "in the universal time": ("2026-06-02T08:30:00Z", dt.datetime(2026, 6, 2, 8, 30, tzinfo=dt.UTC)),
    "in the time of a place": ("2026-06-02T10:30:00+02:00", dt.datetime(2026, 6, 2, 8, 30, tzinfo=dt.UTC)),
    "in words": ("hier", None),
    "in a year that is none": ("0000-00-00T00:00:00Z", None),
}


@pytest.mark.parametrize(("text", "saved"), TIMES.values(), ids=TIMES)
def test_a_workbook_says_when_it_was_saved(text: str, saved: dt.datetime | None, tmp_path: Path) -> None:
    path = written(tmp_path)
    core = parts(path)[CORE].replace(f"{TODAY}T00:00:00Z".encode(), text.encode())
    assert pacxl.read(rewritten(path, {CORE: core})).saved == saved


def test_a_file_says_when_it_was_written(tmp_path: Path) -> None:
    path = written(tmp_path)
    os.utime(path, (1_780_000_000, 1_780_000_000))
    assert pacxl.read(path).file_date == dt.datetime.fromtimestamp(1_780_000_000, dt.UTC)


def test_of_two_files_the_one_that_its_workbook_says_was_saved_later_counts(tmp_path: Path) -> None:
    """Copying a file gives it today's date: what the workbook says of itself comes first."""
    (tmp_path / "b").mkdir()
    late = typed(written(tmp_path), {("Carnet", carnet_cell(tmp_path / "PAC.xlsx")): 20.0})
    core = parts(late)[CORE].replace(b"2026-06-30T00", b"2026-06-30T09")
    rewritten(late, {CORE: core})
    early = written(tmp_path / "b")
    os.utime(early, (4_000_000_000, 4_000_000_000))
    team = pacxl.consolidate(pacxl.read_all([late, early]))
    assert team.carnet["montant"].tolist() == [20.0]


def carnet_cell(path: Path) -> str:
    read = pacxl.read(path)
    col = read.columns["carnet", "Carnet", "montant"]
    return f"{'ABCDEFGHIJ'[col]}{read.carnet['ligne'].iloc[0]}"
