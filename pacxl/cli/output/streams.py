"""Standard output and error as a command needs them: they replace what their encoding cannot say, and a full disk or
a reader that is gone never stops the work."""

from __future__ import annotations

import codecs
import errno
import io
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Literal, cast

from rich.console import Console
from rich.text import Text

from pacxl.errors import CannotWrite
from pacxl.typography import NARROW, WIDE

_PLAIN = {
    **dict.fromkeys("’‘‚", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—−‑", "-"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+"),
    **{"€": "EUR", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "…": "...", "×": "x", "→": "->", "›": ">", "✓": "+"},
    **{"─": "-", "━": "-", "│": "|", "┃": "|", "•": "*", "·": ".", "°": "o"},
}


def _replace(fault: UnicodeError) -> tuple[str | bytes, int]:
    """For what an encoding cannot say: the same in plain letters, else its number. The codec calls it."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    left = fault.object[fault.start : fault.end]
    said = "".join(_in(each, fault.encoding) for each in left)
    return said, fault.end


def _in(character: str, encoding: str) -> str:
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file's name that is no letter
        return f"\\x{number - 0xDC00:02x}"
    known = _PLAIN.get(character) or unicodedata.normalize("NFKD", character)
    bare = "".join(each for each in known if not unicodedata.combining(each))
    try:
        bare.encode(encoding)
    except UnicodeError:
        return "?" if character.isprintable() else f"\\u{number:04x}"
    return bare


codecs.register_error("pacxl-plain", _replace)


# Rich ends lines at any space, no-break ones too; so it lays out letters in their place, for private use, as wide.
_LETTERS = {ord(WIDE): "\uf8f0", ord(NARROW): "\uf8f1"}
_SPACES = {ord(letter): chr(space) for space, letter in _LETTERS.items()}


class Terminal(Console):
    """Standard output or error as Rich draws on it, where no line ends at a no-break space."""

    def __init__(self, stream: Literal["stdout", "stderr"], **options: Any) -> None:
        super().__init__(file=cast("IO[str]", _Drawn(stream)), highlight=False, **options)

    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(text.translate(_LETTERS), **options)


class _Drawn:
    """The stream as it is by now, its no-break spaces back in what is written to it."""

    def __init__(self, stream: str) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(sys, self._stream), name)

    def write(self, text: str) -> int:
        return int(getattr(sys, self._stream).write(text.translate(_SPACES)))


class _Patient(io.RawIOBase):
    """A stream that takes all that is written to it: what it cannot pass on is dropped, and the first reason kept."""

    def __init__(self, stream: io.RawIOBase) -> None:
        self._stream = stream
        self.fault: OSError | None = None

    def write(self, content: Any) -> int | None:
        if self.fault is None:
            try:
                return self._stream.write(content)
            except OSError as fault:
                self.fault = fault
        return len(content)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()


@contextmanager
def patient_streams() -> Iterator[None]:
    """Puts such streams in the place of standard output and error, while a command runs and until the process ends.

    A reader that has gone (`| head`) ends nothing: the command goes on to its own end, and its own exit status.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        buffer = getattr(stream, "buffer", None)
        if buffer is not None:  # none where a window has no console, or where a test listens
            raw = _Patient(getattr(buffer, "raw", buffer))
            lines = {"line_buffering": stream.line_buffering, "write_through": stream.write_through}
            told = io.TextIOWrapper(io.BufferedWriter(raw), stream.encoding, "pacxl-plain", **lines)
            stream.flush()
            setattr(sys, name, told)
    try:
        yield
    finally:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()


_GONE = (errno.EPIPE, errno.EINVAL)  # EINVAL is Windows’ word for it


def flush_output() -> None:
    """Raises CannotWrite, once, if standard output could not be written; not where its reader has only gone."""
    if sys.stdout is not None:
        sys.stdout.flush()
    stream = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if isinstance(stream, _Patient) and stream.fault is not None and stream.fault.errno not in _GONE:
        why, stream.fault = stream.fault.strerror, OSError(errno.EPIPE, "told")
        fr, en = f"l’écriture est impossible ({why})", f"it cannot be written ({why})"
        raise CannotWrite("sortie standard", fr, en)
