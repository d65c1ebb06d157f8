"""The laws of the house, as tests: who may import whom is in `pyproject.toml` (import-linter), the rest is here."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import pacxl

ROOT = Path(pacxl.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
PACKAGES = sorted({path.parent for path in FILES})
IDS = [str(path.relative_to(ROOT.parent)) for path in FILES]
MOST_ROOMS, LONGEST_ROOM = 13, 320

# An outside library is known to one package, so that it can be replaced there.
LIBRARIES = {
    "xlsxwriter": "writing",
    "python_calamine": "formats",
    "xlrd": "formats",
    "lxml": "ooxml",
    "typer": "cli",
    "rich": "cli",
    "psutil": "worker",
    "openpyxl": None,
}
# These are used as Python's own library is, wherever a column is computed or a word compared.
EVERYWHERE = {"numpy", "pandas", "rapidfuzz", "babel"}


def dotted(path: Path) -> str:
    """The module of a file."""
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {dotted(path) for path in FILES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """The modules that a file imports from, with the name that it takes from each ("" for the whole)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner, "") if inner in MODULES and dotted(path) != node.module else (node.module, alias.name)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def announced(package: str) -> set[str]:
    """The rooms that a package announces in its `__all__`."""
    for node in tree(ROOT.parent / package.replace(".", "/") / "__init__.py").body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


# --- packages and rooms -----------------------------------------------------------------------------------


@pytest.mark.parametrize("package", PACKAGES, ids=[str(each.relative_to(ROOT.parent)) for each in PACKAGES])
def test_a_package_is_explained_and_holds_few_rooms(package: Path) -> None:
    rooms = [path for path in package.glob("*.py") if path.name not in ("__init__.py", "__main__.py")]
    assert len(rooms) <= MOST_ROOMS
    assert ast.get_docstring(tree(package / "__init__.py"))


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_room_says_what_it_holds_and_is_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(tree(path)) or path.name == "__main__.py"
    assert text.count("\n") <= LONGEST_ROOM


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_from_outside_a_package_only_announced_rooms(path: Path) -> None:
    own = dotted(path) if path.name == "__init__.py" else dotted(path).rpartition(".")[0]
    hidden = [
        room
        for room, _ in imported(path)
        if room in MODULES
        and (package := room.rpartition(".")[0]) not in ("", "pacxl", own)
        and not (package.startswith(f"{own}.") and own != "pacxl")  # a package knows those inside it
        and room.rpartition(".")[2] not in announced(package)
    ]
    assert hidden == []


@pytest.mark.parametrize("package", PACKAGES, ids=[str(each.relative_to(ROOT.parent)) for each in PACKAGES])
def test_what_a_package_announces_is_there_and_wanted(package: Path) -> None:
    name = dotted(package / "__init__.py")
    if name == "pacxl":
        return
    wanted = {
        room.rpartition(".")[2]
        for path in FILES
        if not dotted(path).startswith(f"{name}.")
        for room, _ in imported(path)
        if room in MODULES and room.rpartition(".")[0] == name
    }
    entry = {"app", "process"}  # what the installed command and the process apart start at
    assert announced(name) - wanted <= entry
    assert {f"{name}.{room}" for room in announced(name)} <= MODULES


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_import_hides_in_a_function(path: Path) -> None:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    hidden = [n.lineno for f in functions for n in ast.walk(f) if isinstance(n, (ast.Import, ast.ImportFrom))]
    assert hidden == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_an_outside_library_is_known_to_one_package(library: str) -> None:
    users = {
        path.relative_to(ROOT).parts[0]
        for path in FILES
        if any(module.split(".")[0] == library for module, _ in imported(path))
    }
    assert users == ({LIBRARIES[library]} if LIBRARIES[library] else set())


def test_every_outside_library_is_on_that_list() -> None:
    used = {module.split(".")[0] for path in FILES for module, _ in imported(path)}
    assert used - set(sys.stdlib_module_names) - {"pacxl"} <= LIBRARIES.keys() | EVERYWHERE


def test_no_verb_imports_a_verb() -> None:
    verbs = {
        "pacxl.reading.read",
        "pacxl.writing.write",
        "pacxl.writing.export",
        "pacxl.consolidation.consolidate",
        "pacxl.consolidation.variance",
    }
    for path in FILES:
        if dotted(path) in verbs:
            assert {module for module, _ in imported(path)} & verbs == set(), path


# --- what is said once ------------------------------------------------------------------------------------


def test_what_is_generic_does_not_know_what_a_firm_chooses() -> None:
    """A book brings its own words; whose settings it was made from is asked in one place."""
    users = {
        path.relative_to(ROOT).parts[0] for path in FILES for room, _ in imported(path) if "pacxl.settings" in room
    }
    assert users == {"settings", "plan", "books", "reading", "consolidation", "way_back", "cli"}
    asking = {dotted(path) for path in FILES if ", Settings)" in path.read_text(encoding="utf-8")}
    assert asking == {"pacxl.books.identity"}


def test_what_the_process_apart_loads() -> None:
    """Neither pandas nor what writes: it must start in a blink, and hold little."""
    code = (
        "import json, sys, types; bare = types.ModuleType('pacxl'); bare.__path__ = [sys.argv[1]];"
        "sys.modules['pacxl'] = bare; import pacxl.worker.process; print(' '.join(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, check=True, encoding="utf-8")
    loaded = set(run.stdout.split())
    assert "pacxl.formats.opening" in loaded
    assert loaded & {"pandas", "numpy", "xlsxwriter", "typer", "rich", "babel", "rapidfuzz", "psutil"} == set()


def test_what_is_public_is_what_is_announced() -> None:
    rooms = {path.stem if path.name != "__init__.py" else path.parent.name for path in FILES}
    public = {name for name in vars(pacxl) if not name.startswith("_") and name not in rooms}
    verbs = {"consolidate", "read", "repair", "send_back", "variance", "write"}  # named as their rooms
    assert public | verbs | {"__version__"} == set(pacxl.__all__)
