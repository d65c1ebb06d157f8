"""A process that reads files: it stands ready, and may die of one.

Of a file that makes its reader crash, hang or take all memory, one fault is left; what else there is to read is read
by a fresh process.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from pacxl.errors import FileUnreadable, PacxlError, ReaderStopped, TookTooLong, TooMuchMemory
from pacxl.formats.opened import Around, Opened
from pacxl.guard.check import check_path
from pacxl.guard.faults import fault_of_memory
from pacxl.guard.limits import MB, USUAL, Limits
from pacxl.worker.watch import Watch, processors, watched_memory
from pacxl.worker.wire import Broken, receive, send

MOST = 4  # workers at a time: beyond, a disk and this process keep them waiting
_FAT = 400 * MB  # a worker that keeps more than this after a file is replaced
_FROM_OUTSIDE = (1, 2, 9, 15)  # SIGHUP, SIGINT, SIGKILL, SIGTERM: no file makes its reader end so
_START = 60  # seconds for a worker to be ready

# The worker has a bare `pacxl` for a package: `pacxl/__init__.py` would import pandas and all the rooms, for nothing.
# It finds modules where this process does, but never in the current folder, which may be the one with the files.
_BOOT = """\
import json, sys, types
package, sys.path[:], own_limit = json.loads(sys.argv[1])
bare = types.ModuleType("pacxl")
bare.__path__ = [package]
sys.modules["pacxl"] = bare
from pacxl.worker.process import serve
serve(own_limit)
"""


class Worker:
    """A process that reads files, one at a time. `own_limit`: it keeps to the limit of memory by itself, where
    the system helps it to; otherwise it is watched from here."""

    def __init__(self, own_limit: bool = True) -> None:
        found_in = [str(path) for path in sys.path if Path(path).is_absolute()]
        here = json.dumps([str(Path(__file__).parent.parent), found_in, own_limit])
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT, here],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to: Any = self._process.stdin
        self._from: Any = self._process.stdout
        self._watched: bool | None = None  # unknown until it is ready

    @property
    def pid(self) -> int:
        return self._process.pid

    def alive(self) -> bool:
        return self._process.poll() is None

    def read(self, path: Path, limits: Limits, asked: tuple[str, ...] = ()) -> Any:
        """What a file holds (or what else is asked of it: `process.process_answer`), or its fault.

        Raises Broken if the process was gone before it took the file.
        """
        if self._watched is None:
            self._wait_until_ready()
        send(self._to, (str(path), limits, asked))
        taken = False
        try:
            with Watch(self._process, limits.seconds, limits.memory if self._watched else None) as watch:
                receive(self._from)
                taken = True
                answer = receive(self._from)
        except Broken:
            if not taken and not watch.reason:
                raise
            self._process.kill()
            self._process.wait()
            return self._why(path, limits, watch.reason)
        except BaseException:  # Ctrl-C: what the process would still say belongs to no one
            self.close()
            raise
        return answer

    def _wait_until_ready(self) -> None:
        """Not done when it is made, so that it can be ended from elsewhere meanwhile."""
        try:
            with Watch(self._process, _START, None):
                self._watched = not receive(self._from)
        except BaseException:  # Ctrl-C too
            self.close()
            raise

    def _why(self, path: Path, limits: Limits, reason: str) -> PacxlError:
        """What it died of."""
        if reason == "time":
            most = f"{limits.seconds:g} s"
            return TookTooLong(str(path), f"elle a pris plus de {most}", f"it took over {most}")
        if reason == "memory" or self._ran_out():
            return fault_of_memory(path, limits)
        code = self._process.returncode
        if -code in _FROM_OUTSIDE:
            return ReaderStopped(str(path), f" ({signal.Signals(-code).name})")
        name = next((each.name for each in signal.Signals if each == -code), f"code {code}")
        return FileUnreadable(str(path), f" ({name})")

    def _ran_out(self) -> bool:
        """Whether it died for want of the memory that it may take: it said so in its last words."""
        self._said.seek(max(0, self._said.seek(0, os.SEEK_END) - 4096))
        last = self._said.read()
        return b"memory allocation of" in last or b"MemoryError" in last

    def kill(self) -> None:
        self._process.kill()

    def fat(self) -> bool:
        return watched_memory(self._process.pid) > _FAT

    def close(self) -> None:
        """Ends the process at once, and leaves no trace of it."""
        self._process.kill()
        self._process.wait()
        self.forget()

    def forget(self) -> None:
        """Lets go of the process without ending it."""
        for stream in (self._to, self._from, self._said):
            with suppress(OSError):
                stream.close()
        self._process.returncode = self._process.returncode or 0


# --- the workers that stand ready -------------------------------------------------------------------------


class _Pool:
    """The workers of this process that have nothing to do, and those that are reading."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()

    def borrow(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive():
                    self._busy.add(worker)
                    return worker
                worker.close()
        worker = Worker()
        with self._lock:
            self._busy.add(worker)
        return worker

    def give_back(self, worker: Worker, fit: bool) -> None:
        with self._lock:
            self._busy.discard(worker)
            if fit and worker.alive():
                self._idle.append(worker)
                return
        worker.close()

    def keep(self, count: int) -> None:
        """Ends the idle workers but for so many."""
        with self._lock:
            ended, self._idle = self._idle[count:], self._idle[:count]
        for worker in ended:
            worker.close()

    def close(self) -> None:
        for worker in [*self._idle, *self._busy]:
            worker.close()

    def forget(self) -> None:
        """In a forked child, which starts its own: these are the parent's."""
        for worker in [*self._idle, *self._busy]:
            worker.forget()
        self.__init__()  # type: ignore[misc]  # another thread may have held the lock


_POOL = _Pool()
atexit.register(_POOL.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.forget)


def open_in_pool(path: Path, limits: Limits = USUAL) -> Opened:
    """What a workbook holds, read in another process. Raises the PacxlError that keeps it from being read, whatever
    the file does to its reader."""
    opened: Opened = _value(_answer(path, limits))
    return opened


def formulas_from_pool(path: Path, sheet: str, limits: Limits = USUAL) -> frozenset[tuple[int, int]]:
    """The cells of a sheet that hold a formula (row and column, from 0), read as `open_in_pool` reads."""
    cells: frozenset[tuple[int, int]] = _value(_answer(path, limits, ("formulas", sheet)))
    return cells


def around_from_pool(path: Path, limits: Limits = USUAL) -> dict[str, Around]:
    """What hangs on the cells of a workbook and lies over them, by sheet, read as `open_in_pool` reads."""
    around: dict[str, Around] = _value(_answer(path, limits, ("around",)))
    return around


def _value(answer: Any) -> Any:
    if isinstance(answer, PacxlError):
        raise answer
    return answer


def open_all_in_pool(
    paths: Sequence[Path], limits: Limits = USUAL, progress: Callable[[int, int], None] | None = None
) -> Iterator[Opened | PacxlError]:
    """What each workbook holds or the fault that keeps it from being read, in order; several are read at a time.

    `progress` is called with (files read, files in all).
    """
    batch = _Batch()
    threads = ThreadPoolExecutor(max(1, min(len(paths), MOST, processors())), "pacxl-open")
    try:
        for number, answer in enumerate(threads.map(lambda path: _answer(path, limits, batch=batch), paths), 1):
            if progress:
                progress(number, len(paths))
            yield answer
    finally:
        batch.stop()  # does nothing unless the caller stopped before the end
        threads.shutdown(cancel_futures=True)
        _POOL.keep(1)


class _Batch:
    """The workers that read for one call, to be stopped with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: set[Worker] = set()
        self._stopped = False

    def add(self, worker: Worker) -> bool:
        with self._lock:
            self._workers.add(worker)
            return not self._stopped

    def remove(self, worker: Worker) -> None:
        with self._lock:
            self._workers.discard(worker)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            for worker in self._workers:
                worker.kill()


def _answer(path: Path, limits: Limits, asked: tuple[str, ...] = (), batch: _Batch | None = None) -> Any:
    batch = batch or _Batch()
    fr, en = " (le programme de lecture ne démarre pas)", " (the reading program does not start)"
    answer: Any = FileUnreadable(str(path), fr, en)
    try:
        check_path(path, limits)
        for _ in range(2):  # a worker may have died while it stood idle, or be stopped from outside
            worker = _POOL.borrow()
            fit = False
            try:
                if not batch.add(worker):
                    break
                answer = worker.read(path, limits, asked)
                fit = not isinstance(answer, FileUnreadable | TooMuchMemory | ReaderStopped) and not worker.fat()
                if not isinstance(answer, ReaderStopped):
                    break
            except Broken:
                continue
            finally:
                batch.remove(worker)
                _POOL.give_back(worker, fit)
    except PacxlError as fault:
        return fault
    except (Broken, OSError):
        pass
    return answer
