"""Who may ask the page for something: a browser of this machine that came in by its address, and nobody else."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from pacxl.page.app import MOST_BYTES
from pacxl.page.gate import ENTRY
from tests.page.conftest import HERE, PORT, Page

PAGES = ("/", "/preparer", "/recueillir", "/comprendre", "/renvoyer", "/consolider")


def test_an_address_lets_one_browser_in_once(page: Page) -> None:
    key = page.keys.new_key()
    first, second = page.stranger(), page.stranger()
    assert first.get(ENTRY, params={"cle": key}).status_code == 200
    assert first.get("/").status_code == 200
    assert second.get(ENTRY, params={"cle": key}).status_code == 403
    assert second.get("/").status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(page: Page) -> None:
    answer = page.stranger().get(ENTRY, params={"cle": page.keys.new_key()})
    assert f"pacxl_{PORT}=" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert answer.headers["refresh"] == "0; url=/"  # to an address without the key


@pytest.mark.parametrize("path", PAGES)
def test_without_the_cookie_nothing_is_shown(page: Page, path: str) -> None:
    answer = page.stranger().get(path)
    assert answer.status_code == 403
    assert "relancez pacxl" in answer.text


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_leads_here_is_not_this_machine(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": HERE},
        {"sec-fetch-site": "same-site", "origin": HERE},
        {"sec-fetch-site": "none", "origin": HERE},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"http://127.0.0.1:{PORT + 1}"},
        {"origin": ""},
    ],
    ids=str,
)
def test_a_form_of_another_page_changes_nothing(page: Page, browser: TestClient, headers: dict[str, str]) -> None:
    assert browser.post("/quitter", headers=headers).status_code == 403
    assert page.left == 0


def test_a_form_of_the_page_is_taken(page: Page, browser: TestClient) -> None:
    assert browser.post("/quitter", headers={"sec-fetch-site": "same-origin"}).status_code == 200
    assert page.left == 1


@pytest.mark.parametrize("path", [*PAGES, "/static/page.css", "/nulle-part"])
def test_every_answer_says_what_a_browser_may_do_with_it(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nothing_of_the_network_and_holds_no_script_of_its_own(browser: TestClient, path: str) -> None:
    text = browser.get(path).text
    assert "http://" not in text
    assert "https://" not in text
    assert "<script>" not in text
    assert " style=" not in text
    assert " onclick=" not in text


def test_too_large_a_body_is_refused_before_it_is_read(browser: TestClient) -> None:
    answer = browser.post("/recueillir", content=b"", headers={"content-length": str(MOST_BYTES + 1)})
    assert answer.status_code == 413


def test_two_browsers_do_not_see_each_other(page: Page) -> None:
    one, other = page.browser(), page.browser()
    one.post("/recueillir", files=[("files", ("à moi.txt", b"rien", "text/plain"))])
    assert "à moi.txt" in one.get("/recueillir").text
    assert "à moi.txt" not in other.get("/recueillir").text
