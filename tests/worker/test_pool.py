"""Files are read by a process that may die: the caller sees one fault, and the next file is read all the same."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from pacxl.errors import (
    FileDamaged,
    FileMissing,
    FileUnreadable,
    PacxlError,
    ReaderStopped,
    TookTooLong,
    TooMuchMemory,
)
from pacxl.formats.opened import Opened
from pacxl.guard.limits import MB, USUAL
from pacxl.worker import pool, worker
from pacxl.worker.pool import open_all_in_pool, open_in_pool
from pacxl.worker.worker import Worker
from tests import ROOT
from tests.guard.hostile import CASES
from tests.guard.hostile.build import book

HANGS = "a table whose end is in a comment"
HANG = 120  # seconds after which a test gives up: nothing that it waits for takes so long, however busy the machine
unix = pytest.mark.skipif(os.name == "nt", reason="signals and forks are Unix things")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return made("a sound workbook, to begin with", tmp_path)


@pytest.fixture
def hanging(tmp_path: Path) -> Path:
    """A file that the reading library never gives back, and that nothing but its time tells from others."""
    return made(HANGS, tmp_path)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A sheet of 300,000 cells: more than 40 MB in memory."""
    line = "".join(f"<c><v>{number}</v></c>" for number in range(30))
    path = tmp_path / "grand.xlsx"
    path.write_bytes(book(f"<row>{line}</row>" * 10_000)())
    return path


@pytest.fixture
def one() -> Iterator[Worker]:
    started = Worker()
    yield started
    started.close()


def made(sentence: str, folder: Path) -> Path:
    path = folder / f"{sentence[:9]}.xlsx"
    path.write_bytes(CASES[sentence].make())
    return path


def limits(**changed: float) -> Any:
    return dataclasses.replace(USUAL, **changed)  # type: ignore[arg-type]


def readers() -> list[psutil.Process]:
    """The workers of this process."""
    return [child for child in psutil.Process().children() if _is_worker(child)]


def _is_worker(child: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):  # it has just ended
        return "pacxl.worker.process" in " ".join(child.cmdline())
    return False


def is_reading(reader: psutil.Process) -> bool:
    """Whether a worker has a file in hand: it then has a second thread, to end it if nobody else does."""
    return reader.num_threads() > 1


def wait_for(happens: Callable[[], Any]) -> Any:
    end = time.monotonic() + HANG
    while time.monotonic() < end:
        if found := happens():
            return found
        time.sleep(0.02)
    raise AssertionError(f"it did not happen in {HANG} seconds")


# --- it may die -------------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read(hanging: Path, sound: Path) -> None:
    with pytest.raises(TookTooLong) as caught:
        open_in_pool(hanging, limits(seconds=0.7))
    assert (caught.value.detail, caught.value.detail_en) == ("elle a pris plus de 0.7 s", "it took over 0.7 s")
    assert list(open_in_pool(sound).sheets) == ["Feuil1"]


@pytest.mark.long
@unix
def test_an_honest_file_is_not_refused_because_the_machine_is_busy(sound: Path, one: Worker) -> None:
    one.read(sound, USUAL)  # it is ready
    os.kill(one.pid, signal.SIGSTOP)
    again = threading.Timer(1.5, os.kill, (one.pid, signal.SIGCONT))
    again.start()
    try:
        assert isinstance(one.read(sound, limits(seconds=1)), Opened)
    finally:
        again.join()


@pytest.mark.long
@unix
def test_a_reader_that_does_nothing_is_stopped_all_the_same(sound: Path, one: Worker) -> None:
    one.read(sound, USUAL)
    os.kill(one.pid, signal.SIGSTOP)
    assert isinstance(one.read(sound, limits(seconds=0.3)), TookTooLong)


WAYS = [pytest.param(True, id="by the system's limit"), pytest.param(False, id="by a watch over it")]


