"""A tree as a workbook holds it: what is frozen in it is the constant that it is when it is written."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pacxl.compute.columns import World
from pacxl.compute.evaluate import evaluate_figure
from pacxl.definition.expr import Call, Expr, lift
from pacxl.definition.frozen import Frozen
from pacxl.definition.kind import DATE, NUMBER, TEXT
from pacxl.definition.signatures import Type
from pacxl.definition.tree import type_of_tree

_KINDS = {Type.NUMBER: NUMBER, Type.DATE: DATE, Type.TEXT: TEXT}


def as_written(expr: Expr, world: World) -> Expr:
    """The tree, each `Frozen` in it replaced by its value."""
    match expr:
        case Frozen(value):
            found = _of_expression(value, world) if isinstance(value, Expr) else value(world)
            return lift(found)
        case Call(name, args):
            written = tuple(as_written(arg, world) for arg in args)
            same = all(one is other for one, other in zip(args, written, strict=True))
            return expr if same else Call(name, written)
    return expr


def _of_expression(expr: Expr, world: World) -> Any:
    found = evaluate_figure(expr, world, _KINDS[type_of_tree(expr, world.book.type_in(None))])
    return found.date() if isinstance(found, pd.Timestamp) else found.item() if hasattr(found, "item") else found
