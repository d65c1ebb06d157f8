"""Nothing in a file is fetched, run or followed: an audit hook in every process sees what is opened and started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import pacxl
from tests import ROOT
from tests.guard.hostile import CASES
from tests.plans import SMALL, TODAY

# Python runs a module of this name, found on PYTHONPATH, at the start of each process.
HOOK = """
import os, sys

log = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
KINDS = ("socket.", "subprocess.", "os.", "shutil.", "ftplib.", "http.", "urllib.", "smtplib.", "webbrowser.", "pty.")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
PLAIN = ("os.listdir", "os.scandir", "os.putenv", "os.unsetenv")

def hook(event, given):
    if event == "open":
        path, mode, flags = given
        written = isinstance(flags, int) and flags & WRITES or isinstance(mode, str) and set(mode) & set("wax+")
        note("write" if written else "read", path)
    elif event.startswith(KINDS) and event not in PLAIN:
        note(event, given[1] if event == "subprocess.Popen" else given[0] if given else "")

def note(event, what):
    os.write(log, f"{os.getpid()}\\t{event}\\t{what!r}\\n".encode("utf-8", "replace"))

sys.addaudithook(hook)
"""

SCRIPT = """
import os, sys
from pathlib import Path
import pacxl

folder, output = map(Path, sys.argv[1:])
plans = pacxl.read_all([folder])
team = pacxl.consolidate(plans)
pacxl.write(pacxl.variance(team), output)
print(os.getpid(), sum(not plan.unreadable for plan in plans))
"""

CROOKED = (
    "a DTD from the web",
    "an entity that is a file of the system",
    "an entity that is a page of the web",
    "an instruction that leads to the web",
    "a piece of another file to be included",
    "a schema from the web",
    "a sheet that would be a file of the system",
    "a sheet that would be a page of the web",
    "a part named after a file of the system",
    "a part named to be put elsewhere",
    "a formula that starts a program",
    "a formula that asks the web",
    "links to other workbooks, on the web and on a server",
    "macros that are noise",
    "another program's object inside",
    "a shortcut to the web",
    "an HTML page",
    "an .xls of noise",
    "a sound OpenDocument, to begin with",
)


class Event(NamedTuple):
    process: int
    name: str
    what: str


class Seen(NamedTuple):
    """What a run of pacxl over the crooked files did: its events, its process, the plans it read, its folders."""

    events: list[Event]
    process: int
    plans: int
    folder: Path
    output: Path


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    top = tmp_path_factory.mktemp("audit")
    folder, hooks, output, log = top / "retours", top / "hooks", top / "sortie" / "ecarts.xlsx", top / "log.txt"
    for path in (folder, hooks, output.parent, top / "tmp"):
        path.mkdir()
    (hooks / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    for number, sentence in enumerate(CROOKED):
        (folder / f"{number:02} {CASES[sentence].name}").write_bytes(CASES[sentence].make())
    pacxl.write(pacxl.blank(SMALL, person="Paul", period="2026-T2", today=TODAY), folder / "PAC_Paul.xlsx")
    script = top / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    here = {
        "PYTHONPATH": os.pathsep.join([str(hooks), str(ROOT)]),
        "AUDIT_LOG": str(log),
        "TMPDIR": str(top / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, str(script), str(folder), str(output)]
    run = subprocess.run(command, env=os.environ | here, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stderr
    process, plans = map(int, run.stdout.split())
    lines = log.read_text(encoding="utf-8").splitlines()
    events = [Event(int(pid), name, what) for pid, name, what in (line.split("\t", 2) for line in lines)]
    return Seen(events, process, plans, folder, output)


@pytest.mark.long
def test_the_good_plan_among_them_is_read_and_its_output_written(seen: Seen) -> None:
    assert seen.plans >= 1
    assert pacxl.read(seen.output).frames


def test_each_file_was_opened_by_the_reader_under_the_hook_too(seen: Seen) -> None:
    readers = {event.process for event in seen.events} - {seen.process}
    opened = {event.what for event in seen.events if event.process in readers and event.name == "read"}
    assert {repr(str(path)) for path in seen.folder.iterdir()} <= {
        what.replace("PosixPath(", "").rstrip(")") for what in opened
    }


def test_no_socket(seen: Seen) -> None:
    network = ("socket.", "http.", "urllib.", "ftplib.", "smtplib.", "webbrowser.")
    assert [event for event in seen.events if event.name.startswith(network)] == []


def test_no_process_but_the_reader(seen: Seen) -> None:
    started = [event for event in seen.events if event.name in {"subprocess.Popen", "os.posix_spawn", "os.fork"}]
    started += [event for event in seen.events if event.name.startswith(("os.exec", "os.system", "os.spawn", "pty."))]
    others = [
        e for e in started if e.process != seen.process or "from pacxl.worker.process import serve" not in e.what
    ]
    assert others == []
    assert len(started) >= 1


def test_no_file_is_written_but_the_output_and_temporary_ones(seen: Seen) -> None:
    changing = ("write", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate")
    allowed = (str(seen.output.parent), str(seen.output.parent.parent / "tmp"), os.devnull, "hooks")
    changed = [event for event in seen.events if event.name in changing or event.name.startswith("shutil.")]
    outside = [event for event in changed if not any(place in event.what for place in allowed)]
    assert [event for event in outside if not event.what.isdigit()] == []  # a number is a file that is open already
    assert any(str(seen.output.parent) in event.what for event in changed)


def test_no_file_of_the_system_is_read_for_a_file_that_names_one(seen: Seen) -> None:
    assert [event for event in seen.events if event.name == "read" and "passwd" in event.what] == []


def test_the_hook_sees(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    code = "import os, socket, sys; socket.socket(); os.system('true'); open(sys.argv[1], 'w')"
    here = {"PYTHONPATH": str(tmp_path), "AUDIT_LOG": str(tmp_path / "log.txt")}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "x.txt")], env=os.environ | here, check=True)
    names = [line.split("\t")[1] for line in (tmp_path / "log.txt").read_text(encoding="utf-8").splitlines()]
    assert {"socket.__new__", "os.system", "write"} <= set(names)
