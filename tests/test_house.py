"""The floors of the house: who may import whom, as docs/architecture.md draws it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import pacxl

ROOMS = Path(pacxl.__file__).parent
PLAN = (ROOMS.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
FLOORS = {
    words[0]: words[1:]
    for line in re.findall(r"```rooms\n(.*?)```", PLAN, re.DOTALL)[0].splitlines()
    if (words := line.split())
}
WINGS = ("writing", "reading", "consolidation")  # side by side, above contents
LIBRARIES = {
    "xlsxwriter": {"look", "marks", "cells", "grid", "calendar", "charts", "paint", "write"},
    "python_calamine": {"by_calamine"},
    "openpyxl": set(),
    "xlrd": {"xls"},
    "typer": {"options", "arrivals", "making", "returning", "cli"},
    "rich": {"screen"},
    "babel": {"names"},
    "lxml": {"markup", "archive", "styles", "notes", "mending"},
    "psutil": {"watch"},
    "rapidfuzz": {"adopt", "chosen", "headers", "placing"},
}
VERBS = {"read", "write", "consolidate", "variance", "export"}
FACES = {"__init__", "__main__"}


def imports(room: str) -> set[str]:
    """What a room imports, as dotted names."""
    names: set[str] = set()
    for node in ast.walk(tree(room)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def tree(room: str) -> ast.Module:
    return ast.parse((ROOMS / f"{room}.py").read_text(encoding="utf-8"))


def own(room: str) -> set[str]:
    """The rooms of ours that a room imports."""
    known = {path.stem for path in ROOMS.glob("*.py")}
    return {name.split(".")[1] for name in imports(room) if name.startswith("pacxl.") and name.split(".")[1] in known}


def below(room: str) -> set[str]:
    """The rooms that a room may import."""
    floor = next(name for name, rooms in FLOORS.items() if room in rooms)
    floors = list(FLOORS)
    lower = floors[: floors.index(floor)]
    if floor in WINGS:
        lower = [name for name in lower if name not in WINGS]
    mine = FLOORS[floor]
    return {each for name in lower for each in FLOORS[name]} | set(mine[: mine.index(room)])


ALL = [room for rooms in FLOORS.values() for room in rooms]


def test_every_room_is_on_the_plan_once() -> None:
    assert sorted(ALL) == sorted({path.stem for path in ROOMS.glob("*.py")} - FACES)


@pytest.mark.parametrize("room", ALL)
def test_a_room_imports_only_from_below(room: str) -> None:
    assert own(room) - below(room) == set()


@pytest.mark.parametrize("library", LIBRARIES)
def test_an_outside_library_has_its_rooms(library: str) -> None:
    users = {room for room in ALL if any(name.split(".")[0] == library for name in imports(room))}
    assert users == LIBRARIES[library]


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_no_verb_imports_a_verb(verb: str) -> None:
    assert own(verb) & VERBS == set()


@pytest.mark.parametrize("room", [*ALL, *sorted(FACES)])
def test_no_import_hides_in_a_function(room: str) -> None:
    functions = [node for node in ast.walk(tree(room)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    hidden = [n for f in functions for n in ast.walk(f) if isinstance(n, (ast.Import, ast.ImportFrom))]
    assert hidden == []


def test_what_is_public_is_what_is_announced() -> None:
    public = {
        name
        for name in vars(pacxl)
        if not name.startswith("_") and name not in {path.stem for path in ROOMS.glob("*.py")}
    }
    verbs = {"consolidate", "read", "repair", "send_back", "variance", "write"}  # named as their rooms
    assert public | verbs | {"__version__"} == set(pacxl.__all__)
