"""A page of the test's own, with a browser that is in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pacxl.page.app import Works, make_page
from pacxl.page.gate import ENTRY, Gate, Keys

PORT = 8_321
HERE = f"http://127.0.0.1:{PORT}"


class Page:
    """A page that is served, without a network."""

    def __init__(self, folder: Path) -> None:
        self.keys, self.works, self.left = Keys(), Works(folder), 0
        self.app: Gate = make_page(PORT, self.keys, self.works, self._leave)

    def _leave(self) -> None:
        self.left += 1

    def stranger(self, **headers: str) -> TestClient:
        """A browser that is not in, or another program."""
        return TestClient(self.app, base_url=HERE, headers=headers, follow_redirects=True)

    def browser(self) -> TestClient:
        """A browser that has come in; what it sends comes from the page."""
        client = self.stranger(origin=HERE)
        assert client.get(ENTRY, params={"cle": self.keys.new_key()}).status_code == 200
        return client


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    served = Page(tmp_path)
    yield served
    served.works.stop()


@pytest.fixture
def browser(page: Page) -> TestClient:
    return page.browser()