@pytest.mark.parametrize("own_limit", WAYS)
def test_a_file_that_takes_too_much_memory_is_stopped(own_limit: bool, large: Path) -> None:
    started = Worker(own_limit)
    try:
        fault = started.read(large, limits(memory=10 * MB))
    finally:
        started.close()
    assert isinstance(fault, TooMuchMemory)
    assert fault.detail == "il faudrait plus de 10 Mo de mémoire"


def test_the_same_file_is_read_where_memory_is_allowed(large: Path) -> None:
    assert len(open_in_pool(large).sheets["Feuil1"]) == 10_000


@pytest.mark.long
@unix
@pytest.mark.parametrize(
    ("sent", "kind", "detail"),
    [
        ("SIGSEGV", FileUnreadable, " (SIGSEGV)"),
        ("SIGABRT", FileUnreadable, " (SIGABRT)"),
        ("SIGKILL", ReaderStopped, " (SIGKILL)"),
        ("SIGTERM", ReaderStopped, " (SIGTERM)"),
    ],
)
def test_a_reader_that_dies_is_a_fault_of_its_file(
    sent: str, kind: type[PacxlError], detail: str, one: Worker, hanging: Path
) -> None:
    def strike() -> None:
        wait_for(lambda: is_reading(psutil.Process(one.pid)))
        os.kill(one.pid, signal.Signals[sent])

    striking = threading.Thread(target=strike)
    striking.start()
    fault = one.read(hanging, USUAL)
    striking.join()
    assert (type(fault), fault.detail) == (kind, detail)
    assert not one.alive()


@unix
def test_a_worker_that_died_while_it_stood_idle_is_replaced(sound: Path) -> None:
    open_in_pool(sound)
    for reader in readers():
        reader.kill()
    assert open_in_pool(sound).sheets


def strikes(times: int, sent: signal.Signals = signal.SIGKILL) -> threading.Thread:
    """Ends so many workers of this process, each once it has a file in hand."""

    def strike() -> None:
        struck: set[int] = set()
        while len(struck) < times:
            reader = wait_for(
                lambda: next((each for each in readers() if each.pid not in struck and busy(each)), None)
            )
            struck.add(reader.pid)
            reader.send_signal(sent)

    def busy(reader: psutil.Process) -> bool:
        with contextlib.suppress(psutil.Error):
            return is_reading(reader)
        return False

    started = threading.Thread(target=strike)
    started.start()
    return started


@pytest.mark.long
@unix
@pytest.mark.parametrize("sent", ["SIGKILL", "SIGTERM"])
def test_a_reader_stopped_from_outside_costs_no_file(sent: str, large: Path) -> None:
    striking = strikes(1, signal.Signals[sent])
    opened = open_in_pool(large)
    striking.join()
    pool._POOL.keep(0)  # which has room left for as large a file
    assert len(opened.sheets["Feuil1"]) == 10_000


@unix
def test_one_stopped_twice_is_told_with_the_right_cause(hanging: Path, sound: Path) -> None:
    striking = strikes(2)
    with pytest.raises(ReaderStopped) as caught:
        open_in_pool(hanging)
    striking.join()
    assert caught.value.detail == " (SIGKILL)"
    assert list(open_in_pool(sound).sheets) == ["Feuil1"]


