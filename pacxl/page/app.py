"""The page: which address answers what. Nothing is computed here: the pages show what the commands give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from pacxl.findings.entry import Lang
from pacxl.guard.limits import MB
from pacxl.page.collect import (
    COLLECT,
    GIVE_BACK,
    UNDERSTAND,
    change_collected_files,
    collect_expected_people,
    collect_files,
    collect_page,
    collect_progress,
    give_back_file,
    give_back_page,
    understand_page,
)
from pacxl.page.consolidate import (
    CONSOLIDATE,
    choose_consolidated,
    consolidate_page,
    consolidated_ecarts_file,
    consolidated_tables_file,
)
from pacxl.page.folders import new_folder
from pacxl.page.gate import Gate, Keys
from pacxl.page.prepare import prepare_file, prepare_page, prepared_settings_file
from pacxl.page.render import HERE, render_page
from pacxl.page.work import Work

MOST_BYTES = 1_000 * MB  # of one request: files beyond are dropped in several goes


@dataclass
class Works:
    """The works of the browsers that are in, a folder each, in the folder of the run."""

    folder: Path = field(default_factory=new_folder)
    lang: Lang = "fr"
    known: dict[str, Work] = field(default_factory=dict)

    def of_session(self, session: str) -> Work:
        """The work of a browser."""
        if session not in self.known:
            folder = self.folder / f"{len(self.known) + 1}"
            folder.mkdir()
            self.known[session] = Work(folder, self.lang)
        return self.known[session]

    def stop(self) -> None:
        """Stops what is being read."""
        for work in self.known.values():
            work.stop()


class _WithWork:
    """Gives each request the work of its browser; a question about the language is answered first."""

    def __init__(self, app: ASGIApp, works: Works) -> None:
        self._app, self._works = app, works

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            work = self._works.of_session(scope["session"])
            asked = Request(scope).query_params.get("lang")
            if asked in ("fr", "en"):
                work.lang = "en" if asked == "en" else "fr"
            scope["state"] = {**scope.get("state", {}), "work": work}
        await self._app(scope, receive, send)


def make_page(
    port: int, keys: Keys, works: Works, quit_page: Callable[[], None], seen: Callable[[], None] = lambda: None
) -> Gate:
    """The page as an ASGI application. `quit_page` is called when somebody leaves, `seen` at each request."""

    async def home(request: Request) -> Response:
        return render_page(request, "accueil")

    async def leave(request: Request) -> Response:
        answer = render_page(request, "au_revoir")
        quit_page()
        return answer

    async def missing(request: Request, fault: Exception) -> Response:
        return render_page(request, "absente", 404)

    async def broken(request: Request, fault: Exception) -> Response:
        return PlainTextResponse("pacxl s’est trompé : revenez à la page précédente.", 500)

    def away(request: Request) -> Response:
        return RedirectResponse("/", 303)

    routes = [
        Route("/", home),
        Route("/preparer", prepare_page),
        Route("/preparer", prepare_file, methods=["POST"]),
        Route("/reglages/{template}.xlsx", prepared_settings_file),
        Route(COLLECT, collect_page),
        Route(COLLECT, collect_files, methods=["POST"]),
        Route(f"{COLLECT}/fichiers", change_collected_files, methods=["POST"]),
        Route(f"{COLLECT}/attendus", collect_expected_people, methods=["POST"]),
        Route(f"{COLLECT}/avancement", collect_progress),
        Route(UNDERSTAND, understand_page),
        Route(GIVE_BACK, give_back_page),
        Route(f"{GIVE_BACK}/a-renvoyer.zip", give_back_file),
        Route(CONSOLIDATE, consolidate_page),
        Route(CONSOLIDATE, choose_consolidated, methods=["POST"]),
        Route(f"{CONSOLIDATE}/ecarts.{{ending:str}}", consolidated_ecarts_file),
        Route(f"{CONSOLIDATE}/tables-{{kind}}.zip", consolidated_tables_file),
        Route("/quitter", leave, methods=["POST"]),
        Route("/quitter", away),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    middleware = [
        Middleware(RequestBodyLimitMiddleware, max_body_size=MOST_BYTES),
        Middleware(_WithWork, works=works),
    ]
    app = Starlette(routes=routes, middleware=middleware, exception_handlers={404: missing, 500: broken})
    return Gate(app, port, keys, seen)
