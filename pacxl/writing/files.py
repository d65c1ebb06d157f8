"""Files, written whole or not at all, and never over an input."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

from pacxl.errors import CannotWrite
from pacxl.french.text import printable_text
from pacxl.guard.names import PathLike, given_names, lock_names

FrameFormat = Literal["csv", "parquet", "json"]
Csv = Literal["excel", "plain"]
Form = Literal["csv", "excel", "parquet", "json"]
PartedBy = Literal["commercial", "equipe", "periode", "fichier"]  # what tables are parted by, for other tools

_MARK = ".pacxl-"
_OURS = re.compile(re.escape(_MARK) + r".*-[a-z0-9_]{8}\.\w+")
STALE = 3600.0  # seconds: nothing takes that long to write


def form_of_files(what: FrameFormat, csv: Csv) -> Form:
    """The form of the files of tables, of which CSV is for programs (`plain`) or as French Excel opens it
    (`excel`)."""
    return "excel" if (what, csv) == ("csv", "excel") else what


def write_whole(path: Path, make: Callable[[Path], None], *, force: bool, inputs: Iterable[PathLike] = ()) -> Path:
    """Makes a file under a temporary name in the same folder, then gives it its name.

    Raises CannotWrite if it exists (without `force`), is one of the inputs under any name, or cannot be written or
    replaced; in the last case the new file is kept under another name, which the error tells.
    """
    check_output_file(path, force=force, inputs=inputs)
    sweep(path.parent)
    with _system_faults(path):
        handle, name = tempfile.mkstemp(prefix=f"{_MARK}{path.stem[:40]}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        with _system_faults(path):
            make(temporary)
            _flush(temporary)
            temporary.chmod(0o666 & ~_umask())
        (_rename if force else _name)(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
    return path


def make_folder(folder: Path) -> Path:
    """The folder, made if need be with those above it; raises CannotWrite if it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        what = f"le dossier ne peut pas être créé ({fault.strerror})", f"the folder cannot be made ({fault.strerror})"
        raise CannotWrite(str(folder), *what) from None
    return folder


def check_output_file(path: Path, *, force: bool, inputs: Iterable[PathLike] = ()) -> None:
    """Raises CannotWrite, before any work is done, if a file may not be written there."""
    with _system_faults(path):
        if not path.parent.is_dir():
            raise CannotWrite(
                str(path), f"le dossier {path.parent} n’existe pas", f"there is no folder {path.parent}"
            )
        if path.is_dir():
            raise CannotWrite(str(path), "c’est un dossier", "it is a folder")
        for other in given_names(inputs):
            if _same(path, Path(other)):
                raise CannotWrite(
                    str(path),
                    f"c’est l’un des fichiers lus ({other}), et un fichier reçu n’est jamais modifié",
                    f"it is one of the files that are read ({other}), and a file received is never changed",
                )
        if path.exists() and not force:
            raise CannotWrite(str(path), *_EXISTS)
        for lock in lock_names(path.name):
            if path.exists() and path.with_name(lock).is_file():
                raise CannotWrite(str(path), *_open_elsewhere(printable_text(lock)))


def _open_elsewhere(lock: str) -> tuple[str, str]:
    """A file that somebody has open would be replaced under their eyes, or saved over the new one."""
    return (
        f"quelqu’un l’a ouvert ({lock}) : fermez-le, ou écrivez sous un autre nom ; si personne ne l’a ouvert, "
        f"supprimez {lock}",
        f"somebody has it open ({lock}): close it, or write under another name; if nobody has, delete {lock}",
    )


@contextlib.contextmanager
def _system_faults(path: Path) -> Iterator[None]:
    """A fault of the system, as the one error that this room raises."""
    try:
        yield
    except OSError as fault:
        why = fault.strerror or fault
        raise CannotWrite(str(path), f"l’écriture est impossible ({why})", f"it cannot be written ({why})") from None


def _same(one: Path, other: Path) -> bool:
    """One file under two names: by link, by case, by another path."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return os.path.normcase(one.resolve()) == os.path.normcase(other.resolve())


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _name(temporary: Path, path: Path) -> None:
    """Gives a file its name, if no file has taken it meanwhile: of two that write it at once, one does."""
    try:
        if os.name == "nt":
            temporary.rename(path)  # which Windows refuses over another file
        else:
            path.hardlink_to(temporary)
    except FileExistsError:
        raise CannotWrite(str(path), *_EXISTS) from None
    except OSError:  # a disk without links
        with _system_faults(path):
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                raise CannotWrite(str(path), *_EXISTS) from None
        _rename(temporary, path)


_EXISTS = "il existe déjà (--force pour le remplacer)", "it exists already (--force to replace it)"


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as fault:
        kept = _free_name(path)
        with _system_faults(path):
            temporary.replace(kept)
        raise CannotWrite(
            str(path),
            f"il est sans doute ouvert dans un autre programme ({fault.strerror}) ; le nouveau est ici : {kept}",
            f"it is probably open in another program ({fault.strerror}); the new one is here: {kept}",
        ) from None


def _free_name(path: Path) -> Path:
    """A name beside the file's own that no file has."""
    names = (path.with_name(f"{path.stem} (nouveau{number}){path.suffix}") for number in _numbers())
    return next(name for name in names if not os.path.lexists(name))


def _numbers() -> Iterator[str]:
    return itertools.chain([""], (f" {number}" for number in itertools.count(2)))


def sweep(folder: Path) -> None:
    """Removes the temporary files that a killed run left in a folder: ours, and too old to be being written."""
    for stale in folder.glob(f"{_MARK}*"):
        with contextlib.suppress(OSError):
            if _OURS.fullmatch(stale.name) and stale.is_file() and time.time() - stale.stat().st_mtime > STALE:
                stale.unlink()
