"""How the commands are told who reads, and where what is read is kept."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pacxl.cli.app import app


def run(*words: str | Path) -> tuple[int, str, str]:
    """A command's status, what it prints and what it says besides, its no-break spaces as others."""
    done = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
    return done.exit_code, done.stdout, re.sub("[\u00a0\u202f]", " ", done.stderr)


def test_a_cache_says_what_it_takes_and_changes_nothing_else(returned: Path, tmp_path: Path) -> None:
    alone = run("check", returned, "--json")
    first, again = (run("check", returned, "--json", "--cache", tmp_path / "cache") for _ in range(2))
    assert first[:2] == again[:2] == alone[:2]
    assert json.loads(alone[1])["files"] == 4
    assert re.search(r"Cache : \S+cache \(0,\d Mo\)", again[2])
    assert len(list((tmp_path / "cache").iterdir())) == 3


@pytest.mark.long
def test_so_many_jobs_give_the_same(returned: Path) -> None:
    assert run("check", returned, "--jobs", "1") == run("check", returned, "--jobs", "3")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--jobs", "0"], "--jobs : il faut un nombre entier"),
        (["--jobs", "deux"], "--jobs : il faut un nombre entier"),
    ],
)
def test_no_number_of_jobs_is_refused(words: list[str], said: str, returned: Path) -> None:
    status, _, told = run("check", returned, *words)
    assert (status, said in told) == (2, True)


def test_without_dask_one_line_says_what_to_install(returned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    status, _, told = run("check", returned, "--dask", "tcp://127.0.0.1:1")
    assert (status, told.count("\n")) == (2, 1)
    assert "pip install 'pacxl[dask]'" in told


def test_a_cache_where_there_is_a_file_is_one_line(returned: Path) -> None:
    status, _, told = run("check", returned, "--cache", returned / "PAC_Ada.xlsx")
    assert (status, told.count("\n")) == (2, 1)
    assert "le cache ne peut pas y être" in told
