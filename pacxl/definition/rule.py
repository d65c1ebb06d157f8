"""A rule that the rows of a table should keep to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pacxl.definition.expr import Expr
from pacxl.findings.finding import check_finding_code


@dataclass(frozen=True)
class Rule:
    """Where `where` holds in a row of a table, the finding `code` is told, on the cell of `column`.

    What no expression can say of a row (a spelling, a name that is there already) is asked of the frames: `where` is
    then a function from `compute.World` to an array of bool, a row of the table each. `shows` names the column whose
    value is told; `words` gives what else the sentence needs, each by its name from the row.
    """

    code: str
    table: str
    column: str
    where: Expr | Callable[[Any], Any]
    shows: str = ""
    words: tuple[tuple[str, Callable[[Any], str]], ...] = ()

    def __post_init__(self) -> None:
        check_finding_code(self.code, [name for name, _ in self.words])
