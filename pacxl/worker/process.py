"""The process that reads files: it takes a path, gives what the file holds or why not, and may die of a file.

It is started by `worker`, without the rest of the package: pandas alone would take longer to load than most files.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pacxl.errors import FileUnreadable, NoSheets, PacxlError
from pacxl.formats.opened import Around, Opened
from pacxl.formats.opening import open_for_around, open_for_formula_cells, open_workbook
from pacxl.guard.faults import fault_from_system, fault_of_memory
from pacxl.guard.limits import PATIENCE, Limits
from pacxl.worker.wire import Broken, receive, send

if sys.platform == "linux":  # macOS has it too, and does not keep a process to it
    import resource

Answer = Opened | frozenset[tuple[int, int]] | dict[str, Around] | PacxlError
_LONGER = 5  # seconds that the parent has to stop this process before it stops itself


def serve(own_limit: bool) -> None:
    """In the process apart: answers requests on standard input until it is closed. `own_limit`: it keeps to the limit
    of memory by itself, if that can be; the first message says whether it can."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; it ends this process
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)  # what a library prints is no answer
    gc.freeze()
    gc.disable()  # what reading makes by the hundred thousand goes by itself; see `_answer_all`
    with suppress(Broken):  # the parent is gone
        _answer_all(requests, answers, own_limit and _size() is not None)


def _answer_all(requests: BinaryIO, answers: BinaryIO, limited: bool) -> None:
    send(answers, limited)
    while True:
        _answer(answers, limited, *receive(requests))
        gc.collect()  # while nobody waits


def _answer(answers: BinaryIO, limited: bool, name: str, limits: Limits, asked: tuple[str, ...]) -> None:
    """Answers one request, and keeps nothing of it: the next file is allowed as much memory as this one."""
    send(answers, None)  # from here on, what happens is the file's doing
    # If the parent is gone, and a library does not return, this process ends itself.
    faulthandler.dump_traceback_later(PATIENCE * limits.seconds + _LONGER, exit=True)
    if limited:
        _allow((_size() or 0) + limits.memory)
    answer = process_answer(Path(name), limits, asked)
    if limited:
        _allow(None)
    faulthandler.cancel_dump_traceback_later()
    send(answers, answer)


def process_answer(path: Path, limits: Limits, asked: tuple[str, ...]) -> Answer:
    """What a file holds (asked for `formulas` and a sheet: which of its cells hold one; for `around`: what hangs on
    cells), or the one fault that keeps it from being read, whatever was raised."""
    try:
        match asked:
            case ("formulas", sheet):
                return open_for_formula_cells(path, sheet, limits)
            case ("around",):
                return open_for_around(path, limits)
        opened = open_workbook(path, limits)
        return opened if opened.sheets else NoSheets(str(path))
    except PacxlError as fault:
        return fault
    except MemoryError:
        return fault_of_memory(path, limits)
    except OSError as fault:
        return fault_from_system(path, fault)
    except Exception as fault:  # any fault of a library is the file's
        if _for_want_of_memory(fault):
            return fault_of_memory(path, limits)
        return FileUnreadable(str(path), f" ({type(fault).__name__})")
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # what a panic of the Rust library is: no Exception
            raise
        return FileUnreadable(str(path), " (panic)", " (panic)")


def _for_want_of_memory(fault: BaseException | None) -> bool:
    """Whether a fault came of a want of memory, which a library may hide behind one of its own."""
    while fault is not None and not isinstance(fault, MemoryError):
        fault = fault.__context__
    return fault is not None


def _size() -> int | None:
    """The address space that this process takes, where the system keeps a process within a limit of it."""
    if sys.platform != "linux":
        return None
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * resource.getpagesize()


def _allow(size: int | None) -> None:
    """Sets the limit of the address space, or takes it away."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = hard if size is None else size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
