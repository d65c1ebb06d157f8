"""The page as it runs: on this machine alone, until somebody leaves it or nobody looks any more."""

from __future__ import annotations

import asyncio
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from time import monotonic

import uvicorn

from pacxl.findings.entry import Lang
from pacxl.page.folders import remove_folder, sweep_folders
from pacxl.page.gate import ENTRY, Keys

UNSEEN = 3600.0  # seconds without anybody looking, after which it ends
_GOODBYE = 0.5  # seconds for the last page to reach the browser


def serve_page(
    *, port: int = 0, browser: bool = True, lang: Lang = "fr", tell: Callable[[str], None] = print
) -> None:
    """Serves the page on a free port (or that one) of this machine until it is left; tells its address, which lets
    one browser in, and opens it there. Ctrl-C ends it too. Raises OSError if the port is taken."""
    sweep_folders()
    asyncio.run(_serve(port, browser, lang, tell))


async def _serve(port: int, browser: bool, lang: Lang, tell: Callable[[str], None]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        port = int(listening.getsockname()[1])
        listening.listen()  # a browser that is quick waits, while the rest is loaded
        keys, seen = Keys(), [monotonic()]
        address = f"http://127.0.0.1:{port}{ENTRY}?cle={keys.new_key()}"
        tell(address)
        if browser:
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)
        pages = import_module("pacxl.page.app")  # what it computes with takes longer to load than the address to tell
        works = pages.Works(lang=lang)
        app = pages.make_page(port, keys, works, lambda: _end(server), lambda: seen.__setitem__(0, monotonic()))
        # No log of uvicorn's: it asks for a terminal, and an application that is double-clicked has none.
        config = uvicorn.Config(app, log_config=None, server_header=False, date_header=False, lifespan="off")
        server: uvicorn.Server = _Server(config)
        watching = asyncio.create_task(_watch(server, seen))
        try:
            with _ended_by_signals(server):
                await server.serve(sockets=[listening])
        finally:
            watching.cancel()
            works.stop()
            remove_folder(works.folder)


class _Server(uvicorn.Server):
    """A server that leaves signals to us: uvicorn lets them end the process before its folder is removed."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def _ended_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """Ctrl-C, or a system that ends its programs, ends the server as leaving the page does."""

    def end(number: int, frame: object) -> None:
        server.should_exit = True

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


async def _watch(server: uvicorn.Server, seen: list[float]) -> None:
    """Ends the server once nobody has looked for an hour."""
    with suppress(asyncio.CancelledError):
        while monotonic() - seen[0] < UNSEEN:
            await asyncio.sleep(min(60.0, UNSEEN / 10))
        server.should_exit = True


def _end(server: uvicorn.Server) -> None:
    """Ends the server, once its last page has left."""

    def exit_now() -> None:
        server.should_exit = True

    asyncio.get_running_loop().call_later(_GOODBYE, exit_now)
