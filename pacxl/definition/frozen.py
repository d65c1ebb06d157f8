"""A value that is computed when a workbook is written, and stands in its formulas as a constant from then on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pacxl.definition.expr import Expr


@dataclass(frozen=True, eq=False, slots=True)
class Frozen(Expr):
    """What `value` was when the workbook was written: a figure alone can hold it.

    What no formula can say is a function from `compute.World` to a number or None; `words` say what it computes.
    An expression is frozen to be compared with itself: so a figure knows whether what it was computed from changed.
    """

    value: Expr | Callable[[Any], float | None]
    words: str = ""
