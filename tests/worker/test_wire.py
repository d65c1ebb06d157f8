"""What passes between pacxl and the process that reads files: what files hold, faults, and nothing that could act."""

from __future__ import annotations

import datetime as dt
import io
import os
import pickle
from pathlib import Path
from typing import Any

import pytest

import pacxl.errors
from pacxl.errors import PacxlError
from pacxl.excel import NoValue
from pacxl.formats.opened import Area, Extras, Note, Opened, OpenTable
from pacxl.worker.wire import Broken, load_from_wire, receive, send

HELD = Opened(
    {"Feuil1": [["a", 1.5, True, dt.date(2026, 4, 12), dt.datetime(2026, 4, 12, 8), NoValue("#REF!"), ""]]},
    {"T": OpenTable("T", "Feuil1", 0, 0, 1, 4)},
    {"Feuil1": Extras(merged=(Area(0, 0, 1, 1),), notes=(Note(0, 0, "vu", "Zoé"),))},
)


def test_what_a_file_holds_passes() -> None:
    assert load_from_wire(pickle.dumps(HELD)) == HELD


FAULTS = [fault for fault in vars(pacxl.errors).values() if isinstance(fault, type) and issubclass(fault, PacxlError)]


@pytest.mark.parametrize("kind", FAULTS, ids=lambda kind: str(kind.__name__))
def test_a_fault_passes(kind: type[PacxlError]) -> None:
    wire = io.BytesIO()
    send(wire, kind("a.xlsx", "trop grand", "too large"))
    wire.seek(0)
    back = receive(wire)
    assert type(back) is kind
    assert (back.path, back.detail, back.detail_en) == ("a.xlsx", "trop grand", "too large")
    assert str(back) == str(kind("a.xlsx", "trop grand", "too large"))


class Harmful:
    """What runs a command when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("echo harm",)


REFUSED: dict[str, object] = {
    "a command": Harmful(),
    "a function of the language": eval,
    "a function of ours": load_from_wire,
    "a module's function": os.getcwd,
    "a class that is not known": Path("a.xlsx"),
    "a command in a list": [1, Harmful()],
}


@pytest.mark.parametrize("message", REFUSED.values(), ids=REFUSED)
def test_nothing_else_passes(message: object, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Broken):
        load_from_wire(pickle.dumps(message))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"", b"\x80", b"cos\nsystem\n(S'echo harm'\ntR.", b"garbage"])
def test_nor_does_what_is_no_message(content: bytes) -> None:
    with pytest.raises(Broken):
        load_from_wire(content)
