"""What the tests themselves rely on: the marks of the judges, and files that are made once a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import judges


def test_without_its_mark_a_test_may_not_ask_an_outside_program() -> None:
    """So that `make quick`, which leaves the marked ones out, needs none."""
    with pytest.raises(pytest.fail.Exception, match="not marked"):
        judges.need("LibreOffice", True)


@pytest.mark.judge
def test_with_its_mark_it_may() -> None:
    judges.need("LibreOffice", True)


def test_a_file_is_made_once_and_a_maker_that_failed_leaves_the_next_to_make_it(
    once: Callable[[str, Callable[[Path], object]], Path], request: pytest.FixtureRequest
) -> None:
    name = f"{request.node.name}.txt"

    def fail(path: Path) -> None:
        path.write_text("un bout", encoding="utf-8")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(name, fail)
    made = once(name, lambda path: path.write_text("entier", encoding="utf-8"))
    assert once(name, fail) == made
    assert made.read_text(encoding="utf-8") == "entier"
