"""The rules of a book, asked of its tables, each of a whole table at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pacxl.compute.frame import World, holds
from pacxl.definition.expr import Expr
from pacxl.definition.rule import Rule


def broken(world: World) -> Iterator[tuple[Rule, list[int]]]:
    """Each rule of a book, with the rows of its table that break it; a plan need not have every table."""
    for rule in world.book.rules:
        if rule.table in world.book.by_key:
            where = rule.where
            rows = holds(where, world, rule.table) if isinstance(where, Expr) else where(world)
            yield rule, np.flatnonzero(rows).tolist()
