"""The laws of the house, as tests: who may import whom is in `pyproject.toml` (import-linter), the rest is here."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

import pacxl
from pacxl import errors
from pacxl.errors import PacxlError
from pacxl.findings.finding import CATALOGUE

ROOT = Path(pacxl.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
MOST_ROOMS, LONGEST_ROOM, LONGEST_FUNCTION = 13, 300, 40

# An outside library is known to one package, so that it can be replaced there.
LIBRARIES = {
    "lxml": "ooxml",
    "jinja2": "page",
    "psutil": "worker",
    "python_calamine": "formats",
    "rich": "cli",
    "starlette": "page",
    "typer": "cli",
    "uvicorn": "page",
    "xlrd": "formats",
    "xlsxwriter": "writing",
}
# These are used as Python's own library is, wherever a column is computed or a word compared.
EVERYWHERE = {"numpy", "pandas", "rapidfuzz"}
VERBS = {
    "pacxl.reading.read",
    "pacxl.writing.write",
    "pacxl.writing.export",
    "pacxl.consolidation.consolidate",
    "pacxl.consolidation.variance",
}

# What Excel holds and how it counts its days. It stands in `excel.py` alone, but where the same number is something
# else.
EXCELS_NUMBERS = {31, 61, 255, 8_192, 16_384, 32_767, 1_048_576, 2_958_465, 10**15 - 1, 1e15}
EXCELS_DAYS = {(1899, 12, 30), (1900, 3, 1), (1904, 1, 1)}
OTHER_MEANINGS = {("french/spans.py", 31): "the last day of a month"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path) -> str:
    """A file's path in the package, as the laws name it: `writing/look.py`."""
    return path.relative_to(ROOT).as_posix()


