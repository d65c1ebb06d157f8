"""What a command says comes out whole whatever is at the other end: another encoding, nobody, a full disk."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.typography import plain_spaces
from tests import ROOT
from tests.cli.test_cli import run
from tests.plans import MARKET, PAUL, plan

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names of odd bytes and closed pipes are Unix things")

ODD = os.fsdecode(b"PAC_Andr\xe9\n.xlsx")  # as an old disk has it, and a line break
TOLD = "PAC_Andr\\xe9\\n.xlsx"


# --- the three commands, at the worst of ends --------------------------------------------------------------


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder `retours` with two plans, one of whose names is odd; in a folder that every user may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "retours").mkdir()
        step = {"famille": [MARKET], "etape": ["Choisir"], "budget": [100.0]}
        pacxl.write(plan(actions=step), folder / "retours" / "PAC_Zoé.xlsx")
        other = plan(owner=replace(PAUL, person="Andrée", team="", company=""), actions=step)
        pacxl.write(other, folder / "retours" / "b.xlsx").rename(folder / "retours" / ODD)
        (folder / "retours" / os.fsdecode(b"not\xe9.txt")).touch()
        (folder / "fermé").mkdir(0o555)
        yield folder


class Ran:
    """A command that ran to its end, and what it said as its reader reads it."""

    def __init__(self, status: int, out: bytes, err: bytes, encoding: str) -> None:
        self.status = status
        self.out, self.err = (plain_spaces(said.decode(encoding)) for said in (out, err))

    @property
    def quiet(self) -> bool:
        return not any(word in self.err for word in ("Traceback", "Exception ignored", "Error"))


def ran(place: Path, *words: str, out: Any = subprocess.PIPE, **environment: str) -> Ran:
    known = {"PYTHONPATH": str(ROOT), "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pacxl", *words]
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONUTF8"} | known | environment
    started = subprocess.Popen(
        command,
        cwd=place,
        env=environ,
        stdout=out,
        stderr=subprocess.PIPE,
        preexec_fn=_as_others,  # noqa: PLW1509  # one call of the kernel
    )
    said, complaints = started.communicate(timeout=120)
    return Ran(started.returncode, said or b"", complaints, environment.get("PYTHONIOENCODING", "utf-8"))


def _as_others() -> None:
    """What the administrator may do besides what others may, and is kept by the kernel: write everywhere."""
    if sys.platform == "linux" and os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


@contextlib.contextmanager
def closed_pipe() -> Iterator[int]:
    """A pipe whose reader is gone."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


# What is asked, what is said of it in the end, and what with an odd name in it.
COMMANDS: dict[str, tuple[list[str], str, str]] = {
    "check": (["check", "retours"], "2 fichiers lus", "not\\xe9.txt"),
    "consolidate": (["consolidate", "retours", "-o"], "Classeur des écarts : ", TOLD),
    "return": (["return", "retours", "--all", "-o"], "Copie à renvoyer : ", TOLD),
}
# Each command at each end, but for what shows nothing of its own: what the other two code pages cannot say, ascii
# cannot; nothing is written by a check, whose folder may as well be read-only.
ENDS = {
    "check": ("cp850", "ascii", "LC_ALL=C", "closed pipe", "full disk"),
    "consolidate": ("cp1252", "ascii", "LC_ALL=C", "closed pipe", "read-only folder", "full disk"),
    "return": ("ascii", "LC_ALL=C", "closed pipe", "read-only folder", "full disk"),
}
BOTH = [pytest.param(command, end, id=f"{command}: {end}") for command, ends in ENDS.items() for end in ends]


@pytest.mark.long
@pytest.mark.parametrize(("command", "end"), BOTH)
def test_a_command_ends_well(command: str, end: str, place: Path, tmp_path: Path) -> None:
    (words, said, odd), output = COMMANDS[command], tmp_path / "écarts.xlsx"
    words = words + ([] if command == "check" else [str(output)])
    if end == "closed pipe":
        with closed_pipe() as writer:
            seen = ran(place, *words, out=writer)
    elif end == "full disk":
        with Path("/dev/full").open("wb") as full:
            seen = ran(place, *words, out=full)
        assert (seen.status, seen.quiet) == (2, True), seen.err
        assert re.search(r"^sortie standard\s: .*\n\Z", seen.err, re.MULTILINE)
        return
    elif end == "read-only folder":
        seen = ran(place, *words[:-1], "fermé/écarts.xlsx")
        assert (seen.status, seen.out) == (2 if command == "consolidate" else 1, "")
        assert "Permission denied" in seen.err
        assert os.listdir(place / "fermé") == []  # noqa: PTH208  # whatever its names are
        return
    else:
        environment = {"LC_ALL": "C"} if "=" in end else {"PYTHONIOENCODING": end}
        seen = ran(place, *words, **environment)
    assert (seen.status, seen.quiet) == (0, True), seen.err
    if end != "closed pipe":
        assert plainly(said, end) in seen.out
        assert odd in seen.out
    if command != "check":
        written = output if command == "consolidate" else output / "PAC_Zoé.xlsx"
        assert pacxl.read(written).file == written.name


