"""The processes that read files, which stand ready: what one dies of costs one file, the others are read.

What comes of a file does not depend on the one that its reader read before.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

from pacxl.errors import FileUnreadable, PacxlError, ReaderStopped, TooMuchMemory
from pacxl.formats.opened import Around, Opened
from pacxl.guard.check import check_path
from pacxl.guard.limits import USUAL, Limits
from pacxl.worker.in_order import done_in_order
from pacxl.worker.watch import processors
from pacxl.worker.wire import Broken
from pacxl.worker.worker import Worker

MOST = 4  # workers at a time: beyond, a disk and this process keep them waiting
_WORTH = 0.4  # seconds of work that is left: a worker more takes half of that to start
_GLANCE = 0.1  # seconds between two looks at it


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
        return self.start()

    def start(self) -> Worker:
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


def start_ahead() -> None:
    """Starts a worker if none stands idle, so that the first file finds it ready; what keeps it from starting is told
    of that file."""
    with suppress(OSError):
        _POOL.give_back(_POOL.borrow(), fit=True)


def open_in_pool(path: Path, limits: Limits = USUAL) -> Opened:
    """What a workbook holds, read in another process. Raises the PacxlError that keeps it from being read, whatever
    the file does to its reader."""
    opened: Opened = _value(_answer(path, limits))
    return opened


def formulas_from_pool(path: Path, sheet: str, limits: Limits) -> frozenset[tuple[int, int]]:
    """The cells of a sheet that hold a formula (row and column, from 0), read as `open_in_pool` reads."""
    cells: frozenset[tuple[int, int]] = _value(_answer(path, limits, ("formulas", sheet)))
    return cells


def around_from_pool(path: Path, limits: Limits) -> dict[str, Around]:
    """What hangs on the cells of a workbook and lies over them, by sheet, read as `open_in_pool` reads."""
    around: dict[str, Around] = _value(_answer(path, limits, ("around",)))
    return around


def _value(answer: Any) -> Any:
    if isinstance(answer, PacxlError):
        raise answer
    return answer


def open_all_in_pool(
    paths: Sequence[Path],
    limits: Limits = USUAL,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
) -> Generator[Opened | PacxlError]:
    """What each workbook holds or the fault that keeps it from being read, in order; several are read at a time where
    that is worth it, or as many as `jobs` says.

    `progress` is called with (files read, files in all).
    """
    batch = _Batch()
    most = max(1, min(len(paths), jobs or min(MOST, processors())))
    others = batch.wait_until_worth(len(paths)) if jobs is None else None
    threads = ThreadPoolExecutor(most, "pacxl-open", others)

    def ask(path: Path) -> Future[Any]:
        return threads.submit(_answer, path, limits, batch=batch)

    try:
        for number, (_, answer) in enumerate(done_in_order(ask, paths, 2 * most), 1):
            if progress:
                progress(number, len(paths))
            yield answer.result()
    finally:
        batch.stop()  # does nothing unless the caller stopped before the end
        threads.shutdown(cancel_futures=True)
        _POOL.keep(1)


class _Batch:
    """The workers that read for one call, to be stopped with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: set[Worker] = set()
        self._stopped = threading.Event()
        self._began, self._done = monotonic(), 0

    def add(self, worker: Worker) -> bool:
        with self._lock:
            self._workers.add(worker)
            return not self._stopped.is_set()

    def remove(self, worker: Worker) -> None:
        with self._lock:
            self._workers.discard(worker)
            self._done += 1

    def stop(self) -> None:
        with self._lock:
            self._stopped.set()
            for worker in self._workers:
                worker.kill()

    def wait_until_worth(self, files: int) -> Callable[[], None]:
        """What each thread but the first waits for, before it takes a file: that what is left of so many takes the
        others longer than it takes to start a worker; or that nothing is left."""
        threads = count()

        def wait() -> None:
            if next(threads):
                while not self._stopped.wait(_GLANCE) and 0 < self._seconds_left(files) < _WORTH:
                    pass

        return wait

    def _seconds_left(self, files: int) -> float:
        taken = monotonic() - self._began
        return taken / self._done * (files - self._done) if self._done else taken


def _answer(path: Path, limits: Limits, asked: tuple[str, ...] = (), batch: _Batch | None = None) -> Any:
    batch = batch or _Batch()
    fr, en = " (le programme de lecture ne démarre pas)", " (the reading program does not start)"
    answer: Any = FileUnreadable(str(path), fr, en)
    try:
        check_path(path, limits)
        for again in (False, True):  # a worker may have died while it stood idle, or be stopped from outside
            worker = _POOL.start() if again else _POOL.borrow()
            fit, worn = False, worker.has_read
            try:
                if not batch.add(worker):
                    break
                answer = worker.read(path, limits, asked)
                fit = not isinstance(answer, FileUnreadable | TooMuchMemory | ReaderStopped) and not worker.fat()
                if not isinstance(answer, ReaderStopped) and not (worn and isinstance(answer, TooMuchMemory)):
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
