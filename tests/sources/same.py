"""What two readings have in common: all that can be asked of their contents."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

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
        _assert_same_frame(mine.libre, theirs.libre)
        assert mine.frames.keys() == theirs.frames.keys()
        for key in mine.frames:
            _assert_same_frame(mine.frames[key], theirs.frames[key])


def _assert_same_frame(mine: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """What pandas has for this tells where frames differ, and takes long: it is asked if they do."""
    axes = ((mine.index, theirs.index), (mine.columns, theirs.columns))
    if not (all(one.identical(other) for one, other in axes) and mine.equals(theirs)):
        pd.testing.assert_frame_equal(mine, theirs)