def module(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package(name: str) -> str:
    """The package of a module."""
    return name.rpartition(".")[0]


def home(name: str) -> str:
    """The package that a module is of; a package is its own."""
    return name if name in PACKAGES else package(name)


ROOMS = {module(path): path for path in FILES}
PACKAGES = {name: path for name, path in ROOMS.items() if path.name == "__init__.py"}


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules that a file imports, or imports from."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            rooms = {f"{node.module}.{alias.name}" for alias in node.names} & ROOMS.keys()
            found |= rooms or {node.module}
    return frozenset(found)


def announced(name: str) -> set[str]:
    """The rooms that a package announces in its `__all__`."""
    lists = (node.value for node in tree(PACKAGES[name]).body if isinstance(node, ast.Assign))
    return {f"{name}.{room}" for each in lists for room in ast.literal_eval(each)}


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


# --- packages and rooms -----------------------------------------------------------------------------------


def test_a_package_and_a_room_say_what_they_hold() -> None:
    assert [place(path) for path in FILES if path.name != "__main__.py" and not ast.get_docstring(tree(path))] == []


def test_a_public_function_says_what_it_gives() -> None:
    silent = [
        f"{place(path)}: {node.name}"
        for path in FILES
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_a_package_holds_few_rooms() -> None:
    sizes = {name: len([room for room in ROOMS if package(room) == name]) for name in PACKAGES if name != "pacxl"}
    assert {name: size for name, size in sizes.items() if size > MOST_ROOMS} == {}


def test_a_room_is_short() -> None:
    sizes = {place(path): path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert {room: size for room, size in sizes.items() if size > LONGEST_ROOM} == {}


def test_a_function_is_short_unless_it_is_a_plain_list() -> None:
    long = [
        f"{place(path)}:{function.lineno} {function.name}"
        for path in FILES
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION and not is_a_list(function)
    ]
    assert long == []


def is_a_list(function: ast.FunctionDef) -> bool:
    """Whether a function only lists columns, tables, sheets or formats: it decides nothing and ends with its list."""
    decisions = (ast.If, ast.While, ast.With, ast.Try, ast.Match)
    own = [statement for statement in function.body if not isinstance(statement, ast.FunctionDef)]
    inside = chain.from_iterable(map(ast.walk, own))
    return isinstance(own[-1], ast.Return) and not any(isinstance(node, decisions) for node in inside)


# --- who knows whom ---------------------------------------------------------------------------------------


def test_from_outside_a_package_only_announced_rooms() -> None:
    inner = [
        f"{place(path)} imports {room}"
        for name, path in ROOMS.items()
        for room in imported(path) & ROOMS.keys()
        if not f"{room}.".startswith(f"{home(name)}.") or name == "pacxl"  # a package knows those inside it
        if package(room) not in ("", "pacxl") and room not in announced(package(room))
    ]
    assert inner == []


def test_what_a_package_announces_is_there_and_wanted() -> None:
    # What the installed command, the process apart and the command of an extra start at.
    entries = {"pacxl.cli.app", "pacxl.worker.process", "pacxl.page.serving"}
    for name in PACKAGES.keys() - {"pacxl"}:
        outside = (path for room, path in ROOMS.items() if not f"{room}.".startswith(f"{name}."))
        wanted = entries.union(*map(imported, outside))
        assert announced(name) <= ROOMS.keys() & wanted, name


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{place(path)}:{node.lineno}"
        for path in FILES
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert hidden == []


def test_an_outside_library_is_known_to_one_package() -> None:
    users = defaultdict(set)
    for path in FILES:
        for name in {each.partition(".")[0] for each in imported(path)} - set(sys.stdlib_module_names) - {"pacxl"}:
            users[name].add(place(path).partition("/")[0])
    assert {name: found for name, found in users.items() if name not in EVERYWHERE} == {
        name: {owner} for name, owner in LIBRARIES.items()
    }


def test_no_verb_imports_a_verb() -> None:
    assert [(verb, other) for verb in VERBS for other in imported(ROOMS[verb]) & VERBS] == []


def test_what_is_generic_does_not_know_what_a_firm_chooses() -> None:
    """A book brings its own words; whose settings it was made from is asked in one place."""
    knowing = (path for path in FILES if any(each.startswith("pacxl.settings") for each in imported(path)))
    users = {place(path).partition("/")[0] for path in knowing}
    users -= {"settings", "plan", "books"}
    assert users == {"adopting", "crm", "reading", "relecture", "consolidation", "way_back", "jobs", "page", "cli"}
    asking = {place(path) for path in FILES if ", Settings)" in path.read_text(encoding="utf-8")}
    assert asking == {"books/identity.py"}


def test_the_process_apart_loads_neither_pandas_nor_what_writes() -> None:
    """It must start in a blink, and hold little."""
    code = (
        "import sys, types; bare = types.ModuleType('pacxl'); bare.__path__ = [sys.argv[1]];"
        "sys.modules['pacxl'] = bare; import pacxl.worker.process; print(' '.join(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, check=True, encoding="utf-8")
    loaded = set(run.stdout.split())
    assert "pacxl.formats.opening" in loaded
    assert loaded & {"pandas", "numpy", "xlsxwriter", "typer", "rich", "rapidfuzz", "psutil"} == set()


LOADED = {"pandas", "numpy", "xlsxwriter", "lxml", "rapidfuzz", "psutil", "python_calamine"}


def test_importing_pacxl_loads_nothing_until_it_is_asked_for() -> None:
    code = "import sys, pacxl; print(*sys.modules); pacxl.load_settings; print(*sys.modules)"
    before, after = (set(line.split()) for line in told_by(code).splitlines())
    assert not before & LOADED
    assert {*after, "xlsxwriter", "python_calamine"} >= LOADED


def test_what_is_announced_lazily_is_what_types_are_checked_with() -> None:
    """A name stands twice: where mypy sees it, and where it is loaded from."""
    for room in ("pacxl", "pacxl.cli.verbs"):
        known = {name: each for node in tree(ROOMS[room]).body for name, each in checked_alone(node)}
        places = next(node.value for node in tree(ROOMS[room]).body if is_named(node, "_PLACES"))  # type: ignore[attr-defined]
        assert ast.literal_eval(places) == known, room
        asked = import_module(room)
        assert [name for name in known if getattr(asked, name, None) is None] == []


def checked_alone(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """The names that an `if TYPE_CHECKING:` imports, each with where it stands."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        for each in node.body:
            assert isinstance(each, ast.ImportFrom)
            yield from ((alias.asname or alias.name, f"{each.module}.{alias.name}") for alias in each.names)


def is_named(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name


def test_help_and_refusals_load_nothing_that_computes() -> None:
    """They are read in a blink."""
    lines = ("", "--help", "--version", "check --help", "check", "new --perido 2026", "consolidate x --today hier")
    code = (
        "import sys; from pacxl.cli.app import app\n"
        "for line in sys.argv[1:]:\n"
        "  try: app(line.split())\n"
        "  except SystemExit: pass\n"
        "print(); print(*sys.modules)"
    )
    loaded = set(told_by(code, *lines).splitlines()[-1].split())
    assert "pacxl.cli.usage" in loaded
    assert loaded & LOADED == set()


def told_by(code: str, *words: str) -> str:
    """What a new interpreter prints."""
    run = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=True, encoding="utf-8")
    return run.stdout


# --- what is said once ------------------------------------------------------------------------------------


def test_the_name_of_a_public_class_or_type_has_one_meaning() -> None:
    places = defaultdict(list)
    for path in FILES:
        for node in tree(path).body:
            for name in named(node):
                if name[0].isupper() and not name.isupper():
                    places[name].append(place(path))
    assert {name: rooms for name, rooms in places.items() if len(rooms) > 1} == {}


def named(node: ast.stmt) -> list[str]:
    """The class that a statement makes, or the other name that it gives to a type."""
    if isinstance(node, ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Name, ast.Subscript, ast.BinOp)):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pacxl."):
        return [alias.asname for alias in node.names if alias.asname]
    return []


def test_excel_s_numbers_and_days_are_excel_py_s_alone() -> None:
    said = [
        f"{place(path)}:{node.lineno} {ast.unparse(node)}"
        for path in FILES
        if place(path) != "excel.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.expr) and is_excel_s(node)
        if (place(path), getattr(node, "value", None)) not in OTHER_MEANINGS
    ]
    assert said == []


def is_excel_s(node: ast.AST) -> bool:
    """Whether a node is one of Excel's numbers, or makes one of its first days (`date(1900, 3, 1)`)."""
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float) and node.value in EXCELS_NUMBERS
    return isinstance(node, ast.Call) and tuple(getattr(each, "value", None) for each in node.args) in EXCELS_DAYS


def test_a_finding_has_a_code_of_the_catalogue() -> None:
    calls = (node for path in FILES for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and node.args)
    made = (call.args[0] for call in calls if ast.unparse(call.func) in ("Finding", "Remark", "Rule"))
    codes = {code.value for code in made if isinstance(code, ast.Constant)}
    codes |= {PacxlError.code, *(fault.code for fault in PacxlError.__subclasses__())}
    assert codes - CATALOGUE.keys() == set()


SAID_TWICE = {"Words", *(name for name, each in vars(errors).items() if isinstance(each, type))}


def test_what_is_said_in_french_is_said_in_english() -> None:
    """A fault of the machine has a wording in each language, or one without a word in it (`2000 × 300`)."""
    french_alone = [
        f"{place(path)}:{node.lineno} {ast.unparse(node)}"
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in SAID_TWICE and is_said_once(node)
    ]
    assert french_alone == []


def is_said_once(call: ast.Call) -> bool:
    """Whether there is but one wording (a fault's path before it is none), which says something."""
    wordings = call.args if ast.unparse(call.func) == "Words" else call.args[1:]
    return len(wordings) == 1 and not isinstance(wordings[0], ast.Starred) and has_words(wordings[0])


def has_words(wording: ast.expr) -> bool:
    """Whether a wording has words of its own beside what it shows; what is no text as it stands may have some."""
    if isinstance(wording, ast.IfExp):
        return has_words(wording.body) or has_words(wording.orelse)
    parts = wording.values if isinstance(wording, ast.JoinedStr) else [wording]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    shown = [part for part in parts if isinstance(part, ast.FormattedValue)]
    return len(texts) + len(shown) < len(parts) or any(letter.isalpha() for text in texts for letter in str(text))


def test_what_is_public_is_what_is_announced() -> None:
    rooms = {room.rpartition(".")[2] for room in ROOMS} | {"TYPE_CHECKING", "loaded_when_asked"}
    assert {name for name in vars(pacxl) if not name.startswith("_")} - rooms <= set(pacxl.__all__)
    assert dir(pacxl) == pacxl.__all__ == sorted(pacxl.__all__)
    assert [name for name in pacxl.__all__ if getattr(pacxl, name, None) is None] == []
    with pytest.raises(AttributeError, match="module 'pacxl' has no attribute 'raed'"):
        pacxl.raed  # type: ignore[attr-defined]  # noqa: B018
