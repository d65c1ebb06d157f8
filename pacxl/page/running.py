"""Long work beside the page: how far it is, how it ended, and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pacxl.errors import PacxlError


class Stopped(Exception):
    """Raised in the work itself, once it was asked to stop."""


class Running:
    """A piece of work in a thread of its own. It is given `advance`, to be called with (done, in all)."""

    def __init__(self, work: Callable[[Callable[[int, int], None]], None]) -> None:
        self.done, self.total = 0, 0
        self.stopped = False
        self.fault: PacxlError | None = None
        self._stop = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), name="pacxl-page", daemon=True)
        self._thread.start()

    @property
    def goes_on(self) -> bool:
        """Whether it has not ended."""
        return not self._ended.is_set()

    def stop(self) -> None:
        """Asks it to stop, and waits until it has."""
        self._stop.set()
        self.wait()

    def wait(self, seconds: float | None = None) -> bool:
        """Waits for its end; whether it has come."""
        return self._ended.wait(seconds)

    def _advance(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._stop.is_set():
            raise Stopped

    def _run(self, work: Callable[[Callable[[int, int], None]], None]) -> None:
        try:
            work(self._advance)
        except Stopped:
            self.stopped = True
        except PacxlError as fault:
            self.fault = fault
        finally:
            self._ended.set()
