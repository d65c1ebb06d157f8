"""Who may ask the page for something: the browser that came in by the address that was printed, from this machine.

A page of elsewhere must not: not by a name that leads here (the host is checked), not by a form of its own (where a
request comes from is checked), not without the cookie, which one address gives once.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

ENTRY = "/entrer"
_SAFE = ("GET", "HEAD")
_HEADERS = (
    (b"content-security-policy", b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),  # with none at all, a form of the page's own would not say where it is from
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
_GOING_IN = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>pacxl</title><link rel="icon" href="/static/icon.svg"></head>
<body><p><a href="/">Entrer dans pacxl</a></p></body></html>
"""
_REFUSED = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>pacxl</title></head>
<body><h1>Cette adresse ne s’ouvre pas</h1>
<p>{why}</p>
<p lang="en">This address does not open: start pacxl again, and use the new address that it gives.</p></body></html>
"""


class Keys:
    """The addresses that let a browser in, each once, and the browsers that are in."""

    def __init__(self) -> None:
        self._waiting: set[str] = set()
        self._inside: set[str] = set()

    def new_key(self) -> str:
        """A key for one browser."""
        key = secrets.token_urlsafe(32)
        self._waiting.add(key)
        return key

    def let_in(self, key: str) -> str:
        """The session of the browser that brings a key, which lets no other in; "" for a key that is none."""
        known = [each for each in self._waiting if hmac.compare_digest(each.encode(), key.encode())]
        if not known:
            return ""
        self._waiting.remove(known[0])
        session = secrets.token_urlsafe(32)
        self._inside.add(session)
        return session

    def knows(self, session: str) -> bool:
        """Whether a browser is in."""
        return session in self._inside


class Gate:
    """Lets through to the page what comes from a browser that is in, and adds to each answer what keeps it safe."""

    def __init__(self, app: ASGIApp, port: int, keys: Keys, seen: Callable[[], None] = lambda: None) -> None:
        self._app, self._keys, self._seen = app, keys, seen
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._cookie = f"pacxl_{port}"  # a cookie does not know of ports: two pages at once have one each

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request itself, or hands it on with the session that it belongs to."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in _HEADERS}
                message["headers"] = [each for each in message.get("headers", ()) if each[0] not in names]
                message["headers"] += _HEADERS
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        answer = self._refusal(scope, headers)
        if answer is None and scope["path"] == ENTRY and scope["method"] in _SAFE:
            answer = self._going_in(scope)
        if answer is None:
            session = self._session(headers)
            if self._keys.knows(session):
                self._seen()
                await self._app({**scope, "session": session}, receive, send_safely)
                return
            answer = _refused(403, "Elle ne sert qu’une fois : relancez pacxl, et prenez l’adresse qu’il donne.")
        await answer(scope, receive, send_safely)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> HTMLResponse | None:
        """What is said to a request that comes from elsewhere; None if it may come from the page."""
        host = headers.get("host", "")
        if host not in self._hosts:
            return _refused(421, "pacxl ne répond qu’à ce poste, sous le nom 127.0.0.1.")
        if scope["method"] in _SAFE:
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        ours = site == "same-origin" if site is not None else origin == f"http://{host}"
        return None if ours else _refused(403, "La demande vient d’une autre page que celle de pacxl.")

    def _going_in(self, scope: Scope) -> HTMLResponse:
        """The cookie for a key, on the way to an address without it: not by a redirection, on which a browser that
        comes from another site would not send the cookie."""
        key = parse_qs(scope["query_string"].decode("latin-1")).get("cle", [""])[0]
        session = self._keys.let_in(key)
        if not session:
            return _refused(403, "Elle a déjà servi : relancez pacxl, et prenez la nouvelle adresse.")
        answer = HTMLResponse(_GOING_IN, headers={"refresh": "0; url=/"})
        answer.set_cookie(self._cookie, session, httponly=True, samesite="strict", path="/")
        return answer

    def _session(self, headers: dict[str, str]) -> str:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return ""
        return cookie.value if cookie else ""


def _refused(status: int, why: str) -> HTMLResponse:
    return HTMLResponse(_REFUSED.format(why=why), status)
