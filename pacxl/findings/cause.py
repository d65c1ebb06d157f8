"""Findings of one cause, in one line: how many there are, where, and what their cells hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from pacxl.a1 import a1_ranges, place_of_a1
from pacxl.findings.entry import Lang, Severity
from pacxl.findings.finding import CATALOGUE, Finding
from pacxl.typography import WIDE, grouped, in_quotes

FEW = 3  # so many are told each by itself
_VALUES, _PLACES = 5, 4  # so many of a cause's values, and of its places, are named
_ASKED = ("expected", "how", "why")  # of what a finding says, what its remedy depends on
_GRAVEST = tuple(reversed(Severity))


@dataclass(frozen=True)
class Cause:
    """Findings of one code in one file that ask for the same, at least one, in the order in which they were made."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def number(self) -> int:
        """How many findings there are."""
        return len(self.findings)

    @property
    def rank(self) -> tuple[int, bool]:
        """What sorts causes: the gravest first, and before what asks nothing of anybody."""
        return _GRAVEST.index(self.first.severity), CATALOGUE[self.first.code].asks_nothing

    def message(self, lang: Lang = "fr") -> str:
        """The sentence of the first finding; how many more there are, and what they hold where that differs."""
        first, more = self.first.message(lang), self.number - 1
        if not more:
            return first
        if all(each.message(lang) == first for each in self.findings):
            return f"{first} ({grouped(self.number, lang)} {'fois' if lang == 'fr' else 'times'})"
        others = [value for value in dict.fromkeys(each.value for each in self.findings[1:]) if value]
        quoted = (in_quotes(value) if lang == "fr" else f"“{value}”" for value in others if value != self.first.value)
        values = list(islice(quoted, _VALUES + 1))
        if len(values) > _VALUES:
            values[_VALUES] = "etc" if lang == "fr" else "and so on"
        said = f"Et {grouped(more)} de même" if lang == "fr" else f"And {grouped(more, lang)} more like it"
        colon = f"{WIDE}: " if lang == "fr" else ": "
        return f"{first} {said}{colon if values else ''}{', '.join(values)}."

    def remedy(self, lang: Lang = "fr") -> str:
        """What to do, as the first finding says it."""
        return self.first.remedy(lang)

    def places(self, lang: Lang = "fr", most: int = _PLACES) -> str:
        """The cells of the findings as ranges, a line a sheet: at most so many, and how many more there are."""
        by_sheet: dict[str, list[Finding]] = {}
        for each in self.findings:
            by_sheet.setdefault(each.place.sheet, []).append(each)
        spots = [(sheet, cells) for sheet, mine in by_sheet.items() for cells in _ranges(mine) or [""]]
        told: dict[str, list[str]] = {}
        for sheet, cells in spots[:most]:
            told.setdefault(sheet, []).append(cells)
        lines = [f"{sheet} {', '.join(cells)}".strip() for sheet, cells in told.items()]
        if (left := len(spots) - most) > 0:
            lines.append(f"… et {grouped(left)} de plus" if lang == "fr" else f"… and {grouped(left, lang)} more")
        return "\n".join(filter(None, lines))


def _ranges(found: Sequence[Finding]) -> list[str]:
    """The cells of a sheet's findings, neighbours together; an area that one of them names stays as it is."""
    cells = dict.fromkeys(each.place.cell for each in found if each.place.cell)
    places = {cell: place_of_a1(cell) for cell in cells if ":" not in cell}
    areas = [cell for cell in cells if places.get(cell) is None]
    return [*a1_ranges(place for place in places.values() if place is not None), *areas]


def causes(found: Sequence[Finding], few: int = FEW) -> list[Cause]:
    """Findings by their causes, what there is to do first; no more than a `few` of one cause are told each by itself.

    A cause is the findings of one code in one file; of more than a few, those that ask for the same: a date that is
    none is not told as an amount."""
    by_code: dict[tuple[str, str], list[Finding]] = {}
    for each in found:
        by_code.setdefault((each.place.file, each.code), []).append(each)
    made = list[Cause]()
    for mine in by_code.values():
        made += _by_asked(mine) if len(mine) > few else [Cause((each,)) for each in mine]
    return sorted(made, key=lambda cause: cause.rank)


def _by_asked(found: Sequence[Finding]) -> list[Cause]:
    """Findings of one code by what they ask for, and why, where their remedy is what a cell should hold."""
    if "{expected}" not in CATALOGUE[found[0].code].remedy_fr:
        return [Cause(tuple(found))]
    by_asked: dict[tuple[str, ...], list[Finding]] = {}
    for each in found:
        by_asked.setdefault(tuple(each.about.get(word, "") for word in _ASKED), []).append(each)
    return [Cause(tuple(mine)) for mine in by_asked.values()]
