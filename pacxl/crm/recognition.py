"""Which CRM a table was exported from, and which of its columns is what: by its headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pacxl.crm.grouped import ARROWS
from pacxl.crm.products import ANY, CURRENCY, DYNAMICS, OWNER, PIPEDRIVE, PRODUCTS, ZOHO, Product
from pacxl.errors import PacxlError, SettingsError
from pacxl.formats.opened import CellGrid, Opened, filled_rows
from pacxl.french.text import fold
from pacxl.guard.archive import open_archived
from pacxl.guard.text_table import decoded_text_table, text_table_headers
from pacxl.plan.tables.carnet import carnet_columns
from pacxl.settings.correspondences import HEADER, Correspondences

_KEEP_OFF = ("(do not modify) ", "(ne pas modifier) ")
_OF_DEALS = ("deal - ", "affaire - ")
# A field that is asked for, a header that stands twice, a column that a report is sorted or grouped by.
_AGAIN = re.compile(rf" *(?:\*|\(2\)|(?<!est)\.|[{ARROWS}])$")
_SEARCHED = 30  # filled rows of a sheet: a report may have its title and its filters above its headers


@dataclass(frozen=True)
class Export:
    """A table exported from a CRM: where it stands, the row of its headers, our keys → its columns (from 0), and its
    headers by column."""

    product: Product
    sheet: str
    top: int
    columns: Mapping[str, int]
    headers: Mapping[int, str]

    @property
    def left(self) -> dict[int, str]:
        """The columns that are none of ours."""
        known = set(self.columns.values())
        return {col: text for col, text in self.headers.items() if col not in known}


def recognised_export(
    opened: Opened, words: Correspondences | None = None, product: Product | None = None
) -> Export | None:
    """The export that a file is, of the CRM that its headers tell, or of the one named; None if it is none.

    The `words` that somebody has decided upon come before what is known of the CRM; with them, any table is one whose
    headers they name, two at least.
    """
    for sheet, grid in opened.sheets.items():
        for top, cells in _first_rows(grid):
            headers = {col: str(cell) for col, cell in enumerate(cells) if isinstance(cell, str) and cell.strip()}
            told = product or recognised_product([*headers.values()])
            decided = _decided(headers, words) if words else {}
            if told is None and len([key for key in decided.values() if key]) < 2:
                continue
            columns = recognised_columns(told or ANY, headers, decided)
            if "nature" in columns or "societe" in columns:
                return Export(told or ANY, sheet, top, columns, headers)
    return None


def _first_rows(grid: CellGrid) -> list[tuple[int, list[Any]]]:
    found = []
    for row, cells in filled_rows(grid):
        found.append((row, cells))
        if len(found) == _SEARCHED:
            break
    return found


def _decided(headers: Mapping[int, str], words: Correspondences) -> dict[int, str]:
    """The columns whose headers somebody has decided upon, and our keys for them ("" for none)."""
    said = {col: words.header(text) for col, text in headers.items()}
    return {col: _key_of(ours) for col, ours in said.items() if ours is not None}


def _key_of(ours: str) -> str:
    """The key of a column by its name; raises SettingsError for a name that is none."""
    if not ours.strip("-– "):
        return ""
    found = CARNET_NAMES.get(fold(ours).replace("_", " "))
    if found is None:
        known = ", ".join([*(column.header for column in _TYPED), "N° CRM", "Commercial", "Devise"])
        fr = f"« {ours} » n’est pas une colonne du carnet : {known}"
        raise SettingsError("--map", fr, f"“{ours}” is no column of the carnet: {known}")
    return found


def recognition_words(words: Correspondences) -> Correspondences:
    """Of what somebody has decided, what can be of an export: its headers that are a carnet's, its values."""
    lines = (line for line in words.lines if line.what != HEADER or not line.ours or fold(line.ours) in CARNET_NAMES)
    return Correspondences(tuple(lines))


_TYPED = [column for column in carnet_columns() if column.typed]
CARNET_NAMES = {  # what the columns of the carnet are called, and what an export says besides
    fold(name).replace("_", " "): column.key
    for column in _TYPED
    for name in (column.key, column.header, *column.synonyms)
} | {
    **dict.fromkeys(("reference", "n° crm", "identifiant", "id"), "reference"),
    **dict.fromkeys(("commercial", "responsable", "proprietaire", "owner"), OWNER),
    **dict.fromkeys(("devise", "monnaie", "currency"), CURRENCY),
}


def recognised_product(headers: Sequence[str]) -> Product | None:
    """The CRM that a row of headers tells."""
    raw = {fold(text) for text in headers}
    if any(text.startswith(_KEEP_OFF) for text in raw):
        return DYNAMICS
    if sum(text.startswith(_OF_DEALS) for text in raw) > 2:
        return PIPEDRIVE
    if sum(text.endswith(".id") and text.removesuffix(".id") in raw for text in raw) > 1:
        return ZOHO
    plain = {header_for_recognition(text) for text in headers}
    return next((each for each in PRODUCTS if any(_is_told(way, plain) for way in each.is_told_by)), None)


def _is_told(way: str, headers: set[str]) -> bool:
    return all(any(each.strip() in headers for each in one.split("|")) for one in way.split("&"))


def header_for_recognition(text: str) -> str:
    """A header as it is compared: as texts are, without what a CRM puts around it."""
    plain = fold(text)
    for start in (*_KEEP_OFF, *_OF_DEALS):
        plain = plain.removeprefix(start)
    return _AGAIN.sub("", plain).strip()


def recognised_columns(product: Product, headers: Mapping[int, str], decided: Mapping[int, str]) -> dict[str, int]:
    """Our keys → the columns of an export: as was decided, then by the CRM's own headers; of two columns of one name,
    the first. A column of internal numbers (`Account Name.id`) is none."""
    columns = {key: col for col, key in sorted(decided.items(), reverse=True) if key}
    known: dict[str, int] = {}
    plain = [(col, fold(text)) for col, text in headers.items() if col not in decided]
    free = [(col, text) for col, text in plain if not text.endswith(".id")]
    for col, text in free:
        known.setdefault(text, col)  # first as they stand: `Close Date` before `Close Date (2)`
    for col, text in free:
        known.setdefault(header_for_recognition(text), col)
    for key in product.columns:
        if key not in columns:
            found = next((known[name] for name in product.headers(key) if name in known), None)
            if found is not None and found not in columns.values():
                columns[key] = found
    return columns


# --- a CSV among other files ------------------------------------------------------------------------------

_BEGINNING = 65_536  # bytes


def may_be_export(path: Path) -> bool:
    """Whether the beginning of a CSV, its headers, tells a CRM: of a folder's, only such are read."""
    try:
        with open_archived(path) as file:
            text, _ = decoded_text_table(file.read(_BEGINNING), whole=False)
    except (PacxlError, OSError):
        return False
    return any(recognised_product(row) for row in text_table_headers(text))
