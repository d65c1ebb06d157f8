"""The page as it is started: its address first, its folder gone at the end, and after a crash at the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from pacxl.page import serving

unix = pytest.mark.skipif(os.name == "nt", reason="signals are Unix things")
HANG = 120  # seconds: nothing takes so long, however busy the machine


@contextmanager
def started(temporary: Path) -> Iterator[tuple[subprocess.Popen[str], str, OpenerDirector]]:
    """A page that runs, its address, and a browser that is in."""
    command = [sys.executable, "-m", "pacxl", "page", "--no-browser"]
    told = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=told) as run:
        assert run.stdout is not None
        entry = run.stdout.readline().strip()
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        assert browser.open(entry, timeout=HANG).status == 200
        try:
            yield run, entry.partition("/entrer")[0], browser
        finally:
            run.kill()


def folders(temporary: Path) -> list[str]:
    return [path.name for path in temporary.glob("pacxl-page-*")]


@unix
@pytest.mark.parametrize(
    "way",
    ["quit", *(pytest.param(each, marks=pytest.mark.long) for each in (signal.SIGTERM, signal.SIGINT))],
    ids=str,
)
def test_at_the_end_nothing_is_left(way: str | signal.Signals, tmp_path: Path) -> None:
    with started(tmp_path) as (run, address, browser):
        assert b"Pr\xc3\xa9parer" in browser.open(f"{address}/", timeout=HANG).read()
        assert len(folders(tmp_path)) == 1
        if isinstance(way, str):
            leaving = Request(f"{address}/quitter", data=b"", headers={"Origin": address})
            assert b"Au revoir" in browser.open(leaving, timeout=HANG).read()
        else:
            run.send_signal(way)
        assert run.wait(HANG) == 0
        assert folders(tmp_path) == []


@unix
@pytest.mark.long
def test_what_a_crash_leaves_the_next_start_removes(tmp_path: Path) -> None:
    with started(tmp_path) as (run, address, browser):
        browser.open(f"{address}/", timeout=HANG)
        run.kill()
        run.wait(HANG)
    left = folders(tmp_path)
    assert len(left) == 1
    with started(tmp_path):
        now = folders(tmp_path)
        assert len(now) == 1
        assert now != left


def test_it_ends_when_nobody_looks_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(serving, "UNSEEN", 0.2)
    begun = time.monotonic()
    serving.serve_page(browser=False, tell=told.append)
    assert time.monotonic() - begun < HANG
    assert told[0].startswith("http://127.0.0.1:")


def test_the_browser_is_sent_to_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    opened: list[str] = []
    open_in_browser: Callable[[str], None] = opened.append
    monkeypatch.setattr(serving, "UNSEEN", 0.2)
    monkeypatch.setattr("webbrowser.open", open_in_browser)
    serving.serve_page(tell=told.append)
    assert opened == told


@pytest.mark.long
def test_an_application_without_a_terminal_opens_the_page(tmp_path: Path) -> None:
    """As one that is double-clicked on Windows: it has no standard output at all."""
    code = f"""
        import sys, threading, urllib.request, webbrowser
        from pacxl.page import serving
        def visit(address):
            told = urllib.request.urlopen(address).status
            open({str(tmp_path / "said")!r}, "w").write(str(told))
            serving.UNSEEN = 0.0
        webbrowser.open = visit
        serving.UNSEEN = 10.0
        sys.stdout = sys.stderr = None
        sys.argv = ["pacxl", "page"]
        from pacxl.cli.app import main
        main()
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, timeout=HANG)
    assert (tmp_path / "said").read_text(encoding="utf-8") == "200"
