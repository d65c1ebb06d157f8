"""Files → what they hold, in order: read here by processes apart, or by an executor's workers."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from pacxl.errors import PacxlError
from pacxl.formats.opened import Opened, opened_spots
from pacxl.guard.limits import Limits
from pacxl.sources.executors import open_by_executor
from pacxl.worker.pool import formulas_from_pool, open_all_in_pool, open_in_pool

Answers = Generator[Opened | PacxlError]


@dataclass(frozen=True)
class Means:
    """How files are read: by so many processes at a time (`jobs`; by itself, one a processor, at most four), or by
    the workers of an `executor`; and the folder where what is read is kept (`cache`). Raises ValueError for no
    process at all."""

    jobs: int | None = None
    executor: Executor | None = None
    cache: Path | None = None

    def __post_init__(self) -> None:
        if self.jobs is not None and self.jobs < 1:
            raise ValueError(f"jobs must be at least 1: {self.jobs}")


def open_all(paths: Sequence[Path], limits: Limits, means: Means, copied: Collection[Path] = ()) -> Answers:
    """What each workbook holds or the fault that keeps it from being read, in order; several are read at a time.

    `copied` are files of this machine alone: an executor's workers are sent their bytes.
    """
    if means.executor is None:
        return open_all_in_pool(paths, limits, jobs=means.jobs)
    return open_by_executor(means.executor, paths, limits, copied)


def formula_cells(path: Path, limits: Limits, known: Mapping[str, bytes], sheet: str) -> Collection[tuple[int, int]]:
    """The cells of a sheet that hold a formula (of those that show nothing, not all): as its file was opened, or as
    far as it can be asked once more."""
    if sheet in known:
        return opened_spots(known[sheet])
    try:
        return formulas_from_pool(path, sheet, limits)
    except PacxlError:
        return ()


def open_again(path: Path, limits: Limits) -> Opened | PacxlError:
    """What one workbook holds, or its fault: one whose entry in the cache turns out to be damaged."""
    try:
        return open_in_pool(path, limits)
    except PacxlError as fault:
        return fault
