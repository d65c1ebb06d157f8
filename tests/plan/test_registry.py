"""The registry of subjects: it reaches every room, refuses what it does not list, and takes a new one by a row."""

from __future__ import annotations

import dataclasses
import sys

import pytest

import pacxl
from pacxl.books.pac import pac_book
from pacxl.plan.registry import SUBJECTS
from pacxl.plan.tables.section import GROUPS, Section
from tests.plans import SMALL
from tests.printed import french_left
from tests.test_house import FILES, ROOT, imported, module

ROOMS = {
    module(path)
    for folder in ("comprendre", "decider", "suivre")
    for path in (ROOT / "plan" / folder).glob("*.py")
    if path.name != "__init__.py"
}


def test_every_room_of_a_subject_is_reached_from_the_registry() -> None:
    paths = {module(path): path for path in FILES}
    reached: set[str] = set()
    found = {"pacxl.plan.registry"}
    while found:
        reached |= found
        found = {room for one in found for room in imported(paths[one]) & ROOMS} - reached
    assert reached >= ROOMS


def test_a_subject_is_listed_once_under_a_known_group() -> None:
    assert len({subject.key for subject in SUBJECTS}) == len(SUBJECTS)
    assert {subject.group for subject in SUBJECTS} <= set(GROUPS)
    columns_alone = [subject.key for subject in SUBJECTS if not subject.section(SMALL).sheets]
    assert columns_alone == ["reste", "statut_saisi", "ciblage"]


def test_every_room_of_a_subject_gives_a_section() -> None:
    for room in ROOMS:
        assert isinstance(sys.modules[room].section(SMALL), Section), room


def test_a_book_is_not_made_of_an_unknown_section() -> None:
    with pytest.raises(pacxl.SettingsError, match="rubrique inconnue « visions » : vision, diagnostic") as caught:
        pac_book(dataclasses.replace(SMALL, sections=("visions",)))
    assert not french_left(caught.value.detail_en)
