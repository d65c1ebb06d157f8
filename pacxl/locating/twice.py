"""What a file holds twice (a sheet copied, a recap, links, last year's sheet, a draft): each row is counted once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pacxl.a1 import address
from pacxl.definition.signatures import Type
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import CellGrid, Opened
from pacxl.french.text import fold
from pacxl.locating.added_up import number_added_up
from pacxl.locating.located import Located, is_located_hidden
from pacxl.locating.worth import columns_of_worth, worth, worth_of_column

# What people call a sheet that is not where they work.
_SECOND = re.compile(
    r"\(\d+\)|copie|copy|\brecap|synth|global|ensemble|bilan|\btotal|\btcd\b|croise|pivot|ancien|\bold\b|brouillon|draft"
    r"|archive|sauvegarde|\bv ?\d"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")

_MOSTLY = 0.51  # of what two rows of one name say

Cells = Mapping[str, Any]  # a row's cells by column, as they are compared


@dataclass(frozen=True)
class Once:
    """The tables that count, in order, and what there is to say of the others."""

    counted: list[Located]
    findings: list[Finding]


def without_those_twice(
    tables: Sequence[Located], opened: Opened, file: str, years: Collection[int], known: Sequence[Located] = ()
) -> Once:
    """The tables without those that say again what another says, or what another year's plan said.

    `known` are tables that count whatever the others are; `years` those of the plan's period, if it is known.
    """
    years = years or _latest(tables, opened)

    def rank(each: Located) -> tuple[bool, bool, bool]:
        return is_located_hidden(each, opened), year_of_twin(each, opened) not in (*years, 0), _is_second(each)

    counted, findings = list(known), list[Finding]()
    for each in sorted(tables, key=rank):
        others = [other for other in counted if other.table.key == each.table.key]
        finding = _again(each, others, opened, file, years) if others else None
        if finding is None:
            counted.append(each)
        else:
            findings.append(finding)
    return Once([each for each in tables if any(each is other for other in counted)], findings)


def second_table(
    second: Located, found: Sequence[Located], opened: Opened, file: str, years: Collection[int]
) -> Finding:
    """What a second table of a kind is. Rows that stand nowhere else make it the rest of the first: they are counted.

    Rows that all stand in the first make it a copy. Where some stand in both and others do not, which are right is
    not ours to say: none of the second is counted; nor is it when it is of another year than the plan's `years`.
    """
    firsts = [each for each in found if each.part.name == second.part.name]
    placed = [each.columns for each in (second, *firsts)]
    keys = [c.key for c in second.table.stored if all(c.key in columns for columns in placed)]
    known = [row for each in firsts for row in _filled(each, keys, opened)]
    mine = _filled(second, keys, opened)
    names = [number for number, key in enumerate(keys) if second.table.by_key[key].kind.type is Type.TEXT][:1] or [0]
    place = Place(file, second.sheet, address(second.top, second.headers[0].col), second.part.name)
    about = {"table": second.part.name, "other": firsts[0].sheet}
    new = [row for row in mine if row not in known]
    if not mine:
        return Finding("header-repeated", place, about=about)
    if new and (year := year_of_twin(second, opened)) not in (0, *(years or (year,))):
        return Finding("table-other-year", place, str(year), about | {"amount": worth(second, opened)})
    if not new:
        return Finding("table-copied", place, about=about)
    if not {row[names[0]] for row in mine} & {row[names[0]] for row in known}:
        return Finding("table-split", place, about=about | {"count": str(len(mine))})
    return Finding("copy-differs", place, about=about | {"count": str(len(new)), "amount": worth(second, opened)})


def _filled(found: Located, keys: Sequence[str], opened: Opened) -> list[tuple[Any, ...]]:
    """A table's rows that hold something, as far as some columns go."""
    grid, columns = opened.sheets[found.sheet], [found.columns[key] for key in keys]
    times = [found.factors.get(key, 1.0) for key in keys]
    cells = (zip((grid[row][col] for col in columns), times, strict=True) for row in found.rows)
    rows = (tuple(_times(cell, by) if by != 1 else cell for cell, by in each) for each in cells)
    return [row for row in rows if any(cell != "" for cell in row)]


def _again(
    each: Located, others: Sequence[Located], opened: Opened, file: str, years: Collection[int]
) -> Finding | None:
    """What a table says again of what others say; None if it is one of its own."""
    rows, twins = _rows(each, opened), _Twins(each, others, opened)
    place = Place(file, each.sheet, address(each.top, each.left), each.table.title)
    about = {"table": each.table.title, "other": others[0].sheet, "amount": worth(each, opened)}
    if not rows:
        return None
    same, like = [sum(twins.has(row, share) for row in rows) for share in (1.0, _MOSTLY)]
    if same == len(rows):
        return Finding("table-copied", place, about=about)
    year = year_of_twin(each, opened)
    if year not in (*years, 0) and (_names_a_year(each, opened) or 2 * twins.named(rows) >= len(rows)):
        return Finding("table-other-year", place, str(year), about)
    if 2 * like >= len(rows):
        return Finding("copy-differs", place, about=about | {"count": str(len(rows) - same)})
    if _adds_up(each, others, opened):
        return Finding("table-recap", place, about=about)
    return None