def plainly(text: str, encoding: str) -> str:
    return text.replace("é", "e").replace("à", "a") if encoding == "ascii" else text


# --- what an encoding cannot say --------------------------------------------------------------------------

SAID: dict[str, tuple[str, str, str]] = {
    "an apostrophe": ("l’été", "cp850", "l'été"),
    "the same, where it can be said": ("l’été", "cp1252", "l’été"),
    "a narrow space, a euro": ("1\u202f000\u00a0€", "ascii", "1 000 EUR"),
    "accents": ("Réalisé à l’œuvre, ça", "ascii", "Realise a l'oeuvre, ca"),
    "quotes and dashes": ("« un » – deux — “trois”…", "ascii", '" un " - deux - "trois"...'),
    "an arrow, a tick, a box": ("→ ✓ ─│┼", "ascii", "-> + -|+"),
    "an ordinal and a fraction": ("n° 1, 2ᵉ", "ascii", "no 1, 2e"),
    "a picture": ("🎯 Action", "cp1252", "? Action"),
    "a name in another alphabet": ("Ольга", "latin-1", "?????"),
    "half a character": ("a\ud800b", "utf-8", "a\\ud800b"),
    "a byte of a name": (os.fsdecode(b"Andr\xe9"), "utf-8", "Andr\\xe9"),
}


@pytest.mark.parametrize(("text", "encoding", "said"), SAID.values(), ids=SAID)
def test_what_cannot_be_said_is_said_plainly(text: str, encoding: str, said: str) -> None:
    assert text.encode(encoding, "pacxl-plain").decode(encoding) == said


@pytest.mark.long
def test_json_stays_whole_in_an_encoding_that_cannot_say_it(place: Path) -> None:
    both = [ran(place, "check", "retours", "--json", PYTHONIOENCODING=each).out for each in ("ascii", "utf-8")]
    whole = json.dumps(json.loads(both[0]), ensure_ascii=False)
    assert json.loads(plain_spaces(whole)) == json.loads(both[1])
    assert both[0] != both[1]


@pytest.mark.long
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["check", "--help"], ["templates"]], ids=" ".join)
def test_the_help_on_a_full_disk_is_one_line(words: list[str], place: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        seen = ran(place, *words, out=full)
    assert (seen.status, seen.quiet) == (2, True)
    assert seen.err.count("\n") == 1


# --- names that would break the screen ---------------------------------------------------------------------

NAMES: dict[str, tuple[str, str]] = {
    "a line break": ("PAC\nPaul.xlsx", r"PAC\nPaul.xlsx"),
    "a tab": ("PAC\tPaul.xlsx", r"PAC\tPaul.xlsx"),
    "an order to the terminal": ("PAC\x1b[2J.xlsx", r"PAC\x1b[2J.xlsx"),
    "a return": ("PAC\rOK.xlsx", r"PAC\rOK.xlsx"),
    "letters turned around": ("PAC\u202exslx.exe.xlsx", r"PAC\u202exslx.exe.xlsx"),
    "a line break of Unicode": ("PAC\u2028Paul.xlsx", r"PAC\u2028Paul.xlsx"),
    "odd bytes": (os.fsdecode(b"PAC\xff\xfe.xlsx"), r"PAC\xff\xfe.xlsx"),
    "what looks like mark-up": ("PAC [bold]x.xlsx", "PAC [bold]x.xlsx"),
}


@pytest.mark.long
@pytest.mark.parametrize(("name", "shown"), NAMES.values(), ids=NAMES)
def test_a_name_is_shown_on_one_line(name: str, shown: str, copied: Callable[..., Path]) -> None:
    copied(name).write_bytes(b"")
    path = copied("PAC_Zoé.xlsx").with_name(name)
    seen = run("check", path.parent)
    assert seen.exit_code == 1
    lines = [line.rstrip() for line in seen.stdout.splitlines()]
    assert shown in lines
    assert not set("\x1b\r\t\u202e\u2028") & set(seen.stdout)


def test_what_a_cell_holds_is_no_order_to_the_terminal() -> None:
    seen = run("check", "nulle\x1b[2J part.xlsx")
    assert seen.exit_code == 2
    assert seen.stderr.startswith(r"nulle\x1b[2J part.xlsx : ")


@pytest.mark.long
def test_of_two_consolidations_into_one_new_file_one_writes_it(place: Path, tmp_path: Path) -> None:
    output = tmp_path / "ecarts.xlsx"
    with ThreadPoolExecutor(2) as threads:
        words = ("consolidate", "retours", "-o", str(output))
        both = sorted(threads.map(lambda _: ran(place, *words), range(2)), key=lambda each: each.status)
    assert [(each.status, each.quiet) for each in both] == [(0, True), (2, True)]
    assert "il existe déjà (--force pour le remplacer)" in both[1].err
    assert [path.name for path in tmp_path.iterdir()] == ["ecarts.xlsx"]
    assert len(pacxl.read(output).frames["sources"]) == 2
