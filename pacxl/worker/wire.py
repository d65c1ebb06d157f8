"""What passes between this process and the one that reads files: messages, and only of classes known beforehand."""

from __future__ import annotations

import datetime
import io
import pickle
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, ClassVar

from pacxl import errors
from pacxl.errors import PacxlError
from pacxl.excel import NoValue
from pacxl.formats.opened import (
    Area,
    Around,
    Drawing,
    Extras,
    Link,
    Note,
    Opened,
    OpenTable,
    Picture,
    SparseGrid,
    StruckText,
)
from pacxl.guard.limits import Limits

_LENGTH = struct.Struct("<Q")
_CLASSES = (
    *(datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone),
    *(Area, Around, Drawing, Extras, Link, Note, Opened, OpenTable, Picture, SparseGrid, StruckText, NoValue, Limits),
    *(each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, PacxlError)),
)
_KNOWN = {(each.__module__, each.__name__): each for each in _CLASSES}


class Broken(Exception):
    """The other side is gone, or what it said is no message."""


def send(to: BinaryIO, message: object) -> None:
    """Writes a message on the wire, whole."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {}  # each class in its own way, whatever other libraries of this process ask of pickle
    pickler.dump(message)
    content = written.getvalue()
    try:
        to.write(_LENGTH.pack(len(content)))
        to.write(content)
        to.flush()
    except (OSError, ValueError):
        raise Broken from None


def receive(source: BinaryIO) -> Any:
    """The next message on the wire."""
    try:
        (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
        content = _exactly(source, length)
    except (OSError, ValueError, MemoryError):
        raise Broken from None
    return load_from_wire(content)


def _exactly(source: BinaryIO, length: int) -> bytes:
    content = source.read(length)
    if len(content) < length:
        raise Broken
    return content


def load_from_wire(content: bytes) -> Any:
    """A message from its bytes. A class that is not known raises Broken: nothing else is ever imported or called."""
    try:
        return KnownClasses(io.BytesIO(content)).load()
    except Broken:
        raise
    except Exception:  # whatever a wrong pickle raises
        raise Broken from None


class KnownClasses(pickle.Unpickler):
    """A pickle of known classes alone: those that pass on the wire, and `more`."""

    more: ClassVar[Mapping[tuple[str, str], type]] = {}

    def find_class(self, module: str, name: str) -> type:
        try:
            return self.more.get((module, name)) or _KNOWN[module, name]
        except KeyError:
            raise Broken from None
