"""Dask reads what this process reads, whatever becomes of a worker; without it, the way out is said."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pacxl
from pacxl.cli.app import app
from pacxl.sources.executors import dask_executor
from tests.sources.same import assert_same


def test_without_dask_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(pacxl.SettingsError, match="pacxl\\[dask\\]"), dask_executor("tcp://127.0.0.1:1"):
        pass


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    options: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options, silence_logs=50) as running:
        yield running


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_is_killed_changes_no_total(cluster: Any, returned: Path, tmp_path: Path) -> None:
    for turn in range(4):
        shutil.copytree(returned, tmp_path / str(turn))
    (alone,) = {worker.process.pid for worker in list(cluster.workers.values())[:1]}

    def kill(done: int, _: int) -> None:
        if done == 2:
            os.kill(alone, signal.SIGKILL)

    with dask_executor(cluster.scheduler_address) as executor:
        there = pacxl.read_all([tmp_path], executor=executor, progress=kill)
    assert_same(there, pacxl.read_all([tmp_path]))


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_tables_are_the_same_to_the_byte(cluster: Any, returned: Path, tmp_path: Path) -> None:
    there = ["read", str(returned), "--format", "parquet", "--dask", cluster.scheduler_address]
    for folder, words in (("there", there), ("here", there[:-2])):
        with pytest.raises(SystemExit):
            app([*words, "-o", str(tmp_path / folder)])
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / each).iterdir()} for each in ("there", "here")
    )
    assert one == other
    assert "actions.parquet" in one


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("pacxl.sources.executors._PATIENCE", 0.2)
    with pytest.raises(pacxl.SettingsError, match="ne répond pas"), dask_executor("tcp://127.0.0.1:9"):
        pass