class _Twins:
    """The rows of other tables that may be those of a table: by name, then by what else both say."""

    def __init__(self, found: Located, others: Sequence[Located], opened: Opened) -> None:
        self._name = _name(found)
        self._known: dict[Any, list[Cells]] = {}
        for other in others:
            shared = found.columns.keys() & other.columns.keys()
            for row in _rows(other, opened):
                mine = {key: value for key, value in row.items() if key in shared}
                self._known.setdefault(mine.get(self._name), []).append(mine)

    def named(self, rows: Sequence[Cells]) -> int:
        """How many rows have the name of another."""
        return sum(bool(row.get(self._name)) and row.get(self._name) in self._known for row in rows)

    def has(self, row: Cells, least: float) -> bool:
        """Whether a row has a twin: beyond its name, such a share of what either says is said by both."""
        if not row.get(self._name):
            return False
        return any(_alike(row, other, self._name) >= least for other in self._known.get(row[self._name], ()))


def _alike(row: Cells, other: Cells, name: str) -> float:
    """How much of what two rows of one name say, in the columns that both have, is the same: from 0 to 1."""
    keys = [key for key in other if key != name and (row[key] != "" or other[key] != "")]
    return sum(row[key] == other[key] for key in keys) / len(keys) if keys else 0.0


def _rows(found: Located, opened: Opened) -> list[Cells]:
    """A table's rows that hold something, as they are compared."""
    grid = opened.sheets[found.sheet]
    columns = {key: col for key, col in found.columns.items() if not found.table.by_key[key].computed}
    by = found.factors
    rows = ({key: _compared(grid[row][col], by.get(key, 1.0)) for key, col in columns.items()} for row in found.rows)
    return [row for row in rows if any(cell != "" for cell in row.values())]


def _times(cell: Any, factor: float) -> Any:
    """A cell in the unit of the plan."""
    number = number_added_up(cell)
    return cell if number is None else round(number * factor, 2)


def _compared(cell: Any, factor: float) -> Any:
    number = number_added_up(cell)
    if number is not None:
        return round(number * factor, 2)
    if isinstance(cell, dt.datetime):
        return cell.date()
    return fold(cell) if isinstance(cell, str) else cell


def _name(found: Located) -> str:
    """The column that names a table's rows."""
    named = ("etape", "societe")
    texts = (key for key in found.columns if found.table.by_key[key].kind.type is Type.TEXT)
    return next((key for key in named if key in found.columns), next(texts, ""))


# --- a recap ----------------------------------------------------------------------------------------------


def _adds_up(each: Located, others: Sequence[Located], opened: Opened) -> bool:
    """Whether a table of fewer rows has the very amounts of the others together, in every column of amounts."""
    shared = [key for key in columns_of_worth(each) if all(key in other.columns for other in others)]
    totals = [
        (worth_of_column(each, key, opened), sum(worth_of_column(other, key, opened) for other in others))
        for key in shared
    ]
    fewer = 1 < len(each.rows) < sum(len(other.rows) for other in others)
    return fewer and any(mine for mine, _ in totals) and all(abs(mine - theirs) < 0.5 for mine, theirs in totals)


# --- of which year, and where -----------------------------------------------------------------------------


def year_of_twin(found: Located, opened: Opened) -> int:
    """For a table that is there twice, the year that one is of, as its title or its sheet's name says, or all its
    dates; 0 if nothing tells."""
    grid = opened.sheets[found.sheet]
    for texts in (_title(found, grid), [found.sheet]):
        named = set(_YEAR.findall(" ".join(texts)))
        if len(named) == 1:
            return int(named.pop())
    dates = [col for key, col in found.columns.items() if found.table.by_key[key].kind.type is Type.DATE]
    years = {cell.year for row in found.rows for col in dates if isinstance(cell := grid[row][col], dt.date)}
    return years.pop() if len(years) == 1 else 0


def _names_a_year(found: Located, opened: Opened) -> bool:
    return any(map(_YEAR.search, (found.sheet, *_title(found, opened.sheets[found.sheet]))))


def _title(found: Located, grid: CellGrid) -> list[str]:
    """The texts that stand alone on a row, right over a table of somebody's own."""
    if found.how != "own":
        return []
    first = min([found.top, *(row for row, _ in found.above)])
    over = ([cell for cell in cells if cell != ""] for cells in grid[max(0, first - 2) : first])
    return [cells[0] for cells in over if len(cells) == 1 and isinstance(cells[0], str)]


def _latest(tables: Sequence[Located], opened: Opened) -> Collection[int]:
    latest = max((year_of_twin(each, opened) for each in tables), default=0)
    return (latest,) if latest else ()


def _is_second(found: Located) -> bool:
    return _SECOND.search(fold(found.sheet)) is not None
