"""What a file holds twice (a sheet copied, a recap, links, last year's sheet, a draft): each row is counted once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pacxl.definition.kind import MONEY, shown
from pacxl.definition.signatures import Type
from pacxl.errors import SettingsError
from pacxl.excel import address
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import Opened
from pacxl.french.period import parse_period
from pacxl.french.text import fold
from pacxl.locating.added_up import number_in
from pacxl.locating.located import Located

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


def once(
    tables: Sequence[Located], opened: Opened, file: str, years: Collection[int], known: Sequence[Located] = ()
) -> Once:
    """The tables without those that say again what another says, or what another year's plan said.

    `known` are tables that count whatever the others are; `years` those of the plan's period, if it is known.
    """
    years = years or _latest(tables, opened)

    def rank(each: Located) -> tuple[bool, bool, bool]:
        return _is_hidden(each, opened), year_of(each, opened) not in (*years, 0), _is_second(each)

    counted, findings = list(known), list[Finding]()
    for each in sorted(tables, key=rank):
        others = [other for other in counted if other.table.key == each.table.key]
        finding = _again(each, others, opened, file, years) if others else None
        if finding is None:
            counted.append(each)
        else:
            findings.append(finding)
    return Once([each for each in tables if any(each is other for other in counted)], findings)


def hidden_sheets(located: Sequence[Located], opened: Opened, file: str) -> Iterator[Finding]:
    """The tables of actions and of deals that count, though nobody sees their sheet."""
    for each in located:
        if each.table.key in ("actions", "carnet") and each.rows and _is_hidden(each, opened):
            place = Place(file, each.sheet, address(each.top, each.left), each.part.name)
            yield Finding("sheet-hidden", place, about={"table": each.table.title})


def worth(found: Located, opened: Opened) -> str:
    """What the amounts of a table's rows add up to, column by column."""
    totals = [(found.table.by_key[key].header, _total(found, key, opened)) for key in _money(found)]
    return ", ".join(f"{header} : {shown(round(total, 2))} €" for header, total in totals if total) or "0 €"


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
    year = year_of(each, opened)
    if year not in (*years, 0) and (_YEAR.search(each.sheet) or 2 * twins.named(rows) >= len(rows)):
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
    rows = ({key: _compared(grid[row][col]) for key, col in columns.items()} for row in found.rows)
    return [row for row in rows if any(cell != "" for cell in row.values())]


def _compared(cell: Any) -> Any:
    number = number_in(cell)
    if number is not None:
        return round(number, 2)
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
    shared = [key for key in _money(each) if all(key in other.columns for other in others)]
    totals = [(_total(each, key, opened), sum(_total(other, key, opened) for other in others)) for key in shared]
    fewer = 1 < len(each.rows) < sum(len(other.rows) for other in others)
    return fewer and any(mine for mine, _ in totals) and all(abs(mine - theirs) < 0.5 for mine, theirs in totals)


def _money(found: Located) -> list[str]:
    columns = found.table.by_key
    return [key for key in found.columns if columns[key].kind == MONEY and not columns[key].computed]


def _total(found: Located, key: str, opened: Opened) -> float:
    grid, col = opened.sheets[found.sheet], found.columns[key]
    return sum(number_in(grid[row][col]) or 0.0 for row in found.rows if (row, col) not in found.uncounted)


# --- of which year, and where -----------------------------------------------------------------------------


def year_of(found: Located, opened: Opened) -> int:
    """The year that a table is of, as its sheet's name says, or all its dates; 0 if nothing tells."""
    named = set(_YEAR.findall(found.sheet))
    if len(named) == 1:
        return int(named.pop())
    grid = opened.sheets[found.sheet]
    dates = [col for key, col in found.columns.items() if found.table.by_key[key].kind.type is Type.DATE]
    years = {cell.year for row in found.rows for col in dates if isinstance(cell := grid[row][col], dt.date)}
    return years.pop() if len(years) == 1 else 0


def years_of(period: str) -> Collection[int]:
    """The years that a plan's period has a part in; none if it says none."""
    try:
        stretch = parse_period(period)
    except SettingsError:
        return ()
    return range(stretch.start.year, stretch.end.year + 1)


def _latest(tables: Sequence[Located], opened: Opened) -> Collection[int]:
    latest = max((year_of(each, opened) for each in tables), default=0)
    return (latest,) if latest else ()


def _is_second(found: Located) -> bool:
    return _SECOND.search(fold(found.sheet)) is not None


def _is_hidden(found: Located, opened: Opened) -> bool:
    return found.sheet in opened.extras and opened.extras[found.sheet].hidden
