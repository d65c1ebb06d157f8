"""The faults of a file that the system refuses, or whose reading takes too much."""

from __future__ import annotations

import errno
from pathlib import Path

from pacxl.errors import FileInUse, FileMissing, FileUnreadable, FolderClosed, PacxlError, TooMuchMemory
from pacxl.guard.limits import MB, Limits


def fault_from_system(path: Path, fault: OSError | ValueError) -> PacxlError:
    """The fault that the system's refusal means to people."""
    if isinstance(fault, PermissionError):
        return FolderClosed(str(path), " (droits)", " (rights)") if _is_folder(path) else FileInUse(str(path))
    if isinstance(fault, ValueError):  # a zero in its name
        return FileMissing(str(path))
    if fault.errno in (errno.ENOENT, errno.ELOOP) and path.is_symlink():
        return FileMissing(str(path), " : le lien ne mène nulle part", ": the link leads nowhere")
    if fault.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileMissing(str(path))
    if fault.errno == errno.ENAMETOOLONG:
        return FileMissing(str(path), f" ({fault.strerror})")
    return FileUnreadable(str(path), f" ({fault.strerror or fault})")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # nor may the folder it stands in be looked into
        return False


def fault_of_memory(path: Path, limits: Limits) -> TooMuchMemory:
    """The fault of a file whose reading took too much memory."""
    most = limits.memory // MB
    return TooMuchMemory(str(path), f"il faudrait plus de {most} Mo de mémoire", f"it needs over {most} MB of memory")
