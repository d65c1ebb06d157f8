"""What stands behind an address is read as a file is; what cannot be had is told, with the way out."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import fsspec
import pytest
from moto.server import ThreadedMotoServer

import pacxl
from pacxl.sources.urls import url_of
from tests.sources.same import assert_same


@pytest.fixture(scope="module")
def bucket(returned: Path) -> Iterator[str]:
    """The same files behind an address, one of them deeper."""
    memory = fsspec.filesystem("memory")
    for path in returned.iterdir():
        memory.pipe(f"/panier/retours/{'sud/' if path.stem == 'PAC_Zoé' else ''}{path.name}", path.read_bytes())
    yield "memory://panier/retours"
    memory.rm("/panier", recursive=True)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("s3://panier/retours", "s3://panier/retours"),
        (Path("s3://panier/retours/*.xlsx"), "s3://panier/retours/*.xlsx"),
        ("abfs://panier@compte/PAC.xlsx", "abfs://panier@compte/PAC.xlsx"),
        ("C:/retours", None),
        ("retours/PAC.xlsx", None),
        ("/retours", None),
    ],
)
def test_what_is_an_address(path: str | Path, address: str | None) -> None:
    assert url_of(path) == address


def test_a_folder_of_that_name_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s3:" / "retours").mkdir(parents=True)
    assert url_of("s3:/retours") is None


def test_a_folder_is_read_as_here(bucket: str, returned: Path) -> None:
    there, here = pacxl.read_all([bucket]), pacxl.read_all([returned])
    assert [plan.file for plan in there] == ["PAC_Ada.xlsx", "PAC_Léa.xlsx", "PAC_Paul.xlsx", "PAC_Zoé.xlsx"]
    assert_same(there, here)


def test_what_is_no_workbook_is_told_by_its_name(bucket: str) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/autre/photo.jpg", b"\xff\xd8" * 1000)
    memory.pipe("/autre/PAC_Paul.xlsx", memory.cat("/panier/retours/PAC_Paul.xlsx"))
    (plan,) = pacxl.read_all(["memory://autre"])
    assert [each.about["names"] for each in plan.found if each.code == "files-no-workbooks"] == ["photo.jpg"]


def test_a_pattern_and_a_file_are_read(bucket: str) -> None:
    assert [plan.file for plan in pacxl.read_all([f"{bucket}/*Paul*"])] == ["PAC_Paul.xlsx"]
    assert pacxl.read(f"{bucket}/sud/PAC_Zoé.xlsx").identity.person == "Zoé"


def test_workers_elsewhere_are_sent_it(bucket: str, returned: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        there = pacxl.read_all([bucket], executor=executor)
    assert_same(there, pacxl.read_all([returned]))


def test_nothing_leads_to_a_copy_and_none_is_left(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    plan = pacxl.read(f"{bucket}/PAC_Paul.xlsx")
    assert [origin.path for origin in plan.origins.values()] == [""]
    assert list(tmp_path.iterdir()) == []


def test_when_it_was_written_there_is_known(bucket: str) -> None:
    written = fsspec.filesystem("memory").modified("/panier/retours/PAC_Paul.xlsx")
    known = pacxl.read(f"{bucket}/PAC_Paul.xlsx").file_date
    assert known is not None
    assert abs(known - written) < dt.timedelta(seconds=1)


def test_a_file_that_is_too_large_is_not_brought_whole(bucket: str, tmp_path: Path) -> None:
    fsspec.filesystem("memory").pipe("/panier/gros.xlsx", bytes(3_000_000))
    with pytest.raises(pacxl.FileTooLarge):
        pacxl.read("memory://panier/gros.xlsx", limits=pacxl.Limits(file=1_000_000))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://panier/rien.xlsx", "FileNotFoundError"),
        ("memory://panier/rien/*.xlsx", "FileNotFoundError"),
        ("inconnu://panier/PAC.xlsx", "inconnu"),
    ],
)
def test_what_cannot_be_had_is_told_and_the_others_are_read(address: str, said: str, bucket: str) -> None:
    lost, paul = pacxl.read_all([address, f"{bucket}/PAC_Paul.xlsx"])
    assert [finding.code for finding in lost.found] == ["url-unreachable"]
    assert said in lost.found[0].message("fr")
    assert paul.identity.person == "Paul"
    with pytest.raises(pacxl.UrlUnreachable) as caught:
        pacxl.read(address)
    assert caught.value.path == address


def test_without_fsspec_the_way_out_is_said(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(pacxl.UrlUnreachable) as caught:
        pacxl.read(f"{bucket}/PAC_Paul.xlsx")
    assert "pip install 'pacxl[url]'" in caught.value.detail


def test_a_name_that_climbs_stays_in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Climbing:
        def isdir(self, _: str) -> bool:
            return True

        def find(self, _: str) -> list[str]:
            return ["panier/../../../dehors/PAC_Paul.xlsx"]

        def open(self, _: str, mode: str) -> Any:
            return Path(__file__).open(mode)

    home = tmp_path / "ici" / "encore"
    home.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(home))
    monkeypatch.setattr(fsspec.core, "url_to_fs", lambda url: (Climbing(), "panier"))
    pacxl.read_all(["memory://panier"])
    assert sorted(os.listdir(tmp_path)) == ["ici"]  # noqa: PTH208


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_an_s3_server_is_read_as_here(returned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is the test's own."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        for name, value in {"ACCESS_KEY_ID": "essai", "SECRET_ACCESS_KEY": "essai", "REGION": "eu-west-3"}.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:{1}".format(*server.get_host_and_port()))
        panier = fsspec.filesystem("s3")
        panier.mkdir("panier")
        panier.put(str(returned), "panier/retours", recursive=True)
        assert_same(pacxl.read_all(["s3://panier/retours"]), pacxl.read_all([returned]))
    finally:
        server.stop()
