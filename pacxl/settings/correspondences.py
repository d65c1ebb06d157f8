"""What somebody's own words are here: headers, sheets, the values that are chosen; decided once, kept in a file.

A file of them is a table of two columns, theirs and ours, for headers; or of three, the first of which says what of:
an `en-tête`, a `feuille`, or the column that a value stands in (`étape`). Where the three have their titles, other
columns may stand beside them. In TOML: `[headers]`, `[sheets]` and `[values.etape]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pacxl.errors import SettingsError
from pacxl.french.text import clean_name, fold

HEADER, SHEET = "en-tete", "feuille"
TITLES = ("Quoi", "Le vôtre", "Le nôtre")
_HEADERS = {HEADER, "entete", "en-tete", "header", "headers", "colonne", "column"}
_SHEETS = {SHEET, "feuilles", "sheet", "sheets"}
_FOLDED = [fold(title) for title in TITLES]
_TITLES = {*_FOLDED, "what", "yours", "theirs", "ours", "header", "en-tete", "colonne"}


@dataclass(frozen=True)
class Correspondence:
    """One word of theirs and what it is here; of a header, a sheet, or a value of the column `what`. `ours` is "" for
    what is to be left aside."""

    what: str
    theirs: str
    ours: str


@dataclass(frozen=True)
class Correspondences:
    """The words that somebody has decided upon; of two lines for one word, the first counts."""

    lines: tuple[Correspondence, ...] = ()

    def header(self, text: str) -> str | None:
        """Our name for a header, "" if it is to be left aside, None if nothing was decided."""
        return self._known.get((HEADER, fold(text)))

    def sheet(self, text: str) -> str | None:
        """Our name for a sheet."""
        return self._known.get((SHEET, fold(text)))

    def value(self, column: str, text: str) -> str | None:
        """Our choice for a value of a column (its key)."""
        return self._known.get((column, fold(text)))

    def headers(self, text: str) -> tuple[str, ...]:
        """Our names for a header, that of each kind of table that it stands in; ("",) if it is to be left aside."""
        return self._headers.get(fold(text), ())

    @cached_property
    def _headers(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for line in self.lines:
            if line.what == HEADER:
                found.setdefault(fold(line.theirs), {})[line.ours] = None
        return {theirs: tuple(ours) for theirs, ours in found.items()}

    def decides(self, column: str) -> bool:
        """Whether something was decided of a column's values."""
        return any(line.what == column for line in self.lines)

    @property
    def contradictions(self) -> tuple[Correspondence, ...]:
        """The lines that say of a sheet or a value another thing than a line above. (A header can be one thing in a
        plan, and another in a carnet.)"""
        others = (line for line in self.lines if line.what != HEADER)
        return tuple(line for line in others if line.ours != self._known[line.what, fold(line.theirs)])

    @cached_property
    def _known(self) -> dict[tuple[str, str], str]:
        return {(line.what, fold(line.theirs)): line.ours for line in reversed(self.lines)}

    def __add__(self, other: Correspondences) -> Correspondences:
        """These, which come first, and others."""
        return Correspondences(
            (*self.lines, *(each for each in other.lines if (each.what, fold(each.theirs)) not in self._known))
        )


NO_CORRESPONDENCES = Correspondences()


def correspondences_from_rows(rows: Iterable[Sequence[Any]], name: str) -> Correspondences:
    """Correspondences from the rows of a table of two columns, or of three, wherever it stands; raises SettingsError
    for one of another width that has no titles, and for two lines that say two things of one word."""
    texts = [[clean_name(str(cell)).strip() for cell in row] for row in rows]
    lines = list(_titled_lines(texts) if has_correspondence_titles(texts) else _bare_lines(texts, name))
    if slips := Correspondences(tuple(lines)).contradictions:
        raise SettingsError(name, f"« {slips[0].theirs} » est dit deux fois", f"“{slips[0].theirs}” is said twice")
    return Correspondences(tuple(lines))


def has_correspondence_titles(rows: Iterable[Sequence[Any]]) -> bool:
    """Whether one of some rows has the titles of a table of correspondences."""
    return any(_titles_in(row) is not None for row in rows)


def _titles_in(row: Sequence[Any]) -> list[int] | None:
    """Where the three titles stand in a row; None where they do not."""
    folded = [fold(str(cell)) for cell in row]
    return [folded.index(title) for title in _FOLDED] if set(_FOLDED) <= set(folded) else None


def _titled_lines(rows: Iterable[Sequence[str]]) -> Iterator[Correspondence]:
    """The lines under the titles, up to a row without a word of theirs."""
    cols: list[int] | None = None
    for row in rows:
        if cols is None:
            cols = _titles_in(row)
            continue
        what, theirs, ours = (row[col] if col < len(row) else "" for col in cols)
        if theirs:
            yield Correspondence(correspondence_key(what), theirs, "" if correspondence_is_aside(ours) else ours)


def _bare_lines(rows: Sequence[Sequence[str]], name: str) -> Iterator[Correspondence]:
    filled = [col for row in rows for col, text in enumerate(row) if text]
    left, right = min(filled, default=0), max(filled, default=0) + 1
    if filled and right - left not in (2, 3):
        raise SettingsError(
            name,
            "il faut deux colonnes (le vôtre, le nôtre), ou trois (quoi, le vôtre, le nôtre)",
            "two columns are needed (theirs, ours), or three (what, theirs, ours)",
        )
    first = True
    for row in rows:
        cells = row[left:right]
        if len(cells) == 2 or (not cells[2] and fold(cells[0]) not in _HEADERS | _SHEETS):
            cells = ["", *cells[:2]]  # a header, be it in a table that has values too
        if cells[1] and not (first and all(fold(cell) in _TITLES for cell in cells if cell)):
            first = False
            yield Correspondence(
                correspondence_key(cells[0]), cells[1], "" if correspondence_is_aside(cells[2]) else cells[2]
            )


def correspondence_key(text: str) -> str:
    """What a line is of, as it is compared: a header, a sheet, or the key of the column that a value stands in."""
    folded = fold(text)
    return HEADER if folded in _HEADERS or not folded else SHEET if folded in _SHEETS else folded.replace(" ", "_")


def correspondence_is_aside(ours: str) -> bool:
    """Whether a word of ours says that theirs is to be left aside: nothing, or a dash."""
    return not ours.strip("-–— ")


def correspondences_from_toml(values: Mapping[str, Any], name: str) -> Correspondences:
    """Correspondences from what a TOML file holds; raises SettingsError for anything but its tables of texts."""
    return Correspondences(tuple(_from_toml(values, name)))


def _from_toml(values: Mapping[str, Any], name: str) -> Iterator[Correspondence]:
    for key, table in values.items():
        known = {"headers": HEADER, "sheets": SHEET}.get(key)
        groups = {known: table} if known else table if key == "values" and isinstance(table, Mapping) else None
        if groups is None:
            fr = f"clé inconnue « {key} » : headers, sheets ou values"
            raise SettingsError(name, fr, f"unknown key “{key}”: headers, sheets or values")
        for what, words in groups.items():
            if not isinstance(words, Mapping) or not all(isinstance(ours, str) for ours in words.values()):
                fr = f'« {what} » : une ligne par mot, "le vôtre" = "le nôtre"'
                raise SettingsError(name, fr, f'“{what}”: a line for each word, "theirs" = "ours"')
            yield from (Correspondence(what, theirs, ours) for theirs, ours in words.items())
