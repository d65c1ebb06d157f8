"""What a column of somebody's table can be: its names, what it holds, and which column of ours that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pacxl.adopting.words import Name, words_of

PLAN, DEALS, INDICATORS = "actions", "carnet", "indicateurs"  # the tables that can be adopted, by key
SURE, OFTEN, PERHAPS = 1.0, 0.8, 0.5  # how much a name says by itself


@dataclass(frozen=True)
class Role:
    """A role that a column can have in a table of a kind.

    Its names stand one beside another, between bars: those that mean nothing else (`names`), those that `often` mean
    it, those that mean it `perhaps`, if what stands under them agrees. `holds` says how much each sort of contents
    (`content.SORTS`) speaks for it, or against it: `verb +.3 date -1`. `ours` is the key of the column of ours, ""
    where we have none for it: the column is then known, and kept apart. `many`: several columns can have it.
    `needed`: no such table is without it.
    """

    key: str
    names: str = ""
    often: str = ""
    perhaps: str = ""
    holds: str = ""
    ours: str = ""
    many: bool = False
    needed: bool = False

    @cached_property
    def speaks(self) -> Mapping[str, float]:
        """How much each sort of contents speaks for it."""
        words = self.holds.split()
        return {sort: float(weight) for sort, weight in zip(words[::2], words[1::2], strict=True)}

    def named(self) -> Iterator[tuple[Name, float]]:
        """Each of its names, and how much it says."""
        for texts, weight in ((self.names, SURE), (self.often, OFTEN), (self.perhaps, PERHAPS)):
            for text in texts.split("|") if texts else ():
                yield words_of(text), weight
