"""What a column of somebody's own table was understood to be, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pacxl.french.text import Words

DECIDED, PERIOD = "decided", "period"
_WHY: Mapping[str, Words] = {
    "header": Words("son nom", "its name"),
    "exact": Words("son nom, et ce qu’elle contient", "its name, and what it holds"),
    "part": Words("une partie de son nom", "a part of its name"),
    "head": Words("le début de son nom", "how its name begins"),
    "tail": Words("la fin de son nom", "how its name ends"),
    "near": Words("son nom, à une lettre près", "its name, but for a letter"),
    "content": Words("ce qu’elle contient", "what it holds"),
    "neighbours": Words("ses voisines", "the columns beside it"),
    PERIOD: Words("des mois ou des semaines à la suite", "months or weeks in a row"),
    DECIDED: Words("vous l’avez décidé", "you decided so"),
}
WAYS = tuple(_WHY)  # how a column can be known
_UNKNOWN = Words("rien ne le dit", "nothing tells")
_NOT_OURS = Words("connue, mais pacxl n’en a pas l’usage", "known, but of no use here")


@dataclass(frozen=True)
class HeaderMatch:
    """A column of somebody's own table, and the column of ours (its header) that it was understood to be ("": none):
    where its header is, how it was known (header, exact, part, head, tail, near, content, neighbours, period,
    decided; "" where it is not), how sure that is (0 to 1), and its first values, as people see them."""

    sheet: str
    cell: str
    header: str
    table: str
    column: str
    how: str
    sure: float
    samples: tuple[str, ...] = ()

    @property
    def why(self) -> Words:
        """How it was known, in words."""
        known = self.column or self.how in (DECIDED, PERIOD)
        return _WHY[self.how] if known else _NOT_OURS if self.how else _UNKNOWN
