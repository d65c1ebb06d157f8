"""A watch over another process while it works: its time and, where the system sets no limit, its memory."""

from __future__ import annotations

import os
import subprocess
import threading
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Literal

import psutil

from pacxl.guard.limits import PATIENCE

_GLANCE = 0.05  # seconds between two looks at the memory


class Watch:
    """Kills a process that passes a limit while the `with` block lasts; `reason` then says which. Seconds, bytes.

    The time is what the process itself works, so that an honest file is not refused because the machine is busy."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, memory: int | None) -> None:
        self.reason: Literal["", "time", "memory"] = ""
        self._process = process
        self._seconds, self._end = seconds, monotonic() + PATIENCE * seconds
        self._worked = _work_of(process.pid)
        self._most = None if memory is None else watched_memory(process.pid) + memory
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, name="pacxl-watch", daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.is_set():
            left = min(self._end - monotonic(), self._seconds - (_work_of(self._process.pid) - self._worked))
            if left <= 0:
                self.reason = "time"
            elif self._most is not None and watched_memory(self._process.pid) > self._most:
                self.reason = "memory"
            if self.reason:
                self._process.kill()
                return
            self._done.wait(max(left, _GLANCE) if self._most is None else _GLANCE)


def _work_of(pid: int) -> float:
    """The seconds of processor that a process has taken; 0 if it is gone."""
    with suppress(psutil.Error):
        times = psutil.Process(pid).cpu_times()
        return float(times.user + times.system)
    return 0.0


def watched_memory(pid: int) -> int:
    """The bytes that a process holds in memory; 0 if it is gone."""
    with suppress(psutil.Error):
        return int(psutil.Process(pid).memory_info().rss)
    return 0


def process_start(pid: int) -> float | None:
    """When a process was started (seconds since 1970); None if there is none of that number."""
    with suppress(psutil.Error):
        return float(psutil.Process(pid).create_time())
    return None


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
