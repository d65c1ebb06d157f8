"""What two readings have in common: all that can be asked of their contents."""

from __future__ import annotations

from collections.abc import Sequence

import pacxl


def assert_same(one: Sequence[pacxl.Contents], other: Sequence[pacxl.Contents]) -> None:
    """The same files, frames, findings and counts of cells, in the same order."""
    assert [plan.file for plan in one] == [plan.file for plan in other]
    for mine, theirs in zip(one, other, strict=True):
        assert mine.identity == theirs.identity
        assert mine.found == theirs.found
        assert (mine.cells, mine.columns, mine.saved) == (theirs.cells, theirs.columns, theirs.saved)
        assert [*mine.numbers] == [*theirs.numbers]
        assert (mine.today, mine.header_matches) == (theirs.today, theirs.header_matches)
        assert mine.libre.equals(theirs.libre)
        assert mine.frames.keys() == theirs.frames.keys()
        assert [key for key in mine.frames if not mine.frames[key].equals(theirs.frames[key])] == []
