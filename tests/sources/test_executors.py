"""Any executor of `concurrent.futures` reads what this process reads; a file costs itself alone there too."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.formats.opened import Opened
from pacxl.guard.limits import USUAL
from pacxl.sources.executors import open_as_task, open_by_executor
from pacxl.sources.open_all import Means
from tests.sources.same import assert_same


@pytest.fixture(scope="module")
def here(returned: Path) -> list[pacxl.Contents]:
    return pacxl.read_all([returned])


@pytest.mark.long
def test_threads_read_the_same(returned: Path, here: list[pacxl.Contents]) -> None:
    with ThreadPoolExecutor(2) as executor:
        assert_same(pacxl.read_all([returned], executor=executor), here)


@pytest.mark.long
def test_processes_read_the_same(returned: Path, here: list[pacxl.Contents]) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        assert_same(pacxl.read_all([returned], executor=executor), here)


@pytest.mark.long
@pytest.mark.parametrize("jobs", [1, 3])
def test_so_many_at_a_time_read_the_same(jobs: int, returned: Path, here: list[pacxl.Contents]) -> None:
    assert_same(pacxl.read_all([returned], jobs=jobs), here)


def test_no_reader_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="jobs must be at least 1: 0"):
        Means(jobs=0)


def test_progress_is_told_as_it_is_here(returned: Path) -> None:
    told = list[tuple[int, int]]()
    with ThreadPoolExecutor(2) as executor:
        pacxl.read_all([returned], executor=executor, progress=lambda *each: told.append(each))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_worker_that_dies_of_its_own_is_a_fault_of_the_files_it_had(returned: Path) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        executor.submit(os.kill, executor.submit(os.getpid).result(), signal.SIGKILL)
        (plan,) = pacxl.read_all([returned / "PAC_Paul.xlsx"], executor=executor)
    assert [finding.code for finding in plan.found] == ["file-reader-stopped"]
    assert "BrokenProcessPool" in plan.found[0].message("en")


def test_what_is_sent_needs_no_file_there(returned: Path) -> None:
    content = (returned / "PAC_Paul.xlsx").read_bytes()
    opened = open_as_task("/nulle/part/PAC_Paul.xlsx", USUAL, content)
    assert isinstance(opened, Opened)
    assert "Carnet" in opened.sheets


class Slow(Executor):
    """It does nothing until it is asked for a result."""

    def __init__(self) -> None:
        self.asked = list[Future[Any]]()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if not self.asked:
            future.set_result(fn(*args, **kwargs))
        self.asked.append(future)
        return future


def test_what_is_not_wanted_any_more_is_not_read(returned: Path) -> None:
    executor = Slow()
    answers = open_by_executor(executor, sorted(returned.iterdir()), USUAL)
    next(answers)
    answers.close()
    assert [future.cancelled() for future in executor.asked] == [False, True, True, True]
