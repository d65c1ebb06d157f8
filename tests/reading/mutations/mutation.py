"""What a mutation is: something that a person did to a workbook, and what reading has to say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.reading.mutations.bent import Bent

# When two mutations meet: first what is typed in cells, then what is done to rows and columns, then to sheets.
Stage = Literal["cells", "rows", "headers", "tables", "sheets", "file"]
STAGES: tuple[Stage, ...] = ("cells", "rows", "headers", "tables", "sheets", "file")


@dataclass(frozen=True)
class Mutation:
    """`told` are the codes that must name it (`a|b`: one of
    them), beyond those of the file as it was; `may` are those
    that may be told besides. `uncounted`: programs do not
    agree on how many cells of such a file hold something."""

    bend: Callable[[Bent], None]
    stage: Stage
    told: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    uncounted: bool = False

    @property
    def name(self) -> str:
        return self.bend.__name__.replace("_", " ")


MUTATIONS: dict[str, Mutation] = {}


def mutation(
    stage: Stage, *told: str, may: str = "", uncounted: bool = False
) -> Callable[[Callable[[Bent], None]], Callable[[Bent], None]]:
    """Adds a function to the table of mutations, under its own name read as a sentence."""

    def register(bend: Callable[[Bent], None]) -> Callable[[Bent], None]:
        made = Mutation(bend, stage, frozenset(told), frozenset(may.split()), uncounted)
        MUTATIONS[made.name] = made
        return bend

    return register


def bent_by(mutations: Sequence[Mutation], bent: Bent) -> Bent:
    """A workbook after all that was done to it, in the order of the stages."""
    for each in sorted(mutations, key=lambda mutation: STAGES.index(mutation.stage)):
        each.bend(bent)
    return bent
