"""Work asked of others ahead of time, a few pieces at once, and taken back in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, wait
from itertools import islice
from typing import Any, TypeVar

Piece = TypeVar("Piece")
_BLINK = 0.2  # seconds that this thread waits at a time: Ctrl-C is heard only between two waits, on some systems


def done_in_order(
    ask: Callable[[Piece], Future[Any]], pieces: Iterable[Piece], ahead: int
) -> Generator[tuple[Piece, Future[Any]]]:
    """Each piece of work with its future, once that is done; so many are asked for `ahead` of the caller: what comes
    back before its turn is kept in memory. Those that are left are cancelled when the caller stops."""
    left = iter(pieces)
    asked = deque((piece, ask(piece)) for piece in islice(left, ahead))
    try:
        while asked:
            piece, future = asked.popleft()
            while not wait([future], _BLINK).done:
                pass
            asked.extend((each, ask(each)) for each in islice(left, 1))
            yield piece, future
    finally:
        for _, future in asked:
            future.cancel()
