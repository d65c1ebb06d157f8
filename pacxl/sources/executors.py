"""Files opened by the workers of an executor: other processes, other machines (Dask).

Each file is read there by a process apart, as it is here: what it dies of costs one file and no worker.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pacxl.errors import PacxlError, ReaderStopped, SettingsError
from pacxl.formats.opened import Opened
from pacxl.guard.limits import Limits
from pacxl.worker.in_order import done_in_order
from pacxl.worker.pool import open_in_pool

_AHEAD = 64  # files asked for at a time
_PATIENCE = 10  # seconds for a scheduler to answer


def open_by_executor(
    executor: Executor, paths: Sequence[Path], limits: Limits, content_of: Collection[Path] = ()
) -> Generator[Opened | PacxlError]:
    """What each file holds or the fault that keeps it from being read, in order, as any `concurrent.futures.Executor`
    answers. The workers find the files where this process does, but for those that they are sent (`content_of`)."""
    sent = set(content_of)

    def ask(path: Path) -> Future[Any]:
        content = path.read_bytes() if path in sent else None
        try:
            return executor.submit(open_as_task, os.path.abspath(path), limits, content)  # noqa: PTH100  # links are not followed
        except BrokenExecutor as fault:
            broken: Future[Any] = Future()
            broken.set_exception(fault)
            return broken

    for path, future in done_in_order(ask, paths, _AHEAD):
        yield _result(path, future)


def open_as_task(name: str, limits: Limits, content: bytes | None = None) -> Opened | PacxlError:
    """What an executor's worker runs: a file read by a process apart of that worker's machine; or its `content`, if
    that has been sent."""
    if content is None:
        return _opened(Path(name), limits)
    with TemporaryDirectory(prefix="pacxl-") as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        return _opened(path, limits)


def _opened(path: Path, limits: Limits) -> Opened | PacxlError:
    try:
        return open_in_pool(path, limits)
    except PacxlError as fault:
        return fault


def _result(path: Path, future: Future[Any]) -> Opened | PacxlError:
    """What a task answered; where its worker is lost for good, or refuses, a fault of that file alone."""
    try:
        answer: Opened | PacxlError = future.result()
    except Exception as fault:  # whatever an executor raises
        return ReaderStopped(str(path), f" ({type(fault).__name__})")
    return answer


@contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """The executor of a Dask scheduler, until the `with` block ends. Raises SettingsError where Dask is not installed
    or the scheduler does not answer.

    A task is never taken for one that was done before (`pure=False`): a file may have changed under its name.
    """
    try:
        client_of = import_module("distributed").Client
    except ImportError:
        fr, en = "il faut Dask : pip install 'pacxl[dask]'", "Dask is needed: pip install 'pacxl[dask]'"
        raise SettingsError("--dask", fr, en) from None
    try:
        client = client_of(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as fault:
        why = type(fault).__name__
        raise SettingsError(
            "--dask", f"« {address} » ne répond pas ({why})", f"“{address}” does not answer ({why})"
        ) from None
    try:
        yield client.get_executor(pure=False)
    finally:
        with suppress(OSError):
            client.close()