def test_what_a_file_makes_its_reader_say_is_not_heard(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = made("an .xls of noise", tmp_path)
    path.rename(path.with_suffix(".xls"))
    for _ in open_all_in_pool([path.with_suffix(".xls"), made("a cell at each end of the sheet", tmp_path)]):
        pass
    assert capfd.readouterr() == ("", "")


# --- many files -------------------------------------------------------------------------------------------


def test_many_files_come_in_order_each_with_its_end(hanging: Path, sound: Path, tmp_path: Path) -> None:
    damaged = made("cut in half", tmp_path)
    paths = [sound, hanging, damaged, sound, tmp_path / "parti.xlsx", sound]
    seen: list[tuple[int, int]] = []
    ends = list(open_all_in_pool(paths, limits(seconds=2), lambda done, all_: seen.append((done, all_))))
    assert [type(end) for end in ends] == [Opened, TookTooLong, FileDamaged, Opened, FileMissing, Opened]
    assert seen == [(number, 6) for number in range(1, 7)]


def test_no_file_is_nothing() -> None:
    assert list(open_all_in_pool([])) == []


def test_one_worker_at_most_stands_when_all_is_read(sound: Path) -> None:
    assert len(list(open_all_in_pool([sound] * 12))) == 12
    assert len(readers()) <= 1


@pytest.mark.parametrize(("jobs", "most"), [(None, 1), (2, 2)], ids=["by itself", "asked for"])
def test_a_reader_more_is_started_where_it_is_worth_it_or_asked_for(
    jobs: int | None, most: int, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = list[Worker]()

    class Counted(Worker):
        def __init__(self) -> None:
            super().__init__()
            started.append(self)

    monkeypatch.setattr(pool, "_WORTH", math.inf)
    monkeypatch.setattr(pool, "Worker", Counted)
    pool._POOL.keep(0)
    opened = [*open_all_in_pool([sound] * 6, jobs=jobs)]
    assert all(isinstance(each, Opened) for each in opened)
    assert len(started) == most


def test_a_path_is_of_the_folder_that_the_caller_is_in_by_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ana", "Bob"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "PAC.xlsx").write_bytes(book(f'<row><c t="str"><v>{name}</v></c></row>')())
        monkeypatch.chdir(tmp_path / name)
        assert [*open_in_pool(Path("PAC.xlsx")).sheets.values()] == [[[name]]]
    Path("vide.xlsx").write_bytes(b"PK")
    with pytest.raises(PacxlError) as caught:
        open_in_pool(Path("vide.xlsx"))
    assert caught.value.path == "vide.xlsx"


def test_stopping_before_the_end_stops_the_readers(hanging: Path, sound: Path) -> None:
    ends = open_all_in_pool([sound, *[hanging] * 8])
    assert isinstance(next(ends), Opened)
    began = time.monotonic()
    ends.close()
    assert time.monotonic() - began < USUAL.seconds
    assert len(readers()) <= 1


def test_threads_read_side_by_side(sound: Path) -> None:
    read: list[Opened] = []
    threads = [threading.Thread(target=lambda: read.append(open_in_pool(sound))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 6
    assert all(each == read[0] for each in read)


# --- in other people's programs ---------------------------------------------------------------------------


BARE = "import types; sys.modules['pacxl'] = types.ModuleType('pacxl'); sys.modules['pacxl'].__path__ = [{!r}]\n"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """A script without `if __name__ == "__main__"`, run in a folder; faster without the whole of pacxl.

    It hears Ctrl-C even where these tests were started deaf to it, as a shell starts what runs in the background.
    Whatever happens to the test, the script and all that it started are ended, and nothing of it stays open.
    """
    with contextlib.ExitStack() as started:

        def run(code: str, *arguments: Path, whole: bool = False) -> subprocess.Popen[str]:
            head = "import os, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
            head += f"sys.path.insert(0, {str(ROOT)!r})\nfrom pathlib import Path\n"
            head += ("" if whole else BARE.format(str(ROOT / "pacxl"))) + "from pacxl.worker import pool, worker\n"
            script = tmp_path / "programme.py"
            script.write_text(head + textwrap.dedent(code), encoding="utf-8")
            streams: Any = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
            command = [sys.executable, str(script), *map(str, arguments)]
            script_run = subprocess.Popen(command, cwd=tmp_path, encoding="utf-8", **streams)
            started.callback(script_run.communicate)
            started.callback(_end_with_its_own, script_run)
            return script_run

        yield run


def _end_with_its_own(run: subprocess.Popen[str]) -> None:
    with contextlib.suppress(psutil.Error):
        for each in [*psutil.Process(run.pid).children(recursive=True)]:
            each.kill()
    run.kill()


def first_line(run: subprocess.Popen[str]) -> str:
    """What a script says when it is ready; "" if it ends before."""
    assert run.stdout is not None
    return run.stdout.readline().rstrip("\n")


Program = Callable[..., subprocess.Popen[str]]


def test_a_script_needs_no_main_and_leaves_no_process(sound: Path, program: Program) -> None:
    run = program(
        """
        print(len(pool.open_in_pool(Path(sys.argv[1])).sheets))
        print(pool._POOL._idle[0].pid)
        """,
        sound,
        whole=True,
    )
    said, complaints = run.communicate(timeout=HANG)
    count, pid = said.split()
    assert (count, complaints) == ("1", "")
    assert not psutil.pid_exists(int(pid))


def test_a_script_ends_though_it_leaves_what_it_read_open(sound: Path, program: Program) -> None:
    """The threads that wait until they are worth it wait no longer than there are files."""
    run = program(
        "answers = pool.open_all_in_pool([Path(sys.argv[1])] * 3); print(len([next(answers) for _ in range(3)]))",
        sound,
    )
    assert run.communicate(timeout=HANG) == ("3\n", "")


def test_no_module_is_taken_from_the_folder_with_the_files(sound: Path, tmp_path: Path, program: Program) -> None:
    folder = tmp_path / "retours"
    folder.mkdir()
    (folder / "zipfile.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    run = program(
        "os.chdir('retours'); sys.path[:0] = ['', '.']; print(len(pool.open_in_pool(Path(sys.argv[1])).sheets))",
        sound,
    )
    assert run.communicate(timeout=HANG) == ("1\n", "")


# What the readers are doing when Ctrl-C comes: what the script begins with, and how they are known.
BUSY = {
    "reading": ("", is_reading),
    "starting": (
        "worker._BOOT = 'import time; time.sleep(600)'",
        lambda each: "time.sleep" in " ".join(each.cmdline()),
    ),
}


@unix
@pytest.mark.parametrize(("before", "is_busy"), BUSY.values(), ids=BUSY)
def test_ctrl_c_ends_all_at_once(
    before: str, is_busy: Callable[[psutil.Process], bool], hanging: Path, program: Program
) -> None:
    run = program(
        f"{before}\nprint('prêt', flush=True)\nlist(pool.open_all_in_pool([Path(sys.argv[1])] * 4))", hanging
    )
    assert first_line(run) == "prêt"
    started = wait_for(lambda: [each for each in psutil.Process(run.pid).children() if is_busy(each)])
    run.send_signal(signal.SIGINT)
    _, complaints = run.communicate(timeout=worker._START / 2)
    assert complaints.rstrip().endswith("KeyboardInterrupt")
    assert not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in started)


@unix
def test_a_program_that_is_killed_leaves_no_idle_worker(sound: Path, program: Program) -> None:
    run = program(
        """
        pool.open_in_pool(Path(sys.argv[1]))
        print(pool._POOL._idle[0].pid, flush=True)
        sys.stdin.read()
        """,
        sound,
    )
    pid = int(first_line(run))
    run.kill()
    run.wait(timeout=HANG)
    wait_for(lambda: not psutil.pid_exists(pid))


@unix
def test_a_forked_child_starts_its_own(sound: Path, program: Program) -> None:
    run = program(
        """
        path = Path(sys.argv[1])
        first = pool.open_in_pool(path)
        child = os.fork()
        if not child:
            os._exit(0 if pool.open_in_pool(path) == first else 1)
        code = os.waitpid(child, 0)[1]
        print(code, pool.open_in_pool(path) == first)
        """,
        sound,
    )
    assert run.communicate(timeout=HANG) == ("0 True\n", "")


def test_a_worker_loads_nothing_but_what_reads() -> None:
    boot = worker._BOOT.replace("serve(own_limit)", "print(*sorted({name.split('.')[0] for name in sys.modules}))")
    here = f'["{Path(worker.__file__).parent.parent.as_posix()}", {str(sys.path).replace(chr(39), chr(34))}, true]'
    loaded = subprocess.run([sys.executable, "-P", "-c", boot, here], capture_output=True, text=True, check=True)
    assert "python_calamine" in loaded.stdout
    assert not {"pandas", "typer", "xlsxwriter"} & set(loaded.stdout.split())
