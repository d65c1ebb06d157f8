"""What was read is found again, by the bytes of its file; what is damaged, or of another reader, is read again."""

from __future__ import annotations

import os
import pickle
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.errors import CannotWrite
from pacxl.guard.limits import USUAL, Limits
from pacxl.reading.located_file import look_at_file
from pacxl.sources import cache as room
from pacxl.sources import open_all
from pacxl.sources.cache import Cache, size_of_cache
from tests.sources.same import assert_same


@pytest.fixture
def kept(returned: Path, tmp_path: Path) -> Path:
    """A cache where the three plans are; what cannot be read is not kept."""
    pacxl.read_all([returned], cache=tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from here on."""
    read = list[str]()

    def listen(name: str) -> None:
        true = getattr(open_all, name)

        def told(paths: Any, *rest: object, **more: object) -> object:
            read.extend(path.name for path in (paths if isinstance(paths, list) else [paths]))
            return true(paths, *rest, **more)

        monkeypatch.setattr(open_all, name, told)

    listen("open_all_in_pool")
    listen("open_in_pool")
    return read


@pytest.mark.long
def test_what_is_found_is_what_was_read(returned: Path, kept: Path, read_again: list[str]) -> None:
    again = pacxl.read_all([returned], cache=kept)
    assert read_again == ["PAC_Léa.xlsx"]
    assert_same(again, pacxl.read_all([returned]))


def test_only_what_changed_is_read(returned: Path, kept: Path, read_again: list[str], tmp_path: Path) -> None:
    shutil.copytree(returned, tmp_path / "ailleurs")  # the same files in another place
    (tmp_path / "ailleurs/PAC_Paul.xlsx").write_bytes((returned / "PAC_Léa.xlsx").read_bytes())
    (tmp_path / "ailleurs/PAC_Léa.xlsx").write_bytes((returned / "PAC_Paul.xlsx").read_bytes())
    plans = pacxl.read_all([tmp_path / "ailleurs"], cache=kept)
    assert read_again == ["PAC_Léa.xlsx", "PAC_Paul.xlsx"]
    assert [plan.file for plan in plans if plan.unreadable] == ["PAC_Paul.xlsx"]


def test_under_other_limits_all_is_read(returned: Path, kept: Path, read_again: list[str]) -> None:
    pacxl.read_all([returned], cache=kept, limits=Limits(sheets=499))
    assert len(read_again) == 4


def test_after_an_update_all_is_read(
    returned: Path, kept: Path, read_again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_reader", lambda: "another")
    pacxl.read_all([returned], cache=kept)
    assert len(read_again) == 4


def hostile() -> bytes:
    """A pickle that would run a command."""

    class Run:
        def __reduce__(self) -> tuple[object, ...]:
            return os.system, ("echo perdu > perdu",)

    return pickle.dumps(Run())


@pytest.mark.long
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[:-7], id="cut short"),
        pytest.param(lambda content: b"", id="blank"),
        pytest.param(lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:], id="one bit"),
        pytest.param(lambda content: signed(zlib.compress(b"\x80\x05.")), id="no message"),
        pytest.param(lambda content: signed(zlib.compress(pickle.dumps(USUAL))), id="another message"),
        pytest.param(lambda content: signed(zlib.compress(hostile())), id="one that runs a command"),
        pytest.param(lambda content: signed(zlib.compress(bytes(10**8))[:-9]), id="much of nothing"),
    ],
)
def test_a_damaged_entry_is_read_again_and_mended(
    damage: object, returned: Path, kept: Path, read_again: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    entry = Cache(kept, USUAL).entry(returned / "PAC_Paul.xlsx", "PAC_Paul.xlsx")
    assert entry is not None
    entry.write_bytes(damage(entry.read_bytes()))  # type: ignore[operator]
    (plan,) = pacxl.read_all([returned / "PAC_Paul.xlsx"], cache=kept)
    assert (plan.identity.person, read_again) == ("Paul", ["PAC_Paul.xlsx"])
    assert Cache(kept, USUAL).load(entry) is not None
    assert not (tmp_path / "perdu").exists()


def signed(deflated: bytes) -> bytes:
    return room._digest(deflated) + deflated


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    returned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(returned / "PAC_Paul.xlsx", tmp_path / "PAC.xlsx"))
    opened = look_at_file

    def changed(*args: Any) -> Any:
        shutil.copy(returned / "PAC_Zoé.xlsx", path)
        return opened(*args)

    monkeypatch.setattr("pacxl.reading.read.look_at_file", changed)
    assert pacxl.read_all([path], cache=tmp_path / "cache")[0].identity.person == "Paul"
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_size_of_what_is_kept_is_told(kept: Path) -> None:
    assert size_of_cache(kept) == sum(each.stat().st_size for each in kept.iterdir()) > 0
    assert len(list(kept.iterdir())) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_it_is_its_owners_alone(kept: Path) -> None:
    assert {each.stat().st_mode & 0o077 for each in (kept, *kept.iterdir())} == {0}


def test_where_it_cannot_be_is_said(returned: Path) -> None:
    with pytest.raises(CannotWrite):
        pacxl.read_all([returned], cache=returned / "PAC_Paul.xlsx")
