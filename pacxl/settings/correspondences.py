"""What somebody's own words are here: headers, sheets, the values that are chosen; decided once, kept in a file.

A file of them is a table of two columns, theirs and ours, for headers; or of three, the first of which says what of:
an `en-tête`, a `feuille`, or the column that a value stands in (`étape`). In TOML: `[headers]`, `[sheets]` and
`[values.etape]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pacxl.errors import SettingsError
from pacxl.french.text import clean_name, fold

HEADER, SHEET = "en-tete", "feuille"
TITLES = ("Quoi", "Le vôtre", "Le nôtre")
_HEADERS = {HEADER, "entete", "en-tete", "header", "headers", "colonne", "column"}
_SHEETS = {SHEET, "feuilles", "sheet", "sheets"}
_TITLES = {fold(title) for title in TITLES} | {"what", "yours", "theirs", "ours", "header", "en-tete", "colonne"}


class Correspondence(NamedTuple):
    """One word of theirs and what it is here; of a header, a sheet, or a value of the column `what`. `ours` is "" for
    what is to be left aside."""

    what: str
    theirs: str
    ours: str


@dataclass(frozen=True)
class Correspondences:
    """The words that somebody has decided upon."""

    lines: tuple[Correspondence, ...] = ()

    def header(self, text: str) -> str | None:
        """Our name for a header, "" if it is to be left aside, None if nothing was decided."""
        return self._of(HEADER, text)

    def sheet(self, text: str) -> str | None:
        """Our name for a sheet."""
        return self._of(SHEET, text)

    def value(self, column: str, text: str) -> str | None:
        """Our choice for a value of a column."""
        return self._of(column, text)

    def _of(self, what: str, text: str) -> str | None:
        return next((each.ours for each in self.lines if each.what == what and fold(each.theirs) == fold(text)), None)


NO_CORRESPONDENCES = Correspondences()


def correspondences_from_rows(rows: Iterable[Sequence[Any]], name: str) -> Correspondences:
    """Correspondences from the rows of a table of two columns, or of three, wherever it stands; raises SettingsError
    for one of another width."""
    texts = [[clean_name(str(cell)).strip() for cell in row] for row in rows]
    filled = [col for row in texts for col, text in enumerate(row) if text]
    left, right = min(filled, default=0), max(filled, default=0) + 1
    if filled and right - left not in (2, 3):
        raise SettingsError(
            name,
            "il faut deux colonnes (le vôtre, le nôtre), ou trois (quoi, le vôtre, le nôtre)",
            "two columns are needed (theirs, ours), or three (what, theirs, ours)",
        )
    lines = list[Correspondence]()
    for row in texts:
        cells = row[left:right]
        if len(cells) == 2 or (not cells[2] and fold(cells[0]) not in _HEADERS | _SHEETS):
            cells = ["", *cells[:2]]  # a header, be it in a table that has values too
        if cells[1] and not (not lines and all(fold(cell) in _TITLES for cell in cells if cell)):
            lines.append(Correspondence(_what(cells[0]), cells[1], cells[2]))
    return Correspondences(tuple(lines))


def _what(text: str) -> str:
    folded = fold(text)
    return HEADER if folded in _HEADERS or not folded else SHEET if folded in _SHEETS else folded.replace(" ", "_")


def correspondences_from_toml(values: Mapping[str, Any], name: str) -> Correspondences:
    """Correspondences from what a TOML file holds; raises SettingsError for anything but its tables of texts."""
    return Correspondences(tuple(_from_toml(values, name)))


def _from_toml(values: Mapping[str, Any], name: str) -> Iterator[Correspondence]:
    for key, table in values.items():
        known = {"headers": HEADER, "sheets": SHEET}.get(key)
        groups = {known: table} if known else table if key == "values" and isinstance(table, Mapping) else None
        if groups is None:
            raise SettingsError(name, f"clé inconnue « {key} » : headers, sheets ou values")
        for what, words in groups.items():
            if not isinstance(words, Mapping) or not all(isinstance(ours, str) for ours in words.values()):
                raise SettingsError(name, f'« {what} » : une ligne par mot, "le vôtre" = "le nôtre"')
            yield from (Correspondence(what, theirs, ours) for theirs, ours in words.items())
