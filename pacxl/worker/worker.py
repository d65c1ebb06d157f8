"""A process that reads files, seen from the one that asks it to: it may crash, hang or take all memory.

Of a file that makes it end so, one fault is left.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from pacxl.errors import FileUnreadable, PacxlError, ReaderStopped, TookTooLong
from pacxl.guard.faults import fault_of_memory
from pacxl.guard.limits import MB, Limits
from pacxl.worker.watch import Watch, watched_memory
from pacxl.worker.wire import Broken, receive, send

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


def _start_of_reader() -> tuple[str, ...]:
    """What the program is told, to be one that reads. Where pacxl is an application of its own, the program is that
    application, which runs no code that it is given: it is told in one word (`packaging/entry.py`)."""
    return ("--pacxl-serve",) if getattr(sys, "frozen", False) else ("-P", "-c", _BOOT)


class Worker:
    """A process that reads files, one at a time. `own_limit`: it keeps to the limit of memory by itself, where
    the system helps it to; otherwise it is watched from here."""

    def __init__(self, own_limit: bool = True) -> None:
        found_in = [str(path) for path in sys.path if Path(path).is_absolute()]
        here = json.dumps([str(Path(__file__).parent.parent), found_in, own_limit])
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, *_start_of_reader(), here],
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
        self.has_read = False  # what it read may have left holes in its memory: a new one is the measure of a file

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
        send(self._to, (str(path.absolute()), limits, asked))  # its folder is the one that it was started in
        taken, self.has_read = False, True
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
        return _called(answer, path) if isinstance(answer, PacxlError) else answer

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


def _called(fault: PacxlError, path: Path) -> PacxlError:
    """A fault of a file by the path that the file was asked for under."""
    kind, (_, *told) = fault.__reduce__()
    return kind(str(path), *told)
