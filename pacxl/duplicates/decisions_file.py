"""Decisions on deals from the file in which somebody typed them: an écarts workbook, or a table with its headers."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pacxl.books.ecarts.doublons import DECISIONS, FIRST, SAME, SECOND, TWO
from pacxl.duplicates.decided import DealDecision, DealName
from pacxl.errors import ListError
from pacxl.formats.opened import filled_rows
from pacxl.french.choices import choice_of
from pacxl.french.dates import read_date
from pacxl.french.numerals import Amount, flat_number, read_amount
from pacxl.french.proper_names import as_one_name
from pacxl.french.text import Reading, clean_name, fold
from pacxl.guard.limits import USUAL, Limits
from pacxl.worker.pool import open_in_pool

_NEEDED = ("commercial 1", "societe 1", "commercial 2", "societe 2", "decision")
_OTHER_WORDS = {
    SAME: ("meme", "la meme", "meme affaire", "doublon", "same", "same deal"),
    TWO: ("deux", "distinctes", "differentes", "two", "two deals"),
}
_KEPT = {FIRST: 1, "1": 1, SECOND: 2, "2": 2}
_HEADERS_WITHIN = 60  # rows

_Cells = Mapping[str, Any]  # a row's cells by plain header


def load_decisions(
    path: str | os.PathLike[str], limits: Limits = USUAL, *, strict: bool = True
) -> list[DealDecision]:
    """The decisions of a file (.xlsx, .csv …), one a row of its first table with the headers *Commercial 1*, *Société
    1*, *Commercial 2*, *Société 2* and *Décision*; *Nature*, *Montant* and *Date* of each tell deals of one company
    apart, *Laquelle compte* says which of the two counts. A row without a decision says nothing.

    Raises ListError for a word that is no decision, for one that is about no deal and, if `strict`, for a file
    without such a table; and the PacxlError of one that cannot be read.
    """
    file = Path(path)
    for grid in open_in_pool(file, limits).sheets.values():
        rows = list(filled_rows(grid))
        for at, (_, cells) in enumerate(rows[:_HEADERS_WITHIN]):
            headers = [_plain(cell) for cell in cells]
            if set(_NEEDED) <= set(headers):
                return list(_decisions(file.name, headers, rows[at + 1 :]))
    if strict:
        raise ListError(
            file.name,
            "aucun tableau de décisions : il faut les colonnes Commercial 1, Société 1, Commercial 2, Société 2 et "
            "Décision, comme sur la feuille Doublons",
            "no table of decisions: it needs the columns Commercial 1, Société 1, Commercial 2, Société 2 and "
            "Décision, as on the sheet Doublons",
        )
    return []


def _plain(cell: Any) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(cell))) if isinstance(cell, str) else ""


def _decisions(
    file: str, headers: Sequence[str], rows: Iterable[tuple[int, Sequence[Any]]]
) -> Iterator[DealDecision]:
    for row, cells in rows:
        found = {header: cell for header, cell in zip(headers, cells, strict=False) if header}
        if not (said := _text(found.get("decision"))):
            continue
        if not (decision := _decision(said)):
            wanted = ", ".join(DECISIONS)
            raise ListError(
                file,
                f"ligne {row + 1} : « {said} » n’est pas une décision ({wanted})",
                f"row {row + 1}: “{said}” is no decision ({wanted})",
            )
        one, other = _name(found, 1), _name(found, 2)
        if not (one.company or other.company):
            raise ListError(
                file,
                f"ligne {row + 1} : « {said} » est seul sur sa ligne, rien ne dit de quelles affaires",
                f"row {row + 1}: “{said}” stands alone in its row, nothing tells of which deals",
            )
        kept = found.get("laquelle compte", found.get("garder"))
        yield DealDecision(one, other, decision, _kept(_text(kept), one, other), file)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean_name(cell).strip() if isinstance(cell, str) else ""


def _decision(said: str) -> str:
    known = next((each for each, words in _OTHER_WORDS.items() if _plain(said) in words), "")
    return known or choice_of(said, DECISIONS)


def _kept(said: str, one: DealName, other: DealName) -> int:
    """Which of two deals somebody says to count: by its place, or by whose it is; 0 if nothing tells."""
    if place := _KEPT.get(choice_of(said, (FIRST, SECOND)) or said):
        return place
    mine, theirs, named = (as_one_name(text) for text in (one.person, other.person, said))
    return 0 if mine == theirs else {mine: 1, theirs: 2}.get(named, 0)


def _name(cells: _Cells, side: int) -> DealName:
    person, company, nature = (_text(cells.get(f"{key} {side}")) for key in ("commercial", "societe", "nature"))
    return DealName(person, company, nature, _amount(cells.get(f"montant {side}")), _day(cells.get(f"date {side}")))


def _amount(cell: Any) -> float | None:
    if isinstance(cell, int | float):
        return float(cell)
    found = read_amount(flat_number(cell)) if isinstance(cell, str) else None
    return float(found.numbers[0]) if isinstance(found, Amount) and len(found.numbers) == 1 else None


def _day(cell: Any) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, str):
        found = read_date(cell)
        return found.value if isinstance(found, Reading) else None
    return cell if isinstance(cell, dt.date) else None
